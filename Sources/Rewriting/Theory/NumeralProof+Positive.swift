// Proofs that numbers above 0 have the predicate that is kept in `PositiveLaws`, along their halves; and that they are not
// zero, which follows. Start at `positive`. The kernel checks each step.

import ProofKernel
import Terms

extension NumeralProof {
  /// The step that says that a number above 0 has the predicate.
  mutating func positive(_ x: Rational, _ steps: inout [Step], _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    if let known = lemmas[.positive(x)] { return known }
    guard let positive, positive.proves(x) else {
      throw CheckError(.unknownFact, "a number that may be negative")
    }
    let proved: Int
    if x.denominator == Integer(1) {
      proved = try positiveWhole(x.numerator, positive, &steps, &checker)
    } else if x.numerator == Integer(1), let law = positive.inverse {
      let below = Rational(x.denominator)
      let known = try self.positive(below, &steps, &checker)
      proved = try use(law, [below], [known], &steps, &checker)
    } else if let inverse = Rational(Integer(1), x.denominator) {
      let parts = [Rational(x.numerator), inverse]
      var known: [Int] = []
      for part in parts { known.append(try self.positive(part, &steps, &checker)) }
      proved = try use(positive.product, parts, known, &steps, &checker)
    } else {
      throw CheckError(.unknownFact, "a number too large")
    }
    lemmas[.positive(x)] = proved
    return proved
  }

  /// The step that says that a number above 0 is not zero.
  mutating func positiveNotZero(
    _ x: Rational, _ law: PositiveLaw, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let known = try positive(x, &steps, &checker)
    return try use(law, [x], [known], &steps, &checker)
  }

  /// From the first digit to the last, so that nothing is as deep as the number is long.
  private mutating func positiveWhole(
    _ number: Integer, _ laws: PositiveLaws, _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let (one, two) = (Rational(1), Rational(2))
    var halves = [number]
    while let last = halves.last, last > Integer(1) { halves.append(last / Integer(2)) }
    if lemmas[.positive(one)] == nil {
      lemmas[.positive(one)] = try use(laws.one, [], [], &steps, &checker)
    }
    let first = lemmas[.positive(one)]!
    for n in halves.reversed() where lemmas[.positive(Rational(n))] == nil {
      let (half, even) = (Rational(n / Integer(2)), Rational(n / Integer(2) * Integer(2)))
      if lemmas[.positive(even)] == nil {
        lemmas[.positive(even)] =
          even == two
          ? try use(laws.sum, [one, one], [first, first], &steps, &checker)
          : try use(
            laws.product, [two, half],
            [lemmas[.positive(two)]!, lemmas[.positive(half)]!], &steps, &checker)
      }
      if !n.isEven {
        lemmas[.positive(Rational(n))] = try use(
          laws.sum, [even, one], [lemmas[.positive(even)]!, first], &steps, &checker)
      }
    }
    return lemmas[.positive(Rational(number))]!
  }

  /// The step that states what a fact concludes, from those that state its hypotheses, by term.
  private mutating func use(
    _ law: PositiveLaw, _ numbers: [Rational], _ known: [Int], _ steps: inout [Step],
    _ checker: inout Checker
  ) throws(CheckError) -> Int {
    var terms: [TermID] = []
    for place in law.order { terms.append(try numeral(numbers[place], &checker)) }
    steps.append(
      .instance(Instance(law.origin.citation, sorts: law.origin.sorts, terms: terms)))
    for place in law.hypotheses {
      steps.append(.infer(.modusPonens, [steps.count - 1, known[place]], []))
    }
    return steps.count - 1
  }
}
