// Saturation on the standard workloads: counts round by round, closed forms, and explanations of what
// was found, checked step by step.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct SaturationTests {
  /// Nodes and classes of micro24 after each round are those that egg and egglog have. The tenth round is
  /// among the baselines of the benchmark, which is built for speed.
  @Test(.enabled(if: Workloads.shared != nil))
  func micro24() {
    guard let workload = Workloads.shared?["math-micro24"] else { return }
    var language = Language()
    let rules = workload.rules(&language)
    #expect(rules.count == 24)
    var graph = EGraph(language)
    for start in workload.strings("starts") { graph.add(graph.language.term(start)!) }
    var run = Saturation(rules, on: &graph)
    run.run(rounds: 9, on: &graph)
    graph.checkInvariants()
    for expected in workload.objects("oracle") {
      guard let round = expected["iters"] as? Int, round <= 9 else { continue }
      #expect(run.rounds[round - 1].nodes == expected["nodes"] as? Int)
      #expect(run.rounds[round - 1].classes == expected["classes"] as? Int)
    }
  }

  /// Sums of n symbols under associativity and commutativity.
  @Test(arguments: 4...8)
  func associativeSums(count n: Int) {
    var rules: [RewriteRule] = []
    var graph = Self.sum(n, &rules)
    var run = Saturation(rules, on: &graph)
    let end = run.run(rounds: 1_000, on: &graph)
    #expect(end == .saturated)
    graph.checkInvariants()
    let power = { (base: Int, exponent: Int) in (0..<exponent).reduce(1) { p, _ in p * base } }
    #expect(graph.classCount == power(2, n) - 1)
    #expect(graph.nodeCount == n + power(3, n) - power(2, n + 1) + 1)
    let (a, b) = Self.orders(n, &graph)
    let explanation = graph.explain(a, b)
    var checker = ExplanationChecker(language: graph.language, rules: rules)
    let fault = explanation.flatMap { checker.fault(in: $0, of: a, b) }
    #expect(explanation != nil && fault == nil)
  }

  /// A rule that is stopped resumes: in the end nothing is missing.
  @Test func backOffLosesNothing() {
    var rules: [RewriteRule] = []
    var graph = Self.sum(7, &rules)
    var run = Saturation(rules, scheduler: .backOff(matchLimit: 50, banLength: 3), on: &graph)
    let end = run.run(rounds: 10_000, on: &graph)
    #expect(end == .saturated)
    #expect(graph.classCount == 127 && graph.nodeCount == 1_939)
    #expect(run.rules.contains { $0.rests > 0 })
  }

  /// Random rule sets on random terms: any two equal terms have an explanation that checks, and an
  /// e-graph that is searched from scratch each round gets the same counts.
  @Test(arguments: 0..<60)
  func randomRules(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var language = Language()
    let functions = [("f", 1), ("g", 2), ("h", 2), ("k", 3)].map { language.symbol($0, $1) }
    let leaves = ["a", "b", "c"].map { language.symbol($0) }
    let rules = (0..<1 + random.below(4)).map { number in
      Self.rule("r\(number)", &language, functions, leaves, &random)
    }
    var graph = EGraph(language)
    var terms: [Term] = []
    for _ in 0..<3 {
      let term = Self.term(3, variables: 0, &graph.language.bank, functions, leaves, &random)
      terms += graph.language.bank.subterms(term)
      graph.add(term)
    }
    graph.limits.nodes = 2_000
    var run = Saturation(rules, on: &graph)
    var (rounds, counts) = (0, [(Int, Int)]())
    while rounds < 4, graph.nodeCount < 300 {
      run.run(rounds: 1, on: &graph)
      rounds += 1
      counts.append((graph.nodeCount, graph.classCount))
    }
    graph.checkInvariants()
    // Again, with all rules new in each round, so that every match is found again.
    var naive = EGraph(language)
    for term in terms { naive.add(Self.copy(term, graph.language.bank, &naive.language.bank)) }
    naive.limits.nodes = 2_000
    for round in 0..<rounds {
      var run = Saturation(rules, on: &naive)
      run.run(rounds: 1, on: &naive)
      if graph.reachedLimit == nil {
        #expect(naive.nodeCount == counts[round].0 && naive.classCount == counts[round].1)
      }
    }
    var checker = ExplanationChecker(language: graph.language, rules: rules)
    for a in terms {
      for b in terms where a < b {
        guard let explanation = graph.explain(a, b) else { continue }
        checker.language = graph.language
        let fault = checker.fault(in: explanation, of: a, b)
        #expect(fault == nil, "seed \(seed)")
      }
    }
  }

  // MARK: makers

  static func sum(_ n: Int, _ rules: inout [RewriteRule]) -> EGraph {
    var language = Language()
    rules = [
      RewriteRule(name: "commute", "(+ ?a ?b)", "(+ ?b ?a)", in: &language)!,
      RewriteRule(name: "associate", "(+ ?a (+ ?b ?c))", "(+ (+ ?a ?b) ?c)", in: &language)!,
    ]
    var graph = EGraph(language)
    graph.add(orders(n, &graph).0)
    return graph
  }

  /// The sum of n symbols, and that of their reversed list, both nested to the right.
  static func orders(_ n: Int, _ graph: inout EGraph) -> (Term, Term) {
    func text(_ order: [Int]) -> String {
      order.dropLast().reversed().reduce("x\(order[n - 1])") { "(+ x\($1) \($0))" }
    }
    let forth = graph.language.term(text(Array(0..<n)))!
    return (forth, graph.language.term(text((0..<n).reversed()))!)
  }

  private static func term(
    _ depth: Int, variables: Int, _ bank: inout TermBank, _ functions: [Symbol], _ leaves: [Symbol],
    _ random: inout SeededGenerator
  ) -> Term {
    if depth == 0 || random.below(4) == 0 {
      if variables > 0, random.below(4) > 0 {
        return bank.variable(random.below(variables), Language.anySort)
      }
      return bank.make(random.pick(leaves))
    }
    let function = random.pick(functions)
    let parts = bank[function].arguments.map { _ in
      term(depth - 1, variables: variables, &bank, functions, leaves, &random)
    }
    return bank.make(function, parts)
  }

  private static func rule(
    _ name: String, _ language: inout Language, _ functions: [Symbol], _ leaves: [Symbol],
    _ random: inout SeededGenerator
  ) -> RewriteRule {
    while true {
      let left = term(2, variables: 3, &language.bank, functions, leaves, &random)
      let right = term(2, variables: 3, &language.bank, functions, leaves, &random)
      let bound = Set(language.bank.subterms(left).compactMap(language.bank.variableNumber))
      let used = Set(language.bank.subterms(right).compactMap(language.bank.variableNumber))
      guard used.isSubset(of: bound), bound == Set(0..<bound.count), left != right else { continue }
      return RewriteRule(
        name: name, (0..<bound.count).map { "v\($0)" }, left, right, language.bank)
    }
  }

  private static func copy(_ term: Term, _ from: TermBank, _ to: inout TermBank) -> Term {
    var made: [Term: Term] = [:]
    for part in from.subterms(term) {
      made[part] = to.make(from.symbol(part)!, from.arguments(part).map { made[$0]! })
    }
    return made[term]!
  }
}
