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
  /// What it states, one by one, if that is several things and it was tried in vain as a whole.
  var parts: [GoalPart] = []
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

  /// Rules that may be tried in one stage of one round, for all goals together, and for one goal at
  /// least (counts).
  private static let roundWork = 300_000
  private static let leastWork = 3_000
  /// The same in the round that follows the search over all symbols of a file.
  private static let wholeWork = 2_000_000
  /// Rules that may be tried for one goal in a frugal stage of that round, those without which such a
  /// stage is left out, and the clauses of a search that is worth while before the last round (counts).
  private static let frugalWork = 1_500_000
  private static let leastFrugalWork = 100_000
  private static let wholeClauses = 6_000

  /// Tries the open goals if there are new theorems since the last time: all of them with little, then
  /// with more, so that a goal out of reach does not keep others waiting. As long as the search for
  /// lemmas goes on, many goals have to share what a round may take.
  mutating func proveOpenGoals(isWhole: Bool = false, isLast: Bool = false) {
    var before = openCount
    // There are many rounds: with a limit on the work for a goal they may take but a part of it.
    let work = isWhole ? Self.wholeWork : min(Self.roundWork, limits.goalWork / 20)
    let round = max(Self.leastWork, work / max(1, before))
    let share = isLast ? limits.goalWork : min(limits.goalWork, round)
    guard lastTried != list.found.count || share > lastShare else { return }
    repeat {
      before = openCount
      for (number, stage) in Effort.stages.enumerated() {
        // Less than this finds nothing by clauses, and the laws of a pair bring little for them.
        var own = share
        if stage.isFrugal, isWhole { own = min(limits.goalWork, max(own, Self.frugalWork)) }
        if stage.isFrugal, own < Self.leastFrugalWork { own = 0 }
        guard own > 0, isLast || stage.deduction <= Self.wholeClauses else { continue }
        attemptGoals(stage: number, work: own)
      }
    } while (isLast || isWhole) && openCount < before && !isOver()
    (lastTried, lastShare) = (list.found.count, share)
  }

  /// Gives the open goals a glance if there are new theorems. Returns whether all goals are proved.
  mutating func settlesGoals() -> Bool {
    if lastTried != list.found.count {
      attemptGoals(stage: 1, work: Self.glance)
    }
    return openGoals.isEmpty
  }

  /// Tries the open goals with a stage, and with no more work than this.
  private mutating func attemptGoals(stage: Int, work: Int) {
    let goals = openGoals
    openGoals = []
    for (number, goal) in goals.enumerated() {
      guard !isOver() else {
        openGoals += goals[number...]
        return
      }
      var goal = goal
      if !attempt(&goal, stage, work) { openGoals.append(goal) }
    }
  }

  /// Tries the parts of a goal that are open, and then the whole.
  private mutating func attempt(_ goal: inout OpenGoal, _ stage: Int, _ work: Int) -> Bool {
    for place in goal.parts.indices where goal.parts[place].theorem == nil {
      let part = goal.parts[place]
      let next = list.found.count
      if attempt(part.conjecture, named: part.name, at: goal.place, isPart: true, stage, work) {
        goal.parts[place].theorem = next
      }
    }
    if !goal.parts.isEmpty, goal.parts.allSatisfy({ $0.theorem != nil }),
      let script = together(goal)
    {
      return accept(script, of: goal.conjecture, named: goal.name, at: goal.place)
    }
    return attempt(goal.conjecture, named: goal.name, at: goal.place, isPart: false, stage, work)
  }

  private mutating func attempt(
    _ conjecture: Conjecture, named name: String, at place: Int, isPart: Bool, _ stage: Int,
    _ work: Int
  ) -> Bool {
    var effort = Effort.stages[stage].limited(to: work)
    effort.superpositions = effort.rounds > 0 ? 0 : 1
    (effort.solves, effort.isLate) = (effort.isGeneral, limits.isLate)
    let chosen =
      effort.isSelective
      ? list.essentials(
        for: conjecture.formula, at: place, isRelated: effort.isRelated, vocabulary) : nil
    let failure = FailedAttempt(
      theorems: chosen ?? Array(list.found.indices), unfoldings: list.unfoldings.count,
      work: effort.work)
    let key = FailedAttempt.Key(formula: conjecture.formula, stage: stage)
    if let earlier = failures[key], earlier.includes(failure) { return false }
    let known = chosen.map { snapshot(of: $0) } ?? snapshot
    let outcome = grid.attemptNow(conjecture, effort, known)
    if accept(outcome, of: conjecture, named: name, isPart: isPart, at: place) { return true }
    failures[key] = failure
    return false
  }
}

/// What an attempt at a goal in one stage had: with the same and no more work it fails again.
struct FailedAttempt: Sendable {
  struct Key: Hashable {
    let formula: Term
    let stage: Int
  }
  /// The theorems that were known, by place.
  let theorems: [Int]
  let unfoldings: Int
  let work: Int

  func includes(_ other: FailedAttempt) -> Bool {
    theorems == other.theorems && unfoldings == other.unfoldings && work >= other.work
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
