// For each class and operator its nodes, and for each class, operator and place the nodes that it is a
// child of: rows sorted by moment, so that a search reads them in sequence and stops at its own moment.
// Rows are only ever appended to; an entry whose node has changed since is stale, and dropped when its
// row is full. Start at `enter` and `row`. `EGraph+Recording` fills it, `EGraph+Search` reads it.

/// A row of the index: the entries of a class for one key. Its capacity is the power of two at or above
/// its count.
struct IndexRow: BitwiseCopyable {
  /// An operator shifted by 8, and a place, or `ClassIndex.members`.
  var key: UInt32
  /// The next row of the same class.
  var next: UInt32
  /// Where its entries start.
  var start: UInt32
  /// Entries (count), stale ones included.
  var count: UInt32
}

/// Rows of entries, in blocks of powers of two.
struct ClassIndex: ~Copyable {
  /// In place of a place: the class's own nodes.
  static let members: UInt32 = 255

  var rows = RawStore<IndexRow>()
  /// Moments, shifted by 32, and nodes.
  var entries = RawStore<UInt64>()
  /// By size: the first free block; each holds the next one.
  private var freeBlocks = RawStore<UInt32>()
  private var freeRow = none

  init() { freeBlocks.extend(to: 33, with: none) }

  /// The same rows in memory of their own.
  func copy() -> ClassIndex {
    var other = ClassIndex()
    other.rows = rows.copy()
    other.entries = entries.copy()
    other.freeBlocks = freeBlocks.copy()
    other.freeRow = freeRow
    return other
  }

  /// Bytes held.
  var byteCount: Int { rows.byteCount + entries.byteCount }

  @inline(__always)
  static func key(_ op: UInt32, _ place: UInt32) -> UInt32 { op << 8 | place }

  @inline(__always)
  static func entry(_ node: UInt32, _ moment: UInt32) -> UInt64 {
    UInt64(moment) << 32 | UInt64(node)
  }

  /// The row of a key among those that begin with `first`; `none` if there is none.
  @inline(__always)
  func row(_ key: UInt32, _ first: UInt32) -> UInt32 {
    // The end of the list is no row, so one comparison settles both.
    var row = first
    while Int(row) < rows.count {
      let found = rows.place(of: row)
      if found.pointee.key == key { return row }
      row = found.pointee.next
    }
    return none
  }

  /// The bit of the mask of a class that has a row with this key.
  @inline(__always)
  static func maskBit(_ key: UInt32) -> UInt64 {
    1 &<< UInt64((key >> 8 &* 3 &+ key & 3) & 63)
  }

  /// Puts an entry into the row of a class for a key; makes the row if there is none.
  @inline(__always)
  mutating func enter(
    _ entry: UInt64, _ key: UInt32, _ known: UnsafeMutablePointer<EClassRecord>,
    _ nodes: UnsafeMutablePointer<ENodeRecord>
  ) {
    known.pointee.weight &+= 1
    let bit = Self.maskBit(key)
    if known.pointee.mask & bit != 0 {
      let row = self.row(key, known.pointee.rows)
      if row != none {
        let found = rows.place(of: row)
        let count = found.pointee.count
        if count & (count &- 1) == 0 { makeRoom(in: row, nodes) }
        entries[found.pointee.start &+ found.pointee.count] = entry
        found.pointee.count &+= 1
        return
      }
    }
    known.pointee.mask |= bit
    known.pointee.rows = makeRow(key, entry, before: known.pointee.rows)
  }

  /// Makes a row with one entry, before those that begin with `first`.
  @inline(never)
  private mutating func makeRow(_ key: UInt32, _ entry: UInt64, before first: UInt32) -> UInt32 {
    var start = freeBlocks[0]
    if start == none {
      start = UInt32(entries.count)
      entries.append(entry)
    } else {
      let place = entries.place(of: start)
      freeBlocks[0] = UInt32(truncatingIfNeeded: place.pointee)
      place.pointee = entry
    }
    let made = IndexRow(key: key, next: first, start: start, count: 1)
    if freeRow != none {
      let row = freeRow
      let place = rows.place(of: row)
      freeRow = place.pointee.next
      place.pointee = made
      return row
    }
    rows.append(made)
    return UInt32(rows.count &- 1)
  }

  /// Drops the stale entries of a full row; moves it to a block of twice the size if it remains full.
  @inline(never)
  private mutating func makeRoom(in row: UInt32, _ nodes: UnsafeMutablePointer<ENodeRecord>) {
    let found = rows.place(of: row)
    let count = found.pointee.count
    if count >= 4 {
      let base = entries.place(of: found.pointee.start)
      var kept: UInt32 = 0
      for i in 0..<Int(count) {
        let entry = base[i]
        let node = Int(entry & 0xFFFF_FFFF)
        base[Int(kept)] = entry
        // As good as random, so nothing branches on it.
        kept &+= nodes[node].moment == UInt32(truncatingIfNeeded: entry >> 32) ? 1 : 0
      }
      if kept < count {
        shrink(row, to: kept)
        if kept == 0 || kept & (kept &- 1) != 0 { return }
      }
    }
    enlarge(row)
  }

  /// Moves a full row to a block of twice the size.
  private mutating func enlarge(_ row: UInt32) {
    let old = rows[row]
    let size = old.count.trailingZeroBitCount
    let start = block(size &+ 1)
    let (to, from) = (entries.place(of: start), entries.place(of: old.start))
    to[0] = from[0]
    if old.count > 1 { to.update(from: from, count: Int(old.count)) }
    release(old.start, size)
    rows[row].start = start
  }

  /// Gives back what a row no longer needs after stale entries were dropped.
  mutating func shrink(_ row: UInt32, to count: UInt32) {
    let old = rows[row]
    var size = Self.size(old.count)
    let needed = Self.size(count)
    while size > needed {
      size -= 1
      release(old.start + 1 << UInt32(size), size)
    }
    rows[row].count = count
  }

  /// Gives back all rows of a class.
  mutating func free(_ first: UInt32) {
    var row = first
    while row != none {
      let old = rows[row]
      release(old.start, Self.size(old.count))
      rows[row].next = freeRow
      freeRow = row
      row = old.next
    }
  }

  private static func size(_ count: UInt32) -> Int { 32 - (max(count, 1) - 1).leadingZeroBitCount }

  private mutating func block(_ size: Int) -> UInt32 {
    let free = freeBlocks[UInt32(size)]
    if free != none {
      freeBlocks[UInt32(size)] = UInt32(truncatingIfNeeded: entries[free])
      return free
    }
    let start = entries.count
    // What lies behind the count of a row is never read.
    _ = entries.extend(by: 1 << size)
    return UInt32(start)
  }

  private mutating func release(_ start: UInt32, _ size: Int) {
    entries[start] = UInt64(freeBlocks[UInt32(size)])
    freeBlocks[UInt32(size)] = start
  }
}
