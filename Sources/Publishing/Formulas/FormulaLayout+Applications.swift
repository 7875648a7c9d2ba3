// Operators where their fixity puts them, functions before their arguments, `if`, and the constants
// to which the language lifts operators, lambdas and matches that stand as values: these are written
// as what they stand for. Start at `write(_: OperatorID …)`. Neighbour: `FormulaLayout.swift`.

import AxiomLanguage
import ProofKernel

/// What a lifted constant stands for. The names are those of `AxiomLanguage/Lifting+Keys.swift`.
enum LiftedTerm: Sendable {
  /// The operator with this name.
  case value(String)
  /// Captured variables (count), then parameters, then the body.
  case lambda(Equation, captured: Int)
  /// Equations whose last pattern is that of an arm; captured variables (count) before it.
  case match([Equation], captured: Int)

  /// The lifted constants of a theory.
  static func all(in document: TheoryDocument) -> [OperatorID: LiftedTerm] {
    var found: [OperatorID: LiftedTerm] = [:]
    let operators = document.theory.store.operators
    for declaration in document.declarations {
      switch declaration {
      case .definition(let symbol, let equation):
        let declared = operators[Int(symbol.index)]
        guard declared.name.hasPrefix("\\") else { continue }
        found[symbol] =
          declared.name.hasPrefix("\\.")
          ? .lambda(equation, captured: declared.arguments.count)
          : .value(String(declared.name.dropFirst()))
      case .functions(let group, _):
        for function in group {
          let declared = operators[Int(function.symbol.index)]
          guard declared.name.hasPrefix("\\|.") else { continue }
          found[function.symbol] = .match(
            function.equations, captured: declared.arguments.count - 1)
        }
      default: continue
      }
    }
    return found
  }

  /// What pages call a constant: itself, unless it is lifted.
  static func title(of name: String) -> String {
    guard name.hasPrefix("\\") else { return FormulaSpelling.unicode.symbol(name) }
    if name.hasPrefix("\\.") { return "a λ-term" }
    if name.hasPrefix("\\|.") { return "a match" }
    return "(\(FormulaSpelling.unicode.symbol(String(name.dropFirst())))) as a value"
  }
}

extension FormulaLayout {
  /// How tightly an application binds.
  func binder(of symbol: OperatorID, _ parts: [TermID]) -> Binder {
    if symbol == .apply { return Binder(level: Level.application) }
    switch lifted[symbol] {
    case .value: return Binder(level: Level.atom)
    case .lambda, .match: return Binder(level: Level.quantifier)
    case nil: break
    }
    if isConditional(symbol, parts) { return Binder(level: Level.quantifier) }
    if let fixity = fixity(symbol, parts.count) {
      return Binder(level: fixity.precedence, grouping: fixity.placement)
    }
    return Binder(level: parts.isEmpty ? Level.atom : Level.application)
  }

  private func name(of symbol: OperatorID) -> String { store.operators[Int(symbol.index)].name }

  private func isConditional(_ symbol: OperatorID, _ parts: [TermID]) -> Bool {
    parts.count == 3 && name(of: symbol) == "if"
  }

  /// How an operator with that many arguments is written, unless it is before them.
  private func fixity(_ symbol: OperatorID, _ count: Int) -> Fixity? {
    guard let fixity = fixities[Int(symbol.index)] else { return nil }
    switch fixity.placement {
    case .infix, .infixl, .infixr: return count == 2 ? fixity : nil
    case .prefix, .postfix: return count == 1 ? fixity : nil
    }
  }

  /// Writes an operator with its arguments.
  func write(_ symbol: OperatorID, _ parts: [TermID], _ marks: Marks, _ state: inout Spelling) {
    if symbol == .apply, parts.count == 2 {
      write(parts, 0, Level.application, marks, &state)
      state.tokens.append(.space)
      write(parts, 1, Level.atom, marks, &state)
    } else if let lifted = lifted[symbol] {
      write(lifted, parts, marks, &state)
    } else if isConditional(symbol, parts) {
      for (place, word) in ["if", "then", "else"].enumerated() {
        state.tokens.append(.word(word))
        write(parts, place, Level.iff, marks, &state)
      }
    } else if let fixity = fixity(symbol, parts.count) {
      let isClear = state.nestedBothWays.contains(symbol)
      write(name(of: symbol), fixity, parts, isClear: isClear, marks, &state)
    } else {
      state.tokens.append(.name(shown(name(of: symbol))))
      for index in parts.indices {
        state.tokens.append(.space)
        write(parts, index, Level.atom, marks, &state)
      }
    }
  }

  /// A name as it stands before arguments or alone: operators in parentheses.
  private func shown(_ name: String) -> String {
    let isWord = name.first.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "[" } ?? true
    return isWord ? name : "(\(FormulaSpelling.unicode.symbol(name)))"
  }

  private func write(
    _ name: String, _ fixity: Fixity, _ parts: [TermID], isClear: Bool, _ marks: Marks,
    _ state: inout Spelling
  ) {
    let (level, placement) = (fixity.precedence, fixity.placement)
    switch placement {
    case .infix, .infixl, .infixr:
      let (isLeft, isRight) = (placement == .infixl && !isClear, placement == .infixr && !isClear)
      write(parts, 0, isLeft ? level : level + 1, same: isLeft ? placement : nil, marks, &state)
      state.tokens.append(.symbol(name))
      write(parts, 1, isRight ? level : level + 1, same: isRight ? placement : nil, marks, &state)
    case .prefix:
      state.tokens.append(.prefix(name))
      write(parts, 0, level + 1, marks, &state)
    case .postfix:
      write(parts, 0, level + 1, marks, &state)
      state.tokens.append(.postfix(name))
    }
  }

  /// A formula with more nodes is not made clearer by more parentheses (count).
  private static let clearSize = 24

  /// The operators between arguments that a small formula nests on their left and on their right, as
  /// associativity does: there a reader should not have to know how they group.
  func nestedBothWays(_ formula: TermID) -> Set<OperatorID> {
    var (left, right): (Set<OperatorID>, Set<OperatorID>) = ([], [])
    var stack = [formula]
    var count = 0
    while let term = stack.popLast() {
      count += 1
      guard count <= Self.clearSize else { return [] }
      switch store.shape(of: term) {
      case .variable, .bound, .numeral: break
      case .connective(_, let parts): stack += parts
      case .quantifier(_, _, let body): stack.append(body)
      case .apply(let symbol, _, let parts):
        stack += parts
        guard parts.count == 2, fixity(symbol, 2) != nil else { continue }
        if case .apply(symbol, _, _) = store.shape(of: parts[0]) { left.insert(symbol) }
        if case .apply(symbol, _, _) = store.shape(of: parts[1]) { right.insert(symbol) }
      }
    }
    return left.intersection(right)
  }

  // MARK: what was lifted

  private func write(
    _ lifted: LiftedTerm, _ parts: [TermID], _ marks: Marks, _ state: inout Spelling
  ) {
    let outer = (state.free, state.bound)
    let captured = parts.map { Binding.term($0, free: outer.0, bound: outer.1) }
    switch lifted {
    case .value(let name): state.tokens.append(.name(shown(name)))
    case .lambda(let equation, let count):
      let names = open(captured, equation.parameters.dropFirst(count), &state)
      state.tokens.append(.prefix("\\"))
      for (place, name) in names.enumerated() {
        if place > 0 { state.tokens.append(.space) }
        state.tokens.append(.variable(name))
      }
      state.tokens.append(.dot)
      write(equation.right, Level.quantifier, [], &state)
    case .match(let equations, let count):
      state.tokens.append(.word("match"))
      write(parts, parts.count - 1, Level.iff, marks, &state)
      state.tokens.append(.word("with"))
      for equation in equations {
        guard case .apply(_, _, let patterns) = store.shape(of: equation.left) else { continue }
        _ = open(Array(captured.prefix(count)), equation.parameters.dropFirst(count), &state)
        state.tokens.append(.symbol("|"))
        write(patterns, patterns.count - 1, Level.iff, [], &state)
        state.tokens.append(.symbol("->"))
        write(equation.right, Level.iff, [], &state)
        (state.free, state.bound) = outer
      }
    }
    (state.free, state.bound) = outer
  }

  /// Enters the body of a lambda or an arm; returns the names of its variables.
  private func open(
    _ captured: [Binding], _ sorts: ArraySlice<SortID>, _ state: inout Spelling
  ) -> [String] {
    var names: [String] = []
    for sort in sorts {
      names.append(
        variableNames.bound(sort, taken: state.taken + state.bound + names, store))
    }
    state.free = captured + names.map { .name($0) }
    state.bound += names
    return names
  }
}
