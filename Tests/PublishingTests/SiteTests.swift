// Whole sites: every link leads somewhere, nothing points outside, markup is well formed whatever
// names a theory has, the bytes repeat, and pages stay small.

import Certificates
import Testing

@testable import Publishing

@Suite struct SiteTests {
  private func site(_ certificates: [CheckedCertificate]) throws -> [String: String] {
    var site: [String: String] = [:]
    try SiteGenerator(certificates).files { file in
      #expect(site[file.path] == nil, "two files are called \(file.path)")
      site[file.path] = String(decoding: file.bytes, as: UTF8.self)
    }
    return site
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let site = try site(allExamples.map(\.certificate))
    for (path, page) in site where path.hasSuffix(".html") {
      for link in attributes("href", page) + attributes("src", page) where link != "data:," {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? path : resolved(String(parts[0]), from: path)
        let found = try #require(site[target], "\(path) links to \(link)")
        guard parts.count > 1 else { continue }
        #expect(found.contains("id=\"\(parts[1])\""), "\(path) links to \(link)")
      }
    }
  }

  @Test func nothingPointsOutside() throws {
    for (path, text) in try site(allExamples.map(\.certificate)) where !path.hasSuffix(".js") {
      for forbidden in ["http:", "https:", "file:", "//cdn", "@import", "url(h", "href=\"/"] {
        #expect(!text.contains(forbidden), "\(path) contains \(forbidden)")
      }
    }
  }

  @Test func markupIsWellFormed() throws {
    for (path, page) in try site(allExamples.map(\.certificate)) where path.hasSuffix(".html") {
      #expect(isBalanced(page), "\(path)")
      let ids = attributes("id", page)
      #expect(Set(ids).count == ids.count, "\(path) has an id twice")
    }
  }

  @Test func namesAreEscaped() throws {
    let site = try site([example("awkward")])
    for (path, page) in site where path.hasSuffix(".html") {
      #expect(!page.contains("<img>") && !page.contains("a<b"), "\(path)")
      #expect(!page.contains("</script></") && !page.contains("<magic>"), "\(path)")
    }
    let data = try #require(site["search.js"])
    #expect(!data.contains("</") && !data.contains("<img"))
    #expect(data.contains("\\u003cimg>"))
  }

  @Test func theBytesRepeat() throws {
    let (first, second) = (
      try site([arithmeticExample(), groupExample()]),
      try site([arithmeticExample(), groupExample()])
    )
    #expect(first == second)
  }

  @Test func theSameTheoryTwiceIsRefused() {
    #expect(throws: SiteError.duplicateTheory("group")) {
      try SiteGenerator([example("group"), example("group")])
    }
  }

  @Test func pagesNameFilesAndLines() throws {
    let site = try site([example("group")])
    let page = try #require(site["group/right_unit.html"])
    #expect(page.contains("group.axiom:5") && page.contains("rests on 3 axioms"))
    #expect(page.contains("href=\"right_inverse.html\""))
    #expect(page.contains("theorem right_unit: x * e = x"))
    #expect(page.contains("for all <i class=\"fm\">x</i> : G"))
    let cited = try #require(site["group/right_inverse.html"])
    #expect(cited.contains("<ul>\n<li><a href=\"right_unit.html\""))
  }

  @Test func aThousandTheoremsHaveSmallPages() throws {
    var sizes: [Int] = []
    try SiteGenerator([syntheticExample(1_000)]).files { file in
      if file.path.hasSuffix(".html") { sizes.append(file.bytes.count) }
    }
    sizes.sort()
    #expect(sizes.count == 1_003)
    #expect(sizes[sizes.count / 2] <= 30_000)
  }

  @Test func pageNames() {
    let cases = [
      ("add_comm", "add_comm"), ("Index", "=index"), ("index", "~~index"), ("", "~~"),
      ("a/b", "a~2f~b"), ("..", "~2e~~2e~"), ("≤", "~2264~"), ("rev'", "rev~27~"),
    ]
    for (name, expected) in cases { #expect(pageName(of: name) == expected) }
    let (one, two) = (String(repeating: "x", count: 400), String(repeating: "x", count: 401))
    #expect(pageName(of: one) != pageName(of: two))
    #expect(pageName(of: one).utf8.count < 200)
  }
}

// MARK: reading pages

/// The values of an attribute, with the escapes undone.
func attributes(_ name: String, _ page: String) -> [String] {
  page.components(after: " \(name)=\"").map { rest in
    String(rest.prefix { $0 != "\"" })
      .replacing("&#39;", with: "'").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }
}

extension String {
  fileprivate func components(after mark: String) -> [Substring] {
    ranges(of: mark).map { self[$0.upperBound...] }
  }
}

/// A relative link from a page, as a path from the top of the site.
private func resolved(_ link: String, from page: String) -> String {
  var parts = page.split(separator: "/").dropLast().map(String.init)
  for part in link.split(separator: "/") {
    if part == ".." { parts.removeLast() } else { parts.append(String(part)) }
  }
  return parts.joined(separator: "/")
}

/// Whether every element that is opened is closed in order, and no stray `<` or `&` is in the text.
func isBalanced(_ page: String) -> Bool {
  let void: Set<Substring> = ["meta", "link", "input", "br"]
  var open: [Substring] = []
  var rest = page[...]
  while let start = rest.firstIndex(of: "<") {
    guard let end = rest[start...].firstIndex(of: ">") else { return false }
    let tag = rest[rest.index(after: start)..<end]
    rest = rest[rest.index(after: end)...]
    let isClosing = tag.first == "/"
    let name = (isClosing ? tag.dropFirst() : tag).prefix { $0.isLetter || $0.isNumber }
    if tag.first == "!" || void.contains(name) || tag.last == "/" { continue }
    guard !name.isEmpty else { return false }
    if !isClosing {
      open.append(name)
    } else if open.popLast() != name {
      return false
    }
  }
  return open.isEmpty
}
