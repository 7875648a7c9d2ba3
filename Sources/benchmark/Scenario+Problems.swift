// Problems that others wrote: five of the TPTP library (`Tests/Fixtures/UEQ`, from where `benchmark` is
// started at the top of the repository), each with its counts, rates and instructions; and what taking
// turns costs. Start at `Scenario.problems`. Neighbour: `Scenario+Equational.swift`.

import Foundation
import Porism

extension Scenario {
  /// One of each kind: lattice-ordered groups, Boolean algebra, alternative rings, combinators, logic.
  static let problemNames = ["GRP178-1", "BOO015-4", "RNG019-6", "COL002-4", "LCL109-2"]

  /// All that concern such problems.
  static var problems: [Scenario] { problemNames.map { problem($0) } + [turns] }

  private static func problem(_ name: String) -> Scenario {
    let path = "Tests/Fixtures/UEQ/\(name).p"
    return Scenario(
      name: "problem/\(name)",
      counted: ("porism", ["prove", path, "--threads", "1", "--time", "1000"])
    ) {
      guard let problem = try? TPTPProblem.read(path: path, library: nil) else {
        return ([("found", 0)], [])
      }
      var (counts, rates) = solved(problem, EquationalLimits())
      counts.insert(("found", 1), at: 0)
      return (counts, rates)
    }
  }

  /// The portfolio on one thread, and each of its members by itself, in one go, to the same work: the
  /// same critical pairs, so that the difference in seconds is what taking turns costs. The fastest of
  /// three runs of each.
  private static var turns: Scenario {
    Scenario(name: "equational/turns") {
      guard
        let problem = try? TPTPProblem.read(
          text: ring + "cnf(g, negated_conjecture, mul(a,mul(b,c)) != mul(b,mul(a,c))).")
      else { preconditionFailure("the problem of rings is refused") }
      var limits = EquationalLimits()
      (limits.work, limits.seeksModels) = (60_000_000, false)
      var (shared, alone) = (Double.infinity, Double.infinity)
      var (pairs, alonePairs, members) = (0, 0, 0)
      for _ in 0..<3 {
        var start = Usage.now.seconds
        guard let (_, counters) = try? EquationalProver.solve(problem, limits: limits) else {
          preconditionFailure("the kernel refuses a proof")
        }
        shared = min(shared, Usage.now.seconds - start)
        start = Usage.now.seconds
        let bare = EquationalProver.unshared(problem, work: counters.workByStrategy)
        alone = min(alone, Usage.now.seconds - start)
        (pairs, alonePairs) = (counters.pairs, bare.pairs)
        members = counters.workByStrategy.count
      }
      return (
        [("strategies", members), ("criticalPairs", pairs), ("criticalPairsAlone", alonePairs)],
        [("seconds", shared), ("secondsAlone", alone), ("ratio", shared / alone)]
      )
    }
  }
}

/// Counts the instructions of a program beside this one, start-up included.
enum Instructions {
  /// The instructions of a run of a program with these arguments; nil where `valgrind`, `strip` or the
  /// program is missing. Hash seeds are fixed; what is left of chance is far below one in a hundred.
  static func of(_ program: String, _ arguments: [String]) -> Int? {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let stripped = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(program)-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: stripped) }
    // Valgrind cannot read the debug information of Swift.
    guard
      output(["strip", "--strip-debug", "-o", stripped.path, folder.path + "/" + program]) != nil,
      let text = output(
        [
          "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", stripped.path,
        ] + arguments)
    else { return nil }
    let line = text.split(separator: "\n").last { $0.contains("Collected") }
    return line?.split(separator: " ").last.flatMap { Int($0) }
  }

  /// What a command says on standard error; nil if it cannot be run, or if it fails.
  private static func output(_ command: [String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_DETERMINISTIC_HASHING": "1"]) { _, new in new }
    let errors = Pipe()
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, errors)
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text : nil
  }
}
