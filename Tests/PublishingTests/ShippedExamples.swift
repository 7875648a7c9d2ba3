// The certificates of the shipped theories, as `Proofs/` has them: what the prover really writes,
// beside the hand-written proofs of `Examples*.swift`.

import Certificates
import Foundation

/// The shipped theories of these names, checked.
func shippedTheories(_ names: [String]) throws -> [CheckedCertificate] {
  // Tests/PublishingTests/ShippedExamples.swift: three steps up.
  let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  return try names.map {
    let axioms = AxiomSearch(folder: root + "/Axioms")
    return try CertificateCheck.run("\(root)/Proofs/\($0).proof", axioms: axioms).checked
  }
}
