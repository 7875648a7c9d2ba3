// Values that are written as themselves, and what operators compute on them. Start at
// `Arithmetic.value`. `Language` says which symbols are literals and which operators compute;
// `Rational` does the numbers.

import Terms

/// A number or a truth value.
public enum Literal: Hashable, Sendable, CustomStringConvertible {
  case number(Rational)
  case truth(Bool)

  /// Reads a number, or `true` or `false`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    if let number = Rational(text) {
      self = .number(number)
    } else if text == "true" || text == "false" {
      self = .truth(text == "true")
    } else {
      return nil
    }
  }

  /// As it is read.
  public var description: String {
    switch self {
    case .number(let number): number.description
    case .truth(let truth): truth ? "true" : "false"
    }
  }
}

/// What an operator computes on literals.
public enum Arithmetic: Hashable, Sendable {
  case add, subtract, multiply, divide, negate, invert, power
  /// Zero, whatever the number: what a derivation makes of it.
  case annihilate
  case and, or, not, implies, equal

  /// The value; nil where there is none (division by zero, a number for a truth value) or where it
  /// does not fit.
  public func value(_ arguments: [Literal]) -> Literal? {
    guard let first = arguments.first else { return nil }
    return value(first, arguments.count > 1 ? arguments[1] : nil)
  }

  /// As above, for one argument or two.
  func value(_ first: Literal, _ second: Literal?) -> Literal? {
    switch (first, second) {
    case (.number(let a), .number(let b)?):
      if self == .equal { return .truth(a == b) }
      return number(a, b).map(Literal.number)
    case (.number(let a), nil):
      switch self {
      // Of fractions it would have to be proved by other laws.
      case .annihilate: return a.denominator == Integer(1) ? .number(.zero) : nil
      case .negate: return a.negated.map(Literal.number)
      case .invert: return a.inverse.map(Literal.number)
      default: return nil
      }
    case (.truth(let a), .truth(let b)?):
      switch self {
      case .and: return .truth(a && b)
      case .or: return .truth(a || b)
      case .implies: return .truth(!a || b)
      case .equal: return .truth(a == b)
      default: return nil
      }
    case (.truth(let a), nil): return self == .not ? .truth(!a) : nil
    default: return nil
    }
  }

  private func number(_ a: Rational, _ b: Rational) -> Rational? {
    switch self {
    case .add: a.adding(b)
    case .subtract: b.negated.flatMap(a.adding)
    case .multiply: a.multiplied(by: b)
    case .divide: b.inverse.flatMap(a.multiplied)
    case .power:
      b.denominator == Integer(1) ? b.numerator.small.flatMap(a.raised) : nil
    default: nil
    }
  }
}
