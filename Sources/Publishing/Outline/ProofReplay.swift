// The formula of every step of a proof that the kernel has accepted, and every term on the way of a
// chain: what a person wants to read and a certificate does not store. Start at `init`. Nothing here
// is trusted: a mistake would show a wrong line on a page, and could not make a theorem. Tests hold
// it to the kernel by comparing its last formula with the statement. The rules are those of
// `ProofKernel/Theorem.swift`; `OutlineBuilder.swift` makes the tree that is shown.

import ProofKernel

/// A step as it turned out.
struct ReplayedStep {
  /// What it says.
  let formula: TermID
  /// The subproof that it stands in (a place in `ProofReplay.scopes`).
  let scope: Int
  /// The subproof that it closes, if it is a `discharge` or a `generalize`.
  var closes: Int?
  /// Of a chain: its terms from first to last. Of a rewrite: the formulas from first to last.
  var stages: [TermID] = []
}

/// A subproof.
struct ReplayedScope {
  /// The step that opened it; nil for the whole proof.
  let opener: Int?
  /// The subproof around it.
  let parent: Int?
  /// The sorts of the variables that are open in it, by level.
  let levels: [SortID]
}

/// The steps of an accepted proof with their formulas.
struct ProofReplay {
  let proof: Proof
  private(set) var steps: [ReplayedStep] = []
  private(set) var scopes: [ReplayedScope]

  /// Replays a proof. *Throws* nothing for a proof that the checker of the workshop has accepted.
  /// *Complexity*: as the check itself.
  init(_ proof: Proof, _ workshop: inout TermWorkshop) throws(CheckError) {
    self.proof = proof
    scopes = [ReplayedScope(opener: nil, parent: nil, levels: proof.statement.parameters)]
    var current = 0
    for (number, step) in proof.steps.enumerated() {
      try replay(step, number, &current, &workshop)
    }
  }

  private mutating func replay(
    _ step: Step, _ number: Int, _ current: inout Int, _ workshop: inout TermWorkshop
  ) throws(CheckError) {
    var closes: Int?
    var stages: [TermID] = []
    let formula: TermID
    switch step {
    case .assume(let hypothesis):
      formula = hypothesis
      open(number, &current)
    case .fix(let sort):
      let levels = scopes[current].levels
      let variable = try workshop.make(.variable(level: levels.count, sort))
      formula = try workshop.make(.connective(.equal, [variable, variable]))
      open(number, &current, sort)
    case .discharge(let last):
      guard let opener = scopes[current].opener, let parent = scopes[current].parent else {
        throw CheckError(.noOpenSubproof, step: number)
      }
      formula = try workshop.make(
        .connective(.implies, [steps[opener].formula, steps[last].formula]))
      (closes, current) = (current, parent)
    case .generalize(let last):
      guard let parent = scopes[current].parent, let sort = scopes[current].levels.last else {
        throw CheckError(.noOpenSubproof, step: number)
      }
      let level = scopes[current].levels.count - 1
      let body = try workshop.abstract(steps[last].formula, level: level)
      formula = try workshop.make(.quantifier(.forall, sort, body))
      (closes, current) = (current, parent)
    case .chain(let start, let rewrites):
      stages = try rewritten(start, rewrites, &workshop)
      formula = try workshop.equation(start, stages[stages.count - 1])
    case .rewrite(let from, let rewrites):
      stages = try rewritten(steps[from].formula, rewrites, &workshop)
      formula = stages[stages.count - 1]
    default:
      formula = try conclusion(step, &workshop)
    }
    steps.append(ReplayedStep(formula: formula, scope: current, closes: closes, stages: stages))
  }

  private mutating func open(_ step: Int, _ current: inout Int, _ sort: SortID? = nil) {
    let levels = scopes[current].levels + (sort.map { [$0] } ?? [])
    scopes.append(ReplayedScope(opener: step, parent: current, levels: levels))
    current = scopes.count - 1
  }

  /// What the rules say that neither open nor close a subproof, nor rewrite.
  private func conclusion(_ step: Step, _ workshop: inout TermWorkshop)
    throws(CheckError) -> TermID
  {
    switch step {
    case .instance(let instance): return try workshop.statement(of: instance)
    case .infer(let schema, let cited, let given):
      return try infer(schema, cited.map { steps[$0].formula }, given, &workshop)
    case .specialize(let universal, let value):
      return try workshop.instantiate(
        workshop.parts(steps[universal].formula)[0], by: value)
    case .witness(let existential, _, _): return existential
    case .choose(_, let universal):
      let implication = try workshop.parts(steps[universal].formula)[0]
      return try workshop.parts(implication)[1]
    case .induction(let conclusion, _): return conclusion
    case .injectivity(let equation, let index):
      let sides = try workshop.parts(steps[equation].formula)
      guard let left = try workshop.constructor(sides[0]),
        let right = try workshop.constructor(sides[1])
      else { throw CheckError(.notAConstructor) }
      return try workshop.make(.connective(.equal, [left.1[index], right.1[index]]))
    case .disjointness: return try workshop.make(.connective(.falsum, []))
    default: preconditionFailure("this step is replayed elsewhere: \(step)")
    }
  }

  /// The conclusion of a schema, read off the cited formulas and the given ones.
  private func infer(
    _ schema: Schema, _ cited: [TermID], _ given: [TermID], _ workshop: inout TermWorkshop
  ) throws(CheckError) -> TermID {
    func sides(_ place: Int) throws(CheckError) -> [TermID] { try workshop.parts(cited[place]) }
    switch schema {
    case .modusPonens: return try sides(0)[1]
    case .both: return try workshop.make(.connective(.and, cited))
    case .left: return try sides(0)[0]
    case .right: return try sides(0)[1]
    case .orLeft: return try workshop.make(.connective(.or, [cited[0], given[0]]))
    case .orRight: return try workshop.make(.connective(.or, [given[0], cited[0]]))
    case .cases: return try sides(1)[1]
    case .equivalence: return try workshop.make(.connective(.iff, sides(0)))
    case .forward: return try workshop.make(.connective(.implies, sides(0)))
    case .backward: return try workshop.make(.connective(.implies, sides(0).reversed()))
    case .refute: return try workshop.make(.connective(.not, [sides(0)[0]]))
    case .contradiction: return try workshop.make(.connective(.falsum, []))
    case .explosion: return given[0]
    case .excludedMiddle:
      let negation = try workshop.make(.connective(.not, given))
      return try workshop.make(.connective(.or, [given[0], negation]))
    }
  }

  /// The start, and what each replacement in turn makes of it.
  private func rewritten(
    _ start: TermID, _ rewrites: [Rewrite], _ workshop: inout TermWorkshop
  ) throws(CheckError) -> [TermID] {
    var stages = [start]
    for rewrite in rewrites {
      let here = stages[stages.count - 1]
      let new: TermID
      switch rewrite.reason {
      case .instance(let instance):
        let sides = try workshop.parts(workshop.statement(of: instance))
        new = sides[rewrite.reversed ? 0 : 1]
      case .step(let step):
        new = try workshop.parts(steps[step].formula)[rewrite.reversed ? 0 : 1]
      case .rearrangement(_, _, let result): new = result
      case .evaluation(let citations):
        let redex = try workshop.path(here, rewrite.position)[rewrite.position.count]
        new = try value(of: redex, isProduct: citations.count == 4, &workshop)
      }
      stages.append(try workshop.replace(here, rewrite.position, by: new))
    }
    return stages
  }

  /// The value of an operator on two numerals; the kernel has excluded overflow.
  private func value(of redex: TermID, isProduct: Bool, _ workshop: inout TermWorkshop)
    throws(CheckError) -> TermID
  {
    let parts = try workshop.parts(redex)
    guard case .numeral(let a, let sort) = workshop.store.shape(of: parts[0]),
      case .numeral(let b, _) = workshop.store.shape(of: parts[1])
    else { throw CheckError(.notEvaluable) }
    return try workshop.make(.numeral(isProduct ? a &* b : a &+ b, sort))
  }
}
