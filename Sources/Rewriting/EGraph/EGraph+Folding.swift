// Folding of constants: a node whose children equal literals equals the literal that its operator
// computes. Start at `foldConstants`. Each class knows its literal; nodes above a class that gets one are
// queued once each and looked at after congruence. What is computed is logged with the literals' nodes.

import Terms

/// How constants are folded.
public struct ConstantFolding: Sendable {
  /// Whether nodes other than the literal leave a class that has one: nothing is lost for finding small
  /// terms, and rules have less to look at. Explanations still work.
  public var prunes: Bool
  /// Folding with or without pruning.
  public init(prunes: Bool) { self.prunes = prunes }
}

extension EGraph {
  /// From now on operators that the language evaluates are computed. Call it before adding terms.
  public mutating func foldConstants(_ folding: ConstantFolding) {
    self.folding = folding
    for node in 0..<UInt32(nodes.count) { noteForFolding(node) }
  }

  /// The number or truth value that a class is known to equal.
  public func literal(of eClass: EClassID) -> Symbol? {
    let constant = classes[currentRoot(eClass.index)].constant
    return constant == none ? nil : Symbol(constant)
  }

  @inline(__always)
  mutating func noteForFolding(_ node: UInt32) {
    let record = nodes.place(of: node)
    let kind = operators.place(of: record.pointee.op).pointee.kind
    if kind == .literal || constant(of: record.pointee.eClass) != none
      || kind == .foldable && hasConstant(record.pointee.first)
    {
      foldQueue.append(node)
    }
  }

  /// Whether the first child of a node has a literal: mostly it has not, and then there is nothing to compute. When its
  /// class gets one, the nodes above are queued.
  @inline(__always)
  private mutating func hasConstant(_ first: UInt32) -> Bool {
    // Of a node with more than two children it is no class.
    Int(first) < leaders.count && constant(of: first) != none
  }

  /// What becomes of the literals of two classes that are joined.
  mutating func joinConstants(_ winner: UInt32, _ loser: UInt32) {
    let (kept, lost) = (classes[winner].constant, classes[loser].constant)
    if kept != none && lost != none {
      if kept != lost { contradictions.append((EClassID(winner), Symbol(kept), Symbol(lost))) }
    } else if lost != none {
      // Looked at again, the literal's node gives the literal to the whole class.
      foldQueue.append(operators[lost].leaf)
    }
    // Where the winner has the literal, `moveNodes` and `markDirty` queue what the loser brings.
  }

  /// Folds before new nodes are in the index: many of them are taken out of their classes at once, and literals come with
  /// unions, after which others would have to be entered again. The index does not know which new nodes are above a class
  /// that gets a literal, so they are gone through as a whole; what takes more passes is left to the index.
  mutating func foldNewNodes() {
    var passes = 0
    while foldQueue.count > 0 && losers.count == 0 && passes < Self.foldingPassesWithoutIndex {
      hasNewConstants = false
      foldConstants()
      closeNewNodes()
      if hasNewConstants {
        for i in 0..<changes.count {
          let node = changes[UInt32(i)]
          if nodes[node].moment != ENodeRecord.dead { noteForFolding(node) }
        }
      }
      passes += 1
    }
  }

  /// A literal may make another one; more than twice in a round that is rare.
  private static let foldingPassesWithoutIndex = 3

  /// Works off the queue. Unions that it makes await the next wave of congruence.
  mutating func foldConstants() {
    let prunes = folding?.prunes == true
    var i: UInt32 = 0
    while i < foldQueue.count {
      let node = foldQueue[i]
      i += 1
      let record = nodes[node]
      let kind = operators.place(of: record.op).pointee.kind
      if kind == .literal {
        giveConstant(record.op, to: root(record.eClass))
      } else if record.moment != ENodeRecord.dead {
        if kind == .foldable && hasConstant(record.first) { fold(node, record) }
        if prunes && constant(of: record.eClass) != none { kill(node) }
      }
    }
    foldQueue.truncate(0)
  }

  /// Marks a class with its literal, and queues the nodes above it.
  private mutating func giveConstant(_ op: UInt32, to eClass: UInt32) {
    if classes[eClass].constant != none && classes[eClass].constant != op {
      contradictions.append((EClassID(eClass), Symbol(classes[eClass].constant), Symbol(op)))
      return
    }
    let isNew = classes[eClass].constant == none
    classes[eClass].constant = op
    guard isNew else { return }
    hasNewConstants = true
    touchParents(of: eClass)
    if folding?.prunes == true { prune(eClass) }
  }

  /// What depends on the literal of a class is looked at again.
  private mutating func touchParents(of eClass: UInt32) {
    forEachEntry(of: eClass, members: false) { graph, parent in
      let record = graph.nodes[parent]
      if record.moment == ENodeRecord.dead { return }
      graph.touch(parent)
      if graph.operators[record.op].kind == .foldable { graph.foldQueue.append(parent) }
    }
  }

  /// The literal that a class is known to equal.
  @inline(__always)
  private mutating func constant(of eClass: UInt32) -> UInt32 { classes[root(eClass)].constant }

  @inline(never)
  private mutating func fold(_ node: UInt32, _ record: ENodeRecord) {
    let arity = operators[record.op].arity
    guard arity == 1 || arity == 2 else { return }
    let first = constant(of: record.first)
    let second = arity == 2 ? constant(of: record.second) : none
    if first == none || arity == 2 && second == none { return }
    let eClass = root(record.eClass)
    guard let symbol = value(record.op, first, second, known: classes[eClass].constant) else {
      return
    }
    if symbol.index >= operators.count { declareOperators() }
    let leaf = add(symbol).index
    guard join(eClass, nodes[leaf].eClass) else { return }
    log.begin(.folding, 0)
    log.words.append(node)
    log.words.append(leaf)
    log.words.append(operators[first].leaf)
    if second != none { log.words.append(operators[second].leaf) }
  }

  /// The literal that an operator computes of others, `none` standing for a second one that is not there; nil if there
  /// is none, or if it is the one that is known.
  @inline(__always)
  private mutating func value(_ op: UInt32, _ first: UInt32, _ second: UInt32, known: UInt32)
    -> Symbol?
  {
    let whole = operators.place(of: op).pointee.whole
    if whole != .none && (whole == .negate) == (second == none) {
      let a = language.wholeNumbers[Int(first)]
      let b = second == none ? 0 : language.wholeNumbers[Int(second)]
      if a != Language.notWhole && b != Language.notWhole, let value = whole.value(a, b) {
        if known != none && language.wholeNumbers[Int(known)] == value { return nil }
        return language.symbol(whole: value)
      }
    }
    guard let arithmetic = language.evaluates[Symbol(op)],
      let a = language.literal(Symbol(first)),
      let value = arithmetic.value(a, second == none ? nil : language.literal(Symbol(second)))
    else { return nil }
    if known != none && language.literal(Symbol(known)) == value { return nil }
    return language.symbol(value)
  }

  /// Takes all nodes but the literal out of a class.
  private mutating func prune(_ eClass: UInt32) {
    forEachEntry(of: eClass, members: true) { graph, node in
      let record = graph.nodes[node]
      if record.moment == ENodeRecord.dead || graph.operators[record.op].kind == .literal { return }
      graph.kill(node)
    }
  }

  /// Takes a live node out of its class.
  private mutating func kill(_ node: UInt32) {
    let record = nodes[node]
    let wasThere = table.remove(node, keyHash(record, operators[record.op].arity))
    precondition(wasThere, "a node is not in the table")
    nodes[node].moment = ENodeRecord.dead
    nodeCount -= 1
  }

  /// The nodes of a class, or those that it is a child of, what it has absorbed in this rebuild
  /// included. A node may come more than once, or come though it has changed.
  private mutating func forEachEntry(
    of eClass: UInt32, members: Bool, _ body: (inout EGraph, UInt32) -> Void
  ) {
    var part = eClass
    while part != none {
      var row = classes[part].rows
      while row != none {
        let found = index.rows[row]
        if (found.key & 255 == ClassIndex.members) == members {
          for at in found.start..<found.start + found.count {
            body(&self, UInt32(truncatingIfNeeded: index.entries[at]))
          }
        }
        row = found.next
      }
      part = classes[part].absorbed
    }
  }
}
