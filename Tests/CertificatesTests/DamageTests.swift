// A damaged file is never accepted: cut at any byte, or with any byte changed. The small certificate is
// damaged everywhere, a larger one at random places whose seed is in the message.

import Porism
import TestSupport
import Testing

@Suite struct DamageTests {
  @Test func cutAtEveryByte() throws {
    let bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
    for count in 0..<bytes.count where refusal(Array(bytes[..<count])) == nil {
      Issue.record("accepted when cut at byte \(count)")
    }
    #expect(refusal(bytes) == nil)
  }

  @Test func everyByteChanged() throws {
    let bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
    var generator = SeededGenerator(seed: 1)
    for place in bytes.indices {
      // The neighbour is most likely to be read as something else; the other may be anything.
      for change: UInt8 in [1, UInt8(1 + generator.below(255))] {
        var changed = bytes
        changed[place] ^= change
        if refusal(changed) == nil { Issue.record("accepted with byte \(place) ^ \(change)") }
      }
    }
  }

  @Test func everyByteLeftOutOrRepeated() throws {
    let bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
    for place in bytes.indices {
      // Of two neighbours one is left out, the other repeated.
      var changed = bytes
      if place % 2 == 0 {
        changed.remove(at: place)
      } else {
        changed.insert(bytes[place], at: place)
      }
      if refusal(changed) == nil { Issue.record("accepted with a change of length at \(place)") }
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func cutAndChangedAnywhere(_ seed: UInt64) throws {
    let bytes = CertificateWriter.bytes(of: try derived("lattice", size: 5))
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let count = generator.below(bytes.count)
      if refusal(Array(bytes[..<count])) == nil {
        Issue.record("accepted when cut at byte \(count), seed \(seed)")
      }
    }
    for _ in 0..<50 {
      var changed = bytes
      let place = generator.below(bytes.count)
      changed[place] ^= UInt8(1 + generator.below(255))
      if refusal(changed) == nil {
        Issue.record("accepted with byte \(place) changed, seed \(seed)")
      }
    }
  }

  /// Files that are no certificates at all.
  @Test func strangeFiles() {
    for text in [
      "\n", "{}\n", "{", "[]\n", "null\n", "{\"porism\":1", "{\"porism\":-1}\n", "\u{0}\n",
      "{\"porism\":1,\"theory\":\"t\",\"files\":[]}\n",
      String(repeating: "[", count: 1 << 20) + "\n",
      String(repeating: "{\"", count: 1 << 20) + "\n", String(repeating: "\n", count: 1 << 20),
    ] { #expect(refusal(Array(text.utf8)) is CertificateError, "\(text.prefix(40))") }
  }

  /// The cause is named where it can be known.
  @Test func causes() throws {
    let bytes = CertificateWriter.bytes(of: try SmallTheory.certificate())
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func cause(_ bytes: [UInt8]) -> CertificateError.Cause? {
      (refusal(bytes) as? CertificateError)?.cause
    }
    #expect(cause([]) == .truncated)
    #expect(cause(bytes.dropLast()) == .missingNewline)
    #expect(cause(bytes + [10]) == .trailingBytes)
    #expect(cause(bytes + bytes) == .trailingBytes)
    let withoutFooter = lines.dropLast(2).joined(separator: "\n") + "\n"
    #expect(cause(Array(withoutFooter.utf8)) == .truncated)
    #expect(cause(Array(text.replacing("\n", with: "\r\n").utf8)) != nil)
    #expect(cause(Array("\u{FEFF}\(text)".utf8)) != nil)
  }
}

extension Array where Element == UInt8 {
  fileprivate func dropLast() -> [UInt8] { Array(self[..<(count - 1)]) }
}
