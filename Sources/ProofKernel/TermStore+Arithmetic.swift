// The two rules that compute instead of citing each step: rearrangement under an associative and
// commutative operator, and the value of an operator on numerals. Both look at what the cited
// formulas say, never at a name: a redefined `+` is no addition. `Theorem.swift` calls them.

extension TermStore {
  /// Refuses two terms that do not have the same parts under the operator of which the formulas
  /// say x·y = y·x and (x·y)·z = x·(y·z). Complexity: O(n log n) in the number of parts.
  mutating func requireRearrangement(
    _ a: TermID, _ b: TermID, commutativity: TermID, associativity: TermID
  ) throws(CheckError) {
    var (first, second) = (Bindings(), Bindings())
    let isCommutative = try first.match("=fxyfyx", commutativity, &self)
    second.operations = first.operations
    var isAssociative = try second.match("=ffxyzfxfyz", associativity, &self)
    if !isAssociative {
      second = Bindings(operations: first.operations)
      isAssociative = try second.match("=fxfyzffxyz", associativity, &self)
    }
    guard isCommutative, isAssociative, let operation = first.operations["f"] else {
      throw CheckError(.notAssociativeCommutative)
    }
    try require(parts(a, operation) == parts(b, operation), .mismatch)
  }

  /// The parts of a term under the operator, in order of their ids. At most 2²⁰ of them.
  private func parts(_ term: TermID, _ operation: UInt32) throws(CheckError) -> [TermID] {
    var found: [TermID] = []
    var stack = [term]
    while let next = stack.popLast() {
      let node = nodes[Int(next.index)]
      if node.kind == .apply, node.head == operation {
        stack.append(contentsOf: children[Int(node.first)..<Int(node.first + node.count)])
      } else {
        found.append(next)
      }
      try require(stack.count + found.count <= 1 << 20, .limit, "parts")
    }
    return found.sorted()
  }

  /// The numeral that an operator gives on two numerals, where the formulas define it: those of
  /// addition, or those of multiplication and then those of the addition in it.
  ///
  /// Throws `notEvaluable`, or `limit` if the value is too large for a stored numeral.
  mutating func evaluate(_ term: TermID, by formulas: [TermID]) throws(CheckError) -> TermID {
    //  x + 0 = x    x + S y = S (x + y)         x · 0 = 0    x · S y = x · y + x     or mirrored
    let sums = [["=fx0x", "=fxSySfxy"], ["=f0xx", "=fSyxSfyx"]]
    let products = [
      ["=gx00", "=gxSyfgxyx"], ["=gx00", "=gxSyfxgxy"], ["=g0x0", "=gSyxfgyxx"],
      ["=g0x0", "=gSyxfxgyx"],
    ]
    let node = nodes[Int(term.index)]
    guard node.kind == .apply, node.count == 2, let a = number(children[Int(node.first)]),
      let b = number(children[Int(node.first) + 1])
    else { throw CheckError(.notEvaluable) }
    for isProduct in [false, true] {
      for product in isProduct ? products : [[]] {
        for sum in sums where formulas.count == product.count + sum.count {
          var known: [Character: UInt32] = [isProduct ? "g" : "f": node.head]
          var holds = true
          for (formula, pattern) in zip(formulas, product + sum) where holds {
            var bindings = Bindings(operations: known)
            holds = try bindings.match(pattern, formula, &self)
            known = bindings.operations
          }
          guard holds else { continue }
          let value =
            isProduct ? a.multipliedReportingOverflow(by: b) : a.addingReportingOverflow(b)
          try require(!value.overflow, .limit, "numerals")
          return try numeral(value.partialValue, node.sort)
        }
      }
    }
    throw CheckError(.notEvaluable)
  }
}
