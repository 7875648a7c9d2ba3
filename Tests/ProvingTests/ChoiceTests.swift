// What is about listed values only, and functions that only compare and choose: cases are all that their laws need.
// Neighbours: `TestLawTests` for laws of tests, `CaseProofTests` for the cases of one proof.

import AxiomLanguage
import Foundation
import ProofKernel
import Terms
import TestSupport
import Testing

@testable import Proving

@Suite struct ChoiceTests {
  private func derive(_ text: String, size: Int) throws -> Derivation {
    let result = ElaboratedTheory.elaborate(
      path: "choice.axiom", loader: SourceLoader(files: ["choice.axiom": text]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    limits.size = size
    return Derivation.run(theory.document, limits: limits)
  }

  private func names(_ derivation: Derivation) -> Set<String> {
    Set(derivation.theorems.map(\.proof.name))
  }

  private static let minimum = """
    sort Bool = true | false
    sort Nat = 0 | S Nat
    fun (<=?) : Nat Nat -> Bool  [infix 40]
      0 <=? y     = true
      S x <=? 0   = false
      S x <=? S y = x <=? y
    fun min : Nat Nat -> Nat
      min x y = if x <=? y then x else y
    """

  /// A definition that would hide the function from its laws is unfolded by searches for proofs alone.
  @Test func minimumByATest() throws {
    let derivation = try derive(Self.minimum, size: 6)
    let missing = [
      "min_comm", "min_assoc", "min_choice", "le_refl", "le_total", "le_trans", "le_antisymm",
    ].filter { !names(derivation).contains($0) }
    #expect(missing.isEmpty, "\(missing) of \(names(derivation).sorted())")
    #expect(derivation.counters.refusals == 0)
  }

  /// What is ordered instance by instance must not repeat variables: max x (min z y) = max x (min y (max x z)), read
  /// from left to right, made terms of fifteen thousand symbols.
  @Test func rulesForInstancesDoNotRepeatVariables() throws {
    let result = ElaboratedTheory.elaborate(
      path: "choice.axiom", loader: SourceLoader(files: ["choice.axiom": Self.minimum]))
    var theory = try #require(result.theory, "\(result.rendered)").document.theory
    var vocabulary = Vocabulary(theory: &theory)
    let minimum = try #require(
      vocabulary.operations.first {
        vocabulary.bank[$0].arguments.count == 2
          && vocabulary.bank[$0].arguments == [vocabulary.bank[$0].sort, vocabulary.bank[$0].sort]
          && !vocabulary.bank[$0].isConstructor
      })
    let variables = (0..<3).map {
      vocabulary.bank.variable($0, vocabulary.bank[minimum].sort)
    }
    func min(_ a: Term, _ b: Term) -> Term { vocabulary.bank.make(minimum, [a, b]) }
    let (x, y, z) = (variables[0], variables[1], variables[2])
    var ordering = PathOrdering()
    func rules(_ left: Term, _ right: Term) -> [Rule] {
      Rule.rules(
        left, right, variableCount: 3, source: .local(0), isOriented: false, vocabulary, &ordering)
    }
    let (short, long) = (min(min(x, y), z), min(z, min(y, min(x, z))))
    #expect(rules(short, long).map(\.left) == [long])
    #expect(rules(short, min(z, min(y, x))).count == 2)
  }

  /// Rules of an implication and a disjunction once led in circles, with terms that grew: 7 seconds.
  @Test func implicationsDoNotGrow() throws {
    let derivation = try derive(
      """
      sort Truth = yes | no
      fun either : Truth Truth -> Truth
        either yes q = yes
        either no q  = q
      fun implies : Truth Truth -> Truth
        implies yes q = q
        implies no q  = yes
      """, size: 7)
    #expect(names(derivation).isSuperset(of: ["either_comm", "either_assoc", "implies_self"]))
    #expect(derivation.counters.matches < 2_000_000, "\(derivation.counters.matches)")
    #expect(derivation.counters.refusals == 0)
  }

  /// A table is tried for few variables, of sorts that list their values, and nothing else.
  @Test func whatHasATable() throws {
    let theory = try #require(
      ElaboratedTheory.elaborate(
        path: "choice.axiom",
        loader: SourceLoader(files: [
          "choice.axiom": """
          sort Truth = yes | no
          sort Nat = 0 | S Nat
          fun both : Truth Truth -> Truth
            both yes q = q
            both no q  = no
          theorem four: both (both a b) (both c d) = both (both d c) (both b a)
          theorem false: both a b = a
          theorem number: x = x and both a b = both b a
          """
        ])
      ).theory)
    var limits = ExplorationLimits()
    limits.goalWork = 100_000
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits,
      explores: false)
    #expect(proved == [true, false, true])
    #expect(derivation.counters.refusals == 0)
  }
}
