// Formulas as presentation MathML. The tokens are written in reading order with the spaces that text
// needs, so a browser without MathML, and a search in the page, see `x + y = y + x`. Marked subterms
// are `mrow`s of class `n` (replaced next) and `j` (just replaced). Style: `Site/style.css`.
// Source: W3C, MathML Core (2023), of which only mrow, mi, mn, mo and mspace are used.

extension FormulaLayout {
  /// The formula as a `math` element.
  func mathML(_ formula: Formula, isBlock: Bool = false, isShort: Bool = false) -> String {
    var html = isBlock ? "<math display=\"block\">" : "<math>"
    for token in tokens(of: formula, isShort: isShort) {
      switch token {
      case .variable(let name): html += variable(name)
      case .name(let name): html += constant(name)
      case .absurdity: html += "<mi>⊥</mi>"
      case .number(let number): html += "<mn>\(number)</mn>"
      case .symbol(let symbol):
        html += " \(infix(FormulaSpelling.unicode.symbol(symbol))) "
      case .postfix(let symbol):
        html += "<mo lspace=\".1em\" rspace=\"0\">\(escaped(symbol))</mo>"
      case .prefix(let symbol):
        html += "<mo rspace=\"0\">\(escaped(FormulaSpelling.unicode.symbol(symbol)))</mo>"
      case .word(let word): html += "<mtext>\u{A0}\(word)\u{A0}</mtext>"
      case .dot: html += "<mtext>.\u{A0}</mtext>"
      // Formulas are one line high, marks a little higher: parentheses are not to grow with them.
      case .open: html += "<mrow><mo stretchy=\"false\">(</mo>"
      case .close: html += "<mo stretchy=\"false\">)</mo></mrow>"
      case .space: html += "<mspace width=\".28em\"/> "
      case .beginMark(.replacedNext): html += "<mrow class=\"n\">\(Self.strut)"
      case .beginMark(.justReplaced): html += "<mrow class=\"j\">\(Self.strut)"
      case .endMark: html += "</mrow>"
      case .ellipsis: html += "<mi>…</mi>"
      case .unchanged: html += "<mi class=\"u\">⋯</mi>"
      }
    }
    return html + "</math>"
  }

  /// Gives every mark the same height, whatever is in it.
  private static let strut = "<mspace height=\".8em\" depth=\".28em\"/>"

  /// An operator between its arguments. Browsers know the spaces of the usual ones; others, as `++`,
  /// they would take for postfix. Connectives stand further apart than what they connect.
  private func infix(_ symbol: String) -> String {
    let space =
      switch symbol {
      case "⇒", "⇔": ".6em"
      case "∧", "∨": ".4em"
      default: Self.spaced.contains(symbol) ? "" : ".25em"
      }
    guard !space.isEmpty else { return "<mo>\(escaped(symbol))</mo>" }
    return "<mo lspace=\"\(space)\" rspace=\"\(space)\">\(escaped(symbol))</mo>"
  }

  private static let spaced: Set<String> = [
    "+", "-", "=", "≠", "<", ">", "≤", "≥", "::", "→",
  ]

  /// A declared name is upright; browsers slant single letters unless told otherwise.
  private func constant(_ name: String) -> String {
    let isLetter = name.count == 1 && name.first?.isLetter == true
    return "<mi\(isLetter ? " mathvariant=\"normal\"" : "")>\(escaped(name))</mi>"
  }

  /// A name; digits at its end become a subscript. Names are slanted by class: x and xs look alike.
  private func variable(_ name: String) -> String {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let stem = String(name.dropLast(digits))
    guard digits > 0, !stem.isEmpty else { return identifier(name) }
    return "<msub>\(identifier(stem))<mn>\(name.suffix(digits))</mn></msub>"
  }

  private func identifier(_ name: String) -> String {
    "<mi class=\"v\">\(escaped(name))</mi>"
  }
}
