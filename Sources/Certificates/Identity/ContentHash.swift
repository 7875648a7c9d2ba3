// The names by content: SHA-256 of what something says, and the maker of such hashes. Each hashed
// thing starts with a tag and each list with its length, so that two different things are never the
// same bytes. The kernel does not hash; who must trust a name by content trusts this folder and
// swift-crypto. `ContentIdentity` says what is hashed.
// Source: NIST FIPS 180-4 (2015), doi:10.6028/NIST.FIPS.180-4.

import Crypto

/// A SHA-256 hash.
public struct ContentHash: Hashable, Comparable, Sendable, CustomStringConvertible {
  private let words: InlineArray<4, UInt64>

  fileprivate init(_ digest: SHA256.Digest) {
    var words = InlineArray<4, UInt64>(repeating: 0)
    for (place, byte) in digest.enumerated() {
      words[place / 8] = words[place / 8] << 8 | UInt64(byte)
    }
    self.words = words
  }

  /// The hash of some bytes, as they are. Never fails.
  public init(of bytes: [UInt8]) {
    var maker = HashMaker()
    maker.update(bytes[...])
    self = maker.finish()
  }

  /// Reads 64 lower-case hexadecimal digits; nil if the text is anything else.
  public init?(_ text: some Collection<UInt8>) {
    var words = InlineArray<4, UInt64>(repeating: 0)
    var count = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      default: return nil
      }
      guard count < 64 else { return nil }
      words[count / 16] = words[count / 16] << 4 | UInt64(digit)
      count += 1
    }
    guard count == 64 else { return nil }
    self.words = words
  }

  /// The 64 lower-case hexadecimal digits.
  public var description: String { String(decoding: digits, as: UTF8.self) }

  /// The digits as ASCII bytes.
  var digits: [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for place in words.indices {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(words[place] >> UInt64(shift) & 15)
        digits.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
      }
    }
    return digits
  }

  /// The order of the digits.
  public static func < (a: Self, b: Self) -> Bool {
    for place in a.words.indices where a.words[place] != b.words[place] {
      return a.words[place] < b.words[place]
    }
    return false
  }

  /// Whether all bytes agree.
  public static func == (a: Self, b: Self) -> Bool {
    a.words.indices.allSatisfy { a.words[$0] == b.words[$0] }
  }

  /// Feeds the bytes.
  public func hash(into hasher: inout Swift.Hasher) {
    for place in words.indices { hasher.combine(words[place]) }
  }

  fileprivate func append(to bytes: inout [UInt8]) {
    for place in words.indices { bytes.append(bigEndian: words[place]) }
  }
}

/// Makes one hash: of bytes as they are, or of tagged parts.
struct HashMaker {
  private var function = SHA256()
  private var buffer: [UInt8] = []

  init() {}

  /// Starts the hash of a kind of thing.
  init(_ tag: String) {
    buffer.reserveCapacity(256)  // most things have a few parts
    add(tag)
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    buffer.append(contentsOf: text.utf8)
  }

  mutating func add(_ number: Int) { buffer.append(bigEndian: UInt64(bitPattern: Int64(number))) }

  mutating func add(_ hash: ContentHash) {
    hash.append(to: &buffer)
    if buffer.count > 1 << 14 { flush() }
  }

  mutating func add(_ hashes: [ContentHash]) {
    add(hashes.count)
    for hash in hashes { add(hash) }
  }

  mutating func add(_ numbers: [Int]) {
    add(numbers.count)
    for number in numbers { add(number) }
  }

  /// Bytes as they are, for the hash of a file.
  mutating func update(_ bytes: ArraySlice<UInt8>) {
    flush()
    bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
  }

  private mutating func flush() {
    guard !buffer.isEmpty else { return }
    buffer.withUnsafeBytes { function.update(bufferPointer: $0) }
    buffer.removeAll(keepingCapacity: true)
  }

  /// The hash of all that was added.
  mutating func finish() -> ContentHash {
    flush()
    return ContentHash(function.finalize())
  }

  /// The hash of a tag alone.
  func finished() -> ContentHash {
    var copy = self
    return copy.finish()
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian word: UInt64) {
    Swift.withUnsafeBytes(of: word.bigEndian) { append(contentsOf: $0) }
  }
}
