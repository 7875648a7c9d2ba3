// Puts the files of a site into a folder, whole or not at all. Start at `write(to:)`: the files go
// into a new folder beside the old one; then the two change places in one step of the file system,
// and the old one is deleted. A full disk, a read-only mount or a killed run leave the old site as it
// was. A folder that holds anything but a site of ours is never replaced: `-o ~` deletes no home.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file by which a folder is known to be a site of ours.
private let marker = ".porism-site"

extension SiteGenerator {
  /// Writes the site into a folder, which is made, or replaced if it is empty or an earlier site.
  ///
  /// *Throws*: `notASite`, or `system` (full disk, read-only mount, no such parent …); what was in
  /// the folder before is then untouched. *Ensures*: the folder holds this site and nothing else.
  public func write(to path: String) throws(SiteError) {
    let target = trimmed(path)
    try requireReplaceable(target)
    let (parent, name) = split(target)
    removeLeftovers(in: parent, of: name)
    let partial = "\(parent)/.\(name).partial-\(getpid())"
    try makeFolders(parent)
    do throws(SiteError) {
      try makeFolder(partial)
      try fill(partial)
      try exchange(partial, target)
    } catch {
      removeTree(partial)
      throw error
    }
    removeTree(partial)
  }

  private func fill(_ folder: String) throws(SiteError) {
    var made: Set<String> = []
    try writeFile(
      "\(folder)/\(marker)", Array("written by porism site; replaced as a whole\n".utf8))
    try files { (file: SiteFile) throws(SiteError) in
      let inner = split(file.path).parent
      if inner != ".", made.insert(inner).inserted { try makeFolder("\(folder)/\(inner)") }
      try writeFile("\(folder)/\(file.path)", file.bytes)
    }
  }

  /// Puts the new folder where the old one is, if there is one, and the old one where the new was.
  private func exchange(_ new: String, _ old: String) throws(SiteError) {
    var isThere = stat()
    guard lstat(old, &isThere) == 0 else {
      guard rename(new, old) == 0 else { throw failure("move", old) }
      return
    }
    if swapped(new, old) { return }
    // Some file systems cannot exchange; every other reason is a refusal.
    guard errno == EINVAL || errno == ENOSYS else { throw failure("replace", old) }
    let aside = new + ".old"
    guard rename(old, aside) == 0 else { throw failure("move aside", old) }
    guard rename(new, old) == 0 else {
      let error = failure("move", old)
      _ = rename(aside, old)
      throw error
    }
    removeTree(aside)
  }

  private func requireReplaceable(_ target: String) throws(SiteError) {
    var status = stat()
    guard lstat(target, &status) == 0 else {
      if errno == ENOENT { return }
      throw failure("look at", target)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw SiteError.notASite(path: target) }
    guard let entries = entries(of: target) else { throw failure("read", target) }
    guard entries.isEmpty || entries.contains(marker) else {
      throw SiteError.notASite(path: target)
    }
  }

  /// Deletes what runs that were killed have left beside the folder.
  private func removeLeftovers(in parent: String, of name: String) {
    let prefix = ".\(name).partial-"
    for entry in entries(of: parent) ?? [] where entry.hasPrefix(prefix) {
      let digits = entry.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(digits), kill(process, 0) != 0, errno == ESRCH else { continue }
      removeTree("\(parent)/\(entry)")
    }
  }
}

// MARK: the file system

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(file, bytes, count)
}

private func failure(_ action: String, _ path: String) -> SiteError {
  .system(action: action, path: path, reason: String(cString: strerror(errno)))
}

private func trimmed(_ path: String) -> String {
  var path = path
  while path.count > 1, path.hasSuffix("/") { path.removeLast() }
  return path
}

/// The folder around a path, and its last component.
private func split(_ path: String) -> (parent: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  let parent = path[..<slash]
  return (parent.isEmpty ? "/" : String(parent), String(path[path.index(after: slash)...]))
}

/// Lets two folders change places in one step. Linux alone has it, and Swift's import of the C
/// library does not show it: it stands behind a feature macro. So it is looked up by name.
private func swapped(_ first: String, _ second: String) -> Bool {
  typealias Exchange =
    @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
  guard let found = dlsym(nil, "renameat2") else {
    errno = ENOSYS
    return false
  }
  let exchangeFlag: UInt32 = 2  // RENAME_EXCHANGE in <linux/fs.h>
  return unsafeBitCast(found, to: Exchange.self)(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag)
    == 0
}

/// Makes a folder and those around it, where they are missing.
private func makeFolders(_ path: String) throws(SiteError) {
  var status = stat()
  guard stat(path, &status) != 0, errno == ENOENT, path != "/" else { return }
  try makeFolders(split(path).parent)
  try makeFolder(path)
}

private func makeFolder(_ path: String) throws(SiteError) {
  guard mkdir(path, 0o777) == 0 else { throw failure("make the folder", path) }
}

private func writeFile(_ path: String, _ bytes: [UInt8]) throws(SiteError) {
  let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard file >= 0 else { throw failure("make the file", path) }
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { buffer in
      systemWrite(file, buffer.baseAddress! + written, bytes.count - written)
    }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else {
      let error = failure("write", path)
      _ = close(file)
      throw error
    }
    written += count
  }
  guard close(file) == 0 else { throw failure("write", path) }
}

/// The names in a folder, sorted; nil if it cannot be read.
private func entries(of path: String) -> [String]? {
  guard let folder = opendir(path) else { return nil }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names.sorted()
}

/// Deletes a folder of ours; what cannot be deleted stays.
private func removeTree(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    unlink(path)
    return
  }
  for entry in entries(of: path) ?? [] { removeTree("\(path)/\(entry)") }
  rmdir(path)
}
