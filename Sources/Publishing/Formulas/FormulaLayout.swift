// A formula as a row of tokens, with the fewest parentheses that the axiom language allows. Start at
// `tokens(of:)`. Shared subterms are written out where they stand, so a small term may be a long
// text: beyond `largestDepth` and `largestCount` an ellipsis stands for the rest, and the recursion
// is bounded with it. `MathMLWriter` and `FormulaText` turn the tokens into bytes.

import AxiomLanguage
import ProofKernel

/// What a formula is written with.
enum FormulaToken: Hashable {
  case variable(String)
  /// A declared name: a constant, or a function before its arguments.
  case name(String)
  case number(UInt64)
  /// An operator or a connective between or beside its arguments, in ASCII spelling.
  case symbol(String)
  /// A quantifier or a negation, which stands close to what follows.
  case prefix(String)
  case dot
  case open
  case close
  /// Between a function and its arguments.
  case space
  case beginGroup
  case endGroup
  case beginMark(Mark)
  case endMark(Mark)
  case ellipsis
}

/// Spells terms and formulas of one theory.
struct FormulaLayout: Sendable {
  /// How many levels of subterms are written out: with more, nobody can match the parentheses.
  static let largestDepth = 96
  /// How many tokens are written (count). A page with 20 such formulas still has about 2 MB.
  static let largestCount = 4_000

  private let store: TermStore
  private let fixities: [Fixity?]
  private let boundNames: VariableNames

  /// Levels of binding; declared operators are at `operators` plus their own number.
  private enum Level {
    static let quantifier = 0
    static let iff = 1
    static let implies = 2
    static let or = 3
    static let and = 4
    static let not = 5
    static let operators = 10
    static let equal = operators + 30
    static let application = operators + 110
    static let atom = operators + 120
  }

  init(_ document: TheoryDocument, _ store: TermStore) {
    self.store = store
    fixities = document.operatorNotes.map(\.fixity)
    boundNames = VariableNames(store)
  }

  /// The formula, spelled. Never fails.
  func tokens(of formula: Formula) -> [FormulaToken] {
    var state = Spelling(names: formula.names)
    write(formula.term, 0, formula.marks[...].map { ($0.position[...], $0.mark) }, &state)
    return state.tokens
  }

  private struct Spelling {
    let names: [String]
    var bound: [String] = []
    var depth = 0
    var tokens: [FormulaToken] = []
  }
  private typealias Marks = [(position: ArraySlice<UInt32>, mark: Mark)]

  /// Writes a term where something of that level or more is expected.
  private func write(_ term: TermID, _ level: Int, _ marks: Marks, _ state: inout Spelling) {
    guard state.depth < Self.largestDepth, state.tokens.count < Self.largestCount else {
      state.tokens.append(.ellipsis)
      return
    }
    state.depth += 1
    defer { state.depth -= 1 }
    let shape = store.shape(of: term)
    // A numeral is not taken apart: a mark inside of it is a mark around it.
    var isNumeral = false
    if case .numeral = shape { isNumeral = true }
    let here = marks.filter { isNumeral || $0.position.isEmpty }.map(\.mark)
    for mark in here { state.tokens.append(.beginMark(mark)) }
    let needsParentheses = self.level(of: shape) < level
    state.tokens.append(needsParentheses ? .open : .beginGroup)
    write(shape, marks, &state)
    state.tokens.append(needsParentheses ? .close : .endGroup)
    for mark in here.reversed() { state.tokens.append(.endMark(mark)) }
  }

  /// Writes the i-th of some children.
  private func write(
    _ parts: [TermID], _ index: Int, _ level: Int, _ marks: Marks, _ state: inout Spelling
  ) {
    let inside = marks.filter { $0.position.first == UInt32(index) }
    write(parts[index], level, inside.map { ($0.position.dropFirst(), $0.mark) }, &state)
  }

  private func write(_ shape: TermShape, _ marks: Marks, _ state: inout Spelling) {
    switch shape {
    case .variable(let level, _):
      state.tokens.append(
        .variable(state.names.indices.contains(level) ? state.names[level] : "?\(level)"))
    case .bound(let index, _):
      let place = state.bound.count - 1 - index
      state.tokens.append(.variable(place >= 0 ? state.bound[place] : "?"))
    case .numeral(let number, _): state.tokens.append(.number(number))
    case .apply(let symbol, _, let parts): write(symbol, parts, marks, &state)
    case .connective(let connective, let parts): write(connective, parts, marks, &state)
    case .quantifier(let quantifier, let sort, let body):
      write(quantifier, sort, body, &state)
    }
  }

  // MARK: operators

  private func write(
    _ symbol: OperatorID, _ parts: [TermID], _ marks: Marks, _ state: inout Spelling
  ) {
    let name = store.operators[Int(symbol.index)].name
    if symbol == .apply, parts.count == 2 {
      write(parts, 0, Level.application, marks, &state)
      state.tokens.append(.space)
      write(parts, 1, Level.atom, marks, &state)
    } else if let fixity = fixity(symbol, parts.count) {
      let level = Level.operators + fixity.precedence
      switch fixity.placement {
      case .infix, .infixl, .infixr:
        write(parts, 0, fixity.placement == .infixl ? level : level + 1, marks, &state)
        state.tokens.append(.symbol(name))
        write(parts, 1, fixity.placement == .infixr ? level : level + 1, marks, &state)
      case .prefix:
        state.tokens.append(.prefix(name))
        write(parts, 0, level, marks, &state)
      case .postfix:
        write(parts, 0, level, marks, &state)
        state.tokens.append(.symbol(name))
      }
    } else {
      state.tokens.append(.name(name))
      for index in parts.indices {
        state.tokens.append(.space)
        write(parts, index, Level.atom, marks, &state)
      }
    }
  }

  /// How an operator with that many arguments is written, unless it is before them.
  private func fixity(_ symbol: OperatorID, _ count: Int) -> Fixity? {
    guard let fixity = fixities[Int(symbol.index)] else { return nil }
    switch fixity.placement {
    case .infix, .infixl, .infixr: return count == 2 ? fixity : nil
    case .prefix, .postfix: return count == 1 ? fixity : nil
    }
  }

  private func level(of shape: TermShape) -> Int {
    switch shape {
    case .variable, .bound, .numeral: return Level.atom
    case .apply(let symbol, _, let parts):
      if symbol == .apply { return Level.application }
      if let fixity = fixity(symbol, parts.count) { return Level.operators + fixity.precedence }
      return parts.isEmpty ? Level.atom : Level.application
    case .connective(let connective, let parts):
      switch connective {
      case .equal: return Level.equal
      case .falsum: return Level.atom
      case .not: return isEquation(parts[0]) ? Level.equal : Level.not
      case .and: return Level.and
      case .or: return Level.or
      case .implies: return Level.implies
      case .iff: return Level.iff
      }
    case .quantifier: return Level.quantifier
    }
  }

  // MARK: connectives

  private func isEquation(_ term: TermID) -> Bool {
    if case .connective(.equal, _) = store.shape(of: term) { return true }
    return false
  }

  private func write(
    _ connective: Connective, _ parts: [TermID], _ marks: Marks, _ state: inout Spelling
  ) {
    switch connective {
    case .falsum: state.tokens.append(.name("false"))
    case .not:
      if case .connective(.equal, let sides) = store.shape(of: parts[0]),
        !marks.contains(where: { $0.position == [0] })
      {
        let inner = marks.filter { $0.position.first == 0 }
        let passed: Marks = inner.map { ($0.position.dropFirst(), $0.mark) }
        write(sides, "/=", Level.equal + 1, Level.equal + 1, passed, &state)
      } else {
        state.tokens.append(.prefix("not"))
        // Tighter than the language asks for, as people write it: ¬(x ≤ y).
        write(parts, 0, Level.application, marks, &state)
      }
    case .equal: write(parts, "=", Level.equal + 1, Level.equal + 1, marks, &state)
    case .and: write(parts, "and", Level.and + 1, Level.and + 1, marks, &state)
    case .or: write(parts, "or", Level.or + 1, Level.or + 1, marks, &state)
    case .implies: write(parts, "=>", Level.implies + 1, Level.implies, marks, &state)
    case .iff: write(parts, "<=>", Level.iff + 1, Level.iff + 1, marks, &state)
    }
  }

  private func write(
    _ sides: [TermID], _ symbol: String, _ left: Int, _ right: Int, _ marks: Marks,
    _ state: inout Spelling
  ) {
    write(sides, 0, left, marks, &state)
    state.tokens.append(.symbol(symbol))
    write(sides, 1, right, marks, &state)
  }

  /// Writes ∀x y z. … for quantifiers of one kind around one another.
  private func write(
    _ quantifier: Quantifier, _ sort: SortID, _ body: TermID, _ state: inout Spelling
  ) {
    state.tokens.append(.prefix(quantifier == .forall ? "forall" : "exists"))
    var (sort, body, count) = (sort, body, 0)
    while true {
      let name = boundNames.fresh(sort, taken: state.names + state.bound, store)
      state.bound.append(name)
      count += 1
      if count > 1 { state.tokens.append(.space) }
      state.tokens.append(.variable(name))
      guard case .quantifier(quantifier, let next, let inner) = store.shape(of: body) else { break }
      (sort, body) = (next, inner)
    }
    state.tokens.append(.dot)
    write(body, Level.quantifier, [], &state)
    state.bound.removeLast(count)
  }
}
