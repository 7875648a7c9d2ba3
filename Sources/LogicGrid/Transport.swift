// How the workers of a grid talk: five collectives, called by the engine of each process in the
// same order. Start at `exchange`. A transport may lose, repeat or mix up parcels without
// harm to the truth: the engine checks every one and stops (`TransportError`).
// Neighbours: `LocalTransport.swift` (this process), `Grid.swift` (the caller).
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

/// The collectives that a grid needs. One value serves one process; a process has one worker or
/// several. All processes call the collectives in the same order.
public protocol Transport<Program>: Sendable {
  /// The program whose messages travel. A transport that writes bytes requires of it that
  /// messages and reports are `WordCodable`.
  associatedtype Program: GridProgram

  /// Number of workers in all processes (count).
  var workers: Int { get }
  /// The workers that live in this process.
  var localWorkers: Range<Int> { get }
  /// Number of processes (count).
  var processes: Int { get }
  /// The threads of this process, one for each local worker.
  var crew: Crew { get }

  /// Delivers parcels. *Shape*: takes one parcel for each (local worker, any worker); returns
  /// one for each (any worker, local worker), in any order.
  mutating func exchange(
    _ parcels: consuming [Parcel<Program.Message>]
  ) throws(TransportError) -> [Parcel<Program.Message>]

  /// Gives every process the reports of all. *Shape*: takes one parcel, returns one for each
  /// process, in any order; `source` is the first local worker of the process.
  mutating func gather(
    _ reports: consuming Parcel<Program.Report>
  ) throws(TransportError) -> [Parcel<Program.Report>]

  /// Adds vectors of equal length over all processes.
  mutating func sum(_ values: [Int]) throws(TransportError) -> [Int]

  /// Whether all processes brought the same value.
  mutating func agree(on value: UInt64) throws(TransportError) -> Bool

  /// Tells all processes to stop: their next collective throws `.aborted`. Never fails.
  mutating func abort(_ reason: String)
}

/// What a transport did wrong, or was told to do: the run has no result.
public enum TransportError: Error, Hashable, Sendable {
  /// No parcel from this worker to that one.
  case missing(superstep: Int, source: Int, destination: Int)
  /// Two parcels from this worker to that one.
  case duplicate(superstep: Int, source: Int, destination: Int)
  /// A parcel for a worker of another process, or from one that does not exist.
  case misrouted(superstep: Int, source: Int, destination: Int)
  /// A parcel of another superstep.
  case stale(expected: Int, found: Int, source: Int)
  /// A parcel that is not as it was sealed.
  case damaged(superstep: Int, source: Int, destination: Int)
  /// All processes together received another number of envelopes than they sent.
  case unbalanced(superstep: Int, sent: Int, received: Int)
  /// The processes differ in what the barrier decided.
  case disagreement(superstep: Int)
  /// Words that are no parcel: cut short, changed, or of another program.
  case malformed(String)
  /// A process gave up, for this reason.
  case aborted(String)
}
