// `porism prove FILE --conjectures FILE|-`: statements from a person, a script or a language model, one
// a line; each is answered: proved, refuted with a counterexample, or open. `Derivation.judge` does the
// work. Neighbour: `ProveCommand.swift`.

import ArgumentParser
import Foundation
import Porism

extension ProveCommand {
  /// A line of the file of conjectures.
  private struct Line {
    let number: Int
    let text: String
    /// Nil if the line is no statement.
    let goal: Goal?
  }

  /// Answers each line. Throws the exit codes of the command line: 2 if a line is no statement.
  func judgeConjectures(_ source: String, of theory: ElaboratedTheory) throws {
    var theory = theory
    let lines = try read(source, &theory)
    let goals = lines.compactMap(\.goal)
    guard !lines.isEmpty else {
      complain("error: '\(source)' has no conjecture")
      throw Outcome.badInput
    }
    var limits = ExplorationLimits()
    if let size { limits.size = size }
    let seconds = time ?? 60 * Double(max(goals.count, 1))
    let progress = ProgressLine(theory.document.name, unit: "attempts", limit: seconds)
    limits.watch(progress, until: seconds)
    let (judgements, derivation) = Derivation.judge(
      goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits,
      threads: threads ?? CPUTime.cores)
    progress?.end()
    Interruption.ignoreNoMore()
    var next = 0
    for line in lines {
      let judgement = line.goal == nil ? nil : judgements[next]
      if line.goal != nil { next += 1 }
      answer(line, judgement, wasStopped: derivation.wasStopped)
    }
    if let output, !derivation.theorems.isEmpty, !Interruption.hasCome {
      try writeCertificate(Certificate(derivation, files: theory.files), to: output)
    }
    if goals.count < lines.count || judgements.contains(.inappropriate) { throw Outcome.badInput }
    if judgements.allSatisfy({ $0 == .proved }) { return }
    throw derivation.wasStopped ? Outcome.limit : Outcome.failed
  }

  private func read(_ source: String, _ theory: inout ElaboratedTheory) throws -> [Line] {
    let bytes =
      source == "-"
      ? FileHandle.standardInput.readDataToEndOfFile()
      : FileManager.default.contents(atPath: source)
    guard let bytes, let text = String(validating: bytes, as: UTF8.self)
    else {
      complain("error: cannot read '\(source)'")
      throw Outcome.badInput
    }
    var lines: [Line] = []
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let statement = line.trimmingCharacters(in: .whitespaces)
      guard !statement.isEmpty, !statement.hasPrefix("--") else { continue }
      let name = "conjecture_\(place + 1)"
      // What a statement declares stands in no file that a certificate could name.
      let result = theory.document.elaborate(formula: String(line), name: name)
      if result.goal == nil {
        // Once more, at its place in the file, for the diagnostic.
        let before = String(repeating: "\n", count: place)
        let placed = theory.document.elaborate(
          formula: before + line, name: name, path: source == "-" ? "<stdin>" : source)
        complain(placed.rendered)
      }
      lines.append(Line(number: place + 1, text: statement, goal: result.goal))
    }
    return lines
  }

  private func answer(_ line: Line, _ judgement: Judgement?, wasStopped: Bool) {
    let status: String
    var example: [String] = []
    var isProved = false
    var tables: String?
    switch judgement {
    case .proved: (status, isProved) = ("Theorem", true)
    case .refuted(_, let hasProof):
      (status, isProved) = ("CounterSatisfiable", hasProof)
      if let goal = line.goal, let judgement { example = goal.counterexample(judgement) }
    case .failsInModel(let found): (status, tables) = ("CounterSatisfiable", found)
    case .open: status = wasStopped ? "Timeout" : "GaveUp"
    case .inappropriate: status = "Inappropriate"
    case nil: status = "SyntaxError"
    }
    let text = example.joined(separator: ", ")
    if json {
      var fields: [(String, JSONText.Value)] = [
        ("goal", .text(line.text)), ("line", .number(line.number)), ("status", .text(status)),
        ("proved", .flag(isProved)), ("counterexample", .texts(example)),
      ]
      if let tables { fields.append(("model", .text(tables))) }
      print(JSONText.object(fields))
    } else {
      print("SZS status \(status) for \(line.text)" + (text.isEmpty ? "" : "   [\(text)]"))
      if let tables { print(tables) }
    }
  }
}

extension Goal {
  /// What refutes it: a value for each variable, as text.
  func counterexample(_ judgement: Judgement) -> [String] {
    guard case .refuted(let values, _) = judgement else { return [] }
    return zip(variableNames, values).map { "\($0) = \($1)" }
  }
}
