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
    var (found, rest): (Set<Integer>, Integer) = ([], number)
    while let (first, second) = split(rest) {
      found.insert(first)
      rest = second
    }
    return found.union([rest]).sorted()
  }

  /// Two factors of a number about which no fact speaks; nil if it is prime, or has large factors only.
  func split(_ number: Integer) -> (Integer, Integer)? {
    guard known[number] == nil, number > Integer(3) else { return nil }
    var divisor = 2
    if let value = number.small {
      while divisor <= Self.largestDivisor, divisor * divisor <= value {
        if value % divisor == 0 { return (Integer(divisor), Integer(value / divisor)) }
        divisor += 1
      }
      return nil
    }
    while divisor <= Self.largestDivisor {
      let quotient = number / Integer(divisor)
      if quotient * Integer(divisor) == number { return (Integer(divisor), quotient) }
      divisor += 1
    }
    return nil
  }

  /// Numbers of which no two have a factor in common, so that each of those given, and each that divides one of them and
  /// is given too, is a product of them: of what is too large to be taken apart, what is needed is not said twice.
  static func coprime(_ numbers: Set<Integer>) -> [Integer] {
    let one = Integer(1)
    var base: Set<Integer> = []
    var open = numbers.sorted()
    if numbers.contains(one) { base.insert(one) }
    while let next = open.popLast() {
      if next == one { continue }
      let shared = base.sorted().first { $0 != one && Integer.greatestDivisor($0, next) != one }
      guard let shared else {
        base.insert(next)
        continue
      }
      if shared == next { continue }
      let divisor = Integer.greatestDivisor(shared, next)
      base.remove(shared)
      open += [divisor, shared / divisor, next / divisor]
    }
    return base.sorted()
  }

  /// Beyond it a number counts as prime: what is assumed of it is then more than is needed, and true all the same.
  private static let largestDivisor = 4_096
}
