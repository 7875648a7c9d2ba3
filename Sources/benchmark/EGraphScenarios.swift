// Measurements of the e-graph: growth round by round, sums under associativity and commutativity with an
// explanation, goals, back-off, extraction, congruence. Proofs are always on. Start at `Scenario.egraph`.
// Seconds are those of the part that the name says, without reading rules or making the first terms.

import Foundation
import Porism
import Terms

extension Scenario {
  /// All that concern the e-graph, with the instructions of those that a simulator runs in a minute.
  static var egraph: [Scenario] {
    let long = ["egraph/backoff-100", "egraph/backoff-100-guarded", "egraph/guarded-1000000"]
    return egraphWorkloads.map { scenario in
      var scenario = scenario
      if !long.contains(scenario.name) {
        scenario.counted = ("benchmark", ["run", scenario.name, "--counts"])
      }
      return scenario
    }
  }

  private static var egraphWorkloads: [Scenario] {
    [9, 10, 11].map { growth(rounds: $0) } + [7, 8, 9, 10].map { sums(count: $0) }
      + [declaredSum, goals, backOff, extraction, chain] + smallWorkloads
      + [10_000, 100_000].map { explainedChain(depth: $0) }
      + [JoinChoice.byCounts, .never].map { triangles($0) }
      + [100_000, 1_000_000].map { guarded(nodes: $0) }
      + [
        guarded(
          nodes: 1_000_000, name: "backoff-100-guarded", rounds: 100,
          scheduler: .backOff(matchLimit: 1_000, banLength: 5))
      ]
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let start = Usage.now.seconds
    body()
    return Usage.now.seconds - start
  }

  private static func counts(_ graph: borrowing EGraph) -> [(String, Int)] {
    [
      ("nodes", graph.nodeCount), ("classes", graph.classCount), ("matches", graph.matchCount),
      ("unions", graph.unionCount), ("congruences", graph.congruenceCount),
    ]
  }

  private static func growth(rounds: Int) -> Scenario {
    Scenario(name: "egraph/micro24-\(rounds)") {
      var language = Language()
      let rules = MathRules.plain(&language)
      var graph = EGraph(language)
      for start in MathRules.starts { graph.add(graph.language.term(start)!) }
      let time = Usage.now.seconds
      var run = Saturation(rules, on: &graph)
      run.run(rounds: rounds, on: &graph)
      let seconds = Usage.now.seconds - time
      return (counts(graph), [("seconds", seconds), ("bytes", Double(graph.byteCount))])
    }
  }

  private static func sums(count n: Int) -> Scenario {
    Scenario(name: "egraph/ac-\(n)") {
      var language = Language()
      let rules = [
        RewriteRule(name: "commute", "(+ ?a ?b)", "(+ ?b ?a)", in: &language)!,
        RewriteRule(name: "associate", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)", in: &language)!,
      ]
      var graph = EGraph(language)
      func sum(_ order: [Int]) -> String {
        order.dropLast().reversed().reduce("x\(order[n - 1])") { "(+ x\($1) \($0))" }
      }
      let (a, b) = (
        graph.language.term(sum(Array(0..<n)))!, graph.language.term(sum((0..<n).reversed()))!
      )
      graph.add(a)
      let time = Usage.now.seconds
      var run = Saturation(rules, on: &graph)
      run.run(rounds: 1_000, on: &graph)
      let middle = Usage.now.seconds
      let explanation = graph.explain(a, b)
      let end = Usage.now.seconds
      return (
        counts(graph) + [("explanationSteps", explanation?.stepCount ?? -1)],
        [("seconds", middle - time), ("explanationSeconds", end - middle)]
      )
    }
  }

  /// A sum of 30 variables and its reversal, + being associative and commutative by declaration.
  private static var declaredSum: Scenario {
    Scenario(name: "egraph/sum-30") {
      var language = Language()
      let plus = language.symbol("+", 2)
      var graph = EGraph(language)
      graph.declareSum(plus)
      func sum(_ order: [Int]) -> String {
        order.dropLast().reversed().reduce("x\(order[order.count - 1])") { "(+ x\($1) \($0))" }
      }
      let (a, b) = (
        graph.language.term(sum(Array(0..<30)))!, graph.language.term(sum((0..<30).reversed()))!
      )
      let time = Usage.now.seconds
      let (first, second) = (graph.add(a), graph.add(b))
      graph.rebuild()
      let isEqual = graph.areEqual(first, second)
      let explanation = graph.explain(a, b)
      let seconds = Usage.now.seconds - time
      return (
        counts(graph) + [
          ("equal", isEqual ? 1 : 0), ("explanationSteps", explanation?.stepCount ?? -1),
        ], [("seconds", seconds)]
      )
    }
  }

  private static func mathGraph(_ rules: inout [RewriteRule]) -> EGraph {
    var language = Language()
    for (name, arithmetic) in [
      ("+", Arithmetic.add), ("-", .subtract), ("*", .multiply), ("/", .divide),
    ] {
      language.evaluates[language.symbol(name, 2)] = arithmetic
    }
    rules = MathRules.all(&language)
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: true))
    return graph
  }

  /// The goals of egg's test suite, as that runs them: the goal is looked for after each round, and is not among
  /// the terms that the e-graph starts from, except where the suite puts it there. The last must not be reached.
  private static var goals: Scenario {
    Scenario(name: "egraph/goals") {
      var (reached, matches, seconds) = (0, 0, 0.0)
      var rules: [RewriteRule] = []
      let language = mathGraph(&rules).language
      let set = RuleSet(rules, language)
      for (start, goal, nodes, startsWithGoal) in MathRules.goals {
        var graph = EGraph(language)
        graph.foldConstants(ConstantFolding(prunes: true))
        graph.limits.nodes = nodes
        let terms = [graph.language.term(start)!, graph.language.term(goal)!]
        let time = Usage.now.seconds
        let first = graph.add(terms[0])
        if startsWithGoal { graph.add(terms[1]) }
        var run = Saturation(
          set, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
        for _ in 0..<60 {
          let end = run.run(rounds: 1, on: &graph)
          if let second = graph.lookup(terms[1]), graph.areEqual(first, second) {
            reached += 1
            break
          }
          if end != .limit(.rounds) { break }
        }
        seconds += Usage.now.seconds - time
        matches += graph.matchCount
      }
      return (
        [("goals", MathRules.goals.count), ("reached", reached), ("matches", matches)],
        [("seconds", seconds)]
      )
    }
  }

  private static var backOff: Scenario {
    Scenario(name: "egraph/backoff-100") {
      var rules: [RewriteRule] = []
      var graph = mathGraph(&rules)
      for start in MathRules.starts { graph.add(graph.language.term(start)!) }
      graph.limits.nodes = 1_000_000
      let time = Usage.now.seconds
      var run = Saturation(
        rules, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
      run.run(rounds: 100, on: &graph)
      let seconds = Usage.now.seconds - time
      return (
        counts(graph) + [
          ("rounds", run.rounds.count), ("contradictions", graph.contradictions.count),
        ], [("seconds", seconds)]
      )
    }
  }

  /// The triangles of a graph with a hub, all edges being facts: by the generic join, or by the matching machine
  /// alone.
  private static func triangles(_ choice: JoinChoice) -> Scenario {
    Scenario(name: choice == .never ? "egraph/triangles-machine" : "egraph/triangles") {
      var language = Language()
      var names: [String] = []
      let clauses = ["(e ?x ?y)", "(e ?y ?z)", "(e ?x ?z)"].map {
        language.term($0, variables: &names)!
      }
      let triangle = language.term("(triangle ?x ?y ?z)", variables: &names)!
      let (edge, yes) = (language.symbol("e", 2), language.symbol("yes"))
      let rule = RewriteRule(
        name: "triangle", variableNames: names + ["t"],
        left: clauses.map { Clause(variable: names.count, pattern: $0) },
        right: [Clause(variable: names.count, pattern: triangle)])
      var graph = EGraph(language)
      graph.joinChoice = choice
      let vertices = (0..<400).map { graph.add(graph.language.symbol("v\($0)")) }
      let truth = graph.add(yes)
      var state: UInt64 = 42
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
      }
      for i in 1..<400 {
        graph.union(truth, graph.add(edge, vertices[0], vertices[i]))
        graph.union(truth, graph.add(edge, vertices[i], vertices[0]))
        for _ in 0..<4 { graph.union(truth, graph.add(edge, vertices[i], vertices[next(400)])) }
      }
      graph.rebuild()
      let time = Usage.now.seconds
      var run = Saturation([rule], on: &graph)
      run.run(rounds: 1, on: &graph)
      return (counts(graph), [("seconds", Usage.now.seconds - time)])
    }
  }

  /// The guarded rules of `GuardedMathRules`, which must make no two numbers equal: no contradictions, and
  /// no class with two literals.
  private static func guarded(
    nodes: Int, name: String? = nil, rounds: Int = 1_000, scheduler: Scheduler = .simple
  ) -> Scenario {
    Scenario(name: "egraph/" + (name ?? "guarded-\(nodes)")) {
      var rules: [RewriteRule] = []
      var language = mathGraph(&rules).language
      let guarded = GuardedMathRules(&language, starts: MathRules.starts)
      var graph = EGraph(language)
      graph.foldConstants(ConstantFolding(prunes: true))
      graph.limits.nodes = nodes
      guarded.add(to: &graph)
      let time = Usage.now.seconds
      var run = Saturation(guarded.rules, scheduler: scheduler, on: &graph)
      run.run(rounds: rounds, on: &graph)
      let seconds = Usage.now.seconds - time
      var literals: [EClassID: Int] = [:]
      for symbol in graph.language.bank.symbols.indices.map({ Symbol(UInt32($0)) }) {
        guard graph.language.literal(symbol) != nil, let node = graph.leaf(of: symbol) else {
          continue
        }
        literals[graph.eClass(of: node), default: 0] += 1
      }
      return (
        counts(graph) + [
          ("rounds", run.rounds.count), ("contradictions", graph.contradictions.count),
          ("numbers", literals.count),
          ("classesWithTwoNumbers", literals.values.count { $0 > 1 }),
        ], [("seconds", seconds)]
      )
    }
  }

  private static var extraction: Scenario {
    Scenario(name: "egraph/extraction") {
      var language = Language()
      let rules = MathRules.plain(&language)
      var graph = EGraph(language)
      let starts = MathRules.starts.map { graph.add(graph.language.term($0)!) }
      graph.limits.nodes = 632_000
      var run = Saturation(rules, on: &graph)
      run.run(rounds: 11, on: &graph)
      let time = Usage.now.seconds
      let extraction = Extraction(graph)
      let seconds = Usage.now.seconds - time
      let cost = starts.reduce(0) {
        $0 + (extraction.cost(of: graph.eClass(of: $1), in: graph) ?? 0)
      }
      return (counts(graph) + [("cost", cost)], [("seconds", seconds)])
    }
  }

  private static var chain: Scenario {
    Scenario(name: "egraph/congruence-chain") {
      var language = Language()
      let f = language.symbol("f", 1)
      var graph = EGraph(language)
      let (a, b) = (graph.add(graph.language.symbol("a")), graph.add(graph.language.symbol("b")))
      let time = Usage.now.seconds
      var (x, y) = (a, b)
      for _ in 0..<1_000_000 { (x, y) = (graph.add(f, x), graph.add(f, y)) }
      graph.union(a, b)
      graph.rebuild()
      let seconds = Usage.now.seconds - time
      return (counts(graph), [("seconds", seconds)])
    }
  }

  /// Why two terms of that depth are equal whose leaves are.
  private static func explainedChain(depth: Int) -> Scenario {
    Scenario(name: "egraph/explained-chain-\(depth)") {
      var language = Language()
      let f = language.symbol("f", 1)
      var graph = EGraph(language)
      var ends = (graph.language.term("a")!, graph.language.term("b")!)
      let leaves = [graph.add(ends.0), graph.add(ends.1)]
      var (x, y) = (leaves[0], leaves[1])
      for _ in 0..<depth {
        (x, y) = (graph.add(f, x), graph.add(f, y))
        ends.0 = graph.language.bank.make(f, [ends.0])
        ends.1 = graph.language.bank.make(f, [ends.1])
      }
      graph.union(leaves[0], leaves[1])
      graph.rebuild()
      let time = Usage.now.seconds
      let explanation = graph.explain(ends.0, ends.1)
      let seconds = Usage.now.seconds - time
      return (
        counts(graph) + [("explanationSteps", explanation?.stepCount ?? -1)],
        [("explanationSeconds", seconds)]
      )
    }
  }
}
