// How a run ends: quiescent, stopped by the program, by a limit, by a request, or by an error.
// Start at `GridOutcome`; limits are results, not errors, and a grid that met one can go on with
// a larger one. Counts are the same for any number of workers. Neighbour: `Grid.swift`.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990).

/// Why a run ended.
public enum GridOutcome: Hashable, Sendable {
  /// No message is under way.
  case quiescent
  /// The barrier returned false.
  case stopped
  /// A budget is used up.
  case limit(GridLimit)
  /// `Cancellation.cancel()` was called; when it takes effect depends on time.
  case cancelled
}

/// The budgets.
public enum GridLimit: Hashable, Sendable { case supersteps, messages }

/// Budgets over the whole life of a grid: no superstep starts once one of them is reached.
public struct GridLimits: Hashable, Sendable {
  /// Of supersteps (count).
  public var supersteps: Int
  /// Of emitted messages (count). A superstep that has started runs to its end.
  public var messages: Int

  /// Without arguments: no limits.
  public init(supersteps: Int = .max, messages: Int = .max) {
    self.supersteps = supersteps
    self.messages = messages
  }
}

/// What a grid has done so far, summed over all processes (counts).
public struct GridCounts: Hashable, Sendable {
  /// Supersteps finished.
  public var supersteps = 0
  /// Calls of `step`.
  public var steps = 0
  /// Messages sent, a broadcast counted once.
  public var emitted = 0
  /// Messages put into inboxes, a broadcast counted once for each block.
  public var delivered = 0
  /// Reports read by barriers.
  public var reports = 0

  @usableFromInline
  init() {}
}

/// Why a run has no result. The grid stays where it was and throws the same error again.
public enum GridError: Error {
  /// `step` of this block threw, or `barrier` if there is no block.
  case program(block: BlockID?, superstep: Int, any Error)
  /// The workers no longer know that they agree.
  case transport(TransportError)
}
