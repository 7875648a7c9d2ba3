// Axioms with operators exchanged, and with their arguments turned round: where joins distribute over
// meets, meets may distribute over joins. People look for such laws first, and they may be longer than
// the terms that are enumerated. Entries: `duals`, and `homomorphisms`, for functions that take one operation
// to another; `Explorer+AbstractEquations` proves or refutes them.

import ProofKernel
import Terms

extension Explorer {
  /// That a function of one argument takes one operation to another, f(g(x, y)) = h(f(x), f(y)), for all
  /// such functions: laws that people look for before those of longer terms, which may imply them.
  mutating func homomorphisms(of operations: [Symbol]) -> [Conjecture] {
    let unary = operations.filter { vocabulary.bank[$0].arguments.count == 1 }
    let binary = operations.filter { vocabulary.bank[$0].arguments.count == 2 }
    guard let sort = operations.first.map({ vocabulary.bank[$0].sort }), binary.count <= 3 else {
      return []
    }
    let (x, y) = (vocabulary.eigenvariable(0, sort), vocabulary.eigenvariable(1, sort))
    var found: [Conjecture] = []
    for f in unary {
      let (a, b) = (vocabulary.bank.make(f, [x]), vocabulary.bank.make(f, [y]))
      for g in binary {
        for h in binary {
          let inside = vocabulary.bank.make(g, [x, y])
          found.append(
            canonical(
              vocabulary.equation(
                vocabulary.bank.make(f, [inside]), vocabulary.bank.make(h, [a, b]))
            ))
        }
      }
    }
    return found
  }

  /// At most so many ways to exchange operators are tried (count).
  private static let exchangeLimit = 24

  /// What becomes of equational axioms when operators with the same number of arguments change
  /// places, or when binary ones have their arguments turned round; axioms themselves left out.
  mutating func duals(of operations: [Symbol]) -> [Conjecture] {
    var axioms: [TermEquation] = []
    for fact in list.checker.theory.facts {
      guard let stated = conjecture(fact.statement), let sides = vocabulary.sides(stated.formula)
      else { continue }
      axioms.append(TermEquation(left: sides.left, right: sides.right))
    }
    var known = Set(axioms.map { canonical(vocabulary.formula($0)).formula })
    var found: [Conjecture] = []
    for exchange in exchanges(operations) {
      for isTurned in [false, true] {
        for axiom in axioms {
          let dual = TermEquation(
            left: exchanged(axiom.left, exchange, isTurned),
            right: exchanged(axiom.right, exchange, isTurned))
          let conjecture = canonical(vocabulary.formula(dual))
          if known.insert(conjecture.formula).inserted { found.append(conjecture) }
        }
      }
    }
    return found
  }

  /// Ways to exchange operators, the one that changes nothing first.
  private func exchanges(_ operations: [Symbol]) -> [[Symbol: Symbol]] {
    var ways: [[Symbol: Symbol]] = [[:]]
    for arity in 0...2 {
      let alike = operations.filter { vocabulary.bank[$0].arguments.count == arity }
      guard alike.count > 1, alike.count <= 4 else { continue }
      let orders = permutations(alike.count)
      guard ways.count * orders.count <= Self.exchangeLimit else { continue }
      ways = ways.flatMap { way in
        orders.map { order in
          var longer = way
          for (place, other) in order.enumerated() { longer[alike[place]] = alike[other] }
          return longer
        }
      }
    }
    return ways
  }

  /// Recursion is as deep as an axiom.
  private mutating func exchanged(_ term: Term, _ way: [Symbol: Symbol], _ isTurned: Bool) -> Term {
    guard let symbol = vocabulary.bank.symbol(term), vocabulary.level(term) == nil else {
      return term
    }
    var parts = vocabulary.bank.arguments(term).map { exchanged($0, way, isTurned) }
    if isTurned, parts.count == 2 { parts.swapAt(0, 1) }
    return vocabulary.bank.make(way[symbol] ?? symbol, parts)
  }
}
