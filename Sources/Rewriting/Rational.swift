// Exact rational numbers of 64 bits over 64 bits. An operation whose result does not fit says so by
// returning nil, and never wraps: whoever folds constants then leaves the operation as it stands. Start
// at the operators with `reporting` names. Longer numbers (GMP) belong into `Terms` later.

/// A fraction in lowest terms with a positive denominator.
public struct Rational: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number above the line.
  public let numerator: Int
  /// The number below the line; at least 1.
  public let denominator: Int

  /// A whole number.
  public init(_ number: Int) { (numerator, denominator) = (number, 1) }

  /// The fraction in lowest terms; nil if the denominator is zero or the result does not fit.
  public init?(_ numerator: Int, _ denominator: Int) {
    guard denominator != 0 else { return nil }
    let divisor = Self.greatestDivisor(numerator.magnitude, denominator.magnitude)
    let isNegative = (numerator < 0) != (denominator < 0)
    guard let above = Int(exactly: numerator.magnitude / divisor),
      let below = Int(exactly: denominator.magnitude / divisor)
    else { return nil }
    (self.numerator, self.denominator) = (isNegative ? -above : above, below)
  }

  /// Reads `12`, `-3`, `1/2`, `-0.25`; nil for anything else, and for what does not fit.
  public init?(_ text: some StringProtocol) {
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return nil }
    if let slash = digits.firstIndex(of: "/") {
      guard let above = Int(digits[..<slash]),
        let below = Int(digits[digits.index(after: slash)...]), below > 0
      else { return nil }
      self.init(isNegative ? -above : above, below)
    } else if let point = digits.firstIndex(of: ".") {
      let fraction = digits[digits.index(after: point)...]
      guard fraction.count < 18, fraction.allSatisfy(\.isNumber), !fraction.isEmpty,
        let value = Int(String(digits[..<point]) + fraction)
      else { return nil }
      var scale = 1
      for _ in fraction { scale *= 10 }
      self.init(isNegative ? -value : value, scale)
    } else {
      guard let value = Int(digits) else { return nil }
      self.init(isNegative ? -value : value)
    }
  }

  /// Zero.
  public static let zero = Rational(0)
  /// One.
  public static let one = Rational(1)

  /// The sum; nil if it does not fit.
  public func adding(_ other: Self) -> Self? {
    let (a, lost1) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (b, lost2) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (above, lost3) = a.addingReportingOverflow(b)
    let (below, lost4) = denominator.multipliedReportingOverflow(by: other.denominator)
    return lost1 || lost2 || lost3 || lost4 ? nil : Self(above, below)
  }

  /// The product; nil if it does not fit.
  public func multiplied(by other: Self) -> Self? {
    // Across first: products of what is left are in lowest terms, and fit more often.
    guard let left = Self(numerator, other.denominator),
      let right = Self(other.numerator, denominator)
    else { return nil }
    let (above, lost1) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (below, lost2) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    return lost1 || lost2 ? nil : Self(above, below)
  }

  /// The number with the other sign; nil if it does not fit.
  public var negated: Self? {
    let (above, lost) = Int(0).subtractingReportingOverflow(numerator)
    return lost ? nil : Self(above, denominator)
  }

  /// One over the number; nil for zero, or if it does not fit.
  public var inverse: Self? { Self(denominator, numerator) }

  /// The number raised to a whole power; nil for 0 to a power below one, or if it does not fit.
  public func raised(to power: Int) -> Self? {
    if numerator == 0 && power <= 0 { return nil }
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
    let (left, right) = (
      a.numerator.multipliedFullWidth(by: b.denominator),
      b.numerator.multipliedFullWidth(by: a.denominator)
    )
    return left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// `3`, `-1/2`.
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  private static func greatestDivisor(_ a: UInt, _ b: UInt) -> UInt {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
