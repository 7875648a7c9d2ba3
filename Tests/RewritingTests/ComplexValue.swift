// Values of expressions in the notation of other systems, in complex numbers of double precision. It shares
// nothing with the reader that it judges. Start at `ComplexEvaluator.value(of:)`.

import Foundation

/// A complex number.
struct ComplexValue: Equatable {
  var re: Double
  var im: Double
  init(_ re: Double, _ im: Double = 0) { (self.re, self.im) = (re, im) }

  static func + (a: Self, b: Self) -> Self { Self(a.re + b.re, a.im + b.im) }
  static func - (a: Self, b: Self) -> Self { Self(a.re - b.re, a.im - b.im) }
  static func * (a: Self, b: Self) -> Self {
    Self(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
  }
  static func / (a: Self, b: Self) -> Self {
    let size = b.re * b.re + b.im * b.im
    return Self((a.re * b.re + a.im * b.im) / size, (a.im * b.re - a.re * b.im) / size)
  }
  var size: Double { (re * re + im * im).squareRoot() }
  var isFinite: Bool { re.isFinite && im.isFinite }
  var exp: Self { Self(Foundation.exp(re) * cos(im), Foundation.exp(re) * sin(im)) }
  var log: Self { Self(Foundation.log(size), atan2(im, re)) }
  func power(_ exponent: Self) -> Self {
    if exponent.im == 0, exponent.re == exponent.re.rounded(), abs(exponent.re) < 100 {
      var result = Self(1)
      for _ in 0..<Int(abs(exponent.re)) { result = result * self }
      return exponent.re < 0 ? Self(1) / result : result
    }
    return size == 0 ? Self(0) : (exponent * log).exp
  }
  var root: Self { power(Self(0.5)) }
  private var turned: Self { Self(-im, re) }
  var sine: Self { (turned.exp - (Self(0) - turned).exp) / Self(0, 2) }
  var cosine: Self { (turned.exp + (Self(0) - turned).exp) / Self(2) }
  var hyperbolicSine: Self { (exp - (Self(0) - self).exp) / Self(2) }
  var hyperbolicCosine: Self { (exp + (Self(0) - self).exp) / Self(2) }
}

/// Evaluates one text at one point.
struct ComplexEvaluator {
  private var rest: Substring
  private let point: [String: ComplexValue]

  /// The value; nil where the text has a function that is not known here.
  static func value(of text: String, at point: [String: ComplexValue]) -> ComplexValue? {
    var run = Self(rest: text.filter { !$0.isWhitespace }[...], point: point)
    let value = run.sum()
    return run.rest.isEmpty ? value : nil
  }

  private init(rest: Substring, point: [String: ComplexValue]) {
    (self.rest, self.point) = (rest, point)
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.hasPrefix(text) else { return false }
    rest = rest.dropFirst(text.count)
    return true
  }

  private mutating func sum() -> ComplexValue? {
    guard var value = product() else { return nil }
    while true {
      if take("+") {
        guard let next = product() else { return nil }
        value = value + next
      } else if take("-") {
        guard let next = product() else { return nil }
        value = value - next
      } else {
        return value
      }
    }
  }

  private mutating func product() -> ComplexValue? {
    guard var value = signed() else { return nil }
    while true {
      if take("*") {
        guard let next = signed() else { return nil }
        value = value * next
      } else if take("/") {
        guard let next = signed() else { return nil }
        value = value / next
      } else {
        return value
      }
    }
  }

  private mutating func signed() -> ComplexValue? {
    if take("-") { return signed().map { ComplexValue(0) - $0 } }
    guard let base = atom() else { return nil }
    if take("^") { return signed().map { base.power($0) } }
    return base
  }

  private mutating func atom() -> ComplexValue? {
    if take("(") {
      let inner = sum()
      return take(")") ? inner : nil
    }
    if let first = rest.first, first.isNumber {
      var digits = rest.prefix { $0.isNumber || $0 == "." }
      let after = rest.dropFirst(digits.count)
      if after.hasPrefix("e-") || after.hasPrefix("e+") {
        digits = rest.prefix(digits.count + 2 + after.dropFirst(2).prefix { $0.isNumber }.count)
      }
      rest = rest.dropFirst(digits.count)
      return Double(digits).map { ComplexValue($0) }
    }
    let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    rest = rest.dropFirst(name.count)
    guard take("(") else {
      switch name {
      case "I": return ComplexValue(0, 1)
      case "E": return ComplexValue(M_E)
      case "pi": return ComplexValue(.pi)
      default: return point[name]
      }
    }
    guard let x = sum(), take(")") else { return nil }
    switch name {
    case "exp": return x.exp
    case "log": return x.log
    case "sqrt": return x.root
    case "sin": return x.sine
    case "cos": return x.cosine
    case "tan": return x.sine / x.cosine
    case "cot": return x.cosine / x.sine
    case "sec": return ComplexValue(1) / x.cosine
    case "csc": return ComplexValue(1) / x.sine
    case "sinh": return x.hyperbolicSine
    case "cosh": return x.hyperbolicCosine
    case "tanh": return x.hyperbolicSine / x.hyperbolicCosine
    case "abs": return ComplexValue(x.size)
    default: return nil
    }
  }
}
