// The examples of the manual's pages `Library.md` and `Rewriting.md`, in their order. The pages show parts of this
// file, word for word; `ManualTests.swift` compares. Start at `fromAxiomsToAnExplanation`.

import Foundation
import Porism
import Testing

/// A mistake in an example.
struct ManualFault: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

@Suite struct ManualExamples {
  @Test func fromAxiomsToAnExplanation() throws {
    let text = """
      use "peano"

      fun double : Nat -> Nat
        double 0     = 0
        double (S n) = S (S (double n))

      theorem double_is_sum: double x = x + x
      """
    let result = ElaboratedTheory.elaborate(
      text: text, path: "double.axiom", library: ShippedTheories.loader)
    guard let theory = result.theory else { throw ManualFault(result.rendered) }

    var limits = ExplorationLimits()
    limits.size = 5
    let goals = theory.goals.map { ($0.name, $0.statement) }
    let (proved, derivation) = Derivation.prove(goals, in: theory.document, limits: limits)
    let printer = Printer(derivation.document)
    for theorem in derivation.theorems where theorem.rank != nil {
      let statement = printer.text(
        of: theorem.proof.statement, in: derivation.document.theory.store,
        variableNames: theorem.variableNames)
      print(theorem.proof.name, statement)
    }
    #expect(proved == [true])

    let path = FileManager.default.temporaryDirectory.path + "/manual-\(UUID()).proof"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let certificate = Certificate(
      document: derivation.document, files: theory.files.map { AxiomFileStamp($0) },
      proofs: derivation.theorems.map(\.proof),
      notes: derivation.theorems.map {
        TheoremNote(variableNames: $0.variableNames, method: $0.method, rank: $0.rank)
      })
    try CertificateFile.write(certificate, to: path)
    let checked = try CheckedCertificate(CertificateFile.read(path))
    #expect(checked.checker.theorems.count == derivation.theorems.count)

    let explanation = ProofExplanation(checked)
    for place in explanation.theorems(matching: "double_is_sum") {
      print(explanation.text(of: place))
    }
    #expect(explanation.theorems(matching: "double_is_sum").count == 1)
  }

  @Test func simplification() throws {
    let field = ElaboratedTheory.elaborate(
      text: "use \"field\"", path: "mine.axiom", library: ShippedTheories.loader)
    guard var document = field.theory?.document else { throw ManualFault(field.rendered) }
    let (expression, faults) = document.elaborate(expression: "(x * y + x) / x")
    guard let expression else { throw ManualFault(faults) }
    var simplifier = Simplifier(document)
    var answers: [String] = []
    for engine in SimplificationEngine.allCases {
      simplifier.engine = engine
      let result = try simplifier.simplify(expression, of: document)
      let printer = Printer(result.document)
      for term in [result.after] + result.conditions {
        answers.append(
          printer.text(
            of: term, in: result.document.theory.store, variableNames: result.variableNames))
      }
      var checker = Checker(result.document.theory)
      let theorem = try checker.check(result.proof)
      #expect(theorem.facts == result.facts)
    }
    #expect(answers == ["y + 1", "x /= 0", "y + 1", "x /= 0"])
  }

  @Test func eGraph() throws {
    var language = Language()
    let distribute = RewriteRule.bothWays(
      "distribute", "(* ?a (+ ?b ?c))", "(+ (* ?a ?b) (* ?a ?c))", in: &language)!
    let commute = RewriteRule(name: "commute", "(* ?a ?b)", "(* ?b ?a)", in: &language)!
    let rules = RuleSet(distribute + [commute], language)

    var graph = EGraph(language)
    graph.limits.nodes = 10_000
    let start = graph.language.term("(+ (* x 2) (* y 2))")!
    let node = graph.add(start)
    var run = Saturation(rules, on: &graph)
    let end = run.run(rounds: 10, on: &graph)
    let best = Extraction(graph, .size).term(of: graph.eClass(of: node), in: &graph)!
    let why = graph.explain(start, best)!
    print(why.text(ruleNames: graph.learnedRules.map(\.name), in: &graph.language))
    for round in run.rounds { print(round.nodes, round.rules.map(\.matches)) }
    #expect(end == .saturated && CostModel.size.cost(of: best, in: graph.language) == 5)
  }

  @Test func binders() {
    var language = Language()
    let rules = [
      ("beta", "(app (lam ?b) ?a)", "(at ?b (dot ?a id))"),
      ("app", "(at (app ?a ?b) ?s)", "(app (at ?a ?s) (at ?b ?s))"),
      ("lam", "(at (lam ?a) ?s)", "(lam (at ?a (dot one (after ?s up))))"),
      ("one", "(at one (dot ?a ?s))", "?a"),
      ("two", "(at (at one up) (dot ?a ?s))", "(at one ?s)"),
      ("same", "(at ?a id)", "?a"),
    ].map { RewriteRule(name: $0.0, $0.1, $0.2, in: &language)! }
    var graph = EGraph(language)
    graph.limits.nodes = 10_000
    let redex = graph.add(graph.language.term("(app (app (lam (lam one)) a) b)")!)
    let value = graph.add(graph.language.term("b")!)
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 20, on: &graph)
    let areEqual = graph.areEqual(redex, value)
    #expect(areEqual)
  }

  @Test func rewriter() {
    let algebra = TermAlgebra(associativeCommutative: ["+", "*"])
    let isNumber: SlotPredicate = { term, language in
      language.bank.symbol(term).flatMap(language.literal) != nil
    }
    let collect = TermRule(
      "collect", "(+ (* ?n ?x) (* ?m ?x))", "(* (+ ?n ?m) ?x)",
      where: ["n": isNumber, "m": isNumber])!
    let tidy = TermRule("tidy", "(list ??before nothing ??after)", "(list ??before ??after)")!
    let rules = TermRuleSet([collect, tidy], algebra: algebra)

    var rewriter = Rewriter(Language(), algebra: algebra)
    let term = rewriter.language.term("(list (+ (* 2 x) (+ y (* 3 x))) nothing z)")!
    let result = rewriter.rewrite(term, by: .fixpoint(.postwalk(.rules(rules))))
    print(result.derivation.text(ruleNames: rewriter.ruleNames, in: &rewriter.language))
    #expect(rewriter.language.text(of: result.term) == "(list (+ (* (+ 2 3) x) y) z)")
    #expect(result.stepCount == 2 && !result.isStopped)
  }
}
