// Threads, tickets, tables and keys. Start at `lanesReallyRunAtOnce`; nothing here measures time.
// Neighbours: `Crew.swift`, `Tickets.swift`, `BlockID.swift` are what is tested; the other suites
// test them together.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

import Glibc
import Synchronization
import Testing

@testable import LogicGrid

/// Counts how often each item runs, and on which lanes; the first items wait for one another. The
/// cells are not locked: the crew must order the writes of lanes before the reads of its caller,
/// which the thread sanitizer checks. (It does not see `Synchronization.Mutex`.)
private final class Register: CrewJob, @unchecked Sendable {
  let count: Int
  let rendezvous: Int
  private let items: UnsafeMutablePointer<Int>
  private let lanes: UnsafeMutablePointer<Int>
  private let arrived = Atomic<Int>(0)

  init(count: Int, rendezvous: Int) {
    self.count = count
    self.rendezvous = rendezvous
    items = .allocate(capacity: count + 1)
    items.initialize(repeating: 0, count: count)
    lanes = .allocate(capacity: 16)
    lanes.initialize(repeating: 0, count: 16)
  }

  deinit {
    items.deallocate()
    lanes.deallocate()
  }

  var runs: [Int] { (0..<count).map { items[$0] } }
  var busyLanes: [Int] { (0..<16).filter { lanes[$0] > 0 } }

  func run(_ item: Int, lane: Int) {
    items[item] += 1
    lanes[lane] += 1
    if item < rendezvous {
      arrived.wrappingAdd(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < rendezvous { sched_yield() }
    }
  }
}

@Suite struct CrewTests {
  @Test(arguments: [1, 2, 3, 8])
  func everyItemRunsOnce(lanes: Int) {
    let crew = Crew(lanes: lanes)
    let tickets = Tickets()
    for round in 0..<40 {
      let job = Register(count: round * 7, rendezvous: 0)
      _ = crew.perform(job, tickets: tickets, isLong: round % 2 == 0)
      #expect(job.runs == Array(repeating: 1, count: round * 7))
    }
  }

  /// Each of the first items waits until all of them run: only as many threads get through.
  @Test(arguments: [2, 3, 8])
  func lanesReallyRunAtOnce(lanes: Int) {
    let crew = Crew(lanes: lanes)
    let tickets = Tickets()
    for _ in 0..<10 {
      let job = Register(count: 2 * lanes, rendezvous: lanes)
      _ = crew.perform(job, tickets: tickets, isLong: true)
      #expect(job.busyLanes == Array(0..<lanes))
      #expect(job.runs.allSatisfy { $0 == 1 })
    }
  }

  @Test func shortJobsStayOnTheCaller() {
    let crew = Crew(lanes: 8)
    let job = Register(count: 1, rendezvous: 0)
    _ = crew.perform(job, tickets: Tickets(), isLong: true)
    #expect(job.busyLanes == [0])
  }

  @Test func crewsComeAndGo() {
    for round in 0..<50 {
      let crew = Crew(lanes: 4)
      if round % 3 == 0 { continue }  // never opened
      let job = Register(count: 20, rendezvous: 0)
      _ = crew.perform(job, tickets: Tickets(), isLong: true)
      #expect(job.runs == Array(repeating: 1, count: 20))
    }
  }

  @Test func homesAreSpreadAndFixed() {
    var load = [Int](repeating: 0, count: 64)
    for key in 0..<64_000 as Range<UInt64> {
      load[Int(BlockID.home(of: key, among: 64).rawValue)] += 1
    }
    #expect(load.allSatisfy { 850...1_150 ~= $0 }, "\(load)")
    // Computed apart, in Python; homes must not change, since they order what runs print.
    #expect((0..<5).map { BlockID.home(of: $0).rawValue } == [3_618, 2_320, 2_421, 464, 1_767])
    #expect(BlockID.home(of: .max, among: 1) == BlockID(0))
  }

  /// No result depends on the table, not even on one that leaves workers without a block.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func anyTableIsRight(seed: UInt64) throws {
    var serial = Grid(RandomProgram(seed: seed, blocks: 40), blocks: 40)
    serial.seed()
    let expected = Trace(serial, try serial.run())
    var random = SplitMix(state: seed)
    let owners = (0..<40).map { _ in UInt32(random.next() % (seed < 4 ? 5 : 2)) }
    var grid = Grid(
      RandomProgram(seed: seed, blocks: 40), transport: ThreadTransport(workers: 5),
      table: BlockTable(owners: owners, workers: 5))
    grid.seed()
    let outcome = try grid.run()
    #expect(Trace(grid, outcome) == expected)
  }

  @Test func blockSetsAreInOrder() {
    var set = BlockSet(blocks: 200)
    for number in [199, 0, 63, 64, 5, 128, 5] as [UInt32] { set.insert(BlockID(number)) }
    var members: [UInt32] = []
    set.forEach { members.append($0.rawValue) }
    #expect(members == [0, 5, 63, 64, 128, 199])
    #expect(set.contains(BlockID(64)) && !set.contains(BlockID(65)))
  }
}
