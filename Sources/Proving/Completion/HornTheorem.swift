// A derivation from Horn clauses as proofs of the kernel. Entry: `HornWriter.write`. A lemma is a
// theorem of its own; an entry is an instance of a clause with its conditions taken off by modus
// ponens; the goal says that there are values for which all atoms of the negative clause hold.
// Neighbour: `CompletionTheorem`, which does the same for equations alone.

import AxiomLanguage
import ProofKernel

/// What the symbols and clauses of a problem are in a theory of the kernel.
struct HornTarget {
  /// The sort of all terms.
  var sort: SortID
  /// By symbol of the completion problem; nil for those that no proof may mention.
  var operators: [OperatorID?]
  /// By symbol: constants that are variables of the theorems, by level.
  var levels: [Int: Int] = [:]
  /// How a clause is cited: a fact, an earlier theorem, or a hypothesis that is a step.
  enum Place {
    case cited(Citation)
    case step(Int)
  }
  /// By clause.
  var places: [Int: Place] = [:]
}

/// Writes derivations for one checker.
struct HornWriter {
  let derivation: HornDerivation
  let arities: [Int]
  let target: HornTarget
  private(set) var checker: Checker
  private(set) var proofs: [Proof] = []
  private var lemmas: [Citation] = []

  init(_ derivation: HornDerivation, arities: [Int], _ target: HornTarget, _ checker: Checker) {
    (self.derivation, self.arities, self.target) = (derivation, arities, target)
    self.checker = checker
  }

  /// Proves the lemmas, each with the parameters of the target before its own variables.
  mutating func writeLemmas(named prefix: String) throws(CheckError) {
    for lemma in derivation.lemmas {
      var body = Body(shift: target.levels.count)
      try write(lemma.entries, &body)
      let last = try show(lemma.conclusion, &body)
      let formula = try formula(lemma.conclusion.literal, body.shift)
      if last < body.steps.count - 1 { body.steps.append(.rewrite(last, [])) }
      let parameters = Array(
        repeating: target.sort, count: target.levels.count + lemma.variableCount)
      lemmas.append(.theorem(checker.theorems.count))
      try check(
        Proof(
          name: "\(prefix) \(lemmas.count)", Statement(parameters: parameters, formula),
          body.steps))
    }
  }

  mutating func check(_ proof: Proof) throws(CheckError) {
    try checker.check(proof)
    proofs.append(proof)
  }

  // MARK: steps

  /// Steps under construction.
  struct Body {
    /// The level of variable 0.
    var shift: Int
    var steps: [Step] = []
    /// By entry: its step.
    var places: [Int] = []
  }

  /// The entries, in order.
  mutating func write(_ entries: [HornDerivation.Entry], _ body: inout Body) throws(CheckError) {
    for entry in entries {
      var conditions: [Int] = []
      for condition in entry.conditions { conditions.append(try show(condition, &body)) }
      var last = try state(entry.source, entry.terms, &body)
      for condition in conditions {
        body.steps.append(.infer(.modusPonens, [last, condition], []))
        last = body.steps.count - 1
      }
      body.places.append(last)
    }
  }

  /// An instance as a step.
  private mutating func state(
    _ source: HornDerivation.Source, _ terms: [[Cell]], _ body: inout Body
  ) throws(CheckError) -> Int {
    switch try cited(source, terms, body.shift) {
    case .instance(let instance): body.steps.append(.instance(instance))
    case .step(let step):
      // A hypothesis that is universal is specialised.
      var last = step
      for cells in terms {
        body.steps.append(.specialize(last, try term(cells, body.shift)))
        last = body.steps.count - 1
      }
      return last
    case .rearrangement, .evaluation: preconditionFailure("no such citation")
    }
    return body.steps.count - 1
  }

  private mutating func cited(
    _ source: HornDerivation.Source, _ cells: [[Cell]], _ shift: Int
  ) throws(CheckError) -> Rewrite.Reason {
    var terms: [TermID] = []
    let citation: Citation
    switch source {
    case .lemma(let number):
      citation = lemmas[number]
      for level in 0..<target.levels.count {
        terms.append(try checker.intern(.variable(level: level, target.sort)))
      }
    case .clause(let number):
      switch target.places[number] {
      case .cited(let place): citation = place
      case .step(let step): return .step(step)
      case nil: throw CheckError(.unknownFact, step: nil, "clause \(number)")
      }
    }
    for cells in cells { terms.append(try term(cells, shift)) }
    return .instance(Instance(citation, terms: terms))
  }

  /// The step that states a literal.
  mutating func show(_ argument: HornDerivation.Argument, _ body: inout Body) throws(CheckError)
    -> Int
  {
    var rewrites: [Rewrite] = []
    for rewriting in argument.rewritings {
      let reason: Rewrite.Reason
      switch rewriting.reason {
      case .entry(let number): reason = .step(body.places[number])
      case .source(let source, let terms):
        let cited = try cited(source, terms, body.shift)
        if case .step = cited, !terms.isEmpty {
          reason = .step(try state(source, terms, &body))
        } else {
          reason = cited
        }
      }
      rewrites.append(
        Rewrite(position: rewriting.position, reversed: rewriting.isReversed, reason))
    }
    if let base = argument.base {
      if rewrites.isEmpty { return body.places[base] }
      body.steps.append(.rewrite(body.places[base], rewrites))
    } else {
      body.steps.append(.chain(try term(argument.literal.left, body.shift), rewrites))
    }
    return body.steps.count - 1
  }

  // MARK: terms

  mutating func formula(_ literal: HornDerivation.Literal, _ shift: Int) throws(CheckError)
    -> TermID
  {
    let left = try term(literal.left, shift)
    guard let right = literal.right else { return left }
    return try checker.intern(.connective(.equal, [left, try term(right, shift)]))
  }

  /// The kernel's term or atom; variables have levels from `shift` on. With `bound`, those from a
  /// number on are bound, the last innermost, and those before stand for terms.
  mutating func term(
    _ cells: [Cell], _ shift: Int, bound: (values: [TermID], from: Int)? = nil
  ) throws(CheckError) -> TermID {
    var stack: [TermID] = []
    for cell in cells.reversed() {
      if cell.isVariable {
        let number = cell.variableNumber
        if let (values, first) = bound {
          stack.append(
            number < first
              ? values[number]
              : try checker.intern(.bound(index: values.count - 1 - number, target.sort)))
        } else {
          stack.append(try checker.intern(.variable(level: shift + number, target.sort)))
        }
      } else if let level = target.levels[cell.symbol] {
        stack.append(try checker.intern(.variable(level: level, target.sort)))
      } else {
        guard let symbol = target.operators[cell.symbol] else {
          throw CheckError(.unknownOperator, step: nil, "symbol \(cell.symbol)")
        }
        let arity = arities[cell.symbol]
        let parts = Array(stack.suffix(arity).reversed())
        stack.removeLast(arity)
        stack.append(try checker.intern(.apply(symbol, sorts: [], parts)))
      }
    }
    return stack[0]
  }
}

extension HornWriter {
  /// Proves that some values make all atoms of the negative clause hold.
  mutating func writeGoal(_ atoms: [HornDerivation.Literal]) throws(CheckError) {
    var body = Body(shift: target.levels.count)
    try write(derivation.entries, &body)
    var places: [Int] = []
    for condition in derivation.conditions { places.append(try show(condition, &body)) }
    var values: [TermID] = []
    for cells in derivation.terms { values.append(try term(cells, body.shift)) }
    // A ∧ (B ∧ C)
    if places.isEmpty {
      body.steps.append(try step(.clause(derivation.clause)))
      places = [body.steps.count - 1]
    }
    var last = places[places.count - 1]
    for place in places.dropLast().reversed() {
      body.steps.append(.infer(.both, [place, last], []))
      last = body.steps.count - 1
    }
    var formula = try conjunction(atoms, values, values.count, body.shift)
    for k in stride(from: values.count - 1, through: 0, by: -1) {
      var closed = try conjunction(atoms, values, k, body.shift)
      for _ in k..<values.count {
        closed = try checker.intern(.quantifier(.exists, target.sort, closed))
      }
      body.steps.append(.witness(closed, values[k], last))
      last = body.steps.count - 1
      formula = closed
    }
    if last < body.steps.count - 1 { body.steps.append(.rewrite(last, [])) }
    let parameters = Array(repeating: target.sort, count: target.levels.count)
    try check(
      Proof(name: "goal", Statement(parameters: parameters, formula), body.steps))
  }

  private func step(_ source: HornDerivation.Source) throws(CheckError) -> Step {
    guard case .clause(let number) = source, case .cited(let citation) = target.places[number]
    else { throw CheckError(.unknownFact, step: nil, "empty clause") }
    return .instance(Instance(citation))
  }

  /// The atoms with the first k variables replaced and the others bound; ⊥ if there are none.
  private mutating func conjunction(
    _ atoms: [HornDerivation.Literal], _ values: [TermID], _ k: Int, _ shift: Int
  ) throws(CheckError) -> TermID {
    var formulas: [TermID] = []
    for atom in atoms {
      let left = try term(atom.left, shift, bound: (values, k))
      if let right = atom.right {
        let other = try term(right, shift, bound: (values, k))
        formulas.append(try checker.intern(.connective(.equal, [left, other])))
      } else {
        formulas.append(left)
      }
    }
    guard var result = formulas.popLast() else {
      return try checker.intern(.connective(.falsum, []))
    }
    while let formula = formulas.popLast() {
      result = try checker.intern(.connective(.and, [formula, result]))
    }
    return result
  }
}

extension HornTarget {
  /// A theory of one sort in which the clauses with a positive literal are axioms, conditions first.
  /// An empty clause is the axiom ⊥.
  static func theory(of clauses: TPTPProblem, _ problem: CompletionProblem) throws(CheckError) -> (
    target: HornTarget, theory: Theory
  ) {
    var theory = Theory()
    let symbol = try theory.declareSort("$i")
    let sort = try theory.intern(.application(symbol, []))
    var target = HornTarget(sort: sort, operators: [])
    var names: Set<String> = []
    for (number, name) in problem.names.enumerated() {
      if number >= clauses.symbols.count && name.hasPrefix("$") {
        target.operators.append(nil)
        continue
      }
      let arity = problem.arities[number]
      let isPredicate = number < clauses.symbols.count && clauses.symbols[number].isPredicate
      var unique = name
      var count = 0
      while !names.insert(unique).inserted {
        unique = count == 0 ? "\(name)/\(arity)" : "\(name)/\(arity)/\(count)"
        count += 1
      }
      target.operators.append(
        try theory.declareOperator(
          unique, arguments: Array(repeating: sort, count: arity),
          result: isPredicate ? .formula : sort))
    }
    for (number, clause) in clauses.clauses.enumerated() {
      guard clause.literals.contains(where: \.isPositive) || clause.literals.isEmpty else {
        continue
      }
      target.places[number] = .cited(.fact(theory.facts.count))
      var writer = HornWriter(HornDerivation(), arities: problem.arities, target, Checker(theory))
      let formula = try writer.clause(clause, problem)
      theory = writer.checker.theory
      try theory.addAxiom(
        clause.name,
        Statement(parameters: Array(repeating: sort, count: clause.variableCount), formula))
    }
    return (target, theory)
  }
}

extension HornWriter {
  /// A clause with at most one positive literal, as conditions and a conclusion.
  fileprivate mutating func clause(_ clause: TPTPProblem.Clause, _ problem: CompletionProblem)
    throws(CheckError) -> TermID
  {
    func literal(_ literal: TPTPProblem.Literal) -> HornDerivation.Literal {
      HornDerivation.Literal(
        left: problem.cells(literal.left), right: literal.right.map { problem.cells($0) })
    }
    var result = try checker.intern(.connective(.falsum, []))
    for positive in clause.literals where positive.isPositive {
      result = try formula(literal(positive), 0)
    }
    for negative in clause.literals.reversed() where !negative.isPositive {
      let condition = try formula(literal(negative), 0)
      result = try checker.intern(.connective(.implies, [condition, result]))
    }
    return result
  }
}
