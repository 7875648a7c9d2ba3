// The door of this room for problems in clauses: a TPTP problem goes in; a proof that the kernel
// has accepted, a finite model that was evaluated, or neither comes out. Start at `solve`.
// Strategies and the search for models take turns by quotas of work, never of time, so that the
// same input and limits give the same answer; `isOver` may cut a run short. `Completion/` and
// `Models/` do the work.

import AxiomLanguage
import ProofKernel

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
  private static let firstLiterals = 200_000

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
      for (number, search) in searches.enumerated() where !search.isFinished {
        isStuck = false
        let spent = searches.reduce(0) { $0 + $1.work }
        let rest = limits.work == .max ? quota : min(quota, limits.work - spent)
        let outcome = search.run(work: rest, limits.isOver)
        switch outcome {
        case .proved(let goal):
          counters.strategy = number
          add(searches, &counters)
          let proof = search.proof(ofGoal: goal)
          let theorem = try CompletionTheorem(proof, search.problem, clauses)
          (counters.lemmas, counters.proofSteps) = (proof.lemmas.count, theorem.rewriteCount)
          return (.proved(theorem), counters)
        case .saturated(isComplete: true):
          add(searches, &counters)
          return (.saturated, counters)
        case .saturated(isComplete: false): break
        case .limit:
          if limits.isOver() || limits.work != .max && spent + rest >= limits.work {
            add(searches, &counters)
            return (.unknown(wasStopped: true), counters)
          }
        }
      }
      if limits.seeksModels && !models.isExhausted {
        isStuck = false
        if let model = models.advance(
          conflicts: conflicts, literals: Self.firstLiterals << min(round, 8))
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

  private static func add(_ searches: [CompletionSearch], _ counters: inout EquationalCounters) {
    for search in searches {
      let found = search.counters
      counters.pairs += found.overlaps
      counters.keptPairs += found.kept
      counters.rules += found.rules
      counters.rewrites += found.rewrites
      counters.work += search.work
    }
  }
}

/// One strategy at work. The engine is made when its first turn comes.
private final class CompletionSearch {
  let problem: CompletionProblem
  private let strategy: CompletionStrategy
  private var engine: Engine?
  private(set) var isFinished = false

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
  var counters: CompletionCounters { engine?.engine.counters ?? CompletionCounters() }

  func run(work quota: Int, _ isOver: () -> Bool) -> CompletionOutcome {
    let holder = engine ?? Engine(problem, strategy)
    engine = holder
    let outcome = holder.engine.run(untilWork: holder.engine.work + quota, isOver: isOver)
    isFinished = outcome != .limit || holder.engine.isFull
    return outcome
  }

  func proof(ofGoal number: Int) -> CompletionProof {
    guard let engine else { preconditionFailure("no search, no proof") }
    return engine.engine.proof(ofGoal: number)
  }
}
