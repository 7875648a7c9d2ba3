// The rules of a theory: which equations become rules, and in which directions.

import AxiomLanguage
import ProofKernel
import Terms
import TestSupport
import Testing

@testable import Rewriting

@Suite struct TheoryRulesTests {
  private static func rules(_ name: String) throws -> TheoryRules {
    let read = ElaboratedTheory.elaborate(path: repositoryRoot() + "/Axioms/\(name).axiom")
    var theory = try #require(read.theory).document.theory
    var language = TheoryLanguage()
    return TheoryRules(&theory, theorems: [], &language)
  }

  /// An equation that is itself when it is turned round makes one rule, any other one two.
  @Test(arguments: [
    ("ring", ["add_comm", "mul_comm"], ["add_assoc", "mul_assoc", "distrib"]),
    ("boolean-algebra", ["join_comm", "meet_comm"], ["join_assoc", "distrib"]),
  ])
  func directions(theory: String, symmetric: [String], others: [String]) throws {
    let rules = try Self.rules(theory).rules
    for name in symmetric { #expect(rules.count { $0.name == name } == 1, "\(name)") }
    for name in others { #expect(rules.count { $0.name == name } == 2, "\(name)") }
  }

  @Test func fields() throws {
    let field = try #require(try Self.rules("field").field)
    #expect(field.known.count == 1 && field.known[Integer(1)] != nil)
    #expect(field.roots(of: Integer(360)) == [2, 3, 5].map { Integer($0) })
    #expect(field.roots(of: Integer(1)) == [Integer(1)])
    #expect(field.roots(of: Integer(97)) == [Integer(97)])
    let functions = try #require(try Self.rules("functions").field)
    #expect(functions.known[Integer(2)] != nil)
    #expect(try Self.rules("ring").field == nil)
    #expect(try Self.rules("group").field == nil)
  }
}
