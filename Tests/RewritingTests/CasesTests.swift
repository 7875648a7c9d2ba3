// Cases that others wrote: what both engines make of each has the value of the input, at random points where
// the conditions hold. And numbers: what is computed has a proof, whatever its length; reading and writing.

import AxiomLanguage
import Foundation
import ProofKernel
import Rewriting
import TestSupport
import Testing

@Suite struct CasesTests {
  /// A case.
  struct Case: Sendable {
    let id: String
    let input: String
    let domain: String
    let integers: [String]
  }

  /// Every fifth one that asks for an equal expression; none, loudly, where they are not there.
  static let cases: [Case] = {
    let corpora =
      ProcessInfo.processInfo.environment["CORPORA"] ?? repositoryRoot() + "/../shared/corpora"
    for folder in [corpora, "/work/shared/corpora"] {
      guard let data = FileManager.default.contents(atPath: folder + "/cas/cases.jsonl") else {
        continue
      }
      let all = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
        try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      }
      let equal = all.filter {
        !["derivative", "antiderivative"].contains($0["kind"] as? String ?? "")
      }
      return equal.enumerated().filter { $0.offset % 5 == 0 }.map { _, fields in
        Case(
          id: fields["id"] as! String, input: fields["input"] as! String,
          domain: fields["domain"] as! String, integers: fields["integers"] as? [String] ?? [])
      }
    }
    FileHandle.standardError.write(Data("SKIPPED: no cases at \(corpora)\n".utf8))
    return []
  }()

  static func ground(_ theory: String) throws -> (TheoryDocument, ArithmeticNotation) {
    let read = ElaboratedTheory.elaborate(path: repositoryRoot() + "/Axioms/\(theory).axiom")
    let document = try #require(read.theory).document
    return (document, try #require(ArithmeticNotation(document)))
  }

  @Test(.enabled(if: !cases.isEmpty), arguments: SimplificationEngine.allCases)
  func valuesAgree(engine: SimplificationEngine) throws {
    let grounds = [
      "complex": try Self.ground("complex-functions"), "real": try Self.ground("real-functions"),
    ]
    var (compared, changed) = (0, 0)
    var random = SeededSource(seed: 7)
    for entry in Self.cases {
      let isReal = ["positive", "real"].contains(entry.domain)
      var (document, notation) = grounds[isReal ? "real" : "complex"]!
      let isPositive = entry.domain == "positive"
      guard
        let expression = try? notation.read(entry.input, in: &document, positive: isPositive)
      else { continue }
      var simplifier = Simplifier(document)
      simplifier.engine = engine
      simplifier.limits.graph.nodes = 600
      let result = try simplifier.simplify(expression, of: document)
      var checker = Checker(result.document.theory)
      try checker.check(result.proof)
      let text = notation.text(
        of: result.after, in: result.document.theory.store, variableNames: result.variableNames)
      if text != entry.input { changed += 1 }
      // What is written reads as the same term.
      var again = result.document
      let back = try notation.read(text, in: &again)
      #expect(
        notation.text(
          of: back.term, in: again.theory.store, variableNames: back.variableNames) == text)
      for _ in 0..<4 {
        var point: [String: ComplexValue] = [:]
        for name in expression.variableNames {
          let value =
            entry.integers.contains(name)
            ? ComplexValue(Double(1 + random.number(below: 5)))
            : ComplexValue(
              isPositive ? 0.2 + 2 * random.unit : 4 * random.unit - 2,
              isReal ? 0 : 4 * random.unit - 2)
          point[name] = value
        }
        guard let a = ComplexEvaluator.value(of: entry.input, at: point),
          let b = ComplexEvaluator.value(of: text, at: point), a.isFinite
        else { break }
        compared += 1
        #expect(
          (a - b).size <= 1e-6 * (1 + a.size), "\(entry.id): \(entry.input) to \(text) at \(point)")
      }
    }
    #expect(compared > 200 && changed > 20, "\(compared) values, \(changed) changed")
  }

  /// What must not be rewritten to the naive form.
  @Test(arguments: ["sqrt(x^2)", "log(x*y)", "sqrt(x*y)", "log(exp(x))", "sqrt(1/x)"])
  func traps(text: String) throws {
    var (document, notation) = try Self.ground("complex-functions")
    let expression = try notation.read(text, in: &document)
    for engine in SimplificationEngine.allCases {
      var simplifier = Simplifier(document)
      simplifier.engine = engine
      simplifier.limits.graph.nodes = 2_000
      let result = try simplifier.simplify(expression, of: document)
      let after = notation.text(
        of: result.after, in: result.document.theory.store, variableNames: result.variableNames)
      for value in [ComplexValue(-2, 0.5), ComplexValue(-1.5, -4)] {
        let point = ["x": value, "y": ComplexValue(-0.5, 1)]
        let (a, b) = (
          ComplexEvaluator.value(of: text, at: point)!,
          ComplexEvaluator.value(of: after, at: point)!
        )
        #expect((a - b).size < 1e-9, "\(text) to \(after)")
      }
    }
  }

  @Test func positiveVariablesAllowMore() throws {
    var (document, notation) = try Self.ground("real-functions")
    let expression = try notation.read("sqrt(x^2) + log(exp(y))", in: &document, positive: true)
    for engine in SimplificationEngine.allCases {
      var simplifier = Simplifier(document)
      simplifier.engine = engine
      let result = try simplifier.simplify(expression, of: document)
      let store = result.document.theory.store
      #expect(
        notation.text(of: result.after, in: store, variableNames: result.variableNames) == "x+y")
      #expect(
        result.conditions.map {
          notation.text(ofFormula: $0, in: store, variableNames: result.variableNames)
        } == ["positive(x)"])
    }
  }

  /// Sums, differences and products of random numbers, some far beyond 64 bits; the results are compared
  /// with digits that long multiplication by hand gives.
  @Test(arguments: 0..<16)
  func numbers(seed: Int) throws {
    var random = SeededSource(seed: UInt64(seed))
    func digits(_ bound: Int) -> String {
      let count = 1 + random.number(below: bound)
      return String(1 + random.number(below: 9))
        + (1..<count).map { _ in String(random.number(below: 10)) }.joined()
    }
    let bound = seed < 13 ? 3 : 24
    let (a, b) = (digits(bound), digits(bound))
    var (document, notation) = try Self.ground("field")
    for (text, expected) in [
      ("\(a)+\(b)", Decimals.sum(a, b)), ("\(a)*\(b)", Decimals.product(a, b)),
      ("\(Decimals.sum(a, b))-\(b)", a), ("\(b)-\(Decimals.sum(a, b))", "-" + a),
      ("(0-\(a))*\(b)", "-" + Decimals.product(a, b)),
      ("(0-\(a))*(0-\(b))", Decimals.product(a, b)),
    ] {
      let expression = try notation.read(text, in: &document)
      var simplifier = Simplifier(document)
      simplifier.engine = .rewriter
      let result = try simplifier.simplify(expression, of: document)
      var checker = Checker(result.document.theory)
      try checker.check(result.proof)
      let found = notation.text(
        of: result.after, in: result.document.theory.store, variableNames: [])
      #expect(found == expected, "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [
    ("2 +", 4), ("(x", 3), ("x)", 2), ("f(x,", 5), ("zoo*x", 4), ("", 1), ("2 $ 3", 3), ("1..2", 5),
  ])
  func faults(text: String, column: Int) throws {
    var (document, notation) = try Self.ground("complex-functions")
    do {
      _ = try notation.read(text, in: &document)
      Issue.record("\(text) was read")
    } catch { #expect(error.column == column, "\(text): \(error)") }
  }
}

/// Arithmetic on decimal digits, as by hand.
enum Decimals {
  static func sum(_ a: String, _ b: String) -> String {
    let (x, y) = (
      a.reversed().map { $0.wholeNumberValue! }, b.reversed().map { $0.wholeNumberValue! }
    )
    var result: [Int] = []
    var carry = 0
    for i in 0..<max(x.count, y.count) {
      let digit = (i < x.count ? x[i] : 0) + (i < y.count ? y[i] : 0) + carry
      result.append(digit % 10)
      carry = digit / 10
    }
    if carry > 0 { result.append(carry) }
    return result.reversed().map(String.init).joined()
  }

  static func product(_ a: String, _ b: String) -> String {
    var total = "0"
    for (place, digit) in b.reversed().enumerated() {
      for _ in 0..<digit.wholeNumberValue! {
        total = sum(total, a + String(repeating: "0", count: place))
      }
    }
    return total
  }
}

/// Random numbers from a seed.
struct SeededSource {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

  mutating func number(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  var unit: Double {
    mutating get { Double(number(below: 1 << 30)) / Double(1 << 30) }
  }
}
