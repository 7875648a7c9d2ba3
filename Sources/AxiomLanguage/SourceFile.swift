// Source text and places in it.
//
// A `SourceFile` is a path, its bytes and an index of its lines; a `SourceRange` is a pair of byte
// offsets. Everything that can go wrong later points into one of these, so the lexer, the parser
// and the elaborator carry byte offsets only and lines and columns are computed when a message is
// printed. Start at `SourceFile.location(of:)`; neighbour: `SourceFile+Reading.swift`.

/// A half-open range of byte offsets in one file.
///
/// *Units*: bytes from the start of the file.
public struct SourceRange: Hashable, Sendable {
  /// The first byte of the range.
  public var start: Int
  /// The byte after the last one.
  public var end: Int

  /// A range from `start` up to, not including, `end`. Requires `start <= end`.
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "source range \(start)..<\(end) runs backwards")
    self.start = start
    self.end = end
  }

  /// The smallest range that contains both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}

/// The index of a file in a `SourceMap`.
public struct FileID: Hashable, Comparable, Sendable {
  /// The position in `SourceMap.files`.
  public var index: Int

  /// The file at a position of `SourceMap.files`.
  public init(index: Int) { self.index = index }

  /// Orders files by the moment they were first read.
  public static func < (lhs: FileID, rhs: FileID) -> Bool { lhs.index < rhs.index }
}

/// A range in one file of a `SourceMap`.
public struct SourceSpan: Hashable, Sendable {
  /// The file.
  public var file: FileID
  /// The bytes in it.
  public var range: SourceRange

  /// A range in one file.
  public init(_ file: FileID, _ range: SourceRange) {
    self.file = file
    self.range = range
  }
}

/// A place as people count it.
///
/// *Units*: lines and characters (grapheme clusters, not bytes), both from 1.
public struct TextLocation: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The character in the line, from 1.
  public var column: Int

  /// A line and a column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The bytes of one file and the index of its lines.
public struct SourceFile: Sendable {
  /// How messages name the file.
  public let path: String
  /// The bytes as read, never changed.
  public let bytes: [UInt8]
  /// The byte offset at which each line starts. Never empty; the first entry is 0.
  public let lineStarts: [Int]

  /// Indexes the lines of `bytes`. *Complexity*: linear in the number of bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    let span = bytes.span
    for index in span.indices where span[index] == 0x0A { starts.append(index + 1) }
    lineStarts = starts
  }

  /// A file whose text is at hand.
  public init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  /// The line that holds a byte offset, from 0. *Complexity*: logarithmic in the lines.
  public func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The line and the column of a byte offset.
  ///
  /// *Complexity*: linear in the length of the line up to the offset.
  public func location(of offset: Int) -> TextLocation {
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    let stop = min(max(offset, start), bytes.count)
    return TextLocation(line: line + 1, column: characters(SourceRange(start, stop)) + 1)
  }

  /// The bytes of a line without its end, as a range. *Requires*: a line index from 0.
  public func lineRange(_ line: Int) -> SourceRange {
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > start && bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }

  /// The text of a range; bytes that are not UTF-8 appear as U+FFFD.
  public func text(_ range: SourceRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// The number of characters in a range. *Complexity*: linear in its length.
  func characters(_ range: SourceRange) -> Int {
    var isASCII = true
    let span = bytes.span
    for index in range.start..<range.end where span[index] >= 0x80 {
      isASCII = false
      break
    }
    return isASCII ? range.end - range.start : text(range).count
  }
}

/// The files that one run has read, in the order of reading.
public struct SourceMap: Sendable {
  /// The files; a `FileID` is an index into this array.
  public private(set) var files: [SourceFile] = []

  /// A map without files.
  public init() {}

  /// Adds a file and names it.
  public mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(index: files.count - 1)
  }

  /// The file of an id that this map gave out.
  public subscript(id: FileID) -> SourceFile { files[id.index] }
}
