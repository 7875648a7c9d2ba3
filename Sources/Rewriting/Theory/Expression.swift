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
  /// What is assumed of them: formulas in the same store.
  public let assumptions: [TermID]
  /// Number of sort variables in them (count).
  public let sortParameterCount: Int
  /// Whether it was read by `ArithmeticNotation`: then answers are written in that notation too.
  public internal(set) var isArithmetic = false
}

extension TheoryDocument {
  /// Reads an expression, and formulas to be assumed; its free variables, and theirs, become parameters.
  /// Nothing is added after an error. Never fails: faults are in the second part of the result, rendered
  /// for people.
  ///
  ///     let (expression, faults) = document.elaborate(expression: "x * inv x * y")
  public mutating func elaborate(
    expression text: String, assuming assumptions: [String] = [], path: String = "<expression>"
  ) -> (expression: Expression?, faults: String) {
    // A name that occurs nowhere in the expression, nor among the operators.
    var other = "it"
    let all = ([text] + assumptions).joined(separator: " ")
    while all.contains(other) || theory.store.operators.contains(where: { $0.name == other }) {
      other += "'"
    }
    let before = self
    let result = elaborate(
      formula: assumptions.map { "(\($0)\n  ) => " }.joined() + text + "\n  = " + other, path: path)
    guard let goal = result.goal, goal.variableNames.last == other else {
      return (nil, before.fault(in: text, assumptions, path))
    }
    var formula = goal.statement.formula
    var assumed: [TermID] = []
    for _ in assumptions {
      guard case .connective(.implies, let sides) = theory.store.shape(of: formula) else {
        return (nil, before.fault(in: text, assumptions, path))
      }
      assumed.append(sides[0])
      formula = sides[1]
    }
    guard case .connective(.equal, let sides) = theory.store.shape(of: formula) else {
      return (nil, before.fault(in: text, assumptions, path))
    }
    let expression = Expression(
      term: sides[0], parameters: goal.statement.parameters.dropLast(),
      variableNames: goal.variableNames.dropLast(), assumptions: assumed,
      sortParameterCount: goal.statement.sortParameterCount)
    return (expression, result.rendered)
  }

  /// What is wrong, told of the first text that is, without what was put around it.
  private func fault(in text: String, _ assumptions: [String], _ path: String) -> String {
    for assumption in assumptions {
      var copy = self
      let alone = copy.elaborate(formula: assumption, path: "<assumption>")
      if alone.goal == nil { return alone.rendered }
    }
    var copy = self
    let alone = copy.elaborate(formula: text, path: path)
    let isFormula = alone.goal != nil
    return isFormula
      ? "\(path): error: an expression is wanted, and this is a formula\n" : alone.rendered
  }
}
