// The horizontal places. Start at `assignCoordinates`. Each item wants to be at the mean of its
// neighbours; in one layer, the places nearest to all wishes (least squares) that keep the order and
// the distances are found exactly by pooling neighbours that would collide. Sweeps down and up.
// Tried first: U. Brandes, B. Köpf (2001); this is a third of its length and no less straight here.
// Source: R. Barlow et al., Statistical inference under order restrictions (1972), pool adjacent
// violators.

extension LayeredLayout {
  /// Sweeps over all layers (count). The places of 60 boxes settle after about eight.
  private static let sweeps = 16
  /// A line that passes a layer is pulled straight this much harder than a box.
  private static let lineWeight = 6

  mutating func assignCoordinates() {
    for layer in layers {
      var x = 0
      for (place, item) in layer.enumerated() {
        if place > 0 { x += distance(layer[place - 1], item) }
        items[item].center = x
      }
    }
    for sweep in 0..<Self.sweeps {
      let isDown = sweep.isMultiple(of: 2)
      let order = isDown ? Array(layers.indices) : Array(layers.indices.reversed())
      for layer in order { settle(layer, byAbove: isDown, byBelow: !isDown) }
    }
    for layer in layers.indices { settle(layer, byAbove: true, byBelow: true) }
    let left = items.map { $0.center - $0.width / 2 }.min() ?? 0
    for item in items.indices { items[item].center += Self.margin - left }
  }

  /// How far apart the centres of two neighbours in a layer are at least.
  func distance(_ left: Int, _ right: Int) -> Int {
    (items[left].width + 1) / 2 + (items[right].width + 1) / 2 + Self.boxGap
  }

  private mutating func settle(_ layer: Int, byAbove: Bool, byBelow: Bool) {
    // Measured from the tightest packing, places only have to ascend.
    var pools: [(sum: Int, weight: Int, count: Int)] = []
    var packed: [Int] = []
    var offset = 0
    for (place, item) in layers[layer].enumerated() {
      if place > 0 { offset += distance(layers[layer][place - 1], item) }
      packed.append(offset)
      let (wish, weight) = wish(of: item, byAbove, byBelow)
      pools.append(((wish - offset) * weight, weight, 1))
      while pools.count > 1, case let (a, b) = (pools[pools.count - 2], pools[pools.count - 1]),
        a.sum * b.weight > b.sum * a.weight
      {
        pools.removeLast()
        pools[pools.count - 1] = (a.sum + b.sum, a.weight + b.weight, a.count + b.count)
      }
    }
    var place = 0
    for pool in pools {
      let mean = floorDivide(pool.sum, pool.weight)
      for _ in 0..<pool.count {
        items[layers[layer][place]].center = mean + packed[place]
        place += 1
      }
    }
  }

  /// Where an item wants to be, and how much.
  private func wish(of item: Int, _ byAbove: Bool, _ byBelow: Bool) -> (place: Int, weight: Int) {
    let own = items[item]
    let neighbours = (byAbove ? own.above : []) + (byBelow ? own.below : [])
    guard !neighbours.isEmpty else { return (own.center, 1) }
    let sum = neighbours.reduce(0) { $0 + items[$1].center }
    let isLine = own.node == nil
    return (floorDivide(sum, neighbours.count), isLine ? Self.lineWeight : neighbours.count)
  }

  private func floorDivide(_ a: Int, _ b: Int) -> Int {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }
}
