// A rehearsal of MPI: several processes played by threads, which share nothing but words that are
// handed over in a hub. Start at `Hub.meet`. Each rank has its own grid, its own copy of the
// program and one or more workers; parcels are encoded and decoded.
// Neighbours: `WireTests.swift`, `Parcel+Words.swift`.
// Source: Message Passing Interface Forum, MPI 4.0 (2021), chapter 6, collective communication.

import Glibc
import LogicGrid

/// Where the ranks meet. Everything below the lock is read and written under it.
final class Hub: @unchecked Sendable {
  let ranks: Int
  /// May change words on their way; called with (number of the meeting, sender).
  let tamper: @Sendable (Int, Int, inout [[UInt32]]) -> Void
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var brought: [[[UInt32]]?]
  private var result: [[[UInt32]]] = []
  private var meeting = 0
  private var abortReason: String?

  init(
    ranks: Int, tamper: @escaping @Sendable (Int, Int, inout [[UInt32]]) -> Void = { _, _, _ in }
  ) {
    self.ranks = ranks
    self.tamper = tamper
    brought = Array(repeating: nil, count: ranks)
    mutex.initialize(to: pthread_mutex_t())
    changed.initialize(to: pthread_cond_t())
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Waits until all ranks have brought something; returns what each brought, by rank.
  func meet(_ rank: Int, bringing words: [[UInt32]]) throws(TransportError) -> [[[UInt32]]] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    if let abortReason { throw .aborted(abortReason) }
    var words = words
    tamper(meeting, rank, &words)
    brought[rank] = words
    if brought.allSatisfy({ $0 != nil }) {
      result = brought.map { $0 ?? [] }
      brought = Array(repeating: nil, count: ranks)
      meeting += 1
      pthread_cond_broadcast(changed)
      return result
    }
    let mine = meeting
    while meeting == mine && abortReason == nil { pthread_cond_wait(changed, mutex) }
    if meeting == mine, let abortReason { throw .aborted(abortReason) }
    return result
  }

  func abort(_ reason: String) {
    pthread_mutex_lock(mutex)
    if abortReason == nil { abortReason = reason }
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
  }
}

/// One rank with some workers.
struct RankTransport<Program: GridProgram>: Transport
where Program.Message: WordCodable, Program.Report: WordCodable {
  let hub: Hub
  let rank: Int
  let workersPerRank: Int
  let crew: Crew

  init(hub: Hub, rank: Int, workersPerRank: Int) {
    self.hub = hub
    self.rank = rank
    self.workersPerRank = workersPerRank
    crew = Crew(lanes: workersPerRank)
  }

  var processes: Int { hub.ranks }
  var workers: Int { hub.ranks * workersPerRank }
  var localWorkers: Range<Int> { rank * workersPerRank..<(rank + 1) * workersPerRank }

  func exchange(
    _ parcels: consuming [Parcel<Program.Message>]
  ) throws(TransportError) -> [Parcel<Program.Message>] {
    let all = try hub.meet(rank, bringing: parcels.map { $0.encoded() })
    var result: [Parcel<Program.Message>] = []
    for words in all.joined() {
      let parcel = try Parcel<Program.Message>(words: words)
      if localWorkers.contains(parcel.destination) { result.append(parcel) }
    }
    return result
  }

  func gather(
    _ reports: consuming Parcel<Program.Report>
  ) throws(TransportError) -> [Parcel<Program.Report>] {
    var result: [Parcel<Program.Report>] = []
    for words in try hub.meet(rank, bringing: [reports.encoded()]).joined() {
      result.append(try Parcel(words: words))
    }
    return result
  }

  func sum(_ values: [Int]) throws(TransportError) -> [Int] {
    let own = values.flatMap { [UInt32($0 & 0xFFFF_FFFF), UInt32($0 >> 32)] }
    var result = [Int](repeating: 0, count: values.count)
    for words in try hub.meet(rank, bringing: [own]).joined() {
      for index in values.indices {
        result[index] += Int(words[2 * index]) + Int(words[2 * index + 1]) << 32
      }
    }
    return result
  }

  func agree(on value: UInt64) throws(TransportError) -> Bool {
    let own = [UInt32(value & 0xFFFF_FFFF), UInt32(value >> 32)]
    return try hub.meet(rank, bringing: [own]).allSatisfy { $0 == [own] }
  }

  func abort(_ reason: String) { hub.abort(reason) }
}
