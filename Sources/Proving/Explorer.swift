// Theorem discovery: terms are enumerated and tested, what agrees on all tests is conjectured, and
// conjectures are proved by induction, cheap ones first; each theorem becomes a rule at once, so
// what it implies is never looked at. Start at `explore`. Nothing is known of any theory here: the
// symbols, their definitions and the limits are all there is.
// Source: K. Claessen et al., Automating inductive proofs using theory exploration, CADE-24 (2013).

import ProofKernel
import Terms

/// Limits of an exploration. All are counts, so that runs repeat.
public struct ExplorationLimits: Sendable {
  /// The largest weight of a term: its size and its number of different symbols.
  public var weight = 12
  /// The largest number of symbols of a term; a numeral counts as one. With 0 no function is explored.
  public var size = 7
  /// Variables of each sort in a term.
  public var variablesPerSort = 3
  /// Rules that may be tried for one stated goal in one stage of the last round, by induction and by
  /// clauses (count). The stages themselves have limits; what is false costs all of them.
  public var goalWork = Int.max
  /// Assignments on which a conjecture must hold.
  public var tests = 48
  /// Asked before each attempt: whether the time is over. Then what was found so far is the result.
  public var isOver: (@Sendable () -> Bool)?
  /// Asked within attempts at stated goals, every now and then: whether the time is over.
  public var isLate: (@Sendable () -> Bool)?
  /// Keeps what was attempted, and knows what failed in an earlier run.
  public var journal: AttemptJournal?
  /// Terms that may be enumerated in one pass over all symbols.
  public var terms = 20_000
  /// Terms that may be enumerated in one pass over two functions.
  public var termsOfPair = 3_000
  /// Terms that may be enumerated in one pass over terms in which no function occurs twice.
  public var linearTerms = 4_000
  /// Terms that may be enumerated in one pass with operators as arguments.
  public var argumentTerms = 8_000
  /// The defaults.
  public init() {}

  func terms(in kind: ExplorationPass.Kind) -> Int {
    switch kind {
    case .test, .pair: termsOfPair
    case .linear: linearTerms
    case .arguments: argumentTerms
    case .whole: terms
    }
  }
}

/// What an exploration did, for people and benchmarks (counts).
public struct ExplorationCounters: Hashable, Sendable {
  /// Terms enumerated and evaluated.
  public internal(set) var terms = 0
  /// Pairs that agreed on every test.
  public internal(set) var conjectures = 0
  /// Proof attempts made.
  public internal(set) var attempts = 0
  /// Theorems proved and accepted by the kernel.
  public internal(set) var theorems = 0
  /// Proofs that the kernel refused.
  public internal(set) var refusals = 0
  /// Pairs of a rule and a subterm that were to be made equal, to make critical pairs; by the equational
  /// prover, those that could be.
  public internal(set) var unifications = 0
  /// Critical pairs made.
  public internal(set) var pairs = 0
  /// Different terms made, those of tests left out; an attempt counts its own.
  public internal(set) var distinctTerms = 0
  /// Supersteps of the grid, and messages between its blocks.
  public internal(set) var supersteps = 0
  /// See `supersteps`.
  public internal(set) var messages = 0
  /// Rules tried on a term, and rules applied, tests included.
  public internal(set) var matches = 0
  /// See `matches`.
  public internal(set) var rewrites = 0
}

/// Explores one theory.
struct Explorer {
  var vocabulary: Vocabulary
  var list: TheoremList
  var enumerator: TermEnumerator
  let limits: ExplorationLimits
  var counters = ExplorationCounters()
  /// Where proofs are attempted, and conjectures wait.
  let grid: SearchGrid
  /// Where equations of abstract theories are decided.
  let decisions: DecisionGrid
  var work = SearchWork()
  /// Whether a goal may not be used for others.
  var goalsAreIndependent = false
  /// Whether attempts use all means: the search is for goals that were stated.
  var isThorough = false
  /// The goals that are not proved yet, in order; `ExplorationGoals` has the rest.
  var openGoals: [OpenGoal] = []
  /// Theorems that were known when the goals were last tried (count).
  var lastTried = -1
  /// What each stage could take then (count).
  var lastShare = 0
  /// By goal and stage: what was known when it failed last.
  var failures: [FailedAttempt.Key: FailedAttempt] = [:]
  /// Conjectures about functions that take functions, which `functionLaws` tries.
  var shapedLaws: [Statement] = []
  var seen: Set<Term> = []
  /// The terms that the pass under way has come to so far.
  var met = TermTable()
  /// Equations that hold on the tests of all terms, but not on further ones.
  var refuted: Set<Term> = []
  /// By head of a side: conjectures that wait for a theorem, as patterns; see `isInstanceOfOpen`.
  var openPatterns: [Symbol: [TermEquation]] = [:]
  /// Conjectures of the enumeration that were not proved at once, for `generalizeApart`.
  var unsettled: [Conjecture] = []
  /// How many of these `generalizeApart` has seen (count).
  var generalizedCount = 0
  /// Attempts at laws with numerals that failed where definitions need cases (count).
  var numeralFailures = 0
  /// By conjecture that was tried again: the theorems that were known then (count).
  var lastPersisted: [Term: Int] = [:]
  /// Of equations between terms of an abstract sort: what they say, up to order of arguments, and the theorem
  /// that says so first; −1 if an axiom does.
  var forms: [String: Int] = [:]
  /// Equations between abstract terms that were neither proved nor refuted: each makes the others get less work
  /// (count).
  var undecided = 0
  private(set) var wasStopped = false
  var names: Set<String> = []

  /// Requires that `theory` is the one that the vocabulary was made of.
  init(
    _ theory: Theory, _ vocabulary: Vocabulary, recursiveArguments: [Symbol: [Int]],
    limits: ExplorationLimits, threads: Int
  ) {
    grid = SearchGrid(
      workers: threads, reach: Reach(theory), isOver: limits.isOver, journal: limits.journal)
    decisions = DecisionGrid(workers: threads)
    (self.vocabulary, self.limits) = (vocabulary, limits)
    limits.journal?.begin(theory)
    list = TheoremList(theory, &self.vocabulary, recursiveArguments: recursiveArguments)
    var evaluator = Evaluator(self.vocabulary, list.normalizer, list.definitions)
    evaluator.tabulate()
    evaluator.tabulateOperators(of: theory)
    enumerator = TermEnumerator(
      symbols: vocabulary.operations, vocabulary: vocabulary, evaluator: evaluator,
      limits: limits)
  }

  /// Enumerates, conjectures and proves until the limits, pass by pass; with all symbols of a file
  /// first without numerals above one, then with them. Returns whether the limit on terms stopped it
  /// before the limit on sizes.
  mutating func explore(_ passes: [ExplorationPass]) -> Bool {
    guard limits.size > 0 else { return true }
    if !isThorough { list.stopUnfolding(vocabulary.bank) }
    var isLimited = false
    // The last pass over all symbols knows all that goals can be about: before it they are tried with little.
    let last = passes.lastIndex { $0.kind == .whole }
    for (place, pass) in passes.enumerated() where !isOver() && !(isThorough && openGoals.isEmpty) {
      let isWhole = pass.kind == .whole
      enumerator.termLimit = limits.terms(in: pass.kind)
      enumerator.isLinear = pass.kind == .linear || pass.kind == .arguments
      enumerator.repeatingSize = pass.kind == .arguments ? 4 : 0
      // Lemmas about three functions and more come now: what waited for them gets another chance.
      if isWhole { grid.renewPatience() }
      defer { proveOpenGoals(isWhole: place == last) }
      if pass.kind == .arguments { functionLaws() }
      let first = unsettled.count
      characterizations(pass.operations, pass.predicates)
      if !explore(pass.operations, withNumerals: false) { isLimited = true }
      generalizeApart()
      if isWhole { usualLaws(pass.operations, pass.predicates) }
      if isWhole || pass.kind == .test { testLaws(pass.operations) }
      if pass.kind == .pair { persist(.early, from: first, work: 24_000) }
      guard isWhole else { continue }
      persist(.persistent, from: 0, work: 240_000)
      implications()
      predicateLaws(pass.predicates + pass.operations.filter { enumerator.answers[$0] != nil })
      // What follows from other laws is for readers; goals have those.
      if !isThorough {
        negations()
        relationLaws(pass.operations, pass.predicates)
      }
      persist(.early, from: 0, work: 80_000)
      (unsettled, generalizedCount) = ([], 0)
      if !explore(pass.operations, withNumerals: true) { isLimited = true }
    }
    return isLimited
  }

  /// Draws consequences of equational axioms. Returns whether a limit stopped it.
  mutating func saturate(_ saturationLimits: SaturationLimits) -> Bool {
    var saturation = Saturation(limits: saturationLimits)
    let theory = list.checker.theory
    var taken = names
    let isLimited = saturation.run(&list, &vocabulary) { goal, vocabulary in
      var name = TheoremNaming(vocabulary, theory).name(goal)
      while !taken.insert(name).inserted { name += "'" }
      return name
    }
    names = taken
    counters.theorems = list.found.count
    counters.refusals += list.refusals.count
    counters.pairs += saturation.pairCount
    counters.unifications += saturation.unificationCount
    return isLimited
  }

  /// Tries a statement with what has been proved so far; nil if it uses operators at sorts that the
  /// search does not know.
  mutating func prove(_ statement: Statement, named name: String) -> Bool? {
    guard let conjecture = conjecture(statement) else { return nil }
    return attempt(conjecture, named: name, superpositions: 1)
  }

  /// One pass; returns whether it came to its end.
  private mutating func explore(_ symbols: [Symbol], withNumerals: Bool) -> Bool {
    var classOf: [TermSort: [[UInt32]: [Candidate]]] = [:]
    enumerator.restart(symbols, vocabulary)
    met = TermTable()
    for size in 1...max(limits.size, 1) where !isOver() {
      let before = enumerator.count
      let round =
        size == 1
        ? leaves(symbols, withNumerals: withNumerals) : enumerator.round(size, &vocabulary)
      for tier in tiers(round) {
        let before = list.found.count
        classify(fresh(tier), &classOf)
        retry(since: before)
      }
      counters.terms += enumerator.count - before
      if isThorough, settlesGoals() { return true }
      if enumerator.count >= enumerator.termLimit { return false }
    }
    return true
  }

  /// The terms that are not known to equal one that was met before, with their values; those that have
  /// none left out.
  private mutating func fresh(_ tier: [Candidate]) -> [Candidate] {
    var fresh: [Candidate] = []
    for var candidate in tier {
      let isKnown = isRedundant(candidate.term)
      met.set(candidate.term, 1)
      if !isKnown, enumerator.evaluate(&candidate, vocabulary) { fresh.append(candidate) }
    }
    return fresh
  }

  /// Whether rules make a term one that this pass has met: whatever is to be said of it is said of that.
  /// Few replacements at the top are tried: to write out products of sums takes longer than their tests.
  mutating func isRedundant(_ term: Term) -> Bool {
    if isAnswered(term) { return true }
    var next = term
    for _ in 0..<3 {
      guard let reduct = list.normalizer.reduct(next, &vocabulary.bank) else { return false }
      if met[reduct] != nil { return true }
      next = reduct
    }
    return false
  }

  /// The terms of one size in groups: few functions first, then few constructors, which make a law special;
  /// with many different variables first, since these say most; with the variables in their order first, since what changes their order
  /// is seldom the law that is meant. The order within a group is that of enumeration.
  private func tiers(_ round: [Candidate]) -> [[Candidate]] {
    var tiers: [Int: [Candidate]] = [:]
    for candidate in round {
      let generality =
        candidate.numerals.nonzeroBitCount << 24 | candidate.functions.nonzeroBitCount << 16
        | candidate.constructors << 8
        | (64 - candidate.variables.nonzeroBitCount)
      tiers[
        generality << 1 | (enumerator.isInOrder([candidate.term], vocabulary) ? 0 : 1), default: []
      ].append(candidate)
    }
    return tiers.keys.sorted().compactMap { tiers[$0] }
  }

  /// The place of each theorem in the list that people see (count from 1): what somebody stated first,
  /// then what is about the file's own operators, then what it is built on, light ones first; what is special
  /// after all that. Nil for those that the others imply by rewriting.
  mutating func ranks() -> [Int?] {
    var ranks: [Int?] = Array(repeating: nil, count: list.found.count)
    if let place = list.found.firstIndex(where: { $0.proof.name == "false" }) {
      ranks[place] = 1
      return ranks
    }
    let weights = list.weights(vocabulary)
    let isKept = list.independent(weights, &vocabulary)
    let order = list.found.indices.filter { isKept[$0] && !list.found[$0].isHidden }.sorted {
      a, b in
      let (x, y) = (list.found[a].isStated, list.found[b].isStated)
      if x != y { return x }
      let (late, later) = (
        list.isSpecial(a, weight: weights[a], vocabulary),
        list.isSpecial(b, weight: weights[b], vocabulary)
      )
      if late != later { return later }
      let (own, other) = (list.isOwn(a, vocabulary), list.isOwn(b, vocabulary))
      return own != other ? own : (weights[a], a) < (weights[b], b)
    }
    for (rank, place) in order.enumerated() { ranks[place] = rank + 1 }
    return ranks
  }

  private mutating func leaves(_ symbols: [Symbol], withNumerals: Bool) -> [Candidate] {
    var sorts: [TermSort] = []
    for symbol in symbols {
      let info = vocabulary.bank[symbol]
      for sort in info.arguments + [info.sort]
      where !sorts.contains(sort) && vocabulary.hasVariables(sort, symbol) { sorts.append(sort) }
    }
    var numerals: [(sort: TermSort, terms: [Term])] = []
    for sort in sorts {
      guard let made = vocabulary.constructors[sort], made.count == 2,
        let zero = made.first(where: { vocabulary.bank[$0].arguments.isEmpty }),
        let next = made.first(where: { vocabulary.bank[$0].arguments == [sort] })
      else { continue }
      var terms = [vocabulary.bank.make(zero)]
      for _ in 0..<(withNumerals ? 6 : 1) {
        terms.append(vocabulary.bank.make(next, [terms[terms.count - 1]]))
      }
      numerals.append((sort, terms))
    }
    return enumerator.leaves(
      sorts: sorts,
      variables: withNumerals ? 1 : enumerator.isLinear ? 2 : limits.variablesPerSort,
      of: limits.variablesPerSort, numerals: numerals, &vocabulary)
  }

  mutating func normalForm(_ term: Term) -> Term {
    list.normalizer.fuel = isThorough ? 2_000 : 10_000
    return list.normalizer.normalize(term, &vocabulary.bank)
  }

  /// Tries a conjecture by itself; a proof goes to the kernel.
  mutating func attempt(
    _ conjecture: Conjecture, named given: String? = nil, superpositions: Int = 0
  ) -> Bool {
    guard !isOver() else { return false }
    let effort = effort(conjecture, superpositions: superpositions)
    let outcome = grid.attemptNow(conjecture, effort, snapshot)
    return accept(outcome, of: conjecture, named: given)
  }

  /// Conjectures that are attempted side by side (count): from 1 to 16 made no difference to the
  /// time of one thread.
  static let batchSize = 16

  /// Tries conjectures side by side, with what is known now. Returns by conjecture whether it is
  /// settled: it was proved, or what was proved beside it makes it evident.
  mutating func attempt(
    _ conjectures: [Conjecture], waiting: Bool, superpositions: Int = 0, _ given: Effort? = nil
  ) -> [Bool] {
    guard !isOver() else { return conjectures.map { _ in false } }
    let reports = grid.attempt(
      conjectures.filter { !isTedious($0) }, waiting: waiting,
      // Goals that somebody stated may need a lemma as soon as it can be had.
      backingOff: !isThorough, { given ?? effort($0, superpositions: superpositions) }, snapshot)
    var isSettled: [Term: Bool] = [:]
    for report in reports { isSettled[report.conjecture.formula] = take(report) }
    if waiting, !isThorough {
      let failed = conjectures.filter { isSettled[$0.formula] == false }
      unsettled += failed
      for conjecture in failed { noteOpen(conjecture.formula) }
      noteFailures(failed)
    }
    return conjectures.map { isSettled[$0.formula] ?? false }
  }

  /// Wakes what waits for theorems that were proved since the one at `first`, as long as that proves
  /// something.
  mutating func retry(since first: Int) {
    var first = first
    while first < list.found.count, !isOver() {
      let new = (first..<list.found.count).map { list.reach(of: $0, vocabulary) }
      first = list.found.count
      for report in grid.wake(new, snapshot) { _ = take(report) }
    }
  }

  /// Tries those of these formulas that were not tried before and are not evident, a batch at a time,
  /// while there are attempts left. Returns by formula whether it is settled: evident, or a theorem.
  @discardableResult
  mutating func consider(
    _ formulas: [Term], _ attempts: inout Int, waiting: Bool = false, superpositions: Int = 0,
    _ effort: Effort? = nil
  ) -> [Bool] {
    var isSettled = formulas.map { _ in false }
    var batch: [(place: Int, conjecture: Conjecture)] = []
    for (place, formula) in formulas.enumerated() {
      let conjecture = canonical(formula)
      if vocabulary.isMostGeneral(conjecture.formula), seen.insert(conjecture.formula).inserted {
        if search(conjecture, .evident) != nil {
          isSettled[place] = true
        } else if attempts > 0, !enumerator.refutes(conjecture.formula, vocabulary) {
          attempts -= 1
          counters.conjectures += 1
          batch.append((place, conjecture))
        }
      }
      guard batch.count == Self.batchSize || place == formulas.count - 1, !batch.isEmpty
      else { continue }
      let results = attempt(
        batch.map(\.conjecture), waiting: waiting, superpositions: superpositions, effort)
      for (entry, result) in zip(batch, results) {
        isSettled[entry.place] = result
      }
      batch = []
    }
    return isSettled
  }

  /// Takes what came of an attempt that others were made beside. Returns whether it is settled.
  private mutating func take(_ report: AttemptReport) -> Bool {
    guard report.outcome.proof != nil else {
      return accept(report.outcome, of: report.conjecture, named: nil)
    }
    let isEvident =
      vocabulary.sides(report.conjecture.formula).map {
        normalForm($0.left) == normalForm($0.right)
      } ?? (search(report.conjecture, .evident) != nil)
    guard isEvident else { return accept(report.outcome, of: report.conjecture, named: nil) }
    counters.attempts += 1
    work += report.outcome.work
    return true
  }

  /// Between equations, induction tells the cases apart; more is seldom worth its price.
  private func effort(_ conjecture: Conjecture, superpositions: Int) -> Effort {
    var effort = Effort()
    effort.superpositions = superpositions
    if isThorough {
      effort = Effort.stages[1]
      effort.superpositions = superpositions
      effort.work = 800
      return effort
    }
    effort.triesTests = list.shape.chooses(conjecture.formula, vocabulary.bank)
    guard vocabulary.isEquational(conjecture.formula) else { return effort }
    effort.splits = 0
    if list.shape.isInvolved(conjecture.formula, vocabulary.bank) {
      let triesTests = effort.triesTests
      effort = .involved
      (effort.superpositions, effort.triesTests) = (superpositions, triesTests)
    }
    return effort
  }

  var snapshot: SearchSnapshot {
    SearchSnapshot(vocabulary, list.normalizer, list.knowledge)
  }

  /// The same without theorems but those at these places (`TheoremList.essentials`).
  func snapshot(of places: [Int]) -> SearchSnapshot {
    let (rules, knowledge) = list.known(of: places)
    return SearchSnapshot(vocabulary, rules, knowledge)
  }

  /// Gives a proof, if there is one, to the kernel. Returns whether there is a theorem now.
  mutating func accept(
    _ outcome: AttemptOutcome, of conjecture: Conjecture, named given: String?,
    isPart: Bool = false, at place: Int? = nil
  ) -> Bool {
    counters.attempts += 1
    work += outcome.work
    guard let script = outcome.proof?.unpacked(&vocabulary) else { return false }
    return accept(script, of: conjecture, named: given, isPart: isPart, at: place)
  }

  /// Gives a proof to the kernel; of a stated goal at a place, or of a part of one.
  mutating func accept(
    _ script: Script, of conjecture: Conjecture, named given: String?, isPart: Bool = false,
    at place: Int? = nil
  ) -> Bool {
    var name = given ?? TheoremNaming(vocabulary, list.checker.theory).name(conjecture.formula)
    while !names.insert(name).inserted { name += "'" }
    let isPrivate = given != nil && goalsAreIndependent
    let accepted = list.add(
      conjecture.formula, parameters: conjecture.parameters, script, named: name,
      method: method(script), isPrivate: isPrivate, &vocabulary)
    counters.theorems += accepted ? 1 : 0
    counters.refusals += accepted ? 0 : 1
    if accepted, given != nil, !isPart { list.markStated(as: place) }
    if accepted, !isPrivate { complete() }
    return accepted
  }

  /// Gives a goal's proof, written by others for this checker, to the kernel.
  mutating func accept(
    _ conjecture: Conjecture, named given: String, method: String, isStated: Bool = true,
    _ write: (String, inout Checker) throws(CheckError) -> Proof
  ) -> Bool {
    var name = given
    while !names.insert(name).inserted { name += "'" }
    let accepted = list.add(
      conjecture.formula, parameters: conjecture.parameters, method: method,
      isPrivate: isStated && goalsAreIndependent, &vocabulary
    ) { checker throws(CheckError) in try write(name, &checker) }
    counters.theorems += accepted ? 1 : 0
    counters.refusals += accepted ? 0 : 1
    if accepted, isStated { list.markStated() }
    if accepted, !goalsAreIndependent || !isStated { complete() }
    return accepted
  }

  /// Takes stock of what the banks have counted.
  mutating func count() {
    let tests = enumerator.tested
    counters.distinctTerms = vocabulary.bank.count + work.terms
    counters.matches = vocabulary.bank.matchCount + tests.matches + work.matches
    counters.rewrites = vocabulary.bank.rewriteCount + tests.rewrites + work.rewrites
    counters.supersteps = grid.counts.supersteps + decisions.counts.supersteps
    counters.messages = grid.counts.delivered + decisions.counts.delivered
  }

  /// Whether the time is over, once and for all.
  mutating func isOver() -> Bool {
    if !wasStopped, let isOver = limits.isOver { wasStopped = isOver() }
    return wasStopped
  }

  /// The search for a proof with all that is known.
  mutating func search(_ conjecture: Conjecture, _ effort: Effort) -> Script? {
    list.normalizer.fuel = isThorough ? 2_000 : 10_000
    return ProofSearch.prove(
      conjecture.formula, levels: conjecture.parameters.count, effort: effort, list.knowledge,
      &vocabulary, &list.normalizer)
  }

  /// The last inference in a few words; `#` and a level stand for a variable's name.
  private func method(_ script: Script) -> String {
    // Where hypotheses were universal, so was what was proved: the first variable is that of induction.
    var last = script.count - 1
    var variable: Term?
    climb: while last >= 0 {
      switch script.steps[last] {
      case .specialize(let universal, let term): (last, variable) = (universal, term)
      // Induction by several constructors at once proves more besides (`stepInduction`).
      case .infer(.left, let whole, _): last = whole[0]
      default: break climb
      }
    }
    guard last >= 0, let variable, case .induction(_, let cases) = script.steps[last],
      let level = vocabulary.level(variable)
    else {
      let usesFacts = script.steps.contains { if case .assume = $0 { true } else { false } }
      return usesFacts || script.count > 1 ? "deduction" : "rewriting"
    }
    let isInduction = cases.contains { number in
      var last = number
      while case .generalize(let inner) = script.steps[last] { last = inner }
      if case .discharge = script.steps[last] { return true }
      return false
    }
    return (isInduction ? "induction on " : "cases on ") + "#\(level)"
  }

  /// The formula with its variables renamed to levels 0, 1, … in order of occurrence.
  mutating func canonical(_ formula: Term) -> Conjecture {
    let order = vocabulary.openVariables(formula)
    var renamed: [Term: Term] = [:]
    for (place, variable) in order.enumerated() {
      renamed[variable] = vocabulary.eigenvariable(place, vocabulary.bank.sort(variable))
    }
    return Conjecture(
      formula: vocabulary.bank.renaming(formula, renamed),
      parameters: order.map(vocabulary.bank.sort))
  }
}
