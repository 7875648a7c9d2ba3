// Axiom files to a kernel theory.
//
// Files are read depth first along `use`, each once; statements are taken in order: names resolved,
// sorts inferred, `fun`s checked, and every declaration made in the kernel through
// `TheoryDocument.add`. A fault ends the statement in which it stands and the next one is read.
// Start at `elaborate`; statements are in `Elaborator+Statements.swift`, expressions in
// `Elaborator+Expressions.swift`, files in `Elaborator+Files.swift`.

import ProofKernel

/// A goal stated by a `theorem` statement, or by a formula given by itself.
public struct Goal: Sendable {
  /// The label.
  public var name: String
  /// What is to be proved; outermost universal quantifiers are parameters.
  public var statement: Statement
  /// The name of each parameter, by level.
  public var variableNames: [String]
  /// Where it is stated.
  public var position: SourcePosition

  /// Collects the parts; never fails.
  public init(
    name: String, statement: Statement, variableNames: [String], position: SourcePosition
  ) {
    self.name = name
    self.statement = statement
    self.variableNames = variableNames
    self.position = position
  }
}

/// An axiom file as it was read.
public struct AxiomFile: Hashable, Sendable {
  /// The path relative to the theory's root.
  public var path: String
  /// Its bytes, for hashing.
  public var bytes: [UInt8]
  /// Collects the parts; never fails.
  public init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// A theory made from axiom files.
public struct ElaboratedTheory: Sendable {
  /// The kernel theory with positions, fixities and variable names.
  public var document: TheoryDocument
  /// The `theorem`s of the main file, in its order.
  public var goals: [Goal]
  /// The files, in the order in which they were first read: used files before their users.
  public var files: [AxiomFile]
}

/// What came of elaborating: a theory unless there was an error, and all that is to be said.
public struct ElaborationResult: Sendable {
  /// The theory; nil if a diagnostic is an error.
  public var theory: ElaboratedTheory?
  /// Errors and warnings, file by file.
  public var diagnostics: [Diagnostic]
  /// The files that diagnostics point into.
  public var sources: SourceMap

  /// The diagnostics as text.
  public var rendered: String { DiagnosticRenderer(sources: sources).render(diagnostics) }
}

/// Thrown inside the elaborator to leave a statement whose fault is already reported.
struct ElaborationAbort: Error {}

/// The maker of one theory.
struct Elaborator {
  let loader: SourceLoader
  var sources = SourceMap()
  var diagnostics: [Diagnostic] = []
  var document: TheoryDocument
  var scope = Scope()
  var goals: [Goal] = []
  var files: [AxiomFile] = []
  /// Whether some file declares `Bool`; then none is declared on demand.
  var declaresBool = false

  // The file and the statement being read.
  var tree = SyntaxTree()
  var fileID = FileID(index: 0)
  var filePath = ""
  /// Where everything is said to stand, if that is not its place in the text.
  var origin: SourcePosition?
  /// Where the current file declares `f` or `sort Nat`. Asked, never listed.
  var declarations: [String: SourceRange] = [:]
  var work = Inference()
  var pending: [PendingOperator] = []

  init(loader: SourceLoader, document: TheoryDocument) {
    self.loader = loader
    self.document = document
    scope = Scope(document)
  }

  // MARK: Faults

  /// Reports a fault in the current file; the caller throws what it returns.
  mutating func fail(
    _ kind: Diagnostic.Kind, _ range: SourceRange, notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) -> ElaborationAbort {
    diagnostics.append(Diagnostic(kind, at: SourceSpan(fileID, range), notes: notes, fix: fix))
    return ElaborationAbort()
  }

  /// Reports a refusal of the kernel that no check of the elaborator foresaw.
  mutating func refused(_ error: CheckError, _ range: SourceRange) -> ElaborationAbort {
    let detail = error.detail.isEmpty ? "" : " (\(error.detail))"
    return fail(.kernelRefused(error.cause.rawValue + detail), range)
  }

  /// Reports an unknown name, with the nearest known one, unless it has its message already.
  mutating func unknown(
    _ kind: Diagnostic.Kind, _ name: String, _ range: SourceRange, among names: [String],
    prefix: String = ""
  ) -> ElaborationAbort {
    if scope.faulty.contains(name) { return ElaborationAbort() }
    if let later = declarations[prefix + name] {
      let note = Diagnostic.Note(.declaredHere(name), at: SourceSpan(fileID, later))
      return fail(.usedBeforeDeclaration(name), range, notes: [note])
    }
    guard let suggestion = nearest(to: name, among: names) else { return fail(kind, range) }
    let notes = scope.spans[prefix + suggestion].map {
      [Diagnostic.Note(.declaredHere(suggestion), at: $0)]
    }
    return fail(
      kind, range, notes: notes ?? [],
      fix: Diagnostic.Fix(SourceSpan(fileID, range), suggestion))
  }

  /// The place of a range in the current file, for people.
  func position(_ range: SourceRange) -> SourcePosition {
    if let origin { return origin }
    let location = sources[fileID].location(of: range.start)
    return SourcePosition(file: filePath, line: location.line, column: location.column)
  }

  // MARK: Kernel

  mutating func intern(_ shape: TermShape, _ range: SourceRange) throws(ElaborationAbort) -> TermID
  {
    do throws(CheckError) { return try document.theory.intern(shape) } catch {
      throw refused(error, range)
    }
  }

  mutating func intern(_ shape: SortShape, _ range: SourceRange) throws(ElaborationAbort) -> SortID
  {
    do throws(CheckError) { return try document.theory.intern(shape) } catch {
      throw refused(error, range)
    }
  }

  mutating func add(
    _ declaration: Declaration, _ range: SourceRange, sorts: [SourcePosition] = [],
    operators: [OperatorNote] = [], facts: [FactNote] = []
  ) throws(ElaborationAbort) {
    do throws(CheckError) {
      try document.add(declaration, sorts: sorts, operators: operators, facts: facts)
    } catch {
      throw refused(error, range)
    }
  }
}
