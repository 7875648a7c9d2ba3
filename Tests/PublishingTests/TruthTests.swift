// Truth and the constant `true`: ⊥ is the formula that never holds, `false` a value of Bool; pages must
// not mix them up. Read off the shipped theory of Booleans, which is full of both. `FormulaTests.swift`
// has the rest of the spelling.

import Testing

@testable import Publishing

@Suite struct TruthTests {
  private let theory: SiteTheory

  init() throws {
    theory = SiteTheory(try #require(shippedTheories(["boolean"]).first))
  }

  @Test func theConstantIsNoAbsurdity() {
    for text in theory.facts.map(\.text) + theory.theorems.map(\.text) {
      #expect(!text.contains("⊥"), "\(text)")
    }
    for theorem in theory.theorems {
      #expect(!theory.layout.mathML(theorem.formula).contains("⊥"), "\(theorem.name)")
      #expect(!theory.layout.html(theorem.formula).contains("⊥"), "\(theorem.name)")
    }
  }

  @Test func definitionsAreEquations() {
    let texts = theory.facts.map(\.text)
    #expect(texts.contains("!true = false") && texts.contains("!false = true"))
    #expect(texts.allSatisfy { $0.contains(" = ") })
    // A statement says that a term holds; that is how the language writes it.
    #expect(theory.theorems.contains { $0.text == "x || true" })
  }

  @Test func casesAreNoBase() throws {
    let number = try #require(theory.theorems.firstIndex { $0.note.method.hasPrefix("cases on") })
    let outline = ProofOutline(of: number, in: theory.checked)
    let block = try #require(outline.blocks.last { $0.role == .induction })
    #expect(block.children.count == 2)
    for child in block.children { #expect(child.heading.first == .text("Case ")) }
  }
}
