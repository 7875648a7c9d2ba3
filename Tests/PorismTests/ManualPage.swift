// A page of the manual, or the README, taken apart: its blocks of code, each with its language and line,
// and in them the commands with what they print. Start at `ManualPage.blocks` and `sessions`.
// `ManualTests.swift` runs them.

import Foundation
import TestSupport

/// A Markdown file with examples.
struct ManualPage: CustomStringConvertible, Sendable {
  /// The path from the top of the repository.
  let path: String
  let lines: [String]

  /// A block of code.
  struct Block {
    /// After the fence, such as `swift`; empty if there is none.
    let language: String
    /// The line of the page at which it starts, from 1.
    let line: Int
    let lines: [String]
    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  /// A command with the lines that it prints, as far as the page shows them.
  struct Command {
    let line: Int
    let text: String
    /// Empty if the page shows nothing.
    var output: [String] = []
  }

  /// Reads a page. Throws if it is not there.
  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: repositoryRoot() + "/" + path, encoding: .utf8)
    lines = text.components(separatedBy: "\n")
  }

  var description: String { path }

  static let folder = "Sources/Porism/Documentation.docc"

  /// The pages of the manual and the README, in alphabetical order.
  static let all: [ManualPage] = {
    do {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: repositoryRoot() + "/" + folder)
      let pages = names.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
      return try (["README.md"] + pages).map { try ManualPage($0) }
    } catch { preconditionFailure("there is no manual: \(error)") }
  }()

  /// The blocks of code: fenced, or indented by four spaces after an empty line.
  var blocks: [Block] {
    var blocks: [Block] = []
    var place = 0
    while place < lines.count {
      let line = lines[place]
      let start = place
      if line.hasPrefix("```") {
        place += 1
        while place < lines.count, !lines[place].hasPrefix("```") { place += 1 }
        let body = lines[start + 1..<min(place, lines.count)]
        blocks.append(
          Block(language: String(line.dropFirst(3)), line: start + 2, lines: Array(body)))
      } else if line.hasPrefix("    "), start > 0, lines[start - 1].isEmpty {
        while place < lines.count, lines[place].hasPrefix("    ") || lines[place].isEmpty {
          place += 1
        }
        let body = lines[start..<place].map { String($0.dropFirst(4)) }
        blocks.append(Block(language: "", line: start + 1, lines: body))
        place -= 1
      }
      place += 1
    }
    return blocks
  }

  /// The commands of a block whose first line is one.
  static func commands(_ block: Block) -> [Command] {
    guard block.lines.first?.hasPrefix("$ ") == true else { return [] }
    var commands: [Command] = []
    for (place, line) in block.lines.enumerated() {
      if line.hasPrefix("$ ") {
        commands.append(Command(line: block.line + place, text: String(line.dropFirst(2))))
      } else {
        commands[commands.count - 1].output.append(line)
      }
    }
    for place in commands.indices where !commands[place].output.isEmpty {
      while commands[place].output.last?.isEmpty == true { commands[place].output.removeLast() }
    }
    return commands
  }
}

/// Whether what was printed is what a page shows: there, `…` on a line of its own is any number of
/// lines, and `…` inside a line any text.
func matches(_ shown: ArraySlice<String>, _ printed: ArraySlice<String>) -> Bool {
  guard let first = shown.first else { return printed.isEmpty }
  if first == "…" {
    return (printed.startIndex...printed.endIndex).contains {
      matches(shown.dropFirst(), printed[$0...])
    }
  }
  guard let line = printed.first, lineMatches(first, line) else { return false }
  return matches(shown.dropFirst(), printed.dropFirst())
}

private func lineMatches(_ shown: String, _ line: String) -> Bool {
  let pieces = shown.components(separatedBy: "…")
  var rest = line[...]
  for (place, piece) in pieces.enumerated() {
    if place == 0 {
      guard rest.hasPrefix(piece) else { return false }
      rest = rest.dropFirst(piece.count)
    } else if place == pieces.count - 1 {
      return rest.hasSuffix(piece)
    } else if let found = rest.range(of: piece) {
      rest = rest[found.upperBound...]
    } else {
      return false
    }
  }
  return rest.isEmpty
}
