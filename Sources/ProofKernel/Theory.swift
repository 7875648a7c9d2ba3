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
  public init() {
    store.sortSymbols = [SortSymbol(name: "->", parameterCount: 2, operatorsBefore: 0)]
    do throws(CheckError) {
      let (a, b) = (try intern(.variable(0)), try intern(.variable(1)))
      let function = try intern(.application(.arrow, [a, b]))
      store.operators = [
        Operator(
          name: "@", sortParameterCount: 2, arguments: [function, a], result: b, factsBefore: 0)
      ]
    } catch { preconditionFailure("the arrow sort was refused: \(error)") }
  }

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
    for (i, member) in group.enumerated() {
      let isFresh =
        first > 0 && Int(member.symbol.index) == first + i && !member.constructors.isEmpty
        && store[member.symbol].operatorsBefore == store.operators.count
      try require(isFresh, .notFresh, "sort")
      for sort in member.constructors.flatMap(\.arguments) { try store.requireTermSort(sort) }
    }
    let arguments = group.flatMap { $0.constructors.flatMap(\.arguments) }
    // Whether the parameters of the group occur below no abstract sort, if they do so in the group.
    let isClean = arguments.allSatisfy { isPositive($0, first, keeps: true, variables: true) }
    let isAbove = arguments.allSatisfy { isPositive($0, first, keeps: isClean, variables: false) }
    try require(isAbove, .nonPositiveSort)
    let alone = inhabited(group, first, alone: nil)
    let empty = inhabited(group, first, alone: alone).firstIndex(of: false)
    try require(empty == nil, .uninhabitedSort, store.sortSymbols[first + (empty ?? 0)].name)
    var new = self
    var made: [[OperatorID]] = []
    for (member, isAlone) in zip(group, alone) {
      new.store[member.symbol].isInhabitedAlone = isAlone
      new.store[member.symbol].isPositive = isClean
      made.append(try new.declareConstructors(member))
    }
    self = new
    return made
  }

  private mutating func declareConstructors(_ member: InductiveSort)
    throws(CheckError) -> [OperatorID]
  {
    let count = store[member.symbol].parameterCount
    let variables = try (0..<count).map { (i) throws(CheckError) in try intern(.variable(i)) }
    let result = try intern(.application(member.symbol, variables))
    for (name, arguments) in member.constructors {
      let constructor = try declareOperator(
        name, sortParameterCount: count, arguments: arguments, result: result)
      store[constructor].role = .constructor
      store[member.symbol].constructors.append(constructor)
    }
    // Sⁿ0 is stored as n where the sort has just a constant and a successor.
    let made = store[member.symbol].constructors
    for (zero, successor) in [(0, 1), (1, 0)] where made.count == 2 && count == 0 {
      guard store[made[zero]].arguments == [], store[made[successor]].arguments == [result] else {
        continue
      }
      store[member.symbol].numeric = (made[zero], made[successor])
    }
    return made
  }

  /// Whether the sorts from `group` on occur in it below no abstract sort, where a parameter of the
  /// group's own sorts does not count as one if it `keeps`; and, if `variables`, those too.
  private func isPositive(_ sort: SortID, _ group: Int, keeps: Bool, variables: Bool) -> Bool {
    var stack = [(sort, true)]
    while let (sort, positive) = stack.popLast() {
      if case .application(let symbol, let parts) = store.shape(of: sort) {
        let isOwn = symbol.index >= group
        if isOwn && !positive { return false }
        let below = positive && (isOwn ? keeps : store[symbol].isPositive)
        stack += parts.map { ($0, below) }
      } else if variables && !positive {
        return false
      }
    }
    return true
  }

  /// Which sorts of a group have a ground term, if the sort variables have no members; or, given
  /// which these are, if they have. `Box T` is empty where T is. The least solution.
  private func inhabited(_ group: [InductiveSort], _ first: Int, alone: [Bool]?) -> [Bool] {
    var found = alone ?? group.map { _ in false }
    func hasMember(_ sort: SortID) -> Bool {  // recursion: by the size of sorts
      guard case .application(let symbol, let parts) = store.shape(of: sort) else {
        return alone != nil
      }
      let own = Int(symbol.index) - first
      if own >= 0, alone == nil || !found[own] || alone![own] { return found[own] }
      if own < 0, store[symbol].constructors.isEmpty || store[symbol].isInhabitedAlone {
        return true
      }
      return parts.allSatisfy(hasMember)
    }
    for _ in group {
      for (i, member) in group.enumerated() where !found[i] {
        found[i] = member.constructors.contains { $0.arguments.allSatisfy(hasMember) }
      }
    }
    return found
  }
}
