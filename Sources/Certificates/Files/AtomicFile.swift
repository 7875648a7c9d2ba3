// A file that is written whole or not at all. The bytes go into `PATH.partial` in the same folder;
// `commit` brings them to the disk and renames the file into place, so that whoever looks, even after
// a full disk or a killed run, finds the old file or the new one. Without `commit` the partial file
// is removed. A partial file that a killed run left is used again; one that is being written is not.
// Source: T. S. Pillai and others, All file systems are not created equal, OSDI (2014).

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the making.
///
///     var file = try AtomicFile(path: "peano.proof")
///     try file.write(Array("…".utf8))
///     try file.commit()
public struct AtomicFile: ~Copyable, ByteSink {
  /// The name that the file will have.
  public let path: String
  private let partial: String
  private let descriptor: Int32
  private var isCommitted = false

  /// Makes the partial file.
  ///
  /// *Throws*: what the system refuses: no such folder, a read-only mount, a folder of that name
  /// (`EISDIR`), a device or a pipe (`EINVAL`), another run that writes the same file (`EBUSY`).
  /// *Ensures*: nothing at `path` has changed.
  public init(path: String) throws(FileError) {
    let target = Self.resolved(path)
    if let kind = Self.kind(of: target) {
      if kind == S_IFDIR { throw FileError(.open, path, code: EISDIR) }
      if kind != S_IFREG { throw FileError(.open, path, code: EINVAL) }
    }
    let descriptor = try Self.openLocked(target + ".partial")
    (self.path, self.partial, self.descriptor) = (target, target + ".partial", descriptor)
  }

  deinit {
    // The name goes while the lock is still held, so that it is surely ours.
    if !isCommitted { unlink(partial) }
    close(descriptor)
  }

  /// Appends bytes. *Throws*: what the system refuses, `ENOSPC` for one.
  public mutating func write(_ bytes: [UInt8]) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { writeSome(descriptor, $0, from: done) }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw FileError(.write, path, code: count == 0 ? EIO : errno)
      }
    }
  }

  /// Brings the bytes to the disk and the file to its name.
  ///
  /// *Throws*: what the system refuses; the earlier file is then untouched, the partial one removed.
  public consuming func commit() throws(FileError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileError(.sync, path, code: errno)
    }
    guard rename(partial, path) == 0 else { throw FileError(.rename, path, code: errno) }
    isCommitted = true
    // The new name lasts once its folder is on the disk too; where that cannot be asked for, so be it.
    let folder = open(Self.folder(of: path), O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Writes a whole file. *Throws*: as `init`, `write` and `commit`.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    var file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }

  // MARK: the file system

  /// Opens the partial file and locks it. A name that another run took away meanwhile, by finishing,
  /// is made anew: else two runs could hold one file.
  private static func openLocked(_ path: String) throws(FileError) -> Int32 {
    while true {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard descriptor >= 0 else { throw FileError(.open, path, code: errno) }
      // Some network file systems have no locks; then two runs at once are the user's affair.
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        close(descriptor)
        throw FileError(.open, path, code: EBUSY)
      }
      var (held, named) = (stat(), stat())
      if fstat(descriptor, &held) == 0, lstat(path, &named) == 0, held.st_ino == named.st_ino,
        held.st_dev == named.st_dev
      {
        if ftruncate(descriptor, 0) == 0 { return descriptor }
        let code = errno
        close(descriptor)
        throw FileError(.open, path, code: code)
      }
      close(descriptor)
    }
  }

  /// What kind of file has that path; nil if there is none.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// The file that a symbolic link leads to, so that the link stays a link.
  private static func resolved(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The system's `write`, which the method of the same name would hide.
private func writeSome(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int
{
  write(descriptor, bytes.baseAddress?.advanced(by: start), bytes.count - start)
}
