// What all processes decide together: how much was done, whether to go on, whether nothing was lost
// and whether they still agree. Start at `settle` (before a superstep) and `barrier` (after it).
// Both are collective: every process calls them in the same order and gets the same answer.
// Neighbours: `Grid.swift` (the caller), `Transport.swift` (`sum`, `agree`).
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990): the barrier.

extension Grid {
  /// Adds up what all processes did since the last call, and checks that no message got lost.
  @inlinable
  mutating func settle(
    isCancelled: Bool
  ) throws(GridError) -> (blocks: Int, isCancelled: Bool) {
    var own = [sent, 0, emitted, 0, stepped, 0, isCancelled ? 1 : 0]
    for worker in 0..<store.workers {
      own[1] += store.shards[worker].received
      own[3] += store.shards[worker].delivered
      own[5] += store.shards[worker].waitingCount
      store.shards[worker].received = 0
      store.shards[worker].delivered = 0
    }
    let superstep = done.supersteps - 1
    do throws(TransportError) {
      let all = try transport.sum(own)
      guard all.count == own.count, all[0] == all[1] else {
        throw .unbalanced(
          superstep: superstep, sent: all.first ?? 0, received: all.dropFirst().first ?? 0)
      }
      done.emitted += all[2] + coordinator.emitted  // the same coordinator in every process
      done.delivered += all[3]
      done.steps += all[4]
      (sent, emitted, stepped, coordinator.emitted) = (0, 0, 0, 0)
      return (all[5], all[6] > 0)
    } catch { throw .transport(error) }
  }

  /// The coordinator's turn. Ends the superstep.
  @inlinable
  mutating func barrier(_ reports: [Program.Report]) throws(GridError) -> Bool {
    let superstep = done.supersteps
    let goOn: Bool
    do {
      goOn = try shared.pointee.barrier(
        Barrier(superstep: superstep, reports: reports), outbox: &coordinator)
    } catch { throw .program(block: nil, superstep: superstep, error) }
    done.supersteps += 1
    done.reports += reports.count
    var digest = shared.pointee.fingerprint
    for part in [superstep, goOn ? 1 : 0, reports.count, coordinator.emitted] {
      digest = (digest ^ UInt64(truncatingIfNeeded: part)) &* 0x9E37_79B9_7F4A_7C15
      digest ^= digest >> 29
    }
    do throws(TransportError) {
      guard try transport.agree(on: digest) else { throw .disagreement(superstep: superstep) }
    } catch { throw .transport(error) }
    return goOn
  }
}
