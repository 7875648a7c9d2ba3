// The members of the portfolio that `EquationalProver` gives turns to: strategies of completion, and
// the search for finite models. A turn is a quota of work, so that what comes of it does not depend on
// the machine, nor on what the other members do at the same time: they share nothing.

import AxiomLanguage

/// Something that works on a problem by turns. Only one thread at a time uses it: that is why it may
/// be sent.
protocol PortfolioMember: AnyObject, Sendable {
  /// Whether no further turn would do anything.
  var isFinished: Bool { get }
  /// Whether the problem is solved.
  var isDecided: Bool { get }
  /// One turn. `isOver` says that its result would not count; what was done then is lost.
  func run(work: Int, _ isOver: @escaping @Sendable () -> Bool)
}

/// One strategy at work. The engine is made when its first turn comes.
final class CompletionSearch: PortfolioMember, @unchecked Sendable {
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

  func run(work quota: Int, _ isOver: @escaping @Sendable () -> Bool) {
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

/// The search for models. A turn of it takes about as long as two strategies take.
final class ModelTurns: PortfolioMember, @unchecked Sendable {
  private var search: ModelSearch
  /// A model that was evaluated.
  private(set) var found: FiniteModel?

  init(_ problem: TPTPProblem) { search = ModelSearch(problem) }

  var isFinished: Bool { search.isExhausted }
  var isDecided: Bool { found != nil }

  func run(work: Int, _ isOver: @escaping @Sendable () -> Bool) {
    found = search.advance(ModelSearch.Quota(work: 2 * work), isOver: isOver)
  }
}
