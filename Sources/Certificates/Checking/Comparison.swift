// A certificate against the axiom files from which it says it comes: an axiom that no file states,
// or one that a file states otherwise, must not pass. The files are elaborated again by whoever calls;
// here the bytes of each file and all that each declaration says, its place and spelling included, are
// compared as the text that the writer has for both. Start at `differences`.

import AxiomLanguage
import ProofKernel

/// Something that a certificate says otherwise than its axiom files.
public struct Difference: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is different. Each case names one kind.
  public enum Kind: Hashable, Sendable {
    /// The theory is called otherwise.
    case theoryName(stated: String, found: String)
    /// The axiom files are others: paths as stated, and as found.
    case files(stated: [String], found: [String])
    /// An axiom file has other bytes.
    case fileHash(path: String)
    /// A declaration is not what the axiom files declare in its place; nil where there is none.
    case declaration(stated: String?, found: String?)
    /// The axiom files do not elaborate any more: the first of the messages.
    case elaboration(String)
    /// There is no axiom file of that path where it had to be.
    case missingFile(path: String)
  }
  /// What is different.
  public let kind: Kind
  /// Which declaration (count from 0); nil where the header is at fault.
  public let declaration: Int?

  /// What is different, in lower case and without a full stop.
  public var description: String { kind.codeAndWords.words }

  init(_ kind: Kind, declaration: Int? = nil) {
    (self.kind, self.declaration) = (kind, declaration)
  }
}

/// Compares certificates with axiom files.
public enum Comparison {
  /// What a certificate says otherwise than a theory: about files, then the first declaration.
  ///
  /// *Ensures*: where there is no difference, the files have the stated hashes, and both theories
  /// are made by the same declarations. *Complexity*: linear in the declarations.
  public static func differences(
    between certificate: Certificate, and theory: ElaboratedTheory
  ) -> [Difference] {
    var differences: [Difference] = []
    let stamps = theory.files.map(AxiomFileStamp.init)
    if certificate.document.name != theory.document.name {
      let kind = Difference.Kind.theoryName(
        stated: certificate.document.name, found: theory.document.name)
      differences.append(Difference(kind))
    }
    if certificate.files.map(\.path) != stamps.map(\.path) {
      let kind = Difference.Kind.files(
        stated: certificate.files.map(\.path), found: stamps.map(\.path))
      differences.append(Difference(kind))
    } else {
      for (stated, found) in zip(certificate.files, stamps) where stated != found {
        differences.append(Difference(.fileHash(path: stated.path)))
      }
    }
    if let different = difference(of: certificate.document, from: theory.document) {
      differences.append(different)
    }
    return differences
  }

  /// The first declaration in which a document is not one that builds upon a theory; nil if it is.
  ///
  /// *Ensures*: where it is nil, the document starts with all declarations of the theory; the others
  /// are those that a goal brings with it (a lambda, say), and state no axiom. Functions as values at the end of
  /// the theory need not be there.
  public static func difference(of document: TheoryDocument, from theory: TheoryDocument)
    -> Difference?
  {
    var (statedText, foundText) = (DeclarationText(), DeclarationText())
    for number in 0..<theory.ownDeclarations {
      let (one, other) = (statedText.next(in: document), foundText.next(in: theory))
      guard one?.bytes != other?.bytes else { continue }
      let last = document.declarations.count - 1
      return Difference(
        .declaration(stated: one?.label, found: other?.label), declaration: min(number, last))
    }
    while let line = statedText.next(in: document) {
      let number = statedText.position - 1
      if case .axiom = document.declarations[number] {
        return Difference(.declaration(stated: line.label, found: nil), declaration: number)
      }
    }
    return nil
  }
}

/// The text of a document's declarations, one after the other, each with what people call it.
private struct DeclarationText {
  private var records = DeclarationRecords()
  private var numbering = Numbering()
  /// How many have been made (count).
  var position: Int { records.position }

  mutating func next(in document: TheoryDocument) -> (label: String, bytes: [UInt8])? {
    let position = records.position
    guard let record = records.next(in: document) else { return nil }
    var lines = LineBuffer()
    lines.append(record, &numbering, in: document.theory.store)
    return (document.declarations[position].label(record, in: document), lines.bytes)
  }
}

extension Declaration {
  /// What people call a declaration, and where it stands.
  fileprivate func label(_ record: Record, in document: TheoryDocument) -> String {
    let store = document.theory.store
    func name(_ symbol: OperatorID) -> String { store.operators[Int(symbol.index)].name }
    let words =
      switch self {
      case .sort(let name, _): "sort '\(name)'"
      case .inductive(let group):
        "constructors of '\(group.map { store.sortSymbols[Int($0.symbol.index)].name }.joined())'"
      case .operation(let name, _, _, _): "operator '\(name)'"
      case .functions(let group, _):
        "function '\(group.map { name($0.symbol) }.joined(separator: "', '"))'"
      case .definition(let symbol, _): "definition of '\(name(symbol))'"
      case .axiom(let name, _): "axiom '\(name)'"
      }
    guard let place = record.firstPlace else { return words }
    return words + " (\(place.file):\(place.line):\(place.column))"
  }
}

extension Record {
  /// The first place in an axiom file that the line mentions.
  fileprivate var firstPlace: SourcePosition? {
    var first: SourcePosition?
    forEachValue { if case .place(let place) = $0, first == nil { first = place } }
    return first
  }
}
