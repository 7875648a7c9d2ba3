// What brings other engines down: chains of analyses, unions of a class with itself, rules that loop,
// limits of one. Each must be linear, or stop where it was told to.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct PathologyTests {
  @Test func analysisChain() {
    var language = Language()
    let (f, g) = (language.symbol("f", 1), language.symbol("g", 1))
    var graph = EGraph(language)
    // A fact that changes at each merge.
    let analysis = ClassAnalysis<Set<UInt32>>(
      make: { _, symbol, children, fact in
        children.reduce([symbol.index]) { $0.union(fact($1) ?? []) }
      }, join: { $0.union($1) })
    graph.attach(analysis)
    let starts = ["x", "y"].map { graph.add(graph.language.symbol($0)) }
    for start in starts {
      var v = start
      for _ in 0..<14 {
        let (a, b) = (graph.add(f, [v]), graph.add(g, [v]))
        graph.union(a, b)
        graph.rebuild()
        v = a
      }
    }
    let before = analysis.workCount
    graph.union(starts[0], starts[1])
    graph.rebuild()
    graph.checkInvariants()
    #expect(analysis.workCount - before < 1_000)
  }

  @Test func selfUnions() {
    var graph = EGraph(Language())
    let a = graph.add(graph.language.symbol("a"))
    for _ in 0..<10_000 { graph.union(a, a) }
    graph.rebuild()
    #expect(graph.unionCount == 0 && graph.classCount == 1)
  }

  @Test func classThatContainsItself() {
    var language = Language()
    let f = language.symbol("f", 1)
    let rule = RewriteRule(name: "r", "(f (f ?x))", "(f ?x)", in: &language)!
    var graph = EGraph(language)
    let a = graph.add(graph.language.symbol("a"))
    graph.union(a, graph.add(f, [a]))
    var run = Saturation([rule], on: &graph)
    let end = run.run(rounds: 100, on: &graph)
    #expect(end == .saturated && graph.nodeCount == 2)
    let extraction = Extraction(graph)
    #expect(extraction.term(of: graph.eClass(of: a), in: &graph) == graph.language.term("a"))
  }

  @Test(arguments: [1, 2, 10, 1_000])
  func limits(of number: Int) {
    for limit in [
      EGraphLimits(nodes: number), EGraphLimits(classes: number), EGraphLimits(steps: number),
      EGraphLimits(bytes: number),
    ] {
      var language = Language()
      let rule = RewriteRule(name: "grow", "(f ?x)", "(f (g ?x (f ?x)))", in: &language)!
      var graph = EGraph(language)
      graph.limits = limit
      graph.add(graph.language.term("(f a)")!)
      var run = Saturation([rule], on: &graph)
      let end = run.run(rounds: 1_000_000, on: &graph)
      graph.checkInvariants()
      guard case .limit = end else {
        Issue.record("it ended otherwise: \(end)")
        continue
      }
      // A rule may finish what it is building.
      #expect(graph.nodeCount <= max(limit.nodes, 3) &+ 4 || limit.nodes == .max)
      #expect(graph.matchCount <= limit.steps)
      #expect(graph.byteCount < 1 << 20 || limit.bytes == .max)
    }
  }

  /// Two nodes a match: no look at the bytes may step over the limit.
  @Test func bytesAreCountedOften() {
    var language = Language()
    let rule = RewriteRule(name: "grow", "(f ?x)", "(f (g (h ?x)))", in: &language)!
    var graph = EGraph(language)
    graph.limits = EGraphLimits(nodes: 2_000_000, bytes: 2_000_000)
    for i in 0..<3 { graph.add(graph.language.term("(f a\(i))")!) }
    var run = Saturation([rule], on: &graph)
    let end = run.run(rounds: 1_000_000, on: &graph)
    #expect(end == .limit(.bytes) && graph.byteCount < 5_000_000)
  }

  @Test(arguments: [10, 300, 5_000])
  func largeRightSides(_ size: Int) {
    var language = Language()
    let right = (0..<size).reduce("?x") { term, i in "(s\(i % 5) \(term))" }
    let rule = RewriteRule(name: "large", "(a ?x)", right, in: &language)!
    var graph = EGraph(language)
    let nodes = ["(a b)", right.replacing("?x", with: "b")].map {
      graph.add(graph.language.term($0)!)
    }
    var run = Saturation([rule], on: &graph)
    let end = run.run(rounds: 5, on: &graph)
    graph.checkInvariants()
    #expect(end == .saturated && graph.areEqual(nodes[0], nodes[1]))
  }

  @Test(arguments: [-1, 1, Int.max])
  func noAlternativeIsARefusal(_ number: Int) {
    var language = Language()
    var rule = RewriteRule(name: "choose", "(f ?x)", "(g ?x)", in: &language)!
    rule.alternatives = rule.right
    rule.choice = { _, _ in (number, nil) }
    var graph = EGraph(language)
    graph.add(graph.language.term("(f a)")!)
    var run = Saturation([rule], on: &graph)
    let end = run.run(rounds: 5, on: &graph)
    #expect(end == .saturated && graph.nodeCount == 2)
  }

  @Test func contradictionIsReported() {
    var language = Language()
    language.evaluates[language.symbol("*", 2)] = .multiply
    let zero = language.symbol(.number(.zero))
    // Unsound: it divides by what may turn out to be zero.
    var rule = RewriteRule(name: "cancel", "(/ ?a ?a)", "1", in: &language)!
    rule.conditions = [.isNotKnownToBe(0, zero)]
    let other = RewriteRule(name: "zero", "(/ 0 ?a)", "0", in: &language)!
    let late = RewriteRule(name: "late", "x", "(* 0 y)", in: &language)!
    let product = RewriteRule(name: "product", "(* 0 ?a)", "0", in: &language)!
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: false))
    graph.add(graph.language.term("(/ x x)")!)
    var run = Saturation([rule, other, late, product], on: &graph)
    let end = run.run(rounds: 10, on: &graph)
    #expect(end == .contradiction)
    let (a, b) = (graph.language.term("0")!, graph.language.term("1")!)
    var names: Set<String> = []
    for lemma in graph.explain(a, b)?.lemmas ?? [] {
      for case .rule(let number, _, _, _) in lemma.steps.map(\.reason) {
        names.insert(run.rules[number].name)
      }
    }
    #expect(names.contains("cancel"))
  }
}
