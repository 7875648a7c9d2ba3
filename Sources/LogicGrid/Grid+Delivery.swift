// The communication phase: parcels are sealed, exchanged, checked, and at the start of the next
// superstep merged into inboxes in canonical order. Start at `exchange`, then `deliver`. Parcels
// that were delivered go back, empty, to the lanes that filled them.
// Neighbours: `DeliveryJob.swift` (the merge), `Transport.swift`, `Grid+Compute.swift`.
// Source: L. Valiant, A bridging model for parallel computation, CACM 33 (1990): h-relations.

/// Fewer messages than this are delivered by the calling thread alone: 10 ns each against about
/// 5 µs to wake a lane.
@usableFromInline let sharedDeliveryThreshold = 4_096

extension Grid {
  /// Sends what the lanes produced and fetches what is for this process: the messages into
  /// `arrived`, the reports of all processes returned in order of (block, sending).
  @inlinable
  mutating func exchange() throws(GridError) -> [Program.Report] {
    let superstep = done.supersteps
    var parcels: [Parcel<Program.Message>] = []
    parcels.reserveCapacity(lanes.count * table.workers)
    var reports: [Parcel<Program.Report>] = []
    for lane in lanes {
      for index in lane.pointee.outbox.parcels.indices {
        lane.pointee.outbox.parcels[index].seal(superstep: superstep)
        sent += lane.pointee.outbox.parcels[index].envelopes.count
      }
      parcels.append(contentsOf: lane.pointee.outbox.parcels)
      lane.pointee.outbox.parcels = []
      reports.append(lane.pointee.outbox.takeReports())
      emitted += lane.pointee.outbox.emitted
      lane.pointee.outbox.emitted = 0
    }
    do throws(TransportError) {
      arrived = try admit(transport.exchange(parcels), superstep: superstep)
      var own = Parcel.merging(&reports, source: transport.localWorkers.lowerBound)
      own.seal(superstep: superstep)
      var all = try transport.gather(own)
      try Self.check(all, processes: transport.processes, superstep: superstep)
      return Parcel.merging(&all, source: 0).envelopes.map(\.message)
    } catch { throw .transport(error) }
  }

  /// Orders parcels by (source, destination); throws unless each that is due is there, once,
  /// sealed in this superstep and whole. Time: runs in the parcels.
  @inlinable
  func admit(
    _ parcels: [Parcel<Program.Message>], superstep: Int
  ) throws(TransportError) -> [Parcel<Program.Message>] {
    let local = transport.localWorkers
    var places = [Int](repeating: -1, count: table.workers * local.count)
    var isOrdered = true
    for (index, parcel) in parcels.enumerated() {
      let (source, destination) = (parcel.source, parcel.destination)
      guard 0..<table.workers ~= source, local.contains(destination) else {
        throw .misrouted(superstep: superstep, source: source, destination: destination)
      }
      if let fault = parcel.fault(superstep: superstep) { throw fault }
      let place = source * local.count + destination - local.lowerBound
      guard places[place] < 0 else {
        throw .duplicate(superstep: superstep, source: source, destination: destination)
      }
      places[place] = index
      isOrdered = isOrdered && place == index
    }
    for (place, index) in places.enumerated() where index < 0 {
      let (source, destination) = place.quotientAndRemainder(dividingBy: local.count)
      throw .missing(
        superstep: superstep, source: source, destination: destination + local.lowerBound)
    }
    return isOrdered ? parcels : places.map { parcels[$0] }
  }

  /// Throws unless each process has sent its reports, once and whole.
  @inlinable
  static func check(
    _ reports: [Parcel<Program.Report>], processes: Int, superstep: Int
  ) throws(TransportError) {
    var last = -1
    for parcel in reports.sorted(by: { $0.source < $1.source }) {
      if let fault = parcel.fault(superstep: superstep) { throw fault }
      guard parcel.source != last else {
        throw .duplicate(superstep: superstep, source: last, destination: 0)
      }
      last = parcel.source
    }
    guard reports.count == processes else {
      throw .missing(superstep: superstep, source: reports.count, destination: 0)
    }
  }

  /// Puts all messages under way into inboxes: the coordinator's first, then by sender. A
  /// broadcast goes to the blocks that are alive once these messages have woken theirs.
  @inlinable
  mutating func deliver() {
    guard !arrived.isEmpty || coordinator.emitted > 0 else { return }
    // The parcels move to locals, so that lanes may write them through pointers.
    var orders: [Parcel<Program.Message>] = []
    var mail: [Parcel<Program.Message>] = []
    swap(&orders, &coordinator.parcels)
    swap(&mail, &arrived)
    let local = transport.localWorkers
    let size = mail.reduce(coordinator.emitted) { $0 + $1.declaredCount }
    orders.withUnsafeMutableBufferPointer { orders in
      mail.withUnsafeMutableBufferPointer { mail in
        guard let first = orders.baseAddress else { return }
        let job = DeliveryJob(
          program: UnsafePointer(shared), store: store, orders: first + local.lowerBound,
          arrived: mail)
        if size < sharedDeliveryThreshold || local.count == 1 {
          for worker in 0..<local.count { job.run(worker, lane: 0) }
        } else {
          _ = transport.crew.perform(job, tickets: tickets, isLong: true)
        }
      }
    }
    swap(&orders, &coordinator.parcels)
    for worker in 0..<table.workers where !local.contains(worker) {
      coordinator.parcels[worker].reset()  // each process delivers its share of the same orders
    }
    returnParcels(&mail)
    checkInvariants()
  }

  /// Hands emptied parcels to the lanes; new ones where the old went to another process.
  @inlinable
  mutating func returnParcels(_ mail: inout [Parcel<Program.Message>]) {
    guard !mail.isEmpty else { return }
    let local = transport.localWorkers
    for (number, lane) in lanes.enumerated() {
      let source = local.lowerBound + number
      if local.count == table.workers {
        lane.pointee.outbox.parcels = Array(mail[number * local.count..<(number + 1) * local.count])
        continue
      }
      for worker in 0..<table.workers {
        var parcel = Parcel<Program.Message>(source: source, destination: worker)
        if local.contains(worker) {
          swap(&parcel, &mail[source * local.count + worker - local.lowerBound])
        }
        lane.pointee.outbox.parcels.append(parcel)
      }
    }
  }
}
