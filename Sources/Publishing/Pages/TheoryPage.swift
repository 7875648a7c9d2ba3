// The pages that list things: the index of theories, and for each theory its theorems by what they
// are about, the lemmas folded away, and beside them signature, axioms and definitions. Start at
// `index` and `html`. Statements in lists are plain HTML: 10 000 of them in MathML take a browser
// 25 s, so 0.7 s (measured on other sites, see the manual). What goes together with what is said by
// `SiteTheory+Groups.swift`; the frame, with the search, is `PageFrame`.

import AxiomLanguage
import ProofKernel

/// Writes the lists of a site.
struct TheoryPage {
  let frame: PageFrame

  // MARK: all theories

  /// The top of the site.
  func index(_ theories: [SiteTheory]) -> String {
    var main = "<h1>Theories</h1>\n"
    main += "<p class=\"lead\">Theorems that follow from a few axioms, each with a proof that can "
    main += "be followed step by step, down to the line of the axiom file.</p>\n"
    main += "<ul class=\"theories\">\n"
    for theory in theories {
      main += "<li><h2><a href=\"\(theory.folder)/index.html\">\(escaped(theory.name))</a></h2>\n"
      main += "<p>\(summary(theory))</p>\n"
      main += "<ul class=\"best\">"
      let best = theory.rankedCount > 0 ? theory.rankedCount : theory.order.count
      for theorem in theory.order.prefix(min(best, 4)).map({ theory.theorems[$0] }) {
        main += "<li><a href=\"\(theory.folder)/\(escaped(theorem.page))\">"
        main += "\(escaped(theorem.name))</a> "
        main += "<span class=\"fm box\">\(theory.layout.html(theorem.formula))</span></li>\n"
      }
      main += "</ul></li>\n"
    }
    main += "</ul>\n"
    return frame.page(
      title: "Theories", root: "", crumbs: [Crumb(title: "Theories", href: nil)], main: main)
  }

  /// What there is, in a sentence: `7 theorems and 7 lemmas, from 3 axioms`.
  private func summary(_ theory: SiteTheory) -> String {
    let axioms = theory.facts.filter { $0.kind == .axiom }.count
    let equations = theory.facts.count - axioms
    var made = counted(theory.rankedCount, "theorem")
    let lemmas = theory.theorems.count - theory.rankedCount
    if lemmas > 0 { made += " and \(counted(lemmas, "lemma"))" }
    var sources: [String] = []
    if axioms > 0 { sources.append(counted(axioms, "axiom")) }
    if equations > 0 { sources.append(counted(equations, "defining equation")) }
    let rest = axioms == 0 && equations > 0 ? " alone" : ""
    return sources.isEmpty ? made : "\(made), from \(sources.joined(separator: " and "))\(rest)"
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  // MARK: one theory

  /// The page of a theory.
  func html(_ theory: SiteTheory) -> String {
    let groups = theory.theoremGroups()
    let lemmas = Array(theory.order.dropFirst(theory.rankedCount))
    var main = "<p class=\"kicker\">Theory</p>\n<h1>\(escaped(theory.name))</h1>\n"
    main += "<p class=\"facts\"><span>\(summary(theory))</span></p>\n"
    main += contents(groups, lemmas)
    main += "<div class=\"columns\">\n<div>\n"
    if !groups.isEmpty { main += theorems(groups, theory) }
    if !lemmas.isEmpty { main += folded(lemmas, theory) }
    main += "</div>\n<aside class=\"basis\" aria-label=\"What the theory assumes\">\n"
    main += signature(theory)
    main += facts("axioms", "Axioms", .axiom, theory)
    main += facts("definitions", "Definitions", .definition, theory)
    main += files(theory) + "</aside>\n</div>\n"
    return frame.page(
      title: theory.name, root: "../",
      crumbs: [
        Crumb(title: "Theories", href: "../index.html"), Crumb(title: theory.name, href: nil),
      ], main: main)
  }

  private func contents(_ groups: [TheoremGroup], _ lemmas: [Int]) -> String {
    var html = "<nav class=\"contents\" aria-label=\"On this page\"><ul>\n"
    if !groups.isEmpty { html += "<li><a href=\"#theorems\">Theorems</a></li>\n" }
    if groups.count > 1 {
      for group in groups {
        html += "<li><a href=\"#\(group.anchor)\">\(name(of: group))</a></li>\n"
      }
    }
    if !lemmas.isEmpty { html += "<li><a href=\"#lemmas\">Lemmas</a></li>\n" }
    html += "<li><a href=\"#axioms\">Axioms</a></li>\n"
    html += "<li><a href=\"#definitions\">Definitions</a></li>\n"
    return html + "<li><a href=\"graph.html\">Graph</a></li></ul></nav>\n"
  }

  private func name(of group: TheoremGroup) -> String {
    group.subject.map { "<span class=\"op\">\(escaped($0))</span>" } ?? "others"
  }

  /// The theorems by what they are about; the numbers are the ranks in the whole theory.
  private func theorems(_ groups: [TheoremGroup], _ theory: SiteTheory) -> String {
    var html = "<section aria-labelledby=\"theorems\"><h2 id=\"theorems\">Theorems "
    html += "<span class=\"count\">\(theory.rankedCount)</span></h2>\n"
    for group in groups {
      if groups.count > 1 {
        let title = group.subject == nil ? "Other laws" : "Laws of \(name(of: group))"
        html += "<h3 id=\"\(group.anchor)\">\(title) "
        html += "<span class=\"count\">\(group.members.count)</span></h3>\n"
      }
      html += table(group.members, theory)
    }
    return html + "</section>\n"
  }

  private func folded(_ lemmas: [Int], _ theory: SiteTheory) -> String {
    var html = "<section aria-labelledby=\"lemmas\"><details class=\"lemmas\">"
    html += "<summary><h2 id=\"lemmas\">Lemmas <span class=\"count\">\(lemmas.count)</span></h2> "
    html += "<span class=\"why\">serve the proofs of others, in the order in which they were "
    return html + "proved</span></summary>\n\(table(lemmas, theory))</details></section>\n"
  }

  private func table(_ places: [Int], _ theory: SiteTheory) -> String {
    var html = "<ol class=\"list\">\n"
    for place in places {
      let theorem = theory.theorems[place]
      let rank = theorem.note.rank.map { "<span class=\"rank\">\($0)</span> " } ?? ""
      html += "<li>\(rank)<a href=\"\(escaped(theorem.page))\">\(escaped(theorem.name))</a> "
      html += "<span class=\"fm box\">\(theory.layout.html(theorem.formula))</span> "
      html += "<span class=\"how\">\(theory.method(of: theorem))</span></li>\n"
    }
    return html + "</ol>\n"
  }

  // MARK: what the theory assumes

  private func signature(_ theory: SiteTheory) -> String {
    let lines = theory.signature()
    guard !lines.isEmpty else { return "" }
    var html = "<section aria-labelledby=\"signature\"><h2 id=\"signature\">Signature</h2>\n<ul>\n"
    for line in lines {
      html += "<li><code class=\"box\">\(escaped(line.text))</code> "
      html += "<span class=\"place\">\(escaped(place(of: line.position)))</span></li>\n"
    }
    return html + "</ul></section>\n"
  }

  private func facts(_ id: String, _ title: String, _ kind: Fact.Kind, _ theory: SiteTheory)
    -> String
  {
    let groups = theory.factGroups(kind)
    var html = "<section aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(title)</h2>\n"
    guard !groups.isEmpty else {
      let words = kind == .axiom ? "None: everything here is defined." : "None."
      return html + "<p>\(words)</p></section>\n"
    }
    html += "<ul>\n"
    for group in groups {
      html += "<li><span class=\"name\">\(escaped(group.title))</span>"
      if let sort = group.sort { html += " <span class=\"why\">: \(escaped(sort))</span>" }
      html += "\n"
      for number in group.facts {
        let fact = theory.facts[number]
        html += "<div class=\"fact\" id=\"\(escaped(fact.anchor))\">"
        html += "<span class=\"box\">\(theory.layout.mathML(fact.formula))</span> "
        html += "<span class=\"place\">\(escaped(place(of: fact.position)))</span></div>\n"
      }
      html += "</li>\n"
    }
    return html + "</ul></section>\n"
  }

  private func files(_ theory: SiteTheory) -> String {
    var html = "<section aria-labelledby=\"files\"><h2 id=\"files\">Axiom files</h2>\n<ul>\n"
    for file in theory.checked.certificate.files {
      html += "<li><code>\(escaped(file.path))</code> "
      html +=
        "<code class=\"place\" title=\"SHA-256 of the file\">\(escaped(file.hash))</code></li>\n"
    }
    return html + "</ul></section>\n"
  }

  // MARK: its graph

  /// The page with the graph of a whole theory.
  func graph(_ theory: SiteTheory) -> String {
    let graph = AncestryGraph(theory: theory)
    var main = "<p class=\"kicker\">Theory \(escaped(theory.name))</p>\n"
    main += "<h1>What rests on what</h1>\n"
    main += "<p>A line leads from what is cited down to what cites it. Lemmas are passed over; "
    main += "where a longer way says the same, a line is left out.</p>\n"
    main += GraphDrawing.legend(graph)
    let name = "The theorems of \(theory.name), each below what it rests on"
    main += "<div class=\"graph whole\">\(GraphDrawing(graph).svg(name))</div>\n"
    return frame.page(
      title: "Graph of \(theory.name)", root: "../",
      crumbs: [
        Crumb(title: "Theories", href: "../index.html"),
        Crumb(title: theory.name, href: "index.html"), Crumb(title: "Graph", href: nil),
      ], main: main)
  }
}
