// Ctrl-C in the middle of a derivation, as at a shell: what was there is untouched, and the search can
// be taken up. The log of a search, cut at any byte as a killed run leaves it, is gone on from or
// refused with a reason.

import Foundation
import TestSupport
import Testing

@Suite struct InterruptionTests {
  @Test func interruptedRunsGoOn() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    let start = "printf old > p.proof; porism derive Axioms/sums.axiom -o p.proof > table & "
    let (code, seen) = try workshop.run(start + "sleep 2; kill -INT $!; wait $!")
    #expect(code == 3, "\(seen)")
    #expect(seen.contains("'p.proof' is untouched"))
    #expect(seen.contains("porism derive Axioms/sums.axiom --resume p.log"))
    let old = try workshop.run("cat p.proof; ls")
    #expect(old.1.hasPrefix("oldAxioms") && old.1.contains("p.log"))
  }

  @Test func logsThatAreCutGoOn() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    let derive = "porism derive Axioms/boolean.axiom --size 3 "
    #expect(try workshop.run("\(derive) -o a.proof --log L > table").0 == 0)
    let log = try Data(contentsOf: URL(fileURLWithPath: workshop.folder + "/L/attempts.jsonl"))
    #expect(log.split(separator: UInt8(ascii: "\n")).count > 10)
    var random = SeededGenerator(seed: 3)
    let header = try #require(log.firstIndex(of: UInt8(ascii: "\n")))
    for _ in 0..<8 {
      let place = Int.random(in: 0..<log.count, using: &random)
      try log[..<place].write(to: URL(fileURLWithPath: workshop.folder + "/L/attempts.jsonl"))
      let (code, seen) = try workshop.run("\(derive) -o b.proof --resume L > table")
      #expect(code == (place > header ? 0 : 2), "\(place): \(seen)")
      if place > header { #expect(try workshop.run("cmp a.proof b.proof").0 == 0) }
    }
  }

  @Test func logsOfOtherSearchesAreRefused() throws {
    guard let workshop = try Workshop() else { return }
    defer { workshop.remove() }
    #expect(try workshop.run("porism derive Axioms/group.axiom --log L > table").0 == 0)
    for (arguments, reason) in [
      ("monoid.axiom --resume L", "is of the theory 'group'"),
      ("group.axiom --resume L --size 3", "is of a search with --size 7"),
      ("group.axiom --resume nowhere", "No such file or directory"),
      ("group.axiom --resume L --log M", "it needs no --log"),
    ] {
      let (code, seen) = try workshop.run("porism derive Axioms/\(arguments)")
      #expect(code == 2 && seen.contains(reason), "\(seen)")
    }
    let spoil =
      "echo '{\"round\":1}' >> L/attempts.jsonl; porism derive Axioms/group.axiom --resume L"
    let (code, seen) = try workshop.run(spoil)
    #expect(code == 2 && seen.contains("this line is not a record of an attempt"), "\(seen)")
  }
}
