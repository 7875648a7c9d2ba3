// A curve as a picture (SVG) that a browser and the manual show: numbers from left to right, seconds
// on a logarithmic scale. Start at `svg`. `Scenario+Exploration` has the points.

import Foundation

/// Seconds by number.
struct Plot {
  let title: String
  /// From left to right.
  var points: [(x: Int, seconds: Double)]

  private static let (width, height) = (640.0, 360.0)
  private static let (left, right, top, bottom) = (60.0, 20.0, 44.0, 36.0)

  /// The picture; its text says what the curve shows.
  var svg: String {
    let seconds = points.map { max($0.seconds, 0.001) }
    let low = floor(log10(seconds.min() ?? 0.1))
    let high = max(ceil(log10(seconds.max() ?? 1)), low + 1)
    func y(_ seconds: Double) -> Double {
      let part = (log10(max(seconds, 0.001)) - low) / (high - low)
      return Self.height - Self.bottom - part * (Self.height - Self.top - Self.bottom)
    }
    let (first, last) = (points.first?.x ?? 0, max(points.last?.x ?? 1, (points.first?.x ?? 0) + 1))
    func x(_ number: Int) -> Double {
      Self.left + Double(number - first) / Double(last - first)
        * (Self.width - Self.left - Self.right)
    }
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(text(Self.width)) \(text(Self.height))\" "
        + "font-family=\"sans-serif\" font-size=\"12\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>",
      "<text x=\"\(text(Self.left))\" y=\"22\" font-size=\"13\">\(title)</text>",
    ]
    for decade in Int(low)...Int(high) {
      let level = y(pow(10, Double(decade)))
      lines.append(
        "<path d=\"M\(text(Self.left)) \(text(level))H\(text(Self.width - Self.right))\" stroke=\"#ddd\"/>"
      )
      lines.append(
        "<text x=\"\(text(Self.left - 8))\" y=\"\(text(level + 4))\" text-anchor=\"end\">"
          + "\(number(pow(10, Double(decade))))</text>")
    }
    for (point, seconds) in zip(points, seconds) {
      lines.append(
        "<text x=\"\(text(x(point.x)))\" y=\"\(text(Self.height - 14))\" text-anchor=\"middle\">"
          + "\(point.x)</text>")
      lines.append(
        "<circle cx=\"\(text(x(point.x)))\" cy=\"\(text(y(seconds)))\" r=\"4\" fill=\"#06c\"/>")
      lines.append(
        "<text x=\"\(text(x(point.x)))\" y=\"\(text(y(seconds) - 9))\" text-anchor=\"middle\">"
          + "\(number(point.seconds))</text>")
    }
    let corners = zip(points, seconds).map { "\(text(x($0.x))),\(text(y($1)))" }
    lines.append(
      "<polyline points=\"\(corners.joined(separator: " "))\" fill=\"none\" stroke=\"#06c\"/>")
    return lines.joined(separator: "\n") + "\n</svg>\n"
  }

  private func text(_ length: Double) -> String { String(format: "%.1f", length) }

  /// Three digits of a number.
  private func number(_ value: Double) -> String { String(format: "%.3g", value) }
}
