// Formulas as one line of text, in Unicode or in the ASCII of the axiom language. `Spelling.ascii`
// can be read back by the language; search data and page titles use `.unicode`. The marks of a chain
// are brackets here: ⟪…⟫ around what is replaced next, ‹…› around what has just been put there.

/// Which of the two spellings of each symbol to use.
public enum FormulaSpelling: Hashable, Sendable {
  /// `forall x. x * 0 <= y => x /= y`
  case ascii
  /// `∀x. x · 0 ≤ y ⇒ x ≠ y`
  case unicode

  /// The Unicode forms of the language (DESIGN section 2), besides the words.
  static let unicodeForms: [String: String] = [
    "=>": "⇒", "<=>": "⇔", "and": "∧", "or": "∨", "not": "¬", "forall": "∀", "exists": "∃",
    "/=": "≠", "<=": "≤", "*": "·", "->": "→", ">=": "≥", "\\": "λ",
  ]

  /// A symbol in this spelling.
  func symbol(_ ascii: String) -> String {
    self == .ascii ? ascii : Self.unicodeForms[ascii] ?? ascii
  }
}

extension FormulaLayout {
  /// The formula as a line of text.
  func text(
    _ formula: Formula, _ spelling: FormulaSpelling = .unicode, isShort: Bool = false,
    marks: (Mark, Bool) -> String = mark
  ) -> String {
    var text = ""
    for token in tokens(of: formula, isShort: isShort) {
      switch token {
      case .variable(let name): text += name
      case .name(let name): text += name
      case .absurdity: text += spelling == .unicode ? "⊥" : "false"
      case .number(let number): text += String(number)
      case .symbol(let symbol): text += " \(spelling.symbol(symbol)) "
      case .postfix(let symbol): text += " \(spelling.symbol(symbol))"
      case .prefix(let symbol):
        let isWord = spelling == .ascii && symbol.first?.isLetter == true
        text += spelling.symbol(symbol) + (isWord ? " " : "")
      case .word(let word):
        text += (text.isEmpty || text.hasSuffix("(") || text.hasSuffix(" ") ? "" : " ") + word + " "
      case .dot: text += ". "
      case .open: text += "("
      case .close: text += ")"
      case .space: text += " "
      case .beginMark(let mark): text += marks(mark, true)
      case .endMark(let mark): text += marks(mark, false)
      case .ellipsis: text += "…"
      case .unchanged: text += "⋯"
      }
    }
    return text
  }

  /// The brackets of a mark.
  static func mark(_ mark: Mark, _ opens: Bool) -> String {
    switch mark {
    case .replacedNext: opens ? "⟪" : "⟫"
    case .justReplaced: opens ? "‹" : "›"
    }
  }
}
