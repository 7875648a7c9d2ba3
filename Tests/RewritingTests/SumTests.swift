// Sums declared associative and commutative: permutations are equal without a rule, parts that become
// equal make sums equal, and everything is explained.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct SumTests {
  private func check(_ a: Term, _ b: Term, _ graph: inout EGraph) -> Explanation? {
    let explanation = graph.explain(a, b)
    guard let explanation else { return nil }
    var checker = ExplanationChecker(language: graph.language, rules: [])
    checker.statements = graph.statedTerms()
    let fault = checker.fault(in: explanation, of: a, b)
    #expect(fault == nil)
    return explanation
  }

  @Test func thirtyParts() {
    var graph = EGraph(Language())
    graph.declareSum(graph.language.symbol("+", 2))
    let (a, b) = SaturationTests.orders(30, &graph)
    graph.add(a)
    graph.add(b)
    graph.rebuild()
    graph.checkInvariants()
    let explanation = check(a, b, &graph)
    #expect(explanation != nil && explanation!.stepCount < 100)
  }

  /// Random sums of few symbols, with random equations between symbols: equal exactly if the multisets of
  /// classes are.
  @Test(arguments: 0..<50)
  func randomSums(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var language = Language()
    let plus = language.symbol("+", 2)
    let leaves = (0..<6).map { language.symbol("a\($0)") }
    var graph = EGraph(language)
    graph.declareSum(plus)
    var group = Array(0..<6)
    var terms: [(Term, [Int])] = []
    for _ in 0..<12 {
      var parts = (0..<1 + random.below(5)).map { _ in random.below(6) }
      let ends = parts
      var made = parts.map { graph.language.bank.make(leaves[$0]) }
      while made.count > 1 {
        let i = random.below(made.count - 1)
        made[i] = graph.language.bank.make(plus, [made[i], made.remove(at: i + 1)])
      }
      parts = ends
      terms.append((made[0], parts))
      graph.add(made[0])
      if random.below(4) == 0 {
        let (x, y) = (random.below(6), random.below(6))
        graph.union(
          graph.add(leaves[x]), graph.add(leaves[y]), reason: terms.count)
        let (from, to) = (group[x], group[y])
        group = group.map { $0 == from ? to : $0 }
      }
      if random.below(2) == 0 { graph.rebuild() }
    }
    graph.rebuild()
    graph.checkInvariants()
    for (a, first) in terms {
      for (b, second) in terms {
        let same = first.map { group[$0] }.sorted() == second.map { group[$0] }.sorted()
        #expect((check(a, b, &graph) != nil) == same, "seed \(seed)")
      }
    }
  }

  @Test func sumsInsideSumsAndCircles() {
    var graph = EGraph(Language())
    graph.declareSum(graph.language.symbol("+", 2))
    let terms = ["s", "(+ a b)", "(+ s c)", "(+ a (+ c b))", "(+ s zero)"].map {
      graph.language.term($0)!
    }
    let nodes = terms.map { graph.add($0) }
    graph.union(nodes[0], nodes[1], reason: 1)
    graph.rebuild()
    #expect(check(terms[2], terms[3], &graph) != nil)
    #expect(graph.explain(terms[0], terms[4]) == nil)
    // From here on the class of s has a sum with itself in it.
    graph.union(nodes[0], nodes[4], reason: 2)
    graph.rebuild()
    graph.checkInvariants()
    #expect(check(terms[0], terms[4], &graph) != nil)
  }

  /// A rebuild looks at what changed only: many sums, one after the other, are each looked at a few times.
  @Test func incremental() {
    var language = Language()
    let plus = language.symbol("+", 2)
    let leaves = (0..<40).map { language.symbol("a\($0)") }
    var graph = EGraph(language)
    graph.declareSum(plus)
    var random = SeededGenerator(seed: 1)
    var sums: [(Term, [Int])] = []
    for _ in 0..<400 {
      let parts = [random.below(40), random.below(40), random.below(40)]
      let terms = parts.map { graph.language.bank.make(leaves[$0]) }
      let inner = graph.language.bank.make(plus, [terms[1], terms[2]])
      sums.append((graph.language.bank.make(plus, [terms[0], inner]), parts.sorted()))
      graph.add(sums[sums.count - 1].0)
      graph.rebuild()
    }
    #expect(graph.comparedSumCount < 8 * 400, "\(graph.comparedSumCount)")
    graph.checkInvariants()
    for (a, first) in sums.prefix(60) {
      for (b, second) in sums.prefix(60) {
        #expect((check(a, b, &graph) != nil) == (first == second))
      }
    }
    // Parts that become equal reach the sums that have them.
    graph.union(graph.add(leaves[0]), graph.add(leaves[1]), reason: 7)
    graph.rebuild()
    for (a, first) in sums {
      for (b, second) in sums.prefix(40) {
        let same = first.map { max($0, 1) }.sorted() == second.map { max($0, 1) }.sorted()
        let (x, y) = (graph.lookup(a)!, graph.lookup(b)!)
        #expect(graph.areEqual(x, y) == same)
      }
    }
  }

  /// Doubling sums have more parts than can be written; they are left alone.
  @Test func hugeSums() {
    var graph = EGraph(Language())
    let plus = graph.language.symbol("+", 2)
    graph.declareSum(plus)
    var node = graph.add(graph.language.symbol("a"))
    for _ in 0..<60 { node = graph.add(plus, [node, node]) }
    graph.rebuild()
    #expect(graph.classCount == 61)
  }

  /// Random sums with units, inverses or repeated parts: equal exactly if the normal forms of their
  /// multisets are, which are computed here by themselves.
  @Test(arguments: 0..<60)
  func randomLaws(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var language = Language()
    let (plus, zero) = (language.symbol("+", 2), language.symbol("0"))
    let minus = language.symbol("-", 1)
    let leaves = (0..<4).map { language.symbol("a\($0)") }
    let isIdempotent = seed % 3 == 0
    var graph = EGraph(language)
    graph.declareSum(
      plus, unit: zero, inverse: isIdempotent ? nil : minus, isIdempotent: isIdempotent)
    var terms: [(Term, [Int])] = []
    for _ in 0..<8 {
      // By leaf: how often it occurs.
      var counts = [0, 0, 0, 0]
      var made: [Term] = (0..<1 + random.below(6)).map { _ in
        let choice = random.below(6)
        if choice >= 4 { return graph.language.bank.make(zero) }
        let leaf = graph.language.bank.make(leaves[choice])
        guard !isIdempotent, random.below(2) == 0 else {
          counts[choice] = isIdempotent ? 1 : counts[choice] + 1
          return leaf
        }
        counts[choice] -= 1
        return graph.language.bank.make(minus, [leaf])
      }
      while made.count > 1 {
        let i = random.below(made.count - 1)
        made[i] = graph.language.bank.make(plus, [made[i], made.remove(at: i + 1)])
      }
      terms.append((made[0], counts))
      graph.add(made[0])
      if random.below(2) == 0 { graph.rebuild() }
    }
    graph.add(zero)
    graph.rebuild()
    graph.checkInvariants()
    for (a, first) in terms {
      for (b, second) in terms {
        let explanation = graph.explain(a, b)
        #expect((explanation != nil) == (first == second), "seed \(seed)")
        guard let explanation else { continue }
        var checker = ExplanationChecker(language: graph.language, rules: graph.learnedRules)
        let fault = checker.fault(in: explanation, of: a, b)
        #expect(fault == nil)
      }
    }
  }

  /// A unit that the laws make is a part of other sums: one rebuild finds what follows, and leaves nothing to do.
  @Test(arguments: [
    ["(+ a (neg a))", "(+ b (+ b (neg b)))"], ["(+ c (+ a (neg a)))", "c"],
    ["(+ (+ a (neg b)) (+ b c))", "(+ c a)"], ["(+ (+ a (neg a)) (+ b (neg b)))", "0"],
    ["(+ (neg a) (+ (+ a a) (+ b (neg b))))", "a"],
  ])
  func oneRebuildIsEnough(_ texts: [String]) {
    var language = Language()
    let (plus, minus) = (language.symbol("+", 2), language.symbol("neg", 1))
    let zero = language.symbol(.number(.zero))
    var graph = EGraph(language)
    graph.declareSum(plus, unit: zero, inverse: minus)
    let nodes = texts.map { graph.add(graph.language.term($0)!) }
    graph.rebuild()
    graph.checkInvariants()
    let (nodeCount, classCount) = (graph.nodeCount, graph.classCount)
    let areEqual = graph.areEqual(nodes[0], nodes[1])
    #expect(areEqual == (texts[1] != "(+ b (+ b (neg b)))"))
    graph.rebuild()
    #expect(graph.nodeCount == nodeCount && graph.classCount == classCount)
  }
}
