// What `Derivation` finds in the shipped theories, and that it finds the same again. Every theorem in
// these tests has passed the kernel inside the run; here a second checker runs over all of them.

import AxiomLanguage
import Certificates
import Foundation
import ProofKernel
@testable import Proving
import TestSupport
import Testing

@Suite struct DerivationTests {
  /// The derivation of a shipped theory.
  private func derive(_ name: String, size: Int, threads: Int = 1) throws -> Derivation {
    try derive(
      ElaboratedTheory.elaborate(path: repositoryRoot() + "/Axioms/\(name).axiom"), size, threads)
  }

  private func derive(_ result: ElaborationResult, _ size: Int, _ threads: Int = 1) throws
    -> Derivation
  {
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    limits.size = size
    return Derivation.run(theory.document, limits: limits, threads: threads)
  }

  private func texts(_ derivation: Derivation) -> [String] {
    let printer = Printer(derivation.document)
    return derivation.theorems.map {
      printer.text(
        of: $0.proof.statement, in: derivation.document.theory.store,
        variableNames: $0.variableNames)
    }
  }

  @Test func additionAndMultiplicationCommute() throws {
    let found = texts(try derive("peano", size: 5))
    #expect(found.contains("x + y = y + x"))
    #expect(found.contains("x * y = y * x"))
    #expect(found.contains("0 + x = x"))
  }

  @Test func threadsLeaveNoTrace() throws {
    let alone = try derive("peano", size: 4)
    for threads in [2, 3, 8] {
      let together = try derive("peano", size: 4, threads: threads)
      #expect(together.theorems.map(\.proof) == alone.theorems.map(\.proof))
      #expect(together.counters == alone.counters)
    }
    #expect(alone.counters.supersteps > 0 && alone.counters.messages > 0)
  }

  @Test func sumsCancel() throws {
    let found = texts(try derive("peano", size: 5))
    #expect(found.contains("x + y = x + z => y = z"))
    #expect(found.contains { $0.hasSuffix("= 0 => x = 0") })
  }

  /// What computes is explored beside operators of which only axioms speak, and these beside it.
  @Test func functionsBesideAxioms() throws {
    let text = """
      sort Nat = 0 | S Nat
      sort Thing
      op turn : Thing -> Thing
      op back : Thing -> Thing
      axiom turned: back (turn x) = x
      axiom returned: turn (back x) = x
      fun plus : Nat Nat -> Nat
        plus 0 y = y
        plus (S x) y = S (plus x y)
      fun times : Nat Thing -> Thing
        times 0 x = x
        times (S n) x = turn (times n x)

      """
    let result = ElaboratedTheory.elaborate(
      path: "both.axiom", loader: SourceLoader(files: ["both.axiom": text]))
    let derivation = try derive(result, 5)
    let found = texts(derivation)
    #expect(found.contains("plus x y = plus y x"))
    #expect(found.contains("turn x = turn y => x = y"))
    #expect(derivation.counters.refusals == 0)
  }

  /// Of an operator that is only declared, tests have a table in which its axioms hold.
  @Test func sortingByAnyTotalOrder() throws {
    let derivation = try derive(ElaboratedTheory.elaborate(path: Self.totalOrder), 5)
    let found = texts(derivation)
    #expect(found.contains("insert x (insert y z) = insert y (insert x z)"))
    #expect(found.contains("isort (isort x) = isort x"))
    let names = derivation.theorems.first { $0.proof.name == "isort_isort" }?.axioms.map {
      derivation.document.theory.facts[$0].name
    }
    #expect(names == ["total", "trans", "antisymm"])
  }

  private static let totalOrder =
    repositoryRoot() + "/Tests/Fixtures/Exploration/total-order.axiom"

  /// What a list of conjectures asks gets the means of goals: axioms with alternatives are used.
  @Test func conjecturesAboutATotalOrder() throws {
    var document = try #require(ElaboratedTheory.elaborate(path: Self.totalOrder).theory).document
    let texts = [
      "leq x y or leq y x", "leq x y = false => leq y x",
      "insert x (insert y z) = insert y (insert x z)", "insert x y = x :: y",
    ]
    var conjectures: [(String, Statement)] = []
    for text in texts {
      conjectures.append((text, try #require(document.elaborate(formula: text).goal).statement))
    }
    var limits = ExplorationLimits()
    limits.size = 4
    let judgements = Derivation.judge(conjectures, in: document, limits: limits).judgements
    #expect(judgements.prefix(3).allSatisfy { $0 == .proved }, "\(judgements)")
    #expect(judgements[3] != .proved)
  }

  /// A definition that looks below the first constructor waits for what is there, and the constructors of a sort
  /// are told in order, though `plus :: c` brings `::` of instructions before `[]`.
  @Test func definitionsThatLookDeeper() throws {
    let text = """
      use "list"
      sort Instr = push Nat | plus
      sort Expr = num Nat | sum Expr Expr
      fun exec : (List Instr) (List Nat) -> List Nat
        exec [] s                   = s
        exec (push n :: c) s        = exec c (n :: s)
        exec (plus :: c) []         = exec c []
        exec (plus :: c) (x :: [])  = exec c (x :: [])
        exec (plus :: c) (x :: y :: s) = exec c (y + x :: s)
      fun eval : Expr -> Nat
        eval (num n)   = n
        eval (sum a b) = eval a + eval b
      fun compile : Expr -> List Instr
        compile (num n)   = push n :: []
        compile (sum a b) = compile a ++ (compile b ++ (plus :: []))
      fun last : (List Nat) -> Nat
        last []             = 0
        last (x :: [])      = x
        last (x :: y :: ys) = last (y :: ys)
      theorem append: exec (c ++ d) s = exec d (exec c s)
      theorem compiled: exec (compile e) s = eval e :: s
      theorem last: last (xs ++ (x :: [])) = x
      theorem wrong: exec (c ++ d) s = exec (d ++ c) s
      """
    let files = Dictionary(
      uniqueKeysWithValues: try ["peano", "list"].map { name in
        let path = repositoryRoot() + "/Axioms/\(name).axiom"
        return ("\(name).axiom", try String(contentsOfFile: path, encoding: .utf8))
      })
    let loader = SourceLoader(files: files.merging(["exec.axiom": text]) { $1 })
    let result = ElaboratedTheory.elaborate(path: "exec.axiom", loader: loader)
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    limits.goalWork = 100_000
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits,
      explores: false)
    #expect(proved == [true, true, true, false])
    #expect(derivation.counters.refusals == 0)
  }

  /// A definition beside axioms takes nothing away, and what has premises costs a bounded effort.
  @Test func definitionsBesideAxioms() throws {
    let derivation = try derive("field", size: 4)
    let found = texts(derivation)
    #expect(found.contains("neg (neg x) = x"))
    #expect(found.contains("neg (x - y) = y - x"))
    #expect(!derivation.theorems.contains { $0.method == "saturation" })
  }

  @Test func goalsAreProvedOrLeftOpen() throws {
    let text = """
      use "peano"
      theorem comm: x * y = y * x
      theorem cancel: x + y = x + z => y = z
      theorem injective: S x = S y => x = y
      theorem wrong: x + x = x
      theorem witness: exists z. x + z = x
      """
    let peano = try String(
      contentsOfFile: repositoryRoot() + "/Axioms/peano.axiom", encoding: .utf8)
    let loader = SourceLoader(files: ["goals.axiom": text], library: ["peano.axiom": peano])
    let result = ElaboratedTheory.elaborate(path: "goals.axiom", loader: loader)
    let theory = try #require(result.theory, "\(result.rendered)")
    var limits = ExplorationLimits()
    limits.size = 5
    let (proved, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    #expect(proved == [true, true, true, false, true])
    #expect(derivation.refutations == [3: .refuted(values: ["1"], isProved: true)])
    #expect(derivation.theorems.contains { $0.proof.name == "not_wrong" })
    #expect(derivation.counters.refusals == 0)
  }

  @Test(arguments: [
    ("group", "(forall u. u * u = e) => x * y = y * x", true),
    ("group", "(x * y) * (x * y) = (x * x) * (y * y) => x * y = y * x", true),
    ("group", "exists z u. x * z = y and u * x = y", true),
    ("group", "x * y = e and y * z = e => x = z", true),
    ("group", "x * y = y * x => y = e", false),
    ("group", "exists z. forall x. x * z = z", false),
    (
      "lattice",
      """
      (forall u v w. join u (meet v w) = meet (join u v) (join u w)) \
      => meet x y = meet x z and join x y = join x z => y = z
      """, true
    ),
    ("lattice", "meet x (join y z) = join (meet x y) (meet x z)", false),
    ("ring", "(forall u. u * u = u) => x + x = 0", true),
  ]) func goalsOfAxiomsGoThroughCompletion(_ name: String, _ goal: String, _ holds: Bool) throws {
    let path = repositoryRoot() + "/Axioms/\(name).axiom"
    var document = try #require(ElaboratedTheory.elaborate(path: path).theory).document
    let statement = try #require(document.elaborate(formula: goal).goal?.statement)
    var limits = ExplorationLimits()
    limits.size = 3
    var results: [[Proof]] = []
    for threads in [1, 3] {
      var explorer = Derivation.explorer(
        document, Vocabulary(theory: &document.theory), limits, threads)
      let attempt = explorer.proveByCompletion(
        statement, named: "goal", work: 2_100_000, threads: threads)
      #expect((attempt == .proved) == holds)
      if name == "lattice", !holds {
        // The diamond, or the pentagon.
        guard case .refuted(let tables) = attempt else {
          Issue.record("not refuted: \(goal)")
          continue
        }
        #expect(tables.hasPrefix("% the elements are 0 to 4\n"))
      }
      #expect(explorer.list.refusals.isEmpty)
      var checker = Checker(explorer.list.checker.theory)
      for found in explorer.list.found { try checker.check(found.proof) }
      #expect(!holds || checker.theorems.first?.statement == statement)
      results.append(explorer.list.found.map(\.proof))
    }
    #expect(results[0] == results[1])
  }

  @Test func whatIsInductiveIsNotRefutedByFiniteModels() throws {
    // Finite models of the equations of + refute all three; the numbers refute the last one only.
    for goal in ["x + y = y + x", "0 + x = x", "x + x = x"] {
      let path = repositoryRoot() + "/Axioms/peano.axiom"
      var document = try #require(ElaboratedTheory.elaborate(path: path).theory).document
      let statement = try #require(document.elaborate(formula: goal).goal?.statement)
      let (_, derivation) = Derivation.prove(
        [("goal", statement)], in: document, limits: ExplorationLimits())
      #expect(derivation.countermodels.isEmpty)
    }
  }

  @Test func axiomsThatAreNoClausesAreNotForgotten() throws {
    // Without the axiom under a disjunction, two elements would do.
    let text = """
      sort T
      op f : T -> T
      op a : T
      axiom either: f a = a or (forall x. f x = a)
      axiom twice: f (f x) = x
      theorem only: f a = a
      """
    let theory = try #require(
      ElaboratedTheory.elaborate(
        path: "t.axiom", loader: SourceLoader(files: ["t.axiom": text])
      ).theory)
    var limits = ExplorationLimits()
    limits.size = 3
    let (_, derivation) = Derivation.prove(
      theory.goals.map { ($0.name, $0.statement) }, in: theory.document, limits: limits)
    #expect(derivation.countermodels.isEmpty)
  }

  @Test func independentGoalsAreNotCited() throws {
    let text = """
      use "peano"
      theorem first: 0 + x = x
      theorem second: 0 + x + y = x + y
      """
    let peano = try String(
      contentsOfFile: repositoryRoot() + "/Axioms/peano.axiom", encoding: .utf8)
    let loader = SourceLoader(files: ["goals.axiom": text], library: ["peano.axiom": peano])
    let theory = try #require(
      ElaboratedTheory.elaborate(path: "goals.axiom", loader: loader).theory)
    for independent in [false, true] {
      let (proved, derivation) = Derivation.prove(
        theory.goals.map { ($0.name, $0.statement) }, in: theory.document,
        limits: ExplorationLimits(), independent: independent)
      #expect(proved == [true, true])
      let proofs = derivation.theorems.map(\.proof)
      #expect(proofs.map(\.name) == ["first", "second"])
      let cited = "\(proofs[1].steps)".contains("theorem(0)")
      #expect(cited == !independent)
    }
  }

  @Test func groupsGetTheirLaws() throws {
    let found = texts(try derive("group", size: 5))
    for law in [
      "x * e = x", "x * inv x = e", "inv (inv x) = x", "inv e = e", "inv (x * y) = inv y * inv x",
    ] { #expect(found.contains(law), "\(law)") }
  }

  @Test func groupsCancelWithoutBeingAsked() throws {
    let names = try derive("group", size: 5).theorems.map(\.proof.name)
    #expect(names.contains("mul_cancel_left") && names.contains("mul_cancel_right"))
    let monoid = try derive("monoid", size: 5)
    #expect(texts(monoid).contains("x * y = e and y * z = e => x = z"))
    #expect(monoid.theorems.filter { $0.rank != nil }.count == 1)
  }

  @Test func latticesAreIdempotent() throws {
    let found = texts(try derive("lattice", size: 5))
    #expect(found.contains("meet x x = x"))
    #expect(found.contains("join x x = x"))
  }

  @Test func secondCheckerAcceptsEveryProof() throws {
    let derivation = try derive("peano", size: 5)
    #expect(!derivation.theorems.isEmpty)
    let certificate = Certificate(
      document: derivation.document, files: [], proofs: derivation.theorems.map(\.proof),
      notes: derivation.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
    let checked = try CheckedCertificate(certificate)
    #expect(checked.checker.theorems.count == derivation.theorems.count)
  }

  @Test func theKernelRefusesNothing() throws {
    #expect(try derive("peano", size: 5).counters.refusals == 0)
    #expect(try derive("boolean", size: 4).counters.refusals == 0)
  }

  @Test func theSameAgain() throws {
    let first = try derive("peano", size: 4)
    let second = try derive("peano", size: 4)
    #expect(texts(first) == texts(second))
    #expect(first.theorems.map(\.proof) == second.theorems.map(\.proof))
  }
}
