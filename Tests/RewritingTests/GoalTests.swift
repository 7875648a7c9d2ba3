// The goals of the standard workloads: each must be reached within its limits, or must not be; what is
// reached is explained, and the explanation checked step by step.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite(.enabled(if: Workloads.shared != nil)) struct GoalTests {
  static let mathTests = (Workloads.shared?["math"].objects("tests") ?? []).map {
    $0["name"] as? String ?? ""
  }
  static let lambdaTests = (Workloads.shared?["lambda"].objects("tests") ?? []).map {
    $0["name"] as? String ?? ""
  }

  @Test(arguments: GoalTests.mathTests)
  func math(name: String) throws {
    let test = try #require(Self.test("math", name))
    var language = MathWorkload.language()
    let rules = MathWorkload.rules(&language)
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: true))
    try reach(test, rules, &graph)
    #expect(graph.contradictions.isEmpty)
  }

  @Test(arguments: GoalTests.lambdaTests)
  func lambda(name: String) throws {
    let test = try #require(Self.test("lambda", name))
    var language = LambdaWorkload.language()
    let free = LambdaWorkload.freeVariables()
    let rules = LambdaWorkload.rules(&language, free)
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: false))
    graph.attach(free)
    try reach(test, rules, &graph)
  }

  static func test(_ workload: String, _ name: String) -> [String: Any]? {
    Workloads.shared?[workload].objects("tests").first { $0["name"] as? String == name }
  }

  /// Runs a test of a workload.
  private func reach(_ test: [String: Any], _ rules: [RewriteRule], _ graph: inout EGraph) throws {
    let limits = try #require(test["limits"] as? [String: Any])
    let start = graph.language.term(test["start"] as! String)!
    let node = graph.add(start)
    for text in test["preadd"] as? [String] ?? [] { graph.add(graph.language.term(text)!) }
    var goals: [GoalPattern] = []
    for text in test["goals"] as? [String] ?? [] { goals.append(GoalPattern(text, &graph)) }
    graph.limits.nodes = limits["nodes"] as? Int ?? 10_000
    var run = Saturation(
      rules, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
    let end = run.run(rounds: limits["iters"] as? Int ?? 30, on: &graph) { graph in
      !goals.isEmpty && goals.allSatisfy { $0.match(graph.eClass(of: node), graph) != nil }
    }
    graph.checkInvariants()
    switch test["expect"] as? String {
    case "goal-reached": #expect(end == .goal)
    case "saturated": #expect(end == .saturated)
    default:
      #expect(end != .goal)
      if test["expect"] as? String == "saturates-without-goal" { #expect(end == .saturated) }
    }
    guard end == .goal else { return }
    for goal in goals {
      let values = goal.match(graph.eClass(of: node), graph)!
      let term = goal.instance(values, &graph)
      let found = graph.explain(start, term)
      let explanation = try #require(found)
      var checker = ExplanationChecker(language: graph.language, rules: rules)
      let fault = checker.fault(in: explanation, of: start, term)
      #expect(fault == nil)
    }
  }

  /// Facts, rules of several clauses, and what must and must not follow.
  @Test func datalog() throws {
    let workload = Workloads.shared!["datalog-path"]
    var language = Language()
    let rules = workload.objects("multi_rules").map { ClauseRule.rule($0, &language) }
    var graph = EGraph(language)
    let truth = graph.add(graph.language.term("true")!)
    for (reason, fact) in workload.strings("facts").enumerated() {
      graph.union(graph.add(graph.language.term(fact)!), truth, reason: reason)
    }
    var run = Saturation(rules, on: &graph)
    let end = run.run(rounds: 20, on: &graph)
    #expect(end == .saturated)
    graph.checkInvariants()
    for (texts, holds) in [(workload.strings("holds"), true), (workload.strings("fails"), false)] {
      for text in texts {
        let (fact, yes) = (graph.language.term(text)!, graph.language.term("true")!)
        let explanation = graph.explain(fact, yes)
        #expect((explanation != nil) == holds)
        guard let explanation else { continue }
        var checker = ExplanationChecker(language: graph.language, rules: rules)
        checker.statements = graph.statedTerms()
        let fault = checker.fault(in: explanation, of: fact, yes)
        #expect(fault == nil)
      }
    }
  }

  @Test(arguments: ["contrapositive", "chain"])
  func propositions(name: String) throws {
    let workload = Workloads.shared!["prop"]
    let test = try #require(Self.test("prop", name))
    var language = Language()
    for (operation, arity, arithmetic) in [
      ("&", 2, Arithmetic.and), ("|", 2, .or), ("~", 1, .not), ("->", 2, .implies),
    ] {
      language.evaluates[language.symbol(operation, arity)] = arithmetic
    }
    let used = test["use"] as? [String] ?? []
    var rules = workload.rules(&language).filter { used.contains($0.name) }
    for rule in workload.objects("multi_rules") where used.contains(rule["name"] as! String) {
      rules.append(ClauseRule.rule(rule, &language))
    }
    var graph = EGraph(language)
    graph.foldConstants(ConstantFolding(prunes: false))
    let start = graph.language.term(test["start"] as! String)!
    let node = graph.add(start)
    graph.union(node, graph.add(graph.language.term("true")!))
    let goals = (test["goals"] as! [String]).map { graph.language.term($0)! }
    let limits = test["limits"] as! [String: Int]
    graph.limits.nodes = limits["nodes"]!
    var run = Saturation(rules, on: &graph)
    run.run(rounds: limits["iters"]!, on: &graph)
    for goal in goals {
      let found = graph.explain(start, goal)
      let explanation = try #require(found)
      var checker = ExplanationChecker(language: graph.language, rules: rules)
      checker.statements = graph.statedTerms()
      let fault = checker.fault(in: explanation, of: start, goal)
      #expect(fault == nil)
    }
  }
}
