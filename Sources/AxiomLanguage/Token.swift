// Tokens of the axiom language.
//
// A token is a kind, a byte range and, for names, operators and numerals, the number of its
// spelling in the lexer's table. Unicode and ASCII spellings of one symbol give the same token.
// `TokenKind.spelling` is the one table of fixed symbols; the lexer, the formatter and the
// messages read it. Neighbour: `Lexer.swift`.

/// The kinds of token. Kinds from `use` on are reserved words.
public enum TokenKind: UInt8, Sendable, Hashable {
  case name, numeral, symbol, string
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket
  case colon, colonEqual, dot, lambda, bar, arrow
  case equal, notEqual, not, and, or, implies, iff, forall, exists
  case use, sort, op, fun, define, axiom, theorem
  case `if`, then, `else`, match, with
  case end
  /// What could not be read; it has its message already.
  case error

  /// The ASCII spelling of a token that has only one, else nil.
  public var spelling: String? {
    switch self {
    case .name, .numeral, .symbol, .string, .end, .error: return nil
    case .leftParenthesis: return "("
    case .rightParenthesis: return ")"
    case .leftBracket: return "["
    case .rightBracket: return "]"
    case .colon: return ":"
    case .colonEqual: return ":="
    case .dot: return "."
    case .lambda: return "\\"
    case .bar: return "|"
    case .arrow: return "->"
    case .equal: return "="
    case .notEqual: return "/="
    case .not: return "not"
    case .and: return "and"
    case .or: return "or"
    case .implies: return "=>"
    case .iff: return "<=>"
    case .forall: return "forall"
    case .exists: return "exists"
    case .use: return "use"
    case .sort: return "sort"
    case .op: return "op"
    case .fun: return "fun"
    case .define: return "define"
    case .axiom: return "axiom"
    case .theorem: return "theorem"
    case .if: return "if"
    case .then: return "then"
    case .else: return "else"
    case .match: return "match"
    case .with: return "with"
    }
  }

  /// The Unicode spelling, where there is one that differs from `spelling`.
  public var unicodeSpelling: String? {
    switch self {
    case .arrow: return "→"
    case .lambda: return "λ"
    case .notEqual: return "≠"
    case .not: return "¬"
    case .and: return "∧"
    case .or: return "∨"
    case .implies: return "⇒"
    case .iff: return "⇔"
    case .forall: return "∀"
    case .exists: return "∃"
    default: return nil
    }
  }

  /// Whether the word starts a statement.
  var startsStatement: Bool {
    rawValue >= TokenKind.use.rawValue && rawValue <= TokenKind.theorem.rawValue
  }

  /// The reserved word or symbol that a spelling stands for, if any.
  static func reserved(_ text: String) -> TokenKind? { reservedWords[text] }

  private static let reservedWords: [String: TokenKind] = {
    var table: [String: TokenKind] = [:]
    for raw in TokenKind.name.rawValue...TokenKind.end.rawValue {
      guard let kind = TokenKind(rawValue: raw), let text = kind.spelling else { continue }
      table[text] = kind
    }
    return table
  }()
}

/// The number of a spelling in a `SyntaxTree`'s table of names.
public struct NameID: Hashable, Sendable {
  /// The position in the table.
  public var index: UInt32

  /// No name: for tokens and nodes that carry none.
  public static let none = NameID(index: .max)
}

/// One token.
public struct Token: Sendable {
  /// What it is.
  public var kind: TokenKind
  /// Whether it is the first token of its line.
  public var isFirstOnLine: Bool
  /// Its spelling, in the ASCII form, for names, numerals, symbols and strings.
  public var name: NameID
  /// Its first byte.
  public var start: UInt32
  /// The byte after its last one.
  public var end: UInt32
  /// How far its line is indented, in characters.
  public var indent: UInt32

  /// Its bytes.
  public var range: SourceRange { SourceRange(Int(start), Int(end)) }
  /// Whether it stands at the left margin, where statements start.
  public var isAtMargin: Bool { isFirstOnLine && indent == 0 }
}

/// A comment: from `--` to the end of its line.
public struct Comment: Sendable {
  /// Its bytes, from `--` to the last one that is not white space.
  public var range: SourceRange
  /// Whether nothing but white space stands before it on its line.
  public var isAlone: Bool
}
