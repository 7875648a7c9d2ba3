// Where used files come from: beside the file, then the shipped library.
//
// The library may be a list of directories, or files built into the program; tests give files in
// memory. The elaborator sees only paths relative to the theory's root and bytes.
// Entry: `SourceLoader.init`; neighbour: `Elaborator+Files.swift`.

/// A source of axiom files.
public struct SourceLoader: Sendable {
  private let read: @Sendable (String) -> Result<[UInt8], SourceReadError>
  private let library: @Sendable (String) -> Result<LibraryFile, SourceReadError>

  /// A file of the library, and how messages name it.
  struct LibraryFile: Sendable {
    var bytes: [UInt8]
    var shownPath: String
  }

  /// Files from disk, then those of the library's directories, then those built in.
  ///
  /// *Shape*: `embedded` gets a path such as `peano.axiom` and returns the bytes, or nil.
  public init(
    libraryDirectories: [String] = [],
    embedded: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    read = { path in SourceLoader.fromDisk(path) }
    library = { path in
      for directory in libraryDirectories {
        let shown = SourceLoader.join(directory, path)
        let result = SourceLoader.fromDisk(shown)
        if result == .failure(.missing) { continue }
        return result.map { LibraryFile(bytes: $0, shownPath: shown) }
      }
      return embedded(path).map { .success(LibraryFile(bytes: $0, shownPath: path)) }
        ?? .failure(.missing)
    }
  }

  /// Files in memory, by path; and a library in memory.
  public init(files: [String: String], library: [String: String] = [:]) {
    read = { files[$0].map { .success(Array($0.utf8)) } ?? .failure(.missing) }
    self.library = { path in
      library[path].map { .success(LibraryFile(bytes: Array($0.utf8), shownPath: path)) }
        ?? .failure(.missing)
    }
  }

  private init(
    read: @escaping @Sendable (String) -> Result<[UInt8], SourceReadError>,
    library: @escaping @Sendable (String) -> Result<LibraryFile, SourceReadError>
  ) {
    self.read = read
    self.library = library
  }

  /// The same source with one file in memory instead.
  func adding(path: String, text: String) -> SourceLoader {
    let bytes = Array(text.utf8)
    return SourceLoader(
      read: { [read] in $0 == path ? .success(bytes) : read($0) }, library: library)
  }

  /// The bytes of a file.
  func bytes(of path: String) -> Result<[UInt8], SourceReadError> { read(path) }

  /// A file of the library.
  func libraryFile(_ path: String) -> Result<LibraryFile, SourceReadError> { library(path) }

  private static func fromDisk(_ path: String) -> Result<[UInt8], SourceReadError> {
    do throws(SourceReadError) { return .success(try SourceFile.readBytes(path: path)) } catch {
      return .failure(error)
    }
  }

  /// A path below a directory, without `.` and with `..` taken away where it can be.
  static func join(_ directory: String, _ path: String) -> String {
    if path.hasPrefix("/") { return path }
    let isAbsolute = directory.hasPrefix("/")
    var parts: [Substring] = []
    for part in (directory + "/" + path).split(separator: "/") {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// The directory part of a path; empty for a bare name.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  static func lastPart(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}
