// Pages by themselves: each is well-formed XML, so that browsers have nothing to guess; no id is there
// twice; the landmarks, headings and names that people without a mouse or a screen rely on are there.
// `BrowserTests.swift` opens the same pages in a browser.

import Certificates
import Foundation
import Testing

@testable import Publishing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct MarkupTests {
  private func pages() throws -> [(path: String, elements: [PageElement])] {
    var pages: [(String, [PageElement])] = []
    try SiteGenerator(allExamples.map(\.certificate)).files { file in
      guard file.path.hasSuffix(".html") else { return }
      let reader = PageReader()
      let parser = XMLParser(data: Data(file.bytes))
      parser.delegate = reader
      let isRead = parser.parse()
      #expect(
        isRead, "\(file.path):\(parser.lineNumber): \(String(describing: parser.parserError))")
      pages.append((file.path, reader.elements))
    }
    #expect(pages.count > 20)
    return pages
  }

  @Test func pagesAreWellFormed() throws { _ = try pages() }

  @Test func idsAreUnique() throws {
    for (path, elements) in try pages() {
      let ids = elements.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(path)")
      #expect(ids.allSatisfy { !$0.isEmpty && !$0.contains { $0.isWhitespace } }, "\(path)")
    }
  }

  @Test func namesReferToWhatIsThere() throws {
    for (path, elements) in try pages() {
      let ids = Set(elements.compactMap { $0.attributes["id"] })
      for element in elements {
        for name in ["aria-labelledby", "aria-controls", "for", "data-copy"] {
          guard let target = element.attributes[name] else { continue }
          #expect(ids.contains(target), "\(path): \(name)=\(target)")
        }
      }
    }
  }

  @Test func landmarksAreThereOnce() throws {
    for (path, elements) in try pages() {
      for landmark in ["main", "h1", "header", "footer", "title"] {
        #expect(
          elements.filter { $0.name == landmark && $0.parent != "a" }.count == 1,
          "\(path): \(landmark)")
      }
      #expect(elements.first?.attributes["lang"] == "en")
      for nav in elements where nav.name == "nav" {
        #expect(nav.attributes["aria-label"] != nil, "\(path)")
      }
      // Whoever uses the keyboard meets the way past the head of the page first.
      let first = elements.first { $0.name == "a" }
      #expect(first?.attributes["href"] == "#main")
      #expect(!elements.contains { Int($0.attributes["tabindex"] ?? "0") ?? 1 > 0 }, "\(path)")
    }
  }

  @Test func headingsSkipNoLevel() throws {
    for (path, elements) in try pages() {
      var last = 0
      for element in elements where element.name.count == 2 && element.name.first == "h" {
        guard let level = element.name.last?.wholeNumberValue else { continue }
        #expect(level <= last + 1, "\(path): h\(level) after h\(last)")
        last = level
      }
    }
  }

  @Test func titlesTellPagesApart() throws {
    var titles: Set<String> = []
    for (path, elements) in try pages() {
      let title = try #require(elements.first { $0.name == "title" }).text
      #expect(!title.isEmpty && titles.insert(title).inserted, "\(path): \(title)")
    }
  }
}

/// An element of a page with the text right inside of it.
final class PageElement {
  let name: String
  /// The name of the element around it.
  let parent: String?
  let attributes: [String: String]
  var text = ""

  init(_ name: String, in parent: String?, _ attributes: [String: String]) {
    (self.name, self.parent, self.attributes) = (name, parent, attributes)
  }
}

/// Collects the elements of a page in document order.
private final class PageReader: NSObject, XMLParserDelegate {
  private(set) var elements: [PageElement] = []
  private var open: [PageElement] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let element = PageElement(name, in: open.last?.name, attributes)
    elements.append(element)
    open.append(element)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
}
