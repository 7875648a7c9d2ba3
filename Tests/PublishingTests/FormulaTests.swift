// Spelling of formulas: the fewest parentheses that the language allows, marks that survive, names
// that do not clash, MathML that is well formed; and random terms against the language's printer.

import AxiomLanguage
import Certificates
import ProofKernel
import Testing

@testable import Publishing

@Suite struct FormulaTests {
  @Test func spellings() throws {
    var t = try arithmeticSignature()
    let nat = try t.sort("Nat")
    let (x, y) = (try t.variable(0, nat), try t.variable(1, nat))
    let k = try t.variable(2, nat)
    let sum = try t.apply("+", [x, y])
    let small = try t.apply("<=", [x, y])
    let equal = try t.equal(x, y)
    func not(_ a: TermID) throws -> TermID { try t.make(.connective(.not, [a])) }
    func join(_ c: Connective, _ a: TermID, _ b: TermID) throws -> TermID {
      try t.make(.connective(c, [a, b]))
    }
    let witness = try t.quantified(.exists, 2, nat, t.equal(t.apply("+", [x, k]), y))
    let cases: [(TermID, String, String)] = [
      (try t.apply("+", [sum, x]), "x + y + x", "x + y + x"),
      (try t.apply("+", [x, sum]), "x + (x + y)", "x + (x + y)"),
      (try t.apply("S", [sum]), "S (x + y)", "S (x + y)"),
      (try t.apply("S", [t.apply("S", [x])]), "S (S x)", "S (S x)"),
      (try t.make(.numeral(12, nat)), "12", "12"),
      (try not(equal), "x ≠ y", "x /= y"),
      (try not(small), "¬(x ≤ y)", "not (x <= y)"),
      (witness, "∃z. x + z = y", "exists z. x + z = y"),
      (
        try join(.and, witness, small), "(∃z. x + z = y) ∧ x ≤ y",
        "(exists z. x + z = y) and x <= y"
      ),
      (
        try join(.implies, equal, join(.implies, small, equal)), "x = y ⇒ x ≤ y ⇒ x = y",
        "x = y => x <= y => x = y"
      ),
      (
        try join(.implies, join(.implies, equal, small), equal), "(x = y ⇒ x ≤ y) ⇒ x = y",
        "(x = y => x <= y) => x = y"
      ),
      (
        try join(.or, join(.and, equal, small), equal), "x = y ∧ x ≤ y ∨ x = y",
        "x = y and x <= y or x = y"
      ),
      (try t.make(.connective(.falsum, [])), "⊥", "false"),
    ]
    let layout = FormulaLayout(t.document, t.document.theory.store)
    for (term, unicode, ascii) in cases {
      let formula = Formula(term, names: ["x", "y"])
      #expect(layout.text(formula) == unicode)
      #expect(layout.text(formula, .ascii) == ascii)
      #expect(isBalanced(layout.mathML(formula)))
    }
  }

  @Test func statementsOfAssociativityAreClear() throws {
    var t = try arithmeticSignature()
    let (nat, names) = (try t.sort("Nat"), ["x", "y", "z"])
    let (x, y, z) = (try t.variable(0, nat), try t.variable(1, nat), try t.variable(2, nat))
    let left = try t.apply("+", [t.apply("+", [x, y]), z])
    let right = try t.apply("+", [x, t.apply("+", [y, z])])
    let other = try t.apply("+", [y, t.apply("+", [x, z])])
    let cases = [
      (try t.equal(left, right), "(x + y) + z = x + (y + z)"),
      (try t.equal(left, x), "x + y + z = x"),
      (try t.equal(right, other), "x + (y + z) = y + (x + z)"),
    ]
    let layout = FormulaLayout(t.document, t.document.theory.store)
    for (term, text) in cases {
      #expect(layout.text(Formula(term, names: names, style: .statement)) == text)
    }
    #expect(layout.text(Formula(cases[0].0, names: names)) == "x + y + z = x + (y + z)")
  }

  /// Random terms are spelled as the printer of the language does, seed by seed.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func agreesWithThePrinter(_ seed: UInt64) throws {
    var t = try arithmeticSignature()
    try t.operation("-", [t.sort("Nat"), t.sort("Nat")], t.sort("Nat"), Fixity(.infix, 60))
    try t.operation("^", [t.sort("Nat"), t.sort("Nat")], t.sort("Nat"), Fixity(.infixr, 80))
    try t.operation("!", [t.sort("Nat")], t.sort("Nat"), Fixity(.postfix, 90))
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let term = try randomFormula(&t, depth: 5, &random)
      let layout = FormulaLayout(t.document, t.document.theory.store)
      let printed = Printer(t.document).text(
        of: term, in: t.document.theory.store, variableNames: ["x", "y", "z"])
      let own = layout.text(Formula(term, names: ["x", "y", "z"]), .ascii)
      #expect(own == printed, "seed \(seed)")
    }
  }

  private func randomFormula(_ t: inout TheoryFixture, depth: Int, _ random: inout SeededGenerator)
    throws -> TermID
  {
    if depth == 0 || random.below(3) == 0 {
      let (a, b) = (
        try randomTerm(&t, depth: depth, &random), try randomTerm(&t, depth: depth, &random)
      )
      return random.below(3) == 0 ? try t.apply("<=", [a, b]) : try t.equal(a, b)
    }
    let connectives: [Connective] = [.and, .or, .implies, .iff]
    let parts = [
      try randomFormula(&t, depth: depth - 1, &random),
      try randomFormula(&t, depth: depth - 1, &random),
    ]
    return try t.make(.connective(connectives[random.below(4)], parts))
  }

  private func randomTerm(_ t: inout TheoryFixture, depth: Int, _ random: inout SeededGenerator)
    throws -> TermID
  {
    let nat = try t.sort("Nat")
    if depth == 0 { return try t.variable(random.below(3), nat) }
    let name = ["+", "-", "^", "!", "S"][random.below(5)]
    var parts = [try randomTerm(&t, depth: depth - 1, &random)]
    if name != "S" && name != "!" { parts.append(try randomTerm(&t, depth: depth - 1, &random)) }
    return try t.apply(name, parts)
  }

  @Test func largeTermsEndInAnEllipsis() throws {
    var t = try arithmeticSignature()
    let nat = try t.sort("Nat")
    // 2¹⁰⁰ leaves in a hundred nodes: written out it would fill the disk.
    var term = try t.variable(0, nat)
    for _ in 0..<100 { term = try t.apply("+", [term, term]) }
    let layout = FormulaLayout(t.document, t.document.theory.store)
    let formula = Formula(term, names: ["x"])
    #expect(layout.tokens(of: formula).count < 3 * FormulaLayout.largestCount)
    #expect(layout.text(formula).contains("…"))
    #expect(isBalanced(layout.mathML(formula)))
  }

  @Test func longLinesLeaveOutWhatStays() throws {
    var t = try arithmeticSignature()
    let nat = try t.sort("Nat")
    let x = try t.variable(0, nat)
    var long = x
    for _ in 0..<20 { long = try t.apply("+", [long, x]) }
    let whole = try t.apply("+", [long, t.apply("S", [x])])
    let layout = FormulaLayout(t.document, t.document.theory.store)
    let mark = MarkedPosition(position: [1], mark: .replacedNext)
    let formula = Formula(whole, names: ["x"], marks: [mark])
    #expect(layout.text(formula, isShort: true) == "⋯ + ⟪S x⟫")
    #expect(!layout.text(formula).contains("⋯"))
  }
}

/// Numbers that repeat. Source: S. Vigna, SplitMix64 (2015), public domain.
struct SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
