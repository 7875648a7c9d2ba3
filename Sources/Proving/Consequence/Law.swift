// A law as a program that finds where it says something of a `ClassGraph`: premises are looked for among what
// holds there, equations are read from either side. Start at the initialisers; `Law.run` runs one.
// Source: L. de Moura, N. Bjørner, Efficient E-matching for SMT solvers, CADE-21 (2007).

import ProofKernel
import Terms

/// One way of using a law.
struct Law {
  private enum Instruction {
    /// A node with a symbol: its class, then the classes of its parts.
    case scan(UInt32, to: Int)
    /// The same in the class that a register has; the parts from a register on.
    case member(UInt32, of: Int, to: Int)
    case same(Int, Int)
    /// The formula of a register holds, or does not.
    case holds(Int)
    case fails(Int)
    /// A formula whose variables are bound holds; if that is not known yet, it is something to ask.
    case demand(Term, isEquation: Bool)
    /// The class of a leaf with a sort that was there from the beginning.
    case start(sort: UInt32, to: Int)
  }
  private var instructions: [Instruction] = []
  private var registerCount = 0
  /// The register of each variable.
  private var places: [Int]
  /// What is said: that the class of the register is that of the term; without a register, that it holds.
  private var subject: Int?
  private let conclusion: Term
  /// Whether something else must hold.
  private(set) var hasPremises = false
  /// The functions that a statement must be about, for the law to be of use.
  let functions: Set<OperatorID>
  /// Whose law it is.
  let theorem: Int?
  /// Whether other laws have simplified it.
  var isSimplified = false

  /// The symbol that is looked for first.
  var scanned: UInt32? {
    if case .scan(let symbol, _) = instructions.first { symbol } else { nil }
  }

  /// Whether it says something of any leaf.
  var extendsLeaves: Bool {
    if case .start = instructions.first { true } else { false }
  }

  private init(_ conclusion: Term, variableCount: Int, theorem: Int?, _ functions: Set<OperatorID>)
  {
    (self.conclusion, self.theorem, self.functions) = (conclusion, theorem, functions)
    places = Array(repeating: -1, count: variableCount)
  }

  /// The ways of using a rule: in both directions, or where nothing grows.
  static func laws(
    _ rule: Rule, theorem: Int?, grows: Bool = true, _ vocabulary: Vocabulary
  ) -> [Law] {
    let functions = vocabulary.functions(rule.left).union(vocabulary.functions(rule.right))
    return [(rule.left, rule.right), (rule.right, rule.left)].compactMap { from, to in
      let bank = vocabulary.bank
      guard grows || bank.size(from) >= bank.size(to) || bank.variableNumber(from) != nil else {
        return nil
      }
      var law = Law(to, variableCount: rule.variableCount, theorem: theorem, functions)
      if bank.variableNumber(from) != nil {
        // Of laws that add something to anything those of units, x = x + 0, and small instances of one
        // variable.
        guard rule.variableCount == 1, bank.size(to) <= 4,
          !grows || bank.arguments(to).contains(where: { bank.arity($0) == 0 && $0 != from })
        else { return nil }
        law.instructions.append(.start(sort: bank.sort(from).index, to: 0))
        law.registerCount = 1
        law.bind(from, 0, bank)
      } else {
        law.scan(from, bank)
      }
      law.subject = 0
      return law.isBound(to, bank) ? law : nil
    }
  }

  /// The ways of using a statement that is no plain equation.
  static func laws(_ lemma: Lemma, theorem: Int?, _ vocabulary: Vocabulary) -> [Law] {
    let bank = vocabulary.bank
    guard !vocabulary.hasQuantifier(lemma.formula) else { return [] }
    let functions = vocabulary.functions(lemma.formula)
    let (stated, conclusion) = vocabulary.clause(lemma.formula)
    if case .iff(let left, let right) = vocabulary.shape(conclusion), stated.isEmpty {
      // One side may be an equation, which is no node but a class.
      return [(left, right), (right, left)].compactMap { premise, conclusion in
        var law = Law(
          conclusion, variableCount: lemma.variableCount, theorem: theorem, functions)
        return law.require(premise, vocabulary) && law.isBound(conclusion, bank) ? law : nil
      }
    }
    var law = Law(conclusion, variableCount: lemma.variableCount, theorem: theorem, functions)
    let premises = stated.flatMap(vocabulary.conjuncts)
    for premise in premises where !law.require(premise, vocabulary) { return [] }
    if premises.isEmpty || !law.isBound(conclusion, bank) {
      // What nothing else names is looked for in what is to be shown.
      guard let trigger = trigger(conclusion, vocabulary) else { return [] }
      law.scan(trigger, bank)
    }
    var laws = law.isBound(conclusion, bank) ? [law] : []
    if !premises.isEmpty, case .atom = vocabulary.shape(conclusion) {
      var backward = Law(
        conclusion, variableCount: lemma.variableCount, theorem: theorem, functions)
      backward.scan(conclusion, bank)
      for premise in premises {
        if backward.isBound(premise, bank) {
          let isEquation = vocabulary.sides(premise) != nil
          backward.instructions.append(.demand(premise, isEquation: isEquation))
        } else if !backward.require(premise, vocabulary) {
          return laws
        }
      }
      laws.append(backward)
    }
    return laws
  }

  /// An atom of a formula that has all its variables.
  private static func trigger(_ formula: Term, _ vocabulary: Vocabulary) -> Term? {
    switch vocabulary.shape(formula) {
    case .atom: formula
    case .not(let part): trigger(part, vocabulary)
    case .or(let left, let right), .and(let left, let right):
      trigger(left, vocabulary) ?? trigger(right, vocabulary)
    case .equal(let left, let right):
      [left, right].first {
        vocabulary.bank.variableNumber($0) == nil
          && vocabulary.bank.variableBound($0) == vocabulary.bank.variableBound(formula)
      }
    default: nil
    }
  }

  private func isBound(_ term: Term, _ bank: TermBank) -> Bool {
    bank.subterms(term).allSatisfy { bank.variableNumber($0).map { places[$0] >= 0 } ?? true }
  }

  private mutating func require(_ premise: Term, _ vocabulary: Vocabulary) -> Bool {
    hasPremises = true
    let bank = vocabulary.bank
    switch vocabulary.shape(premise) {
    case .equal(let left, let right):
      let (first, second) = bank.variableNumber(left) == nil ? (left, right) : (right, left)
      guard bank.variableNumber(first) == nil else { return false }
      bind(second, scan(first, bank), bank)
    case .atom: instructions.append(.holds(scan(premise, bank)))
    case .not(let part): instructions.append(.fails(scan(part, bank)))
    default: return false
    }
    return true
  }

  /// Looks for a term anywhere; returns the register of its class.
  @discardableResult
  private mutating func scan(_ term: Term, _ bank: TermBank) -> Int {
    guard let symbol = bank.symbol(term) else { return 0 }
    let place = registerCount
    registerCount += 1 + bank.arity(term)
    instructions.append(.scan(symbol.index, to: place))
    for i in 0..<bank.arity(term) { bind(bank.argument(term, i), place + 1 + i, bank) }
    return place
  }

  /// Makes a term one of the class in a register.
  private mutating func bind(_ term: Term, _ register: Int, _ bank: TermBank) {
    if let variable = bank.variableNumber(term) {
      if places[variable] < 0 {
        places[variable] = register
      } else {
        instructions.append(.same(places[variable], register))
      }
      return
    }
    guard let symbol = bank.symbol(term) else { return }
    let place = registerCount
    registerCount += bank.arity(term)
    instructions.append(.member(symbol.index, of: register, to: place))
    for i in 0..<bank.arity(term) { bind(bank.argument(term, i), place + i, bank) }
  }

  // MARK: running

  /// Says all that the law says of the graph. `work` counts nodes looked at.
  func run(_ graph: inout ClassGraph, startCount: Int, work: inout Int, _ bank: TermBank) {
    if let scanned, graph.range(scanned).first == ClassGraph.none { return }
    var registers = Array(repeating: UInt32(0), count: registerCount)
    step(0, &registers, &graph, startCount, &work, bank)
  }

  private func step(
    _ place: Int, _ registers: inout [UInt32], _ graph: inout ClassGraph, _ startCount: Int,
    _ work: inout Int, _ bank: TermBank
  ) {
    guard place < instructions.count else { return say(registers, &graph, bank) }
    switch instructions[place] {
    case .scan(let symbol, let to):
      // What is made on the way is looked at in the next round.
      var (next, last) = graph.range(symbol)
      while next != ClassGraph.none, work > 0 {
        work -= 1
        let node = graph.nodes[Int(next)]
        if !node.isDead {
          registers[to] = graph.find(next)
          for i in 0..<Int(node.count) {
            registers[to + 1 + i] = graph.children[Int(node.first) + i]
          }
          step(place + 1, &registers, &graph, startCount, &work, bank)
        }
        next = next == last ? ClassGraph.none : graph.nodes[Int(next)].nextOfSymbol
      }
    case .member(let symbol, let own, let to):
      let start = registers[own]
      var next = start
      repeat {
        work -= 1
        let node = graph.nodes[Int(next)]
        if node.symbol == symbol, !node.isDead {
          for i in 0..<Int(node.count) { registers[to + i] = graph.children[Int(node.first) + i] }
          step(place + 1, &registers, &graph, startCount, &work, bank)
        }
        next = node.nextMember
      } while next != start && work > 0
    case .same(let a, let b):
      if registers[a] == registers[b] {
        step(place + 1, &registers, &graph, startCount, &work, bank)
      }
    case .holds(let own):
      if registers[own] == graph.find(ClassGraph.truth) {
        step(place + 1, &registers, &graph, startCount, &work, bank)
      }
    case .fails(let own):
      if registers[own] == graph.find(ClassGraph.falsity) {
        step(place + 1, &registers, &graph, startCount, &work, bank)
      }
    case .demand(let formula, let isEquation):
      let values = places.map { $0 < 0 ? 0 : registers[$0] }
      let sides = isEquation ? bank.arguments(formula) : [formula]
      let made = sides.compactMap { graph.add($0, values, bank) }
      let goal = isEquation ? made.last : graph.find(ClassGraph.truth)
      if made.count == sides.count, made.first == goal {
        step(place + 1, &registers, &graph, startCount, &work, bank)
      }
    case .start(let sort, let to):
      for number in 2..<startCount where work > 0 {
        let node = graph.nodes[number]
        guard node.sort == sort, node.count == 0 else { continue }
        work -= 1
        registers[to] = graph.find(UInt32(number))
        step(place + 1, &registers, &graph, startCount, &work, bank)
      }
    }
  }

  private func say(_ registers: [UInt32], _ graph: inout ClassGraph, _ bank: TermBank) {
    let values = places.map { $0 < 0 ? 0 : registers[$0] }
    guard let made = graph.add(conclusion, values, bank) else { return }
    graph.merge(subject.map { registers[$0] } ?? ClassGraph.truth, made)
  }
}
