// A proof as the kernel reads it: a list of steps, each a formula that holds under the hypotheses
// and for the variables of the subproofs that are open there. Steps cite earlier steps whose
// subproof is still open, so there are no circles. `Theorem.swift` says when a step is right, with
// the figure of each rule. A step names what cannot be computed: kernel and readers do the rest.

/// Something that a step may cite for its statement.
public enum Citation: Hashable, Sendable {
  /// The axiom or definition at that place in `Theory.facts`, the theorem in `Checker.theorems`.
  case fact(Int), theorem(Int)
}

/// A fact or theorem with terms for its variables and sorts for its sort variables.
public struct Instance: Hashable, Sendable {
  /// What is cited.
  public var citation: Citation
  /// A sort for each sort variable, in order.
  public var sorts: [SortID]
  /// A term for each free variable of the statement, by level.
  public var terms: [TermID]
  /// Collects the parts; never fails.
  public init(_ citation: Citation, sorts: [SortID] = [], terms: [TermID] = []) {
    (self.citation, self.sorts, self.terms) = (citation, sorts, terms)
  }
}

/// One replacement inside a term or formula.
public struct Rewrite: Hashable, Sendable {
  /// Why the subterm equals its replacement.
  public enum Reason: Hashable, Sendable {
    /// An equation, or an equivalence of formulas, that is cited.
    case instance(Instance)
    /// An equation, or an equivalence of formulas, that is an earlier step.
    case step(Int)
    /// The subterm and the term given have the same parts under an operator that is commutative
    /// and associative by the instances cited, whose variables stand for themselves (no terms).
    case rearrangement(commutativity: Instance, associativity: Instance, TermID)
    /// The subterm is an operator applied to numerals; the facts cited, two for addition or two
    /// for multiplication and two for the addition in it, say how to compute it.
    case evaluation([Citation])
  }
  /// Child numbers from the top down to the subterm. A numeral n > 0 has the one child n − 1.
  public var position: [UInt32]
  /// Whether the equation is used from right to left.
  public var reversed: Bool
  /// The equation.
  public var reason: Reason
  /// Collects the parts; never fails.
  public init(position: [UInt32] = [], reversed: Bool = false, _ reason: Reason) {
    (self.position, self.reversed, self.reason) = (position, reversed, reason)
  }
}

/// The rules that combine formulas by their connectives alone. The raw value is the figure of the
/// rule, in the notation of `Pattern.swift`: what is cited, then what follows. A letter that is only
/// in the conclusion is given by the step.
public enum Schema: String, Hashable, Sendable, CaseIterable {
  case modusPonens = "⇒AB A ⊢ B", both = "A B ⊢ ∧AB", left = "∧AB ⊢ A", right = "∧AB ⊢ B"
  case orLeft = "A ⊢ ∨AB", orRight = "B ⊢ ∨AB", cases = "∨AB ⇒AC ⇒BC ⊢ C"
  case equivalence = "⇒AB ⇒BA ⊢ ⇔AB", forward = "⇔AB ⊢ ⇒AB", backward = "⇔AB ⊢ ⇒BA"
  case refute = "⇒A⊥ ⊢ ¬A", contradiction = "¬A A ⊢ ⊥", explosion = "⊥ ⊢ A"
  case excludedMiddle = "⊢ ∨A¬A"

  /// The words of each figure: premises, ⊢, the conclusion.
  static let figures = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, $0.rawValue.split(separator: " ").map(String.init)) })
}

/// A step of a proof. `Int`s are the numbers of earlier steps.
public enum Step: Hashable, Sendable {
  /// Opens a subproof under a hypothesis, which the step states.
  case assume(TermID)
  /// Opens a subproof for any x of a sort, x being the next level; the step states x = x.
  case fix(SortID)
  /// Closes the innermost subproof, opened by `assume`, and concludes from its step.
  case discharge(Int)
  /// Closes the innermost subproof, opened by `fix`, and concludes from its step.
  case generalize(Int)
  /// States what is cited.
  case instance(Instance)
  /// Equates (or makes equivalent) a term or formula with what replacements make of it.
  case chain(TermID, [Rewrite])
  /// States what replacements make of an earlier step.
  case rewrite(Int, [Rewrite])
  /// Applies a schema to earlier steps; formulas are given for the letters that these leave open.
  case infer(Schema, [Int], [TermID])
  /// From ∀x. A(x), for a term.
  case specialize(Int, TermID)
  /// ∃x. A(x), from the term and A(term).
  case witness(TermID, TermID, Int)
  /// From ∃x. A(x) and ∀x. A(x) ⇒ C.
  case choose(Int, Int)
  /// ∀x. A(x), from a case for each constructor.
  case induction(TermID, [Int])
  /// From c … = c …, the equation of their i-th arguments.
  case injectivity(Int, Int)
  /// From c … = d …, absurdity.
  case disjointness(Int)
}

/// A statement with steps that should end in it.
public struct Proof: Hashable, Sendable {
  /// A label for people; unique among the theorems of a checker.
  public let name: String
  /// What is to be proved.
  public let statement: Statement
  /// The steps; the last one proves the statement outside all subproofs.
  public let steps: [Step]
  /// Collects the parts; never fails.
  public init(name: String, _ statement: Statement, _ steps: [Step]) {
    (self.name, self.statement, self.steps) = (name, statement, steps)
  }
}
