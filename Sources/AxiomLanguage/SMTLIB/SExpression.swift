// S-expressions of an SMT-LIB script: lists and atoms in one flat array, children before parents.
// Start at `SExpressionReader.read`, which keeps its own stack, so that depth costs no recursion.
// What the atoms mean is `SMTLIBReader`'s affair.
// Source: C. Barrett, P. Fontaine, C. Tinelli, The SMT-LIB standard, version 2.6 (2021), ch. 3.1.

/// The index of an S-expression in `SExpressions.nodes`.
struct SExpressionID: Hashable {
  var index: Int
}

/// An atom or a list, and where it stands.
struct SExpression {
  enum Kind {
    /// A symbol, without the bars of a quoted one.
    case symbol(String)
    /// A keyword, with its colon.
    case keyword(String)
    case numeral(String)
    /// A string, or a number that is no numeral.
    case literal
    case list([SExpressionID])
  }
  var kind: Kind
  var range: SourceRange
}

/// All S-expressions of a file.
struct SExpressions {
  fileprivate(set) var nodes: [SExpression] = []
  /// Those that stand in no list, in order.
  fileprivate(set) var top: [SExpressionID] = []

  subscript(id: SExpressionID) -> SExpression { nodes[id.index] }

  /// The symbol that an expression is; nil for others.
  func symbol(_ id: SExpressionID) -> String? {
    if case .symbol(let name) = self[id].kind { name } else { nil }
  }

  /// The parts of a list; nil for atoms.
  func list(_ id: SExpressionID) -> [SExpressionID]? {
    if case .list(let parts) = self[id].kind { parts } else { nil }
  }

  /// The parts of a list that starts with this symbol; nil for others.
  func list(_ id: SExpressionID, headed head: String) -> [SExpressionID]? {
    guard let parts = list(id), let first = parts.first, symbol(first) == head else { return nil }
    return parts
  }
}

/// The scanner.
struct SExpressionReader {
  private let bytes: [UInt8]
  private let fileID: FileID
  private var position = 0
  private var result = SExpressions()
  private var open: [(start: Int, parts: [SExpressionID])] = []
  private var diagnostics: [Diagnostic] = []

  private init(_ file: SourceFile, _ id: FileID) { (bytes, fileID) = (file.bytes, id) }

  /// Reads a whole file. Faults are in the diagnostics. *Complexity*: linear in the bytes.
  static func read(_ file: SourceFile, id: FileID) -> (SExpressions, [Diagnostic]) {
    var reader = SExpressionReader(file, id)
    if let offset = firstInvalidUTF8(file.bytes) {
      reader.fault(.invalidUTF8(byte: file.bytes[offset]), SourceRange(offset, offset + 1))
      return (reader.result, reader.diagnostics)
    }
    if file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
    while reader.position < reader.bytes.count { reader.step() }
    if let (start, _) = reader.open.last {
      reader.fault(.unclosedBracket("(", found: .endOfFile), SourceRange(start, start + 1))
    }
    return (reader.result, reader.diagnostics)
  }

  private mutating func fault(_ kind: Diagnostic.Kind, _ range: SourceRange) {
    diagnostics.append(Diagnostic(kind, at: SourceSpan(fileID, range)))
  }

  private mutating func step() {
    let start = position
    position += 1
    switch bytes[start] {
    case 0x20, 0x09, 0x0A, 0x0D: break
    case UInt8(ascii: ";"): skip { $0 != 0x0A }
    case UInt8(ascii: "("): open.append((start, []))
    case UInt8(ascii: ")"):
      guard let (first, parts) = open.popLast() else {
        return fault(.unmatchedBracket(")"), SourceRange(start, position))
      }
      add(.list(parts), SourceRange(first, position))
    case UInt8(ascii: "|"): quoted(from: start)
    case UInt8(ascii: "\""): string(from: start)
    default: atom(from: start)
    }
  }

  private mutating func skip(while isInside: (UInt8) -> Bool) {
    while position < bytes.count, isInside(bytes[position]) { position += 1 }
  }

  private mutating func add(_ kind: SExpression.Kind, _ range: SourceRange) {
    result.nodes.append(SExpression(kind: kind, range: range))
    let id = SExpressionID(index: result.nodes.count - 1)
    if open.isEmpty { result.top.append(id) } else { open[open.count - 1].parts.append(id) }
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func quoted(from start: Int) {
    skip { $0 != UInt8(ascii: "|") }
    guard position < bytes.count else {
      return fault(.unterminatedString, SourceRange(start, start + 1))
    }
    position += 1
    add(.symbol(text(start + 1, position - 1)), SourceRange(start, position))
  }

  private mutating func string(from start: Int) {
    while position < bytes.count {
      skip { $0 != UInt8(ascii: "\"") }
      position += 1
      // Two quotes stand for one.
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
      position += 1
    }
    guard position <= bytes.count else {
      position = bytes.count
      return fault(.unterminatedString, SourceRange(start, start + 1))
    }
    add(.literal, SourceRange(start, position))
  }

  private mutating func atom(from start: Int) {
    skip { byte in
      byte > 0x20 && ![0x28, 0x29, 0x22, 0x3B, 0x7C].contains(byte)
    }
    let range = SourceRange(start, position)
    let text = text(start, position)
    let isNumber = 0x30...0x39 ~= bytes[start] || bytes[start] == UInt8(ascii: "#")
    if bytes[start] == UInt8(ascii: ":") {
      add(.keyword(text), range)
    } else if !isNumber {
      add(.symbol(text), range)
    } else {
      add(text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? .numeral(text) : .literal, range)
    }
  }
}
