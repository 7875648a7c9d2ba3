// What arrives, and in which order: the coordinator first, then by block, then as sent; broadcasts
// in their place among the rest, to live blocks only. Start at `orderIsCanonical`.
// Neighbours: `DeterminismTests.swift`; `DeliveryJob.swift` is what is tested.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

import LogicGrid
import Testing

/// Every block sends numbered messages here and there, and keeps what it gets.
struct Correspondence: GridProgram {
  struct Letter: Hashable, Comparable, Sendable {
    /// −1 is the coordinator.
    var sender: Int
    var number: Int
    var isBroadcast = false
    var superstep: Int

    static func < (a: Letter, b: Letter) -> Bool { (a.sender, a.number) < (b.sender, b.number) }
  }

  let blocks: Int
  let seed: UInt64
  var superstep = 0
  /// What was sent in each superstep, for the test to deliver by itself.
  typealias Report = Sending
  struct Sending: Sendable {
    let letter: Letter
    /// Nothing for all.
    let target: BlockID?
  }
  var sent: [[Sending]] = []
  var orders: [[Sending]] = []

  func makeState(for block: BlockID) -> [[Letter]] { [] }

  func step(
    _ block: BlockID, _ state: inout [[Letter]], inbox: [Letter], outbox: inout Outbox<Self>
  ) {
    state.append(inbox)
    var random = SplitMix(state: chain(seed, UInt64(superstep * blocks + Int(block.rawValue))))
    for number in 0..<Int(random.next() % 6) {
      let isBroadcast = random.next() % 8 == 0
      let letter = Letter(
        sender: Int(block.rawValue), number: number, isBroadcast: isBroadcast,
        superstep: superstep)
      if isBroadcast {
        outbox.broadcast(letter)
        outbox.report(Sending(letter: letter, target: nil))
      } else {
        let target = BlockID(UInt32(random.next() % UInt64(blocks)))
        outbox.send(letter, to: target)
        outbox.report(Sending(letter: letter, target: target))
      }
    }
  }

  mutating func barrier(_ barrier: Barrier<Sending>, outbox: inout Outbox<Self>) -> Bool {
    sent.append(barrier.reports)
    superstep = barrier.superstep + 1
    orders.append([])
    var random = SplitMix(state: chain(seed, UInt64(superstep)))
    for number in 0..<3 {
      let letter = Letter(
        sender: -1, number: number, isBroadcast: number == 1, superstep: superstep - 1)
      if number == 1 {
        outbox.broadcast(letter)
        orders[superstep - 1].append(Sending(letter: letter, target: nil))
      } else {
        let target = BlockID(UInt32(random.next() % UInt64(blocks)))
        outbox.send(letter, to: target)
        orders[superstep - 1].append(Sending(letter: letter, target: target))
      }
    }
    return superstep < 6
  }
}

@Suite struct InboxTests {
  @Test(arguments: 0..<12 as Range<UInt64>, [1, 2, 3, 8])
  func orderIsCanonical(seed: UInt64, workers: Int) throws {
    let blocks = seed % 2 == 0 ? 20 : 200
    var grid = Grid(
      Correspondence(blocks: blocks, seed: seed), workers: workers, blocks: blocks)
    grid.send(.init(sender: -1, number: 0, superstep: -1), to: BlockID(5))
    grid.send(.init(sender: -1, number: 1, superstep: -1), to: BlockID(7))
    #expect(try grid.run() == .stopped)
    #expect(try grid.run(limits: GridLimits(supersteps: 6)) == .limit(.supersteps))

    // The same deliveries, by the definition: block by block, everything sorted.
    var alive: Set<Int> = [5, 7]
    var expected: [Int: [[Correspondence.Letter]]] = [
      5: [[.init(sender: -1, number: 0, superstep: -1)]],
      7: [[.init(sender: -1, number: 1, superstep: -1)]],
    ]
    for superstep in 0..<5 {
      let all = grid.program.orders[superstep] + grid.program.sent[superstep]
      alive.formUnion(all.compactMap { $0.target.map { Int($0.rawValue) } })
      for block in alive {
        let mail = all.filter { $0.target == nil || $0.target == BlockID(UInt32(block)) }
        if !mail.isEmpty { expected[block, default: []].append(mail.map(\.letter).sorted()) }
      }
    }
    let sent = grid.program.sent
    let orders = grid.program.orders
    for superstep in sent.indices {
      #expect(sent[superstep].map(\.letter) == sent[superstep].map(\.letter).sorted())
    }
    var lastBlock = -1
    grid.forEachBlock { block, inboxes in
      #expect(lastBlock < Int(block.rawValue))
      lastBlock = Int(block.rawValue)
      #expect(inboxes == expected[lastBlock, default: []], "seed \(seed), block \(block)")
    }
    let emitted = sent.joined().count + orders.joined().count + 2
    #expect(grid.counts.emitted == emitted)
    #expect(grid.counts.reports == sent.joined().count)
    #expect(grid.counts.steps == expected.values.reduce(0) { $0 + $1.count })
  }

  @Test func broadcastReachesOnlyLiveBlocks() throws {
    var grid = Grid(Correspondence(blocks: 4_096, seed: 1))
    grid.broadcast(.init(sender: -1, number: 0, superstep: -1))
    #expect(try grid.run() == .quiescent)
    #expect(grid.counts.emitted == 1)
    #expect(grid.counts.delivered == 0)
    #expect(grid.counts.steps == 0)
    grid.broadcast(.init(sender: -1, number: 1, superstep: -1))
    grid.send(.init(sender: -1, number: 2, superstep: -1), to: BlockID(9))
    #expect(try grid.run(limits: GridLimits(supersteps: 1)) == .limit(.supersteps))
    var found: [[Correspondence.Letter]] = []
    grid.forEachBlock { block, inboxes in if block == BlockID(9) { found = inboxes } }
    // Woken by the second message, the block gets the broadcast before it.
    #expect(found.first?.map(\.number) == [1, 2])
  }
}
