// The site in a real browser, opened from a folder: it fits a phone, in the dark too; it can be used
// with the keyboard alone; it loads nothing but its own files and does not complain; without scripts
// it can be read. Start at `pagesFitAPhone`. `Browser.swift` is the remote control; skipped, with a
// word, where there is no Chromium. The pages are of the shipped theories and of the awkward names
// that the fixtures have.

import Certificates
import Foundation
import Testing

@testable import Publishing

@Suite(
  .serialized, .timeLimit(.minutes(5)),
  .enabled(if: Browser.path != nil, "SKIPPED: no chromium here (apt-get install chromium)"))
struct BrowserTests {
  /// The files of the site, made once.
  private static let files = Result<[SiteFile], any Error> {
    var files: [SiteFile] = []
    let fixtures = [example("arithmetic"), example("awkward")]
    try SiteGenerator(fixtures + shippedTheories(["group", "list", "peano"])).files {
      files.append($0)
    }
    return files
  }

  /// Puts the site into a new folder, and opens a browser for it.
  private func withSite(
    isDark: Bool = false, width: Int = 375, _ body: (Browser, String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/porism-browser-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for file in try Self.files.get() {
      let place = URL(fileURLWithPath: "\(folder)/site/\(file.path)")
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: place)
    }
    let browser = try Browser(folder: folder, isDark: isDark, width: width)
    defer { browser.close() }
    try body(browser, folder + "/site")
  }

  /// Lists of theorems, the graphs, and some of the theorems: the awkward ones, every fifteenth other one.
  private func pages(of site: String) throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: site).sorted()
    return all.filter { $0.hasSuffix(".html") }.enumerated().filter { place, page in
      page.hasSuffix("index.html") || page.hasSuffix("graph.html") || page.hasPrefix("awkward")
        || place % 15 == 0
    }.map(\.element)
  }

  @Test(arguments: [false, true])
  func pagesFitAPhone(isDark: Bool) throws {
    try withSite(isDark: isDark) { browser, site in
      let pages = try pages(of: site)
      #expect(pages.count > 30)
      for page in pages {
        try browser.open("\(site)/\(page)")
        #expect(try browser.value("innerWidth") == 375)
        #expect(try browser.value(PageScripts.tooWide, as: [String].self) == [], "\(page)")
        #expect(try browser.value(PageScripts.illegible, as: [String].self) == [], "\(page)")
        #expect(try browser.value(PageScripts.badMath, as: [String].self) == [], "\(page)")
        let paper: Double = try browser.value(PageScripts.paper)
        #expect(isDark ? paper < 0.05 : paper > 0.8, "\(page)")
        #expect(browser.complaints == [], "\(page)")
        let outside = browser.requests.filter { !$0.hasPrefix("file:") && $0 != "data:," }
        #expect(outside == [], "\(page)")
      }
    }
  }

  @Test func theKeyboardIsEnoughToSearch() throws {
    try withSite { browser, site in
      try browser.open("\(site)/index.html")
      try browser.press("/")
      #expect(try browser.value("document.activeElement.id") == "search")
      try browser.type("ADD_com")
      #expect(try browser.value(PageScripts.waitForFound, as: Int.self) == 3)
      #expect(try browser.value(PageScripts.tooWide, as: [String].self) == [])
      #expect(try browser.value(PageScripts.selected) == "found-0")
      try browser.press("ArrowDown")
      #expect(try browser.value(PageScripts.selected) == "found-1")
      try browser.press("ArrowUp")
      try browser.press("ArrowUp")
      #expect(try browser.value(PageScripts.selected) == "found-2")
      try browser.press("ArrowDown")
      try browser.follow()
      #expect(
        try browser.value("location.pathname", as: String.self)
          == "\(site)/arithmetic/add_comm.html")
      // From a page in a folder, by what a theorem says, in ASCII; then out of the search again.
      try browser.press("/")
      try browser.type("rev (rev xs) =")
      #expect(try browser.value(PageScripts.waitForFound, as: Int.self) > 0)
      try browser.press("Escape")
      #expect(try browser.value("document.getElementById('results').hidden"))
      try browser.type("rev (rev xs) = xs")
      try browser.follow()
      let source: String = try browser.value("document.getElementById('source').textContent")
      #expect(source.hasSuffix(": rev (rev xs) = xs"))
      #expect(browser.complaints == [])
    }
  }

  @Test(arguments: ["index.html", "list/index.html", "peano/add_comm.html", "peano/graph.html"])
  func theKeyboardReachesEverything(page: String) throws {
    try withSite(isDark: true) { browser, site in
      try browser.open("\(site)/\(page)")
      let all: Int = try browser.value(PageScripts.reachable)
      var visited: [String] = []
      while visited.count < 1_000 {
        try browser.press("Tab")
        let (place, fault) = try focus(browser)
        guard let place else { break }
        #expect(fault == "", "\(page): \(place)")
        visited.append(place)
      }
      #expect(Set(visited).count == visited.count, "the focus goes round: \(visited)")
      #expect(visited.count == all, "\(page)")
      #expect(visited.first?.hasSuffix("Skip to the content") == true)
      // Back, the last comes first.
      try browser.press("Tab", isShifted: true)
      #expect(try focus(browser).place == visited.last)
    }
  }

  /// What has the focus, nil for nothing; and what is wrong with how that looks.
  private func focus(_ browser: Browser) throws -> (place: String?, fault: String) {
    let parts: [String] = try browser.value(PageScripts.focus)
    return parts.isEmpty ? (nil, "") : (parts[0], parts[1])
  }

  @Test func theKeyboardWorksThePage() throws {
    try withSite { browser, site in
      try browser.open("\(site)/list/index.html")
      try browser.press("Tab")
      try browser.press("Enter")
      #expect(try browser.value("location.hash") == "#main")
      #expect(try browser.value("document.activeElement.id") == "main")
      // Light and dark, and that the next page remembers.
      try browser.tab(to: "#theme")
      try browser.press(" ")
      #expect(try browser.value("document.documentElement.dataset.theme") == "dark")
      #expect(try browser.value(PageScripts.paper, as: Double.self) < 0.05)
      // What is folded opens; then on to the first theorem, to its neighbour, and up again.
      try browser.tab(to: ".lemmas summary")
      try browser.press("Enter")
      #expect(try browser.value("document.querySelector('.lemmas').open"))
      try browser.tab(to: ".list a")
      try browser.follow()
      #expect(try browser.value("document.documentElement.dataset.theme") == "dark")
      let first: String = try browser.value("document.querySelector('h1').textContent")
      try browser.tab(to: "[rel=next]")
      try browser.follow()
      #expect(try browser.value("document.querySelector('h1').textContent") != first)
      try browser.tab(to: ".crumbs li:nth-child(2) a")
      try browser.follow()
      #expect(try browser.value("location.pathname", as: String.self) == "\(site)/list/index.html")
      #expect(browser.complaints == [])
    }
  }

  @Test func pagesAreReadableWithoutScripts() throws {
    try withSite(width: 1_000) { browser, site in
      try browser.call("Emulation.setScriptExecutionDisabled", ["value": true])
      for page in ["index.html", "peano/index.html", "peano/add_comm.html", "peano/graph.html"] {
        try browser.open("\(site)/\(page)")
        #expect(try browser.value(PageScripts.tooWide, as: [String].self) == [], "\(page)")
        #expect(try browser.value(PageScripts.shownControls, as: [String].self) == [], "\(page)")
        #expect(browser.complaints == [])
      }
    }
  }

  @Test func paperShowsEverything() throws {
    try withSite(isDark: true, width: 720) { browser, site in
      for page in ["list/index.html", "peano/add_comm.html"] {
        try browser.call("Emulation.setEmulatedMedia", ["media": "print"])
        try browser.open("\(site)/\(page)")
        #expect(try browser.value(PageScripts.paper, as: Double.self) == 1)
        #expect(try browser.value(PageScripts.shownControls, as: [String].self) == [], "\(page)")
        #expect(try browser.value(PageScripts.illegible, as: [String].self) == [], "\(page)")
        #expect(try browser.value(PageScripts.hidden, as: [String].self) == [], "\(page)")
        let printed = try browser.call("Page.printToPDF")["data"] as? String
        #expect(try #require(printed).count > 10_000, "\(page)")
      }
    }
  }
}
