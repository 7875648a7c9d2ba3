// A queue of classes, the least number first. Start at `push`. `Extraction` settles classes in order of cost with
// it, `ClassAnalysis` brings facts up to date in order of level.

/// Classes by cost, or by level: small numbers in buckets, others in a heap.
struct CostQueue {
  private var heads: [UInt32] = Array(repeating: none, count: 4096)
  private var cells: [(eClass: UInt32, next: UInt32)] = []
  private var cursor = 0
  private var heap: [(cost: Int, eClass: UInt32)] = []

  /// Adds a class. O(1) for small numbers.
  mutating func push(_ cost: Int, _ eClass: UInt32) {
    if cost < heads.count {
      cells.append((eClass, heads[cost]))
      heads[cost] = UInt32(cells.count - 1)
      cursor = min(cursor, cost)
      return
    }
    heap.append((cost, eClass))
    var child = heap.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// The smallest number; nil if there is none.
  mutating func least() -> Int? {
    while cursor < heads.count {
      if heads[cursor] != none { return cursor }
      cursor += 1
    }
    return heap.first?.cost
  }

  /// Takes a class with the smallest number out; nil if there is none.
  mutating func pop() -> (Int, UInt32)? {
    guard let cost = least() else { return nil }
    if cost < heads.count {
      let cell = cells[Int(heads[cost])]
      heads[cost] = cell.next
      return (cost, cell.eClass)
    }
    let top = heap[0]
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2]
        where child < heap.count && isBefore(child, least) {
          least = child
        }
        if least == parent { break }
        heap.swapAt(parent, least)
        parent = least
      }
    }
    return top
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    (heap[a].cost, heap[a].eClass) < (heap[b].cost, heap[b].eClass)
  }
}
