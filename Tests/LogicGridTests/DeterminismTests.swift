// The law of determinism, on random programs: any number of workers, any table, any interleaving,
// the same states, reports, counts and outcome. Start at `sameForAnyWorkers`.
// Neighbours: `RandomProgram.swift`; `InboxTests.swift` for the exact order.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

import LogicGrid
import Testing

@Suite struct DeterminismTests {
  func trace(
    seed: UInt64, workers: Int, blocks: Int, limits: GridLimits = GridLimits()
  ) throws -> Trace {
    var grid = Grid(
      RandomProgram(seed: seed, blocks: blocks), workers: workers, blocks: blocks)
    grid.seed()
    let outcome = try grid.run(limits: limits)
    return Trace(grid, outcome)
  }

  @Test(arguments: 1...24 as ClosedRange<UInt64>)
  func sameForAnyWorkers(seed: UInt64) throws {
    let blocks = [3, 17, 64, 256][Int(seed % 4)]
    let serial = try trace(seed: seed, workers: 1, blocks: blocks)
    #expect(serial.counts.steps > 0)
    for workers in [1, 2, 3, 8] {
      for _ in 0..<2 {
        let parallel = try trace(seed: seed, workers: workers, blocks: blocks)
        #expect(parallel == serial, "seed \(seed), \(workers) workers")
      }
    }
  }
}
