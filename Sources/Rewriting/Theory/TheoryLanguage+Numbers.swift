// Whole numbers as symbols of their own: the term of a number in a ring (see `NumeralProof`) becomes the number,
// and back. Start at `compute(in:)`; `TheoryLanguage` has the terms.

import ProofKernel
import Terms

extension TheoryLanguage {
  /// What a symbol stands for; numbers are declared as they are computed.
  func origin(of symbol: Symbol) -> Origin {
    if Int(symbol.index) < origins.count { return origins[Int(symbol.index)] }
    guard case .number(let number)? = language.literal(symbol) else {
      preconditionFailure("a symbol that nothing stands behind")
    }
    return .number(number)
  }

  /// The whole number that a term is.
  func number(_ term: Term) -> Integer? {
    rational(term).flatMap { $0.denominator == Integer(1) ? $0.numerator : nil }
  }

  /// The number that a term is.
  func rational(_ term: Term) -> Rational? {
    guard let symbol = language.bank.symbol(term),
      case .number(let number)? = language.literal(symbol)
    else { return nil }
    return number
  }

  /// The term of a whole number in the sort of numbers.
  mutating func numeral(_ number: Integer) -> Term {
    let symbol = language.symbol(.number(Rational(number)))
    if Int(symbol.index) == origins.count {
      origins.append(.number(Rational(number)))
      symbolOf[.number(Rational(number))] = symbol
    }
    return language.bank.make(symbol)
  }

  /// From now on sums, products and negatives of numbers are computed.
  mutating func compute(in ring: RingLaws) {
    self.ring = ring
    language.numberSort = language.bank[ring.plus].sort
    language.identify(ring.zero, with: .number(.zero))
    language.identify(ring.one, with: .number(.one))
    language.evaluates[ring.plus] = .add
    language.evaluates[ring.times] = .multiply
    language.evaluates[ring.negative] = .negate
  }

  /// From now on inverses of numbers are computed: they are fractions.
  mutating func compute(in field: FieldLaws) { language.evaluates[field.inverse] = .invert }

  /// From now on the derivatives of numbers are computed.
  mutating func compute(by derivation: DerivationLaws) {
    language.evaluates[derivation.symbol] = .annihilate
  }

  /// The application of a symbol; the number, where that is the term of one (see `NumeralProof`).
  mutating func make(_ symbol: Symbol, _ parts: [Term]) -> Term {
    guard let ring, let first = parts.first.flatMap(number) else {
      return language.bank.make(symbol, parts)
    }
    let (one, two) = (Integer(1), Integer(2))
    if symbol == ring.negative {
      if first.sign > 0 { return numeral(-first) }
    } else if parts.count == 2, let second = number(parts[1]) {
      if symbol == ring.plus, second == one, first == one || first > one && first.isEven {
        return numeral(first + one)
      }
      if symbol == ring.times, first == two, second > one { return numeral(second + second) }
    }
    return language.bank.make(symbol, parts)
  }
}
