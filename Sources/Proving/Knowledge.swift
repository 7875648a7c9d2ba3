// What a search for a proof may use besides rewriting rules: implications that were proved, facts that
// are not equations, and definitions by quantifiers. `TheoremList` collects it; it does not change
// while a proof is searched. `ProofSearch` uses it.

import ProofKernel
import Terms

/// Two terms said to be equal.
struct TermEquation: Hashable, Sendable {
  var left: Term
  var right: Term
}

/// A cited statement as premises and a conclusion: patterns, whose variables are its parameters.
struct Clause: Sendable {
  /// The outermost first, the parts of conjunctions one by one; none for what holds always.
  let premises: [Term]
  /// As stated: an implication each.
  let statedPremises: [Term]
  /// An equation, an atom, parts of these joined by ∧ or ∨ if that was asked for, or ⊥ for the negation of the only premise.
  let conclusion: Term
  /// Whether the statement is ¬A, not A ⇒ ⊥.
  let isNegation: Bool
  let variableCount: Int
  let citation: Citation
  let sorts: [SortID]
  /// Whether drawing it from facts makes nothing larger, so that facts remain finitely many.
  let isForward: Bool
}

/// A cited statement that is no plain equation, as a pattern whose variables are its parameters.
struct Lemma: Sendable {
  let formula: Term
  let variableCount: Int
  let citation: Citation
  let sorts: [SortID]
}

/// A predicate that stands for a formula with quantifiers.
struct PredicateDefinition: Sendable {
  /// The predicate applied to variables.
  let left: Term
  let right: Term
  let variableCount: Int
  let citation: Citation
  let sorts: [SortID]
}

/// Everything of that kind.
struct Knowledge: Sendable {
  var clauses: [Clause] = []
  /// What refutations may instantiate, quantified conclusions included.
  var lemmas: [Lemma] = []
  var definitions: [Symbol: PredicateDefinition] = [:]
  /// The arguments on which each function recurses.
  var recursiveArguments: [Symbol: [Int]] = [:]
  /// The arguments for which the definition of each function waits, those that every equation looks
  /// at first.
  var inspectedArguments: [Symbol: [Int]] = [:]
  /// By function that looks below the first constructor of an argument: the arguments of its equations.
  var deepPatterns: [Symbol: [[Term]]] = [:]
  /// By function that recurses on what is several constructors below: how many, for each argument (count).
  var strides: [Symbol: [Int]] = [:]
  /// Definitions that are no rules but where a proof is searched (`TheoremList.stopUnfolding`).
  var unfoldings: [Rule] = []
  /// Functions that axioms describe as calling themselves (`TheoremList.recursions`).
  var recursions: Set<Symbol> = []
  /// The operators of a sort that add and multiply.
  var semirings: [TermSort: Semiring] = [:]
}

extension Clause {
  /// The clause of a formula whose variables are patterns'; nil if it has quantifiers, or is an
  /// equation or equivalence, which are rules.
  init?(
    _ formula: Term, variableCount: Int, _ citation: Citation, sorts: [SortID],
    compound: Bool = false, _ vocabulary: inout Vocabulary
  ) {
    guard !vocabulary.hasQuantifier(formula) else { return nil }
    var (stated, conclusion) = vocabulary.clause(formula)
    isNegation = stated.isEmpty && vocabulary.isNegation(conclusion)
    if isNegation {
      stated = vocabulary.bank.arguments(conclusion)
      conclusion = vocabulary.connective(.falsum, [])
    }
    let premises = stated.flatMap(vocabulary.conjuncts)
    switch vocabulary.shape(conclusion) {
    case .equal where premises.isEmpty: return nil
    case .equal, .atom, .falsum: break
    case .and, .or:
      guard compound, !premises.isEmpty else { return nil }
    case .not, .implies, .iff, .forall, .exists: return nil
    }
    let bank = vocabulary.bank
    func numbers(_ formulas: [Term]) -> Set<Int> {
      Set(formulas.flatMap(bank.subterms).compactMap(bank.variableNumber))
    }
    let known = numbers(premises)
    isForward =
      !premises.isEmpty && numbers([conclusion]).isSubset(of: known)
      && premises.contains { bank.size($0) >= Self.largestPart(conclusion, vocabulary) }
    (self.premises, statedPremises, self.conclusion) = (premises, stated, conclusion)
    (self.variableCount, self.citation, self.sorts) = (variableCount, citation, sorts)
  }
}

extension Clause {
  /// The size of the largest part of a conjunction or disjunction, or of another formula.
  private static func largestPart(_ formula: Term, _ vocabulary: Vocabulary) -> Int {
    switch vocabulary.shape(formula) {
    case .and(let left, let right), .or(let left, let right):
      max(largestPart(left, vocabulary), largestPart(right, vocabulary))
    default: vocabulary.bank.size(formula)
    }
  }
}

extension Vocabulary {
  /// Whether a formula is a negation.
  func isNegation(_ formula: Term) -> Bool {
    if case .not = shape(formula) { true } else { false }
  }
}
