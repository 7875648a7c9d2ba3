// What the equational prover says of problems: each proof passes the kernel inside `solve`, and
// again here; nothing that has a model is ever proved; models satisfy every clause.

import AxiomLanguage
import Foundation
import ProofKernel
import Proving
import TestSupport
import Testing

@Suite struct CompletionProofTests {
  static let group = """
    cnf(assoc, axiom, m(m(X,Y),Z) = m(X,m(Y,Z))).
    cnf(unit, axiom, m(e,X) = X).
    cnf(inverse, axiom, m(i(X),X) = e).

    """

  private func solve(_ text: String, work: Int = 30_000_000) throws -> EquationalAnswer {
    var limits = EquationalLimits()
    limits.work = work
    return try EquationalProver.solve(try TPTPProblem.read(text: text), limits: limits).0
  }

  @Test(arguments: [
    group + "cnf(g, negated_conjecture, m(a,e) != a).",
    group + "cnf(g, negated_conjecture, m(a,i(a)) != e).",
    group + "cnf(g, negated_conjecture, i(m(a,b)) != m(i(b),i(a))).",
    group + "cnf(s, axiom, m(X,X) = e).\ncnf(g, negated_conjecture, m(a,b) != m(b,a)).",
    group + "fof(g, conjecture, ! [X,Y] : ? [Z] : m(X,Z) = Y).",
    group + "cnf(g, negated_conjecture, m(X,a) != b).",
    group + "cnf(h, negated_conjecture, m(a,a) != X).",
    // Everything is equal.
    "cnf(a, axiom, f(X) = Y).\ncnf(g, negated_conjecture, a != b).",
    "cnf(a, axiom, X = Y).\ncnf(g, negated_conjecture, f(X) != g(X,a)).",
    "cnf(a, axiom, f(X) = g(Y)).\ncnf(g, negated_conjecture, f(f(a)) != f(g(b))).",
    // The goal holds as it stands.
    "cnf(g, negated_conjecture, f(a) != f(a)).",
    "cnf(g, negated_conjecture, f(X) != f(a)).",
    // Two goals, of which the second holds; a combinator.
    """
    cnf(a, axiom, a = b).
    cnf(g, negated_conjecture, a != c).
    cnf(h, negated_conjecture, f(a) != f(b)).
    """,
    """
    cnf(k, axiom, ap(ap(k,X),Y) = X).
    cnf(s, axiom, ap(ap(ap(s,X),Y),Z) = ap(ap(X,Z),ap(Y,Z))).
    cnf(g, negated_conjecture, ap(Y,a) != a).
    """,
  ]) func theoremsAreProved(_ text: String) throws {
    guard case .proved(let theorem) = try solve(text) else {
      Issue.record("not proved: \(text)")
      return
    }
    var checker = Checker(theorem.checker.theory)
    for proof in theorem.proofs { try checker.check(proof) }
    #expect(theorem.proofs.last?.name == "goal")
    // What was proved is the negation of the clause that was refuted: an equation, maybe under ∃.
    let formula = try #require(theorem.checker.theorems.last?.statement.formula)
    var inner = formula
    while case .quantifier(.exists, _, let body) = checker.theory.store.shape(of: inner) {
      inner = body
    }
    guard case .connective(.equal, _) = checker.theory.store.shape(of: inner) else {
      Issue.record("the goal is no equation")
      return
    }
  }

  @Test(arguments: [
    group + "cnf(g, negated_conjecture, m(a,b) != m(b,a)).",
    group + "cnf(g, negated_conjecture, m(a,a) != e).",
    group + "cnf(g, negated_conjecture, m(X,X) != a).",
    "cnf(c, axiom, f(X,Y) = f(Y,X)).\ncnf(g, negated_conjecture, f(a,f(b,c)) != f(f(a,b),c)).",
    "cnf(a, axiom, f(X) = X).",
  ]) func whatHasAModelGetsOne(_ text: String) throws {
    let problem = try TPTPProblem.read(text: text)
    switch try solve(text) {
    case .model(let model): #expect(model.satisfies(problem))
    case .saturated: break
    default: Issue.record("no model: \(text)")
    }
  }

  @Test func randomProblemsAreNeverBothProvedAndModelled() throws {
    // Random equations over a constant, a unary and a binary symbol: a proof means no model of up
    // to three elements exists, found by trying all tables.
    var random = SeededGenerator(seed: 11)
    var (proved, modelled) = (0, 0)
    func term(_ depth: Int, _ leaves: [String]) -> String {
      switch depth == 0 ? 0 : random.below(3) {
      case 0: random.pick(leaves)
      case 1: "g(\(term(depth - 1, leaves)))"
      default: "f(\(term(depth - 1, leaves)),\(term(depth - 1, leaves)))"
      }
    }
    for number in 0..<60 {
      var text = ""
      for axiom in 0..<2 {
        text +=
          "cnf(a\(axiom), axiom, \(term(3, ["X", "Y", "a"])) = \(term(2, ["X", "Y", "a"]))).\n"
      }
      text += "cnf(g, negated_conjecture, \(term(2, ["a", "b"])) != \(term(2, ["a", "b"]))).\n"
      let problem = try TPTPProblem.read(text: text)
      var limits = EquationalLimits()
      limits.work = 400_000
      limits.seeksModels = false
      let (answer, _) = try EquationalProver.solve(problem, limits: limits)
      let model = smallModel(problem)
      switch answer {
      case .proved:
        proved += 1
        #expect(model == nil, "problem \(number) was proved, but has a model: \(text)")
      default: if model != nil { modelled += 1 }
      }
    }
    #expect(proved > 5)
    #expect(modelled > 5)
  }

  /// A model with two elements, by trying all.
  private func smallModel(_ problem: TPTPProblem) -> FiniteModel? {
    let widths = problem.symbols.map { (0..<$0.arity).reduce(1) { n, _ in n * 2 } }
    let bits = widths.reduce(0, +)
    for number in 0..<(1 << bits) {
      var rest = number
      let tables = widths.map { width -> [Int] in
        (0..<width).map { _ in
          defer { rest >>= 1 }
          return rest & 1
        }
      }
      let model = FiniteModel(size: 2, tables: tables)
      if model.satisfies(problem) { return model }
    }
    return nil
  }

  @Test func theSameInputGivesTheSameProof() throws {
    let text = Self.group + "cnf(g, negated_conjecture, i(m(a,b)) != m(i(b),i(a)))."
    let problem = try TPTPProblem.read(text: text)
    var written: [String] = []
    for _ in 0..<2 {
      guard case .proved(let theorem) = try solve(text) else { continue }
      written.append(theorem.tstp(problem))
    }
    #expect(written.count == 2 && written[0] == written[1])
    #expect(written[0].contains("cnf(refutation, plain, ($false)"))
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    // A strategy solves the first, the search for models the second; the others have little work to do it.
    let texts = [
      (HornProofTests.order + "fof(g, conjecture, ! [X,Y] : meet(X,Y) = meet(Y,X)).", 4_900_000),
      (
        FiniteModelTests.lattice
          + "cnf(g, negated_conjecture, meet(a,b) != join(a,b)).", 400_000
      ),
    ]
    for (text, work) in texts {
      let problem = try TPTPProblem.read(text: text)
      var written: [String] = []
      for threads in [1, 2, 3, 8] {
        var limits = EquationalLimits()
        limits.threads = threads
        limits.work = work
        switch try EquationalProver.solve(problem, limits: limits).0 {
        case .proved(let theorem): written.append(theorem.tstp(problem))
        case .model(let model): written.append(model.description(problem.symbols))
        default: Issue.record("neither proved nor refuted on \(threads) threads")
        }
      }
      #expect(written.count == 4 && written.allSatisfy { $0 == written[0] })
    }
  }

  @Test(arguments: [
    "cnf(a, axiom, p(X) | q(X)).", "cnf(a, axiom, a = b | b = c).",
    "cnf(a, axiom, p(X) | X = c | ~ q(X)).",
  ]) func otherClausesAreInappropriate(_ text: String) throws {
    guard case .inappropriate(let clause) = try solve(text) else {
      Issue.record("solved: \(text)")
      return
    }
    #expect(clause == 0)
  }
}
