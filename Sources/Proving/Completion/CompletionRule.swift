// Rules of the completion engine and where they come from. A rule has two *views*, left to right
// and right to left; an oriented rule uses the first only. View numbers are rule numbers times two,
// plus the direction. Terms of a view are numbered by first occurrence in its left side, then in
// its right.

/// An equation in one direction.
struct RuleView: BitwiseCopyable {
  var left: TermPointer
  var right: TermPointer
  /// Number of variables of the left side (count); those of the right side alone come after.
  var leftVariableCount: Int32
  var variableCount: Int32
  /// Whether the sides weigh the same under the order, whatever the variables stand for: then the
  /// first arguments that differ decide, if they are variables.
  var isPermutative = false
  /// Then the first arguments that differ, where these are variables; -1 if not.
  var first: Int16 = -1
  var second: Int16 = -1
  /// Whether the left side is greater, whatever the variables stand for.
  var isOriented = false
  /// Whether no variable of the left side stands more often on the right.
  var isBalanced = false

  /// Fills in `first` and `second`.
  mutating func noteDifference() {
    var (i, j) = (1, 1)
    while i < left.termLength, (left + i).isSame(as: right + j) {
      i += left[i].length
      j += right[j].length
    }
    guard i < left.termLength, left[i].isVariable, right[j].isVariable else { return }
    (first, second) = (Int16(left[i].variableNumber), Int16(right[j].variableNumber))
  }
}

/// Where an equation comes from, before it was simplified.
enum RuleOrigin: BitwiseCopyable, Hashable, Sendable {
  case equation(Int)
  /// The left side of `outer` with its subterm at a cell rewritten by `inner`, and its right side.
  case overlap(outer: UInt32, inner: UInt32, cell: Int)
  /// Another rule, which others simplified.
  case rule(Int)
}

/// What is known of a rule besides its terms.
struct RuleRecord: BitwiseCopyable {
  enum State: UInt8, BitwiseCopyable {
    case active
    /// Replaced by a rule with the same left side: its critical pairs still count.
    case composed
    case dead
  }
  var state: State
  var isOriented: Bool
  /// Whether the sides of the origin, simplified, are this rule's right and left side.
  var isSwapped: Bool
  var origin: RuleOrigin
  /// The steps that simplified the left and then the right side of the origin, in the trace.
  var traceStart: Int
  var leftSteps: Int32
  var rightSteps: Int32
  var generation: Int32
  /// The symbols of both sides, as bits; symbols from 63 on share the last one.
  var symbols: UInt64
  /// Whether it is a law of rearrangement (`CompletionEngine+AC`).
  var isLaw = false
}

/// A rewrite: a view, used at a cell of the whole term.
struct TraceStep: BitwiseCopyable {
  var view: UInt32
  var cell: UInt32
}

/// A critical pair that waits: whose it is and how heavy, in 16 bytes. It is made again when
/// chosen.
struct PassivePair: BitwiseCopyable {
  /// Of a simplified rule: its first view, and no inner one.
  var outer: UInt32
  var inner: UInt32
  var weight: UInt32
  var cell: UInt16
  var spare: UInt16 = 0

  static var none: UInt32 { .max }

  /// By weight, then by age, then by place: a total order.
  @inline(__always) func isBefore(_ other: Self) -> Bool {
    if weight != other.weight { return weight < other.weight }
    let (a, b) = (max(outer, inner), max(other.outer, other.inner))
    if a != b { return a < b }
    let (c, d) = (min(outer, inner), min(other.outer, other.inner))
    if c != d { return c < d }
    if outer != other.outer { return outer < other.outer }
    return cell < other.cell
  }
}

/// Critical pairs by weight: a heap.
struct PassiveQueue: ~Copyable {
  private var heap = Column<PassivePair>(capacity: 4096)

  var count: Int { heap.count }

  mutating func push(_ pair: PassivePair) {
    heap.append(pair)
    var place = heap.count - 1
    let base = heap.base
    while place > 0 {
      let parent = (place - 1) / 4
      guard pair.isBefore(base[parent]) else { break }
      base[place] = base[parent]
      place = parent
    }
    base[place] = pair
  }

  mutating func pop() -> PassivePair? {
    guard heap.count > 0 else { return nil }
    let first = heap.base[0]
    let last = heap.removeLast()
    if heap.count > 0 { sink(last, 0) }
    return first
  }

  private mutating func sink(_ pair: PassivePair, _ start: Int) {
    let (base, count) = (heap.base, heap.count)
    var place = start
    while true {
      let first = 4 * place + 1
      guard first < count else { break }
      var least = first
      var child = first + 1
      while child < min(first + 4, count) {
        if base[child].isBefore(base[least]) { least = child }
        child += 1
      }
      guard base[least].isBefore(pair) else { break }
      base[place] = base[least]
      place = least
    }
    base[place] = pair
  }

  /// Keeps only some pairs. O(n).
  mutating func filter(_ isKept: (PassivePair) -> Bool) {
    var kept = 0
    for place in 0..<heap.count where isKept(heap.base[place]) {
      heap.base[kept] = heap.base[place]
      kept += 1
    }
    heap.truncate(kept)
    for place in stride(from: kept / 4, through: 0, by: -1) where place < kept {
      sink(heap.base[place], place)
    }
  }
}
