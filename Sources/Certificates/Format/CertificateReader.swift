// Bytes to certificates. Start at `read`: header, declarations, theorems with their steps, footer, as
// `CertificateWriter` writes them and in no other form. The kernel makes every sort, term and
// declaration again; all hashes and counts are computed again; and the first line that does not agree
// is the error. Proofs are not checked here: that is for `CheckedCertificate`. Below this line of the
// house nothing that a file says is believed. Linear in the file; memory for what it holds.

import AxiomLanguage
import ProofKernel

/// Reads certificates.
public struct CertificateReader: ~Copyable {
  /// The most declarations that are read (count): our largest theory has 60, and the kernel copies
  /// what it has for each inductive sort, so that many more would take hours.
  static let largestTheory = 1 << 14

  var scanner: ByteScanner
  var document: TheoryDocument
  private var files: [AxiomFileStamp] = []
  private(set) var paths: Set<String> = []
  private var proofs: [Proof] = []
  private var notes: [TheoremNote] = []

  /// By number in the file. Invariant: as many as lines so far, each known to the store.
  var sorts: [SortID] = [.formula]
  /// By number in the file. Invariant: as `sorts`.
  var terms: [TermID] = []
  /// The numbers that the writer would give, in step with the lines.
  private var numbering = Numbering()
  /// The shared sorts and terms since the last other line.
  private var pending: [Numbering.Entry] = []
  private var stepCount = 0
  private var lines = CertificateLines()

  /// Reads a certificate from bytes. Throws the first fault, with its line.
  public static func read(_ bytes: [UInt8]) throws(CertificateError) -> Certificate {
    try read(ByteScanner(bytes)).certificate
  }

  /// Reads a certificate, and on which line it says what.
  static func read(_ scanner: consuming ByteScanner) throws(CertificateError) -> (
    certificate: Certificate, lines: CertificateLines
  ) {
    var reader = CertificateReader(scanner)
    try reader.readHeader()
    try reader.readDeclarations()
    try reader.readTheorems()
    guard try !reader.scanner.nextLine() else { throw reader.scanner.error(.trailingBytes) }
    guard !reader.proofs.isEmpty else { throw CertificateError(.noTheorem, line: nil) }
    let certificate = Certificate(
      document: reader.document, files: reader.files, proofs: reader.proofs, notes: reader.notes)
    return (certificate, reader.lines)
  }

  private init(_ scanner: consuming ByteScanner) {
    self.scanner = scanner
    document = TheoryDocument(name: "")
  }

  private mutating func readHeader() throws(CertificateError) {
    guard try scanner.nextLine() else { throw scanner.error(.truncated) }
    try scanner.open("porism")
    let version = try scanner.number()
    guard version == UInt64(Record.version) else { throw scanner.error(.unknownVersion(version)) }
    try scanner.field("theory")
    document = TheoryDocument(name: try scanner.text())
    try scanner.field("files")
    files = try list { reader throws(CertificateError) in
      try reader.scanner.open("path")
      let path = try reader.scanner.text()
      try reader.scanner.field("sha256")
      let hash = try reader.scanner.hash()
      try reader.scanner.expect("}")
      guard reader.paths.insert(path).inserted else {
        throw reader.scanner.error(.duplicateFile(path))
      }
      return AxiomFileStamp(path: path, hash: hash.description)
    }
    guard let main = files.last?.path, !main.contains("/"), theoryName(of: main) == document.name
    else { throw scanner.error(.wrongMainFile(theory: document.name)) }
    try end(Record([]))
  }

  // MARK: lines

  /// Goes to the next line that is not of a shared sort or term; returns its kind.
  mutating func nextKind() throws(CertificateError) -> String {
    while true {
      guard try scanner.nextLine() else { throw scanner.error(.truncated) }
      try scanner.expect("{\"")
      let kind = try scanner.word()
      try scanner.expect(":")
      switch kind {
      case "sort":
        try number(sorts.count)
        sorts.append(try sharedSort())
        pending.append(.sort(sorts[sorts.count - 1]))
        try scanner.endLine()
      case "term":
        try number(terms.count)
        terms.append(try sharedTerm())
        pending.append(.term(terms[terms.count - 1]))
        try scanner.endLine()
      default: return kind
      }
    }
  }

  /// Passes the end of a line, which has been read as this record.
  private mutating func end(_ record: Record) throws(CertificateError) {
    try scanner.expect("}")
    try scanner.endLine()
    numbering.visit(record, in: document.theory.store)
    guard numbering.new == pending else { throw scanner.error(.notInOrderOfUse) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Passes a number that must be the next of its kind.
  mutating func number(_ expected: Int) throws(CertificateError) {
    let number = try scanner.count()
    if number < expected { throw scanner.error(.duplicateIdentifier(number)) }
    if number > expected { throw scanner.error(.skippedIdentifier(number)) }
  }

  // MARK: parts of the file

  private mutating func readDeclarations() throws(CertificateError) {
    var declarations = DeclarationRecords()
    while true {
      switch try nextKind() {
      case "declare":
        guard document.declarations.count < Self.largestTheory else {
          throw scanner.error(.limit("theory"))
        }
        try readDeclaration()
        lines.declarations.append(scanner.line)
        let record = declarations.next(in: document)
        try end(record ?? Record([]))
      case "theory":
        guard try scanner.hash() == ContentIdentity(document).theory else {
          throw scanner.error(.wrongHash("the theory"))
        }
        try scanner.field("symbols")
        try count(document.theory.store.sortSymbols.count, "sort symbols")
        try scanner.field("operators")
        try count(document.theory.store.operators.count, "operators")
        try scanner.field("facts")
        try count(document.theory.facts.count, "facts")
        return try end(Record([]))
      case let kind: throw scanner.error(.unknownKind(kind))
      }
    }
  }

  private mutating func readTheorems() throws(CertificateError) {
    var identity = ContentIdentity(document)
    var heads = TheoremHeads(document.theory)
    while true {
      switch try nextKind() {
      case "theorem": try readTheorem(&heads, &identity)
      case "end": return try readFooter()
      case let kind: throw scanner.error(.unknownKind(kind))
      }
    }
  }

  private mutating func readTheorem(_ heads: inout TheoremHeads, _ identity: inout ContentIdentity)
    throws(CertificateError)
  {
    let line = scanner.line
    lines.addTheorem(line)
    let head = try theoremHead(number: proofs.count)
    try end(head.record)
    var steps: [Step] = []
    while steps.count < head.stepCount {
      let kind = try nextKind()
      guard kind == "step" else { throw scanner.error(.unknownKind(kind)) }
      lines.addStep(scanner.line)
      try number(steps.count)
      let step = try step(number: steps.count, theorem: proofs.count)
      try end(Record(step: steps.count, step))
      steps.append(step)
    }
    stepCount += steps.count
    let proof = Proof(name: head.name, head.statement, steps)
    let made = heads.next(proof, head.note, &identity, document.theory.store)
    if let fault = head.fault(comparedWith: made) { throw CertificateError(fault, line: line) }
    proofs.append(proof)
    notes.append(head.note)
  }

  private mutating func readFooter() throws(CertificateError) {
    try scanner.open("theorems")
    try count(proofs.count, "theorems")
    try scanner.field("steps")
    try count(stepCount, "steps")
    try scanner.field("sorts")
    try count(sorts.count, "sorts")
    try scanner.field("terms")
    try count(terms.count, "terms")
    try scanner.expect("}")
    try scanner.field("sha256")
    guard try scanner.hash() == scanner.hashOfLinesBefore() else {
      throw scanner.error(.wrongHash("the file"))
    }
    try end(Record([]))
  }

  /// Passes a count that must be as stated.
  private mutating func count(_ expected: Int, _ what: String) throws(CertificateError) {
    guard try scanner.count() == expected else { throw scanner.error(.wrongCount(what)) }
  }
}
