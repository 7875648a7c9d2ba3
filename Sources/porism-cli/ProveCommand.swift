// `porism prove FILE`: tries the goals of an axiom file, one status line each in the words of the
// SZS ontology; the work is done by `Derivation.prove`. TPTP problems take another way:
// `TPTPProving.swift`.
// Source: G. Sutcliffe, The SZS ontologies for automated reasoning software (2008).

import ArgumentParser
import Porism

/// `porism prove`.
struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove the theorem statements of an axiom file, a TIP script or a TPTP problem.")

  @Argument(help: "An .axiom file, a TIP script (.smt2), or a TPTP problem (.p).") var file: String
  @Option(help: "A formula to prove instead of the file's goals.") var goal: String?
  @Option(help: "A file of formulas, one a line, or - : each is proved, refuted or left open.")
  var conjectures: String?
  @Option(name: [.customShort("o"), .long], help: "Write the proofs as a certificate.")
  var output: String?
  @Flag(help: "Do not use a goal that was proved for those after it.") var independent = false
  @Option(help: "CPU seconds for all goals; default: 60 a goal.") var time: Double?
  @Option(
    help: "Worker threads; default: the machine's cores. The output is the same for any number.")
  var threads: Int?
  @Option(help: "The largest number of symbols in a term of the search for lemmas.") var size: Int?
  @Flag(help: "Print one JSON object a goal.") var json = false
  @Option(help: "Write the proof of a TPTP problem in the TSTP format.") var tstp: String?
  @Flag(help: "Print what the search for a TPTP problem did, to standard error.") var statistics =
    false

  func run() throws {
    if isTPTP { return try proveTPTP() }
    var theory = try readTheory(file)
    if let conjectures {
      guard goal == nil, !independent else {
        throw ValidationError("--conjectures goes with neither --goal nor --independent")
      }
      guard threads ?? 1 > 0, time ?? 1 > 0, size ?? 1 > 0 else {
        throw ValidationError("--threads, --time and --size take numbers above zero")
      }
      if let output { try requireWritable(output) }
      return try judgeConjectures(conjectures, of: theory)
    }
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
    if let output { try requireWritable(output) }
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    guard threads ?? 1 > 0, time ?? 1 > 0, size ?? 1 > 0 else {
      throw ValidationError("--threads, --time and --size take numbers above zero")
    }
    let seconds = time ?? 60 * Double(goals.count)
    let progress = ProgressLine(theory.document.name, unit: "attempts", limit: seconds)
    limits.watch(progress, until: seconds)
    let (proved, derivation) = Derivation.prove(
      goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits,
      independent: independent, threads: threads ?? CPUTime.cores)
    progress?.end()
    if Interruption.hasCome { complain("interrupted; what was proved by then is said") }
    Interruption.ignoreNoMore()
    for (place, (goal, isProved)) in zip(goals, proved).enumerated() {
      let tables = derivation.countermodels[place]
      let refutation = derivation.refutations[place]
      let isFalse = tables != nil || refutation != nil
      let open = isFalse ? "CounterSatisfiable" : derivation.wasStopped ? "Timeout" : "GaveUp"
      let example = refutation.map { goal.counterexample($0) } ?? []
      let status = isProved.map { $0 ? "Theorem" : open } ?? "Inappropriate"
      if json {
        var fields: [(String, JSONText.Value)] = [
          ("goal", .text(goal.name)), ("status", .text(status)),
        ]
        if let (scheme, lemmas) = derivation.account(of: goal.name) {
          fields += [("scheme", .text(scheme)), ("lemmas", .texts(lemmas))]
        }
        if refutation != nil { fields.append(("counterexample", .texts(example))) }
        print(JSONText.object(fields))
      } else {
        let values = example.isEmpty ? "" : "   [" + example.joined(separator: ", ") + "]"
        print("SZS status \(status) for \(goal.name)" + values)
        if let tables { print(tables) }
      }
    }
    if let output, !Interruption.hasCome {
      if derivation.theorems.isEmpty {
        complain("nothing was proved: no certificate is written")
      } else {
        try writeCertificate(Certificate(derivation, files: theory.files), to: output)
      }
    }
    if proved.contains(nil) { throw Outcome.badInput }
    if proved.contains(false) { throw derivation.wasStopped ? Outcome.limit : Outcome.failed }
  }
}
