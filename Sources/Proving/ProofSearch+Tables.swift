// Goals about listed values only, such as true and false: all their assignments are gone through, as in a truth
// table. Start at `tabulated`. `ProofSearch.prove` asks when a search that may not take long has failed; rewriting
// such goals first, with all laws that are known, can make terms that double at every step.

import ProofKernel
import Terms

extension ProofSearch {
  /// Assignments of a table (count).
  private static let assignmentLimit = 64
  /// Rule applications of the search before (count).
  static let fuelBeforeTable = 200

  /// Whether a goal without quantifiers has variables, and all are of sorts that list their values, few enough for a table.
  func hasTable(_ goal: Term) -> Bool {
    let variables = vocabulary.openVariables(goal)
    guard !variables.isEmpty, !vocabulary.hasQuantifier(goal) else { return false }
    var assignments = 1
    for variable in variables {
      let sort = vocabulary.bank.sort(variable)
      guard isTest(sort), let values = vocabulary.constructors[sort]?.count, values > 0 else {
        return false
      }
      assignments *= values
      guard assignments <= Self.assignmentLimit else { return false }
    }
    return true
  }

  /// The step that states the goal, by the cases of each of its variables in turn; nil if it fails for some
  /// assignment. Complexity: the assignments, each evaluated once; recursion is on variables.
  mutating func tabulated(_ goal: Term, _ sequent: Sequent) -> Int? {
    guard let variable = vocabulary.openVariables(goal).first else {
      return attempt(goal, sequent, .immediate)
    }
    let conclusion = vocabulary.generalization(of: goal, over: variable)
    var proved: [Int] = []
    for constructor in vocabulary.constructors[vocabulary.bank.sort(variable)] ?? [] {
      let value = vocabulary.bank.make(constructor)
      let instance = vocabulary.bank.replacing(variable, by: value, in: goal)
      guard let step = tabulated(instance, sequent) else { return nil }
      proved.append(step)
    }
    return script.append(.specialize(script.append(.induction(conclusion, proved)), variable))
  }
}
