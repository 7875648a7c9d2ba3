// A step of an explanation as rewrites of the kernel: a lemma, an instance of a fact, a rearrangement, what is
// assumed, or what is computed with numbers. Start at `rewrites`. Neighbour: `KernelDerivation.swift`.

import ProofKernel
import Terms

extension KernelDerivation {
  /// The rewrites that do in the whole what a step says.
  mutating func rewrites(
    _ step: ExplanationStep, in whole: Term, _ checker: inout Checker
  ) throws(CheckError) -> [Rewrite] {
    let position = language.kernelPosition(step.position, in: whole)
    switch step.reason {
    case .lemma(let number):
      guard let cited = stepOfLemma[number] else { return [] }
      return [Rewrite(position: position, reversed: step.isReversed, .step(cited))]
    case .rule(let number, _, let values, let premises):
      let origin = rules.origins[number]
      let isReversed = step.isReversed != origin.isReversed
      if let theorem = origin.theorem, numbers != nil {
        var terms: [TermID] = []
        for value in values.prefix(origin.parameterCount) {
          terms.append(try term(value, &checker))
        }
        let stated = try numbers!.state(theorem, terms, &steps, &checker)
        return [Rewrite(position: position, reversed: isReversed, .step(stated))]
      }
      if origin.hypotheses.isEmpty {
        let instance = try instance(origin, values, &checker)
        return [Rewrite(position: position, reversed: isReversed, .instance(instance))]
      }
      let equation = try conclusion(number, values, premises, &checker)
      var rewrites = [Rewrite(position: position, reversed: isReversed, .step(equation))]
      // From the term that stands there to the instance of the left side.
      if let approach = stepOfLemma[premises[0]] {
        rewrites.append(
          Rewrite(position: position, reversed: step.isReversed, .step(approach)))
        if !step.isReversed { rewrites.swapAt(0, 1) }
      }
      return rewrites
    case .rearrangement(let symbol):
      guard let commutativity = rules.commutativity[symbol],
        let associativity = rules.associativity[symbol]
      else { throw CheckError(.notAssociativeCommutative) }
      // Either way round it is a rearrangement of what stands there.
      return [
        Rewrite(
          position: position,
          .rearrangement(
            commutativity: Instance(commutativity.citation, sorts: commutativity.sorts),
            associativity: Instance(associativity.citation, sorts: associativity.sorts),
            try term(step.to, &checker)))
      ]
    case .statement(let number):
      guard let assumed = stepOfAssumption[number] else { throw CheckError(.unknownStep) }
      return [Rewrite(position: position, reversed: step.isReversed, .step(assumed))]
    case .evaluation:
      let proved = try evaluation(step.isReversed ? step.to : step.from, &checker)
      return [Rewrite(position: position, reversed: step.isReversed, .step(proved))]
    }
  }

  /// The step that equates an operator applied to numbers with the number that it computes.
  private mutating func evaluation(_ term: Term, _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    let bank = language.language.bank
    let values = bank.arguments(term).map { language.number($0) }
    guard let symbol = bank.symbol(term), let ring = rules.ring, numbers != nil,
      let first = values[0]
    else { throw CheckError(.unknownFact, "a number without a proof") }
    if let derivation = rules.derivation, symbol == derivation.symbol {
      return try numbers!.differentiate(first, derivation, &steps, &checker)
    }
    if symbol == ring.negative { return try numbers!.negate(first, &steps, &checker) }
    guard values.count == 2, let second = values[1] else { throw CheckError(.unknownFact) }
    return symbol == ring.plus
      ? try numbers!.add(first, second, &steps, &checker)
      : try numbers!.multiply(first, second, &steps, &checker)
  }
}
