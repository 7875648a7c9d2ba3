// Expressions: formulas, terms and patterns have one grammar.
//
// Connectives and `=` are grouped here by their fixed precedences with two explicit stacks; the
// operators that files declare are left as a `chain` for the `FixityResolver`. Words that open an
// expression (`forall`, `if`, `match`, `\`) reach to the end of the bracket around them.
// Entry: `parseExpression`. Source of the method: operator-precedence parsing, Floyd 1963.

/// A connective with its place in the order of binding.
private struct Connective {
  var node: SyntaxNode.Kind
  var precedence: Int
  /// -1 groups to the right, 0 not at all.
  var associativity: Int

  init?(_ kind: TokenKind) {
    switch kind {
    case .equal: self.init(.equal, 30, 0)
    case .notEqual: self.init(.notEqual, 30, 0)
    case .not: self.init(.not, 25, -1)
    case .and: self.init(.and, 20, -1)
    case .or: self.init(.or, 15, -1)
    case .implies: self.init(.implies, 10, -1)
    case .iff: self.init(.iff, 5, 0)
    default: return nil
    }
  }

  private init(_ node: SyntaxNode.Kind, _ precedence: Int, _ associativity: Int) {
    self.node = node
    self.precedence = precedence
    self.associativity = associativity
  }
}

extension Parser {
  /// Reads an expression up to a token that cannot continue it.
  mutating func parseExpression() throws(ParseAbort) -> NodeID {
    var operands: [NodeID] = []
    var pending: [(connective: Connective, token: Token)] = []
    while true {
      while let token = takeIf(.not), let connective = Connective(.not) {
        pending.append((connective, token))
      }
      operands.append(try parseChain())
      guard let token = current, let next = Connective(token.kind), next.node != .not else { break }
      while let top = pending.last, top.connective.precedence >= next.precedence {
        if top.connective.precedence == next.precedence {
          if next.associativity < 0 { break }
          throw fail(
            .precedenceClash(text(top.token), text(token)), token.range,
            notes: [
              Diagnostic.Note(
                .operatorHere(text(top.token)), at: SourceSpan(fileID, top.token.range))
            ])
        }
        reduce(&operands, &pending)
      }
      pending.append((next, take()))
    }
    while !pending.isEmpty { reduce(&operands, &pending) }
    return operands[0]
  }

  private mutating func reduce(
    _ operands: inout [NodeID], _ pending: inout [(connective: Connective, token: Token)]
  ) {
    let (connective, token) = pending.removeLast()
    let right = operands.removeLast()
    if connective.node == .not {
      let range = token.range.union(tree[right].range)
      operands.append(tree.add(.not, children: [right], range: range))
      return
    }
    let left = operands.removeLast()
    let range = tree[left].range.union(tree[right].range)
    operands.append(tree.add(connective.node, children: [left, right], range: range))
  }

  /// Reads operands and operators up to a connective or a closing token.
  mutating func parseChain() throws(ParseAbort) -> NodeID {
    let start = position
    var items: [NodeID] = []
    scan: while let token = current {
      switch token.kind {
      case .symbol:
        position += 1
        items.append(tree.add(.operatorSymbol, name: token.name, range: token.range))
      case .name, .numeral, .leftParenthesis:
        items.append(try parseApplication())
      case .forall, .exists, .lambda, .if, .match:
        items.append(try nested { (parser) throws(ParseAbort) in try parser.parseOpenForm() })
        break scan
      default: break scan
      }
    }
    guard let first = items.first else { throw expected([.expression]) }
    if items.count == 1 && tree[first].kind != .operatorSymbol { return first }
    return tree.add(.chain, children: items, range: range(from: start))
  }

  private var startsAtom: Bool {
    guard let token = current else { return false }
    return token.kind == .name || token.kind == .numeral || token.kind == .leftParenthesis
  }

  private mutating func parseApplication() throws(ParseAbort) -> NodeID {
    let start = position
    var parts = [try parseAtom()]
    while startsAtom { parts.append(try parseAtom()) }
    if parts.count == 1 { return parts[0] }
    return tree.add(.application, children: parts, range: range(from: start))
  }

  /// Reads a name, a numeral, an operator in parentheses or a bracketed expression.
  mutating func parseAtom() throws(ParseAbort) -> NodeID {
    guard let token = current else { throw expected([.expression]) }
    switch token.kind {
    case .name, .numeral:
      position += 1
      return tree.add(
        token.kind == .name ? .name : .numeral, name: token.name, range: token.range)
    case .leftParenthesis:
      if isAt(.symbol, offset: 1) && isAt(.rightParenthesis, offset: 2) {
        position += 3
        return tree.add(.name, name: tokens[position - 2].name, range: range(from: position - 3))
      }
      return try nested { (parser) throws(ParseAbort) in try parser.parseBracketed() }
    default: throw expected([.expression])
    }
  }

  private mutating func parseBracketed() throws(ParseAbort) -> NodeID {
    let open = take()
    let start = position
    var inner = try parseExpression()
    if takeIf(.colon) != nil {
      let sort = try parseSort()
      inner = tree.add(.annotation, children: [inner, sort], range: range(from: start))
    }
    try close(open)
    return inner
  }

  /// Reads the closing parenthesis of `open`.
  mutating func close(_ open: Token) throws(ParseAbort) {
    if takeIf(.rightParenthesis) != nil { return }
    if isAt(.error) { throw ParseAbort() }
    throw fail(
      .unclosedBracket(text(open), found: found), foundRange,
      notes: [Diagnostic.Note(.openedHere, at: SourceSpan(fileID, open.range))])
  }

  private mutating func parseOpenForm() throws(ParseAbort) -> NodeID {
    let start = position
    let word = take()
    switch word.kind {
    case .if:
      let condition = try parseExpression()
      _ = try expect(.then)
      let first = try parseExpression()
      _ = try expect(.else)
      let second = try parseExpression()
      return tree.add(
        .conditional, children: [condition, first, second], range: range(from: start))
    case .match:
      var parts = [try parseExpression()]
      _ = try expect(.with)
      _ = takeIf(.bar)
      repeat { parts.append(try parseArm()) } while takeIf(.bar) != nil
      return tree.add(.match, children: parts, range: range(from: start))
    default:
      var parts = try parseBinders()
      _ = try expect(.dot)
      parts.append(try parseExpression())
      let kind: SyntaxNode.Kind =
        word.kind == .forall ? .forall : word.kind == .exists ? .exists : .lambda
      return tree.add(kind, children: parts, range: range(from: start))
    }
  }

  private mutating func parseArm() throws(ParseAbort) -> NodeID {
    let start = position
    let pattern = try parseChain()
    _ = try expect(.arrow)
    let body = try parseExpression()
    return tree.add(.arm, children: [pattern, body], range: range(from: start))
  }

  /// Reads `x y (z : Nat) …`, at least one.
  private mutating func parseBinders() throws(ParseAbort) -> [NodeID] {
    var binders: [NodeID] = []
    while let token = current {
      if token.kind == .name {
        position += 1
        binders.append(tree.add(.binder, name: token.name, range: token.range))
      } else if token.kind == .leftParenthesis {
        let open = take()
        var names: [Token] = []
        while let name = takeIf(.name) { names.append(name) }
        if names.isEmpty { throw expected([.name]) }
        _ = try expect(.colon)
        let sort = try parseSort()
        try close(open)
        for name in names {
          binders.append(tree.add(.binder, name: name.name, children: [sort], range: name.range))
        }
      } else {
        break
      }
    }
    if binders.isEmpty { throw expected([.name]) }
    return binders
  }
}
