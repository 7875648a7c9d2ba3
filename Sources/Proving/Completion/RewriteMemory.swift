// What rewrites a term at its top, remembered: critical pairs of one rule have many subterms in common, and
// to find that nothing rewrites one of them costs a walk through the tree and often some comparisons. One
// place for each hash; what is there is compared cell by cell, so nothing is believed that was not found.
// It holds for one state of the tree. Entry: `place`. `CompletionEngine+Rewriting` asks.

/// The views that rewrite terms, for one state of the tree of left sides.
struct RewriteMemory: ~Copyable {
  /// The longest term that is remembered (count): a place fills two lines of the cache.
  static let largestLength = 29
  private static let cellsOfPlace = 32
  private static let placeCount = 1 << 13
  private let base: UnsafeMutablePointer<UInt32>

  init() {
    let count = Self.placeCount * Self.cellsOfPlace
    base = .allocate(capacity: count)
    base.initialize(repeating: .max, count: count)
  }

  deinit { base.deallocate() }

  /// Where a term is remembered, if it is. Requires that it is short enough.
  @inline(__always) func place(_ term: TermPointer) -> Place {
    var hash: UInt64 = 0
    for i in 0..<term.termLength { hash = (hash ^ UInt64(term[i])) &* 0x9E37_79B9_7F4A_7C15 }
    let number = Int(truncatingIfNeeded: hash >> 40) & (Self.placeCount - 1)
    return Place(start: base + number * Self.cellsOfPlace)
  }

  /// One place: the state of the tree, what was found, and the term.
  struct Place {
    let start: UnsafeMutablePointer<UInt32>

    @inline(__always) func holds(_ term: TermPointer, _ state: UInt32) -> Bool {
      start[0] == state && TermPointer(start + 2).isSame(as: term)
    }

    /// The view that rewrites the term; nil if none does.
    @inline(__always) var view: UInt32? { start[1] == .max ? nil : start[1] }

    @inline(__always) func note(_ term: TermPointer, _ state: UInt32, _ view: UInt32?) {
      (start[0], start[1]) = (state, view ?? .max)
      for i in 0..<term.termLength { start[2 + i] = term[i] }
    }
  }
}
