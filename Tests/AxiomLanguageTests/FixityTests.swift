// Grouping by fixity: every chain of up to four operators from a small table, grouped here by a
// slow reference and by the elaborator.

import ProofKernel
import Testing

@testable import AxiomLanguage

private struct TestOperator {
  var name: String
  var fixity: Fixity
}

private let table = [
  TestOperator(name: "+", fixity: Fixity(.infixl, 60)),
  TestOperator(name: "-", fixity: Fixity(.infixl, 60)),
  TestOperator(name: "*", fixity: Fixity(.infixl, 70)),
  TestOperator(name: "^", fixity: Fixity(.infixr, 80)),
  TestOperator(name: "::", fixity: Fixity(.infixr, 60)),
  TestOperator(name: "<=", fixity: Fixity(.infix, 40)),
]

private let declarations =
  "sort G\n"
  + table.map {
    "op (\($0.name)) : G G -> G  [\($0.fixity.placement) \($0.fixity.precedence)]\n"
  }.joined()
  + "op (!) : G -> G  [postfix 90]\nop (~) : G -> G  [prefix 75]\n"

@Suite("Fixities")
struct FixityTests {
  /// The grouping with all parentheses, or nil if it is ambiguous: the loosest operator is the root,
  /// the last of them if all group to the left, the first if to the right.
  private func reference(_ operands: ArraySlice<String>, _ operators: ArraySlice<TestOperator>)
    -> String?
  {
    guard let loosest = operators.map(\.fixity.precedence).min() else { return operands.first }
    let candidates = operators.indices.filter { operators[$0].fixity.precedence == loosest }
    let placements = Set(candidates.map { operators[$0].fixity.placement })
    let isAlone = candidates.count == 1
    guard isAlone || (placements.count == 1 && !placements.contains(.infix)) else { return nil }
    let root = placements.contains(.infixr) ? candidates[0] : candidates[candidates.count - 1]
    let split = operands.startIndex + (root - operators.startIndex)
    guard let left = reference(operands[...split], operators[..<root]),
      let right = reference(operands[(split + 1)...], operators[(root + 1)...])
    else { return nil }
    return "(\(left) \(operators[root].name) \(right))"
  }

  @Test(arguments: 1...4) func everyChain(length: Int) throws {
    var document = try theory(declarations).document
    var count = 1
    for _ in 0..<length { count *= table.count }
    let names = ["a", "b", "c", "d", "e"]
    var results: [(text: String, expected: String?)] = []
    for number in 0..<count {
      var rest = number
      var operators: [TestOperator] = []
      for _ in 0..<length {
        operators.append(table[rest % table.count])
        rest /= table.count
      }
      let operands = names.prefix(length + 1)
      let text = zip(operands, operators.map { " \($0.name) " } + [""]).map { $0 + $1 }.joined()
      results.append((text, reference(operands[...], operators[...])))
    }
    // All in one formula for speed: every chain equals its grouping.
    for (text, expected) in results {
      let found = document.elaborate(formula: "\(text) = \(expected ?? "a")")
      guard let expected else {
        #expect(found.diagnostics.map(\.code) == ["precedence-clash"], "\(text)")
        continue
      }
      guard let goal = found.goal,
        case .connective(.equal, let sides) = document.theory.store.shape(
          of: goal.statement.formula)
      else {
        Issue.record("\(text)\n\(found.rendered)")
        continue
      }
      #expect(sides[0] == sides[1], "\(text) is not \(expected)")
    }
  }

  @Test(
    arguments: [
      ("~ a + b", "(~ a) + b"), ("a * ~ b", "a * (~ b)"), ("~ a ^ b", "~ (a ^ b)"),
      ("a !", "(a !)"), ("a + b !", "a + (b !)"), ("a ! !", "(a !) !"), ("~ a !", "~ (a !)"),
      ("~ ~ a", "~ (~ a)"), ("a ! ^ b", "(a !) ^ b"), ("a ^ ~ b * c", "(a ^ (~ b)) * c"),
    ]) func oneSidedOperators(text: String, grouped: String) throws
  {
    var document = try theory(declarations).document
    let goal = try #require(document.elaborate(formula: "\(text) = \(grouped)").goal)
    guard
      case .connective(.equal, let sides) = document.theory.store.shape(of: goal.statement.formula)
    else { return }
    #expect(sides[0] == sides[1])
  }
}
