// Sorts: from syntax to sorts under inference, and from there to kernel sorts.
//
// An unknown name that starts with a small letter is a sort variable; every other sort is declared.
// `Bool` is declared on demand. Entries: `resolveSort`, `kernelSort`, `declareSorts`.

import ProofKernel

/// What an unknown small name in a sort becomes.
enum SortVariablePolicy {
  /// A new sort variable of the statement.
  case open
  /// A fault: only the parameters of the declaration may occur.
  case closed
}

extension Elaborator {
  /// Reads a sort. Recursion is bounded by the depth that the kernel allows.
  mutating func resolveSort(_ node: NodeID, _ policy: SortVariablePolicy, depth: Int = 0)
    throws(ElaborationAbort) -> SortRef
  {
    let range = tree[node].range
    guard depth < TermStore.largestDepth else {
      throw fail(.nestingTooDeep(limit: TermStore.largestDepth), range)
    }
    let parts = Array(tree.children(of: node))
    switch tree[node].kind {
    case .arrowSort:
      let from = try resolveSort(parts[0], policy, depth: depth + 1)
      return work.sorts.arrow(from, try resolveSort(parts[1], policy, depth: depth + 1))
    case .application:
      guard tree[parts[0]].kind == .name else {
        throw fail(.expected([.sort], found: .text("(")), tree[parts[0]].range)
      }
      var arguments: [SortRef] = []
      for part in parts.dropFirst() {
        arguments.append(try resolveSort(part, policy, depth: depth + 1))
      }
      return try namedSort(tree[parts[0]], arguments, policy)
    default: return try namedSort(tree[node], [], policy)
    }
  }

  private mutating func namedSort(
    _ node: SyntaxNode, _ arguments: [SortRef], _ policy: SortVariablePolicy
  ) throws(ElaborationAbort) -> SortRef {
    let name = tree.text(node.name)
    if name == "Bool" && scope.sorts[name] == nil && !declaresBool { try declareBool(node.range) }
    if let symbol = scope.sorts[name] {
      let count = document.theory.store.sortSymbols[Int(symbol.index)].parameterCount
      guard count == arguments.count else {
        let notes = scope.spans["sort " + name].map {
          [Diagnostic.Note(.declaredHere(name), at: $0)]
        }
        throw fail(
          .wrongSortArity(name, expected: count, found: arguments.count), node.range,
          notes: notes ?? [])
      }
      return work.sorts.add(.application(symbol, arguments))
    }
    guard isSortVariable(name) else {
      throw unknown(
        .unknownSort(name), name, node.range, among: scope.sortNames, prefix: "sort ")
    }
    guard arguments.isEmpty else {
      throw fail(.wrongSortArity(name, expected: 0, found: arguments.count), node.range)
    }
    if let known = work.sortVariables[name] { return known }
    guard policy == .open else { throw fail(.unboundSortVariable(name), node.range) }
    let hole = work.sorts.meta()
    work.sortVariables[name] = hole
    return hole
  }

  func isSortVariable(_ name: String) -> Bool {
    name.unicodeScalars.first.map { $0.properties.isLowercase || $0 == "_" } ?? false
  }

  /// The kernel sort, with the holes and parameters numbered by their place in `variables`.
  mutating func kernelSort(
    _ sort: SortRef, _ variables: [SortRef], _ range: SourceRange, depth: Int = 0
  ) throws(ElaborationAbort) -> SortID {
    guard depth <= TermStore.largestDepth else {
      throw fail(.nestingTooDeep(limit: TermStore.largestDepth), range)
    }
    let root = work.sorts.find(sort)
    switch work.sorts[root] {
    case .formula: return .formula
    case .meta:
      guard let number = variables.firstIndex(of: root) else {
        throw fail(.ambiguousSort, range)
      }
      return try intern(.variable(number), range)
    case .parameter(let parameter):
      let number = variables.firstIndex {
        if case .parameter(parameter) = work.sorts[$0] { return true } else { return false }
      }
      return try intern(.variable(number ?? parameter), range)
    case .application(let symbol, let parts):
      var arguments: [SortID] = []
      for part in parts {
        arguments.append(try kernelSort(part, variables, range, depth: depth + 1))
      }
      return try intern(.application(symbol, arguments), range)
    }
  }

  /// A kernel sort with its variables kept as parameters.
  mutating func instantiateRigid(_ sort: SortID) -> SortRef {
    var parameters: [SortRef] = []
    var highest = -1
    var pending = [sort]
    let store = document.theory.store
    while let next = pending.popLast() {
      switch store.shape(of: next) {
      case .variable(let number): highest = max(highest, number)
      case .application(_, let parts): pending += parts
      case .formula: break
      }
    }
    for number in 0..<(highest + 1) { parameters.append(work.sorts.add(.parameter(number))) }
    return work.sorts.instantiate(sort, parameters, store)
  }

  // MARK: Statements

  /// Declares a group of sorts.
  mutating func declareSorts(_ group: [SortDeclaration]) throws(ElaborationAbort) {
    try prepare(group)
    var symbols: [SortSymbolID] = []
    for declaration in group {
      let name = tree.text(declaration.name.name)
      symbols.append(SortSymbolID(UInt32(document.theory.store.sortSymbols.count)))
      try add(
        .sort(name: name, parameterCount: declaration.parameters.count), declaration.name.range,
        sorts: [position(declaration.name.range)])
      scope.add(sort: name, symbols[symbols.count - 1])
      scope.spans["sort " + name] = SourceSpan(fileID, declaration.name.range)
    }
    var inductive: [InductiveSort] = []
    var notes: [OperatorNote] = []
    for (declaration, symbol) in zip(group, symbols) {
      guard let constructors = declaration.constructors else { continue }
      var list: [(name: String, arguments: [SortID])] = []
      work = Inference()
      for (number, parameter) in declaration.parameters.enumerated() {
        work.sortVariables[tree.text(parameter.name)] = work.sorts.add(.parameter(number))
      }
      for constructor in constructors {
        var arguments: [SortID] = []
        for argument in constructor.arguments {
          let sort = try resolveSort(argument, .closed)
          arguments.append(try kernelSort(sort, [], tree[argument].range))
        }
        list.append((tree.text(constructor.name.name), arguments))
        notes.append(
          OperatorNote(position(constructor.name.range), fixity: constructor.fixity?.fixity))
      }
      inductive.append((symbol, list))
    }
    if inductive.isEmpty { return }
    try makeInductive(inductive, notes, group)
  }

  private mutating func makeInductive(
    _ inductive: [InductiveSort], _ notes: [OperatorNote], _ group: [SortDeclaration]
  ) throws(ElaborationAbort) {
    var next = UInt32(document.theory.store.operators.count)
    do throws(CheckError) {
      try document.add(.inductive(inductive), operators: notes)
    } catch {
      let culprit = group.first { tree.text($0.name.name) == error.detail } ?? group[0]
      switch error.cause {
      case .uninhabitedSort: throw fail(.emptySort(error.detail), culprit.name.range)
      case .nonPositiveSort:
        throw fail(.negativeOccurrence(tree.text(group[0].name.name)), group[0].name.range)
      default: throw refused(error, group[0].name.range)
      }
    }
    for constructor in group.flatMap({ $0.constructors ?? [] }) {
      let name = tree.text(constructor.name.name)
      scope.add(operator: name, OperatorID(next))
      scope.spans[name] = SourceSpan(fileID, constructor.name.range)
      next += 1
    }
  }

  /// Checks the names of a group before any of it is declared, and declares `Bool` if needed.
  private mutating func prepare(_ group: [SortDeclaration]) throws(ElaborationAbort) {
    var seen: [String: SourceRange] = [:]
    for declaration in group {
      let name = tree.text(declaration.name.name)
      if isSortVariable(name) {
        let fixed = name.prefix(1).uppercased() + name.dropFirst()
        throw fail(
          .sortNameCase(name), declaration.name.range,
          fix: Diagnostic.Fix(SourceSpan(fileID, declaration.name.range), fixed))
      }
      let first = scope.spans["sort " + name]
      let inGroup = seen[name].map { SourceSpan(fileID, $0) }
      if scope.sorts[name] != nil || inGroup != nil {
        let notes = (inGroup ?? first).map { [Diagnostic.Note(.declaredHere(name), at: $0)] }
        throw fail(.redeclaredSort(name), declaration.name.range, notes: notes ?? [])
      }
      seen[name] = declaration.name.range
      var parameters: Set<String> = []
      for parameter in declaration.parameters {
        let name = tree.text(parameter.name)
        guard parameters.insert(name).inserted else {
          throw fail(.duplicateParameter(name), parameter.range)
        }
      }
      for constructor in declaration.constructors ?? [] {
        try requireNew(constructor.name)
        let name = tree.text(constructor.name.name)
        if let first = seen["constructor " + name] {
          throw fail(
            .redeclared(name), constructor.name.range,
            notes: [Diagnostic.Note(.declaredHere(name), at: SourceSpan(fileID, first))])
        }
        seen["constructor " + name] = constructor.name.range
        if !declaresBool && scope.sorts["Bool"] == nil {
          for argument in constructor.arguments where mentions("Bool", argument) {
            try declareBool(tree[argument].range)
          }
        }
      }
    }
  }

  private func mentions(_ name: String, _ root: NodeID) -> Bool {
    var pending = [root]
    while let node = pending.popLast() {
      if tree[node].kind == .name && tree.text(tree[node].name) == name { return true }
      pending += tree.children(of: node)
    }
    return false
  }

  /// Refuses a name that an operator has already.
  mutating func requireNew(_ name: NameReference) throws(ElaborationAbort) {
    let text = tree.text(name.name)
    guard scope.operators[text] != nil else { return }
    let notes = scope.spans[text].map { [Diagnostic.Note(.declaredHere(text), at: $0)] }
    throw fail(.redeclared(text), name.range, notes: notes ?? [])
  }
}
