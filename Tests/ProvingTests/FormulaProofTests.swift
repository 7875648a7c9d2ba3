// Goals with quantifiers, disjunctions and negations: what natural deduction with rewriting and
// induction proves over the shipped theories, and that it proves nothing that is false. Each proof
// has passed the kernel; here a second checker runs over all of them.

import AxiomLanguage
import Foundation
import ProofKernel
import Proving
import TestSupport
import Testing

@Suite struct FormulaProofTests {
  /// Whether each goal of a file over a shipped theory is proved, with all proofs checked again.
  private func prove(_ goals: [String], over theory: String, size: Int = 5, work: Int = .max) throws
    -> [Bool?]
  {
    var text = "use \"\(theory)\"\n"
    for (number, goal) in goals.enumerated() { text += "theorem goal\(number): \(goal)\n" }
    var library: [String: String] = [:]
    for name in ["peano.axiom", "order.axiom"] {
      library[name] = try String(
        contentsOfFile: repositoryRoot() + "/Axioms/" + name, encoding: .utf8)
    }
    let loader = SourceLoader(files: ["goals.axiom": text], library: library)
    let result = ElaboratedTheory.elaborate(path: "goals.axiom", loader: loader)
    let elaborated = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (size, work)
    let (proved, derivation) = Derivation.prove(
      elaborated.goals.map { ($0.name, $0.statement) }, in: elaborated.document, limits: limits)
    #expect(derivation.counters.refusals == 0)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return proved
  }

  @Test func theOrderOfTheNumbers() throws {
    let goals = [
      "x <= x", "x <= S x", "x <= y and y <= z => x <= z", "S x <= y => x <= y",
      "x <= y => x <= S y", "x <= y and y <= x => x = y", "x <= y => x + z <= y + z",
      "x <= y => x * z <= y * z", "x <= y or y <= x", "not (x < x)",
      "x <= y <=> x < y or x = y", "x <= 0 => x = 0", "forall x. exists y. x < y",
      "S x <= S y <=> x <= y",
    ]
    let proved = try prove(goals, over: "order", size: 7)
    for (goal, isProved) in zip(goals, proved) { #expect(isProved == true, "\(goal)") }
  }

  @Test func sumsAndProducts() throws {
    let goals = [
      "x * y = 0 => x = 0 or y = 0", "x + y = 0 => x = 0 and y = 0", "x /= S x",
      "exists k. x = k + k or x = S (k + k)", "(exists k. x = S k) or x = 0",
    ]
    let proved = try prove(goals, over: "peano")
    for (goal, isProved) in zip(goals, proved) { #expect(isProved == true, "\(goal)") }
  }

  @Test func whatIsFalseStaysOpen() throws {
    let goals = [
      "x <= y", "x <= y => y <= x", "exists y. forall x. x <= y", "not (x <= x)",
      "x < y or y < x", "forall y. exists x. x < y", "x <= y => x = y", "x * y = 0 => x = 0",
    ]
    // All that is done for a goal would take minutes.
    #expect(try prove(goals, over: "order", work: 20_000) == goals.map { _ in false })
  }
}

@Suite struct AbstractProofTests {
  private func derive(_ text: String, library names: [String]) throws -> (
    proved: [Bool?], derivation: Derivation
  ) {
    var library: [String: String] = [:]
    for name in names {
      library[name] = try String(
        contentsOfFile: repositoryRoot() + "/Axioms/" + name, encoding: .utf8)
    }
    let loader = SourceLoader(files: ["goals.axiom": text], library: library)
    let result = ElaboratedTheory.elaborate(path: "goals.axiom", loader: loader)
    let theory = try #require(result.theory, "\(result.rendered)")
    return Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document,
      limits: ExplorationLimits())
  }

  @Test func groupsCancelOnBothSides() throws {
    let (proved, derivation) = try derive(
      """
      use "group"
      theorem left: x * y = x * z => y = z
      theorem right: y * x = z * x => y = z
      theorem inverse: x * y = e => x = inv y
      theorem wrong: x * y = y * x
      """, library: ["group.axiom"])
    #expect(proved == [true, true, true, false])
    #expect(derivation.counters.refusals == 0)
  }

  @Test func inversesAgreeInMonoids() throws {
    let (proved, _) = try derive(
      "use \"monoid\"\ntheorem agree: z * x = e and x * y = e => z = y\n",
      library: ["monoid.axiom"])
    #expect(proved == [true])
  }

  @Test(arguments: [
    "inconsistent-colours", "inconsistent-group", "inconsistent-list", "inconsistent-peano",
  ])
  func contradictionsAreFound(_ name: String) throws {
    let path = repositoryRoot() + "/Tests/Fixtures/Accept/\(name).axiom"
    let loader = SourceLoader(libraryDirectories: [repositoryRoot() + "/Axioms"])
    let theory = try #require(ElaboratedTheory.elaborate(path: path, loader: loader).theory)
    let derivation = Derivation.run(theory.document, limits: ExplorationLimits())
    let place = try #require(derivation.contradiction)
    #expect(derivation.theorems[place].rank == 1)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    let formula = derivation.theorems[place].proof.statement.formula
    #expect(checker.theory.store.shape(of: formula) == .connective(.falsum, []))
  }

  @Test(arguments: ["group", "lattice", "monoid"])
  func shippedAxiomsDoNotContradictEachOther(_ name: String) throws {
    let path = repositoryRoot() + "/Axioms/\(name).axiom"
    let theory = try #require(ElaboratedTheory.elaborate(path: path).theory)
    let derivation = Derivation.run(theory.document, limits: ExplorationLimits())
    #expect(derivation.contradiction == nil)
  }
}
