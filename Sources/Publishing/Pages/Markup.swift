// Text made safe for HTML: everything that a theory can name may hold any character, so whatever is
// not written by hand here goes through `escaped`. The rest of the room builds pages as strings; a
// page is a few kilobytes, and a tree of elements would only be flattened again.

/// The text with the five characters replaced that mean something in HTML and XML, in quotes or not.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
  var safe = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": safe += "&amp;"
    case "<": safe += "&lt;"
    case ">": safe += "&gt;"
    case "\"": safe += "&quot;"
    case "'": safe += "&#39;"
    default: safe.unicodeScalars.append(scalar)
    }
  }
  return safe
}

private func isSpecial(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
}

/// The text as a string literal of JavaScript that may stand in a script of its own: quotes,
/// controls, `<` and the two line separators of Unicode are escaped.
func scriptLiteral(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case "<", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}":
      let hex = String(scalar.value, radix: 16)
      literal += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}
