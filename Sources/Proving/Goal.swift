// What is to be proved, and what a proof of it looks like before the kernel has seen it. Variables
// are constants of the bank (`Vocabulary.eigenvariable`), so all terms are without variables.
// `InductionProver` finds a `GoalProof`, `ProofWriter` turns it into kernel steps. A proof is a tree
// as deep as inductions are nested, which is a few levels.

import Terms

/// Two terms said to be equal.
struct TermEquation: Hashable, Sendable {
  var left: Term
  var right: Term
}

/// A conclusion under premises; the outermost premise first.
struct Goal: Hashable, Sendable {
  var premises: [TermEquation]
  var conclusion: TermEquation

  /// The goal with each of its terms changed.
  func map(_ change: (Term) -> Term) -> Goal {
    func changed(_ equation: TermEquation) -> TermEquation {
      TermEquation(left: change(equation.left), right: change(equation.right))
    }
    return Goal(premises: premises.map(changed), conclusion: changed(conclusion))
  }
}

/// An equation that holds locally in a proof, and why.
enum Local: Sendable {
  /// A premise of the goal, by number.
  case premise(Int)
  /// An induction hypothesis, by number, whose premises are these local equations.
  case hypothesis(Int, premises: [Int])
  /// What replacements make of a local equation.
  case rewritten(Int, [Link])
  /// The equation of the i-th arguments of constructor terms that are equal by a local equation.
  case injectivity(Int, argument: Int)
  /// Two terms that replacements make the same: from left to right.
  case joined(TermEquation, [Link])
}

/// How the equations of a branch settle its goal.
enum Closing: Sendable {
  /// The sides of the conclusion have one normal form: replacements from left to right.
  case joined([Link])
  /// A local equation is between different constructors.
  case absurd(Int)
}

/// A proof of a goal.
indirect enum GoalProof: Sendable {
  /// Premises assumed, local equations drawn in order, then closed.
  case direct(locals: [Local], Closing)
  /// Induction on the variable at that level; a case for each constructor.
  case induction(level: Int, [InductionCase])
}

/// The case of one constructor.
struct InductionCase: Sendable {
  /// The goal in this case, in terms of the fields.
  let goal: Goal
  /// The variables for the constructor's arguments.
  let fields: [Term]
  /// The fields of the sort itself: for each the goal is an induction hypothesis.
  let recursive: [Term]
  let proof: GoalProof
}
