// Exact rational numbers. An operation without a value (division by zero), or whose result would have more
// than `largestBitCount` bits, returns nil: whoever folds constants then leaves the operation as it
// stands. Start at `adding`. `Integer` (in `Terms`) does the arithmetic, by GMP where 64 bits end.

import Terms

/// A fraction in lowest terms with a positive denominator.
public struct Rational: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number above the line.
  public let numerator: Integer
  /// The number below the line; at least 1.
  public let denominator: Integer
  /// The largest size of a result, above and below the line together (bits).
  public static let largestBitCount = 1 << 15

  /// A whole number.
  public init(_ number: Int) { (numerator, denominator) = (Integer(number), Integer(1)) }

  /// A whole number.
  public init(_ number: Integer) { (numerator, denominator) = (number, Integer(1)) }

  /// The fraction in lowest terms; nil if the denominator is zero.
  public init?(_ numerator: Int, _ denominator: Int) {
    self.init(Integer(numerator), Integer(denominator))
  }

  /// As above; nil also if the result is too large.
  public init?(_ numerator: Integer, _ denominator: Integer) {
    guard denominator.sign != 0 else { return nil }
    let divisor = Integer.greatestDivisor(numerator, denominator)
    let (above, below) = (numerator / divisor, denominator / divisor)
    self.numerator = below.sign < 0 ? -above : above
    self.denominator = below.magnitude
    if above.bitCount + below.bitCount > Self.largestBitCount { return nil }
  }

  /// Reads `12`, `-3`, `1/2`, `-0.25`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return nil }
    var above: Integer?
    var below: Integer? = Integer(1)
    if let slash = digits.firstIndex(of: "/") {
      above = Integer(digits[..<slash])
      below = Integer(digits[digits.index(after: slash)...])
    } else if let point = digits.firstIndex(of: ".") {
      let fraction = digits[digits.index(after: point)...]
      guard !fraction.isEmpty, fraction.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      above = Integer(String(digits[..<point]) + fraction)
      below = Integer("1" + String(repeating: "0", count: fraction.utf8.count))
    } else {
      above = Integer(digits)
    }
    guard let above, let below, above.sign >= 0, below.sign > 0 else { return nil }
    self.init(isNegative ? -above : above, below)
  }

  /// Zero.
  public static let zero = Rational(0)
  /// One.
  public static let one = Rational(1)

  /// The whole number with these bits; nil if it is too large.
  private static func whole(_ number: Integer) -> Self? {
    number.bitCount < largestBitCount ? Self(number) : nil
  }

  /// Whether both are whole: then no divisor is looked for.
  private func isWhole(with other: Self) -> Bool {
    denominator.small == 1 && other.denominator.small == 1
  }

  /// The sum; nil if it is too large.
  public func adding(_ other: Self) -> Self? {
    if isWhole(with: other) { return Self.whole(numerator + other.numerator) }
    return Self(
      numerator * other.denominator + other.numerator * denominator,
      denominator * other.denominator)
  }

  /// The product; nil if it is too large.
  public func multiplied(by other: Self) -> Self? {
    if isWhole(with: other) { return Self.whole(numerator * other.numerator) }
    return Self(numerator * other.numerator, denominator * other.denominator)
  }

  /// The number with the other sign; never nil.
  public var negated: Self? { Self(-numerator, denominator) }

  /// One over the number; nil for zero.
  public var inverse: Self? { Self(denominator, numerator) }

  /// The number raised to a whole power; nil for 0 to a power below one, or if it is too large.
  public func raised(to power: Int) -> Self? {
    if numerator.sign == 0 && power <= 0 { return nil }
    guard let base = power < 0 ? inverse : self, power.magnitude <= 1 << 16 else { return nil }
    var (result, square, rest) = (Self.one, base, power.magnitude)
    while rest > 0 {
      if rest & 1 == 1 {
        guard let next = result.multiplied(by: square) else { return nil }
        result = next
      }
      rest >>= 1
      if rest > 0 {
        guard let next = square.multiplied(by: square) else { return nil }
        square = next
      }
    }
    return result
  }

  /// Whether it is smaller; exact for all values.
  public static func < (a: Self, b: Self) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }

  /// `3`, `-1/2`.
  public var description: String {
    denominator == Integer(1) ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
