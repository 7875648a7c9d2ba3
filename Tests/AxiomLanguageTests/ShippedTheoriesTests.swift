// The theories in Axioms/: each elaborates without a word, and every fact printed and read back is
// the same kernel formula. Helpers are in `Support.swift`.

import ProofKernel
import Testing

@testable import AxiomLanguage

/// The names of the shipped theories.
let shippedTheories = [
  "boolean", "boolean-algebra", "combinatory", "complex-functions", "derivatives", "field",
  "folds", "functions", "group", "intervals", "lattice", "list", "minmax", "monoid", "order",
  "peano", "quasigroup", "real-functions", "ring", "sorting", "sums", "tree",
]

@Suite("Shipped theories")
struct ShippedTheoriesTests {
  @Test(arguments: shippedTheories) func elaborates(name: String) throws {
    let theory = try shipped(name)
    #expect(theory.document.name == name)
    #expect(theory.files.map(\.path).last == name + ".axiom")
  }

  @Test(arguments: shippedTheories) func roundTripsEveryFact(name: String) throws {
    var theory = try shipped(name)
    for style in [Printer.Style.ascii, .unicode] {
      for (fact, note) in zip(theory.document.theory.facts, theory.document.factNotes) {
        try expectRoundTrip(
          fact.statement, names: note.variableNames, in: &theory, style: style)
      }
    }
  }

  @Test func peanoReadsAsWritten() throws {
    let theory = try shipped("peano")
    #expect(
      facts(of: theory) == ["x + 0 = x", "x + S y = S (x + y)", "x * 0 = 0", "x * S y = x * y + x"])
  }

  @Test func orderDefinesByExistence() throws {
    let theory = try shipped("order")
    #expect(
      facts(of: theory).suffix(2) == ["x <= y <=> exists z. x + z = y", "x < y <=> S x <= y"])
  }

  @Test func orderPrintsInUnicode() throws {
    let theory = try shipped("order")
    let printer = Printer(theory.document, style: .unicode)
    let fact = theory.document.theory.facts[4]
    let text = printer.text(
      of: fact.statement, in: theory.document.theory.store, variableNames: ["x", "y"])
    #expect(text == "x ≤ y ⇔ ∃z. x + z = y")
  }

  @Test func theoremsAreNotSeeded() throws {
    for name in shippedTheories { #expect(try shipped(name).goals.isEmpty) }
  }
}
