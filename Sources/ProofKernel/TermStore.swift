// Sorts, operators, terms and formulas as numbers in flat arrays, each distinct one stored once.
// Start at `intern(_: TermShape)`: it is the only way to make a term, and it refuses whatever is
// not well sorted, so every `TermID` is a well-sorted term. Binding is locally nameless: a bound
// variable is the number of quantifiers between it and its own, a free one a *level*, the place
// of its declaration among the open variables of a proof. Substitution: `TermStore+Substitution`.
// Source: A. Charguéraud, The locally nameless representation, J. Autom. Reasoning 49 (2012).

/// The connectives of formulas; equality joins terms.
public enum Connective: UInt8, Hashable, Sendable, CaseIterable {
  case equal, falsum, not, and, or, implies, iff
  var arity: Int { self == .falsum ? 0 : self == .not ? 1 : 2 }
}

/// The quantifiers.
public enum Quantifier: UInt8, Hashable, Sendable, CaseIterable { case forall, exists }

/// What a term looks like from outside: its head, and its children by id.
public enum TermShape: Hashable, Sendable {
  case variable(level: Int, SortID)
  case bound(index: Int, SortID)
  /// Sⁿ0 in a sort with just a constant and a unary constructor. Such a term is never an `apply`.
  case numeral(UInt64, SortID)
  case apply(OperatorID, sorts: [SortID], [TermID])
  case connective(Connective, [TermID])
  case quantifier(Quantifier, SortID, TermID)
}

extension TermShape {
  /// Its children, in order.
  public var parts: [TermID] {
    switch self {
    case .apply(_, _, let parts), .connective(_, let parts): parts
    case .quantifier(_, _, let body): [body]
    case .variable, .bound, .numeral: []
    }
  }
  /// The sorts that are written in it itself.
  public var sorts: [SortID] {
    switch self {
    case .variable(_, let sort), .bound(_, let sort), .numeral(_, let sort),
      .quantifier(_, let sort, _):
      [sort]
    case .apply(_, let sorts, _): sorts
    case .connective: []
    }
  }
  /// The shape with other sorts and parts, as many of each.
  public func with(_ sorts: [SortID], _ parts: [TermID]) -> TermShape {
    switch self {
    case .variable(let level, _): .variable(level: level, sorts[0])
    case .bound(let index, _): .bound(index: index, sorts[0])
    case .numeral(let number, _): .numeral(number, sorts[0])
    case .apply(let symbol, _, _): .apply(symbol, sorts: sorts, parts)
    case .connective(let connective, _): .connective(connective, parts)
    case .quantifier(let quantifier, _, _): .quantifier(quantifier, sorts[0], parts[0])
    }
  }
  /// The shape without its parts: what stands at its head.
  var head: TermShape { if case .apply = self { with(sorts, []) } else { self } }

  /// The number that a numeral stands for; nil if it is not one.
  var number: UInt64? { if case .numeral(let number, _) = self { number } else { nil } }
  var isVariable: Bool { if case .variable = self { true } else { false } }
  /// The number of variables that it binds in its parts (count).
  var binds: Int { if case .quantifier = self { 1 } else { 0 } }
}

/// What a sort looks like from outside.
public enum SortShape: Hashable, Sendable {
  case formula
  case variable(Int)
  case application(SortSymbolID, [SortID])
}

/// A declared sort symbol.
public struct SortSymbol: Sendable {
  /// Unique among sort symbols.
  public let name: String
  /// Number of parameters (count).
  public let parameterCount: Int
  /// Its constructors, in order; empty if the sort is abstract.
  public internal(set) var constructors: [OperatorID] = []
  /// Its constant and its unary constructor, if it has just these two: Sⁿ0 is stored as n.
  public internal(set) var numeric: (zero: OperatorID, successor: OperatorID)?
  let before: Int  // how many operators there were before: its constructors must follow at once
}

/// A declared operator, of sort ∀a₀…aₙ₋₁. arguments → result.
public struct Operator: Sendable {
  /// What it is, besides a symbol.
  public enum Role: Hashable, Sendable { case abstract, constructor, defined }
  /// Unique among operators.
  public let name: String
  /// Number of sort variables in its sort (count): they are variables 0 ..< sortParameterCount.
  public let sortParameterCount: Int
  /// The sorts of its arguments, in order.
  public let arguments: [SortID]
  /// The sort of its value; `.formula` for a predicate.
  public let result: SortID
  let factsBefore: Int  // when it was declared: its definition must follow at once
  /// Abstract until it is made a constructor or defined.
  public internal(set) var role: Role = .abstract
}

/// The arena of terms. A value: copies are independent.
public struct TermStore: Sendable {
  struct Entry: Sendable {
    let shape: TermShape
    let sort: SortID
    /// What it mentions: 1 + the largest index of a bound variable that reaches outside, 1 + the
    /// largest level of a free variable, 1 + the largest sort variable; and how many quantifiers
    /// are inside one another in it.
    let reach: SIMD4<UInt32>
    var looseBound: UInt32 { reach.x }
    var levelBound: UInt32 { reach.y }
    var sortBound: UInt32 { reach.z }
  }
  /// The largest number of quantifiers around one another (count).
  public static let largestDepth = 250
  /// The largest number of terms (count): a small proof can make many large ones.
  var largestCount = 1 << 28

  /// All sort symbols, in order of declaration.
  public internal(set) var sortSymbols: [SortSymbol] = []
  /// All operators, in order of declaration.
  public internal(set) var operators: [Operator] = []
  private var sorts: [(shape: SortShape, bound: UInt32, size: Int)] = [(.formula, 0, 1)]
  private var sortTable: [SortShape: SortID] = [.formula: .formula]
  private var entries: [Entry] = []
  private var table: [TermShape: TermID] = [:]

  /// The number of distinct terms so far (count).
  public var count: Int { entries.count }

  subscript(_ term: TermID) -> Entry { entries[Int(term.index)] }
  subscript(_ symbol: OperatorID) -> Operator { operators[Int(symbol.index)] }
  subscript(_ symbol: SortSymbolID) -> SortSymbol { sortSymbols[Int(symbol.index)] }

  // MARK: sorts

  /// The sort of that shape. Throws `unknownSort`, `arity`, `limit`, or `sortMismatch` where a
  /// formula would be an argument.
  public mutating func intern(_ shape: SortShape) throws(CheckError) -> SortID {
    if let known = sortTable[shape] { return known }
    var (bound, size): (UInt32, Int) = (0, 1)
    if case .variable(let number) = shape {
      try require(0..<256 ~= number, .limit, "sort variables")
      bound = UInt32(number) + 1
    } else if case .application(let symbol, let arguments) = shape {
      try require(symbol.index < sortSymbols.count, .unknownSort)
      try require(self[symbol].parameterCount == arguments.count, .arity, self[symbol].name)
      for argument in arguments {
        try requireTermSort(argument)
        bound = max(bound, sorts[Int(argument.index)].bound)
        size += sorts[Int(argument.index)].size
      }
      // Written as a tree: a sort that shares its parts cannot be larger than it looks.
      try require(size <= 1 << 12, .limit, "sort size")
    }
    sorts.append((shape, bound, size))
    sortTable[shape] = SortID(UInt32(sorts.count - 1))
    return SortID(UInt32(sorts.count - 1))
  }

  /// What a sort looks like. Requires that the id is of this store.
  public func shape(of sort: SortID) -> SortShape { sorts[Int(sort.index)].shape }

  /// The symbol and arguments of a sort; nil for variables and the sort of formulas.
  func application(_ sort: SortID) -> (SortSymbol, [SortID])? {
    guard case .application(let symbol, let parts) = shape(of: sort) else { return nil }
    return (self[symbol], parts)
  }

  /// Whether a sort symbol from `first` on is in it. Recursion is bounded by the size of sorts.
  func mentions(_ sort: SortID, _ first: Int) -> Bool {
    guard case .application(let symbol, let parts) = shape(of: sort) else { return false }
    return symbol.index >= first || parts.contains { mentions($0, first) }
  }

  /// Refuses what is not a sort of terms over that many sort variables.
  func requireTermSort(_ sort: SortID, parameters: Int = .max) throws(CheckError) {
    let isKnown = sort.index < sorts.count && sorts[Int(sort.index)].bound <= parameters
    try require(isKnown, .unknownSort)
    try require(sort != .formula, .sortMismatch, "a formula is not a term")
  }

  /// The sorts with `arguments` for their variables. Recursion is bounded by the size of sorts.
  mutating func substitute(_ old: [SortID], _ arguments: [SortID]) throws(CheckError) -> [SortID] {
    var new = old
    for (i, sort) in old.enumerated() where sorts[Int(sort.index)].bound > 0 {
      if case .application(let symbol, let parts) = shape(of: sort) {
        new[i] = try intern(.application(symbol, substitute(parts, arguments)))
      } else if case .variable(let number) = shape(of: sort) {
        try require(number < arguments.count, .wrongNumberOfInstances)
        new[i] = arguments[number]
      }
    }
    return new
  }

  // MARK: terms

  /// The sort of a term; `.formula` for a formula. Requires that the id is of this store.
  public func sort(of term: TermID) -> SortID { self[term].sort }

  /// What a term looks like. Requires that the id is of this store.
  public func shape(of term: TermID) -> TermShape { self[term].shape }

  /// The number that a numeral stands for; nil if the term is not one.
  func number(_ term: TermID) -> UInt64? { self[term].shape.number }

  /// The term of that shape: the one place where terms are made.
  ///
  /// Throws `unknownTerm`, `unknownSort`, `unknownOperator`, `arity`, `sortMismatch`,
  /// `notAFormula`, `limit`. Complexity: O(children), but O(size) for a quantifier.
  public mutating func intern(_ shape: TermShape) throws(CheckError) -> TermID {
    if let known = table[shape] { return known }
    var (sort, reach) = (SortID.formula, SIMD4<UInt32>())
    for mentioned in shape.sorts {
      try requireTermSort(mentioned)
      reach.z = max(reach.z, sorts[Int(mentioned.index)].bound)
    }
    for part in shape.parts {
      try requireKnown(part)
      reach = pointwiseMax(reach, self[part].reach)
    }
    switch shape {
    case .variable(let level, let own):
      try require(0..<1 << 30 ~= level, .limit, "variables")
      (sort, reach.y) = (own, UInt32(level) + 1)
    case .bound(let index, let own):
      try require(0..<Self.largestDepth ~= index, .limit, "quantifiers")
      (sort, reach.x) = (own, UInt32(index) + 1)
    case .numeral(_, let own):
      try require(application(own)?.0.numeric != nil, .sortMismatch, "numeral")
      sort = own
    case .apply(let symbol, let sorts, let arguments):
      try require(symbol.index < operators.count, .unknownOperator)
      let declared = self[symbol]
      let isFull = declared.sortParameterCount == sorts.count
      try require(isFull && declared.arguments.count == arguments.count, .arity, declared.name)
      let expected = try substitute(declared.arguments, sorts)
      try require(expected == arguments.map { self[$0].sort }, .sortMismatch, declared.name)
      sort = try substitute([declared.result], sorts)[0]
      let numeric = application(sort)?.0.numeric
      if symbol == numeric?.zero { return try intern(.numeral(0, sort)) }
      if symbol == numeric?.successor, let n = number(arguments[0]) {
        try require(n < .max, .limit, "numerals")
        return try intern(.numeral(n + 1, sort))
      }
    case .connective(let connective, let parts):
      try require(parts.count == connective.arity, .arity, "connective")
      let kinds = parts.map { self[$0].sort }
      if connective == .equal {
        try require(kinds[0] == kinds[1] && kinds[0] != .formula, .sortMismatch, "=")
      } else {
        try require(kinds.allSatisfy { $0 == .formula }, .notAFormula)
      }
    case .quantifier(_, let own, let body):
      try require(self[body].sort == .formula, .notAFormula)
      try require(reach.w < Self.largestDepth, .limit, "quantifiers")
      _ = try apply(.requireSort(own), to: body)
      (reach.x, reach.w) = (max(reach.x, 1) - 1, reach.w + 1)
    }
    try require(entries.count < largestCount, .limit, "terms")
    let id = TermID(UInt32(entries.count))
    entries.append(Entry(shape: shape, sort: sort, reach: reach))
    table[shape] = id
    return id
  }

  func requireKnown(_ term: TermID) throws(CheckError) {
    try require(term.index < entries.count, .unknownTerm)
  }
}
