// Decision trees of rules: with and without them the same rule applies, on random rules and terms; and a tree asks
// few questions of many rules.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct RuleTreeTests {
  private func text(_ depth: Int, _ leaves: [String], _ random: inout SeededGenerator) -> String {
    if depth == 0 || random.below(3) == 0 { return random.pick(leaves) }
    switch random.below(4) {
    case 0: return "(f \(text(depth - 1, leaves, &random)))"
    case 1:
      return "(g \(text(depth - 1, leaves, &random)) \(text(depth - 1, leaves, &random)))"
    case 2:
      return "(+ \(text(depth - 1, leaves, &random)) \(text(depth - 1, leaves, &random)))"
    default:
      return "(max \(text(depth - 1, leaves, &random)) \(text(depth - 1, leaves, &random)))"
    }
  }

  /// A set of one rule has a tree that asks nothing: the first such set that applies is what trees must find. A
  /// set that was compiled for another algebra finds the same.
  @Test(arguments: 0..<100)
  func sameAsWithoutTrees(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let algebra = TermAlgebra(associativeCommutative: ["+"], commutative: ["max"])
    let rules = (0..<2 + random.below(8)).map { number in
      TermRule("r\(number)", text(3, ["?x", "?y", "a", "b"], &random), "(done r\(number))")!
    }
    let compiled = TermRuleSet(rules, algebra: algebra)
    let other = TermRuleSet(rules, algebra: TermAlgebra(commutative: ["none"]))
    for _ in 0..<40 {
      let start = text(4, ["a", "b", "c"], &random)
      func found(_ set: TermRuleSet) -> String? {
        var rewriter = Rewriter(Language(), algebra: algebra)
        let term = rewriter.language.term(start)!
        let result = rewriter.rewrite(term, by: .rules(set))
        return result.stepCount == 0 ? nil : rewriter.language.text(of: result.term)
      }
      let first = rules.lazy.compactMap { found(TermRuleSet([$0], algebra: algebra)) }.first
      #expect(found(compiled) == first && found(other) == first, "seed \(seed): \(start)")
    }
  }

  /// Long runs cost what their steps cost: terms are not copied at each.
  @Test func manySteps() {
    let rules = TermRuleSet(
      (0..<200).map { TermRule("count\($0)", "(at (digit\($0) ?x))", "(at (digit\($0 + 1) ?x))")! })
    var rewriter = Rewriter(Language())
    var language = rewriter.language
    // A bank that would be dear to copy.
    for i in 0..<100_000 { _ = language.bank.make(language.symbol("c\(i)")) }
    rewriter.language = language
    language = Language()
    let term = rewriter.language.term("(at (digit0 x))")!
    let result = rewriter.rewrite(term, by: .fixpoint(.rules(rules)))
    #expect(result.stepCount == 200)
    #expect(rewriter.language.text(of: result.term) == "(at (digit200 x))")
  }
}
