// The generic join and the matching machine find the same matches, in the same order: on random relations and
// random rules of several clauses, in which cycles are frequent. And it pays: triangles of a graph with a
// hub take far fewer steps of time, which the benchmark `egraph/triangles` shows.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct JoinTests {
  /// The classes of the matches, in order; a choice of a rule writes them down.
  final class Record: @unchecked Sendable {
    var matches: [[EClassID]] = []
  }

  /// Runs a rule on a relation; facts come in batches, some symbols become equal in between.
  static func run(
    _ left: [(String, String)], facts: [[String]], unions: [(Int, Int)], _ choice: JoinChoice
  ) -> (matches: [[EClassID]], nodes: Int, classes: Int) {
    var language = Language()
    var names: [String] = []
    var clauses: [Clause] = []
    let patterns = left.map { name, text in
      (name, language.term(text, variables: &names)!)
    }
    for (name, pattern) in patterns {
      if !names.contains(name) { names.append(name) }
      clauses.append(Clause(variable: names.firstIndex(of: name)!, pattern: pattern))
    }
    var rule = RewriteRule(name: "r", variableNames: names, left: clauses, right: [])
    let bound = names.indices.filter { !names[$0].hasPrefix("t") }.map {
      language.bank.variable($0, Language.anySort)
    }
    let made = language.bank.make(language.symbol("made", bound.count), bound)
    rule.alternatives = [Clause(variable: clauses[0].variable, pattern: made)]
    let record = Record()
    rule.choice = { _, match in
      record.matches.append(match.classes)
      return (0, nil)
    }
    var graph = EGraph(language)
    graph.joinChoice = choice
    let yes = graph.add(graph.language.term("yes")!)
    var run = Saturation([rule], on: &graph)
    for (number, batch) in facts.enumerated() {
      for fact in batch { graph.union(yes, graph.add(graph.language.term(fact)!)) }
      if number < unions.count {
        let (a, b) = unions[number]
        graph.union(
          graph.add(graph.language.symbol("c\(a)")), graph.add(graph.language.symbol("c\(b)")))
      }
      run.run(rounds: 2, on: &graph)
    }
    graph.checkInvariants()
    return (record.matches, graph.nodeCount, graph.classCount)
  }

  @Test(arguments: 0..<80)
  func sameMatchesInTheSameOrder(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = 4 + random.below(8)
    func fact() -> String {
      let operation = ["e", "f"][random.below(2)]
      return "(\(operation) c\(random.below(count)) c\(random.below(count)))"
    }
    let facts = (0..<4).map { _ in (0..<5 + random.below(25)).map { _ in fact() } }
    let unions = (0..<random.below(4)).map { _ in (random.below(count), random.below(count)) }
    // Variables of a small set, each clause sharing one with those before it.
    let variables = ["?x", "?y", "?z", "?w"]
    var used = ["?x"]
    let left = (0..<2 + random.below(3)).map { number in
      let (first, second) = (used[random.below(used.count)], variables[random.below(4)])
      if !used.contains(second) { used.append(second) }
      let pair = random.below(2) == 0 ? [first, second] : [second, first]
      return (
        random.below(3) == 0 ? "t\(number)" : "t",
        "(\(["e", "f"][random.below(2)]) \(pair[0]) \(pair[1]))"
      )
    }
    let results = [JoinChoice.never, .always, .byCounts].map {
      Self.run(left, facts: facts, unions: unions, $0)
    }
    for result in results.dropFirst() {
      #expect(result.matches == results[0].matches, "seed \(seed): \(left)")
      #expect(result.nodes == results[0].nodes && result.classes == results[0].classes)
    }
  }

  /// The triangles of random graphs, counted by three loops.
  @Test(arguments: 0..<10)
  func triangles(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var edges: Set<[Int]> = []
    for _ in 0..<120 { edges.insert([random.below(15), random.below(15)]) }
    var expected = 0
    for edge in edges {
      for z in 0..<15 where edges.contains([edge[1], z]) && edges.contains([edge[0], z]) {
        expected += 1
      }
    }
    let facts = edges.sorted { $0.lexicographicallyPrecedes($1) }.map { "(e c\($0[0]) c\($0[1]))" }
    let left = [("t", "(e ?x ?y)"), ("t", "(e ?y ?z)"), ("t", "(e ?x ?z)")]
    for choice in [JoinChoice.always, .byCounts, .never] {
      let (matches, _, _) = Self.run(left, facts: [facts], unions: [], choice)
      #expect(matches.count == expected && Set(matches).count == expected)
    }
  }
}
