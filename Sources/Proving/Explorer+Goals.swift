// Goals that somebody stated, tried again whenever exploration has proved what may help. Start at
// `proveOpenGoals`; `Derivation.prove` states them. Each is tried with little first (`Effort.stages`).

import ProofKernel
import Terms

/// A goal without a proof.
struct OpenGoal: Sendable {
  /// Its place among the goals.
  let place: Int
  let name: String
  let conjecture: Conjecture
}

extension Explorer {
  /// Rules that may be tried for a goal between two sizes of terms (count).
  private static let glance = 10_000

  /// Takes goals on. Returns by goal whether its operators are at sorts that the search knows.
  mutating func state(_ goals: [(name: String, statement: Statement)]) -> [Bool] {
    goals.enumerated().map { place, goal in
      guard let conjecture = conjecture(goal.statement) else { return false }
      openGoals.append(OpenGoal(place: place, name: goal.name, conjecture: conjecture))
      return true
    }
  }

  /// Tries each open goal in order, with everything, if there are new theorems since the last time.
  mutating func proveOpenGoals() {
    guard lastTried != list.found.count else { return }
    attemptGoals(Effort.stages)
    lastTried = list.found.count
  }

  /// Gives the open goals a glance if there are new theorems. Returns whether all goals are proved.
  mutating func settlesGoals() -> Bool {
    if lastTried != list.found.count {
      attemptGoals(Effort.stages[1...1].map { $0.limited(to: Self.glance) })
    }
    return openGoals.isEmpty
  }

  private mutating func attemptGoals(_ stages: [Effort]) {
    let goals = openGoals
    openGoals = []
    for (number, goal) in goals.enumerated() {
      guard !isOver() else {
        openGoals += goals[number...]
        return
      }
      if !attempt(goal, stages) { openGoals.append(goal) }
    }
  }

  private mutating func attempt(_ goal: OpenGoal, _ stages: [Effort]) -> Bool {
    for stage in stages where !isOver() {
      var effort = stage
      effort.superpositions = 1
      let outcome = grid.attemptNow(goal.conjecture, effort, snapshot)
      if accept(outcome, of: goal.conjecture, named: goal.name) { return true }
    }
    return false
  }
}

extension Effort {
  /// The same with less work.
  func limited(to work: Int) -> Effort {
    var effort = self
    effort.work = min(work, effort.work)
    return effort
  }
}
