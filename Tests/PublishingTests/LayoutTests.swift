// Drawings of graphs: boxes do not overlap, edges run down and meet the boxes, the same graph gives
// the same drawing, and the sweeps do not add crossings. Random graphs, seed by seed.

import Testing

@testable import Publishing

@Suite struct LayoutTests {
  private func randomGraph(_ seed: UInt64) -> LayeredGraph {
    var random = SeededGenerator(seed: seed)
    let count = 2 + random.below(60)
    let widths = (0..<count).map { _ in 40 + random.below(180) }
    var edges: [(from: Int, to: Int)] = []
    for to in 1..<count {
      var froms: Set<Int> = []
      for _ in 0..<random.below(4) { froms.insert(random.below(to)) }
      edges += froms.sorted().map { ($0, to) }
    }
    return LayeredGraph(widths: widths, edges: edges, hangs: seed.isMultiple(of: 2))
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func randomGraphsAreDrawnWell(_ seed: UInt64) {
    let graph = randomGraph(seed)
    let layout = LayeredLayout(graph)
    for layer in layout.layers {
      for (left, right) in zip(layer, layer.dropFirst()) {
        let gap =
          layout.items[right].center - layout.items[right].width / 2
          - (layout.items[left].center + (layout.items[left].width + 1) / 2)
        #expect(gap >= 0, "seed \(seed): items overlap")
      }
    }
    for node in graph.widths.indices {
      let corner = layout.corner(of: node)
      #expect(corner.x >= 0 && corner.y >= 0)
      #expect(corner.x + graph.widths[node] <= layout.size.x)
      #expect(corner.y + LayeredLayout.boxHeight <= layout.size.y)
    }
    for (edge, line) in zip(graph.edges, layout.lines()) {
      #expect(layout.layerOfNode[edge.from] < layout.layerOfNode[edge.to])
      #expect(zip(line, line.dropFirst()).allSatisfy { $0.y < $1.y }, "seed \(seed): runs up")
      #expect(line.first?.y == layout.corner(of: edge.from).y + LayeredLayout.boxHeight)
      #expect(line.last?.y == layout.corner(of: edge.to).y)
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theSameGraphGivesTheSameDrawing(_ seed: UInt64) {
    let (first, second) = (LayeredLayout(randomGraph(seed)), LayeredLayout(randomGraph(seed)))
    #expect(first.items.map(\.center) == second.items.map(\.center))
    #expect(first.layers == second.layers)
  }

  @Test func sweepsUntangle() {
    // Three pairs, crossed by the order in which they are given.
    let graph = LayeredGraph(
      widths: Array(repeating: 60, count: 6), edges: [(0, 5), (1, 4), (2, 3)])
    #expect(LayeredLayout(graph).crossings() == 0)
  }

  @Test func crossingsAreCounted() {
    // The complete bipartite graph with three on each side: nine, in any order.
    var edges: [(from: Int, to: Int)] = []
    for from in 0..<3 { for to in 3..<6 { edges.append((from, to)) } }
    let layout = LayeredLayout(
      LayeredGraph(widths: Array(repeating: 40, count: 6), edges: edges))
    #expect(layout.crossings() == 9)
  }

  @Test func wideLayersAreBroken() {
    let graph = LayeredGraph(
      widths: Array(repeating: 150, count: 61), edges: (0..<60).map { ($0, 60) })
    let layout = LayeredLayout(graph)
    #expect(layout.layers.count > 8)
    #expect(layout.size.x < 3 * LayeredLayout.comfortableWidth)
  }

  @Test func anEmptyGraphIsNoFault() {
    #expect(LayeredLayout(LayeredGraph(widths: [], edges: [])).layers.isEmpty)
  }
}
