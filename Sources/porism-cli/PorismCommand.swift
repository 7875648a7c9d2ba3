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
    subcommands: [
      DeriveCommand.self, ProveCommand.self, CheckCommand.self, CoversCommand.self,
      ExplainCommand.self, SiteCommand.self, FormatCommand.self, SimplifyCommand.self,
    ])
}

extension PorismCommand {
  /// Runs the command line. The argument parser's own code for wrong usage becomes 2.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      complain(fullMessage(for: error))
      exit(withError: Outcome.badInput)
    }
  }
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
