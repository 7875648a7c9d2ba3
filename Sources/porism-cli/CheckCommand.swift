// `porism check CERT...`: reads certificates, compares their axioms with the axiom files where these
// are found, and runs the kernel over every proof. The work is done by `CertificateCheck.run`. The last
// line is the tally, and is printed only if everything was accepted; faults go to standard error.

import ArgumentParser
import Porism

/// `porism check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check every proof of some certificates, and that their axioms are those of the files.")

  @Argument(help: "Certificates (.proof files).") var certificates: [String]
  @Option(help: "The folder of the axiom files; default: that of each certificate.")
  var against: String?
  @Flag(help: "Print one JSON object a certificate.") var json = false

  func run() throws {
    var (theorems, steps) = (0, 0)
    var outcome: ExitCode?
    for path in certificates {
      do throws(CertificateFaults) {
        let check = try checkCertificate(path, against: against)
        report(check, path)
        theorems += check.theoremCount
        steps += check.stepCount
      } catch {
        for fault in error.faults where json { print(object(fault, path)) }
        outcome = max(outcome, complain(of: error, path))
      }
    }
    if let outcome { throw outcome }
    if !json { print("\(theorems) theorems, \(steps) steps checked") }
  }

  /// The worse of two outcomes: a file that cannot be read counts more than one that is refused.
  private func max(_ one: ExitCode?, _ other: ExitCode) -> ExitCode {
    one == Outcome.badInput ? Outcome.badInput : other
  }

  private func report(_ check: CertificateCheck, _ path: String) {
    let origin = check.axiomFile.map { "as in \($0)" } ?? "as stated in the certificate"
    guard json else {
      let counts = "\(check.theoremCount) theorems, \(check.stepCount) steps"
      return print("\(path): \(counts); axioms \(origin)")
    }
    print(
      JSONText.object([
        ("certificate", .text(path)), ("theory", .text(check.checked.certificate.document.name)),
        ("theorems", .number(check.theoremCount)), ("steps", .number(check.stepCount)),
        ("axioms", .text(origin)),
      ]))
  }

  private func object(_ fault: CertificateFault, _ path: String) -> String {
    JSONText.object([
      ("certificate", .text(path)), ("line", fault.line.map { .number($0) } ?? .null),
      ("error", .text(fault.code)), ("message", .text(fault.message)),
    ])
  }
}
