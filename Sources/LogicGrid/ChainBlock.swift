// What a block keeps of the facts that live there: each once, in the order of acceptance, and the
// postings by which premises find their partners. Start at `insert` and `ChainIndex`. Tables are
// open-addressed arrays of numbers; nothing iterates them in the order of hashes.
// Neighbour: `ChainProgram.swift`, which decides what lives where.
// Source: D. Knuth, The Art of Computer Programming 3, section 6.4, algorithm L (linear probing).

/// A stored fact: 32 bytes.
struct ChainRecord: Sendable {
  let fact: ChainFact
  /// Index of the rule; 0xFFFF_FFFF if the fact was given.
  let rule: UInt32
  let left: ChainFactID
  let right: ChainFactID

  var derivation: ChainDerivation? {
    rule == .max ? nil : ChainDerivation(rule: Int(rule), left: left, right: right)
  }
}

/// A premise as seen from the argument that it is joined on.
struct ChainPosting: Sendable {
  let other: UInt32
  let id: ChainFactID
}

/// The state of a block.
struct ChainBlock: Sendable {
  var records: [ChainRecord] = []
  var lefts = ChainIndex()
  var rights = ChainIndex()
  /// How often a rule fired here (count).
  var firings = 0
  /// Index of a record plus one, or 0 for an empty place; a power of two, at most half full.
  private var table: [UInt32] = [UInt32](repeating: 0, count: 8)

  /// Stores a fact; returns its place, or nothing if it is there already.
  mutating func insert(_ fact: ChainFact, _ why: ChainDerivation?) -> UInt32? {
    if records.count * 2 >= table.count { grow() }
    var place = Self.hash(fact) & (table.count - 1)
    while table[place] != 0 {
      if records[Int(table[place]) - 1].fact == fact { return nil }
      place = (place + 1) & (table.count - 1)
    }
    let nobody = ChainFactID(block: .nobody, index: 0)
    let index = UInt32(records.count)
    table[place] = index + 1
    records.append(
      ChainRecord(
        fact: fact, rule: why.map { UInt32($0.rule) } ?? .max, left: why?.left ?? nobody,
        right: why?.right ?? nobody))
    return index
  }

  private mutating func grow() {
    table = [UInt32](repeating: 0, count: table.count * 2)
    for index in records.indices {
      var place = Self.hash(records[index].fact) & (table.count - 1)
      while table[place] != 0 { place = (place + 1) & (table.count - 1) }
      table[place] = UInt32(index) + 1
    }
  }

  private static func hash(_ fact: ChainFact) -> Int {
    var mixed = UInt64(fact.first) << 32 | UInt64(fact.second)
    mixed = (mixed ^ UInt64(fact.predicate) &* 0xBF58_476D_1CE4_E5B9) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}

/// Postings by (predicate, argument), each list in the order of arrival.
struct ChainIndex: Sendable {
  private var keys: [UInt64] = []
  private var lists: [[ChainPosting]] = []
  /// Index of a key plus one, or 0 for an empty place; a power of two, at most half full.
  private var table: [UInt32] = [UInt32](repeating: 0, count: 4)

  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (table.count - 1)
    while table[place] != 0, keys[Int(table[place]) - 1] != key {
      place = (place + 1) & (table.count - 1)
    }
    return place
  }

  mutating func append(_ predicate: UInt32, at argument: UInt32, _ posting: ChainPosting) {
    let key = UInt64(predicate) << 32 | UInt64(argument)
    var place = place(of: key)
    if table[place] == 0 {
      if keys.count * 2 >= table.count {
        table = [UInt32](repeating: 0, count: table.count * 2)
        for index in keys.indices { table[self.place(of: keys[index])] = UInt32(index) + 1 }
        place = self.place(of: key)
      }
      keys.append(key)
      lists.append([])
      table[place] = UInt32(keys.count)
    }
    lists[Int(table[place]) - 1].append(posting)
  }

  /// The number of the list of (predicate, argument), or −1.
  func list(_ predicate: UInt32, at argument: UInt32) -> Int {
    Int(table[place(of: UInt64(predicate) << 32 | UInt64(argument))]) - 1
  }

  /// How long a list is; 0 for −1.
  func count(_ list: Int) -> Int { list < 0 ? 0 : lists[list].count }

  subscript(list: Int, place: Int) -> ChainPosting { lists[list][place] }
}
