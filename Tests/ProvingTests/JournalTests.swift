// A search that was cut short at any place and taken up from its journal finds what it would have found
// at once; and a journal that lies makes it find less, never anything false.

import AxiomLanguage
import ProofKernel
import Proving
import Synchronization
import TestSupport
import Testing

@Suite struct JournalTests {
  private final class Memory: Sendable { let records = Mutex<[AttemptRecord]>([]) }

  private func derive(
    _ name: String, resuming: [AttemptRecord] = [], threads: Int = 1,
    isOver: (@Sendable () -> Bool)? = nil
  ) throws -> (Derivation, [AttemptRecord]) {
    let path = repositoryRoot() + "/Axioms/\(name).axiom"
    let theory = try #require(ElaboratedTheory.elaborate(path: path).theory)
    let memory = Memory()
    var limits = ExplorationLimits()
    limits.size = 4
    limits.isOver = isOver
    limits.journal = AttemptJournal(resuming: resuming, statementsOf: theory.document) { new in
      memory.records.withLock { $0 += new }
    }
    let derivation = Derivation.run(theory.document, limits: limits, threads: threads)
    return (derivation, memory.records.withLock { $0 })
  }

  @Test(arguments: [("peano", 1), ("boolean", 2), ("peano", 3)])
  func whatWasCutShortIsTakenUp(_ name: String, _ threads: Int) throws {
    let (whole, all) = try derive(name)
    #expect(Set(all.map(\.proved)) == [true, false])
    var random = SeededGenerator(seed: 7)
    for _ in 0..<6 {
      let last = Int.random(in: 0...all.count, using: &random)
      let (again, rest) = try derive(name, resuming: Array(all[..<last]), threads: threads)
      #expect(again.theorems.map(\.proof) == whole.theorems.map(\.proof))
      #expect(again.counters == whole.counters)
      #expect(all[..<last] + rest == all[...])
    }
  }

  @Test func aRunThatWasStoppedLeavesItsJournal() throws {
    let (whole, all) = try derive("peano")
    let looks = Atomic<Int>(0)
    let (part, done) = try derive("peano", threads: 2) {
      looks.add(1, ordering: .relaxed).newValue > 40
    }
    #expect(part.wasStopped && done.count < all.count && !done.isEmpty)
    let (again, rest) = try derive("peano", resuming: done)
    #expect(again.theorems.map(\.proof) == whole.theorems.map(\.proof))
    #expect(done.count + rest.count == all.count)
  }

  @Test func aJournalThatLiesProvesNothing() throws {
    let (whole, all) = try derive("peano")
    let lies = all.map {
      AttemptRecord(
        round: $0.round, ticket: $0.ticket, term: $0.term, proved: false, work: $0.work,
        statement: nil)
    }
    let (less, _) = try derive("peano", resuming: lies)
    #expect(less.counters.refusals == 0 && less.theorems.count <= whole.theorems.count)
    // Records of other terms, and broken ones, are as if they were not there.
    for broken in [
      lies.map {
        AttemptRecord(
          round: $0.round, ticket: $0.ticket, term: $0.term &+ 1, proved: false, work: $0.work,
          statement: nil)
      },
      lies.map {
        AttemptRecord(
          round: $0.round, ticket: $0.ticket, term: $0.term, proved: false, work: [], statement: nil
        )
      },
    ] {
      let (same, _) = try derive("peano", resuming: broken)
      #expect(same.theorems.map(\.proof) == whole.theorems.map(\.proof))
    }
  }

  @Test func statementsAreWritten() throws {
    let (_, all) = try derive("peano")
    #expect(all.contains { $0.statement == "x + y = y + x" && $0.proved })
    #expect(all.allSatisfy { $0.statement != nil })
  }
}
