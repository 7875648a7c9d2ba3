// A graph as inline SVG: boxes that are links, lines that run down. Start at `svg`. A box has a name
// and, below it, what it says, since names made of digits say little; both are in a monospaced font,
// whose width is known without measuring, and cut where long: the box's title has all. Places come from `LayeredLayout`, colours from `Site/style.css`.

/// Draws graphs for pages.
struct GraphDrawing {
  /// Longer labels are cut (characters).
  private static let longestLabel = 34

  private let graph: AncestryGraph
  /// The lines of each box, one or two.
  private let labels: [[String]]
  let layout: LayeredLayout

  init(_ graph: AncestryGraph) {
    self.graph = graph
    labels = graph.boxes.map { box in
      [box.title, box.statement ?? ""].filter { !$0.isEmpty }.map(Self.cut)
    }
    let widths = labels.map { lines in max((lines.map(Self.width).max() ?? 0) + 20, 40) }
    layout = LayeredLayout(
      LayeredGraph(widths: widths, edges: graph.edges, hangs: graph.isWhole))
  }

  private static func cut(_ label: String) -> String {
    label.count > longestLabel ? label.prefix(longestLabel - 1) + "…" : label
  }

  /// 12 px monospaced fonts are at most 7.3 px wide a character; wide signs take two.
  private static func width(_ label: String) -> Int {
    (label.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) } * 73 + 9) / 10
  }

  /// What the colours mean, and how many boxes are missing.
  static func legend(_ graph: AncestryGraph) -> String {
    var html = "<p class=\"legend\">"
    let names: [(GraphBox.Kind, String)] = [
      (.axiom, "axiom"), (.definition, "definition"), (.theorem, "theorem"), (.lemma, "lemma"),
    ]
    for (kind, name) in names where graph.boxes.contains(where: { $0.kind == kind }) {
      html += "<span class=\"key \(kind.rawValue)\">\(name)</span> "
    }
    html += "</p>\n"
    guard graph.omitted > 0 else { return html }
    return html + "<p class=\"count\">\(graph.omitted) more are not drawn.</p>\n"
  }

  /// The drawing, with a name for those who do not see it.
  func svg(_ name: String) -> String {
    let size = layout.size
    var svg = "<svg width=\"\(size.x)\" height=\"\(size.y)\" viewBox=\"0 0 \(size.x) \(size.y)\" "
    svg += "role=\"group\" aria-label=\"\(escaped(name))\">\n"
    svg += "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
    svg += "markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\">"
    svg += "<path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    for (edge, line) in zip(graph.edges, layout.lines()) {
      svg += path(line, ends: "\(edge.from) \(edge.to)")
    }
    for (node, box) in graph.boxes.enumerated() { svg += self.box(node, box) }
    return svg + "</svg>\n"
  }

  /// Bends between layers, straight lines where it passes one. The numbers of the boxes at its ends
  /// are for the script, which marks the lines of a box.
  private func path(_ points: [Point], ends: String) -> String {
    var data = "M\(points[0].x) \(points[0].y)"
    for (place, point) in points.enumerated().dropFirst() {
      let last = points[place - 1]
      if point.x == last.x {
        data += "V\(point.y)"
      } else {
        let middle = (last.y + point.y) / 2
        data += "C\(last.x) \(middle) \(point.x) \(middle) \(point.x) \(point.y)"
      }
    }
    return "<path data-ends=\"\(ends)\" d=\"\(data)\" marker-end=\"url(#tip)\"/>\n"
  }

  private func box(_ node: Int, _ box: GraphBox) -> String {
    let corner = layout.corner(of: node)
    let width = layout.items[node].width
    let height = LayeredLayout.boxHeight
    let radius = box.kind == .axiom || box.kind == .definition ? 3 : 12
    let classes = box.isHere ? "here \(box.kind.rawValue)" : box.kind.rawValue
    var svg = "<a class=\"\(classes)\" href=\"\(escaped(box.href))\">"
    svg += "<title>\(escaped("\(box.title): \(box.text)"))</title>"
    svg += "<rect x=\"\(corner.x)\" y=\"\(corner.y)\" width=\"\(width)\" height=\"\(height)\" "
    svg += "rx=\"\(radius)\"/>"
    // The base line of one line in the middle, or of the first of two.
    var line = corner.y + (labels[node].count == 1 ? 25 : 17)
    for (place, label) in labels[node].enumerated() {
      let says = place == 1 ? " class=\"says\"" : ""
      svg += "<text\(says) x=\"\(corner.x + width / 2)\" y=\"\(line)\">\(escaped(label))</text>"
      line += 17
    }
    return svg + "</a>\n"
  }
}

extension Unicode.Scalar {
  /// Whether fonts draw it two columns wide: the large East Asian blocks and pictographs.
  /// Source: Unicode Standard Annex 11, East Asian Width, the wide ranges in short.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default: return false
    }
  }
}
