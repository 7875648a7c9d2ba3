// The table that finds the node with a given operator and children: open addressing with linear probing
// over words of 32 bits of hash and 32 bits of node number. Stale keys are removed by shifting back
// what follows, so that no tombstones pile up. `EGraph.lookup` and `EGraph+Rebuild` use it.
// Source: D. Knuth, The Art of Computer Programming 3 (1998), 6.4, algorithm R.

/// Hashes and numbers of nodes.
struct HashConsTable: ~Copyable {
  private var slots: UnsafeMutablePointer<UInt64>
  private(set) var mask: Int
  private(set) var count = 0
  private static var empty: UInt64 { .max }

  init(capacity: Int = 1024) {
    precondition(capacity & (capacity - 1) == 0)
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: Self.empty, count: capacity)
    mask = capacity - 1
  }

  deinit { slots.deallocate() }

  /// The same entries in memory of their own.
  func copy() -> HashConsTable {
    var other = HashConsTable(capacity: mask + 1)
    other.slots.update(from: slots, count: mask + 1)
    other.count = count
    return other
  }

  /// Bytes held.
  var byteCount: Int { (mask + 1) * 8 }

  /// A hash of an operator and two children, or of the first and a hash of the rest.
  @inline(__always)
  static func hash(_ op: UInt32, _ first: UInt32, _ second: UInt32) -> UInt32 {
    hash(seed: seed(op), first, second)
  }

  /// What an operator adds to a hash.
  @inline(__always)
  static func seed(_ op: UInt32) -> UInt64 {
    UInt64(op) &* 0xD6E8_FEB8_6659_FD93 ^ 0x2545_F491_4F6C_DD1D
  }

  /// A hash of an operator, given by its seed, and two children.
  @inline(__always)
  static func hash(seed: UInt64, _ first: UInt32, _ second: UInt32) -> UInt32 {
    let word = (UInt64(first) << 32 | UInt64(second)) ^ seed
    let (high, low) = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return UInt32(truncatingIfNeeded: (high ^ low) >> 16)
  }

  /// The first slot at which a node with that hash may be.
  @inline(__always)
  func start(_ hash: UInt32) -> Int { Int(hash) & mask }

  /// The slot after another.
  @inline(__always)
  func after(_ slot: Int) -> Int { (slot &+ 1) & mask }

  /// The node in a slot if its hash is this one; `none` if it has another; nil if the slot is empty.
  @inline(__always)
  func candidate(_ slot: Int, _ hash: UInt32) -> UInt32? {
    let word = slots[slot]
    if word == Self.empty { return nil }
    return UInt32(truncatingIfNeeded: word >> 32) == hash
      ? UInt32(truncatingIfNeeded: word) : none
  }

  /// Puts a node into a slot that a search found empty; may move everything.
  @inline(__always)
  mutating func insert(_ node: UInt32, _ hash: UInt32, at slot: Int) {
    slots[slot] = UInt64(hash) << 32 | UInt64(node)
    count += 1
    if count * 5 > mask * 3 { grow() }
  }

  /// Makes room for some nodes, so that `put` moves nothing.
  @inline(__always)
  mutating func reserve(_ number: Int) {
    if (count &+ number) &* 5 > mask &* 3 { grow() }
  }

  /// As `insert`, where there is room.
  @inline(__always)
  mutating func put(_ node: UInt32, _ hash: UInt32, at slot: Int) {
    slots[slot] = UInt64(hash) << 32 | UInt64(node)
    count &+= 1
  }

  /// Takes a node out. Returns whether it was there.
  @inline(__always)
  mutating func remove(_ node: UInt32, _ hash: UInt32) -> Bool {
    let word = UInt64(hash) << 32 | UInt64(node)
    var slot = start(hash)
    while slots[slot] != word {
      if slots[slot] == Self.empty { return false }
      slot = after(slot)
    }
    var hole = slot
    while true {
      slot = after(slot)
      let other = slots[slot]
      if other == Self.empty { break }
      // It may move back only if its own first slot is not after the hole.
      let home = Int(truncatingIfNeeded: other >> 32) & mask
      if (slot &- home) & mask >= (slot &- hole) & mask {
        slots[hole] = other
        hole = slot
      }
    }
    slots[hole] = Self.empty
    count &-= 1
    return true
  }

  @inline(never)
  private mutating func grow() {
    let (old, oldCount) = (slots, mask + 1)
    // Small ones faster: then most e-graphs move their entries once or never.
    let newCount = oldCount * (oldCount < 8192 ? 4 : 2)
    slots = .allocate(capacity: newCount)
    slots.initialize(repeating: Self.empty, count: newCount)
    mask = newCount - 1
    for i in 0..<oldCount where old[i] != Self.empty {
      var slot = Int(truncatingIfNeeded: old[i] >> 32) & mask
      while slots[slot] != Self.empty { slot = after(slot) }
      slots[slot] = old[i]
    }
    old.deallocate()
  }
}
