// Costs beyond trees: shared subterms are paid for once, ties are decided by further models. What the search
// finds is compared with all choices for the classes of small random e-graphs.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct CostTests {
  @Test func sharedSubtermsCountOnce() throws {
    var graph = EGraph(Language())
    let texts = ["(m (p a b) (p a b))", "(m (q a) (q b))", "(m (p a (p a b)) c)"]
    let nodes = texts.map { graph.add(graph.language.term($0)!) }
    graph.union(nodes[0], nodes[1])
    graph.union(nodes[0], nodes[2])
    graph.rebuild()
    let eClass = graph.eClass(of: nodes[0])
    let found = SharedExtraction(graph, eClass, .sharedSize)
    let shared = try #require(found)
    let term = shared.term(in: &graph)
    #expect(graph.language.text(of: term) == texts[0])
    #expect(shared.cost == 4 && shared.isExact)
    #expect(CostModel.sharedSize.cost(of: term, in: graph.language) == 4)
    let tree = Extraction(graph, .size).term(of: eClass, in: &graph)
    #expect(tree.map { graph.language.text(of: $0) } == texts[1])
  }

  /// As trees these terms have more symbols than numbers can count, or cost more time than anybody has.
  @Test func sharingIsNotWrittenOut() throws {
    var graph = EGraph(Language())
    let (f, g) = (graph.language.symbol("f", 2), graph.language.symbol("g", 1))
    var node = graph.add(graph.language.symbol("a"))
    for _ in 0..<80 { node = graph.add(f, [node, node]) }
    graph.rebuild()
    let cost = Extraction(graph).cost(of: graph.eClass(of: node), in: graph)
    #expect(cost == .max - 1)
    let found = SharedExtraction(graph, graph.eClass(of: node), .sharedSize)
    #expect(found?.cost == 81)
    for _ in 0..<20_000 { node = graph.add(g, [node]) }
    graph.rebuild()
    let long = SharedExtraction(graph, graph.eClass(of: node), .sharedSize, bound: 10)
    #expect(long?.cost == 20_081)
    let late = graph.add(g, [node])
    let old = Extraction(graph)
    let later = graph.add(g, [late])
    graph.rebuild()
    #expect(old.cost(of: graph.eClass(of: later), in: graph) == nil)
  }

  @Test func tiesAreDecided() {
    var graph = EGraph(Language())
    let nodes = ["(f (g a) (g b))", "(f (h a b) c)", "(f (g a) d)"].map {
      graph.add(graph.language.term($0)!)
    }
    graph.union(nodes[0], nodes[1])
    graph.union(nodes[0], nodes[2])
    graph.rebuild()
    let eClass = graph.eClass(of: nodes[0])
    let term = Extraction(graph, .depthThenSize).term(of: eClass, in: &graph)
    #expect(term.map { graph.language.text(of: $0) } == "(f (g a) d)")
    #expect(
      CostModel.depthThenSize.isCheaper(
        graph.language.term("(f (g a) d)")!, than: graph.language.term("(f (g a) (g b))")!,
        in: graph.language))
  }

  /// All ways to choose a node for each class that is needed.
  private func least(_ graph: borrowing EGraph, _ root: EClassID) -> Int {
    var best = Int.max
    func walk(_ chosen: [EClassID: ENodeID], _ open: [EClassID]) {
      guard let next = open.first else {
        if chosen.count < best && isAcyclic(chosen, graph) { best = chosen.count }
        return
      }
      if chosen[next] != nil { return walk(chosen, Array(open.dropFirst())) }
      for node in graph.nodes(of: next) {
        var more = chosen
        more[next] = node
        walk(more, Array(open.dropFirst()) + graph.children(of: node))
      }
    }
    walk([:], [root])
    return best
  }

  private func isAcyclic(_ chosen: [EClassID: ENodeID], _ graph: borrowing EGraph) -> Bool {
    var rest = chosen
    while !rest.isEmpty {
      let leaves = rest.filter { graph.children(of: $0.value).allSatisfy { rest[$0] == nil } }
      if leaves.isEmpty { return false }
      for leaf in leaves.keys { rest[leaf] = nil }
    }
    return true
  }

  @Test(arguments: 0..<60)
  func exactOnSmallGraphs(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var graph = EGraph(Language())
    let (f, g) = (graph.language.symbol("f", 2), graph.language.symbol("g", 1))
    var nodes = ["a", "b", "c"].map { graph.add(graph.language.term($0)!) }
    for _ in 0..<9 {
      let first = nodes[random.below(nodes.count)]
      let second = nodes[random.below(nodes.count)]
      nodes.append(random.below(3) == 0 ? graph.add(g, first) : graph.add(f, first, second))
    }
    for _ in 0..<4 {
      graph.union(nodes[random.below(nodes.count)], nodes[random.below(nodes.count)])
    }
    graph.rebuild()
    let eClass = graph.eClass(of: nodes[nodes.count - 1])
    let found = SharedExtraction(graph, eClass, .sharedSize)
    let shared = try #require(found)
    #expect(shared.isExact && shared.cost == least(graph, eClass), "seed \(seed)")
    let term = shared.term(in: &graph)
    #expect(CostModel.sharedSize.cost(of: term, in: graph.language) <= shared.cost)
    let known = graph.lookup(term)
    #expect(known.map { graph.eClass(of: $0) } == eClass, "seed \(seed)")
    // Without the exact stage it is still a term of the class, and no better.
    let greedy = SharedExtraction(graph, eClass, .sharedSize, bound: 1)
    #expect(greedy.map { $0.cost >= shared.cost } == true)
  }
}
