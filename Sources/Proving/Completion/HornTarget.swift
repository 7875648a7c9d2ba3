// What a problem of Horn clauses is in a theory of the kernel: which operator a symbol is, and how a clause
// is cited. Entry: `HornTarget.theory`, for a TPTP problem, which has no theory of its own; `TheoryGoal`
// makes one for a theory that is there. `HornWriter` uses it.

import AxiomLanguage
import ProofKernel

/// What the symbols and clauses of a problem are in a theory of the kernel.
struct HornTarget {
  /// The sort of all terms.
  var sort: SortID
  /// By symbol of the completion problem; nil for those that no proof may mention.
  var operators: [OperatorID?]
  /// By symbol: constants that are variables of the theorems, by level.
  var levels: [Int: Int] = [:]
  /// How a clause is cited: a fact, an earlier theorem, or a hypothesis that is a step.
  enum Place {
    case cited(Citation)
    case step(Int)
  }
  /// By clause.
  var places: [Int: Place] = [:]
  /// By clause: which of its variables each parameter of what is cited is; if none, in order.
  var orders: [Int: [Int]] = [:]
  /// The parameters of the theorems that are there before variables (count).
  var levelCount = 0
}

extension HornTarget {
  /// A theory of one sort in which the clauses with a positive literal are axioms, conditions first.
  /// An empty clause is the axiom ⊥.
  static func theory(of clauses: TPTPProblem, _ problem: CompletionProblem) throws(CheckError) -> (
    target: HornTarget, theory: Theory
  ) {
    var theory = Theory()
    let symbol = try theory.declareSort("$i")
    let sort = try theory.intern(.application(symbol, []))
    var target = HornTarget(sort: sort, operators: [])
    var names: Set<String> = []
    for (number, name) in problem.names.enumerated() {
      if number >= clauses.symbols.count && name.hasPrefix("$") {
        target.operators.append(nil)
        continue
      }
      let arity = problem.arities[number]
      let isPredicate = number < clauses.symbols.count && clauses.symbols[number].isPredicate
      var unique = name
      var count = 0
      while !names.insert(unique).inserted {
        unique = count == 0 ? "\(name)/\(arity)" : "\(name)/\(arity)/\(count)"
        count += 1
      }
      target.operators.append(
        try theory.declareOperator(
          unique, arguments: Array(repeating: sort, count: arity),
          result: isPredicate ? .formula : sort))
    }
    for (number, clause) in clauses.clauses.enumerated() {
      guard clause.literals.contains(where: \.isPositive) || clause.literals.isEmpty else {
        continue
      }
      target.places[number] = .cited(.fact(theory.facts.count))
      var writer = HornWriter(HornDerivation(), arities: problem.arities, target, Checker(theory))
      let formula = try writer.clause(clause, problem)
      theory = writer.checker.theory
      try theory.addAxiom(
        clause.name,
        Statement(parameters: Array(repeating: sort, count: clause.variableCount), formula))
    }
    return (target, theory)
  }
}

extension HornWriter {
  /// A clause with at most one positive literal, as conditions and a conclusion.
  fileprivate mutating func clause(_ clause: TPTPProblem.Clause, _ problem: CompletionProblem)
    throws(CheckError) -> TermID
  {
    func literal(_ literal: TPTPProblem.Literal) -> HornDerivation.Literal {
      HornDerivation.Literal(
        left: problem.cells(literal.left), right: literal.right.map { problem.cells($0) })
    }
    var result = try checker.intern(.connective(.falsum, []))
    for positive in clause.literals where positive.isPositive {
      result = try formula(literal(positive), 0)
    }
    for negative in clause.literals.reversed() where !negative.isPositive {
      let condition = try formula(literal(negative), 0)
      result = try checker.intern(.connective(.implies, [condition, result]))
    }
    return result
  }
}
