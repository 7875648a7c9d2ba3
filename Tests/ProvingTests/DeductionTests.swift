// Goals that rewriting does not settle but a few instances of lemmas do: by refutation with clauses. Each
// proof is checked by a second checker, and what is false stays open.

import AxiomLanguage
import ProofKernel
import Proving
import Testing

@Suite struct DeductionTests {
  private static let theory = """
    sort Thing = point | next Thing
    op f : Thing -> Thing
    op g : Thing Thing -> Thing
    op less : Thing Thing -> Bool
    op red : Thing -> Bool
    op near : Thing Thing -> Bool
    axiom total: less x y or x = y or less y x
    axiom strict: not (less x x)
    axiom chain: less x y and less y z => less x z
    axiom grows: less x y => less (f x) (f y)
    axiom found: red x => exists y. near x y and not red y
    axiom back: near x y => near y x
    axiom pair: g x y = g u v => x = u and y = v

    """

  /// Whether each goal is proved.
  private func prove(_ goals: [String], work: Int = .max) throws -> [Bool?] {
    let text =
      Self.theory
      + goals.enumerated().map { "theorem goal\($0): \($1)\n" }.joined()
    let result = ElaboratedTheory.elaborate(
      path: "goals.axiom", loader: SourceLoader(files: ["goals.axiom": text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    (limits.size, limits.goalWork) = (2, work)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    #expect(derivation.counters.refusals == 0)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return proved
  }

  @Test func whatFollowsFromAFewInstances() throws {
    let goals = [
      // Cases of a law that the goal does not mention.
      "f x = f y => x = y",
      "less (f x) (f y) => less x y",
      // What a quantifier says there is, in a fact and in the goal.
      "red x => exists y. near y x and not red y",
      "(forall y. near x y => red y) => not red x",
      "not (exists y. near x y and not red y) => not red x",
      // Both directions, and parts of values.
      "g x y = g y x <=> x = y",
      // Which constructors there are.
      "x /= point => exists y. x = next y",
      "less x y => not less y x",
    ]
    for (goal, isProved) in zip(goals, try prove(goals)) { #expect(isProved == true, "\(goal)") }
  }

  @Test func whatDoesNotFollowStaysOpen() throws {
    let goals = [
      "red x => near x x"
    ]
    for (goal, isProved) in zip(goals, try prove(goals, work: 300_000)) {
      #expect(isProved == false, "\(goal)")
    }
  }
}
