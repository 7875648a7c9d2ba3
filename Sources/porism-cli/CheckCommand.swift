// `porism check CERT...`: reads certificates, compares their axioms with the axiom files where these
// are found, and runs the kernel over every proof. The work is done by `CertificateCheck.run`. The last
// line is the tally, and is printed only if everything was accepted; faults go to standard error.

import ArgumentParser
import Foundation
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
    let sizes = certificates.map(size)
    let progress = ProgressLine("check", unit: "KB", total: sizes.reduce(0, +))
    for (place, path) in certificates.enumerated() {
      progress?.reach(sizes[..<place].reduce(0, +))
      do throws(CertificateFaults) {
        let check = try checkCertificate(path, against: against)
        progress?.end()
        report(check, path)
        theorems += check.theoremCount
        steps += check.stepCount
      } catch {
        progress?.end()
        for fault in error.faults where json { print(object(fault, path)) }
        outcome = max(outcome, complain(of: error, path))
      }
    }
    if let outcome { throw outcome }
    if !json { print("\(theorems) theorems, \(steps) steps checked") }
  }

  /// The size of a file in thousands of bytes, for the progress; 0 if that is not known.
  private func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) / 1_000 : 0
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
