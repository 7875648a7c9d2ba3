// The parts of an exploration one by one: conjectures that are made more general (`Explorer+Apart`), small
// ones that are tried harder (`Explorer+Persistence`), tests with large values and with values of any
// shape, instances of what is open, and what the list leaves out. `DerivationTests` has the whole.

import AxiomLanguage
import Foundation
import ProofKernel
import Synchronization
import TestSupport
import Testing

@testable import Proving
@testable import Terms

@Suite struct ExplorationTests {
  private static let lists = """
    use "peano"
    sort List a = [] | a :: (List a)  [infixr 50]
    fun (<=?) : Nat Nat -> Bool  [infix 40]
      0 <=? y     = true
      S x <=? 0   = false
      S x <=? S y = x <=? y
    fun length : (List a) -> Nat
      length []        = 0
      length (x :: xs) = S (length xs)
    fun insert : Nat (List Nat) -> List Nat
      insert n []        = n :: []
      insert n (m :: ms) = if n <=? m then n :: m :: ms else m :: insert n ms
    fun interval : Nat -> List Nat
      interval 0     = 0 :: []
      interval (S n) = S n :: interval n
    fun upto : Nat (List Nat) -> List Nat
      upto n []        = []
      upto n (x :: xs) = if x <=? n then x :: upto n xs else upto n xs

    """

  /// An explorer of a theory that has found nothing yet, and the conjectures that the text states.
  private func explorer(_ text: String) throws -> (Explorer, [Conjecture]) {
    let peano = try #require(Self.shipped("peano"))
    let loader = SourceLoader(files: ["own.axiom": text], library: ["peano.axiom": peano])
    let result = ElaboratedTheory.elaborate(path: "own.axiom", loader: loader)
    let theory = try #require(result.theory, "\(result.rendered)")
    var document = theory.document
    let vocabulary = Vocabulary(theory: &document.theory, goals: theory.goals.map(\.statement))
    var explorer = Derivation.explorer(document, vocabulary, ExplorationLimits())
    var conjectures: [Conjecture] = []
    for goal in theory.goals {
      let conjecture = explorer.conjecture(goal.statement)
      conjectures.append(try #require(conjecture))
    }
    return (explorer, conjectures)
  }

  private static func shipped(_ name: String) -> String? {
    try? String(contentsOfFile: repositoryRoot() + "/Axioms/\(name).axiom", encoding: .utf8)
  }

  private func isEvident(_ conjecture: Conjecture, _ explorer: inout Explorer) throws -> Bool {
    let sides = try #require(explorer.vocabulary.sides(conjecture.formula))
    return explorer.normalForm(sides.left) == explorer.normalForm(sides.right)
  }

  // MARK: apart

  @Test func whatPlaysTwoPartsIsToldApart() throws {
    var (explorer, goals) = try explorer(
      Self.lists + """
        theorem successor: S x + y = S (x + y)
        theorem below: x <=? x + y
        theorem own: upto x (interval x) = interval x
        """)
    for lemma in goals[..<2] {
      let isProved = explorer.attempt(lemma)
      #expect(isProved)
    }
    // Plain induction does not do: the number that is counted down is the bound as well.
    let isPlain = explorer.attempt(goals[2])
    #expect(!isPlain)
    let before = explorer.list.found.count
    explorer.unsettled = [goals[2]]
    explorer.generalizeApart()
    #expect(explorer.list.found.count > before)
    let isSettled = try isEvident(goals[2], &explorer)
    #expect(isSettled)
    #expect(explorer.counters.refusals == 0)
    // What was seen once is not looked at again.
    let attempts = explorer.counters.attempts
    explorer.generalizeApart()
    #expect(explorer.counters.attempts == attempts)
  }

  @Test func whatIsFalseInGeneralIsNotTried() throws {
    var (explorer, goals) = try explorer(
      Self.lists + "theorem wrong: interval x = upto x (interval (S x))")
    let before = explorer.list.found.count
    explorer.unsettled = goals
    explorer.generalizeApart()
    #expect(explorer.list.found.count == before)
  }

  // MARK: persistence

  @Test func smallConjecturesAreTriedHarder() throws {
    var (explorer, goals) = try explorer(
      Self.lists + """
        theorem length_insert: length (insert x xs) = S (length xs)
        theorem wrong: insert x xs = x :: xs
        theorem numeral: length (insert 5 xs) = S (length xs)
        theorem plain: x + y = y + x
        """)
    explorer.unsettled = goals
    explorer.persist(.persistent, from: 0, work: 600_000)
    let isEvident = try goals[..<2].map { try self.isEvident($0, &explorer) }
    #expect(isEvident == [true, false])
    // What has a numeral, and what needs no cases, is not tried: two are, by cases and by induction.
    #expect(explorer.counters.attempts == 4)
    #expect(explorer.counters.theorems == 1 && explorer.counters.refusals == 0)
    // Since what is false was tried, something was proved: it is tried once more, and then no more.
    explorer.persist(.persistent, from: 0, work: 600_000)
    explorer.persist(.persistent, from: 0, work: 600_000)
    #expect(explorer.counters.attempts == 6)
    explorer.lastPersisted = [:]
    explorer.persist(.persistent, from: 0, work: 0)
    #expect(explorer.counters.attempts == 6)
  }

  @Test func lawsWithNumeralsBecomeTediousWhereCasesAreNeeded() throws {
    var (explorer, goals) = try explorer(
      Self.lists + """
        theorem numeral: length (insert 5 xs) = S (length xs)
        theorem small: length (insert x xs) = S (length xs)
        """)
    #expect(!explorer.isTedious(goals[0]))
    explorer.noteFailures(Array(repeating: goals[0], count: 1_000))
    #expect(explorer.isTedious(goals[0]))
    #expect(!explorer.isTedious(goals[1]))
  }

  // MARK: values

  @Test func whatHoldsOfSmallNumbersOnlyIsNotConjectured() throws {
    // Numerals in terms are at most six, and so are most values of tests.
    let text = """
      use "peano"
      fun small : Nat -> Nat
        small 0                             = 0
        small (S 0)                         = 0
        small (S (S 0))                     = 0
        small (S (S (S 0)))                 = 0
        small (S (S (S (S 0))))             = 0
        small (S (S (S (S (S 0)))))         = 0
        small (S (S (S (S (S (S 0))))))     = 0
        small (S (S (S (S (S (S (S x))))))) = 1
      theorem wrong: small x = 0
      """
    let peano = try #require(Self.shipped("peano"))
    let loader = SourceLoader(files: ["own.axiom": text], library: ["peano.axiom": peano])
    let theory = try #require(ElaboratedTheory.elaborate(path: "own.axiom", loader: loader).theory)
    var limits = ExplorationLimits()
    limits.size = 3
    let wrong = theory.goals[0].statement
    let statements = Statements()
    limits.journal = AttemptJournal(statementsOf: theory.document) { statements.note($0) }
    _ = Derivation.run(theory.document, limits: limits)
    let name = Printer(theory.document).text(
      of: wrong, in: theory.document.theory.store, variableNames: ["x"])
    #expect(name == "small x = 0")
    #expect(!statements.all.isEmpty && !statements.all.contains(name))
  }

  @Test func scatteredValuesHaveAnyShapeAndRepeat() throws {
    var (first, _) = try explorer(Self.lists + "theorem used: upto x xs = xs")
    var (second, _) = try explorer(Self.lists + "theorem used: upto x xs = xs")
    let numbers = try #require(
      first.vocabulary.constructors.keys.sorted().first { sort in
        first.vocabulary.constructors[sort]!.contains {
          first.vocabulary.bank[$0].arguments.count == 2
        }
          && first.vocabulary.constructors[sort]!.contains {
            first.vocabulary.bank[$0].arguments.first.map {
              first.vocabulary.constructors[$0] != nil
            } ?? false
          }
      })
    func values(_ explorer: inout Explorer) -> [Term] {
      var evaluator = Evaluator(explorer.vocabulary, explorer.list.normalizer)
      return (0..<200).map { evaluator.scattered(level: $0 % 3, numbers, test: $0) }
    }
    let made = values(&first)
    #expect(made == values(&second))
    #expect(Set(made).count > 60)
  }

  // MARK: instances

  @Test func instancesOfWhatWaitsAreSeen() throws {
    var (explorer, goals) = try explorer(
      Self.lists + """
        theorem open: length (insert x xs) = S (length xs)
        theorem instance: length (insert (S x) (y :: xs)) = S (length (y :: xs))
        theorem turned: S (length (y :: [])) = length (insert y (y :: []))
        theorem other: length (insert x xs) = S (length ys)
        """)
    explorer.noteOpen(goals[0].formula)
    let sides = goals.compactMap { explorer.vocabulary.sides($0.formula) }
    let isInstance = sides.map { explorer.isInstanceOfOpen($0) }
    #expect(isInstance == [true, true, true, false])
  }

  // MARK: the list

  @Test func whatIsOnlyRearrangedIsNotListed() throws {
    let path = repositoryRoot() + "/Axioms/minmax.axiom"
    let theory = try #require(ElaboratedTheory.elaborate(path: path).theory)
    var limits = ExplorationLimits()
    limits.size = 5
    let derivation = Derivation.run(theory.document, limits: limits)
    let printer = Printer(derivation.document)
    let listed = derivation.theorems.filter { $0.rank != nil }.sorted { $0.rank! < $1.rank! }.map {
      printer.text(
        of: $0.proof.statement, in: derivation.document.theory.store,
        variableNames: $0.variableNames)
    }
    #expect(listed.contains("min x (max x y) = x") && listed.contains("min x y = min y x"))
    #expect(listed.filter { ["min (x + y) y = y", "min x (x + y) = x"].contains($0) }.count == 1)
    // Associativity, though longer, comes before what has a variable twice.
    #expect(!listed.contains("min x (min x y) = min x y"))
  }
}

/// What was attempted, by statement.
private final class Statements: Sendable {
  private let records = Mutex<[String]>([])
  var all: [String] { records.withLock { $0 } }
  func note(_ new: [AttemptRecord]) { records.withLock { $0 += new.compactMap(\.statement) } }
}
