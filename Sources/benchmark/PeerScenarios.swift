// The same work by egglog, from PyPI's wheel (`pip install egglog`), as a process beside ours: nothing is
// compared with figures from another machine. Start at `Scenario.peers`. Where the wheel is not installed
// the line says so and has no counts. egglog runs without proofs, ours keep them.

import Foundation
import Porism
import Terms

extension Scenario {
  /// Growth and sums, as in `Scenario.egraph`.
  static var peers: [Scenario] {
    [9, 10].map { rounds in
      Scenario(name: "peer/egglog-micro24-\(rounds)") {
        var language = Language()
        let rules = MathRules.plain(&language)
        return EgglogRun.result(of: rules, MathRules.starts, language, rounds: rounds)
      }
    }
      + [8, 9].map { count in
        Scenario(name: "peer/egglog-ac-\(count)") {
          var language = Language()
          let rules = [
            RewriteRule(name: "commute", "(+ ?a ?b)", "(+ ?b ?a)", in: &language)!,
            RewriteRule(name: "associate", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)", in: &language)!,
          ]
          let sum = (0..<count - 1).reversed().reduce("x\(count - 1)") { "(+ x\($1) \($0))" }
          return EgglogRun.result(of: rules, [sum], language, rounds: 1_000)
        }
      }
  }
}

/// One run of egglog.
private struct EgglogRun {
  private static let script = """
    import sys, time
    from egglog.bindings import EGraph
    graph = EGraph()
    commands = graph.parse_program(sys.stdin.read())
    start = time.process_time()
    results = graph.run_program(*commands)
    print(time.process_time() - start, str(results[-1]).split()[-1] if results else 0)
    """

  static func result(
    of rules: [RewriteRule], _ starts: [String], _ language: Language, rounds: Int
  ) -> (counts: [(String, Int)], rates: [(String, Double)]) {
    var language = language
    var program = EgglogProgram()
    for rule in rules {
      program.lines.append(
        "(rewrite \(program.text(rule.left[0].pattern, language)) "
          + "\(program.text(rule.right[0].pattern, language)))")
    }
    for (number, start) in starts.enumerated() {
      let term = language.term(start)!
      program.lines.append("(let $start\(number) \(program.text(term, language)))")
    }
    let text = (program.header(language) + program.lines + ["(run \(rounds))", "(print-size)"])
      .joined(separator: "\n")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return ([("installed", 0)], []) }
    input.fileHandleForWriting.write(Data(text.utf8))
    try? input.fileHandleForWriting.close()
    let words = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self
    ).split(whereSeparator: \.isWhitespace)
    process.waitUntilExit()
    guard process.terminationStatus == 0, let seconds = words.first.flatMap({ Double($0) }) else {
      return ([("installed", 0)], [])
    }
    return ([("installed", 1)], [("seconds", seconds)])
  }
}

/// Rules and terms in egglog's own notation: one constructor for each operator, one for leaves.
private struct EgglogProgram {
  var lines: [String] = []

  func header(_ language: Language) -> [String] {
    let operators = language.bank.symbols.enumerated().filter { !$0.element.arguments.isEmpty }
    return ["(datatype M (L String)"]
      + operators.map { number, info in
        "  (O\(number)" + String(repeating: " M", count: info.arguments.count) + ")"
      } + [")"]
  }

  /// Small terms: recursion on their depth is harmless.
  func text(_ term: Term, _ language: Language) -> String {
    if let number = language.bank.variableNumber(term) { return "v\(number)" }
    guard let symbol = language.bank.symbol(term) else { return "" }
    let parts = language.bank.arguments(term)
    if parts.isEmpty { return "(L \"\(language.names[Int(symbol.index)])\")" }
    return "(O\(symbol.index) " + parts.map { text($0, language) }.joined(separator: " ") + ")"
  }
}
