// Hand-written proofs through the kernel, right ones and wrong ones: 0 + x = x by induction, and the
// ways in which the same proof can be spoiled. The attacks on checkers have a file of their own.

import Testing

@testable import ProofKernel

/// Peano's theory with addition, and a few terms.
private struct Peano {
  var theory = Theory()
  let nat: SortID
  let zero: TermID
  let successor: OperatorID
  let plus: OperatorID

  init() throws {
    let symbol = try theory.declareSort("Nat")
    nat = try theory.intern(.application(symbol, []))
    let made = try theory.makeInductive([(symbol, [("0", []), ("S", [nat])])])
    successor = made[0][1]
    zero = try theory.intern(.apply(made[0][0], sorts: [], []))
    plus = try theory.declareOperator("+", arguments: [nat, nat], result: nat)
    let x = try theory.intern(.variable(level: 0, nat))
    let y = try theory.intern(.variable(level: 1, nat))
    let next = try theory.intern(.apply(successor, sorts: [], [y]))
    let base = try theory.intern(.apply(plus, sorts: [], [x, zero]))
    let left = try theory.intern(.apply(plus, sorts: [], [x, next]))
    let sum = try theory.intern(.apply(plus, sorts: [], [x, y]))
    let right = try theory.intern(.apply(successor, sorts: [], [sum]))
    let equations: [Equation] = [
      (parameters: [nat], left: base, right: x),
      (parameters: [nat, nat], left: left, right: right),
    ]
    try theory.defineFunctions([(symbol: plus, equations: equations, decreasing: [1])])
  }

  /// The proof that 0 + x = x.
  mutating func zeroPlus() throws -> Proof {
    let x = try theory.intern(.variable(level: 0, nat))
    let y = try theory.intern(.variable(level: 1, nat))
    func plusZero(_ term: TermID, _ theory: inout Theory) throws -> TermID {
      let sum = try theory.intern(.apply(plus, sorts: [], [zero, term]))
      return try theory.intern(.connective(.equal, [sum, term]))
    }
    let bound = try theory.intern(.bound(index: 0, nat))
    let all = try theory.intern(.quantifier(.forall, nat, plusZero(bound, &theory)))
    let next = try theory.intern(.apply(successor, sorts: [], [y]))
    let start = try theory.intern(.apply(plus, sorts: [], [zero, next]))
    let zeroSum = try theory.intern(.apply(plus, sorts: [], [zero, zero]))
    let steps: [Step] = [
      .chain(zeroSum, [Rewrite(.instance(Instance(.fact(0), terms: [zero])))]),
      .fix(nat),
      .assume(try plusZero(y, &theory)),
      .chain(
        start,
        [
          Rewrite(.instance(Instance(.fact(1), terms: [zero, y]))),
          Rewrite(position: [0], .step(2)),
        ]),
      .discharge(3),
      .generalize(4),
      .induction(all, [0, 5]),
      .specialize(6, x),
    ]
    return Proof(
      name: "zero_plus", Statement(parameters: [nat], try plusZero(x, &theory)), steps)
  }
}

@Suite struct InductionTests {
  @Test func rightProofIsAccepted() throws {
    var peano = try Peano()
    let proof = try peano.zeroPlus()
    var checker = Checker(peano.theory)
    let theorem = try checker.check(proof)
    #expect(theorem.facts == [0, 1])
  }

  /// One step replaced, and the cause that the kernel must name.
  @Test(arguments: [
    (6, Step.induction(TermID(0), [0, 5]), CheckError.Cause.wrongForm),
    (4, Step.discharge(1), .wrongCase),
    (4, Step.generalize(3), .noOpenSubproof),
    (7, Step.specialize(4, TermID(0)), .closedSubproof),
    (6, Step.rewrite(3, []), .closedSubproof),
    (0, Step.infer(.modusPonens, [0, 0], []), .unknownStep),
    (7, Step.rewrite(0, []), .wrongConclusion),
  ])
  func spoiledProofIsRefused(place: Int, step: Step, cause: CheckError.Cause) throws {
    var peano = try Peano()
    let proof = try peano.zeroPlus()
    var steps = proof.steps
    steps[place] = step
    var checker = Checker(peano.theory)
    let error = #expect(throws: CheckError.self) {
      try checker.check(Proof(name: proof.name, proof.statement, steps))
    }
    #expect(error?.cause == cause)
    #expect(checker.theorems.isEmpty)
  }

  @Test func inductionNeedsEveryCase() throws {
    var peano = try Peano()
    let proof = try peano.zeroPlus()
    guard case .induction(let conclusion, _) = proof.steps[6] else { return }
    for cases in [[0], [5], [5, 0], [0, 0], [0, 5, 5]] {
      var steps = proof.steps
      steps[6] = .induction(conclusion, cases)
      var checker = Checker(peano.theory)
      #expect(throws: CheckError.self) {
        try checker.check(Proof(name: "p", proof.statement, steps))
      }
    }
  }

  @Test func emptyProofIsNoProof() throws {
    var peano = try Peano()
    let proof = try peano.zeroPlus()
    var checker = Checker(peano.theory)
    let error = #expect(throws: CheckError.self) {
      try checker.check(Proof(name: "p", proof.statement, []))
    }
    #expect(error?.cause == .noProof)
  }
}
