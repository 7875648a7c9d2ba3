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
public typealias FunctionDefinition = (
  symbol: OperatorID, equations: [Equation], decreasing: [Int]
)

extension Theory {
  /// Defines the last operators declared by recursion over constructors. `truth` is the constant
  /// `true` of the sort of Booleans; needed where a right side is a formula.
  ///
  /// Throws `notFresh`, `badPattern`, `extraVariable`, `missingCase` and `overlappingCases` (detail:
  /// the function, and the equations by number), `nonTerminating`, `sortMismatch`, `limit`.
  public mutating func defineFunctions(_ group: [FunctionDefinition], truth: TermID? = nil)
    throws(CheckError)
  {
    var new = self
    try new.settle(group.map(\.symbol))
    for function in group {
      var rows: [(number: Int, patterns: [TermID])] = []
      let name = new.store.operators[Int(function.symbol.index)].name
      for (number, equation) in function.equations.enumerated() {
        let patterns = try new.patterns(function.symbol, equation.left, "\(name) \(number)")
        try new.requireVariables(of: equation.right, in: equation.left, "\(name) \(number)")
        try new.requireDecrease(group, function, equation.right, patterns)
        rows.append((number, patterns))
        try new.state(function.symbol, equation, truth, "\(name) \(number)")
      }
      try new.requireCover(rows, name)
    }
    self = new
  }

  /// Defines the last operator declared explicitly, without recursion: `left` is the operator
  /// applied to distinct variables, or such a term applied to further variables by `@`; `right` is
  /// a term of that sort, or a formula if the operator is a predicate.
  ///
  /// Throws `notFresh`, `badPattern`, `circularDefinition`, `extraVariable`, `sortMismatch`.
  public mutating func define(_ symbol: OperatorID, _ equation: Equation) throws(CheckError) {
    var new = self
    let (_, left, right) = equation
    try new.settle([symbol])
    let name = new.store.operators[Int(symbol.index)].name
    try new.store.requireKnown(left)
    var (head, variables): (TermID, [TermID]) = (left, [])
    while case .apply(.apply, _, let parts) = new.store.shape(of: head) {
      head = parts[0]
      variables.append(parts[1])
    }
    variables += try new.patterns(symbol, head, name)
    for variable in variables {
      try require(new.isVariable(variable), .badPattern, name)
    }
    try require(Set(variables).count == variables.count, .badPattern, name)
    try new.requireVariables(of: right, in: left, name)
    for case .apply(symbol, _, _) in new.store.subterms(right).map(new.store.shape(of:)) {
      throw CheckError(.circularDefinition, name)
    }
    try new.state(symbol, equation, nil, name)
    self = new
  }

  /// Refuses operators that are not exactly the last declared, or that a fact may mention.
  private mutating func settle(_ symbols: [OperatorID]) throws(CheckError) {
    let first = store.operators.count - symbols.count
    for (i, symbol) in symbols.enumerated() {
      try require(first > 0 && Int(symbol.index) == first + i, .notFresh, "operator")
      let declared = store.operators[first + i]
      let isFresh = declared.role == .abstract && declared.factsBefore == facts.count
      try require(isFresh, .notFresh, declared.name)
      store.operators[first + i].role = .defined
    }
  }

  private func isVariable(_ term: TermID) -> Bool { store.nodes[Int(term.index)].kind == .variable }

  /// The arguments of the operator in `left`: constructors and variables, each variable once.
  private mutating func patterns(_ symbol: OperatorID, _ left: TermID, _ place: String)
    throws(CheckError) -> [TermID]
  {
    try store.requireKnown(left)
    guard case .apply(symbol, let sorts, let patterns) = store.shape(of: left) else {
      throw CheckError(.badPattern, place)
    }
    for (i, sort) in sorts.enumerated() {
      try require(store.shape(of: sort) == .variable(i), .badPattern, place)
    }
    var variables: Set<TermID> = []
    var stack = patterns
    var size = 0
    while let pattern = stack.popLast() {
      // As a tree: a numeral is opened step by step, and a shared part as often as it stands there.
      size += 1
      try require(size < 1 << 12 && store.number(pattern) ?? 0 < 1 << 12, .limit, place)
      if let (_, parts) = try store.constructor(pattern) {
        stack.append(contentsOf: parts)
      } else {
        let isNew = isVariable(pattern) && variables.insert(pattern).inserted
        try require(isNew, .badPattern, place)
      }
    }
    return patterns
  }

  private func requireVariables(of right: TermID, in left: TermID, _ place: String)
    throws(CheckError)
  {
    try store.requireKnown(right)
    let allowed = Set(store.subterms(left))
    for part in store.subterms(right) where isVariable(part) {
      try require(allowed.contains(part), .extraVariable, place)
    }
  }

  /// Adds the fact that an equation states.
  private mutating func state(
    _ symbol: OperatorID, _ equation: Equation, _ truth: TermID?, _ place: String
  ) throws(CheckError) {
    var left = equation.left
    let isFormula = store.sort(of: equation.right) == .formula
    if isFormula, store.sort(of: left) != .formula {
      // Just two constants: whatever is not `true` is the other. And no ∀, ∃: it computes.
      guard let truth, truth.index < store.count, try store.constructor(truth)?.arguments == [],
        let constructors = store.application(store.sort(of: truth))?.0.constructors,
        constructors.map({ store.operators[Int($0.index)].arguments.count }) == [0, 0],
        store.subterms(equation.right).allSatisfy({
          store.nodes[Int($0.index)].kind != .quantifier
        })
      else { throw CheckError(.badPattern, place) }
      left = try intern(.connective(.equal, [left, truth]))
    }
    let statement = try intern(.connective(isFormula ? .iff : .equal, [left, equation.right]))
    let declared = store.operators[Int(symbol.index)]
    let universal = Statement(
      sortParameterCount: declared.sortParameterCount, parameters: equation.parameters, statement)
    try add(Fact(name: declared.name, kind: .definition, statement: universal))
  }

  /// Refuses a call of a function of the group that is not smaller than the left side: the first
  /// of the decreasing arguments that differs from its pattern is a proper part of it.
  private mutating func requireDecrease(
    _ group: [FunctionDefinition], _ caller: FunctionDefinition, _ right: TermID,
    _ patterns: [TermID]
  ) throws(CheckError) {
    for part in store.subterms(right) {
      guard case .apply(let symbol, let sorts, let arguments) = store.shape(of: part),
        let callee = group.first(where: { $0.symbol == symbol })
      else { continue }
      let name = store.operators[Int(symbol.index)].name
      // Recursion at other sorts would need a measure across sorts.
      for (i, sort) in sorts.enumerated() {
        try require(store.shape(of: sort) == .variable(i), .nonTerminating, name)
      }
      try require(caller.decreasing.count == callee.decreasing.count, .nonTerminating, name)
      var isSmaller = false
      for (to, from) in zip(callee.decreasing, caller.decreasing) {
        let exist = arguments.indices.contains(to) && patterns.indices.contains(from)
        try require(exist, .nonTerminating, name)
        if arguments[to] == patterns[from] { continue }
        isSmaller = try isProperPart(arguments[to], of: patterns[from])
        break
      }
      try require(isSmaller, .nonTerminating, name)
    }
  }

  private mutating func isProperPart(_ part: TermID, of pattern: TermID) throws(CheckError)
    -> Bool
  {
    var stack = try store.constructor(pattern)?.arguments ?? []
    while let term = stack.popLast() {
      if term == part { return true }
      stack.append(contentsOf: try store.constructor(term)?.arguments ?? [])
    }
    return false
  }

  /// Refuses rows of patterns unless each tuple of ground terms matches exactly one row: what is left
  /// to be looked at is split by the constructors of a column, up to a budget.
  private mutating func requireCover(
    _ rows: [(number: Int, patterns: [TermID])], _ name: String
  ) throws(CheckError) {
    var stack = [rows]
    var budget = 1 << 16
    while let rows = stack.popLast() {
      guard let first = rows.first else { throw CheckError(.missingCase, name) }
      budget -= rows.count
      try require(budget > 0 && first.patterns.count < 512, .limit, name)
      // Of a column with a constructor, its sort: variables may stand for more than their own place.
      var split: (column: Int, sort: SortID)?
      for column in first.patterns.indices where split == nil {
        for (_, patterns) in rows where try store.constructor(patterns[column]) != nil {
          split = (column, store.sort(of: patterns[column]))
        }
      }
      guard let split else {
        try require(
          rows.count == 1, .overlappingCases, "\(name) \(first.number) \(rows.last!.number)")
        continue
      }
      for constructor in (store.application(split.sort)?.0.constructors ?? []).reversed() {
        let arity = store.operators[Int(constructor.index)].arguments.count
        var narrowed: [(number: Int, patterns: [TermID])] = []
        for (number, patterns) in rows {
          var rest = patterns
          let pattern = rest.remove(at: split.column)
          if let (own, parts) = try store.constructor(pattern) {
            if own == constructor { narrowed.append((number, parts + rest)) }
          } else {
            narrowed.append((number, Array(repeating: pattern, count: arity) + rest))
          }
        }
        stack.append(narrowed)
      }
    }
  }
}
