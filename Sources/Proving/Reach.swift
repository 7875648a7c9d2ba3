// Which theorems can play a part in the proof of a statement: a rule can be applied only where all
// functions of its left side are, and the terms of a proof have the functions of the statement, those
// that their definitions lead to, and those that rules bring in. What could not be used wakes nobody.
// Start at `Reach.closure`. `SearchGrid` asks.

import ProofKernel
import Terms

/// The functions of a theorem.
struct TheoremReach: Hashable, Sendable {
  /// For each direction in which it can be used: the functions that must be there.
  let needed: [Set<OperatorID>]
  /// All its functions: what its use may bring in.
  let brought: Set<OperatorID>

  /// Whether it can be used where these functions are.
  func isUsable(within functions: Set<OperatorID>) -> Bool {
    needed.contains { $0.isSubset(of: functions) }
  }
}

/// How functions lead to others.
struct Reach: Sendable {
  private var definitions: [OperatorID: Set<OperatorID>] = [:]
  /// Theorems that lead to functions that they do not need.
  private var bridges: [TheoremReach] = []

  /// Nothing leads anywhere.
  init() {}

  /// As the definitions of a theory say.
  init(_ theory: Theory) {
    for fact in theory.facts where fact.kind == .definition {
      guard let head = theory.store.headOfDefinition(fact.statement.formula) else { continue }
      let operators = theory.store.operators(in: fact.statement.formula)
      definitions[head, default: []].formUnion(operators)
    }
  }

  /// Notes a theorem.
  mutating func note(_ theorem: TheoremReach) {
    if theorem.needed.contains(where: { !theorem.brought.isSubset(of: $0) }) {
      bridges.append(theorem)
    }
  }

  /// The functions that terms over these may lead to.
  func closure(of functions: Set<OperatorID>) -> Set<OperatorID> {
    var found = functions
    close(&found, over: functions)
    _ = extend(&found)
    return found
  }

  /// Adds what theorems lead to. Returns whether there was something to add.
  func extend(_ functions: inout Set<OperatorID>) -> Bool {
    let count = functions.count
    var isStable = false
    while !isStable {
      isStable = true
      for bridge in bridges
      where !bridge.brought.isSubset(of: functions) && bridge.isUsable(within: functions) {
        functions.formUnion(bridge.brought)
        close(&functions, over: bridge.brought)
        isStable = false
      }
    }
    return functions.count > count
  }

  private func close(_ functions: inout Set<OperatorID>, over new: Set<OperatorID>) {
    var pending = Array(new)
    while let next = pending.popLast() {
      for function in definitions[next] ?? [] where functions.insert(function).inserted {
        pending.append(function)
      }
    }
  }
}

extension Theory {
  /// The operators of which no definition speaks, constructors left out.
  var openOperators: Set<OperatorID> {
    var open = Set(
      store.operators.indices.map { OperatorID(UInt32($0)) }.filter {
        store.operators[Int($0.index)].role == .abstract && $0 != .apply
      })
    for fact in facts where fact.kind == .definition {
      if let head = store.headOfDefinition(fact.statement.formula) { open.remove(head) }
    }
    return open
  }
}

extension Vocabulary {
  /// The functions in a formula, constructors left out, at whatever sorts.
  func functions(_ formula: Term) -> Set<OperatorID> {
    Set(
      bank.subterms(formula).compactMap { term in
        bank.symbol(term).flatMap { bank[$0].isConstructor ? nil : operatorID($0) }
      })
  }
}

extension TermStore {
  /// The operator of which an equation or equivalence says what it is.
  fileprivate func headOfDefinition(_ formula: TermID) -> OperatorID? {
    guard case .connective(_, let sides) = shape(of: formula), let left = sides.first,
      case .apply(let head, _, _) = shape(of: left)
    else { return nil }
    return head
  }

  /// The functions in a term or formula, constructors left out.
  func operators(in root: TermID) -> Set<OperatorID> {
    var found: Set<OperatorID> = []
    var seen: Set<TermID> = [root]
    var pending = [root]
    while let term = pending.popLast() {
      var parts: [TermID] = []
      switch shape(of: term) {
      case .apply(let symbol, _, let arguments):
        if operators[Int(symbol.index)].role != .constructor { found.insert(symbol) }
        parts = arguments
      case .connective(_, let arguments): parts = arguments
      case .quantifier(_, _, let body): parts = [body]
      case .variable, .bound, .numeral: break
      }
      for part in parts where seen.insert(part).inserted { pending.append(part) }
    }
    return found
  }
}
