// A goal of an axiom file as a problem of Horn clauses, for the equational prover: one sort, its facts
// that are equations or atoms under equations or atoms, the goal's hypotheses, and its conclusion. What
// has another form is left out: it cannot help then. Variables of the goal become constants. Entry:
// `TheoryGoal.init`; `HornWriter.writeWhole` proves the goal from what is found.

import AxiomLanguage
import ProofKernel

/// A statement as clauses, with the way back.
struct TheoryGoal: Sendable {
  /// Terms nested deeper are left out (count): the walk recurses.
  private static let largestDepth = 200

  private(set) var clauses = TPTPProblem()
  private(set) var target: HornTarget
  /// The steps that assume the hypotheses, and take them apart.
  private(set) var opening: [Step] = []
  /// The atoms that are to be shown, in the kernel's order.
  private(set) var conclusion: [TPTPProblem.Literal] = []
  let statement: Statement
  /// Whether all facts and hypotheses are among the clauses: then a model of them refutes the goal.
  private(set) var isWhole = true

  let store: TermStore
  private var numbers: [OperatorID: Int32] = [:]
  private var constants: [Int: Int32] = [:]  // by level

  /// Nil if the goal has another form, or speaks of other sorts than one without parameters.
  init?(_ statement: Statement, facts: [(Citation, Statement)], _ store: TermStore) {
    (self.statement, self.store) = (statement, store)
    guard statement.sortParameterCount == 0,
      let sort = Self.sort(of: statement.formula, store)
    else { return nil }
    target = HornTarget(sort: sort, operators: [])
    target.levelCount = statement.parameters.count
    for (citation, fact) in facts {
      guard fact.sortParameterCount == 0, fact.parameters.allSatisfy({ $0 == sort }) else {
        isWhole = false
        continue
      }
      add(fact.formula, levels: fact.parameters.count, .cited(citation))
    }
    var formula = statement.formula
    while case .connective(.implies, let parts) = store.shape(of: formula) {
      opening.append(.assume(parts[0]))
      assume(parts[0], opening.count - 1)
      formula = parts[1]
    }
    guard conclude(formula) else { return nil }
  }

  /// The sort of the first equation in a formula.
  private static func sort(of formula: TermID, _ store: TermStore) -> SortID? {
    var stack = [formula]
    while let formula = stack.popLast() {
      switch store.shape(of: formula) {
      case .connective(.equal, let parts):
        let sort = store.sort(of: parts[0])
        if case .application(_, let parts) = store.shape(of: sort), parts.isEmpty { return sort }
        return nil
      case .connective(_, let parts): stack += parts.reversed()
      case .quantifier(_, _, let body): stack.append(body)
      case .apply(let symbol, _, _):
        if let sort = store.operators[Int(symbol.index)].arguments.first { return sort }
      case .variable, .bound, .numeral: break
      }
    }
    return nil
  }

  // MARK: clauses

  /// A hypothesis, which is a step; a conjunction gives two.
  private mutating func assume(_ formula: TermID, _ step: Int) {
    var stack = [(formula, step)]
    while let (formula, step) = stack.popLast() {
      guard case .connective(.and, let parts) = store.shape(of: formula) else {
        add(formula, levels: nil, .step(step))
        continue
      }
      opening += [.infer(.left, [step], []), .infer(.right, [step], [])]
      stack += [(parts[1], opening.count - 1), (parts[0], opening.count - 2)]
    }
  }

  /// Adds a fact, whose variables are levels, or a hypothesis, whose variables are bound.
  private mutating func add(_ formula: TermID, levels: Int?, _ place: HornTarget.Place) {
    if !addClause(formula, levels: levels, place) { isWhole = false }
  }

  private mutating func addClause(_ formula: TermID, levels: Int?, _ place: HornTarget.Place)
    -> Bool
  {
    var (formula, binders) = (formula, 0)
    if levels == nil {
      while case .quantifier(.forall, target.sort, let body) = store.shape(of: formula) {
        (formula, binders) = (body, binders + 1)
      }
    }
    var literals: [TPTPProblem.Literal] = []
    let isFact = levels != nil
    while case .connective(.implies, let parts) = store.shape(of: formula) {
      guard let literal = literal(parts[0], isPositive: false, binders, isFact) else {
        return false
      }
      literals.append(literal)
      formula = parts[1]
    }
    guard let last = literal(formula, isPositive: true, binders, isFact) else { return false }
    literals.append(last)
    // Variables by first occurrence; each must occur, else there is no term for it.
    var order: [Int32: Int32] = [:]
    func renumbered(_ term: TPTPProblem.Term) -> TPTPProblem.Term {
      term.map { code in
        guard code < 0 else { return code }
        if let known = order[code] { return known }
        order[code] = -1 - Int32(order.count)
        return order[code] ?? code
      }
    }
    for place in literals.indices {
      literals[place].left = renumbered(literals[place].left)
      literals[place].right = literals[place].right.map(renumbered)
    }
    let count = levels ?? binders
    guard order.count == count else { return false }
    let number = clauses.clauses.count
    target.places[number] = place
    target.orders[number] = (0..<count).map { Int(-1 - (order[-1 - Int32($0)] ?? -1)) }
    append(literals, variableCount: count)
    return true
  }

  private mutating func append(_ literals: [TPTPProblem.Literal], variableCount: Int) {
    clauses.clauses.append(
      TPTPProblem.Clause(
        name: "clause \(clauses.clauses.count)", line: 0, path: "", isFromConjecture: false,
        literals: literals, variableCount: variableCount,
        variableNames: (0..<variableCount).map { "X\($0)" }))
  }

  /// ∃x₁…xₙ. A ∧ (B ∧ C): the negative clause ¬A ∨ ¬B ∨ ¬C.
  private mutating func conclude(_ formula: TermID) -> Bool {
    var (formula, binders) = (formula, 0)
    while case .quantifier(.exists, target.sort, let body) = store.shape(of: formula) {
      (formula, binders) = (body, binders + 1)
    }
    var atoms: [TermID] = []
    while case .connective(.and, let parts) = store.shape(of: formula) {
      atoms.append(parts[0])
      formula = parts[1]
    }
    for atom in atoms + [formula] {
      guard let literal = literal(atom, isPositive: false, binders, false) else { return false }
      conclusion.append(literal)
    }
    append(conclusion, variableCount: binders)
    return true
  }

  // MARK: terms

  private mutating func literal(
    _ formula: TermID, isPositive: Bool, _ binders: Int, _ isFact: Bool
  ) -> TPTPProblem.Literal? {
    switch store.shape(of: formula) {
    case .connective(.equal, let parts):
      guard store.sort(of: parts[0]) == target.sort,
        let left = term(parts[0], binders, isFact), let right = term(parts[1], binders, isFact)
      else { return nil }
      return TPTPProblem.Literal(isPositive: isPositive, left: left, right: right)
    case .apply:
      guard let atom = term(formula, binders, isFact) else { return nil }
      return TPTPProblem.Literal(isPositive: isPositive, left: atom, right: nil)
    default: return nil
    }
  }

  private mutating func term(_ id: TermID, _ binders: Int, _ isFact: Bool, depth: Int = 0)
    -> TPTPProblem.Term?
  {
    guard depth < Self.largestDepth else { return nil }
    switch store.shape(of: id) {
    case .variable(let level, let sort):
      guard sort == target.sort else { return nil }
      return [isFact ? -1 - Int32(level) : constant(level)]
    case .bound(let index, let sort):
      guard sort == target.sort, index < binders else { return nil }
      return [-1 - Int32(binders - 1 - index)]
    case .apply(let symbol, let sorts, let parts):
      guard sorts.isEmpty, let number = number(symbol) else { return nil }
      var result = [number]
      for part in parts {
        guard let inside = term(part, binders, isFact, depth: depth + 1) else { return nil }
        result += inside
      }
      return result
    case .numeral, .connective, .quantifier: return nil
    }
  }

  private mutating func number(_ symbol: OperatorID) -> Int32? {
    if let known = numbers[symbol] { return known }
    let operation = store.operators[Int(symbol.index)]
    guard operation.sortParameterCount == 0,
      operation.arguments.allSatisfy({ $0 == target.sort }),
      operation.result == target.sort || operation.result == .formula
    else { return nil }
    let new = add(
      operation.name, arity: operation.arguments.count, isPredicate: operation.result == .formula)
    target.operators[Int(new)] = symbol
    numbers[symbol] = new
    return new
  }

  /// The constant for a variable of the goal.
  private mutating func constant(_ level: Int) -> Int32 {
    if let known = constants[level] { return known }
    let new = add("#\(level)", arity: 0, isPredicate: false)
    constants[level] = new
    target.levels[Int(new)] = level
    return new
  }

  private mutating func add(_ name: String, arity: Int, isPredicate: Bool) -> Int32 {
    clauses.symbols.append(
      .init(name: name, arity: arity, isPredicate: isPredicate, isSkolem: false))
    target.operators.append(nil)
    return Int32(clauses.symbols.count - 1)
  }
}
