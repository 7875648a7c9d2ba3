// An explanation as a proof for the kernel: each lemma becomes a chain step, each use of a rule cites the
// fact or theorem behind it with its terms. Start at `write`. Nothing in this file need be trusted: the
// kernel checks what comes out.

import ProofKernel
import Terms

/// Writes explanations for one checker; remembers the kernel's terms.
struct KernelDerivation {
  let language: TheoryLanguage
  let rules: TheoryRules
  private var made: [Term: TermID] = [:]

  init(_ language: TheoryLanguage, _ rules: TheoryRules) {
    (self.language, self.rules) = (language, rules)
  }

  /// The steps that prove what is explained; the last one states it.
  ///
  /// *Throws*: what the kernel refuses, which would be our mistake. *Requires*: an explanation by rules
  /// of one clause, without statements and arithmetic.
  mutating func write(_ explanation: Explanation, _ checker: inout Checker) throws(CheckError)
    -> [Step]
  {
    var steps: [Step] = []
    for lemma in explanation.lemmas {
      var rewrites: [Rewrite] = []
      for step in lemma.steps { rewrites.append(try rewrite(step, &checker)) }
      steps.append(.chain(try language.kernelTerm(lemma.left, &made, &checker), rewrites))
    }
    return steps
  }

  /// The kernel's term.
  mutating func term(_ term: Term, _ checker: inout Checker) throws(CheckError) -> TermID {
    try language.kernelTerm(term, &made, &checker)
  }

  private mutating func rewrite(_ step: ExplanationStep, _ checker: inout Checker)
    throws(CheckError) -> Rewrite
  {
    let position = step.position.map { UInt32($0) }
    switch step.reason {
    case .lemma(let number):
      return Rewrite(position: position, reversed: step.isReversed, .step(number))
    case .rule(let number, _, let values, _):
      let origin = rules.origins[number]
      var terms: [TermID] = []
      for variable in origin.variables { terms.append(try term(values[variable], &checker)) }
      return Rewrite(
        position: position, reversed: step.isReversed != origin.isReversed,
        .instance(Instance(origin.citation, sorts: origin.sorts, terms: terms)))
    case .rearrangement(let symbol):
      guard let commutativity = rules.commutativity[symbol],
        let associativity = rules.associativity[symbol]
      else { throw CheckError(.notAssociativeCommutative) }
      // Either way round it is a rearrangement of what stands there.
      return Rewrite(
        position: position,
        .rearrangement(
          commutativity: Instance(commutativity.citation, sorts: commutativity.sorts),
          associativity: Instance(associativity.citation, sorts: associativity.sorts),
          try term(step.to, &checker)))
    case .statement, .evaluation: throw CheckError(.unknownFact, "a step without a fact behind it")
    }
  }
}
