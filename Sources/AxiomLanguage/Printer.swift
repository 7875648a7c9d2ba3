// Kernel terms and formulas as text of the language.
//
// Minimal parentheses, given variable names or generated ones, ASCII or Unicode; what was lifted is
// printed as the operator, lambda or `match` that it stands for. Elaborating the text gives the
// same kernel formula: a variable whose sort the text would not determine is annotated, see
// `Printer+Annotations.swift`. The walk keeps its own stack. Entry: `text(of:in:variableNames:)`.

import ProofKernel

/// Prints what a theory can say.
public struct Printer: Sendable {
  /// The spelling of symbols.
  public enum Style: Sendable {
    /// `forall x. x * 0 = 0`.
    case ascii
    /// `∀x. x · 0 = 0`.
    case unicode
  }

  /// The longest text (characters): terms share parts, so a small term may have a huge text.
  public static let maximumLength = 200_000

  let style: Style
  let fixities: [String: Fixity]
  let reserved: Set<String>
  let lifted: [OperatorID: Lifted]

  /// What a lifted constant stands for.
  enum Lifted: Sendable {
    /// The operator with this name.
    case value(String)
    /// Captured variables, then parameters, then the body.
    case lambda(Equation, captured: Int, names: [String])
    /// Equations whose last pattern is that of an arm.
    case match([Equation], captured: Int)
  }

  /// A printer of terms of one theory. *Complexity*: linear in its declarations.
  public init(_ document: TheoryDocument, style: Style = .ascii) {
    self.style = style
    let store = document.theory.store
    var fixities: [String: Fixity] = [:]
    var reserved: Set<String> = []
    for (declared, note) in zip(store.operators, document.operatorNotes) {
      if let fixity = note.fixity { fixities[declared.name] = fixity }
      reserved.insert(declared.name)
    }
    var lifted: [OperatorID: Lifted] = [:]
    var fact = 0
    for declaration in document.declarations {
      switch declaration {
      case .definition(let symbol, let equation):
        let declared = store.operators[Int(symbol.index)]
        if LiftedName.isLambda(declared.name) {
          lifted[symbol] = .lambda(
            equation, captured: declared.arguments.count,
            names: document.factNotes[fact].variableNames)
        } else if let name = LiftedName.operatorName(declared.name) {
          lifted[symbol] = .value(name)
        }
        fact += 1
      case .functions(let group, _):
        for function in group {
          let declared = store.operators[Int(function.symbol.index)]
          if LiftedName.isMatch(declared.name) {
            lifted[function.symbol] = .match(
              function.equations, captured: declared.arguments.count - 1)
          }
          fact += function.equations.count
        }
      case .axiom: fact += 1
      case .sort, .inductive, .operation: break
      }
    }
    self.fixities = fixities
    self.reserved = reserved
    self.lifted = lifted
  }

  /// A statement; its parameters are free variables of the text.
  ///
  /// *Shape*: `variableNames` by level; missing or clashing ones are generated.
  public func text(of statement: Statement, in store: TermStore, variableNames: [String] = [])
    -> String
  {
    let names = self.names(statement.parameters, variableNames, in: store)
    var run = PrintRun(printer: self, store: store, names: names)
    run.annotate(statement)
    return run.print(statement.formula)
  }

  /// A term or formula. *Complexity*: linear in the text.
  public func text(of term: TermID, in store: TermStore, variableNames: [String] = []) -> String {
    var sorts: [SortID?] = []
    var pending = [term]
    var seen: Set<TermID> = [term]
    while let next = pending.popLast() {
      switch store.shape(of: next) {
      case .variable(let level, let sort):
        while sorts.count <= level { sorts.append(nil) }
        sorts[level] = sort
      case .apply(_, _, let parts), .connective(_, let parts):
        for part in parts where seen.insert(part).inserted { pending.append(part) }
      case .quantifier(_, _, let body): if seen.insert(body).inserted { pending.append(body) }
      case .bound, .numeral: break
      }
    }
    let names = self.names(sorts, variableNames, in: store)
    var run = PrintRun(printer: self, store: store, names: names)
    return run.print(term)
  }

  /// A sort, such as `List (a -> b)`. Sorts are at most 250 deep.
  public func text(of sort: SortID, in store: TermStore) -> String {
    sortText(sort, store, isArgument: false)
  }

  func sortText(_ sort: SortID, _ store: TermStore, isArgument: Bool) -> String {
    switch store.shape(of: sort) {
    case .formula: return "formula"
    case .variable(let number): return generatedSortName(number)
    case .application(let symbol, let parts):
      if symbol == .arrow {
        // To the right arrows need no parentheses, to the left only arrows do.
        let from = sortText(parts[0], store, isArgument: isArrow(parts[0], store))
        let to = sortText(parts[1], store, isArgument: false)
        let text = "\(from) \(style == .ascii ? "->" : "→") \(to)"
        return isArgument ? "(\(text))" : text
      }
      let texts = parts.map { sortText($0, store, isArgument: true) }
      let name = store.sortSymbols[Int(symbol.index)].name
      if parts.isEmpty { return name }
      let text = ([name] + texts).joined(separator: " ")
      return isArgument ? "(\(text))" : text
    }
  }

  private func isArrow(_ sort: SortID, _ store: TermStore) -> Bool {
    if case .application(.arrow, _) = store.shape(of: sort) { return true } else { return false }
  }

  // MARK: Names

  /// The given names, made distinct and distinct from operators; generated ones where none is given.
  func names(_ sorts: [SortID?], _ given: [String], in store: TermStore) -> [String] {
    var taken: Set<String> = []
    var result: [String] = []
    for (level, sort) in sorts.enumerated() {
      let wish = level < given.count ? given[level] : ""
      let isUsable = !wish.isEmpty && !reserved.contains(wish) && !taken.contains(wish)
      let name = isUsable ? wish : freshName(sort, store, taken)
      taken.insert(name)
      result.append(name)
    }
    return result
  }

  /// A name for a variable of a sort that is neither taken nor an operator.
  func freshName(_ sort: SortID?, _ store: TermStore, _ taken: Set<String>) -> String {
    var letters = ["x", "y", "z", "u", "v", "w"]
    if let sort, case .application(let symbol, let parts) = store.shape(of: sort) {
      if symbol == .arrow {
        letters = ["f", "g", "h"]
      } else if !parts.isEmpty {
        letters = ["xs", "ys", "zs", "us", "vs", "ws"]
      }
    }
    for round in 0... {
      for letter in letters {
        let name = round == 0 ? letter : letter + String(round)
        if !taken.contains(name) && !reserved.contains(name) && TokenKind.reserved(name) == nil {
          return name
        }
      }
    }
    return letters[0]
  }

  /// How an operator is written in a chain or in front.
  func spelling(_ name: String) -> String {
    guard style == .unicode else { return name }
    switch name {
    case "*": return "·"
    case "<=": return "≤"
    default: return name
    }
  }

  /// Whether a name is written with operator characters.
  func isSymbolic(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    if case .symbol = CharacterClass(first) { return true } else { return false }
  }

  func spelling(_ kind: TokenKind) -> String {
    (style == .unicode ? kind.unicodeSpelling : nil) ?? kind.spelling ?? ""
  }
}
