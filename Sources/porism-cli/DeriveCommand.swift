// `porism derive FILE`: finds theorems of a theory, and prints them as a table. The work is done by
// `Derivation.run`; every proof has passed the kernel before a line is printed.

import ArgumentParser
import Porism

/// `porism derive`.
struct DeriveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive", abstract: "Find theorems of an axiom file, proved and ranked.")

  @Argument(help: "An .axiom file.") var file: String
  @Option(name: [.customShort("o"), .long], help: "The certificate; default: THEORY.proof.")
  var output: String?
  @Option(help: "Write a proof site into this folder.") var site: String?
  @Option(
    help: "Worker threads; default: the machine's cores. The output is the same for any number.")
  var threads: Int?
  @Option(help: "CPU seconds; what is found by then is written, exit code 3.") var time: Double?
  @Option(help: "The largest number of symbols in a term.") var size: Int?
  @Flag(help: "Print one JSON object a theorem.") var json = false

  func run() throws {
    let theory = try readTheory(file)
    let path = output ?? theory.document.name + ".proof"
    try requireWritable(path)
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    guard threads ?? 1 > 0, time ?? 1 > 0, size ?? 1 > 0 else {
      throw ValidationError("--threads, --time and --size take numbers above zero")
    }
    if let time { limits.isOver = { CPUTime.seconds() > time } }
    let derivation = Derivation.run(
      theory.document, limits: limits, goals: theory.goals.map { ($0.name, $0.statement) },
      threads: threads ?? CPUTime.cores)
    let listed = derivation.theorems.filter { $0.rank != nil }.sorted {
      ($0.rank ?? 0) < ($1.rank ?? 0)
    }
    let lemmas = derivation.theorems.count - listed.count
    guard !derivation.theorems.isEmpty else {
      print("0 theorems: nothing was found that the axioms do not make evident")
      return
    }
    let made = Certificate(derivation, files: theory.files)
    try writeCertificate(made, to: path)
    if let place = derivation.contradiction {
      print("the axioms contradict each other: false follows from them")
      print("")
      print(ProofExplanation(try CheckedCertificate(made)).text(of: place))
    }
    if json {
      for theorem in listed { print(object(theorem, derivation)) }
    } else {
      print(table(listed, derivation))
      print("\(listed.count) theorems, and \(lemmas) lemmas for them; all proofs checked")
      print("certificate: \(path)")
    }
    if let site { try writeSite([try CheckedCertificate(made)], to: site) }
    if derivation.wasStopped {
      complain("the time was over; what was proved by then is written")
      throw Outcome.limit
    }
    if derivation.isLimited { complain("the search ended at its limits; there may be more") }
  }

  private func object(_ theorem: DerivedTheorem, _ derivation: Derivation) -> String {
    JSONText.object([
      ("rank", theorem.rank.map { .number($0) } ?? .null), ("name", .text(theorem.proof.name)),
      ("statement", .text(text(theorem, derivation))), ("method", .text(theorem.method)),
      ("steps", .number(theorem.proof.steps.count)),
      ("axioms", .texts(theorem.axioms.map { derivation.document.theory.facts[$0].name })),
    ])
  }

  private func text(_ theorem: DerivedTheorem, _ derivation: Derivation) -> String {
    Printer(derivation.document).text(
      of: theorem.proof.statement, in: derivation.document.theory.store,
      variableNames: theorem.variableNames)
  }

  /// The theorems in aligned columns: rank, name, statement, how proved, steps, axioms.
  private func table(_ theorems: [DerivedTheorem], _ derivation: Derivation) -> String {
    var rows = [["rank", "name", "statement", "proved by", "steps", "from axioms"]]
    for theorem in theorems {
      let axioms = theorem.axioms.map { derivation.document.theory.facts[$0].name }
      rows.append([
        "\(theorem.rank ?? 0)", theorem.proof.name, text(theorem, derivation), theorem.method,
        "\(theorem.proof.steps.count)", axioms.isEmpty ? "none" : axioms.joined(separator: " "),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (cell, width) in zip(row, widths) {
        line += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
