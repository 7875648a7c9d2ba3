// What the search of a site looks through: one script that assigns a global, since browsers refuse
// to fetch files from a page that was opened from a folder. Start at `script`. `Site/script.js` reads
// it; the order of entries is the order of the results among equals.

/// Writes `search.js`.
struct SearchData {
  /// `porismSearch = {theories: [[name, folder], …], theorems: [[theory, name, page, text], …]}`.
  /// The page's name is left out where it is the theorem's name.
  func script(_ theories: [SiteTheory]) -> String {
    var script = "window.porismSearch={theories:["
    for theory in theories {
      script += "[\(scriptLiteral(theory.name)),\(scriptLiteral(theory.folder))],"
    }
    script += "],theorems:[\n"
    for (number, theory) in theories.enumerated() {
      for place in theory.order {
        let theorem = theory.theorems[place]
        let isPlain = theorem.page == theorem.name + ".html"
        let page = isPlain ? "0" : scriptLiteral(theorem.page)
        script += "[\(number),\(scriptLiteral(theorem.name)),\(page),"
        script += "\(scriptLiteral(theorem.text))],\n"
      }
    }
    return script + "]};\n"
  }
}
