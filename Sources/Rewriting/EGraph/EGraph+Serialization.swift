// The JSON that tools for e-graphs exchange (egraph-serialize): nodes by name, each with its operator, one
// node for each child, and its class. Start at `json(roots:)`; `init(json:)` reads. A class all of whose
// terms would be infinite cannot be built again, and is refused.
// Format: github.com/egraphs-good/egraph-serialize.

import Foundation
import Terms

/// Why a JSON text is no e-graph.
public enum EGraphJSONError: Error, Hashable, Sendable {
  /// It is no JSON, or not of this form.
  case malformed
  /// A node's child is no node.
  case unknownChild(String)
  /// A node whose children contain no finite term.
  case infinite(String)
  /// A node with more children than operators may have arguments.
  case tooManyChildren(String)
}

extension EGraph {
  /// The e-graph as JSON: live nodes in order of their making. O(size).
  ///
  /// *Requires*: a rebuilt e-graph.
  public func json(roots: [EClassID] = []) -> String {
    var lines: [String] = []
    for node in 0..<UInt32(nodes.count) where nodes[node].moment != ENodeRecord.dead {
      let children = children(of: ENodeID(node)).map { "\"\(representative($0))\"" }
      lines.append(
        "\"\(node)\":{\"op\":\(Self.jsonText(language.names[Int(nodes[node].op)])),"
          + "\"children\":[\(children.joined(separator: ","))],"
          + "\"eclass\":\"\(nodes[node].eClass)\",\"cost\":1.0}")
    }
    let tops = roots.map { "\"\(find($0).index)\"" }.joined(separator: ",")
    return "{\"nodes\":{\n" + lines.joined(separator: ",\n")
      + "\n},\"root_eclasses\":[\(tops)]}\n"
  }

  private func representative(_ eClass: EClassID) -> UInt32 { nodes(of: eClass)[0].index }

  private static func jsonText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The e-graph of a JSON text, rebuilt. Classes that the text tells apart become one where congruence
  /// says so. Literals are read as such.
  ///
  /// *Throws*: `malformed`, `unknownChild`, `infinite`, `tooManyChildren`. Complexity: O(n log n), but O(n·d)
  /// where the nodes come in an unlucky order, d being the depth of terms.
  public init(json text: String, language: Language = Language()) throws(EGraphJSONError) {
    var roots: [EClassID] = []
    try self.init(json: text, language: language, roots: &roots)
  }

  /// The same; `roots` becomes the classes that the text names as such. Costs in the text say nothing here.
  public init(
    json text: String, language: Language = Language(), roots: inout [EClassID]
  ) throws(EGraphJSONError) {
    self.init(language)
    guard
      let content = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
      let listed = content["nodes"] as? [String: Any]
    else { throw .malformed }
    var open: [(name: String, op: String, children: [String], eClass: String)] = []
    for (name, value) in listed.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
      guard let node = value as? [String: Any], let op = node["op"] as? String,
        let eClass = node["eclass"] as? String,
        let children = (node["children"] ?? [String]()) as? [String]
      else { throw .malformed }
      guard children.count < Self.arityLimit else { throw .tooManyChildren(name) }
      open.append((name, op, children, eClass))
    }
    let classOf = Dictionary(uniqueKeysWithValues: open.map { ($0.name, $0.eClass) })
    var first: [String: ENodeID] = [:]
    while !open.isEmpty {
      var later: [(name: String, op: String, children: [String], eClass: String)] = []
      for node in open {
        var parts: [ENodeID] = []
        for child in node.children {
          guard let eClass = classOf[child] else { throw .unknownChild(child) }
          if let made = first[eClass] { parts.append(made) }
        }
        guard parts.count == node.children.count else {
          later.append(node)
          continue
        }
        let symbol =
          parts.isEmpty
          ? Literal(node.op).map { self.language.symbol($0) } ?? self.language.symbol(node.op)
          : self.language.symbol(node.op, parts.count)
        let made = add(symbol, parts)
        if let known = first[node.eClass] { union(known, made) } else { first[node.eClass] = made }
      }
      guard later.count < open.count else { throw .infinite(later[0].name) }
      open = later
    }
    rebuild()
    let named = content["root_eclasses"] as? [String] ?? []
    roots = named.compactMap { first[$0] }.map { eClass(of: $0) }
  }
}
