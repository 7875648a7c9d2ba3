// Induction with hypotheses that are universal over the other variables: to prove G(x, y) by induction
// on x, ∀x ∀y. G(x, y) is proved, so that the hypothesis ∀y. G(n, y) may be used at any y. Start at
// `generalInduction`; `ProofSearch+Instances` uses the hypotheses. What the facts say of a variable
// keeps it as it is.
// Source: A. Bundy, The automation of proof by mathematical induction (2001).

import ProofKernel
import Terms

extension ProofSearch {
  /// The step that states the goal, by induction on one of its variables.
  mutating func generalInduction(
    _ goal: Term, on variable: Term, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    let sort = vocabulary.bank.sort(variable)
    guard let constructors = vocabulary.constructors[sort] else { return nil }
    let fixed = Set(sequent.facts.flatMap { vocabulary.openVariables($0.formula) })
    let others = vocabulary.openVariables(goal).filter { $0 != variable && !fixed.contains($0) }
    var body = goal
    for other in others.reversed() { body = vocabulary.generalization(of: body, over: other) }
    let conclusion = vocabulary.generalization(of: body, over: variable)
    var proved: [Int] = []
    for constructor in constructors {
      var inner = sequent
      inner.generalizes = true
      var fields: [Term] = []
      for field in vocabulary.bank[constructor].arguments {
        _ = script.append(.fix(field))
        fields.append(vocabulary.eigenvariable(inner.levels, field))
        inner.levels += 1
      }
      let hypotheses = fields.filter { vocabulary.bank.sort($0) == sort }.map { field in
        let formula = vocabulary.bank.replacing(variable, by: field, in: body)
        return (formula: formula, step: script.append(.assume(formula)))
      }
      let whole = vocabulary.bank.make(constructor, fields)
      var instance = vocabulary.bank.replacing(variable, by: whole, in: goal)
      for other in others {
        let sort = vocabulary.bank.sort(other)
        _ = script.append(.fix(sort))
        let fresh = vocabulary.eigenvariable(inner.levels, sort)
        inner.levels += 1
        instance = vocabulary.bank.replacing(other, by: fresh, in: instance)
      }
      guard var last = proveUnder(hypotheses, instance, inner, effort) else { return nil }
      for _ in others { last = script.append(.generalize(last)) }
      for _ in hypotheses { last = script.append(.discharge(last)) }
      for _ in fields { last = script.append(.generalize(last)) }
      proved.append(last)
    }
    var last = script.append(.induction(conclusion, proved))
    for variable in [variable] + others { last = script.append(.specialize(last, variable)) }
    return last
  }
}
