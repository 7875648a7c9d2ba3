// Derivatives over the theory `derivatives`: each answer has a proof under the hypotheses that D is 1 on the
// variable and 0 on the others, no D is left in it, and its value is the slope of the input at random points,
// by differences that know nothing of rules. Numbers of any length are constants.

import AxiomLanguage
import ProofKernel
import Rewriting
import TestSupport
import Testing

@Suite struct DerivativeTests {
  static func answer(
    _ text: String, by variable: String, _ engine: SimplificationEngine
  ) throws -> (text: String, conditions: [String], isOpen: Bool) {
    var (document, notation) = try CasesTests.ground("derivatives")
    let expression = try notation.read(text, in: &document)
    let derivative = try #require(
      notation.derivative(of: expression, by: variable, in: &document))
    var simplifier = Simplifier(document)
    simplifier.engine = engine
    simplifier.limits.graph.nodes = 1_000
    let result = try simplifier.simplify(derivative, of: document)
    var checker = Checker(result.document.theory)
    try checker.check(result.proof)
    let store = result.document.theory.store
    return (
      notation.text(of: result.after, in: store, variableNames: result.variableNames),
      result.conditions.map {
        notation.text(ofFormula: $0, in: store, variableNames: result.variableNames)
      }, notation.isOpen(result.after, in: store)
    )
  }

  @Test(
    arguments: [
      "x*(x+1)^3", "2*x*exp(x^2)", "a*x+sin(x^5)", "x*log(x)-x", "2^x/log(2)", "x^x",
      "tan(x)", "n*log(1/(2*x^3))-n*a/x", "sqrt(1+x^2)", "(x+a)/(x-a)", "x^12", "1/(1+exp(-x))",
      "17*x-1234567", "x*exp(x)", "sin(x)^2+cos(x)^2", "sinh(x)*cosh(x)",
    ], SimplificationEngine.allCases)
  func slopes(text: String, engine: SimplificationEngine) throws {
    let (found, conditions, isOpen) = try Self.answer(text, by: "x", engine)
    #expect(!isOpen, "\(text): \(found) if \(conditions)")
    var random = SeededSource(seed: 3)
    var compared = 0
    for _ in 0..<5 {
      var point: [String: ComplexValue] = [:]
      for name in ["x", "a", "n"] {
        point[name] = ComplexValue(0.5 + random.unit, 0.3 + random.unit)
      }
      let step = 1e-5
      func value(_ shift: Double) -> ComplexValue? {
        var moved = point
        moved["x"] = point["x"]! + ComplexValue(shift)
        return ComplexEvaluator.value(of: text, at: moved)
      }
      guard let above = value(step), let below = value(-step),
        let slope = ComplexEvaluator.value(of: found, at: point)
      else { continue }
      let expected = (above - below) * ComplexValue(0.5 / step)
      compared += 1
      #expect((expected - slope).size < 1e-4 * (1 + expected.size), "\(text): \(found)")
    }
    #expect(compared == 5, "\(text): \(found)")
  }

  @Test(arguments: SimplificationEngine.allCases)
  func constants(engine: SimplificationEngine) throws {
    for text in ["0", "1", "2", "-7", "123456789012345678901234567890", "a", "sin(a)*log(a)", "pi"]
    {
      let (found, _, _) = try Self.answer(text, by: "x", engine)
      #expect(found == "0", "\(text): \(found)")
    }
    #expect(try Self.answer("a*x", by: "x", engine).conditions == ["D(a) = 0", "D(x) = 1"])
  }

  /// Of a function that the theory lacks nothing is assumed.
  @Test(arguments: SimplificationEngine.allCases)
  func unknownFunctions(engine: SimplificationEngine) throws {
    #expect(try Self.answer("gamma(x)", by: "x", engine).isOpen)
    #expect(try Self.answer("x*gamma(y)", by: "x", engine).text == "gamma(y)")
  }
}
