// Equality saturation: rounds of searching and applying all rules, each followed by a rebuild, until
// nothing changes, a goal is reached or a limit stops it. Start at `run`. The scheduler decides how many
// matches of a rule a round may apply; a rule that is stopped resumes where it was. `SaturationReport`
// says what happened, rule by rule.

import Terms

/// How many matches of a rule a round may find.
public enum Scheduler: Sendable {
  /// As many as there are.
  case simple
  /// A rule that finds more than `matchLimit` matches in a round stops there and rests for `banLength`
  /// rounds; both double each time. Then it resumes: no match is lost.
  case backOff(matchLimit: Int, banLength: Int)
}

/// Why a run ended.
public enum SaturationEnd: Hashable, Sendable {
  /// No rule can add anything.
  case saturated
  /// What was looked for is there.
  case goal
  /// A limit stopped it.
  case limit(ResourceLimit)
  /// Two different literals became equal: the rules contradict arithmetic, and everything would follow.
  /// `EGraph.contradictions` has them; an explanation of their equality names the rules.
  case contradiction
}

/// What a rule did in a run.
public struct RuleReport: Sendable {
  /// The name of the rule.
  public let name: String
  /// Matches found (count); the old ones are not found again.
  public internal(set) var matches = 0
  /// Matches that conditions refused (count).
  public internal(set) var refused = 0
  /// Matches that changed something (count).
  public internal(set) var effective = 0
  /// Rounds in which it rested (count).
  public internal(set) var rests = 0
}

/// What a rule did in a round.
public struct RuleRound: Sendable {
  /// Matches found (count).
  public let matches: Int
  /// Matches that conditions refused (count).
  public let refused: Int
  /// Matches that changed something (count).
  public let effective: Int
  /// Whether it rested.
  public let isResting: Bool
}

/// What a round did.
public struct RoundReport: Sendable {
  /// By rule; after the rule at which a limit stopped the round, there is none.
  public let rules: [RuleRound]
  /// Matches found (count).
  public let matches: Int
  /// Matches that changed something (count).
  public let effective: Int
  /// Unions that congruence made (count).
  public let congruences: Int
  /// Nodes after the round (count).
  public let nodes: Int
  /// Classes after the round (count).
  public let classes: Int
}

/// Rules at work on an e-graph. It remembers how far each rule has looked, so a run can be continued.
public struct Saturation: Sendable {
  /// By rule.
  public private(set) var rules: [RuleReport]
  /// By round.
  public private(set) var rounds: [RoundReport] = []
  private var positions: [SearchPosition]
  /// By rule: its first position.
  private let firstPositions: [Int]
  private var restUntil: [Int]
  private var stopCounts: [Int]
  private let scheduler: Scheduler
  private let first: Int

  /// Rules for an e-graph, which learns them for its explanations.
  ///
  /// *Requires*: patterns over the e-graph's language.
  public init(
    _ rules: [RewriteRule], scheduler: Scheduler = .simple, on graph: inout EGraph
  ) {
    self.init(RuleSet(rules, graph.language), scheduler: scheduler, on: &graph)
  }

  /// As above, for rules that have been compiled.
  ///
  /// *Requires*: rules over a language that the e-graph's own continues.
  public init(_ set: RuleSet, scheduler: Scheduler = .simple, on graph: inout EGraph) {
    first = graph.programs.count
    graph.learn(set)
    (rules, positions, firstPositions) = (set.reports, set.positions, set.firstPositions)
    restUntil = Array(repeating: 0, count: rules.count)
    stopCounts = restUntil
    self.scheduler = scheduler
  }

  /// Runs rounds on the e-graph it was made for.
  ///
  /// *Shape*: `isDone` is asked before each round and after the last. *Complexity*: bounded by the
  /// rounds and by the e-graph's limits; a search stops at once where one is reached. *Ensures*: the
  /// e-graph is rebuilt.
  @discardableResult
  public mutating func run(
    rounds limit: Int, on graph: inout EGraph,
    until isDone: (borrowing EGraph) -> Bool = { _ in false }
  ) -> SaturationEnd {
    graph.rebuild()
    graph.reachedLimit = nil
    graph.nextByteCheck = 0
    for _ in 0..<limit {
      if isDone(graph) { return .goal }
      graph.checkLimits()
      if let reached = graph.reachedLimit { return .limit(reached) }
      let isChanged = round(on: &graph)
      if !graph.contradictions.isEmpty { return .contradiction }
      if !isChanged { return isDone(graph) ? .goal : .saturated }
      if let reached = graph.reachedLimit { return isDone(graph) ? .goal : .limit(reached) }
    }
    return isDone(graph) ? .goal : .limit(.rounds)
  }

  /// One round. Returns false if it changed nothing and no rule rests.
  private mutating func round(on graph: inout EGraph) -> Bool {
    let number = rounds.count
    let (segmentEnd, classEnd) = (UInt32(graph.segments.count), UInt32(graph.classes.count))
    let start = graph.history.count
    let congruencesBefore = graph.congruenceCount
    var total = SearchCounts()
    var isComplete = true
    var parts: [RuleRound] = []
    parts.reserveCapacity(rules.count)
    for i in rules.indices {
      if restUntil[i] > number {
        rules[i].rests += 1
        isComplete = false
        parts.append(RuleRound(matches: 0, refused: 0, effective: 0, isResting: true))
        continue
      }
      var counts = SearchCounts()
      graph.firstConclusion = graph.firstConclusions[first + i]
      let isFinished = graph.search(
        graph.programs[first + i], &positions, from: firstPositions[i], budget: budget(i),
        segmentEnd: segmentEnd, classEnd: classEnd, &counts)
      if !isFinished {
        isComplete = false
        if case .backOff(_, let length) = scheduler {
          restUntil[i] = number + 1 + length << min(stopCounts[i], 30)
          stopCounts[i] += 1
        }
      }
      rules[i].matches += counts.matches
      rules[i].refused += counts.refused
      rules[i].effective += counts.effective
      parts.append(
        RuleRound(
          matches: counts.matches, refused: counts.refused, effective: counts.effective,
          isResting: false))
      total.matches += counts.matches
      total.effective += counts.effective
      if graph.reachedLimit != nil { break }
    }
    graph.rebuild()
    let changed = graph.hasChanged(since: start)
    // When all that is left to do is waiting, the rests end: otherwise rounds would pass in vain.
    if !changed && !isComplete {
      for i in restUntil.indices where restUntil[i] > number { restUntil[i] = number + 1 }
    }
    rounds.append(
      RoundReport(
        rules: parts, matches: total.matches, effective: total.effective,
        congruences: graph.congruenceCount - congruencesBefore, nodes: graph.nodeCount,
        classes: graph.classCount))
    return changed || !isComplete
  }

  private func budget(_ rule: Int) -> Int {
    guard case .backOff(let limit, _) = scheduler else { return .max }
    let (value, lost) = limit.multipliedReportingOverflow(by: 1 << min(stopCounts[rule], 40))
    return lost ? .max : value
  }
}

extension EGraph {
  /// Whether a node that is alive has changed since a moment: what was made and folded away at once does
  /// not count.
  func hasChanged(since moment: Int) -> Bool {
    for at in moment..<history.count {
      let node = history[UInt32(at)]
      if nodes[node].moment == UInt32(at) { return true }
    }
    return false
  }

  /// Takes rules, whose conclusions get numbers for the log.
  mutating func learn(_ set: RuleSet) {
    declareOperators()
    matching.reserve(set.largestConclusion)
    if programs.isEmpty {
      // The usual case: the rows of the set itself.
      (programs, firstConclusions, conclusionOwners) =
        (set.programs, set.firstConclusions, set.conclusionOwners)
      return
    }
    let (before, owners) = (programs.count, UInt32(conclusionOwners.count))
    firstConclusions += set.firstConclusions.map { $0 + owners }
    conclusionOwners += set.conclusionOwners.map { ($0.program + before, $0.clause) }
    programs += set.programs
  }
}
