// Spaces between tokens, spellings, and the indentation of lines.
//
// What a token is in its statement (the `=` of an equation, the colon of a label, an operator in
// front of its operand) is found once, in `TokenRoles`. Neighbour: `Formatter.swift`.

/// What tokens are, by index.
struct TokenRoles {
  /// The indentation of a line that starts with the token.
  var indents: [Int]
  /// The `=` of equations, with the number of their function.
  var equationSigns: [Int: Int] = [:]
  /// The first tokens of equations.
  var equationStarts: Set<Int> = []
  /// Colons after a label.
  var labelColons: Set<Int> = []
  /// Operators written before or after their only operand.
  var prefixes: Set<Int> = []
  var postfixes: Set<Int> = []

  init(_ parsed: ParseResult) {
    let tokens = parsed.tokens
    indents = tokens.map { $0.isAtMargin || $0.kind == .end ? 0 : 4 }
    var places: [Int: Int] = [:]
    for (index, token) in tokens.enumerated() { places[Int(token.start)] = index }
    var function = 0
    var fixities: [NameID: Fixity.Placement] = [:]
    for statement in parsed.tree.statements {
      for (name, clause) in TokenRoles.fixities(statement) { fixities[name] = clause }
      guard case .fun(let group) = statement else { continue }
      for declaration in group {
        for equation in declaration.equations {
          guard let start = places[equation.range.start] else { continue }
          equationStarts.insert(start)
          var sign = start
          while sign < tokens.count
            && !(tokens[sign].kind == .equal
              && Int(tokens[sign].start) >= parsed.tree[equation.left].range.end)
          {
            sign += 1
          }
          equationSigns[sign] = function
          indents[start] = 2
          var index = start + 1
          while index < tokens.count && Int(tokens[index].start) < equation.range.end {
            indents[index] = 6
            index += 1
          }
        }
        function += 1
      }
    }
    for index in tokens.indices {
      let isLabel = index >= 2 && [.axiom, .theorem].contains(tokens[index - 2].kind)
      if tokens[index].kind == .colon && isLabel && tokens[index - 2].isAtMargin {
        labelColons.insert(index)
      }
      guard tokens[index].kind == .symbol else { continue }
      let placement = fixities[tokens[index].name]
      let follows = index > 0 && TokenRoles.endsOperand(tokens[index - 1])
      let precedes = TokenRoles.startsOperand(tokens[index + 1])
      if placement == .prefix || (placement == nil && !follows) {
        prefixes.insert(index)
      } else if placement == .postfix || (placement == nil && !precedes) {
        postfixes.insert(index)
      }
    }
  }

  private static func fixities(_ statement: StatementSyntax) -> [(NameID, Fixity.Placement)] {
    let list: [(NameReference, FixityClause?)]
    switch statement {
    case .op(let declaration): list = [(declaration.name, declaration.fixity)]
    case .fun(let group): list = group.map { ($0.name, $0.fixity) }
    case .sort(let group):
      list = group.flatMap { $0.constructors ?? [] }.map { ($0.name, $0.fixity) }
    case .use, .define, .axiom, .theorem: list = []
    }
    return list.compactMap { name, clause in clause.map { (name.name, $0.fixity.placement) } }
  }

  static func endsOperand(_ token: Token) -> Bool {
    [.name, .numeral, .rightParenthesis].contains(token.kind)
  }

  static func startsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .name, .numeral, .leftParenthesis, .lambda, .forall, .exists, .if, .match: return true
    default: return false
    }
  }
}

extension Formatter {
  /// The spaces before a token that does not start a line.
  func spacing(before index: Int) -> String {
    let previous = parsed.tokens[index - 1]
    let token = parsed.tokens[index]
    if token.kind == .leftBracket { return "  " }
    switch previous.kind {
    case .leftParenthesis, .leftBracket, .lambda: return ""
    case .forall, .exists:
      return style == .unicode && token.kind == .name ? "" : " "
    case .not: return style == .unicode ? "" : " "
    default: break
    }
    switch token.kind {
    case .rightParenthesis, .rightBracket, .dot: return ""
    case .colon: return roles.labelColons.contains(index) ? "" : " "
    default: break
    }
    // Around an operator with one operand the writer's choice stays.
    let isTouching = previous.end == token.start
    let isOneSided =
      (roles.prefixes.contains(index - 1) && token.kind != .symbol)
      || (roles.postfixes.contains(index) && previous.kind != .symbol)
    return isOneSided && isTouching ? "" : " "
  }

  /// The spelling of a token.
  func text(_ token: Token) -> String {
    switch token.kind {
    case .symbol:
      let name = parsed.tree.text(token.name)
      guard style == .unicode else { return name }
      return name == "*" ? "·" : name == "<=" ? "≤" : name
    case .name, .numeral, .string, .end, .error: return file.text(token.range)
    default:
      let unicode = style == .unicode ? token.kind.unicodeSpelling : nil
      return unicode ?? token.kind.spelling ?? file.text(token.range)
    }
  }
}
