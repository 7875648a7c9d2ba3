// Files that are written whole or not at all: on a full disk, on a read-only mount, in the place of a
// folder. The mounts need the right to mount; where that is missing the tests say so and pass.

import Certificates
import Foundation
import Testing

@Suite(.serialized) struct AtomicFileTests {
  private let folder = NSTemporaryDirectory() + "porism-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func run(_ command: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch { return (error as? FileError)?.code }
  }

  @Test func aFileAppearsWhole() throws {
    let path = folder + "/a.proof"
    try AtomicFile.write(Array("one\n".utf8), to: path)
    try AtomicFile.write(Array("two\n".utf8), to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.proof"])
  }

  @Test func withoutCommitNothingChanges() throws {
    let path = folder + "/a.proof"
    try AtomicFile.write(Array("one\n".utf8), to: path)
    do {
      var file = try AtomicFile(path: path)
      try file.write(Array("half".utf8))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.proof"])
  }

  @Test func aFolderIsNoFile() {
    #expect(code { try AtomicFile.write([1], to: folder) } == EISDIR)
    #expect(code { try AtomicFile.write([1], to: folder + "/none/a.proof") } == ENOENT)
  }

  @Test func aFullDiskLeavesWhatWasThere() throws {
    guard run("mount -t tmpfs -o size=64k tmpfs '\(folder)' 2>/dev/null") else {
      print("NOT TESTED: a full disk; no right to mount")
      return
    }
    defer { _ = run("umount '\(folder)'") }
    let path = folder + "/a.proof"
    try AtomicFile.write(Array("old\n".utf8), to: path)
    let large = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    #expect(code { try AtomicFile.write(large, to: path) } == ENOSPC)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.proof"])
  }

  @Test func aReadOnlyMountIsRefused() throws {
    let path = folder + "/a.proof"
    guard run("mount -t tmpfs tmpfs '\(folder)' 2>/dev/null") else {
      print("NOT TESTED: a read-only mount; no right to mount")
      return
    }
    defer { _ = run("umount '\(folder)'") }
    try AtomicFile.write(Array("old\n".utf8), to: path)
    #expect(run("mount -o remount,ro '\(folder)'"))
    #expect(code { try AtomicFile.write([1], to: path) } == EROFS)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old\n")
  }
}
