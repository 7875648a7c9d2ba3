// The compute phase: the lanes draw waiting blocks, in ascending order, and step them; which lane
// steps which block is up to chance and leaves no trace. Start at `compute`; `Crew.perform`
// decides when it is worth to wake other lanes. Changes states, inboxes, outboxes.
// Neighbours: `Crew.swift`, `Tickets.swift`, `Grid+Delivery.swift`.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

/// A number of items to be done once each, in any order, by any lane.
@usableFromInline
protocol CrewJob: Sendable {
  var count: Int { get }
  func run(_ item: Int, lane: Int)
}

/// Nanoseconds that lane 0 works alone before it calls the others: a call costs about 5 µs.
@usableFromInline let crewPatience = 20_000

extension Crew {
  /// Does all items of a job; returns how long it took in nanoseconds. Other lanes are called at
  /// once if the job is known to be long, else when the caller has lost patience with it.
  @inlinable
  func perform<Job: CrewJob>(_ job: Job, tickets: Tickets, isLong: Bool) -> Int {
    tickets.restart()
    let start = monotonicNanoseconds()
    var isAlone = lanes > 1 && job.count > 1
    let isShared = isAlone
    let help: @Sendable (Int) -> Void = { lane in
      var item = tickets.draw()
      while item < job.count {
        job.run(item, lane: lane)
        item = tickets.draw()
      }
    }
    if isAlone && isLong {
      open(help)
      isAlone = false
    }
    var item = tickets.draw()
    while item < job.count {
      job.run(item, lane: 0)
      item = tickets.draw()
      if isAlone && item + 1 < job.count && monotonicNanoseconds() - start > crewPatience {
        open(help)
        isAlone = false
      }
    }
    if isShared && !isAlone { close() }
    return monotonicNanoseconds() - start
  }
}

/// What one lane produces in a superstep.
@usableFromInline
struct LaneWork<Program: GridProgram>: ~Copyable {
  @usableFromInline var outbox: Outbox<Program>
  /// Of the lowest block that threw on this lane.
  @usableFromInline var failure: (block: BlockID, error: any Error)?

  @inlinable
  init(outbox: consuming Outbox<Program>) { self.outbox = outbox }
}

/// Stepping the waiting blocks of this process. Each item touches its own slot and its own lane.
@usableFromInline
struct StepJob<Program: GridProgram>: CrewJob, @unchecked Sendable {
  @usableFromInline let program: UnsafePointer<Program>
  @usableFromInline let store: BlockStore<Program>
  @usableFromInline let lanes: [UnsafeMutablePointer<LaneWork<Program>>]
  @usableFromInline let waiting: [BlockID]

  @inlinable
  init(
    program: UnsafePointer<Program>, store: BlockStore<Program>,
    lanes: [UnsafeMutablePointer<LaneWork<Program>>], waiting: [BlockID]
  ) {
    self.program = program
    self.store = store
    self.lanes = lanes
    self.waiting = waiting
  }

  @inlinable var count: Int { waiting.count }

  @inlinable
  func run(_ item: Int, lane: Int) {
    let block = waiting[item]
    let work = lanes[lane]
    guard let slot = store.slots[Int(block.rawValue)] else { return }
    work.pointee.outbox.sender = block
    do {
      try program.pointee.step(
        block, &slot.pointee.state, inbox: slot.pointee.inbox, outbox: &work.pointee.outbox)
    } catch {
      // A lane draws ascending blocks: the first that throws is its lowest.
      if work.pointee.failure == nil { work.pointee.failure = (block, error) }
    }
    // One large wave of messages must not hold its memory for ever.
    let isOversized =
      slot.pointee.inbox.capacity > 1_024
      && slot.pointee.inbox.count < slot.pointee.inbox.capacity / 8
    slot.pointee.inbox.removeAll(keepingCapacity: !isOversized)
  }
}

extension Grid {
  /// Steps every waiting block once. *Throws* `.program` for the lowest block that threw.
  @inlinable
  mutating func compute() throws(GridError) {
    let waiting = store.takeWaiting()
    let job = StepJob(
      program: UnsafePointer(shared), store: store, lanes: lanes, waiting: waiting)
    lastDuration = transport.crew.perform(
      job, tickets: tickets, isLong: lastDuration > 2 * crewPatience)
    stepped += waiting.count
    var lowest: (block: BlockID, error: any Error)?
    for lane in lanes {
      guard let failure = lane.pointee.failure else { continue }
      if lowest.map({ failure.block < $0.block }) ?? true { lowest = failure }
    }
    if let lowest {
      throw .program(block: lowest.block, superstep: done.supersteps, lowest.error)
    }
  }
}
