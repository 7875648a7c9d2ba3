// Small workloads of the e-graph that are about right answers more than about time: propositions with rules of
// several clauses, paths in a graph, substitution by de Bruijn's numbers, and what brought other engines down. Start
// at `Scenario.smallWorkloads`. Each says how many of its questions had the right answer.
// Source of the propositions, the paths and the chain of analyses: the test suites of egg (M. Willsey et al., MIT
// licence) and of its reports, restated.

import Porism

extension Scenario {
  static var smallWorkloads: [Scenario] {
    [propositions, paths, substitution, analysisChain, selfUnions]
  }

  private static func rule(
    _ name: String, _ left: String, _ right: String, _ language: inout Language
  )
    -> RewriteRule
  {
    guard let rule = RewriteRule(name: name, left, right, in: &language) else {
      preconditionFailure("no rule: \(name)")
    }
    return rule
  }

  /// A rule of clauses such as `?x = (edge ?a ?b)`.
  private static func rule(
    _ name: String, _ left: [String], _ right: [String], _ language: inout Language
  ) -> RewriteRule {
    var names: [String] = []
    func clauses(_ texts: [String]) -> [Clause] {
      texts.map { text in
        let parts = text.split(separator: " ", maxSplits: 2).map { String($0) }
        guard let variable = language.term(parts[0], variables: &names),
          let number = language.bank.variableNumber(variable),
          let pattern = language.term(parts[2], variables: &names)
        else { preconditionFailure("no clause: \(text)") }
        return Clause(variable: number, pattern: pattern)
      }
    }
    let (from, to) = (clauses(left), clauses(right))
    return RewriteRule(name: name, variableNames: names, left: from, right: to)
  }

  /// What follows from x → y and y → z, by rules of propositions; each with its explanation.
  private static var propositions: Scenario {
    Scenario(name: "egraph/propositions") {
      var language = Language()
      for (operation, arity, arithmetic) in [
        ("&", 2, Arithmetic.and), ("|", 2, .or), ("~", 1, .not), ("->", 2, .implies),
      ] {
        language.evaluates[language.symbol(operation, arity)] = arithmetic
      }
      let rules =
        [
          ("imply", "(-> ?a ?b)", "(| (~ ?a) ?b)"), ("imply-back", "(| (~ ?a) ?b)", "(-> ?a ?b)"),
          ("twice-not", "?a", "(~ (~ ?a))"), ("comm-or", "(| ?a ?b)", "(| ?b ?a)"),
          ("comm-and", "(& ?a ?b)", "(& ?b ?a)"),
        ].map { rule($0.0, $0.1, $0.2, &language) } + [
          rule(
            "cases", ["?v = true", "?v = (& (-> ?a ?b) (-> (~ ?a) ?c))"], ["?v = (| ?b ?c)"],
            &language)
        ]
      var graph = EGraph(language)
      graph.foldConstants(ConstantFolding(prunes: false))
      graph.limits.nodes = 5_000
      let start = graph.language.term("(& (-> x y) (-> y z))")!
      graph.union(graph.add(start), graph.add(graph.language.term("true")!))
      var run = Saturation(rules, on: &graph)
      run.run(rounds: 20, on: &graph)
      let answers = [
        ("(-> x z)", true), ("(| z (~ x))", true), ("(& (-> (~ y) (~ x)) (-> y z))", true),
        ("(-> z x)", false),
      ].count { text, isExpected in
        let goal = graph.language.term(text)!
        return (graph.explain(start, goal) != nil) == isExpected
      }
      return ([("questions", 4), ("right", answers), ("nodes", graph.nodeCount)], [])
    }
  }

  /// The paths of a chain of 40 edges: 820 forwards, none backwards.
  private static var paths: Scenario {
    Scenario(name: "egraph/paths") {
      var language = Language()
      let rules = [
        rule("base", ["?x = true", "?x = (edge ?a ?b)"], ["?x = (path ?a ?b)"], &language),
        rule(
          "trans", ["?x = true", "?x = (path ?a ?b)", "?x = (edge ?b ?c)"], ["?x = (path ?a ?c)"],
          &language),
      ]
      var graph = EGraph(language)
      let truth = graph.add(graph.language.term("true")!)
      let count = 40
      for i in 0..<count {
        graph.union(graph.add(graph.language.term("(edge n\(i) n\(i + 1))")!), truth)
      }
      var run = Saturation(rules, on: &graph)
      run.run(rounds: 100, on: &graph)
      var right = 0
      for i in 0...count {
        for j in 0...count {
          let path = graph.lookup(graph.language.term("(path n\(i) n\(j))")!)
          right += path.map { graph.areEqual($0, truth) } ?? false == (i < j) ? 1 : 0
        }
      }
      return ([("questions", (count + 1) * (count + 1)), ("right", right)], [])
    }
  }

  /// (λx. λy. x) a b is a and not b, with substitutions as terms.
  private static var substitution: Scenario {
    Scenario(name: "egraph/lambda") {
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
        ("a", "(at a ?s)", "a"), ("b", "(at b ?s)", "b"),
      ].map { rule($0.0, $0.1, $0.2, &language) }
      var graph = EGraph(language)
      graph.limits.nodes = 20_000
      let nodes = ["(app (app (lam (lam (at one up))) a) b)", "a", "b"].map {
        graph.add(graph.language.term($0)!)
      }
      var run = Saturation(rules, on: &graph)
      run.run(rounds: 30, on: &graph)
      let right =
        (graph.areEqual(nodes[0], nodes[1]) ? 1 : 0) + (graph.areEqual(nodes[0], nodes[2]) ? 0 : 1)
      return ([("questions", 2), ("right", right), ("nodes", graph.nodeCount)], [])
    }
  }

  /// Two towers of 14 levels that become one, under an analysis whose facts change with each merge: where classes are
  /// looked at in any order, that takes time exponential in the height.
  private static var analysisChain: Scenario {
    Scenario(name: "egraph/analysis-chain") {
      var language = Language()
      let (f, g) = (language.symbol("f", 1), language.symbol("g", 1))
      var graph = EGraph(language)
      let analysis = ClassAnalysis<Set<UInt32>>(
        make: { _, symbol, children, fact in
          children.reduce([symbol.index]) { $0.union(fact($1) ?? []) }
        }, join: { $0.union($1) })
      graph.attach(analysis)
      let starts = ["x", "y"].map { graph.add(graph.language.symbol($0)) }
      for start in starts {
        var top = start
        for _ in 0..<14 {
          let (a, b) = (graph.add(f, [top]), graph.add(g, [top]))
          graph.union(a, b)
          graph.rebuild()
          top = a
        }
      }
      let before = analysis.workCount
      graph.union(starts[0], starts[1])
      graph.rebuild()
      return ([("classes", graph.classCount), ("nodesLookedAt", analysis.workCount - before)], [])
    }
  }

  private static var selfUnions: Scenario {
    Scenario(name: "egraph/self-unions") {
      var graph = EGraph(Language())
      let a = graph.add(graph.language.symbol("a"))
      for _ in 0..<10_000 { graph.union(a, a) }
      graph.rebuild()
      return ([("unions", graph.unionCount), ("classes", graph.classCount)], [])
    }
  }
}
