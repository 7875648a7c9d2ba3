// Problems of Horn clauses: known ones are proved, each proof passes the kernel again and speaks of the
// clauses, not of their encoding; nothing that has a model is ever proved.

import AxiomLanguage
import ProofKernel
import Proving
import TestSupport
import Testing

@Suite struct HornProofTests {
  private func solve(_ text: String, work: Int = 30_000_000) throws -> EquationalAnswer {
    var limits = EquationalLimits()
    limits.work = work
    return try EquationalProver.solve(try TPTPProblem.read(text: text), limits: limits).0
  }

  static let order = """
    fof(refl, axiom, ! [X] : le(X,X)).
    fof(trans, axiom, ! [X,Y,Z] : ((le(X,Y) & le(Y,Z)) => le(X,Z))).
    fof(anti, axiom, ! [X,Y] : ((le(X,Y) & le(Y,X)) => X = Y)).
    fof(lower1, axiom, ! [X,Y] : le(meet(X,Y),X)).
    fof(lower2, axiom, ! [X,Y] : le(meet(X,Y),Y)).
    fof(greatest, axiom, ! [X,Y,Z] : ((le(Z,X) & le(Z,Y)) => le(Z,meet(X,Y)))).

    """

  @Test(arguments: [
    """
    fof(a, axiom, ! [X] : (human(X) => mortal(X))).
    fof(b, axiom, human(socrates)).
    fof(g, conjecture, ? [Y] : mortal(Y)).
    """,
    // Groups by their product as a relation: of exponent 2, hence commutative.
    """
    cnf(left, axiom, product(e,X,X)).
    cnf(right, axiom, product(X,e,X)).
    cnf(total, axiom, product(X,Y,m(X,Y))).
    cnf(function, axiom, ~ product(X,Y,Z) | ~ product(X,Y,W) | Z = W).
    cnf(a1, axiom, ~ product(X,Y,U) | ~ product(Y,Z,V) | ~ product(U,Z,W) | product(X,V,W)).
    cnf(a2, axiom, ~ product(X,Y,U) | ~ product(Y,Z,V) | ~ product(X,V,W) | product(U,Z,W)).
    cnf(square, hypothesis, product(X,X,e)).
    cnf(g, negated_conjecture, product(a,b,c)).
    cnf(h, negated_conjecture, ~ product(b,a,c)).
    """,
    order + "fof(g, conjecture, ! [X,Y] : (le(X,Y) => meet(X,Y) = X)).",
    order + "fof(g, conjecture, ! [X,Y,Z] : ? [W] : (le(W,X) & le(W,Y) & le(W,Z))).",
    // Condensed detachment.
    """
    cnf(cd, axiom, ~ t(i(X,Y)) | ~ t(X) | t(Y)).
    cnf(k, axiom, t(i(X,i(Y,X)))).
    cnf(s, axiom, t(i(i(X,i(Y,Z)),i(i(X,Y),i(X,Z))))).
    cnf(g, negated_conjecture, ~ t(i(a,a))).
    """,
    // Conditions that are equations, conclusions that are, goals with several atoms.
    """
    fof(f, axiom, ! [X,Y] : (f(X) = f(Y) => X = Y)).
    fof(g, axiom, ! [X] : f(g(f(X))) = f(h(X))).
    fof(s, axiom, ! [X] : (p(X) => h(X) = X)).
    fof(p, axiom, p(c)).
    fof(goal, conjecture, ? [Z] : (g(f(Z)) = Z & p(Z))).
    """,
    """
    cnf(e1, axiom, e(a,b)). cnf(e2, axiom, e(b,c)). cnf(e3, axiom, e(c,d)).
    cnf(r1, axiom, r(X,Y) | ~ e(X,Y)).
    cnf(r2, axiom, r(X,Z) | ~ r(X,Y) | ~ e(Y,Z)).
    cnf(g, negated_conjecture, ~ r(X,d) | ~ r(a,X) | ~ e(b,X)).
    """,
    // Atoms without arguments, the empty clause, a condition that is a clause of its own.
    "cnf(a, axiom, p). cnf(b, axiom, q | ~ p). cnf(g, negated_conjecture, ~ q).",
    "fof(a, axiom, $false).",
    "cnf(a, axiom, ~ p(X) | ~ p(f(X))). cnf(b, axiom, p(a)). cnf(c, axiom, p(f(a))).",
    // Everything is equal, but truth is not falsehood.
    "cnf(a, axiom, X = Y). cnf(b, axiom, p(X) | ~ q(X)). cnf(q, axiom, q(b)). cnf(g, axiom, ~ p(a)).",
    "cnf(a, axiom, X = Y | ~ p(X)). cnf(b, axiom, p(c)). cnf(g, axiom, f(a) != b).",
  ]) func hornProblemsAreProved(_ text: String) throws {
    let problem = try TPTPProblem.read(text: text)
    guard case .proved(let theorem) = try solve(text) else {
      Issue.record("not proved: \(text)")
      return
    }
    var checker = Checker(theorem.checker.theory)
    for proof in theorem.proofs { try checker.check(proof) }
    #expect(theorem.proofs.last?.name == "goal")
    let positive = problem.clauses.filter { clause in
      clause.literals.isEmpty || clause.literals.contains(where: \.isPositive)
    }
    #expect(checker.theory.facts.map(\.name) == positive.map(\.name))
    let written = theorem.tstp(problem)
    #expect(!written.contains("$if") && !written.contains("$eq") && !written.contains("$true"))
    #expect(written.contains("cnf(refutation, plain, ($false)"))
  }

  @Test(arguments: [
    "cnf(a, axiom, X = Y). cnf(b, axiom, p(X) | ~ q(X)). cnf(g, negated_conjecture, ~ p(a)).",
    "cnf(a, axiom, p(a)).",
    "cnf(a, axiom, X = Y | ~ p(X)). cnf(g, axiom, a != b).",
    order + "fof(g, conjecture, ! [X,Y] : le(X,Y)).",
    order + "fof(g, conjecture, ? [X] : ! [Y] : le(Y,X)).",
    "cnf(a, axiom, p(f(X)) | ~ p(X)). cnf(b, axiom, p(a)). cnf(g, negated_conjecture, ~ p(b)).",
  ]) func whatHasAModelIsNotProved(_ text: String) throws {
    let problem = try TPTPProblem.read(text: text)
    switch try solve(text, work: 700_000) {
    case .model(let model): #expect(model.satisfies(problem))
    case .saturated: break
    default: Issue.record("no model: \(text)")
    }
  }

  @Test func randomHornProblemsAreNeverBothProvedAndModelled() throws {
    var random = SeededGenerator(seed: 5)
    var (proved, modelled) = (0, 0)
    func term(_ depth: Int) -> String {
      depth > 0 && random.below(2) == 0
        ? "f(\(term(depth - 1)))" : random.pick(["X", "Y", "a", "b"])
    }
    func atom() -> String {
      switch random.below(4) {
      case 0: "p(\(term(2)))"
      case 1: "q(\(term(1)),\(term(1)))"
      default: "\(term(2)) = \(term(1))"
      }
    }
    func negated(_ atom: String) -> String {
      atom.contains(" = ") ? atom.replacing(" = ", with: " != ") : "~ \(atom)"
    }
    for number in 0..<150 {
      var text = ""
      for clause in 0..<6 {
        var literals = clause < 4 ? [atom()] : []
        for _ in 0..<(clause < 4 ? random.below(3) : 1 + random.below(2)) {
          literals.append(negated(atom()))
        }
        text += "cnf(c\(clause), axiom, \(literals.joined(separator: " | "))).\n"
      }
      let problem = try TPTPProblem.read(text: text)
      var limits = EquationalLimits()
      limits.work = 400_000
      limits.seeksModels = false
      let (answer, _) = try EquationalProver.solve(problem, limits: limits)
      let model = FiniteModel.find(problem, largestSize: 3)
      if case .proved = answer {
        proved += 1
        #expect(model == nil, "problem \(number) was proved, but has a model: \(text)")
      } else if model != nil {
        modelled += 1
      } else if case .saturated = answer {
        modelled += 1
      }
    }
    #expect(proved > 30, "\(proved)")
    #expect(modelled > 30, "\(modelled)")
  }
}
