// Proof attempts on the grid of logic blocks. A block owns the conjectures that have their home there:
// it attempts them with the snapshot of the superstep, and keeps those that it could not prove. A
// theorem goes out as a message to all blocks, and wakes the conjectures in whose proofs it could be
// used (`Reach`). Start at `attempt` and `wake`; what they return is in the order in which conjectures were made,
// and does not depend on the number of workers. `Explorer` decides what becomes of proofs.

import LogicGrid
import ProofKernel
import Synchronization
import Terms

/// A statement that is not proved yet.
struct Conjecture: Sendable {
  let formula: Term
  /// Sorts of its variables, by level.
  let parameters: [TermSort]
}

/// An attempt that was made.
struct AttemptReport: Sendable {
  /// The place of the conjecture among all that were given to the grid; nil if it did not go there.
  let ticket: Int?
  let conjecture: Conjecture
  let outcome: AttemptOutcome
}

/// A grid of proof attempts. A class: the blocks live on from one call to the next.
final class SearchGrid {
  private var grid: Grid<SearchProgram>
  private let journal: AttemptJournal?
  private var reach: Reach
  private var tickets = 0
  /// Calls so far: with the ticket, the name of an attempt in the journal.
  private var rounds = 0
  /// Conjectures that failed and wait for theorems (count).
  private var waiting = 0
  /// Each time so many wait, those that come are tried half as often again (count): where conjectures are without
  /// end, most are never proved.
  private static let crowd = 500

  /// A grid on so many threads. `isOver` is asked before each attempt.
  init(
    workers: Int, reach: Reach, isOver: (@Sendable () -> Bool)?, journal: AttemptJournal?
  ) {
    (self.journal, self.reach) = (journal, reach)
    grid = Grid(SearchProgram(isOver: isOver, journal: journal), workers: workers)
  }

  /// Supersteps and messages so far.
  var counts: GridCounts { grid.counts }

  /// Attempts conjectures side by side; if they are to wait, those that fail do so in their blocks,
  /// for a theorem; those that cost much for ever more theorems, if that is wanted.
  ///
  /// *Shape*: a report for each, in order; fewer if the time is over.
  func attempt(
    _ conjectures: [Conjecture], waiting isWaiting: Bool, backingOff backsOff: Bool = false,
    _ effort: (Conjecture) -> Effort, _ snapshot: SearchSnapshot
  ) -> [AttemptReport] {
    for conjecture in conjectures {
      let functions = reach.closure(of: snapshot.vocabulary.functions(conjecture.formula))
      let patience = 60 / max(snapshot.vocabulary.bank.size(conjecture.formula), 1)
      let halvings = backsOff ? waiting / Self.crowd : 0
      let waiting = WaitingConjecture(
        ticket: tickets, conjecture: conjecture, effort: effort(conjecture),
        reach: functions, patience: patience >> halvings, backsOff: backsOff)
      grid.send(
        .attempt(waiting, waits: isWaiting), to: .home(of: UInt64(conjecture.formula.index)))
      tickets += 1
    }
    let reports = run(snapshot)
    if isWaiting { waiting += reports.count { $0.outcome.proof == nil } }
    return reports
  }

  /// Attempts one conjecture, which does not wait if it fails.
  func attemptNow(_ conjecture: Conjecture, _ effort: Effort, _ snapshot: SearchSnapshot)
    -> AttemptOutcome
  {
    rounds += 1
    let outcome =
      journal?.failure(round: rounds, ticket: nil, conjecture.formula)
      ?? grid.program.benches.attempt(conjecture, effort, snapshot)
    let report = AttemptReport(ticket: nil, conjecture: conjecture, outcome: outcome)
    journal?.note([report], round: rounds, snapshot.vocabulary)
    return outcome
  }

  /// Tells all blocks of theorems. Returns what was attempted.
  func wake(_ theorems: [TheoremReach], _ snapshot: SearchSnapshot) -> [AttemptReport] {
    for theorem in theorems { reach.note(theorem) }
    grid.program.reach = reach
    grid.broadcast(.proved(theorems))
    return run(snapshot)
  }

  /// Lets the conjectures that wait be attempted as often again.
  func renewPatience() { grid.broadcast(.renewed) }

  private func run(_ snapshot: SearchSnapshot) -> [AttemptReport] {
    rounds += 1
    grid.program.snapshot = snapshot
    grid.program.round = rounds
    do { _ = try grid.run() } catch { preconditionFailure("the grid of attempts: \(error)") }
    let reports = grid.program.reports.sorted { ($0.ticket ?? 0) < ($1.ticket ?? 0) }
    journal?.note(reports, round: rounds, snapshot.vocabulary)
    // The snapshot shares memory with what the caller goes on to change.
    grid.program.snapshot = nil
    grid.program.reports = []
    return reports
  }
}

/// A conjecture with what decides when it is attempted.
struct WaitingConjecture: Sendable {
  let ticket: Int
  let conjecture: Conjecture
  let effort: Effort
  /// The functions that its proof may meet; theorems about others do not wake it.
  var reach: Set<OperatorID>
  /// Attempts after the first that are made at most (count): small statements are worth more.
  let patience: Int
  /// Whether it waits for ever more theorems if an attempt costs much.
  let backsOff: Bool
  var failures = 0
  /// Theorems that woke it since it came, or since patience was renewed (count).
  var wakes = 0

  /// Counts a theorem that it could use; returns whether to try now: each time after twice as many
  /// theorems, if attempts cost much.
  mutating func wakesUp() -> Bool {
    guard failures < patience else { return false }
    wakes += 1
    return !backsOff || effort.work == .max || wakes & (wakes - 1) == 0
  }
}

/// What the blocks do.
struct SearchProgram: GridProgram {
  enum Message: Sendable {
    case attempt(WaitingConjecture, waits: Bool)
    case proved([TheoremReach])
    case renewed
  }
  typealias Report = AttemptReport
  typealias State = [WaitingConjecture]

  var snapshot: SearchSnapshot?
  var reports: [AttemptReport] = []
  let benches = BenchPool()
  var round = 0
  var reach = Reach()
  let isOver: (@Sendable () -> Bool)?
  let journal: AttemptJournal?

  init(isOver: (@Sendable () -> Bool)?, journal: AttemptJournal?) {
    (self.isOver, self.journal) = (isOver, journal)
  }

  func makeState(for block: BlockID) -> State { [] }

  func step(
    _ block: BlockID, _ waiting: inout State, inbox: [Message], outbox: inout Outbox<Self>
  ) {
    for message in inbox {
      switch message {
      case .attempt(let new, let waits):
        if !isProved(new, &outbox), waits { waiting.append(new) }
      case .proved(let theorems):
        for i in waiting.indices.reversed() {
          // Where a theorem leads to other functions, older theorems on these count as new.
          let grows = reach.extend(&waiting[i].reach)
          guard grows || theorems.contains(where: { $0.isUsable(within: waiting[i].reach) }),
            waiting[i].wakesUp()
          else { continue }
          if isProved(waiting[i], &outbox) {
            waiting.remove(at: i)
          } else {
            waiting[i].failures += 1
          }
        }
      case .renewed:
        for i in waiting.indices { (waiting[i].failures, waiting[i].wakes) = (0, 0) }
      }
    }
  }

  private func isProved(_ waiting: WaitingConjecture, _ outbox: inout Outbox<Self>) -> Bool {
    guard let snapshot, isOver?() != true else { return false }
    let conjecture = waiting.conjecture
    let outcome =
      journal?.failure(round: round, ticket: waiting.ticket, conjecture.formula)
      ?? benches.attempt(conjecture, waiting.effort, snapshot)
    outbox.report(
      AttemptReport(ticket: waiting.ticket, conjecture: conjecture, outcome: outcome))
    return outcome.proof != nil
  }

  mutating func barrier(_ barrier: Barrier<AttemptReport>, outbox: inout Outbox<Self>) -> Bool {
    reports += barrier.reports
    return true
  }
}

/// The benches that nobody works at. All are alike: who gets which leaves no trace.
final class BenchPool: Sendable {
  private let free = Mutex<[SearchBench]>([])

  /// Makes an attempt at a free bench, or a new one.
  func attempt(_ conjecture: Conjecture, _ effort: Effort, _ snapshot: SearchSnapshot)
    -> AttemptOutcome
  {
    var bench = free.withLock { $0.popLast() } ?? SearchBench(snapshot)
    defer { free.withLock { $0.append(bench) } }
    return bench.attempt(
      conjecture.formula, levels: conjecture.parameters.count, effort, snapshot)
  }
}
