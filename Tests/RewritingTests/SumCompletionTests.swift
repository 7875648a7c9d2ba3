// Completion of declared sums, against words over a few letters rewritten in all ways: what these say is equal must
// be found, and what is found must be explained step by step.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct SumCompletionTests {
  /// Multisets over letters (how often each occurs) that equations lead to from a start, none larger than a bound.
  private func reachable(
    _ start: [Int], _ equations: [([Int], [Int])], largest: Int
  ) -> Set<[Int]> {
    var seen: Set<[Int]> = [start]
    var open = [start]
    while let word = open.popLast() {
      for (left, right) in equations + equations.map({ ($1, $0) }) {
        let next = word.indices.map { word[$0] - left[$0] + right[$0] }
        guard word.indices.allSatisfy({ word[$0] >= left[$0] }), next.reduce(0, +) <= largest,
          seen.insert(next).inserted
        else { continue }
        open.append(next)
      }
    }
    return seen
  }

  @Test func equationsBetweenSums() throws {
    var graph = EGraph(Language())
    let plus = graph.language.symbol("+", 2)
    graph.declareSum(plus)
    let terms = ["(+ x y)", "(+ z w)", "(+ x (+ u y))", "(+ z (+ u w))", "(+ x (+ u w))"].map {
      graph.language.term($0)!
    }
    let nodes = terms.map { graph.add($0) }
    graph.union(nodes[0], nodes[1], reason: 7)
    graph.rebuild()
    let before = graph.areEqual(nodes[2], nodes[3])
    let isComplete = graph.completeSums(plus)
    let after = graph.areEqual(nodes[2], nodes[3])
    let other = graph.areEqual(nodes[2], nodes[4])
    #expect(!before && after && isComplete && !other)
    graph.checkInvariants()
    let explained = graph.explain(terms[2], terms[3])
    let explanation = try #require(explained)
    var checker = ExplanationChecker(language: graph.language, rules: [])
    checker.statements = graph.statedTerms()
    let fault = checker.fault(in: explanation, of: terms[2], terms[3])
    #expect(fault == nil)
  }

  @Test(arguments: 0..<40)
  func randomEquations(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var language = Language()
    let plus = language.symbol("+", 2)
    let leaves = (0..<4).map { language.symbol("a\($0)") }
    var graph = EGraph(language)
    graph.declareSum(plus)
    graph.limits.nodes = 2_000
    func word(_ size: Int) -> (term: Term, counts: [Int]) {
      var counts = [0, 0, 0, 0]
      var parts = (0..<size).map { _ -> Term in
        let leaf = random.below(4)
        counts[leaf] += 1
        return graph.language.bank.make(leaves[leaf])
      }
      while parts.count > 1 {
        let i = random.below(parts.count - 1)
        parts[i] = graph.language.bank.make(plus, [parts[i], parts.remove(at: i + 1)])
      }
      return (parts[0], counts)
    }
    var equations: [([Int], [Int])] = []
    for reason in 0..<1 + random.below(3) {
      let (a, b) = (word(1 + random.below(3)), word(1 + random.below(3)))
      graph.union(graph.add(a.term), graph.add(b.term), reason: reason)
      equations.append((a.counts, b.counts))
    }
    let words = (0..<10).map { _ in word(1 + random.below(4)) }
    for word in words { graph.add(word.term) }
    let isComplete = graph.completeSums(plus, steps: 200)
    graph.checkInvariants()
    let statements = graph.statedTerms()
    for a in words {
      let equal = reachable(a.counts, equations, largest: 7)
      for b in words {
        let explanation = graph.explain(a.term, b.term)
        if isComplete, equal.contains(b.counts) { #expect(explanation != nil, "seed \(seed)") }
        guard let explanation else { continue }
        var checker = ExplanationChecker(language: graph.language, rules: [])
        checker.statements = statements
        let fault = checker.fault(in: explanation, of: a.term, b.term)
        #expect(fault == nil, "seed \(seed)")
      }
    }
  }

  /// What the bound cuts off is said; the e-graph is whole.
  @Test func boundIsAResult() {
    var graph = EGraph(Language())
    let plus = graph.language.symbol("+", 2)
    graph.declareSum(plus)
    for (a, b) in [
      ("(+ x (+ x y))", "(+ z w)"), ("(+ y (+ z z))", "(+ x w)"), ("(+ w w)", "(+ x z)"),
    ] {
      graph.union(graph.add(graph.language.term(a)!), graph.add(graph.language.term(b)!))
    }
    let isComplete = graph.completeSums(plus, steps: 2)
    graph.checkInvariants()
    #expect(!isComplete)
  }
}
