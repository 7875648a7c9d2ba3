// What `porism check` does with one file, and the door to it: the certificate is read, its axioms are
// compared with the axiom files where these are found, and the kernel checks every proof. All three
// must agree. Start at `run`; faults come with their line and a code for machines.

import AxiomLanguage
import ProofKernel

/// A certificate file that has been read, compared and checked.
public struct CertificateCheck: Sendable {
  /// The certificate and its theorems.
  public let checked: CheckedCertificate
  /// The axiom file with which the axioms were compared; nil if it was found nowhere: then they are
  /// as stated in the certificate.
  public let axiomFile: String?
  /// The number of theorems (count).
  public var theoremCount: Int { checked.checker.theorems.count }
  /// The number of steps that the kernel checked (count), rewrites inside a step included.
  public var stepCount: Int { checked.checker.theorems.reduce(0) { $0 + $1.stepCount } }

  /// Reads, compares and checks a certificate file.
  ///
  /// *Throws*: what is wrong, at least one fault; the first, but where axiom files differ each file
  /// that differs. *Complexity*: linear in the file and in what the steps make.
  public static func run(_ path: String, axioms search: AxiomSearch) throws(CertificateFaults)
    -> CertificateCheck
  {
    let (certificate, lines) = try read(path)
    let axiomFile = try compare(certificate, lines, at: path, search)
    do throws(RefusedProof) {
      return CertificateCheck(checked: try CheckedCertificate(certificate), axiomFile: axiomFile)
    } catch { throw CertificateFaults(faults: [CertificateFault(error, lines)]) }
  }

  /// Compares with the axiom files; returns which, nil if they are found nowhere.
  private static func compare(
    _ certificate: Certificate, _ lines: CertificateLines, at path: String, _ search: AxiomSearch
  ) throws(CertificateFaults) -> String? {
    let differences: [Difference]
    let axiomFile: String
    do throws(Difference) {
      guard let found = try search.elaborate(certificate, at: path) else { return nil }
      axiomFile = found.path
      differences = Comparison.differences(between: certificate, and: found.theory)
    } catch { throw CertificateFaults(faults: [CertificateFault(error, lines)]) }
    guard differences.isEmpty else {
      throw CertificateFaults(faults: differences.map { CertificateFault($0, lines) })
    }
    return axiomFile
  }

  private static func read(_ path: String) throws(CertificateFaults) -> (
    Certificate, CertificateLines
  ) {
    do throws(CertificateError) {
      let (certificate, lines) = try CertificateReader.read(ByteScanner(path: path))
      return (certificate, lines)
    } catch { throw CertificateFaults(faults: [CertificateFault(error)]) }
  }
}
