// `porism prove FILE.p`: TPTP problems, by `EquationalProver`. Prints one SZS status line, the
// tables of a model, and a TSTP proof where one is asked for. A status is printed only after the
// kernel has accepted the proof, or the model was evaluated. Neighbour: `ProveCommand.swift`.
// Source: G. Sutcliffe, The SZS ontologies for automated reasoning software (2008).

import ArgumentParser
import Foundation
import Porism

extension ProveCommand {
  /// Whether a file is taken for a TPTP problem.
  var isTPTP: Bool { file.hasSuffix(".p") || file.hasSuffix(".tptp") || file.hasSuffix(".ax") }

  /// Solves a TPTP problem. Throws the exit codes of the command line.
  func proveTPTP() throws {
    let problem: TPTPProblem
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    do throws(TPTPError) {
      problem = try TPTPProblem.read(
        path: file, library: ProcessInfo.processInfo.environment["TPTP"])
    } catch {
      complain(error.rendered)
      if error.kind == .inappropriate { report("Inappropriate", name) }
      throw Outcome.badInput
    }
    guard threads ?? 1 > 0, time ?? 1 > 0 else {
      throw ValidationError("--threads and --time take numbers above zero")
    }
    if let output { try requireWritable(output) }
    let seconds = time ?? 60
    var limits = EquationalLimits()
    limits.threads = threads ?? CPUTime.cores
    limits.isOver = { CPUTime.seconds() > seconds }
    let (answer, counters) = try EquationalProver.solve(problem, limits: limits)
    if statistics {
      complain(
        "pairs \(counters.pairs), kept \(counters.keptPairs), rules \(counters.rules), rewrites "
          + "\(counters.rewrites), work \(counters.work), strategy "
          + "\(counters.strategy.map(String.init) ?? "-"), lemmas \(counters.lemmas), "
          + "steps \(counters.proofSteps), CPU \(CPUTime.seconds())")
    }
    switch answer {
    case .proved(let theorem):
      report(problem.hasConjecture ? "Theorem" : "Unsatisfiable", name)
      if let tstp { try write(theorem.tstp(problem), to: tstp) }
      if let output { try writeCertificate(Certificate(theorem, problem), to: output) }
    case .model(let model):
      report(problem.hasConjecture ? "CounterSatisfiable" : "Satisfiable", name)
      if !json { print(model.description(problem.symbols)) }
      throw Outcome.failed
    case .saturated:
      report(problem.hasConjecture ? "CounterSatisfiable" : "Satisfiable", name)
      throw Outcome.failed
    case .unknown(let wasStopped):
      report(wasStopped ? "Timeout" : "GaveUp", name)
      throw wasStopped ? Outcome.limit : Outcome.failed
    case .inappropriate(let number):
      let clause = problem.clauses[number]
      complain(
        "\(clause.path):\(clause.line): error[inappropriate]: '\(clause.name)' has more than one "
          + "positive literal")
      report("Inappropriate", name)
      throw Outcome.badInput
    }
  }

  private func report(_ status: String, _ name: String) {
    if json {
      print(JSONText.object([("goal", .text(name)), ("status", .text(status))]))
    } else {
      print("% SZS status \(status) for \(name)")
    }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      complain("error: cannot write '\(path)'")
      throw Outcome.badInput
    }
  }
}
