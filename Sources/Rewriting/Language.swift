// Names and numbers for the symbols of a term bank: what a person writes and reads when rewriting. Start
// at `term(_:)`, which reads prefix notation such as `(+ ?x (* 2 y))`; `text(of:)` writes it. Terms
// themselves are those of `TermBank`. A number is a symbol of its own, so equal numbers are equal terms.

import Terms

/// A term bank whose symbols have names, some of which are exact numbers.
public struct Language: Sendable {
  /// The terms.
  public var bank = TermBank()
  /// By symbol: its name.
  public private(set) var names: [String] = []
  private var literals: [Literal?] = []
  /// By symbol: its value if it is a small whole number, `notWhole` if not. What is mostly computed needs no more.
  private(set) var wholeNumbers: [Int] = []
  static let notWhole = Int.min
  private var byName: [Key: Symbol] = [:]
  private var byLiteral: [Literal: Symbol] = [:]
  /// The symbols of small whole numbers, from -`smallest` on, where there are such: most of what is computed.
  private var small: [Symbol?] = Array(repeating: nil, count: 64)
  private static let smallest = 16
  private struct Key: Hashable {
    let name: String
    let arity: Int
  }

  /// Which operators are computed when all their arguments are literals.
  public var evaluates: [Symbol: Arithmetic] = [:]
  /// The sort of the numbers that computing brings up.
  public var numberSort = Language.anySort
  /// The sort of terms where there is only one.
  public static let anySort = TermSort(0)

  /// No symbols.
  public init() {}

  /// The symbol with that name and number of arguments, over `anySort`; declared if it is new.
  public mutating func symbol(_ name: String, _ arity: Int = 0) -> Symbol {
    byName[Key(name: name, arity: arity)]
      ?? declare(name, Array(repeating: Self.anySort, count: arity), Self.anySort)
  }

  /// Declares a symbol with sorts for its arguments and its value.
  public mutating func declare(_ name: String, _ arguments: [TermSort], _ sort: TermSort)
    -> Symbol
  {
    let symbol = bank.declare(
      SymbolInfo(
        arguments: arguments, sort: sort, isConstructor: false, precedence: names.count))
    names.append(name)
    literals.append(nil)
    wholeNumbers.append(Self.notWhole)
    byName[Key(name: name, arity: arguments.count)] = symbol
    return symbol
  }

  /// The symbol of a number or truth value; declared, over `numberSort`, if it is new.
  public mutating func symbol(_ literal: Literal) -> Symbol {
    if let known = byLiteral[literal] { return known }
    let symbol = declare(literal.description, [], numberSort)
    identify(symbol, with: literal)
    return symbol
  }

  /// As above, of a whole number.
  mutating func symbol(whole value: Int) -> Symbol {
    if value >= -Self.smallest && value < small.count - Self.smallest,
      let known = small[value + Self.smallest]
    {
      return known
    }
    return symbol(.number(Rational(value)))
  }

  /// From now on a symbol without arguments is that number or truth value.
  public mutating func identify(_ symbol: Symbol, with literal: Literal) {
    literals[Int(symbol.index)] = literal
    byLiteral[literal] = symbol
    wholeNumbers[Int(symbol.index)] = Self.notWhole
    if case .number(let number) = literal, number.denominator.small == 1,
      let whole = number.numerator.small
    {
      wholeNumbers[Int(symbol.index)] = whole
      if whole >= -Self.smallest && whole < small.count - Self.smallest {
        small[whole + Self.smallest] = symbol
      }
    }
  }

  /// The number or truth value that a symbol is.
  public func literal(_ symbol: Symbol) -> Literal? { literals[Int(symbol.index)] }

  func kind(of symbol: Symbol) -> OperatorRecord.Kind {
    if literals[Int(symbol.index)] != nil { return .literal }
    if bank.symbols[Int(symbol.index)].arguments.isEmpty { return .symbol }
    return evaluates[symbol] == nil ? .function : .foldable
  }

  // MARK: text

  /// The term that a text in prefix notation says; `?x` is a variable, numbered in order of first
  /// occurrence in `variables`, which is continued. Returns nil where the text is no term.
  ///
  ///     var language = Language()
  ///     var names: [String] = []
  ///     let pattern = language.term("(+ ?a (+ ?b ?c))", variables: &names)
  public mutating func term(_ text: String, variables: inout [String]) -> Term? {
    var open: [(name: String?, parts: [Term])] = [(nil, [])]
    for token in Self.tokens(text) {
      switch token {
      case "(": open.append((nil, []))
      case ")":
        guard open.count > 1, let last = open.popLast(), let name = last.name else { return nil }
        open[open.count - 1].parts.append(bank.make(symbol(name, last.parts.count), last.parts))
      default:
        if open.count > 1, open[open.count - 1].name == nil {
          open[open.count - 1].name = token
          continue
        }
        open[open.count - 1].parts.append(leaf(token, &variables))
      }
    }
    return open.count == 1 && open[0].parts.count == 1 ? open[0].parts[0] : nil
  }

  /// As above, for a text without variables.
  public mutating func term(_ text: String) -> Term? {
    var variables: [String] = []
    let term = term(text, variables: &variables)
    return variables.isEmpty ? term : nil
  }

  private mutating func leaf(_ token: String, _ variables: inout [String]) -> Term {
    if token.hasPrefix("?") {
      let name = String(token.dropFirst())
      let number = variables.firstIndex(of: name) ?? variables.count
      if number == variables.count { variables.append(name) }
      return bank.variable(number, Self.anySort)
    }
    return bank.make(Literal(token).map { symbol($0) } ?? symbol(token, 0))
  }

  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var current = ""
    for character in text {
      if character == "(" || character == ")" || character.isWhitespace {
        if !current.isEmpty { tokens.append(current) }
        current = ""
        if !character.isWhitespace { tokens.append(String(character)) }
      } else {
        current.append(character)
      }
    }
    if !current.isEmpty { tokens.append(current) }
    return tokens
  }

  /// A term in prefix notation. Variables are written `?0`, or as `variables` names them.
  ///
  /// *Complexity*: linear in the size of the text.
  public func text(of term: Term, variables: [String] = []) -> String {
    var result = ""
    var stack: [(term: Term?, close: Bool)] = [(term, false)]
    while let (next, close) = stack.popLast() {
      guard let next else {
        result += close ? ")" : " "
        continue
      }
      if let number = bank.variableNumber(next) {
        result += "?" + (number < variables.count ? variables[number] : "\(number)")
      } else if let symbol = bank.symbol(next) {
        let parts = bank.arguments(next)
        result += (parts.isEmpty ? "" : "(") + names[Int(symbol.index)]
        if parts.isEmpty { continue }
        stack.append((nil, true))
        for part in parts.reversed() {
          stack.append((part, false))
          stack.append((nil, false))
        }
      }
    }
    return result
  }
}
