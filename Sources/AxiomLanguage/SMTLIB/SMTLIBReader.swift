// SMT-LIB 2.6 scripts, and what TIP adds to them (`prove`, `=>` for functions, `@`, `lambda`), as the
// syntax tree of an axiom file: the elaborator then resolves names, infers sorts, and complains, with
// the places of the script. Start at `SMTLIBReader.parse`; commands are here, terms in
// `SMTLIBReader+Terms.swift`, names, sorts and selectors in `SMTLIBReader+Names.swift`.
// Source: C. Barrett, P. Fontaine, C. Tinelli, The SMT-LIB standard, version 2.6 (2021);
// D. Rosén, N. Smallbone, TIP: tools for inductive provers, LPAR-20 (2015).

/// Thrown inside the reader to leave a command whose fault is already reported.
struct SMTLIBAbort: Error {}

/// The reader of one script.
struct SMTLIBReader {
  /// A function, constructor or constant of the script, as it was declared.
  struct Signature {
    var parameters: [String] = []
    var result: SExpressionID
  }
  /// The constructor of a declared datatype.
  struct Constructor {
    var name: String
    var selectors: [(name: String, sort: SExpressionID)]
    var datatype: Int
    var range: SourceRange
  }
  /// A declared datatype, for the cases that a pattern leaves open and for selectors.
  struct Datatype {
    var name: String
    var parameters: [String]
    var constructors: [String] = []
    var range: SourceRange
  }

  let fileID: FileID
  /// The name of the file without its ending: what goals are called.
  let stem: String
  let expressions: SExpressions
  var tree = SyntaxTree()
  var diagnostics: [Diagnostic] = []
  var datatypes: [Datatype] = []
  var constructors: [String: Constructor] = [:]
  /// By selector: its constructor.
  var selectorOwners: [String: String] = [:]
  var signatures: [String: Signature] = [:]
  /// What the script's names of sorts and of functions are called here.
  var sortNames: [String: String] = [:]
  var operatorNames: [String: String] = [:]
  var takenSorts: Set<String> = ["Bool", "->"]
  var takenOperators: Set<String> = ["true", "false", "if", "@"]
  /// Functions that the script uses without declaring them, and that stand in the tree by now.
  var derived: Set<String> = []
  /// Bound variables: what each is called here, the innermost last; or the term that it stands for.
  var scope: [String: [Binding]] = [:]
  var takenLocals: Set<String> = []
  /// By node of the tree: its size as a tree, since `let` shares.
  var sizes: [Int: Int] = [:]
  private var axiomCount = 0
  private var goals: [(range: SourceRange, formula: NodeID)] = []

  /// What a bound name stands for.
  enum Binding {
    case variable(String)
    case term(NodeID)
  }

  /// Reads a script.
  ///
  /// Never fails: faults are in the result's `diagnostics`. *Shape*: `stem` names the goals.
  /// *Complexity*: linear in the bytes, and in the cases that default patterns stand for.
  public static func parse(_ file: SourceFile, id: FileID, stem: String) -> ParseResult {
    let (expressions, faults) = SExpressionReader.read(file, id: id)
    var reader = SMTLIBReader(fileID: id, stem: stem, expressions: expressions)
    reader.diagnostics = faults
    if faults.isEmpty { reader.run() }
    let end = UInt32(file.bytes.count)
    let mark = Token(
      kind: .end, isFirstOnLine: true, name: .none, start: end, end: end, indent: 0)
    let isEmpty = reader.tree.statements.isEmpty
    return ParseResult(
      tree: reader.tree, tokens: isEmpty ? [mark] : [mark, mark], comments: [],
      diagnostics: reader.diagnostics)
  }

  private init(fileID: FileID, stem: String, expressions: SExpressions) {
    (self.fileID, self.stem, self.expressions) = (fileID, stem, expressions)
  }

  private mutating func run() {
    for command in expressions.top {
      (scope, takenLocals) = ([:], [])
      do throws(SMTLIBAbort) { try read(command) } catch {}
    }
    for (number, goal) in goals.enumerated() {
      let name = goals.count == 1 ? stem : "\(stem)_\(number + 1)"
      tree.statements.append(
        .theorem(FactSyntax(name: reference(name, goal.range), formula: goal.formula)))
    }
  }

  // MARK: faults

  mutating func fail(_ kind: Diagnostic.Kind, _ range: SourceRange) -> SMTLIBAbort {
    diagnostics.append(Diagnostic(kind, at: SourceSpan(fileID, range)))
    return SMTLIBAbort()
  }

  /// A complaint that something else was wanted than what stands there.
  mutating func expected(_ wanted: Diagnostic.Expectation, at id: SExpressionID) -> SMTLIBAbort {
    let node = expressions[id]
    let found: String
    switch node.kind {
    case .symbol(let text), .keyword(let text), .numeral(let text): found = text
    case .literal: found = "a literal"
    case .list: found = "("
    }
    return fail(.expected([wanted], found: .text(found)), node.range)
  }

  /// The parts of a list with at least so many.
  mutating func parts(
    _ id: SExpressionID, atLeast count: Int = 0, _ wanted: Diagnostic.Expectation
  ) throws(SMTLIBAbort) -> [SExpressionID] {
    guard let parts = expressions.list(id) else { throw expected(wanted, at: id) }
    guard parts.count >= count else {
      let end = expressions[id].range.end
      throw fail(.expected([wanted], found: .text(")")), SourceRange(end - 1, end))
    }
    return parts
  }

  mutating func symbol(_ id: SExpressionID) throws(SMTLIBAbort) -> String {
    guard let name = expressions.symbol(id) else { throw expected(.name, at: id) }
    return name
  }

  // MARK: commands

  private mutating func read(_ command: SExpressionID) throws(SMTLIBAbort) {
    let parts = try parts(command, atLeast: 1, .statement)
    let word = try symbol(parts[0])
    func take(_ count: Int) throws(SMTLIBAbort) {
      _ = try self.parts(command, atLeast: count, .expression)
    }
    switch word {
    case "set-logic", "set-info", "set-option", "check-sat", "exit", "get-model", "push", "pop":
      break
    case "declare-sort":
      try take(2)
      try declareSort(parts)
    case "declare-datatype":
      try take(3)
      try declareDatatypes([(parts[1], parts[2])])
    case "declare-datatypes":
      try take(3)
      try declareDatatypes(parts[1], parts[2], parts[0])
    case "declare-fun", "declare-const":
      try take(3)
      try declareFunction(parts, isConstant: word == "declare-const")
    case "define-fun", "define-fun-rec", "define-const":
      try take(3)
      try define([head(parts, word)])
    case "define-funs-rec":
      try take(3)
      let heads = try self.parts(parts[1], atLeast: 1, .constructor)
      let bodies = try self.parts(parts[2], atLeast: heads.count, .expression)
      var functions: [FunctionHead] = []
      for (head, body) in zip(heads, bodies) {
        functions.append(
          try self.head([parts[0]] + self.parts(head, atLeast: 2, .name) + [body], word))
      }
      try define(functions)
    case "assert":
      try take(2)
      axiomCount += 1
      let formula = try closed(parts[parts.count - 1])
      tree.statements.append(
        .axiom(
          FactSyntax(
            name: reference("assert_\(axiomCount)", expressions[command].range),
            formula: formula)))
    case "prove", "assert-not":
      try take(2)
      goals.append((expressions[command].range, try closed(parts[parts.count - 1])))
    default: throw fail(.unknownStatement(word), expressions[parts[0]].range)
    }
  }

  /// A formula below `par`, whose sort variables the elaborator generalises by itself.
  private mutating func closed(_ id: SExpressionID) throws(SMTLIBAbort) -> NodeID {
    var body = id
    if let parts = expressions.list(id, headed: "par"), parts.count == 3 { body = parts[2] }
    return try formula(body)
  }

  private mutating func declareSort(_ parts: [SExpressionID]) throws(SMTLIBAbort) {
    var count = 0
    if parts.count > 2, case .numeral(let text) = expressions[parts[2]].kind {
      count = Int(text) ?? 0
    }
    let range = expressions[parts[1]].range
    let parameters = (0..<min(count, 256)).map { reference("a\($0)", range) }
    tree.statements.append(
      .sort([
        SortDeclaration(
          name: reference(newSort(try symbol(parts[1])), range), parameters: parameters,
          constructors: nil)
      ]))
  }

  private mutating func declareFunction(_ parts: [SExpressionID], isConstant: Bool)
    throws(SMTLIBAbort)
  {
    var rest = Array(parts.dropFirst(2))
    var parameters: [String] = []
    if let inner = expressions.list(rest[0], headed: "par"), inner.count == 3 {
      parameters = try names(inner[1])
      rest = try self.parts(inner[2], atLeast: isConstant ? 1 : 2, .sort)
    }
    let sorts = isConstant ? [] : try self.parts(rest[0], .sort)
    guard let result = rest.last, isConstant || rest.count > 1 else {
      throw expected(.sort, at: parts[2])
    }
    let name = try symbol(parts[1])
    let range = expressions[parts[1]].range
    signatures[name] = Signature(parameters: parameters, result: result)
    var arguments: [NodeID] = []
    for sort in sorts { arguments.append(try self.sort(sort)) }
    tree.statements.append(
      .op(
        OperatorDeclaration(
          name: reference(newOperator(name), range),
          signature: SignatureSyntax(
            arguments: arguments, result: try sort(result), range: range))))
  }

  // MARK: functions

  /// A function before its body is read.
  private struct FunctionHead {
    var name: String
    var range: SourceRange
    var binders: [(name: String, sort: SExpressionID, range: SourceRange)]
    var result: SExpressionID
    var body: SExpressionID
  }

  /// The parts of a definition: `par` may stand around the signature, or around the body as well.
  private mutating func head(_ parts: [SExpressionID], _ word: String)
    throws(SMTLIBAbort) -> FunctionHead
  {
    var rest = Array(parts.dropFirst(2))
    let name = try symbol(parts[1])
    var signature = Signature(result: parts[1])
    if let inner = expressions.list(rest[0], headed: "par"), inner.count == 3 {
      signature.parameters = try names(inner[1])
      rest = try self.parts(inner[2], atLeast: 2, .sort) + rest.dropFirst()
    }
    if word == "define-const" { rest.insert(parts[0], at: 0) }
    guard rest.count >= 3 else { throw expected(.expression, at: rest[rest.count - 1]) }
    var binders: [(name: String, sort: SExpressionID, range: SourceRange)] = []
    for binder in word == "define-const" ? [] : try self.parts(rest[0], .name) {
      let pair = try self.parts(binder, atLeast: 2, .name)
      binders.append((try symbol(pair[0]), pair[1], expressions[pair[0]].range))
    }
    signature.result = rest[1]
    signatures[name] = signature
    return FunctionHead(
      name: name, range: expressions[parts[1]].range, binders: binders, result: rest[1],
      body: rest[2])
  }

  private mutating func define(_ heads: [FunctionHead]) throws(SMTLIBAbort) {
    for head in heads { _ = newOperator(head.name) }
    var functions: [FunctionDeclaration] = []
    for head in heads {
      (scope, takenLocals) = ([:], [])
      var arguments: [NodeID] = []
      var patterns: [NodeID] = []
      for binder in head.binders {
        arguments.append(try sort(binder.sort))
        let local = bind(binder.name)
        patterns.append(tree.add(.name, name: tree.names.intern(local), range: binder.range))
      }
      let signature = SignatureSyntax(
        arguments: arguments, result: try sort(head.result), range: head.range)
      let name = reference(operatorNames[head.name] ?? head.name, head.range)
      var left = tree.add(.name, name: name.name, range: head.range)
      if !patterns.isEmpty {
        left = tree.add(.application, children: [left] + patterns, range: head.range)
      }
      let isBool = expressions.symbol(head.result) == "Bool"
      let right = try isBool ? truthValue(head.body) : term(head.body)
      functions.append(
        FunctionDeclaration(
          name: name, signature: signature,
          equations: [
            EquationSyntax(left: left, right: right, range: expressions[head.body].range)
          ],
          hasFaultyEquation: false))
    }
    tree.statements.append(.fun(functions))
  }
}
