// Every fault of a transport is either harmless or stops the run with an error that names it: no
// fault leaves a result that differs from the right one. Start at `everyFaultIsNoticed`.
// Neighbours: `FaultyTransport.swift`, `WireTests.swift` for changed bytes.
// Source: J. Saltzer, D. Reed, D. Clark, End-to-end arguments in system design (1984).

import LogicGrid
import Testing

@Suite struct FaultTests {
  func run(
    _ fault: Fault, superstep: Int, workers: Int, log: FaultyTransport<RandomProgram>.AbortLog
  ) throws(GridError) -> Trace {
    let transport = FaultyTransport<RandomProgram>(
      workers: workers, fault: fault, superstep: superstep, aborts: log)
    var grid = Grid(
      RandomProgram(seed: 11, blocks: 64), transport: transport,
      table: BlockTable(blocks: 64, workers: workers))
    grid.seed()
    let outcome = try grid.run()
    return Trace(grid, outcome)
  }

  func rightResult() throws -> Trace {
    var grid = Grid(RandomProgram(seed: 11, blocks: 64), blocks: 64)
    grid.seed()
    return Trace(grid, try grid.run())
  }

  @Test(arguments: Fault.allCases, [2, 3])
  func everyFaultIsNoticed(fault: Fault, workers: Int) throws {
    let right = try rightResult()
    for superstep in [3, 7] {
      let log = FaultyTransport<RandomProgram>.AbortLog()
      do throws(GridError) {
        let trace = try run(fault, superstep: superstep, workers: workers, log: log)
        #expect(fault == .shuffle, "\(fault) went unnoticed")
        #expect(trace == right)
      } catch {
        guard case .transport(let cause) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(matches(cause, fault, superstep: superstep), "\(fault): \(cause)")
        #expect(log.reasons.count == 1)
      }
    }
  }

  /// Whether an error is the one that names the fault.
  func matches(_ error: TransportError, _ fault: Fault, superstep: Int) -> Bool {
    switch (fault, error) {
    case (.loseParcel, .missing(superstep, _, _)), (.repeatParcel, .duplicate(superstep, _, _)),
      (.deliverOldParcel, .stale(superstep, _, _)),
      (.deliverOldExchange, .stale(superstep, _, _)),
      (.misrouteParcel, .duplicate(superstep, _, _)),
      (.strayParcel, .misrouted(superstep, _, _)),
      (.loseReports, .missing(superstep, _, _)), (.repeatReports, .duplicate(superstep, _, _)),
      (.oldReports, .stale(superstep, _, _)),
      (.disagree, .disagreement(superstep)), (.wrongSum, .unbalanced(superstep, _, _)),
      (.shortSum, .unbalanced(superstep, _, _)):
      true
    case (.loseEnvelope, .damaged(superstep, _, _)),
      (.repeatEnvelope, .damaged(superstep, _, _)), (.loseRuns, .damaged(superstep, _, _)),
      (.swapRuns, .damaged(superstep, _, _)), (.emptyParcel, .damaged(superstep, _, _)),
      (.loseReport, .damaged(superstep, _, _)):
      true
    case (.abortExchange, .aborted("exchange")), (.abortGather, .aborted("gather")),
      (.abortSum, .aborted("sum")), (.abortAgree, .aborted("agree")):
      true
    default: false
    }
  }

  @Test func aBrokenGridStaysBroken() throws {
    let transport = FaultyTransport<RandomProgram>(
      workers: 2, fault: .loseParcel, superstep: 2, aborts: .init())
    var grid = Grid(
      RandomProgram(seed: 11, blocks: 64), transport: transport,
      table: BlockTable(blocks: 64, workers: 2))
    grid.seed()
    var errors: [String] = []
    for _ in 0..<2 {
      do throws(GridError) { _ = try grid.run() } catch { errors.append("\(error)") }
    }
    #expect(errors.count == 2)
    #expect(Set(errors).count == 1)
  }
}
