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
    let record = nodes[node]
    let kind = operators[record.op].kind
    if kind == .literal || kind == .foldable || classes[record.eClass].constant != none {
      foldQueue.append(node)
    }
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

  /// Works off the queue. Unions that it makes await the next wave of congruence.
  mutating func foldConstants() {
    var i: UInt32 = 0
    while i < foldQueue.count {
      let node = foldQueue[i]
      i += 1
      let record = nodes[node]
      if operators[record.op].kind == .literal {
        giveConstant(record.op, to: root(record.eClass))
      } else if record.moment != ENodeRecord.dead {
        if operators[record.op].kind == .foldable { fold(node, record) }
        if folding?.prunes == true, classes[root(record.eClass)].constant != none { kill(node) }
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

  private mutating func fold(_ node: UInt32, _ record: ENodeRecord) {
    let arity = operators[record.op].arity
    // Mostly some child has no literal, or the value is known: arrays are for the others.
    for i in 0..<arity where classes[root(child(record, i, arity))].constant == none { return }
    compute(node, record, arity)
  }

  @inline(never)
  private mutating func compute(_ node: UInt32, _ record: ENodeRecord, _ arity: UInt32) {
    var literals: [Literal] = []
    var leaves: [UInt32] = []
    for i in 0..<arity {
      let constant = classes[root(child(record, i, arity))].constant
      guard let literal = language.literal(Symbol(constant)) else { return }
      literals.append(literal)
      leaves.append(operators[constant].leaf)
    }
    guard let value = language.evaluates[Symbol(record.op)]?.value(literals) else { return }
    let symbol = language.symbol(value)
    if symbol.index >= operators.count { declareOperators() }
    let eClass = root(record.eClass)
    if classes[eClass].constant == symbol.index { return }
    let leaf = add(symbol).index
    guard join(eClass, nodes[leaf].eClass) else { return }
    log.begin(.folding, 0)
    log.words.append(node)
    log.words.append(leaf)
    for leaf in leaves { log.words.append(leaf) }
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
