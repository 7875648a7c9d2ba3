// Fractions in fields: what is computed is right, each proof passes a kernel of its own, and it rests on no more than
// that the primes in the denominators are not zero, unless the theory says so itself.

import AxiomLanguage
import ProofKernel
import TestSupport
import Testing

@testable import Rewriting

@Suite struct FractionTests {
  static func simplify(
    _ text: String, _ engine: SimplificationEngine, theory: String = "field", nodes: Int = 2_000
  ) throws -> (text: String, conditions: [String], result: Simplification) {
    var (document, notation) = try CasesTests.ground(theory)
    let expression = try notation.read(text, in: &document)
    var simplifier = Simplifier(document)
    simplifier.engine = engine
    simplifier.limits.graph.nodes = nodes
    let result = try simplifier.simplify(expression, of: document)
    var checker = Checker(result.document.theory)
    try checker.check(result.proof)
    let store = result.document.theory.store
    return (
      notation.text(of: result.after, in: store, variableNames: result.variableNames),
      result.conditions.map {
        notation.text(ofFormula: $0, in: store, variableNames: result.variableNames)
      }, result
    )
  }

  @Test(arguments: SimplificationEngine.allCases)
  func computed(engine: SimplificationEngine) throws {
    for (input, output, conditions) in [
      ("1/2 + 1/3", "5/6", ["2 /= 0", "3 /= 0"]), ("2/4", "1/2", ["2 /= 0"]),
      ("1/2 - 1/3", "1/6", ["2 /= 0", "3 /= 0"]), ("1/3 - 1/2", "-1/6", ["2 /= 0", "3 /= 0"]),
      ("6/4*2/3", "1", ["2 /= 0", "3 /= 0"]), ("-(1/2)*3", "-3/2", []),
      ("1/4 + 3/4", "1", ["2 /= 0"]), ("7/1", "7", []), ("1/(2/3)", "3/2", ["2 /= 0", "3 /= 0"]),
      ("1/2", "1/2", []), ("1/(0-2)", "-1/2", ["2 /= 0"]), ("1/2 - 2/4", "0", ["2 /= 0"]),
      ("12/18", "2/3", ["2 /= 0", "3 /= 0"]), ("0.25 + 0.5", "3/4", ["2 /= 0"]),
    ] {
      let answer = try Self.simplify(input, engine)
      #expect(answer.text == output, "\(input)")
      #expect(answer.conditions.sorted() == conditions, "\(input)")
    }
  }

  /// Where the theory says that 2 is not zero, that is cited, for 4 and 8 as well.
  @Test(arguments: SimplificationEngine.allCases)
  func citedFacts(engine: SimplificationEngine) throws {
    for (input, output, conditions) in [
      ("1/2 + 1/4", "3/4", []), ("3/8*2", "3/4", []), ("x/4*4", "x", []),
      ("1/2 + 1/3", "5/6", ["3 /= 0"]),
    ] {
      let answer = try Self.simplify(input, engine, theory: "functions")
      #expect(answer.text == output, "\(input)")
      #expect(answer.conditions == conditions, "\(input)")
    }
  }

  @Test(arguments: SimplificationEngine.allCases)
  func collected(engine: SimplificationEngine) throws {
    for (input, outputs, conditions) in [
      ("x/2 + x/3", ["5/6*x", "x*(5/6)"], ["2 /= 0", "3 /= 0"]),
      ("x/2 + x/2", ["x"], ["2 /= 0"]), ("x - x/2 - x/2", ["0"], ["2 /= 0"]),
      ("x/0", ["x/0"], []),
    ] {
      let answer = try Self.simplify(input, engine)
      #expect(outputs.contains(answer.text), "\(input): \(answer.text)")
      #expect(answer.conditions.sorted() == conditions, "\(input)")
    }
  }

  /// Random sums, products and quotients of fractions are what exact arithmetic says.
  @Test(arguments: 0..<30)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var (text, value) = Self.expression(3, &random)
    while value == nil { (text, value) = Self.expression(3, &random) }
    let answer = try Self.simplify(text, .rewriter)
    #expect(answer.text == value!.description, "\(text)")
    for condition in answer.conditions {
      let number = try #require(Int(condition.prefix { $0 != " " }))
      #expect(condition == "\(number) /= 0" && number > 1)
      #expect((2..<number).allSatisfy { number % $0 != 0 }, "\(condition) of \(text)")
    }
  }

  private static func expression(_ depth: Int, _ random: inout SeededGenerator)
    -> (String, Rational?)
  {
    if depth == 0 {
      let number = random.below(7)
      return ("\(number)", Rational(number))
    }
    let (a, b) = (expression(depth - 1, &random), expression(depth - 1, &random))
    switch random.below(4) {
    case 0: return ("(\(a.0)+\(b.0))", a.1.flatMap { x in b.1.flatMap(x.adding) })
    case 1: return ("(\(a.0)*\(b.0))", a.1.flatMap { x in b.1.flatMap(x.multiplied) })
    case 2:
      return ("(\(a.0)-\(b.0))", a.1.flatMap { x in b.1?.negated.flatMap(x.adding) })
    default:
      return ("(\(a.0)/\(b.0))", a.1.flatMap { x in b.1?.inverse.flatMap(x.multiplied) })
    }
  }
}
