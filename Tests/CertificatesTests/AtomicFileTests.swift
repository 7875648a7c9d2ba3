// Files that are written whole or not at all: on a full disk, on a read-only one, in a folder that is not
// there, by two runs at once. The earlier file must be untouched, and nothing left beside it. The disks
// are small ones in memory; where mounting is not permitted, these tests are skipped, and say so.

import Foundation
import Porism
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct AtomicFileTests {
  private let old = Array("the earlier file\n".utf8)

  /// Runs with a disk in memory mounted on a folder; false if that is not permitted here.
  private func withDisk(_ options: String, _ body: (String) throws -> Void) throws -> Bool {
    try withFolder { folder in
      guard run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder) else {
        print("SKIPPED: a disk in memory cannot be mounted here (\(options))")
        return false
      }
      defer { _ = run("umount", folder) }
      try body(folder)
      return true
    }
  }

  private func run(_ command: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// What the system refused; nil if nothing.
  private func refusal(_ body: () throws(FileError) -> Void) -> FileError? {
    do throws(FileError) { try body() } catch { return error }
    return nil
  }

  @Test func replacesAFile() throws {
    try withFolder { folder in
      let path = folder + "/a.proof"
      try AtomicFile.write(old, to: path)
      #expect(try contents(path) == old)
      try AtomicFile.write([1, 2, 3], to: path)
      #expect(try contents(path) == [1, 2, 3])
      #expect(try names(folder) == ["a.proof"])
    }
  }

  @Test func isNotThereBeforeItIsWhole() throws {
    try withFolder { folder in
      let path = folder + "/a.proof"
      try AtomicFile.write(old, to: path)
      var file = try AtomicFile(path: path)
      try file.write([1, 2, 3])
      #expect(try contents(path) == old)
      #expect(try names(folder) == ["a.proof", "a.proof.partial"])
      // Another run that writes the same file is turned away, and does no harm.
      #expect(refusal { () throws(FileError) in _ = try AtomicFile(path: path) }?.code == EBUSY)
      try file.commit()
      #expect(try contents(path) == [1, 2, 3])
      #expect(try names(folder) == ["a.proof"])
    }
  }

  @Test func isGoneIfNotCommitted() throws {
    try withFolder { folder in
      let path = folder + "/a.proof"
      try AtomicFile.write(old, to: path)
      do {
        var file = try AtomicFile(path: path)
        try file.write([1, 2, 3])
      }
      #expect(try contents(path) == old)
      #expect(try names(folder) == ["a.proof"])
    }
  }

  @Test func leftoversOfAKilledRunAreUsed() throws {
    try withFolder { folder in
      let path = folder + "/a.proof"
      try put(Array(repeating: 7, count: 1_000), path + ".partial")
      try AtomicFile.write([1], to: path)
      #expect(try contents(path) == [1])
      #expect(try names(folder) == ["a.proof"])
    }
  }

  @Test func linksStayLinks() throws {
    try withFolder { folder in
      try put(old, folder + "/real.proof")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link.proof", withDestinationPath: "real.proof")
      try AtomicFile.write([1], to: folder + "/link.proof")
      #expect(try contents(folder + "/real.proof") == [1])
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link.proof")
          == "real.proof")
    }
  }

  @Test func refusals() throws {
    try withFolder { (folder: String) throws -> Void in
      #expect(
        refusal { () throws(FileError) in try AtomicFile.write([1], to: folder) }?.code == EISDIR)
      #expect(
        refusal { () throws(FileError) in try AtomicFile.write([1], to: "/dev/null") }?.code
          == EINVAL)
      let missing = refusal { () throws(FileError) in
        try AtomicFile.write([1], to: folder + "/none/a.proof")
      }
      #expect(missing?.code == ENOENT)
      #expect(missing?.description.hasSuffix("a.proof.partial': No such file or directory") == true)
      #expect(try names(folder) == [])
    }
  }

  @Test func fullDisk() throws {
    _ = try withDisk("size=1m") { folder in
      let path = folder + "/a.proof"
      try AtomicFile.write(old, to: path)
      let error = refusal { () throws(FileError) in
        try AtomicFile.write(Array(repeating: 1, count: 3 << 20), to: path)
      }
      #expect(error?.code == ENOSPC)
      #expect(error?.reason == "No space left on device")
      #expect(try contents(path) == old)
      #expect(try names(folder) == ["a.proof"])
      // A certificate that grows beyond the disk, line by line.
      var certificate = try SmallTheory.certificate()
      certificate.notes[0].method = String(repeating: "x", count: 2 << 20)
      let large = certificate
      #expect(
        refusal { () throws(FileError) in try CertificateFile.write(large, to: path) }?.code
          == ENOSPC)
      #expect(try contents(path) == old)
      #expect(try names(folder) == ["a.proof"])
      // There is room again.
      try AtomicFile.write(Array(repeating: 1, count: 1 << 19), to: path)
      #expect(try contents(path).count == 1 << 19)
    }
  }

  @Test func readOnlyDisk() throws {
    _ = try withDisk("size=1m") { folder in
      let path = folder + "/a.proof"
      try AtomicFile.write(old, to: path)
      guard run("mount", "-o", "remount,ro", folder) else {
        print("SKIPPED: a disk in memory cannot be mounted read-only here")
        return
      }
      #expect(
        refusal { () throws(FileError) in try AtomicFile.write([1], to: path) }?.code == EROFS)
      #expect(try contents(path) == old)
      #expect(try names(folder) == ["a.proof"])
    }
  }
}
