// Terms read as polynomials: lists of monomials, each a list of factors. Start at `monomials`; `polynomial`
// makes a term of such a list again.

import Terms

/// The operators of a sort that add, and multiply; which laws were proved decides.
struct Semiring: Hashable, Sendable {
  /// Associative and commutative.
  let add: Symbol
  /// Distributes over `add`.
  let multiply: Symbol
}

extension Vocabulary {
  /// The parts of a term under an operator, from left to right.
  func parts(_ root: Term, _ symbol: Symbol) -> [Term] {
    var found: [Term] = []
    var stack = [root]
    while let term = stack.popLast() {
      if bank.symbol(term) == symbol {
        stack += bank.arguments(term).reversed()
      } else {
        found.append(term)
      }
    }
    return found
  }

  /// The monomials of a multiplied-out term: each a list of factors in order, S t having an empty one
  /// more than t, and 0 none.
  func monomials(_ root: Term, _ semiring: Semiring) -> [[Term]] {
    let (zero, successor) = numerals(bank.sort(root))
    var found: [[Term]] = []
    for part in parts(root, semiring.add) {
      var term = part
      while let symbol = bank.symbol(term), symbol == successor {
        found.append([])
        term = bank.argument(term, 0)
      }
      if term != part {
        found += monomials(term, semiring)
      } else if bank.symbol(term) != zero || zero == nil {
        found.append(parts(term, semiring.multiply).sorted())
      }
    }
    return found
  }

  /// The constant and the unary constructor of a sort that has just these.
  func numerals(_ sort: TermSort) -> (zero: Symbol?, successor: Symbol?) {
    guard let made = constructors[sort], made.count == 2 else { return (nil, nil) }
    let zero = made.first { bank[$0].arguments.isEmpty }
    let successor = made.first { bank[$0].arguments == [sort] }
    return zero == nil || successor == nil ? (nil, nil) : (zero, successor)
  }

  /// A factor such that the wanted monomials times it are among those given, and what is left then.
  func quotient(_ monomials: [[Term]], _ wanted: [[Term]]) -> ([Term], rest: [[Term]])? {
    guard let first = wanted.first else { return nil }
    var tried: Set<[Term]> = []
    for candidate in monomials {
      guard let factor = difference(candidate, first), tried.insert(factor).inserted else {
        continue
      }
      var rest = monomials
      let isThere = wanted.allSatisfy { monomial in
        let product = (monomial + factor).sorted()
        guard let place = rest.firstIndex(of: product) else { return false }
        rest.remove(at: place)
        return true
      }
      if isThere { return (factor, rest) }
    }
    return nil
  }

  /// The first list without the second; nil if that is not part of it.
  func difference(_ list: [Term], _ part: [Term]) -> [Term]? {
    var rest = list
    for term in part {
      guard let place = rest.firstIndex(of: term) else { return nil }
      rest.remove(at: place)
    }
    return rest
  }

  mutating func folded(_ terms: [Term], _ symbol: Symbol) -> Term? {
    guard var result = terms.first else { return nil }
    for term in terms.dropFirst() { result = bank.make(symbol, [result, term]) }
    return result
  }

  /// The sum of monomials; nil for an empty one where the sort has no zero.
  mutating func polynomial(
    _ monomials: [[Term]], _ sort: TermSort, _ semiring: Semiring
  ) -> Term? {
    let (zero, successor) = numerals(sort)
    let products = monomials.compactMap { folded($0, semiring.multiply) }
    var sum = folded(products, semiring.add)
    if sum == nil, let zero { sum = bank.make(zero) }
    guard var term = sum, monomials.count == products.count || successor != nil else { return nil }
    if let successor {
      for _ in products.count..<monomials.count { term = bank.make(successor, [term]) }
    }
    return term
  }
}
