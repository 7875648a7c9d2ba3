// Names, sorts, datatypes and what these bring with them. Here a sort starts with a capital letter and
// a sort variable with a small one, so that names of the script may change in that; operators keep
// theirs, bars left out. Selectors and testers are declared where a script uses them: a selector on
// another constructor than its own is an operator of which nothing is known there.
// Neighbour: `SMTLIBReader.swift`.

extension SMTLIBReader {
  func spelled(_ name: String, taken: Set<String>) -> String {
    var name = name
    while taken.contains(name) { name += "'" }
    return name
  }

  mutating func reference(_ name: String, _ range: SourceRange) -> NameReference {
    NameReference(name: tree.names.intern(name), range: range)
  }

  mutating func newSort(_ name: String) -> String {
    var shown = name.prefix(1).uppercased() + name.dropFirst()
    if !(shown.unicodeScalars.first?.properties.isUppercase ?? false) { shown = "S" + shown }
    shown = spelled(shown, taken: takenSorts)
    takenSorts.insert(shown)
    sortNames[name] = shown
    return shown
  }

  /// A name that is given twice stays as it is: the elaborator complains.
  mutating func newOperator(_ name: String) -> String {
    if let known = operatorNames[name] { return known }
    let shown = spelled(name, taken: takenOperators)
    takenOperators.insert(shown)
    operatorNames[name] = shown
    return shown
  }

  /// Puts a variable into scope under a name that nothing else has in this command.
  mutating func bind(_ name: String) -> String {
    let isName = name.unicodeScalars.first.map { CharacterClass($0).isLetter } ?? false
    let taken = takenLocals.union(takenOperators)
    let shown = spelled(isName ? name : "v" + name, taken: taken)
    takenLocals.insert(shown)
    scope[name, default: []].append(.variable(shown))
    return shown
  }

  mutating func names(_ id: SExpressionID) throws(SMTLIBAbort) -> [String] {
    var found: [String] = []
    for part in try parts(id, .name) { found.append(try symbol(part)) }
    return found
  }

  // MARK: sorts

  /// What a sort variable is called here.
  func sortVariable(_ name: String) -> String {
    let small = name.prefix(1).lowercased() + name.dropFirst()
    let isSmall = small.unicodeScalars.first.map { $0.properties.isLowercase } ?? false
    return isSmall ? small : "a" + small
  }

  /// A sort with sorts for some sort variables. Recursion is on its depth, which is bounded.
  mutating func sort(
    _ id: SExpressionID, _ given: [String: NodeID] = [:], depth: Int = 0
  ) throws(SMTLIBAbort) -> NodeID {
    let range = expressions[id].range
    guard depth < Parser.nestingLimit else {
      throw fail(.nestingTooDeep(limit: Parser.nestingLimit), range)
    }
    if let name = expressions.symbol(id) {
      if let node = given[name] { return node }
      let shown = sortNames[name] ?? (name == "Bool" ? name : nil) ?? unknownSort(name)
      return tree.add(.name, name: tree.names.intern(shown), range: range)
    }
    let parts = try parts(id, atLeast: 2, .sort)
    var made: [NodeID] = []
    for part in parts.dropFirst() { made.append(try sort(part, given, depth: depth + 1)) }
    if expressions.symbol(parts[0]) == "=>" {
      var result = made[made.count - 1]
      for argument in made.dropLast().reversed() {
        result = tree.add(.arrowSort, children: [argument, result], range: range)
      }
      return result
    }
    let head = try sort(parts[0], depth: depth + 1)
    return tree.add(.application, children: [head] + made, range: range)
  }

  /// A sort that is not declared is a variable of `par`, unless it is one of the standard's.
  private func unknownSort(_ name: String) -> String {
    ["Int", "Real", "String"].contains(name) ? name : sortVariable(name)
  }

  // MARK: datatypes

  /// `declare-datatypes`: the names first, each with the number of its parameters.
  mutating func declareDatatypes(
    _ heads: SExpressionID, _ bodies: SExpressionID, _ word: SExpressionID
  ) throws(SMTLIBAbort) {
    let heads = try parts(heads, .name)
    let bodies = try parts(bodies, atLeast: heads.count, .constructor)
    guard !heads.isEmpty else { throw expected(.name, at: word) }
    var pairs: [(SExpressionID, SExpressionID)] = []
    for (head, body) in zip(heads, bodies) {
      pairs.append((try parts(head, atLeast: 1, .name)[0], body))
    }
    try declareDatatypes(pairs)
  }

  mutating func declareDatatypes(_ group: [(name: SExpressionID, body: SExpressionID)])
    throws(SMTLIBAbort)
  {
    var bodies: [(name: String, parameters: [String], list: SExpressionID)] = []
    for (name, body) in group {
      let text = try symbol(name)
      var (parameters, list): ([String], SExpressionID) = ([], body)
      if let inner = expressions.list(body, headed: "par"), inner.count == 3 {
        (parameters, list) = (try names(inner[1]), inner[2])
      }
      _ = newSort(text)
      bodies.append((text, parameters, list))
    }
    var declarations: [SortDeclaration] = []
    for ((id, _), body) in zip(group, bodies) {
      let range = expressions[id].range
      var made: [ConstructorDeclaration] = []
      datatypes.append(Datatype(name: body.name, parameters: body.parameters, range: range))
      for constructor in try parts(body.list, atLeast: 1, .constructor) {
        made.append(try self.constructor(constructor, of: datatypes.count - 1, id))
      }
      declarations.append(
        SortDeclaration(
          name: reference(sortNames[body.name] ?? body.name, range),
          parameters: body.parameters.map { reference(sortVariable($0), range) },
          constructors: made))
    }
    tree.statements.append(.sort(declarations))
  }

  private mutating func constructor(
    _ id: SExpressionID, of datatype: Int, _ sort: SExpressionID
  ) throws(SMTLIBAbort) -> ConstructorDeclaration {
    let list = expressions.list(id) ?? [id]
    guard let head = list.first else { throw expected(.constructor, at: id) }
    let name = try symbol(head)
    var selectors: [(name: String, sort: SExpressionID)] = []
    var arguments: [NodeID] = []
    for field in list.dropFirst() {
      let pair = try parts(field, atLeast: 2, .sort)
      selectors.append((try symbol(pair[0]), pair[1]))
      selectorOwners[selectors[selectors.count - 1].name] = name
      arguments.append(try self.sort(pair[1]))
    }
    let range = expressions[head].range
    constructors[name] = Constructor(
      name: name, selectors: selectors, datatype: datatype, range: range)
    datatypes[datatype].constructors.append(name)
    signatures[name] = Signature(parameters: datatypes[datatype].parameters, result: sort)
    return ConstructorDeclaration(
      name: reference(newOperator(name), range), arguments: arguments)
  }

  // MARK: selectors and testers

  /// Declares a name that the script may use without declaring it: a selector, or the tester of a
  /// constructor. Nothing happens for other names.
  mutating func requireDerived(_ name: String) throws(SMTLIBAbort) {
    guard signatures[name] == nil, scope[name]?.isEmpty ?? true else { return }
    if selectorOwners[name] != nil {
      try declareSelector(name)
    } else if name.hasPrefix("is-") {
      declareTester(String(name.dropFirst(3)))
    }
  }

  /// The datatype as a sort, and a constructor applied to variables.
  private mutating func construction(_ name: String) -> (sort: NodeID, term: NodeID, [NodeID])? {
    guard let constructor = constructors[name] else { return nil }
    let (datatype, range) = (datatypes[constructor.datatype], constructor.range)
    func leaf(_ text: String) -> NodeID {
      tree.add(.name, name: tree.names.intern(text), range: range)
    }
    var sort = leaf(sortNames[datatype.name] ?? datatype.name)
    if !datatype.parameters.isEmpty {
      let parameters = datatype.parameters.map { leaf(sortVariable($0)) }
      sort = tree.add(.application, children: [sort] + parameters, range: range)
    }
    let fields = constructor.selectors.indices.map {
      leaf(spelled("x\($0 + 1)", taken: takenOperators))
    }
    var term = leaf(operatorNames[name] ?? name)
    if !fields.isEmpty {
      term = tree.add(.application, children: [term] + fields, range: range)
    }
    return (sort, term, fields)
  }

  private mutating func declareSelector(_ name: String) throws(SMTLIBAbort) {
    guard
      let constructor = selectorOwners[name].flatMap({ constructors[$0] }),
      let place = constructor.selectors.firstIndex(where: { $0.name == name }),
      let (sort, term, fields) = construction(constructor.name)
    else { return }
    let range = constructor.range
    let shown = newOperator(name)
    signatures[name] = Signature(
      parameters: datatypes[constructor.datatype].parameters,
      result: constructor.selectors[place].sort)
    let signature = SignatureSyntax(
      arguments: [sort], result: try self.sort(constructor.selectors[place].sort), range: range)
    let head = tree.add(.name, name: tree.names.intern(shown), range: range)
    let left = tree.add(.application, children: [head, term], range: range)
    if datatypes[constructor.datatype].constructors.count == 1 {
      tree.statements.append(
        .fun([
          FunctionDeclaration(
            name: reference(shown, range), signature: signature,
            equations: [EquationSyntax(left: left, right: fields[place], range: range)],
            hasFaultyEquation: false)
        ]))
      return
    }
    tree.statements.append(
      .op(OperatorDeclaration(name: reference(shown, range), signature: signature)))
    let equation = tree.add(.equal, children: [left, fields[place]], range: range)
    // Other variables of the constructor occur once: bound, they draw no warning.
    let binders = fields.map { tree.add(.binder, name: tree[$0].name, range: range) }
    let formula = tree.add(.forall, children: binders + [equation], range: range)
    tree.statements.append(.axiom(FactSyntax(name: reference(shown, range), formula: formula)))
  }

  /// Declares the test whether a value is made by a constructor.
  mutating func declareTester(_ name: String) {
    let tester = "is-" + name
    guard derived.insert(tester).inserted, let constructor = constructors[name] else { return }
    let range = constructor.range
    let shown = newOperator(tester)
    var equations: [EquationSyntax] = []
    var sort: NodeID?
    for other in datatypes[constructor.datatype].constructors {
      guard let (own, term, _) = construction(other) else { continue }
      sort = own
      let head = tree.add(.name, name: tree.names.intern(shown), range: range)
      let left = tree.add(.application, children: [head, term], range: range)
      let truth = tree.names.intern(other == name ? "true" : "false")
      let right = tree.add(.name, name: truth, range: range)
      equations.append(EquationSyntax(left: left, right: right, range: range))
    }
    guard let sort else { return }
    let bool = tree.add(.name, name: tree.names.intern("Bool"), range: range)
    tree.statements.append(
      .fun([
        FunctionDeclaration(
          name: reference(shown, range),
          signature: SignatureSyntax(arguments: [sort], result: bool, range: range),
          equations: equations, hasFaultyEquation: false)
      ]))
  }
}
