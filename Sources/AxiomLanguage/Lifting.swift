// Functions as values: constants of arrow sorts with a defining equation.
//
// `(+)` as an argument becomes `\+`, with `\+ @ x @ y = x + y`; a lambda becomes `\.` and a hash of
// its body, applied to the variables that it captures, and so does an operator with some arguments,
// applied to these; what only hands its variables on is what it hands them to; a `match` that is not the whole right side
// of an equation becomes a function `\|` and a hash. Equal bodies give one constant. The names
// cannot clash with a user's, because no name starts with `\`. Entry: `liftFunctions(in:)`.
// Source: T. Johnsson, Lambda lifting, FPCA 1985.

import ProofKernel

extension Elaborator {
  /// How deep lambdas and matches may stand in one another.
  static let lambdaLimit = 64

  /// Declares what the functions as values in a term become. All sorts must be inferred.
  mutating func liftFunctions(in root: RawID, depth: Int = 0) throws(ElaborationAbort) {
    var pendingNodes = [root]
    while let id = pendingNodes.popLast() {
      let node = work[id]
      switch node.kind {
      case .value(let symbol, let instance): try liftValue(id, symbol, instance)
      case .partial(let symbol, let instance):
        try liftPartial(id, symbol, instance)
        pendingNodes.append(contentsOf: node.children.reversed())
      case .lambda(let locals):
        guard depth < Elaborator.lambdaLimit else {
          throw fail(.nestingTooDeep(limit: Elaborator.lambdaLimit), node.range)
        }
        if let shorter = withoutLocals(node.children[0], locals) {
          work[id].kind = shorter.kind
          work[id].children = shorter.children
          pendingNodes.append(id)
        } else if locals.count == 1, isFree(of: locals, [node.children[0]]) {
          try refusePending(under: node.children[0])
          work[id].kind = .constant(locals[0])
          pendingNodes.append(id)
        } else {
          try liftFunctions(in: node.children[0], depth: depth + 1)
          try liftLambda(id, locals)
        }
      case .constant(let local):
        try liftConstant(id, local)
        pendingNodes.append(node.children[0])
      case .match:
        guard depth < Elaborator.lambdaLimit else {
          throw fail(.nestingTooDeep(limit: Elaborator.lambdaLimit), node.range)
        }
        for arm in stride(from: 2, to: node.children.count, by: 2) {
          try liftFunctions(in: node.children[arm], depth: depth + 1)
        }
        try liftMatch(id)
        pendingNodes.append(node.children[0])
      case .conditional:
        _ = try requireIf(node.range)
        pendingNodes.append(contentsOf: node.children.reversed())
      case .truth:
        _ = try truth(node.range)
        pendingNodes.append(contentsOf: node.children)
      default: pendingNodes.append(contentsOf: node.children.reversed())
      }
    }
  }

  // MARK: Operators

  private mutating func liftValue(_ id: RawID, _ reference: SymbolReference, _ instance: Int)
    throws(ElaborationAbort)
  {
    let range = work[id].range
    guard case .declared(let symbol) = reference else {
      throw fail(.functionInLambda(name(of: reference)), range)
    }
    let declared = document.theory.store.operators[Int(symbol.index)]
    let name = LiftedName.value(of: declared.name)
    if let known = scope.operators[name] {
      work.lifted[id] = LiftedTerm(symbol: known, sorts: work.instances[instance], captured: [])
      return
    }
    let right = try apply(
      symbol, toParametersOf: declared.arguments, sortCount: declared.sortParameterCount, range)
    let lifted = try declareLambda(
      name, captured: [], parameters: declared.arguments, right,
      sortCount: declared.sortParameterCount, names: [], range)
    work.lifted[id] = LiftedTerm(symbol: lifted, sorts: work.instances[instance], captured: [])
  }

  /// An operator with its first arguments given is what `\y. x + y` is, with x for the arguments.
  private mutating func liftPartial(_ id: RawID, _ reference: SymbolReference, _ instance: Int)
    throws(ElaborationAbort)
  {
    let node = work[id]
    guard case .declared(let symbol) = reference else {
      throw fail(.functionInLambda(name(of: reference)), node.range)
    }
    let declared = document.theory.store.operators[Int(symbol.index)]
    let right = try apply(
      symbol, toParametersOf: declared.arguments, sortCount: declared.sortParameterCount, node.range
    )
    let count = node.children.count
    let key = liftedKey(
      "lambda \(declared.sortParameterCount) \(count)", declared.arguments, [right],
      document.theory.store)
    let sorts = work.instances[instance]
    if let known = scope.lifted[key] {
      work.lifted[id] = LiftedTerm(symbol: known, sorts: sorts, captured: [])
      return
    }
    let lifted = try declareLambda(
      freshName("\\.", key), captured: Array(declared.arguments.prefix(count)),
      parameters: Array(declared.arguments.dropFirst(count)), right,
      sortCount: declared.sortParameterCount, names: [], node.range)
    scope.lifted[key] = lifted
    work.lifted[id] = LiftedTerm(symbol: lifted, sorts: sorts, captured: [])
  }

  /// What a lambda is if its body only hands all its variables on: `\x y. f t x y` is `f t` (η).
  private func withoutLocals(_ body: RawID, _ locals: [Int]) -> RawNode? {
    var node = work[body]
    var rest = locals
    func isLast(_ id: RawID?) -> Bool {
      guard let id, case .variable(let local) = work[id].kind else { return false }
      return local == rest.last
    }
    while case .apply = node.kind, isLast(node.children.last) {
      rest.removeLast()
      node = work[node.children[0]]
      if rest.isEmpty { break }
    }
    if !rest.isEmpty {
      guard case .symbol(let symbol, let instance) = node.kind else { return nil }
      while isLast(node.children.last), !rest.isEmpty {
        rest.removeLast()
        node.children.removeLast()
      }
      guard rest.isEmpty else { return nil }
      node.kind =
        node.children.isEmpty
        ? .value(symbol, instance: instance) : .partial(symbol, instance: instance)
    }
    if case .variable(let local) = node.kind, locals.contains(local) { return nil }
    return isFree(of: locals, node.children) ? node : nil
  }

  /// Whether none of the locals stands under these nodes.
  private func isFree(of locals: [Int], _ roots: [RawID]) -> Bool {
    roots.flatMap(work.descendants).allSatisfy { id in
      if case .variable(let local) = work[id].kind { !locals.contains(local) } else { true }
    }
  }

  /// Declares `name captured @ parameters = right`.
  private mutating func declareLambda(
    _ name: String, captured: [SortID], parameters: [SortID], _ right: TermID, sortCount: Int,
    names: [String], _ range: SourceRange
  ) throws(ElaborationAbort) -> OperatorID {
    var results = [document.theory.store.sort(of: right)]
    for sort in parameters.reversed() {
      results.append(try intern(.application(.arrow, [sort, results[results.count - 1]]), range))
    }
    let symbol = OperatorID(UInt32(document.theory.store.operators.count))
    let place = position(range)
    try add(
      .operation(
        name: name, sortParameterCount: sortCount, arguments: captured,
        result: results[results.count - 1]),
      range, operators: [OperatorNote(place)])
    var left = try apply(symbol, toParametersOf: captured, sortCount: sortCount, range)
    for (number, sort) in parameters.enumerated() {
      let variable = try intern(.variable(level: captured.count + number, sort), range)
      let result = results[parameters.count - number - 1]
      left = try intern(.apply(.apply, sorts: [sort, result], [left, variable]), range)
    }
    var shown = names
    while shown.count < captured.count + parameters.count { shown.append("x\(shown.count + 1)") }
    try add(
      .definition(symbol, (captured + parameters, left, right)), range,
      facts: [FactNote(place, variableNames: shown)])
    scope.add(operator: name, symbol)
    return symbol
  }

  // MARK: Lambdas

  private mutating func liftLambda(_ id: RawID, _ locals: [Int]) throws(ElaborationAbort) {
    let node = work[id]
    if case .variable(locals[0]) = work[node.children[0]].kind, locals.count == 1 {
      return try liftIdentity(id, locals[0])
    }
    try refusePending(under: node.children[0])
    let captured = capturedLocals(of: id)
    let variables = sortVariables(captured + locals, [node.children[0]])
    var sorts: [SortID] = []
    for local in captured + locals {
      sorts.append(try kernelSort(work.locals[local].sort, variables, node.range))
    }
    let body = try lower(node.children[0], parameters: captured + locals, variables)
    let key = liftedKey(
      "lambda \(variables.count) \(captured.count)", sorts, [body], document.theory.store)
    if let known = scope.lifted[key] {
      work.lifted[id] = LiftedTerm(symbol: known, sorts: variables, captured: captured)
      return
    }
    let symbol = try declareLambda(
      freshName("\\.", key), captured: Array(sorts.prefix(captured.count)),
      parameters: Array(sorts.dropFirst(captured.count)), body, sortCount: variables.count,
      names: (captured + locals).map { work.locals[$0].name }, node.range)
    scope.lifted[key] = symbol
    work.lifted[id] = LiftedTerm(symbol: symbol, sorts: variables, captured: captured)
  }

  /// `\x. x` is one constant, whatever the sort.
  private mutating func liftIdentity(_ id: RawID, _ local: Int) throws(ElaborationAbort) {
    let range = work[id].range
    let sort = try intern(.variable(0), range)
    try lift(
      id, as: LiftedName.identity, captured: [], [sort], [work.locals[local].sort], local)
  }

  /// `\x. t` is one operator, applied to t, whatever the sorts.
  private mutating func liftConstant(_ id: RawID, _ local: Int) throws(ElaborationAbort) {
    let range = work[id].range
    let (answer, argument) = (
      try intern(.variable(0), range), try intern(.variable(1), range)
    )
    try lift(
      id, as: LiftedName.constant, captured: [answer], [argument],
      [work[work[id].children[0]].sort, work.locals[local].sort], local)
  }

  /// An operator of this name at sorts, declared if it is not there, that answers with its first argument.
  private mutating func lift(
    _ id: RawID, as name: String, captured: [SortID], _ parameters: [SortID], _ sorts: [SortRef],
    _ local: Int
  ) throws(ElaborationAbort) {
    let range = work[id].range
    if let known = scope.operators[name] {
      work.lifted[id] = LiftedTerm(symbol: known, sorts: sorts, captured: [])
      return
    }
    let first = try intern(.variable(level: 0, (captured + parameters)[0]), range)
    let names = (captured.isEmpty ? [] : ["t"]) + [work.locals[local].name]
    let symbol = try declareLambda(
      name, captured: captured, parameters: parameters, first, sortCount: sorts.count,
      names: names, range)
    work.lifted[id] = LiftedTerm(symbol: symbol, sorts: sorts, captured: [])
  }

  /// The variables of a lambda or match that are bound outside it, in the order of occurrence.
  private func capturedLocals(of id: RawID) -> [Int] {
    var inside: Set<Int> = []
    var found: [Int] = []
    let isMatch = if case .match = work[id].kind { true } else { false }
    var below = work.descendants(of: id)
    if isMatch {
      let scrutinee = Set(work.descendants(of: work[id].children[0]))
      below = below.filter { !scrutinee.contains($0) }
    }
    for node in below {
      switch work[node].kind {
      case .lambda(let locals): inside.formUnion(locals)
      case .quantifier(_, let local): inside.insert(local)
      case .match:
        for arm in stride(from: 1, to: work[node].children.count, by: 2) {
          for part in work.descendants(of: work[node].children[arm]) {
            if case .variable(let local) = work[part].kind { inside.insert(local) }
          }
        }
      default: break
      }
    }
    for node in below {
      if case .variable(let local) = work[node].kind, !inside.contains(local),
        !found.contains(local)
      {
        found.append(local)
      }
    }
    return found
  }

  private mutating func refusePending(under root: RawID) throws(ElaborationAbort) {
    for id in work.descendants(of: root) {
      if case .symbol(.pending(let index), _) = work[id].kind {
        throw fail(.functionInLambda(pending[index].name), work[id].range)
      }
    }
  }

  /// A name from a prefix and the hash of what it stands for; longer if the short one is taken.
  private func freshName(_ prefix: String, _ key: String) -> String {
    let digits = hexadecimal(fnv1a(key))
    for length in [8, 12, 16] {
      let name = prefix + digits.prefix(length)
      if scope.operators[name] == nil { return name }
    }
    return prefix + digits + "'" + String(document.theory.store.operators.count)
  }

  // MARK: Matches

  private mutating func liftMatch(_ id: RawID) throws(ElaborationAbort) {
    let node = work[id]
    for arm in stride(from: 2, to: node.children.count, by: 2) {
      try refusePending(under: node.children[arm])
    }
    let captured = capturedLocals(of: id)
    let variables = sortVariables(captured, [id])
    var sorts: [SortID] = []
    for local in captured {
      sorts.append(try kernelSort(work.locals[local].sort, variables, node.range))
    }
    let scrutinee = try kernelSort(work[node.children[0]].sort, variables, node.range)
    let result = try kernelSort(node.sort, variables, node.range)
    var arms: [(sorts: [SortID], pattern: TermID, body: TermID, names: [String])] = []
    for arm in stride(from: 1, to: node.children.count, by: 2) {
      let locals = captured + patternLocals([node.children[arm]])
      var own: [SortID] = []
      for local in locals {
        own.append(try kernelSort(work.locals[local].sort, variables, node.range))
      }
      let pattern = try lower(node.children[arm], parameters: locals, variables)
      let body = try lower(node.children[arm + 1], parameters: locals, variables)
      arms.append((own, pattern, body, locals.map { work.locals[$0].name }))
    }
    let key = liftedKey(
      "match \(variables.count) \(captured.count)", arms.flatMap(\.sorts),
      arms.flatMap { [$0.pattern, $0.body] }, document.theory.store)
    if let known = scope.lifted[key] {
      work.lifted[id] = LiftedTerm(symbol: known, sorts: variables, captured: captured)
      return
    }
    let name = freshName("\\|.", key)
    let symbol = OperatorID(UInt32(document.theory.store.operators.count))
    let place = position(node.range)
    try add(
      .operation(
        name: name, sortParameterCount: variables.count, arguments: sorts + [scrutinee],
        result: result),
      node.range, operators: [OperatorNote(place)])
    var own: [SortID] = []
    for number in variables.indices { own.append(try intern(.variable(number), node.range)) }
    var equations: [Equation] = []
    for arm in arms {
      var arguments: [TermID] = []
      for (level, sort) in sorts.enumerated() {
        arguments.append(try intern(.variable(level: level, sort), node.range))
      }
      let left = try intern(.apply(symbol, sorts: own, arguments + [arm.pattern]), node.range)
      equations.append((arm.sorts, left, arm.body))
    }
    let definition = FunctionDefinition(symbol, equations, [])
    try addFunctions(
      [definition], truth: nil, facts: arms.map { FactNote(place, variableNames: $0.names) },
      places: [FunctionPlace(name: node.range, equations: arms.map { _ in node.range })])
    scope.add(operator: name, symbol)
    scope.lifted[key] = symbol
    work.lifted[id] = LiftedTerm(symbol: symbol, sorts: variables, captured: captured)
  }

  /// The variables of patterns, in the order of occurrence.
  func patternLocals(_ patterns: [RawID]) -> [Int] {
    var found: [Int] = []
    for pattern in patterns {
      for id in work.descendants(of: pattern) {
        if case .variable(let local) = work[id].kind { found.append(local) }
      }
    }
    return found
  }
}
