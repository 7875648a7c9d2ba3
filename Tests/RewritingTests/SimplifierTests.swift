// Simplification over theories: results, costs, and proofs that a kernel accepts which knows nothing of
// how they were found.

import AxiomLanguage
import ProofKernel
import Rewriting
import TestSupport
import Testing

@Suite struct SimplifierTests {
  private func simplify(
    _ text: String, _ theory: String, _ engine: SimplificationEngine, _ cost: CostModel = .size
  ) throws -> (text: String, result: Simplification) {
    let read = ElaboratedTheory.elaborate(path: repositoryRoot() + "/Axioms/\(theory).axiom")
    var document = try #require(read.theory).document
    let (expression, faults) = document.elaborate(expression: text)
    #expect(faults == "")
    var simplifier = Simplifier(document)
    (simplifier.engine, simplifier.cost) = (engine, cost)
    simplifier.limits.graph.nodes = 5_000
    let result = try simplifier.simplify(try #require(expression), of: document)
    // By a kernel of its own.
    var checker = Checker(result.document.theory)
    let theorem = try checker.check(result.proof)
    #expect(theorem.facts == result.facts)
    let printer = Printer(result.document)
    let after = printer.text(
      of: result.after, in: result.document.theory.store, variableNames: result.variableNames)
    #expect(result.costAfter <= result.costBefore || engine == .rewriter)
    #expect(result.chain.last?.term == result.after)
    return (after, result)
  }

  @Test(arguments: [
    ("inv x * (x * y)", "group", "y"),
    ("x + (0 + neg x)", "ring", "0"),
    ("join (meet x y) (meet x (comp y))", "boolean-algebra", "x"),
    ("rev ([] ++ xs) ++ rev []", "list", "rev xs ++ []"),
  ])
  func byTheEGraph(text: String, theory: String, expected: String) throws {
    #expect(try simplify(text, theory, .egraph).text == expected)
  }

  @Test(arguments: [
    ("2 + 3 * 2 + x * 0", "peano", "8"),
    ("x + 0 + (y + 0)", "ring", "x + y"),
    ("0 + x + (neg x + y)", "ring", "y"),
    ("z * 1 * (x * (1 * y))", "ring", "z * (x * y)"),
    ("meet (join y x) (join z x)", "boolean-algebra", "meet (join y x) (join x z)"),
    ("join (meet x y) (join z x)", "boolean-algebra", "join x z"),
    ("rev (x :: []) ++ []", "list", "x :: []"),
  ])
  func byTheRewriter(text: String, theory: String, expected: String) throws {
    #expect(try simplify(text, theory, .rewriter).text == expected)
  }

  /// Products that share factors are put together wherever they stand in a sum.
  @Test func sharedFactorsAnywhere() throws {
    let squares = "cos y * cos y * (sin x * sin x) + sin y * sin y * (sin x * sin x)"
    #expect(
      try simplify("cos x * cos x + (\(squares))", "real-functions", .rewriter).text == "1")
  }

  /// By costs that are no sums, too, rewriting ends.
  @Test(arguments: [CostModel.depth, .criticalPath, .sharedSize, .depthThenSize, .throughput])
  func endsByEachCost(cost: CostModel) throws {
    let (_, result) = try simplify(
      "x * y + (x * z + x * w * y) + x", "ring", .rewriter, cost)
    #expect(result.end == .saturated)
  }

  /// Time grows with a sum's length; it was quadratic, with a large factor.
  @Test func longSums() throws {
    let sum = (0..<300).map { "x\($0)" }.joined(separator: " + ")
    let (text, result) = try simplify(sum + " + neg x7", "ring", .rewriter)
    #expect(!text.contains("x7 ") && text.contains("x299") && result.end == .saturated)
  }

  @Test func enginesAgree() throws {
    for engine in SimplificationEngine.allCases {
      #expect(try simplify("x * 1 + 0", "ring", engine).text == "x")
    }
  }

  @Test func sameBytes() throws {
    let first = try simplify("x * y + x * z", "ring", .egraph).result
    let second = try simplify("x * y + x * z", "ring", .egraph).result
    #expect(first.proof == second.proof)
  }

  @Test(arguments: [("x +", "missing-operand"), ("x = y", "formula"), ("nope(", "error")])
  func faults(text: String, words: String) throws {
    let read = ElaboratedTheory.elaborate(path: repositoryRoot() + "/Axioms/peano.axiom")
    var document = try #require(read.theory).document
    let (expression, faults) = document.elaborate(expression: text)
    #expect(expression == nil && faults.contains(words))
  }
}
