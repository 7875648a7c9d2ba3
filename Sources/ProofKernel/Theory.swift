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
  private var names: Set<String> = []

  /// The theory with nothing but the arrow sort `->` and its application `@`. Never fails.
  public init() {
    do throws(CheckError) {
      let arrow = try declareSort("->", parameterCount: 2)
      let (a, b) = (try intern(.variable(0)), try intern(.variable(1)))
      let function = try intern(.application(arrow, [a, b]))
      _ = try declareOperator("@", sortParameterCount: 2, arguments: [function, a], result: b)
    } catch { preconditionFailure("the arrow sort was refused: \(error)") }
  }

  /// The term of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ s: TermShape) throws(CheckError) -> TermID { try store.intern(s) }

  /// The sort of that shape; see `TermStore.intern`, whose errors it throws.
  public mutating func intern(_ s: SortShape) throws(CheckError) -> SortID { try store.intern(s) }

  /// Declares an abstract, non-empty sort. Throws `duplicateName`, `limit`.
  public mutating func declareSort(_ name: String, parameterCount: Int = 0)
    throws(CheckError) -> SortSymbolID
  {
    try require(0..<256 ~= parameterCount, .limit, name)
    try require(names.insert("sort " + name).inserted, .duplicateName, name)
    let new = SortSymbol(name: name, parameterCount: parameterCount, before: store.operators.count)
    store.sortSymbols.append(new)
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
    for (i, (symbol, constructors)) in group.enumerated() {
      let isLast = first > 0 && Int(symbol.index) == first + i && !constructors.isEmpty
      try require(isLast && store[symbol].before == store.operators.count, .notFresh)
    }
    var filled: Set<SortSymbolID> = []  // the least set of those that have members
    for _ in group {
      for (symbol, constructors) in group {
        for (_, arguments) in constructors {
          var isFilled = true
          for sort in arguments where try !hasMember(sort, first, filled) { isFilled = false }
          if isFilled { filled.insert(symbol) }
        }
      }
    }
    var (new, made): (Theory, [[OperatorID]]) = (self, [])
    for member in group {
      try require(filled.contains(member.symbol), .uninhabitedSort, store[member.symbol].name)
      made.append(try new.declareConstructors(member))
    }
    self = new
    return made
  }

  mutating func declareConstructors(_ member: InductiveSort) throws(CheckError) -> [OperatorID] {
    let (symbol, count) = (Int(member.symbol.index), store[member.symbol].parameterCount)
    let variables = try (0..<count).map { (i) throws(CheckError) in try intern(.variable(i)) }
    let result = try intern(.application(member.symbol, variables))
    let made = try member.constructors.map { (name, arguments) throws(CheckError) in
      try declareOperator(name, sortParameterCount: count, arguments: arguments, result: result)
    }
    for constructor in made { store.operators[Int(constructor.index)].role = .constructor }
    store.sortSymbols[symbol].constructors = made
    // Sⁿ0 is stored as n where the sort has just a constant and a successor.
    let arguments = member.constructors.map(\.arguments)
    if count == 0, arguments == [[], [result]] {
      store.sortSymbols[symbol].numeric = (made[0], made[1])
    }
    if count == 0, arguments == [[result], []] {
      store.sortSymbols[symbol].numeric = (made[1], made[0])
    }
    return made
  }

  /// Whether a sort has members if, of those from `first` on, just the `filled` have. Refuses one of
  /// these below another sort, unless that is a container: an inductive sort of which constructors
  /// take its parameters, itself, and sorts without parameters. Recursion: by the size of sorts.
  func hasMember(_ sort: SortID, _ first: Int, _ filled: Set<SortSymbolID>)
    throws(CheckError) -> Bool
  {
    try store.requireTermSort(sort)
    guard case .application(let symbol, let parts) = store.shape(of: sort) else { return true }
    let constructors = store[symbol].constructors.map { store[$0] }
    let isContainer = constructors.allSatisfy { made in
      made.arguments.allSatisfy { $0 == made.result || store.application($0)?.1 ?? [] == [] }
    }
    let isInner = parts.contains { store.mentions($0, first) }
    try require(!isInner || isContainer && !constructors.isEmpty, .nonPositiveSort)
    if symbol.index >= first { return filled.contains(symbol) }
    var isFilled = true
    for part in parts where try !hasMember(part, first, filled) { isFilled = false }
    return isFilled || constructors.isEmpty || constructors.contains { $0.arguments.isEmpty }
  }
}
