// Certificates for the tests of this suite: derived from shipped theories, or from a text of one page.

import AxiomLanguage
import Certificates
import Foundation
import ProofKernel
import Proving
import TestSupport
import Testing

/// What the tests start from.
enum Derived {
  /// A theory whose certificate has a few kilobytes.
  static let tinyText = """
    sort A
    op f : A -> A
    op g : A -> A
    axiom left: f (g x) = x
    axiom right: g (f x) = f x

    """

  /// The certificate of a text.
  static func certificate(_ text: String, path: String = "tiny.axiom") throws -> Certificate {
    try certificate(theory(text, path: path), size: 4)
  }

  static func theory(_ text: String, path: String = "tiny.axiom") throws -> ElaboratedTheory {
    let loader = SourceLoader(files: [path: text])
    let result = ElaboratedTheory.elaborate(path: path, loader: loader)
    return try #require(result.theory, "\(result.rendered)")
  }

  /// The certificate of a shipped theory.
  static func shipped(_ name: String, size: Int = 4) throws -> Certificate {
    let path = repositoryRoot() + "/Axioms/\(name).axiom"
    return try certificate(
      #require(ElaboratedTheory.elaborate(path: path).theory), size: size)
  }

  private static func certificate(_ theory: ElaboratedTheory, size: Int) throws -> Certificate {
    var limits = ExplorationLimits()
    limits.size = size
    let derivation = Derivation.run(theory.document, limits: limits)
    return Certificate(
      document: derivation.document, files: theory.files.map { AxiomFileStamp($0) },
      proofs: derivation.theorems.map(\.proof),
      notes: derivation.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
  }
}

/// A sequence of numbers that repeats: SplitMix64, by its seed.
struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
