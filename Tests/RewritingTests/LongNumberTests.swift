// Numbers of hundreds of digits: what is computed with them is proved without deep recursion; where the proof would be
// too long, the expression is left as it is, and the answer says why. And denominators that nobody can take apart.

import ProofKernel
import Terms
import TestSupport
import Testing

@testable import Rewriting

@Suite struct LongNumberTests {
  @Test(arguments: SimplificationEngine.allCases)
  func sums(engine: SimplificationEngine) throws {
    let nines = String(repeating: "9", count: 390)
    for (input, output) in [
      ("1e399", "1" + String(repeating: "0", count: 399)),
      (nines + "+1", "1" + String(repeating: "0", count: 390)),
      ("1+" + nines, "1" + String(repeating: "0", count: 390)),
      ("1e390-1", nines), (nines + "-" + nines, "0"),
    ] {
      let answer = try FractionTests.simplify(input, engine, theory: "ring")
      #expect(answer.text == output)
      #expect(answer.result.refusal == nil)
    }
  }

  @Test func products() throws {
    let nines = String(repeating: "9", count: 40)
    let answer = try FractionTests.simplify("\(nines)*\(nines)", .egraph, theory: "ring")
    #expect(
      answer.text == String(repeating: "9", count: 39) + "8" + String(repeating: "0", count: 39)
        + "1")
  }

  /// A product whose proof would be too long is no crash.
  @Test(arguments: SimplificationEngine.allCases)
  func tooLong(engine: SimplificationEngine) throws {
    let nines = String(repeating: "9", count: 200)
    let answer = try FractionTests.simplify("\(nines)*\(nines)", engine, theory: "ring")
    #expect(answer.result.after == answer.result.before)
    #expect(answer.result.refusal != nil)
    let small = try FractionTests.simplify("1e-300 + 1", engine)
    #expect(small.result.after == small.result.before)
    #expect(small.result.refusal != nil)
  }

  /// Denominators whose factors are too large to be found are known not to be zero since their own are.
  @Test(arguments: SimplificationEngine.allCases)
  func largeDenominators(engine: SimplificationEngine) throws {
    for (input, output, conditions) in [
      ("1/10007 + 1/10009", "20016/100160063", ["10007 /= 0", "10009 /= 0"]),
      ("1/100160063 + 1/10007", "10010/100160063", ["10007 /= 0", "10009 /= 0"]),
      ("1/10007*(1/10009)", "1/100160063", ["10007 /= 0", "10009 /= 0"]),
      (
        "0.1234567890123456789 + 0.3", "4234567890123456789/10000000000000000000",
        ["2 /= 0", "5 /= 0"]
      ),
    ] {
      let answer = try FractionTests.simplify(input, engine)
      #expect(answer.text == output, "\(input)")
      #expect(answer.conditions.sorted() == conditions, "\(input)")
    }
  }

  /// Of numbers with common factors, no two that are left have one, and each of the given ones is a product of them.
  @Test func coprime() {
    for numbers in [[10007, 100_160_063], [12, 18, 30], [8, 4], [7, 7], [1, 6]] {
      let base = FieldLaws.coprime(Set(numbers.map { Integer($0) }))
      for a in base {
        for b in base where a != b { #expect(Integer.greatestDivisor(a, b) == Integer(1)) }
      }
      for number in numbers {
        var rest = Integer(number)
        for part in base where part > Integer(1) {
          while rest / part * part == rest { rest = rest / part }
        }
        #expect(rest == Integer(1), "\(numbers): \(base)")
      }
    }
  }
}
