// The truth value of a ground formula under the facts at hand, and the steps that say so. Start at
// `value`; `shown`, `denial` and `absurdity` write what it found out. A literal is an atom, an equation or
// a quantified formula; its value is known if rewriting, a fact or a lemma settles it. `forced` draws
// what a formula says of its only literal without a value (unit propagation).
// Source: M. Davis, G. Logemann, D. Loveland, A machine program for theorem-proving (1962).

import ProofKernel
import Terms

extension ProofSearch {
  /// The truth value of a formula; nil where nothing settles it.
  mutating func value(_ formula: Term, _ sequent: inout Sequent) -> Bool? {
    switch vocabulary.shape(formula) {
    case .falsum: return false
    case .not(let part): return value(part, &sequent).map { !$0 }
    case .and(let left, let right):
      let first = value(left, &sequent)
      if first == false { return false }
      let second = value(right, &sequent)
      return second == false ? false : first == nil ? nil : second
    case .or(let left, let right):
      let first = value(left, &sequent)
      if first == true { return true }
      let second = value(right, &sequent)
      return second == true ? true : first == nil ? nil : second
    case .implies(let left, let right):
      let first = value(left, &sequent)
      if first == false { return true }
      let second = value(right, &sequent)
      return second == true ? true : first == nil ? nil : second
    case .iff(let left, let right):
      guard let first = value(left, &sequent), let second = value(right, &sequent) else {
        return nil
      }
      return first == second
    case .equal, .forall, .exists, .atom: return literalValue(formula, &sequent)
    }
  }

  private mutating func literalValue(_ formula: Term, _ sequent: inout Sequent) -> Bool? {
    let normal = normalize(formula, &sequent)
    if sequent.stepOf[normal] != nil { return true }
    let negation = vocabulary.connective(.not, [normal])
    if sequent.stepOf[negation] != nil { return false }
    switch vocabulary.shape(normal) {
    case .equal(let left, let right):
      if left == right { return true }
      if vocabulary.bank.isConstructor(left), vocabulary.bank.isConstructor(right) {
        if vocabulary.bank.symbol(left) != vocabulary.bank.symbol(right) { return false }
      }
    case .atom, .forall, .exists: break
    default: return value(normal, &sequent)
    }
    let mark = script.count
    defer { script.truncate(mark) }
    if instanceOfClause(normal) != nil { return true }
    return instanceOfClause(negation) != nil ? false : nil
  }

  /// The step that states a formula whose value is true.
  mutating func shown(_ formula: Term, _ sequent: inout Sequent) -> Int? {
    switch vocabulary.shape(formula) {
    case .falsum: return nil
    case .not(let part): return denial(part, &sequent)
    case .and(let left, let right):
      guard let first = shown(left, &sequent), let second = shown(right, &sequent) else {
        return nil
      }
      return script.append(.infer(.both, [first, second], []))
    case .or(let left, let right):
      if value(left, &sequent) == true {
        return shown(left, &sequent).map { script.append(.infer(.orLeft, [$0], [right])) }
      }
      return shown(right, &sequent).map { script.append(.infer(.orRight, [$0], [left])) }
    case .implies(let left, let right): return shownImplication(left, right, &sequent)
    case .iff(let left, let right):
      guard let there = shownImplication(left, right, &sequent),
        let back = shownImplication(right, left, &sequent)
      else { return nil }
      return script.append(.infer(.equivalence, [there, back], []))
    case .equal, .forall, .exists, .atom:
      let normal = normalize(formula, &sequent)
      guard normal != formula else { return settled(formula, &sequent) }
      if let step = settled(formula, &sequent) { return step }
      guard let links = links(formula, &sequent), let step = shown(normal, &sequent) else {
        return nil
      }
      return script.append(.rewrite(step, links.reversed().map(\.reversed)))
    }
  }

  private mutating func shownImplication(_ left: Term, _ right: Term, _ sequent: inout Sequent)
    -> Int?
  {
    let premise = script.append(.assume(left))
    if value(right, &sequent) == true {
      guard let step = shown(right, &sequent) else { return nil }
      return script.append(.discharge(step))
    }
    guard let absurd = absurdity(left, premise, &sequent) else { return nil }
    return script.append(.discharge(script.append(.infer(.explosion, [absurd], [right]))))
  }

  /// The step that states the negation of a formula whose value is false.
  mutating func denial(_ formula: Term, _ sequent: inout Sequent) -> Int? {
    if isLiteral(formula) {
      let mark = script.count
      if let step = settled(vocabulary.connective(.not, [formula]), &sequent) { return step }
      script.truncate(mark)
    }
    let start = script.append(.assume(formula))
    guard let absurd = absurdity(formula, start, &sequent) else { return nil }
    return script.append(.infer(.refute, [script.append(.discharge(absurd))], []))
  }

  private func isLiteral(_ formula: Term) -> Bool {
    switch vocabulary.shape(formula) {
    case .equal, .forall, .exists, .atom: true
    default: false
    }
  }

  /// The step of ⊥ from the step of a formula whose value is false.
  mutating func absurdity(_ formula: Term, _ step: Int, _ sequent: inout Sequent) -> Int? {
    switch vocabulary.shape(formula) {
    case .falsum: return step
    case .not(let part):
      guard let holds = shown(part, &sequent) else { return nil }
      return script.append(.infer(.contradiction, [step, holds], []))
    case .and(let left, let right):
      if value(left, &sequent) == false {
        return absurdity(left, script.append(.infer(.left, [step], [])), &sequent)
      }
      return absurdity(right, script.append(.infer(.right, [step], [])), &sequent)
    case .or(let left, let right):
      var cases = [step]
      for part in [left, right] {
        let start = script.append(.assume(part))
        guard let absurd = absurdity(part, start, &sequent) else { return nil }
        cases.append(script.append(.discharge(absurd)))
      }
      return script.append(.infer(.cases, cases, []))
    case .implies(let left, let right):
      guard let holds = shown(left, &sequent) else { return nil }
      return absurdity(right, script.append(.infer(.modusPonens, [step, holds], [])), &sequent)
    case .iff(let left, let right):
      let isForward = value(left, &sequent) == true
      let way = script.append(.infer(isForward ? .forward : .backward, [step], []))
      guard let holds = shown(isForward ? left : right, &sequent) else { return nil }
      let other = script.append(.infer(.modusPonens, [way, holds], []))
      return absurdity(isForward ? right : left, other, &sequent)
    case .equal, .forall, .exists, .atom:
      let normal = normalize(formula, &sequent)
      let negation = vocabulary.connective(.not, [normal])
      guard let links = links(formula, &sequent) else { return nil }
      let own = normal == formula ? step : script.append(.rewrite(step, links))
      if let denial = sequent.stepOf[negation] {
        return script.append(.infer(.contradiction, [denial, own], []))
      }
      switch vocabulary.shape(normal) {
      case .equal(let left, let right)
      where vocabulary.bank.isConstructor(left) && vocabulary.bank.isConstructor(right)
        && vocabulary.bank.symbol(left) != vocabulary.bank.symbol(right):
        return script.append(.disjointness(own))
      case .equal, .forall, .exists, .atom:
        guard let denial = instanceOfClause(negation) else { return nil }
        return script.append(.infer(.contradiction, [denial, own], []))
      default: return absurdity(normal, own, &sequent)
      }
    }
  }

  // MARK: unit propagation

  /// The literals of a formula, in normal form, that have no value: at most three of them.
  mutating func unknowns(_ formula: Term, _ sequent: inout Sequent) -> [Term] {
    var found: [Term] = []
    var stack = [formula]
    while let part = stack.popLast(), found.count < 3 {
      if isLiteral(part) {
        let normal = normalize(part, &sequent)
        if isLiteral(normal) {
          if !found.contains(normal), value(normal, &sequent) == nil { found.append(normal) }
        } else {
          stack.append(normal)
        }
      } else {
        stack += vocabulary.bank.arguments(part).reversed()
      }
    }
    return found
  }

  /// What a formula, which a step states, says of its only literal without a value.
  mutating func forced(_ formula: Term, _ step: Int, _ literal: Term, _ sequent: Sequent)
    -> (formula: Term, step: Int)?
  {
    let mark = script.count
    let negation = vocabulary.connective(.not, [literal])
    var inner = sequent
    var start = script.append(.assume(literal))
    inner.add(literal, start)
    if value(formula, &inner) == false, let absurd = absurdity(formula, step, &inner) {
      let last = script.append(.discharge(absurd))
      return (negation, script.append(.infer(.refute, [last], [])))
    }
    script.truncate(mark)
    inner = sequent
    let middle = script.append(.infer(.excludedMiddle, [], [literal]))
    start = script.append(.assume(literal))
    let same = script.append(.discharge(start))
    start = script.append(.assume(negation))
    inner.add(negation, start)
    if value(formula, &inner) == false, let absurd = absurdity(formula, step, &inner) {
      let last = script.append(
        .discharge(script.append(.infer(.explosion, [absurd], [literal]))))
      return (literal, script.append(.infer(.cases, [middle, same, last], [])))
    }
    script.truncate(mark)
    return nil
  }

  /// What a negation says: the negations of parts, or the parts.
  mutating func takeNegation(
    _ part: Term, _ formula: Term, _ step: Int, unfolds: Bool, _ sequent: inout Sequent,
    _ queue: inout [(formula: Term, step: Int)]
  ) -> Int? {
    func negation(_ part: Term) -> Term { vocabulary.connective(.not, [part]) }
    switch vocabulary.shape(part) {
    case .not(let inner):
      queue.append(
        (inner, byCases(inner, { $0.script.append(.infer(.contradiction, [step, $1], [])) })))
    case .or(let left, let right):
      for (schema, side, other) in [(Schema.orLeft, left, right), (.orRight, right, left)] {
        let start = script.append(.assume(side))
        let either = script.append(.infer(schema, [start], [other]))
        let absurd = script.append(.infer(.contradiction, [step, either], []))
        let last = script.append(.discharge(absurd))
        queue.append((negation(side), script.append(.infer(.refute, [last], []))))
      }
    case .implies(let left, let right):
      let premise = byCases(left) { search, denied in
        let start = search.script.append(.assume(left))
        let absurd = search.script.append(.infer(.contradiction, [denied, start], []))
        let explosion = search.script.append(.infer(.explosion, [absurd], [right]))
        let holds = search.script.append(.discharge(explosion))
        return search.script.append(.infer(.contradiction, [step, holds], []))
      }
      queue.append((left, premise))
      let start = script.append(.assume(right))
      _ = script.append(.assume(left))
      let holds = script.append(.discharge(start))
      let absurd = script.append(.infer(.contradiction, [step, holds], []))
      let last = script.append(.discharge(absurd))
      queue.append((negation(right), script.append(.infer(.refute, [last], []))))
    case .forall(let sort, let body):
      let opposite = vocabulary.quantified(.exists, sort, negation(body))
      let exists = byCases(opposite) { search, none in
        _ = search.script.append(.fix(sort))
        let variable = search.vocabulary.eigenvariable(sequent.levels, sort)
        let instance = search.vocabulary.instance(body, by: variable)
        let holds = search.byCases(instance) { search, denied in
          let witness = search.script.append(.witness(opposite, variable, denied))
          return search.script.append(.infer(.contradiction, [none, witness], []))
        }
        let all = search.script.append(.generalize(holds))
        return search.script.append(.infer(.contradiction, [step, all], []))
      }
      queue.append((opposite, exists))
    case .atom:
      sequent.add(formula, step)
      if unfolds, let (body, link) = unfolded(part) {
        var inner = link
        inner.position = [0]
        queue.append((negation(body), script.append(.rewrite(step, [inner]))))
      }
    case .falsum, .and, .iff, .equal, .exists: sequent.add(formula, step)
    }
    return nil
  }

  /// The step that states a formula, whose negation is absurd.
  mutating func byCases(_ formula: Term, _ absurdity: (inout ProofSearch, Int) -> Int) -> Int {
    let negation = vocabulary.connective(.not, [formula])
    let middle = script.append(.infer(.excludedMiddle, [], [formula]))
    let same = script.append(.discharge(script.append(.assume(formula))))
    let start = script.append(.assume(negation))
    let absurd = absurdity(&self, start)
    let last = script.append(.discharge(script.append(.infer(.explosion, [absurd], [formula]))))
    return script.append(.infer(.cases, [middle, same, last], []))
  }
}
