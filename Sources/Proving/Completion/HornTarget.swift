// What a problem of Horn clauses is in a theory of the kernel: which operator a symbol is, and how a clause
// is cited. Entry: `HornTarget.theory`, for a TPTP problem, which has no theory of its own; `TheoryGoal`
// makes one for a theory that is there. `HornWriter` uses it.

import AxiomLanguage
import ProofKernel

/// What the symbols and clauses of a problem are in a theory of the kernel.
struct HornTarget: Sendable {
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
  static func theory(of clauses: TPTPProblem, _ problem: CompletionProblem, name: String)
    throws(CheckError) -> (target: HornTarget, document: TheoryDocument)
  {
    var theory = try TPTPTheory(clauses, name: name)
    var target = HornTarget(sort: theory.sort, operators: theory.operators)
    for (number, name) in problem.names.enumerated().dropFirst(clauses.symbols.count) {
      target.operators.append(
        name.hasPrefix("$")
          ? nil : try theory.addOperator(name, arity: problem.arities[number]))
    }
    for (number, fact) in theory.facts.enumerated() {
      if let fact { target.places[number] = .cited(.fact(fact)) }
    }
    return (target, theory.document)
  }
}
