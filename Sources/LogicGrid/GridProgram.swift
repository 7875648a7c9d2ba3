// What runs on the grid: a program says what a block does with the messages that reached it, and
// what happens once between two supersteps. Start at `step`, then `barrier`. Implementations
// change only the state that they are handed. Neighbours: `Outbox.swift` (how to send),
// `Grid.swift` (who calls). Source: L. Valiant, A bridging model for parallel computation (1990);
// G. Malewicz et al., Pregel, SIGMOD (2010): vertex programs, aggregators, a master hook.

/// A program for a grid of logic blocks.
///
/// *Determinism*: if `makeState`, `step` and `barrier` are functions of their arguments and of
/// the program, then messages, states, reports and counts of a run are the same for any number
/// of workers, any `BlockTable`, any machine. The program itself is shared by all blocks and is
/// immutable during a superstep; only `barrier` may change it, for example to replace the
/// rewrite index. With several processes each runs its own copy of the barrier on the same
/// reports, so that the copies stay equal and no snapshot travels.
///
/// *Speed*: workers read the program at the same time, and counting references to one object from
/// two cores halves the speed of both. In inner loops read flat arrays by index (or memory through
/// unsafe pointers), not nested arrays or classes; closures under chain rules went from 0.17 to
/// 0.083 s of wall time on two workers by this alone.
public protocol GridProgram: Sendable {
  /// What blocks send to one another.
  associatedtype Message: Sendable
  /// What blocks tell the coordinator, to be read by `barrier`.
  associatedtype Report: Sendable = Never
  /// What a block keeps from one superstep to the next; made when its first message arrives.
  associatedtype State: Sendable

  /// The state of a block that has just come to life. May run on any worker. A broadcast does
  /// not reach blocks that are not alive, so what they missed must be read from the program.
  func makeState(for block: BlockID) -> State

  /// What one block does in one superstep: called once for each block with messages.
  ///
  /// *Shape*: `inbox` is never empty; it is ordered by sender (the coordinator first, then by
  /// block) and, of one sender, in the order of sending. *Throws*: an error stops the grid after
  /// all blocks of the superstep have run; `Grid.run` throws that of the lowest block.
  func step(
    _ block: BlockID, _ state: inout State, inbox: [Message], outbox: inout Outbox<Self>) throws

  /// What the coordinator does after each superstep; returns whether to go on.
  ///
  /// *Ensures* for the implementer: called serially, with the reports in order of (block,
  /// sending). What it sends arrives before what the blocks sent in the same superstep.
  mutating func barrier(_ barrier: Barrier<Report>, outbox: inout Outbox<Self>) throws -> Bool

  /// Something that all processes must agree on after each barrier, 0 unless overridden: a cheap
  /// digest of the shared snapshot. A difference stops the grid with `.disagreement`.
  var fingerprint: UInt64 { get }
}

extension GridProgram {
  /// Goes on until no message is under way.
  public mutating func barrier(
    _ barrier: Barrier<Report>, outbox: inout Outbox<Self>
  ) throws -> Bool { true }

  /// Nothing to compare.
  public var fingerprint: UInt64 { 0 }
}

/// What the coordinator sees between two supersteps.
public struct Barrier<Report: Sendable>: Sendable {
  /// The superstep that has just ended: 0, 1, …
  public let superstep: Int
  /// What the blocks reported in it, in order of (block, sending).
  public let reports: [Report]

  @inlinable
  init(superstep: Int, reports: [Report]) {
    self.superstep = superstep
    self.reports = reports
  }
}
