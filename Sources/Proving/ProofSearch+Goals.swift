// A goal as it stands, without induction: taken apart by its connectives, settled by rewriting and
// facts, unfolded, given witnesses, drawn from clauses, and at last split by cases. Start at
// `attempt`. Facts are `ProofSearch+Facts`'s affair. Every way that fails leaves the script as it was.

import ProofKernel
import Terms

extension ProofSearch {
  /// Terms that are tried as the witness of one existential goal (count).
  private static let witnessLimit = 40

  /// The step that states the goal; nil, and the script as it was, if this fails.
  mutating func attempt(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    branches += 1
    // A search that is late has nothing left to spend.
    if branches & 15 == 0, effort.isLate?() == true { workLimit = 0 }
    guard !isSpent else { return nil }
    let mark = script.count
    var sequent = sequent
    if let step = direct(goal, &sequent, effort) { return step }
    script.truncate(mark)
    return nil
  }

  private mutating func direct(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort) -> Int? {
    if let step = settled(goal, &sequent) { return step }
    if let result = normalized(goal, &sequent, effort) { return result }
    if effort.deduction > 0 {
      switch vocabulary.shape(goal) {
      case .equal, .falsum, .or, .exists, .atom: return deduced(goal, sequent, effort)
      case .not, .and, .implies, .iff, .forall: break
      }
    }
    var isUsed = false
    var plain = effort
    plain.splits = 0
    var aside = plain
    (aside.comparisons, aside.enumerations) = (0, 0)
    switch vocabulary.shape(goal) {
    case .and(let left, let right):
      guard let first = attempt(left, sequent, effort),
        let second = attempt(right, sequent, effort)
      else { return nil }
      return script.append(.infer(.both, [first, second], []))
    case .iff(let left, let right):
      let there = vocabulary.connective(.implies, [left, right])
      let back = vocabulary.connective(.implies, [right, left])
      guard let first = attempt(there, sequent, effort),
        let second = attempt(back, sequent, effort)
      else { return nil }
      return script.append(.infer(.equivalence, [first, second], []))
    case .implies(let premise, let conclusion):
      return implication(premise, conclusion, sequent, effort)
    case .not(let part):
      let absurdity = vocabulary.connective(.falsum, [])
      guard let last = implication(part, absurdity, sequent, effort) else { return nil }
      return script.append(.infer(.refute, [last], []))
    case .forall(let sort, let body):
      var inner = sequent
      _ = script.append(.fix(sort))
      let variable = vocabulary.eigenvariable(inner.levels, sort)
      inner.levels += 1
      guard let last = attempt(vocabulary.instance(body, by: variable), inner, effort) else {
        return nil
      }
      return script.append(.generalize(last))
    case .or(let left, let right):
      if let step = attempt(left, sequent, aside) {
        return script.append(.infer(.orLeft, [step], [right]))
      }
      if let step = attempt(right, sequent, aside) {
        return script.append(.infer(.orRight, [step], [left]))
      }
    case .exists(let sort, let body):
      if let step = witnessed(goal, sort, body, isCertain: true, &sequent, effort) { return step }
      // What universal facts say at the terms at hand brings better witnesses than guesses.
      let mark = script.count
      if solves, let outcome = instantiated(goal, sequent, effort) {
        if let step = outcome { return step }
        script.truncate(mark)
        isUsed = true
      } else if let step = witnessed(goal, sort, body, isCertain: false, &sequent, effort) {
        return step
      }
    case .atom:
      if effort.unfolds, let (body, link) = unfolded(goal),
        let step = attempt(body, sequent, plain)
      {
        return script.append(.rewrite(step, [link.reversed]))
      }
    case .equal, .falsum: break
    }
    if let step = backward(goal, &sequent, effort) { return step }
    let mark = script.count
    if !isUsed, let outcome = instantiated(goal, sequent, effort), let step = outcome {
      return step
    }
    script.truncate(mark)
    if effort.rounds > 0 {
      if let step = refuted(goal, sequent, effort) { return step }
      if sequent.refutes { return nil }
    }
    script.truncate(mark)
    if let step = split(goal, &sequent, effort) { return step }
    script.truncate(mark)
    if let step = compared(goal, &sequent, effort) { return step }
    script.truncate(mark)
    switch vocabulary.shape(goal) {
    case .equal, .falsum: return superposed(goal, sequent, effort)
    default: return nil
    }
  }

  private mutating func implication(
    _ premise: Term, _ conclusion: Term, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    let start = script.append(.assume(premise))
    guard
      let last = under(
        [(premise, start)], conclusion, sequent, unfolds: effort.unfolds,
        { $0.attempt(conclusion, $1, effort) })
    else { return nil }
    return script.append(.discharge(last))
  }

  /// The step that states a formula which rewriting, a fact or a clause without premises settles.
  mutating func settled(_ goal: Term, _ sequent: inout Sequent) -> Int? {
    switch vocabulary.shape(goal) {
    case .equal(let left, let right):
      let equation = TermEquation(left: left, right: right)
      if let links = join(equation, &sequent) ?? joinSums(equation, &sequent) {
        return script.append(.chain(left, links))
      }
    case .and(let left, let right):
      let mark = script.count
      if let first = settled(left, &sequent), let second = settled(right, &sequent) {
        return script.append(.infer(.both, [first, second], []))
      }
      script.truncate(mark)
    case .falsum, .not, .or, .implies, .iff, .forall, .exists, .atom: break
    }
    let normal = normalize(goal, &sequent)
    var step = sequent.stepOf[normal]
    if step == nil, case .equal(let left, let right) = vocabulary.shape(normal), left == right {
      step = script.append(.chain(left, []))
    }
    if step == nil { step = instanceOfClause(normal) }
    guard let step else { return nil }
    if normal == goal { return step }
    guard let links = links(goal, &sequent) else { return nil }
    return script.append(.rewrite(step, links.reversed().map(\.reversed)))
  }

  mutating func instanceOfClause(_ formula: Term) -> Int? {
    var inner = formula
    let isNegation = vocabulary.isNegation(formula)
    if isNegation { inner = vocabulary.bank.argument(formula, 0) }
    for clause in knowledge.clauses {
      guard clause.isNegation == isNegation, isNegation || clause.premises.isEmpty else { continue }
      var substitution = Substitution(count: clause.variableCount)
      let pattern = isNegation ? clause.statedPremises[0] : clause.conclusion
      guard vocabulary.bank.match(pattern, inner, &substitution) else { continue }
      let terms = (0..<clause.variableCount).compactMap { substitution[$0] }
      guard terms.count == clause.variableCount else { continue }
      return script.append(.instance(clause.citation, sorts: clause.sorts, terms: terms))
    }
    return nil
  }

  /// For a goal that rewriting changes: the outcome of an attempt at what it becomes.
  private mutating func normalized(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort)
    -> Int??
  {
    // Premises are assumed as they were stated; they come to normal form as facts.
    if case .implies = vocabulary.shape(goal) { return .none }
    let normal = normalize(goal, &sequent)
    if normal == goal { return .none }
    guard let links = links(goal, &sequent), let step = attempt(normal, sequent, effort) else {
      return .some(nil)
    }
    return script.append(.rewrite(step, links.reversed().map(\.reversed)))
  }

  // MARK: witnesses

  /// The step that states that there is something, by a witness: the only one that equations leave if it is to
  /// be certain, else, where they leave others, one that they propose or that is guessed.
  private mutating func witnessed(
    _ goal: Term, _ sort: TermSort, _ body: Term, isCertain: Bool, _ sequent: inout Sequent,
    _ effort: Effort
  ) -> Int? {
    guard effort.witnesses > 0 else { return nil }
    let solved = solves ? solutions(body, sort, &sequent) : Solutions()
    guard solved.isOnly == isCertain else { return nil }
    var candidates = solved.values
    // Two guesses one inside the other are too many where an equation says that the second is none.
    if !isCertain, !(solved.isNone && effort.isGuess) {
      candidates += witnesses(sort, goal, &sequent).filter { !solved.values.contains($0) }
    }
    var inner = effort
    (inner.splits, inner.comparisons, inner.enumerations) = (0, 0, 0)
    for (number, candidate) in candidates.enumerated() {
      if number == solved.values.count {
        inner.witnesses -= 1
        inner.isGuess = true
      }
      let instance = vocabulary.instance(body, by: candidate)
      let step =
        vocabulary.hasQuantifier(instance)
        ? attempt(instance, sequent, inner) : quick(instance, sequent, inner)
      if let step { return script.append(.witness(goal, candidate, step)) }
    }
    return nil
  }

  /// An equation is joined or not; nothing else is tried for it.
  private mutating func quick(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    guard vocabulary.sides(goal) != nil else { return attempt(goal, sequent, effort) }
    var sequent = sequent
    return settled(goal, &sequent)
  }

  /// What stands in the goal and the facts, in normal form, with its parts; and the constructors
  /// applied to that. Small terms first.
  private mutating func witnesses(_ sort: TermSort, _ goal: Term, _ sequent: inout Sequent)
    -> [Term]
  {
    var seen: Set<Term> = []
    var found: [Term] = []
    var roots = [goal] + sequent.facts.map(\.formula)
    roots += roots.flatMap(vocabulary.openVariables)
    var stack = Array(roots.reversed())
    while let term = stack.popLast() {
      guard seen.insert(term).inserted else { continue }
      if vocabulary.bank.sort(term) != .formula, !vocabulary.isBoundLoosely(term) {
        let normal = normalize(term, &sequent)
        if vocabulary.bank.sort(normal) == sort, !found.contains(normal) { found.append(normal) }
        if normal != term { stack.append(normal) }
      }
      stack += vocabulary.bank.arguments(term).reversed()
    }
    for constructor in vocabulary.constructors[sort] ?? [] {
      let arguments = vocabulary.bank[constructor].arguments
      if arguments.isEmpty { found.append(vocabulary.bank.make(constructor)) }
    }
    for constructor in vocabulary.constructors[sort] ?? [] {
      guard vocabulary.bank[constructor].arguments == [sort] else { continue }
      for term in found { found.append(vocabulary.bank.make(constructor, [term])) }
    }
    if isGeneral { found += combinations(sort, roots) }
    var unique: Set<Term> = []
    let ordered = found.filter { unique.insert($0).inserted }.enumerated().sorted { a, b in
      let (x, y) = (vocabulary.bank.size(a.element), vocabulary.bank.size(b.element))
      return x != y ? x < y : a.offset < b.offset
    }
    return ordered.prefix(Self.witnessLimit).map(\.element)
  }

  /// Binary functions of the formulas, applied to variables in them.
  private mutating func combinations(_ sort: TermSort, _ roots: [Term]) -> [Term] {
    var (functions, variables): ([Symbol], [Term]) = ([], [])
    for part in roots.flatMap(vocabulary.bank.subterms) {
      if vocabulary.level(part) != nil, vocabulary.bank.sort(part) == sort {
        if !variables.contains(part) { variables.append(part) }
      } else if let symbol = vocabulary.bank.symbol(part), !functions.contains(symbol),
        vocabulary.bank[symbol].sort == sort, vocabulary.bank[symbol].arguments == [sort, sort]
      {
        functions.append(symbol)
      }
    }
    var made: [Term] = []
    for function in functions {
      for left in variables.suffix(4) {
        for right in variables.suffix(4) {
          made.append(vocabulary.bank.make(function, [left, right]))
        }
      }
    }
    return made
  }

  // MARK: clauses

  /// A goal that is the conclusion of a clause whose premises can be proved.
  private mutating func backward(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort) -> Int? {
    guard effort.backward > 0 else { return nil }
    // An equation is the conclusion of too much; facts draw those that matter.
    if case .atom = vocabulary.shape(goal) {} else { return nil }
    var rest = effort
    rest.backward -= 1
    rest.splits = 0
    rest.witnesses = 0
    for clause in knowledge.clauses where !clause.premises.isEmpty && !clause.isNegation {
      var substitution = Substitution(count: clause.variableCount)
      guard vocabulary.bank.match(clause.conclusion, goal, &substitution) else { continue }
      let mark = script.count
      if let step = solve(clause, substitution, [], &sequent, rest) { return step }
      script.truncate(mark)
    }
    return nil
  }

  /// Proves the premises of a clause that are left; a premise with open variables must be a fact.
  private mutating func solve(
    _ clause: Clause, _ substitution: Substitution, _ holding: [Holding],
    _ sequent: inout Sequent, _ effort: Effort
  ) -> Int? {
    guard holding.count < clause.premises.count else {
      return use(clause, substitution, holding)
    }
    let premise = vocabulary.bank.instance(clause.premises[holding.count], substitution)
    if vocabulary.bank.isGround(premise) {
      guard let step = attempt(premise, sequent, effort) else { return nil }
      return solve(clause, substitution, holding + [.fact(step)], &sequent, effort)
    }
    for (extended, held) in matches(premise, substitution, sequent) {
      let mark = script.count
      if let step = solve(clause, extended, holding + [held], &sequent, effort) { return step }
      script.truncate(mark)
    }
    return nil
  }

  // MARK: cases

  /// A goal by the cases of a disjunctive fact, or of the constructors of a variable.
  private mutating func split(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort) -> Int? {
    for (formula, step) in sequent.facts {
      guard case .or(let left, let right) = vocabulary.shape(formula) else { continue }
      var rest = sequent
      rest.remove(formula)
      var cases: [Int] = [step]
      for part in [left, right] {
        let start = script.append(.assume(part))
        guard
          let last = under(
            [(part, start)], goal, rest, unfolds: effort.unfolds,
            { $0.attempt(goal, $1, effort) })
        else { return nil }
        cases.append(script.append(.discharge(last)))
      }
      return script.append(.infer(.cases, cases, []))
    }
    if effort.isGeneral {
      return splitStuck(goal, &sequent, effort)
    }
    guard effort.splits > 0 else { return nil }
    var rest = effort
    rest.splits -= 1
    let normal = normalize(goal, &sequent)
    let terms = alternatives(normal) + candidates(normal).prefix(2)
    return split(on: terms, goal, sequent, rest)
  }

  /// Of a goal that says which values some terms have, if not others, those terms.
  private func alternatives(_ goal: Term) -> [Term] {
    guard case .or(let left, let right) = vocabulary.shape(goal) else { return [] }
    return [left, right].flatMap { part -> [Term] in
      guard let sides = vocabulary.sides(part) else { return alternatives(part) }
      return [sides.left, sides.right].filter {
        isTest(vocabulary.bank.sort($0)) && !vocabulary.bank.isConstructor($0)
      }
    }
  }

  /// The goal for each constructor that can have made one of these terms: of the first where that works.
  mutating func split(on terms: [Term], _ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int?
  {
    for term in terms {
      let mark = script.count
      if let (cases, step) = exhaustion(term, sequent),
        let last = under(
          [(cases, step)], goal, sequent, unfolds: effort.unfolds,
          { $0.attempt(goal, $1, effort) })
      {
        return last
      }
      script.truncate(mark)
    }
    return nil
  }

  /// The goal for each constructor that can have made a term, before anything else is tried.
  mutating func cases(of term: Term, _ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    guard let (cases, step) = exhaustion(term, sequent) else { return nil }
    return under([(cases, step)], goal, sequent, unfolds: effort.unfolds) { search, sequent in
      var sequent = sequent
      return search.split(goal, &sequent, effort)
    }
  }

  /// The step that states of a term which constructors can have made it: x = 0 ∨ ∃n. x = S n.
  mutating func exhaustion(_ subject: Term, _ sequent: Sequent) -> (Term, Int)? {
    let sort = vocabulary.bank.sort(subject)
    guard let constructors = vocabulary.constructors[sort], constructors.count > 1 else {
      return nil
    }
    /// Of `term`: the disjunct of each constructor, its fields bound.
    func disjuncts(_ term: Term, _ vocabulary: inout Vocabulary) -> [Term] {
      constructors.map { constructor in
        let sorts = vocabulary.bank[constructor].arguments
        var fields: [Term] = []
        for (i, sort) in sorts.enumerated() {
          fields.append(vocabulary.bound(sorts.count - 1 - i, sort))
        }
        var formula = vocabulary.equation(term, vocabulary.bank.make(constructor, fields))
        for sort in sorts.reversed() { formula = vocabulary.quantified(.exists, sort, formula) }
        return formula
      }
    }
    func disjunction(_ parts: ArraySlice<Term>, _ vocabulary: inout Vocabulary) -> Term {
      var result = parts[parts.endIndex - 1]
      for part in parts.dropLast().reversed() {
        result = vocabulary.connective(.or, [part, result])
      }
      return result
    }
    let parts = disjuncts(subject, &vocabulary)
    let whole = disjunction(parts[...], &vocabulary)
    // What holds of any value holds of the term.
    let variable = vocabulary.eigenvariable(sequent.levels, sort)
    let general = vocabulary.bank.replacing(subject, by: variable, in: whole)
    let conclusion = vocabulary.generalization(of: general, over: variable)
    var cases: [Int] = []
    for (place, constructor) in constructors.enumerated() {
      var fields: [Term] = []
      for sort in vocabulary.bank[constructor].arguments {
        _ = script.append(.fix(sort))
        fields.append(vocabulary.eigenvariable(sequent.levels + fields.count, sort))
      }
      let recursive = fields.filter { vocabulary.bank.sort($0) == sort }
      for field in recursive {
        let hypothesis = vocabulary.bank.replacing(variable, by: field, in: general)
        _ = script.append(.assume(hypothesis))
      }
      let value = vocabulary.bank.make(constructor, fields)
      let own = disjuncts(value, &vocabulary)
      var last = script.append(.chain(value, []))
      // The witnesses from the inside out: the formula with the first i fields given.
      for count in fields.indices.reversed() {
        var formula = own[place]
        for field in fields[..<count] {
          formula = vocabulary.instance(vocabulary.bank.argument(formula, 0), by: field)
        }
        last = script.append(.witness(formula, fields[count], last))
      }
      if place + 1 < own.count {
        let rest = disjunction(own[(place + 1)...], &vocabulary)
        last = script.append(.infer(.orLeft, [last], [rest]))
      }
      for part in own[..<place].reversed() {
        last = script.append(.infer(.orRight, [last], [part]))
      }
      for _ in recursive { last = script.append(.discharge(last)) }
      for _ in fields { last = script.append(.generalize(last)) }
      cases.append(last)
    }
    let all = script.append(.induction(conclusion, cases))
    return (whole, script.append(.specialize(all, subject)))
  }
}

extension Vocabulary {
  /// Whether a bound variable of a quantifier outside occurs in a term.
  func isBoundLoosely(_ term: Term) -> Bool {
    bank.subterms(term).contains { part in
      guard let symbol = bank.symbol(part), case .bound = origins[Int(symbol.index)] else {
        return false
      }
      return true
    }
  }
}
