// What a `.proof` file holds, in memory: a theory, proofs in dependency order, and what people want
// to know of each. A `Certificate` is a claim; a `CheckedCertificate` can only be had by running the
// kernel over one, and is all that the rooms behind (sites, exports, explanations) accept.
// `CertificateWriter` and `CertificateReader` turn it into bytes and back.

import AxiomLanguage
import ProofKernel

/// An axiom file as it was when the proofs were made.
public struct AxiomFileStamp: Hashable, Sendable {
  /// The path relative to the theory's root.
  public let path: String
  /// SHA-256 of its bytes, in lower-case hexadecimal digits.
  public let hash: String
  /// Collects the parts; never fails.
  public init(path: String, hash: String) { (self.path, self.hash) = (path, hash) }
  /// The stamp of a file that has been read. Never fails.
  public init(_ file: AxiomFile) {
    (path, hash) = (file.path, ContentHash(of: file.bytes).description)
  }
}

/// What people want to know of a theorem besides its proof. Nothing here is trusted.
public struct TheoremNote: Hashable, Sendable {
  /// The name of each parameter of the statement, by level.
  public var variableNames: [String]
  /// How it was proved, in a few words: `induction on y`, `rewriting`, `saturation`.
  public var method: String
  /// The place in the list that people see (count from 1); nil for a lemma that only serves others.
  public var rank: Int?
  /// Collects the parts; never fails.
  public init(variableNames: [String], method: String, rank: Int?) {
    (self.variableNames, self.method, self.rank) = (variableNames, method, rank)
  }
}

/// A theory with proofs that nobody has checked yet. Term ids are those of `document.theory`'s store,
/// continued by `terms`: the store in which the proofs' own terms have been made as well.
public struct Certificate: Sendable {
  /// The theory; its store holds the terms of the proofs too.
  public var document: TheoryDocument
  /// The axiom files, each once, in the order in which they were read.
  public var files: [AxiomFileStamp]
  /// The proofs, in an order in which each cites earlier ones only.
  public var proofs: [Proof]
  /// What people want to know of each proof, in the same order.
  public var notes: [TheoremNote]
  /// Collects the parts. Requires as many notes as proofs.
  public init(
    document: TheoryDocument, files: [AxiomFileStamp], proofs: [Proof], notes: [TheoremNote]
  ) {
    precondition(proofs.count == notes.count)
    (self.document, self.files) = (document, files)
    (self.proofs, self.notes) = (proofs, notes)
  }
}

/// A certificate every proof of which the kernel has accepted.
public struct CheckedCertificate: Sendable {
  /// What was checked.
  public let certificate: Certificate
  /// The kernel's state after the last proof: its theorems are those of the certificate, in order.
  public let checker: Checker

  /// Runs the kernel over every proof, in order.
  ///
  /// *Throws*: the kernel's refusal, with the number of the proof (count from 0).
  public init(_ certificate: Certificate) throws(RefusedProof) {
    var checker = Checker(certificate.document.theory)
    for (number, proof) in certificate.proofs.enumerated() {
      do throws(CheckError) { try checker.check(proof) } catch {
        throw RefusedProof(number: number, name: proof.name, error: error)
      }
    }
    (self.certificate, self.checker) = (certificate, checker)
  }
}

/// The kernel's refusal of one proof of a certificate.
public struct RefusedProof: Error, Sendable {
  /// Which proof (count from 0).
  public let number: Int
  /// Its name.
  public let name: String
  /// Why.
  public let error: CheckError
}
