// The derivative of an expression by one of its variables, as an expression of a theory that has a derivation
// D: D of it, under the hypotheses that D is 1 on that variable and 0 on the others. Start at
// `derivative(of:by:in:)`. `DerivationLaws` finds D; the answer of `Simplifier` states what it used.

import AxiomLanguage
import ProofKernel

extension ArithmeticNotation {
  /// The derivative; nil if the theory has no derivation, or the variable is none of the theory.
  ///
  /// *Shape*: an expression that was read by this notation; a variable that it lacks makes everything
  /// constant. Of an unknown function of the variable nothing is assumed.
  ///
  ///     let derivative = notation.derivative(of: expression, by: "x", in: &document)
  public func derivative(
    of expression: Expression, by variable: String, in document: inout TheoryDocument
  ) -> Expression? {
    guard let derivation else { return nil }
    var checker = Checker(document.theory)
    func apply(_ operation: OperatorID, _ parts: [TermID]) throws(CheckError) -> TermID {
      try checker.intern(.apply(operation, sorts: [], parts))
    }
    do throws(CheckError) {
      guard let zero = operation(.zero), let one = operation(.one) else { return nil }
      var assumptions = expression.assumptions
      for (level, name) in expression.variableNames.enumerated() {
        let isVariable = name == variable
        if !isVariable && name.contains("(") && mentions(name, variable) { continue }
        let slope = try apply(
          derivation, [try checker.intern(.variable(level: level, expression.parameters[level]))])
        let value = try apply(isVariable ? one : zero, [])
        assumptions.append(try checker.intern(.connective(.equal, [slope, value])))
      }
      let term = try apply(derivation, [expression.term])
      document.theory = checker.theory
      return Expression(
        term: term, parameters: expression.parameters, variableNames: expression.variableNames,
        assumptions: assumptions, sortParameterCount: 0, isArithmetic: true)
    } catch { return nil }
  }

  /// Whether a variable is a word of a text.
  private func mentions(_ text: String, _ variable: String) -> Bool {
    text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == variable[...] }
  }

  /// Whether a formula says what the derivation makes of a variable.
  public func isHypothesis(_ formula: TermID, in store: TermStore) -> Bool {
    guard case .connective(.equal, let sides) = store.shape(of: formula),
      case .apply(let operation, _, _) = store.shape(of: sides[0])
    else { return false }
    return operation == derivation
  }

  /// Whether the derivation occurs in a term.
  public func isOpen(_ root: TermID, in store: TermStore) -> Bool {
    var seen: Set<TermID> = [root]
    var stack = [root]
    while let next = stack.popLast() {
      if case .apply(derivation, _, _) = store.shape(of: next) { return true }
      for part in store.shape(of: next).parts where seen.insert(part).inserted {
        stack.append(part)
      }
    }
    return false
  }
}
