// What the kernel says when it refuses: a cause, and where in the proof. Nothing is kept for the
// message while checking goes well; `step` is the number of the step at fault, if there is one.

/// A refusal: the kernel's only kind of failure. Nothing has been changed when it is thrown.
public struct CheckError: Error, Hashable, Sendable {
  /// Why something was refused. Each case names one fault.
  public enum Cause: String, Hashable, Sendable, CaseIterable {
    // Terms.
    case unknownTerm, unknownSort, unknownOperator, unknownFact, unknownStep, arity, sortMismatch
    case notAFormula, looseBound, limit
    // Declarations.
    case duplicateName, notFresh, uninhabitedSort, nonPositiveSort, extraVariable, badPattern
    case missingCase, overlappingCases, nonTerminating, circularDefinition
    // Proofs.
    case noProof, openSubproof, noOpenSubproof, closedSubproof, undeclaredVariable
    case escapingVariable, wrongNumberOfInstances, wrongForm, mismatch, badPosition, underBinder
    case sameConstructor, differentConstructors, notInductive, notAConstructor, wrongNumberOfCases
    case wrongCase, notAssociativeCommutative, notEvaluable, wrongConclusion
  }
  /// The fault.
  public let cause: Cause
  /// The step at fault (count from 0), where a proof was being checked.
  public let step: Int?
  /// What the cause is about: a name, or which of several things. May be empty.
  public let detail: String

  /// Makes a refusal; never fails.
  public init(_ cause: Cause, step: Int? = nil, _ detail: String = "") {
    (self.cause, self.step, self.detail) = (cause, step, detail)
  }
}

/// Refuses unless the condition holds.
func require(
  _ condition: Bool, _ cause: CheckError.Cause, _ detail: @autoclosure () -> String = ""
) throws(CheckError) {
  if !condition { throw CheckError(cause, detail()) }
}
