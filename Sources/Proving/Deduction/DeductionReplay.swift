// The proof of a refutation by clauses, written for the kernel. Start at `replay`: the clauses
// used, each with terms for its variables, are found from the empty clause back; what quantifiers
// named becomes open variables of the proof; then every clause is shown absurd where the negations
// of its literals are known (`refute`), clauses of one literal once and for all. A clause D ∨ L
// resolved with E ∨ ¬L: assuming L, the second is absurd, so ¬L holds, and with that the first is
// absurd. `DeductionReplay+Formulas` goes through the formulas from which clauses came.

import ProofKernel
import Terms

/// What is known of literals at a place of the proof.
struct LiteralFacts {
  /// The step of an atom, and that of its negation.
  private(set) var truth: [Term: Int] = [:]
  private(set) var falsity: [Term: Int] = [:]
  private(set) var trueAtoms: [Term] = []
  private(set) var falseAtoms: [Term] = []

  mutating func add(_ atom: Term, _ step: Int, isTrue: Bool) {
    if isTrue {
      if truth.updateValue(step, forKey: atom) == nil { trueAtoms.append(atom) }
    } else if falsity.updateValue(step, forKey: atom) == nil {
      falseAtoms.append(atom)
    }
  }
}

/// Writes the proof of one refutation.
struct DeductionReplay {
  var search: ProofSearch
  var deduction: Deduction
  /// The place at which ⊥ is to be proved.
  var sequent: Sequent
  /// The open variables that stand for terms of quantifiers' functions.
  var openedTerms: [Term: Term] = [:]
  var opened: [(formula: Term, isExistential: Bool, variable: Term)] = []
  /// The steps that say of such a variable what it is good for.
  var choices: [Term: Int] = [:]

  /// Whether a sort has no term to stand for a variable.
  private var isIncomplete = false

  /// Steps of one proof (count).
  static let stepLimit = 60_000

  /// A clause with terms for its variables.
  private struct Use: Hashable {
    let clause: Int
    let terms: [Term]
  }

  init(_ search: ProofSearch, _ deduction: Deduction, _ sequent: Sequent) {
    (self.search, self.deduction, self.sequent) = (search, deduction, sequent)
  }

  /// The step of ⊥ from the empty clause.
  mutating func replay(_ last: Int) -> Int? {
    var order: [Use] = []
    guard collect(Use(clause: last, terms: []), throughCases: true, &order) else { return nil }
    // Which open variables there are is known when all terms have been looked at.
    for use in order {
      for literal in deduction.clauses[use.clause].literals {
        _ = atom(literal, use.terms)
      }
      if case .input(_, let parameters, let trace) = deduction.clauses[use.clause].origin {
        for parameter in parameters { _ = ground(parameter, use.terms) }
        for case .term(let term) in trace { _ = ground(term, use.terms) }
      }
    }
    guard !isIncomplete else { return nil }
    var existentials: [Int] = []
    var facts = LiteralFacts()
    guard open(&existentials) else { return nil }
    guard establish(order.filter { deduction.clauses[$0.clause].assumptions == 0 }, &facts) else {
      return nil
    }
    guard var step = refute(last, [], &facts) else { return nil }
    for existential in existentials.reversed() {
      let closed = search.script.append(
        .generalize(search.script.append(.discharge(step))))
      step = search.script.append(.choose(existential, closed))
    }
    return step
  }

  // MARK: terms

  /// A term of a clause under the terms for its variables, without functions of quantifiers.
  mutating func ground(_ term: Term, _ terms: [Term]) -> Term {
    let made = instance(term, terms)
    if !search.vocabulary.bank.isGround(made) { isIncomplete = true }
    return converted(made)
  }

  mutating func atom(_ literal: DeductionLiteral, _ terms: [Term]) -> Term {
    ground(literal.atom, terms)
  }

  /// A term of a clause under the terms for its variables; any term where there is none.
  private mutating func instance(_ term: Term, _ terms: [Term]) -> Term {
    var substitution = Substitution(count: search.vocabulary.bank.variableBound(term))
    for part in search.vocabulary.bank.subterms(term) {
      guard let number = search.vocabulary.bank.variableNumber(part) else { continue }
      if number < terms.count, terms[number] != Deduction.anything {
        substitution[number] = terms[number]
      } else {
        let sort = search.vocabulary.bank.sort(part)
        substitution[number] = deduction.clausifier.inhabitants[sort]
      }
    }
    return search.vocabulary.bank.instance(term, substitution)
  }

  /// A term with open variables for what quantifiers named. Recursion is on its depth.
  private mutating func converted(_ term: Term) -> Term {
    guard let symbol = search.vocabulary.bank.symbol(term) else { return term }
    let function = deduction.clausifier.functions[symbol]
    if search.vocabulary.bank.arity(term) == 0, function == nil { return term }
    if let known = openedTerms[term] { return known }
    let parts = search.vocabulary.bank.arguments(term).map { converted($0) }
    guard let function else { return search.vocabulary.bank.make(symbol, parts) }
    let made = search.vocabulary.bank.make(symbol, parts)
    if let known = openedTerms[made] {
      openedTerms[term] = known
      return known
    }
    // What the formula mentions is opened before.
    var substitution = Substitution(count: parts.count)
    for (number, part) in parts.enumerated() { substitution[number] = part }
    let formula = converted(search.vocabulary.bank.instance(function.formula, substitution))
    let variable = search.vocabulary.eigenvariable(
      sequent.levels + opened.count, search.vocabulary.bank.sort(term))
    openedTerms[term] = variable
    openedTerms[made] = variable
    opened.append((formula, function.isExistential, variable))
    return variable
  }

  /// The uses of clauses under one, each after those that it comes from.
  private mutating func collect(_ root: Use, throughCases: Bool, _ order: inout [Use]) -> Bool {
    var done: Set<Use> = []
    var stack: [(use: Use, isInner: Bool)] = [(root, false)]
    while let (use, isInner) = stack.popLast() {
      if isInner {
        if done.insert(use).inserted { order.append(use) }
        continue
      }
      guard !done.contains(use), order.count < 2_000 else {
        if order.count >= 2_000 { return false }
        continue
      }
      stack.append((use, true))
      for parent in parents(use) { stack.append((parent, false)) }
      if throughCases, case .refutation(_, let empty) = deduction.clauses[use.clause].origin {
        stack.append((Use(clause: empty, terms: []), false))
      }
    }
    return true
  }

  /// The terms for a parent's variables, given those for the variables of what came of it.
  private mutating func terms(_ values: [Term], _ terms: [Term], of parent: Int) -> [Term] {
    var result: [Term] = []
    for value in values {
      result.append(value == Deduction.anything ? value : instance(value, terms))
    }
    return filled(result, parent)
  }

  /// Terms for a clause's variables, with some term for each that its literals mention.
  private mutating func filled(_ terms: [Term], _ number: Int) -> [Term] {
    var terms = terms
    let clause = deduction.clauses[number]
    while terms.count < clause.variableCount { terms.append(Deduction.anything) }
    for literal in clause.literals {
      for part in search.vocabulary.bank.subterms(literal.atom) {
        guard let variable = search.vocabulary.bank.variableNumber(part),
          terms[variable] == Deduction.anything
        else { continue }
        let sort = search.vocabulary.bank.sort(part)
        if let any = deduction.clausifier.inhabitants[sort] { terms[variable] = any }
      }
    }
    return terms
  }

  private mutating func parents(_ use: Use) -> [Use] {
    switch deduction.clauses[use.clause].origin {
    case .input, .assumption, .refutation: return []
    case .resolution(let positive, _, let mine, let negative, _, let theirs):
      return [
        Use(clause: positive, terms: terms(mine, use.terms, of: positive)),
        Use(clause: negative, terms: terms(theirs, use.terms, of: negative)),
      ]
    case .paramodulation(let from, _, _, let mine, let into, _, _, let theirs):
      return [
        Use(clause: from, terms: terms(mine, use.terms, of: from)),
        Use(clause: into, terms: terms(theirs, use.terms, of: into)),
      ]
    case .instance(let parent, let values):
      return [Use(clause: parent, terms: terms(values, use.terms, of: parent))]
    case .normalized(let parent), .field(let parent, _, _), .fields(let parent, _):
      return [Use(clause: parent, terms: filled(use.terms, parent))]
    }
  }

  // MARK: clauses

  /// Makes the literals of the unit clauses among some facts.
  private mutating func establish(_ order: [Use], _ facts: inout LiteralFacts) -> Bool {
    for use in order where deduction.clauses[use.clause].literals.count == 1 {
      guard establish(use.clause, use.terms, &facts) else { return false }
    }
    return true
  }

  /// Makes the literal of a unit clause a fact.
  private mutating func establish(_ number: Int, _ terms: [Term], _ facts: inout LiteralFacts)
    -> Bool
  {
    let literal = deduction.clauses[number].literals[0]
    let atom = atom(literal, terms)
    if literal.isPositive ? facts.truth[atom] != nil : facts.falsity[atom] != nil { return true }
    var inner = facts
    guard literal.isPositive else {
      let start = search.script.append(.assume(atom))
      inner.add(atom, start, isTrue: true)
      guard let absurd = refute(number, terms, &inner) else { return false }
      facts.add(atom, refuted(absurd), isTrue: false)
      return true
    }
    let negation = search.vocabulary.connective(.not, [atom])
    let middle = search.script.append(.infer(.excludedMiddle, [], [atom]))
    let same = search.script.append(.discharge(search.script.append(.assume(atom))))
    let start = search.script.append(.assume(negation))
    inner.add(atom, start, isTrue: false)
    guard let absurd = refute(number, terms, &inner) else { return false }
    let last = search.script.append(
      .discharge(search.script.append(.infer(.explosion, [absurd], [atom]))))
    facts.add(atom, search.script.append(.infer(.cases, [middle, same, last], [])), isTrue: true)
    return true
  }

  /// Closes an assumption that is absurd: the step of its negation.
  mutating func refuted(_ absurd: Int) -> Int {
    search.script.append(.infer(.refute, [search.script.append(.discharge(absurd))], []))
  }

  /// The step of ⊥ from a clause whose literals are false.
  private mutating func refute(_ number: Int, _ terms: [Term], _ facts: inout LiteralFacts) -> Int?
  {
    guard search.script.count < Self.stepLimit else { return nil }
    let clause = deduction.clauses[number]
    if clause.literals.count == 1 {
      let literal = clause.literals[0]
      let atom = atom(literal, terms)
      if let holds = facts.truth[atom], let fails = facts.falsity[atom] {
        return search.script.append(.infer(.contradiction, [fails, holds], []))
      }
    }
    switch clause.origin {
    // What is assumed is a fact where something rests on it.
    case .assumption: return nil
    case .refutation(_, let empty):
      var order: [Use] = []
      var inner = facts
      guard collect(Use(clause: empty, terms: []), throughCases: false, &order),
        establish(order, &inner)
      else { return nil }
      return refute(empty, [], &inner)
    case .input(let place, let parameters, let trace):
      return refuteInput(place, parameters, trace, terms, &facts)
    case .resolution(let positive, let literal, let mine, let negative, let other, let theirs):
      let first = self.terms(mine, terms, of: positive)
      let second = self.terms(theirs, terms, of: negative)
      let atom = atom(deduction.clauses[negative].literals[other], second)
      let same = self.atom(deduction.clauses[positive].literals[literal], first)
      if facts.truth[atom] != nil || facts.truth[same] != nil {
        return refute(negative, second, &facts)
      }
      if facts.falsity[atom] == nil, facts.falsity[same] == nil {
        let start = search.script.append(.assume(atom))
        var inner = facts
        inner.add(atom, start, isTrue: true)
        guard let absurd = refute(negative, second, &inner) else { return nil }
        facts.add(atom, refuted(absurd), isTrue: false)
      }
      return refute(positive, first, &facts)
    case .paramodulation:
      return refuteReplacement(clause.origin, terms, &facts)
    case .instance(let parent, let values):
      return refute(parent, self.terms(values, terms, of: parent), &facts)
    case .normalized(let parent):
      let own = filled(terms, parent)
      for literal in clause.literals { addNormalForm(of: literal, terms, &facts) }
      for literal in deduction.clauses[parent].literals {
        guard relateNormalForm(literal, own, &facts) else { return nil }
      }
      return refute(parent, own, &facts)
    case .field(let parent, let place, let field):
      let own = filled(terms, parent)
      let equation = atom(deduction.clauses[parent].literals[place], own)
      guard let sides = search.vocabulary.sides(equation) else { return nil }
      let start = search.script.append(.assume(equation))
      let part = search.script.append(.injectivity(start, field))
      let formula = search.vocabulary.equation(
        search.vocabulary.bank.argument(sides.left, field),
        search.vocabulary.bank.argument(sides.right, field))
      guard let fails = falsity(formula, &facts) else { return nil }
      let absurd = search.script.append(.infer(.contradiction, [fails, part], []))
      facts.add(equation, refuted(absurd), isTrue: false)
      return refute(parent, own, &facts)
    case .fields(let parent, let place):
      let own = filled(terms, parent)
      let equation = atom(deduction.clauses[parent].literals[place], own)
      guard let sides = search.vocabulary.sides(equation) else { return nil }
      var links: [Link] = []
      for i in 0..<search.vocabulary.bank.arity(sides.left) {
        let (left, right) = (
          search.vocabulary.bank.argument(sides.left, i),
          search.vocabulary.bank.argument(sides.right, i)
        )
        if left == right { continue }
        guard let holds = truth(search.vocabulary.equation(left, right), &facts) else {
          return nil
        }
        links.append(
          Link(position: [UInt32(i)], source: .local(holds), terms: [], isReversed: false))
      }
      facts.add(equation, search.script.append(.chain(sides.left, links)), isTrue: true)
      return refute(parent, own, &facts)
    }
  }

  private mutating func refuteReplacement(
    _ origin: DeductionOrigin, _ terms: [Term], _ facts: inout LiteralFacts
  ) -> Int? {
    guard
      case .paramodulation(
        let from, let place, let isReversed, let mine, let into, let literal, let position,
        let theirs) = origin
    else { return nil }
    let first = self.terms(mine, terms, of: from)
    let second = self.terms(theirs, terms, of: into)
    let equation = atom(deduction.clauses[from].literals[place], first)
    let target = deduction.clauses[into].literals[literal]
    guard let sides = search.vocabulary.sides(equation) else { return nil }
    // What was unified may differ in the order of parts; the normal form is the same.
    let old = search.vocabulary.bank.replacing(
      at: position[...], in: atom(target, second), by: isReversed ? sides.right : sides.left)
    let new = search.vocabulary.bank.replacing(
      at: position[...], in: old, by: isReversed ? sides.left : sides.right)
    let known = facts.truth[equation]
    let isAssumed = known == nil && facts.falsity[equation] == nil
    var inner = facts
    if known != nil || isAssumed {
      let step = known ?? search.script.append(.assume(equation))
      if isAssumed { inner.add(equation, step, isTrue: true) }
      // From the new form of the literal to the old.
      let back = Link(
        position: target.isPositive ? [0] + position : position, source: .local(step), terms: [],
        isReversed: !isReversed)
      guard let state = target.isPositive ? falsity(new, &inner) : truth(new, &inner) else {
        return nil
      }
      inner.add(
        old, search.script.append(.rewrite(state, [back])), isTrue: !target.isPositive)
      guard let absurd = refute(into, second, &inner) else { return nil }
      if !isAssumed { return absurd }
      facts.add(equation, refuted(absurd), isTrue: false)
    }
    return refute(from, first, &facts)
  }
}
