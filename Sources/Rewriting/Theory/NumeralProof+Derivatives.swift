// A derivation makes zero of whole numbers: proved along their halves, from its laws for sums and products.
// Start at `differentiate`. `DerivationLaws` has the laws; the kernel checks each step.

import ProofKernel
import Terms

extension NumeralProof {
  /// The step that says D n = 0 for a numeral n. Complexity: a lemma for each bit.
  mutating func differentiate(
    _ number: Integer, _ derivation: DerivationLaws, _ steps: inout [Step],
    _ checker: inout Checker
  ) throws(CheckError) -> Int {
    if let known = lemmas[.derivative(number)] { return known }
    let (zero, one) = (try numeral(Integer(0), &checker), try numeral(Integer(1), &checker))
    let term = try numeral(number, &checker)
    let start = try apply(derivation.symbol, [term], &checker)
    var chain = NumeralChain(start, laws)
    if number == Integer(1) {
      chain.apply(derivation.one, [], [])
    } else if number.sign == 0 {
      // D0 + (D0 + −D0) = D(0 + 0) + −D0
      let minus = try negative(start, &checker)
      chain.apply(laws.addZero, [], [start], isReversed: true)
      chain.apply(laws.addNegative, [1], [start], isReversed: true)
      chain.rearrange(
        [], .sums, try sum(try sum(start, start, &checker), minus, &checker))
      chain.apply(derivation.sum, [0], [zero, zero], isReversed: true)
      chain.apply(laws.addZero, [0, 0], [zero])
      chain.apply(laws.addNegative, [], [start])
    } else if number.sign < 0 {
      // With m = −n: D n + D m = D(m + −m)
      let opposite = try numeral(-number, &checker)
      let lemma = try differentiate(-number, derivation, &steps, &checker)
      chain.apply(laws.addZero, [], [start], isReversed: true)
      chain.step([1], lemma, isReversed: true)
      chain.apply(derivation.sum, [], [term, opposite], isReversed: true)
      chain.rearrange([0], .sums, try sum(opposite, term, &checker))
      chain.apply(laws.addNegative, [0], [opposite])
      chain.step([], try differentiate(Integer(0), derivation, &steps, &checker))
    } else if number.isEven && number != Integer(2) {
      let half = number / Integer(2)
      let (two, rest) = (try two(&checker), try numeral(half, &checker))
      chain.apply(derivation.product, [], [two, rest])
      chain.step([0, 0], try differentiate(Integer(2), derivation, &steps, &checker))
      chain.step([1, 1], try differentiate(half, derivation, &steps, &checker))
      chain.step([1], try timesZero(two, &steps, &checker))
      let product = try product(zero, rest, &checker)
      chain.apply(laws.addZero, [], [product])
      chain.rearrange([], .products, try self.product(rest, zero, &checker))
      chain.step([], try timesZero(rest, &steps, &checker))
    } else {
      let first = number - Integer(1)
      chain.apply(derivation.sum, [], [try numeral(first, &checker), one])
      chain.step([0], try differentiate(first, derivation, &steps, &checker))
      chain.apply(derivation.one, [1], [])
      chain.apply(laws.addZero, [], [zero])
    }
    return note(.derivative(number), chain, &steps)
  }
}
