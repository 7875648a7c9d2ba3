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
    (name, statement) = (proof.name, proof.statement)
    (self.facts, self.stepCount) = (facts, stepCount)
  }
}

/// Checks proofs in one theory, and keeps the theorems so that later proofs may cite them.
public struct Checker: Sendable {
  /// The theory. Its declarations cannot change any more, but terms may be added by `intern`.
  public fileprivate(set) var theory: Theory
  /// What has been proved, in order.
  public fileprivate(set) var theorems: [Theorem] = []
  private var names: Set<String> = []

  fileprivate var store: TermStore {
    get { theory.store }
    _modify { yield &theory.store }
  }

  /// A checker that has proved nothing yet; never fails.
  public init(_ theory: Theory) { self.theory = theory }

  /// The term of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ shape: TermShape) throws(CheckError) -> TermID {
    try store.intern(shape)
  }

  /// The sort of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ shape: SortShape) throws(CheckError) -> SortID {
    try store.intern(shape)
  }

  /// The instance of a fact or theorem. Throws `unknownFact`, `wrongNumberOfInstances`,
  /// `sortMismatch`, `unknownTerm`, `looseBound`.
  public mutating func statement(of instance: Instance) throws(CheckError) -> TermID {
    var state = ProofState(sortParameters: .max, levels: [], isOpen: true)
    return try state.statement(of: instance, &self)
  }

  /// Proves the statement by the steps, or refuses. Nothing but terms is added if it refuses.
  ///
  /// *Shape*: at least one step; the last proves the statement outside all subproofs.
  /// *Complexity*: linear in the steps, times the shared size of the terms that they make.
  /// *Throws*: the fault of the first wrong step, with its number; `noProof`, `openSubproof`,
  /// `wrongConclusion`, `duplicateName`, or what is wrong with the statement.
  @discardableResult
  public mutating func check(_ proof: Proof) throws(CheckError) -> Theorem {
    try require(!names.contains(proof.name), .duplicateName, proof.name)
    try store.requireStatement(proof.statement)
    try require(!proof.steps.isEmpty, .noProof, proof.name)
    var state = ProofState(
      sortParameters: proof.statement.sortParameterCount, levels: proof.statement.parameters)
    for (number, step) in proof.steps.enumerated() {
      do throws(CheckError) {
        let formula = try state.conclusion(step, &self)
        state.formulas.append((formula, state.scopes[state.scopes.count - 1].number))
      } catch { throw CheckError(error.cause, step: number, error.detail) }
    }
    try require(state.scopes.count == 1, .openSubproof, proof.name)
    let last = state.formulas.last?.formula
    try require(last == proof.statement.formula, .wrongConclusion, proof.name)
    let theorem = Theorem(proof, facts: state.facts.sorted(), stepCount: state.stepCount)
    theorems.append(theorem)
    names.insert(proof.name)
    return theorem
  }
}

/// What has been concluded in a proof so far, and which subproofs are open.
private struct ProofState {
  enum Opener {
    case proof
    case assumption(TermID)
    case variable(SortID)
  }

  let sortParameters: Int
  var levels: [SortID]  // of the open variables; the next one fixed has the next level
  let anyVariable: Bool  // no variable is out of scope: nothing is proved, only looked at
  var inScope: Set<TermID> = []  // what was found to be
  var formulas: [(formula: TermID, scope: Int)] = []  // by step: what it says, in which subproof
  var scopes: [(number: Int, opener: Opener)] = [(0, .proof)]  // the open ones, outermost first
  var isOpen = [true]  // by number of subproof
  var facts: Set<Int> = []
  var stepCount = 0

  init(sortParameters: Int, levels: [SortID], isOpen anyVariable: Bool = false) {
    (self.sortParameters, self.levels) = (sortParameters, levels)
    self.anyVariable = anyVariable
  }

  // MARK: what steps refer to

  /// The formula of an earlier step whose subproof is open.
  func formula(_ step: Int) throws(CheckError) -> TermID {
    try require(formulas.indices.contains(step), .unknownStep, "\(step)")
    try require(isOpen[formulas[step].scope], .closedSubproof, "\(step)")
    return formulas[step].formula
  }

  /// Refuses a term or formula that mentions what is not declared here.
  mutating func requireScope(_ term: TermID, isFormula: Bool? = nil, _ checker: Checker)
    throws(CheckError)
  {
    try checker.store.requireKnown(term)
    if anyVariable {
      try require(checker.store.nodes[Int(term.index)].looseBound == 0, .looseBound)
    } else {
      try checker.store.requireScope(
        term, sortParameters: sortParameters, levels: levels, known: &inScope)
    }
    guard let isFormula else { return }
    let hasSort = (checker.store.sort(of: term) == .formula) == isFormula
    try require(hasSort, isFormula ? .notAFormula : .notATerm)
  }

  mutating func open(_ opener: Opener) {
    scopes.append((isOpen.count, opener))
    isOpen.append(true)
  }

  /// The statement of what is cited, with these sorts and terms for its variables; if `isGeneral`
  /// with none but these sorts, its variables standing for themselves.
  mutating func statement(of instance: Instance, isGeneral: Bool = false, _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    let cited = try cite(instance.citation, checker)
    let termCount = isGeneral ? 0 : cited.parameters.count
    try require(instance.sorts.count == cited.sortParameterCount, .wrongNumberOfInstances)
    try require(instance.terms.count == termCount, .wrongNumberOfInstances)
    for sort in instance.sorts {
      try checker.store.requireTermSort(sort, parameters: sortParameters)
    }
    var terms = instance.terms
    for (level, sort) in cited.parameters.enumerated() {
      let expected = try checker.store.substitute(sort, instance.sorts)
      if isGeneral {
        terms.append(try checker.intern(.variable(level: level, expected)))
      } else {
        try requireScope(terms[level], isFormula: false, checker)
        try require(checker.store.sort(of: terms[level]) == expected, .sortMismatch)
      }
    }
    return try checker.store.apply(.substitute(terms, sorts: instance.sorts), to: cited.formula)
  }

  /// What is cited, itself; it is noted that the proof rests on it.
  mutating func cite(_ citation: Citation, _ checker: Checker) throws(CheckError) -> Statement {
    switch citation {
    case .fact(let place):
      try require(checker.theory.facts.indices.contains(place), .unknownFact)
      facts.insert(place)
      return checker.theory.facts[place].statement
    case .theorem(let place):
      try require(checker.theorems.indices.contains(place), .unknownFact)
      facts.formUnion(checker.theorems[place].facts)
      return checker.theorems[place].statement
    }
  }

  // MARK: the rules

  /// What a step says if it is right. Γ, the open hypotheses and variables, is the same above and
  /// below each line unless the figure says otherwise.
  mutating func conclusion(_ step: Step, _ checker: inout Checker) throws(CheckError) -> TermID {
    stepCount += 1
    switch step {
    //
    //  ─────      A is a formula over the open variables; this subproof is open from here on
    //  A ⊢ A
    case .assume(let formula):
      try requireScope(formula, isFormula: true, checker)
      open(.assumption(formula))
      return formula

    //
    //  ─────────      x is the next level, so it is in no formula of Γ; the subproof is open
    //  x ⊢ x = x
    case .fix(let sort):
      try checker.store.requireTermSort(sort, parameters: sortParameters)
      let variable = try checker.intern(.variable(level: levels.count, sort))
      levels.append(sort)
      open(.variable(sort))
      return try checker.intern(.connective(.equal, [variable, variable]))

    //  Γ, A ⊢ B
    //  ──────────      closes the subproof of A
    //  Γ ⊢ A ⇒ B
    case .discharge(let last):
      guard case let (number, .assumption(hypothesis)) = scopes[scopes.count - 1] else {
        throw CheckError(.noOpenSubproof)
      }
      let conclusion = try formula(last)
      isOpen[number] = false
      scopes.removeLast()
      return try checker.intern(.connective(.implies, [hypothesis, conclusion]))

    //  Γ, x ⊢ A(x)
    //  ───────────      closes the subproof of x
    //  Γ ⊢ ∀x. A(x)
    case .generalize(let last):
      guard case let (number, .variable(sort)) = scopes[scopes.count - 1] else {
        throw CheckError(.noOpenSubproof)
      }
      let conclusion = try formula(last)
      levels.removeLast()
      inScope = []
      isOpen[number] = false
      scopes.removeLast()
      let body = try checker.store.apply(.abstract(level: levels.count, sort), to: conclusion)
      let rest = Int(checker.store.nodes[Int(body.index)].levelBound)
      try require(rest <= levels.count, .escapingVariable)
      return try checker.intern(.quantifier(.forall, sort, body))

    //
    //  ────────────────      A is an axiom, a definition or a theorem
    //  A[terms, sorts]
    case .instance(let instance):
      return try statement(of: instance, &checker)

    //  t₀ = t₁   …   tₙ₋₁ = tₙ
    //  ───────────────────────      each by replacement of a subterm; with ⇔ for formulas
    //  t₀ = tₙ
    case .chain(let start, let rewrites):
      try requireScope(start, checker)
      let end = try rewritten(start, rewrites, &checker)
      let isTerm = checker.store.sort(of: start) != .formula
      return try checker.intern(.connective(isTerm ? .equal : .iff, [start, end]))

    //  A(s)    s = t
    //  ─────────────      at one position; and so on; or with ⇔ for formulas in A
    //  A(t)
    case .rewrite(let from, let rewrites):
      return try rewritten(formula(from), rewrites, &checker)

    //  the figures of `Schema`
    case .infer(let schema, let cited, let given):
      return try infer(schema, cited, given, &checker)

    //  ∀x. A(x)
    //  ────────
    //  A(t)
    case .specialize(let universal, let value):
      let (sort, body) = try quantified(.forall, formula(universal), checker)
      return try instantiate(body, sort, by: value, &checker)

    //  A(t)
    //  ────────
    //  ∃x. A(x)
    case .witness(let existential, let value, let proved):
      try requireScope(existential, checker)
      let (sort, body) = try quantified(.exists, existential, checker)
      let instance = try instantiate(body, sort, by: value, &checker)
      try require(formula(proved) == instance, .mismatch, "∃")
      return existential

    //  ∃x. A(x)    ∀x. A(x) ⇒ C
    //  ────────────────────────      x is not in C
    //  C
    case .choose(let existential, let universal):
      let (sort, body) = try quantified(.exists, formula(existential), checker)
      let (other, implication) = try quantified(.forall, formula(universal), checker)
      guard sort == other,
        case .connective(.implies, let sides) = checker.store.shape(of: implication),
        sides[0] == body
      else { throw CheckError(.mismatch, "∃") }
      let loose = checker.store.nodes[Int(sides[1].index)].looseBound
      try require(loose == 0, .escapingVariable)
      return sides[1]

    //  for each constructor c:  ∀y₁…yₙ. A(yᵢ) ⇒ … ⇒ A(c y₁…yₙ)
    //  ───────────────────────────────────────────────────────      A(yᵢ) if yᵢ has the sort of x
    //  ∀x. A(x)
    case .induction(let conclusion, let cases):
      try requireScope(conclusion, checker)
      let (sort, body) = try quantified(.forall, conclusion, checker)
      guard let (symbol, sorts) = checker.store.application(sort), !symbol.constructors.isEmpty
      else { throw CheckError(.notInductive) }
      try require(cases.count == symbol.constructors.count, .wrongNumberOfCases)
      for (constructor, proved) in zip(symbol.constructors, cases) {
        let instance = try checker.store.instance(of: constructor, sorts)
        let expected = try inductionCase(instance, sort, body, &checker)
        let name = checker.store.operators[Int(constructor.index)].name
        try require(formula(proved) == expected, .wrongCase, name)
      }
      return conclusion

    //  c s₁…sₙ = c t₁…tₙ
    //  ─────────────────
    //  sᵢ = tᵢ
    case .injectivity(let equation, let index):
      let (left, right) = try constructors(equation, &checker)
      try require(left.symbol == right.symbol, .differentConstructors)
      try require(left.arguments.indices.contains(index), .badPosition)
      return try checker.intern(
        .connective(.equal, [left.arguments[index], right.arguments[index]]))

    //  c s₁…sₙ = d t₁…tₘ
    //  ─────────────────      c and d are different constructors
    //  ⊥
    case .disjointness(let equation):
      let (left, right) = try constructors(equation, &checker)
      try require(left.symbol != right.symbol, .sameConstructor)
      return try checker.intern(.connective(.falsum, []))
    }
  }

  // MARK: parts of rules

  /// The conclusion of a schema, whose letters the cited steps and the given formulas settle.
  private mutating func infer(
    _ schema: Schema, _ cited: [Int], _ given: [TermID], _ checker: inout Checker
  ) throws(CheckError) -> TermID {
    let (premises, conclusion) = schema.figure
    try require(cited.count == premises.count, .wrongForm, "\(schema)")
    var bindings = Bindings()
    for (step, premise) in zip(cited, premises) {
      let holds = try bindings.match(premise, try formula(step), &checker.store)
      try require(holds, .wrongForm, "\(schema) \(premise)")
    }
    var rest = given[...]
    for letter in conclusion where letter.isLetter && bindings.formulas[letter] == nil {
      guard let formula = rest.popFirst() else { throw CheckError(.wrongForm, "\(schema)") }
      try requireScope(formula, isFormula: true, checker)
      bindings.formulas[letter] = formula
    }
    try require(rest.isEmpty, .wrongForm, "\(schema)")
    return try bindings.build(conclusion, &checker.store)
  }

  private func quantified(_ quantifier: Quantifier, _ formula: TermID, _ checker: Checker)
    throws(CheckError) -> (SortID, body: TermID)
  {
    guard case .quantifier(quantifier, let sort, let body) = checker.store.shape(of: formula) else {
      throw CheckError(.wrongForm, "\(quantifier)")
    }
    return (sort, body)
  }

  private mutating func instantiate(
    _ body: TermID, _ sort: SortID, by value: TermID, _ checker: inout Checker
  ) throws(CheckError) -> TermID {
    try requireScope(value, isFormula: false, checker)
    try require(checker.store.sort(of: value) == sort, .sortMismatch)
    return try checker.store.apply(.instantiate(value), to: body)
  }

  /// The sides of an equation that is a step, taken apart.
  private func constructors(_ step: Int, _ checker: inout Checker) throws(CheckError)
    -> ((symbol: OperatorID, arguments: [TermID]), (symbol: OperatorID, arguments: [TermID]))
  {
    guard case .connective(.equal, let sides) = checker.store.shape(of: try formula(step)) else {
      throw CheckError(.wrongForm, "=")
    }
    guard let left = try checker.store.constructor(sides[0]),
      let right = try checker.store.constructor(sides[1])
    else { throw CheckError(.notAConstructor) }
    return (left, right)
  }

  /// ∀y₁…yₙ. A(yᵢ) ⇒ … ⇒ A(c y₁…yₙ). The yᵢ are levels that no open formula has, then bound.
  private func inductionCase(
    _ constructor: UInt32, _ sort: SortID, _ body: TermID, _ checker: inout Checker
  ) throws(CheckError) -> TermID {
    let fields = checker.store.instances[Int(constructor)].arguments
    var variables: [TermID] = []
    for (i, field) in fields.enumerated() {
      variables.append(try checker.intern(.variable(level: levels.count + i, field)))
    }
    let whole = try checker.store.apply(constructor, variables)
    var expected = try checker.store.apply(.instantiate(whole), to: body)
    for (variable, field) in zip(variables, fields).reversed() where field == sort {
      let hypothesis = try checker.store.apply(.instantiate(variable), to: body)
      expected = try checker.intern(.connective(.implies, [hypothesis, expected]))
    }
    for (i, field) in fields.enumerated().reversed() {
      let bound = try checker.store.apply(.abstract(level: levels.count + i, field), to: expected)
      expected = try checker.intern(.quantifier(.forall, field, bound))
    }
    return expected
  }

  /// What becomes of a term or formula by these replacements, one after the other.
  private mutating func rewritten(
    _ start: TermID, _ rewrites: [Rewrite], _ checker: inout Checker
  ) throws(CheckError) -> TermID {
    var current = start
    stepCount += rewrites.count
    for rewrite in rewrites {
      let way = try checker.store.path(current, rewrite.position)
      let here = way[way.count - 1]
      var sides: [TermID]
      switch rewrite.reason {
      case .instance(let instance):
        sides = try equation(statement(of: instance, &checker), checker)
      case .step(let step):
        sides = try equation(formula(step), checker)
      case .rearrangement(let commutativity, let associativity, let result):
        try requireScope(result, isFormula: false, checker)
        try checker.store.requireRearrangement(
          here, result, commutativity: statement(of: commutativity, isGeneral: true, &checker),
          associativity: statement(of: associativity, isGeneral: true, &checker))
        sides = [here, result]
      case .evaluation(let citations):
        var formulas: [TermID] = []
        for citation in citations { formulas.append(try cite(citation, checker).formula) }
        sides = [here, try checker.store.evaluate(here, by: formulas)]
      }
      if rewrite.reversed { sides.swapAt(0, 1) }
      try require(here == sides[0], .mismatch, "rewrite")
      current = try checker.store.replace(way, rewrite.position, by: sides[1])
    }
    return current
  }

  /// The sides of an equation or an equivalence.
  private func equation(_ formula: TermID, _ checker: Checker) throws(CheckError) -> [TermID] {
    switch checker.store.shape(of: formula) {
    case .connective(.equal, let sides), .connective(.iff, let sides): return sides
    default: throw CheckError(.wrongForm, "= or ⇔")
    }
  }
}
