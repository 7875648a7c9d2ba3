// What holds between delivery and the next superstep, checked after every delivery when the
// package is built with `-Xswiftc -DINTERNAL_CHECKS`; otherwise nothing is compiled in. Start at
// `checkInvariants`. It changes nothing. Neighbours: `BlockStore.swift`, `Grid+Delivery.swift`.
// Source: swift-collections, Heap+Invariants.swift, for the habit.

extension Grid {
  /// 1. A block waits iff its inbox is not empty, and only in the shard of its owner, which
  ///    knows how many wait.
  /// 2. A block is alive iff it has a slot, and only in the shard of its owner.
  /// 3. All outgoing parcels are there, empty, in order of destination.
  @usableFromInline
  func checkInvariants() {
    #if INTERNAL_CHECKS
      let local = transport.localWorkers
      for number in 0..<store.blocks {
        let block = BlockID(UInt32(number))
        let slot = store.slots[number]
        let isWaiting = slot.map { !$0.pointee.inbox.isEmpty } ?? false
        for worker in 0..<store.workers {
          let isOwner = table[block] == local.lowerBound + worker
          precondition(
            store.shards[worker].live.contains(block) == (isOwner && slot != nil),
            "block \(number): alive in the wrong shard \(worker)")
          precondition(
            store.shards[worker].waiting.contains(block) == (isOwner && isWaiting),
            "block \(number): waiting in the wrong shard \(worker)")
        }
      }
      for worker in 0..<store.workers {
        var count = 0
        store.shards[worker].waiting.forEach { _ in count += 1 }
        precondition(count == store.shards[worker].waitingCount, "shard \(worker): \(count)")
      }
      for parcels in lanes.map({ $0.pointee.outbox.parcels }) + [coordinator.parcels] {
        precondition(parcels.count == table.workers, "\(parcels.count) parcels")
        for (worker, parcel) in parcels.enumerated() {
          precondition(parcel.destination == worker, "parcel \(worker): \(parcel.destination)")
          precondition(
            parcel.envelopes.isEmpty && parcel.runs.isEmpty && parcel.superstep == -1,
            "parcel \(worker) is not empty")
        }
      }
    #endif
  }
}
