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

  /// What a predicate says of a member for which it has no entry is no value: a filter that waits for it is nothing
  /// yet, so that it differs from another one refutes nothing. Members that a function makes are new, and do.
  @Test(arguments: [
    ("rev (filter p xs) = filter p (rev xs)", false), ("map f xs = map f (rev xs)", true),
    ("filter p xs = xs ++ xs", true),
  ])
  func whatDoesNotCompute(text: String, isRefuted: Bool) throws {
    let source = """
      sort List a = [] | a :: List a  [infixr 50]
      fun (++) : (List a) (List a) -> List a  [infixr 50]
        [] ++ ys = ys
        (x :: xs) ++ ys = x :: (xs ++ ys)
      fun rev : (List a) -> List a
        rev [] = []
        rev (x :: xs) = rev xs ++ (x :: [])
      fun map : (a -> b) (List a) -> List b
        map f [] = []
        map f (x :: xs) = f x :: map f xs
      fun filter : (a -> Bool) (List a) -> List a
        filter p [] = []
        filter p (x :: xs) = if p x then x :: filter p xs else filter p xs
      theorem goal: \(text)

      """
    let result = ElaboratedTheory.elaborate(
      path: "goal.axiom", loader: SourceLoader(files: ["goal.axiom": source]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (1, 1_000)
    let (_, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    #expect(derivation.refutations.isEmpty != isRefuted)
  }

  @Test func axiomsAreNotRefutedByValues() throws {
    // Members of a sort with axioms are no free values: a product of two of them may be a third.
    let (judgements, _) = try judge("group", ["inv x * x = e", "x * y = y * x"])
    #expect(judgements[0] == .proved)
    guard case .failsInModel(let tables) = judgements[1] else {
      Issue.record("\(judgements[1])")
      return
    }
    #expect(tables.contains("the elements are 0 to 5"))
  }

  /// What fails for certain functions only is refuted by a table; where values of functions are new, by these.
  @Test func tablesOfFunctions() throws {
    let (judgements, _) = try judge("list", ["filter p xs = xs", "map f xs = xs"])
    guard case .refuted(let values, false) = judgements[0] else {
      Issue.record("\(judgements[0])")
      return
    }
    #expect(values.contains { $0.contains("a -> false") }, "\(values)")
    guard case .refuted = judgements[1] else {
      Issue.record("\(judgements[1])")
      return
    }
  }

  @Test func quantifiersAreRefutedByProofOnly() throws {
    // No small witness is no refutation: there is one, just not among the values that are tried.
    let (judgements, _) = try judge("peano", ["exists y. y = 10 * 10 * 10 + x"])
    #expect(judgements == [.proved] || judgements == [.open])
  }
}
