// Cases that a law without premises gives for two open variables: with a < b ∨ a = b ∨ b < a among
// the lemmas, two multiples k·d and m·d are compared by comparing k and m. Start at `compared`, which
// `ProofSearch+Goals` asks in the stages that have `Effort.comparisons`. What a case says is a fact like
// others: k < m gives m = S k + j, which puts m out of the way, and equations lose what their sides have
// in common (`ProofSearch+Solving`). Laws with more cases come first: each says more. At last the sides of
// an order that is known are compared: with r < d, S r = d or S r < d.

import ProofKernel
import Terms

extension ProofSearch {
  /// Pairs of variables that are tried at one place (count).
  private static let pairLimit = 6
  /// Differences that are looked at at one place (count).
  private static let differenceLimit = 2

  /// The step that states a goal, by the cases of a disjunctive law.
  mutating func compared(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort) -> Int? {
    guard effort.comparisons > 0 else { return nil }
    var rest = effort
    rest.comparisons -= 1
    let laws = disjunctiveLaws()
    for (first, second) in laws.isEmpty ? [] : comparablePairs(goal, &sequent) {
      for law in laws where law.sort == vocabulary.bank.sort(first) {
        var substitution = Substitution(count: 2)
        (substitution[0], substitution[1]) = (first, second)
        let formula = vocabulary.bank.instance(law.lemma.formula, substitution)
        let mark = script.count
        let step = script.append(
          .instance(law.lemma.citation, sorts: law.lemma.sorts, terms: [first, second]))
        if let last = byCases(formula, step, goal, sequent, rest) { return last }
        script.truncate(mark)
        // Where the law with most cases does not help, one with less would not.
        break
      }
    }
    return comparedSides(goal, &sequent, rest)
  }

  /// The goal by the cases that two sides of an order are equal, or that they are not.
  private mutating func comparedSides(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort)
    -> Int?
  {
    var tried = 0
    for variable in sequent.differences.reversed() where tried < Self.differenceLimit {
      // What equations have made something else is compared no more.
      guard normalize(variable, &sequent) == variable else { continue }
      tried += 1
      let mark = script.count
      if let (cases, step) = exhaustion(variable, sequent),
        let last = byCases(cases, step, goal, sequent, effort)
      {
        return last
      }
      script.truncate(mark)
    }
    return nil
  }

  /// Whether an equation says that a variable is what must be added to one term to have another.
  func isDifference(_ variable: Term, _ formula: Term) -> Bool {
    guard let sides = vocabulary.sides(formula),
      let semiring = knowledge.semirings[vocabulary.bank.sort(variable)]
    else { return false }
    return [sides.left, sides.right].contains { side in
      vocabulary.bank.symbol(side) == semiring.add
        && vocabulary.bank.arguments(side).contains(variable)
    }
  }

  /// The goal in each case of a disjunction that holds.
  private mutating func byCases(
    _ formula: Term, _ step: Int, _ goal: Term, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    guard case .or(let left, let right) = vocabulary.shape(formula) else {
      var inner = sequent
      // With one variable less there is more to look at than what premises said before.
      (inner.takenCount, inner.draws) = (0, true)
      return under([(formula, step)], goal, inner, unfolds: effort.unfolds) {
        $0.attempt(goal, $1, effort)
      }
    }
    var cases = [step]
    for part in [left, right] {
      let start = script.append(.assume(part))
      guard let last = byCases(part, start, goal, sequent, effort) else { return nil }
      cases.append(script.append(.discharge(last)))
    }
    return script.append(.infer(.cases, cases, []))
  }

  private struct DisjunctiveLaw {
    let lemma: Lemma
    let sort: TermSort
    let caseCount: Int
  }

  /// The lemmas that say of any two values of one sort which atoms, one of them at least, hold; those
  /// with most cases first.
  private func disjunctiveLaws() -> [DisjunctiveLaw] {
    var found: [DisjunctiveLaw] = []
    for lemma in knowledge.lemmas where lemma.variableCount == 2 {
      let parts = vocabulary.disjuncts(lemma.formula)
      guard parts.count > 1 else { continue }
      let isPlain = parts.allSatisfy { part in
        switch vocabulary.shape(part) {
        case .equal, .atom:
          vocabulary.bank.arguments(part).allSatisfy {
            vocabulary.bank.variableNumber($0) != nil
          } && vocabulary.bank.variables(part).count == 2
        default: false
        }
      }
      let sorts = Set(vocabulary.bank.variables(lemma.formula).map(vocabulary.bank.sort))
      guard isPlain, sorts.count == 1, let sort = sorts.first else { continue }
      found.append(DisjunctiveLaw(lemma: lemma, sort: sort, caseCount: parts.count))
    }
    return found.enumerated().sorted { a, b in
      let (x, y) = (a.element.caseCount, b.element.caseCount)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  /// Pairs of open variables: first those that have the same factor on both sides of an equation, then
  /// others that stand on different sides, each group in order.
  private mutating func comparablePairs(_ goal: Term, _ sequent: inout Sequent) -> [(Term, Term)] {
    var (alike, opposite): ([[Term]], [[Term]]) = ([], [])
    let facts = sequent.facts.map(\.formula).filter { !vocabulary.hasQuantifier($0) }
    for formula in [normalize(goal, &sequent)] + facts {
      guard let sides = vocabulary.sides(formula) else { continue }
      let sort = vocabulary.bank.sort(sides.left)
      let (left, right) = (
        vocabulary.openVariables(sides.left), vocabulary.openVariables(sides.right)
      )
      for x in left where !right.contains(x) {
        for y in right where vocabulary.bank.sort(x) == vocabulary.bank.sort(y) {
          if !left.contains(y) { opposite.append([x, y]) }
        }
      }
      guard let semiring = knowledge.semirings[sort] else { continue }
      let others = vocabulary.monomials(sides.right, semiring)
      for monomial in vocabulary.monomials(sides.left, semiring) where monomial.count > 1 {
        for x in monomial where vocabulary.level(x) != nil {
          let cofactor = vocabulary.difference(monomial, [x])
          for other in others where other.count == monomial.count {
            for y in other where y != x && vocabulary.level(y) != nil {
              if vocabulary.difference(other, [y]) == cofactor { alike.append([x, y]) }
            }
          }
        }
      }
    }
    var seen: Set<Set<Term>> = []
    let pairs = (alike + opposite).filter { seen.insert(Set($0)).inserted }
    return pairs.prefix(Self.pairLimit).map { ($0[0], $0[1]) }
  }
}
