// Exact integers without a bound: 64 bits inline, GMP beyond. A number that fits into 64 bits is always
// inline, so equal numbers are equal values. Start at the operators. `Rational` in `Rewriting` divides
// them. Source: T. Granlund, GNU MP; D. Knuth, The Art of Computer Programming 2 (1997), section 4.3.

internal import CGMP

/// An integer.
public enum Integer: Sendable {
  case small(Int)
  case large(LargeInteger)

  /// A number of 64 bits.
  @inlinable public init(_ number: Int) { self = .small(number) }

  /// Reads decimal digits, with a sign in front or not; nil for anything else.
  public init?(_ text: some StringProtocol) {
    if let number = Int(text), text.first != "+" {
      self = .small(number)
      return
    }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    self = LargeInteger { __gmpz_set_str($0, String(text), 10) }.normal
  }

  /// The value, where 64 bits hold it.
  @inlinable public var small: Int? { if case .small(let number) = self { number } else { nil } }

  /// −1, 0 or 1.
  public var sign: Int {
    switch self {
    case .small(let number): number.signum()
    case .large(let number): number.sign
    }
  }

  /// Bits of the absolute value (count).
  public var bitCount: Int {
    switch self {
    case .small(let number): Int.bitWidth - number.magnitude.leadingZeroBitCount
    case .large(let number): number.bitCount
    }
  }

  /// Whether it is even.
  public var isEven: Bool {
    switch self {
    case .small(let number): number & 1 == 0
    case .large(let number): number.isEven
    }
  }

  /// The absolute value.
  public var magnitude: Integer { sign < 0 ? -self : self }

  private var large: LargeInteger {
    switch self {
    case .small(let number): LargeInteger { __gmpz_set_si($0, number) }
    case .large(let number): number
    }
  }

  /// What a function of GMP makes of two numbers.
  private static func combine(
    _ a: Self, _ b: Self,
    _ body: (
      UnsafeMutablePointer<__mpz_struct>, UnsafePointer<__mpz_struct>,
      UnsafePointer<__mpz_struct>
    ) -> Void
  ) -> Self {
    withExtendedLifetime((a.large, b.large)) { parts in
      LargeInteger { body($0, parts.0.value, parts.1.value) }.normal
    }
  }

  /// The sum.
  public static func + (a: Self, b: Self) -> Self {
    if let x = a.small, let y = b.small {
      let (sum, lost) = x.addingReportingOverflow(y)
      if !lost { return .small(sum) }
    }
    return combine(a, b) { __gmpz_add($0, $1, $2) }
  }

  /// The difference.
  public static func - (a: Self, b: Self) -> Self {
    if let x = a.small, let y = b.small {
      let (difference, lost) = x.subtractingReportingOverflow(y)
      if !lost { return .small(difference) }
    }
    return combine(a, b) { __gmpz_sub($0, $1, $2) }
  }

  /// The product.
  public static func * (a: Self, b: Self) -> Self {
    if let x = a.small, let y = b.small {
      let (product, lost) = x.multipliedReportingOverflow(by: y)
      if !lost { return .small(product) }
    }
    return combine(a, b) { __gmpz_mul($0, $1, $2) }
  }

  /// The number with the other sign.
  public static prefix func - (a: Self) -> Self { .small(0) - a }

  /// The quotient, rounded towards zero. Requires a divisor other than zero.
  public static func / (a: Self, b: Self) -> Self {
    precondition(b.sign != 0, "division by zero")
    if let x = a.small, let y = b.small {
      let (quotient, lost) = x.dividedReportingOverflow(by: y)
      if !lost { return .small(quotient) }
    }
    return combine(a, b) { __gmpz_tdiv_q($0, $1, $2) }
  }

  /// The greatest common divisor, never negative.
  public static func greatestDivisor(_ a: Self, _ b: Self) -> Self {
    if case .small(let x) = a, case .small(let y) = b {
      var (p, q) = (x.magnitude, y.magnitude)
      while q != 0 { (p, q) = (q, p % q) }
      if let divisor = Int(exactly: p) { return .small(divisor) }
    }
    return combine(a, b) { __gmpz_gcd($0, $1, $2) }
  }
}

extension Integer: Hashable, Comparable, CustomStringConvertible {
  /// Whether the values are equal.
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.small(let x), .small(let y)): x == y
    case (.large, .large): compare(a, b) == 0
    default: false
    }
  }

  private static func compare(_ a: Self, _ b: Self) -> Int32 {
    withExtendedLifetime((a.large, b.large)) { __gmpz_cmp($0.0.value, $0.1.value) }
  }

  /// Whether it is smaller.
  public static func < (a: Self, b: Self) -> Bool {
    if case .small(let x) = a, case .small(let y) = b { return x < y }
    return compare(a, b) < 0
  }

  /// Feeds the value.
  public func hash(into hasher: inout Hasher) {
    if case .small(let number) = self {
      hasher.combine(number)
    } else {
      hasher.combine(description)
    }
  }

  /// Decimal digits, with a minus sign in front of negative ones.
  public var description: String {
    switch self {
    case .small(let number): "\(number)"
    case .large(let number): number.description
    }
  }
}

/// A number of GMP's. It is never changed after it was made.
public final class LargeInteger: @unchecked Sendable {
  fileprivate let value = UnsafeMutablePointer<__mpz_struct>.allocate(capacity: 1)

  /// The number that a function of GMP stores.
  fileprivate init(_ body: (UnsafeMutablePointer<__mpz_struct>) -> Void) {
    __gmpz_init(value)
    body(value)
  }

  deinit {
    __gmpz_clear(value)
    value.deallocate()
  }

  // The number must outlive what reads its memory: a class may end with the last use of its name.

  fileprivate var sign: Int { withExtendedLifetime(self) { Int(__gmpz_cmp_si(value, 0).signum()) } }

  fileprivate var bitCount: Int { withExtendedLifetime(self) { __gmpz_sizeinbase(value, 2) } }

  fileprivate var isEven: Bool { withExtendedLifetime(self) { __gmpz_scan1(value, 0) > 0 } }

  fileprivate var description: String {
    withExtendedLifetime(self) {
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: __gmpz_sizeinbase(value, 10) + 2) {
        __gmpz_get_str($0.baseAddress, 10, value)
        return String(cString: $0.baseAddress!)
      }
    }
  }

  /// Inline, if it fits.
  fileprivate var normal: Integer {
    withExtendedLifetime(self) {
      __gmpz_fits_slong_p(value) != 0 ? .small(__gmpz_get_si(value)) : .large(self)
    }
  }
}
