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
  /// Terms that may be enumerated.
  public var terms = 400_000
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
}

/// Explores one theory.
struct Explorer {
  private var vocabulary: Vocabulary
  private(set) var list: TheoremList
  private var enumerator: TermEnumerator
  private let recursiveArguments: [Symbol: [Int]]
  private let limits: ExplorationLimits
  private(set) var counters = ExplorationCounters()
  private var open: [Conjecture] = []
  private var seen: Set<Goal> = []
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
      weightLimit: limits.weight, tests: limits.tests)
  }

  /// Enumerates, conjectures and proves until the limits. Returns whether the limit on terms stopped
  /// it before the limit on sizes.
  mutating func explore() -> Bool {
    var classOf: [TermSort: [[UInt32]: Candidate]] = [:]
    for size in 1...max(limits.size, 1) {
      let candidates = size == 1 ? leaves() : enumerator.round(size, &vocabulary)
      let before = list.found.count
      for candidate in candidates {
        let sort = vocabulary.bank.sort(candidate.term)
        guard let first = classOf[sort, default: [:]][candidate.values] else {
          // A term that rules make smaller, or other at the same size, stands for nothing new.
          let normal = normalForm(candidate.term)
          let isReducible =
            normal != candidate.term
            && vocabulary.bank.size(normal) <= vocabulary.bank.size(candidate.term)
          if !isReducible || size == 1 { enumerator.keep(candidate, sort) }
          classOf[sort, default: [:]][candidate.values] = candidate
          continue
        }
        consider(TermEquation(left: candidate.term, right: first.term))
      }
      counters.terms = enumerator.count
      if list.found.count > before { retry() }
      if enumerator.count >= limits.terms { return true }
    }
    return false
  }

  private mutating func leaves() -> [Candidate] {
    var sorts: [TermSort] = []
    for symbol in vocabulary.operations {
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
      for _ in 0..<6 { terms.append(vocabulary.bank.make(next, [terms[terms.count - 1]])) }
      numerals.append((sort, terms))
    }
    return enumerator.leaves(
      sorts: sorts, variablesPerSort: limits.variablesPerSort, numerals: numerals, &vocabulary)
  }

  private mutating func normalForm(_ term: Term) -> Term {
    list.normalizer.fuel = 10_000
    return list.normalizer.normalize(term, &vocabulary.bank)
  }

  /// Proves an equation that holds on all tests, unless rules settle it already.
  private mutating func consider(_ equation: TermEquation) {
    guard normalForm(equation.left) != normalForm(equation.right) else { return }
    let (goal, parameters) = canonical(Goal(premises: [], conclusion: equation))
    guard seen.insert(goal).inserted else { return }
    counters.conjectures += 1
    let conjecture = Conjecture(goal: goal, parameters: parameters)
    if !attempt(conjecture) { open.append(conjecture) }
  }

  /// Tries a conjecture; a proof goes to the kernel.
  private mutating func attempt(_ conjecture: Conjecture) -> Bool {
    counters.attempts += 1
    list.normalizer.fuel = 10_000
    var prover = InductionProver(
      vocabulary, list.normalizer, recursiveArguments: recursiveArguments)
    guard let proof = prover.prove(conjecture.goal, levels: conjecture.parameters.count) else {
      return false
    }
    vocabulary = prover.vocabulary
    var name = TheoremNaming(vocabulary, list.checker.theory).name(conjecture.goal)
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
  private mutating func canonical(_ goal: Goal) -> (Goal, [TermSort]) {
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
