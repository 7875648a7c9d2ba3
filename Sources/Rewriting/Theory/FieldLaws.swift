// What a theory of a field says besides the laws of its ring, found by shape: x ≠ 0 ⇒ x · inv x = 1, and which whole
// numbers are not zero. Start at `FieldLaws.init`. Where there is a field, fractions are numbers: p / q is the term
// p · inv q, and `NumeralProof+Fractions` proves what is computed with them from the law kept here, where the
// denominators are not zero. Neighbour: `RingLaws`.

import ProofKernel
import Terms

/// The inverse of a field, and what its facts say.
struct FieldLaws: Sendable {
  let inverse: Symbol
  /// x ≠ 0 ⇒ x · inv x = 1.
  let law: RuleOrigin
  /// Whether it says inv x · x.
  let isFlipped: Bool
  /// Facts that say of a whole number that it is not zero.
  let known: [Integer: RuleOrigin]

  /// The first field among the rules, over their ring; nil if there is none.
  init?(_ rules: TheoryRules, _ ring: RingLaws, _ language: TheoryLanguage) {
    let bank = language.language.bank
    var found: (Symbol, RuleOrigin, Bool)?
    var known: [Integer: RuleOrigin] = [:]
    for (rule, origin) in zip(rules.rules, rules.origins) {
      let (left, right) = (rule.left[0].pattern, rule.right[0].pattern)
      if left == rules.truth {
        if origin.hypotheses.isEmpty, origin.parameterCount == 0,
          let (a, b) = language.sidesOfInequality(right), bank.symbol(b) == ring.zero,
          let number = language.number(a), known[number] == nil
        {
          known[number] = origin
        }
        continue
      }
      guard found == nil, origin.hypotheses.count == 1, origin.parameterCount == 1,
        case .atom(let atom) = origin.hypotheses[0],
        let (variable, zero) = language.sidesOfInequality(atom), bank.symbol(zero) == ring.zero,
        bank.variableNumber(variable) != nil, bank.symbol(left) == ring.times,
        bank.symbol(right) == ring.one
      else { continue }
      for isFlipped in [false, true] {
        let parts = bank.arguments(left)
        let (x, y) = isFlipped ? (parts[1], parts[0]) : (parts[0], parts[1])
        if x == variable, bank.arguments(y) == [variable], let inverse = bank.symbol(y) {
          found = (inverse, origin, isFlipped)
        }
      }
    }
    guard let found else { return nil }
    (inverse, law, isFlipped) = found
    self.known = known
  }

  /// The whole numbers above 0 of which it must be known, or assumed, that they are not zero, so that this one is not:
  /// its prime factors, as far as they are found. In a field a product is zero only if a factor is.
  ///
  /// *Complexity*: some thousand divisions.
  func roots(of number: Integer) -> [Integer] {
    guard let (first, second) = split(number) else { return [number] }
    return Array(Set(roots(of: first) + roots(of: second))).sorted()
  }

  /// Two factors of a number about which no fact speaks; nil if it is prime, or has large factors only.
  func split(_ number: Integer) -> (Integer, Integer)? {
    guard known[number] == nil, let value = number.small, value > 3 else { return nil }
    var divisor = 2
    while divisor <= Self.largestDivisor, divisor * divisor <= value {
      if value % divisor == 0 { return (Integer(divisor), Integer(value / divisor)) }
      divisor += 1
    }
    return nil
  }

  /// Beyond it a number counts as prime: what is assumed of it is then more than is needed, and true all the same.
  private static let largestDivisor = 4_096
}
