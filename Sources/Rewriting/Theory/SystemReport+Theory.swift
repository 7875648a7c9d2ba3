// The report on termination and confluence for the equations of a theory, used as they are stated. Start at
// `SystemReport.init(_:lemmas:)`. `SystemReport` does the work.

import AxiomLanguage
import ProofKernel
import Terms

extension SystemReport {
  /// Looks at the equations of a theory, and of theorems with their proofs, from left to right.
  ///
  ///     let report = SystemReport(document)
  ///     if case .refuted(let rule) = report.termination { print("\(rule) loops") }
  ///
  /// *Shape*: `budget` as above; equations with hypotheses are among `others`. *Complexity*: as above.
  public init(_ document: TheoryDocument, lemmas: [Proof] = [], budget: Int = 100_000) {
    var theory = document.theory
    var language = TheoryLanguage()
    let rules = TheoryRules(
      &theory, theorems: lemmas.map { ($0.name, $0.statement) }, &language)
    let stated = rules.rules.indices.filter {
      !rules.origins[$0].isReversed && rules.origins[$0].theorem == nil
    }
    self.init(stated.map { rules.rules[$0] }, language.language, budget: budget)
  }
}
