// A program without a purpose, for tests: what it sends depends on everything that it received,
// in order, so that one message lost, repeated or out of place changes the outcome. Start at
// `step`. It branches, broadcasts, reports, and reads a snapshot that the barrier replaces.
// Neighbour: `DeterminismTests.swift`. Source: D. Lehmer's hash chains, in spirit.

import LogicGrid

/// SplitMix64: the only source of chance in these tests, always seeded.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A digest that depends on the order of what is put in.
func chain(_ digest: UInt64, _ value: UInt64) -> UInt64 {
  var random = SplitMix(state: digest &* 31 &+ value)
  return random.next()
}

struct RandomProgram: GridProgram {
  struct State: Sendable {
    var digest: UInt64
    var received = 0
  }

  let seed: UInt64
  let blocks: Int
  var supersteps = 12
  /// Replaced by every barrier, read by every step.
  var snapshot: UInt64 = 1
  var log: [UInt64] = []

  func makeState(for block: BlockID) -> State {
    State(digest: chain(snapshot, UInt64(block.rawValue)))
  }

  func step(
    _ block: BlockID, _ state: inout State, inbox: [UInt64], outbox: inout Outbox<Self>
  ) {
    for message in inbox {
      state.digest = chain(state.digest, message)
      state.received += 1
    }
    var random = SplitMix(state: state.digest ^ snapshot ^ seed)
    // Very uneven work: some blocks are 100 times slower than others.
    var waste = random.next()
    for _ in 0..<(waste % 16 == 0 ? 2_000 : 20) { waste = chain(waste, 1) }
    for _ in 0..<(random.next() % 4) {
      let target = BlockID(UInt32(random.next() % UInt64(blocks)))
      outbox.send(random.next() ^ (waste & 1), to: target)
    }
    if random.next() % 32 == 0 { outbox.broadcast(random.next()) }
    if random.next() % 2 == 0 { outbox.report(state.digest) }
    if random.next() % 8 == 0 { outbox.report(chain(state.digest, 7)) }
  }

  mutating func barrier(_ barrier: Barrier<UInt64>, outbox: inout Outbox<Self>) -> Bool {
    snapshot = barrier.reports.reduce(snapshot, chain)
    log.append(snapshot)
    var random = SplitMix(state: snapshot)
    for _ in 0..<(random.next() % 3) {
      outbox.send(random.next(), to: .home(of: random.next(), among: blocks))
    }
    if random.next() % 4 == 0 { outbox.broadcast(random.next()) }
    return barrier.superstep + 1 < supersteps
  }

  var fingerprint: UInt64 { snapshot }
}

/// Everything that a run leaves behind.
struct Trace: Equatable {
  var outcome: GridOutcome
  var counts: GridCounts
  var log: [UInt64]
  var states: [UInt64] = []

  init(_ grid: borrowing Grid<RandomProgram>, _ outcome: GridOutcome) {
    self.outcome = outcome
    counts = grid.counts
    log = grid.program.log
    var found: [UInt64] = []
    grid.forEachBlock { block, state in
      found += [UInt64(block.rawValue), state.digest, UInt64(state.received)]
    }
    states = found
  }
}

extension Grid where Program == RandomProgram {
  /// A few messages to start with.
  mutating func seed() {
    var random = SplitMix(state: program.seed)
    for _ in 0..<10 {
      let block = BlockID.home(of: random.next(), among: program.blocks)
      send(random.next(), to: block)
    }
  }
}
