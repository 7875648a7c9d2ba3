// Proofs changed at random, their hashes made right again: whatever is still accepted must be true. What
// is accepted with the statement that it had is a proof of it, by another way; any other statement is
// computed on small numbers. The seed of a failure is in its message. `Mutator` makes the changes.

import Porism
import Testing

@Suite struct MutationTests {
  /// What came of many changes (counts).
  private struct Tally {
    var (rejected, accepted, unchanged) = (0, 0, 0)
  }

  private func mutate(_ certificate: Certificate, seeds: Range<UInt64>) -> Tally {
    let original = CertificateWriter.bytes(of: certificate)
    var tally = Tally()
    for seed in seeds {
      var mutator = Mutator(seed: seed)
      let (changed, change) = mutator.mutated(certificate)
      let bytes = CertificateWriter.bytes(of: changed)
      let isPrefix = changed.proofs == Array(certificate.proofs[..<changed.proofs.count])
      guard !isPrefix, bytes != original else {
        tally.unchanged += 1
        continue
      }
      guard let checked = try? readAndCheck(bytes) else {
        tally.rejected += 1
        continue
      }
      tally.accepted += 1
      let printer = Printer(checked.certificate.document)
      var truth = GroundTruth(checked.checker.theory.store)
      for (theorem, proof) in zip(checked.checker.theorems, changed.proofs)
      where !certificate.proofs.contains(where: { $0.statement == proof.statement }) {
        if truth.holds(theorem.statement) != true {
          let text = printer.text(
            of: theorem.statement, in: checked.checker.theory.store, variableNames: [])
          Issue.record("seed \(seed), \(change): accepted as proved: \(text)")
        }
      }
    }
    return tally
  }

  @Test func small() throws {
    let tally = mutate(try SmallTheory.certificate(), seeds: 0..<3_000)
    // A change that leaves a proof right is rare; else the changes would be idle.
    #expect(tally.rejected > 1_500, "\(tally)")
    #expect(tally.accepted < tally.rejected, "\(tally)")
  }

  @Test func peano() throws {
    let tally = mutate(try derived("peano", size: 4), seeds: 0..<300)
    #expect(tally.rejected > 100, "\(tally)")
    #expect(tally.accepted < tally.rejected, "\(tally)")
  }

  /// The judge itself: it must see what is false.
  @Test func theJudgeSeesFalsehood() throws {
    var small = try SmallTheory()
    for (text, expected) in [
      ("x + y = y + x", true), ("x + y = x", false), ("x <= x + y", true), ("S x <= x", false),
      ("exists k. x + k = y", false), ("exists k. k + k = x + x", true),
      ("x <= y or y <= x", true), ("x <= y => y <= x", false), ("not S x = 0", true),
      ("2 <= c", true), ("c + 1 = 3", false),
    ] {
      let goal = try #require(small.document.elaborate(formula: text).goal, "\(text)")
      var truth = GroundTruth(small.document.theory.store)
      #expect(truth.holds(goal.statement) == expected, "\(text)")
    }
  }
}
