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
      search.run(work: work, round: 0) { false }
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
    let found = proofs(clauses, work: 3_000_000)
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
