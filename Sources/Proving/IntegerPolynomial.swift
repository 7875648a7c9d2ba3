// Polynomials over the integers whose indeterminates are terms, for what sums of natural numbers cannot say.

import Terms

/// Monomials, each a list of factors in order, with their coefficients.
struct IntegerPolynomial: Equatable, Sendable {
  private var coefficients: [[Term]: Int] = [:]

  /// The sum of monomials, each as often as it is there.
  init(_ monomials: [[Term]] = []) {
    for monomial in monomials { add(monomial, 1) }
  }

  var isZero: Bool { coefficients.isEmpty }

  /// The monomials in order, with their coefficients.
  var sorted: [(monomial: [Term], count: Int)] {
    coefficients.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      (monomial: $0.key, count: $0.value)
    }
  }

  /// The monomials in order, each as often as its coefficient says, which is not negative.
  var monomials: [[Term]] {
    sorted.flatMap { Array(repeating: $0.monomial, count: max(0, $0.count)) }
  }

  /// Number of monomials, each as often as its coefficient says (count).
  var count: Int { coefficients.values.reduce(0) { $0 + abs($1) } }

  /// What has to be added for no coefficient to be negative.
  var negative: IntegerPolynomial {
    var result = IntegerPolynomial()
    for (monomial, count) in coefficients where count < 0 { result.add(monomial, -count) }
    return result
  }

  mutating func add(_ monomial: [Term], _ count: Int) {
    let sum = coefficients[monomial, default: 0] + count
    coefficients[monomial] = sum == 0 ? nil : sum
  }

  static func + (a: IntegerPolynomial, b: IntegerPolynomial) -> IntegerPolynomial {
    var result = a
    for (monomial, count) in b.coefficients { result.add(monomial, count) }
    return result
  }

  static func - (a: IntegerPolynomial, b: IntegerPolynomial) -> IntegerPolynomial {
    var result = a
    for (monomial, count) in b.coefficients { result.add(monomial, -count) }
    return result
  }

  static func * (a: IntegerPolynomial, b: IntegerPolynomial) -> IntegerPolynomial {
    var result = IntegerPolynomial()
    for (left, m) in a.coefficients {
      for (right, n) in b.coefficients { result.add((left + right).sorted(), m * n) }
    }
    return result
  }

  /// With a sum of monomials in place of a factor, which is none of theirs.
  func replacing(_ factor: Term, by sum: [[Term]]) -> IntegerPolynomial {
    var result = IntegerPolynomial()
    for (monomial, count) in coefficients {
      var product = IntegerPolynomial([monomial.filter { $0 != factor }])
      let sum = IntegerPolynomial(sum)
      for own in monomial where own == factor { product = product * sum }
      for (other, times) in product.coefficients { result.add(other, count * times) }
    }
    return result
  }
}
