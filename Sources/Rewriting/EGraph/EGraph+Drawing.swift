// Drawings of an e-graph: the classes that one rests on, nearest first, each a box with its nodes, and an
// arrow from each node to each of its children. Start at `drawing(of:)`; `dot(of:)` writes the same for
// Graphviz. A large e-graph is cut off after some classes, and the drawing says so.

/// The part of an e-graph that is drawn.
struct DrawnPart {
  /// Classes by layer; a class stands below the first that has it as a child.
  var layers: [[UInt32]] = []
  /// By class: its nodes, at most some.
  var nodes: [UInt32: [UInt32]] = [:]
  /// Whether something was left out.
  var isCut = false

  init(_ graph: borrowing EGraph, _ root: EClassID, classes limit: Int, nodes nodeLimit: Int) {
    var layer = [graph.find(root).index]
    var seen = Set(layer)
    while !layer.isEmpty {
      layers.append(layer)
      var next: [UInt32] = []
      for eClass in layer {
        let all = graph.nodes(of: EClassID(eClass)).map(\.index)
        isCut = isCut || all.count > nodeLimit
        nodes[eClass] = Array(all.prefix(nodeLimit))
        for node in all.prefix(nodeLimit) {
          for child in graph.children(of: ENodeID(node)) where !seen.contains(child.index) {
            if seen.count == limit {
              isCut = true
              continue
            }
            seen.insert(child.index)
            next.append(child.index)
          }
        }
      }
      layer = next
    }
  }
}

extension EGraph {
  private func label(_ node: UInt32) -> String {
    language.names[Int(nodes[node].op)]
  }

  /// A drawing in the language of Graphviz of what a class rests on: at most `classes` classes.
  public func dot(of root: EClassID, classes limit: Int = 200) -> String {
    let part = DrawnPart(self, root, classes: limit, nodes: 50)
    var text = "digraph egraph {\n  compound=true;\n  node [shape=box];\n"
    for eClass in part.layers.joined() {
      text += "  subgraph cluster_\(eClass) {\n    style=dotted;\n"
      for node in part.nodes[eClass] ?? [] {
        text += "    n\(node) [label=\"\(Self.quoted(label(node)))\"];\n"
      }
      text += "  }\n"
    }
    for eClass in part.layers.joined() {
      for node in part.nodes[eClass] ?? [] {
        for child in children(of: ENodeID(node)) {
          guard let target = part.nodes[child.index]?.first else { continue }
          text += "  n\(node) -> n\(target) [lhead=cluster_\(child.index)];\n"
        }
      }
    }
    return text + "}\n"
  }

  private static func quoted(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
  }

  /// A drawing as SVG of what a class rests on: at most `classes` classes, each with at most ten nodes.
  /// Complexity: linear in what is drawn.
  public func drawing(of root: EClassID, classes limit: Int = 60) -> String {
    let part = DrawnPart(self, root, classes: limit, nodes: 10)
    var canvas = EGraphCanvas()
    for (depth, layer) in part.layers.enumerated() {
      for eClass in layer {
        let labels = (part.nodes[eClass] ?? []).map { label($0) }
        canvas.place(eClass, part.nodes[eClass] ?? [], labels, layer: depth)
      }
    }
    for eClass in part.layers.joined() {
      for node in part.nodes[eClass] ?? [] {
        let all = children(of: ENodeID(node))
        for (place, child) in all.enumerated() {
          canvas.connect(node, to: child.index, place: place, of: all.count)
        }
      }
    }
    let note = part.isCut ? "Part of an e-graph of \(classCount) classes, \(nodeCount) nodes" : nil
    return canvas.svg(note: note)
  }
}

/// Boxes and arrows, in units of pixels.
struct EGraphCanvas {
  private struct Box {
    var x: Int
    var y: Int
    var width: Int
    var chips: [(node: UInt32, label: String, x: Int, width: Int)]
  }
  private var boxes: [UInt32: Box] = [:]
  private var order: [UInt32] = []
  private var layerEnds: [Int] = []
  private var chipOf: [UInt32: (x: Int, y: Int, width: Int)] = [:]
  private var arrows: [String] = []
  private static let (margin, gap, chipHeight, layerHeight) = (16, 24, 26, 110)

  mutating func place(_ eClass: UInt32, _ nodes: [UInt32], _ labels: [String], layer: Int) {
    while layerEnds.count <= layer { layerEnds.append(Self.margin) }
    let (x, y) = (layerEnds[layer], Self.margin + layer * Self.layerHeight)
    var box = Box(x: x, y: y, width: 8, chips: [])
    for (node, label) in zip(nodes, labels) {
      let width = 16 + 8 * label.count
      box.chips.append((node, label, x + box.width, width))
      chipOf[node] = (x + box.width, y + 8, width)
      box.width += width + 8
    }
    layerEnds[layer] = x + box.width + Self.gap
    boxes[eClass] = box
    order.append(eClass)
  }

  mutating func connect(_ node: UInt32, to child: UInt32, place: Int, of count: Int) {
    guard let from = chipOf[node], let box = boxes[child] else { return }
    let x1 = from.x + from.width * (place + 1) / (count + 1)
    let y1 = from.y + Self.chipHeight
    let (x2, y2) = (box.x + box.width / 2, box.y)
    let bend = max(30, abs(y2 - y1) / 2)
    arrows.append(
      "<path d=\"M\(x1) \(y1)C\(x1) \(y1 + bend) \(x2) \(y2 - bend) \(x2) \(y2)\"/>")
  }

  func svg(note: String?) -> String {
    let width = (layerEnds.max() ?? 0) + Self.margin
    let height = layerEnds.count * Self.layerHeight + (note == nil ? 0 : 24)
    var text =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
      + "viewBox=\"0 0 \(width) \(height)\" font-family=\"monospace\" font-size=\"13\">\n"
      + "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" "
      + "markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#567\"/></marker></defs>\n"
      + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    for eClass in order {
      guard let box = boxes[eClass] else { continue }
      text +=
        "<rect x=\"\(box.x)\" y=\"\(box.y)\" width=\"\(box.width)\" height=\"42\" rx=\"8\" "
        + "fill=\"#f3f6fa\" stroke=\"#89a\" stroke-dasharray=\"4 3\"/>\n"
      for chip in box.chips {
        text +=
          "<rect x=\"\(chip.x)\" y=\"\(box.y + 8)\" width=\"\(chip.width)\" "
          + "height=\"\(Self.chipHeight)\" rx=\"5\" fill=\"#fff\" stroke=\"#345\"/>"
          + "<text x=\"\(chip.x + chip.width / 2)\" y=\"\(box.y + 26)\" "
          + "text-anchor=\"middle\">\(Self.escaped(chip.label))</text>\n"
      }
    }
    text += "<g fill=\"none\" stroke=\"#567\" marker-end=\"url(#tip)\">\n"
    text += arrows.joined(separator: "\n") + "\n</g>\n"
    if let note {
      text += "<text x=\"\(Self.margin)\" y=\"\(height - 8)\">\(Self.escaped(note))</text>\n"
    }
    return text + "</svg>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
