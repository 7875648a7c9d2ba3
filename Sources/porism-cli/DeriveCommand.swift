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
  @Option(help: "Keep a log of all attempts in this folder, attempts.jsonl; see --resume.")
  var log: String?
  @Option(help: "Go on with a search that was cut short, from the log in this folder.")
  var resume: String?
  @Flag(help: "Print one JSON object a theorem.") var json = false

  /// The theorems that are printed (count); `explain` and `--json` have the rest.
  private static let shownTheorems = 20

  func run() throws {
    guard log == nil || resume == nil else {
      throw ValidationError("--resume goes on with the log in its folder; it needs no --log")
    }
    Interruption.watch()
    let theory = try readTheory(file)
    let path = output ?? theory.document.name + ".proof"
    try requireWritable(path)
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    guard threads ?? 1 > 0, time ?? 1 > 0, size ?? 1 > 0 else {
      throw ValidationError("--threads, --time and --size take numbers above zero")
    }
    let attempts = try SearchRecords(theory, limits, folder: resume ?? log, resuming: resume != nil)
    limits.journal = attempts.journal
    let progress = ProgressLine(theory.document.name, unit: "attempts", limit: time)
    limits.watch(progress, until: time)
    let derivation = Derivation.run(
      theory.document, limits: limits, goals: theory.goals.map { ($0.name, $0.statement) },
      threads: threads ?? CPUTime.cores)
    progress?.end()
    if Interruption.hasCome {
      let folder = attempts.save(to: path)
      complain("interrupted: \(derivation.theorems.count) theorems so far; '\(path)' is untouched")
      if let folder { complain("to go on: porism derive \(file) --resume \(folder)") }
      throw Outcome.limit
    }
    Interruption.ignoreNoMore()
    let limit = derivation.wasStopped ? "the time was over" : nil
    let way = attempts.folder.map { "--resume \($0)" } ?? "a log (--log DIR)"
    guard !derivation.theorems.isEmpty else {
      print("0 theorems: nothing was found that the axioms do not make evident")
      guard let limit else { return }
      complain("\(limit); it can go on with \(way)")
      throw Outcome.limit
    }
    let made = Certificate(derivation, files: theory.files)
    try writeCertificate(made, to: path)
    if let place = derivation.contradiction {
      print("the axioms contradict each other: false follows from them")
      print("")
      print(ProofExplanation(try CheckedCertificate(made)).text(of: place))
    }
    let table = TheoremTable(made) { derivation.theorems[$0].axioms }
    if json {
      for object in table.objects { print(object) }
    } else {
      print(table.text(limit: Self.shownTheorems))
      if table.rows.count > Self.shownTheorems { print("all of them: porism explain \(path)") }
      print("certificate: \(path)")
    }
    if let site { try writeSite([try CheckedCertificate(made)], to: site) }
    if let limit {
      complain("\(limit); what was proved by then is written; it can go on with \(way)")
      throw Outcome.limit
    }
    if derivation.isLimited { complain("the search ended at its limits; there may be more") }
  }
}
