// Tokens to a `SyntaxTree`, by recursive descent over brackets and a stack over operators.
//
// A fault ends the statement (or the equation) in which it stands, and parsing goes on at the next
// one, so a file gives several messages and one mistake gives one. Recursion happens only where a
// bracket or a word such as `forall` opens, and is bounded by `nestingLimit`; chains of operators
// of any length are read by a loop. Start at `Parser.parse`; statements are in
// `Parser+Statements.swift`, expressions in `Parser+Expressions.swift`.

/// What came of reading one file.
public struct ParseResult: Sendable {
  /// The statements that could be read.
  public var tree: SyntaxTree
  /// All tokens, the last being `.end`.
  public var tokens: [Token]
  /// All comments in the order of the text.
  public var comments: [Comment]
  /// The faults in the order of the text.
  public var diagnostics: [Diagnostic]
}

/// Thrown inside the parser to leave a statement whose fault is already reported.
struct ParseAbort: Error {}

/// The parser of one file.
public struct Parser {
  /// How deep brackets, quantifiers, `if`, `match` and lambdas may nest: far beyond what people
  /// write, and few enough that the parser's own stack never matters.
  public static let nestingLimit = 1_000

  /// The most faults that one file reports.
  static let diagnosticLimit = 50

  let file: SourceFile
  let fileID: FileID
  let tokens: [Token]
  var tree = SyntaxTree()
  var diagnostics: [Diagnostic] = []
  var position = 0
  /// Where the statement or the equation being read ends.
  var limit = 0
  var depth = 0

  /// Reads one file.
  ///
  /// Never fails: faults are in the result's `diagnostics`. *Complexity*: linear in the bytes.
  public static func parse(_ file: SourceFile, id: FileID = FileID(index: 0)) -> ParseResult {
    var lexer = Lexer(file: file, id: id)
    lexer.run()
    var parser = Parser(file: file, fileID: id, tokens: lexer.tokens)
    parser.tree.names = lexer.names
    parser.tree.faultyNames = lexer.faultyNames
    parser.diagnostics = lexer.diagnostics
    parser.parseStatements()
    return ParseResult(
      tree: parser.tree, tokens: lexer.tokens, comments: lexer.comments,
      diagnostics: Parser.ordered(parser.diagnostics))
  }

  /// Reads one expression, the whole of the text.
  ///
  /// The node is nil when there is a fault. Used for goals and conjectures given by themselves.
  public static func parseExpression(_ file: SourceFile, id: FileID = FileID(index: 0))
    -> (result: ParseResult, expression: NodeID?)
  {
    var lexer = Lexer(file: file, id: id)
    lexer.run()
    var parser = Parser(file: file, fileID: id, tokens: lexer.tokens)
    parser.tree.names = lexer.names
    parser.tree.faultyNames = lexer.faultyNames
    parser.diagnostics = lexer.diagnostics
    parser.limit = lexer.tokens.count - 1
    var expression: NodeID?
    if parser.diagnostics.isEmpty {
      do {
        let node = try parser.parseExpression()
        try parser.expectEnd()
        expression = node
      } catch {}
    }
    let result = ParseResult(
      tree: parser.tree, tokens: lexer.tokens, comments: lexer.comments,
      diagnostics: Parser.ordered(parser.diagnostics))
    return (result, expression)
  }

  private init(file: SourceFile, fileID: FileID, tokens: [Token]) {
    self.file = file
    self.fileID = fileID
    self.tokens = tokens
  }

  /// Faults in the order of the text, at most `diagnosticLimit` of them.
  private static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let sorted = diagnostics.enumerated().sorted {
      let left = $0.element.primary?.range.start ?? 0
      let right = $1.element.primary?.range.start ?? 0
      return (left, $0.offset) < (right, $1.offset)
    }.map(\.element)
    guard sorted.count > diagnosticLimit else { return sorted }
    let last = sorted[diagnosticLimit]
    return Array(sorted.prefix(diagnosticLimit))
      + [Diagnostic(.tooManyErrors(sorted.count), at: last.primary)]
  }

  // MARK: Tokens

  /// The token to be read next, or nil at the end of the statement or equation.
  var current: Token? { position < limit ? tokens[position] : nil }

  func isAt(_ kind: TokenKind) -> Bool { position < limit && tokens[position].kind == kind }

  func isAt(_ kind: TokenKind, offset: Int) -> Bool {
    position + offset < limit && tokens[position + offset].kind == kind
  }

  mutating func take() -> Token {
    let token = tokens[position]
    position += 1
    return token
  }

  mutating func takeIf(_ kind: TokenKind) -> Token? { isAt(kind) ? take() : nil }

  mutating func expect(_ kind: TokenKind) throws(ParseAbort) -> Token {
    guard let token = takeIf(kind) else { throw expected([.token(kind)]) }
    return token
  }

  mutating func expectEnd() throws(ParseAbort) {
    guard let token = current else { return }
    if token.kind == .rightParenthesis || token.kind == .rightBracket {
      throw fail(.unmatchedBracket(text(token)), token.range)
    }
    throw expected([])
  }

  /// The bytes between the start of a token and the end of the last one read.
  func range(from start: Int) -> SourceRange {
    SourceRange(
      Int(tokens[start].start), Int(tokens[max(position - 1, start)].end))
  }

  func text(_ token: Token) -> String { file.text(token.range) }

  // MARK: Faults

  /// Reports a fault; the caller throws what it returns.
  mutating func fail(
    _ kind: Diagnostic.Kind, _ range: SourceRange, notes: [Diagnostic.Note] = [],
    fix: Diagnostic.Fix? = nil
  ) -> ParseAbort {
    diagnostics.append(
      Diagnostic(kind, at: SourceSpan(fileID, range), notes: notes, fix: fix))
    return ParseAbort()
  }

  /// Reports that something else was expected at the current place.
  mutating func expected(_ wanted: [Diagnostic.Expectation]) -> ParseAbort {
    if isAt(.error) { return ParseAbort() }
    return fail(.expected(wanted, found: found), foundRange)
  }

  /// What stands at the current place.
  var found: Diagnostic.Found {
    if let token = current { return .text(text(token)) }
    let next = tokens[min(limit, tokens.count - 1)]
    if next.kind == .end { return .endOfFile }
    return next.isAtMargin ? .endOfStatement : .endOfLine
  }

  /// Where a message about the current place points: at the token, or just after the last one.
  var foundRange: SourceRange {
    if let token = current { return token.range }
    let end = position > 0 ? Int(tokens[position - 1].end) : 0
    return SourceRange(end, end)
  }

  /// Runs `body` one level deeper, or reports that the nesting is too deep.
  mutating func nested<Value>(
    _ body: (inout Parser) throws(ParseAbort) -> Value
  ) throws(ParseAbort) -> Value {
    guard depth < Parser.nestingLimit else {
      throw fail(.nestingTooDeep(limit: Parser.nestingLimit), foundRange)
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }
}
