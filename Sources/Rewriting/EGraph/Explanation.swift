// An explanation of an equality, as a person or a checker reads it: lemmas, each an equation proved by a
// chain of rewrites that use rules, statements, arithmetic and earlier lemmas. Start at `Explanation`.
// `EGraph.explain` makes one; `KernelDerivation` turns it into steps that the kernel checks.

import Terms

/// Why a subterm equals its replacement.
public enum ExplanationReason: Hashable, Sendable {
  /// An instance of a rule, by number among those the e-graph has learned, and of a clause of its right
  /// side; by variable, its term; and lemmas that are premises where the left side has several clauses
  /// (the instance of each clause's pattern equals the term of its variable), in order of clauses.
  case rule(Int, clause: Int, terms: [Term], premises: [Int])
  /// An earlier lemma, by number.
  case lemma(Int)
  /// What the user stated: the number that was given as reason.
  case statement(Int)
  /// Arithmetic on literals.
  case evaluation
  /// The same parts under an operator that is associative and commutative, in another order.
  case rearrangement(Symbol)

  /// Gives the lemmas that it cites other numbers.
  mutating func renumber(_ number: (Int) -> Int) {
    switch self {
    case .lemma(let lemma): self = .lemma(number(lemma))
    case .rule(let rule, let clause, let terms, let premises):
      self = .rule(rule, clause: clause, terms: terms, premises: premises.map(number))
    case .statement, .evaluation, .rearrangement: break
    }
  }
}

/// A replacement.
public struct ExplanationStep: Hashable, Sendable {
  /// Argument numbers (count from 0) from the top of the term to the subterm.
  public var position: [Int]
  /// Whether the reason is used from right to left.
  public var isReversed: Bool
  /// Why.
  public var reason: ExplanationReason
  /// What stands at the position before.
  public var from: Term
  /// What stands there afterwards.
  public var to: Term

  /// The way back.
  var reversed: ExplanationStep {
    ExplanationStep(
      position: position, isReversed: !isReversed, reason: reason, from: to, to: from)
  }
}

/// An equation with the rewrites that lead from its left side to its right side.
public struct ExplanationLemma: Sendable {
  /// The left side.
  public let left: Term
  /// The right side.
  public let right: Term
  /// The rewrites, in order.
  public internal(set) var steps: [ExplanationStep]
}

/// Lemmas, of which the last one is what was asked for.
public struct Explanation: Sendable {
  /// Each uses earlier ones only.
  public internal(set) var lemmas: [ExplanationLemma]

  /// What is explained.
  public var goal: ExplanationLemma { lemmas[lemmas.count - 1] }

  /// Uses of rules, statements and arithmetic (count), each lemma counting once.
  public var stepCount: Int {
    lemmas.reduce(0) { count, lemma in
      count
        + lemma.steps.count(where: {
          if case .lemma = $0.reason { false } else { true }
        })
    }
  }
}
