// What one character can be part of.
//
// The lexer asks only this table. ASCII is answered by a switch; other characters by the Unicode
// properties of the standard library: letters make names, mathematical and other symbols make
// operators. Also here: decoding and validating UTF-8. Neighbour: `Lexer.swift`.

/// The lexical class of a character.
enum CharacterClass {
  /// White space.
  case space
  /// Starts or continues a name.
  case letter
  /// Continues a name: digits, `'`, combining marks, subscripts.
  case continuing
  /// Part of an operator.
  case symbol
  /// A token by itself.
  case fixed(TokenKind)
  /// Not part of the language.
  case other

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      self = CharacterClass.ascii(UInt8(value))
      return
    }
    switch scalar {
    case "∀": self = .fixed(.forall)
    case "∃": self = .fixed(.exists)
    case "¬": self = .fixed(.not)
    case "∧": self = .fixed(.and)
    case "∨": self = .fixed(.or)
    case "λ": self = .fixed(.lambda)
    case "·", "⁻", "⁺", "¹", "²", "³", "⁰", "⁴"..."⁹": self = .symbol
    case "\u{FEFF}": self = .space
    default: self = CharacterClass.unicode(scalar)
    }
  }

  private static func ascii(_ byte: UInt8) -> CharacterClass {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      return .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "'"): return .continuing
    case 0x20, 0x09, 0x0A, 0x0D: return .space
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: "="),
      UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "^"),
      UInt8(ascii: "|"), UInt8(ascii: "~"):
      return .symbol
    case UInt8(ascii: "("): return .fixed(.leftParenthesis)
    case UInt8(ascii: ")"): return .fixed(.rightParenthesis)
    case UInt8(ascii: "["): return .fixed(.leftBracket)
    case UInt8(ascii: "]"): return .fixed(.rightBracket)
    case UInt8(ascii: "."): return .fixed(.dot)
    case UInt8(ascii: "\\"): return .fixed(.lambda)
    default: return .other
    }
  }

  private static func unicode(_ scalar: Unicode.Scalar) -> CharacterClass {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      return .letter
    case .nonspacingMark, .spacingMark, .decimalNumber, .otherNumber, .connectorPunctuation:
      return .continuing
    case .mathSymbol, .otherSymbol, .currencySymbol: return .symbol
    case .spaceSeparator: return .space
    default: return .other
    }
  }

  /// Appends the ASCII form of an operator character to the text of an operator.
  static func appendASCII(of scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "·": text += "*"
    case "≤": text += "<="
    case "≠": text += "/="
    case "⇒": text += "=>"
    case "⇔": text += "<=>"
    case "→": text += "->"
    default: text.unicodeScalars.append(scalar)
    }
  }
}

/// The character at an offset and the number of its bytes. *Requires*: valid UTF-8.
func scalar(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> (Unicode.Scalar, Int) {
  let first = UInt32(bytes[offset])
  if first < 0x80 { return (Unicode.Scalar(UInt8(first)), 1) }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  var value = first & (0x7F >> UInt32(length))
  for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
}

/// The offset of the first byte that is not part of valid UTF-8, or nil.
///
/// *Complexity*: linear. *Source*: Unicode 16.0, table 3-7, well-formed byte sequences.
func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
  let span = bytes.span
  var index = 0
  while index < span.count {
    let first = span[index]
    if first < 0x80 {
      index += 1
      continue
    }
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    let length: Int
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { low = 0xA0 } else if first == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { low = 0x90 } else if first == 0xF4 { high = 0x8F }
    default: return index
    }
    guard index + length <= span.count else { return index }
    guard span[index + 1] >= low && span[index + 1] <= high else { return index }
    for offset in 2..<max(length, 2) where span[index + offset] & 0xC0 != 0x80 { return index }
    index += length
  }
  return nil
}
