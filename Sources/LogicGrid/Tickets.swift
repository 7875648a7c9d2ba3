// The queue of a superstep: lanes draw the numbers of the items that are left, in ascending order.
// Start at `draw`. Which lane draws which number is up to chance; nothing may depend on it.
// `Cancellation`, the other word that threads share, is here too.
// Neighbours: `Grid+Compute.swift` and `Grid+Delivery.swift`, which draw.
// Source: R. Blumofe, C. Leiserson, Scheduling multithreaded computations by work stealing (1999).

import Glibc
import Synchronization

/// A counter from which lanes draw items, each once.
@usableFromInline
final class Tickets: Sendable {
  private let next = Atomic<Int>(0)

  @usableFromInline init() {}

  /// The next number. Relaxed: what the items need is ordered by the crew's lock.
  @usableFromInline
  func draw() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }

  /// Starts again from 0. *Requires*: no lane is drawing.
  @usableFromInline
  func restart() { next.store(0, ordering: .relaxed) }
}

/// A request to stop. The grid looks at it between supersteps only; a long step may look too.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Nothing requested.
  public init() {}

  /// Requests to stop. May be called from any thread and from a signal handler.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether a stop was requested.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}

/// Nanoseconds of a clock that never goes back. It decides when to wake lanes, never a result.
@usableFromInline
func monotonicNanoseconds() -> Int {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return now.tv_sec &* 1_000_000_000 &+ now.tv_nsec
}
