// What is measured: deriving each shipped theory, the grid on a closure, and problems of
// `Scenario+Equational.swift` and `Scenario+Problems.swift`. A scenario returns counts, which are the same on every machine, and
// rates, which are not. `main.swift` prints them.

import Foundation
import Porism

/// Something that can be measured.
struct Scenario {
  let name: String
  /// The program beside this one whose instructions are counted, with its arguments; nil where that would take long.
  var counted: (program: String, arguments: [String])?
  /// Runs it once.
  let run: () -> (counts: [(String, Int)], rates: [(String, Double)])

  /// All of them, by name.
  static var all: [Scenario] {
    ShippedTheories.names.map { derive($0) } + exploration + [1, 2].map { closure(workers: $0) }
      + egraph + peers + equational + problems
  }

  /// One line of JSON.
  func line(countsOnly: Bool) -> String {
    let before = Usage.now
    let (counts, rates) = run()
    let after = Usage.now
    var fields = [("name", "\"\(name)\"")] + counts.map { ($0.0, "\($0.1)") }
    if !countsOnly {
      fields += [
        ("cpuSeconds", "\(after.seconds - before.seconds)"), ("peakBytes", "\(after.peakBytes)"),
      ]
      fields += rates.map { ($0.0, "\($0.1)") }
      if let counted, let count = Instructions.of(counted.program, counted.arguments) {
        fields.append(("instructions", "\(count)"))
      }
    }
    return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  /// Derivation of a shipped theory with the default limits, and the check of what it found.
  private static func derive(_ theory: String) -> Scenario {
    Scenario(name: "derive/\(theory)") {
      let text = String(decoding: ShippedTheories.bytes(theory + ".axiom") ?? [], as: UTF8.self)
      return derived(text, path: theory + ".axiom", ExplorationLimits())
    }
  }

  /// What deriving a theory with these limits, on one thread, and checking what was found takes.
  static func derived(_ text: String, path: String, _ limits: ExplorationLimits)
    -> (counts: [(String, Int)], rates: [(String, Double)])
  {
    let result = ElaboratedTheory.elaborate(
      text: text, path: path, library: ShippedTheories.loader)
    guard let elaborated = result.theory else { preconditionFailure(result.rendered) }
    let derivation = Derivation.run(
      elaborated.document, limits: limits,
      goals: elaborated.goals.map { ($0.name, $0.statement) })
    let counters = derivation.counters
    let start = Usage.now.seconds
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { _ = try? checker.check(theorem.proof) }
    let seconds = Usage.now.seconds - start
    let steps = checker.theorems.reduce(0) { $0 + $1.stepCount }
    return (
      [
        ("testedTerms", counters.terms), ("distinctTerms", counters.distinctTerms),
        ("matches", counters.matches), ("rewrites", counters.rewrites),
        ("unifications", counters.unifications), ("criticalPairs", counters.pairs),
        ("candidates", counters.conjectures),
        ("attempts", counters.attempts), ("proofs", checker.theorems.count),
        ("listed", derivation.theorems.filter { $0.rank != nil }.count),
        ("supersteps", counters.supersteps), ("messages", counters.messages),
        ("refusals", counters.refusals), ("checkedSteps", steps),
      ], [("checkedStepsPerSecond", seconds > 0 ? Double(steps) / seconds : 0)]
    )
  }

  /// The transitive closure of a fixed graph of 300 nodes and 600 edges, by messages.
  private static func closure(workers: Int) -> Scenario {
    Scenario(name: "grid/closure-\(workers)") {
      var state: UInt64 = 2026
      func next(_ bound: UInt64) -> UInt32 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt32((state >> 33) % bound)
      }
      let edges = (0..<600).map { _ in ChainFact(0, next(300), next(300)) }
      let rules = [ChainRule(1, from: 0, 0), ChainRule(1, from: 1, 0)]
      guard
        let closure = try? chainClosure(
          of: edges, under: rules, workers: workers, keepsFacts: false)
      else { return ([], []) }
      return (
        [
          ("supersteps", closure.counts.supersteps), ("messages", closure.counts.delivered),
          ("facts", closure.factCount), ("firings", closure.firings),
        ], []
      )
    }
  }
}

/// What the process has used so far.
struct Usage {
  /// CPU seconds of all threads.
  let seconds: Double
  /// Peak memory.
  let peakBytes: Int

  static var now: Usage {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let seconds =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    return Usage(seconds: seconds, peakBytes: usage.ru_maxrss * 1024)
  }
}
