// The two rules that compute instead of citing each step: rearrangement under an associative and
// commutative operator, and the value of an operator on numerals. Both look at what the cited
// formulas say, never at a name: a redefined `+` is no addition. `Theorem.swift` calls them.

extension TermStore {
  /// What the operators of these patterns are in formulas that have their forms, each with variables
  /// of its own; nil if one has another form, or an operator would be another than it was.
  mutating func operations(
    _ patterns: [String], _ formulas: [TermID], _ known: [Character: TermShape] = [:]
  ) throws(CheckError) -> [Character: TermShape]? {
    var bindings = Bindings(operations: known)
    for (pattern, formula) in zip(patterns, formulas) {
      bindings.formulas = [:]
      guard try bindings.match(pattern, formula, &self) else { return nil }
    }
    return patterns.count == formulas.count ? bindings.operations : nil
  }

  /// Refuses two terms that do not have the same parts under the operator of which the formulas
  /// say x·y = y·x and (x·y)·z = x·(y·z). Complexity: O(n log n) in the number of parts.
  mutating func requireRearranged(_ a: TermID, _ b: TermID, by laws: [TermID]) throws(CheckError) {
    var found = try operations(["=fxyfyx", "=ffxyzfxfyz"], laws)
    if found == nil { found = try operations(["=fxyfyx", "=fxfyzffxyz"], laws) }
    guard let operation = found?["f"] else { throw CheckError(.notAssociativeCommutative) }
    try require(parts(a, operation) == parts(b, operation), .mismatch)
  }

  /// The parts of a term under the operator, in order of their ids. At most 2²⁰ of them.
  func parts(_ term: TermID, _ operation: TermShape) throws(CheckError) -> [TermID] {
    var (found, stack): ([TermID], [TermID]) = ([], [term])
    while let next = stack.popLast() {
      let shape = self[next].shape
      if shape.head == operation { stack += shape.parts } else { found.append(next) }
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
    let shape = self[term].shape
    guard shape.parts.count == 2, let a = number(shape.parts[0]), let b = number(shape.parts[1])
    else { throw CheckError(.notEvaluable) }
    for patterns in sums + products.flatMap({ product in sums.map { product + $0 } }) {
      let letter: Character = patterns.count == 2 ? "f" : "g"
      guard try operations(patterns, formulas, [letter: shape.head]) != nil else { continue }
      let (value, overflow) =
        letter == "g" ? a.multipliedReportingOverflow(by: b) : a.addingReportingOverflow(b)
      try require(!overflow, .limit, "numerals")
      return try intern(.numeral(value, self[term].sort))
    }
    throw CheckError(.notEvaluable)
  }
}
