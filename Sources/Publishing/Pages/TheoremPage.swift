// The page of one theorem: what it says, how it was proved, the proof, what it rests on, what rests
// on it. Start at `html`. The frame around it is `PageFrame`, the proof is written by `OutlineHTML`.

import AxiomLanguage
import Certificates
import ProofKernel

/// Writes the pages of the theorems of one theory.
struct TheoremPage {
  let theory: SiteTheory
  let frame: PageFrame

  /// The page of the theorem at that place in the certificate.
  func html(_ number: Int, _ outline: ProofOutline) -> String {
    let theorem = theory.theorems[number]
    var main = head(theorem)
    main += "<div class=\"columns\">\n"
    main += "<section class=\"proof\" aria-labelledby=\"proof\"><h2 id=\"proof\">Proof</h2>\n"
    if hasMarks(outline.blocks) {
      main += "<p class=\"legend\"><span class=\"n\">replaced next</span> "
      main += "<span class=\"j\">just replaced</span> "
      main += "<small>→ equation used from left to right, ← from right to left, "
      main += "⋯ long part that does not change</small></p>\n"
    }
    main += OutlineHTML(theory, outline).html(outline)
    main += "<p class=\"qed\"><span title=\"end of the proof\">∎</span></p></section>\n"
    main += "<aside aria-label=\"About this theorem\">\n"
    main += restsOn(theorem) + cites(theorem) + usedBy(theorem)
    main += "</aside>\n</div>\n" + ancestry(number) + neighbours(number)
    return frame.page(
      title: "\(theorem.name) · \(theory.name)", root: "../",
      crumbs: [
        Crumb(title: "Theories", href: "../index.html"),
        Crumb(title: theory.name, href: "index.html"), Crumb(title: theorem.name, href: nil),
      ], main: main)
  }

  private func hasMarks(_ blocks: [OutlineBlock]) -> Bool {
    blocks.contains { $0.role == .chain || hasMarks($0.children) }
  }

  private func head(_ theorem: SiteTheorem) -> String {
    let kind = theorem.note.rank.map { "Theorem \($0)" } ?? "Lemma"
    var html = "<p class=\"kicker\">\(kind) of \(escaped(theory.name))</p>\n"
    html += "<h1>\(escaped(theorem.name))</h1>\n"
    let math = theory.layout.mathML(theorem.formula, isBlock: true)
    html += "<div class=\"statement box\">\(math)</div>\n" + universal(theorem)
    let count = theorem.stepCount == 1 ? "1 step" : "\(theorem.stepCount) steps"
    html += "<p class=\"facts\"><span>Proved by \(theory.method(of: theorem))</span> "
    html += "<span>\(count), checked by the kernel</span> <span>\(basis(theorem))</span></p>\n"
    html += "<div class=\"source\"><code class=\"box\" id=\"source\" tabindex=\"0\">"
    html += "\(escaped(theorem.source))</code>"
    html += "<button type=\"button\" data-copy=\"source\" hidden=\"hidden\">Copy</button></div>\n"
    html += "<p class=\"id\" title=\"SHA-256 of what it says, whatever names are used\">Statement "
    return html + "<code>\(theorem.statementID)</code></p>\n"
  }

  /// Over what it is universal: `for all x, y : Nat`.
  private func universal(_ theorem: SiteTheorem) -> String {
    guard !theorem.variables.isEmpty else { return "" }
    let groups = theorem.variables.map { group in
      let names = group.names.map { "<i class=\"fm\">\(escaped($0))</i>" }
      return names.joined(separator: ", ") + " : \(escaped(group.sort))"
    }
    return "<p class=\"scope\">for all \(groups.joined(separator: "; "))</p>\n"
  }

  private func basis(_ theorem: SiteTheorem) -> String {
    let axioms = theorem.facts.filter { theory.facts[$0].kind == .axiom }
    switch axioms.count {
    case 0: return "rests on definitions alone"
    case 1: return "rests on one axiom"
    default: return "rests on \(axioms.count) axioms"
    }
  }

  // MARK: what it rests on, what rests on it

  private func restsOn(_ theorem: SiteTheorem) -> String {
    let axioms = theorem.facts.filter { theory.facts[$0].kind == .axiom }
    let definitions = theorem.facts.filter { theory.facts[$0].kind == .definition }
    var html = "<section class=\"rests\"><h2>Axioms it rests on</h2>\n"
    html += axioms.isEmpty ? "<p>None: definitions suffice.</p>\n" : list(axioms)
    html += "</section>\n"
    guard !definitions.isEmpty else { return html }
    return html + "<section class=\"rests\"><h2>Definitions</h2>\n\(list(definitions))</section>\n"
  }

  private func list(_ facts: [Int]) -> String {
    var html = "<ul>\n"
    for number in facts {
      let fact = theory.facts[number]
      html += "<li>\(theory.link(.fact(number)))"
      html += "<span class=\"box\">\(theory.layout.mathML(fact.formula))</span>"
      html += "<span class=\"place\">\(escaped(place(of: fact.position)))</span></li>\n"
    }
    return html + "</ul>\n"
  }

  private func cites(_ theorem: SiteTheorem) -> String {
    guard !theorem.citedTheorems.isEmpty else { return "" }
    return links("Cites", theorem.citedTheorems)
  }

  /// More names than this are folded away (count).
  private static let longestList = 12

  private func usedBy(_ theorem: SiteTheorem) -> String {
    guard !theorem.usedBy.isEmpty else {
      return "<section class=\"links\"><h2>Used by</h2><p>No other theorem yet.</p></section>\n"
    }
    // What people look for first: the theorems by rank, then lemmas.
    let users = theorem.usedBy.sorted { theory.placeInOrder[$0] < theory.placeInOrder[$1] }
    return links("Used by", users)
  }

  private func links(_ title: String, _ theorems: [Int]) -> String {
    var html = "<section class=\"links\"><h2>\(title) "
    html += "<span class=\"count\">\(theorems.count)</span></h2>\n"
    let isLong = theorems.count > Self.longestList + 3
    html += list(theorems.prefix(isLong ? Self.longestList : theorems.count))
    if isLong {
      let rest = theorems.dropFirst(Self.longestList)
      html += "<details><summary>\(rest.count) more</summary>\(list(rest))</details>\n"
    }
    return html + "</section>\n"
  }

  private func list(_ theorems: ArraySlice<Int>) -> String {
    var html = "<ul>\n"
    for place in theorems { html += "<li>\(theory.link(.theorem(place)))</li>\n" }
    return html + "</ul>\n"
  }

  private func ancestry(_ number: Int) -> String {
    let graph = AncestryGraph(of: number, in: theory)
    var html = "<section class=\"ancestry\" aria-labelledby=\"ancestry\">"
    html += "<h2 id=\"ancestry\">Ancestry</h2>\n" + GraphDrawing.legend(graph)
    let name = "What \(theory.theorems[number].name) rests on, from axioms down to it"
    html += "<div class=\"graph\">\(GraphDrawing(graph).svg(name))</div>\n"
    return html + "</section>\n"
  }

  private func neighbours(_ number: Int) -> String {
    guard let place = theory.order.firstIndex(of: number) else { return "" }
    var html = "<nav class=\"neighbours\" aria-label=\"Neighbouring theorems\">"
    if place > 0 {
      let previous = theory.theorems[theory.order[place - 1]]
      html += "<a rel=\"prev\" href=\"\(escaped(previous.page))\">"
      html += "<span aria-hidden=\"true\">← </span>\(escaped(previous.name))</a>"
    }
    if place + 1 < theory.order.count {
      let next = theory.theorems[theory.order[place + 1]]
      html += "<a rel=\"next\" href=\"\(escaped(next.page))\">"
      html += "\(escaped(next.name))<span aria-hidden=\"true\"> →</span></a>"
    }
    return html + "</nav>\n"
  }
}

/// A place in a file as people write it.
func place(of position: SourcePosition) -> String {
  position.file == "prelude" ? "built in" : "\(position.file):\(position.line)"
}
