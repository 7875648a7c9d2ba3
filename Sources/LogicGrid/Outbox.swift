// Where a block, or the coordinator, puts what it has to say. Start at `send(_:to:)`. One buffer
// per destination worker, found by the table rather than by branching; each remembers where the
// messages of the next sender begin, so that receivers can merge in order of senders.
// Neighbours: `Parcel.swift` (the buffer), `Grid+Delivery.swift` (the merge).
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

/// What is sent during one superstep by the blocks that one worker steps. Not copyable: it
/// belongs to its grid, whose table it reads without counting references.
public struct Outbox<Program: GridProgram>: ~Copyable {
  /// By destination worker.
  @usableFromInline var parcels: [Parcel<Program.Message>]
  @usableFromInline var reports: Parcel<Program.Report>
  @usableFromInline let owners: UnsafeBufferPointer<UInt32>
  @usableFromInline var sender: BlockID
  /// Calls of `send` and `broadcast` (count) since the engine last took the parcels.
  @usableFromInline var emitted = 0

  @inlinable
  init(source: Int, workers: Int, owners: UnsafeBufferPointer<UInt32>) {
    parcels = (0..<workers).map { Parcel(source: source, destination: $0) }
    reports = Parcel(source: source, destination: 0)
    self.owners = owners
    sender = .everyone
  }

  /// Sends a message to a block; it arrives in the next superstep. Never fails. Amortised
  /// constant time. *Requires*: `block` is a block of this grid.
  @inlinable
  public mutating func send(_ message: Program.Message, to block: BlockID) {
    precondition(block.rawValue < owners.count, "no block \(block.rawValue) in this grid")
    let owner = Int(owners[Int(block.rawValue)])
    parcels[owner].append(message, to: block, from: sender)
    emitted &+= 1
  }

  /// Sends a message to every block that is alive in the next superstep: those stepped before
  /// and those that this superstep's messages wake. Counts as one emission. Time: the workers
  /// now, the live blocks at delivery.
  @inlinable
  public mutating func broadcast(_ message: Program.Message) {
    for owner in parcels.indices {
      parcels[owner].append(message, to: .everyone, from: sender)
      parcels[owner].broadcasts &+= 1
    }
    emitted &+= 1
  }

  /// Tells the coordinator something; it is read at the end of this superstep. Amortised
  /// constant time. *Requires*: called from `step`, not from `barrier`.
  @inlinable
  public mutating func report(_ report: Program.Report) {
    precondition(sender != .everyone, "the coordinator reports to nobody")
    reports.append(report, to: .everyone, from: sender)
  }

  @inlinable
  mutating func takeReports() -> Parcel<Program.Report> {
    var taken = Parcel<Program.Report>(source: reports.source, destination: 0)
    swap(&taken, &reports)
    return taken
  }
}
