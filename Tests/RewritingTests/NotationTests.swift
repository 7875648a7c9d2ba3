// Formulas that are assumed are read in the notation of the expression; faults are those of that notation.

import ProofKernel
import TestSupport
import Testing

@testable import Rewriting

@Suite struct NotationTests {
  @Test(arguments: SimplificationEngine.allCases)
  func assumptions(engine: SimplificationEngine) throws {
    for (input, assumed, output, conditions) in [
      ("sqrt(x^2)", ["positive x"], "x", ["positive(x)"]),
      ("2*exp(log(x*y))/2", ["positive(x*y)"], "x*y", ["positive(x*y)"]),
      ("2*y/2", ["x = 3"], "y", []), ("y/(x+2)*(x+2)", ["x+2 /= 0"], "y", ["x+2 /= 0"]),
    ] {
      var (document, notation) = try CasesTests.ground("real-functions")
      let expression = try notation.read(input, assuming: assumed, in: &document)
      #expect(expression.isArithmetic)
      var simplifier = Simplifier(document)
      simplifier.engine = engine
      let result = try simplifier.simplify(expression, of: document)
      let store = result.document.theory.store
      #expect(
        notation.text(of: result.after, in: store, variableNames: result.variableNames) == output)
      #expect(
        result.conditions.map {
          notation.text(ofFormula: $0, in: store, variableNames: result.variableNames)
        } == conditions, "\(input)")
    }
  }

  @Test func faults() throws {
    let (document, notation) = try CasesTests.ground("ring")
    for (input, assumed, column) in [
      ("x^100", [], 6), ("1e400", [], 6), ("2*x", ["x"], 2), ("2*x", ["x /= "], 6),
      ("2*x", ["positive x"], 10),
    ] {
      var copy = document
      #expect(throws: NotationFault.self) {
        try notation.read(input, assuming: assumed, in: &copy)
      }
      do throws(NotationFault) { _ = try notation.read(input, assuming: assumed, in: &copy) } catch
      {
        #expect(error.column == column, "\(input): \(error)")
      }
    }
    #expect(notation.fits("x^2") && notation.fits("2*x") && notation.fits("x+1e400"))
    #expect(!notation.fits("x * 1 + 0") && !notation.fits("x2 + y"))
  }
}
