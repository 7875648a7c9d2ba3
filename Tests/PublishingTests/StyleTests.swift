// The style sheet by itself: all text has a contrast of at least 4.5 to what may be behind it, in
// light and in dark. Source: W3C, Web Content Accessibility Guidelines 2.2, relative luminance.

import Testing

@testable import Publishing

@Suite struct StyleTests {
  private let style = String(decoding: SiteAssets.style, as: UTF8.self)

  /// The colours of a block of custom properties.
  private func colors(after selector: String) throws -> [String: [Double]] {
    let start = try #require(style.ranges(of: selector).first?.upperBound)
    let block = style[start...].prefix { $0 != "}" }
    var colors: [String: [Double]] = [:]
    for line in block.split(separator: ";") {
      let parts = line.split(separator: ":").map { $0.drop { $0.isWhitespace } }
      guard parts.count == 2, parts[1].first == "#", parts[1].count == 7 else { continue }
      let hex = Array(parts[1].dropFirst())
      colors[String(parts[0])] = [0, 2, 4].map { place in
        Double(Int(String(hex[place...place + 1]), radix: 16) ?? 0) / 255
      }
    }
    return colors
  }

  private func luminance(_ color: [Double]) -> Double {
    let linear = color.map { $0 <= 0.04045 ? $0 / 12.92 : power(($0 + 0.055) / 1.055) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// x to 2.4, by the fifth root of x¹²: no library is needed for that.
  private func power(_ x: Double) -> Double {
    let target = x * x * x * x * x * x * x * x * x * x * x * x
    var root = 0.5
    for _ in 0..<60 { root = (4 * root + target / (root * root * root * root)) / 5 }
    return root
  }

  @Test(arguments: [":root {", ":root[data-theme=\"dark\"] {", "not([data-theme=\"light\"]) {"])
  func textHasContrast(_ selector: String) throws {
    let colors = try colors(after: selector)
    let pairs: [(String, [String])] = [
      ("--ink", ["--paper", "--card", "--next", "--just", "--given", "--axiom", "--definition"]),
      ("--quiet", ["--paper", "--card", "--given"]),
      ("--link", ["--paper", "--card", "--given"]),
    ]
    for (text, grounds) in pairs {
      for ground in grounds {
        let (a, b) = (
          luminance(try #require(colors[text])), luminance(try #require(colors[ground]))
        )
        let contrast = (max(a, b) + 0.05) / (min(a, b) + 0.05)
        #expect(contrast >= 4.5, "\(selector) \(text) on \(ground): \(contrast)")
      }
    }
  }

  @Test func bothDarkBlocksAgree() throws {
    #expect(
      try colors(after: "not([data-theme=\"light\"]) {")
        == colors(after: ":root[data-theme=\"dark\"] {"))
  }
}
