// Induction with the hypothesis for everything that is less: to prove G(n), G(k) is proved from
// ∀j. j < k ⇒ G(j). Start at `strongInduction`. The kernel knows structural induction only; what is
// written for it is the induction on m of ∀k. k < m ⇒ G(k). Any predicate of the theory may be the
// relation: that nothing is less than 0, that n < S n, and that j < k and k < S m give j < m is proved
// first, and where that fails the relation is not used.
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

extension ProofSearch {
  /// The step that states the goal, by induction on one of its variables, with a hypothesis for all
  /// that is less; for all values of the other variables, if it is to generalise.
  mutating func strongInduction(
    _ goal: Term, on variable: Term, _ sequent: Sequent, _ effort: Effort, generalizes: Bool = true
  ) -> Int? {
    let sort = vocabulary.bank.sort(variable)
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
      if let step = induction(
        goal, on: variable, relation, foundation, zero, successor, sequent, effort,
        generalizes: generalizes)
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
    _ goal: Term, on variable: Term, _ relation: Symbol, _ foundation: Foundation,
    _ zero: Symbol, _ successor: Symbol, _ sequent: Sequent, _ effort: Effort, generalizes: Bool
  ) -> Int? {
    let sort = vocabulary.bank.sort(variable)
    let fixed = Set(sequent.facts.flatMap { vocabulary.openVariables($0.formula) })
    let others =
      generalizes
      ? vocabulary.openVariables(goal).filter { $0 != variable && !fixed.contains($0) } : []
    let body = others.reversed().reduce(goal) { vocabulary.generalization(of: $0, over: $1) }
    let level = sequent.levels
    func less(_ a: Term, _ b: Term) -> Term { vocabulary.bank.make(relation, [a, b]) }
    func holds(_ value: Term) -> Term { vocabulary.bank.replacing(variable, by: value, in: body) }
    /// ∀j. j < bound ⇒ G(j); `index` is a level that nothing else has.
    func below(_ bound: Term, _ index: Int) -> Term {
      let j = vocabulary.eigenvariable(index, sort)
      return vocabulary.generalization(
        of: vocabulary.implication([less(j, bound)], holds(j)), over: j)
    }
    // ∀k. (∀j. j < k ⇒ G(j)) ⇒ G(k)
    _ = script.append(.fix(sort))
    let k = vocabulary.eigenvariable(level, sort)
    let hypothesis = below(k, level + 1)
    let given = script.append(.assume(hypothesis))
    var inner = sequent
    inner.generalizes = true
    inner.levels += 1
    var instance = vocabulary.bank.replacing(variable, by: k, in: goal)
    for other in others {
      let sort = vocabulary.bank.sort(other)
      _ = script.append(.fix(sort))
      let fresh = vocabulary.eigenvariable(inner.levels, sort)
      inner.levels += 1
      instance = vocabulary.bank.replacing(other, by: fresh, in: instance)
    }
    guard var last = proveUnder([(hypothesis, given)], instance, inner, effort) else { return nil }
    for _ in others { last = script.append(.generalize(last)) }
    let main = script.append(.generalize(script.append(.discharge(last))))

    // ∀m ∀k. k < m ⇒ G(k), by induction on m.
    func specialized(_ step: Int, _ terms: [Term]) -> Int {
      terms.reduce(step) { script.append(.specialize($0, $1)) }
    }
    func applied(_ step: Int, _ premises: [Int]) -> Int {
      premises.reduce(step) { script.append(.infer(.modusPonens, [$0, $1], [])) }
    }
    _ = script.append(.fix(sort))
    var small = script.append(.assume(less(k, vocabulary.bank.make(zero))))
    let absurd = applied(specialized(foundation.bottom, [k]), [small])
    last = script.append(.infer(.explosion, [absurd], [holds(k)]))
    let base = script.append(.generalize(script.append(.discharge(last))))

    _ = script.append(.fix(sort))
    let m = k
    let bound = script.append(.assume(below(m, level + 1)))
    _ = script.append(.fix(sort))
    let value = vocabulary.eigenvariable(level + 1, sort)
    small = script.append(.assume(less(value, vocabulary.bank.make(successor, [m]))))
    _ = script.append(.fix(sort))
    let j = vocabulary.eigenvariable(level + 2, sort)
    let smaller = script.append(.assume(less(j, value)))
    let isBelow = applied(specialized(foundation.descent, [j, value, m]), [smaller, small])
    last = applied(specialized(bound, [j]), [isBelow])
    last = script.append(.generalize(script.append(.discharge(last))))
    last = applied(specialized(main, [value]), [last])
    last = script.append(.generalize(script.append(.discharge(last))))
    let step = script.append(.generalize(script.append(.discharge(last))))

    let general = vocabulary.generalization(of: below(k, level + 1), over: k)
    let all = script.append(.induction(general, [base, step]))
    let isNext = specialized(foundation.next, [variable])
    last = specialized(all, [vocabulary.bank.make(successor, [variable]), variable])
    return specialized(applied(last, [isNext]), others)
  }
}
