// Terms of one kernel store made in another whose declarations have the same numbers. Start at `term`.
// What the other store does not know it refuses. Each shared term is made once, without recursion.

import ProofKernel

/// Copies terms from a store into checkers' stores.
struct TermImporter {
  private let source: TermStore
  private var sorts: [SortID: SortID] = [:]
  private var terms: [TermID: TermID] = [:]

  init(_ source: TermStore) { self.source = source }

  /// The sort in the checker's store. Recursion is bounded by the depth of sorts.
  mutating func sort(_ sort: SortID, _ checker: inout Checker) throws(CheckError) -> SortID {
    if let known = sorts[sort] { return known }
    var shape = source.shape(of: sort)
    if case .application(let symbol, let parts) = shape {
      var made: [SortID] = []
      for part in parts { made.append(try self.sort(part, &checker)) }
      shape = .application(symbol, made)
    }
    let result = shape == .formula ? SortID.formula : try checker.intern(shape)
    sorts[sort] = result
    return result
  }

  /// The term in the checker's store.
  mutating func term(_ root: TermID, _ checker: inout Checker) throws(CheckError) -> TermID {
    var stack = [root]
    while let term = stack.last {
      let shape = source.shape(of: term)
      let missing = Self.parts(shape).filter { terms[$0] == nil }
      if !missing.isEmpty {
        stack += missing
        continue
      }
      stack.removeLast()
      if terms[term] == nil { terms[term] = try made(shape, &checker) }
    }
    guard let result = terms[root] else { throw CheckError(.unknownTerm) }
    return result
  }

  private static func parts(_ shape: TermShape) -> [TermID] {
    switch shape {
    case .variable, .bound, .numeral: []
    case .apply(_, _, let parts), .connective(_, let parts): parts
    case .quantifier(_, _, let body): [body]
    }
  }

  private mutating func made(_ shape: TermShape, _ checker: inout Checker) throws(CheckError)
    -> TermID
  {
    func known(_ parts: [TermID]) -> [TermID] { parts.compactMap { terms[$0] } }
    switch shape {
    case .variable(let level, let sort):
      return try checker.intern(.variable(level: level, self.sort(sort, &checker)))
    case .bound(let index, let sort):
      return try checker.intern(.bound(index: index, self.sort(sort, &checker)))
    case .numeral(let number, let sort):
      return try checker.intern(.numeral(number, self.sort(sort, &checker)))
    case .apply(let symbol, let sorts, let parts):
      var made: [SortID] = []
      for sort in sorts { made.append(try self.sort(sort, &checker)) }
      return try checker.intern(.apply(symbol, sorts: made, known(parts)))
    case .connective(let connective, let parts):
      return try checker.intern(.connective(connective, known(parts)))
    case .quantifier(let quantifier, let sort, let body):
      return try checker.intern(
        .quantifier(quantifier, self.sort(sort, &checker), known([body])[0]))
    }
  }
}
