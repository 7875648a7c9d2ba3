// Expressions: names resolved, operators grouped, sorts inferred, in one walk.
//
// The walk keeps its own stack of tasks, so a chain of any length is read. Each expression is read
// either as a formula or as a term; a Bool term read as a formula means that it is `true`.
// Entry: `elaborate(_:as:)`; applications are in `Elaborator+Applications.swift`.

import ProofKernel

/// What an expression is read as.
enum Mode: Hashable { case formula, term }

extension Elaborator {
  enum Task {
    case visit(NodeID, Mode)
    case application(NodeID, HeadReference, arguments: Int, Mode)
    case connective(NodeID, Connective)
    case equality(NodeID, isNegated: Bool, Mode)
    case quantifier(NodeID, Quantifier, [Int], Mode)
    case lambda(NodeID, [Int], Mode)
    case conditional(NodeID, Mode)
    case annotation(NodeID, Mode)
    case match(NodeID, arms: Int, Mode)
    case enterPattern
    case leavePattern(NodeID, Inference.UnknownNames)
    case leaveArm(Int)
  }

  /// What stands before the arguments of an application.
  enum HeadReference {
    case symbol(SymbolReference, String, SourceRange)
    /// The head is the first of the results on the stack.
    case value
  }

  /// Reads an expression into the raw term of the current statement.
  mutating func elaborate(_ root: NodeID, as mode: Mode) throws(ElaborationAbort) -> RawID {
    var tasks: [Task] = [.visit(root, mode)]
    var results: [RawID] = []
    while let task = tasks.popLast() {
      if case .visit(let node, let mode) = task {
        try visit(node, mode, &tasks, &results)
      } else {
        try finish(task, &tasks, &results)
      }
    }
    return results[0]
  }

  private mutating func visit(
    _ node: NodeID, _ mode: Mode, _ tasks: inout [Task], _ results: inout [RawID]
  ) throws(ElaborationAbort) {
    let parts = Array(tree.children(of: node))
    switch tree[node].kind {
    case .chain: tasks.append(.visit(try grouped(node), mode))
    case .name, .numeral, .application:
      try visitApplication(node, mode, &tasks, &results)
    case .not: push(.connective(node, .not), parts, .formula, &tasks)
    case .and: push(.connective(node, .and), parts, .formula, &tasks)
    case .or: push(.connective(node, .or), parts, .formula, &tasks)
    case .implies: push(.connective(node, .implies), parts, .formula, &tasks)
    case .iff: push(.connective(node, .iff), parts, .formula, &tasks)
    case .equal: push(.equality(node, isNegated: false, mode), parts, .term, &tasks)
    case .notEqual: push(.equality(node, isNegated: true, mode), parts, .term, &tasks)
    case .forall, .exists:
      let locals = try bind(parts.dropLast(), .bound)
      let quantifier: Quantifier = tree[node].kind == .forall ? .forall : .exists
      push(.quantifier(node, quantifier, locals, mode), [parts[parts.count - 1]], .formula, &tasks)
    case .lambda:
      let locals = try bind(parts.dropLast(), .bound)
      push(.lambda(node, locals, mode), [parts[parts.count - 1]], .term, &tasks)
    case .conditional: push(.conditional(node, mode), parts, .term, &tasks)
    case .annotation: push(.annotation(node, mode), [parts[0]], .term, &tasks)
    case .match:
      tasks.append(.match(node, arms: parts.count - 1, mode))
      for arm in parts.dropFirst().reversed() {
        let pattern = tree.child(arm, 0)
        tasks.append(.leaveArm(0))
        tasks.append(.visit(tree.child(arm, 1), .term))
        tasks.append(.leavePattern(pattern, work.unknownNames))
        tasks.append(.visit(pattern, .term))
        tasks.append(.enterPattern)
      }
      tasks.append(.visit(parts[0], .term))
    case .arm, .binder, .operatorSymbol, .arrowSort:
      throw fail(.expected([.expression], found: .text("")), tree[node].range)
    }
    if isFormulaNode(node) && mode == .term { throw fail(.formulaAsTerm, tree[node].range) }
  }

  private func isFormulaNode(_ node: NodeID) -> Bool {
    switch tree[node].kind {
    case .not, .and, .or, .implies, .iff, .equal, .notEqual, .forall, .exists: return true
    default: return false
    }
  }

  private func push(_ last: Task, _ parts: [NodeID], _ mode: Mode, _ tasks: inout [Task]) {
    tasks.append(last)
    for part in parts.reversed() { tasks.append(.visit(part, mode)) }
  }

  private mutating func finish(
    _ task: Task, _ tasks: inout [Task], _ results: inout [RawID]
  ) throws(ElaborationAbort) {
    switch task {
    case .visit: break
    case .application(let node, let head, let count, let mode):
      let arguments = Array(results.suffix(count))
      results.removeLast(count)
      results.append(try settle(try apply(head, arguments, node), mode))
    case .connective(let node, let connective):
      let count = connective == .not ? 1 : 2
      let parts = Array(results.suffix(count))
      results.removeLast(count)
      results.append(work.add(.connective(connective), .formula, tree[node].range, parts))
    case .equality(let node, let isNegated, _):
      let parts = Array(results.suffix(2))
      results.removeLast(2)
      if !work.sorts.unify(work[parts[0]].sort, work[parts[1]].sort) {
        if let abort = arityFault(parts[0]) { throw abort }
        try require(parts[1], work[parts[0]].sort)
      }
      var result = work.add(.connective(.equal), .formula, tree[node].range, parts)
      if isNegated {
        result = work.add(.connective(.not), .formula, tree[node].range, [result])
      }
      results.append(result)
    case .quantifier(let node, let quantifier, let locals, _):
      unbind(locals)
      var result = results.removeLast()
      for local in locals.reversed() {
        result = work.add(
          .quantifier(quantifier, local: local), .formula, tree[node].range, [result])
      }
      results.append(result)
    case .lambda(let node, let locals, let mode):
      unbind(locals)
      let body = results.removeLast()
      var sort = work[body].sort
      for local in locals.reversed() { sort = work.sorts.arrow(work.locals[local].sort, sort) }
      results.append(try settle(work.add(.lambda(locals), sort, tree[node].range, [body]), mode))
    case .conditional(let node, let mode):
      let parts = Array(results.suffix(3))
      results.removeLast(3)
      try requireBool(parts[0])
      try require(parts[2], work[parts[1]].sort)
      let result = work.add(.conditional, work[parts[1]].sort, tree[node].range, parts)
      results.append(try settle(result, mode))
    case .annotation(let node, let mode):
      let sort = try resolveSort(tree.child(node, 1), .open)
      let inner = results.removeLast()
      try require(inner, sort)
      results.append(try settle(inner, mode))
    case .match(let node, let arms, let mode):
      let parts = Array(results.suffix(2 * arms + 1))
      results.removeLast(2 * arms + 1)
      for index in 0..<arms {
        try require(parts[2 * index + 1], work[parts[0]].sort)
        try require(parts[2 * index + 2], work[parts[2]].sort)
      }
      let result = work.add(.match, work[parts[2]].sort, tree[node].range, parts)
      results.append(try settle(result, mode))
    case .enterPattern:
      // The matching `leaveArm` closes the scope of the variables that the pattern binds.
      if let index = tasks.lastIndex(where: { if case .leaveArm = $0 { true } else { false } }) {
        tasks[index] = .leaveArm(work.locals.count)
      }
      work.unknownNames = .pattern
      work.patternStart = work.locals.count
    case .leavePattern(let node, let previous):
      work.unknownNames = previous
      if let pattern = results.last { try requirePattern(pattern, tree[node].range) }
    case .leaveArm(let start):
      unbind((start..<work.locals.count).filter { work.locals[$0].role == .pattern })
    }
  }

  /// Groups the operators of a chain.
  mutating func grouped(_ chain: NodeID) throws(ElaborationAbort) -> NodeID {
    let (scope, pending) = (scope, pending)
    var resolver = FixityResolver(fileID: fileID) { name in
      if let entry = scope.fixities[name] { return .declared(entry) }
      let isKnown = scope.operators[name] != nil || pending.contains { $0.name == name }
      if isKnown { return .withoutFixity }
      if scope.faulty.contains(name) { return .faulty }
      return .unknown(suggestion: nearest(to: name, among: scope.operatorNames))
    }
    if let node = resolver.resolve(chain, in: &tree) { return node }
    if let diagnostic = resolver.diagnostic { diagnostics.append(diagnostic) }
    throw ElaborationAbort()
  }

  // MARK: Binding

  /// Makes the variables of a binder list and puts them into scope.
  private mutating func bind(_ binders: ArraySlice<NodeID>, _ role: LocalVariable.Role)
    throws(ElaborationAbort) -> [Int]
  {
    var locals: [Int] = []
    for binder in binders {
      let node = tree[binder]
      let sort =
        node.childCount > 0
        ? try resolveSort(tree.child(binder, 0), .open) : work.sorts.meta()
      locals.append(bind(tree.text(node.name), sort, node.range, role))
    }
    return locals
  }

  mutating func bind(
    _ name: String, _ sort: SortRef, _ range: SourceRange, _ role: LocalVariable.Role
  ) -> Int {
    let local = work.addLocal(name, sort, range, role)
    work.scope[name, default: []].append(local)
    return local
  }

  /// Takes variables out of scope, the last ones first.
  mutating func unbind(_ locals: [Int]) {
    for local in locals.reversed() { _ = work.scope[work.locals[local].name]?.popLast() }
  }

  // MARK: Sorts of terms

  /// A term or formula as what it is to be read as.
  mutating func settle(_ raw: RawID, _ mode: Mode) throws(ElaborationAbort) -> RawID {
    let node = work[raw]
    let isFormula = work.sorts.find(node.sort) == .formula
    switch (mode, isFormula) {
    case (.term, false), (.formula, true): return raw
    case (.term, true): throw fail(.formulaAsTerm, node.range)
    case (.formula, false):
      // A hole becomes Bool; any other sort is a fault with its own message.
      if case .meta = work.sorts[node.sort] { try requireBool(raw) }
      guard let bool = try boolSort(node.range), work.sorts.unify(node.sort, bool) else {
        throw arityFault(raw) ?? fail(.termAsFormula(sort: describe(node.sort)), node.range)
      }
      return work.add(.truth, .formula, node.range, [raw])
    }
  }

  private mutating func requireBool(_ raw: RawID) throws(ElaborationAbort) {
    guard let bool = try boolSort(work[raw].range) else {
      throw fail(missingBool(), work[raw].range)
    }
    try require(raw, bool)
  }

  /// Demands a sort of a term.
  mutating func require(_ raw: RawID, _ sort: SortRef) throws(ElaborationAbort) {
    let node = work[raw]
    if work.sorts.unify(node.sort, sort) { return }
    if let abort = arityFault(raw) { throw abort }
    let expected = describe(sort)
    let found = describe(node.sort)
    var notes: [Diagnostic.Note] = []
    if case .variable(let local) = node.kind, work.locals[local].range != node.range {
      let variable = work.locals[local]
      notes.append(
        Diagnostic.Note(
          .sortedHere(name: variable.name, sort: found), at: SourceSpan(fileID, variable.range)))
    }
    if expected == found || (isHole(sort) || isHole(node.sort)) {
      throw fail(.infiniteSort(expected, inside: found), node.range, notes: notes)
    }
    let kind: Diagnostic.Kind =
      clashesWithParameter(sort, node.sort)
      ? .sortTooSpecial(expected: expected, found: found)
      : .sortClash(expected: expected, found: found)
    throw fail(kind, node.range, notes: notes)
  }

  private func isHole(_ sort: SortRef) -> Bool {
    if case .meta = work.sorts[sort] { return true } else { return false }
  }

  private func clashesWithParameter(_ left: SortRef, _ right: SortRef) -> Bool {
    if case .parameter = work.sorts[left] { return true }
    if case .parameter = work.sorts[right] { return true }
    return false
  }

  /// An operator without its arguments where no function is wanted lacks arguments.
  private mutating func arityFault(_ raw: RawID) -> ElaborationAbort? {
    var node = work[raw]
    var found = 0
    while case .apply = node.kind {
      node = work[node.children[0]]
      found += 1
    }
    let symbol: SymbolReference
    switch node.kind {
    case .value(let value, _): symbol = value
    case .partial(let value, _):
      symbol = value
      found += node.children.count
    default: return nil
    }
    let (name, arity) = (name(of: symbol), arity(of: symbol))
    let notes = scope.spans[name].map { [Diagnostic.Note(.declaredHere(name), at: $0)] }
    return fail(
      .wrongArity(name, expected: arity, found: found), work[raw].range, notes: notes ?? [])
  }
}
