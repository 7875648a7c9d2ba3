// `fun`: equations over constructors, checked before the kernel checks them again.
//
// A group is read with its functions pending; then they are declared and defined together. The
// order in which arguments shrink is found by `TerminationSearch`; a missing case or an overlap is
// shown by an example from `PatternCoverage`. Entry: `declareFunctions`.

import ProofKernel

/// One equation after inference, with the state that its terms live in.
private struct ReadEquation {
  var function: Int
  var patterns: [RawID]
  var right: RawID
  var range: SourceRange
  var work: Inference
}

/// Where the parts of a function stand, for messages.
struct FunctionPlace {
  var name: SourceRange
  var equations: [SourceRange]
}

extension Elaborator {
  /// Declares and defines a group of functions.
  mutating func declareFunctions(_ group: [FunctionDeclaration]) throws(ElaborationAbort) {
    var seen: [String: SourceRange] = [:]
    var sortVariables: [[String: SortRef]] = []
    for function in group {
      try requireNew(function.name)
      let name = tree.text(function.name.name)
      if let first = seen[name] {
        throw fail(
          .redeclared(name), function.name.range,
          notes: [Diagnostic.Note(.declaredHere(name), at: SourceSpan(fileID, first))])
      }
      seen[name] = function.name.range
    }
    var signatures: [PendingOperator] = []
    for function in group {
      work = Inference()
      var declared = try signature(function.signature)
      declared.name = tree.text(function.name.name)
      signatures.append(declared)
      sortVariables.append(work.sortVariables)
    }
    pending = signatures
    var equations: [ReadEquation] = []
    var hasFault = group.contains(where: \.hasFaultyEquation)
    for (index, function) in group.enumerated() {
      for equation in function.equations {
        work = Inference()
        for name in sortVariables[index].keys.sorted() {
          guard let number = parameterNumber(name, function.signature, index) else { continue }
          work.sortVariables[name] = work.sorts.add(.parameter(number))
        }
        do throws(ElaborationAbort) {
          equations += try read(equation, of: index)
        } catch {
          hasFault = true
        }
      }
    }
    for (function, declared) in zip(group, signatures) {
      try declare(declared, function.name, function.fixity)
    }
    // With a fault the functions stay without meaning, so that later statements can be read.
    if hasFault { return }
    try defineFunctions(group, equations)
  }

  /// The number of a sort variable of a signature: its place among those in order of occurrence.
  private func parameterNumber(_ name: String, _ syntax: SignatureSyntax, _ index: Int) -> Int? {
    var found: [String] = []
    var pendingNodes = Array((syntax.arguments + [syntax.result]).reversed())
    while let node = pendingNodes.popLast() {
      if tree[node].kind == .name {
        let text = tree.text(tree[node].name)
        if scope.sorts[text] == nil && !found.contains(text) { found.append(text) }
      }
      pendingNodes.append(contentsOf: tree.children(of: node).reversed())
    }
    return found.firstIndex(of: name)
  }

  // MARK: Reading

  private mutating func read(_ equation: EquationSyntax, of index: Int)
    throws(ElaborationAbort) -> [ReadEquation]
  {
    let declared = pending[index]
    var left = equation.left
    if tree[left].kind == .chain { left = try grouped(left) }
    let parts = Array(tree.children(of: left))
    let hasArguments = tree[left].kind == .application
    let head = hasArguments ? parts[0] : left
    let name =
      tree[head].kind == .name || tree[head].kind == .numeral ? tree.text(tree[head].name) : ""
    guard name == declared.name else {
      throw fail(
        .wrongFunction(expected: declared.name, found: name),
        name.isEmpty ? tree[left].range : tree[head].range)
    }
    let syntax = hasArguments ? Array(parts.dropFirst()) : []
    guard syntax.count == declared.arguments.count else {
      throw fail(
        .equationArity(name, expected: declared.arguments.count, found: syntax.count),
        tree[left].range)
    }
    work.unknownNames = .pattern
    var patterns: [RawID] = []
    for (node, sort) in zip(syntax, declared.arguments) {
      let pattern = try elaborate(node, as: .term)
      try requirePattern(pattern, tree[node].range)
      try require(pattern, instantiateRigid(sort))
      patterns.append(pattern)
    }
    work.unknownNames = .error
    let result = instantiateRigid(declared.result)
    let isBool = knownBool().map { isApplication(of: $0, result) } ?? false
    let mode: Mode = isBool ? (try readsAsFormula(equation.right) ? .formula : .term) : .term
    let right = try elaborate(equation.right, as: mode)
    if mode == .term { try require(right, result) }
    for id in work.descendants(of: right) {
      if case .quantifier = work[id].kind { throw fail(.quantifierInFunction, work[id].range) }
    }
    let expanded = expandMatches(patterns, right)
    for (_, right) in expanded { try liftFunctions(in: right) }
    return expanded.map { patterns, right in
      ReadEquation(
        function: index, patterns: patterns, right: right, range: equation.range, work: work)
    }
  }

  private func isApplication(of symbol: SortSymbolID, _ sort: SortRef) -> Bool {
    if case .application(symbol, _) = work.sorts[sort] { return true } else { return false }
  }

  /// Refuses what is not made of variables, constructors and numerals.
  mutating func requirePattern(_ root: RawID, _ range: SourceRange) throws(ElaborationAbort) {
    let store = document.theory.store
    for id in work.descendants(of: root) {
      switch work[id].kind {
      case .variable(let local) where work.locals[local].role == .pattern: break
      case .numeral: break
      case .symbol(.declared(let symbol), _)
      where store.operators[Int(symbol.index)].role == .constructor: break
      default: throw fail(.notAPattern, work[id].range)
      }
    }
  }

  /// Turns a `match` on a variable of the patterns into one equation for each arm.
  private mutating func expandMatches(_ patterns: [RawID], _ right: RawID)
    -> [(patterns: [RawID], right: RawID)]
  {
    var finished: [(patterns: [RawID], right: RawID)] = []
    var open = [(patterns, right)]
    while let (patterns, right) = open.popLast() {
      let node = work[right]
      guard case .match = node.kind, case .variable(let local) = work[node.children[0]].kind,
        patternLocals(patterns).contains(local)
      else {
        finished.append((patterns, right))
        continue
      }
      for arm in stride(from: node.children.count - 2, to: 0, by: -2) {
        let pattern = node.children[arm]
        let changed = patterns.map { replace(local, by: pattern, in: $0) }
        open.append((changed, replace(local, by: pattern, in: node.children[arm + 1])))
      }
    }
    return finished
  }

  /// A raw term with a variable replaced.
  private mutating func replace(_ local: Int, by value: RawID, in root: RawID) -> RawID {
    var copies: [RawID: RawID] = [:]
    for id in work.descendants(of: root).reversed() {
      var node = work[id]
      if case .variable(local) = node.kind {
        copies[id] = value
        continue
      }
      let children = node.children.map { copies[$0] ?? $0 }
      if children == node.children { continue }
      node.children = children
      copies[id] = work.add(node.kind, node.sort, node.range, children)
    }
    return copies[root] ?? root
  }

  // MARK: Defining

  private mutating func defineFunctions(
    _ group: [FunctionDeclaration], _ equations: [ReadEquation]
  ) throws(ElaborationAbort) {
    var definitions: [FunctionDefinition] = []
    var facts: [FactNote] = []
    var places: [FunctionPlace] = []
    var calls: [RecursiveCall] = []
    var usesFormula = false
    let symbols = pending.compactMap { scope.operators[$0.name] }
    for (index, function) in group.enumerated() {
      var list: [Equation] = []
      var ranges: [SourceRange] = []
      for equation in equations where equation.function == index {
        work = equation.work
        let locals = patternLocals(equation.patterns)
        let (lowered, own) = try lower(equation, symbols[index], locals)
        if document.theory.store.sort(of: lowered.right) == .formula { usesFormula = true }
        list.append(lowered)
        ranges.append(equation.range)
        facts.append(
          FactNote(position(equation.range), variableNames: locals.map { work.locals[$0].name }))
        calls += own
      }
      definitions.append((symbols[index], list, []))
      places.append(FunctionPlace(name: function.name.range, equations: ranges))
    }
    var search = TerminationSearch(
      store: document.theory.store, arities: pending.map(\.arguments.count), calls: calls)
    switch search.run() {
    case .failure(let call):
      let text = sources[fileID].text(call.range)
      throw fail(
        .nonTerminating(function: pending[call.caller].name, call: text), call.range)
    case .success(let orders):
      for index in definitions.indices { definitions[index].decreasing = orders[index] }
    }
    let truth = usesFormula ? try truth(group[0].name.range) : nil
    try addFunctions(definitions, truth: truth, facts: facts, places: places)
  }

  private mutating func lower(_ equation: ReadEquation, _ symbol: OperatorID, _ locals: [Int])
    throws(ElaborationAbort) -> (Equation, [RecursiveCall])
  {
    let range = equation.range
    let declared = pending[equation.function]
    var variables: [SortRef] = []
    var own: [SortID] = []
    for number in 0..<declared.sortParameterCount {
      variables.append(work.sorts.add(.parameter(number)))
      own.append(try intern(.variable(number), range))
    }
    var sorts: [SortID] = []
    for local in locals {
      sorts.append(try kernelSort(work.locals[local].sort, variables, work.locals[local].range))
    }
    var patterns: [TermID] = []
    for pattern in equation.patterns {
      patterns.append(try lower(pattern, parameters: locals, variables))
    }
    let left = try intern(.apply(symbol, sorts: own, patterns), range)
    let right = try lower(equation.right, parameters: locals, variables)
    var calls: [RecursiveCall] = []
    for id in work.descendants(of: equation.right) {
      guard case .symbol(.pending(let callee), _) = work[id].kind else { continue }
      var arguments: [TermID] = []
      for argument in work[id].children {
        arguments.append(try lower(argument, parameters: locals, variables))
      }
      calls.append(
        RecursiveCall(
          caller: equation.function, callee: callee, patterns: patterns, arguments: arguments,
          range: work[id].range))
    }
    return ((sorts, left, right), calls)
  }

  /// Defines functions in the kernel; a missing case or an overlap is reported with an example.
  mutating func addFunctions(
    _ definitions: [FunctionDefinition], truth: TermID?, facts: [FactNote],
    places: [FunctionPlace]
  ) throws(ElaborationAbort) {
    do throws(CheckError) {
      try document.add(.functions(definitions, truth: truth), facts: facts)
      return
    } catch {
      switch error.cause {
      case .missingCase, .overlappingCases:
        for (definition, place) in zip(definitions, places) {
          if let abort = coverageFault(definition, place) { throw abort }
        }
      default: break
      }
      throw refused(error, places.first?.name ?? SourceRange(0, 0))
    }
  }

  private mutating func coverageFault(_ definition: FunctionDefinition, _ place: FunctionPlace)
    -> ElaborationAbort?
  {
    var coverage = PatternCoverage(document: document)
    let rows = definition.equations.map { coverage.patterns(of: $0.left) }
    for second in rows.indices {
      for first in rows.indices.prefix(second) {
        guard let example = coverage.overlap(rows[first], rows[second]) else { continue }
        let range = place.equations[second]
        let notes =
          place.equations[first] == range
          ? [] : [Diagnostic.Note(.otherEquation, at: SourceSpan(fileID, place.equations[first]))]
        let text = coverage.text(definition.symbol, example)
        return fail(.overlappingEquations(example: text), range, notes: notes)
      }
    }
    guard let example = coverage.uncovered(rows, definition.symbol) else { return nil }
    return fail(.missingCase(coverage.text(definition.symbol, example)), place.name)
  }
}
