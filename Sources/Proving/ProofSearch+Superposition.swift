// What an equation among the facts says inside the left side of a rule: from x·y = x·z and the rule
// x⁻¹·(x·y) = y follows x⁻¹·(x·z) = y. Rewriting alone does not put a fact into a context. Start at
// `superposed`; it is tried last, for goals that people state. Variables of the rule that the fact does
// not settle are tried with small terms.
// Source: L. Bachmair, H. Ganzinger, Rewrite-based equational theorem proving with selection and
// simplification (1994).

import ProofKernel
import Terms

extension ProofSearch {
  /// Equations that are drawn in one round (count).
  private static let superpositionLimit = 80

  /// An equation, or ⊥, by what the equations among the facts say in the context of rules.
  mutating func superposed(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    guard effort.superpositions > 0, !sequent.equations.isEmpty else { return nil }
    var rest = effort
    rest.superpositions -= 1
    var found: [Overlap] = []
    for (equation, step) in sequent.equations {
      found += overlaps(equation.left, equation.right, step, isReversed: true)
      found += overlaps(equation.right, equation.left, step, isReversed: false)
    }
    // What leaves no variable open says what it says; of the others there may be any number.
    let fillers = fillers(goal, sequent)
    var drawn: [(formula: Term, step: Int)] = []
    for overlap in found.filter(\.isClosed) + found.filter({ !$0.isClosed }) {
      let room = Self.superpositionLimit - drawn.count
      if room <= 0 { break }
      drawn += instances(overlap, fillers, limit: room)
    }
    guard !drawn.isEmpty else { return nil }
    return under(drawn, goal, sequent, unfolds: effort.unfolds) { $0.attempt(goal, $1, rest) }
  }

  /// A side of a fact at a position of the left side of a rule.
  private struct Overlap {
    let rule: Rule
    let position: [UInt32]
    let substitution: Substitution
    /// The other side of the fact, and the way back from it.
    let to: Term
    let back: Link

    var isClosed: Bool { (0..<rule.variableCount).allSatisfy { substitution[$0] != nil } }
  }

  /// Where one side of the fact of a step stands inside the left sides of rules.
  private mutating func overlaps(_ from: Term, _ to: Term, _ step: Int, isReversed: Bool)
    -> [Overlap]
  {
    guard vocabulary.bank.symbol(from) != nil else { return [] }
    var found: [Overlap] = []
    for rule in rules.all {
      for (position, part) in vocabulary.bank.positions(rule.left) where !position.isEmpty {
        if solves { vocabulary.bank.matchCount += 1 }
        var substitution = Substitution(count: rule.variableCount)
        guard vocabulary.bank.match(part, from, &substitution) else { continue }
        let back = Link(
          position: position, source: .local(step), terms: [], isReversed: isReversed)
        found.append(
          Overlap(rule: rule, position: position, substitution: substitution, to: to, back: back))
      }
    }
    return found
  }

  /// The equations that come of an overlap.
  private mutating func instances(_ overlap: Overlap, _ fillers: [Term], limit: Int)
    -> [(formula: Term, step: Int)]
  {
    let rule = overlap.rule
    return filled(overlap.substitution, rule, fillers, limit: limit).map { filled in
      let left = vocabulary.bank.instance(rule.left, filled)
      let start = vocabulary.bank.replacing(at: overlap.position[...], in: left, by: overlap.to)
      let right = vocabulary.bank.instance(rule.right, filled)
      let out = Link(
        position: [], source: rule.source,
        terms: (0..<rule.variableCount).compactMap { filled[$0] }, isReversed: rule.isReversed)
      let step = script.append(.chain(start, [overlap.back, out]))
      return (vocabulary.equation(start, right), step)
    }
  }

  /// The substitution with small terms for the variables that it leaves open: the first of all ways.
  private func filled(
    _ substitution: Substitution, _ rule: Rule, _ fillers: [Term], limit: Int
  ) -> [Substitution] {
    var found = [substitution]
    for variable in vocabulary.bank.subterms(rule.left) {
      guard let number = vocabulary.bank.variableNumber(variable), substitution[number] == nil
      else { continue }
      let sort = vocabulary.bank.sort(variable)
      let fitting = fillers.filter { vocabulary.bank.sort($0) == sort }
      var extended: [Substitution] = []
      for partial in found {
        for filler in fitting where extended.count < limit {
          var next = partial
          next[number] = filler
          extended.append(next)
        }
      }
      found = extended
    }
    return found
  }

  /// Variables and constants of the goal and the facts, and functions of one argument of these.
  private mutating func fillers(_ goal: Term, _ sequent: Sequent) -> [Term] {
    var found: [Term] = []
    for root in [goal] + sequent.facts.map(\.formula) {
      for leaf in vocabulary.bank.leaves(root) where !found.contains(leaf) {
        if vocabulary.bank.sort(leaf) != .formula, !vocabulary.isBoundLoosely(leaf) {
          found.append(leaf)
        }
      }
    }
    for symbol in vocabulary.operations where !vocabulary.bank[symbol].isConstructor {
      for leaf in found where vocabulary.bank[symbol].arguments == [vocabulary.bank.sort(leaf)] {
        found.append(vocabulary.bank.make(symbol, [leaf]))
      }
    }
    return found
  }
}
