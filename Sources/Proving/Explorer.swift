// Theorem discovery: terms are enumerated and tested, what agrees on all tests is conjectured, and
// conjectures are proved by induction, cheap ones first; each theorem becomes a rule at once, so
// what it implies is never looked at. Start at `explore`. Nothing is known of any theory here: the
// symbols, their definitions and the limits are all there is.
// Source: K. Claessen et al., Automating inductive proofs using theory exploration, CADE-24 (2013).

import ProofKernel
import Terms

/// Limits of an exploration. All are counts, so that runs repeat.
public struct ExplorationLimits: Hashable, Sendable {
  /// The largest weight of a term: its size and its number of different symbols.
  public var weight = 12
  /// The largest number of symbols of a term; a numeral counts as one.
  public var size = 7
  /// Variables of each sort in a term.
  public var variablesPerSort = 3
  /// Assignments on which a conjecture must hold.
  public var tests = 32
  /// Terms that may be enumerated in one pass.
  public var terms = 20_000
  /// The defaults.
  public init() {}
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
  /// Critical pairs made.
  public internal(set) var pairs = 0
}

/// Explores one theory.
struct Explorer {
  var vocabulary: Vocabulary
  var list: TheoremList
  private(set) var enumerator: TermEnumerator
  private let recursiveArguments: [Symbol: [Int]]
  private let limits: ExplorationLimits
  var counters = ExplorationCounters()
  private var open: [Conjecture] = []
  var knownImplications: [KnownImplication] = []
  var seen: Set<Goal> = []
  private var names: Set<String> = []

  /// A conjecture that is not proved yet.
  struct Conjecture {
    let goal: Goal
    let parameters: [TermSort]
  }

  /// Requires that `theory` is the one that the vocabulary was made of.
  init(
    _ theory: Theory, _ vocabulary: Vocabulary, recursiveArguments: [Symbol: [Int]],
    limits: ExplorationLimits
  ) {
    (self.vocabulary, self.limits) = (vocabulary, limits)
    self.recursiveArguments = recursiveArguments
    list = TheoremList(theory, &self.vocabulary)
    let evaluator = Evaluator(self.vocabulary, list.normalizer)
    enumerator = TermEnumerator(
      symbols: vocabulary.operations, vocabulary: vocabulary, evaluator: evaluator,
      limits: limits)
  }

  /// Enumerates, conjectures and proves until the limits: for each of the lists of symbols in turn,
  /// which should grow, first without numerals above one, then with them. Returns whether the limit
  /// on terms stopped it before the limit on sizes.
  mutating func explore(_ passes: [[Symbol]]) -> Bool {
    var isLimited = false
    for symbols in passes {
      if !explore(symbols, withNumerals: false) { isLimited = true }
      implications()
      if !explore(symbols, withNumerals: true) { isLimited = true }
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
    counters.pairs = saturation.pairCount
    return isLimited
  }

  /// Tries a statement with what has been proved so far; nil if it is not an equation, or an
  /// equation under premises that are equations.
  mutating func prove(_ statement: Statement, named name: String) -> Bool? {
    let store = list.checker.theory.store
    var premises: [TermEquation] = []
    var rest = statement.formula
    while case .connective(.implies, let sides) = store.shape(of: rest) {
      guard let premise = equation(sides[0], store) else { return nil }
      premises.append(premise)
      rest = sides[1]
    }
    guard let conclusion = equation(rest, store) else { return nil }
    let goal = Goal(premises: premises, conclusion: conclusion)
    let sorts = statement.parameters.map { TermSort($0.index) }
    return attempt(Conjecture(goal: goal, parameters: sorts), named: name)
  }

  private mutating func equation(_ formula: TermID, _ store: TermStore) -> TermEquation? {
    guard case .connective(.equal, let sides) = store.shape(of: formula),
      let left = vocabulary.term(sides[0], in: store, asRule: false, substitute: { $0 }),
      let right = vocabulary.term(sides[1], in: store, asRule: false, substitute: { $0 })
    else { return nil }
    return TermEquation(left: left, right: right)
  }

  /// One pass; returns whether it came to its end.
  private mutating func explore(_ symbols: [Symbol], withNumerals: Bool) -> Bool {
    var classOf: [TermSort: [[UInt32]: [Candidate]]] = [:]
    enumerator.restart(symbols)
    for size in 1...max(limits.size, 1) {
      let before = enumerator.count
      let round =
        size == 1
        ? leaves(symbols, withNumerals: withNumerals) : enumerator.round(size, &vocabulary)
      for tier in tiers(round) {
        let before = list.found.count
        for candidate in tier { classify(candidate, &classOf) }
        if list.found.count > before { retry() }
      }
      counters.terms += enumerator.count - before
      if enumerator.count >= limits.terms { return false }
    }
    return true
  }

  /// The terms of one size in groups: few functions first; with many different variables first,
  /// since these say most; with the variables in their order first, since what changes their order
  /// is seldom the law that is meant. The order within a group is that of enumeration.
  private func tiers(_ round: [Candidate]) -> [[Candidate]] {
    var tiers: [Int: [Candidate]] = [:]
    for candidate in round {
      let generality =
        candidate.numerals.nonzeroBitCount << 16 | candidate.functions.nonzeroBitCount << 8
        | (64 - candidate.variables.nonzeroBitCount)
      tiers[generality << 1 | (isInOrder(candidate.term) ? 0 : 1), default: []].append(candidate)
    }
    return tiers.keys.sorted().compactMap { tiers[$0] }
  }

  /// Whether the variables of each sort occur for the first time in order of their levels.
  private func isInOrder(_ root: Term) -> Bool {
    var latest: [TermSort: Int] = [:]
    var stack = [root]
    while let term = stack.popLast() {
      if let level = vocabulary.level(term) {
        let sort = vocabulary.bank.sort(term)
        let before = latest[sort] ?? -1
        if level > before + 1, before >= 0 || level % limits.variablesPerSort != 0 { return false }
        latest[sort] = max(before, level)
      }
      stack += vocabulary.bank.arguments(term).reversed()
    }
    return true
  }

  /// Makes a new class of a term, or conjectures if there is one already: that it equals the first
  /// of the class, else another that is not known to equal the first. Only firsts are built upon.
  private mutating func classify(
    _ candidate: Candidate, _ classOf: inout [TermSort: [[UInt32]: [Candidate]]]
  ) {
    let sort = vocabulary.bank.sort(candidate.term)
    let members = classOf[sort, default: [:]][candidate.values] ?? []
    for member in members {
      if consider(TermEquation(left: candidate.term, right: member.term)) { return }
    }
    if members.count < Self.largestClass {
      classOf[sort, default: [:]][candidate.values, default: []].append(candidate)
    }
    if members.isEmpty { enumerator.keep(candidate, sort) }
  }

  /// Terms of one class that are kept while they are not known to be equal (count). With one only,
  /// commutativity of multiplication was not found; larger numbers were not tried.
  private static let largestClass = 4

  /// The place of each theorem in the list that people see (count from 1), short ones first; nil for
  /// those that the others imply by rewriting.
  mutating func ranks() -> [Int?] {
    let isKept = list.independent(&vocabulary)
    let order = list.found.indices.filter { isKept[$0] }.sorted { a, b in
      let (x, y) = (
        list.weight(list.found[a], vocabulary), list.weight(list.found[b], vocabulary)
      )
      return x != y ? x < y : a < b
    }
    var ranks: [Int?] = Array(repeating: nil, count: list.found.count)
    for (rank, place) in order.enumerated() { ranks[place] = rank + 1 }
    return ranks
  }

  private mutating func leaves(_ symbols: [Symbol], withNumerals: Bool) -> [Candidate] {
    var sorts: [TermSort] = []
    for symbol in symbols {
      let info = vocabulary.bank[symbol]
      for sort in info.arguments + [info.sort] where !sorts.contains(sort) { sorts.append(sort) }
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
      sorts: sorts, variablesPerSort: limits.variablesPerSort, numerals: numerals, &vocabulary)
  }

  mutating func normalForm(_ term: Term) -> Term {
    list.normalizer.fuel = 10_000
    return list.normalizer.normalize(term, &vocabulary.bank)
  }

  /// Proves an equation that holds on all tests, unless rules settle it already. Returns whether it
  /// is settled now.
  private mutating func consider(_ equation: TermEquation) -> Bool {
    if normalForm(equation.left) == normalForm(equation.right) { return true }
    let (goal, parameters) = canonical(Goal(premises: [], conclusion: equation))
    guard seen.insert(goal).inserted else { return false }
    counters.conjectures += 1
    let conjecture = Conjecture(goal: goal, parameters: parameters)
    if attempt(conjecture) { return true }
    open.append(conjecture)
    return false
  }

  /// Tries a conjecture; a proof goes to the kernel.
  mutating func attempt(_ conjecture: Conjecture, named given: String? = nil) -> Bool {
    counters.attempts += 1
    list.normalizer.fuel = 10_000
    var prover = InductionProver(recursiveArguments: recursiveArguments)
    guard
      let proof = prover.prove(
        conjecture.goal, levels: conjecture.parameters.count, &vocabulary, &list.normalizer)
    else { return false }
    var name = given ?? TheoremNaming(vocabulary, list.checker.theory).name(conjecture.goal)
    while !names.insert(name).inserted { name += "'" }
    let accepted = list.add(
      conjecture.goal, parameters: conjecture.parameters, proof, named: name,
      method: method(proof), &vocabulary)
    counters.theorems += accepted ? 1 : 0
    counters.refusals += accepted ? 0 : 1
    return accepted
  }

  private func method(_ proof: GoalProof) -> String {
    guard case .induction(let level, let cases) = proof else { return "rewriting" }
    let isInduction = cases.contains { !$0.recursive.isEmpty }
    return (isInduction ? "induction on " : "cases on ") + "#\(level)"
  }

  /// Tries what is open again, as long as that proves something.
  private mutating func retry() {
    var progress = true
    while progress {
      progress = false
      let waiting = open
      open = []
      for conjecture in waiting {
        let (left, right) = (conjecture.goal.conclusion.left, conjecture.goal.conclusion.right)
        if conjecture.goal.premises.isEmpty, normalForm(left) == normalForm(right) { continue }
        if attempt(conjecture) { progress = true } else { open.append(conjecture) }
      }
    }
  }

  /// The goal with its variables renamed to levels 0, 1, … in order of occurrence, and their sorts.
  mutating func canonical(_ goal: Goal) -> (Goal, [TermSort]) {
    var order: [Term] = []
    for equation in goal.premises + [goal.conclusion] {
      for side in [equation.left, equation.right] {
        var stack = [side]
        while let term = stack.popLast() {
          if vocabulary.level(term) != nil, !order.contains(term) { order.append(term) }
          stack += vocabulary.bank.arguments(term).reversed()
        }
      }
    }
    // Through levels that no goal has, so that no two variables are confused on the way.
    var result = goal
    for (place, variable) in order.enumerated() {
      let aside = vocabulary.eigenvariable(500 + place, vocabulary.bank.sort(variable))
      result = result.map { vocabulary.bank.replacing(variable, by: aside, in: $0) }
    }
    for (place, variable) in order.enumerated() {
      let sort = vocabulary.bank.sort(variable)
      let aside = vocabulary.eigenvariable(500 + place, sort)
      let final = vocabulary.eigenvariable(place, sort)
      result = result.map { vocabulary.bank.replacing(aside, by: final, in: $0) }
    }
    return (result, order.map(vocabulary.bank.sort))
  }
}
