// Formulas as a line of plain HTML, for lists: variables slanted, all else as in the text. A list of
// thousands of statements in MathML takes a browser half a minute; this is shown at once. Start at
// `html(_:)`. Neighbours: `MathMLWriter.swift` for pages about one formula, `FormulaText.swift`.

extension FormulaLayout {
  /// The formula as inline HTML. Marks are left out; lists show none.
  func html(_ formula: Formula) -> String {
    var html = ""
    for token in tokens(of: formula) {
      switch token {
      case .variable(let name): html += variable(name)
      case .name(let name): html += escaped(name)
      case .absurdity: html += "⊥"
      case .number(let number): html += String(number)
      case .symbol(let symbol):
        html += " \(escaped(FormulaSpelling.unicode.symbol(symbol))) "
      case .postfix(let symbol): html += " \(escaped(symbol))"
      case .prefix(let symbol): html += escaped(FormulaSpelling.unicode.symbol(symbol))
      case .word(let word):
        let isApart = html.isEmpty || html.hasSuffix("(") || html.hasSuffix(" ")
        html += (isApart ? "" : " ") + word + " "
      case .dot: html += ". "
      case .open: html += "("
      case .close: html += ")"
      case .space: html += " "
      case .beginMark, .endMark: break
      case .ellipsis: html += "…"
      case .unchanged: html += "⋯"
      }
    }
    return html
  }

  /// A name; digits at its end become a subscript.
  private func variable(_ name: String) -> String {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let stem = name.dropLast(digits)
    guard digits > 0, !stem.isEmpty else { return "<i>\(escaped(name))</i>" }
    return "<i>\(escaped(String(stem)))</i><sub>\(name.suffix(digits))</sub>"
  }
}
