// Laws that follow by ordered rewriting modulo associativity and commutativity, where rewriting by the listed
// theorems as they stand does not reach: equations are used in both directions as an order allows, and sums
// are sorted. Of completion only the critical pairs with laws of rearrangement are made; what takes a search
// does not follow at once. Entries: `Coverage.completed`, `EquationalProver.rearranged`. Neighbours:
// `Coverage.swift`; `TheoremList+Independence.swift`, which asks the same of what is to be listed.

import AxiomLanguage
import ProofKernel

extension Coverage {
  /// What a law rests on that follows so, from the axioms or with the listed theorems; nil if it does not.
  func completed(_ law: Statement) -> [String]? {
    let theory = explorer.list.checker.theory
    let axioms = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    // The orders depend on what there is, so more may also lead astray.
    for facts in [axioms, axioms + known] {
      guard let goal = TheoryGoal(law, facts: facts, theory.store),
        let (derivation, problem) = EquationalProver.rearranged(goal.clauses)
      else { continue }
      let name = "law \(lawCount)"
      let proof = explorer.list.check { checker throws(CheckError) in
        var writer = HornWriter(derivation, arities: problem.arities, goal.target, checker)
        let proof = try writer.whole(goal, problem, named: name)
        checker = writer.checker
        return proof
      }
      if let proof { return [reasons(proof.citations)] }
    }
    return nil
  }
}

extension EquationalProver {
  /// The work of each order; some 50 million units take a second.
  private static let rearrangementWork = 500_000

  /// A derivation by rewriting modulo laws of rearrangement, under the first order of two that allows one;
  /// nobody has checked it yet.
  static func rearranged(_ clauses: TPTPProblem) -> (HornDerivation, CompletionProblem)? {
    let plain = CompletionProblem(horn: clauses)
    guard plain.isSmallEnough else { return nil }
    for kind in [OrderingParameters.Kind.knuthBendix, .lexicographicPath] {
      var strategy = CompletionStrategy(ordering: OrderingParameters(kind, plain))
      strategy.rearrangesOnly = true
      let search = CompletionSearch(plain, strategy)
      search.run(work: rearrangementWork) { false }
      guard case .proved(let goal) = search.outcome,
        let derivation = HornDerivation.shortest(
          search.proof(ofGoal: goal), search.problem, clauses)
      else { continue }
      return (derivation, search.problem)
    }
    return nil
  }
}
