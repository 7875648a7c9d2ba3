// One line of JSON for machines. The fields keep their order, so that the same run prints the same
// bytes; Foundation's encoder sorts or shuffles them.

/// Makes JSON objects of named values.
enum JSONText {
  /// What a field holds.
  enum Value {
    case text(String)
    case number(Int)
    case flag(Bool)
    case null
    case texts([String])
    /// What is JSON already.
    case json(String)

    /// An object in a field.
    static func object(_ fields: [(name: String, value: Value)]) -> Value {
      .json(JSONText.object(fields))
    }

    /// Several values in a field.
    static func list(_ values: [Value]) -> Value {
      .json("[" + values.map(JSONText.text).joined(separator: ",") + "]")
    }
  }

  /// An object with these fields, in order.
  static func object(_ fields: [(name: String, value: Value)]) -> String {
    "{" + fields.map { quoted($0.name) + ":" + text($0.value) }.joined(separator: ",") + "}"
  }

  fileprivate static func text(_ value: Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .number(let number): "\(number)"
    case .flag(let flag): flag ? "true" : "false"
    case .null: "null"
    case .texts(let texts): "[" + texts.map(quoted).joined(separator: ",") + "]"
    case .json(let text): text
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
