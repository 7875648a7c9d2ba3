// What rewrites a term at its top, remembered: critical pairs of one rule have many subterms in common, and
// to find that nothing rewrites one of them costs a walk through the tree and often some comparisons. One
// place for each hash; what is there is compared cell by cell, so nothing is believed that was not found.
// Each place says for which state of the tree it holds; what has changed since is looked at. Entry: `place`.
// `CompletionEngine+Rewriting` asks.

/// The views that rewrite terms, each for a state of the tree of left sides.
struct RewriteMemory: ~Copyable {
  /// The longest term that is remembered (count): a place fills two lines of the cache, and `copy` writes
  /// up to three cells more.
  static let largestLength = 27
  private static let cellsOfPlace = 32
  private static let placeCount = 1 << 13
  private let base: UnsafeMutablePointer<UInt32>
  /// By place: what tells most other terms from what is there, in less memory.
  private let tags: UnsafeMutablePointer<UInt32>

  init() {
    let count = Self.placeCount * Self.cellsOfPlace
    base = allocateInLargePages(count)
    base.initialize(repeating: .max, count: count)
    tags = .allocate(capacity: Self.placeCount)
    tags.initialize(repeating: 0, count: Self.placeCount)
  }

  deinit {
    base.deallocate()
    tags.deallocate()
  }

  /// Where a term is remembered, if it is. Requires that it is short enough.
  @inline(__always) func place(_ term: TermPointer) -> Place {
    var hash: UInt64 = 0
    let length = term.termLength
    var i = 0
    while i + 2 <= length {
      let pair = UnsafeRawPointer(term).loadUnaligned(fromByteOffset: 4 * i, as: UInt64.self)
      // What the multiplication has moved up comes back below.
      hash = ((hash << 23 | hash >> 41) ^ pair) &* 0x9E37_79B9_7F4A_7C15
      i += 2
    }
    if i < length { hash = (hash ^ UInt64(term[i])) &* 0x9E37_79B9_7F4A_7C15 }
    let number = Int(truncatingIfNeeded: hash >> 40) & (Self.placeCount - 1)
    return Place(
      start: base + number * Self.cellsOfPlace, tag: tags + number,
      newTag: UInt32(truncatingIfNeeded: hash >> 20) | 1)
  }

  /// One place: the state of the tree, what was found, and the term.
  struct Place {
    let start: UnsafeMutablePointer<UInt32>
    let tag: UnsafeMutablePointer<UInt32>
    let newTag: UInt32

    @inline(__always) func holds(_ term: TermPointer) -> Bool {
      tag[0] == newTag && TermPointer(start + 2).isSame(as: term)
    }

    /// The state of the tree for which it holds.
    var state: UInt32 {
      @inline(__always) get { start[0] }
      nonmutating set { start[0] = newValue }
    }

    /// The view that rewrites the term; nil if none does.
    @inline(__always) var view: UInt32? { start[1] == .max ? nil : start[1] }

    @inline(__always) func note(_ term: TermPointer, _ state: UInt32, _ view: UInt32?) {
      tag[0] = newTag
      (start[0], start[1]) = (state, view ?? .max)
      (start + 2).copy(term, term.termLength)
    }
  }
}
