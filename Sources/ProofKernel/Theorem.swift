// The one door to truth. `Theorem` has a `fileprivate` initialiser, and `Checker.check` below is
// its only caller: whoever holds a theorem knows that every step of a proof was right. Start at
// `check`; the rules are the cases of `conclusion`, each under its figure (what is cited, a line,
// what follows). No rule searches. Terms come from `TermStore`, axioms from `Theory`.
// Source: F. B. Fitch, Symbolic Logic (1952), for subproofs; the rules are natural deduction.

/// A statement that has been proved in the theory of the checker that returned it.
public struct Theorem: Sendable {
  /// A label for people.
  public let name: String
  /// What holds.
  public let statement: Statement
  /// The facts of the theory that the proof rests on, its lemmas' included: places, ascending.
  public let facts: [Int]
  /// The number of steps checked (count), rewrites inside a step included.
  public let stepCount: Int

  fileprivate init(_ proof: Proof, facts: [Int], stepCount: Int) {
    (name, statement, self.facts, self.stepCount) = (proof.name, proof.statement, facts, stepCount)
  }
}

/// Checks proofs in one theory, and keeps the theorems so that later proofs may cite them.
public struct Checker: Sendable {
  /// The theory. Its declarations cannot change any more, but terms may be added by `intern`.
  public private(set) var theory: Theory
  /// What has been proved, in order.
  public private(set) var theorems: [Theorem] = []
  private var names: Set<String> = []
  private var proof = OpenProof(sortParameters: 0, levels: [])

  /// What has been concluded in the proof that is checked, and which subproofs are open.
  private struct OpenProof {
    let sortParameters: Int
    var levels: [SortID]  // of the open variables; the next one fixed has the next level
    var formulas: [TermID?] = []  // by step: what it says; nil if its subproof is closed
    var subproofs: [(hypothesis: TermID?, first: Int)] = []  // the open ones; nil for a variable
    var facts: Set<Int> = []
    var stepCount = 0
  }

  private var store: TermStore {
    _read { yield theory.store }
    _modify { yield &theory.store }
  }

  /// A checker that has proved nothing yet; never fails.
  public init(_ theory: Theory) { self.theory = theory }

  /// The term of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ s: TermShape) throws(CheckError) -> TermID { try theory.intern(s) }

  /// The sort of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ s: SortShape) throws(CheckError) -> SortID { try theory.intern(s) }

  /// Proves the statement by the steps, or refuses. Nothing but terms is added if it refuses.
  ///
  /// *Shape*: at least one step; the last proves the statement outside all subproofs.
  /// *Complexity*: linear in the steps, times the shared size of the terms that they make.
  /// *Throws*: the fault of the first wrong step, with its number; `noProof`, `openSubproof`,
  /// `wrongConclusion`, `duplicateName`, or what is wrong with the statement.
  @discardableResult
  public mutating func check(_ new: Proof) throws(CheckError) -> Theorem {
    try require(!names.contains(new.name), .duplicateName, new.name)
    try store.requireStatement(new.statement)
    try require(!new.steps.isEmpty, .noProof, new.name)
    let (count, levels) = (new.statement.sortParameterCount, new.statement.parameters)
    proof = OpenProof(sortParameters: count, levels: levels)
    for (number, step) in new.steps.enumerated() {
      do throws(CheckError) {
        proof.formulas.append(try conclusion(step))
      } catch { throw CheckError(error.cause, step: number, error.detail) }
    }
    try require(proof.subproofs.isEmpty, .openSubproof, new.name)
    try require(proof.formulas.last == new.statement.formula, .wrongConclusion, new.name)
    theorems.append(Theorem(new, facts: proof.facts.sorted(), stepCount: proof.stepCount))
    names.insert(new.name)
    return theorems[theorems.count - 1]
  }

  // MARK: what steps refer to

  /// The formula of an earlier step whose subproof is open.
  func formula(_ step: Int) throws(CheckError) -> TermID {
    try require(proof.formulas.indices.contains(step), .unknownStep, "\(step)")
    guard let formula = proof.formulas[step] else { throw CheckError(.closedSubproof, "\(step)") }
    return formula
  }

  /// Refuses a term or formula that mentions what is not declared here.
  func requireScope(_ term: TermID, isFormula: Bool = false) throws(CheckError) {
    let (count, levels) = (proof.sortParameters, proof.levels.count)
    try store.requireClosed(term, sortParameters: count, levels: levels)
    try require(!isFormula || store[term].sort == .formula, .notAFormula)
  }

  /// What is cited, with these sorts and terms for its variables; if `general`, with none but these
  /// sorts, its variables standing for themselves.
  mutating func formula(of instance: Instance, general: Bool = false) throws(CheckError) -> TermID {
    let (cited, sorts) = (try cite(instance.citation), instance.sorts)
    try require(sorts.count == cited.sortParameterCount, .wrongNumberOfInstances)
    for sort in sorts { try store.requireTermSort(sort, parameters: proof.sortParameters) }
    let domain = try store.substitute(general ? [] : cited.parameters, sorts)
    try require(instance.terms.count == domain.count, .wrongNumberOfInstances)
    for (term, sort) in zip(instance.terms, domain) {
      try requireScope(term)
      try require(store[term].sort == sort, .sortMismatch)
    }
    return try store.apply(.substitute(instance.terms, sorts: sorts), to: cited.formula)
  }

  /// What is cited, itself; it is noted that the proof rests on it.
  mutating func cite(_ citation: Citation) throws(CheckError) -> Statement {
    if case .fact(let place) = citation, theory.facts.indices.contains(place) {
      proof.facts.insert(place)
      return theory.facts[place].statement
    }
    guard case .theorem(let place) = citation, theorems.indices.contains(place)
    else { throw CheckError(.unknownFact) }
    proof.facts.formUnion(theorems[place].facts)
    return theorems[place].statement
  }

  // MARK: the rules

  /// What a step says if it is right. Γ, the open hypotheses and variables, is the same above and
  /// below each line unless the figure says otherwise.
  mutating func conclusion(_ step: Step) throws(CheckError) -> TermID {
    proof.stepCount += 1
    switch step {
    //
    //  ─────      A is a formula over the open variables; this subproof is open from here on
    //  A ⊢ A
    case .assume(let formula):
      try requireScope(formula, isFormula: true)
      proof.subproofs.append((formula, proof.formulas.count))
      return formula

    //
    //  ─────────      x is the next level, so it is in no formula of Γ; the subproof is open
    //  x ⊢ x = x
    case .fix(let sort):
      try store.requireTermSort(sort, parameters: proof.sortParameters)
      let variable = try intern(.variable(level: proof.levels.count, sort))
      proof.levels.append(sort)
      proof.subproofs.append((nil, proof.formulas.count))
      return try intern(.connective(.equal, [variable, variable]))

    //  Γ, A ⊢ B
    //  ──────────      closes the subproof of A
    //  Γ ⊢ A ⇒ B
    case .discharge(let last):
      let (conclusion, hypothesis) = try close(last)
      guard let hypothesis else { throw CheckError(.noOpenSubproof) }
      return try intern(.connective(.implies, [hypothesis, conclusion]))

    //  Γ, x ⊢ A(x)
    //  ───────────      closes the subproof of x
    //  Γ ⊢ ∀x. A(x)
    case .generalize(let last):
      let (conclusion, hypothesis) = try close(last)
      try require(hypothesis == nil, .noOpenSubproof)
      let sort = proof.levels.removeLast()
      let level = proof.levels.count
      let body = try store.apply(.abstract(level: level, sort), to: conclusion)
      try require(store[body].levelBound <= level, .escapingVariable)
      return try intern(.quantifier(.forall, sort, body))

    //
    //  ────────────────      A is an axiom, a definition or a theorem
    //  A[terms, sorts]
    case .instance(let instance):
      return try formula(of: instance)

    //  t₀ = t₁   …   tₙ₋₁ = tₙ
    //  ───────────────────────      each by replacement of a subterm; with ⇔ for formulas
    //  t₀ = tₙ
    case .chain(let start, let rewrites):
      try requireScope(start)
      let sides = [start, try rewritten(start, rewrites)]
      return try intern(.connective(store[start].sort == .formula ? .iff : .equal, sides))

    //  A(s)    s = t
    //  ─────────────      at one position; and so on; or with ⇔ for formulas in A
    //  A(t)
    case .rewrite(let from, let rewrites):
      return try rewritten(formula(from), rewrites)

    //  the figures of `Schema`
    case .infer(let schema, let cited, let given):
      return try infer(schema, cited, given)

    //  ∀x. A(x)
    //  ────────
    //  A(t)
    case .specialize(let universal, let value):
      return try instantiate(quantified(.forall, formula(universal)), by: value)

    //  A(t)
    //  ────────
    //  ∃x. A(x)
    case .witness(let existential, let value, let proved):
      try requireScope(existential)
      let instance = try instantiate(quantified(.exists, existential), by: value)
      try require(formula(proved) == instance, .mismatch, "∃")
      return existential

    //  ∃x. A(x)    ∀x. A(x) ⇒ C
    //  ────────────────────────      x is not in C
    //  C
    case .choose(let existential, let universal):
      let (sort, body) = try quantified(.exists, formula(existential))
      let (other, implication) = try quantified(.forall, formula(universal))
      let sides = try sides(implication, [.implies])
      try require(sort == other && sides[0] == body, .mismatch, "∃")
      try require(store[sides[1]].looseBound == 0, .escapingVariable)
      return sides[1]

    //  for each constructor c:  ∀y₁…yₙ. A(yᵢ) ⇒ … ⇒ A(c y₁…yₙ)
    //  ───────────────────────────────────────────────────────      A(yᵢ) if yᵢ has the sort of x
    //  ∀x. A(x)
    case .induction(let conclusion, let cases):
      try requireScope(conclusion)
      let (sort, body) = try quantified(.forall, conclusion)
      guard let (symbol, sorts) = store.application(sort), !symbol.constructors.isEmpty
      else { throw CheckError(.notInductive) }
      try require(cases.count == symbol.constructors.count, .wrongNumberOfCases)
      for (constructor, proved) in zip(symbol.constructors, cases) {
        let expected = try inductionCase(constructor, sorts, sort, body)
        try require(formula(proved) == expected, .wrongCase, store[constructor].name)
      }
      return conclusion

    //  c s₁…sₙ = c t₁…tₙ
    //  ─────────────────
    //  sᵢ = tᵢ
    case .injectivity(let equation, let index):
      let sides = try constructors(equation)
      try require(sides[0].symbol == sides[1].symbol, .differentConstructors)
      try require(sides[0].arguments.indices.contains(index), .badPosition)
      return try intern(.connective(.equal, sides.map { $0.arguments[index] }))

    //  c s₁…sₙ = d t₁…tₘ
    //  ─────────────────      c and d are different constructors
    //  ⊥
    case .disjointness(let equation):
      let sides = try constructors(equation)
      try require(sides[0].symbol != sides[1].symbol, .sameConstructor)
      return try intern(.connective(.falsum, []))
    }
  }

  // MARK: parts of rules

  /// Closes the innermost subproof: none of its steps may be cited any more. Returns what its step
  /// `last` says, and the hypothesis if it had one.
  mutating func close(_ last: Int) throws(CheckError) -> (TermID, TermID?) {
    let conclusion = try formula(last)
    try require(!proof.subproofs.isEmpty, .noOpenSubproof)
    let (hypothesis, first) = proof.subproofs.removeLast()
    for step in first..<proof.formulas.count { proof.formulas[step] = nil }
    return (conclusion, hypothesis)
  }

  /// The conclusion of a schema, whose letters the cited steps and the given formulas settle.
  mutating func infer(_ schema: Schema, _ cited: [Int], _ given: [TermID])
    throws(CheckError) -> TermID
  {
    var (figure, bindings) = (Schema.figures[schema]!, Bindings())
    let conclusion = figure.removeLast()
    try require(cited.count == figure.count - 1, .wrongForm, "\(schema)")
    for (step, premise) in zip(cited, figure) {
      let holds = try bindings.match(premise, formula(step), &store)
      try require(holds, .wrongForm, "\(schema) \(premise)")
    }
    let open = conclusion.filter { $0.isLetter && bindings.formulas[$0] == nil }
    try require(Set(open).count == given.count, .wrongForm, "\(schema)")
    for (letter, formula) in zip(open, given) {
      try requireScope(formula, isFormula: true)
      bindings.formulas[letter] = formula
    }
    return try bindings.build(conclusion, &store)
  }

  func quantified(_ kind: Quantifier, _ formula: TermID) throws(CheckError) -> (SortID, TermID) {
    guard case .quantifier(kind, let sort, let body) = store[formula].shape else {
      throw CheckError(.wrongForm, "\(kind)")
    }
    return (sort, body)
  }

  mutating func instantiate(_ body: (SortID, TermID), by value: TermID) throws(CheckError) -> TermID
  {
    try requireScope(value)
    try require(store[value].sort == body.0, .sortMismatch)
    return try store.apply(.instantiate(value), to: body.1)
  }

  /// The sides of an equation that is a step, taken apart.
  mutating func constructors(_ step: Int) throws(CheckError) -> [TermStore.Construction] {
    let sides = try self.sides(formula(step))
    guard let left = try store.constructor(sides[0]), let right = try store.constructor(sides[1])
    else { throw CheckError(.notAConstructor) }
    return [left, right]
  }

  /// ∀y₁…yₙ. A(yᵢ) ⇒ … ⇒ A(c y₁…yₙ). The yᵢ are levels that no open formula has, then bound.
  mutating func inductionCase(
    _ constructor: OperatorID, _ sorts: [SortID], _ sort: SortID, _ body: TermID
  ) throws(CheckError) -> TermID {
    var fields: [(level: Int, sort: SortID, variable: TermID)] = []
    for field in try store.substitute(store[constructor].arguments, sorts) {
      let level = proof.levels.count + fields.count
      fields.append((level, field, try intern(.variable(level: level, field))))
    }
    let whole = try intern(.apply(constructor, sorts: sorts, fields.map(\.variable)))
    var expected = try store.apply(.instantiate(whole), to: body)
    for field in fields.reversed() where field.sort == sort {
      let hypothesis = try store.apply(.instantiate(field.variable), to: body)
      expected = try intern(.connective(.implies, [hypothesis, expected]))
    }
    for (level, sort, _) in fields.reversed() {
      let bound = try store.apply(.abstract(level: level, sort), to: expected)
      expected = try intern(.quantifier(.forall, sort, bound))
    }
    return expected
  }

  /// What becomes of a term or formula by these replacements, one after the other.
  mutating func rewritten(_ start: TermID, _ rewrites: [Rewrite]) throws(CheckError) -> TermID {
    var current = start
    proof.stepCount += rewrites.count
    for rewrite in rewrites {
      let (way, here) = try store.path(current, rewrite.position)
      var sides = [here]
      switch rewrite.reason {
      case .instance(let instance):
        let cited = try formula(of: instance)
        sides = try self.sides(cited)
      case .step(let step): sides = try self.sides(formula(step))
      case .rearrangement(let commutativity, let associativity, let result):
        try requireScope(result)
        let laws = [
          try formula(of: commutativity, general: true),
          try formula(of: associativity, general: true),
        ]
        try store.requireRearranged(here, result, by: laws)
        sides.append(result)
      case .evaluation(let citations):
        let laws = try citations.map { (citation) throws(CheckError) in try cite(citation).formula }
        sides.append(try store.evaluate(here, by: laws))
      }
      if rewrite.reversed { sides.swapAt(0, 1) }
      try require(here == sides[0], .mismatch, "rewrite")
      current = try store.replace(way, rewrite.position, by: sides[1])
    }
    return current
  }

  /// The parts of an equation or an equivalence, or of a formula that is one `of` these.
  func sides(_ formula: TermID, _ of: [Connective] = [.equal, .iff]) throws(CheckError) -> [TermID]
  {
    guard case .connective(let kind, let parts) = store[formula].shape, of.contains(kind) else {
      throw CheckError(.wrongForm, "\(of)")
    }
    return parts
  }
}
