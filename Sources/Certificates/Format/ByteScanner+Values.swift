// What a line holds: fixed text, numbers, texts. Each function reads its value in the one form
// that it has and moves on behind it, or throws. Lists are read by the functions of their items; how
// deep values are nested is fixed by the callers, which are the kinds of lines.

extension ByteScanner {
  /// The next byte of the line; nil at its end.
  private var next: UInt8? { position < lineEnd ? buffer[position] : nil }

  /// Whether the line goes on with this text, which is then passed.
  mutating func passes(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard lineEnd - position >= count else { return false }
    for place in 0..<count where buffer[position + place] != text.utf8Start[place] { return false }
    position += count
    return true
  }

  /// Passes this text.
  mutating func expect(_ text: StaticString) throws(CertificateError) {
    guard passes(text) else { throw unexpected("'\(text)'") }
  }

  /// Passes the name of a field that is not the first of its object.
  mutating func field(_ name: StaticString) throws(CertificateError) {
    try expect(",\"")
    try key(name)
  }

  /// Passes the name of the first field of an object.
  mutating func open(_ name: StaticString) throws(CertificateError) {
    try expect("{\"")
    try key(name)
  }

  private mutating func key(_ name: StaticString) throws(CertificateError) {
    let start = position
    if passes(name), passes("\":") { return }
    position = start
    throw error(.unknownField(try word()))
  }

  /// The name of a field or kind, behind its opening quote.
  mutating func word() throws(CertificateError) -> String {
    let start = position
    while let byte = next, byte != UInt8(ascii: "\"") { position += 1 }
    guard position - start <= 64, let word = String(validating: buffer[start..<position]) else {
      throw unexpected("a word")
    }
    try expect("\"")
    return word
  }

  /// Passes the end of the line.
  mutating func endLine() throws(CertificateError) {
    guard position == lineEnd else { throw unexpected("the end of the line") }
  }

  /// A number below 2⁶⁴.
  mutating func number() throws(CertificateError) -> UInt64 {
    guard let first = next, case 0x30...0x39 = first else { throw unexpected("a number") }
    var value: UInt64 = 0
    let start = position
    while let byte = next, case 0x30...0x39 = byte {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isLarger) = product.addingReportingOverflow(UInt64(byte - 0x30))
      guard !isTooLarge && !isLarger else { throw error(.overflow) }
      value = sum
      position += 1
    }
    guard first != 0x30 || position == start + 1 else {
      position = start
      throw unexpected("a number without leading zeros")
    }
    return value
  }

  /// A number below 2³¹: the place of something, or how many there are.
  mutating func count() throws(CertificateError) -> Int {
    let value = try number()
    guard value < 1 << 31 else { throw error(.overflow) }
    return Int(value)
  }

  /// `true` or `false`.
  mutating func flag() throws(CertificateError) -> Bool {
    if passes("true") { return true }
    try expect("false")
    return false
  }

  /// A text in quotes.
  mutating func text() throws(CertificateError) -> String {
    try expect("\"")
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      guard let text = String(validating: buffer[start..<position]) else {
        throw error(.invalidUTF8)
      }
      return text
    }
    var bytes = Array(buffer[start..<position])
    while !passes("\"") { bytes.append(try escapableByte()) }
    guard let text = String(validating: bytes) else { throw error(.invalidUTF8) }
    return text
  }

  /// One byte of a text. A control character has just one form, `\u00xx`.
  private mutating func escapableByte() throws(CertificateError) -> UInt8 {
    guard let byte = next, byte >= 0x20 else { throw unexpected("'\"'") }
    if byte != UInt8(ascii: "\\") {
      position += 1
      return byte
    }
    if passes("\\\"") { return UInt8(ascii: "\"") }
    if passes("\\\\") { return UInt8(ascii: "\\") }
    if passes("\\u000") { return try hexadecimalDigit() }
    if passes("\\u001") { return try hexadecimalDigit() + 16 }
    throw unexpected("'\\\"', '\\\\' or '\\u00' with a control character")
  }

  private mutating func hexadecimalDigit() throws(CertificateError) -> UInt8 {
    let digit: UInt8
    switch next {
    case .some(let byte) where (0x30...0x39).contains(byte): digit = byte - 0x30
    case .some(let byte) where (0x61...0x66).contains(byte): digit = byte - 0x61 + 10
    default: throw unexpected("a lower-case hexadecimal digit")
    }
    position += 1
    return digit
  }

  /// 64 hexadecimal digits in quotes.
  mutating func hash() throws(CertificateError) -> ContentHash {
    try expect("\"")
    guard lineEnd - position >= 64, let hash = ContentHash(buffer[position..<position + 64]) else {
      throw unexpected("64 lower-case hexadecimal digits")
    }
    position += 64
    try expect("\"")
    return hash
  }

  /// The fault that something else stands here.
  func unexpected(_ expected: String) -> CertificateError {
    let rest = buffer[position..<min(position + 24, lineEnd)]
    let found = rest.isEmpty ? "the end of the line" : "'\(String(decoding: rest, as: UTF8.self))'"
    return error(.syntax(expected: expected, found: found))
  }
}

extension String {
  /// The text that the bytes are in UTF-8; nil if they are not.
  init?(validating bytes: some Collection<UInt8>) {
    self.init(validating: bytes, as: UTF8.self)
  }
}
