// A certificate against axiom files: the same ones, changed ones, and a certificate that claims more.

import AxiomLanguage
import Certificates
import ProofKernel
import Testing

@Suite struct ComparisonTests {
  @Test func theSameFilesAgree() throws {
    let certificate = try Derived.certificate(Derived.tinyText)
    #expect(certificate.difference(from: try Derived.theory(Derived.tinyText)) == nil)
  }

  @Test func anotherFileIsNoticed() throws {
    let certificate = try Derived.certificate(Derived.tinyText)
    let other = try Derived.theory(Derived.tinyText + "-- a comment\n")
    #expect(certificate.difference(from: other) == .file("tiny.axiom"))
  }

  /// The stamps forged, so that only the declarations can tell.
  @Test func anotherAxiomIsNoticed() throws {
    var certificate = try Derived.certificate(Derived.tinyText)
    let text = Derived.tinyText.replacing("g (f x) = f x", with: "g (f x) = g x")
    let other = try Derived.theory(text)
    certificate.files = other.files.map { AxiomFileStamp($0) }
    #expect(certificate.difference(from: other) == .declaration("right"))
  }

  @Test func anAddedAxiomIsNoticed() throws {
    let text = Derived.tinyText + "axiom more: f x = f y\n"
    var certificate = try Derived.certificate(text)
    let other = try Derived.theory(Derived.tinyText)
    certificate.files = other.files.map { AxiomFileStamp($0) }
    #expect(certificate.difference(from: other) == .addedAxiom("more"))
  }
}
