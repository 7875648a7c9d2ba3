// Names, numerals and applications.
//
// A declared operator applied to all its arguments is a kernel application; with fewer it becomes a
// member of an arrow sort (`Lifting.swift`), with more its value is applied further. A variable is
// applied by the builtin apply. Entry: `visitApplication`; neighbour: `Elaborator+Expressions.swift`.

import ProofKernel

extension Elaborator {
  /// The largest numeral of a sort whose numbers are not stored compactly.
  static let largestUnaryNumeral: UInt64 = 4_096

  mutating func visitApplication(
    _ node: NodeID, _ mode: Mode, _ tasks: inout [Task], _ results: inout [RawID]
  ) throws(ElaborationAbort) {
    var head = node
    var arguments: [NodeID] = []
    if tree[node].kind == .application {
      let parts = Array(tree.children(of: node))
      head = parts[0]
      arguments = Array(parts.dropFirst())
    }
    let headNode = tree[head]
    let name = tree.text(headNode.name)
    if mode == .formula && arguments.isEmpty && work.scope[name]?.last == nil {
      if name == "false" || name == "true" {
        var result = work.add(.connective(.falsum), .formula, headNode.range)
        if name == "true" {
          result = work.add(.connective(.not), .formula, headNode.range, [result])
        }
        results.append(result)
        return
      }
    }
    guard headNode.kind == .name || headNode.kind == .numeral else {
      tasks.append(.application(node, .value, arguments: arguments.count + 1, mode))
      for part in ([head] + arguments).reversed() { tasks.append(.visit(part, .term)) }
      return
    }
    let reference = try resolve(head, name, isHead: !arguments.isEmpty, &results)
    let count = reference.isValue ? arguments.count + 1 : arguments.count
    tasks.append(.application(node, reference.head, arguments: count, mode))
    for part in arguments.reversed() { tasks.append(.visit(part, .term)) }
  }

  /// What a name stands for; a variable or numeral is put on the stack of results.
  private mutating func resolve(
    _ head: NodeID, _ name: String, isHead: Bool, _ results: inout [RawID]
  ) throws(ElaborationAbort) -> (head: HeadReference, isValue: Bool) {
    let node = tree[head]
    let isPattern = work.unknownNames == .pattern
    if let local = work.scope[name]?.last, !isPattern || local >= work.patternStart {
      if isPattern { throw fail(.patternRepeatsVariable(name), node.range) }
      work.locals[local].uses += 1
      if isHead {
        work.locals[local].headUses += 1
        if work.locals[local].firstHead == nil { work.locals[local].firstHead = node.range }
      }
      results.append(work.add(.variable(local), work.locals[local].sort, node.range))
      return (.value, true)
    }
    if let index = pending.firstIndex(where: { $0.name == name }) {
      return (.symbol(.pending(index), name, node.range), false)
    }
    if scope.operators[name] == nil && (name == "true" || name == "false") && !declaresBool {
      try declareBool(node.range)
    }
    if let symbol = scope.operators[name] {
      return (.symbol(.declared(symbol), name, node.range), false)
    }
    if node.kind == .numeral {
      results.append(try numeral(name, node.range))
      return (.value, true)
    }
    results.append(try unknownName(name, node.range, isHead: isHead))
    return (.value, true)
  }

  /// A name that nothing declares: a new variable where the statement allows that.
  private mutating func unknownName(_ name: String, _ range: SourceRange, isHead: Bool)
    throws(ElaborationAbort) -> RawID
  {
    if scope.faulty.contains(name) { throw ElaborationAbort() }
    // A capital letter makes a slip in a constructor likelier than a new variable.
    let isCapital = name.unicodeScalars.first?.properties.isUppercase ?? false
    let isOperator = !(name.unicodeScalars.first.map { CharacterClass($0).isLetter } ?? false)
    if isOperator || (isCapital && nearest(to: name, among: scope.operatorNames) != nil) {
      throw unknown(.unknownSymbol(name), name, range, among: scope.operatorNames)
    }
    if work.unknownNames == .error {
      let near = nearest(to: name, among: scope.operatorNames) != nil
      throw unknown(
        isHead || near ? .unknownSymbol(name) : .extraVariable(name), name, range,
        among: scope.operatorNames)
    }
    let role: LocalVariable.Role = work.unknownNames == .pattern ? .pattern : .free
    if role == .pattern && isHead {
      throw unknown(.unknownSymbol(name), name, range, among: scope.operatorNames)
    }
    let local = bind(name, work.sorts.meta(), range, role)
    work.locals[local].uses = 1
    if isHead {
      work.locals[local].headUses = 1
      work.locals[local].firstHead = range
    }
    return work.add(.variable(local), work.locals[local].sort, range)
  }

  private mutating func numeral(_ text: String, _ range: SourceRange)
    throws(ElaborationAbort) -> RawID
  {
    guard let zero = scope.operators["0"], let successor = scope.operators["S"] else {
      throw fail(.noNumerals(text), range)
    }
    let store = document.theory.store
    let one = store.operators[Int(successor.index)]
    let sort = store.operators[Int(zero.index)].result
    guard one.arguments == [sort], one.result == sort,
      store.operators[Int(zero.index)].arguments == []
    else { throw fail(.noNumerals(text), range) }
    guard let number = UInt64(text) else { throw fail(.numeralTooLarge(text), range) }
    if !isCompact(sort) && number > Elaborator.largestUnaryNumeral {
      throw fail(.numeralTooLarge(text), range)
    }
    return work.add(.numeral(number), instantiateRigid(sort), range)
  }

  /// Whether the kernel stores numbers of this sort compactly.
  func isCompact(_ sort: SortID) -> Bool {
    let store = document.theory.store
    guard case .application(let symbol, _) = store.shape(of: sort) else { return false }
    return store.sortSymbols[Int(symbol.index)].numeric != nil
  }

  // MARK: Applying

  mutating func apply(_ head: HeadReference, _ arguments: [RawID], _ node: NodeID)
    throws(ElaborationAbort) -> RawID
  {
    let range = tree[node].range
    switch head {
    case .value: return try apply(arguments[0], arguments.dropFirst(), range)
    case .symbol(let symbol, let name, let nameRange):
      let (parameters, result, instance) = signature(of: symbol)
      if arguments.count < parameters.count {
        if work.sorts.find(result) == .formula {
          throw arityFault(name, parameters.count, arguments.count, range)
        }
        var sort = result
        for parameter in parameters.dropFirst(arguments.count).reversed() {
          sort = work.sorts.arrow(parameter, sort)
        }
        if arguments.isEmpty {
          return work.add(.value(symbol, instance: instance), sort, nameRange)
        }
        for (argument, parameter) in zip(arguments, parameters) { try require(argument, parameter) }
        return work.add(.partial(symbol, instance: instance), sort, range, arguments)
      }
      for (argument, parameter) in zip(arguments, parameters) { try require(argument, parameter) }
      let own = Array(arguments.prefix(parameters.count))
      let applied = work.add(.symbol(symbol, instance: instance), result, range, own)
      if arguments.count == parameters.count { return applied }
      guard work.sorts.arrowParts(result) != nil || isOpen(result) else {
        throw arityFault(name, parameters.count, arguments.count, range)
      }
      return try apply(applied, arguments[parameters.count...], range)
    }
  }

  private func isOpen(_ sort: SortRef) -> Bool {
    if case .meta = work.sorts[sort] { return true } else { return false }
  }

  private mutating func arityFault(
    _ name: String, _ expected: Int, _ found: Int, _ range: SourceRange
  ) -> ElaborationAbort {
    let notes = scope.spans[name].map { [Diagnostic.Note(.declaredHere(name), at: $0)] }
    return fail(.wrongArity(name, expected: expected, found: found), range, notes: notes ?? [])
  }

  /// A member of an arrow sort applied to arguments, one after the other.
  private mutating func apply(_ head: RawID, _ arguments: ArraySlice<RawID>, _ range: SourceRange)
    throws(ElaborationAbort) -> RawID
  {
    var result = head
    for argument in arguments {
      if work.sorts.arrowParts(work[result].sort) == nil {
        let function = work.sorts.arrow(work[argument].sort, work.sorts.meta())
        guard isOpen(work[result].sort), work.sorts.unify(work[result].sort, function) else {
          throw fail(.notAFunction(describe(work[result].sort)), work[head].range)
        }
      }
      guard let (from, to) = work.sorts.arrowParts(work[result].sort) else { continue }
      try require(argument, from)
      result = work.add(.apply, to, range, [result, argument])
    }
    return result
  }

  /// The sorts of an operator at fresh holes; of one being declared, at its own sort variables.
  private mutating func signature(of symbol: SymbolReference)
    -> (parameters: [SortRef], result: SortRef, instance: Int)
  {
    var sorts: [SortRef] = []
    let (arguments, result): ([SortID], SortID)
    switch symbol {
    case .declared(let id):
      let declared = document.theory.store.operators[Int(id.index)]
      for _ in 0..<declared.sortParameterCount { sorts.append(work.sorts.meta()) }
      (arguments, result) = (declared.arguments, declared.result)
    case .pending(let index):
      let declared = pending[index]
      for number in 0..<declared.sortParameterCount {
        sorts.append(work.sorts.add(.parameter(number)))
      }
      (arguments, result) = (declared.arguments, declared.result)
    }
    let store = document.theory.store
    work.instances.append(sorts)
    var parameters: [SortRef] = []
    for argument in arguments { parameters.append(work.sorts.instantiate(argument, sorts, store)) }
    return (parameters, work.sorts.instantiate(result, sorts, store), work.instances.count - 1)
  }

  func name(of symbol: SymbolReference) -> String {
    switch symbol {
    case .declared(let id): return document.theory.store.operators[Int(id.index)].name
    case .pending(let index): return pending[index].name
    }
  }

  func arity(of symbol: SymbolReference) -> Int {
    switch symbol {
    case .declared(let id): return document.theory.store.operators[Int(id.index)].arguments.count
    case .pending(let index): return pending[index].arguments.count
    }
  }

  /// A sort under inference as text, for messages.
  func describe(_ root: SortRef, isArgument: Bool = false, depth: Int = 0) -> String {
    guard depth < 8 else { return "…" }
    switch work.sorts[root] {
    case .formula: return "formula"
    case .meta: return "?"
    case .parameter(let number):
      let named = work.sortVariables.filter { entry in
        if case .parameter(number) = work.sorts[entry.value] { return true } else { return false }
      }
      return named.keys.min() ?? generatedSortName(number)
    case .application(let symbol, let parts):
      if symbol == .arrow {
        let isNested = work.sorts.arrowParts(parts[0]) != nil
        let from = describe(parts[0], isArgument: isNested, depth: depth + 1)
        let text = "\(from) -> \(describe(parts[1], depth: depth + 1))"
        return isArgument ? "(\(text))" : text
      }
      let texts = parts.map { describe($0, isArgument: true, depth: depth + 1) }
      let name = document.theory.store.sortSymbols[Int(symbol.index)].name
      if parts.isEmpty { return name }
      let text = ([name] + texts).joined(separator: " ")
      return isArgument ? "(\(text))" : text
    }
  }
}

/// The name of the n-th sort variable: a, b, …, z, a1, …
func generatedSortName(_ number: Int) -> String {
  let letter = String(Unicode.Scalar(UInt8(97 + number % 26)))
  return number < 26 ? letter : letter + String(number / 26)
}

extension CharacterClass {
  /// Whether a name may start with it.
  var isLetter: Bool { if case .letter = self { true } else { false } }
}
