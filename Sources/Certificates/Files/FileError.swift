// What the file system refused, in its own words, and where bytes go that are written. No caller is
// left to look at `errno`. `AtomicFile` writes to disk, `ByteCollector` to memory.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A refusal of the file system.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried.
  public enum Operation: String, Hashable, Sendable { case open, read, write, sync, rename }
  /// What was tried.
  public let operation: Operation
  /// On which file.
  public let path: String
  /// The system's number for the reason.
  public let code: Int32

  /// Collects the parts; never fails.
  public init(_ operation: Operation, _ path: String, code: Int32) {
    (self.operation, self.path, self.code) = (operation, path, code)
  }

  /// The system's words for the reason, as `No space left on device`.
  public var reason: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// One line: what was tried, on which file, why not.
  public var description: String { "cannot \(operation.rawValue) '\(path)': \(reason)" }
}

/// Where written bytes go.
public protocol ByteSink: ~Copyable {
  /// Takes some bytes. Throws what the file system refuses.
  mutating func write(_ bytes: [UInt8]) throws(FileError)
}

/// A sink in memory.
public struct ByteCollector: ByteSink {
  /// All bytes so far.
  public private(set) var bytes: [UInt8] = []

  /// A sink that has nothing yet; never fails.
  public init() {}

  /// Takes some bytes. Never fails.
  public mutating func write(_ bytes: [UInt8]) throws(FileError) { self.bytes += bytes }
}
