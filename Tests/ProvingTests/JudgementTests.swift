// Conjectures from outside: what is true is proved, what is false gets values that a second evaluation
// confirms, and what is neither stays open. `make refute` judges the long lists of false statements.

import AxiomLanguage
import ProofKernel
import Proving
import TestSupport
import Testing

@Suite struct JudgementTests {
  private func judge(_ theory: String, _ texts: [String]) throws -> ([Judgement], Derivation) {
    let path = repositoryRoot() + "/Axioms/\(theory).axiom"
    var document = try #require(ElaboratedTheory.elaborate(path: path).theory).document
    var conjectures: [(String, Statement)] = []
    for (number, text) in texts.enumerated() {
      let goal = try #require(document.elaborate(formula: text).goal, "\(text)")
      conjectures.append(("c\(number)", goal.statement))
    }
    var limits = ExplorationLimits()
    limits.size = 4
    return Derivation.judge(conjectures, in: document, limits: limits)
  }

  @Test func trueFalseAndOpen() throws {
    let (judgements, derivation) = try judge(
      "peano",
      [
        "x + y = y + x", "x + x = x", "2 + 3 = 5", "3 * 2 = 7", "not 3 * 2 = 7",
        "x * y = 0 => x = 0", "S x = 0", "exists y. x + y = x", "x * x = y * y => x = y",
      ])
    #expect(judgements[0] == .proved)
    #expect(judgements[1] == .refuted(values: ["1"], isProved: true))
    #expect(judgements[2] == .proved)
    #expect(judgements[3] == .refuted(values: [], isProved: true))
    #expect(judgements[4] == .proved)
    #expect(judgements[5] == .refuted(values: ["1", "0"], isProved: true))
    #expect(judgements[6] == .refuted(values: ["0"], isProved: true))
    #expect(judgements[7] == .proved)
    #expect(judgements[8] == .open)
    let names = derivation.theorems.map(\.proof.name)
    #expect(["c0", "not_c1", "c2", "not_c3", "not_c5"].allSatisfy(names.contains))
  }

  @Test func valuesOfAbstractSorts() throws {
    let (judgements, _) = try judge(
      "list", ["rev xs = xs", "map f xs = map f (rev xs)", "xs ++ ys = ys ++ xs"])
    for judgement in judgements {
      guard case .refuted(let values, let isProved) = judgement else {
        Issue.record("\(judgement)")
        continue
      }
      // The elements stand for anything, so the kernel proves nothing of these.
      #expect(!isProved && values.contains { $0.contains("::") }, "\(values)")
    }
  }

  @Test func axiomsAreNotRefutedByValues() throws {
    // Members of a sort with axioms are no free values: a product of two of them may be a third.
    let (judgements, _) = try judge("group", ["inv x * x = e", "x * y = y * x"])
    #expect(judgements == [.proved, .open])
  }

  @Test func quantifiersAreRefutedByProofOnly() throws {
    // No small witness is no refutation: there is one, just not among the values that are tried.
    let (judgements, _) = try judge("peano", ["exists y. y = 10 * 10 * 10 + x"])
    #expect(judgements == [.proved] || judgements == [.open])
  }
}
