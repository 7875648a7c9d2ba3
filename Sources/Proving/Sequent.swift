// What holds at one place of a proof: facts, each a step of the script, and rewriting rules made of
// the equations among them. `ProofSearch+Facts` fills it. A value: a branch has its own copy, and
// what a branch learns is gone when it ends.

import Terms

/// The facts at one place of a proof.
struct Sequent: Sendable {
  /// The rules with those of the facts; nil while no fact has become a rule.
  var rules: Normalizer?
  /// Facts in normal form, with their steps, in order.
  var facts: [(formula: Term, step: Int)] = []
  /// The step that states a fact.
  var stepOf: [Term: Int] = [:]
  /// Equations among the facts: each is a rule as well.
  var equations: [(equation: TermEquation, step: Int)] = []
  /// Facts drawn from clauses (count).
  var drawnCount = 0
  /// The instances of universal facts that were drawn.
  var instances: Set<Term> = []
  /// The values at which each body of a universal fact was drawn.
  var values: [Term: [[Term]]] = [:]
  /// What is between two terms one of which is not less, the newest last: k where s + k = t was opened.
  var differences: [Term] = []
  /// Whether this is a case of an induction, where goals that are stuck become lemmas.
  var generalizes = false
  /// Whether ⊥ is sought: negations are taken apart.
  var refutes = false
  /// Whether facts are drawn from clauses though the search is frugal.
  var draws = false
  /// The steps of predicates that were unfolded.
  var unfolded: Set<Int> = []
  /// Facts looked at (count).
  var takenCount = 0
  /// Number of open variables: the level of the next one.
  var levels: Int

  init(levels: Int) { self.levels = levels }

  /// Adds a fact that is not there.
  mutating func add(_ formula: Term, _ step: Int) {
    facts.append((formula, step))
    stepOf[formula] = step
  }

  /// Takes a fact away.
  mutating func remove(_ formula: Term) {
    facts.removeAll { $0.formula == formula }
    stepOf[formula] = nil
  }
}
