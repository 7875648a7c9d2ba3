// `porism format FILE`: prints an axiom file in the one layout. Formatting twice changes nothing, and
// what the file says stays the same; a file with a fault is not touched.

import ArgumentParser
import Porism

/// `porism format`.
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Print an axiom file in the standard layout.")

  @Argument(help: "An .axiom file.") var file: String
  @Flag(help: "Use Unicode spellings: ∀, ⇒, ·.") var unicode = false

  func run() throws {
    let source: SourceFile
    do throws(SourceReadError) { source = try SourceFile.read(path: file) } catch {
      // The elaborator words this fault as a diagnostic.
      _ = try readTheory(file)
      throw Outcome.badInput
    }
    let result = Formatter.format(source, style: unicode ? .unicode : .ascii)
    guard let text = result.text else {
      _ = try readTheory(file)
      throw Outcome.badInput
    }
    print(text, terminator: "")
  }
}
