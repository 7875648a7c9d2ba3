// Whether a certificate speaks of the theory that its axiom files state. Start at
// `Certificate.difference(from:)`. The files are elaborated anew by whoever asks; here both theories
// are written as the lines of a certificate and compared, so that nothing that a reader would take for
// the theory can be left out. Definitions that a goal brought with it may come after those of the files.

import AxiomLanguage
import ProofKernel

/// The first respect in which a certificate differs from its axiom files.
public enum TheoryDifference: Hashable, Sendable, CustomStringConvertible {
  /// A file is another one, has other bytes, or is not there on one side.
  case file(String)
  /// The certificate lacks a declaration, or states another one in its place.
  case declaration(String)
  /// The certificate has an axiom that no file states.
  case addedAxiom(String)

  /// What differs, in lower case and without a full stop.
  public var description: String {
    switch self {
    case .file(let path): "the certificate was made from another '\(path)'"
    case .declaration(let name): "the files declare '\(name)' otherwise than the certificate"
    case .addedAxiom(let name): "the certificate has an axiom '\(name)' that no file states"
    }
  }
}

extension Certificate {
  /// How the theory of the certificate differs from that of its files; nil if it does not.
  ///
  /// *Complexity*: linear in the declarations.
  public func difference(from theory: ElaboratedTheory) -> TheoryDifference? {
    let stated = theory.files.map { AxiomFileStamp($0) }
    if let (own, other) = zip(files, stated).first(where: { $0 != $1 }) {
      return .file(own.path == other.path ? own.path : other.path)
    }
    if files.count != stated.count {
      return .file(
        (files.count > stated.count ? files : stated)[min(files.count, stated.count)].path)
    }
    if let difference = CertificateWriter.difference(document, beginsWith: theory.document) {
      return difference
    }
    for declaration in document.declarations.dropFirst(theory.document.declarations.count) {
      if case .axiom(let name, _) = declaration { return .addedAxiom(name) }
    }
    return nil
  }

  /// How a document that should build upon the certificate's theory fails to; nil if it does.
  public func theoryDifference(from larger: TheoryDocument) -> TheoryDifference? {
    CertificateWriter.difference(larger, beginsWith: document)
  }
}

extension CertificateWriter {
  /// The first declaration of `start` that `document` does not have in its place.
  fileprivate static func difference(
    _ document: TheoryDocument, beginsWith start: TheoryDocument
  ) -> TheoryDifference? {
    let (own, other) = (declarationLines(document), declarationLines(start))
    for (place, line) in other.enumerated() where place >= own.count || own[place] != line {
      return .declaration(start.declarations[place].name(in: start))
    }
    return nil
  }
}

extension AxiomFileStamp {
  /// The stamp of a file as it was read.
  public init(_ file: AxiomFile) {
    self.init(path: file.path, hash: ContentHash(of: file.bytes).description)
  }
}

extension Declaration {
  /// What people call it.
  fileprivate func name(in document: TheoryDocument) -> String {
    let store = document.theory.store
    switch self {
    case .sort(let name, _), .operation(let name, _, _, _), .axiom(let name, _): return name
    case .inductive(let group):
      return group.first.map { store.sortSymbols[Int($0.symbol.index)].name } ?? ""
    case .functions(let group, _):
      return group.first.map { store.operators[Int($0.symbol.index)].name } ?? ""
    case .definition(let symbol, _): return store.operators[Int(symbol.index)].name
    }
  }
}
