// Formulas into clauses: negations inwards, existential variables replaced by Skolem functions of
// the universal ones around them, disjunctions distributed, up to a limit. Entry: `clauses`.
// Source: A. Nonnengart, C. Weidenbach, Computing small clause normal forms (2001), without
// renaming.

/// Turns one formula into clauses; new Skolem symbols go to `symbols`.
struct TPTPClausifier {
  private static let largestCount = 4096

  var symbols: [TPTPProblem.Symbol]
  let variableNames: [String]
  let isFOF: Bool
  private var values: [Int32: TPTPProblem.Term] = [:]  // of variables that are replaced
  private var nextVariable: Int32 = 0
  private var names: [String] = []

  init(symbols: [TPTPProblem.Symbol], variableNames: [String], isFOF: Bool) {
    (self.symbols, self.variableNames, self.isFOF) = (symbols, variableNames, isFOF)
  }

  /// The clauses, each with the names of its variables; nil if there would be too many.
  mutating func clauses(of formula: TPTPFormula) -> [(
    literals: [TPTPProblem.Literal], names: [String]
  )]? {
    // The variables of a clause are free: they stand for themselves.
    if !isFOF {
      names = variableNames
      for number in 0..<Int32(variableNames.count) { values[number] = [-1 - number] }
      nextVariable = Int32(variableNames.count)
    }
    guard let sets = distributed(formula, isPositive: true, universal: []) else { return nil }
    return sets.compactMap(normalized)
  }

  private mutating func distributed(
    _ formula: TPTPFormula, isPositive: Bool, universal: [Int32]
  ) -> [[TPTPProblem.Literal]]? {
    switch formula {
    case .truth(let value): return value == isPositive ? [] : [[]]
    case .atom(var literal):
      literal.isPositive = isPositive
      literal.left = replaced(literal.left)
      literal.right = literal.right.map(replaced)
      return [[literal]]
    case .not(let inside):
      return distributed(inside, isPositive: !isPositive, universal: universal)
    case .and(let parts):
      return isPositive
        ? conjunction(parts.map { ($0, true) }, universal)
        : disjunction(parts.map { ($0, false) }, universal)
    case .or(let parts):
      return isPositive
        ? disjunction(parts.map { ($0, true) }, universal)
        : conjunction(parts.map { ($0, false) }, universal)
    case .iff(let left, let right):
      guard let one = disjunction([(left, false), (right, isPositive)], universal),
        let other = disjunction([(left, true), (right, !isPositive)], universal)
      else { return nil }
      return one + other
    case .forall(let bound, let body), .exists(let bound, let body):
      var isUniversal = isPositive
      if case .exists = formula { isUniversal.toggle() }
      var universal = universal
      for variable in bound {
        if isUniversal {
          values[variable] = [-1 - nextVariable]
          names.append(variableNames[Int(variable)])
          universal.append(nextVariable)
          nextVariable += 1
        } else {
          values[variable] = [skolem(universal.count)] + universal.map { -1 - $0 }
        }
      }
      return distributed(body, isPositive: isPositive, universal: universal)
    }
  }

  private mutating func conjunction(_ parts: [(TPTPFormula, Bool)], _ universal: [Int32])
    -> [[TPTPProblem.Literal]]?
  {
    var result: [[TPTPProblem.Literal]] = []
    for (part, isPositive) in parts {
      guard let clauses = distributed(part, isPositive: isPositive, universal: universal) else {
        return nil
      }
      result += clauses
    }
    return result.count <= Self.largestCount ? result : nil
  }

  private mutating func disjunction(_ parts: [(TPTPFormula, Bool)], _ universal: [Int32])
    -> [[TPTPProblem.Literal]]?
  {
    var result: [[TPTPProblem.Literal]] = [[]]
    for (part, isPositive) in parts {
      guard let clauses = distributed(part, isPositive: isPositive, universal: universal),
        result.count * clauses.count <= Self.largestCount
      else { return nil }
      result = result.flatMap { left in clauses.map { left + $0 } }
    }
    return result
  }

  private mutating func skolem(_ arity: Int) -> Int32 {
    let used = Set(symbols.map(\.name))
    var number = symbols.filter(\.isSkolem).count
    while used.contains("sk\(number)") { number += 1 }
    symbols.append(
      .init(name: "sk\(number)", arity: arity, isPredicate: false, isSkolem: true))
    return Int32(symbols.count - 1)
  }

  private func replaced(_ term: TPTPProblem.Term) -> TPTPProblem.Term {
    term.flatMap { $0 < 0 ? values[-1 - $0] ?? [$0] : [$0] }
  }

  /// The clause with its variables numbered by first occurrence and without repeated literals; nil
  /// if it holds whatever its atoms mean.
  private func normalized(_ literals: [TPTPProblem.Literal]) -> (
    literals: [TPTPProblem.Literal], names: [String]
  )? {
    var kept: [TPTPProblem.Literal] = []
    for literal in literals where !kept.contains(literal) { kept.append(literal) }
    for literal in kept {
      if literal.isPositive && literal.left == literal.right { return nil }
      var opposite = literal
      opposite.isPositive.toggle()
      if kept.contains(opposite) { return nil }
    }
    var numbers: [Int32: Int32] = [:]
    var found: [String] = []
    func renumbered(_ term: TPTPProblem.Term) -> TPTPProblem.Term {
      term.map { code in
        guard code < 0 else { return code }
        if let known = numbers[code] { return known }
        let new = -1 - Int32(found.count)
        numbers[code] = new
        found.append(names[Int(-1 - code)])
        return new
      }
    }
    for place in kept.indices {
      kept[place].left = renumbered(kept[place].left)
      kept[place].right = kept[place].right.map(renumbered)
    }
    return (kept, found)
  }
}
