// Formulas as presentation MathML. The tokens are written in reading order with the spaces that text
// needs, so a browser without MathML, and a search in the page, see `x + y = y + x`. Marked subterms
// are `mrow`s of class `n` (replaced next) and `j` (just replaced). Style: `Site/style.css`.
// Source: W3C, MathML Core (2023), of which only mrow, mi, mn, mo and mspace are used.

extension FormulaLayout {
  /// The formula as a `math` element.
  func mathML(_ formula: Formula, isBlock: Bool = false) -> String {
    var html = isBlock ? "<math display=\"block\">" : "<math>"
    for token in tokens(of: formula) {
      switch token {
      case .variable(let name): html += variable(name)
      case .name(let name):
        html += name == "false" ? "<mi>⊥</mi>" : "<mi class=\"c\">\(escaped(name))</mi>"
      case .number(let number): html += "<mn>\(number)</mn>"
      case .symbol(let symbol):
        html += " <mo>\(escaped(FormulaSpelling.unicode.symbol(symbol)))</mo> "
      case .prefix(let symbol):
        html += "<mo class=\"p\">\(escaped(FormulaSpelling.unicode.symbol(symbol)))</mo>"
      case .dot: html += "<mo class=\"d\">.</mo> "
      case .open: html += "<mrow><mo>(</mo>"
      case .close: html += "<mo>)</mo></mrow>"
      case .space: html += "<mspace width=\".28em\"/> "
      case .beginGroup, .endGroup: break
      case .beginMark(.replacedNext): html += "<mrow class=\"n\">"
      case .beginMark(.justReplaced): html += "<mrow class=\"j\">"
      case .endMark: html += "</mrow>"
      case .ellipsis: html += "<mi>…</mi>"
      }
    }
    return html + "</math>"
  }

  /// A name; digits at its end become a subscript. Names of several letters are slanted by class.
  private func variable(_ name: String) -> String {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let stem = String(name.dropLast(digits))
    guard digits > 0, !stem.isEmpty else { return identifier(name) }
    return "<msub>\(identifier(stem))<mn>\(name.suffix(digits))</mn></msub>"
  }

  private func identifier(_ name: String) -> String {
    name.count == 1 ? "<mi>\(escaped(name))</mi>" : "<mi class=\"v\">\(escaped(name))</mi>"
  }
}
