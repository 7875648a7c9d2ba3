// What the completion engine is given: symbols, equations, goals; and how it is told to search.
// Entry: `CompletionProblem`; `CompletionEngine` works on it, `TPTPProblem` is turned into it by
// `CompletionProblem+TPTP`.

/// Equations, and goals of which one is to be shown.
struct CompletionProblem: Sendable {
  /// An equation between terms in prefix order, variables numbered from 0.
  struct Equation: Hashable, Sendable {
    var left: [Cell]
    var right: [Cell]
  }
  /// By symbol: number of arguments.
  var arities: [Int] = []
  /// By symbol, for people.
  var names: [String] = []
  var equations: [Equation] = []
  /// Without variables: those are goals of another kind, see `existential`.
  var goals: [Equation] = []
  /// The symbols of an encoded goal ∃x. s = t: eq(x, x) = true, eq(s, t) = false, true = false.
  var existential: (equality: Int, yes: Int, no: Int)?
  /// The constants that abbreviate a ground term, each with its term.
  var abbreviations: [(constant: Int, term: [Cell])] = []

  /// What was encoded, if the problem has clauses of more than one literal, or atoms.
  var horn: HornEncoding?

  /// A constant that no other is smaller than.
  var leastConstant = 0

  mutating func addSymbol(_ name: String, arity: Int) -> Int {
    names.append(name)
    arities.append(arity)
    return names.count - 1
  }
}

/// How to search.
struct CompletionStrategy: Hashable, Sendable {
  var ordering: OrderingParameters
  /// How much the larger and the smaller side of an equation, a variable and a symbol weigh.
  var leftWeight = 4
  var rightWeight = 1
  var symbolWeight = 7
  var variableWeight = 6
  /// What a repeated subterm costs, whatever its size; 0: as much as the first time.
  var repeatWeight = 7
  /// What a symbol costs for each step that it is away from the goals.
  var distanceWeight = 0
  /// What each generation costs.
  var depthWeight = 16
  /// Of this many choices, one is the lightest pair that comes from a goal with variables; 0: none.
  var goalRatio = 2
  /// One in so many pairs is the oldest one; 0: none.
  var ageRatio = 0
  /// Whether ground subterms of goals get names.
  var abbreviatesGoals = false
  /// The most variables of an equation whose ground instances are tested (count).
  var groundTestVariables = 4
  /// Whether critical pairs are made with laws of rearrangement only (associativity, commutativity): rewriting
  /// modulo these, and no search.
  var rearrangesOnly = false
}

/// What a run of an engine came to.
enum CompletionOutcome: Equatable, Sendable {
  /// That goal holds.
  case proved(goal: Int)
  /// Nothing is left to do; if `isComplete`, no goal holds.
  case saturated(isComplete: Bool)
  /// The budget, the memory or the time is used up.
  case limit
}
