// A dictionary from terms, or pairs of terms, to numbers, for inner loops: one flat array with open
// addressing. Start at `subscript`. Nothing is taken out by itself; a table that is dropped and one
// that never held anything cost nothing. Its order never reaches anybody: there is no way to iterate.
// `Normalizer` and `PathOrdering` remember in such tables what they found.

/// Numbers by term.
public struct TermTable: Sendable {
  /// The key in the upper half, the number in the lower; `free` where there is none.
  private var slots: [UInt64] = []
  /// Entries (count).
  public private(set) var count = 0
  private static let free = UInt64.max

  /// The table without entries.
  public init() {}

  /// The number of a term; nil if it has none. Complexity: O(1).
  public subscript(term: Term) -> UInt32? {
    guard !slots.isEmpty else { return nil }
    let mask = slots.count - 1
    var slot = Self.start(term.index) & mask
    while slots[slot] != Self.free {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == term.index {
        return UInt32(truncatingIfNeeded: slots[slot])
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Gives a term a number, whatever it had before. Complexity: O(1) amortised.
  public mutating func set(_ term: Term, _ number: UInt32) {
    if (count + 1) * 3 > slots.count * 2 { grow() }
    let mask = slots.count - 1
    var slot = Self.start(term.index) & mask
    while slots[slot] != Self.free {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == term.index { break }
      slot = (slot + 1) & mask
    }
    if slots[slot] == Self.free { count += 1 }
    slots[slot] = UInt64(term.index) << 32 | UInt64(number)
  }

  /// Terms made one after the other have numbers one after the other: these are spread.
  private static func start(_ key: UInt32) -> Int {
    Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 33)
  }

  private mutating func grow() {
    let old = slots
    let mask = max(old.count * 2, 16) - 1
    slots = Array(repeating: Self.free, count: mask + 1)
    for entry in old where entry != Self.free {
      var slot = Self.start(UInt32(truncatingIfNeeded: entry >> 32)) & mask
      while slots[slot] != Self.free { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}

/// Truth values by pair of terms.
struct PairTable: Sendable {
  /// Both terms' numbers and, last, the value; `free` where there is none.
  private var slots: [UInt64] = []
  private var count = 0
  private static let free = UInt64.max

  /// The value of a pair; nil if it has none. Complexity: O(1).
  func value(_ a: Term, _ b: Term) -> Bool? {
    guard !slots.isEmpty else { return nil }
    let (key, mask) = (Self.key(a, b), slots.count - 1)
    var slot = Self.start(key) & mask
    while slots[slot] != Self.free {
      if slots[slot] & ~1 == key { return slots[slot] & 1 == 1 }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Gives a pair a value. Complexity: O(1) amortised.
  mutating func set(_ a: Term, _ b: Term, _ value: Bool) {
    if (count + 1) * 3 > slots.count * 2 { grow() }
    let (key, mask) = (Self.key(a, b), slots.count - 1)
    var slot = Self.start(key) & mask
    while slots[slot] != Self.free, slots[slot] & ~1 != key { slot = (slot + 1) & mask }
    if slots[slot] == Self.free { count += 1 }
    slots[slot] = key | (value ? 1 : 0)
  }

  private static func key(_ a: Term, _ b: Term) -> UInt64 {
    precondition(a.index < 1 << 31 && b.index < 1 << 31, "a bank of more than 2³¹ terms")
    return UInt64(a.index) << 32 | UInt64(b.index) << 1
  }

  private static func start(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 33) }

  private mutating func grow() {
    let old = slots
    let mask = max(old.count * 2, 16) - 1
    slots = Array(repeating: Self.free, count: mask + 1)
    for entry in old where entry != Self.free {
      var slot = Self.start(entry & ~1) & mask
      while slots[slot] != Self.free { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}
