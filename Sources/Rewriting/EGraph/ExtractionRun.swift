// How `Extraction` settles classes: many of one cost at a time, step by step for all of them. Each step reads
// one table at places in no order, where nearly every place is a miss of the cache; since the places of a step
// do not depend on one another, the processor waits for a dozen misses at once. Start at `ExtractionRun.settle`.

/// A node that waits for its children: all that is asked of it when one of them is settled, in one place.
struct OpenNode: BitwiseCopyable {
  /// Its weight and the costs of the children settled so far, as the model combines them.
  var sum: Int
  /// Children that are not settled (count).
  var missing: UInt32
  /// When it changed last: entries of the index with other moments are stale.
  let moment: UInt32

  init(_ weight: Int, _ arity: UInt32, _ moment: UInt32) {
    (sum, missing, self.moment) = (weight, arity, moment)
  }
}

/// The rows that a run needs.
struct ExtractionRun: ~Copyable {
  /// By node.
  var open: RawStore<OpenNode>
  private var queue = CostQueue()
  private let isSum: Bool
  /// The largest cost settled.
  private var settled = -1
  /// Of the classes that are being settled: rows of the index, their entries with the weights of the operators,
  /// and the nodes all of whose children are settled.
  private var rows = RawStore<UInt32>()
  private var parents = RawStore<IndexRow>()
  private var entries = RawStore<(entry: UInt64, weight: Int)>()
  private var complete = RawStore<(node: UInt32, eClass: UInt32)>()
  /// Classes settled at once, at most (count): their rows and entries stay in the nearest cache.
  private static let width = 128

  /// For an e-graph with some nodes; costs are summed up or the largest is taken.
  init(_ nodes: Int, isSum: Bool) {
    open = RawStore(capacity: nodes)
    self.isSum = isSum
  }

  /// A node has some cost; its class costs that at most.
  @inline(__always)
  mutating func offer(
    _ node: UInt32, _ eClass: UInt32, _ cost: Int, _ costs: inout [Int], _ choices: inout [UInt32]
  ) {
    let place = Int(eClass)
    if cost < costs[place] {
      costs[place] = cost
      choices[place] = node
      queue.push(cost, eClass)
    } else if cost == costs[place] && node < choices[place] && cost > settled {
      choices[place] = node
    }
  }

  /// Settles some classes of the smallest cost that is left; false if there is none. A node costs more than its
  /// children, so no class of that cost comes later; if a weight is 0 all the same, what is settled stays.
  mutating func settle(
    _ graph: borrowing EGraph, _ weights: [Int], _ costs: inout [Int], _ choices: inout [UInt32]
  ) -> Bool {
    guard let cost = queue.least() else { return false }
    settled = cost
    rows.truncate(0)
    while rows.count < Self.width, queue.least() == cost, let (_, eClass) = queue.pop() {
      if costs[Int(eClass)] == cost { rows.append(eClass) }
    }
    for place in 0..<UInt32(rows.count) {
      rows[place] = graph.classes[rows[place]].rows
    }
    readRows(graph)
    readEntries(graph, weights)
    countChildren(cost)
    for place in 0..<UInt32(complete.count) {
      complete[place].eClass = graph.nodes[complete[place].node].eClass
    }
    for place in 0..<UInt32(complete.count) {
      let (node, eClass) = complete[place]
      offer(node, eClass, open[node].sum, &costs, &choices)
    }
    return true
  }

  /// Fills `parents` with `rows` and the rows that follow them, but for those of members.
  private mutating func readRows(_ graph: borrowing EGraph) {
    parents.truncate(0)
    while rows.count > 0 {
      let end = parents.extend(by: rows.count)
      var (left, count) = (0, 0)
      for place in 0..<rows.count {
        let found = graph.index.rows[rows[UInt32(place)]]
        // As good as random, so nothing branches on it.
        end[count] = found
        count += found.key & 255 == ClassIndex.members || found.count == 0 ? 0 : 1
        rows[UInt32(left)] = found.next
        left += found.next == none ? 0 : 1
      }
      parents.truncate(parents.count - rows.count + count)
      rows.truncate(left)
    }
  }

  /// Fills `entries` with those of `parents`.
  private mutating func readEntries(_ graph: borrowing EGraph, _ weights: [Int]) {
    entries.truncate(0)
    for place in 0..<UInt32(parents.count) {
      let row = parents[place]
      let weight = weights[Int(row.key >> 8)]
      let count = Int(row.count)
      let from = graph.index.entries.place(of: row.start + row.count - 1) - (count - 1)
      let to = entries.extend(by: count)
      for i in 0..<count { to[i] = (from[i], weight) }
    }
  }

  /// Counts children of a cost for the nodes of `entries`; fills `complete` with those that have no other left.
  private mutating func countChildren(_ cost: Int) {
    complete.truncate(0)
    complete.reserve(entries.count)
    let end = complete.extend(by: entries.count)
    var count = 0
    for place in 0..<UInt32(entries.count) {
      let (entry, weight) = entries[place]
      let node = UInt32(truncatingIfNeeded: entry)
      let known = open.place(of: node)
      guard known.pointee.moment == UInt32(truncatingIfNeeded: entry >> 32) else { continue }
      // Classes are settled in order of cost: the last child is the dearest.
      let sum = CostModel.sum(isSum ? known.pointee.sum : weight, cost)
      known.pointee.sum = sum
      known.pointee.missing &-= 1
      // As good as random, so nothing branches on it.
      end[count] = (node, none)
      count += known.pointee.missing == 0 ? 1 : 0
    }
    complete.truncate(count)
  }
}
