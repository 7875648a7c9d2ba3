// How rules are combined, with the names that SymbolicUtils.jl gave these combinators. Start at the cases.
// A strategy makes of a term another one, or nothing where it does not apply. `Rewriter` runs it.

import Terms

/// A way of applying rules.
public indirect enum Strategy: Sendable {
  /// Never applies.
  case empty
  /// The first rule of the set that matches at the root.
  case rules(TermRuleSet)
  /// As the strategy; the term itself where that does not apply.
  case passThrough(Strategy)
  /// One strategy after the other; those that do not apply are skipped.
  case chain([Strategy])
  /// As `chain`, but from the first again whenever one applies.
  case restartedChain([Strategy])
  /// The strategy, where the condition holds.
  case `if`(@Sendable (Term, Language) -> Bool, Strategy)
  /// The first strategy where the condition holds, else the second.
  case ifElse(@Sendable (Term, Language) -> Bool, Strategy, Strategy)
  /// At each subterm, the whole before its parts. A sum of an associative and commutative operator is one subterm
  /// however it is nested; the strategy is applied to it again as long as that leaves fewer parts.
  case prewalk(Strategy)
  /// At each subterm, the parts before the whole; sums as above.
  case postwalk(Strategy)
  /// Until it no longer changes the term.
  case fixpoint(Strategy)
  /// As `fixpoint`, but it also ends when a term comes again.
  case fixpointNoCycle(Strategy)

  /// A single rule.
  public static func rule(_ rule: TermRule) -> Strategy { .rules(TermRuleSet([rule])) }

  /// The same with all rules compiled for an algebra. Recursion is on the nesting of strategies.
  func compiled(for algebra: TermAlgebra) -> Strategy {
    switch self {
    case .empty: self
    case .rules(let set):
      set.algebra == algebra ? self : .rules(TermRuleSet(set.rules, algebra: algebra))
    case .passThrough(let inner): .passThrough(inner.compiled(for: algebra))
    case .chain(let list): .chain(list.map { $0.compiled(for: algebra) })
    case .restartedChain(let list): .restartedChain(list.map { $0.compiled(for: algebra) })
    case .if(let condition, let inner): .if(condition, inner.compiled(for: algebra))
    case .ifElse(let condition, let first, let second):
      .ifElse(condition, first.compiled(for: algebra), second.compiled(for: algebra))
    case .prewalk(let inner): .prewalk(inner.compiled(for: algebra))
    case .postwalk(let inner): .postwalk(inner.compiled(for: algebra))
    case .fixpoint(let inner): .fixpoint(inner.compiled(for: algebra))
    case .fixpointNoCycle(let inner): .fixpointNoCycle(inner.compiled(for: algebra))
    }
  }
}
