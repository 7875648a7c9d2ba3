// What the subcommands share about certificates and paths: reading with the faults worded for people,
// and writing with the faults of the file system.

import ArgumentParser
import Foundation
import Porism

/// A certificate all of whose proofs the kernel has accepted; faults go to standard error.
///
/// Throws exit code 2 if the file cannot be read, 1 if it is no certificate or a proof is refused.
func readCertificate(_ path: String) throws -> CheckedCertificate {
  let certificate: Certificate
  do throws(CertificateError) { certificate = try CertificateFile.read(path) } catch {
    if case .file = error.cause {
      complain("error: \(error)")
      throw Outcome.badInput
    }
    complain("\(path):\(error.line ?? 1): error[certificate]: \(error.cause.words)")
    throw Outcome.failed
  }
  do throws(RefusedProof) { return try CheckedCertificate(certificate) } catch {
    let step = error.error.step.map { " at step \($0)" } ?? ""
    complain(
      "\(path): error[\(error.error.cause)]: the kernel refuses the proof of '\(error.name)'\(step)"
        + (error.error.detail.isEmpty ? "" : ": \(error.error.detail)"))
    throw Outcome.failed
  }
}

extension Certificate {
  /// What was found, over axiom files as they were read.
  init(_ derivation: Derivation, files: [AxiomFile]) {
    self.init(
      document: derivation.document, files: files.map { AxiomFileStamp($0) },
      proofs: derivation.theorems.map(\.proof),
      notes: derivation.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
  }
}

/// Writes a certificate whole, or leaves what was there. Throws exit code 2 with the system's reason.
func writeCertificate(_ certificate: Certificate, to path: String) throws {
  do throws(FileError) { try CertificateFile.write(certificate, to: path) } catch {
    complain("error: \(error); what was there is untouched")
    throw Outcome.badInput
  }
}

/// Paths as text.
enum Paths {
  /// The folder of a file; `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A path below a folder.
  static func join(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : folder == "." ? path : folder + "/" + path
  }

  /// Whether there is such a file.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
