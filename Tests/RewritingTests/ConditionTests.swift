// Conditions of answers: what is assumed is what the expression needs to mean something, it is stated, it
// is consistent, and the answer is right wherever it holds: values are compared in the field of 7 elements,
// at all points, by an evaluator that knows nothing of rules and proofs.

import AxiomLanguage
import ProofKernel
import Rewriting
import TestSupport
import Testing

@Suite struct ConditionTests {
  /// What came of a simplification, as text.
  struct Answer {
    let text: String
    let conditions: [String]
    let result: Simplification
  }

  static func simplify(
    _ input: String, _ engine: SimplificationEngine, theory: String = "field",
    assuming assumptions: [String] = [], assumesDomain: Bool = true
  ) throws -> Answer {
    let read = ElaboratedTheory.elaborate(path: repositoryRoot() + "/Axioms/\(theory).axiom")
    var document = try #require(read.theory).document
    let (expression, faults) = document.elaborate(expression: input, assuming: assumptions)
    #expect(faults == "")
    var simplifier = Simplifier(document)
    (simplifier.engine, simplifier.assumesDomain) = (engine, assumesDomain)
    simplifier.limits.graph.nodes = 3_000
    let result = try simplifier.simplify(try #require(expression), of: document)
    // By a kernel of its own; and what it states has the conditions before the equation.
    var checker = Checker(result.document.theory)
    let theorem = try checker.check(result.proof)
    var formula = theorem.statement.formula
    let store = checker.theory.store
    for condition in result.conditions {
      let parts = store.shape(of: formula).parts
      #expect(store.shape(of: formula) == TermShape.connective(.implies, parts))
      #expect(store.shape(of: formula).parts[0] == condition)
      formula = store.shape(of: formula).parts[1]
    }
    #expect(
      store.shape(of: formula) == TermShape.connective(.equal, [result.before, result.after]))
    let printer = Printer(result.document)
    func text(_ term: TermID) -> String {
      printer.text(
        of: term, in: result.document.theory.store, variableNames: result.variableNames)
    }
    return Answer(
      text: text(result.after), conditions: result.conditions.map(text), result: result)
  }

  @Test(arguments: SimplificationEngine.allCases)
  func whatDivisionNeeds(engine: SimplificationEngine) throws {
    for (input, output, conditions) in [
      ("x / x", "1", ["x /= 0"]), ("x * y / x", "y", ["x /= 0"]),
      ("(x + y) / (x + y)", "1", ["x + y /= 0"]), ("x - x", "0", []),
      ("1 / (x - y) * (x - y)", "1", ["x - y /= 0"]), ("x / y", "x / y", []),
      ("inv x * x * (y / y)", "1", ["x /= 0", "y /= 0"]),
      // What cannot hold is not assumed.
      ("(x - x) / (x - x)", "0", []), ("0 * inv 0 + x", "0 * inv 0 + x", []),
    ] {
      let answer = try Self.simplify(input, engine)
      if input == "(x - x) / (x - x)" || input == "0 * inv 0 + x" {
        #expect(answer.conditions == [], "\(input)")
        continue
      }
      #expect(answer.text == output && answer.conditions == conditions, "\(input): \(answer)")
    }
  }

  @Test(arguments: SimplificationEngine.allCases)
  func nothingWithoutLeave(engine: SimplificationEngine) throws {
    #expect(try Self.simplify("x / x", engine, assumesDomain: false).text == "x / x")
    let answer = try Self.simplify(
      "x / x", engine, assuming: ["x /= 0"], assumesDomain: false)
    #expect(answer.text == "1" && answer.conditions == ["x /= 0"])
    // An equation that is assumed is used as such.
    let other = try Self.simplify("x * (y / y)", engine, assuming: ["x = 0 * 0 + 1"])
    #expect(other.conditions.contains("y /= 0"))
  }

  /// Random expressions; the answer equals the input wherever the conditions hold. Zero's inverse may be
  /// anything, so it is tried with each value.
  @Test(arguments: 0..<20)
  func valuesAgree(seed: Int) throws {
    var numbers = FieldExpressions(seed: UInt64(seed))
    let text = numbers.expression(depth: 3)
    for engine in SimplificationEngine.allCases {
      let answer = try Self.simplify(text, engine)
      let store = answer.result.document.theory.store
      var met = 0
      for inverseOfZero in 0..<7 {
        let field = FieldValues(store: store, inverseOfZero: inverseOfZero)
        for point in 0..<49 {
          let values = [point % 7, point / 7]
          guard answer.result.conditions.allSatisfy({ field.holds($0, values) }) else { continue }
          met += 1
          #expect(
            field.value(answer.result.before, values) == field.value(answer.result.after, values),
            "seed \(seed), \(engine): \(text) to \(answer.text) at \(values)")
        }
      }
      // A condition that never holds would make any answer right.
      #expect(met > 0, "seed \(seed), \(engine): \(text) if \(answer.conditions)")
    }
  }
}

/// Random expressions over two variables.
struct FieldExpressions {
  var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func expression(depth: Int) -> String {
    if depth == 0 || number(below: 6) == 0 { return ["x", "y", "1", "0", "x"][number(below: 5)] }
    let part = expression(depth: depth - 1)
    switch number(below: 6) {
    case 0: return "(\(part) + \(expression(depth: depth - 1)))"
    case 1: return "(\(part) - \(expression(depth: depth - 1)))"
    case 2, 3: return "(\(part) * \(expression(depth: depth - 1)))"
    case 4: return "(\(part) / \(expression(depth: depth - 1)))"
    default: return "inv \(part.hasPrefix("(") || part.count == 1 ? part : "(\(part))")"
    }
  }
}

/// The field of 7 elements.
struct FieldValues {
  let store: TermStore
  let inverseOfZero: Int

  func value(_ term: TermID, _ values: [Int]) -> Int {
    guard case .apply(let operation, _, let parts) = store.shape(of: term) else {
      if case .variable(let level, _) = store.shape(of: term) { return values[level] }
      return -1
    }
    let below = parts.map { value($0, values) }
    switch store.operators[Int(operation.index)].name {
    case "+": return (below[0] + below[1]) % 7
    case "-": return (below[0] - below[1] + 7) % 7
    case "*": return below[0] * below[1] % 7
    case "/": return below[0] * inverse(below[1]) % 7
    case "neg": return (7 - below[0]) % 7
    case "inv": return inverse(below[0])
    case "0": return 0
    default: return 1
    }
  }

  func holds(_ condition: TermID, _ values: [Int]) -> Bool {
    guard case .connective(.not, let parts) = store.shape(of: condition),
      case .connective(.equal, let sides) = store.shape(of: parts[0])
    else { return false }
    return value(sides[0], values) != value(sides[1], values)
  }

  private func inverse(_ value: Int) -> Int {
    value == 0 ? inverseOfZero : (1..<7).first { $0 * value % 7 == 1 }!
  }
}
