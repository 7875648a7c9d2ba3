// Equations of a theory whose operators are given by axioms: small terms are enumerated and told apart
// by finite models; two that no model tells apart are conjectured to be equal. The equational prover
// then proves it, or finds a model in which it fails, which tells terms apart from there on. Start at
// `abstractEquations`. No model is given, and none is looked for without need. `DecisionGrid` runs the
// prover, for a few equations at a time.
// Sources: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017);
// A. Solar-Lezama, Program synthesis by sketching (2008), for tests that come from refutations.

import ProofKernel
import Terms

extension Explorer {
  /// Looks for equations over the sort of most operators; those that have others too are left out. Returns
  /// whether a limit stopped it; nil if that sort has constructors, so that nothing was done.
  mutating func abstractEquations() -> Bool? {
    let store = list.checker.theory.store
    let facts = list.checker.theory.facts
    let used = facts.reduce(into: Set()) { $0.formUnion(store.operators(in: $1.statement.formula)) }
    let relevant = vocabulary.operations.filter {
      vocabulary.operatorID($0).map(used.contains) ?? false
    }
    guard let sort = abstractSort(of: relevant) else { return nil }
    let operations = relevant.filter { isOver(sort, $0) }
    // Where no finite model has two elements (combinatory logic), nothing would tell terms apart.
    guard hasFiniteModels(of: sort) else { return narrowedEquations() }
    completeAxioms()
    forms = [:]
    for fact in facts {
      guard let stated = self.conjecture(fact.statement) else { continue }
      forms[rearrangement(of: stated.formula)] = -1
    }
    // Within a size what has fewer arguments comes first: -(x·y) is simpler than x·(-y).
    let byArity = operations.enumerated().sorted { a, b in
      let (x, y) = (
        vocabulary.bank[a.element].arguments.count, vocabulary.bank[b.element].arguments.count
      )
      return x != y ? x < y : a.offset < b.offset
    }.map(\.element)
    var terms = AbstractTerms()
    var attempts = AbstractLimits.attempts
    let variables = (0..<AbstractLimits.variables).map { number in
      AbstractTerms.Candidate(
        term: vocabulary.eigenvariable(number, sort), size: 1, head: .variable(number))
    }
    consider(variables, &terms, &attempts)
    for size in 1...AbstractLimits.size {
      if size == AbstractLimits.homomorphismSize {
        considerHomomorphisms(of: operations, &terms, &attempts)
      }
      for symbol in byArity {
        let arity = vocabulary.bank[symbol].arguments.count
        guard size == 1 ? arity == 0 : arity > 0 else { continue }
        let new = tuples(arity, size - 1, terms.nodes).map { children in
          AbstractTerms.Candidate(
            term: vocabulary.bank.make(symbol, children.map { terms.nodes[$0].term }), size: size,
            head: .operation(symbol, children))
        }
        consider(new, &terms, &attempts)
        if isOver() || terms.nodes.count >= AbstractLimits.terms || attempts <= 0 { return true }
      }
    }
    let before = list.found.count
    let duals = duals(of: operations)
    var batch: [Conjecture] = []
    for conjecture in duals where !isOver() {
      guard seen.insert(conjecture.formula).inserted, search(conjecture, .evident) == nil else {
        continue
      }
      counters.conjectures += 1
      batch.append(conjecture)
      if batch.count == AbstractLimits.batch {
        _ = refuteOrProve(batch)
        batch = []
      }
    }
    _ = refuteOrProve(batch)
    let formulas = Set(duals.map(\.formula))
    for place in before..<list.found.count where formulas.contains(list.found[place].formula) {
      list.markDual(place)
    }
    return false
  }

  /// The sort over which most operators are, the first of several, unless constructors make it.
  private func abstractSort(of operations: [Symbol]) -> TermSort? {
    var counts: [(sort: TermSort, count: Int)] = []
    for symbol in operations where isOver(vocabulary.bank[symbol].sort, symbol) {
      let sort = vocabulary.bank[symbol].sort
      if let place = counts.firstIndex(where: { $0.sort == sort }) {
        counts[place].count += 1
      } else {
        counts.append((sort, 1))
      }
    }
    guard let most = counts.map(\.count).max(),
      let sort = counts.first(where: { $0.count == most })?.sort
    else { return nil }
    return vocabulary.constructors[sort] == nil && sort != .formula ? sort : nil
  }

  /// Whether an operator takes values of a sort to such values.
  private func isOver(_ sort: TermSort, _ symbol: Symbol) -> Bool {
    let info = vocabulary.bank[symbol]
    return info.sort == sort && info.arguments.allSatisfy { $0 == sort }
  }

  private mutating func considerHomomorphisms(
    of operations: [Symbol], _ terms: inout AbstractTerms, _ attempts: inout Int
  ) {
    for conjecture in homomorphisms(of: operations) where attempts > 0 && !isOver() {
      guard !seen.contains(conjecture.formula), search(conjecture, .evident) == nil else {
        continue
      }
      attempts -= 1
      counters.conjectures += 1
      let known = list.found.count
      if let model = refuteOrProve([conjecture])[0] {
        terms.add(model)
      } else if list.found.count == known {
        continue  // more may be known when its sides are enumerated
      }
      seen.insert(conjecture.formula)
    }
  }

  /// Whether it is known by a finite model, or a proof, if two things may be different.
  private mutating func hasFiniteModels(of sort: TermSort) -> Bool {
    let (x, y) = (vocabulary.eigenvariable(0, sort), vocabulary.eigenvariable(1, sort))
    let conjecture = canonical(vocabulary.equation(x, y))
    let facts = list.checker.theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    guard let statement = list.statement(conjecture, vocabulary),
      let goal = TheoryGoal(statement, facts: facts, list.checker.theory.store)
    else { return false }
    if case .unknown = decide([goal])[0] { return false }
    return true
  }

  /// What the equational prover says of goals, side by side.
  private mutating func decide(_ goals: [TheoryGoal?]) -> [EquationalProver.Decision] {
    var limits = EquationalLimits()
    limits.work = AbstractLimits.work * 8 / (8 + undecided)
    if let isOver = self.limits.isOver { limits.isOver = isOver }
    return decisions.decide(goals, limits).map { decision, counts in
      counters.pairs += counts.pairs
      counters.unifications += counts.pairs
      work.matches += counts.matches
      work.rewrites += counts.rewrites
      return decision
    }
  }

  /// All tuples of nodes whose sizes add up, in order of nodes.
  private func tuples(_ arity: Int, _ size: Int, _ nodes: [AbstractTerms.Node]) -> [[Int]] {
    if arity == 0 { return size == 0 ? [[]] : [] }
    var found: [[Int]] = []
    for (place, node) in nodes.enumerated() where node.size <= size - (arity - 1) {
      for rest in tuples(arity - 1, size - node.size, nodes) { found.append([place] + rest) }
    }
    return found
  }

  /// Keeps the terms that differ from all that are kept; of the others it says so in theorems, if it
  /// can. Those that a model tells apart are looked at again.
  private mutating func consider(
    _ new: [AbstractTerms.Candidate], _ terms: inout AbstractTerms, _ attempts: inout Int
  ) {
    var waiting = Array(new.reversed())
    while !waiting.isEmpty {
      var batch: [(candidate: AbstractTerms.Candidate, conjecture: Conjecture)] = []
      while batch.count < AbstractLimits.batch, let candidate = waiting.popLast() {
        if isOver() || terms.nodes.count >= AbstractLimits.terms || attempts <= 0 { break }
        guard let conjecture = conjecture(candidate, &terms) else { continue }
        // What the batch asks already may tell this term apart from others as well.
        if batch.contains(where: { $0.conjecture.formula == conjecture.formula }) {
          waiting.append(candidate)
          break
        }
        guard seen.insert(conjecture.formula).inserted, search(conjecture, .evident) == nil
        else { continue }
        attempts -= 1
        counters.conjectures += 1
        batch.append((candidate, conjecture))
      }
      if batch.isEmpty { return }
      let models = refuteOrProve(batch.map(\.conjecture))
      for (entry, model) in zip(batch, models).reversed() where model != nil {
        waiting.append(entry.candidate)
      }
      for (entry, model) in zip(batch, models) {
        guard let model, terms.node(with: terms.values(entry.candidate)) != nil else { continue }
        terms.add(model)
      }
    }
  }

  /// Keeps a term, or conjectures that it is equal to one that is kept; nil if rewriting shows that.
  private mutating func conjecture(
    _ candidate: AbstractTerms.Candidate, _ terms: inout AbstractTerms
  ) -> Conjecture? {
    let values = terms.values(candidate)
    guard let same = terms.node(with: values) else {
      terms.append(candidate, values)
      return nil
    }
    let equation = TermEquation(left: candidate.term, right: terms.nodes[same].term)
    if normalForm(equation.left) == normalForm(equation.right) { return nil }
    return canonical(vocabulary.formula(asUsuallyStated(equation)))
  }

  /// Equations that are tried side by side. For each a model in which it fails; nil if it is a theorem
  /// now, or evident by those before it, or nothing was found. What is stated is listed, whatever the
  /// others make evident.
  mutating func refuteOrProve(_ conjectures: [Conjecture], isStated: Bool = false)
    -> [AbstractTerms.Model?]
  {
    // Statements first: they add to the terms of the theory.
    let statements = conjectures.map { list.statement($0, vocabulary) }
    let theory = list.checker.theory
    var facts = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    // What was found makes proofs short, and says what they rest on.
    facts += list.found.enumerated().map { (Citation.theorem($0), $1.proof.statement) }
    let goals = statements.map { statement in
      statement.flatMap { TheoryGoal($0, facts: facts, theory.store) }
    }
    let answers = decide(goals)
    return conjectures.indices.map { place in
      guard let goal = goals[place] else { return nil }
      counters.attempts += 1
      switch answers[place] {
      case .derivation(let derivation, let problem):
        let isEvident = place > 0 && !isStated && search(conjectures[place], .evident) != nil
        if !isEvident { accept(conjectures[place], goal, derivation, problem, isStated: isStated) }
        return nil
      case .model(let model): return tables(of: model, goal)
      case .unknown:
        undecided += 1
        return nil
      }
    }
  }

  /// Has the kernel check a derivation of an equation.
  private mutating func accept(
    _ conjecture: Conjecture, _ goal: TheoryGoal, _ derivation: HornDerivation,
    _ problem: CompletionProblem, isStated: Bool
  ) {
    let name = TheoremNaming(vocabulary, list.checker.theory).name(conjecture.formula)
    // The same up to the order of arguments as something above: a rule, but not to be read again.
    let form = rearrangement(of: conjecture.formula)
    let place = list.found.count
    let isAccepted = accept(conjecture, named: name, method: "completion", isStated: isStated) {
      name, checker throws(CheckError) in
      var writer = HornWriter(derivation, arities: problem.arities, goal.target, checker)
      let proof = try writer.whole(goal, problem, named: name)
      checker = writer.checker
      return proof
    }
    guard isAccepted else { return }
    guard let first = forms[form] else {
      forms[form] = place
      return
    }
    if isStated { return }
    if first < 0 {
      list.hide(place)
    } else {
      list.subordinate(place, to: list.found[first].origin ?? first)
    }
  }

  /// A model as tables of the symbols; nil if it is too large to tell terms apart by.
  private func tables(of model: FiniteModel, _ goal: TheoryGoal) -> AbstractTerms.Model? {
    guard model.size <= AbstractLimits.modelSize else { return nil }
    var tables: [Symbol: [Int]] = [:]
    for symbol in vocabulary.operations where !vocabulary.bank[symbol].isConstructor {
      let number = goal.target.operators.firstIndex { $0 == vocabulary.operatorID(symbol) }
      // What no clause mentions may be anything.
      let arity = vocabulary.bank[symbol].arguments.count
      let count = (0..<arity).reduce(1) { product, _ in product * model.size }
      tables[symbol] = number.map { model.tables[$0] } ?? Array(repeating: 0, count: count)
    }
    return AbstractTerms.Model(size: model.size, tables: tables)
  }
}
