// Merging the parcels of one worker into the inboxes of its blocks. Start at `run`. Each worker's
// parcels, shard and slots are touched by the one lane that drew it, so nothing is locked; the
// order within an inbox comes from the senders alone. Neighbours: `Grid+Delivery.swift` (the
// caller), `Parcel.swift` (`mergeRuns`), `BlockStore.swift`.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990): h-relations.

/// Delivery to the workers of this process; an item is a worker.
@usableFromInline
struct DeliveryJob<Program: GridProgram>: CrewJob, @unchecked Sendable {
  @usableFromInline typealias Mail = Parcel<Program.Message>

  @usableFromInline let program: UnsafePointer<Program>
  @usableFromInline let store: BlockStore<Program>
  /// From the coordinator, by local worker.
  @usableFromInline let orders: UnsafeMutablePointer<Mail>
  /// From blocks: by source, then local worker.
  @usableFromInline let arrived: UnsafeMutableBufferPointer<Mail>

  @inlinable
  init(
    program: UnsafePointer<Program>, store: BlockStore<Program>,
    orders: UnsafeMutablePointer<Mail>, arrived: UnsafeMutableBufferPointer<Mail>
  ) {
    self.program = program
    self.store = store
    self.orders = orders
    self.arrived = arrived
  }

  @inlinable var count: Int { store.workers }

  @inlinable
  func run(_ worker: Int, lane: Int) {
    var parcels: [UnsafeMutablePointer<Mail>] = []
    if let base = arrived.baseAddress {
      for index in stride(from: worker, to: arrived.count, by: store.workers) {
        if base[index].declaredCount == 0 {
          base[index].reset()
        } else {
          parcels.append(base + index)
          store.shards[worker].received += base[index].declaredCount
        }
      }
    }
    let order = orders + worker
    if order.pointee.broadcasts > 0 || parcels.contains(where: { $0.pointee.broadcasts > 0 }) {
      wakeBlocks(addressedIn: order, worker: worker)
      for parcel in parcels { wakeBlocks(addressedIn: parcel, worker: worker) }
    }
    distribute(order, 0..<order.pointee.envelopes.count, worker: worker)
    if parcels.count == 1 {
      distribute(parcels[0], 0..<parcels[0].pointee.envelopes.count, worker: worker)
    } else if parcels.count > 1 {
      mergeRuns(parcels) { parcel, _, run in distribute(parcel, run, worker: worker) }
    }
    order.pointee.reset()
    for parcel in parcels { parcel.pointee.reset() }
  }

  @inlinable
  func wakeBlocks(addressedIn parcel: UnsafeMutablePointer<Mail>, worker: Int) {
    for envelope in parcel.pointee.envelopes where envelope.block != .everyone {
      _ = store.slot(for: envelope.block, worker: worker, program: program)
    }
  }

  @inlinable
  func distribute(_ parcel: UnsafeMutablePointer<Mail>, _ run: Range<Int>, worker: Int) {
    var delivered = 0
    parcel.pointee.envelopes.withUnsafeBufferPointer { envelopes in
      for index in run {
        let block = envelopes[index].block
        if block == .everyone {
          store.shards[worker].live.forEach { live in
            put(envelopes[index].message, into: live, worker: worker)
            delivered += 1
          }
        } else {
          put(envelopes[index].message, into: block, worker: worker)
          delivered += 1
        }
      }
    }
    store.shards[worker].delivered += delivered
  }

  @inlinable
  func put(_ message: Program.Message, into block: BlockID, worker: Int) {
    let slot = store.slot(for: block, worker: worker, program: program)
    if slot.pointee.inbox.isEmpty {
      store.shards[worker].waiting.insert(block)
      store.shards[worker].waitingCount += 1
    }
    slot.pointee.inbox.append(message)
  }
}
