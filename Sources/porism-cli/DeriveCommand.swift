// `porism derive FILE`: finds theorems of a theory, and prints them as a table. The work is done by
// `Derivation.run`; every proof has passed the kernel before a line is printed.

import ArgumentParser
import Porism

/// `porism derive`.
struct DeriveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Find theorems of an axiom file, proved and ranked.")

  @Argument(help: "An .axiom file.") var file: String
  @Option(help: "The largest number of symbols in a term.") var size: Int?

  func run() throws {
    let theory = try readTheory(file)
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    let derivation = Derivation.run(theory.document, limits: limits)
    let printer = Printer(derivation.document)
    for theorem in derivation.theorems {
      let text = printer.text(
        of: theorem.proof.statement, in: derivation.document.theory.store,
        variableNames: theorem.variableNames)
      print(
        "\(theorem.rank.map(String.init) ?? "-")  \(theorem.proof.name): \(text)   (\(theorem.method))"
      )
    }
    complain("\(derivation.counters)")
  }
}
