// The false proofs that other checkers have accepted, each in its nearest form in this logic, and the
// cause that the kernel names when it refuses. The numbers are those of the list of attacks; what
// concerns files (4, 14, 22, and parts of 13) is tested where certificates are read.

import Testing

@testable import ProofKernel

@Suite struct AttackTests {
  @Test func attack1CircleInsideAProof() throws {
    var arena = try Arena()
    let (zero, one) = (try arena.number(0), try arena.number(1))
    let goal = try arena.join(.equal, zero, one)
    let there = Step.chain(zero, [Rewrite(reversed: true, .step(1))])
    let back = Step.chain(one, [Rewrite(reversed: true, .step(0))])
    #expect(arena.refusal(goal, [there, back]) == .unknownStep)
    #expect(arena.refusal(goal, [.rewrite(0, [])]) == .unknownStep)
    #expect(arena.refusal(goal, [.rewrite(-1, [])]) == .unknownStep)
  }

  @Test func attack2CircleBetweenTheorems() throws {
    var arena = try Arena()
    let goal = try arena.join(.equal, arena.number(0), arena.number(1))
    #expect(arena.refusal(goal, [.instance(Instance(.theorem(0)))]) == .unknownFact)
    #expect(arena.refusal(goal, [.instance(Instance(.theorem(-1)))]) == .unknownFact)
    #expect(arena.refusal(goal, [.instance(Instance(.fact(99)))]) == .unknownFact)
  }

  @Test func attack3NoProof() throws {
    var arena = try Arena()
    let goal = try arena.join(.equal, arena.number(0), arena.number(1))
    #expect(arena.refusal(goal, []) == .noProof)
  }

  @Test func attack5WitnessThatIsNotFresh() throws {
    var arena = try Arena()
    let absurdity = try arena.join(.falsum)
    let successor = try arena.make(arena.successor, arena.bound())
    let existential = try arena.quantify(
      .exists, arena.join(.equal, successor, arena.number(1)))
    let constant = try arena.join(
      .implies, arena.join(.equal, arena.number(1), arena.number(1)), absurdity)
    let steps: [Step] = [
      .assume(existential), .assume(constant), .choose(0, 1), .discharge(2), .discharge(3),
    ]
    let goal = try arena.join(.implies, existential, arena.join(.implies, constant, absurdity))
    #expect(arena.refusal(goal, steps) == .wrongForm)
    // An eigenvariable that occurs in the conclusion.
    let open = try arena.join(.equal, arena.bound(), arena.number(0))
    let same = try arena.quantify(.forall, arena.join(.implies, open, open))
    let some = try arena.quantify(.exists, open)
    let escape: [Step] = [
      .assume(some), .assume(same), .choose(0, 1), .discharge(2), .discharge(3),
    ]
    #expect(arena.refusal(goal, escape) == .escapingVariable)
  }

  @Test func attack6PredicateAsEquation() throws {
    var arena = try Arena()
    let fact = try arena.make(arena.holds, arena.number(0))
    let steps: [Step] = [.assume(fact), .chain(fact, [Rewrite(.step(0))]), .discharge(1)]
    #expect(arena.refusal(fact, steps) == .wrongForm)
  }

  @Test func attack7GoalFromItself() throws {
    var arena = try Arena()
    let goal = try arena.make(arena.holds, arena.number(0))
    #expect(arena.refusal(goal, [.assume(goal)]) == .openSubproof)
    #expect(arena.refusal(goal, [.assume(goal), .discharge(0)]) == .wrongConclusion)
    // Through a definition that abbreviates it.
    let name = try arena.theory.declareOperator("claim", arguments: [], result: .formula)
    let claim = try arena.make(name)
    try arena.theory.defineFunctions([(name, [([], claim, goal)], [])])
    let place = arena.theory.facts.count - 1
    let unfold = Rewrite(.instance(Instance(.fact(place))))
    let fold = Rewrite(reversed: true, .instance(Instance(.fact(place))))
    #expect(arena.refusal(claim, [.assume(goal), .rewrite(0, [fold])]) == .openSubproof)
    #expect(arena.refusal(claim, [.chain(claim, [unfold])]) == .wrongConclusion)
  }

  @Test func attack8DistinctConstantsIdentified() throws {
    var arena = try Arena()
    let equal = try arena.join(.equal, arena.make(arena.a), arena.make(arena.b))
    let goal = try arena.join(.not, equal)
    let steps: [Step] = [
      .assume(equal), .disjointness(0), .discharge(1), .infer(.refute, [2], []),
    ]
    #expect(arena.refusal(goal, steps) == .notAConstructor)
    let same = try arena.join(.equal, arena.number(3), arena.number(7))
    #expect(
      arena.refusal(goal, [.assume(same), .injectivity(0, 1), .discharge(1)]) == .badPosition)
  }

  @Test func attack9InductionOverAnAbstractSort() throws {
    var arena = try Arena()
    let bound = try arena.theory.intern(.bound(index: 0, arena.thing))
    let body = try arena.join(.equal, bound, arena.make(arena.a))
    let goal = try arena.theory.intern(.quantifier(.forall, arena.thing, body))
    #expect(arena.refusal(goal, [.induction(goal, [])]) == .notInductive)
  }

  @Test func attack10SpoiledInduction() throws {
    var arena = try Arena()
    let zero = try arena.number(0)
    let goal = try arena.quantify(
      .forall, arena.join(.equal, arena.make(arena.plus, zero, arena.bound()), arena.bound()))
    let base = Step.chain(
      try arena.make(arena.plus, zero, zero),
      [Rewrite(.instance(Instance(.fact(0), terms: [zero])))])
    #expect(arena.refusal(goal, [base, .induction(goal, [0])]) == .wrongNumberOfCases)
    #expect(arena.refusal(goal, [base, .induction(goal, [0, 0])]) == .wrongCase)
    #expect(arena.refusal(goal, [base, .induction(goal, [0, 0, 0])]) == .wrongNumberOfCases)
    // The hypothesis at the argument itself: ∀n. A(S n) ⇒ A(S n) instead of A(n) ⇒ A(S n).
    let n = try arena.make(arena.successor, arena.x(0))
    let whole = try arena.join(.equal, arena.make(arena.plus, zero, n), n)
    let circular: [Step] = [
      base, .fix(arena.nat), .assume(whole), .discharge(2), .generalize(3),
      .induction(goal, [0, 4]),
    ]
    #expect(arena.refusal(goal, circular) == .wrongCase)
    // The variable free in a hypothesis that is kept.
    let claim = try arena.make(arena.holds, arena.x(0))
    let kept: [Step] = [.fix(arena.nat), .assume(claim), .generalize(1)]
    #expect(arena.refusal(goal, kept) == .noOpenSubproof)
  }

  @Test func attack11Capture() throws {
    var arena = try Arena()
    let loose = try arena.bound()
    let inner = try arena.theory.intern(.bound(index: 1, arena.nat))
    let differ = try arena.join(.not, arena.join(.equal, loose, inner))
    let all = try arena.quantify(.forall, arena.quantify(.exists, differ))
    #expect(arena.refusal(all, [.assume(all), .specialize(0, loose)]) == .looseBound)
    // A variable put below a quantifier stays what it was.
    let expected = try arena.quantify(
      .exists, arena.join(.not, arena.join(.equal, loose, arena.x(0))))
    let steps: [Step] = [.assume(all), .specialize(0, try arena.x(0)), .discharge(1)]
    let goal = try arena.join(.implies, all, expected)
    #expect(arena.refusal(goal, variables: 1, steps) == nil)
  }

  @Test func attack12SortsAndArities() throws {
    var arena = try Arena()
    let (zero, thing) = (try arena.number(0), try arena.make(arena.a))
    let goal = try arena.join(.equal, zero, zero)
    let instance = Step.instance(Instance(.fact(0), terms: [thing]))
    #expect(arena.refusal(goal, [instance]) == .sortMismatch)
    #expect(
      arena.refusal(goal, [.instance(Instance(.fact(0), terms: []))]) == .wrongNumberOfInstances)
    #expect(refusal { _ = try arena.make(arena.plus, zero) } == .arity)
    #expect(refusal { _ = try arena.make(arena.plus, zero, thing) } == .sortMismatch)
    #expect(refusal { _ = try arena.join(.equal, zero, thing) } == .sortMismatch)
    #expect(refusal { _ = try arena.join(.equal, goal, goal) } == .sortMismatch)
    #expect(
      refusal {
        _ = try arena.theory.declareOperator("+", arguments: [arena.nat], result: arena.nat)
      } == .duplicateName)
    // A variable whose level is open, at another sort.
    let other = try arena.theory.intern(.variable(level: 0, arena.thing))
    let equal = try arena.join(.equal, other, other)
    #expect(arena.refusal(equal, variables: 1, [.chain(other, [])]) == .undeclaredVariable)
    // It is another variable than the one that is generalized, and stays behind.
    let mixed: [Step] = [.fix(arena.nat), .chain(other, []), .generalize(1)]
    #expect(arena.refusal(goal, mixed) == .escapingVariable)
  }

  @Test func attack13DeepAndSharedTermsAreSurvived() throws {
    var arena = try Arena()
    let step = try arena.theory.declareOperator("f", arguments: [arena.nat], result: arena.nat)
    var deep = try arena.x(0)
    for _ in 0..<1_000_000 { deep = try arena.make(step, deep) }
    let goal = try arena.join(.equal, deep, deep)
    #expect(arena.refusal(goal, variables: 1, [.chain(deep, [])]) == nil)
    var shared = try arena.x(0)
    for _ in 0..<200 { shared = try arena.make(arena.plus, shared, shared) }
    let bomb = try arena.join(.equal, shared, shared)
    #expect(arena.refusal(bomb, variables: 1, [.chain(shared, [])]) == nil)
  }

  @Test func attack13SharedPatternsAreLimited() throws {
    var theory = Theory()
    let symbol = try theory.declareSort("Tree")
    let tree = try theory.intern(.application(symbol, []))
    let made = try theory.makeInductive([(symbol, [("leaf", []), ("node", [tree, tree])])])[0]
    let name = try theory.declareOperator("f", arguments: [tree], result: tree)
    var pattern = try theory.intern(.apply(made[0], sorts: [], []))
    for _ in 0..<60 { pattern = try theory.intern(.apply(made[1], sorts: [], [pattern, pattern])) }
    let left = try theory.intern(.apply(name, sorts: [], [pattern]))
    #expect(
      refusal {
        try theory.defineFunctions([(name, [([], left, pattern)], [0])])
      } == .limit)
  }

  @Test func attack15NumeralsThatOverflow() throws {
    var arena = try Arena()
    let largest = try arena.number(.max)
    #expect(refusal { _ = try arena.make(arena.successor, largest) } == .limit)
    let sum = try arena.make(arena.plus, largest, arena.number(1))
    let evaluation = Rewrite(.evaluation([.fact(0), .fact(1)]))
    #expect(arena.refusal(sum, [.chain(sum, [evaluation])]) != nil)
    let goal = try arena.join(.equal, sum, arena.number(0))
    #expect(arena.refusal(goal, [.chain(sum, [evaluation])]) == .limit)
  }

  @Test func attack16ConditionThatWasNotMet() throws {
    var arena = try Arena()
    let (x, y) = (try arena.x(0), try arena.x(1))
    let condition = try arena.make(arena.holds, x)
    let law = try arena.join(.implies, condition, arena.join(.equal, x, y))
    try arena.theory.addAxiom("law", Statement(parameters: [arena.nat, arena.nat], law))
    let (zero, one) = (try arena.number(0), try arena.number(1))
    let place = arena.theory.facts.count - 1
    let use = Rewrite(.instance(Instance(.fact(place), terms: [zero, one])))
    let goal = try arena.join(.equal, zero, one)
    #expect(arena.refusal(goal, [.chain(zero, [use])]) == .wrongForm)
  }

  @Test func attack17CircularDefinitions() throws {
    var arena = try Arena()
    let name = try arena.theory.declareOperator("c", arguments: [], result: arena.nat)
    let c = try arena.make(name)
    let next = try arena.make(arena.successor, c)
    #expect(
      refusal { try arena.theory.defineFunctions([(name, [([], c, next)], [])]) }
        == .circularDefinition)
    try arena.theory.addAxiom("used", Statement(parameters: [], try arena.join(.equal, c, c)))
    let zero = try arena.number(0)
    #expect(
      refusal { try arena.theory.defineFunctions([(name, [([], c, zero)], [])]) } == .notFresh)
    let sum = try arena.make(arena.plus, arena.x(0), arena.x(1))
    #expect(
      refusal {
        try arena.theory.defineFunctions([(arena.plus, [([arena.nat, arena.nat], sum, zero)], [])])
      } == .notFresh)
  }

  @Test func attack18SortsWithoutMembersOrBelowArrows() throws {
    var theory = Theory()
    let symbol = try theory.declareSort("T")
    let sort = try theory.intern(.application(symbol, []))
    #expect(
      refusal { _ = try theory.makeInductive([(symbol, [("N", [sort, sort])])]) }
        == .uninhabitedSort)
    let arrow = try theory.intern(.application(.arrow, [sort, sort]))
    #expect(
      refusal { _ = try theory.makeInductive([(symbol, [("C", [arrow]), ("E", [])])]) }
        == .nonPositiveSort)
  }

  @Test func attack19ClosedSubproofsAndEscapingVariables() throws {
    var arena = try Arena()
    let claim = try arena.make(arena.holds, arena.number(0))
    let goal = try arena.join(.implies, claim, claim)
    let cited: [Step] = [.assume(claim), .discharge(0), .rewrite(0, [])]
    #expect(arena.refusal(claim, cited) == .closedSubproof)
    let x = try arena.x(0)
    let escape: [Step] = [.fix(arena.nat), .generalize(0), .chain(x, [])]
    #expect(arena.refusal(goal, escape) == .undeclaredVariable)
    let same = try arena.join(.equal, x, x)
    #expect(arena.refusal(same, [.chain(x, [])]) == .undeclaredVariable)
  }

  @Test func attack20FunctionsThatAreNone() throws {
    var arena = try Arena()
    let nat = arena.nat
    let (x, y) = (try arena.x(0), try arena.x(1))
    let zero = try arena.number(0)
    let next = try arena.make(arena.successor, x)
    let name = try arena.theory.declareOperator("f", arguments: [nat], result: nat)
    let (base, step) = (try arena.make(name, zero), try arena.make(name, next))
    let start: Equation = ([], base, zero)
    #expect(
      refusal {
        try arena.theory.defineFunctions([(name, [start, ([nat, nat], step, y)], [0])])
      } == .extraVariable)
    for call in [step, try arena.make(name, arena.make(name, x))] {
      #expect(
        refusal {
          try arena.theory.defineFunctions([(name, [start, ([nat], step, call)], [0])])
        } == .nonTerminating)
    }
    #expect(refusal { try arena.theory.defineFunctions([(name, [start], [0])]) } == .missingCase)
    let both: [Equation] = [start, ([nat], step, zero), ([nat], try arena.make(name, x), x)]
    #expect(
      refusal { try arena.theory.defineFunctions([(name, both, [0])]) } == .overlappingCases)
    // Two functions that call each other without end.
    let other = try arena.theory.declareOperator("g", arguments: [nat], result: nat)
    let (f, g) = (try arena.make(name, x), try arena.make(other, x))
    #expect(
      refusal {
        try arena.theory.defineFunctions([
          (name, [([nat], f, g)], [0]), (other, [([nat], g, f)], [0]),
        ])
      } == .nonTerminating)
  }

  @Test func attack21EvaluationAndRearrangementOfOtherOperators() throws {
    var arena = try Arena()
    let name = try arena.theory.declareOperator(
      "plus", arguments: [arena.nat, arena.nat], result: arena.nat)
    let (two, three) = (try arena.number(2), try arena.number(3))
    let sum = try arena.make(name, two, three)
    let goal = try arena.join(.equal, sum, arena.number(5))
    let evaluation = Rewrite(.evaluation([.fact(0), .fact(1)]))
    #expect(arena.refusal(goal, [.chain(sum, [evaluation])]) == .notEvaluable)
    // Commutativity of an operator of which only that is known, used as if it were associative too.
    let (x, y) = (try arena.x(0), try arena.x(1))
    let law = try arena.join(.equal, arena.make(name, x, y), arena.make(name, y, x))
    try arena.theory.addAxiom("comm", Statement(parameters: [arena.nat, arena.nat], law))
    let comm = Instance(.fact(arena.theory.facts.count - 1))
    let turned = try arena.make(name, three, two)
    let rearrangement = Rewrite(
      .rearrangement(commutativity: comm, associativity: comm, turned))
    let claim = try arena.join(.equal, sum, turned)
    #expect(arena.refusal(claim, [.chain(sum, [rearrangement])]) == .notAssociativeCommutative)
    // With the laws of another operator the parts are other parts.
    let different = try arena.make(arena.plus, three, two)
    let foreign = Rewrite(
      .rearrangement(commutativity: comm, associativity: comm, different))
    #expect(arena.refusal(claim, [.chain(sum, [foreign])]) == .notAssociativeCommutative)
  }
}
