// Induction by several constructors at once, and what textbooks state of relations and operations though it follows.
// Each proof is checked by a second checker. Neighbours: `InductionProofTests`, `TestLawTests`.

import AxiomLanguage
import ProofKernel
import Testing

@testable import Proving

@Suite struct StepInductionTests {
  private static let parity = """
    sort Nat = 0 | S Nat
    sort List a = [] | a :: (List a)  [infixr 50]
    fun (+) : Nat Nat -> Nat  [infixl 60]
      0 + y   = y
      S x + y = S (x + y)
    fun half : Nat -> Nat
      half 0         = 0
      half (S 0)     = 0
      half (S (S x)) = S (half x)
    fun rest : Nat -> Nat
      rest 0             = 0
      rest (S 0)         = S 0
      rest (S (S 0))     = S (S 0)
      rest (S (S (S x))) = rest x
    fun even : Nat -> Bool
      even 0         = true
      even (S 0)     = false
      even (S (S x)) = even x
    fun evens : (List a) -> List a
      evens []             = []
      evens (x :: [])      = x :: []
      evens (x :: y :: xs) = x :: evens xs
    fun odds : (List a) -> List a
      odds []             = []
      odds (x :: [])      = []
      odds (x :: y :: xs) = y :: odds xs

    """

  private func theory(_ text: String) throws -> ElaboratedTheory {
    let result = ElaboratedTheory.elaborate(
      path: "steps.axiom", loader: SourceLoader(files: ["steps.axiom": text]))
    return try #require(result.theory, "\(result.rendered)")
  }

  private func prove(_ goal: String) throws -> (isProved: Bool, method: String?) {
    let theory = try theory(Self.parity + "theorem goal: \(goal)\n")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (0, 300_000)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return (proved == [true], derivation.theorems.last?.method)
  }

  /// Two hypotheses for half, even, evens and odds, three for rest; the other variables stay general.
  @Test(arguments: [
    "odds (x :: xs) = evens xs", "even x and even y => even (x + y)", "half x + half (S x) = x",
    "even x => even (S x) = false", "rest (rest x) = rest x", "rest (x + y) = rest (rest x + y)",
  ]) func recursionByConstructors(_ goal: String) throws {
    let (isProved, method) = try prove(goal)
    #expect(isProved, "\(goal)")
    #expect(method?.hasPrefix("induction") == true, "\(method ?? "nothing")")
  }

  /// What holds of every second number only has no proof.
  @Test(arguments: ["even x", "half x + half x = x", "odds xs = evens xs", "rest (S x) = rest x"])
  func falseGoalsStayOpen(_ goal: String) throws {
    #expect(try !prove(goal).isProved)
  }

  private static let order = """
    sort Nat = 0 | S Nat
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)
    fun (*) : Nat Nat -> Nat  [infixl 70]
      x * 0   = 0
      x * S y = x * y + x
    define x <= y := exists k. x + k = y  [infix 40]
    define x < y := S x <= y  [infix 40]
    """

  /// Of a relation that is another's abbreviation the laws of textbooks are stated by its own name.
  @Test func lawsOfRelations() throws {
    let derivation = Derivation.run(try theory(Self.order).document, limits: ExplorationLimits())
    let names = Set(derivation.theorems.map(\.proof.name))
    let missing = [
      "le_total", "le_or_lt", "not_le", "not_lt", "le_iff_lt_or_eq", "lt_trichotomy", "lt_trans",
      "le_succ_or_eq", "succ_ne_self", "mul_cancel_left",
    ].filter { !names.contains($0) }
    #expect(missing.isEmpty, "\(missing) of \(names.sorted())")
    #expect(!names.contains("le_trichotomy"))
    #expect(derivation.counters.refusals == 0)
  }

  /// A formula in the place of a term has no operator; naming such laws ended the program.
  @Test(arguments: ["x /= y <=> x = f y", "x = f y <=> x /= y", "f x = y <=> x /= y"])
  func formulasHaveNoOperator(_ goal: String) throws {
    let text = """
      fun f : Bool -> Bool
        f true  = false
        f false = true
      theorem goal: \(goal)
      """
    let theory = try theory(text)
    let (proved, _) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document,
      limits: ExplorationLimits())
    #expect(proved == [true])
  }
}
