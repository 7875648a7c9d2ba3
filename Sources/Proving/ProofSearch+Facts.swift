// What follows from facts at once: conjunctions are taken apart, existential facts give a variable,
// predicates are unfolded, equations become rules, equal constructor terms have equal arguments,
// implications fire when their premises hold. Start at `under`; `Sequent` is where it all goes. Each
// fact is a step of the script the moment it is drawn.

import ProofKernel
import Terms

extension ProofSearch {
  /// Facts that may be drawn from clauses at one place of a proof (count).
  private static let drawnLimit = 24
  /// Facts that may be looked at there (count): without lemmas, equations can rewrite one another
  /// into ever larger ones. A proof that is found looks at a few dozen.
  private static let takenLimit = 120
  /// Facts whose premises may be shown one inside the other (count).
  private static let firingLimit = 16

  /// The largest fact that is taken (symbols).
  private static let largestFact = 300
  /// Rule applications under the facts of one place (count).
  private static let localFuel = 400

  /// Proves a goal with more facts, which are steps already; closes what they open.
  mutating func under(
    _ facts: [(formula: Term, step: Int)], _ goal: Term, _ sequent: Sequent,
    unfolds: Bool = true, _ prove: (inout ProofSearch, Sequent) -> Int?
  ) -> Int? {
    var inner = sequent
    var opened: [Int] = []
    var last: Int
    if let absurdity = admit(facts, unfolds: unfolds, &inner, &opened) {
      last = absurdity
      if case .falsum = vocabulary.shape(goal) {
      } else {
        last = script.append(.infer(.explosion, [absurdity], [goal]))
      }
    } else if let step = prove(&self, inner) {
      last = step
    } else {
      return nil
    }
    for existential in opened.reversed() {
      last = script.append(.generalize(script.append(.discharge(last))))
      last = script.append(.choose(existential, last))
    }
    return last
  }

  /// Adds facts with what follows from them. Returns the step of ⊥ if they are contradictory.
  /// `opened` gets the existential steps whose variables are open from here on.
  private mutating func admit(
    _ facts: [(formula: Term, step: Int)], unfolds: Bool, _ sequent: inout Sequent,
    _ opened: inout [Int]
  ) -> Int? {
    var queue = facts
    while true {
      var next = 0
      while next < queue.count {
        let (formula, step) = queue[next]
        next += 1
        sequent.takenCount += 1
        guard sequent.takenCount <= Self.takenLimit, !isSpent else { return nil }
        if let absurdity = take(formula, step, unfolds: unfolds, &sequent, &queue, &opened) {
          return absurdity
        }
      }
      queue = []
      for (formula, step) in sequent.facts {
        if let absurdity = fire(formula, step, &sequent, &queue) { return absurdity }
      }
      if queue.isEmpty, let absurdity = draw(&sequent, &queue) { return absurdity }
      if queue.isEmpty { return nil }
    }
  }

  /// Brings a fact to normal form and files it. Returns the step of ⊥ if that settles everything.
  private mutating func take(
    _ formula: Term, _ step: Int, unfolds: Bool, _ sequent: inout Sequent,
    _ queue: inout [(formula: Term, step: Int)], _ opened: inout [Int]
  ) -> Int? {
    let normal = normalize(formula, &sequent)
    let given = step
    var step = step
    if normal != formula {
      guard let links = links(formula, &sequent) else { return nil }
      step = script.append(.rewrite(step, links))
    }
    if sequent.stepOf[normal] != nil || vocabulary.bank.size(normal) > Self.largestFact {
      return nil
    }
    switch vocabulary.shape(normal) {
    case .falsum: return step
    case .and(let left, let right):
      queue.append((left, script.append(.infer(.left, [step], []))))
      queue.append((right, script.append(.infer(.right, [step], []))))
    case .exists(let sort, let body):
      let variable = vocabulary.eigenvariable(sequent.levels, sort)
      sequent.levels += 1
      sequent.add(normal, step)
      opened.append(step)
      _ = script.append(.fix(sort))
      let instance = vocabulary.instance(body, by: variable)
      if isDifference(variable, instance) { sequent.differences.append(variable) }
      queue.append((instance, script.append(.assume(instance))))
    case .iff:
      let parts = vocabulary.bank.arguments(normal)
      let there = vocabulary.connective(.implies, parts)
      let back = vocabulary.connective(.implies, parts.reversed())
      queue.append((there, script.append(.infer(.forward, [step], []))))
      queue.append((back, script.append(.infer(.backward, [step], []))))
    case .equal(let left, let right):
      return takeEquation(
        TermEquation(left: left, right: right), normal, step, &sequent, &queue)
    case .atom:
      sequent.add(normal, step)
      // What became of a fact says what the fact said.
      let isOld = isFrugal && sequent.unfolded.contains(given)
      if isFrugal { sequent.unfolded.insert(step) }
      if unfolds, !isOld, let (body, link) = unfolded(normal) {
        queue.append((body, script.append(.rewrite(step, [link]))))
      }
    case .not(let part) where sequent.refutes:
      return takeNegation(part, normal, step, unfolds: unfolds, &sequent, &queue)
    case .not, .or, .implies, .forall: sequent.add(normal, step)
    }
    return nil
  }

  private mutating func takeEquation(
    _ equation: TermEquation, _ formula: Term, _ step: Int, _ sequent: inout Sequent,
    _ queue: inout [(formula: Term, step: Int)]
  ) -> Int? {
    let (left, right) = (equation.left, equation.right)
    if left == right { return nil }
    if vocabulary.bank.isConstructor(left), vocabulary.bank.isConstructor(right) {
      guard vocabulary.bank.symbol(left) == vocabulary.bank.symbol(right) else {
        return script.append(.disjointness(step))
      }
      for i in 0..<vocabulary.bank.arity(left) {
        let part = vocabulary.equation(
          vocabulary.bank.argument(left, i), vocabulary.bank.argument(right, i))
        queue.append((part, script.append(.injectivity(step, i))))
      }
      return nil
    }
    if solves, let smaller = cancelled(equation, step, &sequent) {
      queue.append(smaller)
      return nil
    }
    sequent.add(formula, step)
    let isDown = isDownward(equation, &sequent)
    let (from, to) = isDown ? (left, right) : (right, left)
    let rule = Rule(
      left: from, right: to, variableCount: 0, isOriented: true, isReversed: !isDown,
      source: .local(step))
    var local = sequent.rules ?? rules
    // What facts rewrite is small, or they rewrite one another without end.
    local.fuel = min(local.fuel, Self.localFuel)
    local.add([rule], vocabulary.bank, first: true)
    sequent.rules = local
    requeue(from, &sequent, &queue)
    sequent.equations.append((equation, step))
    return nil
  }

  /// Whether an equation is a rule from left to right. A variable that the other side does not
  /// mention is eliminated; else the ordering decides.
  private mutating func isDownward(_ equation: TermEquation, _ sequent: inout Sequent) -> Bool {
    func isEliminable(_ a: Term, _ b: Term) -> Bool {
      vocabulary.level(a) != nil && !vocabulary.bank.subterms(b).contains(a)
    }
    let (left, right) = (
      isEliminable(equation.left, equation.right), isEliminable(equation.right, equation.left)
    )
    if left != right { return left }
    if sequent.rules == nil {
      return rules.isGreater(equation.left, equation.right, vocabulary.bank)
    }
    return sequent.rules?.isGreater(equation.left, equation.right, vocabulary.bank) ?? true
  }

  /// Takes out the facts that a new rule changes, to be brought to normal form again.
  private mutating func requeue(
    _ left: Term, _ sequent: inout Sequent, _ queue: inout [(formula: Term, step: Int)]
  ) {
    let old = sequent.equations
    sequent.equations = []
    for (equation, step) in old {
      let formula = vocabulary.formula(equation)
      let isTouched = vocabulary.bank.subterms(formula).contains(left)
      if isTouched {
        // The equation's own rule would make it trivial: only the new rule is used. The old one goes,
        // since the two need not be smaller in one ordering: variables are eliminated as they come.
        let (changed, links) = replaced(left, in: formula, &sequent)
        sequent.remove(formula)
        sequent.rules?.remove(local: step)
        queue.append((changed, script.append(.rewrite(step, links))))
      } else {
        sequent.equations.append((equation, step))
      }
    }
    for (formula, step) in sequent.facts where vocabulary.sides(formula) == nil {
      if case .exists = vocabulary.shape(formula) { continue }
      guard normalize(formula, &sequent) != formula else { continue }
      sequent.remove(formula)
      queue.append((formula, step))
    }
  }

  /// A formula with the newest rule used at each occurrence of its left side.
  private mutating func replaced(_ left: Term, in formula: Term, _ sequent: inout Sequent)
    -> (Term, [Link])
  {
    var links: [Link] = []
    var stack: [(position: [UInt32], term: Term)] = [([], formula)]
    guard let rule = sequent.rules?.newest else { return (formula, []) }
    while let (position, term) = stack.popLast() {
      if term == left {
        links.append(
          Link(position: position, source: rule.source, terms: [], isReversed: rule.isReversed))
        continue
      }
      for i in 0..<vocabulary.bank.arity(term) {
        stack.append((position + [UInt32(i)], vocabulary.bank.argument(term, i)))
      }
    }
    return (vocabulary.bank.replacing(left, by: rule.right, in: formula), links)
  }

  // MARK: what fires

  /// Draws the conclusion of an implication whose premise holds. Returns ⊥ if a negation fails.
  private mutating func fire(
    _ formula: Term, _ step: Int, _ sequent: inout Sequent,
    _ queue: inout [(formula: Term, step: Int)]
  ) -> Int? {
    switch vocabulary.shape(formula) {
    case .not(let part):
      guard let holds = holds(part, &sequent) else { return nil }
      return script.append(.infer(.contradiction, [step, holds], []))
    case .implies(let premise, let conclusion):
      guard let holds = holds(premise, &sequent) else { return nil }
      sequent.remove(formula)
      queue.append((conclusion, script.append(.infer(.modusPonens, [step, holds], []))))
    case .falsum, .and, .or, .iff, .forall, .exists, .equal, .atom: break
    }
    return nil
  }

  /// The step that states a premise, if it is within easy reach.
  private mutating func holds(_ formula: Term, _ sequent: inout Sequent) -> Int? {
    if vocabulary.sides(formula) != nil { return settled(formula, &sequent) }
    if isGeneral {
      if let step = settled(formula, &sequent) { return step }
      if case .not(let part) = vocabulary.shape(formula) { return denied(part, &sequent) }
    }
    // What takes more is found by `Deduction`, which has all of it before it.
    if isFrugal, isDeducing { return nil }
    // What is assumed on the way lets the same fact fire again, and so on.
    guard firingDepth < Self.firingLimit else { return nil }
    firingDepth += 1
    defer { firingDepth -= 1 }
    let reach = Effort(inductions: 0, splits: 0, witnesses: 1, backward: 0, unfolds: true)
    return attempt(formula, sequent, reach)
  }

  /// The step that denies an equation which rewriting makes one between different constructors.
  private mutating func denied(_ part: Term, _ sequent: inout Sequent) -> Int? {
    let normal = normalize(part, &sequent)
    guard case .equal(let left, let right) = vocabulary.shape(normal),
      vocabulary.bank.isConstructor(left), vocabulary.bank.isConstructor(right),
      vocabulary.bank.symbol(left) != vocabulary.bank.symbol(right)
    else { return nil }
    var last = script.append(.assume(part))
    if normal != part {
      guard let links = links(part, &sequent) else { return nil }
      last = script.append(.rewrite(last, links))
    }
    last = script.append(.discharge(script.append(.disjointness(last))))
    return script.append(.infer(.refute, [last], []))
  }

  /// Draws one new fact from a clause. Returns the step of ⊥ if that is what it says.
  private mutating func draw(
    _ sequent: inout Sequent, _ queue: inout [(formula: Term, step: Int)]
  ) -> Int? {
    guard sequent.drawnCount < Self.drawnLimit, !isFrugal || sequent.draws else { return nil }
    for clause in knowledge.clauses where clause.isForward {
      for (substitution, holding) in matches(clause, sequent) {
        let conclusion = vocabulary.bank.instance(clause.conclusion, substitution)
        if case .falsum = vocabulary.shape(conclusion) {
          return use(clause, substitution, holding)
        }
        let normal = normalize(conclusion, &sequent)
        if sequent.stepOf[normal] != nil || settled(normal, &sequent) != nil { continue }
        sequent.drawnCount += 1
        queue.append((conclusion, use(clause, substitution, holding)))
        return nil
      }
    }
    return nil
  }

  /// The ways in which facts are the premises of a clause, with the steps that state these.
  private func matches(_ clause: Clause, _ sequent: Sequent) -> [(Substitution, [Holding])] {
    // Most clauses are about something else: that is seen at the heads.
    let isPossible = clause.premises.allSatisfy { premise in
      sequent.facts.contains { isSimilar(premise, $0.formula) }
    }
    guard isPossible else { return [] }
    var found: [(Substitution, [Holding])] = [(Substitution(count: clause.variableCount), [])]
    for premise in clause.premises {
      var longer: [(Substitution, [Holding])] = []
      for (substitution, holding) in found {
        for (extended, held) in matches(premise, substitution, sequent) where longer.count < 64 {
          longer.append((extended, holding + [held]))
        }
      }
      found = longer
      if found.isEmpty { return [] }
    }
    return found
  }

  /// Whether a fact has the symbols that a premise has at the top and next to it; sides of an equation may
  /// be exchanged.
  private func isSimilar(_ premise: Term, _ fact: Term) -> Bool {
    let bank = vocabulary.bank
    guard bank.symbol(premise) == bank.symbol(fact) else { return bank.symbol(premise) == nil }
    func agrees(_ i: Int, _ j: Int) -> Bool {
      let part = bank.argument(premise, i)
      return bank.variableNumber(part) != nil
        || bank.symbol(part) == bank.symbol(bank.argument(fact, j))
    }
    let arity = bank.arity(premise)
    return (0..<arity).allSatisfy { agrees($0, $0) }
      || arity == 2 && agrees(0, 1) && agrees(1, 0)
  }

  /// The facts that are an instance of a premise; equations in both directions.
  func matches(_ premise: Term, _ substitution: Substitution, _ sequent: Sequent)
    -> [(Substitution, Holding)]
  {
    var found: [(Substitution, Holding)] = []
    for (formula, step) in sequent.facts {
      var extended = substitution
      if vocabulary.bank.match(premise, formula, &extended) {
        found.append((extended, .fact(step)))
      }
      guard let sides = vocabulary.sides(formula), let pattern = vocabulary.sides(premise) else {
        continue
      }
      extended = substitution
      if vocabulary.bank.match(pattern.left, sides.right, &extended),
        vocabulary.bank.match(pattern.right, sides.left, &extended)
      {
        found.append((extended, .turned(step, start: sides.right)))
      }
    }
    return found
  }

  /// The step that states a clause's conclusion, its premises being held by facts.
  mutating func use(_ clause: Clause, _ substitution: Substitution, _ holding: [Holding]) -> Int {
    let terms = (0..<clause.variableCount).compactMap { substitution[$0] }
    precondition(terms.count == clause.variableCount, "a variable of a clause has no term")
    let premises = holding.map { held in
      switch held {
      case .fact(let step): step
      case .turned(let step, let start):
        script.append(
          .chain(
            start, [Link(position: [], source: .local(step), terms: [], isReversed: true)]))
      }
    }
    var last = script.append(.instance(clause.citation, sorts: clause.sorts, terms: terms))
    if clause.isNegation {
      var rest = premises[...]
      let premise = conjunction(clause.statedPremises[0], &rest)
      return script.append(.infer(.contradiction, [last, premise], []))
    }
    var rest = premises[...]
    for stated in clause.statedPremises {
      let premise = conjunction(stated, &rest)
      last = script.append(.infer(.modusPonens, [last, premise], []))
    }
    return last
  }

  /// The step that states a premise whose conjuncts are the next of these steps.
  private mutating func conjunction(_ stated: Term, _ steps: inout ArraySlice<Int>) -> Int {
    guard case .and(let left, let right) = vocabulary.shape(stated) else {
      return steps.removeFirst()
    }
    let first = conjunction(left, &steps)
    return script.append(.infer(.both, [first, conjunction(right, &steps)], []))
  }

  /// The formula that defines a predicate, with the replacement that leads there.
  mutating func unfolded(_ atom: Term) -> (Term, Link)? {
    guard let symbol = vocabulary.bank.symbol(atom),
      let definition = knowledge.definitions[symbol]
    else { return nil }
    var substitution = Substitution(count: definition.variableCount)
    guard vocabulary.bank.match(definition.left, atom, &substitution) else { return nil }
    let terms = (0..<definition.variableCount).compactMap { substitution[$0] }
    let link = Link(
      position: [], source: .cited(definition.citation, sorts: definition.sorts), terms: terms,
      isReversed: false)
    return (vocabulary.bank.instance(definition.right, substitution), link)
  }

  // MARK: rewriting

  /// The normal form under the rules of the place.
  mutating func normalize(_ term: Term, _ sequent: inout Sequent) -> Term {
    sequent.rules?.normalize(term, &vocabulary.bank) ?? rules.normalize(term, &vocabulary.bank)
  }

  /// How a term that was normalised became what it is; nil if that is too long to tell.
  mutating func links(_ term: Term, _ sequent: inout Sequent) -> [Link]? {
    if sequent.rules == nil { return rules.links(term, &vocabulary.bank) }
    return sequent.rules?.links(term, &vocabulary.bank)
  }

  /// Replacements from the left side to the right, if these have one normal form.
  mutating func join(_ equation: TermEquation, _ sequent: inout Sequent) -> [Link]? {
    if sequent.rules == nil { return rules.join(equation, &vocabulary.bank) }
    return sequent.rules?.join(equation, &vocabulary.bank)
  }
}

/// A fact that is a premise.
enum Holding: Sendable {
  /// As it stands, by step.
  case fact(Int)
  /// An equation turned round, which starts at that term.
  case turned(Int, start: Term)
}
