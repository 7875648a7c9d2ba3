// Going back: `push` remembers the e-graph as it is, `pop` restores it. A copy of the rows is made each
// time, so both take time linear in the e-graph; nothing else is shared. Start at `push`.

/// What `push` remembered, the last first.
final class EGraphSnapshot {
  var graph: EGraph?
  let below: EGraphSnapshot?

  init(_ graph: consuming EGraph, below: EGraphSnapshot?) {
    self.graph = consume graph
    self.below = below
  }
}

extension EGraph {
  /// An independent e-graph with the same contents. Analyses are left out: their facts are shared
  /// objects. O(size).
  public func copy() -> EGraph {
    var other = EGraph(language)
    other.nodes = nodes.copy()
    other.births = births.copy()
    other.classes = classes.copy()
    other.leaders = leaders.copy()
    other.index = index.copy()
    other.spill = spill.copy()
    other.table = table.copy()
    other.operators = operators.copy()
    other.history = history.copy()
    other.segments = segments.copy()
    other.log.words = log.words.copy()
    other.losers = losers.copy()
    other.changes = changes.copy()
    other.foldQueue = foldQueue.copy()
    other.forest = forest
    other.inputs = inputs
    (other.nodeCount, other.classCount, other.unionCount) = (nodeCount, classCount, unionCount)
    (other.congruenceCount, other.matchCount) = (congruenceCount, matchCount)
    (other.limits, other.reachedLimit) = (limits, reachedLimit)
    other.joinChoice = joinChoice
    (other.contradictions, other.folding) = (contradictions, folding)
    (other.programs, other.conclusionOwners) = (programs, conclusionOwners)
    other.firstConclusions = firstConclusions
    (other.sums, other.sumLaws, other.exposed) = (sums, sumLaws, exposed)
    (other.sumStates, other.comparedSumCount) = (sumStates, comparedSumCount)
    return other
  }

  /// Remembers the e-graph as it is. *Requires*: no analyses. O(size).
  public mutating func push() {
    precondition(analyses.isEmpty, "analyses cannot be taken back")
    let below = snapshots
    snapshots = nil
    snapshots = EGraphSnapshot(copy(), below: below)
  }

  /// Restores what the last `push` remembered. Returns false if there is nothing to go back to. A
  /// `Saturation` of before the `push` may go on afterwards, one of between may not. O(1).
  public mutating func pop() -> Bool {
    guard let last = snapshots, let graph = last.graph.take() else { return false }
    self = graph
    snapshots = last.below
    return true
  }
}
