// The grid of logic blocks: runs a program in supersteps. Start at `run`, which is the whole story:
// deliver, settle, step all waiting blocks, exchange, barrier. It changes the states of the blocks
// and, in `barrier`, the program. `Grid+Compute.swift` steps, `Grid+Delivery.swift` delivers and
// checks parcels, `Grid+Barrier.swift` counts and agrees, `Grid+Invariants.swift` says what holds.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990): bulk-synchronous.

/// A program, its blocks and their messages.
///
/// *Determinism*: see `GridProgram`; the number of workers, the table and the transport change
/// neither states nor counts nor outcome. *Memory*: a word per block, plus what live blocks hold.
public struct Grid<Program: GridProgram>: ~Copyable {
  @usableFromInline let shared: UnsafeMutablePointer<Program>
  @usableFromInline let store: BlockStore<Program>
  @usableFromInline let lanes: [UnsafeMutablePointer<LaneWork<Program>>]
  @usableFromInline let tickets = Tickets()
  @usableFromInline var transport: any Transport<Program>
  /// What the coordinator has sent and is not yet delivered.
  @usableFromInline var coordinator: Outbox<Program>
  /// What blocks sent in the last superstep, by source, then local worker; not yet delivered.
  @usableFromInline var arrived: [Parcel<Program.Message>] = []
  @usableFromInline var sent = 0
  @usableFromInline var emitted = 0
  @usableFromInline var stepped = 0
  @usableFromInline var lastDuration = 0
  @usableFromInline var failure: GridError?
  @usableFromInline var done = GridCounts()
  /// How blocks are shared out.
  public let table: BlockTable

  /// A grid on any transport. *Requires*: the table has as many workers as the transport.
  public init(_ program: Program, transport: any Transport<Program>, table: BlockTable) {
    precondition(table.workers == transport.workers, "\(table.workers) ≠ \(transport.workers)")
    precondition(transport.crew.lanes == transport.localWorkers.count, "a lane for each worker")
    shared = .allocate(capacity: 1)
    shared.initialize(to: program)
    store = BlockStore(table: table, workers: transport.localWorkers.count)
    let owners = UnsafeBufferPointer(store.owners)
    lanes = transport.localWorkers.map { worker in
      let lane = allocateApart(LaneWork<Program>.self)
      let outbox = Outbox<Program>(source: worker, workers: table.workers, owners: owners)
      lane.initialize(to: LaneWork(outbox: outbox))
      return lane
    }
    coordinator = Outbox(source: transport.workers, workers: table.workers, owners: owners)
    self.table = table
    self.transport = transport
  }

  /// A grid in this process on `workers` threads. *Requires*: at least one.
  public init(_ program: Program, workers: Int = 1, blocks: Int = BlockID.defaultCount) {
    let table = BlockTable(blocks: blocks, workers: workers)
    if workers == 1 {
      self.init(program, transport: LocalTransport<Program>(), table: table)
    } else {
      self.init(program, transport: ThreadTransport<Program>(workers: workers), table: table)
    }
  }

  deinit {
    shared.deinitialize(count: 1)
    shared.deallocate()
    for lane in lanes {
      lane.deinitialize(count: 1)
      lane.deallocate()
    }
  }

  /// What has been done so far. Constant time.
  public var counts: GridCounts { done }

  /// The program, with what its barriers have made of it. May be changed between runs.
  public var program: Program {
    get { shared.pointee }
    _modify { yield &shared.pointee }
  }

  /// Sends a message as the coordinator, to start with or between runs. Amortised constant time.
  /// With several processes, each must send the same.
  @inlinable
  public mutating func send(_ message: Program.Message, to block: BlockID) {
    coordinator.send(message, to: block)
  }

  /// Sends a message as the coordinator to every block that is alive when it is delivered.
  @inlinable
  public mutating func broadcast(_ message: Program.Message) { coordinator.broadcast(message) }

  /// Calls `body` with each live block of this process and its state, in ascending order.
  @inlinable
  public borrowing func forEachBlock<Failure: Error>(
    _ body: (BlockID, Program.State) throws(Failure) -> Void
  ) throws(Failure) {
    for block in 0..<store.blocks {
      if let slot = store.slots[block] { try body(BlockID(UInt32(block)), slot.pointee.state) }
    }
  }

  /// Runs supersteps until nothing is under way, the barrier says stop, or a limit is reached.
  /// May not terminate without limits. After any outcome, `run` may be called again and goes on.
  ///
  /// *Throws*: `.program` if a step or the barrier threw; `.transport` if messages were lost,
  /// repeated, late or changed, if processes disagree, or if one of them gave up.
  @inlinable
  public mutating func run(
    limits: GridLimits = GridLimits(), cancellation: Cancellation? = nil
  ) throws(GridError) -> GridOutcome {
    if let failure { throw failure }
    do {
      while true {
        deliver()
        let waiting = try settle(isCancelled: cancellation?.isCancelled ?? false)
        if waiting.isCancelled { return .cancelled }
        if waiting.blocks == 0 { return .quiescent }
        if done.supersteps >= limits.supersteps { return .limit(.supersteps) }
        if done.emitted >= limits.messages { return .limit(.messages) }
        try compute()
        let reports = try exchange()
        if try !barrier(reports) { return .stopped }
      }
    } catch {
      failure = error
      transport.abort("\(error)")
      throw error
    }
  }
}
