// Goals of abstract theories by the equational prover: what the search for theorems does not reach,
// completion often does. Entry: `proveByCompletion`. Budgets are counts of work, so the outcome is the
// same on any machine.

import ProofKernel

extension Explorer {
  /// Tries a goal with so much work (count; some 50 million a second). Only where there are axioms: what
  /// holds by definitions alone mostly needs induction.
  mutating func proveByCompletion(
    _ statement: Statement, named given: String, work: Int, threads: Int
  ) -> Bool {
    let theory = list.checker.theory
    guard theory.facts.contains(where: { $0.kind == .axiom }),
      let conjecture = conjecture(statement)
    else { return false }
    var facts = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    if !goalsAreIndependent {
      for (number, found) in list.found.enumerated() where found.isStated {
        facts.append((.theorem(number), found.proof.statement))
      }
    }
    guard let goal = TheoryGoal(statement, facts: facts, theory.store) else { return false }
    var limits = EquationalLimits()
    (limits.work, limits.threads, limits.seeksModels) = (work, threads, false)
    if let isOver = self.limits.isOver { limits.isOver = isOver }
    guard let (derivation, problem) = EquationalProver.derivation(goal.clauses, limits: limits)
    else { return false }
    return accept(conjecture, named: given, method: "completion") {
      name, checker throws(CheckError) in
      var writer = HornWriter(derivation, arities: problem.arities, goal.target, checker)
      let proof = try writer.whole(goal, problem, named: name)
      checker = writer.checker
      return proof
    }
  }
}

extension Proof {
  /// What the steps cite, each as often as they do.
  var citations: [Citation] {
    steps.flatMap { step -> [Citation] in
      switch step {
      case .instance(let instance): return [instance.citation]
      case .chain(_, let rewrites), .rewrite(_, let rewrites):
        return rewrites.compactMap { rewrite in
          if case .instance(let instance) = rewrite.reason { instance.citation } else { nil }
        }
      default: return []
      }
    }
  }
}
