// Goals that state several things, which are tried part by part; and quotients, whose witness is a quotient
// of polynomials found by comparing the sides of an order. Each proof is checked by a second checker.

import AxiomLanguage
import ProofKernel
import Proving
import Testing

@Suite struct GoalPartTests {
  /// What became of the goals of a theory, and the theorems by name.
  private func prove(_ text: String, size: Int = 2, work: Int = 300_000) throws -> (
    proved: [Bool?], names: [String]
  ) {
    let result = ElaboratedTheory.elaborate(
      path: "goals.axiom", loader: SourceLoader(files: ["goals.axiom": text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (size, work)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    // What the kernel refused is no theorem; what it took, another checker takes.
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return (proved, derivation.theorems.map(\.proof.name))
  }

  private static let numbers = """
    sort Nat = 0 | S Nat
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)

    """

  private static let order = """
    op f : Nat -> Nat
    op less : Nat Nat -> Bool
    axiom total: less x y or x = y or less y x
    axiom strict: not (less x x)
    axiom grows: less x y => less (f x) (f y)

    """

  /// One part wants an induction inside another, the other cases of a law: no stage has both.
  @Test func partsArePutTogether() throws {
    let (proved, names) = try prove(
      Self.numbers + Self.order + """
        theorem both: x + y = y + x and (f u = f v => u = v)
        theorem inside: w = w => (forall x y. x + y = y + x and (f x = f y => x = y))

        """)
    #expect(proved == [true, true])
    #expect(Set(["both_1", "both_2", "inside_1", "inside_2"]).isSubset(of: names))
  }

  @Test func aPartMayBeProvedAlone() throws {
    let (proved, names) = try prove(
      Self.numbers + Self.order + "theorem half: 0 + x = x and less x (f x)\n", work: 5_000)
    #expect(proved == [false])
    #expect(names.contains("half_1") && !names.contains("half_2"))
  }

  @Test func whatIsFalseHasNoParts() throws {
    let (proved, names) = try prove(
      Self.numbers + "theorem wrong: x + y = y + x and x + x = x\n")
    #expect(proved == [false])
    #expect(names.contains("not_wrong") && !names.contains("wrong_1"))
  }

  @Test func partsAtAnySort() throws {
    let (proved, names) = try prove(
      """
      sort Tree a = leaf | node (Tree a) a (Tree a)
      fun mirror : (Tree a) -> Tree a
        mirror leaf = leaf
        mirror (node l x r) = node (mirror r) x (mirror l)
      op c : Tree a
      axiom some: mirror c = c
      theorem all: mirror (mirror t) = t and (forall u. mirror u = node leaf x leaf => u = node leaf x leaf)

      """)
    #expect(proved == [true])
    #expect(names.contains("all_1"))
  }

  /// The quotient of S a is that of a, or one more where S r = d.
  @Test func quotients() throws {
    let (proved, _) = try prove(
      Self.numbers + """
        fun (*) : Nat Nat -> Nat  [infixl 70]
          x * 0   = 0
          x * S y = x * y + x
        define x <= y := exists k. x + k = y  [infix 40]
        define x < y := S x <= y  [infix 40]
        axiom l1: x + y = y + x
        axiom l2: (x + y) + z = x + (y + z)
        axiom l3: x * y = y * x
        axiom l4: (x * y) * z = x * (y * z)
        axiom l5: x * (y + z) = x * y + x * z
        axiom l6: 0 + x = x
        axiom l7: 0 * x = 0
        axiom l8: S x + y = S (x + y)
        axiom l9: S x * y = x * y + y
        axiom l10: x + z = y + z => x = y
        theorem quotient: 1 <= d => exists q r. a = q * d + r and r < d

        """)
    #expect(proved == [true])
  }
}
