// Reading a source file from disk, with the reason when it cannot be read.
//
// The one place of this module that talks to the operating system. A directory, a missing file, a
// file without permission and a file above the size limit are told apart, because each has its own
// message. Entry: `SourceFile.read(path:)`; neighbour: `SourceFile.swift`.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file could not be read.
public enum SourceReadError: Error, Hashable, Sendable {
  /// No file has this path.
  case missing
  /// The path names a directory.
  case directory
  /// The file is larger than `SourceFile.maximumBytes`.
  case tooLarge
  /// The operating system refused; the number is its `errno`.
  case refused(Int32)
}

extension SourceFile {
  /// The largest file that is read: 256 MiB, far above any theory, so that offsets stay small.
  public static let maximumBytes = 1 << 28

  /// Reads a file.
  ///
  /// *Throws*: `missing`, `directory`, `tooLarge`, or `refused` with the system's number.
  public static func read(path: String) throws(SourceReadError) -> SourceFile {
    SourceFile(path: path, bytes: try readBytes(path: path))
  }

  /// The bytes of a file. *Throws*: as `read(path:)`.
  public static func readBytes(path: String) throws(SourceReadError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw reason(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw reason(errno) }
    if (status.st_mode & S_IFMT) == S_IFDIR { throw .directory }
    var bytes: [UInt8] = []
    if status.st_size > 0 { bytes.reserveCapacity(min(Int(status.st_size), maximumBytes)) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { readSome(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw reason(errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
      if bytes.count > maximumBytes { throw .tooLarge }
    }
  }

  private static func reason(_ code: Int32) -> SourceReadError {
    switch code {
    case ENOENT, ENOTDIR: return .missing
    case EISDIR: return .directory
    default: return .refused(code)
    }
  }
}

/// The system's `read`, which the static method of the same name would hide.
private func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int)
  -> Int
{
  read(descriptor, buffer, count)
}
