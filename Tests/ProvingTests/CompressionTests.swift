// Compressed proofs say the same in no more steps, and the kernel accepts them; instances that nobody
// writes compare as those that are written. The problems are five of the TPTP library, and random ones.

import AxiomLanguage
import Foundation
import ProofKernel
import TestSupport
import Testing

@testable import Proving

@Suite struct CompressionTests {
  /// The proofs of a problem by each strategy that finds one with so much work.
  private func proofs(_ clauses: TPTPProblem, work: Int) -> [(CompletionProof, CompletionProblem)] {
    let plain = CompletionProblem(clauses)
    return CompletionStrategy.portfolio(plain).compactMap { strategy in
      let search = CompletionSearch(plain, strategy)
      search.run(work: work) { false }
      guard case .proved(let goal) = search.outcome else { return nil }
      return (search.proof(ofGoal: goal), search.problem)
    }
  }

  /// Checks both forms of a proof; returns their numbers of steps.
  private func compare(
    _ proof: CompletionProof, _ problem: CompletionProblem, _ clauses: TPTPProblem
  ) throws -> (before: Int, after: Int) {
    let short = proof.compressed(problem)
    let first = try CompletionTheorem(proof, problem, clauses)
    let second = try CompletionTheorem(short, problem, clauses)
    // The same goal, in a store of its own.
    #expect(first.clause == second.clause)
    #expect(short.chain.start == proof.chain.start && short.chain.end == proof.chain.end)
    #expect(second.rewriteCount <= first.rewriteCount)
    #expect(short.compressed(problem).stepCount <= short.stepCount)
    #expect(Set(short.lemmas.map(\.rule)).count == short.lemmas.count)
    return (first.rewriteCount, second.rewriteCount)
  }

  @Test(arguments: ["GRP178-1", "BOO015-4", "RNG019-6", "COL002-4"])
  func proofsOfTheLibraryShrink(_ name: String) throws {
    let path = repositoryRoot() + "/Tests/Fixtures/UEQ/\(name).p"
    let clauses = try TPTPProblem.read(path: path)
    let found = proofs(clauses, work: 5_000_000)
    #expect(!found.isEmpty)
    var (before, after) = (0, 0)
    for (proof, problem) in found {
      let counts = try compare(proof, problem, clauses)
      (before, after) = (before + counts.before, after + counts.after)
    }
    #expect(after < before, "\(name): \(before) steps, \(after) compressed")
  }

  @Test func proofsOfRandomProblemsStayRight() throws {
    var cells = RandomCells(random: SeededGenerator(seed: 2027))
    var count = 0
    for _ in 0..<60 {
      var clauses = TPTPProblem()
      for (number, arity) in RandomCells.arities.enumerated() {
        clauses.symbols.append(
          .init(name: "f\(number)", arity: arity, isPredicate: false, isSkolem: false))
      }
      for number in 0..<4 {
        let isGoal = number == 3
        // Variables by first occurrence, as the reader of problems has them.
        var numbers: [Int: Int32] = [:]
        let sides = (0..<2).map { _ in
          cells.term(depth: 2, variables: isGoal ? 0 : 2).map { cell -> Int32 in
            guard cell.isVariable else { return Int32(cell.symbol) }
            let variable = numbers[cell.variableNumber] ?? -1 - Int32(numbers.count)
            numbers[cell.variableNumber] = variable
            return variable
          }
        }
        clauses.clauses.append(
          .init(
            name: "c\(number)", line: number, path: "", isFromConjecture: false,
            literals: [.init(isPositive: !isGoal, left: sides[0], right: sides[1])],
            variableCount: numbers.count, variableNames: Array(["X", "Y"].prefix(numbers.count))))
      }
      for (proof, problem) in proofs(clauses, work: 10_000) {
        _ = try compare(proof, problem, clauses)
        count += 1
      }
    }
    #expect(count > 30)
  }

  /// Groups by their product as a relation, condensed detachment, and an order with infima: each told in its
  /// clauses takes no more steps than without compression, together fewer, and the kernel accepts it.
  @Test func derivationsFromHornClausesShrink() throws {
    let problems = [
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
      """
      cnf(cd, axiom, ~ t(i(X,Y)) | ~ t(X) | t(Y)).
      cnf(k, axiom, t(i(X,i(Y,X)))).
      cnf(s, axiom, t(i(i(X,i(Y,Z)),i(i(X,Y),i(X,Z))))).
      cnf(g, negated_conjecture, ~ t(i(a,a))).
      """,
      HornProofTests.order + "fof(g, conjecture, ! [X,Y] : meet(X,Y) = meet(Y,X)).",
      HornProofTests.order + "fof(g, conjecture, ! [X,Y] : (le(X,Y) => meet(X,Y) = X)).",
    ]
    var (before, after) = (0, 0)
    for text in problems {
      let clauses = try TPTPProblem.read(text: text)
      let plain = CompletionProblem(horn: clauses)
      var isProved = false
      for strategy in CompletionStrategy.portfolio(plain) {
        let search = CompletionSearch(plain, strategy)
        search.run(work: 3_000_000) { false }
        guard case .proved(let goal) = search.outcome else { continue }
        let proof = search.proof(ofGoal: goal)
        var builder = HornDerivationBuilder(proof, search.problem, clauses)
        let derivation = builder.derivation()
        let whole = try #require(derivation)
        let short = try #require(HornDerivation.shortest(proof, search.problem, clauses))
        _ = try CompletionTheorem(short, search.problem, clauses)
        #expect(short.stepCount <= whole.stepCount)
        #expect(short.clauses.isSubset(of: Set(clauses.clauses.indices)))
        (before, after) = (before + whole.stepCount, after + short.stepCount)
        isProved = true
      }
      #expect(isProved, "\(text)")
    }
    #expect(after < before, "\(before) steps, \(after) compressed")
  }

  @Test func onlyWhatWasFoundIsRemembered() {
    let memory = RewriteMemory()
    var cells = RandomCells(random: SeededGenerator(seed: 77))
    var hits = 0
    for round in 0..<4000 {
      let term = cells.term(depth: 3, variables: 2)
      guard term.count <= RewriteMemory.largestLength else { continue }
      let state = UInt32(round / 100)
      // What the term is believed to be rewritten by depends on it alone.
      let sum = term.reduce(7) { $0 &* 31 &+ $1 }
      let view: UInt32? = sum % 3 == 0 ? nil : sum >> 1
      withTerm(term) { pointer in
        let place = memory.place(pointer)
        if place.holds(pointer) {
          hits += 1
          #expect(place.view == view && place.state <= state)
        }
        place.note(pointer, state, view)
        #expect(place.holds(pointer) && place.state == state)
      }
    }
    #expect(hits > 100)
  }

  @Test func chainsThatGoBackAndForthAreCut() {
    var problem = CompletionProblem()
    let (a, b, c) = (
      problem.addSymbol("a", arity: 0), problem.addSymbol("b", arity: 0),
      problem.addSymbol("c", arity: 0)
    )
    func constant(_ number: Int) -> [Cell] { [.symbol(number, length: 1)] }
    problem.equations = [(a, b), (b, c), (a, c)].map {
      CompletionProblem.Equation(left: constant($0), right: constant($1))
    }
    func step(_ number: Int, _ isReversed: Bool) -> CompletionStep {
      CompletionStep(position: [], source: .equation(number), isReversed: isReversed, terms: [])
    }
    let proof = CompletionProof(
      goal: 0, lemmas: [],
      chain: CompletionChain(
        start: constant(a), steps: [step(0, false), step(0, true), step(0, false), step(1, false)],
        end: constant(c)))
    #expect(proof.compressed(problem).chain.steps == [step(2, false)])
  }

  @Test func unwrittenInstancesCompareAsWrittenOnes() {
    let ordering = RewriteOrdering(
      OrderingParameters(
        kind: .lexicographicPath, precedence: [1, 2, 3, 5, 4], weights: [1, 1, 1, 1, 1]))
    var cells = RandomCells(random: SeededGenerator(seed: 31))
    var greater = 0
    for _ in 0..<4000 {
      let s = cells.term(depth: 3, variables: 2)
      let pattern = cells.term(depth: 2, variables: 3)
      let values = (0..<3).map { _ in cells.term(depth: 2, variables: 2) }
      let instance = pattern.substituting { values[$0] }
      let bindings = UnsafeMutablePointer<TermPointer>.allocate(capacity: 3)
      let copies = values.map { value in
        let copy = UnsafeMutablePointer<Cell>.allocate(capacity: value.count)
        copy.update(from: value, count: value.count)
        return copy
      }
      for (number, copy) in copies.enumerated() { bindings[number] = TermPointer(copy) }
      let expected = withTerm(s) { a in withTerm(instance) { ordering.isPathGreater(a, $0) } }
      let found = withTerm(s) { a in
        withTerm(pattern) { ordering.isPathGreater(a, instanceOf: $0, bindings) }
      }
      #expect(found == expected, "\(s) \(pattern) \(values)")
      greater += found ? 1 : 0
      copies.forEach { $0.deallocate() }
      bindings.deallocate()
    }
    #expect(100..<3900 ~= greater)
  }
}
