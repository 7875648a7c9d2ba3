// Records to bytes, in the one form that they have: no spaces, fields in order, numbers in decimal
// without leading zeros, and in strings `\"`, `\\` and `\u00xx` for control characters as the only
// escapes, all else as UTF-8. Start at `append`. `ByteScanner` reads the same form back.
// Source: T. Bray, The JavaScript Object Notation data interchange format, RFC 8259 (2017).

import AxiomLanguage
import ProofKernel

/// Lines that wait to be written.
struct LineBuffer {
  private(set) var bytes: [UInt8] = []

  /// Forgets what has been written.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends a line, after those of the sorts and terms that it is the first to need.
  mutating func append(_ record: Record, _ numbering: inout Numbering, in store: TermStore) {
    numbering.visit(record, in: store)
    for entry in numbering.new { line(numbering.line(of: entry, in: store), numbering) }
    line(record, numbering)
  }

  private mutating func line(_ record: Record, _ numbering: Numbering) {
    object(record, numbering)
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func object(_ record: Record, _ numbering: Numbering) {
    var separator = UInt8(ascii: "{")
    for (name, value) in record.fields {
      bytes.append(separator)
      separator = UInt8(ascii: ",")
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: name.utf8)
      bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
      append(value, numbering)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(_ value: Record.Value, _ numbering: Numbering) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let number): append(number)
    case .numbers(let numbers): list(numbers) { $0.append(UInt64($1)) }
    case .text(let text): append(text)
    case .texts(let texts): list(texts) { $0.append($1) }
    case .hash(let hash):
      bytes.append(UInt8(ascii: "\""))
      bytes.append(contentsOf: hash.digits)
      bytes.append(UInt8(ascii: "\""))
    case .sort(let sort): append(UInt64(numbering[sort]))
    case .sorts(let sorts): list(sorts) { $0.append(UInt64(numbering[$1])) }
    case .term(let term): append(UInt64(numbering[term]))
    case .terms(let terms): list(terms) { $0.append(UInt64(numbering[$1])) }
    case .citation(let citation): object(Record(citation), numbering)
    case .citations(let citations): list(citations) { $0.object(Record($1), numbering) }
    case .place(let place):
      bytes.append(UInt8(ascii: "["))
      append(place.file)
      for number in [place.line, place.column] {
        bytes.append(UInt8(ascii: ","))
        append(UInt64(number))
      }
      bytes.append(UInt8(ascii: "]"))
    case .fixity(let fixity):
      bytes.append(UInt8(ascii: "["))
      append(fixity.placement.rawValue)
      bytes.append(UInt8(ascii: ","))
      append(UInt64(fixity.precedence))
      bytes.append(UInt8(ascii: "]"))
    case .record(let record): object(record, numbering)
    case .records(let records): list(records) { $0.object($1, numbering) }
    }
  }

  private mutating func list<Item>(_ items: [Item], _ each: (inout Self, Item) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (place, item) in items.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      each(&self, item)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func append(_ number: UInt64) {
    var rest = number
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [0x5C, byte])
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        for digit in [byte >> 4, byte & 15] {
          bytes.append(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
        }
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension Record {
  /// What is cited.
  init(_ citation: Citation) {
    switch citation {
    case .fact(let place): self.init([("fact", .count(place))])
    case .theorem(let place): self.init([("theorem", .count(place))])
    }
  }
}
