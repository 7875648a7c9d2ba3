// What the search by clauses is made of: literals, clauses with where they come from, and the
// formulas that they were made of. Start at `DeductionOrigin`: it is all that `DeductionReplay`
// needs to write a proof for the kernel. `Clausifier` makes the first clauses, `Deduction` the
// others.

import ProofKernel
import Terms

/// An atom or equation, or its negation. Free variables are universal.
struct DeductionLiteral: Hashable, Sendable {
  let atom: Term
  let isPositive: Bool
}

/// Where a clause comes from. Clauses are named by number; terms are those for the variables of a
/// parent, by number, over the variables of the clause.
enum DeductionOrigin: Sendable {
  /// Of an input: the terms for its parameters, and the ways through its formula.
  case input(Int, parameters: [Term], [ClauseTrace])
  case resolution(
    positive: Int, literal: Int, [Term], negative: Int, otherLiteral: Int, [Term])
  /// An equation used from left to right, or in reverse, at a position of an atom.
  case paramodulation(
    from: Int, equation: Int, isReversed: Bool, [Term], into: Int, literal: Int,
    position: [UInt32], [Term])
  /// The parent with terms for its variables; what is trivially false then is gone.
  case instance(Int, [Term])
  /// Each literal in normal form; what is trivially false then is gone.
  case normalized(Int)
  /// Of an equation between equal constructors, one of the equations between their parts.
  case field(Int, literal: Int, field: Int)
  /// Of the negation of such an equation, the negations of those.
  case fields(Int, literal: Int)
  /// A literal that is assumed: the assumption with that number.
  case assumption(Int)
  /// The negation of an assumption, by its clause, that a clause without literals rests on.
  case refutation(of: Int, by: Int)
}

/// A choice on the way from a formula to one of its clauses.
enum ClauseTrace: Sendable {
  /// Of two parts, one of which is enough, which.
  case part(Int)
  /// What stands for the variable of a quantifier.
  case term(Term)
}

/// A disjunction of literals.
struct DeductionClause: Sendable {
  let literals: [DeductionLiteral]
  let variableCount: Int
  let origin: DeductionOrigin
  /// Whether the goal or what is known here has a part in it; else it follows from lemmas.
  let isSupport: Bool
  /// Inferences one after the other (count).
  let depth: Int
  /// The assumptions that it rests on: bit k for the one with number k.
  var assumptions: UInt64 = 0
  /// Whether one of these was given up.
  var isDead = false
  /// How late it is looked at (no unit).
  var weight = 0
  /// The literals that inferences look at, by number.
  var selected: [Int] = []
}

/// A formula that holds, with pattern variables for its parameters.
struct DeductionInput: Sendable {
  enum Source: Sendable {
    case lemma(Citation, sorts: [SortID])
    case step(Int)
  }
  let formula: Term
  let parameterCount: Int
  let source: Source
}

/// A function that stands for what a quantifier says there is.
struct SkolemFunction: Sendable {
  /// The quantified formula; its pattern variables are the function's arguments.
  let formula: Term
  let isExistential: Bool
}
