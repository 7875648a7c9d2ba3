// Where the boxes and lines of an acyclic graph go: edges run down, boxes do not overlap, lines do
// not cross boxes. Start at `init`. Four steps: layers (here), an order in each layer that has few
// crossings (`+Crossings`), places (`+Coordinates`), lines. All numbers are integers, so that every
// machine draws the same picture.
// Source: K. Sugiyama, S. Tagawa, M. Toda, Methods for visual understanding of hierarchical system
// structures, IEEE Trans. SMC 11 (1981).

/// A graph to be drawn. An edge goes from a smaller node to a larger one, downwards.
struct LayeredGraph {
  /// The widths of the boxes (pixels).
  var widths: [Int]
  /// From, to; each once, with from < to.
  var edges: [(from: Int, to: Int)]
  /// Whether each box is as high as it can be; otherwise it is as low, close to what it leads to.
  var hangs = false
}

/// A place in a drawing (pixels, from the top left).
struct Point: Hashable {
  var x: Int
  var y: Int
}

/// A drawing of a graph.
struct LayeredLayout {
  /// Two lines of text.
  static let boxHeight = 42
  /// Room between layers, in which the lines bend.
  static let layerGap = 46
  static let boxGap = 18
  /// Room that a line takes where it passes a layer.
  static let lineWidth = 6
  static let margin = 16
  /// A layer is not made wider than this by choice: a wide screen without scrolling.
  static let comfortableWidth = 1_050

  /// What stands in a layer: a box, or a line on its way.
  struct Item {
    var width: Int
    /// The box; nil for a line.
    var node: Int?
    /// Items of the layer above that lead here, and of the layer below to which this leads.
    var above: [Int] = []
    var below: [Int] = []
    var center = 0
  }

  /// The layer of each node, from the top.
  let layerOfNode: [Int]
  /// By node first, then the lines that pass layers.
  var items: [Item]
  /// The items of each layer from left to right.
  var layers: [[Int]]
  /// For each edge of the graph the items on its way.
  private let ways: [[Int]]

  init(_ graph: LayeredGraph) {
    layerOfNode = Self.layering(graph)
    items = graph.widths.enumerated().map { Item(width: $1, node: $0) }
    layers = Array(repeating: [], count: (layerOfNode.max() ?? -1) + 1)
    for (node, layer) in layerOfNode.enumerated() { layers[layer].append(node) }
    // All edges of a node share one trunk down to where they leave it: fewer lines, fewer crossings.
    var trunks: [[Int]] = graph.widths.map { _ in [] }
    var ways: [[Int]] = []
    for edge in graph.edges {
      precondition(edge.from < edge.to, "an edge of the graph goes up: \(edge)")
      let span = layerOfNode[edge.to] - layerOfNode[edge.from]
      while trunks[edge.from].count < span - 1 {
        let last = trunks[edge.from].last ?? edge.from
        let layer = layerOfNode[edge.from] + trunks[edge.from].count + 1
        items.append(Item(width: Self.lineWidth, node: nil))
        layers[layer].append(items.count - 1)
        items[last].below.append(items.count - 1)
        items[items.count - 1].above.append(last)
        trunks[edge.from].append(items.count - 1)
      }
      let trunk = Array(trunks[edge.from].prefix(span - 1))
      let last = trunk.last ?? edge.from
      items[last].below.append(edge.to)
      items[edge.to].above.append(last)
      ways.append([edge.from] + trunk + [edge.to])
    }
    self.ways = ways
    reduceCrossings()
    assignCoordinates()
  }

  /// Each node just above the nodes that it leads to (or just below those that lead to it, if the
  /// graph hangs), or further on where that layer is full.
  private static func layering(_ graph: LayeredGraph) -> [Int] {
    var distance = graph.widths.map { _ in 0 }
    var nearer: [[Int]] = graph.widths.map { _ in [] }
    for edge in graph.edges {
      if graph.hangs {
        nearer[edge.to].append(edge.from)
      } else {
        nearer[edge.from].append(edge.to)
      }
    }
    var filled: [Int] = []
    let nodes = graph.widths.indices
    for node in graph.hangs ? Array(nodes) : nodes.reversed() {
      var level = (nearer[node].map { distance[$0] }.max() ?? -1) + 1
      let width = graph.widths[node] + boxGap
      while level < filled.count, filled[level] > 0, filled[level] + width > comfortableWidth {
        level += 1
      }
      while filled.count <= level { filled.append(0) }
      filled[level] += width
      distance[node] = level
    }
    let furthest = distance.max() ?? 0
    return graph.hangs ? distance : distance.map { furthest - $0 }
  }

  // MARK: the drawing

  /// The width and height of the drawing.
  var size: Point {
    let right = items.map { $0.center + $0.width / 2 }.max() ?? 0
    let height = layers.count * (Self.boxHeight + Self.layerGap) - Self.layerGap
    return Point(x: right + Self.margin, y: max(height, 0) + 2 * Self.margin)
  }

  /// The top of a layer.
  func top(of layer: Int) -> Int { Self.margin + layer * (Self.boxHeight + Self.layerGap) }

  /// The top left corner of a node's box.
  func corner(of node: Int) -> Point {
    let left = items[node].center - items[node].width / 2
    return Point(x: left, y: top(of: layerOfNode[node]))
  }

  /// The ways of the edges: for each the points where it leaves a layer and enters the next, in turn.
  func lines() -> [[Point]] {
    ways.map { way in
      let first = layerOfNode[way[0]]
      var points: [Point] = []
      for (place, item) in way.enumerated() {
        let x = items[item].center
        if place > 0 { points.append(Point(x: x, y: top(of: first + place))) }
        if place < way.count - 1 {
          points.append(Point(x: x, y: top(of: first + place) + Self.boxHeight))
        }
      }
      return points
    }
  }
}
