// Sums and products of fractions that say nothing about denominators: with 0 and 1, of opposites, and where the product is
// the term of a number as it stands. They hold whatever the denominators are, so nothing is assumed. Start at
// `divides`; neighbour: `NumeralProof+Fractions`.

import ProofKernel
import Terms

extension NumeralProof {
  /// Whether a sum of fractions holds only because denominators are not zero.
  static func divides(sum x: Rational, _ y: Rational) -> Bool {
    let one = Integer(1)
    if x.denominator == one && y.denominator == one { return false }
    return x != .zero && y != .zero && x.adding(y) != .zero
  }

  /// Whether a product of fractions does.
  static func divides(product x: Rational, _ y: Rational) -> Bool {
    let one = Integer(1)
    let (a, b) = (x.magnitude, y.magnitude)
    if a.denominator == one && b.denominator == one { return false }
    if a == .zero || b == .zero || a == .one || b == .one { return false }
    return !isTerm(a, b) && !isTerm(b, a)
  }

  /// Whether p · inv q, for whole numbers above 1, is in lowest terms.
  private static func isTerm(_ p: Rational, _ q: Rational) -> Bool {
    let one = Integer(1)
    return p.denominator == one && q.numerator == one && q.denominator != one
      && Integer.greatestDivisor(p.numerator, q.denominator) == one
  }

  /// The step that says x + y = z where it does not divide.
  mutating func addSimply(
    _ x: Rational, _ y: Rational, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let (a, b) = (try numeral(x, &checker), try numeral(y, &checker))
    var chain = NumeralChain(try sum(a, b, &checker), laws)
    if y == .zero {
      chain.apply(laws.addZero, [], [a])
    } else if x == .zero || x < y {
      // Only the second one may be zero, or the negative.
      chain.rearrange([], .sums, try sum(b, a, &checker))
      chain.step([], try add(y, x, &steps, &checker))
    } else {
      chain.apply(laws.addNegative, [], [a])
    }
    return note(.fractionSum(x, y), chain, &steps)
  }

  /// The step that says x · y = z where it does not divide.
  mutating func multiplySimply(
    _ x: Rational, _ y: Rational, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let (a, b) = (try numeral(x, &checker), try numeral(y, &checker))
    var chain = NumeralChain(try product(a, b, &checker), laws)
    if y == .zero {
      chain.step([], try timesZero(a, &steps, &checker))
    } else if y == .one {
      chain.apply(laws.timesOne, [], [a])
    } else if x < .zero {
      let opposite = x.opposite
      chain.step(
        [], try negativeTimes(try numeral(opposite, &checker), b, &steps, &checker))
      chain.step([0], try multiply(opposite, y, &steps, &checker))
      if let product = opposite.multiplied(by: y) {
        chain.step([], try negate(product, &steps, &checker))
      }
    } else if x == .zero || x == .one || y < .zero || !Self.isTerm(x, y) {
      chain.rearrange([], .products, try product(b, a, &checker))
      chain.step([], try multiply(y, x, &steps, &checker))
    }
    // Otherwise it is the term of the number.
    return note(.fractionProduct(x, y), chain, &steps)
  }
}

extension Rational {
  /// Without its sign.
  var magnitude: Rational { self < .zero ? opposite : self }
}
