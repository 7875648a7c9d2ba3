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
    let values = bank.arguments(term).map { language.rational($0) }
    guard let symbol = bank.symbol(term), let ring = rules.ring, numbers != nil,
      let first = values[0]
    else { throw CheckError(.unknownFact, "a number without a proof") }
    if let derivation = rules.derivation, symbol == derivation.symbol {
      return try numbers!.differentiate(first.numerator, derivation, &steps, &checker)
    }
    if symbol == ring.negative { return try numbers!.negate(first, &steps, &checker) }
    if symbol == rules.field?.inverse { return try numbers!.invert(first, &steps, &checker) }
    guard values.count == 2, let second = values[1] else { throw CheckError(.unknownFact) }
    return symbol == ring.plus
      ? try numbers!.add(first, second, &steps, &checker)
      : try numbers!.multiply(first, second, &steps, &checker)
  }

  // MARK: divisors

  /// Assumes of the whole numbers by which an explanation divides that they are not zero, as far as no fact or assumption
  /// says it, and states what follows for what was assumed of numbers.
  mutating func assumeDivisors(
    _ explanation: Explanation, _ used: Set<Int>, _ conditions: inout [TermID],
    _ checker: inout Checker
  ) throws(CheckError) {
    guard let field = rules.field, numbers != nil else { return }
    var wanted: Set<Integer> = []
    for number in used.sorted() {
      if let divisor = assumptions[number].nonZero { wanted.formUnion(field.roots(of: divisor)) }
    }
    for part in [explanation] + used.sorted().compactMap({ assumptions[$0].proof }) {
      for divisor in divisors(of: part, field) { wanted.formUnion(field.roots(of: divisor)) }
    }
    // Of what is positive it is known.
    if rules.positive != nil { wanted = [] }
    numbers!.base = FieldLaws.coprime(wanted.filter { field.known[$0] == nil })
    for divisor in numbers!.base {
      let formula = try numbers!.inequality(Rational(divisor), &checker)
      if let place = conditions.firstIndex(of: formula) {
        numbers!.lemmas[.nonZero(Rational(divisor))] = place
        continue
      }
      conditions.append(formula)
      numbers!.lemmas[.nonZero(Rational(divisor))] = append(.assume(formula))
    }
    for number in used.sorted() {
      guard let divisor = assumptions[number].nonZero else { continue }
      stepOfAssumption[number] = try numbers!.nonZero(Rational(divisor), &steps, &checker)
    }
  }

  /// The whole numbers above 0 by which what an explanation computes divides; 1, where it inverts other than whole numbers.
  private func divisors(of explanation: Explanation, _ field: FieldLaws) -> Set<Integer> {
    let (bank, one) = (language.language.bank, Integer(1))
    var found: Set<Integer> = []
    for step in explanation.lemmas.flatMap(\.steps) {
      guard case .evaluation = step.reason else { continue }
      let term = step.isReversed ? step.to : step.from
      let values = bank.arguments(term).compactMap { language.rational($0) }
      if bank.symbol(term) == field.inverse, let x = values.first {
        if x.denominator != one || x.numerator.sign < 0 || x.numerator == one {
          found.formUnion([one, x.numerator.magnitude, x.denominator])
        }
      } else if values.count == 2 {
        let isSum = bank.symbol(term) == rules.ring?.plus
        let divides =
          isSum
          ? NumeralProof.divides(sum: values[0], values[1])
          : NumeralProof.divides(product: values[0], values[1])
        guard divides else { continue }
        let result = isSum ? values[0].adding(values[1]) : values[0].multiplied(by: values[1])
        for value in values + [result].compactMap({ $0 }) where value.denominator != one {
          found.insert(value.denominator)
        }
      }
    }
    return found
  }
}

extension TheoryRules {
  /// The whole number above 0 of which a hypothesis says that it is not zero, where there is a field.
  func nonZero(_ hypothesis: Hypothesis, _ language: TheoryLanguage) -> Integer? {
    guard let ring, field != nil, case .atom(let atom) = hypothesis,
      let (left, right) = language.sidesOfInequality(atom),
      language.language.bank.symbol(right) == ring.zero, let number = language.number(left),
      number.sign > 0
    else { return nil }
    return number
  }
}
