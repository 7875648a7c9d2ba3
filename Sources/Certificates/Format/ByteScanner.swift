// Reads a certificate byte by byte: the hand-written part of the trusted base outside the kernel. A
// file comes in chunks and one line is looked at after the other, so that memory does not grow with
// the file. Whatever is not in the one form that `LineBuffer` writes is refused with its line; no
// input makes this trap or recurse. Start at `nextLine`; `ByteScanner+Values` reads what lines hold.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The lines of a file or of bytes in memory.
struct ByteScanner: ~Copyable {
  /// The longest line (bytes). The longest that we write has a few kilobytes.
  static let longestLine = 1 << 24
  /// The largest file (bytes): all counts of what is in it fit in 32 bits.
  static let largestFile = 1 << 32

  /// Bytes that are read at once (bytes).
  private static let chunk = 1 << 18

  private let path: String
  private let descriptor: Int32?  // nil if all is in `buffer`
  private var bytesRead = 0
  private var isAtEnd: Bool
  // The unread bytes are `start ..< end`; invariant: 0 ≤ start ≤ position ≤ lineEnd ≤ end ≤ count.
  var buffer: [UInt8]
  private var start = 0
  private var end: Int
  /// Where the line is looked at.
  var position = 0
  /// Where the line ends: the place of its newline.
  private(set) var lineEnd = 0
  /// The number of the line (count from 1).
  private(set) var line = 0
  /// The hash of all lines before this one.
  private var rootHash = HashMaker()

  /// Looks at bytes in memory.
  init(_ bytes: [UInt8]) {
    (path, descriptor, isAtEnd) = ("", nil, true)
    (buffer, end) = (bytes, bytes.count)
  }

  /// Opens a file. Throws what the system refuses.
  init(path: String) throws(CertificateError) {
    let opened = openFile(path)
    guard opened >= 0 else {
      throw CertificateError(.file(FileError(.open, path, code: errno)), line: nil)
    }
    (self.path, descriptor, isAtEnd) = (path, opened, false)
    (buffer, end) = (Array(repeating: 0, count: Self.chunk), 0)
  }

  deinit { if let descriptor { close(descriptor) } }

  /// Goes to the next line; false after the last. The line before goes into the hash.
  ///
  /// *Throws*: `missingNewline`, `limit`, `file`.
  mutating func nextLine() throws(CertificateError) -> Bool {
    if line > 0 {
      rootHash.update(buffer[start...lineEnd])
      start = lineEnd + 1
    }
    line += 1
    position = start
    var searched = start
    while true {
      if let newline = buffer.firstNewline(from: searched, to: end) {
        guard newline - start <= Self.longestLine else { throw error(.limit("line")) }
        lineEnd = newline
        return true
      }
      guard end - start <= Self.longestLine else { throw error(.limit("line")) }
      searched = end - start
      try refill()
      searched += start
      guard searched < end else {
        lineEnd = end
        guard start == end else { throw error(.missingNewline) }
        return false
      }
    }
  }

  /// The hash of the lines before this one.
  func hashOfLinesBefore() -> ContentHash { rootHash.finished() }

  /// Moves the unread bytes to the front and reads more; at the end of the file, nothing happens.
  private mutating func refill() throws(CertificateError) {
    guard !isAtEnd, let descriptor else { return }
    if start > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        bytes.copyMemory(from: rest)
      }
      (start, end) = (0, end - start)
      position = 0
    }
    if end == buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let count = buffer.withUnsafeMutableBytes { readSome(descriptor, $0, from: end) }
    guard count >= 0 else { throw error(.file(FileError(.read, path, code: errno))) }
    isAtEnd = count == 0
    end += count
    bytesRead += count
    guard bytesRead <= Self.largestFile else { throw error(.limit("file")) }
  }

  /// A fault on this line.
  func error(_ cause: CertificateError.Cause) -> CertificateError {
    CertificateError(cause, line: line)
  }
}

/// The system's `open`, which the method of the same name would hide.
private func openFile(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }

/// The system's `read`, again if a signal interrupted it.
private func readSome(
  _ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer, from start: Int
) -> Int {
  while true {
    let count = read(
      descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
    if count >= 0 || errno != EINTR { return count }
  }
}

extension [UInt8] {
  /// The first newline of a range.
  fileprivate func firstNewline(from start: Int, to end: Int) -> Int? {
    withUnsafeBytes { bytes in
      guard start < end, let base = bytes.baseAddress,
        let found = memchr(base.advanced(by: start), 10, end - start)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }
}
