// `porism simplify` as people type it: notations, assumptions, bad input with its exit code, files of cases.

import Foundation
import Porism
import Testing

/// What users write who import the library alone.
private func arity(of term: Term, _ symbol: Symbol, in bank: TermBank) -> Int {
  bank.symbol(term) == symbol ? bank.arity(term) : 0
}

@Suite struct SimplifyCommandTests {
  @Test func termsAreExported() {
    var bank = TermBank()
    let symbol = bank.declare(
      SymbolInfo(arguments: [], sort: TermSort(0), isConstructor: false, precedence: 0))
    #expect(arity(of: bank.make(symbol), symbol, in: bank) == 0)
  }

  @Test func answersAreInTheNotationOfTheInput() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    for (command, output) in [
      ("'x^64' --theory ring", "x^64\n"),
      ("'x+x+x' --theory ring", "x*3\n"), ("'x * 1' --theory ring", "x\n"),
      ("'neg (neg x * y)' --theory ring", "x * y\n"),
      (
        "'sqrt(x^2)' --theory Axioms/real-functions.axiom --assume 'positive x'",
        "x\nif positive(x)\n"
      ),
    ] {
      let (code, seen) = try workshop.run("porism simplify \(command) 2>/dev/null")
      #expect(code == 0 && seen == output, "\(command): \(seen)")
    }
  }

  @Test func badInput() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    for (command, words) in [
      ("'x^100' --theory ring", "powers above 64"), ("'1e400' --theory ring", "too large"),
      ("'x + sucessor' --assume false", "'false'"), ("x --lemmas Axioms/ring.axiom", "error"),
    ] {
      let (code, seen) = try workshop.run("porism simplify \(command)")
      #expect(code == 2 && seen.contains(words), "\(command): \(code) \(seen)")
    }
  }

  /// A bad line is an answer like others; those after it are there as well.
  @Test func casesGoOn() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    let lines = """
      {"id":"a","input":"x+x-x","kind":"simplify"}
      nonsense
      {"id":"b","input":"x","kind":"cook"}
      {"id":"c","input":"x","domain":"moon"}
      {"id":"d","input":"1/10007+1/10009"}

      """
    try lines.write(toFile: workshop.folder + "/cases", atomically: true, encoding: .utf8)
    let (code, seen) = try workshop.run("porism simplify --cases cases 2>/dev/null")
    let answers = seen.split(separator: "\n")
    #expect(code == 2 && answers.count == 5, "\(seen)")
    #expect(answers.map { $0.contains("\"proved\":true") } == [true, false, false, false, true])
  }
}
