// Critical pairs that wait: millions of them, of which few are ever chosen. Start at `PassiveQueue.push` for choice
// by weight and at `AgeQueue` for choice by age. Neighbour: `CompletionEngine`, whose turns choose.

/// A critical pair that waits: whose it is and how heavy, in 12 bytes. It is made again when
/// chosen.
struct PassivePair: BitwiseCopyable {
  /// Of a simplified rule: its first view, and no inner one.
  let outer: UInt32
  let inner: UInt32
  /// The weight, shifted by 12, and the cell.
  private let weightAndCell: UInt32

  /// Weights above a million count as one. Requires that the cell is one of a term.
  init(outer: UInt32, inner: UInt32, weight: Int, cell: Int) {
    precondition(cell <= 0xFFF)
    (self.outer, self.inner) = (outer, inner)
    weightAndCell = UInt32(max(0, min(weight, 0xF_FFFF))) << 12 | UInt32(cell)
  }

  /// The cell of the outer view at which the inner one rewrites.
  var cell: UInt32 { weightAndCell & 0xFFF }
  private var weight: UInt32 { weightAndCell >> 12 }

  static var none: UInt32 { .max }

  /// The later one of the two rules.
  var rule: UInt32 { max(outer, inner) >> 1 }

  /// By weight, then by age, then by place: a total order.
  @inline(__always) func isBefore(_ other: Self) -> Bool {
    if weight != other.weight { return weight < other.weight }
    return isOlder(other)
  }

  /// By age, then by place.
  @inline(__always) func isOlder(_ other: Self) -> Bool {
    let (a, b) = (max(outer, inner), max(other.outer, other.inner))
    if a != b { return a < b }
    let (c, d) = (min(outer, inner), min(other.outer, other.inner))
    if c != d { return c < d }
    if outer != other.outer { return outer < other.outer }
    return cell < other.cell
  }
}

/// A row in blocks that stay where they are: growing moves nothing, so that a long row takes no more memory than
/// its elements.
struct BlockColumn<Element: BitwiseCopyable>: ~Copyable {
  private var blocks = Column<UnsafeMutablePointer<Element>>(capacity: 16)
  private(set) var count = 0
  private var capacity = 4096
  /// The binary logarithm of the elements in a block (count): blocks of pairs fill large pages.
  private static var shift: Int { 19 }

  init() { blocks.append(.allocate(capacity: capacity)) }

  deinit {
    for number in 0..<blocks.count { blocks[number].deallocate() }
  }

  /// Where an element is. Requires `place < count`, which is not looked after.
  @inline(__always) func place(_ place: Int) -> UnsafeMutablePointer<Element> {
    blocks.base[place &>> Self.shift] + (place & (1 &<< Self.shift &- 1))
  }

  @inline(__always) mutating func append(_ element: Element) {
    if count == capacity { grow() }
    count += 1
    place(count - 1).pointee = element
  }

  @inline(__always) mutating func removeLast() -> Element {
    precondition(count > 0)
    count -= 1
    return place(count).pointee
  }

  /// Takes away the elements from a place on, and gives back most of their memory.
  mutating func truncate(_ newCount: Int) {
    precondition(newCount <= count)
    count = newCount
    while blocks.count > (count >> Self.shift) + 2 {
      blocks.removeLast().deallocate()
      capacity -= 1 << Self.shift
    }
  }

  /// The first block grows as other rows do; after it come whole ones.
  private mutating func grow() {
    if capacity >= 1 << Self.shift {
      blocks.append(allocateInLargePages(1 << Self.shift))
      capacity += 1 << Self.shift
      return
    }
    let larger: UnsafeMutablePointer<Element> = allocateInLargePages(capacity * 2)
    larger.update(from: blocks[0], count: count)
    blocks[0].deallocate()
    blocks[0] = larger
    capacity *= 2
  }
}

/// Critical pairs by weight: a heap.
struct PassiveQueue: ~Copyable {
  private var heap = BlockColumn<PassivePair>()

  var count: Int { heap.count }

  mutating func push(_ pair: PassivePair) {
    heap.append(pair)
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) / 4
      let above = heap.place(parent).pointee
      guard pair.isBefore(above) else { break }
      heap.place(place).pointee = above
      place = parent
    }
    heap.place(place).pointee = pair
  }

  mutating func pop() -> PassivePair? {
    guard heap.count > 0 else { return nil }
    let first = heap.place(0).pointee
    let last = heap.removeLast()
    if heap.count > 0 { sink(last, 0) }
    return first
  }

  private mutating func sink(_ pair: PassivePair, _ start: Int) {
    let count = heap.count
    var place = start
    while true {
      let first = 4 * place + 1
      guard first < count else { break }
      var least = first
      var child = first + 1
      while child < min(first + 4, count) {
        if heap.place(child).pointee.isBefore(heap.place(least).pointee) { least = child }
        child += 1
      }
      let below = heap.place(least).pointee
      guard below.isBefore(pair) else { break }
      heap.place(place).pointee = below
      place = least
    }
    heap.place(place).pointee = pair
  }

  /// Keeps only some pairs. O(n).
  mutating func filter(_ isKept: (PassivePair) -> Bool) {
    var kept = 0
    for place in 0..<heap.count {
      let pair = heap.place(place).pointee
      guard isKept(pair) else { continue }
      heap.place(kept).pointee = pair
      kept += 1
    }
    heap.truncate(kept)
    for place in stride(from: kept / 4, through: 0, by: -1) where place < kept {
      sink(heap.place(place).pointee, place)
    }
  }

  /// Looks at all pairs, in no order.
  func forEach(_ body: (PassivePair) -> Void) {
    for place in 0..<heap.count { body(heap.place(place).pointee) }
  }
}

/// Critical pairs in order of creation, for choice by age. Only the oldest are listed: the others stand in the heaps
/// as well, and few searches ever come to them.
///
/// All pairs of a turn are made with its new rule; the larger rule of a pair made in a later turn is never a
/// smaller one.
struct AgeQueue: ~Copyable {
  private var pairs = Column<PassivePair>(capacity: 64)
  private var next = 0
  /// The pairs whose larger rule is this one or a later one are not listed; nil as long as all are.
  private var end: UInt32?
  /// Pairs from which on those of new turns are left to the heaps (count).
  private let room: Int

  init(room: Int = 1 << 16) { self.room = room }

  /// A turn begins whose pairs are made with a new rule.
  mutating func begin(_ rule: Int) {
    if end == nil && pairs.count >= room { end = UInt32(rule) }
  }

  @inline(__always) mutating func append(_ pair: PassivePair) {
    if end == nil { pairs.append(pair) }
  }

  /// The oldest pair that it has not given yet; nil if none is left. `queues` has what is not listed.
  mutating func pop(_ queue: borrowing PassiveQueue, _ other: borrowing PassiveQueue)
    -> PassivePair?
  {
    if next == pairs.count, end != nil { fill(queue, other) }
    guard next < pairs.count else { return nil }
    next += 1
    return pairs[next - 1]
  }

  /// Lists the oldest pairs that have not been listed. O(n).
  private mutating func fill(_ queue: borrowing PassiveQueue, _ other: borrowing PassiveQueue) {
    guard let start = end else { return }
    var counts: [Int] = []
    func count(_ pair: PassivePair) {
      guard pair.inner != PassivePair.none, pair.rule >= start else { return }
      let place = Int(pair.rule - start)
      while place >= counts.count { counts.append(0) }
      counts[place] += 1
    }
    queue.forEach(count)
    other.forEach(count)
    var (total, number) = (0, 0)
    while number < counts.count, total < room {
      total += counts[number]
      number += 1
    }
    let newEnd = start + UInt32(number)
    var found: [PassivePair] = []
    found.reserveCapacity(total)
    func list(_ pair: PassivePair) {
      if pair.inner != PassivePair.none, pair.rule >= start, pair.rule < newEnd {
        found.append(pair)
      }
    }
    queue.forEach(list)
    other.forEach(list)
    found.sort { $0.isOlder($1) }
    pairs.truncate(0)
    next = 0
    for pair in found { pairs.append(pair) }
    // What is made from now on stands behind all that there is.
    end = number < counts.count || total >= room ? newEnd : nil
  }
}
