// Certificates to bytes. Start at `write(_:to:)`: header, declarations, the theory's hash, theorems
// with their steps, footer; before each line the sorts and terms that it is the first to need. The
// text is never held as a whole. Nothing is checked here: what a reader makes of the bytes counts.
// `CertificateReader` is the way back; the manual's page on certificates gives the grammar.

import AxiomLanguage
import ProofKernel

/// Writes certificates.
public struct CertificateWriter {
  private var numbering = Numbering()
  private var lines = LineBuffer()
  private var rootHash = HashMaker()

  /// Bytes that are handed to a sink at once (bytes): much above the price of a system call.
  private static let batch = 1 << 16

  private init() {}

  /// Writes a certificate to a sink.
  ///
  /// *Requires*: terms and sorts of the document's store. *Ensures*: the same certificate gives the
  /// same bytes, whatever the ids in its store. *Complexity*: linear in the bytes; memory for the
  /// numbers and hashes of what is written. *Throws*: what the sink refuses.
  public static func write<Sink: ByteSink & ~Copyable>(
    _ certificate: Certificate, to sink: inout Sink
  ) throws(FileError) {
    var writer = CertificateWriter()
    try writer.writeTheory(certificate, to: &sink)
    try writer.writeTheorems(certificate, to: &sink)
    try writer.hand(to: &sink)
    var rootHash = writer.rootHash
    let steps = certificate.proofs.reduce(0) { $0 + $1.steps.count }
    let counts = Record([
      ("theorems", .count(certificate.proofs.count)), ("steps", .count(steps)),
      ("sorts", .count(writer.numbering.sortCount)), ("terms", .count(writer.numbering.termCount)),
    ])
    let footer = Record([("end", .record(counts)), ("sha256", .hash(rootHash.finish()))])
    writer.lines.append(footer, &writer.numbering, in: certificate.document.theory.store)
    try sink.write(writer.lines.bytes)
  }

  /// The bytes of a certificate. Requires and ensures: as `write`.
  public static func bytes(of certificate: Certificate) -> [UInt8] {
    var collector = ByteCollector()
    do throws(FileError) { try write(certificate, to: &collector) } catch {
      preconditionFailure("memory refused bytes: \(error)")
    }
    return collector.bytes
  }

  // MARK: parts of the file

  private mutating func writeTheory<Sink: ByteSink & ~Copyable>(
    _ certificate: Certificate, to sink: inout Sink
  ) throws(FileError) {
    let store = certificate.document.theory.store
    try append(Record(header: certificate.document, certificate.files), store, to: &sink)
    var declarations = DeclarationRecords()
    while let line = declarations.next(in: certificate.document) {
      try append(line, store, to: &sink)
    }
  }

  private mutating func writeTheorems<Sink: ByteSink & ~Copyable>(
    _ certificate: Certificate, to sink: inout Sink
  ) throws(FileError) {
    let theory = certificate.document.theory
    var identity = ContentIdentity(certificate.document)
    try append(Record(theory: theory, identity.theory), theory.store, to: &sink)
    var theorems = TheoremHeads(theory)
    for (proof, note) in zip(certificate.proofs, certificate.notes) {
      let head = theorems.next(proof, note, &identity, theory.store)
      try append(head.record, theory.store, to: &sink)
      for (number, step) in proof.steps.enumerated() {
        try append(Record(step: number, step), theory.store, to: &sink)
      }
    }
  }

  /// Appends a line, after those of the sorts and terms that it needs.
  private mutating func append<Sink: ByteSink & ~Copyable>(
    _ line: Record, _ store: TermStore, to sink: inout Sink
  ) throws(FileError) {
    lines.append(line, &numbering, in: store)
    if lines.bytes.count >= Self.batch { try hand(to: &sink) }
  }

  private mutating func hand<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(FileError) {
    rootHash.update(lines.bytes[...])
    try sink.write(lines.bytes)
    lines.removeAll()
  }
}
