// Goals that need cases nobody named: of a law at two variables, of a variable that a number bounds, of
// literals inside the search by clauses. What is false stays open, and each proof is checked by a second
// checker. Random formulas over few atoms are compared with their truth tables.

import AxiomLanguage
import ProofKernel
import Proving
import Testing

@Suite struct CaseProofTests {
  private static let numbers = """
    sort Nat = 0 | S Nat
    fun (+) : Nat Nat -> Nat  [infixl 60]
      x + 0   = x
      x + S y = S (x + y)
    fun (*) : Nat Nat -> Nat  [infixl 70]
      x * 0   = 0
      x * S y = x * y + x
    define x < y := exists k. S x + k = y  [infix 40]
    axiom a1: x + y = y + x
    axiom a2: (x + y) + z = x + (y + z)
    axiom a3: x + (y + z) = y + (x + z)
    axiom a4: 0 + x = x
    axiom a5: S x + y = S (x + y)
    axiom m1: x * y = y * x
    axiom m2: (x * y) * z = x * (y * z)
    axiom m3: x * (y * z) = y * (x * z)
    axiom m4: 0 * x = 0
    axiom m5: S x * y = x * y + y
    axiom d1: x * (y + z) = x * y + x * z
    axiom d2: (x + y) * z = x * z + y * z
    axiom cancel: x + z = y + z => x = y
    axiom none: x + y = 0 => x = 0 and y = 0
    axiom total: x < y or x = y or y < x

    """
  private static let birds = """
    sort Bird = dove | chick Bird
    sort Hole = left | beside Hole
    op sits : Bird Hole -> Bool
    op near : Bird Bird -> Bool
    axiom shared: sits x h and sits y h => near x y

    """

  /// Whether a goal is proved, without a search for lemmas.
  private func isProved(_ goal: String, in theory: String) throws -> Bool? {
    let text = theory + "theorem goal: \(goal)\n"
    let result = ElaboratedTheory.elaborate(
      path: "goals.axiom", loader: SourceLoader(files: ["goals.axiom": text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document,
      limits: ExplorationLimits(), explores: false)
    #expect(derivation.counters.refusals == 0)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return proved[0]
  }

  @Test(arguments: [
    // d·k and d·m are compared by k and m; the quotient of a division with remainder is one.
    ("d * k = d * m + b => exists j. d * j = b", true),
    ("q * d + r = p * d + s and r < d and s < d => q = p", true),
    // Zero has no inverse.
    ("d * k = d * m => k = m", false),
  ]) func casesOfALaw(_ goal: String, _ holds: Bool) throws {
    #expect(try isProved(goal, in: Self.numbers) == holds, "\(goal)")
  }

  @Test(arguments: [
    ("x * y = 5 => x = 1 or x = 5", true),
    ("x * x + y * y = 4 => x = 0 or y = 0", true),
    // Of a sum the part that uses the number up is taken apart, not the factor that waits behind it.
    ("x * y = 13 => x = 1 or x = 13", true),
    ("x + x * y = 11 => x = 1 or x = 11", true),
    // A value that stands in the goal is a counterexample.
    ("not (forall d. (exists k. d * k = 6) => d = 1 or d = 6)", true),
    ("not (forall d. (exists k. d * k = 3) => d = 1 or d = 3)", false),
  ]) func casesThatANumberBounds(_ goal: String, _ holds: Bool) throws {
    #expect(try isProved(goal, in: Self.numbers) == holds, "\(goal)")
  }

  @Test func threeBirdsInTwoHoles() throws {
    let each = ["x", "y", "z"].map { "(sits \($0) a or sits \($0) b)" }
    let some = "near x y or near y z or near x z"
    let all = each.joined(separator: " and ")
    #expect(try isProved("\(all) => \(some)", in: Self.birds) == true)
    // The third may sit elsewhere.
    #expect(try isProved("\(each[0]) and \(each[1]) => \(some)", in: Self.birds) == false)
  }

  /// Clauses over atoms p x, p y, … : absurd together exactly where the truth table says so.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomClauses(seed: UInt64) throws {
    var state = seed
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let atoms = ["p x", "p y", "q x", "q y"]
    for _ in 0..<6 {
      let clauses = (0..<9).map { _ in (0..<2).map { _ in (below(4), below(2) == 0) } }
      let isAbsurd = (0..<16).allSatisfy { values in
        clauses.contains { clause in
          clause.allSatisfy { ((values >> $0.0) & 1 == 1) != $0.1 }
        }
      }
      let text = clauses.map { clause in
        let parts = clause.map { $0.1 ? atoms[$0.0] : "not (\(atoms[$0.0]))" }
        return "(" + parts.joined(separator: " or ") + ")"
      }
      let goal = "not (" + text.joined(separator: " and ") + ")"
      let theory = "sort Thing = point | next Thing\nop p : Thing -> Bool\nop q : Thing -> Bool\n"
      #expect(try isProved(goal, in: theory) == isAbsurd, "seed \(seed): \(goal)")
    }
  }
}
