// Products and negatives of numbers, and the laws of rings that they take: x·0 = 0, −−x = x, −x·y = −(x·y).
// Start at `multiply` and `negate`; `NumeralProof` has sums. Here too the kernel checks each step.

import ProofKernel
import Terms

extension NumeralProof {
  /// The step that says a · b = n, the three being numerals.
  mutating func multiply(
    _ a: Integer, _ b: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.product(a, b)] { return known }
    if a.bitCount * b.bitCount > Self.largestProduct || steps.count > Self.longestProof {
      throw CheckError(.unknownFact, "a product too large to be proved")
    }
    if a.sign > 0 && b.sign > 0 { try multiplyHalves(a, b, &steps, &checker) }
    let (first, second) = (try numeral(a, &checker), try numeral(b, &checker))
    var chain = NumeralChain(try product(first, second, &checker), laws)
    let two = try two(&checker)
    if b.sign == 0 {
      chain.step([], try timesZero(first, &steps, &checker))
    } else if b == Integer(1) {
      chain.apply(laws.timesOne, [], [first])
    } else if a.sign == 0 || a == Integer(1) || a.sign > 0 && b.sign < 0 {
      chain.rearrange([], .products, try product(second, first, &checker))
      chain.step([], try multiply(b, a, &steps, &checker))
    } else if a.sign < 0 {
      chain.step(
        [], try negativeTimes(try numeral(-a, &checker), second, &steps, &checker))
      chain.step([0], try multiply(-a, b, &steps, &checker))
      chain.step([], try negate(-a * b, &steps, &checker))
    } else {
      let half = b / Integer(2)
      let even = try numeral(half + half, &checker)
      var place: [UInt32] = []
      if !b.isEven {
        let one = try numeral(Integer(1), &checker)
        chain.apply(laws.distribute, [], [first, even, one])
        chain.apply(laws.timesOne, [1], [first])
        place = [0]
      }
      try factor(half, place + [1], &chain, &checker)
      let inner = try product(first, try numeral(half, &checker), &checker)
      chain.rearrange(place, .products, try product(two, inner, &checker))
      chain.step(place + [1], try multiply(a, half, &steps, &checker))
      if !b.isEven { chain.step([], try add(a * (half + half), a, &steps, &checker)) }
    }
    return note(.product(a, b), chain, &steps)
  }

  /// States the products with the halves of the second factor, from the smallest on: no call of `multiply` is then as deep as
  /// it is long.
  private mutating func multiplyHalves(
    _ a: Integer, _ b: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) {
    if a == Integer(1) { return }
    var open: [Integer] = []
    var half = b / Integer(2)
    while half > Integer(1), lemmas[.product(a, half)] == nil {
      open.append(half)
      half = half / Integer(2)
    }
    for half in open.reversed() { _ = try multiply(a, half, &steps, &checker) }
  }

  /// The step that says that the negative of a numeral is one.
  mutating func negate(
    _ a: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.negative(a)] { return known }
    let term = try numeral(a, &checker)
    var chain = NumeralChain(try negative(term, &checker), laws)
    if a.sign < 0 {
      chain.step([], try twiceNegative(try numeral(-a, &checker), &steps, &checker))
    } else if a.sign == 0 {
      let minus = chain.start
      chain.apply(laws.addZero, [], [minus], isReversed: true)
      chain.rearrange([], .sums, try sum(term, minus, &checker))
      chain.apply(laws.addNegative, [], [term])
    }
    return note(.negative(a), chain, &steps)
  }

  /// x · 0 = 0: it is x·0 + (x·0 + −(x·0)), and x·0 + x·0 is x·(0 + 0).
  mutating func timesZero(
    _ x: TermID, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.timesZero(x)] { return known }
    let zero = try numeral(Integer(0), &checker)
    let start = try product(x, zero, &checker)
    let minus = try negative(start, &checker)
    var chain = NumeralChain(start, laws)
    chain.apply(laws.addZero, [], [start], isReversed: true)
    chain.apply(laws.addNegative, [1], [start], isReversed: true)
    chain.rearrange(
      [], .sums, try sum(try sum(start, start, &checker), minus, &checker))
    chain.apply(laws.distribute, [0], [x, zero, zero], isReversed: true)
    chain.apply(laws.addZero, [0, 1], [zero])
    chain.apply(laws.addNegative, [], [start])
    return note(.timesZero(x), chain, &steps)
  }

  /// −−x = x: it is −−x + (x + −x) = x + (−x + −−x).
  mutating func twiceNegative(
    _ x: TermID, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.twiceNegative(x)] { return known }
    let once = try negative(x, &checker)
    let start = try negative(once, &checker)
    var chain = NumeralChain(start, laws)
    chain.apply(laws.addZero, [], [start], isReversed: true)
    chain.apply(laws.addNegative, [1], [x], isReversed: true)
    chain.rearrange([], .sums, try sum(x, try sum(once, start, &checker), &checker))
    chain.apply(laws.addNegative, [1], [once])
    chain.apply(laws.addZero, [], [x])
    return note(.twiceNegative(x), chain, &steps)
  }

  /// −x · y = −(x·y): with p = x·y it is −x·y + (p + −p) = y·(−x + x) + −p.
  mutating func negativeTimes(
    _ x: TermID, _ y: TermID, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.negativeTimes(x, y)] { return known }
    let (minus, whole) = (try negative(x, &checker), try product(x, y, &checker))
    let (zero, result) = (try numeral(Integer(0), &checker), try negative(whole, &checker))
    let start = try product(minus, y, &checker)
    var chain = NumeralChain(start, laws)
    chain.apply(laws.addZero, [], [start], isReversed: true)
    chain.apply(laws.addNegative, [1], [whole], isReversed: true)
    let (a, b) = (try product(y, minus, &checker), try product(y, x, &checker))
    chain.rearrange([0], .products, a)
    chain.rearrange([1, 0], .products, b)
    chain.rearrange([], .sums, try sum(try sum(b, a, &checker), result, &checker))
    chain.apply(laws.distribute, [0], [y, x, minus], isReversed: true)
    chain.apply(laws.addNegative, [0, 1], [x])
    chain.step([0], try timesZero(y, &steps, &checker))
    chain.rearrange([], .sums, try sum(result, zero, &checker))
    chain.apply(laws.addZero, [], [result])
    return note(.negativeTimes(x, y), chain, &steps)
  }

  /// −1 · x = −x: it is −(1·x).
  mutating func negativeOne(
    _ x: TermID, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.negativeOne(x)] { return known }
    let (one, minus) = (try numeral(Integer(1), &checker), try numeral(Integer(-1), &checker))
    var chain = NumeralChain(try product(minus, x, &checker), laws)
    chain.step([], try negativeTimes(one, x, &steps, &checker))
    chain.rearrange([0], .products, try product(x, one, &checker))
    chain.apply(laws.timesOne, [0], [x])
    return note(.negativeOne(x), chain, &steps)
  }
}
