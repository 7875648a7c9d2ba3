// A TPTP problem as a theory of the kernel, with its places: one sort, the symbols as operators, the
// clauses with a positive literal as axioms, conditions first. Start at `TPTPTheory.init`. What makes
// proofs, and what compares a certificate with its file, both make the theory here.

import ProofKernel

/// The theory of a TPTP problem.
public struct TPTPTheory: Sendable {
  /// The theory with its places.
  public private(set) var document: TheoryDocument
  /// The sort of all terms.
  public let sort: SortID
  /// By symbol of the problem; nil for constants that stand for anything.
  public private(set) var operators: [OperatorID?] = []
  /// The constants that stand for anything, in order: in a problem of single equations those that only
  /// goals have.
  public private(set) var parameters: [Int] = []
  /// By clause: the fact that it is; nil for goals.
  public private(set) var facts: [Int?] = []

  /// Makes the theory. *Throws*: what the kernel refuses. *Complexity*: linear in the problem.
  public init(_ problem: TPTPProblem, name: String = "problem") throws(CheckError) {
    document = TheoryDocument(name: name)
    let start = problem.clauses.first.map { problem.position(of: $0) }
    let origin = start ?? SourcePosition(file: "prelude", line: 1, column: 1)
    try document.add(.sort(name: "$i", parameterCount: 0), sorts: [origin])
    let symbol = document.theory.store.sortSymbols.count - 1
    sort = try document.theory.intern(
      .application(SortSymbolID(UInt32(symbol)), []))
    try addOperators(problem, origin)
    for clause in problem.clauses {
      guard clause.literals.contains(where: \.isPositive) || clause.literals.isEmpty else {
        facts.append(nil)
        continue
      }
      facts.append(document.theory.facts.count)
      let statement = Statement(
        parameters: Array(repeating: sort, count: clause.variableCount), try formula(clause))
      try document.add(
        .axiom(name: clause.name, statement),
        facts: [FactNote(problem.position(of: clause), variableNames: clause.variableNames)])
    }
  }

  /// Declares one more operator, which no clause has. Throws what the kernel refuses.
  public mutating func addOperator(_ name: String, arity: Int) throws(CheckError) -> OperatorID {
    try declare(
      name, arity: arity, isPredicate: false, SourcePosition(file: "prelude", line: 1, column: 1))
  }

  private mutating func addOperators(_ problem: TPTPProblem, _ origin: SourcePosition)
    throws(CheckError)
  {
    var places: [Int32: SourcePosition] = [:]
    var inAxioms: Set<Int32> = []
    for clause in problem.clauses {
      let isGiven = clause.literals.contains(where: \.isPositive)
      for code in clause.literals.lazy.flatMap({ $0.left + ($0.right ?? []) }) where code >= 0 {
        if places[code] == nil { places[code] = problem.position(of: clause) }
        if isGiven { inAxioms.insert(code) }
      }
    }
    for (number, symbol) in problem.symbols.enumerated() {
      if problem.isUnitEquality, symbol.arity == 0, !inAxioms.contains(Int32(number)) {
        parameters.append(number)
        operators.append(nil)
        continue
      }
      operators.append(
        try declare(
          symbol.name, arity: symbol.arity, isPredicate: symbol.isPredicate,
          places[Int32(number)] ?? origin))
    }
  }

  private mutating func declare(
    _ name: String, arity: Int, isPredicate: Bool, _ place: SourcePosition
  ) throws(CheckError) -> OperatorID {
    var unique = name
    var count = 0
    while document.theory.store.operators.contains(where: { $0.name == unique }) {
      unique = count == 0 ? "\(name)/\(arity)" : "\(name)/\(arity)/\(count)"
      count += 1
    }
    try document.add(
      .operation(
        name: unique, sortParameterCount: 0, arguments: Array(repeating: sort, count: arity),
        result: isPredicate ? .formula : sort), operators: [OperatorNote(place)])
    return OperatorID(UInt32(document.theory.store.operators.count - 1))
  }

  /// Conditions and a conclusion, which is ⊥ if there is none.
  private mutating func formula(_ clause: TPTPProblem.Clause) throws(CheckError) -> TermID {
    var result: TermID?
    for literal in clause.literals where literal.isPositive { result = try formula(literal) }
    if result == nil { result = try document.theory.intern(.connective(.falsum, [])) }
    for literal in clause.literals.reversed() where !literal.isPositive {
      guard let conclusion = result else { break }
      let condition = try formula(literal)
      result = try document.theory.intern(.connective(.implies, [condition, conclusion]))
    }
    guard let result else { preconditionFailure("a clause without a formula") }
    return result
  }

  private mutating func formula(_ literal: TPTPProblem.Literal) throws(CheckError) -> TermID {
    let left = try term(literal.left)
    guard let other = literal.right else { return left }
    let right = try term(other)
    return try document.theory.intern(.connective(.equal, [left, right]))
  }

  private mutating func term(_ term: TPTPProblem.Term) throws(CheckError) -> TermID {
    var stack: [TermID] = []
    for code in term.reversed() {
      guard code >= 0 else {
        stack.append(try document.theory.intern(.variable(level: Int(-1 - code), sort)))
        continue
      }
      guard let symbol = operators[Int(code)] else {
        preconditionFailure("an axiom has a constant of goals")
      }
      let arity = document.theory.store.operators[Int(symbol.index)].arguments.count
      let parts = Array(stack.suffix(arity).reversed())
      stack.removeLast(arity)
      stack.append(try document.theory.intern(.apply(symbol, sorts: [], parts)))
    }
    return stack[0]
  }
}

extension TPTPProblem {
  /// Where a clause stands.
  func position(of clause: Clause) -> SourcePosition {
    let file = files.first { $0.place == clause.path }?.path ?? "prelude"
    return SourcePosition(file: file, line: max(clause.line, 1), column: 1)
  }
}

extension ElaboratedTheory {
  /// Whether a path is that of a TPTP problem.
  public static func isTPTP(_ path: String) -> Bool {
    TPTPProblem.endings.contains { path.hasSuffix($0) }
  }

  /// The theory of a problem that was read from a file.
  ///
  /// *Throws*: what the kernel refuses.
  public init(_ problem: TPTPProblem) throws(CheckError) {
    let main = problem.files.last?.path ?? "problem.p"
    let ending = TPTPProblem.endings.first { main.hasSuffix($0) } ?? ""
    self.init(
      document: try TPTPTheory(problem, name: String(main.dropLast(ending.count))).document,
      goals: [], files: problem.files.map { AxiomFile(path: $0.path, bytes: $0.bytes) })
  }
}
