// Long chains of small steps under an induction, with lemmas enough to drown a search that draws conclusions
// from clauses: they are found by instances. Rungs of `Axioms/arithmetic.axiom` from rungs before them as axioms.

import AxiomLanguage
import Foundation
import ProofKernel
import Proving
import TestSupport
import Testing

@Suite struct ChainingTests {
  /// Whether one rung is proved from others and the laws of sums, products and sequences; each proof is
  /// checked by a second checker.
  private func prove(
    _ rung: String, from rungs: [Int], and others: [String] = [], work: Int = .max
  ) throws -> Bool? {
    func text(_ name: String) throws -> String {
      let path = repositoryRoot() + "/Axioms/\(name).axiom"
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    let whole = try text("arithmetic")
    let start = try #require(whole.range(of: "-- A. Order."))
    var own = String(whole[..<start.lowerBound])
    let laws = [
      "0 + x = x", "x + y = y + x", "x + y + z = x + (y + z)", "0 * x = 0", "x * y = y * x",
      "x * y * z = x * (y * z)", "x * (y + z) = x * y + x * z", "P ++ [] = P",
      "(P ++ Q) ++ R = P ++ (Q ++ R)",
    ]
    for (number, law) in laws.enumerated() { own += "axiom law\(number): \(law)\n" }
    for rung in rungs {
      let label = "theorem ladder_\(rung < 10 ? "0" : "")\(rung):"
      let line = try #require(whole.split(separator: "\n").first { $0.hasPrefix(label) })
      own += "axiom" + line.dropFirst("theorem".count) + "\n"
    }
    for (number, other) in others.enumerated() { own += "axiom other\(number): \(other)\n" }
    own += "theorem goal: \(rung)\n"
    let result = ElaboratedTheory.elaborate(
      path: "ladder.axiom",
      loader: SourceLoader(files: [
        "ladder.axiom": own, "order.axiom": try text("order"), "peano.axiom": try text("peano"),
      ]))
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    // Chains are what is tried here: the lemmas are given.
    limits.size = 0
    limits.goalWork = min(work, limits.goalWork)
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    #expect(derivation.counters.refusals == 0)
    var checker = Checker(derivation.document.theory)
    for theorem in derivation.theorems { try checker.check(theorem.proof) }
    return proved.first ?? nil
  }

  private let factors = [
    30, 65, 68, 80, 88, 89, 90, 71, 53, 24, 12, 73, 69, 81, 83,
  ]

  @Test func factorsAreUnique() throws {
    let goal = "primes P and primes Q and product P = product Q => P ~ Q"
    #expect(try prove(goal, from: factors) == true)
  }

  /// Bézout's identity for a prime, by strong induction. The steps down are axioms; that they lead to the
  /// goal takes the elimination of what they name: a·(k·x) = p·(x + y) + 1 from p + s = k·a and s·x = p·y + 1.
  @Test func unknownsAreEliminated() throws {
    let steps = [
      """
      prime p and not divides p a and a < p
        => exists k s. p + s = k * a and s < a and not divides p s
      """,
      "1 <= p => a < p or (exists q r. a = q * p + r and r < p and r < a)",
      "a <= b or S b <= a",
    ]
    let goal = "prime p and not divides p a => exists x y. a * x = p * y + 1"
    let rungs = [36, 40, 42, 74, 75, 76, 54, 2, 3, 7, 12, 20, 21, 22]
    #expect(try prove(goal, from: rungs, and: steps) == true)
    // Without the bound on s nothing can be said of it.
    let weaker = [steps[0].replacingOccurrences(of: " and s < a", with: ""), steps[1], steps[2]]
    #expect(try prove(goal, from: rungs, and: weaker, work: 100_000) != true)
  }

  /// The same from rungs alone: a is divided by p, p by what is left, and the equation that this gives,
  /// p·x = a·(q·x) + p·y + 1, has its parts on the wrong sides.
  @Test func partsAreMovedToTheOtherSide() throws {
    let goal = "prime p and not divides p a => exists x y. a * x = p * y + 1"
    let rungs = [2, 7, 8, 12, 14, 20, 21, 36, 42, 49, 51, 54, 74, 75]
    #expect(try prove(goal, from: rungs, and: ["S x * y = y + x * y"]) == true)
  }

  @Test func whatIsFalseStaysOpen() throws {
    #expect(try prove("primes P and primes Q => P ~ Q", from: factors, work: 100_000) != true)
  }
}
