// `porism check CERT...`: reads certificates, lets the kernel check every proof, and compares the
// theory with the axiom files, where these are found. Exit code 1 if anything is not as it should be.

import ArgumentParser
import Porism

/// `porism check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check every proof of some certificates, and that their axioms are those of the files."
  )

  @Argument(help: "Certificates (.proof files).") var certificates: [String]
  @Option(help: "The folder of the axiom files; default: that of each certificate.")
  var against: String?
  @Flag(help: "Print one JSON object a certificate.") var json = false

  func run() throws {
    var (theorems, steps) = (0, 0)
    for path in certificates {
      let checked = try readCertificate(path)
      let origin = try compare(checked.certificate, path)
      let count = checked.checker.theorems.reduce(0) { $0 + $1.stepCount }
      let proved = checked.checker.theorems.count
      if json {
        print(
          JSONText.object([
            ("certificate", .text(path)), ("theory", .text(checked.certificate.document.name)),
            ("theorems", .number(proved)), ("steps", .number(count)), ("axioms", .text(origin)),
          ]))
      } else {
        print("\(path): \(proved) theorems, \(count) steps; axioms \(origin)")
      }
      theorems += proved
      steps += count
    }
    if !json { print("\(theorems) theorems, \(steps) steps checked") }
  }

  /// Compares with the axiom files, if they are there; says where the axioms come from.
  private func compare(_ certificate: Certificate, _ path: String) throws -> String {
    let folder = against ?? Paths.folder(of: path)
    // Files come before those that use them: the last is the theory's own.
    guard let own = certificate.files.last?.path else { return "as stated in the certificate" }
    let file = Paths.join(folder, own)
    guard Paths.exists(file) else {
      guard against == nil else {
        complain("\(path): error[no-axioms]: there is no '\(file)'")
        throw Outcome.failed
      }
      return "as stated in the certificate"
    }
    let result = ElaboratedTheory.elaborate(path: file, loader: ShippedTheories.loader)
    guard let theory = result.theory else {
      complain(result.rendered)
      complain("\(path): error[axioms]: '\(file)' does not elaborate")
      throw Outcome.failed
    }
    if let difference = certificate.difference(from: theory) {
      complain("\(path): error[other-axioms]: \(difference) (compared with '\(file)')")
      throw Outcome.failed
    }
    return "as in \(file)"
  }
}
