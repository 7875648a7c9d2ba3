// Conjectures of a shape about relations of two things of one sort, be they predicates or functions that test
// something: that of any two things one comes first, that one relation is the other or equality, or says what another
// denies, also of what a constructor makes of them; and about properties of one thing: that one is what another denies,
// and which of them functions keep. Start at `relationLaws`. Values decide which are attempted.

import ProofKernel
import Terms

extension Explorer {
  /// Such conjectures that may be attempted in one call (count).
  private static let relationAttempts = 80

  /// Tries the shapes for these operations and predicates.
  mutating func relationLaws(_ operations: [Symbol], _ predicates: [Symbol]) {
    let tests = operations.filter(vocabulary.isTestFunction) + predicates
    let relations = tests.filter { test in
      let arguments = vocabulary.bank[test].arguments
      return arguments.count == 2 && arguments[0] == arguments[1]
        && !vocabulary.isTest(arguments[0])
    }
    var formulas: [Term] = []
    for (place, relation) in relations.enumerated() {
      let sort = vocabulary.bank[relation].arguments[0]
      let others = relations.filter { vocabulary.bank[$0].arguments[0] == sort }
      for other in others { formulas += comparisons(relation, other, sort) }
      for other in others where relations[place...].contains(other) {
        formulas += connexities(relation, other, sort)
      }
    }
    let properties = tests.filter { vocabulary.bank[$0].arguments.count == 1 }
    for property in properties {
      for other in properties { formulas += complements(property, other) }
    }
    var kept = keptProperties(properties, operations)
    guard !formulas.isEmpty || !kept.isEmpty else { return }
    let more = formulas.map { stronger(than: $0) }
    // The evaluator has a copy of the bank: it must know every formula by now.
    var evaluator = Evaluator(
      vocabulary, list.definitionRules(vocabulary.bank), list.knowledge.definitions)
    func isTrue(_ formula: Term) -> Bool { evaluator.truth(formula)?.isAllTrue ?? false }
    formulas = zip(formulas, more).filter { isTrue($0) && !($1.map(isTrue) ?? false) }.map(\.0)
    var attempts = Self.relationAttempts
    let before = list.found.count
    for formula in formulas where attempts > 0 { considerAlone(formula, &attempts) }
    kept = kept.filter(isTrue)
    attempts = Self.relationAttempts
    let first = unsettled.count
    consider(kept, &attempts, waiting: true)
    retry(since: before)
    persist(.persistent, from: first, work: 50_000)
  }

  /// Of r x y ∨ x = y ∨ r y x what says more: r x y ∨ r y x.
  private mutating func stronger(than formula: Term) -> Term? {
    guard case .or(let there, let rest) = vocabulary.shape(formula),
      case .or(_, let back) = vocabulary.shape(rest)
    else { return nil }
    return vocabulary.connective(.or, [there, back])
  }

  /// Tries a formula with little of what is known: most of what was found about a relation is in the way of what follows
  /// from its usual laws.
  private mutating func considerAlone(_ formula: Term, _ attempts: inout Int) {
    let left = attempts
    let isSettled = consider([formula], &attempts, .casesOnly)[0]
    guard attempts < left, !isSettled else { return }
    let conjecture = canonical(formula)
    for effort in Effort.ofRelations where !isOver() {
      let known = snapshot(
        of: list.essentials(
          for: conjecture.formula, at: 0, isRelated: false, withUsual: true, vocabulary))
      let outcome = grid.attemptNow(conjecture, effort, known)
      if accept(outcome, of: conjecture, named: nil) { return }
    }
    _ = attempt([conjecture], waiting: false, .relational)
  }

  /// r x y ∨ q y x and r x y ∨ x = y ∨ r y x; of one relation alone other conjectures say that it is total.
  private mutating func connexities(_ relation: Symbol, _ other: Symbol, _ sort: TermSort) -> [Term]
  {
    let (x, y) = variables(sort)
    guard let there = related(relation, x, y), let back = related(other, y, x) else { return [] }
    guard relation == other else { return [vocabulary.connective(.or, [there, back])] }
    let rest = vocabulary.connective(.or, [vocabulary.equation(x, y), back])
    return [vocabulary.connective(.or, [there, rest])] + chains(relation, sort)
  }

  /// r x y ∧ r y z ⇒ r x z, of a relation that rewriting replaces by its definition: no term has it, and so no other
  /// conjecture.
  private mutating func chains(_ relation: Symbol, _ sort: TermSort) -> [Term] {
    let (x, y) = variables(sort)
    let z = vocabulary.eigenvariable(2, sort)
    guard let first = related(relation, x, y), let second = related(relation, y, z),
      let last = related(relation, x, z), normalForm(first) != first
    else { return [] }
    let premise = vocabulary.connective(.and, [first, second])
    return [vocabulary.connective(.implies, [premise, last])]
  }

  /// q x y ⇔ r x y ∨ x = y, and what says that the one is denied by the other: ¬ r x y ⇔ q y x, also of what a
  /// constructor makes of y.
  private mutating func comparisons(_ relation: Symbol, _ other: Symbol, _ sort: TermSort) -> [Term]
  {
    let (x, y) = variables(sort)
    guard let first = related(relation, x, y) else { return [] }
    let denied = vocabulary.connective(.not, [first])
    var found: [Term] = []
    if other != relation, let second = related(other, x, y), let back = related(other, y, x) {
      let either = vocabulary.connective(.or, [first, vocabulary.equation(x, y)])
      found.append(vocabulary.connective(.iff, [second, either]))
      found.append(vocabulary.connective(.iff, [denied, back]))
    }
    for constructor in vocabulary.constructors[sort] ?? []
    where vocabulary.bank[constructor].arguments == [sort] {
      let next = vocabulary.bank.make(constructor, [y])
      guard let above = related(other, next, x), let below = related(relation, x, next) else {
        continue
      }
      found.append(vocabulary.connective(.iff, [denied, above]))
      guard other == relation else { continue }
      let either = vocabulary.connective(.or, [first, vocabulary.equation(x, next)])
      found.append(vocabulary.connective(.iff, [below, either]))
    }
    return found
  }

  /// p x ⇔ ¬ q x, each pair once, and p x ⇔ ¬ p (c x) for a constructor.
  private mutating func complements(_ property: Symbol, _ other: Symbol) -> [Term] {
    let sort = vocabulary.bank[property].arguments[0]
    guard vocabulary.bank[other].arguments[0] == sort, property <= other else { return [] }
    let x = vocabulary.eigenvariable(0, sort)
    guard let first = holds(property, x) else { return [] }
    if property != other, let second = holds(other, x) {
      let denied = vocabulary.connective(.not, [second])
      return [vocabulary.connective(.iff, [first, denied])]
    }
    return (vocabulary.constructors[sort] ?? []).compactMap { constructor in
      guard vocabulary.bank[constructor].arguments == [sort],
        let next = holds(property, vocabulary.bank.make(constructor, [x]))
      else { return nil }
      return vocabulary.connective(.iff, [next, vocabulary.connective(.not, [first])])
    }
  }

  /// p x ∧ q y ⇒ r (f x y), where p and q may be the same; what two different properties leave comes in one order.
  private mutating func keptProperties(_ properties: [Symbol], _ operations: [Symbol]) -> [Term] {
    var found: [Term] = []
    for function in operations {
      let info = vocabulary.bank[function]
      guard !info.isConstructor, info.arguments == [info.sort, info.sort] else { continue }
      let own = properties.filter { vocabulary.bank[$0].arguments == [info.sort] }
      let (x, y) = variables(info.sort)
      let value = vocabulary.bank.make(function, [x, y])
      for (place, first) in own.enumerated() {
        for second in own[place...] {
          guard let a = holds(first, x), let b = holds(second, y) else { continue }
          let premise = vocabulary.connective(.and, [a, b])
          found += own.compactMap { holds($0, value) }.map {
            vocabulary.connective(.implies, [premise, $0])
          }
        }
      }
    }
    return found
  }

  private mutating func variables(_ sort: TermSort) -> (Term, Term) {
    (vocabulary.eigenvariable(0, sort), vocabulary.eigenvariable(1, sort))
  }

  private mutating func related(_ relation: Symbol, _ a: Term, _ b: Term) -> Term? {
    vocabulary.affirmed(vocabulary.bank.make(relation, [a, b]))
  }

  private mutating func holds(_ property: Symbol, _ value: Term) -> Term? {
    vocabulary.affirmed(vocabulary.bank.make(property, [value]))
  }
}
