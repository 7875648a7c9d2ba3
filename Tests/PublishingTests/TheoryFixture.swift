// Certificates by hand, as a prover would leave them: the tests of this room need proofs of every
// shape, and no prover. Start at the examples in `Examples*.swift`. A fixture keeps a document, a
// workshop of terms and the proofs so far; `checked()` runs the kernel over all of them, so no test
// can show what is not a proof.

import AxiomLanguage
import Certificates
import ProofKernel

/// A theory under construction with its proofs.
struct TheoryFixture {
  var document: TheoryDocument
  var proofs: [Proof] = []
  var notes: [TheoremNote] = []
  private var line = 0

  init(_ name: String) { document = TheoryDocument(name: name) }

  /// The place of the next declaration.
  mutating func place() -> SourcePosition {
    line += 1
    return SourcePosition(file: "\(document.name).axiom", line: line, column: 1)
  }

  // MARK: terms

  mutating func make(_ shape: TermShape) throws -> TermID { try document.theory.intern(shape) }

  mutating func sort(_ name: String, _ arguments: [SortID] = []) throws -> SortID {
    let symbols = document.theory.store.sortSymbols
    let place = try requireKnown(symbols.firstIndex { $0.name == name })
    return try document.theory.intern(.application(SortSymbolID(UInt32(place)), arguments))
  }

  mutating func sortVariable(_ number: Int) throws -> SortID {
    try document.theory.intern(SortShape.variable(number))
  }

  mutating func variable(_ level: Int, _ sort: SortID) throws -> TermID {
    try make(.variable(level: level, sort))
  }

  func symbol(_ name: String) throws -> OperatorID {
    let operators = document.theory.store.operators
    return OperatorID(UInt32(try requireKnown(operators.firstIndex { $0.name == name })))
  }

  mutating func apply(_ name: String, _ parts: [TermID], sorts: [SortID] = []) throws -> TermID {
    try make(.apply(symbol(name), sorts: sorts, parts))
  }

  mutating func equal(_ a: TermID, _ b: TermID) throws -> TermID {
    try make(.connective(.equal, [a, b]))
  }

  mutating func implies(_ a: TermID, _ b: TermID) throws -> TermID {
    try make(.connective(.implies, [a, b]))
  }

  /// ∀ or ∃ over the variable of a level, which the body holds free.
  mutating func quantified(
    _ quantifier: Quantifier, _ level: Int, _ sort: SortID, _ body: TermID
  ) throws -> TermID {
    // The kernel's own abstraction is not public: a proof of ∀ by generalisation states the body.
    try make(.quantifier(quantifier, sort, bind(body, level, 0)))
  }

  private mutating func bind(_ term: TermID, _ level: Int, _ depth: Int) throws -> TermID {
    switch document.theory.store.shape(of: term) {
    case .variable(level, let sort): return try make(.bound(index: depth, sort))
    case .apply(let symbol, let sorts, let parts):
      var bound: [TermID] = []
      for part in parts { bound.append(try bind(part, level, depth)) }
      return try make(.apply(symbol, sorts: sorts, bound))
    case .connective(let connective, let parts):
      var bound: [TermID] = []
      for part in parts { bound.append(try bind(part, level, depth)) }
      return try make(.connective(connective, bound))
    case .quantifier(let quantifier, let sort, let body):
      return try make(.quantifier(quantifier, sort, bind(body, level, depth + 1)))
    default: return term
    }
  }

  // MARK: declarations

  mutating func declareSort(_ name: String, parameters: Int = 0) throws {
    try document.add(.sort(name: name, parameterCount: parameters), sorts: [place()])
  }

  mutating func makeInductive(
    _ name: String, _ constructors: [(name: String, arguments: [SortID], fixity: Fixity?)]
  ) throws {
    let symbols = document.theory.store.sortSymbols
    let symbol = SortSymbolID(UInt32(try requireKnown(symbols.firstIndex { $0.name == name })))
    let position = place()
    try document.add(
      .inductive([(symbol, constructors.map { ($0.name, $0.arguments) })]),
      operators: constructors.map { OperatorNote(position, fixity: $0.fixity) })
  }

  mutating func operation(
    _ name: String, _ arguments: [SortID], _ result: SortID, parameters: Int = 0,
    _ fixity: Fixity? = nil
  ) throws {
    try document.add(
      .operation(
        name: name, sortParameterCount: parameters, arguments: arguments, result: result),
      operators: [OperatorNote(place(), fixity: fixity)])
  }

  /// Makes the operator just declared a function by equations over variables of these names.
  mutating func function(
    _ name: String, _ equations: [([SortID], [String], TermID, TermID)], decreasing: [Int]
  ) throws {
    let notes = equations.map { FactNote(place(), variableNames: $0.1) }
    try document.add(
      .functions(
        [(try symbol(name), equations.map { ($0.0, $0.2, $0.3) }, decreasing)], truth: nil),
      facts: notes)
  }

  mutating func axiom(_ name: String, _ names: [String], _ statement: Statement) throws {
    try document.add(
      .axiom(name: name, statement), facts: [FactNote(place(), variableNames: names)])
  }

  // MARK: proofs

  /// Adds a proof and returns how to cite it.
  @discardableResult
  mutating func theorem(
    _ name: String, _ names: [String], _ method: String, rank: Int?, _ statement: Statement,
    _ steps: [Step]
  ) -> Citation {
    proofs.append(Proof(name: name, statement, steps))
    notes.append(TheoremNote(variableNames: names, method: method, rank: rank))
    return .theorem(proofs.count - 1)
  }

  /// Runs the kernel over all proofs.
  func checked() throws -> CheckedCertificate {
    let file = AxiomFileStamp(
      path: "\(document.name).axiom", hash: String(repeating: "0", count: 64))
    return try CheckedCertificate(
      Certificate(document: document, files: [file], proofs: proofs, notes: notes))
  }
}

/// A place that the fixture itself must know.
private struct UnknownName: Error {}

private func requireKnown(_ place: Int?) throws -> Int {
  guard let place else { throw UnknownName() }
  return place
}
