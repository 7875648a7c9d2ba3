// Reading an expression over a theory: the axiom language has formulas, so the expression is read as one
// side of an equation whose other side is a variable of its own. Start at
// `TheoryDocument.elaborate(expression:)`. Faults are told as for formulas, at the right columns.

import AxiomLanguage
import ProofKernel

/// An expression over a theory.
public struct Expression: Sendable {
  /// The term, in the store of the document that read it.
  public let term: TermID
  /// The sorts of its variables, by level.
  public let parameters: [SortID]
  /// Their names.
  public let variableNames: [String]
  /// Number of sort variables in them (count).
  public let sortParameterCount: Int
}

extension TheoryDocument {
  /// Reads an expression; its free variables become parameters. Nothing is added after an error. Never
  /// fails: faults are in the second part of the result, rendered for people.
  ///
  ///     let (expression, faults) = document.elaborate(expression: "x * inv x * y")
  public mutating func elaborate(expression text: String, path: String = "<expression>")
    -> (expression: Expression?, faults: String)
  {
    // A name that occurs nowhere in the expression, nor among the operators.
    var other = "it"
    while text.contains(other) || theory.store.operators.contains(where: { $0.name == other }) {
      other += "'"
    }
    let before = self
    let result = elaborate(formula: text + "\n  = " + other, path: path)
    guard let goal = result.goal, goal.variableNames.last == other,
      case .connective(.equal, let sides) = theory.store.shape(of: goal.statement.formula)
    else {
      // What is wrong is told of the text alone, without the equation around it.
      var copy = before
      let alone = copy.elaborate(formula: text, path: path)
      let isFormula = alone.goal != nil
      return (
        nil,
        isFormula
          ? "\(path): error: an expression is wanted, and this is a formula\n" : alone.rendered
      )
    }
    let expression = Expression(
      term: sides[0], parameters: goal.statement.parameters.dropLast(),
      variableNames: goal.variableNames.dropLast(),
      sortParameterCount: goal.statement.sortParameterCount)
    return (expression, result.rendered)
  }
}
