// Parcels as words, for transports that carry bytes: in-process ones never come here. Start at
// `encoded`, and `init(words:)`, which refuses whatever was not made by `encoded` or was changed
// on the way. Neighbours: `Parcel.swift`, `Transport.swift`.
// Source of the checksum: G. Fowler, L. Noll, K.-P. Vo, The FNV non-cryptographic hash (1991),
// taken over words: it finds accidents, not attackers.

/// What can travel as 32-bit words.
public protocol WordCodable {
  /// Appends the words of this value.
  func encode(to words: inout [UInt32])
  /// Reads as many words as `encode` wrote. *Throws*: `.malformed` if they are no such value.
  init(from reader: inout WordReader) throws(TransportError)
}

/// A place in a sequence of words.
public struct WordReader: Sendable {
  private let words: [UInt32]
  private var position = 0

  /// Reads from the first word on.
  public init(_ words: [UInt32]) { self.words = words }

  /// Number of words left (count).
  public var remaining: Int { words.count - position }

  /// The next word. *Throws*: `.malformed` if there is none.
  public mutating func next() throws(TransportError) -> UInt32 {
    guard position < words.count else { throw .malformed("cut short at word \(position)") }
    position += 1
    return words[position - 1]
  }
}

extension UInt32: WordCodable {
  /// One word.
  public func encode(to words: inout [UInt32]) { words.append(self) }

  /// One word.
  public init(from reader: inout WordReader) throws(TransportError) { self = try reader.next() }
}

extension UInt64: WordCodable {
  /// Two words, the lower first.
  public func encode(to words: inout [UInt32]) {
    words.append(UInt32(truncatingIfNeeded: self))
    words.append(UInt32(truncatingIfNeeded: self >> 32))
  }

  /// Two words, the lower first.
  public init(from reader: inout WordReader) throws(TransportError) {
    let low = try reader.next()
    self = UInt64(try reader.next()) << 32 | UInt64(low)
  }
}

extension Never: WordCodable {
  /// There is nothing to write.
  public func encode(to words: inout [UInt32]) {}

  /// There is nothing to read. *Throws*: `.malformed`, always.
  public init(from reader: inout WordReader) throws(TransportError) {
    throw .malformed("a value of a type that has none")
  }
}

extension Parcel where Message: WordCodable {
  /// The first word of every parcel: "PRC" and the version of the format.
  static var signature: UInt32 { 0x5052_4301 }

  /// This parcel as words: signature, superstep, source, destination, counts, runs, envelopes,
  /// checksum. Linear time.
  public func encoded() -> [UInt32] {
    var words: [UInt32] = [Self.signature]
    for part in [superstep, source, destination, declaredCount, broadcasts, runs.count] {
      UInt64(bitPattern: Int64(part)).encode(to: &words)
    }
    for run in runs {
      words.append(run.sender.rawValue)
      UInt64(run.start).encode(to: &words)
    }
    for envelope in envelopes {
      words.append(envelope.block.rawValue)
      envelope.message.encode(to: &words)
    }
    wordChecksum(words[...]).encode(to: &words)
    return words
  }

  /// The parcel that these words were made from. Linear time.
  ///
  /// *Throws*: `.malformed` if they were cut, extended or changed, or are of another type.
  public init(words: [UInt32]) throws(TransportError) {
    guard words.count > 2, words[0] == Self.signature else { throw .malformed("no signature") }
    var tail = WordReader(Array(words.suffix(2)))
    guard try UInt64(from: &tail) == wordChecksum(words.dropLast(2)) else {
      throw .malformed("checksum")
    }
    var reader = WordReader(Array(words.dropFirst().dropLast(2)))
    var header: [Int] = []
    for _ in 0..<6 { header.append(Int(truncatingIfNeeded: try UInt64(from: &reader))) }
    self.init(source: header[1], destination: header[2])
    (superstep, declaredCount, broadcasts) = (header[0], header[3], header[4])
    guard header[3] >= 0, header[5] >= 0 else { throw .malformed("a negative count") }
    for _ in 0..<header[5] {
      let sender = BlockID(try reader.next())
      runs.append(SenderRun(sender, start: Int(truncatingIfNeeded: try UInt64(from: &reader))))
    }
    for _ in 0..<header[3] {
      let block = BlockID(try reader.next())
      envelopes.append(Envelope(block, try Message(from: &reader)))
    }
    guard reader.remaining == 0 else { throw .malformed("\(reader.remaining) words too many") }
  }
}

private func wordChecksum(_ words: ArraySlice<UInt32>) -> UInt64 {
  words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
