// Sums, products and negatives of fractions. An equation of two of them is proved by a common denominator D: both sides
// times D are the same whole number, and D · inv D = 1 since D is not zero, which is known of its prime factors or
// assumed. Start at `add` and `multiply`; `cleared` multiplies one fraction, `NumeralProof+Inverses` has what is not zero.
// The kernel checks each step.

import ProofKernel
import Terms

extension NumeralProof {
  /// The term of a fraction: inv q, p · inv q, or the negative of one of these.
  mutating func numeral(_ number: Rational, _ checker: inout Checker) throws(CheckError) -> TermID {
    if number.denominator == Integer(1) { return try numeral(number.numerator, &checker) }
    if number.numerator.sign < 0 {
      return try negative(try numeral(number.opposite, &checker), &checker)
    }
    let below = try inverse(try numeral(number.denominator, &checker), &checker)
    if number.numerator == Integer(1) { return below }
    return try product(try numeral(number.numerator, &checker), below, &checker)
  }

  func inverse(_ term: TermID, _ checker: inout Checker) throws(CheckError) -> TermID {
    guard let field else { throw CheckError(.unknownFact, "a fraction without a field") }
    return try apply(field.inverse, [term], &checker)
  }

  /// The step that says x + y = z, the three being terms of numbers.
  mutating func add(
    _ x: Rational, _ y: Rational, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let (one, p, q) = (Integer(1), x.denominator, y.denominator)
    if p == one && q == one { return try add(x.numerator, y.numerator, &steps, &checker) }
    if let known = lemmas[.fractionSum(x, y)] { return known }
    if !Self.divides(sum: x, y) { return try addSimply(x, y, &steps, &checker) }
    let common = p * q / Integer.greatestDivisor(p, q)
    let terms = [try numeral(x, &checker), try numeral(y, &checker)]
    let (start, scale) = (
      try sum(terms[0], terms[1], &checker), try numeral(common, &checker)
    )
    var chain = NumeralChain(try product(start, scale, &checker), laws)
    chain.rearrange([], .products, try product(scale, start, &checker))
    chain.apply(laws.distribute, [], [scale, terms[0], terms[1]])
    for (place, number) in [x, y].enumerated() {
      let position = [UInt32(place)]
      chain.rearrange(position, .products, try product(terms[place], scale, &checker))
      chain.step(position, try cleared(number, common, &steps, &checker))
    }
    let (a, b) = (x.numerator * (common / p), y.numerator * (common / q))
    chain.step([], try add(a, b, &steps, &checker))
    let scaled = append(chain, &steps)
    guard let result = x.adding(y) else { throw CheckError(.unknownFact, "a sum too large") }
    let proved = try conclude(start, result, common, scaled, &steps, &checker)
    lemmas[.fractionSum(x, y)] = proved
    return proved
  }

  /// The step that says x · y = z, the three being terms of numbers.
  mutating func multiply(
    _ x: Rational, _ y: Rational, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let (one, p, q) = (Integer(1), x.denominator, y.denominator)
    if p == one && q == one { return try multiply(x.numerator, y.numerator, &steps, &checker) }
    if let known = lemmas[.fractionProduct(x, y)] { return known }
    if !Self.divides(product: x, y) { return try multiplySimply(x, y, &steps, &checker) }
    let terms = [try numeral(x, &checker), try numeral(y, &checker)]
    let start = try product(terms[0], terms[1], &checker)
    let common = p * q
    let scale = try numeral(common, &checker)
    var chain = NumeralChain(try product(start, scale, &checker), laws)
    if p != one && q != one {
      chain.step([1], try multiply(p, q, &steps, &checker), isReversed: true)
    }
    // (x · p) · (y · q), without the denominators that are 1.
    var sides: [TermID] = []
    for (place, below) in [p, q].enumerated() {
      sides.append(
        below == one
          ? terms[place] : try product(terms[place], try numeral(below, &checker), &checker))
    }
    chain.rearrange([], .products, try product(sides[0], sides[1], &checker))
    for (place, number) in [x, y].enumerated() where number.denominator != one {
      chain.step([UInt32(place)], try cleared(number, number.denominator, &steps, &checker))
    }
    chain.step([], try multiply(x.numerator, y.numerator, &steps, &checker))
    let scaled = append(chain, &steps)
    guard let result = x.multiplied(by: y) else {
      throw CheckError(.unknownFact, "a product too large")
    }
    let proved = try conclude(start, result, common, scaled, &steps, &checker)
    lemmas[.fractionProduct(x, y)] = proved
    return proved
  }

  /// The step that says −x = z, both being terms of numbers.
  mutating func negate(_ x: Rational, _ steps: inout [Step], _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    if x.denominator == Integer(1) { return try negate(x.numerator, &steps, &checker) }
    if x.numerator.sign < 0 {
      return try twiceNegative(try numeral(x.opposite, &checker), &steps, &checker)
    }
    // It is the term of the number.
    return append(
      NumeralChain(try negative(try numeral(x, &checker), &checker), laws), &steps)
  }

  /// The step that says x · D = n, where the denominator of x divides D.
  private mutating func cleared(
    _ x: Rational, _ scale: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let one = Integer(1)
    if x.denominator == one { return try multiply(x.numerator, scale, &steps, &checker) }
    if let known = lemmas[.cleared(x, scale)] { return known }
    let (below, factor) = (x.denominator, scale / x.denominator)
    let whole = try numeral(scale, &checker)
    var chain = NumeralChain(
      try product(try numeral(x, &checker), whole, &checker), laws)
    if x.numerator.sign < 0 {
      let opposite = x.opposite
      chain.step(
        [], try negativeTimes(try numeral(opposite, &checker), whole, &steps, &checker))
      chain.step([0], try cleared(opposite, scale, &steps, &checker))
      return note(.cleared(x, scale), chain, &steps)
    }
    // (p · inv q) · (q · k) = (p · k) · (q · inv q)
    if factor != one {
      chain.step([1], try multiply(below, factor, &steps, &checker), isReversed: true)
    }
    let pair = try inversePair(try numeral(below, &checker), &checker)
    let unit = try unit(Rational(below), &steps, &checker)
    let kept = [x.numerator, factor].filter { $0 != one }
    guard let first = kept.first else {
      chain.rearrange([], .products, pair)
      chain.step([], unit)
      return note(.cleared(x, scale), chain, &steps)
    }
    var multiple = try numeral(first, &checker)
    if kept.count == 2 {
      multiple = try product(multiple, try numeral(kept[1], &checker), &checker)
    }
    chain.rearrange([], .products, try product(multiple, pair, &checker))
    chain.step([1], unit)
    chain.apply(laws.timesOne, [], [multiple])
    if kept.count == 2 { chain.step([], try multiply(kept[0], kept[1], &steps, &checker)) }
    return note(.cleared(x, scale), chain, &steps)
  }

  /// The step that says that a term equals a number, from one that says what both are times D.
  private mutating func conclude(
    _ start: TermID, _ result: Rational, _ common: Integer, _ scaled: Int, _ steps: inout [Step],
    _ checker: inout Checker
  ) throws(CheckError) -> Int {
    // t = t · (D · inv D) = (t · D) · inv D = (z · D) · inv D = z · (D · inv D) = z
    let (scale, end) = (try numeral(common, &checker), try numeral(result, &checker))
    let inverse = try inverse(scale, &checker)
    let unit = try unit(Rational(common), &steps, &checker)
    let pair = try inversePair(scale, &checker)
    let cleared = try cleared(result, common, &steps, &checker)
    var chain = NumeralChain(start, laws)
    chain.apply(laws.timesOne, [], [start], isReversed: true)
    chain.step([1], unit, isReversed: true)
    chain.rearrange(
      [], .products, try product(try product(start, scale, &checker), inverse, &checker))
    chain.step([0], scaled)
    chain.step([0], cleared, isReversed: true)
    chain.rearrange([], .products, try product(end, pair, &checker))
    chain.step([1], unit)
    chain.apply(laws.timesOne, [], [end])
    return append(chain, &steps)
  }

  func append(_ chain: NumeralChain, _ steps: inout [Step]) -> Int {
    steps.append(.chain(chain.start, chain.rewrites))
    return steps.count - 1
  }
}

extension Rational {
  /// The negative, which is as large.
  var opposite: Rational { negated ?? self }
}
