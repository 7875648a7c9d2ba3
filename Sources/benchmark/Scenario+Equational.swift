// Equational problems with known proofs or models: what the completion engine does for each. They are
// textbook statements, written out here; five of them are proved, one has a model, and the last one
// runs into its budget, so that rates of long runs can be seen.

import Foundation
import Porism

extension Scenario {
  private static let group = """
    cnf(associativity, axiom, m(m(X,Y),Z) = m(X,m(Y,Z))).
    cnf(unit, axiom, m(e,X) = X).
    cnf(inverse, axiom, m(i(X),X) = e).

    """
  private static let lattice = """
    cnf(a1, axiom, join(X,Y) = join(Y,X)).
    cnf(a2, axiom, meet(X,Y) = meet(Y,X)).
    cnf(a3, axiom, join(join(X,Y),Z) = join(X,join(Y,Z))).
    cnf(a4, axiom, meet(meet(X,Y),Z) = meet(X,meet(Y,Z))).
    cnf(a5, axiom, join(X,meet(X,Y)) = X).
    cnf(a6, axiom, meet(X,join(X,Y)) = X).

    """
  static let ring = """
    cnf(a1, axiom, add(X,Y) = add(Y,X)).
    cnf(a2, axiom, add(add(X,Y),Z) = add(X,add(Y,Z))).
    cnf(a3, axiom, add(zero,X) = X).
    cnf(a4, axiom, add(minus(X),X) = zero).
    cnf(a5, axiom, mul(mul(X,Y),Z) = mul(X,mul(Y,Z))).
    cnf(a6, axiom, mul(X,add(Y,Z)) = add(mul(X,Y),mul(X,Z))).
    cnf(a7, axiom, mul(add(X,Y),Z) = add(mul(X,Z),mul(Y,Z))).

    """

  /// The problems, with the budget of each in units of work.
  static var equational: [Scenario] {
    [
      equational(
        "group-inverse", group + "cnf(g, negated_conjecture, i(m(a,b)) != m(i(b),i(a))).",
        20_000_000),
      equational(
        "group-exponent-3",
        group + """
          cnf(cube, axiom, m(X,m(X,X)) = e).
          cnf(c, axiom, k(X,Y) = m(X,m(Y,m(i(X),i(Y))))).
          cnf(g, negated_conjecture, k(k(a,b),b) != e).
          """, 20_000_000),
      equational(
        "ring-square",
        ring + """
          cnf(boole, axiom, mul(X,X) = X).
          cnf(g, negated_conjecture, mul(a,b) != mul(b,a)).
          """, 100_000_000),
      equational(
        "lattice-modular",
        lattice + """
          cnf(d, axiom, meet(X,join(Y,Z)) = join(meet(X,Y),meet(X,Z))).
          cnf(g, negated_conjecture, join(a,meet(b,c)) != meet(join(a,b),join(a,c))).
          """, 20_000_000),
      equational(
        "combinator-fixed-point",
        """
        cnf(k, axiom, ap(ap(k,X),Y) = X).
        cnf(s, axiom, ap(ap(ap(s,X),Y),Z) = ap(ap(X,Z),ap(Y,Z))).
        cnf(g, negated_conjecture, Y != ap(c,Y)).
        """, 100_000_000),
      equational(
        "lattice-not-modular",
        lattice + """
          cnf(g, negated_conjecture, meet(join(a,b),join(a,c)) != join(a,meet(join(a,b),c))).
          """, 100_000_000),
      equational(
        "ring-long", ring + "cnf(g, negated_conjecture, mul(a,mul(b,c)) != mul(b,mul(a,c))).",
        400_000_000, seeksModels: false),
    ]
  }

  private static func equational(
    _ name: String, _ text: String, _ work: Int, seeksModels: Bool = true
  ) -> Scenario {
    Scenario(name: "equational/\(name)") {
      var limits = EquationalLimits()
      limits.work = work
      limits.seeksModels = seeksModels
      guard let problem = try? TPTPProblem.read(text: text) else {
        preconditionFailure("the problem '\(name)' is refused")
      }
      return solved(problem, limits)
    }
  }

  /// Solves a problem, and says how much was done, in all and a CPU second.
  static func solved(_ problem: TPTPProblem, _ limits: EquationalLimits) -> (
    counts: [(String, Int)], rates: [(String, Double)]
  ) {
    let start = Usage.now.seconds
    guard let (answer, counters) = try? EquationalProver.solve(problem, limits: limits) else {
      preconditionFailure("the kernel refuses a proof")
    }
    let seconds = max(Usage.now.seconds - start, 1e-6)
    var (proved, size) = (0, 0)
    if case .proved = answer { proved = 1 }
    if case .model(let model) = answer { size = model.size }
    return (
      [
        ("proved", proved), ("modelSize", size), ("criticalPairs", counters.pairs),
        ("keptPairs", counters.keptPairs), ("rules", counters.rules),
        ("rewrites", counters.rewrites), ("work", counters.work), ("lemmas", counters.lemmas),
        ("proofSteps", counters.proofSteps),
      ],
      [
        ("criticalPairsPerSecond", Double(counters.pairs) / seconds),
        ("rewritesPerSecond", Double(counters.rewrites) / seconds),
        ("matchesPerSecond", Double(counters.matches) / seconds),
      ]
    )
  }
}
