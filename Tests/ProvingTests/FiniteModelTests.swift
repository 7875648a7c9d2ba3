// Finite models: sizes that are known from algebra, and tables that are wrong on purpose.

import AxiomLanguage
@testable import Proving
import TestSupport
import Testing

@Suite struct FiniteModelTests {
  static let lattice = """
    cnf(a1, axiom, join(X,Y) = join(Y,X)).
    cnf(a2, axiom, meet(X,Y) = meet(Y,X)).
    cnf(a3, axiom, join(join(X,Y),Z) = join(X,join(Y,Z))).
    cnf(a4, axiom, meet(meet(X,Y),Z) = meet(X,meet(Y,Z))).
    cnf(a5, axiom, join(X,meet(X,Y)) = X).
    cnf(a6, axiom, meet(X,join(X,Y)) = X).

    """

  @Test(arguments: [
    // The smallest group that is not commutative, its smallest with an element of order above 3.
    (CompletionProofTests.group + "cnf(g, negated_conjecture, m(a,b) != m(b,a)).", 6),
    (
      CompletionProofTests.group + "cnf(g, axiom, m(a,m(a,a)) != e). cnf(h, axiom, m(a,a) != e).", 4
    ),
    // The smallest lattices that are not distributive, and not modular.
    (
      lattice
        + "cnf(g, negated_conjecture, meet(a,join(b,c)) != join(meet(a,b),meet(a,c))).", 5
    ),
    (
      lattice
        + "cnf(g, negated_conjecture, meet(a,join(b,meet(a,c))) != join(meet(a,b),meet(a,c))).", 5
    ),
    ("cnf(a, axiom, f(f(X)) = X). cnf(g, axiom, f(a) != a).", 2),
    ("cnf(a, axiom, f(X) != X). cnf(b, axiom, f(f(f(X))) = X).", 3),
    ("cnf(a, axiom, p(X) | q(X)). cnf(b, axiom, ~ p(a)). cnf(c, axiom, ~ q(b) | a = b).", 1),
    ("cnf(a, axiom, p(X) | X = a). cnf(b, axiom, ~ p(b)). cnf(c, axiom, p(c)).", 2),
    ("cnf(a, axiom, p(f(X)) | ~ p(X)). cnf(b, axiom, p(a)). cnf(c, axiom, ~ p(b)).", 2),
  ]) func theSmallestModelIsFound(_ text: String, _ size: Int) throws {
    let problem = try TPTPProblem.read(text: text)
    let model = try #require(FiniteModel.find(problem))
    #expect(model.satisfies(problem))
    #expect(model.size == size)
    #expect(FiniteModel.find(problem, largestSize: max(size - 1, 1)) == nil || size == 1)
    // A changed value is noticed, unless the result is a model, too, which holds on evaluation.
    var random = SeededGenerator(seed: 3)
    for _ in 0..<20 where size > 1 {
      var tables = model.tables
      let symbol = random.below(tables.count)
      tables[symbol][random.below(tables[symbol].count)] = size
      #expect(!FiniteModel(size: size, tables: tables).satisfies(problem))
    }
  }

  @Test(arguments: [
    "cnf(a, axiom, f(X) != X). cnf(b, axiom, f(X) = a).",
    CompletionProofTests.group + "cnf(g, negated_conjecture, m(a,e) != a).",
    "cnf(a, axiom, p(X)). cnf(b, axiom, ~ p(a)).",
  ]) func whatIsContradictoryHasNone(_ text: String) throws {
    #expect(FiniteModel.find(try TPTPProblem.read(text: text), largestSize: 5) == nil)
  }

  @Test func abelianGroupsAreKnownUpToIsomorphism() {
    let counts = [1, 1, 1, 2, 1, 1, 1, 3, 2, 1, 1, 2, 1, 1, 1, 5]
    for (place, count) in counts.enumerated() {
      let groups = ModelLaws.abelianGroups(order: place + 1)
      #expect(groups.count == count)
      #expect(groups.allSatisfy { $0.reduce(1, *) == place + 1 })
    }
  }

  static let sum = """
    cnf(a1, axiom, add(X,Y) = add(Y,X)).
    cnf(a2, axiom, add(add(X,Y),Z) = add(X,add(Y,Z))).
    cnf(a3, axiom, add(zero,X) = X).
    cnf(a4, axiom, add(minus(X),X) = zero).

    """

  @Test(arguments: [
    // An element of order four, in a group of exponent four that is not cyclic.
    (
      sum + """
        cnf(b, axiom, add(add(X,X),add(X,X)) = zero).
        cnf(c, axiom, add(a,a) != zero). cnf(d, axiom, add(b,b) = zero).
        cnf(e, axiom, b != zero). cnf(f, axiom, b != add(a,a)).
        """, 8
    ),
    // The smallest ring that is not commutative has four elements; a defined operation is told, too.
    (
      sum + """
        cnf(b, axiom, mul(X,add(Y,Z)) = add(mul(X,Y),mul(X,Z))).
        cnf(c, axiom, mul(add(X,Y),Z) = add(mul(X,Z),mul(Y,Z))).
        cnf(d, axiom, mul(mul(X,Y),Z) = mul(X,mul(Y,Z))).
        cnf(e, axiom, com(X,Y) = add(mul(X,Y),minus(mul(Y,X)))).
        cnf(g, negated_conjecture, com(a,b) != zero).
        """, 4
    ),
    // A semilattice with three elements of which no two are comparable.
    (
      """
      cnf(a1, axiom, m(X,Y) = m(Y,X)). cnf(a2, axiom, m(m(X,Y),Z) = m(X,m(Y,Z))).
      cnf(a3, axiom, m(X,X) = X). cnf(b, axiom, m(a,b) != a). cnf(c, axiom, m(a,b) != b).
      cnf(d, axiom, m(a,c) != a). cnf(e, axiom, m(a,c) != c). cnf(f, axiom, m(b,c) != b).
      cnf(g, axiom, m(b,c) != c).
      """, 4
    ),
    // The free modular lattice is not distributive; an ortholattice that is not modular.
    (
      lattice + """
        cnf(b1, axiom, n(n(X)) = X). cnf(b2, axiom, meet(n(X),X) = zero).
        cnf(b3, axiom, n(meet(X,Y)) = join(n(X),n(Y))).
        cnf(g, negated_conjecture, meet(a,join(b,meet(a,c))) != join(meet(a,b),meet(a,c))).
        """, 6
    ),
  ]) func lawsOfOperationsLoseNoModel(_ text: String, _ size: Int) throws {
    let problem = try TPTPProblem.read(text: text)
    let model = try #require(FiniteModel.find(problem))
    #expect(model.satisfies(problem))
    #expect(model.size == size)
  }
}
