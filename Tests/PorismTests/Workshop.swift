// A folder in which the commands of the manual are typed in: the shipped files are there, under the
// names that the pages use, and `porism` is the program that was built beside these tests. Start at
// `run`. Without that program there is no workshop, and the reason is printed.

import Foundation
import TestSupport

/// A folder to run commands in.
struct Workshop {
  let folder: String

  /// Nil if the program has not been built.
  init?() throws {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
    let program = tests.deletingLastPathComponent().appendingPathComponent("porism").path
    guard FileManager.default.isExecutableFile(atPath: program) else {
      print("SKIPPED: there is no \(program)")
      return nil
    }
    folder = FileManager.default.temporaryDirectory.path + "/porism-manual-\(UUID())"
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder + "/.build/release", withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: folder + "/.build/release/porism", withDestinationPath: program)
    for name in ["Axioms", "Proofs", "Tests"] {
      try files.createSymbolicLink(
        atPath: "\(folder)/\(name)", withDestinationPath: "\(repositoryRoot())/\(name)")
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Writes an axiom file whose first line is a comment that begins with its name.
  func write(_ block: ManualPage.Block) throws {
    guard let name = block.lines.first?.firstMatch(of: /^-- ([a-z_]+\.axiom)/) else { return }
    try block.text.write(toFile: "\(folder)/\(name.1)", atomically: true, encoding: .utf8)
  }

  /// Runs a line of shell as at a terminal, where each line is written when it is complete; what it printed on both streams, in order, and its exit code.
  func run(_ command: String, environment: [String: String] = [:]) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/stdbuf")
    process.arguments = ["-oL", "bash", "-c", "exec 2>&1; \(command)"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var variables = ProcessInfo.processInfo.environment
    variables["PATH"] = "\(folder)/.build/release:" + (variables["PATH"] ?? "/usr/bin:/bin")
    variables.merge(environment) { $1 }
    process.environment = variables
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
