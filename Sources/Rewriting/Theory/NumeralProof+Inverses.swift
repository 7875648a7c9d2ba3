// What is not zero, and inverses of numbers. A whole number is not zero where its prime factors are not, and these are
// facts of the theory or assumptions of the proof; a fraction is not, since it has an inverse. Start at `nonZero` and
// `invert`; `NumeralProof+Fractions` calls `unit`. The kernel checks each step.

import ProofKernel
import Terms

extension NumeralProof {
  /// The step that says inv x = z, both being terms of numbers; x is not 0.
  mutating func invert(_ x: Rational, _ steps: inout [Step], _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    let (one, term) = (Integer(1), try numeral(x, &checker))
    let start = try inverse(term, &checker)
    var chain = NumeralChain(start, laws)
    // It is the term of the number.
    if x.denominator == one && x.numerator > one { return append(chain, &steps) }
    if let known = lemmas[.inverse(x)] { return known }
    guard let result = x.inverse else { throw CheckError(.unknownFact, "the inverse of zero") }
    let end = try numeral(result, &checker)
    let product = try multiply(x, result, &steps, &checker)
    let unit = try unit(x, &steps, &checker)
    // inv x = inv x · (x · z) = (x · inv x) · z = 1 · z
    chain.apply(laws.timesOne, [], [start], isReversed: true)
    chain.step([1], product, isReversed: true)
    let pair = try inversePair(term, &checker)
    chain.rearrange([], .products, try self.product(pair, end, &checker))
    chain.step([0], unit)
    let single = try numeral(one, &checker)
    chain.rearrange([], .products, try self.product(end, single, &checker))
    chain.apply(laws.timesOne, [], [end])
    return note(.inverse(x), chain, &steps)
  }

  /// x · inv x, as the law has it.
  func inversePair(_ term: TermID, _ checker: inout Checker) throws(CheckError) -> TermID {
    let inverse = try inverse(term, &checker)
    return field?.isFlipped == true
      ? try product(inverse, term, &checker) : try product(term, inverse, &checker)
  }

  /// The step that says x · inv x = 1, as the law has it, for the term of a number that is not 0.
  mutating func unit(_ x: Rational, _ steps: inout [Step], _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    if let known = lemmas[.unit(x)] { return known }
    guard let field else { throw CheckError(.unknownFact, "a fraction without a field") }
    let proved = try nonZero(x, &steps, &checker)
    steps.append(
      .instance(
        Instance(field.law.citation, sorts: field.law.sorts, terms: [try numeral(x, &checker)])))
    steps.append(.infer(.modusPonens, [steps.count - 1, proved], []))
    if field.law.isReversed {
      let law = steps.count - 1
      let pair = try inversePair(try numeral(x, &checker), &checker)
      steps.append(.chain(pair, [Rewrite(reversed: true, .step(law))]))
    }
    lemmas[.unit(x)] = steps.count - 1
    return steps.count - 1
  }

  /// The formula that says x ≠ 0.
  mutating func inequality(_ x: Rational, _ checker: inout Checker) throws(CheckError) -> TermID {
    try checker.intern(.connective(.not, [try vanishing(x, &checker)]))
  }

  private mutating func vanishing(_ x: Rational, _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    try checker.intern(
      .connective(.equal, [try numeral(x, &checker), try numeral(Integer(0), &checker)]))
  }

  /// The step that says x ≠ 0, for the term of a number that is not 0.
  mutating func nonZero(_ x: Rational, _ steps: inout [Step], _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    if let known = lemmas[.nonZero(x)] { return known }
    guard let field else { throw CheckError(.unknownFact, "a number that may be zero") }
    let proved: Int
    if let positive, positive.proves(x) {
      proved = try positiveNotZero(x, positive.notZero, &steps, &checker)
    } else if x.denominator == Integer(1), let fact = field.known[x.numerator] {
      steps.append(.instance(Instance(fact.citation, sorts: fact.sorts)))
      proved = steps.count - 1
    } else if x.denominator == Integer(1), let (first, second) = split(x.numerator, field) {
      if x.numerator.bitCount > Self.largestFactored {
        throw CheckError(.unknownFact, "a denominator too large to be proved not zero")
      }
      // The smallest products first, so that nothing is as deep as the number is long.
      var rests = [second]
      while let last = rests.last, lemmas[.nonZero(Rational(last))] == nil,
        let (_, rest) = split(last, field)
      {
        rests.append(rest)
      }
      for rest in rests.reversed() { _ = try nonZero(Rational(rest), &steps, &checker) }
      proved = try nonZeroProduct(first, second, &steps, &checker)
    } else {
      proved = try nonZeroByInverse(x, &steps, &checker)
    }
    lemmas[.nonZero(x)] = proved
    return proved
  }

  /// Two factors of a number of which no fact speaks: the first one small, or of those that are known not to be zero.
  private func split(_ number: Integer, _ field: FieldLaws) -> (Integer, Integer)? {
    if field.known[number] != nil { return nil }
    if let parts = field.split(number) { return parts }
    for part in base where part > Integer(1) && part < number {
      let quotient = number / part
      if quotient * part == number { return (part, quotient) }
    }
    return nil
  }

  /// a · b ≠ 0 for whole numbers above 0: otherwise a = (a · b) · inv b = 0 · inv b = 0.
  private mutating func nonZeroProduct(
    _ a: Integer, _ b: Integer, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let (first, second) = (try numeral(a, &checker), try numeral(b, &checker))
    let inverse = try inverse(second, &checker)
    // What may be cited later must not be stated inside the subproof.
    let (product, unit) = (
      try multiply(a, b, &steps, &checker), try unit(Rational(b), &steps, &checker)
    )
    let (zero, other) = (
      try timesZero(inverse, &steps, &checker), try nonZero(Rational(a), &steps, &checker)
    )
    return try refute(Rational(a * b), &steps, &checker) {
      proof, assumed, checker throws(CheckError) in
      var chain = NumeralChain(first, proof.laws)
      chain.apply(proof.laws.timesOne, [], [first], isReversed: true)
      chain.step([1], unit, isReversed: true)
      chain.rearrange(
        [], .products,
        try proof.product(try proof.product(first, second, &checker), inverse, &checker))
      chain.step([0], product)
      chain.step([0], assumed)
      let nothing = try proof.numeral(Integer(0), &checker)
      chain.rearrange([], .products, try proof.product(inverse, nothing, &checker))
      chain.step([], zero)
      return (chain, other)
    }
  }

  /// x ≠ 0 for another number: with z its inverse, otherwise 1 = x · z = 0 · z = 0.
  private mutating func nonZeroByInverse(
    _ x: Rational, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    guard let inverse = x.inverse, x != Rational(1),
      x.denominator != Integer(1) || x.numerator.sign < 0
    else { throw CheckError(.unknownFact, "a number that may be zero") }
    let end = try numeral(inverse, &checker)
    let product = try multiply(x, inverse, &steps, &checker)
    let zero = try timesZero(end, &steps, &checker)
    let other = try nonZero(Rational(1), &steps, &checker)
    return try refute(x, &steps, &checker) { proof, assumed, checker throws(CheckError) in
      var chain = NumeralChain(try proof.numeral(Integer(1), &checker), proof.laws)
      chain.step([], product, isReversed: true)
      chain.step([0], assumed)
      let nothing = try proof.numeral(Integer(0), &checker)
      chain.rearrange([], .products, try proof.product(end, nothing, &checker))
      chain.step([], zero)
      return (chain, other)
    }
  }

  /// The step that says x ≠ 0, from a chain that leads from x = 0 to an equation and the step that denies it.
  private mutating func refute(
    _ x: Rational, _ steps: inout [Step], _ checker: inout Checker,
    _ body: (inout NumeralProof, Int, inout Checker) throws(CheckError) -> (NumeralChain, Int)
  ) throws(CheckError) -> Int {
    steps.append(.assume(try vanishing(x, &checker)))
    let (chain, denial) = try body(&self, steps.count - 1, &checker)
    steps.append(.chain(chain.start, chain.rewrites))
    steps.append(.infer(.contradiction, [denial, steps.count - 1], []))
    steps.append(.discharge(steps.count - 1))
    steps.append(.infer(.refute, [steps.count - 1], []))
    return steps.count - 1
  }
}
