// Induction with the hypothesis for everything that is less: to prove G(n), G(k) is proved from
// ∀j. j < k ⇒ G(j), or, where a function μ measures what is no number, from ∀j. μ j < μ k ⇒ G(j). Start at
// `strongInduction` and `measureInduction`. The kernel knows structural induction only; what is written for it is
// the induction on m of ∀k. μ k < m ⇒ G(k). Any predicate of the theory may be the relation: that nothing is less
// than 0, that n < S n, and that j < k and k < S m give j < m is proved first, and where that fails the relation is
// not used.
// Source: R. S. Boyer, J S. Moore, A Computational Logic (1979), ch. 14.

import ProofKernel
import Terms

/// The steps that say that a relation is fit for induction.
private struct Foundation {
  /// ∀k. k < 0 ⇒ ⊥
  let bottom: Int
  /// ∀j ∀k ∀m. j < k ⇒ k < S m ⇒ j < m
  let descent: Int
  /// ∀n. n < S n
  let next: Int
}

/// What numbers a value of the variable, and which of the numbers are less.
private struct Descent {
  /// Nothing if the value is a number.
  let measure: Symbol?
  /// Whether the constructor of what is measured is told apart at once: the function that calls itself waits for it,
  /// and until it is known, the hypothesis says nothing of its calls.
  let splits: Bool
  let relation: Symbol
  let zero: Symbol
  let successor: Symbol
  let foundation: Foundation

  func size(_ value: Term, _ bank: inout TermBank) -> Term {
    measure.map { bank.make($0, [value]) } ?? value
  }
}

extension ProofSearch {
  /// The step that states the goal, by induction on one of its variables, with a hypothesis for all
  /// that is less; for all values of the other variables, if it is to generalise.
  mutating func strongInduction(
    _ goal: Term, on variable: Term, _ sequent: Sequent, _ effort: Effort, generalizes: Bool = true
  ) -> Int? {
    induction(
      goal, on: variable, measuredBy: nil, in: vocabulary.bank.sort(variable), splits: false,
      sequent, effort, generalizes: generalizes)
  }

  /// The same with a measure, such as the length of a list, if a function in the goal calls itself with what is no
  /// part of the variable (`TheoremList.recursions`); for others there are hypotheses about parts anyway.
  mutating func measureInduction(
    _ goal: Term, on variable: Term, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    guard !knowledge.recursions.isEmpty, isAskedFor(variable, by: goal) else { return nil }
    let sort = vocabulary.bank.sort(variable)
    let measures = vocabulary.operations.filter {
      vocabulary.bank[$0].arguments == [sort] && !vocabulary.bank[$0].isConstructor
    }
    for measure in [nil] + measures {
      if let step = induction(
        goal, on: variable, measuredBy: measure,
        in: measure.map { vocabulary.bank[$0].sort } ?? sort,
        splits: true, sequent, effort, generalizes: true)
      {
        return step
      }
    }
    return nil
  }

  /// Whether a function that calls itself as its axioms please waits for the constructor of a variable.
  private func isAskedFor(_ variable: Term, by goal: Term) -> Bool {
    let bank = vocabulary.bank
    return bank.subterms(goal).contains { part in
      guard let symbol = bank.symbol(part), knowledge.recursions.contains(symbol) else {
        return false
      }
      return knowledge.inspectedArguments[symbol]?.contains {
        bank.argument(part, $0) == variable
      } == true
    }
  }

  /// Induction on the numbers of a sort, with any relation that is fit for it.
  private mutating func induction(
    _ goal: Term, on variable: Term, measuredBy measure: Symbol?, in sort: TermSort,
    splits: Bool, _ sequent: Sequent, _ effort: Effort, generalizes: Bool
  ) -> Int? {
    guard case (let zero?, let successor?) = vocabulary.numerals(sort) else { return nil }
    for relation in vocabulary.predicates
    where vocabulary.bank[relation].arguments == [sort, sort] && !unfounded.contains(relation) {
      let mark = script.count
      guard
        let foundation = foundation(of: relation, sort, zero, successor, sequent)
      else {
        script.truncate(mark)
        unfounded.insert(relation)
        continue
      }
      let descent = Descent(
        measure: measure, splits: splits, relation: relation, zero: zero, successor: successor,
        foundation: foundation)
      if let step = induction(
        goal, on: variable, descent, sequent, effort, generalizes: generalizes)
      {
        return step
      }
      script.truncate(mark)
    }
    return nil
  }

  private mutating func foundation(
    of relation: Symbol, _ sort: TermSort, _ zero: Symbol, _ successor: Symbol, _ sequent: Sequent
  ) -> Foundation? {
    let j = vocabulary.eigenvariable(sequent.levels, sort)
    let k = vocabulary.eigenvariable(sequent.levels + 1, sort)
    let m = vocabulary.eigenvariable(sequent.levels + 2, sort)
    func all(_ formula: Term, _ variables: [Term]) -> Term {
      variables.reversed().reduce(formula) { vocabulary.generalization(of: $0, over: $1) }
    }
    func less(_ a: Term, _ b: Term) -> Term { vocabulary.bank.make(relation, [a, b]) }
    func next(_ a: Term) -> Term { vocabulary.bank.make(successor, [a]) }
    let nothing = vocabulary.bank.make(zero)
    let falsum = vocabulary.connective(.falsum, [])
    let bottom = all(vocabulary.implication([less(j, nothing)], falsum), [j])
    let above = all(less(j, next(j)), [j])
    let descent = all(
      vocabulary.implication([less(j, k), less(k, next(m))], less(j, m)), [j, k, m])
    var effort = Effort()
    (effort.isGeneral, effort.inductions, effort.splits) = (true, 0, 0)
    let here = Sequent(levels: sequent.levels)
    guard let first = attempt(bottom, here, effort), let second = attempt(above, here, effort),
      let third = attempt(descent, here, effort)
    else { return nil }
    return Foundation(bottom: first, descent: third, next: second)
  }

  private mutating func induction(
    _ goal: Term, on variable: Term, _ descent: Descent, _ sequent: Sequent, _ effort: Effort,
    generalizes: Bool
  ) -> Int? {
    let fixed = Set(sequent.facts.flatMap { vocabulary.openVariables($0.formula) })
    let others =
      generalizes
      ? vocabulary.openVariables(goal).filter { $0 != variable && !fixed.contains($0) } : []
    let claim = Claim(goal: goal, variable: variable, others: others, descent: descent)
    // ∀k. (∀j ∀B. μ j < μ k ⇒ G(j, B)) ⇒ ∀A. G(k, A), where the others are A.
    var inner = sequent
    inner.generalizes = true
    let k = fix([vocabulary.bank.sort(variable)], &inner)[0]
    let hypothesis = claim.below(
      descent.size(k, &vocabulary.bank), inner.levels, &vocabulary)
    let given = script.append(.assume(hypothesis))
    let instance = claim.holds(k, fix(claim.sorts(vocabulary.bank), &inner), &vocabulary.bank)
    let proved =
      descent.splits
      ? under([(hypothesis, given)], instance, inner, unfolds: effort.unfolds) {
        $0.cases(of: k, instance, $1, effort)
      } : proveUnder([(hypothesis, given)], instance, inner, effort)
    guard var last = proved else { return nil }
    for _ in others { last = script.append(.generalize(last)) }
    let main = script.append(.generalize(script.append(.discharge(last))))
    return conclusion(claim, main, sequent)
  }

  /// The step of the goal, of ∀k. (∀j ∀B. μ j < μ k ⇒ G(j, B)) ⇒ ∀A. G(k, A).
  private mutating func conclusion(_ claim: Claim, _ main: Int, _ sequent: Sequent) -> Int {
    let descent = claim.descent
    let sorts = [vocabulary.bank.sort(claim.variable)] + claim.sorts(vocabulary.bank)
    let numbers = vocabulary.bank[descent.zero].sort
    func specialized(_ step: Int, _ terms: [Term]) -> Int {
      terms.reduce(step) { script.append(.specialize($0, $1)) }
    }
    func applied(_ step: Int, _ premises: [Int]) -> Int {
      premises.reduce(step) { script.append(.infer(.modusPonens, [$0, $1], [])) }
    }
    func discharged(_ step: Int, over count: Int) -> Int {
      (0..<count).reduce(script.append(.discharge(step))) { last, _ in
        script.append(.generalize(last))
      }
    }
    func size(_ value: Term) -> Term { descent.size(value, &vocabulary.bank) }
    func less(_ a: Term, _ b: Term) -> Term { vocabulary.bank.make(descent.relation, [a, b]) }

    // ∀m ∀k ∀A. μ k < m ⇒ G(k, A), by induction on m.
    var inner = sequent
    var values = fix(sorts, &inner)
    let nothing = vocabulary.bank.make(descent.zero)
    var small = script.append(.assume(less(size(values[0]), nothing)))
    let absurd = applied(
      specialized(descent.foundation.bottom, [size(values[0])]), [small])
    let goal = claim.holds(values[0], Array(values.dropFirst()), &vocabulary.bank)
    let base = discharged(
      script.append(.infer(.explosion, [absurd], [goal])), over: sorts.count)

    inner = sequent
    let m = fix([numbers], &inner)[0]
    let bound = script.append(.assume(claim.below(m, inner.levels, &vocabulary)))
    values = fix(sorts, &inner)
    let next = vocabulary.bank.make(descent.successor, [m])
    small = script.append(.assume(less(size(values[0]), next)))
    let others = fix(sorts, &inner)
    let smaller = script.append(.assume(less(size(others[0]), size(values[0]))))
    let isBelow = applied(
      specialized(descent.foundation.descent, [size(others[0]), size(values[0]), m]),
      [smaller, small])
    var last = applied(specialized(bound, others), [isBelow])
    last = discharged(last, over: sorts.count)
    last = applied(specialized(main, [values[0]]), [last])
    last = specialized(last, Array(values.dropFirst()))
    let step = discharged(discharged(last, over: sorts.count), over: 1)

    let general = vocabulary.generalization(
      of: claim.below(m, inner.levels, &vocabulary), over: m)
    let all = script.append(.induction(general, [base, step]))
    let top = size(claim.variable)
    let isNext = specialized(descent.foundation.next, [top])
    last = specialized(
      all, [vocabulary.bank.make(descent.successor, [top]), claim.variable] + claim.others)
    return applied(last, [isNext])
  }
}

/// What is proved of a value k and others A: G(k, A).
private struct Claim {
  let goal: Term
  let variable: Term
  let others: [Term]
  let descent: Descent

  func sorts(_ bank: TermBank) -> [TermSort] { others.map(bank.sort) }

  func holds(_ value: Term, _ rest: [Term], _ bank: inout TermBank) -> Term {
    zip([variable] + others, [value] + rest).reduce(goal) {
      bank.replacing($1.0, by: $1.1, in: $0)
    }
  }

  /// ∀j ∀B. μ j < bound ⇒ G(j, B); `free` is a level that nothing else has, nor one above it.
  func below(_ bound: Term, _ free: Int, _ vocabulary: inout Vocabulary) -> Term {
    let bank = vocabulary.bank
    let values = ([variable] + others).enumerated().map {
      vocabulary.eigenvariable(free + $0.offset, bank.sort($0.element))
    }
    let size = descent.size(values[0], &vocabulary.bank)
    let isLess = vocabulary.bank.make(descent.relation, [size, bound])
    let goal = holds(values[0], Array(values.dropFirst()), &vocabulary.bank)
    return values.reversed().reduce(vocabulary.implication([isLess], goal)) {
      vocabulary.generalization(of: $0, over: $1)
    }
  }
}
