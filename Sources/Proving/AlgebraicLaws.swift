// Which operators commute, associate and distribute: read off the rules as they come, by the shape of
// the laws. `TheoremList` feeds it; `ProofSearch+Sums` uses what it finds. No operator is known here.

import Terms

/// The laws seen so far.
struct AlgebraicLaws: Sendable {
  /// Operators with x·y = y·x, and the rule that says so.
  private(set) var commutative: [Symbol: Rule] = [:]
  private var associative: Set<Symbol> = []
  private var distributive: [(outer: Symbol, inner: Symbol)] = []

  /// The operators that add and multiply, by sort. Where several do, the first.
  func semirings(_ bank: TermBank) -> [TermSort: Semiring] {
    var found: [TermSort: Semiring] = [:]
    for (outer, inner) in distributive
    where [outer, inner].allSatisfy({ commutative[$0] != nil && associative.contains($0) }) {
      let sort = bank[inner].sort
      if found[sort] == nil { found[sort] = Semiring(add: inner, multiply: outer) }
    }
    return found
  }

  /// Whether a law was seen that makes the operator associative, if it commutes.
  func isAssociative(_ symbol: Symbol) -> Bool { associative.contains(symbol) }

  /// Notes what a rule says.
  mutating func note(_ rule: Rule, _ bank: TermBank) {
    for (left, right) in [(rule.left, rule.right), (rule.right, rule.left)] {
      guard let symbol = bank.symbol(left), bank.arity(left) == 2 else { continue }
      let (a, b) = (bank.argument(left, 0), bank.argument(left, 1))
      guard bank.symbol(right) != nil, bank.arity(right) == 2 else { continue }
      let (c, d) = (bank.argument(right, 0), bank.argument(right, 1))
      if bank.symbol(right) == symbol {
        if isVariable(a, bank), isVariable(b, bank), a != b, (c, d) == (b, a) {
          if commutative[symbol] == nil { commutative[symbol] = rule }
        }
        noteAssociativity(symbol, left, right, bank)
      } else if let inner = bank.symbol(right), isVariable(a, bank), bank.symbol(b) == inner,
        bank.symbol(c) == symbol, bank.symbol(d) == symbol,
        bank.arguments(c) == [a, bank.argument(b, 0)],
        bank.arguments(d) == [a, bank.argument(b, 1)],
        isVariable(bank.argument(b, 0), bank), isVariable(bank.argument(b, 1), bank)
      {
        if !distributive.contains(where: { $0 == (symbol, inner) }) {
          distributive.append((symbol, inner))
        }
      }
    }
  }

  /// Three different variables under one operator, twice, in whatever order and nesting: with
  /// commutativity each such law but the trivial ones gives associativity.
  private mutating func noteAssociativity(
    _ symbol: Symbol, _ left: Term, _ right: Term, _ bank: TermBank
  ) {
    func leaves(_ term: Term) -> [Term] {
      guard bank.symbol(term) == symbol else { return [term] }
      return bank.arguments(term).flatMap(leaves)
    }
    let (first, second) = (leaves(left), leaves(right))
    guard first.count == 3, Set(first).count == 3, Set(first) == Set(second),
      first.allSatisfy({ isVariable($0, bank) })
    else { return }
    // The pair that stands together must be another one on the other side.
    func pair(_ term: Term) -> Set<Term> {
      let inner = bank.arguments(term).first { bank.symbol($0) == symbol }
      return Set(inner.map(bank.arguments) ?? [])
    }
    if pair(left) != pair(right) { associative.insert(symbol) }
  }

  private func isVariable(_ term: Term, _ bank: TermBank) -> Bool {
    bank.variableNumber(term) != nil
  }
}
