// Whole numbers in a ring, and proofs of what is computed with them. The number n > 1 is the term T·k or
// T·k + 1 with T = 1 + 1 and k the term of n / 2 (T itself for 2, T + 1 for 3); −n is the negative of n.
// Each sum and product of two numbers is proved once, from that of their halves, so a sum of b bits takes
// b lemmas and a product b² of them, whatever their size. Start at `add`; `multiply` and `negate` are in
// `NumeralProof+Products`. Nothing
// here need be trusted: the kernel checks the steps. `RingLaws` has the laws; `KernelDerivation` asks.

import ProofKernel
import Terms

/// Writes lemmas about numbers behind the steps of a proof.
struct NumeralProof {
  let laws: RingLaws
  /// Where fractions are numbers.
  let field: FieldLaws?
  /// Where numbers above 0 are known not to be zero.
  let positive: PositiveLaws?
  private let language: TheoryLanguage
  /// Whole numbers above 1 that are known, or assumed, not to be zero: no two have a factor in common.
  var base: [Integer] = []
  private var numerals: [Integer: TermID] = [:]
  var lemmas: [Key: Int] = [:]

  enum Key: Hashable {
    case sum(Integer, Integer), product(Integer, Integer), negative(Integer), derivative(Integer)
    case timesZero(TermID), twiceNegative(TermID), negativeTimes(TermID, TermID)
    case negativeOne(TermID)
    case fractionSum(Rational, Rational), fractionProduct(Rational, Rational)
    case cleared(Rational, Integer), inverse(Rational), unit(Rational), nonZero(Rational)
    case positive(Rational)
  }

  init(
    _ laws: RingLaws, _ field: FieldLaws?, _ positive: PositiveLaws?, _ language: TheoryLanguage
  ) {
    (self.laws, self.field, self.positive, self.language) = (laws, field, positive, language)
  }

  // MARK: terms

  func apply(_ symbol: Symbol, _ parts: [TermID], _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    guard case .operation(let operation, let sorts) = language.origin(of: symbol) else {
      throw CheckError(.unknownStep, "an operator of a ring")
    }
    return try checker.intern(.apply(operation, sorts: sorts, parts))
  }

  func sum(_ a: TermID, _ b: TermID, _ checker: inout Checker) throws(CheckError) -> TermID {
    try apply(laws.plus, [a, b], &checker)
  }

  func product(_ a: TermID, _ b: TermID, _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    try apply(laws.times, [a, b], &checker)
  }

  func negative(_ a: TermID, _ checker: inout Checker) throws(CheckError) -> TermID {
    try apply(laws.negative, [a], &checker)
  }

  /// The term of a number. Complexity: linear in its bits.
  mutating func numeral(_ number: Integer, _ checker: inout Checker) throws(CheckError) -> TermID {
    if let known = numerals[number] { return known }
    let term: TermID
    if number.sign < 0 {
      term = try negative(try numeral(-number, &checker), &checker)
    } else if number == Integer(0) {
      term = try apply(laws.zero, [], &checker)
    } else if number == Integer(1) {
      term = try apply(laws.one, [], &checker)
    } else {
      term = try positiveNumeral(number, &checker)
    }
    numerals[number] = term
    return term
  }

  /// From the first digit to the last: no call is as deep as the number is long.
  private mutating func positiveNumeral(_ number: Integer, _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    if number.bitCount > Self.largestBitCount {
      throw CheckError(.unknownFact, "a number too large to be written out")
    }
    let (one, two) = (try numeral(Integer(1), &checker), try two(&checker))
    var halves = [number]
    while let last = halves.last, last > Integer(1), numerals[last] == nil {
      halves.append(last / Integer(2))
    }
    for n in halves.reversed() where numerals[n] == nil {
      let half = n / Integer(2)
      let double = half == Integer(1) ? two : try product(two, numerals[half]!, &checker)
      numerals[n] = n.isEven ? double : try sum(double, one, &checker)
    }
    return numerals[number]!
  }

  /// The largest number that is written out (bits): more than a thousand digits.
  static let largestBitCount = 4_096
  /// The largest product of sizes of two factors (bits squared); its proof has as many lemmas.
  static let largestProduct = 1 << 18
  /// The largest number that is proved not to be zero by its factors (bits): a hundred digits take five seconds, and
  /// twice as many thirty times as long.
  static let largestFactored = 352
  /// The longest proof (count of steps): some seconds of work.
  static let longestProof = 150_000

  mutating func two(_ checker: inout Checker) throws(CheckError) -> TermID {
    let one = try numeral(Integer(1), &checker)
    return try sum(one, one, &checker)
  }

  // MARK: sums

  /// The step that says a + b = n, the three being numerals.
  mutating func add(
    _ a: Integer, _ b: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.sum(a, b)] { return known }
    if steps.count > Self.longestProof { throw CheckError(.unknownFact, "too many steps") }
    if a.sign > 0 && b.sign > 0 { try addHalves(a, b, &steps, &checker) }
    let start = try sum(try numeral(a, &checker), try numeral(b, &checker), &checker)
    var chain = NumeralChain(start, laws)
    if b.sign == 0 {
      chain.apply(laws.addZero, [], [try numeral(a, &checker)])
    } else if a.sign == 0 || a.sign < 0 && b.sign > 0 || a == Integer(1) && b > a {
      chain.rearrange(
        [], .sums, try sum(try numeral(b, &checker), try numeral(a, &checker), &checker))
      chain.step([], try add(b, a, &steps, &checker))
    } else if a.sign > 0 && b.sign > 0 {
      try addPositive(a, b, &chain, &steps, &checker)
    } else if a.sign > 0 {
      try subtract(-b, from: a, &chain, &steps, &checker)
    } else {
      try addNegative(a, b, &chain, &steps, &checker)
    }
    return note(.sum(a, b), chain, &steps)
  }

  /// States the sums of the halves, and of their halves, from the smallest on: no call of `add` is then as deep as a number
  /// is long.
  private mutating func addHalves(
    _ a: Integer, _ b: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) {
    let (one, two) = (Integer(1), Integer(2))
    var open: [(Integer, Integer)] = []
    var (x, y) = (a, b)
    while x > one, y > one || !x.isEven {
      // A carry runs through the ones at the end.
      (x, y) = y == one ? (x / two, one) : (x / two, y / two)
      if y > x { swap(&x, &y) }
      if lemmas[.sum(x, y)] != nil { break }
      open.append((x, y))
    }
    for (x, y) in open.reversed() { _ = try add(x, y, &steps, &checker) }
  }

  mutating func note(_ key: Key, _ chain: NumeralChain, _ steps: inout [Step]) -> Int {
    steps.append(.chain(chain.start, chain.rewrites))
    lemmas[key] = steps.count - 1
    return steps.count - 1
  }

  /// At a position: turns the even number 2k, k > 0, into T·k.
  mutating func factor(
    _ half: Integer, _ position: [UInt32], _ chain: inout NumeralChain, _ checker: inout Checker
  ) throws(CheckError) {
    guard half == Integer(1) else { return }
    chain.apply(laws.timesOne, position, [try two(&checker)], isReversed: true)
  }

  /// a, b > 0, and a > 1 unless both are 1.
  private mutating func addPositive(
    _ a: Integer, _ b: Integer, _ chain: inout NumeralChain, _ steps: inout [Step],
    _ checker: inout Checker
  ) throws(CheckError) {
    let (one, two) = (try numeral(Integer(1), &checker), try two(&checker))
    let (halfA, halfB) = (a / Integer(2), b / Integer(2))
    if b == Integer(1) {
      // 1 + 1 is T; an even number and 1 is an odd one.
      if a == b || a.isEven { return }
      let double = try numeral(halfA + halfA, &checker)
      chain.rearrange([], .sums, try sum(double, two, &checker))
      try increase(halfA, &chain, &steps, &checker)
      return
    }
    let doubles = [
      try numeral(halfA + halfA, &checker), try numeral(halfB + halfB, &checker),
    ]
    let both = try sum(doubles[0], doubles[1], &checker)
    let carry = (a.isEven ? 0 : 1) + (b.isEven ? 0 : 1)
    var place: [UInt32] = []
    if carry > 0 {
      chain.rearrange(
        [], .sums, try sum(both, carry == 1 ? one : two, &checker))
      place = [0]
    }
    try factor(halfA, place + [0], &chain, &checker)
    try factor(halfB, place + [1], &chain, &checker)
    let halves = [try numeral(halfA, &checker), try numeral(halfB, &checker)]
    chain.apply(laws.distribute, place, [two, halves[0], halves[1]], isReversed: true)
    chain.step(place + [1], try add(halfA, halfB, &steps, &checker))
    if carry == 2 { try increase(halfA + halfB, &chain, &steps, &checker) }
  }

  /// From 2k + T to the numeral of 2(k + 1), k > 0.
  private mutating func increase(
    _ half: Integer, _ chain: inout NumeralChain, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) {
    let (one, two) = (try numeral(Integer(1), &checker), try two(&checker))
    try factor(half, [0], &chain, &checker)
    chain.apply(laws.timesOne, [1], [two], isReversed: true)
    chain.apply(
      laws.distribute, [], [two, try numeral(half, &checker), one], isReversed: true)
    chain.step([1], try add(half, Integer(1), &steps, &checker))
  }

  /// a − b for a, b > 0.
  private mutating func subtract(
    _ b: Integer, from a: Integer, _ chain: inout NumeralChain, _ steps: inout [Step],
    _ checker: inout Checker
  ) throws(CheckError) {
    let (first, second) = (try numeral(a, &checker), try numeral(b, &checker))
    let zero = try numeral(Integer(0), &checker)
    let minus = try negative(second, &checker)
    if a == b {
      chain.apply(laws.addNegative, [], [second])
      return
    }
    let gap = try numeral((a - b).magnitude, &checker)
    if b < a {
      // a + −b = ((a − b) + b) + −b
      chain.step([0], try add(a - b, b, &steps, &checker), isReversed: true)
      chain.rearrange(
        [], .sums, try sum(gap, try sum(second, minus, &checker), &checker))
      chain.apply(laws.addNegative, [1], [second])
      chain.apply(laws.addZero, [], [gap])
      return
    }
    // With d = b − a: a + −b = (a + −b) + (d + −d) = ((a + d) + −b) + −d
    let minusGap = try negative(gap, &checker)
    chain.apply(
      laws.addZero, [], [try sum(first, minus, &checker)], isReversed: true)
    chain.apply(laws.addNegative, [1], [gap], isReversed: true)
    chain.rearrange(
      [], .sums,
      try sum(try sum(try sum(first, gap, &checker), minus, &checker), minusGap, &checker))
    chain.step([0, 0], try add(a, b - a, &steps, &checker))
    chain.apply(laws.addNegative, [0], [second])
    chain.rearrange([], .sums, try sum(minusGap, zero, &checker))
    chain.apply(laws.addZero, [], [minusGap])
  }

  /// −a + −b for a, b < 0, given as they are.
  private mutating func addNegative(
    _ a: Integer, _ b: Integer, _ chain: inout NumeralChain, _ steps: inout [Step],
    _ checker: inout Checker
  ) throws(CheckError) {
    let terms = [try numeral(-a, &checker), try numeral(-b, &checker)]
    let zero = try numeral(Integer(0), &checker)
    let whole = try numeral(-a - b, &checker)
    let result = try negative(whole, &checker)
    let start = chain.start
    // With s the sum of both: (−a + −b) + (s + −s) = (a + −a) + ((b + −b) + −s)
    chain.apply(laws.addZero, [], [start], isReversed: true)
    chain.apply(laws.addNegative, [1], [whole], isReversed: true)
    chain.step([1, 0], try add(-a, -b, &steps, &checker), isReversed: true)
    var pairs: [TermID] = []
    for term in terms { pairs.append(try sum(term, try negative(term, &checker), &checker)) }
    chain.rearrange(
      [], .sums, try sum(pairs[0], try sum(pairs[1], result, &checker), &checker))
    chain.apply(laws.addNegative, [0], [terms[0]])
    chain.apply(laws.addNegative, [1, 0], [terms[1]])
    chain.rearrange([], .sums, try sum(try sum(result, zero, &checker), zero, &checker))
    chain.apply(laws.addZero, [], [try sum(result, zero, &checker)])
    chain.apply(laws.addZero, [], [result])
  }
}
