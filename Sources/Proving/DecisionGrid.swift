// Equations of abstract theories on the grid of logic blocks: a block asks the equational prover about
// those that have their home there. Start at `decide`. What comes back is in the order of the goals, and
// the same for any number of workers. `Explorer+AbstractEquations` decides what becomes of it;
// `SearchGrid` does the same for statements about values.

import LogicGrid
import ProofKernel

/// A grid of questions to the equational prover.
final class DecisionGrid {
  private var grid: Grid<DecisionProgram>
  private var tickets = 0

  /// A grid on so many threads.
  init(workers: Int) { grid = Grid(DecisionProgram(), workers: workers) }

  /// Supersteps and messages so far.
  var counts: GridCounts { grid.counts }

  /// Proves or refutes goals side by side, each within the limits.
  ///
  /// *Shape*: an answer for each goal, in order, and what it took; `unknown` where there is no goal.
  func decide(
    _ goals: [TheoryGoal?], _ limits: EquationalLimits
  ) -> [(EquationalProver.Decision, EquationalCounters)] {
    var answers = goals.map { _ in (EquationalProver.Decision.unknown, EquationalCounters()) }
    for (place, goal) in goals.enumerated() {
      guard let goal else { continue }
      let question = DecisionProgram.Question(place: place, goal: goal, limits: limits)
      grid.send(question, to: .home(of: UInt64(tickets)))
      tickets += 1
    }
    do { _ = try grid.run() } catch { preconditionFailure("the grid of decisions: \(error)") }
    for answer in grid.program.answers {
      answers[answer.place] = (answer.decision, answer.counters)
    }
    grid.program.answers = []
    return answers
  }
}

/// What the blocks do.
struct DecisionProgram: GridProgram {
  /// A goal, and where its answer belongs.
  struct Question: Sendable {
    let place: Int
    let goal: TheoryGoal
    let limits: EquationalLimits
  }
  /// What the prover says.
  struct Answer: Sendable {
    let place: Int
    let decision: EquationalProver.Decision
    let counters: EquationalCounters
  }
  typealias Message = Question
  typealias Report = Answer
  /// Goals that a block was asked about (count).
  typealias State = Int

  var answers: [Answer] = []

  func makeState(for block: BlockID) -> State { 0 }

  func step(
    _ block: BlockID, _ asked: inout State, inbox: [Question], outbox: inout Outbox<Self>
  ) {
    for question in inbox {
      let (decision, counters) = EquationalProver.decide(
        question.goal.clauses, limits: question.limits)
      outbox.report(Answer(place: question.place, decision: decision, counters: counters))
      asked += 1
    }
  }

  mutating func barrier(_ barrier: Barrier<Answer>, outbox: inout Outbox<Self>) -> Bool {
    answers += barrier.reports
    return true
  }
}
