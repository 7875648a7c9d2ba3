// Goals of abstract theories by the equational prover: what the search for theorems does not reach,
// completion often does. Entry: `proveByCompletion`. Budgets are counts of work, so the outcome is the
// same on any machine.

import ProofKernel
import Terms

/// What became of a goal.
enum CompletionAttempt: Equatable {
  case proved
  /// It fails in a finite model of all axioms, which was evaluated.
  case refuted(tables: String)
  case open
}

extension TheoryGoal {
  /// The tables of a model, the goal's variables under the names that people read.
  fileprivate func description(of model: FiniteModel) -> String {
    let names = Derivation.variableNames(
      statement.parameters.map { TermSort($0.index) }, store)
    var symbols = clauses.symbols
    for (symbol, level) in target.levels { symbols[symbol].name = names[level] }
    return model.description(symbols)
  }
}

extension Explorer {
  /// Tries a goal with so much work (count; some 50 million a second). Only where there are axioms: what
  /// holds by definitions alone mostly needs induction.
  mutating func proveByCompletion(
    _ statement: Statement, named given: String, work: Int, threads: Int, seeksModels: Bool = false
  ) -> CompletionAttempt {
    let theory = list.checker.theory
    guard theory.facts.contains(where: { $0.kind == .axiom }),
      let conjecture = conjecture(statement)
    else { return .open }
    var facts = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    if !goalsAreIndependent {
      for (number, found) in list.found.enumerated() where found.isStated {
        facts.append((.theorem(number), found.proof.statement))
      }
    }
    guard let goal = TheoryGoal(statement, facts: facts, theory.store) else { return .open }
    var limits = EquationalLimits()
    (limits.work, limits.threads, limits.seeksModels) = (work, threads, seeksModels)
    if let isOver = self.limits.isOver { limits.isOver = isOver }
    switch EquationalProver.derivation(goal.clauses, limits: limits) {
    case .derivation(let derivation, let problem):
      let isAccepted = accept(conjecture, named: given, method: "completion") {
        name, checker throws(CheckError) in
        var writer = HornWriter(derivation, arities: problem.arities, goal.target, checker)
        let proof = try writer.whole(goal, problem, named: name)
        checker = writer.checker
        return proof
      }
      return isAccepted ? .proved : .open
    case .model(let model):
      // What is inductive has one model only, and it is not finite.
      guard goal.isWhole, vocabulary.constructors[TermSort(goal.target.sort.index)] == nil else {
        return .open
      }
      return .refuted(tables: goal.description(of: model))
    case .unknown: return .open
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
