// Transports within this process: parcels change hands without being copied or serialised.
// Start at `LocalTransport` (serial) or `ThreadTransport` (several threads); the threads
// themselves are `Crew.swift`. Neighbour: `Transport.swift` says what each collective owes.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

/// One worker on the calling thread.
public struct LocalTransport<Program: GridProgram>: SingleProcessTransport {
  /// One.
  public let workers = 1
  /// Only the calling thread.
  public let crew = Crew(lanes: 1)

  /// A transport for one worker.
  public init() {}
}

/// Several workers on threads of this process; the calling thread is the first.
public struct ThreadTransport<Program: GridProgram>: SingleProcessTransport {
  /// Number of threads (count).
  public let workers: Int
  /// The threads; they start when the first superstep that is worth it runs.
  public let crew: Crew

  /// A transport for `workers` threads. *Requires*: at least one.
  public init(workers: Int) {
    self.workers = workers
    crew = Crew(lanes: workers)
  }
}

/// A transport whose workers are all in this process: its collectives are identities. They are
/// not defaults of `Transport`, so that a distributed one cannot forget one of them.
public protocol SingleProcessTransport: Transport {}

extension SingleProcessTransport {
  /// One.
  public var processes: Int { 1 }

  /// All of them.
  public var localWorkers: Range<Int> { 0..<workers }

  /// Everything that is sent is for this process.
  public mutating func exchange(
    _ parcels: consuming [Parcel<Program.Message>]
  ) throws(TransportError) -> [Parcel<Program.Message>] { parcels }

  /// The only reports there are.
  public mutating func gather(
    _ reports: consuming Parcel<Program.Report>
  ) throws(TransportError) -> [Parcel<Program.Report>] { [reports] }

  /// The only summand.
  public mutating func sum(_ values: [Int]) throws(TransportError) -> [Int] { values }

  /// Nobody differs.
  public mutating func agree(on value: UInt64) throws(TransportError) -> Bool { true }

  /// Nobody else to tell.
  public mutating func abort(_ reason: String) {}
}
