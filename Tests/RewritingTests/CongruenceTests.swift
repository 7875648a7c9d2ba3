// The rebuilt e-graph against a naive congruence closure, on random terms, unions and orders; with
// explanations of what it says, checked by a checker that knows no e-graphs.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct CongruenceTests {
  /// Random terms over a few symbols, random unions, rebuilt now and then: the same classes, and each
  /// equality explained.
  @Test(arguments: 0..<40)
  func agreesWithNaiveClosure(block: Int) {
    for seed in block * 25..<block * 25 + 25 { compare(seed: UInt64(seed)) }
  }

  private func compare(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var language = Language()
    let functions = [("f", 1), ("g", 2), ("h", 3)].map { language.symbol($0, $1) }
    let leaves = (0..<3 + random.below(4)).map { language.symbol("a\($0)") }
    var graph = EGraph(language)
    var naive = NaiveClosure()
    var terms: [Term] = []
    var statementCount = 0
    for _ in 0..<4 + random.below(40) {
      switch random.below(terms.count < 3 ? 1 : 4) {
      case 0: terms.append(graph.language.bank.make(random.pick(leaves)))
      case 1, 2:
        let function = random.pick(functions)
        let count = graph.language.bank[function].arguments.count
        terms.append(
          graph.language.bank.make(function, (0..<count).map { _ in random.pick(terms) }))
      default:
        let (a, b) = (random.pick(terms), random.pick(terms))
        statementCount += 1
        let (left, right) = (graph.add(a), graph.add(b))
        graph.union(left, right, reason: statementCount)
        naive.merge(a, b)
        if random.below(2) == 0 { graph.rebuild() }
      }
      graph.add(terms[terms.count - 1])
      naive.add(terms[terms.count - 1], graph.language.bank)
      for term in terms { naive.add(term, graph.language.bank) }
    }
    graph.rebuild()
    graph.checkInvariants()
    let bank = graph.language.bank
    naive.close(bank)
    let expected = naive.counts(bank)
    #expect(graph.classCount == expected.classes, "seed \(seed)")
    #expect(graph.nodeCount == expected.nodes, "seed \(seed)")
    var checker = ExplanationChecker(language: graph.language, rules: [])
    for _ in 0..<20 {
      let (a, b) = (random.pick(naive.terms), random.pick(naive.terms))
      let areEqual = naive.classOf[a] == naive.classOf[b]
      let known = graph.areEqual(graph.lookup(a)!, graph.lookup(b)!)
      #expect(known == areEqual, "seed \(seed)")
      let explanation = graph.explain(a, b)
      #expect((explanation != nil) == areEqual, "seed \(seed)")
      guard let explanation else { continue }
      checker.language = graph.language
      checker.statements = graph.statedTerms()
      let fault = checker.fault(in: explanation, of: a, b)
      #expect(fault == nil, "seed \(seed)")
    }
    // The nodes' terms need not be those that were stated, but must be equal by congruence too.
    for (left, right) in graph.statedTerms().values {
      naive.add(left, graph.language.bank)
      naive.add(right, graph.language.bank)
    }
    naive.close(graph.language.bank)
    for (left, right) in graph.statedTerms().values {
      #expect(naive.classOf[left] == naive.classOf[right], "seed \(seed)")
    }
  }

  @Test func longChain() {
    var language = Language()
    let f = language.symbol("f", 1)
    var graph = EGraph(language)
    let (a, b) = (graph.add(graph.language.symbol("a")), graph.add(graph.language.symbol("b")))
    var (x, y) = (a, b)
    for _ in 0..<50_000 { (x, y) = (graph.add(f, [x]), graph.add(f, [y])) }
    graph.union(a, b)
    graph.rebuild()
    let areEqual = graph.areEqual(x, y)
    #expect(areEqual)
    #expect(graph.congruenceCount == 50_000)
    #expect(graph.classCount == 50_001)
    // The explanation is as long as the chain is deep, and takes no more time than that.
    var ends = (graph.language.term("a")!, graph.language.term("b")!)
    for _ in 0..<50_000 {
      ends.0 = graph.language.bank.make(f, [ends.0])
      ends.1 = graph.language.bank.make(f, [ends.1])
    }
    let explanation = graph.explain(ends.0, ends.1)
    #expect(explanation?.stepCount == 1)
  }

  @Test func collapse() {
    var language = Language()
    let (f, g) = (language.symbol("f", 1), language.symbol("g", 2))
    var graph = EGraph(language)
    let n = 3_000
    let leaves = (0..<n).map { graph.add(graph.language.symbol("x\($0)")) }
    for i in 0..<n {
      graph.add(f, [leaves[i]])
      graph.add(g, [leaves[i], leaves[(i + 1) % n]])
    }
    for i in 1..<n {
      graph.union(leaves[i - 1], leaves[i])
      // Every other time at once, to see both ways.
      if i < n / 2 { graph.rebuild() }
    }
    graph.rebuild()
    graph.checkInvariants()
    #expect(graph.classCount == 3)
  }
}
