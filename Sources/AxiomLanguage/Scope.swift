// The names that a statement may use.
//
// Read off a `TheoryDocument`, so that a formula can be elaborated against a theory that came from
// a certificate as well as against one just read; while files are read the elaborator keeps it up
// to date and adds where things were declared. Neighbour: `Elaborator.swift`.

import ProofKernel

/// Names, fixities and functions lifted so far.
struct Scope {
  var operators: [String: OperatorID] = [:]
  var sorts: [String: SortSymbolID] = [:]
  var fixities: [String: FixityEntry] = [:]
  /// Where names are declared: `f`, `sort Nat`, `label leq_total`.
  var spans: [String: SourceSpan] = [:]
  /// Names of statements that had a fault: not unknown, and not usable. Asked, never listed.
  var faulty: Set<String> = []
  /// Constants of arrow sorts and functions for `match`, by what defines them.
  var lifted: [String: OperatorID] = [:]
  /// Operator names in the order of declaration, for suggestions.
  var operatorNames: [String] = []
  /// Sort names in the order of declaration, for suggestions.
  var sortNames: [String] = []

  init() {}

  /// The names of a document.
  init(_ document: TheoryDocument) {
    let store = document.theory.store
    for (index, symbol) in store.sortSymbols.enumerated().dropFirst() {
      add(sort: symbol.name, SortSymbolID(UInt32(index)))
    }
    for (index, symbol) in store.operators.enumerated().dropFirst() {
      add(operator: symbol.name, OperatorID(UInt32(index)))
      if let fixity = document.operatorNotes[index].fixity {
        fixities[symbol.name] = FixityEntry(fixity: fixity, span: nil)
      }
    }
    for declaration in document.declarations { noteLifted(declaration, store) }
  }

  mutating func add(operator name: String, _ id: OperatorID) {
    operators[name] = id
    if !LiftedName.isLifted(name) { operatorNames.append(name) }
  }

  mutating func add(sort name: String, _ id: SortSymbolID) {
    sorts[name] = id
    sortNames.append(name)
  }
}
