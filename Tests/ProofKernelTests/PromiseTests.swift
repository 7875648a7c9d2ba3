// The two promises of the trusted room that can be counted: its size, and that it imports nothing. The
// lines are those of its files as they stand, which `swift format` keeps at 100 columns.

import Foundation
import Testing

@Suite struct PromiseTests {
  private func lines() throws -> [Substring] {
    let room = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ProofKernel").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: room.path)
    let sources = files.filter { $0.hasSuffix(".swift") }
    #expect(sources.contains("Theorem.swift"))
    return try sources.flatMap {
      try String(contentsOf: room.appending(path: $0), encoding: .utf8).split(separator: "\n")
    }
  }

  @Test func theKernelHasAtMostAThousandLines() throws {
    let code = try lines().filter { line in
      let text = line.drop { $0 == " " }
      return !text.isEmpty && !text.hasPrefix("//")
    }
    #expect(code.count > 500)
    #expect(code.count <= 1000)
    #expect(code.allSatisfy { $0.count <= 100 })
  }

  @Test func theKernelImportsNothing() throws {
    #expect(try !lines().contains { $0.contains("import ") && !$0.hasPrefix("//") })
  }
}
