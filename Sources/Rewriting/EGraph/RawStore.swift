// Growable raw memory for the flat stores of the e-graph. Start at `append` and the subscript. It owns
// its memory and cannot be copied, so reading and writing costs one bounds check and no reference
// count; arrays inside a class or a struct cost 1.5 to 3 times as much (measured, see the manual).
// `EGraph` is made of these; the elements are plain records without references.

/// A growable row of plain values.
struct RawStore<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  /// Number of elements (count).
  private(set) var count: Int
  private(set) var capacity: Int

  /// No elements, with room for some.
  init(capacity: Int = 128) {
    base = .allocate(capacity: max(capacity, 1))
    self.capacity = max(capacity, 1)
    count = 0
  }

  deinit { base.deallocate() }

  /// The element at a place. Requires `index < count`.
  subscript(index: UInt32) -> Element {
    @inline(__always) get {
      precondition(Int(index) < count)
      return base[Int(index)]
    }
    @inline(__always) _modify {
      precondition(Int(index) < count)
      yield &base[Int(index)]
    }
  }

  /// Where an element is until the row grows: for several reads and writes of one record at the cost of one
  /// check. Requires `index < count`.
  @inline(__always)
  func place(of index: UInt32) -> UnsafeMutablePointer<Element> {
    precondition(Int(index) < count)
    return base + Int(index)
  }

  /// Adds an element at the end. O(1) amortised.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 2) }
    base[count] = element
    count += 1
  }

  /// Takes away all elements from a place on. Requires `newCount <= count`.
  @inline(__always)
  mutating func truncate(_ newCount: Int) {
    precondition(newCount <= count)
    count = newCount
  }

  /// Adds copies of a value until there are `newCount`.
  mutating func extend(to newCount: Int, with element: Element) {
    if newCount > capacity { grow(to: max(newCount, capacity * 2)) }
    while count < newCount {
      base[count] = element
      count += 1
    }
  }

  /// The same elements in memory of their own.
  func copy() -> RawStore {
    var other = RawStore(capacity: max(count, 16))
    other.base.update(from: base, count: count)
    other.count = count
    return other
  }

  /// Bytes held.
  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  @inline(never)
  private mutating func grow(to newCapacity: Int) {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    memory.update(from: base, count: count)
    base.deallocate()
    base = memory
    capacity = newCapacity
  }
}
