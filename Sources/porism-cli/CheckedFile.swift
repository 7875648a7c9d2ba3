// What came of checking one certificate file, for `check` and `site`: both accept the same files for
// the same reasons. `CheckReport` is the form for machines.

import ArgumentParser
import Foundation
import Porism

/// A certificate file and what came of checking it.
struct CheckedFile {
  let path: String
  var check: CertificateCheck?
  var faults: [CertificateFault] = []

  /// Each fault as one line.
  var complaints: [String] { faults.map { $0.rendered(path) } }

  /// One line: what was checked, and on whose word the axioms are taken.
  func summary(_ check: CertificateCheck) -> String {
    let axioms =
      check.axiomFile.map { "axioms as in \($0)" } ?? "axioms as stated in the certificate"
    let count = check.checked.checker.theorems.count
    return "\(path): \(count) theorems, \(check.stepCount) steps, \(axioms)"
  }

  /// `N theorems, M steps checked`.
  static func tally(_ files: [CheckedFile]) -> String {
    let checks = files.compactMap(\.check)
    let theorems = checks.reduce(0) { $0 + $1.checked.checker.theorems.count }
    return "\(theorems) theorems, \(checks.reduce(0) { $0 + $1.stepCount }) steps checked"
  }

  /// Throws exit code 2 if a file could not be read, 1 if one was not accepted.
  static func requireAll(_ files: [CheckedFile]) throws {
    let faults = files.flatMap(\.faults)
    if faults.contains(where: \.isUnreadable) { throw Outcome.badInput }
    if !faults.isEmpty { throw Outcome.failed }
  }
}

/// Checks one certificate file. Never fails: faults are in the result.
func checkCertificate(_ path: String, against folder: String?) -> CheckedFile {
  let search = AxiomSearch(folder: folder, shipped: ShippedTheories.bytes)
  do throws(CertificateFaults) {
    return CheckedFile(path: path, check: try CertificateCheck.run(path, axioms: search))
  } catch { return CheckedFile(path: path, faults: error.faults) }
}

/// The outcome for machines.
struct CheckReport: Encodable {
  struct File: Encodable {
    var certificate: String
    var theory: String?
    var theorems: Int?
    var steps: Int?
    /// The axiom file with which the axioms were compared; absent where they are as stated.
    var axioms: String?
    var errors: [Fault]
  }
  struct Fault: Encodable {
    var line: Int?
    var code: String
    var message: String
  }
  var certificates: [File]
  var theorems: Int
  var steps: Int

  init(_ files: [CheckedFile]) {
    certificates = files.map { file in
      File(
        certificate: file.path, theory: file.check?.checked.certificate.document.name,
        theorems: file.check?.checked.checker.theorems.count, steps: file.check?.stepCount,
        axioms: file.check?.axiomFile,
        errors: file.faults.map { Fault(line: $0.line, code: $0.code, message: $0.message) })
    }
    theorems = certificates.reduce(0) { $0 + ($1.theorems ?? 0) }
    steps = certificates.reduce(0) { $0 + ($1.steps ?? 0) }
  }

  /// One line, the keys in alphabetical order.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else {
      preconditionFailure("a report of texts and numbers could not be encoded")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
