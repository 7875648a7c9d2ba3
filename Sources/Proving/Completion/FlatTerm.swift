// Terms of the completion engine: cells of 32 bits in prefix order, a symbol in the lower half and
// the length of its subterm in the upper one, so that subterms are skipped, copied and compared
// without looking inside. Variables are numbers from 0 in the rule that they belong to. `CellArena`
// never moves what it holds: the engine passes pointers.
// Source: J. Christian, Flatterms, discrimination nets, and fast term rewriting (1993).

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A symbol with the length of the subterm that it heads.
typealias Cell = UInt32
/// A term: its first cell. The others follow, as many as the first one says.
typealias TermPointer = UnsafePointer<Cell>

extension Cell {
  /// The bit that tells variables from symbols.
  static var variableBit: Cell { 0x8000 }
  /// The most cells that a term may have (count): longer ones are given up.
  static var largestLength: Int { 4096 }
  /// On the first cell of a subterm that is known to be in normal form, while a critical pair is made.
  static var normalMark: Cell { 0x8000_0000 }
  /// The most variables that a rule may have (count).
  static var largestVariableCount: Int { 100 }
  /// What is added to the variables of a rule to rename it apart (count).
  static var shift: Int { 128 }

  /// The cell of a variable.
  @inline(__always) static func variable(_ number: Int) -> Cell {
    0x1_0000 | variableBit | Cell(truncatingIfNeeded: number)
  }
  /// The cell of a symbol over `length` cells, itself included.
  @inline(__always) static func symbol(_ symbol: Int, length: Int) -> Cell {
    Cell(truncatingIfNeeded: length << 16 | symbol)
  }
  @inline(__always) var isVariable: Bool { self & Self.variableBit != 0 }
  @inline(__always) var variableNumber: Int { Int(self & 0x7FFF) }
  @inline(__always) var symbol: Int { Int(self & 0xFFFF) }
  @inline(__always) var length: Int { Int(self >> 16) }
}

extension UnsafePointer<Cell> {
  /// Number of cells (count).
  @inline(__always) var termLength: Int { self[0].length }

  /// Whether two terms are the same, cell by cell.
  @inline(__always) func isSame(as other: TermPointer) -> Bool {
    guard self[0] == other[0] else { return false }
    let length = termLength
    let (own, its) = (UnsafeRawPointer(self), UnsafeRawPointer(other))
    var i = 1
    while i + 2 <= length {
      let pair = own.loadUnaligned(fromByteOffset: 4 * i, as: UInt64.self)
      if pair != its.loadUnaligned(fromByteOffset: 4 * i, as: UInt64.self) { return false }
      i += 2
    }
    return i >= length || self[i] == other[i]
  }

  /// Whether a variable stands in the term.
  func contains(variable cell: Cell) -> Bool {
    for i in 0..<termLength where self[i] == cell { return true }
    return false
  }

  /// The cells, for slow paths.
  var cells: [Cell] { Array(UnsafeBufferPointer(start: self, count: termLength)) }

  /// The child numbers on the way from the top to the cell at an index of the term.
  func position(ofIndex index: Int) -> [UInt32] {
    var way: [UInt32] = []
    var here = 0
    while here < index {
      var child = here + 1
      var number: UInt32 = 0
      while child + self[child].length <= index {
        child += self[child].length
        number += 1
      }
      way.append(number)
      here = child
    }
    return way
  }
}

extension UnsafeMutablePointer<Cell> {
  /// Copies cells that do not overlap these, or lie behind them, four at a time: up to three cells
  /// behind the last one are written too, and must be free. An eighth of long runs was spent in calls of
  /// `memmove` for terms of a few cells.
  @inline(__always) func copy(_ source: TermPointer, _ count: Int) {
    let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(self))
    var offset = 0
    while offset < 4 * count {
      to.storeBytes(
        of: from.loadUnaligned(fromByteOffset: offset, as: SIMD4<Cell>.self),
        toByteOffset: offset, as: SIMD4<Cell>.self)
      offset += 16
    }
  }
}

extension UnsafeMutablePointer<Cell> {
  /// As `copy`, without marks.
  @inline(__always) func copyUnmarked(_ source: TermPointer, _ count: Int) {
    let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(self))
    let mask = SIMD4<Cell>(repeating: ~Cell.normalMark)
    var offset = 0
    while offset < 4 * count {
      to.storeBytes(
        of: from.loadUnaligned(fromByteOffset: offset, as: SIMD4<Cell>.self) & mask,
        toByteOffset: offset, as: SIMD4<Cell>.self)
      offset += 16
    }
  }
}

/// Memory for values, to be given back by `deallocate`. Where it is large, the system is asked for large
/// pages: searches read all over it, and to find the page costs as much as to read.
func allocateInLargePages<Value: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
  #if canImport(Glibc)
    let page = 1 << 21
    let size = (count * MemoryLayout<Value>.stride + page - 1) & ~(page - 1)
    var memory: UnsafeMutableRawPointer?
    if 2 * count * MemoryLayout<Value>.stride >= page, posix_memalign(&memory, page, size) == 0,
      let memory
    {
      _ = madvise(memory, size, Int32(MADV_HUGEPAGE))
      return memory.bindMemory(to: Value.self, capacity: count)
    }
  #endif
  return .allocate(capacity: count)
}

/// Memory for cells that stays where it is. It is reserved at once and used as it fills.
struct CellArena: ~Copyable {
  let base: UnsafeMutablePointer<Cell>
  let capacity: Int
  private(set) var count = 0

  /// An arena for so many cells (count).
  init(capacity: Int) {
    self.capacity = capacity
    base = allocateInLargePages(capacity)
  }

  deinit { base.deallocate() }

  /// Whether so many more cells fit.
  func hasRoom(for length: Int) -> Bool { count + length <= capacity }

  /// Copies a term to the end. Requires room.
  mutating func append(_ term: TermPointer) -> TermPointer {
    append(cells: UnsafeBufferPointer(start: term, count: term.termLength))
  }

  mutating func append(cells: UnsafeBufferPointer<Cell>) -> TermPointer {
    precondition(hasRoom(for: cells.count), "cell arena of \(capacity) is full")
    let place = base + count
    place.update(from: cells.baseAddress!, count: cells.count)
    count += cells.count
    return TermPointer(place)
  }
}

/// A growing array of plain values without reference counts and exclusivity checks.
struct Column<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 64) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inline(__always) subscript(place: Int) -> Element {
    get {
      precondition(place >= 0 && place < count)
      return base[place]
    }
    set {
      precondition(place >= 0 && place < count)
      base[place] = newValue
    }
  }

  @inline(__always) mutating func append(_ element: Element) {
    if count == capacity { grow() }
    base[count] = element
    count += 1
  }

  @inline(__always) mutating func removeLast() -> Element {
    precondition(count > 0)
    count -= 1
    return base[count]
  }

  mutating func truncate(_ newCount: Int) {
    precondition(newCount <= count)
    count = newCount
  }

  private mutating func grow() {
    let larger: UnsafeMutablePointer<Element> = allocateInLargePages(capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
