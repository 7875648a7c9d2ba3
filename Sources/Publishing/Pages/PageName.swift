// The names of pages: by the name of what they show, safe in any file system and any URL, and never
// the same for two names. Start at `pageName(of:)`. Lower-case letters, digits, `_` and `-` stand for
// themselves; a capital is `=` and its small letter (some file systems ignore case); every other
// character is its code point in hexadecimal digits between tildes.

/// Names that pages of a theory have anyway; no theorem's page may take them.
private let reserved: Set<String> = ["index", "graph", "con", "prn", "aux", "nul"]

/// The longest name that is spelled out (bytes); file systems allow 255 with the ending.
private let longest = 120

/// The file name, without an ending, of a page about what has that name.
func pageName(of name: String) -> String {
  var safe = ""
  for scalar in name.unicodeScalars {
    switch scalar {
    case "a"..."z", "0"..."9", "_", "-": safe.unicodeScalars.append(scalar)
    case "A"..."Z": safe += "=" + String(Character(scalar)).lowercased()
    default: safe += "~" + String(scalar.value, radix: 16) + "~"
    }
  }
  // "~~" cannot come from the rules above: each tilde there belongs to a pair around digits.
  if safe.isEmpty || reserved.contains(safe) { safe = "~~" + safe }
  guard safe.utf8.count > longest else { return safe }
  return "~~" + String(decoding: safe.utf8.prefix(longest), as: UTF8.self) + "~~" + digest(name)
}

/// 64 bits of FNV-1a over the name: tells long names apart that begin alike.
/// Source: G. Fowler, L. C. Noll, K.-P. Vo, The FNV non-cryptographic hash (RFC 9923).
private func digest(_ name: String) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  return String(hash, radix: 16)
}
