// The door of this room for problems in clauses: a TPTP problem goes in; a proof that the kernel
// has accepted, a finite model that was evaluated, or neither comes out. Start at `solve`.
// Strategies and the search for models take turns by quotas of work, never of time, so that the
// same input and limits give the same answer; `isOver` may cut a run short. `Completion/` and
// `Models/` do the work.

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
  /// Strategies at work at the same time, after the first round (count). The answer is the same for
  /// any number, but not the counters.
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
  /// The conflicts of the first turn of the search for models.
  private static let firstConflicts: Int32 = 1_000
  /// The literals that a size may take in the first turn.
  private static let firstLiterals = 400_000

  /// Looks for a contradiction between the clauses, or for a model of them.
  ///
  /// *Throws*: what the kernel refuses of a proof that was found: our mistake, never the input's.
  /// *Complexity*: bounded by the limits.
  public static func solve(
    _ clauses: TPTPProblem, limits: EquationalLimits = EquationalLimits()
  ) throws(CheckError) -> (EquationalAnswer, EquationalCounters) {
    var counters = EquationalCounters()
    if let odd = clauses.clauses.firstIndex(where: {
      $0.literals.count != 1 || $0.literals[0].right == nil
    }) {
      return (.inappropriate(clause: odd), counters)
    }
    let plain = CompletionProblem(clauses)
    guard plain.isSmallEnough else { return (.unknown(wasStopped: false), counters) }
    let searches = CompletionStrategy.portfolio(plain).map { CompletionSearch(plain, $0) }
    var models = ModelSearch(clauses)
    var (quota, conflicts) = (firstQuota, firstConflicts)
    var round = 0
    while true {
      var isStuck = true
      // One round: every strategy has its turn; of those that succeed, the first one counts.
      let width = round == 0 ? 1 : max(1, limits.threads)
      var turns = searches.indices.filter { !searches[$0].isFinished }[...]
      let spent = searches.reduce(0) { $0 + $1.work }
      let share = min(quota, (limits.work - spent) / max(turns.count, 1))
      while !turns.isEmpty {
        isStuck = false
        let batch = Array(turns.prefix(width))
        turns = turns.dropFirst(width)
        if limits.isOver() || share <= 0 {
          add(searches, &counters)
          return (.unknown(wasStopped: true), counters)
        }
        run(batch.map { searches[$0] }, work: share, limits.isOver)
        for number in batch {
          switch searches[number].outcome {
          case .proved(let goal):
            counters.strategy = number
            add(searches, &counters)
            let search = searches[number]
            let proof = search.proof(ofGoal: goal)
            let theorem = try CompletionTheorem(proof, search.problem, clauses)
            (counters.lemmas, counters.proofSteps) = (proof.lemmas.count, theorem.rewriteCount)
            return (.proved(theorem), counters)
          case .saturated(isComplete: true):
            add(searches, &counters)
            return (.saturated, counters)
          case .saturated(isComplete: false), .limit: break
          }
        }
      }
      if limits.seeksModels && !models.isExhausted {
        isStuck = false
        if let model = models.advance(
          conflicts: conflicts, literals: Self.firstLiterals << min(round, 8),
          isOver: limits.isOver)
        {
          add(searches, &counters)
          return (.model(model), counters)
        }
        conflicts = min(conflicts * 2, 1_000_000)
      }
      if isStuck || limits.isOver() {
        add(searches, &counters)
        return (.unknown(wasStopped: !isStuck), counters)
      }
      round += 1
      quota *= 2
    }
  }

  /// Gives each search a turn, at the same time. One that succeeds stops those behind it, whose
  /// results would not count.
  private static func run(_ searches: [CompletionSearch], work: Int, _ isOver: @Sendable () -> Bool)
  {
    if searches.count == 1 {
      searches[0].run(work: work, isOver)
      return
    }
    let firstDone = Atomic<Int>(.max)
    DispatchQueue.concurrentPerform(iterations: searches.count) { place in
      searches[place].run(work: work) {
        firstDone.load(ordering: .relaxed) < place || isOver()
      }
      if searches[place].isDecided { firstDone.min(place, ordering: .relaxed) }
    }
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
    }
  }
}

/// One strategy at work. The engine is made when its first turn comes. Only one thread at a time uses
/// it: that is why it may be sent.
private final class CompletionSearch: @unchecked Sendable {
  let problem: CompletionProblem
  private let strategy: CompletionStrategy
  private var engine: Engine?
  private(set) var isFinished = false
  private(set) var outcome = CompletionOutcome.limit

  private final class Engine {
    var engine: CompletionEngine
    init(_ problem: CompletionProblem, _ strategy: CompletionStrategy) {
      engine = CompletionEngine(problem, strategy)
    }
  }

  init(_ plain: CompletionProblem, _ strategy: CompletionStrategy) {
    problem = strategy.abbreviatesGoals ? plain.abbreviated() : plain
    self.strategy = strategy.adapted(to: problem)
  }

  var work: Int { engine?.engine.work ?? 0 }
  var matches: Int { engine?.engine.tree.visits ?? 0 }
  var counters: CompletionCounters { engine?.engine.counters ?? CompletionCounters() }

  /// Whether a goal is proved, or none can be.
  var isDecided: Bool {
    switch outcome {
    case .proved, .saturated(isComplete: true): true
    case .saturated(isComplete: false), .limit: false
    }
  }

  func run(work quota: Int, _ isOver: () -> Bool) {
    let holder = engine ?? Engine(problem, strategy)
    engine = holder
    outcome = holder.engine.run(untilWork: holder.engine.work + quota, isOver: isOver)
    isFinished = outcome != .limit || holder.engine.isFull
  }

  func proof(ofGoal number: Int) -> CompletionProof {
    guard let engine else { preconditionFailure("no search, no proof") }
    return engine.engine.proof(ofGoal: number)
  }
}
