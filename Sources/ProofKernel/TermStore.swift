// Sorts, operators, terms and formulas as numbers in flat arrays, each distinct one stored once.
// Start at `intern(_: TermShape)`: it is the only way to make a term, and it refuses whatever is
// not well sorted, so every `TermID` is a well-sorted term. Binding is locally nameless: a bound
// variable is the number of quantifiers between it and its own, a free one a *level*, the place
// of its declaration among the open variables of a proof. Substitution: `TermStore+Substitution`.
// Source: A. Charguéraud, The locally nameless representation, J. Autom. Reasoning 49 (2012).

/// The connectives of formulas; equality joins terms.
public enum Connective: UInt8, Hashable, Sendable, CaseIterable {
  case equal, falsum, not, and, or, implies, iff
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
    var kind: Kind
    var depth: UInt8 = 0  // how many quantifiers are inside one another in it
    var head: UInt32  // level, index, place in `numbers` or `instances`, raw value
    var sort: SortID  // of a quantifier: the sort of its variable
    var first: UInt32 = 0  // its children are `count` from here on
    var count: UInt32 = 0
    var looseBound: UInt32 = 0  // 1 + the largest index of a bound variable that reaches outside
    var levelBound: UInt32 = 0  // 1 + the largest level of a free variable
    var sortBound: UInt32 = 0  // 1 + the largest sort variable
  }
  struct InstanceNode: Sendable {
    let symbol: OperatorID
    let sorts: [SortID]
    let arguments: [SortID]
    let result: SortID
  }
  /// The largest number of quantifiers around one another, and of sorts inside one another (count).
  public static let largestDepth = 250
  /// The largest number of terms (count): a small proof can make many large ones.
  var largestCount = 1 << 28

  /// All sort symbols, in order of declaration.
  public internal(set) var sortSymbols: [SortSymbol] = []
  /// All operators, in order of declaration.
  public internal(set) var operators: [Operator] = []
  private(set) var sorts: [(shape: SortShape, bound: UInt32, depth: Int, size: Int)] = [
    (.formula, 0, 0, 1)
  ]
  private var sortTable: [SortShape: SortID] = [.formula: .formula]
  private(set) var nodes: [Node] = []
  private(set) var children: [TermID] = []
  private(set) var instances: [InstanceNode] = []
  private var instanceTable: [[UInt32]: UInt32] = [:]
  private var numbers: [UInt64] = []
  private var hashes: [UInt64] = []
  private var table: [UInt32] = Array(repeating: .max, count: 1024)

  /// The number of distinct terms so far (count).
  public var count: Int { nodes.count }

  init() {}

  // MARK: sorts

  /// The sort of that shape. Throws `unknownSort`, `arity`, `limit`, or `sortMismatch` where a
  /// formula would be an argument.
  public mutating func intern(_ shape: SortShape) throws(CheckError) -> SortID {
    if let known = sortTable[shape] { return known }
    var (bound, depth, size): (UInt32, Int, Int) = (0, 0, 1)
    if case .variable(let number) = shape {
      try require(number >= 0 && number < 256, .limit, "sort variables")
      bound = UInt32(number) + 1
    } else if case .application(let symbol, let arguments) = shape {
      try require(symbol.index < sortSymbols.count, .unknownSort)
      let declared = sortSymbols[Int(symbol.index)]
      try require(declared.parameterCount == arguments.count, .arity, declared.name)
      for argument in arguments {
        try requireTermSort(argument)
        bound = max(bound, sorts[Int(argument.index)].bound)
        depth = max(depth, sorts[Int(argument.index)].depth + 1)
        size += sorts[Int(argument.index)].size
      }
      // Written as a tree: a sort that shares its parts cannot be larger than it looks.
      try require(depth <= Self.largestDepth && size <= 1 << 12, .limit, "sort size")
    }
    let id = SortID(UInt32(sorts.count))
    sorts.append((shape, bound, depth, size))
    sortTable[shape] = id
    return id
  }

  /// What a sort looks like. Requires that the id is of this store.
  public func shape(of sort: SortID) -> SortShape { sorts[Int(sort.index)].shape }

  /// The symbol and arguments of a sort; nil for variables and the sort of formulas.
  func application(_ sort: SortID) -> (SortSymbol, [SortID])? {
    guard case .application(let symbol, let parts) = shape(of: sort) else { return nil }
    return (sortSymbols[Int(symbol.index)], parts)
  }

  /// Refuses what is not a sort of terms over that many sort variables.
  func requireTermSort(_ sort: SortID, parameters: Int = .max) throws(CheckError) {
    try require(sort.index < sorts.count, .unknownSort)
    try require(sorts[Int(sort.index)].bound <= parameters, .unknownSort)
    try require(sort != .formula, .sortMismatch, "a formula is not a term")
  }

  /// The sort with `arguments` for its variables. Recursion is bounded by `largestDepth`.
  mutating func substitute(_ sort: SortID, _ arguments: [SortID]) throws(CheckError) -> SortID {
    switch shape(of: sort) {
    case .formula: return sort
    case .variable(let number):
      try require(number < arguments.count, .wrongNumberOfInstances)
      return arguments[number]
    case .application(let symbol, let parts):
      if sorts[Int(sort.index)].bound == 0 { return sort }
      return try intern(.application(symbol, substitute(parts, arguments)))
    }
  }

  mutating func substitute(_ sorts: [SortID], _ arguments: [SortID]) throws(CheckError) -> [SortID]
  {
    var changed: [SortID] = []
    for sort in sorts { changed.append(try substitute(sort, arguments)) }
    return changed
  }

  // MARK: terms

  /// The sort of a term; `.formula` for a formula.
  public func sort(of term: TermID) -> SortID {
    nodes[Int(term.index)].kind == .quantifier ? .formula : nodes[Int(term.index)].sort
  }

  /// What a term looks like. Requires that the id is of this store. O(children).
  public func shape(of term: TermID) -> TermShape {
    let node = nodes[Int(term.index)]
    let parts = Array(children[Int(node.first)..<Int(node.first + node.count)])
    switch node.kind {
    case .variable: return .variable(level: Int(node.head), node.sort)
    case .bound: return .bound(index: Int(node.head), node.sort)
    case .numeral: return .numeral(numbers[Int(node.head)], node.sort)
    case .apply:
      return .apply(instances[Int(node.head)].symbol, sorts: instances[Int(node.head)].sorts, parts)
    case .connective: return .connective(Connective(rawValue: UInt8(node.head))!, parts)
    case .quantifier:
      return .quantifier(Quantifier(rawValue: UInt8(node.head))!, node.sort, parts[0])
    }
  }

  /// The term of that shape: the one place where terms are made.
  ///
  /// Throws `unknownTerm`, `unknownSort`, `unknownOperator`, `arity`, `sortMismatch`,
  /// `notAFormula`, `limit`. Complexity: O(children), but O(size) for a quantifier.
  public mutating func intern(_ shape: TermShape) throws(CheckError) -> TermID {
    switch shape {
    case .variable(let level, let sort):
      try require(level >= 0 && level < 1 << 30, .limit, "variables")
      try requireTermSort(sort)
      return try store(.variable, UInt32(level), sort, [])
    case .bound(let index, let sort):
      try require(index >= 0 && index < Self.largestDepth, .limit, "quantifiers")
      try requireTermSort(sort)
      return try store(.bound, UInt32(index), sort, [])
    case .numeral(let number, let sort):
      try requireTermSort(sort)
      try require(application(sort)?.0.numeric != nil, .sortMismatch, "numeral")
      return try numeral(number, sort)
    case .apply(let symbol, let sorts, let arguments):
      return try apply(instance(of: symbol, sorts), arguments)
    case .connective(let connective, let parts):
      let arity = connective == .falsum ? 0 : connective == .not ? 1 : 2
      try require(parts.count == arity, .arity, "connective")
      for part in parts {
        try requireKnown(part)
        let isFormula = sort(of: part) == .formula
        try require(isFormula || connective == .equal, .notAFormula)
        try require(connective != .equal || !isFormula, .sortMismatch, "=")
        try require(sort(of: part) == sort(of: parts[0]), .sortMismatch, "=")
      }
      return try store(.connective, UInt32(connective.rawValue), .formula, parts)
    case .quantifier(let quantifier, let sort, let body):
      try requireTermSort(sort)
      try requireKnown(body)
      try require(self.sort(of: body) == .formula, .notAFormula)
      try require(nodes[Int(body.index)].depth < Self.largestDepth, .limit, "quantifiers")
      try requireBound(body, sort)
      return try store(.quantifier, UInt32(quantifier.rawValue), sort, [body])
    }
  }

  func requireKnown(_ term: TermID) throws(CheckError) {
    try require(term.index < nodes.count, .unknownTerm)
  }

  /// Refuses a body whose outermost bound variable is not of this sort everywhere.
  private func requireBound(_ body: TermID, _ sort: SortID) throws(CheckError) {
    var seen: Set<UInt64> = []
    var stack: [(TermID, UInt32)] = [(body, 0)]
    while let (term, depth) = stack.popLast() {
      let node = nodes[Int(term.index)]
      guard node.looseBound > depth,
        seen.insert(UInt64(term.index) << 32 | UInt64(depth)).inserted
      else { continue }
      try require(node.kind != .bound || node.head != depth || node.sort == sort, .sortMismatch)
      for i in Int(node.first)..<Int(node.first + node.count) {
        stack.append((children[i], node.kind == .quantifier ? depth + 1 : depth))
      }
    }
  }

  /// The operator at these sorts: its place in `instances`.
  mutating func instance(of symbol: OperatorID, _ sorts: [SortID]) throws(CheckError) -> UInt32 {
    let key = [symbol.index] + sorts.map(\.index)
    if let known = instanceTable[key] { return known }
    try require(symbol.index < operators.count, .unknownOperator)
    let declared = operators[Int(symbol.index)]
    try require(declared.sortParameterCount == sorts.count, .arity, declared.name)
    for sort in sorts { try requireTermSort(sort) }
    let node = InstanceNode(
      symbol: symbol, sorts: sorts, arguments: try substitute(declared.arguments, sorts),
      result: try substitute(declared.result, sorts))
    instances.append(node)
    instanceTable[key] = UInt32(instances.count - 1)
    return UInt32(instances.count - 1)
  }

  mutating func apply(_ instance: UInt32, _ arguments: [TermID]) throws(CheckError) -> TermID {
    let node = instances[Int(instance)]
    let name = operators[Int(node.symbol.index)].name
    try require(node.arguments.count == arguments.count, .arity, name)
    for (argument, sort) in zip(arguments, node.arguments) {
      try requireKnown(argument)
      try require(self.sort(of: argument) == sort, .sortMismatch, name)
    }
    if let numeric = application(node.result)?.0.numeric {
      if node.symbol == numeric.zero { return try numeral(0, node.result) }
      if node.symbol == numeric.successor, let n = number(arguments[0]) {
        try require(n < .max, .limit, "numerals")
        return try numeral(n + 1, node.result)
      }
    }
    return try store(.apply, instance, node.result, arguments)
  }

  /// The number that a numeral stands for; nil if the term is not one.
  func number(_ term: TermID) -> UInt64? {
    nodes[Int(term.index)].kind == .numeral ? numbers[Int(nodes[Int(term.index)].head)] : nil
  }

  mutating func numeral(_ number: UInt64, _ sort: SortID) throws(CheckError) -> TermID {
    try store(.numeral, 0, sort, [], number: number)
  }

  // MARK: hash-consing

  /// The node with these contents, which must be well sorted. Open addressing, linear probing.
  mutating func store(
    _ kind: Kind, _ head: UInt32, _ sort: SortID, _ parts: [TermID], number: UInt64 = 0
  ) throws(CheckError) -> TermID {
    var hash = UInt64(kind.rawValue) ^ UInt64(head) &* 0x9E37_79B9_7F4A_7C15 ^ number
    hash ^= UInt64(sort.index) &* 0xC2B2_AE3D_27D4_EB4F
    for part in parts { hash = (hash ^ UInt64(part.index)) &* 0xFF51_AFD7_ED55_8CCD ^ (hash >> 29) }
    hash = (hash ^ (hash >> 32)) &* 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    var slot = Int(hash & UInt64(table.count - 1))
    while table[slot] != .max {
      let id = table[slot]
      if hashes[Int(id)] == hash, matches(id, kind, head, sort, parts, number) { return TermID(id) }
      slot = (slot + 1) & (table.count - 1)
    }
    try require(nodes.count < largestCount, .limit, "terms")
    table[slot] = UInt32(nodes.count)
    hashes.append(hash)
    append(kind, head, sort, parts, number)
    if nodes.count * 2 > table.count { growTable() }
    return TermID(UInt32(nodes.count - 1))
  }

  private func matches(
    _ id: UInt32, _ kind: Kind, _ head: UInt32, _ sort: SortID, _ parts: [TermID], _ number: UInt64
  ) -> Bool {
    let node = nodes[Int(id)]
    guard node.kind == kind, node.sort == sort, Int(node.count) == parts.count else { return false }
    if kind == .numeral { return numbers[Int(node.head)] == number }
    return node.head == head
      && parts.indices.allSatisfy { children[Int(node.first) + $0] == parts[$0] }
  }

  private mutating func append(
    _ kind: Kind, _ head: UInt32, _ sort: SortID, _ parts: [TermID], _ number: UInt64
  ) {
    var node = Node(kind: kind, head: head, sort: sort)
    (node.first, node.count) = (UInt32(children.count), UInt32(parts.count))
    node.looseBound = kind == .bound ? head + 1 : 0
    node.levelBound = kind == .variable ? head + 1 : 0
    node.sortBound = sorts[Int(sort.index)].bound
    for sort in kind == .apply ? instances[Int(head)].sorts : [] {
      node.sortBound = max(node.sortBound, sorts[Int(sort.index)].bound)
    }
    for part in parts {
      let child = nodes[Int(part.index)]
      node.looseBound = max(node.looseBound, child.looseBound)
      node.levelBound = max(node.levelBound, child.levelBound)
      node.sortBound = max(node.sortBound, child.sortBound)
      node.depth = max(node.depth, child.depth)
    }
    if kind == .quantifier { node.depth += 1 }
    if kind == .quantifier, node.looseBound > 0 { node.looseBound -= 1 }
    if kind == .numeral {
      node.head = UInt32(numbers.count)
      numbers.append(number)
    }
    nodes.append(node)
    children.append(contentsOf: parts)
  }

  private mutating func growTable() {
    table = Array(repeating: .max, count: table.count * 2)
    for (id, hash) in hashes.enumerated() {
      var slot = Int(hash & UInt64(table.count - 1))
      while table[slot] != .max { slot = (slot + 1) & (table.count - 1) }
      table[slot] = UInt32(id)
    }
  }
}
