// The manual is true: every command on its pages and in the README is run, and prints what they show;
// every axiom file is read; every example in Swift is one that is tested; links lead somewhere; and
// nothing is missing. Start at `everyCommandDoesWhatItShows`. `ManualPage.swift` reads the pages.

import Foundation
import Porism
import TestSupport
import Testing

@Suite struct ManualTests {
  @Test(arguments: ManualPage.all)
  func everyCommandDoesWhatItShows(page: ManualPage) throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    for block in page.blocks {
      if block.language == "axiom" { try workshop.write(block) }
      for command in ManualPage.commands(block) {
        let (code, output) = try workshop.run(command.text)
        let printed = output.split(separator: "\n", omittingEmptySubsequences: false).map {
          String($0)
        }
        let lines = printed.last == "" ? printed.dropLast() : printed[...]
        let place = "\(page.path):\(command.line)"
        #expect(code == 0, "\(place): exit code \(code)\n\(output.prefix(2_000))")
        guard !command.output.isEmpty else { continue }
        #expect(
          matches(command.output[...], lines),
          "\(place): \(command.text) prints\n\(output.prefix(2_000))")
      }
    }
  }

  @Test func everyAxiomFileIsRead() throws {
    var count = 0
    for page in ManualPage.all {
      for block in page.blocks where block.language == "axiom" {
        let result = ElaboratedTheory.elaborate(
          text: block.text, path: "manual.axiom", library: ShippedTheories.loader)
        #expect(result.diagnostics.isEmpty, "\(page.path):\(block.line): \(result.rendered)")
        count += 1
      }
    }
    #expect(count > 3)
  }

  @Test func everySwiftExampleIsTested() throws {
    let path = repositoryRoot() + "/Tests/PorismTests/ManualExamples.swift"
    let tested = try trimmed(String(contentsOfFile: path, encoding: .utf8))
    var count = 0
    for page in ManualPage.all {
      for block in page.blocks where block.language == "swift" {
        let example = trimmed(block.text)
        #expect(tested.contains(example), "\(page.path):\(block.line) is not in \(path)")
        count += 1
      }
    }
    #expect(count > 3)
  }

  /// The examples above the types with which one rewrites are parts of tested ones too.
  @Test(arguments: [
    "EGraph/EGraph.swift", "EGraph/RuleSet.swift", "Rewriter/Rewriter.swift",
    "Theory/Simplifier.swift",
  ])
  func everyTypeHasATestedExample(file: String) throws {
    let folder = repositoryRoot()
    let tested = try trimmed(
      String(contentsOfFile: folder + "/Tests/PorismTests/ManualExamples.swift", encoding: .utf8))
    let source = try String(
      contentsOfFile: folder + "/Sources/Rewriting/" + file, encoding: .utf8)
    let name = try #require(file.split(separator: "/").last).dropLast(6)
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let place = try #require(lines.firstIndex { $0.hasPrefix("public struct \(name)") })
    let comment = lines[..<place].reversed().prefix { $0.hasPrefix("///") }.reversed()
    let example = comment.filter { $0.hasPrefix("///     ") }.map { $0.dropFirst(4) }
    #expect(example.count > 2)
    #expect(tested.contains(trimmed(example.joined(separator: "\n"))), "\(file)")
  }

  /// Lines without the spaces at their ends, so that examples may stand indented.
  private func trimmed(_ text: String) -> String {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: "\n")
  }

  @Test func linksLeadToPages() throws {
    let names = ManualPage.all.dropFirst().map {
      String($0.path.dropFirst(ManualPage.folder.count + 1).dropLast(3))
    }
    let home = try #require(ManualPage.all.first { $0.path.hasSuffix("/Porism.md") })
    let topics = home.lines.joined(separator: "\n")
    for name in names where name != "Porism" {
      #expect(topics.contains("- <doc:\(name)>"), "\(name) is not among the topics")
    }
    for page in ManualPage.all {
      for match in page.lines.joined(separator: "\n").matches(of: /<doc:([^>]*)>/) {
        #expect(names.contains(String(match.1)), "\(page.path) links to \(match.1)")
      }
    }
  }

  @Test func everyCodeIsExplained() throws {
    let page = try ManualPage(ManualPage.folder + "/Diagnostics.md")
    let source = try String(
      contentsOfFile: repositoryRoot() + "/Sources/AxiomLanguage/Diagnostic+Code.swift",
      encoding: .utf8)
    let codes = Set(source.matches(of: /return "([a-z-]+)"/).map { String($0.1) })
    #expect(codes.count > 50)
    let explained = page.lines.compactMap { line -> String? in
      guard let match = line.prefixMatch(of: /\| `([a-z-]+)` \| [^|]+ \|/) else { return nil }
      return String(match.1)
    }
    #expect(explained.sorted() == codes.sorted())
  }

  @Test func everyRuleHasItsFigure() throws {
    let page = try ManualPage(ManualPage.folder + "/Logic.md")
    let figures = page.blocks.map(\.text).joined()
    for schema in Schema.allCases { #expect(figures.contains("\(schema)"), "\(schema)") }
    let source = try String(
      contentsOfFile: repositoryRoot() + "/Sources/ProofKernel/Proof.swift", encoding: .utf8)
    let steps = try #require(source.components(separatedBy: "public enum Step").last)
    let rules = steps.matches(of: /\n  case ([a-zA-Z]+)\(/).map { String($0.1) }
    #expect(rules.count > 10)
    for rule in rules where rule != "infer" { #expect(figures.contains(rule), "\(rule)") }
  }

  @Test func matching() {
    let cases: [(shown: [String], printed: [String], isMatch: Bool)] = [
      ([], [], true), (["a"], ["a"], true), (["a"], ["a", "b"], false), (["a", "…"], ["a"], true),
      (["…", "b"], ["a", "a", "b"], true), (["…", "b"], ["a", "b", "c"], false),
      (["a…c"], ["abc"], true), (["a…c"], ["abd"], false), (["a…b…"], ["axbx"], true),
      (["a…a"], ["a"], false),
    ]
    for (shown, printed, isMatch) in cases {
      #expect(matches(shown[...], printed[...]) == isMatch, "\(shown) \(printed)")
    }
  }
}
