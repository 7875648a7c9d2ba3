// A transport that misbehaves once, in a given superstep, in a given way. Start at `Fault`.
// Everything that it does is something that a network, or a wrong transport, might do.
// Neighbour: `FaultTests.swift`, which shows that no fault goes unnoticed.
// Source: the habit of `mpirun` on a bad day.

import LogicGrid

enum Fault: CaseIterable, Sendable {
  case loseParcel, repeatParcel, deliverOldParcel, deliverOldExchange, misrouteParcel, strayParcel
  case loseEnvelope, repeatEnvelope, loseRuns, swapRuns, emptyParcel
  case loseReports, repeatReports, oldReports, loseReport
  case wrongSum, shortSum, disagree
  case abortExchange, abortGather, abortSum, abortAgree
  /// Harmless: the order of parcels is free.
  case shuffle
}

struct FaultyTransport<Program: GridProgram>: Transport {
  let workers: Int
  let crew: Crew
  let fault: Fault
  /// When to misbehave.
  let superstep: Int
  var exchanges = 0
  var lastExchange: [Parcel<Program.Message>] = []
  var lastReports: [Parcel<Program.Report>] = []
  var isSpent = false
  let aborts: AbortLog

  /// What `abort` was told.
  final class AbortLog: @unchecked Sendable { var reasons: [String] = [] }

  init(workers: Int, fault: Fault, superstep: Int, aborts: AbortLog) {
    self.workers = workers
    crew = Crew(lanes: workers)
    self.fault = fault
    self.superstep = superstep
    self.aborts = aborts
  }

  var processes: Int { 1 }
  var localWorkers: Range<Int> { 0..<workers }

  mutating func exchange(
    _ parcels: consuming [Parcel<Program.Message>]
  ) throws(TransportError) -> [Parcel<Program.Message>] {
    var parcels = parcels
    let before = lastExchange
    lastExchange = parcels
    exchanges += 1
    guard exchanges == superstep + 1 else { return parcels }
    isSpent = true
    let full = parcels.firstIndex { $0.runs.count > 1 } ?? 0
    switch fault {
    case .loseParcel: parcels.remove(at: full)
    case .repeatParcel: parcels.append(parcels[full])
    case .deliverOldParcel: parcels[full] = before[full]
    case .deliverOldExchange: parcels = before
    case .misrouteParcel: parcels[full].destination = (parcels[full].destination + 1) % workers
    case .strayParcel: parcels[full].destination = workers
    case .loseEnvelope: parcels[full].envelopes.removeLast()
    case .repeatEnvelope: parcels[full].envelopes.append(parcels[full].envelopes[0])
    case .loseRuns: parcels[full].runs = []
    case .swapRuns: parcels[full].runs.swapAt(0, 1)
    case .emptyParcel: (parcels[full].envelopes, parcels[full].runs) = ([], [])
    case .abortExchange: throw .aborted("exchange")
    case .shuffle: parcels.reverse()
    default: isSpent = false
    }
    return parcels
  }

  mutating func gather(
    _ reports: consuming Parcel<Program.Report>
  ) throws(TransportError) -> [Parcel<Program.Report>] {
    var all = [reports]
    let before = lastReports
    lastReports = all
    guard exchanges == superstep + 1 else { return all }
    switch fault {
    case .loseReports: return []
    case .repeatReports: return all + all
    case .oldReports: return before
    case .loseReport:
      all[0].envelopes.removeLast()
      return all
    case .abortGather: throw .aborted("gather")
    default: return all
    }
  }

  mutating func sum(_ values: [Int]) throws(TransportError) -> [Int] {
    guard exchanges == superstep + 1, !isSpent else { return values }
    switch fault {
    case .wrongSum: return values.enumerated().map { $0 == 1 ? $1 - 1 : $1 }
    case .shortSum: return values.dropLast()
    case .abortSum: throw .aborted("sum")
    default: return values
    }
  }

  mutating func agree(on value: UInt64) throws(TransportError) -> Bool {
    guard exchanges == superstep + 1 else { return true }
    if fault == .abortAgree { throw .aborted("agree") }
    return fault != .disagree
  }

  mutating func abort(_ reason: String) { aborts.reasons.append(reason) }
}
