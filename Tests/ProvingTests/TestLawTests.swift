// Laws of comparison, of the usual shapes, and of definitions that look below a constructor: what `derive` finds
// of small theories, without being told. Neighbour: `ExplorationTests`, for the parts of an exploration.

import AxiomLanguage
import ProofKernel
import Proving
import Testing

@Suite struct TestLawTests {
  private func theorems(_ source: String, size: Int) throws -> Set<String> {
    let result = ElaboratedTheory.elaborate(
      path: "laws.axiom", loader: SourceLoader(files: ["laws.axiom": source]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    limits.size = size
    let derivation = Derivation.run(theory.document, limits: limits)
    #expect(derivation.counters.refusals == 0)
    let printer = Printer(derivation.document)
    return Set(
      derivation.theorems.map {
        printer.text(
          of: $0.proof.statement, in: derivation.document.theory.store,
          variableNames: $0.variableNames)
      })
  }

  private static let comparison = """
    sort Nat = 0 | S Nat
    fun leq : Nat Nat -> Bool
      leq 0 y = true
      leq (S x) 0 = false
      leq (S x) (S y) = leq x y

    """

  @Test func comparisonIsATotalOrder() throws {
    let found = try theorems(Self.comparison, size: 4)
    #expect(found.contains("leq x x"))
    #expect(found.contains("leq x y and leq y z => leq x z"))
    #expect(found.contains("leq x y and leq y x => x = y"))
    #expect(found.contains("leq x y = false => leq y x"))
    // The contrapositive of a law is not stated beside it.
    #expect(!found.contains("leq x y and leq x z = false => leq y z = false"))
  }

  @Test func whatIsChosenByComparison() throws {
    let found = try theorems(
      Self.comparison + """
        fun larger : Nat Nat -> Nat
          larger x y = if leq x y then y else x

        """, size: 5)
    #expect(found.contains("larger (larger x y) z = larger x (larger y z)"))
    #expect(found.contains("leq x (larger x y)"))
  }

  /// What elem says is a formula, which decides on values and is rewritten as one.
  @Test func testsThatAnswerWithAFormula() throws {
    let found = try theorems(
      Self.comparison + Self.membership + """
        fun same : Nat Nat -> Bool
          same 0 0 = true
          same 0 (S n) = false
          same (S m) 0 = false
          same (S m) (S n) = same m n
        fun count : Nat Seq -> Nat
          count x nil = 0
          count x (cons y P) = if same x y then S (count x P) else count x P

        """, size: 5)
    #expect(found.contains("elem x (append y z) <=> elem x y or elem x z"))
    #expect(found.contains("elem x y <=> count x y /= 0"))
    #expect(!found.contains { $0.contains("elem x y = false") })
  }

  /// A predicate with a quantifier keeps to the same shapes as a function that tests.
  @Test func predicatesOfParts() throws {
    let found = try theorems(
      Self.comparison + Self.membership + """
        define small P := forall x. elem x P => leq x (S 0)

        """, size: 4)
    #expect(found.contains("small (append x y) <=> small x and small y"))
  }

  /// Relations that speak of all members: their laws hold member by member.
  @Test func relationsByMembers() throws {
    let found = try theorems(
      Self.comparison + Self.membership + """
        define subset P Q := forall x. elem x P => elem x Q

        """, size: 4)
    #expect(found.contains("subset x y and subset y z => subset x z"))
    #expect(found.contains("subset (append x y) z <=> subset x z and subset y z"))
  }

  private static let membership = """
    sort Seq = nil | cons Nat Seq
    fun append : Seq Seq -> Seq
      append nil Q = Q
      append (cons x P) Q = cons x (append P Q)
    fun elem : Nat Seq -> Bool
      elem x nil = false
      elem x (cons y P) = x = y or elem x P

    """

  @Test func definitionsBelowAConstructor() throws {
    let found = try theorems(
      """
      sort List a = nil | cons a (List a)
      sort Maybe a = none | some a
      fun append : (List a) (List a) -> List a
        append nil ys = ys
        append (cons x xs) ys = cons x (append xs ys)
      fun last : (List a) -> Maybe a
        last nil = none
        last (cons x nil) = some x
        last (cons x (cons y ys)) = last (cons y ys)

      """, size: 6)
    #expect(found.contains("last (append xs (cons x ys)) = last (cons x ys)"))
  }
}
