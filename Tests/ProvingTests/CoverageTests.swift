// Which laws follow at once: what ordered rewriting modulo associativity and commutativity shows does, what
// takes a search does not, and what is false never does. Neighbour: `JudgementTests`, for conjectures.

import AxiomLanguage
import Foundation
import ProofKernel
import Proving
import TestSupport
import Testing

@Suite struct CoverageTests {
  /// How laws stand to the axioms of a theory alone, each in a word.
  private func verdicts(_ theory: String, _ laws: [String]) throws -> [String] {
    let path = repositoryRoot() + "/Axioms/\(theory).axiom"
    return try verdicts(try #require(ElaboratedTheory.elaborate(path: path).theory).document, laws)
  }

  private func verdicts(_ document: TheoryDocument, _ laws: [String]) throws -> [String] {
    let coverage = try Coverage(document, [])
    return try laws.map { text in
      var stated = document
      let goal = try #require(stated.elaborate(formula: text).goal, "\(text)")
      let verdict = coverage.judge(
        goal.statement, in: stated.theory.store, variableNames: goal.variableNames)
      return switch verdict {
      case .listed: "listed"
      case .follows: "follows"
      case .missing: "missing"
      }
    }
  }

  @Test func equationsAreUsedBothWaysModuloRearrangement() throws {
    let laws = [
      "meet x (join y (comp x)) = meet x y", "meet (join x y) (comp x) = meet y (comp x)",
      "join (comp x) (join y (join z x)) = join top (join z y)",
    ]
    #expect(try verdicts("boolean-algebra", laws) == laws.map { _ in "follows" })
    #expect(try verdicts("ring", ["y * x + x * neg y = x * (neg y + y)"]) == ["follows"])
  }

  @Test func whatTakesASearchIsMissing() throws {
    for (theory, law) in [
      ("group", "x * inv x = e"), ("group", "x * e = x"), ("ring", "x * 0 = 0"),
      ("ring", "neg x * y = neg (x * y)"), ("boolean-algebra", "comp (comp x) = x"),
      ("boolean-algebra", "join x x = x"), ("quasigroup", "x / (y ∖ x) = y"),
    ] {
      #expect(try verdicts(theory, [law]) == ["missing"], "\(law)")
    }
  }

  @Test func whatIsFalseNeverFollows() throws {
    let laws = ["x * y = y * x", "x * y = x", "inv x = x", "x * y = x * z => x = z"]
    #expect(try verdicts("group", laws) == laws.map { _ in "missing" })
  }

  /// The way leads over a term that the rules leave: rev (map f xs) is rewritten, and no rule goes back.
  @Test func whatTakesADetourFollows() throws {
    let text = """
      sort List
      op rev : List -> List
      op each : List -> List
      op join : List -> List
      axiom back: rev (rev x) = x
      axiom swap: rev (each x) = each (rev x)
      axiom joins: join (each x) = rev (join (rev x))
      """
    let loader = SourceLoader(files: ["rev.axiom": text])
    let document = try #require(
      ElaboratedTheory.elaborate(path: "rev.axiom", loader: loader).theory
    )
    .document
    #expect(
      try verdicts(document, ["rev (join x) = join (rev (each x))", "rev (join x) = join (rev x)"])
        == ["follows", "missing"])
  }
}
