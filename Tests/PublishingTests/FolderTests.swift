// Writing a site into a folder: whole or not at all, and never over somebody else's files.

import Certificates
import Foundation
import Testing

@testable import Publishing

@Suite struct FolderTests {
  /// A new folder for one test.
  private func scratch() throws -> String {
    let path = NSTemporaryDirectory() + "porism-folder-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private func listing(_ path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
  }

  @Test func writesAndReplacesAsAWhole() throws {
    let top = try scratch()
    defer { try? FileManager.default.removeItem(atPath: top) }
    let out = "\(top)/a/site"
    try SiteGenerator([example("group"), example("list")]).write(to: out)
    #expect(try listing(out).contains("list/append_nil_right.html"))
    try SiteGenerator([example("group")]).write(to: out + "/")
    #expect(try !listing(out).contains("list/append_nil_right.html"))
    #expect(try listing(out).contains("group/right_unit.html"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(top)/a") == ["site"])
  }

  @Test func emptyFoldersAreFilled() throws {
    let out = try scratch()
    defer { try? FileManager.default.removeItem(atPath: out) }
    try SiteGenerator([example("group")]).write(to: out)
    #expect(try listing(out).contains("index.html"))
  }

  @Test func otherFoldersAreLeftAlone() throws {
    let out = try scratch()
    defer { try? FileManager.default.removeItem(atPath: out) }
    try "precious".write(toFile: "\(out)/letter.txt", atomically: true, encoding: .utf8)
    #expect(throws: SiteError.notASite(path: out)) {
      try SiteGenerator([example("group")]).write(to: out)
    }
    #expect(try listing(out) == ["letter.txt"])
    #expect(throws: SiteError.notASite(path: "\(out)/letter.txt")) {
      try SiteGenerator([example("group")]).write(to: "\(out)/letter.txt")
    }
  }

  @Test func failuresNameWhatFailed() throws {
    let top = try scratch()
    defer { try? FileManager.default.removeItem(atPath: top) }
    try "a file".write(toFile: "\(top)/file", atomically: true, encoding: .utf8)
    do {
      try SiteGenerator([example("group")]).write(to: "\(top)/file/site")
      Issue.record("a site was written below a file")
    } catch SiteError.system(_, let path, let reason) {
      #expect(path.hasPrefix("\(top)/file") && reason == "Not a directory")
    }
    #expect(try listing(top) == ["file"])
  }

  @Test func aFullDiskKeepsTheOldSite() throws {
    let top = try scratch()
    defer { try? FileManager.default.removeItem(atPath: top) }
    guard try run("/bin/mount", ["-t", "tmpfs", "-o", "size=150k", "tmpfs", top]) == 0 else {
      print("SKIPPED: no small tmpfs can be mounted here, a full disk was not tried")
      return
    }
    defer { _ = try? run("/bin/umount", [top]) }
    try SiteGenerator([example("group")]).write(to: "\(top)/site")
    let before = try listing(top)
    #expect(throws: SiteError.self) {
      try SiteGenerator([example("group"), example("arithmetic")]).write(to: "\(top)/site")
    }
    #expect(try listing(top) == before)
  }
}

/// Runs a program and returns its exit code; its output is thrown away.
func run(_ program: String, _ arguments: [String]) throws -> Int32 {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return process.terminationStatus
}
