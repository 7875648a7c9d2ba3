// What the subcommands share about certificates: reading with the faults worded for people, and writing
// with the faults of the file system. What is accepted by one is accepted by all.

import ArgumentParser
import Foundation
import Porism

/// A certificate file, compared with its axiom files where these are found, all of whose proofs the
/// kernel has accepted.
///
/// Throws its faults.
func checkCertificate(_ path: String, against folder: String? = nil) throws(CertificateFaults)
  -> CertificateCheck
{
  let search = AxiomSearch(
    folder: folder, library: ProcessInfo.processInfo.environment["TPTP"],
    shipped: ShippedTheories.bytes)
  return try CertificateCheck.run(path, axioms: search)
}

/// As `checkCertificate`; faults go to standard error.
///
/// Throws exit code 2 if the file cannot be read, 1 if it is not accepted.
func readCertificate(_ path: String) throws -> CheckedCertificate {
  do throws(CertificateFaults) { return try checkCertificate(path).checked } catch {
    throw complain(of: error, path)
  }
}

/// Says what is wrong with a certificate file, a line each; returns the exit code.
func complain(of error: CertificateFaults, _ path: String) -> ExitCode {
  for fault in error.faults { complain(fault.rendered(path)) }
  return error.faults.contains(where: \.isUnreadable) ? Outcome.badInput : Outcome.failed
}

/// Makes sure that a certificate can be written there: whoever asks for a file that cannot be made
/// learns it before a long search. Throws exit code 2 with the system's reason.
func requireWritable(_ path: String) throws {
  do throws(FileError) { _ = try AtomicFile(path: path) } catch {
    complain("error: \(error)")
    throw Outcome.badInput
  }
}

extension Certificate {
  /// What was proved of a TPTP problem: the goal is what people see, lemmas serve it.
  init(_ theorem: CompletionTheorem, _ problem: TPTPProblem) {
    let names = theorem.variableNames
    self.init(
      document: theorem.document,
      files: problem.files.map {
        AxiomFileStamp(AxiomFile(path: $0.path, bytes: $0.bytes))
      }, proofs: theorem.proofs,
      notes: names.enumerated().map { number, names in
        TheoremNote(
          variableNames: names, method: "completion",
          rank: number == theorem.proofs.count - 1 ? 1 : nil)
      })
  }

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
