// The outline of a proof as HTML. Start at `html(_: ProofOutline)`. Chains are ordered lists, one
// line a link, with the reason beside it; subproofs are nested boxes with their hypotheses on top.
// Every formula is in a box of its own that scrolls, so that the page never does. The same outline
// as text is `OutlineText.swift`; how all this looks is in `Site/style.css`.

import ProofKernel

/// Writes outlines for the pages of one theory.
struct OutlineHTML {
  let theory: SiteTheory
  let layout: FormulaLayout

  /// A writer for one proof, whose formulas may be of terms that the theory alone does not have.
  init(_ theory: SiteTheory, _ outline: ProofOutline) {
    self.theory = theory
    var layout = theory.layout
    layout.store = outline.store
    self.layout = layout
  }

  /// The body of a proof.
  func html(_ outline: ProofOutline) -> String {
    var html = ""
    for (place, block) in outline.blocks.enumerated() {
      // The page shows the statement already: the last block need not repeat it.
      let isLast = place == outline.blocks.count - 1
      html += self.html(block, showsConclusion: !isLast || block.role == .claim)
    }
    return html
  }

  private func html(_ block: OutlineBlock, showsConclusion: Bool = true) -> String {
    switch block.role {
    case .claim: return claim(block)
    case .chain: return chain(block)
    default: return nest(block, showsConclusion: showsConclusion)
    }
  }

  private func claim(_ block: OutlineBlock) -> String {
    var html = "<div class=\"claim\"\(anchor(block.label))>\(tag(block.label))"
    if let conclusion = block.conclusion { html += formula(conclusion) }
    return html + "<span class=\"why\">\(phrases(block.reason))</span></div>\n"
  }

  private func chain(_ block: OutlineBlock) -> String {
    var html = "<div class=\"chain\"\(anchor(block.label))>\(tag(block.label))<ol>\n"
    for (place, line) in block.lines.enumerated() {
      html += "<li><span class=\"rel\">\(line.relation ?? "")</span>"
      html += formula(line.formula, isShort: block.isBetween(place))
      if !line.reason.isEmpty {
        html += "<span class=\"why\">\(phrases(line.reason))"
        if line.relation != nil { html += direction(line.isReversed) }
        html += "</span>"
      }
      html += "</li>\n"
    }
    return html + "</ol></div>\n"
  }

  private func direction(_ isReversed: Bool) -> String {
    isReversed ? " ←" : " →"
  }

  private func nest(_ block: OutlineBlock, showsConclusion: Bool) -> String {
    var html = "<section class=\"\(block.role.rawValue)\"\(anchor(block.label))>"
    html += tag(block.label)
    if !block.heading.isEmpty { html += "<p class=\"head\">\(phrases(block.heading))</p>\n" }
    for hypothesis in block.hypotheses {
      let words = hypothesis.isInductive ? "<span class=\"why\">induction hypothesis</span>" : ""
      html += "<div class=\"given\"\(anchor(hypothesis.label))>\(tag(hypothesis.label))"
      html += "\(formula(hypothesis.formula))\(words)</div>\n"
    }
    if let goal = block.goal {
      html += "<div class=\"goal\"><span class=\"word\">To show</span>\(formula(goal))</div>\n"
    }
    for child in block.children { html += self.html(child) }
    if showsConclusion, block.concludesMore, let conclusion = block.conclusion {
      html += "<div class=\"so\"><span class=\"word\">Hence</span>\(formula(conclusion))</div>\n"
    }
    return html + "</section>\n"
  }

  // MARK: parts

  private func formula(_ formula: Formula, isShort: Bool = false) -> String {
    "<span class=\"box\">\(layout.mathML(formula, isShort: isShort))</span>"
  }

  private func anchor(_ label: String?) -> String { label.map { " id=\"s-\($0)\"" } ?? "" }

  private func tag(_ label: String?) -> String {
    label.map { "<span class=\"tag\">\(shown($0))</span>" } ?? ""
  }

  private func shown(_ label: String) -> String {
    label.first?.isNumber == true ? "(\(label))" : label
  }

  private func phrases(_ phrases: [Phrase]) -> String {
    phrases.map(html(of:)).joined()
  }

  private func html(of phrase: Phrase) -> String {
    switch phrase {
    case .text(let text): return escaped(text)
    case .formula(let formula): return layout.mathML(formula)
    case .label(let label): return "<a href=\"#s-\(label)\">\(shown(label))</a>"
    case .citation(let citation): return theory.link(citation, hasTitle: false)
    }
  }

}
