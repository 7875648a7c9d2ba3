// The order of the items in each layer. Start at `reduceCrossings`: layers are sorted by the mean
// place of their neighbours, downwards and upwards in turn, and the best order seen is kept. Means
// are compared as fractions, ties stay as they were. `LayeredLayout.swift` has made the layers.
// Source: W. Barth, P. Mutzel, M. Jünger, Simple and efficient bilayer cross counting, J. Graph
// Algorithms and Applications 8 (2004), for counting; the sweeps are Sugiyama's.

extension LayeredLayout {
  /// Sweeps over all layers (count). After eight, pictures of 60 boxes did not get better.
  private static let sweeps = 12

  mutating func reduceCrossings() {
    var best = layers
    var fewest = crossings()
    for sweep in 0..<Self.sweeps where fewest > 0 {
      let isDown = sweep.isMultiple(of: 2)
      let inner = isDown ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
      for layer in inner { sort(layer, byAbove: isDown) }
      let now = crossings()
      if now < fewest { (best, fewest) = (layers, now) }
    }
    layers = best
  }

  private mutating func sort(_ layer: Int, byAbove: Bool) {
    let neighbour = byAbove ? layer - 1 : layer + 1
    var place: [Int: Int] = [:]
    for (index, item) in layers[neighbour].enumerated() { place[item] = index }
    var keys: [(sum: Int, count: Int, old: Int, item: Int)] = []
    for (old, item) in layers[layer].enumerated() {
      let neighbours = byAbove ? items[item].above : items[item].below
      let sum = neighbours.reduce(0) { $0 + (place[$1] ?? 0) }
      // What has no neighbour there keeps its share of the width.
      let isAlone = neighbours.isEmpty
      let alone = (old * max(layers[neighbour].count, 1), max(layers[layer].count, 1))
      keys.append((isAlone ? alone.0 : sum, isAlone ? alone.1 : neighbours.count, old, item))
    }
    keys.sort { a, b in
      let (left, right) = (a.sum * b.count, b.sum * a.count)
      return left == right ? a.old < b.old : left < right
    }
    layers[layer] = keys.map(\.item)
  }

  /// The number of pairs of lines that cross between layers. O(e log e) for e lines.
  func crossings() -> Int {
    var total = 0
    for (upper, lower) in zip(layers, layers.dropFirst()) {
      var place: [Int: Int] = [:]
      for (index, item) in lower.enumerated() { place[item] = index }
      var tree = Array(repeating: 0, count: lower.count + 1)
      var passed = 0
      for item in upper {
        let targets = items[item].below.compactMap { place[$0] }.sorted()
        for target in targets { total += passed - sum(tree, to: target) }
        for target in targets {
          add(&tree, at: target)
          passed += 1
        }
      }
    }
    return total
  }

  /// How many of the targets so far are at that place or to the left. A Fenwick tree.
  private func sum(_ tree: [Int], to place: Int) -> Int {
    var (index, sum) = (place + 1, 0)
    while index > 0 {
      sum += tree[index]
      index &= index - 1
    }
    return sum
  }

  private func add(_ tree: inout [Int], at place: Int) {
    var index = place + 1
    while index < tree.count {
      tree[index] += 1
      index += index & -index
    }
  }
}
