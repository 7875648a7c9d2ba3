// One printing: a stack of things still to be printed, and the names of variables in scope.
//
// An environment says what the levels of a term are: a name, or another term with its environment
// (for the body of a lambda, whose captured variables are terms at the place of use).
// Neighbour: `Printer.swift`.

import ProofKernel

/// The state of one printing.
struct PrintRun {
  /// What a variable stands for.
  enum Binding {
    case name(String)
    case term(TermID, environment: Int, bound: [String])
  }

  enum Item {
    case text(String)
    /// A term where operators must bind at least this tightly.
    case term(TermID, Context, environment: Int, bound: [String])
    /// A term whose sort is being written after it.
    case bare(TermID, environment: Int, bound: [String])
  }

  /// What surrounds a term.
  enum Context {
    /// Nothing, or words on both sides.
    case open
    /// An operand: precedence, the placement that may have the same precedence, and whether only
    /// a closing bracket can follow, so that a quantifier needs none of its own.
    case operand(Int, Fixity.Placement?, isLast: Bool)
    case atom

    static func operand(_ least: Int, _ same: Fixity.Placement?) -> Context {
      .operand(least, same, isLast: false)
    }

    /// Whether a term of this precedence needs parentheses here.
    func needsParentheses(_ precedence: Int, _ placement: Fixity.Placement?) -> Bool {
      switch self {
      case .open: return false
      case .atom: return true
      case .operand(let least, let same, let isLast):
        if precedence == 0 && isLast { return false }
        return precedence < least || (precedence == least && same != nil && same != placement)
      }
    }

    /// Whether only a closing bracket can follow the end of a term of this precedence here.
    func isLast(_ precedence: Int, _ placement: Fixity.Placement?) -> Bool {
      if needsParentheses(precedence, placement) { return true }
      switch self {
      case .open: return true
      case .atom: return false
      case .operand(_, _, let isLast): return isLast
      }
    }
  }

  let printer: Printer
  let store: TermStore
  var environments: [[Binding]]
  var taken: Set<String>
  /// Sorts to be written at the first occurrence of free variables, by level.
  var annotations: [Int: SortID] = [:]
  /// Quantifiers whose variable gets its sort.
  var annotatedQuantifiers: Set<TermID> = []
  /// Terms that are written with their sort.
  var annotatedTerms: Set<TermID> = []
  var items: [Item] = []
  var output = ""

  init(printer: Printer, store: TermStore, names: [String]) {
    self.printer = printer
    self.store = store
    environments = [names.map { .name($0) }]
    taken = Set(names)
  }

  mutating func print(_ root: TermID) -> String {
    items = [.term(root, .open, environment: 0, bound: [])]
    var length = 0
    while let item = items.popLast() {
      switch item {
      case .text(let text):
        output += text
        length += text.utf8.count
        if length > Printer.maximumLength { return output + "…" }
      case .term(let term, let context, let environment, let bound):
        if environment == 0 && annotatedTerms.contains(term) {
          let sort = printer.sortText(store.sort(of: term), store, isArgument: false)
          push([
            .text("("), .bare(term, environment: environment, bound: bound), .text(" : \(sort))"),
          ])
        } else {
          show(term, context, environment, bound)
        }
      case .bare(let term, let environment, let bound): show(term, .open, environment, bound)
      }
    }
    return output
  }

  mutating func push(_ list: [Item]) { items.append(contentsOf: list.reversed()) }

  private mutating func show(
    _ term: TermID, _ context: Context, _ environment: Int, _ bound: [String]
  ) {
    func part(_ term: TermID, _ context: Context) -> Item {
      .term(term, context, environment: environment, bound: bound)
    }
    switch store.shape(of: term) {
    case .variable(let level, _): variable(level, context, environment)
    case .bound(let index, _):
      output += index < bound.count ? bound[bound.count - 1 - index] : "?\(index)"
    case .numeral(let number, let sort): numeral(number, sort, context)
    case .apply(let symbol, _, let parts):
      apply(term, symbol, parts, context, environment, bound)
    case .connective(let connective, let parts):
      self.connective(connective, parts, context, part)
    case .quantifier(let quantifier, let sort, let body):
      self.quantifier(term, quantifier, sort, body, context, environment, bound)
    }
  }

  private mutating func variable(_ level: Int, _ context: Context, _ environment: Int) {
    guard level < environments[environment].count else {
      output += "?v\(level)"
      return
    }
    switch environments[environment][level] {
    case .name(let name):
      if environment == 0, let sort = annotations.removeValue(forKey: level) {
        let text = printer.sortText(sort, store, isArgument: false)
        output += "(\(name) : \(text))"
      } else {
        output += name
      }
    case .term(let term, let outer, let bound):
      items.append(.term(term, context, environment: outer, bound: bound))
    }
  }

  /// A number: digits where the sort's constructors are `0` and `S`, else the constructors.
  private mutating func numeral(_ number: UInt64, _ sort: SortID, _ context: Context) {
    guard case .application(let symbol, _) = store.shape(of: sort),
      let numeric = store.sortSymbols[Int(symbol.index)].numeric
    else { return }
    let zero = store.operators[Int(numeric.zero.index)].name
    let successor = store.operators[Int(numeric.successor.index)].name
    if zero == "0" && successor == "S" && (number == 0 || !printer.reserved.contains("\(number)")) {
      output += String(number)
      return
    }
    let shown = Int(min(number, 4_096))
    let isAtom = if case .atom = context { true } else { false }
    let opening = isAtom && shown > 0 ? "(" : ""
    output += opening
    for index in 0..<shown { output += name(successor) + (index + 1 < shown ? " (" : " ") }
    output += name(zero) + String(repeating: ")", count: max(shown - 1, 0))
    if !opening.isEmpty { output += ")" }
  }

  func name(_ name: String) -> String {
    printer.isSymbolic(name) ? "(\(printer.spelling(name)))" : name
  }

  // MARK: Formulas

  private mutating func connective(
    _ connective: Connective, _ parts: [TermID], _ context: Context,
    _ part: (TermID, Context) -> Item
  ) {
    switch connective {
    case .falsum: output += "false"
    case .equal:
      if isTruth(parts[1]) && readsAsTruth(parts[0]) {
        items.append(part(parts[0], context))
      } else {
        infix(.equal, 30, nil, parts, context, part)
      }
    case .not:
      if case .connective(.falsum, _) = store.shape(of: parts[0]) {
        output += "true"
      } else if case .connective(.equal, let sides) = store.shape(of: parts[0]),
        !(isTruth(sides[1]) && readsAsTruth(sides[0]))
      {
        infix(.notEqual, 30, nil, sides, context, part)
      } else {
        let word = printer.spelling(TokenKind.not) + (printer.style == .unicode ? "" : " ")
        let isLast = context.isLast(25, .prefix)
        bracketed(
          25, context, [.text(word), part(parts[0], .operand(25, .prefix, isLast: isLast))])
      }
    case .and: infix(.and, 20, .infixr, parts, context, part)
    case .or: infix(.or, 15, .infixr, parts, context, part)
    case .implies: infix(.implies, 10, .infixr, parts, context, part)
    case .iff: infix(.iff, 5, nil, parts, context, part)
    }
  }

  private mutating func infix(
    _ kind: TokenKind, _ precedence: Int, _ placement: Fixity.Placement?, _ parts: [TermID],
    _ context: Context, _ part: (TermID, Context) -> Item
  ) {
    let isLast = context.isLast(precedence, placement)
    let least = placement == .infixr ? precedence : precedence + 1
    let list = [
      part(parts[0], .operand(precedence + 1, nil)),
      .text(" " + printer.spelling(kind) + " "),
      part(parts[1], .operand(least, placement, isLast: isLast)),
    ]
    bracketed(precedence, context, placement: placement, list)
  }

  /// Prints items, in parentheses if the context binds more tightly.
  mutating func bracketed(
    _ precedence: Int, _ context: Context, placement: Fixity.Placement? = .prefix, _ list: [Item]
  ) {
    let isBare = !context.needsParentheses(precedence, placement)
    push(isBare ? list : [.text("(")] + list + [.text(")")])
  }

  private func constant(_ term: TermID) -> String? {
    guard case .apply(let symbol, _, let parts) = store.shape(of: term), parts.isEmpty else {
      return nil
    }
    return store.operators[Int(symbol.index)].name
  }

  private func isTruth(_ term: TermID) -> Bool {
    guard let name = constant(term), name == "true" || name == "True",
      case .application(let symbol, _) = store.shape(of: store.sort(of: term))
    else { return false }
    return store.sortSymbols[Int(symbol.index)].name == "Bool"
  }

  /// Whether a Bool term stands for `t = true` as a formula: not the constants, whose names mean
  /// absurdity and its negation there.
  private func readsAsTruth(_ term: TermID) -> Bool {
    let name = constant(term)
    return name != "true" && name != "false"
  }

  private mutating func quantifier(
    _ term: TermID, _ quantifier: Quantifier, _ sort: SortID, _ body: TermID, _ context: Context,
    _ environment: Int, _ bound: [String]
  ) {
    var bound = bound
    var (next, sort, inner) = (term, sort, body)
    var names: [String] = []
    // Quantifiers of one kind in a row share the word.
    while true {
      let name = printer.freshName(sort, store, taken.union(bound))
      bound.append(name)
      let isAnnotated = annotatedQuantifiers.contains(next)
      names.append(
        isAnnotated ? "(\(name) : \(printer.sortText(sort, store, isArgument: false)))" : name)
      guard case .quantifier(quantifier, let following, let deeper) = store.shape(of: inner) else {
        break
      }
      (next, sort, inner) = (inner, following, deeper)
    }
    var text = printer.spelling(quantifier == .forall ? .forall : .exists)
    if printer.style == .ascii || names[0].hasPrefix("(") { text += " " }
    text += names.joined(separator: " ") + ". "
    bracketed(
      0, context, [.text(text), .term(inner, .open, environment: environment, bound: bound)])
  }
}
