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

  /// The node with this operator and these children, if there is one, and where it is or would be in
  /// the table. Requires children that are keys: roots, or as of the last rebuild during a search.
  @inline(__always)
  mutating func probe(_ op: UInt32, _ arity: UInt32, _ children: UnsafePointer<UInt32>)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    if arity <= 2 {
      return probeSmall(op, arity > 0 ? children[0] : 0, arity > 1 ? children[1] : 0)
    }
    var hash = HashConsTable.hash(op, children[0], children[1])
    for i in 2..<Int(arity) { hash = HashConsTable.hash(hash, children[i], UInt32(i)) }
    var slot = table.start(hash)
    while let node = table.candidate(slot, hash) {
      if node != none && nodes[node].op == op && hasChildren(nodes[node], arity, children) {
        return (node, slot, hash)
      }
      slot = table.after(slot)
    }
    return (none, slot, hash)
  }

  /// As `probe`, with at most two children; 0 stands for those that are not there.
  @inline(__always)
  mutating func probeSmall(_ op: UInt32, _ first: UInt32, _ second: UInt32)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    probeSmall(op, seed: HashConsTable.seed(op), first, second)
  }

  /// As above, where the operator's part of the hash is known.
  @inline(__always)
  mutating func probeSmall(_ op: UInt32, seed: UInt64, _ first: UInt32, _ second: UInt32)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    let hash = HashConsTable.hash(seed: seed, first, second)
    var slot = table.start(hash)
    while let node = table.candidate(slot, hash) {
      if node != none {
        let record = nodes[node]
        if record.op == op && record.first == first && record.second == second {
          return (node, slot, hash)
        }
      }
      slot = table.after(slot)
    }
    return (none, slot, hash)
  }

  @inline(never)
  private func hasChildren(
    _ record: ENodeRecord, _ arity: UInt32, _ children: UnsafePointer<UInt32>
  ) -> Bool {
    for i in 0..<arity where spill[record.first + i] != children[Int(i)] { return false }
    return true
  }

  /// Makes a node that is not there, in a class that is, or in a new one where `eClass` is `none`.
  @inline(__always)
  mutating func makeNode(
    _ op: UInt32, _ arity: UInt32, _ children: UnsafePointer<UInt32>, in eClass: UInt32,
    slot: Int, hash: UInt32, birth: UInt32
  ) -> UInt32 {
    let node = UInt32(nodes.count)
    let target = eClass == none ? UInt32(classes.count) : eClass
    if eClass == none {
      classes.append(
        EClassRecord(rows: none, absorbed: none, weight: 0, constant: none, mask: 0))
      leaders.append(target)
      classCount += 1
    }
    var record = ENodeRecord(
      op: op, eClass: target, moment: ENodeRecord.touched, first: 0, second: 0)
    if arity > 2 {
      record.first = UInt32(spill.count)
      for i in 0..<Int(arity) { spill.append(children[i]) }
    } else {
      if arity > 0 { record.first = children[0] }
      if arity > 1 { record.second = children[1] }
    }
    nodes.append(record)
    births.append(birth)
    changes.append(node)
    nodeCount += 1
    table.insert(node, hash, at: slot)
    if arity == 0 { operators[op].leaf = node }
    if folding != nil { noteForFolding(node) }
    return node
  }

  /// Makes room for some nodes and as many classes.
  @inline(__always)
  mutating func reserveNodes(_ number: Int) {
    if nodes.count &+ number > nodes.capacity || classes.count &+ number > classes.capacity
      || changes.count &+ number > changes.capacity
    {
      growNodes(number)
    }
    table.reserve(number)
  }

  @inline(never)
  private mutating func growNodes(_ number: Int) {
    nodes.reserve(number)
    births.reserve(nodes.capacity - births.count)
    classes.reserve(number)
    leaders.reserve(classes.capacity - leaders.count)
    changes.reserve(number)
    precondition(nodes.capacity < Int(UInt32.max) && classes.capacity < Int(UInt32.max))
  }

  /// As `makeNode`, of a node with at most two children for which there is room.
  @inline(__always)
  mutating func putNode(
    _ step: UnsafePointer<BuildStep>, _ first: UInt32, _ second: UInt32, in eClass: UInt32,
    slot: Int, hash: UInt32, birth: UInt32
  ) -> UInt32 {
    let node = UInt32(truncatingIfNeeded: nodes.count)
    let op = step.pointee.op
    var target = eClass
    if eClass == none {
      target = UInt32(truncatingIfNeeded: classes.count)
      classes.put(EClassRecord(rows: none, absorbed: none, weight: 0, constant: none, mask: 0))
      leaders.put(target)
      classCount &+= 1
    }
    nodes.put(
      ENodeRecord(
        op: op, eClass: target, moment: ENodeRecord.touched, first: first, second: second))
    births.put(birth)
    changes.put(node)
    nodeCount &+= 1
    table.put(node, hash, at: slot)
    if step.pointee.arity == 0 { operators[op].leaf = node }
    if folding != nil { noteForFolding(node) }
    return node
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
