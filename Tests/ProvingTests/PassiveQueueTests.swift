// Critical pairs that wait: the heap gives the lightest, also when it has several blocks, and choice by age
// gives each pair once, in order of creation, however few of them are listed.

import TestSupport
import Testing

@testable import Proving

@Suite struct PassiveQueueTests {
  /// What tells pairs apart.
  private struct Key: Hashable {
    var outer: UInt32
    var inner: UInt32
    var cell: UInt32

    init(_ pair: PassivePair) { (outer, inner, cell) = (pair.outer, pair.inner, pair.cell) }
  }

  /// As the engine makes them: in each turn with a new rule, and sometimes with one made in the same turn.
  private func pairs(turns: Int, _ random: inout SeededGenerator) -> [[PassivePair]] {
    (1...turns).map { turn in
      let rule = 3 * turn
      var made: [PassivePair] = []
      for cell in 0..<random.below(40) {
        let other = UInt32(2 * random.below(rule + 2) + random.below(2))
        let own = UInt32(2 * rule + random.below(2))
        let isOuter = random.below(2) == 0
        made.append(
          PassivePair(
            outer: isOuter ? own : other, inner: isOuter ? other : own, weight: random.below(50),
            cell: cell))
      }
      return made
    }
  }

  @Test func theLightestComesFirst() {
    var random = SeededGenerator(seed: 7)
    var queue = PassiveQueue()
    let all = pairs(turns: 100, &random).flatMap { $0 }
    for pair in all { queue.push(pair) }
    queue.filter { $0.cell % 3 != 0 }
    var given: [PassivePair] = []
    while let pair = queue.pop() { given.append(pair) }
    let expected = all.filter { $0.cell % 3 != 0 }.sorted { $0.isBefore($1) }
    #expect(given.map(Key.init) == expected.map(Key.init))
    #expect(expected.count > 500)
  }

  @Test func aLongRowKeepsItsElements() {
    var row = BlockColumn<PassivePair>()
    let count = 1_200_000
    for number in 0..<count {
      row.append(PassivePair(outer: UInt32(number), inner: 1, weight: 2, cell: 3))
    }
    for number in stride(from: 0, to: count, by: 997) {
      #expect(row.place(number).pointee.outer == UInt32(number))
    }
    row.truncate(600_000)
    row.append(PassivePair(outer: 5, inner: 1, weight: 2, cell: 3))
    #expect(row.place(599_999).pointee.outer == 599_999)
    #expect(row.removeLast().outer == 5)
    row.truncate(10)
    for number in 10..<count {
      row.append(PassivePair(outer: UInt32(number + 1), inner: 1, weight: 2, cell: 3))
    }
    #expect(row.place(9).pointee.outer == 9)
    #expect(row.place(count - 1).pointee.outer == UInt32(count))
  }

  @Test func heavyPairsKeepTheirCells() {
    let pair = PassivePair(outer: 1, inner: 2, weight: .max, cell: 0xFFF)
    #expect(pair.cell == 0xFFF)
    #expect(
      PassivePair(outer: 9, inner: 9, weight: 1_000_000, cell: 7).isBefore(pair))
  }

  @Test(arguments: [1, 10, 100, 1 << 16]) func eachPairComesByAgeOnce(_ room: Int) {
    var random = SeededGenerator(seed: 8)
    var byAge = AgeQueue(room: room)
    var queue = PassiveQueue()
    let other = PassiveQueue()
    var made: [PassivePair] = []
    var given: [Key] = []
    for (number, turn) in pairs(turns: 200, &random).enumerated() {
      byAge.begin(3 * (number + 1))
      for pair in turn {
        queue.push(pair)
        byAge.append(pair)
        made.append(pair)
      }
      for _ in 0..<random.below(15) {
        if let pair = byAge.pop(queue, other) { given.append(Key(pair)) }
      }
    }
    while let pair = byAge.pop(queue, other) { given.append(Key(pair)) }
    #expect(Set(given) == Set(made.map(Key.init)))
    #expect(given.count == made.count)
    let rules = given.map { max($0.outer, $0.inner) >> 1 }
    let turns = rules.map { $0 / 3 }
    #expect(turns == turns.sorted())
  }
}
