// A formula as a row of tokens, with the fewest parentheses that the axiom language allows. Start at
// `tokens(of:)`. Shared subterms are written out where they stand, so a small term may be a long
// text: beyond `largestDepth` and `largestCount` an ellipsis stands for the rest, and the recursion
// is bounded with it. Operators are in `FormulaLayout+Applications.swift`; `MathMLWriter` and
// `FormulaText` turn the tokens into bytes. Text to be read back is `AxiomLanguage.Printer`'s.

import AxiomLanguage
import ProofKernel

/// What a formula is written with.
enum FormulaToken: Hashable {
  case variable(String)
  /// A declared name: a constant, or a function before its arguments.
  case name(String)
  /// The formula that never holds; the constant `false` of Bool is a name.
  case absurdity
  case number(UInt64)
  /// An operator or a connective between its arguments, in ASCII spelling.
  case symbol(String)
  /// An operator after its argument.
  case postfix(String)
  /// A quantifier or a negation, which stands close to what follows.
  case prefix(String)
  /// A word of the language, with spaces around it: `if`, `then`.
  case word(String)
  case dot
  case open
  case close
  /// Between a function and its arguments.
  case space
  case beginMark(Mark)
  case endMark(Mark)
  /// The rest of a formula that is too large.
  case ellipsis
  /// A part that the lines around show as well.
  case unchanged
}

/// Spells terms and formulas of one theory.
struct FormulaLayout: Sendable {
  /// How many levels of subterms are written out: with more, nobody can match the parentheses.
  static let largestDepth = 96
  /// How many tokens are written (count). A page with 20 such formulas still has about 2 MB.
  static let largestCount = 4_000

  /// The terms that can be spelled; outlines of proofs have more than the theory.
  var store: TermStore
  let fixities: [Fixity?]
  let lifted: [OperatorID: LiftedTerm]
  let variableNames: VariableNames

  /// How tightly things bind; declared operators have their own numbers. As in `Printer`.
  enum Level {
    static let quantifier = 0
    static let iff = 5
    static let implies = 10
    static let or = 15
    static let and = 20
    static let not = 25
    static let equal = 30
    static let application = 100
    static let atom = 101
  }

  init(_ document: TheoryDocument, _ store: TermStore) {
    self.store = store
    fixities = document.operatorNotes.map(\.fixity)
    lifted = LiftedTerm.all(in: document)
    variableNames = VariableNames(store)
  }

  /// A formula this large is shortened in the middle of a chain (nodes).
  static let longLine = 40
  /// Parts this large are left out there, if nothing in them changes (nodes).
  static let longPart = 8

  /// The formula, spelled. Never fails.
  ///
  /// `isShort` leaves out large parts that hold no mark: for lines of a chain between two others.
  func tokens(of formula: Formula, isShort: Bool = false) -> [FormulaToken] {
    var state = Spelling(taken: formula.names)
    state.isShort = isShort && isLarge(formula.term, Self.longLine)
    state.free = formula.names.map { .name($0) }
    let marks: Marks = formula.marks.map { ($0.position[...], $0.mark) }
    if formula.style != .plain { state.nestedBothWays = nestedBothWays(formula.term) }
    if formula.style == .definition,
      case .connective(.equal, let sides) = store.shape(of: formula.term)
    {
      write(sides, "=", Level.equal, marks, &state)
      return state.tokens
    }
    write(formula.term, Level.quantifier, marks, &state)
    return state.tokens
  }

  /// What a free variable stands for: a name, or what a lambda has captured at the place of use.
  indirect enum Binding {
    case name(String)
    case term(TermID, free: [Binding], bound: [String])
  }

  /// The state of one spelling.
  struct Spelling {
    let taken: [String]
    var free: [Binding] = []
    var bound: [String] = []
    var depth = 0
    var tokens: [FormulaToken] = []
    var isShort = false
    /// Operators of which both nestings are in parentheses.
    var nestedBothWays: Set<OperatorID> = []

    init(taken: [String]) { self.taken = taken }
  }

  /// How tightly a term binds: a number, and how it groups with others of that number.
  struct Binder {
    let level: Int
    var grouping: Fixity.Placement?
  }

  typealias Marks = [(position: ArraySlice<UInt32>, mark: Mark)]

  // MARK: terms

  /// Writes a term where something that binds that tightly is expected; just as tightly only if it
  /// groups in the same way, where that is given.
  func write(
    _ term: TermID, _ level: Int, same: Fixity.Placement? = nil, _ marks: Marks,
    _ state: inout Spelling
  ) {
    guard state.depth < Self.largestDepth, state.tokens.count < Self.largestCount else {
      state.tokens.append(.ellipsis)
      return
    }
    state.depth += 1
    defer { state.depth -= 1 }
    let shape = store.shape(of: term)
    if case .variable(let number, _) = shape, state.free.indices.contains(number),
      case .term(let value, let free, let bound) = state.free[number]
    {
      let outer = (state.free, state.bound)
      (state.free, state.bound) = (free, bound)
      write(value, level, same: same, marks, &state)
      (state.free, state.bound) = outer
      return
    }
    // A numeral is not taken apart: a mark inside of it is a mark around it.
    var isNumeral = false
    if case .numeral = shape { isNumeral = true }
    let here = marks.filter { isNumeral || $0.position.isEmpty }.map(\.mark)
    if state.isShort, marks.isEmpty, isLarge(term, Self.longPart) {
      state.tokens.append(.unchanged)
      return
    }
    let wasShort = state.isShort
    defer { state.isShort = wasShort }
    state.isShort = wasShort && here.isEmpty
    for mark in here { state.tokens.append(.beginMark(mark)) }
    let own = binder(of: shape, marks)
    let needsParentheses =
      own.level < level || own.level == level && same != nil && own.grouping != same
    if needsParentheses { state.tokens.append(.open) }
    write(shape, marks, &state)
    if needsParentheses { state.tokens.append(.close) }
    for mark in here.reversed() { state.tokens.append(.endMark(mark)) }
  }

  /// Whether a term has at least that many nodes, written out.
  private func isLarge(_ term: TermID, _ limit: Int) -> Bool {
    var stack = [term]
    var count = 0
    while let next = stack.popLast(), count < limit {
      count += 1
      switch store.shape(of: next) {
      case .variable, .bound, .numeral: break
      case .apply(_, _, let parts), .connective(_, let parts): stack += parts
      case .quantifier(_, _, let body): stack.append(body)
      }
    }
    return count >= limit
  }

  /// Writes the i-th of some children.
  func write(
    _ parts: [TermID], _ index: Int, _ level: Int, same: Fixity.Placement? = nil, _ marks: Marks,
    _ state: inout Spelling
  ) {
    let inside = marks.filter { $0.position.first == UInt32(index) }
    let passed: Marks = inside.map { ($0.position.dropFirst(), $0.mark) }
    write(parts[index], level, same: same, passed, &state)
  }

  private func write(_ shape: TermShape, _ marks: Marks, _ state: inout Spelling) {
    switch shape {
    case .variable(let level, _):
      if state.free.indices.contains(level), case .name(let name) = state.free[level] {
        state.tokens.append(.variable(name))
      } else {
        state.tokens.append(.variable("?\(level)"))
      }
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

  private func binder(of shape: TermShape, _ marks: Marks) -> Binder {
    switch shape {
    case .variable, .bound, .numeral: return Binder(level: Level.atom)
    case .apply(let symbol, _, let parts): return binder(of: symbol, parts)
    case .connective(let connective, let parts):
      switch connective {
      case .equal:
        guard readsAsTruth(parts, marks) else { return Binder(level: Level.equal) }
        return binder(of: store.shape(of: parts[0]), [])
      case .falsum: return Binder(level: Level.atom)
      case .not:
        return Binder(level: inequation(parts[0], marks) == nil ? Level.not : Level.equal)
      case .and: return Binder(level: Level.and, grouping: .infixr)
      case .or: return Binder(level: Level.or, grouping: .infixr)
      case .implies: return Binder(level: Level.implies, grouping: .infixr)
      case .iff: return Binder(level: Level.iff)
      }
    case .quantifier: return Binder(level: Level.quantifier)
    }
  }

  // MARK: connectives

  /// Whether an equation is a Bool term that stands for `t = true`, and is written t.
  private func readsAsTruth(_ sides: [TermID], _ marks: Marks) -> Bool {
    guard case .apply(let symbol, _, let parts) = store.shape(of: sides[1]), parts.isEmpty,
      ["true", "True"].contains(store.operators[Int(symbol.index)].name),
      case .application(let sort, _) = store.shape(of: store.sort(of: sides[1])),
      store.sortSymbols[Int(sort.index)].name == "Bool"
    else { return false }
    // The constants themselves would be read as truth and absurdity.
    if case .apply(_, _, let own) = store.shape(of: sides[0]), own.isEmpty { return false }
    return !marks.contains { $0.position == [1] }
  }

  /// The sides of s = t where ¬(s = t) is to be written s ≠ t.
  private func inequation(_ negated: TermID, _ marks: Marks) -> [TermID]? {
    guard case .connective(.equal, let sides) = store.shape(of: negated),
      !readsAsTruth(sides, []), !marks.contains(where: { $0.position == [0] })
    else { return nil }
    return sides
  }

  private func write(
    _ connective: Connective, _ parts: [TermID], _ marks: Marks, _ state: inout Spelling
  ) {
    switch connective {
    case .falsum: state.tokens.append(.absurdity)
    case .not:
      if let sides = inequation(parts[0], marks) {
        let inner = marks.filter { $0.position.first == 0 }
        let passed: Marks = inner.map { ($0.position.dropFirst(), $0.mark) }
        write(sides, "/=", Level.equal, passed, &state)
      } else {
        state.tokens.append(.prefix("not"))
        // Tighter than the language asks for, as people write it: ¬(x ≤ y).
        write(parts, 0, Level.application, marks, &state)
      }
    case .equal where readsAsTruth(parts, marks):
      write(parts, 0, Level.quantifier, marks, &state)
    case .equal: write(parts, "=", Level.equal, marks, &state)
    case .and: write(parts, "and", Level.and, groups: true, marks, &state)
    case .or: write(parts, "or", Level.or, groups: true, marks, &state)
    case .implies: write(parts, "=>", Level.implies, groups: true, marks, &state)
    case .iff: write(parts, "<=>", Level.iff, marks, &state)
    }
  }

  /// Writes a symbol between two sides; some group to the right.
  private func write(
    _ sides: [TermID], _ symbol: String, _ level: Int, groups: Bool = false, _ marks: Marks,
    _ state: inout Spelling
  ) {
    write(sides, 0, level + 1, marks, &state)
    state.tokens.append(.symbol(symbol))
    if groups {
      write(sides, 1, level, same: .infixr, marks, &state)
    } else {
      write(sides, 1, level + 1, marks, &state)
    }
  }

  /// Writes ∀x y z. … for quantifiers of one kind around one another.
  private func write(
    _ quantifier: Quantifier, _ sort: SortID, _ body: TermID, _ state: inout Spelling
  ) {
    state.tokens.append(.prefix(quantifier == .forall ? "forall" : "exists"))
    var (sort, body, count) = (sort, body, 0)
    while true {
      let name = variableNames.bound(sort, taken: state.taken + state.bound, store)
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
