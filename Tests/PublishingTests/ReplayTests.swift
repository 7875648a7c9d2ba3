// The replay of proofs against the kernel: what it says of each step, the kernel must accept as the
// conclusion of the steps so far, with the open subproofs closed in order.

import Certificates
import ProofKernel
import Testing

@testable import Publishing

@Suite struct ReplayTests {
  @Test(arguments: allExamples.map(\.name))
  func everyStepSaysWhatTheKernelAccepts(_ name: String) throws {
    let checked = example(name)
    for proof in checked.certificate.proofs {
      for count in 1...proof.steps.count {
        let cut = closed(Array(proof.steps.prefix(count)))
        var workshop = TermWorkshop(checked.checker)
        let replay = try ProofReplay(Proof(name: "cut", proof.statement, cut), &workshop)
        let last = try #require(replay.steps.last).formula
        let statement = Statement(
          sortParameterCount: proof.statement.sortParameterCount,
          parameters: proof.statement.parameters, last)
        var checker = workshop.checker
        let theorem = try checker.check(
          Proof(name: "\(proof.name) up to \(count)", statement, cut))
        #expect(theorem.statement.formula == last)
      }
    }
  }

  @Test(arguments: allExamples.map(\.name))
  func theLastStepIsTheStatement(_ name: String) throws {
    let checked = example(name)
    var workshop = TermWorkshop(checked.checker)
    for proof in checked.certificate.proofs {
      let replay = try ProofReplay(proof, &workshop)
      #expect(replay.steps.last?.formula == proof.statement.formula)
      #expect(replay.steps.last?.scope == 0)
    }
  }

  /// The steps, with the subproofs that are open at their end closed from inside.
  private func closed(_ steps: [Step]) -> [Step] {
    var open: [Step] = []
    for step in steps {
      switch step {
      case .assume, .fix: open.append(step)
      case .discharge, .generalize: open.removeLast()
      default: break
      }
    }
    var all = steps
    for opener in open.reversed() {
      if case .assume = opener {
        all.append(.discharge(all.count - 1))
      } else {
        all.append(.generalize(all.count - 1))
      }
    }
    return all
  }
}
