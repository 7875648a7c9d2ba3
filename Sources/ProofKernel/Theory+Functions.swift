// The checks that make equations a definition: there is just one operator that satisfies them.
// `defineFunctions` takes recursive equations over constructors, `define` an explicit definition.
// Both ask that the operators are the last things declared, so that nothing said before can
// depend on what they will mean. The order in which recursive calls decrease is found by others
// and verified here. `Theory.swift` declares the operators.
// Source: pattern matrices as in L. Maranget, Warnings for pattern matching, JFP 17 (2007).

/// One equation `left = right` of a function. Its variables: level i has the i-th sort of
/// `parameters`. Left is the function applied to patterns: constructors and variables, each once.
/// Right is a term of the same sort; or, if that is `Bool`, a formula without quantifiers, for
/// left = true ⇔ right.
public typealias Equation = (parameters: [SortID], left: TermID, right: TermID)

/// A function, just declared, of a group that is defined together. Each tuple of ground constructor
/// terms matches exactly one equation. `decreasing` are the arguments (count from 0) that decrease
/// in recursive calls, the most significant first; as many for each function of the group.
public typealias FunctionDefinition = (symbol: OperatorID, equations: [Equation], decreasing: [Int])

extension Theory {
  /// Defines the last operators declared, by recursion over constructors or, if no argument
  /// decreases, explicitly. `truth` is the constant `true` of the sort of Booleans; needed where a
  /// right side is a formula. A left side may be applied to further patterns by `@`.
  ///
  /// Throws `notFresh`, `badPattern`, `extraVariable`, `missingCase` and `overlappingCases`, (detail:
  /// the function) `nonTerminating`, `circularDefinition`, `sortMismatch`, `limit`.
  public mutating func defineFunctions(_ group: [FunctionDefinition], truth: TermID? = nil)
    throws(CheckError)
  {
    let first = store.operators.count - group.count
    var new: [Fact] = []
    for (i, function) in group.enumerated() {
      try require(first > 0 && Int(function.symbol.index) == first + i, .notFresh, "operator")
      let declared = store[function.symbol]
      let isOpen = declared.role == .abstract && declared.factsBefore == facts.count
      try require(isOpen, .notFresh, declared.name)
      do throws(CheckError) {
        var rows: [[TermID]] = []
        for equation in function.equations {
          rows.append(try patterns(function.symbol, equation))
          try requireDecrease(group, function, rows[rows.count - 1], equation.right)
          let statement = try statement(function.symbol, equation, truth)
          new.append(Fact(name: declared.name, kind: .definition, statement: statement))
        }
        try requireCover(rows)
      } catch { throw CheckError(error.cause, declared.name) }
    }
    facts += new
    for function in group { store.operators[Int(function.symbol.index)].role = .defined }
  }

  /// Whether sorts are the sort variables of a declaration, in order: no recursion at other sorts.
  func isGeneric(_ sorts: [SortID]) -> Bool {
    sorts.enumerated().allSatisfy { store.shape(of: $1) == .variable($0) }
  }

  /// The arguments of the operator in the left side, then those of `@` around it: constructors and
  /// variables, each variable once. The right side has no others.
  mutating func patterns(_ symbol: OperatorID, _ equation: Equation)
    throws(CheckError) -> [TermID]
  {
    for side in [equation.left, equation.right] { try store.requireKnown(side) }
    var (head, applied, size): (TermID, [TermID], Int) = (equation.left, [], 0)
    while case .apply(.apply, _, let parts) = store.shape(of: head) {
      head = parts[0]
      applied.insert(parts[1], at: 0)
    }
    guard case .apply(symbol, let sorts, let arguments) = store.shape(of: head), isGeneric(sorts)
    else { throw CheckError(.badPattern) }
    var variables: Set<TermID> = []
    var stack = arguments + applied
    while let pattern = stack.popLast() {
      // As a tree: a numeral is opened step by step, and a shared part as often as it stands there.
      size += 1
      try require(size < 1 << 12 && store.number(pattern) ?? 0 < 1 << 12, .limit)
      if let (_, parts) = try store.constructor(pattern) {
        stack += parts
      } else {
        let isVariable = store[pattern].shape.isVariable
        try require(isVariable && variables.insert(pattern).inserted, .badPattern)
      }
    }
    for part in store.subterms(equation.right) where store[part].shape.isVariable {
      try require(variables.contains(part), .extraVariable)
    }
    return arguments + applied
  }

  /// What an equation states.
  mutating func statement(_ symbol: OperatorID, _ equation: Equation, _ truth: TermID?)
    throws(CheckError) -> Statement
  {
    var left = equation.left
    let isFormula = store.sort(of: equation.right) == .formula
    if isFormula, store.sort(of: left) != .formula {
      // Just two constants: whatever is not `true` is the other. And no ∀, ∃: it computes.
      guard let truth, truth.index < store.count, try store.constructor(truth)?.arguments == [],
        let constructors = store.application(store.sort(of: truth))?.0.constructors,
        constructors.map({ store[$0].arguments.count }) == [0, 0],
        store.subterms(equation.right).allSatisfy({ store[$0].shape.binds == 0 })
      else { throw CheckError(.badPattern) }
      left = try intern(.connective(.equal, [left, truth]))
    }
    let formula = try intern(.connective(isFormula ? .iff : .equal, [left, equation.right]))
    let (count, sorts) = (store[symbol].sortParameterCount, equation.parameters)
    let statement = Statement(sortParameterCount: count, parameters: sorts, formula)
    try store.requireStatement(statement)
    return statement
  }

  /// Refuses a call of a function of the group that is not smaller than the left side: the first
  /// of the decreasing arguments that differs from its pattern is a proper part of it.
  mutating func requireDecrease(
    _ group: [FunctionDefinition], _ caller: FunctionDefinition, _ patterns: [TermID],
    _ right: TermID
  ) throws(CheckError) {
    for case .apply(let symbol, let sorts, let parts) in store.subterms(right).map(store.shape(of:))
    {
      guard let callee = group.first(where: { $0.symbol == symbol }) else { continue }
      try require(!caller.decreasing.isEmpty, .circularDefinition)
      let places = Array(zip(callee.decreasing, caller.decreasing))
      let exist = places.allSatisfy { parts.indices.contains($0) && patterns.indices.contains($1) }
      let isLike = callee.decreasing.count == caller.decreasing.count && isGeneric(sorts)
      guard exist, isLike, let (to, from) = places.first(where: { parts[$0] != patterns[$1] })
      else { throw CheckError(.nonTerminating) }
      // A numeral is a proper part of the larger ones.
      let numbers = (store.number(parts[to]) ?? .max, store.number(patterns[from]) ?? 0)
      let isPart = store.subterms(patterns[from]).dropFirst().contains(parts[to])
      try require(isPart || numbers.0 < numbers.1, .nonTerminating)
    }
  }

  /// Refuses rows of patterns unless each tuple of ground terms matches exactly one row: what is left
  /// to be looked at is split by the constructors of a column, up to a budget.
  mutating func requireCover(_ rows: [[TermID]]) throws(CheckError) {
    try require(Set(rows.map(\.count)).count <= 1, .badPattern)
    var (stack, budget) = ([rows], 1 << 16)
    while let rows = stack.popLast() {
      guard let first = rows.first else { throw CheckError(.missingCase) }
      budget -= rows.count
      try require(budget > 0 && first.count < 512, .limit)
      // Of a column with a constructor, its sort: variables may stand for more than their own place.
      var split: (column: Int, sort: SortID)?
      for (column, pattern) in rows.flatMap({ Array($0.enumerated()) }) where split == nil {
        if try store.constructor(pattern) != nil { split = (column, store[pattern].sort) }
      }
      if split == nil { try require(rows.count == 1, .overlappingCases) }
      guard let (column, sort) = split, let symbol = store.application(sort)?.0 else { continue }
      for constructor in symbol.constructors.reversed() {
        var narrowed: [[TermID]] = []
        for var row in rows {
          let pattern = row.remove(at: column)
          let filler = Array(repeating: pattern, count: store[constructor].arguments.count)
          let made = try store.constructor(pattern)
          if made?.symbol ?? constructor == constructor {
            narrowed.append((made?.arguments ?? filler) + row)
          }
        }
        stack.append(narrowed)
      }
    }
  }
}
