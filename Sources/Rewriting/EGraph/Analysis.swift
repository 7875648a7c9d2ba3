// Facts about classes that follow from their nodes: sets of free variables, bounds, signs, whatever a
// semilattice holds. Start at `ClassAnalysis`: how a node gives a fact, and how two facts about equal
// things are joined. After each rebuild only what changed is computed again, in order of level: a class waits in
// the queue once, however many of its children changed, and comes after those below it. So where classes form
// no circle each is looked at once. A rule's `RuleChoice` may ask for facts.

import Terms

/// What an e-graph asks of its analyses.
public protocol AnyAnalysis: AnyObject {
  /// Brings facts up to date. Returns the classes whose fact has changed.
  func update(_ graph: borrowing EGraph, changes: EGraphChanges) -> [EClassID]
}

/// What has changed since the last rebuild.
public struct EGraphChanges {
  /// Classes that were merged into others.
  public let merged: [EClassID]
  /// Nodes that are new, or have other children or another class.
  public let nodes: [ENodeID]
}

/// An analysis with facts of one type.
public final class ClassAnalysis<Fact: Equatable>: AnyAnalysis {
  /// The fact that a node gives: its operator, its children, and how to ask for the facts of these.
  public typealias Make = (borrowing EGraph, Symbol, [EClassID], (EClassID) -> Fact?) -> Fact
  private let make: Make
  private let join: (Fact, Fact) -> Fact
  private var facts: [Fact?] = []
  /// By class: above those of the nodes that gave it facts, as far as was known then.
  private var levels: [Int] = []
  /// Nodes looked at (count).
  public private(set) var workCount = 0

  /// An analysis.
  ///
  /// *Requires*: a join that is associative, commutative and idempotent, and facts that can change a
  /// finite number of times by it; otherwise an update may not terminate.
  public init(make: @escaping Make, join: @escaping (Fact, Fact) -> Fact) {
    (self.make, self.join) = (make, join)
  }

  /// The fact about a class.
  public func fact(of eClass: EClassID, in graph: borrowing EGraph) -> Fact? {
    let place = Int(graph.find(eClass).index)
    return place < facts.count ? facts[place] : nil
  }

  /// Computes the facts of what changed again, and of what depends on it.
  public func update(_ graph: borrowing EGraph, changes: EGraphChanges) -> [EClassID] {
    while facts.count < graph.classes.count {
      facts.append(nil)
      levels.append(0)
    }
    var changed: Set<UInt32> = []
    var queue = CostQueue()
    var isQueued: Set<UInt32> = []
    func note(_ eClass: UInt32, _ fact: Fact, level: Int) {
      let place = Int(eClass)
      let joined = facts[place].map { join($0, fact) } ?? fact
      if facts[place] == joined { return }
      facts[place] = joined
      levels[place] = max(levels[place], level)
      changed.insert(eClass)
      if isQueued.insert(eClass).inserted { queue.push(levels[place], eClass) }
    }
    for loser in changes.merged {
      if let fact = facts[Int(loser.index)] {
        note(graph.find(loser).index, fact, level: levels[Int(loser.index)])
      }
      facts[Int(loser.index)] = nil
    }
    func look(at node: UInt32) {
      let record = graph.nodes[node]
      if record.moment == ENodeRecord.dead { return }
      workCount += 1
      let arity = graph.operators[record.op].arity
      let children = (0..<arity).map { EClassID(graph.child(record, $0, arity)) }
      // A node that rests on itself alone says nothing.
      if children.contains(where: { facts[Int($0.index)] == nil }) { return }
      // A class that contains itself is above nothing but its other parts.
      let below = children.lazy.filter { $0.index != record.eClass }.map {
        self.levels[Int($0.index)]
      }
      note(
        record.eClass, make(graph, Symbol(record.op), children, { facts[Int($0.index)] }),
        level: (below.max() ?? -1) + 1)
    }
    for node in changes.nodes { look(at: node.index) }
    while let (_, eClass) = queue.pop() {
      isQueued.remove(eClass)
      for node in graph.parentNodes(of: eClass) { look(at: node) }
    }
    return changed.sorted().map { EClassID($0) }
  }
}

extension EGraph {
  /// The nodes that a class is a child of, each at least once.
  func parentNodes(of eClass: UInt32) -> [UInt32] {
    var found: [UInt32] = []
    var row = classes[eClass].rows
    while row != none {
      let part = index.rows[row]
      row = part.next
      if part.key & 255 == ClassIndex.members { continue }
      for at in part.start..<part.start + part.count {
        let entry = index.entries[at]
        let node = UInt32(truncatingIfNeeded: entry)
        if nodes[node].moment == UInt32(truncatingIfNeeded: entry >> 32) { found.append(node) }
      }
    }
    return found
  }

  /// The nodes of a class, in order of their making.
  public func nodes(of eClass: EClassID) -> [ENodeID] {
    var found: [ENodeID] = []
    var row = classes[currentRoot(eClass.index)].rows
    while row != none {
      let part = index.rows[row]
      row = part.next
      if part.key & 255 != ClassIndex.members { continue }
      for at in part.start..<part.start + part.count {
        let entry = index.entries[at]
        let node = UInt32(truncatingIfNeeded: entry)
        if nodes[node].moment == UInt32(truncatingIfNeeded: entry >> 32) {
          found.append(ENodeID(node))
        }
      }
    }
    return found.sorted()
  }

  /// The operator of a node.
  public func symbol(of node: ENodeID) -> Symbol { Symbol(nodes[node.index].op) }

  /// The classes of a node's children.
  public func children(of node: ENodeID) -> [EClassID] {
    let record = nodes[node.index]
    let arity = operators[record.op].arity
    return (0..<arity).map { EClassID(currentRoot(child(record, $0, arity))) }
  }

  /// Adds an analysis; it learns what is there.
  ///
  /// *Requires*: a rebuilt e-graph.
  public mutating func attach(_ analysis: AnyAnalysis) {
    let all = (0..<UInt32(nodes.count)).map { ENodeID($0) }
    _ = analysis.update(self, changes: EGraphChanges(merged: [], nodes: all))
    analyses.append(analysis)
  }

  /// Tells the analyses what has changed since a moment; what depends on changed facts is looked at
  /// again by rules.
  mutating func updateAnalyses(since moment: Int, merged: [EClassID]) {
    guard moment < history.count || !merged.isEmpty else { return }
    let changed = (moment..<history.count).map { ENodeID(history[UInt32($0)]) }
    for analysis in analyses {
      let facts = analysis.update(self, changes: EGraphChanges(merged: merged, nodes: changed))
      for eClass in facts {
        for node in parentNodes(of: eClass.index) { touch(node) }
      }
    }
  }
}
