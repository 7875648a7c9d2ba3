// `define`: a predicate by a formula, or a function by a term.
//
// The left side gives a new name and distinct parameters, which may be annotated; the right side is
// read as a formula if it can only be one. No recursion and no other variable. Entry: `define`;
// neighbour: `Elaborator+Statements.swift`.

import ProofKernel

extension Elaborator {
  // MARK: Definitions

  mutating func define(_ definition: DefinitionSyntax) throws(ElaborationAbort) {
    guard let name = definedName(definition.left) else {
      throw fail(.notADefinition, tree[definition.left].range)
    }
    try requireNew(name)
    let text = tree.text(name.name)
    var parameters: [Int] = []
    for node in try definitionParameters(definition.left, name) {
      parameters.append(try bindParameter(node))
    }
    if let use = occurrence(of: text, in: definition.right), work.scope[text] == nil {
      throw fail(.recursiveDefinition(text), use)
    }
    let mode: Mode = try readsAsFormula(definition.right) ? .formula : .term
    work.unknownNames = .error
    let root: RawID
    do throws(ElaborationAbort) {
      root = try elaborate(definition.right, as: mode)
    } catch {
      // In a definition the fault is that the variable is no parameter.
      if let last = diagnostics.indices.last, case .extraVariable(let name) = diagnostics[last].kind
      {
        diagnostics[last].kind = .freeVariable(name)
      }
      throw error
    }
    var variables: [SortRef] = []
    for local in parameters {
      work.sorts.collectVariables(of: work.locals[local].sort, into: &variables)
    }
    work.sorts.collectVariables(of: work[root].sort, into: &variables)
    try liftFunctions(in: root)
    var sorts: [SortID] = []
    for local in parameters {
      sorts.append(try kernelSort(work.locals[local].sort, variables, work.locals[local].range))
    }
    let result = try kernelSort(work[root].sort, variables, work[root].range)
    let right = try lower(root, parameters: parameters, variables)
    let symbol = OperatorID(UInt32(document.theory.store.operators.count))
    try declare(
      PendingOperator(
        name: text, sortParameterCount: variables.count, arguments: sorts, result: result),
      name, definition.fixity)
    let left = try apply(symbol, toParametersOf: sorts, sortCount: variables.count, name.range)
    try add(
      .definition(symbol, (sorts, left, right)), definition.range,
      facts: [FactNote(position(name.range), variableNames: uniqueNames(parameters))])
  }

  /// An operator applied to variables of these sorts, at its own sort variables.
  mutating func apply(
    _ symbol: OperatorID, toParametersOf sorts: [SortID], sortCount: Int, _ range: SourceRange
  ) throws(ElaborationAbort) -> TermID {
    var own: [SortID] = []
    for number in 0..<sortCount { own.append(try intern(.variable(number), range)) }
    var arguments: [TermID] = []
    for (level, sort) in sorts.enumerated() {
      arguments.append(try intern(.variable(level: level, sort), range))
    }
    return try intern(.apply(symbol, sorts: own, arguments), range)
  }

  mutating func definitionParameters(_ left: NodeID, _ name: NameReference)
    throws(ElaborationAbort) -> [NodeID]
  {
    var parts = Array(tree.children(of: left))
    switch tree[left].kind {
    case .name, .numeral: return []
    case .application:
      parts.removeFirst()
      return parts
    case .chain:
      let operands = parts.filter { tree[$0].kind != .operatorSymbol }
      guard parts.count - operands.count == 1, operands.count <= 2 else {
        throw fail(.notADefinition, tree[left].range)
      }
      return operands
    default: throw fail(.notADefinition, tree[left].range)
    }
  }

  mutating func bindParameter(_ node: NodeID) throws(ElaborationAbort) -> Int {
    var name = node
    var sort = work.sorts.meta()
    if tree[node].kind == .annotation {
      name = tree.child(node, 0)
      sort = try resolveSort(tree.child(node, 1), .open)
    }
    guard tree[name].kind == .name else { throw fail(.notADefinition, tree[node].range) }
    let text = tree.text(tree[name].name)
    if work.scope[text] != nil { throw fail(.duplicateParameter(text), tree[name].range) }
    return bind(text, sort, tree[name].range, .parameter)
  }

  func occurrence(of name: String, in root: NodeID) -> SourceRange? {
    var pending = [root]
    while let node = pending.popLast() {
      let isName = [.name, .operatorSymbol].contains(tree[node].kind)
      if isName && tree.text(tree[node].name) == name { return tree[node].range }
      pending.append(contentsOf: tree.children(of: node).reversed())
    }
    return nil
  }

  /// Whether an expression can only be a formula: a connective, an equation or a predicate.
  mutating func readsAsFormula(_ root: NodeID) throws(ElaborationAbort) -> Bool {
    var node = root
    if tree[node].kind == .chain { node = try grouped(node) }
    switch tree[node].kind {
    case .not, .and, .or, .implies, .iff, .equal, .notEqual, .forall, .exists: return true
    case .name, .application:
      let head = tree[node].kind == .name ? node : tree.child(node, 0)
      let name = tree.text(tree[head].name)
      guard work.scope[name]?.last == nil, let symbol = scope.operators[name] else { return false }
      return document.theory.store.operators[Int(symbol.index)].result == .formula
    default: return false
    }
  }
}
