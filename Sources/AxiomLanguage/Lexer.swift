// Bytes to tokens, in one pass, never failing.
//
// What cannot be a token is reported and skipped, so parsing goes on after it. Names are letters,
// digits, `_` and `'`; operators are maximal runs of operator characters, in which `·` counts as
// `*` and `≤` as `<=`, so that both spellings are one symbol. Entry: `Lexer.run()`; it appends to
// `diagnostics`. Neighbours: `CharacterClass.swift` (what a character is), `Parser.swift`.

/// Spellings numbered in the order of their first occurrence.
public struct NameTable: Sendable {
  private var numbers: [String: UInt32] = [:]
  /// The spellings by number.
  public private(set) var spellings: [String] = []

  /// The number of a spelling, a new one at its first occurrence.
  mutating func intern(_ text: String) -> NameID {
    if let known = numbers[text] { return NameID(index: known) }
    let fresh = UInt32(spellings.count)
    numbers[text] = fresh
    spellings.append(text)
    return NameID(index: fresh)
  }

  /// The spelling of a number that this table gave out; empty for `NameID.none`.
  public subscript(id: NameID) -> String { id == .none ? "" : spellings[Int(id.index)] }
}

/// The scanner of one file.
struct Lexer {
  /// The longest line that is read. Generated files may be wide; a megabyte is not written by hand,
  /// and the bound keeps messages about a place in a line quick.
  static let maximumLine = 1_000_000

  private let file: SourceFile
  private let fileID: FileID
  private var position = 0
  private var isFirstOnLine = true
  private var lineStart = 0

  private(set) var tokens: [Token] = []
  private(set) var comments: [Comment] = []
  private(set) var names = NameTable()
  private(set) var diagnostics: [Diagnostic] = []
  /// Names that have a message already. Asked, never listed.
  private(set) var faultyNames: Set<NameID> = []

  init(file: SourceFile, id: FileID) {
    self.file = file
    fileID = id
  }

  /// Scans the whole file; the last token is `.end`. *Complexity*: linear in the bytes.
  mutating func run() {
    if let fault = firstFault() {
      diagnostics.append(fault)
    } else {
      // A byte order mark is not indentation.
      if file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (position, lineStart) = (3, 3) }
      file.bytes.withUnsafeBufferPointer { bytes in
        while position < bytes.count { step(bytes) }
      }
    }
    let end = UInt32(position)
    tokens.append(
      Token(kind: .end, isFirstOnLine: true, name: .none, start: end, end: end, indent: 0))
  }

  /// A reason not to read the file at all: bytes that are not UTF-8, or a line beyond the limit.
  private func firstFault() -> Diagnostic? {
    if let offset = firstInvalidUTF8(file.bytes) {
      let byte = file.bytes[offset]
      return Diagnostic(
        .invalidUTF8(byte: byte), at: SourceSpan(fileID, SourceRange(offset, offset + 1)))
    }
    for (line, start) in file.lineStarts.enumerated() {
      let next = line + 1 < file.lineStarts.count ? file.lineStarts[line + 1] : file.bytes.count
      if next - start > Lexer.maximumLine {
        return Diagnostic(
          .lineTooLong(bytes: next - start, limit: Lexer.maximumLine),
          at: SourceSpan(fileID, SourceRange(start, start)))
      }
    }
    return nil
  }

  private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>) {
    let byte = bytes[position]
    switch byte {
    case 0x0A:
      position += 1
      isFirstOnLine = true
      lineStart = position
    case 0x20, 0x09, 0x0D: position += 1
    case UInt8(ascii: "("): single(.leftParenthesis)
    case UInt8(ascii: ")"): single(.rightParenthesis)
    case UInt8(ascii: "]"): single(.rightBracket)
    case UInt8(ascii: "."): single(.dot)
    case UInt8(ascii: "\\"): single(.lambda)
    case UInt8(ascii: "["):
      if position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "]") {
        add(.name, from: position, to: position + 2, name: names.intern("[]"))
      } else {
        single(.leftBracket)
      }
    case UInt8(ascii: "\""): string(bytes)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): numeral(bytes)
    default:
      if byte == UInt8(ascii: "-") && position + 1 < bytes.count && bytes[position + 1] == byte {
        comment(bytes)
        return
      }
      let (scalar, length) = scalar(bytes, position)
      switch CharacterClass(scalar) {
      case .space:
        position += length
      // An exotic space is still a space; it never ends a line.
      case .letter: word(bytes)
      case .fixed(let kind): add(kind, from: position, to: position + length, name: .none)
      case .symbol: symbol(bytes)
      case .continuing, .other: unexpected(bytes)
      }
    }
  }

  private mutating func single(_ kind: TokenKind) {
    add(kind, from: position, to: position + 1, name: .none)
  }

  private mutating func add(_ kind: TokenKind, from start: Int, to end: Int, name: NameID) {
    let indent = isFirstOnLine ? file.characters(SourceRange(lineStart, start)) : 0
    tokens.append(
      Token(
        kind: kind, isFirstOnLine: isFirstOnLine, name: name, start: UInt32(start),
        end: UInt32(end), indent: UInt32(indent)))
    isFirstOnLine = false
    position = end
  }

  private mutating func comment(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    while position < bytes.count && bytes[position] != 0x0A { position += 1 }
    var end = position
    while end > start && [0x20, 0x09, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    comments.append(Comment(range: SourceRange(start, end), isAlone: isFirstOnLine))
  }

  private mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    var end = start + 1
    while end < bytes.count && bytes[end] != 0x0A && bytes[end] != UInt8(ascii: "\"") { end += 1 }
    guard end < bytes.count && bytes[end] == UInt8(ascii: "\"") else {
      report(.unterminatedString, start, end)
      add(.string, from: start, to: end, name: names.intern(file.text(SourceRange(start + 1, end))))
      return
    }
    let content = names.intern(file.text(SourceRange(start + 1, end)))
    add(.string, from: start, to: end + 1, name: content)
  }

  private mutating func numeral(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    var end = start
    var isNumber = true
    while end < bytes.count {
      let (scalar, length) = scalar(bytes, end)
      switch CharacterClass(scalar) {
      case .letter: isNumber = false
      case .continuing: if !(bytes[end] >= 0x30 && bytes[end] <= 0x39) { isNumber = false }
      default:
        finish()
        return
      }
      end += length
    }
    finish()

    func finish() {
      let name = names.intern(file.text(SourceRange(start, end)))
      if !isNumber {
        report(.nameStartsWithDigit, start, end)
        faultyNames.insert(name)
      }
      add(isNumber ? .numeral : .name, from: start, to: end, name: name)
    }
  }

  private mutating func word(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    var end = start
    scan: while end < bytes.count {
      let (scalar, length) = scalar(bytes, end)
      switch CharacterClass(scalar) {
      case .letter, .continuing: end += length
      default: break scan
      }
    }
    let text = file.text(SourceRange(start, end))
    if let kind = TokenKind.reserved(text) {
      add(kind, from: start, to: end, name: .none)
    } else {
      add(.name, from: start, to: end, name: names.intern(text))
    }
  }

  private mutating func symbol(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    var end = start
    var text = ""
    while end < bytes.count {
      let (scalar, length) = scalar(bytes, end)
      guard case .symbol = CharacterClass(scalar) else { break }
      // A comment may follow an operator without a space.
      let isDash = bytes[end] == UInt8(ascii: "-")
      if isDash && end + 1 < bytes.count && bytes[end + 1] == bytes[end] { break }
      CharacterClass.appendASCII(of: scalar, to: &text)
      end += length
    }
    if let kind = TokenKind.reserved(text) {
      add(kind, from: start, to: end, name: .none)
    } else {
      add(.symbol, from: start, to: end, name: names.intern(text))
    }
  }

  private mutating func unexpected(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    let (first, length) = scalar(bytes, start)
    position += length
    while position < bytes.count {
      let (next, length) = scalar(bytes, position)
      guard case .other = CharacterClass(next), bytes[position] != 0x0A else { break }
      position += length
    }
    report(.unexpectedCharacter(first), start, position)
    add(.error, from: start, to: position, name: .none)
  }

  private mutating func report(_ kind: Diagnostic.Kind, _ start: Int, _ end: Int) {
    diagnostics.append(Diagnostic(kind, at: SourceSpan(fileID, SourceRange(start, end))))
  }
}
