// `porism check CERT...`: reads certificates, compares their axioms with the axiom files where these
// are found, and runs the kernel over every proof. The work is done by `CertificateCheck.run`. The last
// line is the tally, and is printed only if everything was accepted; faults go to standard error.

import ArgumentParser
import Porism

/// `porism check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check every proof of certificates, and their axioms.")

  @Argument(help: "Certificates, as `porism derive` writes them.") var certificates: [String]
  @Option(help: "The folder of the axiom files. Default: beside the certificate.")
  var against: String?
  @Flag(help: "Print one JSON object instead.") var json = false

  func run() throws {
    let results = certificates.map { checkCertificate($0, against: against) }
    if json { print(CheckReport(results).text) }
    for result in results {
      for line in result.complaints { complain(line) }
      if let check = result.check, !json { print(result.summary(check)) }
    }
    try CheckedFile.requireAll(results)
    if !json { print(CheckedFile.tally(results)) }
  }
}
