// Goals of first-order logic over what is known: instances of lemmas refute a negation, equations between
// sums say what a witness is, and what is less may be assumed. What is false stays open. Each proof is
// checked by a second checker.

import AxiomLanguage
import ProofKernel
import Proving
import Testing

@Suite struct RefutationProofTests {
  private static let theory = """
    sort Nat = 0 | S Nat
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)
    fun (*) : Nat Nat -> Nat  [infixl 70]
      x * 0   = 0
      x * S y = x * y + x
    fun half : Nat -> Nat
      half 0         = 0
      half (S 0)     = 0
      half (S (S n)) = S (half n)
    define x <= y := exists k. x + k = y  [infix 40]
    define x < y := S x <= y  [infix 40]
    define divides d n := exists k. d * k = n

    """
  private static let laws = """
    axiom a1: a + b = b + a
    axiom a2: (a + b) + c = a + (b + c)
    axiom a3: a * b = b * a
    axiom a4: (a * b) * c = a * (b * c)
    axiom a5: a * (b + c) = a * b + a * c
    axiom cancel: a + c = b + c => a = b
    axiom transitive: a <= b and b <= c => a <= c
    axiom antisymmetric: a <= b and b <= a => a = b
    axiom total: a <= b or b <= a
    axiom monotone: a <= b => a * c <= b * c
    axiom injective: 1 <= c and a * c = b * c => a = b
    axiom reflexive: a <= a

    """

  /// Whether each goal is proved, in a theory whose axioms are the laws or none.
  private func prove(
    _ goals: [String], laws: Bool = true, work: Int = .max
  ) throws -> [Bool?] {
    var text = Self.theory + (laws ? Self.laws : "")
    for (number, goal) in goals.enumerated() { text += "theorem goal\(number): \(goal)\n" }
    let result = ElaboratedTheory.elaborate(
      path: "goals.axiom", loader: SourceLoader(files: ["goals.axiom": text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (1, work)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits,
      independent: true)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return proved
  }

  @Test func whatLemmasSay() throws {
    let goals = [
      // The negation of the goal makes a disjunction speak, and what it says other lemmas.
      "1 <= c and a * c <= b * c => a <= b",
      "not (a <= b) => b <= a",
      "a <= b and not (a = b) => not (b <= a)",
    ]
    for (goal, isProved) in zip(goals, try prove(goals)) { #expect(isProved == true, "\(goal)") }
  }

  @Test func whatSumsSay() throws {
    let goals = [
      // A witness that is a quotient, and one that is a difference.
      "divides d a and divides d b => divides d (a + b)",
      "divides d a and divides e b => divides (d * e) (a * b)",
      "a + c <= b + c => a <= b",
      "1 <= a and 2 <= b => a < a * b",
    ]
    for (goal, isProved) in zip(goals, try prove(goals)) { #expect(isProved == true, "\(goal)") }
  }

  @Test func whatIsFalseStaysOpen() throws {
    let goals = [
      "a * c <= b * c => a <= b",
      "not (a < b)",
      "exists x. S x = 0",
      "a <= b or b < c",
    ]
    // All that is done for a goal would take minutes.
    #expect(try prove(goals, work: 300_000) == goals.map { _ in false })
  }
}
