// What is declared on demand: `Bool` with `true` and `false`, and the polymorphic `if`.
//
// A theory that never speaks of truth values never has them. Where a file declares `Bool` itself
// (as `boolean.axiom` does), that one is used, be it of `true` and `false` or of `True` and `False`. Entries: `declareBool`, `requireIf`, `boolSort`.

import ProofKernel

extension Elaborator {
  /// The place of what no file declares.
  private var preludePosition: SourcePosition {
    SourcePosition(file: "prelude", line: 1, column: 1)
  }

  /// Declares `sort Bool = true | false`.
  mutating func declareBool(_ range: SourceRange) throws(ElaborationAbort) {
    guard scope.sorts["Bool"] == nil else { return }
    let symbol = SortSymbolID(UInt32(document.theory.store.sortSymbols.count))
    let first = UInt32(document.theory.store.operators.count)
    try add(.sort(name: "Bool", parameterCount: 0), range, sorts: [preludePosition])
    let note = OperatorNote(preludePosition)
    try add(
      .inductive([(symbol, [("true", []), ("false", [])])]), range, operators: [note, note])
    scope.add(sort: "Bool", symbol)
    scope.add(operator: "true", OperatorID(first))
    scope.add(operator: "false", OperatorID(first + 1))
  }

  /// The sort of truth values, declared if need be; nil if a file declares another `Bool`.
  mutating func boolSort(_ range: SourceRange) throws(ElaborationAbort) -> SortRef? {
    if scope.sorts["Bool"] == nil && !declaresBool { try declareBool(range) }
    return knownBool().map { work.sorts.add(.application($0, [])) }
  }

  /// The declared `Bool`, if it has just the constants `true` and `false`, or `True` and `False`.
  func knownBool() -> SortSymbolID? { truthValues() == nil ? nil : scope.sorts["Bool"] }

  /// The constants of that sort.
  private func truthValues() -> (yes: OperatorID, no: OperatorID)? {
    guard let symbol = scope.sorts["Bool"] else { return nil }
    let store = document.theory.store
    let constructors = store.sortSymbols[Int(symbol.index)].constructors
    let declared = constructors.map { store.operators[Int($0.index)] }
    guard declared.count == 2, declared.allSatisfy({ $0.arguments.isEmpty }) else { return nil }
    for (yes, no) in [("true", "false"), ("True", "False")] {
      if declared.map(\.name) == [yes, no] { return (constructors[0], constructors[1]) }
      if declared.map(\.name) == [no, yes] { return (constructors[1], constructors[0]) }
    }
    return nil
  }

  /// What is wrong where truth values are needed and there are none.
  func missingBool() -> Diagnostic.Kind {
    guard let symbol = scope.sorts["Bool"] else { return .unknownSort("Bool") }
    let store = document.theory.store
    let constructors = store.sortSymbols[Int(symbol.index)].constructors
    return .otherBool(constructors.map { store.operators[Int($0.index)].name })
  }

  /// The kernel term `true`.
  mutating func truth(_ range: SourceRange) throws(ElaborationAbort) -> TermID {
    guard let symbol = truthValues()?.yes else { throw fail(.unknownSymbol("true"), range) }
    return try intern(.apply(symbol, sorts: [], []), range)
  }

  /// The function `if : Bool a a -> a`, declared at its first use.
  mutating func requireIf(_ range: SourceRange) throws(ElaborationAbort) -> OperatorID {
    if let known = scope.operators["if"] { return known }
    guard let bool = knownBool(), let no = truthValues()?.no else {
      throw fail(missingBool(), range)
    }
    let boolean = try intern(.application(bool, []), range)
    let value = try intern(.variable(0), range)
    let symbol = OperatorID(UInt32(document.theory.store.operators.count))
    try add(
      .operation(
        name: "if", sortParameterCount: 1, arguments: [boolean, value, value], result: value),
      range, operators: [OperatorNote(preludePosition)])
    scope.add(operator: "if", symbol)
    let x = try intern(.variable(level: 0, value), range)
    let y = try intern(.variable(level: 1, value), range)
    let yes = try truth(range)
    let otherwise = try intern(.apply(no, sorts: [], []), range)
    var equations: [Equation] = []
    for (condition, result) in [(yes, x), (otherwise, y)] {
      let left = try intern(.apply(symbol, sorts: [value], [condition, x, y]), range)
      equations.append(([value, value], left, result))
    }
    let note = FactNote(preludePosition, variableNames: ["x", "y"])
    try add(.functions([(symbol, equations, [])], truth: nil), range, facts: [note, note])
    return symbol
  }
}
