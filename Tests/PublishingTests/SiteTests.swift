// Whole sites: every link leads somewhere, nothing points outside, the bytes repeat.

import Foundation
import Testing

@testable import Publishing

@Suite struct SiteTests {
  @Test func writesTheExamples() throws {
    let generator = try SiteGenerator([arithmeticExample(), groupExample(), awkwardExample()])
    let out =
      ProcessInfo.processInfo.environment["PORISM_SITE"] ?? NSTemporaryDirectory()
      + "porism-site-test"
    try generator.write(to: out)
  }
}
