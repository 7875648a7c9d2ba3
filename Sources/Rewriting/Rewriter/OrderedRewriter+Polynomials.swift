// Polynomials in a commutative ring: products of sums are written out, and equal products of a sum are collected with
// whole numbers before them, so that what cancels does. A negative is a product with −1. Whatever is no sum, product
// or number is an indeterminate, brought into normal form before. Start at `polynomialStep`, which `settle` asks in
// the mode `expanded`; every step is a law of the ring, a rearrangement or arithmetic, so proofs need nothing new.
// `SimplificationJob+Rewriter` compares what comes out with the other normal forms.

import Terms

extension OrderedRewriter {
  /// One step towards the polynomial that the term at the end of a chain is. Returns false if there is none.
  ///
  /// *Requires*: arguments in normal form, sums and products sorted.
  mutating func polynomialStep(_ chain: inout ChainWriter) -> Bool {
    guard abbreviations == .expanded, let ring = rules.ring,
      let head = language.bank.symbol(chain.current)
    else { return false }
    switch head {
    case ring.negative: return writeNegative(ring, &chain)
    case ring.times: return distribute(ring, &chain)
    case ring.plus: return collect(ring, &chain)
    default: return false
    }
  }

  /// Whether a rule would undo what is done here: it puts products together, or takes −1 away.
  func undoesPolynomials(_ number: Int, _ ring: RingLaws) -> Bool {
    if rules.origins[number].theorem == .negativeOne { return true }
    let bank = language.bank
    return bank.subterms(rules.rules[number].right[0].pattern).contains { part in
      bank.symbol(part) == ring.times
        && bank.arguments(part).contains { bank.symbol($0) == ring.plus }
    }
  }

  private func number(_ term: Term) -> Rational? {
    guard let symbol = language.bank.symbol(term),
      case .number(let value)? = language.literal(symbol)
    else { return nil }
    return value
  }

  /// −x to −1 · x.
  private mutating func writeNegative(_ ring: RingLaws, _ chain: inout ChainWriter) -> Bool {
    let inner = language.bank.argument(chain.current, 0)
    guard number(inner) == nil,
      let rule = rules.origins.firstIndex(where: { $0.theorem == .negativeOne })
    else { return false }
    let minus = language.bank.make(language.symbol(.number(Rational(-1))))
    let result = language.bank.make(ring.times, [minus, inner])
    chain.step(
      [], .rule(rule, clause: 0, terms: [inner, chain.current], premises: []), true, result,
      &language.bank)
    return true
  }

  /// x · (y + z) to x·y + x·z.
  private mutating func distribute(_ ring: RingLaws, _ chain: inout ChainWriter) -> Bool {
    var factors = algebra.parts(chain.current, ring.times, language.bank)
    guard let place = factors.firstIndex(where: { language.bank.symbol($0) == ring.plus }) else {
      return false
    }
    let sum = factors.remove(at: place)
    let rest = algebra.joined(factors, ring.times, &language.bank)
    let product = language.bank.make(ring.times, [rest, sum])
    rearrange(ring.times, at: [], to: product, &chain)
    let parts = language.bank.arguments(sum)
    let products = parts.map { language.bank.make(ring.times, [rest, $0]) }
    return use(
      ring.distribute, [rest, parts[0], parts[1]], instance: product, at: [], isReversed: false,
      language.bank.make(ring.plus, products), &chain)
  }

  /// m·a + m·b to m · (a + b), a and b being numbers, for the first two parts that are multiples of one product.
  private mutating func collect(_ ring: RingLaws, _ chain: inout ChainWriter) -> Bool {
    var parts = algebra.parts(chain.current, ring.plus, language.bank)
    guard let (i, j, factors) = likeTerms(parts, ring) else { return false }
    let (second, first) = (parts.remove(at: j), parts.remove(at: i))
    let product = algebra.joined(factors, ring.times, &language.bank)
    let pair = language.bank.make(ring.plus, [first, second])
    var place: [Int] = []
    if parts.isEmpty {
      rearrange(ring.plus, at: [], to: pair, &chain)
    } else {
      place = [0]
      let rest = algebra.joined(parts, ring.plus, &language.bank)
      rearrange(ring.plus, at: [], to: language.bank.make(ring.plus, [pair, rest]), &chain)
    }
    var (numbers, multiples): ([Term], [Term]) = ([], [])
    for (k, part) in [first, second].enumerated() {
      let known = algebra.parts(part, ring.times, language.bank).first { number($0) != nil }
      let coefficient = known ?? language.bank.make(ring.one)
      let multiple = language.bank.make(ring.times, [product, coefficient])
      if known != nil {
        rearrange(ring.times, at: place + [k], to: multiple, &chain)
      } else if !use(
        ring.timesOne, [product], instance: multiple, at: place + [k], isReversed: true, multiple,
        &chain)
      {
        return false
      }
      numbers.append(coefficient)
      multiples.append(multiple)
    }
    guard let (a, b) = number(numbers[0]).flatMap({ a in number(numbers[1]).map { (a, $0) } }),
      let sum = a.adding(b)
    else { return false }
    let total = language.bank.make(ring.plus, numbers)
    let instance = language.bank.make(ring.times, [product, total])
    guard
      use(
        ring.distribute, [product, numbers[0], numbers[1]], instance: instance, at: place,
        isReversed: true, instance, &chain)
    else { return false }
    let value = language.bank.make(language.symbol(.number(sum)))
    chain.step(place + [1], .evaluation, false, value, &language.bank)
    return true
  }

  /// The first two parts of a sum that differ by a number before them, and the factors that they share.
  private func likeTerms(_ parts: [Term], _ ring: RingLaws) -> (Int, Int, [Term])? {
    var seen: [[Term]: Int] = [:]
    for (place, part) in parts.enumerated() where number(part) == nil {
      let factors = algebra.parts(part, ring.times, language.bank)
      let others = factors.filter { number($0) == nil }
      guard factors.count - others.count <= 1, !others.isEmpty else { continue }
      if let first = seen[others] { return (first, place, others) }
      seen[others] = place
    }
    return nil
  }

  private mutating func rearrange(
    _ symbol: Symbol, at position: [Int], to result: Term, _ chain: inout ChainWriter
  ) {
    var part = chain.current
    for place in position { part = language.bank.argument(part, place) }
    if part == result { return }
    chain.step(position, .rearrangement(symbol), false, result, &language.bank)
  }

  /// Uses a law, for terms in the order of its variables; the instance is that of its left side.
  private mutating func use(
    _ law: RingLaw, _ terms: [Term], instance: Term, at position: [Int], isReversed: Bool,
    _ result: Term, _ chain: inout ChainWriter
  ) -> Bool {
    let found = rules.origins.firstIndex {
      $0.citation == law.origin.citation && $0.theorem == nil && $0.hypotheses.isEmpty
        && $0.isReversed == law.origin.isReversed
    }
    guard let found else { return false }
    // The variable after the parameters names the root.
    let left = isReversed ? result : instance
    chain.step(
      position, .rule(found, clause: 0, terms: law.order.map { terms[$0] } + [left], premises: []),
      isReversed, result, &language.bank)
    return true
  }
}
