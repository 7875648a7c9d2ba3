// The outline of a proof as lines of text, for `porism explain`. Start at `lines(_: ProofOutline)`.
// Subproofs are indented, reasons of a chain stand in one column. On a terminal marks are underlined
// (replaced next) and green (just replaced); elsewhere they are the brackets of `FormulaText`. The
// same outline for a browser is `OutlineHTML.swift`.

import ProofKernel

/// Writes outlines as text.
struct OutlineText {
  /// Formulas wider than this do not push the reasons of their chain further right (characters).
  private static let widest = 64

  let layout: FormulaLayout
  let isColored: Bool
  /// How axioms, definitions and theorems are called.
  let title: (Citation) -> String

  /// The lines of a proof.
  func lines(_ outline: ProofOutline) -> [String] {
    var lines: [String] = []
    for (place, block) in outline.blocks.enumerated() {
      if place > 0 { lines.append("") }
      lines += self.lines(block, isLast: place == outline.blocks.count - 1)
    }
    return lines
  }

  private func lines(_ block: OutlineBlock, isLast: Bool = false) -> [String] {
    switch block.role {
    case .claim: return claim(block)
    case .chain: return chain(block)
    default: return nest(block, showsConclusion: !isLast)
    }
  }

  private func claim(_ block: OutlineBlock) -> [String] {
    let formula = block.conclusion.map { text($0) } ?? ""
    return [tag(block.label) + formula + "   " + phrases(block.reason)]
  }

  private func chain(_ block: OutlineBlock) -> [String] {
    let own = block.lines.enumerated().map { place, line in
      text(line.formula, isShort: block.isBetween(place))
    }
    let width = own.map(visibleWidth).filter { $0 <= Self.widest }.max() ?? 0
    var lines = block.label.map { ["(\($0))"] } ?? []
    for (line, formula) in zip(block.lines, own) {
      var row = "  \(line.relation ?? " ") \(formula)"
      if !line.reason.isEmpty {
        row += String(repeating: " ", count: max(width - visibleWidth(formula), 0) + 3)
        row += phrases(line.reason)
        if line.relation != nil { row += line.isReversed ? " ←" : " →" }
      }
      lines.append(row)
    }
    return lines
  }

  private func nest(_ block: OutlineBlock, showsConclusion: Bool) -> [String] {
    var lines: [String] = []
    if !block.heading.isEmpty { lines.append(tag(block.label) + phrases(block.heading)) }
    // Cases are indented by themselves; around them no further step is needed.
    let isOuter = block.role == .induction || block.role == .split
    for hypothesis in block.hypotheses {
      let words = hypothesis.isInductive ? "   induction hypothesis" : ""
      lines.append("  \(hypothesis.label)  \(text(hypothesis.formula))\(words)")
    }
    if let goal = block.goal { lines.append("  to show  \(text(goal))") }
    for (place, child) in block.children.enumerated() {
      if isOuter || place > 0 { lines.append("") }
      lines += self.lines(child).map { $0.isEmpty || isOuter ? $0 : "  " + $0 }
    }
    if showsConclusion, block.concludesMore, let conclusion = block.conclusion {
      lines += ["", "hence  \(text(conclusion))"]
    }
    return lines
  }

  // MARK: parts

  private func text(_ formula: Formula, isShort: Bool = false) -> String {
    isColored
      ? layout.text(formula, isShort: isShort, marks: Self.color)
      : layout.text(formula, isShort: isShort)
  }

  /// Underlining and colour are independent on a terminal, so marks may be nested in any way.
  private static func color(_ mark: Mark, _ opens: Bool) -> String {
    switch mark {
    case .replacedNext: opens ? "\u{1B}[4m" : "\u{1B}[24m"
    case .justReplaced: opens ? "\u{1B}[32m" : "\u{1B}[39m"
    }
  }

  /// The characters of a text that take a place on the screen.
  private func visibleWidth(_ text: String) -> Int {
    var (width, isEscape) = (0, false)
    for character in text {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape { width += 1 }
      if isEscape && character == "m" { isEscape = false }
    }
    return width
  }

  private func tag(_ label: String?) -> String { label.map { "(\($0)) " } ?? "" }

  private func phrases(_ phrases: [Phrase]) -> String {
    phrases.map { phrase in
      switch phrase {
      case .text(let text): text
      case .formula(let formula): self.text(formula)
      case .citation(let citation): title(citation)
      case .label(let label): label.first?.isNumber == true ? "(\(label))" : label
      }
    }.joined()
  }
}
