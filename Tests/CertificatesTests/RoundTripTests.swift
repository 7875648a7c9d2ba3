// Certificates to bytes and back: the same bytes again, the same theorems, whatever the ids in the store.
// Start at `small`; `DamageTests` has what must not be read.

import Porism
import TestSupport
import Testing

@Suite struct RoundTripTests {
  /// Writes, reads, checks and writes again; returns the bytes.
  @discardableResult
  private func roundTrip(_ certificate: Certificate) throws -> [UInt8] {
    let bytes = CertificateWriter.bytes(of: certificate)
    let checked = try readAndCheck(bytes)
    let read = checked.certificate
    #expect(CertificateWriter.bytes(of: read) == bytes)
    #expect(read.files == certificate.files)
    #expect(read.notes == certificate.notes)
    #expect(read.proofs.map(\.name) == certificate.proofs.map(\.name))
    #expect(checked.checker.theorems.count == certificate.proofs.count)
    // The terms have other ids; what they say is the same.
    let (old, new) = (Printer(certificate.document), Printer(read.document))
    for (number, (one, other)) in zip(certificate.proofs, read.proofs).enumerated() {
      let names = read.notes[number].variableNames
      #expect(
        old.text(of: one.statement, in: certificate.document.theory.store, variableNames: names)
          == new.text(of: other.statement, in: read.document.theory.store, variableNames: names))
    }
    return bytes
  }

  @Test func small() throws {
    let bytes = try roundTrip(SmallTheory.certificate())
    #expect(bytes == CertificateWriter.bytes(of: try SmallTheory.certificate()))
  }

  /// What the search leaves, before any reader has put it in order.
  @Test(arguments: ["group", "lattice", "peano"])
  func derived(_ name: String) throws {
    let certificate = try CertificatesTests.derived(name, size: 4)
    #expect(!certificate.proofs.isEmpty)
    try roundTrip(certificate)
  }

  /// The certificates that are shipped say what the axiom files say, and are the writer's own bytes.
  @Test(arguments: ["boolean", "group", "lattice", "list", "monoid", "order", "peano", "sums"])
  func shipped(_ name: String) throws {
    let path = repositoryRoot() + "/Proofs/\(name).proof"
    let search = AxiomSearch(folder: repositoryRoot() + "/Axioms", shipped: ShippedTheories.bytes)
    let check = try CertificateCheck.run(path, axioms: search)
    #expect(check.axiomFile == repositoryRoot() + "/Axioms/\(name).axiom")
    #expect(CertificateWriter.bytes(of: check.checked.certificate) == (try contents(path)))
  }

  /// Terms that no line needs, made before or after, change nothing.
  @Test func idsDoNotMatter() throws {
    var small = try SmallTheory()
    for _ in 0..<3 { _ = try small.apply("+", small.apply("c"), small.apply("c")) }
    let proofs = [
      try small.zeroPlus(), try small.swapped(), try small.reflexive(), try small.both(),
    ]
    #expect(
      CertificateWriter.bytes(of: small.certificate(of: proofs))
        == CertificateWriter.bytes(of: try SmallTheory.certificate()))
  }

  /// Names and texts of any kind come back.
  @Test(arguments: ["", "quote \" and \\", "tab\tnewline\n", "∀ ε 🦎", "\u{0}\u{1f}\u{7f}"])
  func texts(_ text: String) throws {
    var certificate = try SmallTheory.certificate()
    certificate.notes[1].method = text
    certificate.notes[2].variableNames = [text]
    try roundTrip(certificate)
  }

  @Test func onDisk() throws {
    try withFolder { folder in
      let certificate = try SmallTheory.certificate()
      let path = folder + "/small.proof"
      try CertificateFile.write(certificate, to: path)
      #expect(try contents(path) == CertificateWriter.bytes(of: certificate))
      let read = try CertificateFile.read(path)
      #expect(CertificateWriter.bytes(of: read) == CertificateWriter.bytes(of: certificate))
    }
  }
}
