// How runs end: budgets, requests to stop, errors in steps and in the barrier; and that whatever
// can go on afterwards goes on as if nothing had happened. Start at `budgetsOnlyInterrupt`.
// Neighbours: `RandomProgram.swift`, `FaultTests.swift` for faults of the transport.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

import LogicGrid
import Testing

/// Throws in some blocks, and in the barrier of one superstep.
struct Thrower: GridProgram {
  struct Failure: Error, Equatable { let block: UInt32 }

  let bad: [UInt32]
  var badBarrier = Int.max
  var work = 0

  func makeState(for block: BlockID) {}

  func step(
    _ block: BlockID, _ state: inout Void, inbox: [Int], outbox: inout Outbox<Self>
  ) throws {
    // Long enough for other lanes to take part: then the lowest may be on any of them.
    var waste = UInt64(block.rawValue)
    for _ in 0..<work { waste = chain(waste, 1) }
    if inbox.contains(3), bad.contains(block.rawValue), waste != 0 {
      throw Failure(block: block.rawValue)
    }
    outbox.send(inbox[0] + 1, to: block)
  }

  mutating func barrier(_ barrier: Barrier<Never>, outbox: inout Outbox<Self>) throws -> Bool {
    if barrier.superstep == badBarrier { throw Failure(block: 0) }
    return true
  }
}

/// Passes a number on until it is 0, and cancels when it is 5.
struct Countdown: GridProgram {
  let cancellation: Cancellation

  func makeState(for block: BlockID) -> Int { 0 }

  func step(
    _ block: BlockID, _ state: inout Int, inbox: [Int], outbox: inout Outbox<Self>
  ) {
    state += inbox.count
    if inbox[0] == 5 { cancellation.cancel() }
    if inbox[0] > 0 { outbox.send(inbox[0] - 1, to: BlockID(block.rawValue + 1)) }
  }
}

@Suite struct OutcomeTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>, [1, 3])
  func budgetsOnlyInterrupt(seed: UInt64, workers: Int) throws {
    let program = RandomProgram(seed: seed, blocks: 50)
    var whole = Grid(program, blocks: 50)
    whole.seed()
    let expected = Trace(whole, try whole.run())

    var pieces = Grid(program, workers: workers, blocks: 50)
    pieces.seed()
    var outcome = GridOutcome.limit(.supersteps)
    var budget = 0
    while outcome == .limit(.supersteps) {
      outcome = try pieces.run(limits: GridLimits(supersteps: budget))
      if outcome == .limit(.supersteps) { #expect(pieces.counts.supersteps == budget) }
      budget += 1
    }
    #expect(Trace(pieces, outcome) == expected)
  }

  @Test(arguments: [1, 2, 8])
  func messageBudgetStops(workers: Int) throws {
    var grid = Grid(RandomProgram(seed: 3, blocks: 50), workers: workers, blocks: 50)
    grid.seed()
    #expect(try grid.run(limits: GridLimits(messages: 10)) == .limit(.messages))
    #expect(grid.counts.supersteps == 0)
    #expect(grid.counts.emitted == 10)
    #expect(try grid.run(limits: GridLimits(messages: 100)) == .limit(.messages))
    let counts = grid.counts
    #expect(counts.emitted >= 100)
    #expect(try grid.run(limits: GridLimits(messages: 100)) == .limit(.messages))
    #expect(grid.counts == counts)
  }

  @Test(arguments: [1, 2, 3, 8])
  func lowestBlockThatThrowsIsNamed(workers: Int) throws {
    let crowds = [UInt32](repeating: 0, count: 8).map { _ in Array(20..<60) as [UInt32] }
    for bad in [[40], [41, 40, 199], [199, 7, 100, 8]] + crowds {
      let program = Thrower(bad: bad, work: bad.count > 10 ? 200 : 0)
      var grid = Grid(program, workers: workers, blocks: 200)
      for block in 0..<200 { grid.send(0, to: BlockID(UInt32(block))) }
      for _ in 0..<2 {  // once broken, always broken
        do throws(GridError) {
          _ = try grid.run()
          Issue.record("no error from \(bad)")
        } catch {
          guard case .program(let block, let superstep, let cause) = error else {
            Issue.record("\(error)")
            return
          }
          #expect(block == bad.min().map { BlockID($0) })
          #expect(superstep == 3)
          #expect(cause as? Thrower.Failure == bad.min().map { .init(block: $0) })
        }
      }
      #expect(grid.counts.supersteps == 3)
    }
  }

  @Test func barrierMayThrow() throws {
    var grid = Grid(Thrower(bad: [], badBarrier: 5), blocks: 8)
    grid.send(0, to: BlockID(1))
    do throws(GridError) {
      _ = try grid.run()
      Issue.record("no error")
    } catch {
      guard case .program(nil, superstep: 5, is Thrower.Failure) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: [1, 2])
  func cancellationStopsAtTheNextBarrier(workers: Int) throws {
    let cancellation = Cancellation()
    var grid = Grid(Countdown(cancellation: cancellation), workers: workers, blocks: 100)
    grid.send(20, to: BlockID(0))
    #expect(try grid.run(cancellation: cancellation) == .cancelled)
    #expect(grid.counts.supersteps == 16)
    #expect(cancellation.isCancelled)
    #expect(try grid.run(cancellation: cancellation) == .cancelled)
    #expect(grid.counts.supersteps == 16)
    #expect(try grid.run(cancellation: Cancellation()) == .quiescent)
    #expect(grid.counts.supersteps == 21)
    #expect(try grid.run() == .quiescent)
    #expect(grid.counts.supersteps == 21)
  }

  @Test func emptyGridIsQuiescent() throws {
    var grid = Grid(RandomProgram(seed: 1, blocks: 4_096))
    #expect(try grid.run() == .quiescent)
    #expect(grid.counts.steps == 0)
    grid.forEachBlock { block, _ in Issue.record("\(block) is alive") }
  }

  @Test func programMayBeChangedBetweenRuns() throws {
    var grid = Grid(RandomProgram(seed: 1, blocks: 8), blocks: 8)
    grid.seed()
    #expect(try grid.run() == .stopped)
    grid.program.supersteps = 20
    #expect(try grid.run() == .stopped)
    #expect(grid.counts.supersteps == 20)
  }
}
