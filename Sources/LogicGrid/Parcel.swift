// A buffer of messages from one worker to another for one superstep, with a header by which the
// receiver knows that it is the right one, whole, and the only one. Start at `append` and
// `Parcel.fault`; `mergeRuns` reads several parcels in canonical order.
// Neighbours: `Outbox.swift` fills parcels, `Transport.swift` moves them, `Parcel+Words.swift`
// writes them as words. Source: L. Valiant, A bridging model for parallel computation (1990).

/// A message and the block it is for.
@frozen
public struct Envelope<Message: Sendable>: Sendable {
  /// The destination; the number 2³² − 1 means every live block.
  public let block: BlockID
  /// What is sent.
  public let message: Message

  @inlinable
  init(_ block: BlockID, _ message: Message) {
    self.block = block
    self.message = message
  }
}

/// Where the messages of one sender begin in a parcel.
@frozen
public struct SenderRun: Sendable {
  /// The block that sent them; the number 2³² − 1 means the coordinator.
  public let sender: BlockID
  /// Index of its first envelope; its last is before the start of the next run.
  public let start: Int

  @inlinable
  init(_ sender: BlockID, start: Int) {
    self.sender = sender
    self.start = start
  }
}

/// What one worker sends to another in one superstep; sent even if empty, so that loss shows.
public struct Parcel<Message: Sendable>: Sendable {
  /// The superstep that it was sent in; −1 while it is being filled.
  public var superstep = -1
  /// The worker that sends.
  public let source: Int
  /// The worker that receives.
  public var destination: Int
  /// Number of envelopes when it was sealed (count).
  public var declaredCount = 0
  /// In the order of sending.
  public var envelopes: [Envelope<Message>] = []
  /// Senders strictly ascending, starts strictly ascending from 0; empty only if `envelopes` is.
  public var runs: [SenderRun] = []
  /// How many envelopes are for every live block (count).
  public var broadcasts = 0
  @usableFromInline var openSender = BlockID.nobody

  @inlinable
  init(source: Int, destination: Int) {
    self.source = source
    self.destination = destination
  }

  @inlinable
  mutating func append(_ message: Message, to block: BlockID, from sender: BlockID) {
    if sender != openSender {
      runs.append(SenderRun(sender, start: envelopes.count))
      openSender = sender
    }
    envelopes.append(Envelope(block, message))
  }

  @inlinable
  mutating func seal(superstep: Int) {
    self.superstep = superstep
    declaredCount = envelopes.count
  }

  /// Empties it and keeps its memory for the next superstep.
  @inlinable
  mutating func reset() {
    superstep = -1
    declaredCount = 0
    broadcasts = 0
    openSender = .nobody
    if envelopes.isEmpty { return }
    envelopes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
  }

  /// The only parcel, or a new one with the runs of all, in order of sender. Time: as `mergeRuns`.
  @inlinable
  static func merging(_ parcels: inout [Parcel], source: Int) -> Parcel {
    if parcels.count == 1 { return parcels.removeLast() }
    var result = Parcel(source: source, destination: 0)
    parcels.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      mergeRuns(buffer.indices.map { base + $0 }) { parcel, sender, run in
        for index in run {
          let envelope = parcel.pointee.envelopes[index]
          result.append(envelope.message, to: envelope.block, from: sender)
        }
      }
    }
    return result
  }

  /// Why this parcel cannot be one sealed in `superstep`, or nothing. Time: its runs.
  @inlinable
  func fault(superstep: Int) -> TransportError? {
    if self.superstep != superstep {
      return .stale(expected: superstep, found: self.superstep, source: source)
    }
    var last: SenderRun?
    var sound = declaredCount == envelopes.count && envelopes.isEmpty == runs.isEmpty
    for run in runs {
      sound = sound && run.start < envelopes.count
      if let last {
        sound = sound && last.sender < run.sender && last.start < run.start
      } else {
        sound = sound && run.start == 0
      }
      last = run
    }
    return sound
      ? nil : .damaged(superstep: superstep, source: source, destination: destination)
  }
}

/// Calls `body` with each run of the parcels (the parcel, the sender, the envelopes), in ascending
/// order of sender. Time: runs × parcels. *Requires*: no sender in two parcels.
@inlinable
func mergeRuns<Message>(
  _ parcels: [UnsafeMutablePointer<Parcel<Message>>],
  _ body: (UnsafeMutablePointer<Parcel<Message>>, BlockID, Range<Int>) -> Void
) {
  var next = [Int](repeating: 0, count: parcels.count)
  while true {
    var best = -1
    var lowest = BlockID.everyone
    for (index, parcel) in parcels.enumerated() where next[index] < parcel.pointee.runs.count {
      let sender = parcel.pointee.runs[next[index]].sender
      if best < 0 || sender < lowest { (best, lowest) = (index, sender) }
    }
    guard best >= 0 else { return }
    let runs = parcels[best].pointee.runs
    let run = next[best]
    let end = run + 1 < runs.count ? runs[run + 1].start : parcels[best].pointee.envelopes.count
    next[best] = run + 1
    body(parcels[best], lowest, runs[run].start..<end)
  }
}
