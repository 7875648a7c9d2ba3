// The bytes of a certificate: written, read and written again they are the same; cut or changed at any
// place they are refused. What is refused must be refused by the reader or by the kernel, never by a
// crash.

import AxiomLanguage
import Certificates
import ProofKernel
import Testing

@Suite struct FormatTests {
  /// Whether bytes are a certificate all of whose proofs are right.
  private func isAccepted(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try CheckedCertificate(CertificateReader.read(bytes))
      return true
    } catch { return false }
  }

  /// The cause for which the reader refuses a text.
  private func cause(_ text: String) -> CertificateError.Cause? {
    do throws(CertificateError) {
      _ = try CertificateReader.read(Array(text.utf8))
      return nil
    } catch { return error.cause }
  }

  @Test(arguments: ["group", "lattice", "peano", "boolean"])
  func writtenAndReadAgain(_ name: String) throws {
    let bytes = CertificateWriter.bytes(of: try Derived.shipped(name, size: 3))
    let read = try CertificateReader.read(bytes)
    #expect(CertificateWriter.bytes(of: read) == bytes)
    let checked = try CheckedCertificate(read)
    #expect(checked.checker.theorems.count == read.proofs.count)
  }

  @Test func cutAnywhere() throws {
    let bytes = CertificateWriter.bytes(of: try Derived.certificate(Derived.tinyText))
    #expect(isAccepted(bytes))
    for end in bytes.indices { #expect(!isAccepted(Array(bytes[..<end])), "cut at \(end)") }
  }

  @Test func everyChangedByte() throws {
    let bytes = CertificateWriter.bytes(of: try Derived.certificate(Derived.tinyText))
    for place in bytes.indices {
      for other in [bytes[place] ^ 1, UInt8(ascii: "0"), 0xFF] where other != bytes[place] {
        var changed = bytes
        changed[place] = other
        #expect(!isAccepted(changed), "byte \(place) as \(other)")
      }
    }
  }

  @Test func cutAndChangedAtRandomPlaces() throws {
    let bytes = CertificateWriter.bytes(of: try Derived.shipped("peano", size: 4))
    var numbers = Numbers(state: 20_261_121)
    for round in 0..<1_000 {
      let end = Int.random(in: 0..<bytes.count, using: &numbers)
      #expect(!isAccepted(Array(bytes[..<end])), "cut at \(end)")
      guard round < 250 else { continue }
      var changed = bytes
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      changed[place] = changed[place] &+ UInt8.random(in: 1...255, using: &numbers)
      #expect(!isAccepted(changed), "byte \(place)")
    }
  }

  @Test func strangeFiles() throws {
    #expect(cause("") == .truncated)
    #expect(cause("{}\n") != nil)
    #expect(cause("{\"porism\":2,\"theory\":\"t\",\"files\":[]}\n") == .unknownVersion(2))
    #expect(
      cause("{\"porism\":99999999999999999999,\"theory\":\"t\",\"files\":[]}\n") == .overflow)
    #expect(cause("{\"porism\":1") == .missingNewline)
    #expect(cause(String(repeating: "x", count: 1 << 20) + "\n") != nil)
    #expect(cause(String(repeating: "[", count: 1 << 20) + "\n") != nil)
    #expect(cause("{\"porism\":1,\"theory\":\"\u{0}\",\"files\":[]}\n") != nil)
  }

  @Test func unknownFieldsKindsAndRules() throws {
    let bytes = CertificateWriter.bytes(of: try Derived.certificate(Derived.tinyText))
    let text = String(decoding: bytes, as: UTF8.self)
    func replaced(_ old: String, _ new: String) -> String {
      guard let range = text.firstRange(of: old) else { return text }
      return text.replacingCharacters(in: range, with: new)
    }
    #expect(cause(replaced("\"rule\":\"chain\"", "\"rule\":\"magic\"")) == .unknownRule("magic"))
    #expect(cause(replaced("{\"step\":", "{\"leap\":")) == .unknownKind("leap"))
    #expect(cause(replaced("\"declare\":\"axiom\"", "\"declare\":\"oracle\"")) != nil)
    #expect(cause(replaced("\"rank\":", "\"rang\":")) != nil)
    #expect(cause(text + "{}\n") == .trailingBytes)
    #expect(cause(text + "\n") != nil)
  }

  @Test func withoutATheoremItIsNoSuccess() throws {
    var certificate = try Derived.certificate(Derived.tinyText)
    (certificate.proofs, certificate.notes) = ([], [])
    #expect(throws: CertificateError(.noTheorem, line: nil)) {
      try CertificateReader.read(CertificateWriter.bytes(of: certificate))
    }
  }
}
