// The pages that list things: the index of theories with the search, and for each theory its
// theorems (ranked ones first, lemmas after), axioms and definitions. Start at `index` and `html`.
// Lists are Unicode text: 10 000 statements in MathML take a browser 25 s, as text 0.7 s (measured
// on other sites, see the manual). Search data is `SearchData.swift`.

import AxiomLanguage
import ProofKernel

/// The search field; the script fills in what it finds.
private let searchField = """
  <div class="search" role="search"><label for="search">Search theorems</label>
  <input id="search" type="search" autocomplete="off" spellcheck="false" role="combobox" \
  aria-expanded="false" aria-controls="found" aria-autocomplete="list" \
  placeholder="name or statement, as x + y or ∀, forall">
  <kbd title="this key goes to the search">/</kbd>
  <ul id="found" role="listbox" aria-label="Found theorems" hidden></ul>
  <p class="count" id="count" role="status"></p></div>

  """

/// Writes the lists of a site.
struct TheoryPage {
  let frame: PageFrame

  // MARK: all theories

  /// The top of the site.
  func index(_ theories: [SiteTheory]) -> String {
    var main = "<p class=\"kicker\">Checked theorems</p>\n<h1>Theories</h1>\n"
    main += searchField
    main += "<ul class=\"theories\">\n"
    for theory in theories {
      let axioms = theory.facts.filter { $0.kind == .axiom }.count
      main += "<li><h2><a href=\"\(theory.folder)/index.html\">\(escaped(theory.name))</a></h2>"
      main += "<p>\(counted(theory.rankedCount, "theorem")), "
      main += "\(counted(theory.theorems.count - theory.rankedCount, "lemma")), "
      main += "\(counted(axioms, "axiom")), "
      main += "\(counted(theory.facts.count - axioms, "defining equation"))</p>\n"
      let best = theory.order.prefix(3).map { theory.theorems[$0] }
      main += "<ul class=\"best\">"
      for theorem in best {
        main += "<li><a href=\"\(theory.folder)/\(theorem.page)\">\(escaped(theorem.name))</a> "
        main += "<span class=\"box\">\(escaped(theorem.text))</span></li>"
      }
      main += "</ul></li>\n"
    }
    main += "</ul>\n"
    return frame.page(
      title: "Theories", root: "", crumbs: [Crumb(title: "Theories", href: nil)],
      scripts: scripts(root: ""), main: main)
  }

  private func scripts(root: String) -> String {
    "<script defer src=\"\(root)search.js\"></script>\n"
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    if count == 1 { return "1 \(noun)" }
    return "\(count) \(noun == "lemma" ? "lemmas" : noun + "s")"
  }

  // MARK: one theory

  /// The page of a theory.
  func html(_ theory: SiteTheory) -> String {
    let ranked = theory.order.prefix(theory.rankedCount)
    let lemmas = theory.order.dropFirst(theory.rankedCount)
    var main = "<p class=\"kicker\">Theory</p>\n<h1>\(escaped(theory.name))</h1>\n"
    main += "<p class=\"facts\">"
    for file in theory.checked.certificate.files {
      main += "<span><code>\(escaped(file.path))</code></span> "
    }
    main += "</p>\n" + searchField
    main += "<nav class=\"contents\" aria-label=\"On this page\"><ul>"
    if !ranked.isEmpty { main += "<li><a href=\"#theorems\">Theorems</a></li>" }
    if !lemmas.isEmpty { main += "<li><a href=\"#lemmas\">Lemmas</a></li>" }
    main += "<li><a href=\"graph.html\">Graph</a></li>"
    main += "<li><a href=\"#axioms\">Axioms</a></li>"
    main += "<li><a href=\"#definitions\">Definitions</a></li></ul></nav>\n"
    if !ranked.isEmpty { main += table("theorems", "Theorems", Array(ranked), theory) }
    if !lemmas.isEmpty { main += table("lemmas", "Lemmas", Array(lemmas), theory) }
    main += facts("axioms", "Axioms", .axiom, theory)
    main += facts("definitions", "Definitions", .definition, theory)
    return frame.page(
      title: theory.name, root: "../",
      crumbs: [
        Crumb(title: "Theories", href: "../index.html"), Crumb(title: theory.name, href: nil),
      ], scripts: scripts(root: "../"), main: main)
  }

  /// The page with the graph of a whole theory.
  func graph(_ theory: SiteTheory) -> String {
    let graph = AncestryGraph(theory: theory)
    var main = "<p class=\"kicker\">Theory \(escaped(theory.name))</p>\n"
    main += "<h1>What rests on what</h1>\n"
    main += "<p>A line leads from what is cited down to what cites it; where a longer way says the "
    main += "same, it is left out.</p>\n" + GraphDrawing.legend(graph)
    let name = "The theorems of \(theory.name), each below what it rests on"
    main += "<div class=\"graph whole\">\(GraphDrawing(graph).svg(name))</div>\n"
    return frame.page(
      title: "Graph of \(theory.name)", root: "../",
      crumbs: [
        Crumb(title: "Theories", href: "../index.html"),
        Crumb(title: theory.name, href: "index.html"), Crumb(title: "Graph", href: nil),
      ], main: main)
  }

  private func table(_ id: String, _ title: String, _ places: [Int], _ theory: SiteTheory)
    -> String
  {
    var html = "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title) "
    html += "<span class=\"count\">\(places.count)</span></h2>\n<ol class=\"list\">\n"
    for place in places {
      let theorem = theory.theorems[place]
      let rank = theorem.note.rank.map { String($0) } ?? ""
      html += "<li><span class=\"rank\">\(rank)</span>"
      html += "<a href=\"\(theorem.page)\">\(escaped(theorem.name))</a>"
      html += "<span class=\"box\">\(escaped(theorem.text))</span>"
      html += "<span class=\"how\">\(escaped(theorem.note.method))</span></li>\n"
    }
    return html + "</ol></section>\n"
  }

  private func facts(_ id: String, _ title: String, _ kind: Fact.Kind, _ theory: SiteTheory)
    -> String
  {
    let own = theory.facts.filter { $0.kind == kind }
    var html = "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title) "
    html += "<span class=\"count\">\(own.count)</span></h2>\n"
    guard !own.isEmpty else {
      return html
        + "<p>None\(kind == .axiom ? ": everything here is defined." : ".")</p></section>\n"
    }
    html += "<ul class=\"list\">\n"
    for fact in own {
      html += "<li id=\"\(fact.anchor)\"><span class=\"name\">\(escaped(fact.title))</span>"
      html += "<span class=\"box\">\(theory.layout.mathML(fact.formula))</span>"
      html += "<span class=\"place\">\(escaped(place(of: fact.position)))</span></li>\n"
    }
    return html + "</ul></section>\n"
  }
}
