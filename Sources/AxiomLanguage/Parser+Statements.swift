// Statements: what may stand at the left margin, and how a `fun` is cut into equations.
//
// A statement runs from the margin to the next line at the margin; a margin `and` goes on with a
// group of sorts or functions. After a fault in an equation the next equation is read; after any
// other, the next statement. Entry: `parseStatements`; neighbour: `Parser+Sorts.swift`.

extension Parser {
  /// Reads all statements of the file.
  mutating func parseStatements() {
    while tokens[position].kind != .end {
      let start = position
      var next = position + 1
      while tokens[next].kind != .end && !(tokens[next].isAtMargin && tokens[next].kind != .and) {
        next += 1
      }
      limit = next
      if tokens[start].isAtMargin {
        do { try parseStatement() } catch { markFaulty(start..<next) }
      } else {
        _ = fail(.statementNotAtMargin, tokens[start].range)
        markFaulty(start..<next)
      }
      position = next
      depth = 0
    }
  }

  /// Remembers the names of a statement that could not be read: what it would have declared is
  /// not unknown, so using it is not a second mistake.
  private mutating func markFaulty(_ range: Range<Int>) {
    for token in tokens[range] where token.name != .none { tree.faultyNames.insert(token.name) }
  }

  private mutating func parseStatement() throws(ParseAbort) {
    let start = position
    let word = take()
    switch word.kind {
    case .use:
      guard let path = takeIf(.string) else { throw expected([.path]) }
      try expectEnd()
      tree.statements.append(
        .use(UseStatement(path: NameReference(name: path.name, range: path.range))))
    case .sort:
      var group: [SortDeclaration] = []
      repeat { group.append(try parseSortDeclaration()) } while takeIf(.and) != nil
      try expectEnd()
      tree.statements.append(.sort(group))
    case .op:
      let name = try parseDeclaredName()
      _ = try expect(.colon)
      let signature = try parseSignature()
      let fixity = try parseFixity()
      try expectEnd()
      tree.statements.append(
        .op(OperatorDeclaration(name: name, signature: signature, fixity: fixity)))
    case .fun: parseFunctions()
    case .define:
      let left = try parseChain()
      _ = try expect(.colonEqual)
      let right = try parseExpression()
      let fixity = try parseFixity()
      try expectEnd()
      tree.statements.append(
        .define(
          DefinitionSyntax(left: left, right: right, fixity: fixity, range: range(from: start))))
    case .axiom: tree.statements.append(.axiom(try parseFact()))
    case .theorem: tree.statements.append(.theorem(try parseFact()))
    case .error: throw ParseAbort()
    default: throw unknownStatement(word)
    }
  }

  private mutating func unknownStatement(_ word: Token) -> ParseAbort {
    let spelling = text(word)
    let words = ["use", "sort", "op", "fun", "define", "axiom", "theorem"]
    let fix = nearest(to: spelling, among: words).map {
      Diagnostic.Fix(SourceSpan(fileID, word.range), $0)
    }
    return fail(.unknownStatement(spelling), word.range, fix: fix)
  }

  private mutating func parseFact() throws(ParseAbort) -> FactSyntax {
    guard let name = takeIf(.name) else { throw expected([.name]) }
    _ = try expect(.colon)
    let formula = try parseExpression()
    try expectEnd()
    return FactSyntax(name: NameReference(name: name.name, range: name.range), formula: formula)
  }

  private mutating func parseSortDeclaration() throws(ParseAbort) -> SortDeclaration {
    guard let name = takeIf(.name) else { throw expected([.name]) }
    var parameters: [NameReference] = []
    while let token = takeIf(.name) {
      parameters.append(NameReference(name: token.name, range: token.range))
    }
    var constructors: [ConstructorDeclaration]?
    if takeIf(.equal) != nil {
      var list: [ConstructorDeclaration] = []
      _ = takeIf(.bar)
      repeat { list.append(try parseConstructor()) } while takeIf(.bar) != nil
      constructors = list
    } else if current != nil && !isAt(.and) {
      throw expected([.token(.equal)])
    }
    return SortDeclaration(
      name: NameReference(name: name.name, range: name.range), parameters: parameters,
      constructors: constructors)
  }

  /// Reads a group of functions; each begins after `fun` or a margin `and`.
  private mutating func parseFunctions() {
    let end = limit
    var group: [FunctionDeclaration] = []
    while true {
      let start = position
      var next = position
      while next < end && !(tokens[next].isAtMargin && tokens[next].kind == .and) { next += 1 }
      limit = next
      if let function = try? parseFunction() {
        group.append(function)
      } else {
        markFaulty(start..<next)
      }
      limit = end
      position = next
      if takeIf(.and) == nil { break }
    }
    if !group.isEmpty { tree.statements.append(.fun(group)) }
  }

  private mutating func parseFunction() throws(ParseAbort) -> FunctionDeclaration {
    let name = try parseDeclaredName()
    _ = try expect(.colon)
    let signature = try parseSignature()
    let fixity = try parseFixity()
    var function = FunctionDeclaration(
      name: name, signature: signature, fixity: fixity, equations: [], hasFaultyEquation: false)
    guard let first = current else {
      throw fail(.missingEquations(tree.names[name.name]), name.range)
    }
    guard first.isFirstOnLine else { throw expected([.fixity, .equation]) }
    let end = limit
    while position < end {
      let line = tokens[position]
      if line.indent < first.indent {
        _ = fail(
          .badIndentation(expected: Int(first.indent), found: Int(line.indent)), line.range)
      }
      var next = position + 1
      while next < end && !(tokens[next].isFirstOnLine && tokens[next].indent <= first.indent) {
        next += 1
      }
      limit = next
      depth = 0
      if let equation = try? parseEquation() {
        function.equations.append(equation)
      } else {
        function.hasFaultyEquation = true
      }
      position = next
    }
    limit = end
    return function
  }

  private mutating func parseEquation() throws(ParseAbort) -> EquationSyntax {
    let start = position
    let left = try parseChain()
    _ = try expect(.equal)
    let right = try parseExpression()
    try expectEnd()
    return EquationSyntax(left: left, right: right, range: range(from: start))
  }
}
