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
  var isInhabitedAlone = false  // inductive, and not empty even if its parameters were
  var isPositive = false  // inductive, and its parameters occur below no abstract sort in it
  let operatorsBefore: Int  // when it was declared: its constructors must follow at once
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
  /// Abstract until it is made a constructor or defined.
  public internal(set) var role: Role = .abstract
  let factsBefore: Int  // when it was declared: its definition must follow at once
}

/// The arena of terms. A value: copies are independent.
public struct TermStore: Sendable {
  enum Kind: UInt8 { case variable, bound, numeral, apply, connective, quantifier }
  struct Node: Sendable {
    let kind: Kind
    let head: UInt64  // level, index, number, place in `instances`, raw value
    let sort: SortID  // of a quantifier: the sort of its variable
    let first: UInt32  // its children are `count` from here on
    let count: UInt16
    let next: TermID?  // with the same hash
    // What it mentions: 1 + the largest index of a bound variable that reaches outside, 1 + the
    // largest level of a free variable, 1 + the largest sort variable; and how many quantifiers are
    // inside one another in it.
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
  private(set) var sorts: [(shape: SortShape, bound: UInt32, size: Int)] = [(.formula, 0, 1)]
  private var sortTable: [SortShape: SortID] = [.formula: .formula]
  typealias Instance = (symbol: OperatorID, sorts: [SortID], domain: [SortID], result: SortID)
  private(set) var instances: [Instance] = []
  private var instanceTable: [[UInt32]: Int] = [:]
  private var nodes: [Node] = []
  private var children: [TermID] = []
  private var table: [UInt64: TermID] = [:]  // by hash: the last made

  /// The number of distinct terms so far (count).
  public var count: Int { nodes.count }

  init() {}

  subscript(_ term: TermID) -> Node { nodes[Int(term.index)] }
  subscript(_ symbol: OperatorID) -> Operator {
    get { operators[Int(symbol.index)] }
    set { operators[Int(symbol.index)] = newValue }
  }
  subscript(_ symbol: SortSymbolID) -> SortSymbol {
    get { sortSymbols[Int(symbol.index)] }
    set { sortSymbols[Int(symbol.index)] = newValue }
  }

  /// The children as they are stored; none for a numeral.
  func children(_ term: TermID) -> ArraySlice<TermID> {
    let node = nodes[Int(term.index)]
    return children[Int(node.first)..<Int(node.first) + Int(node.count)]
  }

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

  /// The sort of a term; `.formula` for a formula.
  public func sort(of term: TermID) -> SortID {
    self[term].kind == .quantifier ? .formula : self[term].sort
  }

  /// What a term looks like. Requires that the id is of this store. O(children).
  public func shape(of term: TermID) -> TermShape {
    let (node, parts) = (self[term], Array(children(term)))
    let head = node.kind == .numeral ? 0 : Int(node.head)
    switch node.kind {
    case .variable: return .variable(level: head, node.sort)
    case .bound: return .bound(index: head, node.sort)
    case .numeral: return .numeral(node.head, node.sort)
    case .apply: return .apply(instances[head].symbol, sorts: instances[head].sorts, parts)
    case .connective: return .connective(Connective.allCases[head], parts)
    case .quantifier: return .quantifier(Quantifier.allCases[head], node.sort, parts[0])
    }
  }

  /// The term of that shape: the one place where terms are made.
  ///
  /// Throws `unknownTerm`, `unknownSort`, `unknownOperator`, `arity`, `sortMismatch`,
  /// `notAFormula`, `limit`. Complexity: O(children), but O(size) for a quantifier.
  public mutating func intern(_ shape: TermShape) throws(CheckError) -> TermID {
    switch shape {
    case .variable(let level, let sort):
      try require(0..<1 << 30 ~= level, .limit, "variables")
      try requireTermSort(sort)
      return try store(.variable, UInt64(level), sort)
    case .bound(let index, let sort):
      try require(0..<Self.largestDepth ~= index, .limit, "quantifiers")
      try requireTermSort(sort)
      return try store(.bound, UInt64(index), sort)
    case .numeral(let number, let sort):
      try requireTermSort(sort)
      try require(application(sort)?.0.numeric != nil, .sortMismatch, "numeral")
      return try store(.numeral, number, sort)
    case .apply(let symbol, let sorts, let arguments):
      return try apply(instance(of: symbol, sorts), arguments)
    case .connective(let connective, let parts):
      try require(parts.count == connective.arity, .arity, "connective")
      for part in parts {
        let sort = try knownSort(of: part)
        try require(connective == .equal || sort == .formula, .notAFormula)
        try require(connective != .equal || sort != .formula, .sortMismatch, "=")
        try require(sort == self.sort(of: parts[0]), .sortMismatch, "=")
      }
      return try store(.connective, UInt64(connective.rawValue), .formula, parts)
    case .quantifier(let quantifier, let sort, let body):
      try requireTermSort(sort)
      try require(knownSort(of: body) == .formula, .notAFormula)
      try require(self[body].reach.w < Self.largestDepth, .limit, "quantifiers")
      try requireBound(body, sort)
      return try store(.quantifier, UInt64(quantifier.rawValue), sort, [body])
    }
  }

  /// The sort of a term that may not be one of this store.
  func knownSort(of term: TermID) throws(CheckError) -> SortID {
    try require(term.index < nodes.count, .unknownTerm)
    return sort(of: term)
  }

  /// Refuses a body whose outermost bound variable is not of this sort everywhere.
  private func requireBound(_ body: TermID, _ sort: SortID) throws(CheckError) {
    var (seen, stack): (Set<UInt64>, [(TermID, UInt32)]) = ([], [(body, 0)])
    while let (term, depth) = stack.popLast() {
      let (node, key) = (self[term], UInt64(term.index) << 32 | UInt64(depth))
      guard node.looseBound > depth, seen.insert(key).inserted else { continue }
      try require(node.kind != .bound || node.head != depth || node.sort == sort, .sortMismatch)
      stack += children(term).map { ($0, node.kind == .quantifier ? depth + 1 : depth) }
    }
  }

  /// The operator at these sorts: its place in `instances`.
  mutating func instance(of symbol: OperatorID, _ sorts: [SortID]) throws(CheckError) -> Int {
    let key = [symbol.index] + sorts.map(\.index)
    if let known = instanceTable[key] { return known }
    try require(symbol.index < operators.count, .unknownOperator)
    try require(self[symbol].sortParameterCount == sorts.count, .arity, self[symbol].name)
    for sort in sorts { try requireTermSort(sort) }
    let domain = try substitute(self[symbol].arguments, sorts)
    instances.append((symbol, sorts, domain, try substitute([self[symbol].result], sorts)[0]))
    instanceTable[key] = instances.count - 1
    return instances.count - 1
  }

  mutating func apply(_ instance: Int, _ arguments: [TermID]) throws(CheckError) -> TermID {
    let (symbol, _, domain, result) = instances[instance]
    try require(arguments.count == domain.count, .arity, self[symbol].name)
    for (argument, sort) in zip(arguments, domain) {
      try require(knownSort(of: argument) == sort, .sortMismatch, self[symbol].name)
    }
    let numeric = application(result)?.0.numeric
    if symbol == numeric?.zero { return try store(.numeral, 0, result) }
    if symbol == numeric?.successor, let n = number(arguments[0]) {
      try require(n < .max, .limit, "numerals")
      return try store(.numeral, n + 1, result)
    }
    return try store(.apply, UInt64(instance), result, arguments)
  }

  /// The number that a numeral stands for; nil if the term is not one.
  func number(_ term: TermID) -> UInt64? { self[term].kind == .numeral ? self[term].head : nil }

  /// The one node with these contents, which must be well sorted. Throws `limit`.
  mutating func store(_ kind: Kind, _ head: UInt64, _ sort: SortID, _ parts: [TermID] = [])
    throws(CheckError) -> TermID
  {
    var hash = (UInt64(kind.rawValue) << 32 | UInt64(sort.index)) ^ head &* 0x9E37_79B9_7F4A_7C15
    for part in parts { hash = (hash ^ UInt64(part.index)) &* 0xFF51_AFD7_ED55_8CCD ^ (hash >> 29) }
    var known = table[hash]
    while let id = known {
      let node = self[id]
      let isSame = node.kind == kind && node.head == head && node.sort == sort
      if isSame && children(id).elementsEqual(parts) { return id }
      known = node.next
    }
    try require(nodes.count < largestCount, .limit, "terms")
    let own = kind == .bound || kind == .variable ? UInt32(head) + 1 : 0
    var reach = SIMD4<UInt32>(kind == .bound ? own : 0, kind == .variable ? own : 0, 0, 0)
    for sort in [sort] + (kind == .apply ? instances[Int(head)].sorts : []) {
      reach.z = max(reach.z, sorts[Int(sort.index)].bound)
    }
    for part in parts { reach = pointwiseMax(reach, self[part].reach) }
    if kind == .quantifier { (reach.x, reach.w) = (max(reach.x, 1) - 1, reach.w + 1) }
    let (id, first) = (TermID(UInt32(nodes.count)), UInt32(children.count))
    nodes.append(
      Node(
        kind: kind, head: head, sort: sort, first: first, count: UInt16(parts.count),
        next: table[hash], reach: reach))
    children += parts
    table[hash] = id
    return id
  }
}
