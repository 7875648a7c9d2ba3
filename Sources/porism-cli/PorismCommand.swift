// The command line, `porism`. Each subcommand has a file of its own; exit codes and the form of what
// is printed are fixed, since scripts rely on them: results to standard output, progress and
// diagnostics to standard error. `Reading.swift` holds what the subcommands share.

import ArgumentParser

/// `porism`: what follows from axioms, with proofs.
@main
struct PorismCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "porism",
    abstract: "Finds what follows from axioms; everything it says comes with a checked proof.",
    version: "0.1.0",
    subcommands: [DeriveCommand.self])
}

/// The exit codes of every subcommand.
enum Outcome {
  /// A goal was not proved, or a check failed.
  static let failed = ExitCode(1)
  /// Bad input or usage.
  static let badInput = ExitCode(2)
  /// A limit stopped the run.
  static let limit = ExitCode(3)
}
