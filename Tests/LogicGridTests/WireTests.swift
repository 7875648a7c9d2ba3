// Parcels as words, and several processes: the same result as one process, and every cut, change
// or difference of opinion noticed. Start at `ranksGiveTheSameResult`.
// Neighbours: `RankTransport.swift` (the rehearsal of MPI), `FaultTests.swift`.
// Source: J. Saltzer, D. Reed, D. Clark, End-to-end arguments in system design (1984).

import LogicGrid
import Synchronization
import Testing

/// What became of one rank.
enum RankEnd: Sendable {
  case ended(GridOutcome, GridCounts, log: [UInt64], states: [[UInt64]])
  case failed(TransportError)
  case threw(BlockID?, superstep: Int)
}

/// A cell for each rank.
private final class Ends: @unchecked Sendable {
  let cells: UnsafeMutablePointer<RankEnd?>
  let ranks: Int

  init(_ ranks: Int) {
    self.ranks = ranks
    cells = .allocate(capacity: ranks)
    cells.initialize(repeating: nil, count: ranks)
  }

  deinit {
    cells.deinitialize(count: ranks)
    cells.deallocate()
  }
}

/// Runs one grid per rank, each on a thread, to the end; returns what became of each.
func runRanks(
  _ ranks: Int, workersPerRank: Int,
  tamper: @escaping @Sendable (Int, Int, inout [[UInt32]]) -> Void = { _, _, _ in },
  makeProgram: @escaping @Sendable (Int) -> RandomProgram
) -> [RankEnd] {
  let hub = Hub(ranks: ranks, tamper: tamper)
  let ends = Ends(ranks)
  let life: @Sendable (Int) -> Void = { rank in
    let program = makeProgram(rank)
    let transport = RankTransport<RandomProgram>(
      hub: hub, rank: rank, workersPerRank: workersPerRank)
    var grid = Grid(
      program, transport: transport,
      table: BlockTable(blocks: program.blocks, workers: ranks * workersPerRank))
    grid.seed()
    let end: RankEnd
    do throws(GridError) {
      let outcome = try grid.run()
      var states: [[UInt64]] = []
      grid.forEachBlock { block, state in
        states.append([UInt64(block.rawValue), state.digest, UInt64(state.received)])
      }
      end = .ended(outcome, grid.counts, log: grid.program.log, states: states)
    } catch {
      switch error {
      case .transport(let cause): end = .failed(cause)
      case .program(let block, let superstep, _): end = .threw(block, superstep: superstep)
      }
    }
    ends.cells[rank] = end
  }
  let crew = Crew(lanes: ranks)
  crew.open(life)
  life(0)
  crew.close()
  return (0..<ranks).compactMap { ends.cells[$0] }
}

@Suite struct WireTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>, [[2, 1], [3, 1], [2, 2], [4, 3]])
  func ranksGiveTheSameResult(seed: UInt64, shape: [Int]) throws {
    var grid = Grid(RandomProgram(seed: seed, blocks: 60), blocks: 60)
    grid.seed()
    let expected = Trace(grid, try grid.run())
    let ends = runRanks(shape[0], workersPerRank: shape[1]) { _ in
      RandomProgram(seed: seed, blocks: 60)
    }
    #expect(ends.count == shape[0])
    var states: [[UInt64]] = []
    for end in ends {
      guard case .ended(let outcome, let counts, let log, let own) = end else {
        Issue.record("seed \(seed): \(end)")
        return
      }
      #expect(outcome == expected.outcome)
      #expect(counts == expected.counts)
      #expect(log == expected.log)
      states += own
    }
    #expect(states.sorted { $0[0] < $1[0] }.flatMap { $0 } == expected.states)
  }

  @Test func differentSnapshotsAreNoticed() {
    let ends = runRanks(3, workersPerRank: 1) { rank in
      RandomProgram(seed: 5, blocks: 60, snapshot: rank == 1 ? 2 : 1)
    }
    #expect(ends.count == 3)
    for end in ends {
      guard case .failed(let cause) = end else {
        Issue.record("\(end)")
        return
      }
      // Those that see the difference first stop the others.
      let isNamed =
        if case .aborted(let reason) = cause { reason.contains("disagreement") } else { false }
      #expect(cause == .disagreement(superstep: 0) || isNamed, "\(cause)")
    }
  }

  /// One change of one word in flight, in many places: all ranks stop, none with a result.
  @Test(arguments: 0..<24 as Range<Int>)
  func changedWordsAreNoticed(place: Int) {
    let ends = runRanks(
      2, workersPerRank: 2,
      tamper: { meeting, rank, words in
        // Of the four meetings of a superstep, after one sum, the first two carry parcels.
        guard meeting == (place % 2 == 0 ? 9 : 10), rank == place / 2 % 2 else { return }
        let parcel = place % words.count
        let word = place * 7 % words[parcel].count
        switch place % 3 {
        case 0: words[parcel][word] ^= 1 << UInt32(place)
        case 1: words[parcel].removeLast()
        default: words[parcel].insert(0, at: word)
        }
      }
    ) { _ in RandomProgram(seed: 8, blocks: 60) }
    #expect(ends.count == 2)
    for end in ends {
      guard case .failed(let cause) = end else {
        Issue.record("place \(place): \(end)")
        return
      }
      switch cause {
      case .malformed: break
      case .aborted(let reason): #expect(reason.contains("malformed"))
      default: Issue.record("place \(place): \(cause)")
      }
    }
  }

  @Test func parcelsSurviveTheirWords() throws {
    let hub = Hub(ranks: 1)
    let seen = Mutex<[[UInt32]]>([])
    let end = runRanks(
      1, workersPerRank: 2, tamper: { _, _, words in seen.withLock { $0 += words } }
    ) { _ in RandomProgram(seed: 2, blocks: 60) }
    #expect(hub.ranks == end.count)
    var parcels = 0
    for words in seen.withLock({ $0 }) {
      guard let parcel = try? Parcel<UInt64>(words: words) else { continue }
      parcels += 1
      #expect(parcel.encoded() == words)
      for count in [0, 1, 2, 3, words.count / 2, words.count - 1] {
        #expect(throws: TransportError.self) {
          _ = try Parcel<UInt64>(words: Array(words.prefix(count)))
        }
      }
      #expect(throws: TransportError.self) { _ = try Parcel<UInt64>(words: words + [0]) }
    }
    #expect(parcels > 20)
  }
}
