// What a proof may start from: the declared sorts and operators, the axioms, and the definitions.
// A theory is built by its `mutating` functions, each of which refuses what would not be a sound
// declaration; axioms alone are taken on trust. It cannot be taken apart again. `Theory+Functions`
// holds the checks that make equations a definition; `Theorem.swift` is what is proved in it.

/// A formula with the variables over which it is universal.
public struct Statement: Hashable, Sendable {
  /// Number of sort variables (count): they are variables 0 ..< sortParameterCount.
  public let sortParameterCount: Int
  /// The sorts of its free variables: level i has the i-th.
  public let parameters: [SortID]
  /// What holds for all values of the parameters.
  public let formula: TermID
  /// Collects the parts; whether they fit is checked where a statement is used.
  public init(sortParameterCount: Int = 0, parameters: [SortID], _ formula: TermID) {
    (self.sortParameterCount, self.parameters) = (sortParameterCount, parameters)
    self.formula = formula
  }
}

/// A statement of a theory that proofs may cite: an axiom, or what a definition says.
public struct Fact: Hashable, Sendable {
  /// Why it holds: it is trusted, or it says what a new operator is (there is just one like that).
  public enum Kind: Hashable, Sendable { case axiom, definition }
  /// A label for people; need not be unique.
  public let name: String
  /// Trusted or defining.
  public let kind: Kind
  /// What it says.
  public let statement: Statement
}

/// A sort to be made inductive: a symbol without constructors as yet; name and argument sorts of
/// each constructor in order, sort variable i being the sort's i-th parameter.
public typealias InductiveSort = (
  symbol: SortSymbolID, constructors: [(name: String, arguments: [SortID])]
)

/// A signature with axioms and definitions. A value: copies are independent.
public struct Theory: Sendable {
  /// Its sorts, operators and terms. Terms are made by `intern`.
  public internal(set) var store = TermStore()
  /// Axioms and definitions, in order of declaration.
  public internal(set) var facts: [Fact] = []
  private var names: Set<String> = ["sort ->", "@"]

  /// The theory with nothing but the arrow sort `->` and its application `@`. Never fails.
  public init() {}

  /// The term of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ shape: TermShape) throws(CheckError) -> TermID {
    try store.intern(shape)
  }

  /// The sort of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ shape: SortShape) throws(CheckError) -> SortID {
    try store.intern(shape)
  }

  /// Declares an abstract, non-empty sort. Throws `duplicateName`, `limit`.
  public mutating func declareSort(_ name: String, parameterCount: Int = 0)
    throws(CheckError) -> SortSymbolID
  {
    try require(parameterCount >= 0 && parameterCount < 256, .limit, name)
    try require(names.insert("sort " + name).inserted, .duplicateName, name)
    store.sortSymbols.append(
      SortSymbol(
        name: name, parameterCount: parameterCount, operatorsBefore: store.operators.count))
    return SortSymbolID(UInt32(store.sortSymbols.count - 1))
  }

  /// Declares an operator of which nothing is known. Throws `duplicateName`, `unknownSort`, `limit`.
  public mutating func declareOperator(
    _ name: String, sortParameterCount: Int = 0, arguments: [SortID], result: SortID
  ) throws(CheckError) -> OperatorID {
    let isSmall = 0..<256 ~= sortParameterCount && arguments.count < 256
    try require(isSmall, .limit, name)
    for sort in arguments + (result == .formula ? [] : [result]) {
      try store.requireTermSort(sort, parameters: sortParameterCount)
    }
    try require(names.insert(name).inserted, .duplicateName, name)
    store.operators.append(
      Operator(
        name: name, sortParameterCount: sortParameterCount, arguments: arguments, result: result,
        factsBefore: facts.count))
    return OperatorID(UInt32(store.operators.count - 1))
  }

  /// Takes a statement on trust. Throws `notAFormula`, `looseBound`, `undeclaredVariable`.
  public mutating func addAxiom(_ name: String, _ statement: Statement) throws(CheckError) {
    try store.requireStatement(statement)
    facts.append(Fact(name: name, kind: .axiom, statement: statement))
  }

  /// Makes the sorts just declared inductive, together: their members are what the constructors
  /// give, each in just one way. Returns the constructors of each, in order.
  ///
  /// Throws `notFresh` unless the group is exactly the last sorts declared and nothing was declared
  /// since; `uninhabitedSort` where no ground term exists; `nonPositiveSort` where a sort of the
  /// group stands below an arrow or another abstract sort; and the errors of `declareOperator`.
  public mutating func makeInductive(_ group: [InductiveSort]) throws(CheckError) -> [[OperatorID]]
  {
    let first = store.sortSymbols.count - group.count
    var (new, made, isPlain): (Theory, [[OperatorID]], Bool) = (self, [], true)
    for (i, member) in group.enumerated() {
      let isLast = first > 0 && Int(member.symbol.index) == first + i
      try require(isLast && !member.constructors.isEmpty, .notFresh, "sort")
      let isFresh = store[member.symbol].operatorsBefore == store.operators.count
      try require(isFresh, .notFresh, "sort")
      for sort in member.constructors.flatMap(\.arguments) {
        try store.requireTermSort(sort)
        if try !look(into: sort, first).isPlain { isPlain = false }
      }
    }
    let filled = inhabited(group, first, variables: true)
    for member in group {
      try require(filled.contains(member.symbol), .uninhabitedSort, store[member.symbol].name)
      made.append(try new.declareConstructors(member))
    }
    isPlain = isPlain && inhabited(group, first, variables: false) == filled
    for member in group { new.store.sortSymbols[Int(member.symbol.index)].mayHold = isPlain }
    self = new
    return made
  }

  private mutating func declareConstructors(_ member: InductiveSort)
    throws(CheckError) -> [OperatorID]
  {
    let count = store[member.symbol].parameterCount
    let variables = try (0..<count).map { (i) throws(CheckError) in try intern(.variable(i)) }
    let result = try intern(.application(member.symbol, variables))
    let made = try member.constructors.map { (name, arguments) throws(CheckError) in
      try declareOperator(name, sortParameterCount: count, arguments: arguments, result: result)
    }
    for constructor in made { store.operators[Int(constructor.index)].role = .constructor }
    store.sortSymbols[Int(member.symbol.index)].constructors = made
    // Sⁿ0 is stored as n where the sort has just a constant and a successor.
    let arguments = member.constructors.map(\.arguments)
    if count == 0, arguments == [[], [result]] || arguments == [[result], []] {
      let (zero, successor) = arguments[0] == [] ? (made[0], made[1]) : (made[1], made[0])
      store.sortSymbols[Int(member.symbol.index)].numeric = (zero, successor)
    }
    return made
  }

  /// Whether a sort mentions those from `first` on, and whether it and its parts are built by sorts
  /// that may hold others, or by those. Refuses one from `first` on below a sort that may not.
  /// Recursion is bounded by the size of sorts.
  private func look(into sort: SortID, _ first: Int)
    throws(CheckError) -> (mentions: Bool, isPlain: Bool)
  {
    guard case .application(let symbol, let parts) = store.shape(of: sort) else {
      return (false, true)
    }
    var (mentions, isPlain) = (symbol.index >= first, symbol.index >= first || parts.isEmpty)
    isPlain = isPlain || store[symbol].mayHold
    for part in parts {
      let inner = try look(into: part, first)
      try require(!inner.mentions || store[symbol].mayHold, .nonPositiveSort)
      (mentions, isPlain) = (mentions || inner.mentions, isPlain && inner.isPlain)
    }
    return (mentions, isPlain)
  }

  /// The sorts of a group that have a ground term, if the sort variables have members, or if not.
  /// The least solution.
  private func inhabited(_ group: [InductiveSort], _ first: Int, variables: Bool)
    -> Set<SortSymbolID>
  {
    var found: Set<SortSymbolID> = []
    func hasMember(_ sort: SortID) -> Bool {  // recursion: by the size of sorts
      guard case .application(let symbol, let parts) = store.shape(of: sort) else {
        return variables
      }
      if symbol.index >= first { return found.contains(symbol) }
      let isFull = store[symbol].constructors.isEmpty || store[symbol].mayHold
      return isFull || parts.allSatisfy(hasMember)
    }
    for _ in group {
      found.formUnion(
        group.lazy.filter {
          $0.constructors.contains { $0.arguments.allSatisfy(hasMember) }
        }.map(\.symbol))
    }
    return found
  }
}
