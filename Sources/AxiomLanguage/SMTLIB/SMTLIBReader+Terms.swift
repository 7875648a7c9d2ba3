// Terms and formulas of a script. What stands where a formula may stand becomes one; where a Bool term
// must stand (an argument, the condition of `ite`), connectives are functions that compute. Start at
// `formula` and `term`. A `let` is replaced by what it names; a pattern for all other cases becomes
// one arm for each. Recursion is on the depth of the text, which is bounded.
// Neighbour: `SMTLIBReader.swift`.

extension SMTLIBReader {
  /// The largest term, written as a tree, that `let` may make (count).
  private static let largestTree = 1 << 18

  /// The connectives that compute, with their equations: arguments, then the value. `x` and `y` are
  /// variables.
  private static let connectives: [String: (arity: Int, equations: [[String]])] = [
    "not": (1, [["true", "false"], ["false", "true"]]),
    "and": (2, [["true", "y", "y"], ["false", "y", "false"]]),
    "or": (2, [["true", "y", "true"], ["false", "y", "y"]]),
    "=>": (2, [["true", "y", "y"], ["false", "y", "true"]]),
    "xor": (2, [["false", "y", "y"], ["true", "true", "false"], ["true", "false", "true"]]),
  ]

  // MARK: formulas

  /// An expression as a formula.
  mutating func formula(_ id: SExpressionID, depth: Int = 0) throws(SMTLIBAbort) -> NodeID {
    try checkDepth(depth, id)
    guard let list = expressions.list(id), let first = list.first,
      let word = expressions.symbol(first)
    else { return try term(id, depth: depth) }
    let range = expressions[id].range
    switch word {
    case "and", "or", "xor", "=>", "not":
      var made: [NodeID] = []
      for part in try parts(id, atLeast: 2, .expression).dropFirst() {
        made.append(try formula(part, depth: depth + 1))
      }
      return connected(word, made, range)
    case "=", "distinct":
      let isNegated = word == "distinct"
      let sides = Array(try parts(id, atLeast: 3, .expression).dropFirst())
      let areFormulas = sides.contains(where: isFormula)
      var made: [NodeID] = []
      for side in sides {
        made.append(
          try areFormulas ? formula(side, depth: depth + 1) : term(side, depth: depth + 1))
      }
      var pairs: [NodeID] = []
      for (i, left) in made.enumerated() {
        for right in isNegated ? made[(i + 1)...] : made[(i + 1)...].prefix(1) {
          let kind: SyntaxNode.Kind =
            areFormulas ? .iff : isNegated ? .notEqual : .equal
          let pair = node(kind, [left, right], range)
          pairs.append(areFormulas && isNegated ? node(.not, [pair], range) : pair)
        }
      }
      return connected("and", pairs, range)
    case "forall", "exists":
      let parts = try parts(id, atLeast: 3, .expression)
      let (binders, bound) = try bind(parts[1])
      let body = try formula(parts[2], depth: depth + 1)
      unbind(bound)
      return node(word == "forall" ? .forall : .exists, binders + [body], range)
    case "ite":
      let parts = try parts(id, atLeast: 4, .expression)
      guard parts[2...3].contains(where: isFormula) else { return try term(id, depth: depth) }
      let condition = try formula(parts[1], depth: depth + 1)
      let yes = try formula(parts[2], depth: depth + 1)
      let no = try formula(parts[3], depth: depth + 1)
      let otherwise = node(.implies, [node(.not, [condition], range), no], range)
      return node(.and, [node(.implies, [condition, yes], range), otherwise], range)
    case "let":
      return try letTerm(id, depth) { reader, body throws(SMTLIBAbort) in
        try reader.formula(body, depth: depth + 1)
      }
    case "!": return try formula(parts(id, atLeast: 2, .expression)[1], depth: depth + 1)
    default: return try term(id, depth: depth)
    }
  }

  /// Whether an expression can only be read as a formula, or is better read as one.
  private func isFormula(_ id: SExpressionID) -> Bool {
    guard let head = expressions.list(id)?.first, let word = expressions.symbol(head) else {
      return false
    }
    return ["and", "or", "xor", "=>", "not", "=", "distinct", "forall", "exists"].contains(word)
  }

  private mutating func connected(_ word: String, _ parts: [NodeID], _ range: SourceRange)
    -> NodeID
  {
    switch word {
    case "not": return node(.not, [parts[0]], range)
    case "xor":
      return parts.dropFirst().reduce(parts[0]) {
        let same = node(.iff, [$0, $1], range)
        return node(.not, [same], range)
      }
    case "=>":
      return parts.dropLast().reversed().reduce(parts[parts.count - 1]) {
        node(.implies, [$1, $0], range)
      }
    default:
      return parts.dropFirst().reduce(parts[0]) {
        node(word == "and" ? .and : .or, [$0, $1], range)
      }
    }
  }

  /// The body of a Bool function: an equation can only be a formula.
  mutating func truthValue(_ id: SExpressionID) throws(SMTLIBAbort) -> NodeID {
    let isEquation =
      expressions.list(id, headed: "=") != nil || expressions.list(id, headed: "distinct") != nil
    return try isEquation ? formula(id) : term(id)
  }

  // MARK: terms

  /// An expression as a term.
  mutating func term(_ id: SExpressionID, depth: Int = 0) throws(SMTLIBAbort) -> NodeID {
    try checkDepth(depth, id)
    let range = expressions[id].range
    switch expressions[id].kind {
    case .symbol(let name): return try named(name, range)
    case .numeral(let text): return node(.numeral, [], range, text)
    case .keyword, .literal: throw expected(.expression, at: id)
    case .list(let parts):
      guard let head = parts.first else { throw expected(.expression, at: id) }
      guard let word = expressions.symbol(head), scope[word]?.last == nil else {
        return try application(id, parts, depth)
      }
      switch word {
      case "ite":
        return node(.conditional, try terms(self.parts(id, atLeast: 4, .expression), depth), range)
      case "match": return try match(id, depth)
      case "lambda":
        let parts = try self.parts(id, atLeast: 3, .expression)
        let (binders, bound) = try bind(parts[1])
        let body = try term(parts[2], depth: depth + 1)
        unbind(bound)
        return node(.lambda, binders + [body], range)
      case "let":
        return try letTerm(id, depth) { reader, body throws(SMTLIBAbort) in
          try reader.term(body, depth: depth + 1)
        }
      case "@":
        return node(
          .application, try terms(self.parts(id, atLeast: 3, .expression), depth), range)
      case "_", "as": return try qualified(id, parts, arguments: [], depth)
      case "!": return try term(self.parts(id, atLeast: 2, .expression)[1], depth: depth + 1)
      case "not", "and", "or", "=>", "xor":
        let made = try terms(self.parts(id, atLeast: 2, .expression), depth)
        return computed(word, made, range)
      case "=", "distinct":
        let made = try terms(self.parts(id, atLeast: 3, .expression), depth)
        let equal = node(.application, [equality(range)] + made, range)
        return word == "=" ? equal : computed("not", [equal], range)
      default: return try application(id, parts, depth)
      }
    }
  }

  private mutating func terms(_ parts: [SExpressionID], _ depth: Int) throws(SMTLIBAbort)
    -> [NodeID]
  {
    var made: [NodeID] = []
    for part in parts.dropFirst() { made.append(try term(part, depth: depth + 1)) }
    return made
  }

  private mutating func named(_ name: String, _ range: SourceRange) throws(SMTLIBAbort) -> NodeID {
    switch scope[name]?.last {
    case .variable(let local): return node(.name, [], range, local)
    case .term(let node): return node
    case nil: break
    }
    try requireDerived(name)
    if let shown = operatorNames[name] { return node(.name, [], range, shown) }
    guard name == "true" || name == "false" else { throw fail(.unknownSymbol(name), range) }
    return node(.name, [], range, name)
  }

  private mutating func application(
    _ id: SExpressionID, _ parts: [SExpressionID], _ depth: Int
  ) throws(SMTLIBAbort) -> NodeID {
    let arguments = try terms(parts, depth)
    if let qualifier = expressions.list(parts[0]), let word = qualifier.first,
      ["_", "as"].contains(expressions.symbol(word) ?? "")
    {
      return try qualified(parts[0], qualifier, arguments: arguments, depth)
    }
    let head = try term(parts[0], depth: depth + 1)
    let range = expressions[id].range
    return arguments.isEmpty ? head : node(.application, [head] + arguments, range)
  }

  /// `(_ f sorts)`, `(as f sort)` and `(_ is c)`, applied to arguments: the value's sort is written.
  private mutating func qualified(
    _ id: SExpressionID, _ parts: [SExpressionID], arguments: [NodeID], _ depth: Int
  ) throws(SMTLIBAbort) -> NodeID {
    let range = expressions[id].range
    let parts = try self.parts(id, atLeast: 3, .sort)
    let name = try symbol(parts[1])
    if name == "is", let constructor = expressions.symbol(parts[2]) {
      declareTester(constructor)
      let shown = operatorNames["is-" + constructor] ?? constructor
      return node(.application, [node(.name, [], range, shown)] + arguments, range)
    }
    var result = try named(name, expressions[parts[1]].range)
    if !arguments.isEmpty { result = node(.application, [result] + arguments, range) }
    var sort: NodeID?
    if expressions.symbol(parts[0]) == "as" {
      sort = try self.sort(parts[2])
    } else if let signature = signatures[name] {
      var given: [String: NodeID] = [:]
      for (parameter, sort) in zip(signature.parameters, parts.dropFirst(2)) {
        given[parameter] = try self.sort(sort)
      }
      sort = try self.sort(signature.result, given)
      // The result of a constructor is the name of its datatype.
      if constructors[name] != nil, !signature.parameters.isEmpty, let head = sort {
        let made = signature.parameters.compactMap { given[$0] }
        sort = node(.application, [head] + made, range)
      }
    }
    return sort.map { node(.annotation, [result, $0], range) } ?? result
  }

  // MARK: binders

  private mutating func bind(_ list: SExpressionID) throws(SMTLIBAbort) -> ([NodeID], [String]) {
    var binders: [NodeID] = []
    var names: [String] = []
    for binder in try parts(list, atLeast: 1, .name) {
      let pair = try parts(binder, atLeast: 2, .name)
      let name = try symbol(pair[0])
      let sort = try self.sort(pair[1])
      let local = bind(name)
      names.append(name)
      binders.append(node(.binder, [sort], expressions[pair[0]].range, local))
    }
    return (binders, names)
  }

  private mutating func unbind(_ names: [String]) {
    for name in names { _ = scope[name]?.popLast() }
  }

  /// A `let`, with each name standing for its term. Names of variables differ: nothing is captured.
  private mutating func letTerm(
    _ id: SExpressionID, _ depth: Int,
    _ body: (inout SMTLIBReader, SExpressionID) throws(SMTLIBAbort) -> NodeID
  ) throws(SMTLIBAbort) -> NodeID {
    let parts = try parts(id, atLeast: 3, .expression)
    var bound: [(name: String, term: NodeID)] = []
    for binding in try self.parts(parts[1], .name) {
      let pair = try self.parts(binding, atLeast: 2, .expression)
      bound.append((try symbol(pair[0]), try term(pair[1], depth: depth + 1)))
    }
    for (name, term) in bound { scope[name, default: []].append(.term(term)) }
    defer { unbind(bound.map(\.name)) }
    return try body(&self, parts[2])
  }

  /// A `match`: `(match t ((pattern term) …))`.
  private mutating func match(_ id: SExpressionID, _ depth: Int) throws(SMTLIBAbort) -> NodeID {
    let parts = try parts(id, atLeast: 3, .expression)
    let scrutinee = try term(parts[1], depth: depth + 1)
    var arms: [NodeID] = []
    var covered: [String] = []
    let range = expressions[id].range
    for arm in try self.parts(parts[2], atLeast: 1, .pattern) {
      let pair = try self.parts(arm, atLeast: 2, .pattern)
      let list = expressions.list(pair[0]) ?? [pair[0]]
      guard let head = list.first else { throw expected(.pattern, at: pair[0]) }
      let name = try symbol(head)
      if constructors[name] != nil || name == "true" || name == "false" {
        covered.append(name)
        var fields: [String] = []
        for field in list.dropFirst() { fields.append(try symbol(field)) }
        arms.append(try self.arm(name, fields, pair[1], expressions[pair[0]].range, depth))
        continue
      }
      guard list.count == 1 else { throw fail(.unknownSymbol(name), expressions[head].range) }
      // The variable is the value looked at; its cases are those that are left.
      guard let first = covered.first else {
        scope[name, default: []].append(.term(scrutinee))
        defer { unbind([name]) }
        return try term(pair[1], depth: depth + 1)
      }
      let all =
        constructors[first].map { datatypes[$0.datatype].constructors } ?? ["true", "false"]
      scope[name, default: []].append(.term(scrutinee))
      defer { unbind([name]) }
      for other in all where !covered.contains(other) {
        let fields = (constructors[other]?.selectors ?? []).indices.map { "_\($0)" }
        arms.append(try self.arm(other, fields, pair[1], expressions[pair[0]].range, depth))
      }
      break
    }
    return node(.match, [scrutinee] + arms, range)
  }

  private mutating func arm(
    _ name: String, _ fields: [String], _ body: SExpressionID, _ range: SourceRange, _ depth: Int
  ) throws(SMTLIBAbort) -> NodeID {
    var pattern = try named(name, range)
    let locals = fields.map { bind($0) }
    if !locals.isEmpty {
      let leaves = locals.map { node(.name, [], range, $0) }
      pattern = node(.application, [pattern] + leaves, range)
    }
    let value = try term(body, depth: depth + 1)
    unbind(fields)
    return node(.arm, [pattern, value], range)
  }

  // MARK: nodes

  private mutating func node(
    _ kind: SyntaxNode.Kind, _ children: [NodeID], _ range: SourceRange, _ name: String? = nil
  ) -> NodeID {
    let name = name.map { tree.names.intern($0) } ?? .none
    let node = tree.add(kind, name: name, children: children, range: range)
    sizes[node.index] = children.reduce(1) { min($0 + (sizes[$1.index] ?? 1), 1 << 30) }
    return node
  }

  private mutating func checkDepth(_ depth: Int, _ id: SExpressionID) throws(SMTLIBAbort) {
    let size = sizes[tree.nodes.count - 1] ?? 0
    guard depth < Parser.nestingLimit, size < Self.largestTree else {
      throw fail(.nestingTooDeep(limit: Parser.nestingLimit), expressions[id].range)
    }
  }

  /// A connective as a function of Bool terms; more than two arguments are taken from the left, those
  /// of an implication from the right.
  private mutating func computed(_ word: String, _ arguments: [NodeID], _ range: SourceRange)
    -> NodeID
  {
    declareConnective(word, range)
    let head = node(.name, [], range, operatorNames[word] ?? word)
    if word == "not" { return node(.application, [head, arguments[0]], range) }
    if word == "=>" {
      return arguments.dropLast().reversed().reduce(arguments[arguments.count - 1]) {
        node(.application, [head, $1, $0], range)
      }
    }
    return arguments.dropFirst().reduce(arguments[0]) {
      node(.application, [head, $0, $1], range)
    }
  }

  private mutating func declareConnective(_ word: String, _ range: SourceRange) {
    guard derived.insert(word).inserted, let table = Self.connectives[word] else { return }
    let shown = newOperator(word)
    let bool = node(.name, [], range, "Bool")
    let variable = spelled("y", taken: takenOperators)
    var equations: [EquationSyntax] = []
    for row in table.equations {
      let cells = row.map { node(.name, [], range, $0 == "y" ? variable : $0) }
      let head = node(.name, [], range, shown)
      let left = node(.application, [head] + cells.dropLast(), range)
      equations.append(EquationSyntax(left: left, right: cells[cells.count - 1], range: range))
    }
    let arguments = Array(repeating: bool, count: table.arity)
    tree.statements.append(
      .fun([
        FunctionDeclaration(
          name: reference(shown, range),
          signature: SignatureSyntax(arguments: arguments, result: bool, range: range),
          equations: equations, hasFaultyEquation: false)
      ]))
  }

  /// Equality as a Bool function: of any sort, so that an axiom says what it is.
  private mutating func equality(_ range: SourceRange) -> NodeID {
    if derived.insert("=").inserted {
      let shown = newOperator("=")
      let sort = node(.name, [], range, "a")
      let bool = node(.name, [], range, "Bool")
      tree.statements.append(
        .op(
          OperatorDeclaration(
            name: reference(shown, range),
            signature: SignatureSyntax(arguments: [sort, sort], result: bool, range: range))))
      let binders = ["x", "y"].map { node(.binder, [], range, $0) }
      let sides = ["x", "y"].map { node(.name, [], range, $0) }
      let value = node(.application, [node(.name, [], range, shown)] + sides, range)
      let equation = node(.equal, sides, range)
      let formula = node(.forall, binders + [node(.iff, [value, equation], range)], range)
      tree.statements.append(.axiom(FactSyntax(name: reference(shown, range), formula: formula)))
    }
    return node(.name, [], range, operatorNames["="] ?? "=")
  }
}
