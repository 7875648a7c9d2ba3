// `porism prove FILE`: tries the goals of an axiom file, one status line each in the words of the SZS
// ontology. Goals are equations, or equations under equations; the work is done by `Derivation.prove`.
// Source: G. Sutcliffe, The SZS ontologies for automated reasoning software (2008).

import ArgumentParser
import Porism

/// `porism prove`.
struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove", abstract: "Prove the theorem statements of an axiom file.")

  @Argument(help: "An .axiom file.") var file: String
  @Option(help: "A formula to prove instead of the file's goals.") var goal: String?
  @Option(help: "The largest number of symbols in a term of the search for lemmas.") var size: Int?

  func run() throws {
    var theory = try readTheory(file)
    var goals = theory.goals
    if let goal {
      let result = theory.document.elaborate(formula: goal)
      if !result.diagnostics.isEmpty { complain(result.rendered) }
      guard let elaborated = result.goal else { throw Outcome.badInput }
      goals = [elaborated]
    }
    guard !goals.isEmpty else {
      complain("error: '\(file)' states no theorem; add one, or use --goal")
      throw Outcome.badInput
    }
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    let (proved, _) = Derivation.prove(
      goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    for (goal, isProved) in zip(goals, proved) {
      let status = isProved.map { $0 ? "Theorem" : "GaveUp" } ?? "Inappropriate"
      print("SZS status \(status) for \(goal.name)")
    }
    if proved.contains(nil) { throw Outcome.badInput }
    if proved.contains(false) { throw Outcome.failed }
  }
}
