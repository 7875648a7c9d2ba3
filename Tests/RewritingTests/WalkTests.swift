// Walking through derivations of both engines, and printing them; rules in both directions; what rounds report.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct WalkTests {
  /// Each term of a walk is the one before with one subterm replaced, and the last is the right side.
  @Test(arguments: [true, false])
  func eGraphWalk(shortens: Bool) throws {
    var language = Language()
    let rules =
      RewriteRule.bothWays("associate", "(+ (+ ?a ?b) ?c)", "(+ ?a (+ ?b ?c))", in: &language)!
      + [RewriteRule(name: "commute", "(+ ?a ?b)", "(+ ?b ?a)", in: &language)!]
    #expect(rules.map(\.name) == ["associate", "associate ←", "commute"])
    var graph = EGraph(language)
    let (a, b) = SaturationTests.orders(5, &graph)
    graph.add(a)
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 100, on: &graph)
    let explained = graph.explain(a, b, shortens: shortens)
    let explanation = try #require(explained)
    var bank = graph.language.bank
    let walk = explanation.walk(&bank)
    #expect(walk.first?.term == a && walk.last?.term == b && walk[0].step == nil)
    for (before, after) in zip(walk, walk.dropFirst()) {
      let step = try #require(after.step)
      var part = before.term
      for place in step.position { part = bank.argument(part, place) }
      #expect(part == step.from && before.term != after.term)
      guard case .rule = step.reason else {
        Issue.record("a step that is no use of a rule: \(step.reason)")
        continue
      }
    }
    let text = explanation.text(ruleNames: rules.map(\.name), in: &graph.language)
    let lines = text.split(separator: "\n")
    #expect(lines.count == walk.count)
    #expect(lines[0] == "  (+ x0 (+ x1 (+ x2 (+ x3 x4))))")
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("= (+ ") && $0.contains("    by ") })
    let short = explanation.walk(&bank, limit: 3)
    #expect(short.count == 3)
  }

  @Test func rewriterWalk() {
    let algebra = TermAlgebra(associativeCommutative: ["+"])
    let rules = TermRuleSet(
      [TermRule("zero", "(+ ?x 0)", "?x")!, TermRule("double", "(+ ?x ?x)", "(* 2 ?x)")!],
      algebra: algebra)
    var rewriter = Rewriter(Language(), algebra: algebra)
    let term = rewriter.language.term("(f (+ a (+ 0 a)) (+ a (+ 0 a)))")!
    let result = rewriter.rewrite(term, by: .fixpoint(.postwalk(.rules(rules))))
    let text = result.derivation.text(ruleNames: rewriter.ruleNames, in: &rewriter.language)
    #expect(text.hasPrefix("  (f (+ a (+ 0 a)) (+ a (+ 0 a)))\n= "))
    #expect(text.hasSuffix("= (f (* 2 a) (* 2 a))    by double\n"))
    // Both arguments are written out, though they are rewritten once.
    #expect(text.count(where: { $0 == "\n" }) == 5 && result.stepCount == 2)
  }

  /// Rules of several clauses: what they rest on is printed too, once.
  @Test func premisesAreWritten() throws {
    var language = Language()
    var names: [String] = []
    let patterns = ["yes", "(edge ?a ?b)", "(edge ?b ?c)", "(edge ?a ?c)"].map {
      language.term($0, variables: &names)!
    }
    names.append("t")
    let clauses = patterns.map { Clause(variable: names.count - 1, pattern: $0) }
    let rule = RewriteRule(
      name: "transitive", variableNames: names, left: Array(clauses[0..<3]), right: [clauses[3]])
    var graph = EGraph(language)
    let yes = graph.add(graph.language.term("yes")!)
    for i in 0..<3 {
      let edge = graph.language.term("(edge n\(i) n\(i + 1))")!
      graph.union(graph.add(edge), yes, reason: i)
    }
    var run = Saturation([rule], on: &graph)
    run.run(rounds: 10, on: &graph)
    let goal = (graph.language.term("(edge n0 n3)")!, graph.language.term("yes")!)
    let explained = graph.explain(goal.0, goal.1)
    let explanation = try #require(explained)
    let text = explanation.text(ruleNames: ["transitive"], in: &graph.language)
    for i in 0..<3 { #expect(text.contains("by statement \(i)"), "\(text)") }
    #expect(text.count { $0 == "\n" } <= 20)
    let lines = text.split(separator: "\n")
    #expect(lines.first == "  (edge n0 n3)" && lines.contains { $0.hasPrefix("    ") })
    let walk = explanation.walk(&graph.language.bank)
    let rests = walk.filter { !$0.premises.isEmpty }
    #expect(rests.count == 1 && walk.last?.term == goal.1)
    for premise in rests.flatMap(\.premises) {
      let inner = explanation.walk(lemma: premise, &graph.language.bank)
      #expect(inner.first?.term == explanation.lemmas[premise].left)
      #expect(inner.last?.term == explanation.lemmas[premise].right)
    }
    let cut = explanation.text(ruleNames: ["transitive"], in: &graph.language, limit: 3)
    #expect(cut.count { $0 == "\n" } == 3)
  }

  /// Shortening never makes longer, and leaves the equation and its proof.
  @Test(arguments: 3...8)
  func shortenedIsNoLonger(count: Int) throws {
    var language = Language()
    let rules =
      [RewriteRule(name: "commute", "(+ ?a ?b)", "(+ ?b ?a)", in: &language)!]
      + RewriteRule.bothWays("associate", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)", in: &language)!
    var graph = EGraph(language)
    func sum(_ numbers: [Int]) -> Term {
      graph.language.term(numbers.reduce("z") { "(+ x\($1) \($0))" })!
    }
    let (a, b) = (sum(Array(0..<count)), sum((0..<count).reversed()))
    graph.add(a)
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 50, on: &graph)
    let explained = graph.explain(a, b, shortens: false)
    let plain = try #require(explained)
    let short = plain.shortened(graph.language.bank)
    #expect(short.stepCount <= plain.stepCount)
    var checker = ExplanationChecker(language: graph.language, rules: rules)
    let fault = checker.fault(in: short, of: a, b)
    #expect(fault == nil)
  }

  @Test func bothWaysNeedTheSameVariables() {
    var language = Language()
    #expect(RewriteRule.bothWays("zero", "(* ?a 0)", "0", in: &language) == nil)
    #expect(RewriteRule.bothWays("bad", "(* ?a", "0", in: &language) == nil)
  }

  /// What rounds say of rules adds up to what the run says.
  @Test func reportsAddUp() {
    var rules: [RewriteRule] = []
    var graph = SaturationTests.sum(7, &rules)
    var run = Saturation(rules, scheduler: .backOff(matchLimit: 50, banLength: 3), on: &graph)
    run.run(rounds: 1_000, on: &graph)
    for number in rules.indices {
      let parts = run.rounds.map { $0.rules[number] }
      #expect(parts.reduce(0) { $0 + $1.matches } == run.rules[number].matches)
      #expect(parts.reduce(0) { $0 + $1.effective } == run.rules[number].effective)
      #expect(parts.count(where: \.isResting) == run.rules[number].rests)
    }
    #expect(run.rounds.reduce(0) { $0 + $1.matches } == graph.matchCount)
  }

  /// A ladder of classes in which short ways and long ways meet: each class is looked at a bounded number of times,
  /// which it would not be if they came in the order of discovery.
  @Test func analysisGoesByLevel() {
    var language = Language()
    let (f, g) = (language.symbol("f", 1), language.symbol("g", 2))
    var graph = EGraph(language)
    let analysis = ClassAnalysis<Int>(
      make: { _, symbol, children, fact in
        children.isEmpty ? Int(symbol.index) : children.reduce(0) { $0 + (fact($1) ?? 0) }
      }, join: { max($0, $1) })
    graph.attach(analysis)
    let start = graph.add(graph.language.symbol("a"))
    var nodes = [start]
    for i in 1..<400 {
      // From the last one, and from one far below.
      let below = nodes[i / 3]
      nodes.append(graph.add(g, graph.add(f, nodes[i - 1]), below))
    }
    graph.rebuild()
    let before = analysis.workCount
    let first = analysis.fact(of: graph.eClass(of: nodes[399]), in: graph)
    graph.union(start, graph.add(graph.language.symbol("b")))
    graph.rebuild()
    let last = analysis.fact(of: graph.eClass(of: nodes[399]), in: graph)
    #expect(first! < last!)
    #expect(analysis.workCount - before < 4 * graph.nodeCount, "\(analysis.workCount - before)")
    graph.checkInvariants()
  }

  /// Lambda terms by de Bruijn's numbers: substitution by rules of its own, (λx. λy. x y) a b is a b.
  @Test func deBruijn() throws {
    var language = Language()
    let rules = [
      ("beta", "(app (lam ?b) ?a)", "(at ?b (dot ?a id))"),
      ("app", "(at (app ?a ?b) ?s)", "(app (at ?a ?s) (at ?b ?s))"),
      ("lam", "(at (lam ?a) ?s)", "(lam (at ?a (dot one (after ?s up))))"),
      ("head", "(at one (dot ?a ?s))", "?a"), ("same", "(at ?a id)", "?a"),
      ("twice", "(at (at ?a ?s) ?t)", "(at ?a (after ?s ?t))"),
      ("left", "(after id ?s)", "?s"), ("right", "(after ?s id)", "?s"),
      ("shift", "(after up (dot ?a ?s))", "?s"),
      ("map", "(after (dot ?a ?s) ?t)", "(dot (at ?a ?t) (after ?s ?t))"),
      ("associate", "(after (after ?s ?t) ?u)", "(after ?s (after ?t ?u))"),
    ].map { RewriteRule(name: $0.0, $0.1, $0.2, in: &language)! }
    var graph = EGraph(language)
    graph.limits.nodes = 20_000
    let texts = ["(app (app (lam (lam (app (at one up) one))) a) b)", "(app a b)", "(app b a)"]
    let terms = texts.map { graph.language.term($0)! }
    let nodes = terms.map { graph.add($0) }
    // Constants are the same under any substitution.
    var all = rules
    for name in ["a", "b"] {
      all.append(RewriteRule(name: name, "(at \(name) ?s)", name, in: &graph.language)!)
    }
    var run = Saturation(all, on: &graph)
    run.run(rounds: 30, on: &graph)
    let (reached, wrong) = (
      graph.areEqual(nodes[0], nodes[1]), graph.areEqual(nodes[1], nodes[2])
    )
    #expect(reached && !wrong)
    let explained = graph.explain(terms[0], terms[1])
    let explanation = try #require(explained)
    var checker = ExplanationChecker(language: graph.language, rules: all)
    let fault = checker.fault(in: explanation, of: terms[0], terms[1])
    #expect(fault == nil)
  }
}
