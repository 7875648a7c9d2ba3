// What the list leaves out since lines above it say it at a glance, and what it keeps; names of laws with a
// usual shape. `ExplorationTests` has the list as a whole.

import AxiomLanguage
import Foundation
import ProofKernel
import TestSupport
import Testing

@testable import Proving
@testable import Terms

@Suite struct ConsequenceTests {
  /// An explorer of numbers and the conjectures that the lines state.
  private func explorer(_ lines: [String]) throws -> (Explorer, [Conjecture]) {
    let text =
      "use \"order\"\n"
      + lines.enumerated().map { "theorem t\($0): \($1)\n" }.joined()
    let library = try ["peano", "order"].map { name in
      (
        name + ".axiom",
        try String(contentsOfFile: repositoryRoot() + "/Axioms/\(name).axiom", encoding: .utf8)
      )
    }
    let loader = SourceLoader(
      files: ["own.axiom": text], library: Dictionary(uniqueKeysWithValues: library))
    let result = ElaboratedTheory.elaborate(path: "own.axiom", loader: loader)
    let theory = try #require(result.theory, "\(result.rendered)")
    var document = theory.document
    let vocabulary = Vocabulary(theory: &document.theory, goals: theory.goals.map(\.statement))
    var explorer = Derivation.explorer(document, vocabulary, ExplorationLimits())
    let own = theory.goals.filter { $0.name.hasPrefix("t") && Int($0.name.dropFirst()) != nil }
    let conjectures = try own.map { goal in
      let conjecture = explorer.conjecture(goal.statement)
      return try #require(conjecture)
    }
    return (explorer, conjectures)
  }

  /// Whether the last line follows from the others.
  private func follows(_ lines: [String]) throws -> Bool {
    var (explorer, goals) = try explorer(lines)
    for (number, law) in goals.dropLast().enumerated() {
      let statement = explorer.list.statement(law, explorer.vocabulary)
      explorer.list.adopt(try #require(statement), number, &explorer.vocabulary)
    }
    var laws = Consequence(explorer.vocabulary, Reach(explorer.list.checker.theory))
    laws.add(explorer.list.givenRules, [], explorer.vocabulary)
    for number in goals.indices.dropLast() {
      laws.add(
        explorer.list.foundRules[number],
        explorer.list.lemmas.filter { $0.citation == .theorem(number) }, theorem: number,
        explorer.vocabulary)
    }
    let formula = try #require(goals.last).formula
    return laws.follows(formula, explorer.vocabulary) { _ in true }
  }

  /// What other laws have simplified is not what a theorem says by itself: no line yields to it. (It made rev xs =
  /// qrev xs nil yield to lines that said nothing of how rev and qrev are related.)
  @Test func instancesAreNotWhatALineSaysAlone() throws {
    var (explorer, goals) = try explorer(["0 + x = x"])
    let statement = explorer.list.statement(goals[0], explorer.vocabulary)
    explorer.list.adopt(try #require(statement), 0, &explorer.vocabulary)
    var laws = Consequence(explorer.vocabulary, Reach(explorer.list.checker.theory))
    laws.addInstances(explorer.list.foundRules[0], theorem: 0, explorer.vocabulary)
    #expect(laws.follows(goals[0].formula, explorer.vocabulary) { _ in true })
    #expect(!laws.follows(goals[0].formula, reachesOut: true, explorer.vocabulary) { _ in true })
  }

  private static let sums = ["x + y = y + x", "x + y + z = x + (y + z)"]

  @Test(arguments: [
    // Order and brackets, an instance, another form.
    ["z + (y + x) = x + z + y"], ["S x + y = S y + x"], ["x + 1 = S x"],
    // Conditions that the premises meet, read where the operator commutes.
    ["x + y = x + z => y = z", "x + y = z + y => x = z"],
    ["x + y = x + z => y = z", "x + y = y => x = 0"],
    ["x + y = x + z => y = z", "x + y = S x => y = 1"],
    ["x + y = x + z => y = z", "x + y = 0 => x = 0", "x + (y + z) = z => y = 0"],
    ["x + y = x + z => y = z", "x + y = 0 => x = 0", "x + (y + z) = z => y = x"],
    // One of two things holds.
    ["x * y = 0 => x = 0 or y = 0", "x * x = 0 => x = 0"],
    ["x * y = 0 => x = 0 or y = 0", "x * (x * x) = 0 => x = 0"],
    // Relations.
    ["x <= x + y", "x <= S (S x)"],
    ["x <= y and y <= z => x <= z", "x <= x + y", "x <= y => x <= y + z"],
  ])
  func whatIsSaidIsSeen(_ lines: [String]) throws {
    let isSeen = try follows(Self.sums + lines)
    #expect(isSeen)
  }

  @Test(arguments: [
    ["x * y = y * x"], ["x + y = x + z => y = z"],
    ["x + y = 0 => x = 0", "x * y = 0 => x = 0 or y = 0"],
    // What is false follows from nothing that is true.
    ["x * y = 0 => x = 0 or y = 0", "x * y = 0 => x = 0"],
    ["x <= x + y", "S x <= x"], ["x <= y or y <= x", "x <= y"],
    ["x + y = x + z => y = z", "x * y = x * z => y = z"],
  ])
  func whatIsNotSaidIsNotSeen(_ lines: [String]) throws {
    let isSeen = try follows(Self.sums + lines)
    #expect(!isSeen)
  }

  @Test(arguments: [
    ("x + y = y + x", "add_comm"), ("0 + x = x", "add_zero_left"),
    ("x * (y + z) = x * y + x * z", "mul_add_distrib_left"),
    ("x * y = 0 => x = 0 or y = 0", "mul_eq_zero"), ("x + y = 0 => x = 0", "add_eq_zero_left"),
    ("x + y = x + z => y = z", "add_cancel_left"), ("x <= x + y", "le_add_right"),
    ("x <= y and y <= z => x <= z", "le_trans"), ("x <= y and y <= x => x = y", "le_antisymm"),
    ("x <= y => x * z <= y * z", "le_mul_mono_left"), ("not S x <= x", "not_le_succ"),
    ("x + y <= x + z <=> y <= z", "le_add_cancel_left"),
  ])
  func usualLawsHaveNames(_ law: String, _ name: String) throws {
    let (explorer, goals) = try explorer([law])
    let naming = TheoremNaming(explorer.vocabulary, explorer.list.checker.theory)
    #expect(naming.usualName(goals[0].formula) == name)
  }

  @Test(arguments: [
    "x + (x + y) = y + x + x", "x * (y + 1) = x * y + x", "x <= y => x <= y + z",
    "x + x = 0 => x = 0",
  ])
  func unusualLawsHaveNone(_ law: String) throws {
    let (explorer, goals) = try explorer([law])
    let naming = TheoremNaming(explorer.vocabulary, explorer.list.checker.theory)
    #expect(naming.usualName(goals[0].formula) == nil)
  }
}
