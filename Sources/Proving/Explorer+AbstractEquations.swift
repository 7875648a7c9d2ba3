// Equations of a theory whose operators are given by axioms: small terms are enumerated and told apart
// by finite models; two that no model tells apart are conjectured to be equal. The equational prover
// then proves it, or finds a model in which it fails, which tells terms apart from there on. Start at
// `abstractEquations`. No model is given, and none is looked for without need.
// Sources: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017);
// A. Solar-Lezama, Program synthesis by sketching (2008), for tests that come from refutations.

import ProofKernel
import Terms

/// Limits of such a search (counts).
private enum AbstractLimits {
  static let variables = 3
  static let size = 6
  static let terms = 1_500
  static let attempts = 400
  /// What functions of one argument do to operations is looked at before terms of this size.
  static let homomorphismSize = 4
  /// Models larger than this tell nothing: assignments to three variables would be too many.
  static let modelSize = 8
  /// Work of one attempt, some 50 million a second.
  static let work = 7_000_000
}

/// Terms that are known to be different, with their values in the models so far.
struct AbstractTerms {
  /// A term that others are built upon.
  struct Node {
    let term: Term
    let size: Int
    let symbol: Symbol?
    let children: [Int]
    /// By model: the value for each assignment to the variables.
    var values: [[UInt8]] = []
  }
  /// A model with a table for each symbol.
  struct Model {
    let size: Int
    let tables: [Symbol: [Int]]
  }

  private(set) var nodes: [Node] = []
  private(set) var models: [Model] = []
  private var first: [[[UInt8]]: Int] = [:]

  /// The values of a term over nodes; of the variable with that number if it has no symbol.
  func values(_ symbol: Symbol?, _ children: [Int], variable: Int) -> [[UInt8]] {
    models.indices.map { value(symbol, children, variable, in: $0) }
  }

  private func value(_ symbol: Symbol?, _ children: [Int], _ variable: Int, in number: Int)
    -> [UInt8]
  {
    let model = models[number]
    let count = (0..<AbstractLimits.variables).reduce(1) { product, _ in product * model.size }
    guard let symbol else {
      let step = (0..<variable).reduce(1) { product, _ in product * model.size }
      return (0..<count).map { UInt8($0 / step % model.size) }
    }
    let table = model.tables[symbol] ?? []
    return (0..<count).map { assignment in
      var place = 0
      for child in children {
        place = place * model.size + Int(nodes[child].values[number][assignment])
      }
      return UInt8(table[place])
    }
  }

  /// The term with these values, if there is one.
  func node(with values: [[UInt8]]) -> Int? { first[values] }

  mutating func append(_ node: Node) {
    first[node.values] = nodes.count
    nodes.append(node)
  }

  mutating func add(_ model: Model) {
    models.append(model)
    first = [:]
    for place in nodes.indices {
      let node = nodes[place]
      nodes[place].values.append(
        value(node.symbol, node.children, place, in: models.count - 1))
      first[nodes[place].values] = place
    }
  }
}

extension Explorer {
  /// Looks for equations over the only sort of the theory's operators. Returns whether a limit stopped
  /// it; nil if there are other sorts, so that nothing was done.
  mutating func abstractEquations() -> Bool? {
    let store = list.checker.theory.store
    let facts = list.checker.theory.facts
    let used = facts.reduce(into: Set()) { $0.formUnion(store.operators(in: $1.statement.formula)) }
    let operations = vocabulary.operations.filter {
      vocabulary.operatorID($0).map(used.contains) ?? false
    }
    guard let sort = operations.first.map({ vocabulary.bank[$0].sort }),
      vocabulary.constructors[sort] == nil, sort != .formula,
      facts.allSatisfy({ $0.kind == .axiom }),
      operations.allSatisfy({ symbol in
        let info = vocabulary.bank[symbol]
        return info.sort == sort && info.arguments.allSatisfy { $0 == sort }
      })
    else { return nil }
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
    for number in 0..<AbstractLimits.variables {
      let variable = vocabulary.eigenvariable(number, sort)
      consider(variable, nil, [], size: 1, &terms, &attempts)
    }
    for size in 1...AbstractLimits.size {
      if size == AbstractLimits.homomorphismSize {
        considerHomomorphisms(of: operations, &terms, &attempts)
      }
      for symbol in byArity {
        let arity = vocabulary.bank[symbol].arguments.count
        guard size == 1 ? arity == 0 : arity > 0 else { continue }
        for children in tuples(arity, size - 1, terms.nodes) {
          if isOver() || terms.nodes.count >= AbstractLimits.terms || attempts <= 0 { return true }
          let term = vocabulary.bank.make(symbol, children.map { terms.nodes[$0].term })
          consider(term, symbol, children, size: size, &terms, &attempts)
        }
      }
    }
    for conjecture in duals(of: operations) where !isOver() {
      guard seen.insert(conjecture.formula).inserted, search(conjecture, .evident) == nil else {
        continue
      }
      counters.conjectures += 1
      _ = refuteOrProve(conjecture)
    }
    return false
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
      if let model = refuteOrProve(conjecture) {
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
    if case .unknown = EquationalProver.decide(goal.clauses, limits: abstractLimits) {
      return false
    }
    return true
  }

  private var abstractLimits: EquationalLimits {
    var limits = EquationalLimits()
    limits.work = AbstractLimits.work
    if let isOver = self.limits.isOver { limits.isOver = isOver }
    return limits
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

  /// Keeps a term that differs from all that are kept; else says so in a theorem, if it can.
  private mutating func consider(
    _ term: Term, _ symbol: Symbol?, _ children: [Int], size: Int, _ terms: inout AbstractTerms,
    _ attempts: inout Int
  ) {
    while true {
      let values = terms.values(symbol, children, variable: terms.nodes.count)
      guard let same = terms.node(with: values) else {
        terms.append(
          AbstractTerms.Node(
            term: term, size: size, symbol: symbol, children: children, values: values))
        return
      }
      let equation = TermEquation(left: term, right: terms.nodes[same].term)
      if normalForm(equation.left) == normalForm(equation.right) { return }
      let conjecture = canonical(vocabulary.formula(vocabulary.asUsuallyStated(equation)))
      guard seen.insert(conjecture.formula).inserted, search(conjecture, .evident) == nil,
        attempts > 0
      else { return }
      attempts -= 1
      counters.conjectures += 1
      guard let model = refuteOrProve(conjecture) else { return }
      terms.add(model)
    }
  }

  /// A model in which an equation fails; nil if it is a theorem now, or neither was found. What is stated
  /// is listed, whatever the others make evident.
  mutating func refuteOrProve(_ conjecture: Conjecture, isStated: Bool = false)
    -> AbstractTerms.Model?
  {
    let theory = list.checker.theory
    var facts = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    // What was found makes proofs short, and says what they rest on.
    facts += list.found.enumerated().map { (Citation.theorem($0), $1.proof.statement) }
    guard let statement = list.statement(conjecture, vocabulary),
      let goal = TheoryGoal(statement, facts: facts, list.checker.theory.store)
    else { return nil }
    counters.attempts += 1
    switch EquationalProver.decide(goal.clauses, limits: abstractLimits) {
    case .derivation(let derivation, let problem):
      let name = TheoremNaming(vocabulary, theory).name(conjecture.formula)
      // The same up to the order of arguments as something above: a rule, but not to be read again.
      let place = list.found.count
      let form = rearrangement(of: conjecture.formula)
      let first = forms[form]
      let isAccepted = accept(conjecture, named: name, method: "completion", isStated: isStated) {
        name, checker throws(CheckError) in
        var writer = HornWriter(derivation, arities: problem.arities, goal.target, checker)
        let proof = try writer.whole(goal, problem, named: name)
        checker = writer.checker
        return proof
      }
      guard isAccepted else { return nil }
      guard let first else {
        forms[form] = place
        return nil
      }
      if isStated { return nil }
      if first < 0 {
        list.hide(place)
      } else {
        list.subordinate(place, to: list.found[first].origin ?? first)
      }
      return nil
    case .model(let model):
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
    case .unknown: return nil
    }
  }
}

extension Explorer {
  /// The same text for two equations over one sort that differ in the names of variables, the order of
  /// sides, and the order and nesting of arguments where operators commute and associate.
  private func rearrangement(of formula: Term) -> String {
    guard let sides = vocabulary.sides(formula) else { return "" }
    let variables = vocabulary.openVariables(formula)
    // Up to three variables: six ways to name them.
    return permutations(variables.count).map { order in
      var names: [Term: String] = [:]
      for (variable, number) in zip(variables, order) { names[variable] = "x\(number)" }
      let texts = [text(sides.left, names), text(sides.right, names)].sorted()
      return texts.joined(separator: "=")
    }.min() ?? ""
  }

  func permutations(_ count: Int) -> [[Int]] {
    guard count > 0, count <= 4 else { return [Array(0..<count)] }
    return permutations(count - 1).flatMap { order in
      (0..<count).map { place in
        var longer = order
        longer.insert(count - 1, at: place)
        return longer
      }
    }
  }

  private func text(_ term: Term, _ names: [Term: String]) -> String {
    if let name = names[term] { return name }
    guard let symbol = vocabulary.bank.symbol(term) else { return "?" }
    var parts = vocabulary.bank.arguments(term).map { text($0, names) }
    let head = "f\(symbol.index)"
    if list.laws.commutative[symbol] != nil {
      if list.laws.isAssociative(symbol) {
        parts = vocabulary.bank.arguments(term).flatMap { flattened($0, symbol) }.map {
          text($0, names)
        }
      }
      parts.sort()
    }
    return parts.isEmpty ? head : head + "(" + parts.joined(separator: ",") + ")"
  }

  private func flattened(_ term: Term, _ symbol: Symbol) -> [Term] {
    guard vocabulary.bank.symbol(term) == symbol else { return [term] }
    return vocabulary.bank.arguments(term).flatMap { flattened($0, symbol) }
  }
}
