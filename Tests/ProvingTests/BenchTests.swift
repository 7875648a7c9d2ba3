// Proof attempts leave no trace: a bank takes back what it made, and an attempt has the same outcome
// whatever was attempted before it at the same bench.

import AxiomLanguage
import ProofKernel
import TestSupport
import Testing

@testable import Proving
@testable import Terms

@Suite struct BenchTests {
  @Test func banksTakeBackWhatTheyMade() {
    var random = SeededGenerator(seed: 61)
    let sort = TermSort(0)
    var bank = TermBank()
    func declare(_ arity: Int, _ bank: inout TermBank) -> Symbol {
      bank.declare(
        SymbolInfo(
          arguments: Array(repeating: sort, count: arity), sort: sort, isConstructor: false,
          precedence: bank.symbols.count))
    }
    let symbols = [0, 0, 1, 2].map { declare($0, &bank) }
    func grow(_ bank: inout TermBank, by count: Int, _ random: inout SeededGenerator) {
      var terms = [bank.make(symbols[0]), bank.make(symbols[1])]
      for _ in 0..<count {
        let symbol = symbols[Int.random(in: 2...3, using: &random)]
        let parts = bank[symbol].arguments.map { _ in terms.randomElement(using: &random)! }
        terms.append(bank.make(symbol, parts))
      }
    }
    for size in [0, 3, 100, 1_000, 5_000] {
      grow(&bank, by: size, &random)
      let before = bank
      // Growing by much makes the table of the bank larger on the way.
      grow(&bank, by: 4 * size + 7, &random)
      _ = declare(3, &bank)
      bank.truncate(terms: before.count, symbols: before.symbols.count)
      #expect(bank.count == before.count && bank.symbols.count == before.symbols.count)
      // Each term is found again at its place, and what comes next is what came next before.
      var (a, b) = (random, random)
      var other = before
      grow(&bank, by: 50, &a)
      grow(&other, by: 50, &b)
      #expect(bank.count == other.count)
      for number in 0..<bank.count {
        let term = Term(UInt32(number))
        let symbol = bank.symbol(term)!
        #expect(symbol == other.symbol(term))
        #expect(bank.arguments(term) == other.arguments(term))
        #expect(bank.make(symbol, bank.arguments(term)) == term)
      }
      bank = before
    }
  }

  @Test func attemptsHaveTheSameOutcomesInAnyOrder() throws {
    let text = """
      use "peano"
      theorem zero: 0 + x = x
      theorem next: S x + y = S (x + y)
      theorem self: x + x = x
      theorem double: exists z. z + z = x + x
      theorem order: x + S y = S x + y
      """
    let peano = try String(
      contentsOfFile: repositoryRoot() + "/Axioms/peano.axiom", encoding: .utf8)
    let loader = SourceLoader(files: ["goals.axiom": text], library: ["peano.axiom": peano])
    let theory = try #require(
      ElaboratedTheory.elaborate(path: "goals.axiom", loader: loader).theory)
    var document = theory.document
    let vocabulary = Vocabulary(theory: &document.theory)
    var maker = Derivation.explorer(document, vocabulary, ExplorationLimits())
    let conjectures = theory.goals.compactMap { maker.conjecture($0.statement) }
    try #require(conjectures.count == 5)
    let snapshot = SearchSnapshot(
      maker.vocabulary, maker.list.normalizer, maker.list.knowledge)
    func outcomes(_ order: [Int]) -> [String] {
      var bench = SearchBench(snapshot)
      var found = Array(repeating: "", count: conjectures.count)
      for place in order {
        let conjecture = conjectures[place]
        let outcome = bench.attempt(
          conjecture.formula, levels: conjecture.parameters.count, Effort(), snapshot)
        found[place] = "\(outcome.work) \(outcome.proof.map { "\($0)" } ?? "open")"
      }
      return found
    }
    let forwards = outcomes([0, 1, 2, 3, 4])
    #expect(forwards.filter { $0.hasSuffix("open") }.count < conjectures.count)
    #expect(forwards[2].hasSuffix("open"))
    #expect(outcomes([4, 3, 2, 1, 0]) == forwards)
    #expect(outcomes([2, 2, 0, 4, 1, 3, 0]) == forwards)
  }
}
