// Makes the tree that a person reads from the steps that the kernel accepted. Start at `outline`.
// The tree is built twice: the first time finds out which blocks are referred to, the second time
// numbers just those, in reading order. What each block says is in `OutlineBuilder+Blocks.swift`,
// the sentences of its reasons in `OutlineBuilder+Reasons.swift`. Nothing here is trusted.

import AxiomLanguage
import Certificates
import ProofKernel

/// Builds the outline of one proof.
struct OutlineBuilder {
  let replay: ProofReplay
  let graph: StepGraph
  var workshop: TermWorkshop
  /// The names of the open variables, by subproof and level.
  private(set) var names: [[String]] = []
  /// The labels of the hypotheses, by subproof.
  private(set) var hypothesisLabels: [Int: String] = [:]
  /// The subproofs whose hypothesis an induction provides.
  private(set) var inductive: Set<Int> = []
  let variableNames: VariableNames

  /// The blocks that are referred to, found by the first pass.
  private var referred: Set<Int> = []
  /// The labels given so far in this pass.
  private var labels: [Int: String] = [:]
  private var isNumbering = false

  var steps: [Step] { replay.proof.steps }
  var store: TermStore { workshop.store }

  private init(_ proof: Proof, _ variableNames: [String], _ workshop: consuming TermWorkshop)
    throws(CheckError)
  {
    self.workshop = workshop
    replay = try ProofReplay(proof, &self.workshop)
    graph = StepGraph(replay, self.workshop.store)
    self.variableNames = VariableNames(self.workshop.store)
    let inductions = caseScopes()
    nameVariables(variableNames, inductions)
    nameHypotheses(inductions)
  }

  /// The outline of a proof that the workshop's checker has accepted.
  ///
  /// *Throws*: never for such a proof; the kernel's refusal of a term otherwise.
  static func outline(_ proof: Proof, _ note: TheoremNote, _ workshop: inout TermWorkshop)
    throws(CheckError) -> ProofOutline
  {
    // The store must have one owner, or each change of it would copy it whole.
    let lent = workshop
    workshop = TermWorkshop(Checker(Theory()))
    var builder = try OutlineBuilder(proof, note.variableNames, lent)
    let last = proof.steps.count - 1
    _ = try builder.body([0], last)
    builder.isNumbering = true
    let blocks = try builder.body([0], last)
    workshop = builder.workshop
    return ProofOutline(
      statement: Formula(proof.statement.formula, names: builder.names[0]), blocks: blocks,
      store: workshop.store)
  }

  // MARK: names

  /// The subproofs that the cases of inductions open, by number, with the induction.
  private func caseScopes() -> [Int: Int] {
    var found: [Int: Int] = [:]
    for (number, step) in steps.enumerated() where graph.isNeeded[number] {
      guard case .induction(_, let cases) = step, let sort = inductiveSort(step) else { continue }
      for (constructor, part) in zip(constructors(of: sort), cases)
      where graph.isOwn(part, of: number) {
        let shape = caseShape(constructor, sort)
        for scope in peel(part, limit: shape.fields + shape.hypotheses).scopes {
          found[scope] = number
        }
      }
    }
    return found
  }

  /// Names the variables that subproofs open; those of a case differ from the induction's own.
  private mutating func nameVariables(_ given: [String], _ inductions: [Int: Int]) {
    var own = given
    for sort in replay.proof.statement.parameters.dropFirst(given.count) {
      own.append(variableNames.bound(sort, taken: own, store))
    }
    names = [own]
    for (number, scope) in replay.scopes.enumerated().dropFirst() {
      let outer = names[scope.parent ?? 0]
      guard let sort = scope.levels.last, scope.levels.count > outer.count else {
        names.append(outer)
        continue
      }
      var taken = outer
      if let induction = inductions[number], !graph.isFolded[induction],
        let over = inductiveSort(steps[induction])
      {
        let around = names[replay.steps[induction].scope]
        taken.append(variableNames.bound(over, taken: around, store))
      }
      names.append(outer + [variableNames.fixed(sort, taken: taken, store)])
    }
  }

  private mutating func nameHypotheses(_ inductions: [Int: Int]) {
    for scope in replay.scopes.indices where inductions[scope] != nil && isAssumption(scope) {
      inductive.insert(scope)
    }
    let assumptions = replay.scopes.indices.filter { scope in
      replay.scopes[scope].opener.map { graph.isNeeded[$0] } ?? false && isAssumption(scope)
    }
    for (letters, scopes) in [
      ("IH", assumptions.filter { inductive.contains($0) }),
      ("H", assumptions.filter { !inductive.contains($0) }),
    ] {
      for (place, scope) in scopes.enumerated() {
        hypothesisLabels[scope] = scopes.count == 1 ? letters : letters + String(place + 1)
      }
    }
  }

  /// Whether a subproof was opened by a hypothesis.
  func isAssumption(_ scope: Int) -> Bool {
    if let opener = replay.scopes[scope].opener, case .assume = steps[opener] { return true }
    return false
  }

  /// The sort over which an induction goes.
  func inductiveSort(_ step: Step) -> SortID? {
    guard case .induction(let conclusion, _) = step,
      case .quantifier(_, let sort, _) = store.shape(of: conclusion)
    else { return nil }
    return sort
  }

  /// The constructors of an inductive sort.
  func constructors(of sort: SortID) -> [OperatorID] {
    guard case .application(let symbol, _) = store.shape(of: sort) else { return [] }
    return store.sortSymbols[Int(symbol.index)].constructors
  }

  /// How many variables and hypotheses the case of a constructor has.
  func caseShape(_ constructor: OperatorID, _ sort: SortID) -> (fields: Int, hypotheses: Int) {
    let declared = store.operators[Int(constructor.index)]
    let recursive = declared.arguments.filter { $0 == declared.result }
    return (declared.arguments.count, recursive.count)
  }

  // MARK: labels

  /// The label by which a block is referred to.
  mutating func refer(to step: Int) -> String {
    referred.insert(step)
    return labels[step] ?? "?"
  }

  /// The label that the block of a step shows, if it is referred to.
  mutating func label(of step: Int) -> String? {
    guard isNumbering, referred.contains(step) else { return nil }
    let label = "\(labels.count + 1)"
    labels[step] = label
    return label
  }

  // MARK: subproofs

  /// The subproofs that a step closes one right inside another, outermost first, at most `limit`;
  /// and the step that the innermost concludes from.
  func peel(_ step: Int, limit: Int = .max) -> (scopes: [Int], last: Int) {
    var (scopes, last): ([Int], Int) = ([], step)
    while scopes.count < limit, let scope = replay.steps[last].closes {
      let isNested = scopes.last.map { $0 == replay.steps[last].scope } ?? true
      guard isNested, scopes.isEmpty || graph.users[last].count == 1 else { break }
      scopes.append(scope)
      last = steps[last].premises[0]
    }
    return (scopes, last)
  }

  /// The blocks of some subproofs, one right inside another, that conclude from step `last`.
  mutating func body(_ scopes: [Int], _ last: Int) throws(CheckError) -> [OutlineBlock] {
    let inner = Set(scopes)
    var blocks: [OutlineBlock] = []
    var told: Int?
    for (number, step) in replay.steps.enumerated()
    where inner.contains(step.scope) && graph.isNeeded[number] && graph.home[number] == nil {
      if let closed = step.closes, inner.contains(closed) { continue }
      guard isTold(number, last) else { continue }
      blocks.append(try block(number))
      told = number
    }
    if told != last { blocks.append(try closing(last, scopes)) }
    return blocks
  }

  /// The blocks of a part that is no subproof, with the steps that serve it alone.
  mutating func body(of part: Int, in home: Int) throws(CheckError) -> [OutlineBlock] {
    var blocks: [OutlineBlock] = []
    for number in graph.retinue(of: part)
    where graph.home[number] == home && isTold(number, part) {
      blocks.append(try block(number))
    }
    return blocks
  }

  /// Whether a step has a block of its own in a body that concludes from `last`.
  private func isTold(_ number: Int, _ last: Int) -> Bool {
    if steps[number].opens { return false }
    if steps[number].needsNoProof, number != last { return false }
    return number == last || !graph.isFolded[number]
  }
}
