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
    try require(sortParameterCount >= 0 && sortParameterCount < 256, .limit, name)
    for sort in arguments + (result == .formula ? [] : [result]) {
      try store.requireTermSort(sort, parameters: sortParameterCount)
    }
    try require(arguments.count < 256, .limit, name)
    try require(names.insert(name).inserted, .duplicateName, name)
    store.operators.append(
      Operator(
        name: name, sortParameterCount: sortParameterCount, arguments: arguments, result: result,
        factsBefore: facts.count))
    return OperatorID(UInt32(store.operators.count - 1))
  }

  /// Takes a statement on trust. Throws `notAFormula`, `looseBound`, `undeclaredVariable`.
  public mutating func addAxiom(_ name: String, _ statement: Statement) throws(CheckError) {
    try add(Fact(name: name, kind: .axiom, statement: statement))
  }

  mutating func add(_ fact: Fact) throws(CheckError) {
    try store.requireStatement(fact.statement)
    facts.append(fact)
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
      try require(first > 0 && Int(member.symbol.index) == first + i, .notFresh, "sort")
      let isFresh = store.sortSymbols[first + i].operatorsBefore == store.operators.count
      try require(isFresh && !member.constructors.isEmpty, .notFresh, "sort")
    }
    let (alone, filled) = inhabited(group, first)
    if let empty = filled.firstIndex(of: false) {
      throw CheckError(.uninhabitedSort, store.sortSymbols[first + empty].name)
    }
    var new = self
    // Whether the parameters of the group occur below no abstract sort, if they do so in the group.
    let isClean = group.flatMap { $0.constructors.flatMap(\.arguments) }.allSatisfy {
      isPositive($0, first, keeps: true, variables: true)
    }
    var made: [[OperatorID]] = []
    for (member, isAlone) in zip(group, alone) {
      new.store.sortSymbols[Int(member.symbol.index)].isInhabitedAlone = isAlone
      for sort in member.constructors.flatMap(\.arguments) {
        try require(sort.index < store.sorts.count, .unknownSort)
        let isAbove = isPositive(sort, first, keeps: isClean, variables: false)
        try require(isAbove, .nonPositiveSort)
      }
      made.append(try new.declareConstructors(member, isPositive: isClean))
    }
    self = new
    return made
  }

  private mutating func declareConstructors(_ member: InductiveSort, isPositive: Bool)
    throws(CheckError) -> [OperatorID]
  {
    let position = Int(member.symbol.index)
    var variables: [SortID] = []
    for i in 0..<store.sortSymbols[position].parameterCount {
      variables.append(try intern(.variable(i)))
    }
    let result = try intern(.application(member.symbol, variables))
    var made: [OperatorID] = []
    for (name, arguments) in member.constructors {
      made.append(
        try declareOperator(
          name, sortParameterCount: variables.count, arguments: arguments, result: result))
      store.operators[store.operators.count - 1].role = .constructor
    }
    store.sortSymbols[position].constructors = made
    store.sortSymbols[position].isPositive = isPositive
    // Sⁿ0 is stored as n where the sort has just a constant and a successor.
    let arguments = member.constructors.map(\.arguments)
    if variables.isEmpty, arguments == [[], [result]] || arguments == [[result], []] {
      let isFirst = arguments[0].isEmpty
      store.sortSymbols[position].numeric = (made[isFirst ? 0 : 1], made[isFirst ? 1 : 0])
    }
    return made
  }

  /// Whether the sorts from `group` on occur in it below no abstract sort, where a parameter of the
  /// group's own sorts does not count as one if it `keeps`; and, if `variables`, those too.
  private func isPositive(_ sort: SortID, _ group: Int, keeps: Bool, variables: Bool) -> Bool {
    var stack = [(sort, true)]
    while let (sort, positive) = stack.popLast() {
      guard sort.index < store.sorts.count else { return false }
      switch store.shape(of: sort) {
      case .formula: break
      case .variable: if variables && !positive { return false }
      case .application(let symbol, let parts):
        let isOwn = Int(symbol.index) >= group
        if isOwn && !positive { return false }
        let below = isOwn ? keeps : store.sortSymbols[Int(symbol.index)].isPositive
        stack.append(contentsOf: parts.map { ($0, positive && below) })
      }
    }
    return true
  }

  /// Which sorts of a group have a ground term if the sort variables have no members, and which if
  /// they have. `Box T` is empty where T is. The least solution, reached from none.
  private func inhabited(_ group: [InductiveSort], _ first: Int) -> (alone: [Bool], filled: [Bool])
  {
    var alone = Array(repeating: false, count: group.count)
    var filled = alone
    func hasMember(_ sort: SortID, _ variables: Bool) -> Bool {  // recursion: by the size of sorts
      guard sort.index < store.sorts.count else { return false }
      guard case .application(let symbol, let parts) = store.shape(of: sort) else {
        return variables
      }
      let own = Int(symbol.index) - first
      let known = store.sortSymbols[Int(symbol.index)]
      if own >= 0 ? alone[own] : known.constructors.isEmpty || known.isInhabitedAlone {
        return true
      }
      return (own < 0 || filled[own]) && parts.allSatisfy { hasMember($0, variables) }
    }
    var before = [alone, filled, [true]]
    while before != [alone, filled] {
      before = [alone, filled]
      for (i, member) in group.enumerated() {
        let constructors = member.constructors.map(\.arguments)
        alone[i] = constructors.contains { $0.allSatisfy { hasMember($0, false) } }
        filled[i] = constructors.contains { $0.allSatisfy { hasMember($0, true) } }
      }
    }
    return (alone, filled)
  }
}
