// What is assumed over the reals can hold: of numbers it is known whether they are positive, and what the facts refute is
// withdrawn. Numbers above 0 are proved to be positive, and not to be zero.

import AxiomLanguage
import ProofKernel
import TestSupport
import Testing

@testable import Rewriting

@Suite struct PositiveTests {
  /// What has no value over the reals stays as it is, and nothing is assumed of it.
  @Test(
    arguments: SimplificationEngine.allCases,
    [
      "sqrt(-1)", "log(-1)", "log(1-3)", "1/0", "log(0)", "x/(-2)", "sqrt(x*x)/x",
      "sqrt(-1/2)",
    ])
  func whatCannotHoldIsNotAssumed(engine: SimplificationEngine, input: String) throws {
    let answer = try FractionTests.simplify(input, engine, theory: "real-functions")
    #expect(answer.conditions == [], "\(input) to \(answer.text)")
    #expect(answer.result.contradiction == [])
    #expect(!["0", "1", "-1"].contains(answer.text), "\(input) to \(answer.text)")
  }

  /// Each of two could be positive, both together cannot.
  @Test(arguments: SimplificationEngine.allCases)
  func noTwoThatExcludeEachOther(engine: SimplificationEngine) throws {
    for input in ["exp(log(x)) + exp(log(-x))", "exp(log(x-1)) + exp(log(-1-x))"] {
      let answer = try FractionTests.simplify(input, engine, theory: "real-functions")
      #expect(answer.conditions == [], "\(input)")
    }
    let answer = try FractionTests.simplify("exp(log(x))", engine, theory: "real-functions")
    #expect(answer.text == "x" && answer.conditions == ["positive(x)"])
  }

  /// What is true of numbers is proved, and needs no condition.
  @Test(arguments: SimplificationEngine.allCases)
  func trueConditionsAreProved(engine: SimplificationEngine) throws {
    for (input, output) in [
      ("exp(log(3))", "3"), ("exp(log(7/12))", "7/12"), ("sqrt(2)*sqrt(2)", "2"),
      ("1/3 + 1/5", "8/15"), ("x/(1-2)", "-x"), ("exp(log(2*3+1))", "7"),
      ("1/10007 + 1/10009", "20016/100160063"), ("exp(log(123456789012))", "123456789012"),
    ] {
      let answer = try FractionTests.simplify(input, engine, theory: "real-functions")
      #expect(answer.text == output && answer.conditions == [], "\(input) to \(answer.text)")
    }
  }

  /// The predicate is found by its laws: under another name, with arguments in another order, as a formula of its own.
  @Test func foundByShape() throws {
    var (document, _) = try CasesTests.ground("real-functions")
    var language = TheoryLanguage()
    let rules = TheoryRules(&document.theory, theorems: [], &language)
    let laws = try #require(rules.positive)
    #expect(laws.inverse != nil && laws.truth != nil)
    #expect(laws.proves(Rational(1, 3)!) && !laws.proves(.zero) && !laws.proves(Rational(-2)))
    for name in ["field", "complex-functions", "ring"] {
      var (other, _) = try CasesTests.ground(name)
      var language = TheoryLanguage()
      #expect(TheoryRules(&other.theory, theorems: [], &language).positive == nil)
    }
  }
}
