// Statements, one after the other.
//
// Fixities of the whole file are known before its first statement, names only after their own. A
// statement with a fault declares as much as makes later messages useful: its names are marked, so
// that using them is not a second mistake. Entry: `elaborate(_:_:path:keepsGoals:)`.

import ProofKernel

extension Elaborator {
  /// Elaborates one file, whose used files are done.
  mutating func elaborate(
    _ syntax: SyntaxTree, _ id: FileID, path: String, keepsGoals: Bool
  ) {
    tree = syntax
    fileID = id
    filePath = path
    for name in syntax.faultyNames { scope.faulty.insert(syntax.text(name)) }
    declarations = [:]
    for statement in syntax.statements {
      registerFixities(statement)
      for (name, _, _) in declared(by: statement) {
        declarations[tree.text(name.name)] = name.range
      }
      guard case .sort(let group) = statement else { continue }
      for sort in group { declarations["sort " + tree.text(sort.name.name)] = sort.name.range }
    }
    for statement in syntax.statements {
      work = Inference()
      pending = []
      do throws(ElaborationAbort) {
        try elaborate(statement, keepsGoals: keepsGoals)
      } catch {
        for name in declaredNames(statement) { scope.faulty.insert(tree.text(name.name)) }
      }
    }
  }

  private mutating func elaborate(_ statement: StatementSyntax, keepsGoals: Bool)
    throws(ElaborationAbort)
  {
    switch statement {
    case .use: break
    case .sort(let group): try declareSorts(group)
    case .op(let declaration): try declareOperator(declaration)
    case .fun(let group): try declareFunctions(group)
    case .define(let definition): try define(definition)
    case .axiom(let fact):
      try takeLabel(fact)
      let (statement, names) = try elaborate(fact.formula, warnsOfSingles: true)
      try add(
        .axiom(name: tree.text(fact.name.name), statement), fact.name.range,
        facts: [FactNote(position(fact.name.range), variableNames: names)])
    case .theorem(let fact):
      try takeLabel(fact)
      let (statement, names) = try elaborate(fact.formula, warnsOfSingles: false)
      if keepsGoals {
        goals.append(
          Goal(
            name: tree.text(fact.name.name), statement: statement, variableNames: names,
            position: position(fact.name.range)))
      }
    }
  }

  private mutating func takeLabel(_ fact: FactSyntax) throws(ElaborationAbort) {
    let name = tree.text(fact.name.name)
    if let first = scope.spans["label " + name] {
      throw fail(
        .duplicateLabel(name), fact.name.range,
        notes: [Diagnostic.Note(.declaredHere(name), at: first)])
    }
    scope.spans["label " + name] = SourceSpan(fileID, fact.name.range)
  }

  // MARK: Names and fixities

  /// The names that a statement declares, with their fixities.
  private func declared(by statement: StatementSyntax) -> [(NameReference, FixityClause?, Int?)] {
    switch statement {
    case .use, .axiom, .theorem: return []
    case .sort(let group):
      return group.flatMap { $0.constructors ?? [] }.map {
        ($0.name, $0.fixity, $0.arguments.count)
      }
    case .op(let declaration):
      return [(declaration.name, declaration.fixity, declaration.signature.arguments.count)]
    case .fun(let group): return group.map { ($0.name, $0.fixity, $0.signature.arguments.count) }
    case .define(let definition):
      return definedName(definition.left).map { [($0, definition.fixity, nil)] } ?? []
    }
  }

  private func declaredNames(_ statement: StatementSyntax) -> [NameReference] {
    var names = declared(by: statement).map(\.0)
    if case .sort(let group) = statement { names += group.map(\.name) }
    return names
  }

  private mutating func registerFixities(_ statement: StatementSyntax) {
    for (name, clause, arity) in declared(by: statement) {
      guard let clause else { continue }
      let text = tree.text(name.name)
      let wanted = [.prefix, .postfix].contains(clause.fixity.placement) ? 1 : 2
      let isOperator = !(text.unicodeScalars.first.map { CharacterClass($0).isLetter } ?? true)
      guard isOperator && (arity ?? wanted) == wanted else {
        _ = fail(.unusedFixity(text), clause.range)
        continue
      }
      if scope.fixities[text] == nil {
        scope.fixities[text] = FixityEntry(
          fixity: clause.fixity, span: SourceSpan(fileID, name.range))
      }
    }
  }

  /// The name that the left side of a `define` gives: its operator, or the head of its application.
  func definedName(_ left: NodeID) -> NameReference? {
    var node = left
    switch tree[left].kind {
    case .chain:
      guard let symbol = tree.children(of: left).first(where: { tree[$0].kind == .operatorSymbol })
      else { return nil }
      node = symbol
    case .application: node = tree.child(left, 0)
    default: break
    }
    guard [.name, .numeral, .operatorSymbol].contains(tree[node].kind) else { return nil }
    return NameReference(name: tree[node].name, range: tree[node].range)
  }

  // MARK: Operators

  /// Reads a signature; sort variables are numbered in the order of their occurrence.
  mutating func signature(_ syntax: SignatureSyntax) throws(ElaborationAbort) -> PendingOperator {
    var arguments: [SortRef] = []
    for argument in syntax.arguments { arguments.append(try resolveSort(argument, .open)) }
    let result = try resolveSort(syntax.result, .open)
    var variables: [SortRef] = []
    for sort in arguments + [result] { work.sorts.collectVariables(of: sort, into: &variables) }
    var kernelArguments: [SortID] = []
    for argument in arguments {
      kernelArguments.append(try kernelSort(argument, variables, syntax.range))
    }
    return PendingOperator(
      name: "", sortParameterCount: variables.count, arguments: kernelArguments,
      result: try kernelSort(result, variables, syntax.range))
  }

  private mutating func declareOperator(_ declaration: OperatorDeclaration)
    throws(ElaborationAbort)
  {
    try requireNew(declaration.name)
    var declared = try signature(declaration.signature)
    declared.name = tree.text(declaration.name.name)
    try declare(declared, declaration.name, declaration.fixity)
  }

  /// Declares an operator in the kernel and puts it into scope.
  mutating func declare(
    _ declared: PendingOperator, _ name: NameReference, _ fixity: FixityClause?
  ) throws(ElaborationAbort) {
    let symbol = OperatorID(UInt32(document.theory.store.operators.count))
    try add(
      .operation(
        name: declared.name, sortParameterCount: declared.sortParameterCount,
        arguments: declared.arguments, result: declared.result),
      name.range, operators: [OperatorNote(position(name.range), fixity: fixity?.fixity)])
    scope.add(operator: declared.name, symbol)
    scope.spans[declared.name] = SourceSpan(fileID, name.range)
  }

  // MARK: Facts

  /// Reads a formula whose free variables are universal.
  mutating func elaborate(_ formula: NodeID, warnsOfSingles: Bool)
    throws(ElaborationAbort) -> (Statement, [String])
  {
    work.unknownNames = .free
    var root = try elaborate(formula, as: .formula)
    try requireBoundHeads()
    var parameters = work.locals.indices.filter { work.locals[$0].role == .free }
    if warnsOfSingles {
      for local in parameters where work.locals[local].uses == 1 {
        _ = fail(.singleOccurrence(work.locals[local].name), work.locals[local].range)
      }
    }
    while case .quantifier(.forall, let local) = work[root].kind {
      parameters.append(local)
      root = work[root].children[0]
    }
    let range = tree[formula].range
    let variables = sortVariables(parameters, [root])
    try liftFunctions(in: root)
    var sorts: [SortID] = []
    for local in parameters {
      sorts.append(try kernelSort(work.locals[local].sort, variables, work.locals[local].range))
    }
    let term = try lower(root, parameters: parameters, variables)
    guard variables.count < 256 else { throw fail(.ambiguousSort, range) }
    let statement = Statement(
      sortParameterCount: variables.count, parameters: sorts, term)
    return (statement, uniqueNames(parameters))
  }

  /// The names of parameters; a quantifier may have repeated the name of another.
  func uniqueNames(_ parameters: [Int]) -> [String] {
    var taken: Set<String> = []
    var names: [String] = []
    for local in parameters {
      var name = work.locals[local].name
      while !taken.insert(name).inserted { name += "'" }
      names.append(name)
    }
    return names
  }

  /// Refuses a name that is applied but never passed as an argument.
  private mutating func requireBoundHeads() throws(ElaborationAbort) {
    for local in work.locals
    where local.role == .free && local.headUses > 0 && local.headUses == local.uses {
      let range = local.firstHead ?? local.range
      let isNear = nearest(to: local.name, among: scope.operatorNames) != nil
      throw unknown(
        isNear ? .unknownSymbol(local.name) : .unboundName(local.name), local.name, range,
        among: scope.operatorNames)
    }
  }

  /// The sort variables of a statement: those of its parameters first, then of everything in it.
  func sortVariables(_ parameters: [Int], _ roots: [RawID]) -> [SortRef] {
    var found: [SortRef] = []
    for local in parameters {
      work.sorts.collectVariables(of: work.locals[local].sort, into: &found)
    }
    for root in roots {
      for id in work.descendants(of: root) {
        let node = work[id]
        if case .quantifier(_, let local) = node.kind {
          work.sorts.collectVariables(of: work.locals[local].sort, into: &found)
        }
        switch node.kind {
        case .symbol(_, let instance), .partial(_, let instance):
          for sort in work.instances[instance] {
            work.sorts.collectVariables(of: sort, into: &found)
          }
        default: break
        }
        work.sorts.collectVariables(of: node.sort, into: &found)
      }
    }
    return found
  }
}
