// The e-graph: terms, classes of terms known to be equal, closed under congruence. Start at `add` and
// `union`, then `rebuild` (EGraph+Rebuild.swift); rules are matched by `EGraph+Search.swift` and applied
// by `EGraph+Apply.swift`. Everything lives in flat rows of numbers; the log of unions
// (`UnionLog.swift`) is always kept, so that every equality can be explained.
// Source: M. Willsey et al., egg: fast and extensible equality saturation, POPL (2021).

import Terms

/// Terms and what is known to be equal among them.
///
///     var graph = EGraph(language)
///     graph.limits.nodes = 10_000
///     let start = graph.language.term("(+ (* x 2) (* y 2))")!
///     let node = graph.add(start)
///     var run = Saturation(rules, on: &graph)
///     let end = run.run(rounds: 10, on: &graph)
///     let best = Extraction(graph, .size).term(of: graph.eClass(of: node), in: &graph)!
///     let why = graph.explain(start, best)!
public struct EGraph: ~Copyable {
  var nodes = RawStore<ENodeRecord>()
  /// By node: where the log tells of its making.
  var births = RawStore<UInt32>()
  var classes = RawStore<EClassRecord>()
  /// By class: the class it was merged into, or itself.
  var leaders = RawStore<UInt32>()
  var index = ClassIndex()
  /// Children of nodes with more than two.
  var spill = RawStore<UInt32>()
  var table = HashConsTable()
  var operators = RawStore<OperatorRecord>()
  /// By moment: the node that changed then.
  var history = RawStore<UInt32>()
  var segments = RawStore<HistorySegment>()
  var log = UnionLog()
  /// Classes merged into others since the last rebuild.
  var losers = RawStore<UInt32>()
  /// Nodes changed since the last rebuild.
  var changes = RawStore<UInt32>()
  /// Nodes and classes whose constants are to be looked at; see `EGraph+Folding.swift`.
  var foldQueue = RawStore<UInt32>()
  var scratch = RawStore<UInt32>()
  /// Nodes that wait to be made canonical.
  var dirty = RawStore<UInt32>()
  /// Classes merged into others since the rebuild began, which still have their rows.
  var absorbed = RawStore<UInt32>()
  var matching = MatchRegisters()
  /// The node of the symbol that a dynamic rule made for the match at hand.
  var freshNode = none
  /// What `push` remembered.
  var snapshots: EGraphSnapshot?
  /// What explanations have read of the log so far.
  var forest = ProofForest()
  /// The operators, with their names and numbers. Symbols are added to it, never changed.
  public var language: Language

  /// Nodes that are not congruent to others (count).
  public internal(set) var nodeCount = 0
  /// Classes (count).
  public internal(set) var classCount = 0
  /// Unions that joined two classes, or put a new node into a class (count).
  public internal(set) var unionCount = 0
  /// Unions that congruence made (count).
  public internal(set) var congruenceCount = 0
  /// Matches tried (count).
  public internal(set) var matchCount = 0
  /// The limits. A search stops at once where one is reached; `add` and `union` do not ask.
  public var limits = EGraphLimits()
  /// How rules of several clauses are matched; the matches and their order are the same.
  public var joinChoice = JoinChoice.byCounts
  /// The first limit that a search met.
  public internal(set) var reachedLimit: ResourceLimit?
  /// Nodes, dead ones included, from which on bytes are counted again (count).
  var nextByteCheck = 0
  /// Pairs of different constants that became equal: the rules, or what was stated, contradict
  /// arithmetic.
  public internal(set) var contradictions: [(EClassID, Symbol, Symbol)] = []
  var folding: ConstantFolding?
  /// Whether a class was given a literal; see `foldNewNodes`.
  var hasNewConstants = false
  /// Operators that are associative and commutative by declaration.
  var sums: [UInt32] = []
  /// By such an operator: what else holds of it.
  var sumLaws: [UInt32: SumLaws] = [:]
  /// By such an operator: what is remembered of its sums.
  var sumStates: [UInt32: SumState] = [:]
  /// Sums that rebuilds looked at (count).
  public internal(set) var comparedSumCount = 0
  /// Nodes that were made for them.
  var exposed: Set<UInt32> = []
  var analyses: [AnyAnalysis] = []
  /// Nodes of the terms that the user added.
  var inputs: [Term: ENodeID] = [:]

  /// The rules that were ever applied.
  var programs: [RuleProgram] = []
  /// By rule: the number of its first conclusion.
  var firstConclusions: [UInt32] = []
  /// That of the rule at work.
  var firstConclusion: UInt32 = 0
  /// By number of a conclusion: its rule, and its place among the rule's clauses.
  var conclusionOwners: [(program: Int, clause: Int)] = []

  /// An e-graph without terms over the symbols of a language.
  public init(_ language: Language) {
    self.language = language
    declareOperators()
  }

  /// Bytes held by the stores (those of the log included).
  public var byteCount: Int {
    @inline(never) get {
      nodes.byteCount + births.byteCount + classes.byteCount + leaders.byteCount + index.byteCount
        + spill.byteCount + table.byteCount + history.byteCount + log.words.byteCount
        + changes.byteCount + losers.byteCount
    }
  }

  // MARK: classes

  /// The root of a class. O(1) amortised.
  @inline(__always)
  mutating func root(_ eClass: UInt32) -> UInt32 {
    var c = eClass
    var leader = leaders[c]
    while leader != c {
      let above = leaders[leader]
      leaders[c] = above
      (c, leader) = (above, leaders[above])
    }
    return c
  }

  /// The root of a class, without shortening the way to it.
  func currentRoot(_ eClass: UInt32) -> UInt32 {
    var c = eClass
    while leaders[c] != c { c = leaders[c] }
    return c
  }

  /// The number that stands for a class.
  public func find(_ eClass: EClassID) -> EClassID { EClassID(currentRoot(eClass.index)) }

  /// Whether a number is that of a class that stands for itself.
  public func isRoot(_ eClass: EClassID) -> Bool {
    eClass.index < classes.count && leaders[eClass.index] == eClass.index
  }

  /// The class of a node. A node that is congruent to another one is in that one's class.
  public func eClass(of node: ENodeID) -> EClassID {
    EClassID(currentRoot(nodes[node.index].eClass))
  }

  /// Whether two nodes are known to be equal.
  public func areEqual(_ a: ENodeID, _ b: ENodeID) -> Bool { eClass(of: a) == eClass(of: b) }

  // MARK: nodes

  /// Child `i` (count from 0) of a node. Requires that there is one.
  @inline(__always)
  func child(_ record: ENodeRecord, _ i: UInt32, _ arity: UInt32) -> UInt32 {
    if arity > 2 { return spill[record.first + i] }
    return i == 0 ? record.first : record.second
  }

  /// Joins two classes; the heavier one keeps its number. Returns false if they were one. The caller
  /// logs why.
  @inline(__always)
  mutating func join(_ a: UInt32, _ b: UInt32) -> Bool {
    var (winner, loser) = (root(a), root(b))
    if winner == loser { return false }
    let (left, right) = (classes[winner].weight, classes[loser].weight)
    if left < right || left == right && loser < winner { swap(&winner, &loser) }
    leaders[loser] = winner
    classes[winner].weight = left &+ right
    classCount -= 1
    unionCount += 1
    losers.append(loser)
    if folding != nil { joinConstants(winner, loser) }
    return true
  }
}
