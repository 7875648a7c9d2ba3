// The door of this room for problems in clauses: a TPTP problem goes in; a proof that the kernel
// has accepted, a finite model that was evaluated, or neither comes out. Start at `solve`.
// Strategies and the search for models take turns by quotas of work, never of time, so that the
// same input and limits give the same answer; `isOver` may cut a run short. `Portfolio.swift` holds those
// that take turns; `Completion/` and `Models/` do the work.

import AxiomLanguage
import Dispatch
import ProofKernel
import Synchronization

/// What became of a problem.
public enum EquationalAnswer: Sendable {
  /// The negative clause `theorem.clause` contradicts the others.
  case proved(CompletionTheorem)
  /// The clauses have this model.
  case model(FiniteModel)
  /// The clauses have a model: nothing was left to do, and nothing was ever given up.
  case saturated
  /// A limit stopped the search, or what was given up made it incomplete.
  case unknown(wasStopped: Bool)
  /// The clause is of a kind that is not solved.
  case inappropriate(clause: Int)
}

/// How far to go.
public struct EquationalLimits: Sendable {
  /// Units of work for all strategies together (count; some 50 million a second).
  public var work: Int = .max
  /// Members of the portfolio at work at the same time, after the first turn (count). The answer is
  /// the same for any number, but not the counters.
  public var threads = 1
  /// Whether to look for finite models.
  public var seeksModels = true
  /// Says that the time is over; asked every few hundred critical pairs.
  public var isOver: @Sendable () -> Bool = { false }

  /// No limits.
  public init() {}
}

/// Counts of one search; the same for the same input and limits.
public struct EquationalCounters: Sendable {
  /// Critical pairs made (count).
  public var pairs = 0
  /// Critical pairs that were not superfluous at once (count).
  public var keptPairs = 0
  /// Rules and unoriented equations made (count).
  public var rules = 0
  /// Rewrites of whatever term (count).
  public var rewrites = 0
  /// Visits of nodes of the tree of left sides, in search of matches (count).
  public var matches = 0
  /// Units of work (count).
  public var work = 0
  /// Units of work of each member of the portfolio (count).
  public var workByStrategy: [Int] = []
  /// The strategy that found the proof (count from 0).
  public var strategy: Int?
  /// Lemmas of the proof (count).
  public var lemmas = 0
  /// Steps of the proof, as the kernel counts them (count).
  public var proofSteps = 0
}

/// Proves or refutes unit-equality problems.
public enum EquationalProver {
  /// The work of a strategy's first turn; each round gives twice as much.
  private static let firstQuota = 4_000_000

  /// Looks for a contradiction between the clauses, or for a model of them.
  ///
  /// *Throws*: what the kernel refuses of a proof that was found: our mistake, never the input's.
  /// *Complexity*: bounded by the limits.
  public static func solve(
    _ clauses: TPTPProblem, limits: EquationalLimits = EquationalLimits()
  ) throws(CheckError) -> (EquationalAnswer, EquationalCounters) {
    if let odd = clauses.clauses.firstIndex(where: { $0.literals.filter(\.isPositive).count > 1 }) {
      return (.inappropriate(clause: odd), EquationalCounters())
    }
    let plain =
      clauses.isUnitEquality ? CompletionProblem(clauses) : CompletionProblem(horn: clauses)
    var counters = EquationalCounters()
    switch search(clauses, plain, limits, &counters) {
    case .proof(let proof, let problem):
      guard let theorem = try theorem(proof, problem, clauses) else {
        return (.unknown(wasStopped: false), counters)
      }
      (counters.lemmas, counters.proofSteps) = (theorem.lemmaCount, theorem.rewriteCount)
      return (.proved(theorem), counters)
    case .model(let model): return (.model(model), counters)
    case .saturated: return (.saturated, counters)
    case .unknown(let wasStopped): return (.unknown(wasStopped: wasStopped), counters)
    }
  }

  /// As `decide`, but the smallest models are looked for first: what has one is not worth the work.
  static func derivation(_ clauses: TPTPProblem, limits: EquationalLimits) -> Decision {
    let models = ModelTurns(clauses)
    models.run(work: firstQuota, limits.isOver)
    if let model = models.found { return .model(model) }
    return decide(clauses, limits: limits).0
  }

  /// What is known of a goal of an axiom file.
  enum Decision: Sendable {
    case derivation(HornDerivation, CompletionProblem)
    case model(FiniteModel)
    case unknown
  }

  /// A derivation from Horn clauses, which nobody has checked yet, or a model of them.
  static func decide(_ clauses: TPTPProblem, limits: EquationalLimits)
    -> (Decision, EquationalCounters)
  {
    var counters = EquationalCounters()
    switch search(clauses, CompletionProblem(horn: clauses), limits, &counters) {
    case .proof(let proof, let problem):
      let derivation = HornDerivation.shortest(proof, problem, clauses)
      return (derivation.map { .derivation($0, problem) } ?? .unknown, counters)
    case .model(let model): return (.model(model), counters)
    case .saturated, .unknown: return (.unknown, counters)
    }
  }

  /// What a search found, in the terms of the engine.
  private enum Found {
    case proof(CompletionProof, CompletionProblem)
    case model(FiniteModel)
    case saturated
    case unknown(wasStopped: Bool)
  }

  private static func search(
    _ clauses: TPTPProblem, _ plain: CompletionProblem, _ limits: EquationalLimits,
    _ counters: inout EquationalCounters
  ) -> Found {
    guard plain.isSmallEnough else { return .unknown(wasStopped: false) }
    let searches = CompletionStrategy.portfolio(plain).map { CompletionSearch(plain, $0) }
    defer { add(searches, &counters) }
    let models = ModelTurns(clauses)
    var quota = firstQuota
    var round = 0
    while true {
      var turns: [any PortfolioMember] = searches.filter { !$0.isFinished }
      let spent = searches.reduce(0) { $0 + $1.work }
      let share = min(quota, (limits.work - spent) / max(turns.count, 1))
      if limits.seeksModels && !models.isFinished { turns.append(models) }
      if turns.isEmpty || share <= 0 || limits.isOver() {
        return .unknown(wasStopped: !turns.isEmpty)
      }
      // Most problems are easy: the first strategy tries alone, before any thread is started.
      let alone = round == 0 ? 1 : 0
      turns.prefix(alone).forEach { $0.run(work: share, limits.isOver) }
      if !turns.prefix(alone).contains(where: \.isDecided) {
        // A model of a few elements costs less than a turn of the other strategies.
        if alone > 0 && limits.seeksModels { models.run(work: share / 16, limits.isOver) }
        if let model = models.found { return .model(model) }
        run(
          Array(turns.dropFirst(alone)), work: share, threads: limits.threads,
          limits.isOver)
      }
      // Of those that succeed in a round, the first one counts.
      if let number = searches.firstIndex(where: \.isDecided) {
        let search = searches[number]
        guard case .proved(let goal) = search.outcome else { return .saturated }
        counters.strategy = number
        return .proof(search.proof(ofGoal: goal), search.problem)
      }
      if let model = models.found { return .model(model) }
      round += 1
      quota *= 2
    }
  }

  /// What the kernel makes of a proof; nil if it cannot be told in the clauses that were encoded.
  private static func theorem(
    _ proof: CompletionProof, _ problem: CompletionProblem, _ clauses: TPTPProblem
  ) throws(CheckError) -> CompletionTheorem? {
    guard problem.horn != nil else {
      return try CompletionTheorem(proof.compressed(problem), problem, clauses)
    }
    guard let derivation = HornDerivation.shortest(proof, problem, clauses) else { return nil }
    return try CompletionTheorem(derivation, problem, clauses)
  }

  /// Gives each member of the portfolio a turn, several at the same time. One that succeeds stops
  /// those behind it, whose results would not count.
  private static func run(
    _ turns: [any PortfolioMember], work: Int, threads: Int,
    _ isOver: @escaping @Sendable () -> Bool
  ) {
    let firstDone = Atomic<Int>(.max)
    let next = Atomic<Int>(0)
    @Sendable func takeTurns() {
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < turns.count, place < firstDone.load(ordering: .relaxed), !isOver() else {
          return
        }
        turns[place].run(work: work) {
          firstDone.load(ordering: .relaxed) < place || isOver()
        }
        if turns[place].isDecided { firstDone.min(place, ordering: .relaxed) }
      }
    }
    let width = min(max(threads, 1), turns.count)
    if width <= 1 { return takeTurns() }
    DispatchQueue.concurrentPerform(iterations: width) { _ in takeTurns() }
  }

  /// What the members of the portfolio do if each works by itself, in one go, until so much work is
  /// done: to see what taking turns costs.
  public static func unshared(_ clauses: TPTPProblem, work: [Int]) -> EquationalCounters {
    let plain =
      clauses.isUnitEquality ? CompletionProblem(clauses) : CompletionProblem(horn: clauses)
    var counters = EquationalCounters()
    for (strategy, work) in zip(CompletionStrategy.portfolio(plain), work) {
      let search = CompletionSearch(plain, strategy)
      search.run(work: work) { false }
      add([search], &counters)
    }
    return counters
  }

  private static func add(_ searches: [CompletionSearch], _ counters: inout EquationalCounters) {
    for search in searches {
      let found = search.counters
      counters.pairs += found.overlaps
      counters.keptPairs += found.kept
      counters.rules += found.rules
      counters.rewrites += found.rewrites
      counters.matches += search.matches
      counters.work += search.work
      counters.workByStrategy.append(search.work)
    }
  }
}
