// Equations between sums and one unknown: which value makes ∃x. 2·a + x = 3·a true, and what is common to both
// sides of a fact. Start at `solutions`, for goals that need a witness, and `cancelled`, for facts. Both
// read terms as lists of monomials (`ProofSearch+Sums`); what they propose is proved by rewriting, and by
// the law of cancellation that somebody stated or found.

import ProofKernel
import Terms

/// What equations say of an unknown.
struct Solutions {
  var values: [Term] = []
  /// Whether there is no other value.
  var isOnly = false
  /// Whether an equation that asks for a value has none among the polynomials.
  var isNone = false
}

extension ProofSearch {
  /// The values of a bound variable that make an equation of the body true, if its sides are sums. Where
  /// further unknowns are bound inside, one of them may be what is left: of a = q·d + r the quotient is
  /// proposed for q, as far as a contains d.
  mutating func solutions(_ body: Term, _ sort: TermSort, _ sequent: inout Sequent) -> Solutions {
    guard let semiring = knowledge.semirings[sort] else { return Solutions() }
    let unknown = vocabulary.eigenvariable(sequent.levels + Self.reservedLevels, sort)
    var found = Solutions()
    var opened = vocabulary.instance(body, by: unknown)
    var others: [Term] = []
    while case .exists(let inner, let rest) = vocabulary.shape(opened) {
      others.append(
        vocabulary.eigenvariable(sequent.levels + Self.reservedLevels + 1 + others.count, inner))
      opened = vocabulary.instance(rest, by: others[others.count - 1])
    }
    for part in vocabulary.conjuncts(opened) {
      guard let sides = vocabulary.sides(part), vocabulary.bank.sort(sides.left) == sort,
        !vocabulary.isBoundLoosely(part)
      else { continue }
      let (first, second) = (normalize(sides.left, &sequent), normalize(sides.right, &sequent))
      let (left, right) = (
        vocabulary.monomials(first, semiring), vocabulary.monomials(second, semiring)
      )
      let isLeft = left.contains { $0.contains(unknown) }
      guard
        let (value, isOnly) = isLeft
          ? solved(for: unknown, left, right, others, semiring)
          : solved(for: unknown, right, left, others, semiring),
        let term = vocabulary.polynomial(value, sort, semiring)
      else {
        if (left + right).contains([unknown]) { found.isNone = true }
        continue
      }
      if isOnly { found.isOnly = true }
      if !found.values.contains(term) { found.values.append(term) }
    }
    return found
  }

  /// Levels between the open variables and one that stands for an unknown (count).
  private static let reservedLevels = 500
  private static let largestSolution = 12

  /// The monomials of x where left = right, x being in monomials of the left side only. What is left of
  /// the right side is the value of another unknown, if one stands alone on the left.
  private func solved(
    for unknown: Term, _ left: [[Term]], _ right: [[Term]], _ others: [Term], _ semiring: Semiring
  ) -> (monomials: [[Term]], isOnly: Bool)? {
    func isKnown(_ monomial: [Term]) -> Bool {
      !monomial.contains { $0 == unknown || others.contains($0) }
    }
    let factors = left.filter { $0.contains(unknown) }.compactMap {
      vocabulary.difference($0, [unknown])
    }
    guard !factors.isEmpty, (right + factors).allSatisfy(isKnown) else { return nil }
    var rest = right
    var leavesRest = false
    for monomial in left where !monomial.contains(unknown) {
      if monomial.count == 1, others.contains(monomial[0]), !leavesRest {
        leavesRest = true
        continue
      }
      guard let place = rest.firstIndex(of: monomial) else { return nil }
      rest.remove(at: place)
    }
    var value: [[Term]] = []
    while !rest.isEmpty {
      guard value.count < Self.largestSolution,
        let (part, left) = vocabulary.quotient(rest, factors)
      else {
        return leavesRest ? (value, false) : nil
      }
      value.append(part)
      rest = left
    }
    return (value, !leavesRest)
  }

  /// What remains of an equation between sums without what is common to both, by a law
  /// x + z = y + z ⇒ x = y.
  mutating func cancelled(_ equation: TermEquation, _ step: Int, _ sequent: inout Sequent)
    -> (formula: Term, step: Int)?
  {
    let sort = vocabulary.bank.sort(equation.left)
    guard let semiring = knowledge.semirings[sort],
      let law = knowledge.cancellation(of: semiring.add, vocabulary)
    else { return nil }
    var left = vocabulary.monomials(equation.left, semiring)
    var (common, right): ([[Term]], [[Term]]) = ([], [])
    for monomial in vocabulary.monomials(equation.right, semiring) {
      if !monomial.isEmpty, let place = left.firstIndex(of: monomial) {
        left.remove(at: place)
        common.append(monomial)
      } else {
        right.append(monomial)
      }
    }
    guard !common.isEmpty, let x = vocabulary.polynomial(left, sort, semiring),
      let y = vocabulary.polynomial(right, sort, semiring),
      let z = vocabulary.polynomial(common, sort, semiring)
    else { return nil }
    var substitution = Substitution(count: 3)
    (substitution[law.x], substitution[law.y], substitution[law.z]) = (x, y, z)
    let premise = vocabulary.bank.instance(law.clause.premises[0], substitution)
    guard let sides = vocabulary.sides(premise),
      let there = join(TermEquation(left: sides.left, right: equation.left), &sequent),
      let back = join(TermEquation(left: equation.right, right: sides.right), &sequent)
    else { return nil }
    let middle = Link(position: [], source: .local(step), terms: [], isReversed: false)
    let holds = script.append(.chain(sides.left, there + [middle] + back))
    let instance = vocabulary.equation(x, y)
    return (instance, use(law.clause, substitution, [.fact(holds)]))
  }
}

extension Knowledge {
  /// A law f(x, z) = f(y, z) ⇒ x = y, with its variables.
  func cancellation(of function: Symbol, _ vocabulary: Vocabulary)
    -> (clause: Clause, x: Int, y: Int, z: Int)?
  {
    let bank = vocabulary.bank
    for clause in clauses where clause.premises.count == 1 && clause.variableCount == 3 {
      guard let premise = vocabulary.sides(clause.premises[0]),
        let conclusion = vocabulary.sides(clause.conclusion),
        let x = bank.variableNumber(conclusion.left),
        let y = bank.variableNumber(conclusion.right),
        bank.symbol(premise.left) == function, bank.symbol(premise.right) == function
      else { continue }
      let (left, right) = (bank.arguments(premise.left), bank.arguments(premise.right))
      for place in 0..<2 where left[place] == conclusion.left && right[place] == conclusion.right {
        guard let z = bank.variableNumber(left[1 - place]), left[1 - place] == right[1 - place],
          x != y, z != x, z != y
        else { continue }
        return (clause, x, y, z)
      }
    }
    return nil
  }
}
