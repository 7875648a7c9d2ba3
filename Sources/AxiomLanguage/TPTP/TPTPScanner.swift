// The words of a TPTP file, one at a time, with comments left out. Entry: `next`. The parser,
// `TPTPReader`, asks for words and never looks at bytes.
// Source: the TPTP syntax, version 9 (tptp.org), lexical rules.

/// Cuts bytes into words.
struct TPTPScanner {
  enum Word: Hashable {
    case lower(String)  // also quoted atoms, numbers and defined words such as $true
    case upper(String)
    case mark(String)
    case end
  }

  let path: String
  let bytes: [UInt8]
  private var position = 0
  private(set) var line = 1
  private var lineStart = 0
  private(set) var word = Word.end
  private(set) var wordStart = (offset: 0, line: 1, lineStart: 0)

  init(path: String, bytes: [UInt8]) throws(TPTPError) {
    (self.path, self.bytes) = (path, bytes)
    try next()
  }

  /// A fault at the current word.
  func fault(_ message: String, _ kind: TPTPError.Kind = .syntax) -> TPTPError {
    let (offset, line, start) = wordStart
    let end = bytes[start...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
    return TPTPError(
      kind: kind, message: message, path: path, line: line,
      column: String(decoding: bytes[start..<offset], as: UTF8.self).count + 1,
      text: String(decoding: bytes[start..<min(end, start + 2000)], as: UTF8.self))
  }

  /// The current word as people see it.
  var shown: String {
    switch word {
    case .lower(let text), .upper(let text), .mark(let text): "'\(text.prefix(40))'"
    case .end: "the end of the file"
    }
  }

  /// Moves to the next word.
  mutating func next() throws(TPTPError) {
    try skipBlank()
    wordStart = (position, line, lineStart)
    guard position < bytes.count else {
      word = .end
      return
    }
    let first = bytes[position]
    if first == 39 || first == 34 {
      word = .lower(try quoted(first))
    } else if Self.isWordByte(first) || first == 36 {
      let start = position
      position += 1
      while position < bytes.count, Self.isWordByte(bytes[position]) || bytes[position] == 36 {
        position += 1
      }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      let isVariable = (65...90).contains(first) || first == 95
      word = isVariable ? .upper(text) : .lower(text)
    } else {
      word = .mark(try mark())
    }
  }

  private static let marks = [
    "<=>", "<~>", "=>", "<=", "!=", "~|", "~&", "(", ")", "[", "]", ",", ".", ":", "|", "&", "~",
    "=", "!", "?", "+", "-", "*", "/", ">", "<", "@", "^", "{", "}", ";",
  ].map { Array($0.utf8) }

  private mutating func mark() throws(TPTPError) -> String {
    for mark in Self.marks where bytes[position...].starts(with: mark) {
      position += mark.count
      return String(decoding: mark, as: UTF8.self)
    }
    throw fault("unexpected character")
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
  }

  private mutating func quoted(_ quote: UInt8) throws(TPTPError) -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count, bytes[position] != quote {
      if bytes[position] == 10 { break }
      if bytes[position] == 92, position + 1 < bytes.count { position += 1 }
      text.append(bytes[position])
      position += 1
    }
    guard position < bytes.count, bytes[position] == quote, !text.isEmpty else {
      throw fault("this quoted name has no end")
    }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func skipBlank() throws(TPTPError) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 10 {
        position += 1
        line += 1
        lineStart = position
      } else if byte == 32 || byte == 9 || byte == 13 {
        position += 1
      } else if byte == 37 {
        while position < bytes.count, bytes[position] != 10 { position += 1 }
      } else if byte == 47, position + 1 < bytes.count, bytes[position + 1] == 42 {
        try skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(TPTPError) {
    wordStart = (position, line, lineStart)
    position += 2
    while position + 1 < bytes.count, bytes[position] != 42 || bytes[position + 1] != 47 {
      if bytes[position] == 10 {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
    guard position + 1 < bytes.count else { throw fault("this comment has no end") }
    position += 2
  }
}
