// Growable raw memory for the flat stores of the e-graph. Start at `append` and the subscript. It owns
// its memory and cannot be copied, so reading and writing costs one bounds check and no reference
// count; arrays inside a class or a struct cost 1.5 to 3 times as much (measured, see the manual).
// `EGraph` is made of these; the elements are plain records without references.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A growable row of plain values.
struct RawStore<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  /// Number of elements (count).
  private(set) var count: Int
  private(set) var capacity: Int

  /// No elements, with room for some.
  init(capacity: Int = 128) {
    guard let memory = malloc(max(capacity, 1) * MemoryLayout<Element>.stride) else {
      preconditionFailure("no memory for \(capacity) elements")
    }
    base = memory.assumingMemoryBound(to: Element.self)
    self.capacity = max(capacity, 1)
    count = 0
  }

  deinit { free(base) }

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

  /// Where the elements are until the row grows. Whoever reads there knows that a place is below the count.
  var start: UnsafeMutablePointer<Element> {
    @inline(__always) get { base }
  }

  /// Makes room for some elements, so that `put` finds it.
  @inline(__always)
  mutating func reserve(_ number: Int) {
    if count + number > capacity { grow(to: max(count + number, wider)) }
  }

  /// Adds an element at the end, where there is room. For several rows that grow together: the growth is looked
  /// after once, and out of the way.
  @inline(__always)
  mutating func put(_ element: Element) {
    precondition(count < capacity)
    base[count] = element
    count &+= 1
  }

  /// Adds an element at the end. O(1) amortised.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: wider) }
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

  /// Makes room for some elements at the end, which the caller writes, and says where they begin.
  @inline(__always)
  mutating func extend(by number: Int) -> UnsafeMutablePointer<Element> {
    if count + number > capacity { grow(to: max(count + number, wider)) }
    count += number
    return base + (count - number)
  }

  /// The next capacity: small rows grow faster, which halves what they copy.
  private var wider: Int { capacity < 4096 ? capacity * 4 : capacity * 2 }

  /// Large blocks are moved by the page table, without copying.
  @inline(never)
  private mutating func grow(to newCapacity: Int) {
    guard let memory = realloc(base, newCapacity * MemoryLayout<Element>.stride) else {
      preconditionFailure("no memory for \(newCapacity) elements")
    }
    base = memory.assumingMemoryBound(to: Element.self)
    capacity = newCapacity
  }
}
