// Steps for single literals and for the formulas from which clauses came. Start at `refuteInput`: a
// formula that holds is absurd where the literals of a clause of it are false, by the way that the
// clause took through it; `show` proves a formula whose negation gave the clause. `open` names what
// quantifiers say there is, whether it is or not: for ∃x.A there is a y with ∃x.A ⇒ A(y).

import ProofKernel
import Terms

extension DeductionReplay {
  // MARK: literals

  /// The step of an atom that holds.
  mutating func truth(_ atom: Term, _ facts: inout LiteralFacts) -> Int? {
    if let step = facts.truth[atom] { return step }
    if let sides = search.vocabulary.sides(atom) {
      if sides.left == sides.right { return search.script.append(.chain(sides.left, [])) }
      let turned = search.vocabulary.equation(sides.right, sides.left)
      if let step = facts.truth[turned] { return self.turned(step, startingAt: sides.left) }
    }
    let normal = search.normalize(atom, &sequent)
    for known in facts.trueAtoms where search.normalize(known, &sequent) == normal {
      guard let there = search.links(known, &sequent), let back = search.links(atom, &sequent),
        let step = facts.truth[known]
      else { continue }
      return search.script.append(.rewrite(step, there + back.reversed().map(\.reversed)))
    }
    if let sides = search.vocabulary.sides(atom),
      search.normalize(sides.left, &sequent) == search.normalize(sides.right, &sequent)
    {
      return search.settled(atom, &sequent)
    }
    return nil
  }

  /// The step of an equation turned round.
  private mutating func turned(_ step: Int, startingAt start: Term) -> Int {
    search.script.append(
      .chain(start, [Link(position: [], source: .local(step), terms: [], isReversed: true)]))
  }

  /// The step of the negation of an atom that fails.
  mutating func falsity(_ atom: Term, _ facts: inout LiteralFacts) -> Int? {
    if let step = facts.falsity[atom] { return step }
    if let sides = search.vocabulary.sides(atom) {
      if search.vocabulary.isClash(sides) {
        let start = search.script.append(.assume(atom))
        return refuted(search.script.append(.disjointness(start)))
      }
      let turned = search.vocabulary.equation(sides.right, sides.left)
      if let step = facts.falsity[turned] {
        let start = search.script.append(.assume(atom))
        let other = self.turned(start, startingAt: sides.right)
        return refuted(search.script.append(.infer(.contradiction, [step, other], [])))
      }
    }
    let normal = search.normalize(atom, &sequent)
    for known in facts.falseAtoms where search.normalize(known, &sequent) == normal {
      guard let there = search.links(known, &sequent), let back = search.links(atom, &sequent),
        let step = facts.falsity[known]
      else { continue }
      let links = there + back.reversed().map(\.reversed)
      return search.script.append(.rewrite(step, links.map { inside($0, at: 0) }))
    }
    return nil
  }

  private func inside(_ link: Link, at place: UInt32) -> Link {
    var link = link
    link.position = [place] + link.position
    return link
  }

  /// Makes known of a literal what is known of its normal form.
  mutating func relateNormalForm(
    _ literal: DeductionLiteral, _ terms: [Term], _ facts: inout LiteralFacts
  ) -> Bool {
    let old = atom(literal, terms)
    guard let (pattern, links) = normalForm(literal, terms) else { return false }
    if pattern == literal.atom { return true }
    let new = ground(pattern, terms)
    let back = links.reversed().map(\.reversed)
    if literal.isPositive {
      guard let fails = falsity(new, &facts) else { return false }
      let step = search.script.append(.rewrite(fails, back.map { inside($0, at: 0) }))
      facts.add(old, step, isTrue: false)
    } else {
      guard let holds = truth(new, &facts) else { return false }
      facts.add(old, search.script.append(.rewrite(holds, back)), isTrue: true)
    }
    return true
  }

  /// Makes the normal form of a false literal a fact too: what a clause was made of may have it.
  mutating func addNormalForm(
    of literal: DeductionLiteral, _ terms: [Term], _ facts: inout LiteralFacts
  ) {
    let own = atom(literal, terms)
    guard let (pattern, links) = normalForm(literal, terms), pattern != literal.atom else { return }
    let new = ground(pattern, terms)
    if literal.isPositive, let fails = facts.falsity[own] {
      let step = search.script.append(.rewrite(fails, links.map { inside($0, at: 0) }))
      facts.add(new, step, isTrue: false)
    } else if !literal.isPositive, let holds = facts.truth[own] {
      facts.add(new, search.script.append(.rewrite(holds, links)), isTrue: true)
    }
  }

  /// The atom of a literal in the normal form that the search gave it, and how it comes about.
  private mutating func normalForm(_ literal: DeductionLiteral, _ terms: [Term]) -> (
    pattern: Term, links: [Link]
  )? {
    let (pattern, isWhole) = Deduction.normalForm(
      literal.atom, &deduction.rules, &search.vocabulary)
    if pattern == literal.atom { return (pattern, []) }
    var links: [Link] = []
    let parts = isWhole ? [literal.atom] : search.vocabulary.bank.arguments(literal.atom)
    for (i, part) in parts.enumerated() {
      guard let own = deduction.rules.links(part, &search.vocabulary.bank) else { return nil }
      for link in own {
        let values = link.terms.map { ground($0, terms) }
        let moved = Link(
          position: link.position, source: link.source, terms: values, isReversed: link.isReversed)
        links.append(isWhole ? moved : inside(moved, at: UInt32(i)))
      }
    }
    return (pattern, links)
  }

  // MARK: formulas

  /// The step of ⊥ from an input, a clause of which is false.
  mutating func refuteInput(
    _ place: Int, _ parameters: [Term], _ trace: [ClauseTrace], _ terms: [Term],
    _ facts: inout LiteralFacts
  ) -> Int? {
    let input = deduction.inputs[place]
    let values = parameters.map { ground($0, terms) }
    var substitution = Substitution(count: input.parameterCount)
    for (number, value) in values.enumerated() { substitution[number] = value }
    let formula = search.vocabulary.bank.instance(input.formula, substitution)
    let step: Int
    switch input.source {
    case .step(let own): step = own
    case .lemma(let citation, let sorts):
      step = search.script.append(.instance(citation, sorts: sorts, terms: values))
    }
    var way: [ClauseTrace] = []
    for item in trace {
      if case .term(let term) = item {
        way.append(.term(ground(term, terms)))
      } else {
        way.append(item)
      }
    }
    var rest = way[...]
    return refute(formula, step, &rest, &facts)
  }

  private func part(_ way: inout ArraySlice<ClauseTrace>) -> Int? {
    guard case .part(let number)? = way.popFirst() else { return nil }
    return number
  }

  private func term(_ way: inout ArraySlice<ClauseTrace>) -> Term? {
    guard case .term(let term)? = way.popFirst() else { return nil }
    return term
  }

  /// The step of ⊥ from a formula that holds.
  private mutating func refute(
    _ formula: Term, _ step: Int, _ way: inout ArraySlice<ClauseTrace>,
    _ facts: inout LiteralFacts
  ) -> Int? {
    switch search.vocabulary.shape(formula) {
    case .falsum: return step
    case .equal, .atom:
      guard let fails = falsity(formula, &facts) else { return nil }
      return search.script.append(.infer(.contradiction, [fails, step], []))
    case .not(let inner):
      guard let holds = show(inner, &way, &facts) else { return nil }
      return search.script.append(.infer(.contradiction, [step, holds], []))
    case .and(let left, let right):
      let isLeft = part(&way) == 0
      let own = search.script.append(.infer(isLeft ? .left : .right, [step], []))
      return refute(isLeft ? left : right, own, &way, &facts)
    case .or(let left, let right):
      var cases = [step]
      for side in [left, right] {
        let start = search.script.append(.assume(side))
        var inner = facts
        guard let absurd = refute(side, start, &way, &inner) else { return nil }
        cases.append(search.script.append(.discharge(absurd)))
      }
      return search.script.append(.infer(.cases, cases, []))
    case .implies(let left, let right):
      guard let holds = show(left, &way, &facts) else { return nil }
      let own = search.script.append(.infer(.modusPonens, [step, holds], []))
      return refute(right, own, &way, &facts)
    case .iff(let left, let right):
      let isForward = part(&way) == 0
      let own = search.script.append(.infer(isForward ? .forward : .backward, [step], []))
      guard let holds = show(isForward ? left : right, &way, &facts) else { return nil }
      let other = search.script.append(.infer(.modusPonens, [own, holds], []))
      return refute(isForward ? right : left, other, &way, &facts)
    case .forall(_, let body):
      guard let value = term(&way) else { return nil }
      let own = search.script.append(.specialize(step, value))
      return refute(search.vocabulary.instance(body, by: value), own, &way, &facts)
    case .exists(_, let body):
      guard let value = term(&way), let choice = choices[value] else { return nil }
      let own = search.script.append(.infer(.modusPonens, [choice, step], []))
      return refute(search.vocabulary.instance(body, by: value), own, &way, &facts)
    }
  }

  /// The step of a formula whose negation gave a clause that is false.
  private mutating func show(
    _ formula: Term, _ way: inout ArraySlice<ClauseTrace>, _ facts: inout LiteralFacts
  ) -> Int? {
    switch search.vocabulary.shape(formula) {
    case .falsum: return nil
    case .equal, .atom: return truth(formula, &facts)
    case .not(let inner):
      let start = search.script.append(.assume(inner))
      var nested = facts
      guard let absurd = refute(inner, start, &way, &nested) else { return nil }
      return refuted(absurd)
    case .and(let left, let right):
      guard let first = show(left, &way, &facts), let second = show(right, &way, &facts) else {
        return nil
      }
      return search.script.append(.infer(.both, [first, second], []))
    case .or(let left, let right):
      let isLeft = part(&way) == 0
      guard let own = show(isLeft ? left : right, &way, &facts) else { return nil }
      return search.script.append(
        .infer(isLeft ? .orLeft : .orRight, [own], [isLeft ? right : left]))
    case .implies(let left, let right):
      return part(&way) == 0
        ? implication(from: left, to: right, &way, &facts)
        : implication(left, holding: right, &way, &facts)
    case .iff(let left, let right):
      let (first, second): (Int?, Int?)
      if part(&way) == 0 {
        first = implication(from: left, to: right, &way, &facts)
        second = implication(from: right, to: left, &way, &facts)
      } else {
        second = implication(right, holding: left, &way, &facts)
        first = implication(left, holding: right, &way, &facts)
      }
      guard let first, let second else { return nil }
      return search.script.append(.infer(.equivalence, [first, second], []))
    case .exists(_, let body):
      guard let value = term(&way),
        let own = show(search.vocabulary.instance(body, by: value), &way, &facts)
      else { return nil }
      return search.script.append(.witness(formula, value, own))
    case .forall(_, let body):
      guard let value = term(&way), let choice = choices[value],
        let own = show(search.vocabulary.instance(body, by: value), &way, &facts)
      else { return nil }
      return search.script.append(.infer(.modusPonens, [choice, own], []))
    }
  }

  /// The step of an implication whose premise is absurd.
  private mutating func implication(
    from left: Term, to right: Term, _ way: inout ArraySlice<ClauseTrace>,
    _ facts: inout LiteralFacts
  ) -> Int? {
    let start = search.script.append(.assume(left))
    var inner = facts
    guard let absurd = refute(left, start, &way, &inner) else { return nil }
    let last = search.script.append(.infer(.explosion, [absurd], [right]))
    return search.script.append(.discharge(last))
  }

  /// The step of an implication whose conclusion holds.
  private mutating func implication(
    _ left: Term, holding right: Term, _ way: inout ArraySlice<ClauseTrace>,
    _ facts: inout LiteralFacts
  ) -> Int? {
    _ = search.script.append(.assume(left))
    var inner = facts
    guard let holds = show(right, &way, &inner) else { return nil }
    return search.script.append(.discharge(holds))
  }

  // MARK: what quantifiers say there is

  /// Opens a variable for each term of a quantifier's function. `existentials` gets the steps that
  /// say that there are such values.
  mutating func open(_ existentials: inout [Int]) -> Bool {
    for (formula, isExistential, variable) in opened {
      let sort = search.vocabulary.bank.sort(variable)
      let body = search.vocabulary.bank.argument(formula, 0)
      guard let any = deduction.clausifier.inhabitants[sort] else { return false }
      let parts = isExistential ? [formula, body] : [body, formula]
      let matrix = search.vocabulary.connective(.implies, parts)
      let existential = search.vocabulary.quantified(.exists, sort, matrix)
      existentials.append(
        isExistential
          ? named(formula, body, any, variable, existential)
          : nameless(formula, body, any, variable, existential))
      _ = search.script.append(.fix(sort))
      choices[variable] = search.script.append(
        .assume(search.vocabulary.instance(matrix, by: variable)))
    }
    return true
  }

  /// ∃y. ∃x.A(x) ⇒ A(y).
  private mutating func named(
    _ formula: Term, _ body: Term, _ any: Term, _ variable: Term, _ existential: Term
  ) -> Int {
    let sort = search.vocabulary.bank.sort(variable)
    let middle = search.script.append(.infer(.excludedMiddle, [], [formula]))
    let start = search.script.append(.assume(formula))
    _ = search.script.append(.fix(sort))
    let holds = search.script.append(.assume(search.vocabulary.instance(body, by: variable)))
    _ = search.script.append(.assume(formula))
    var last = search.script.append(.discharge(holds))
    last = search.script.append(.witness(existential, variable, last))
    last = search.script.append(.generalize(search.script.append(.discharge(last))))
    let first = search.script.append(.discharge(search.script.append(.choose(start, last))))

    let negation = search.vocabulary.connective(.not, [formula])
    let denied = search.script.append(.assume(negation))
    let other = search.script.append(.assume(formula))
    let absurd = search.script.append(.infer(.contradiction, [denied, other], []))
    let instance = search.vocabulary.instance(body, by: any)
    last = search.script.append(.infer(.explosion, [absurd], [instance]))
    last = search.script.append(.discharge(last))
    last = search.script.append(.witness(existential, any, last))
    let second = search.script.append(.discharge(last))
    return search.script.append(.infer(.cases, [middle, first, second], []))
  }

  /// ∃y. A(y) ⇒ ∀x.A(x).
  private mutating func nameless(
    _ formula: Term, _ body: Term, _ any: Term, _ variable: Term, _ existential: Term
  ) -> Int {
    let sort = search.vocabulary.bank.sort(variable)
    return search.byCases(existential) { search, none in
      _ = search.script.append(.fix(sort))
      let instance = search.vocabulary.instance(body, by: variable)
      let holds = search.byCases(instance) { search, denied in
        let start = search.script.append(.assume(instance))
        let absurd = search.script.append(.infer(.contradiction, [denied, start], []))
        let last = search.script.append(.infer(.explosion, [absurd], [formula]))
        let implication = search.script.append(.discharge(last))
        let witness = search.script.append(.witness(existential, variable, implication))
        return search.script.append(.infer(.contradiction, [none, witness], []))
      }
      let all = search.script.append(.generalize(holds))
      _ = search.script.append(.assume(search.vocabulary.instance(body, by: any)))
      let implication = search.script.append(.discharge(all))
      let witness = search.script.append(.witness(existential, any, implication))
      return search.script.append(.infer(.contradiction, [none, witness], []))
    }
  }
}
