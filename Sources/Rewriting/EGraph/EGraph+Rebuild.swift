// Restoring congruence after unions, in waves: the nodes that a merged class is a child of are taken out
// of the table, made canonical and put back, each once a wave; a node that meets another one there is
// congruent to it, dies, and joins their classes for the next wave. Only what changed is touched.
// Start at `rebuild`. At the end each changed node gets a new moment, which is what searches go by.
// Source: P. Downey, R. Sethi, R. Tarjan, Variations on the common subexpression problem, JACM (1980).

extension EGraph {
  /// Closes the e-graph under congruence, and folds constants. Complexity: O(n log n) for n changed
  /// places over the life of the e-graph.
  public mutating func rebuild() {
    repeat {
      while losers.count > 0 { closeWave() }
      if folding != nil { foldConstants() }
    } while losers.count > 0
    recordChanges()
  }

  private mutating func closeWave() {
    swap(&losers, &scratch)
    let dirtyStart = losers.count
    precondition(dirtyStart == 0)
    var dirty = RawStore<UInt32>(capacity: 256)
    for i in 0..<scratch.count {
      let loser = scratch[UInt32(i)]
      let winner = root(loser)
      moveMembers(loser, winner)
      moveParents(loser, winner, &dirty)
      classes[winner].memberMask |= classes[loser].memberMask
      classes[winner].parentMask |= classes[loser].parentMask
    }
    scratch.truncate(0)
    for i in 0..<dirty.count { makeCanonical(dirty[UInt32(i)]) }
  }

  /// Relabels the nodes of a class and puts them before those of its winner; dead ones are dropped.
  private mutating func moveMembers(_ loser: UInt32, _ winner: UInt32) {
    var node = classes[loser].members
    classes[loser].members = none
    while node != none {
      let record = nodes[node]
      if record.moment != ENodeRecord.dead {
        if record.moment < ENodeRecord.firstMark {
          nodes[node].moment = ENodeRecord.touched
          changes.append(node)
        }
        nodes[node].eClass = winner
        nodes[node].next = classes[winner].members
        classes[winner].members = node
      } else {
        nodes[node].eClass = winner
      }
      node = record.next
    }
  }

  private mutating func moveParents(
    _ loser: UInt32, _ winner: UInt32, _ dirty: inout RawStore<UInt32>
  ) {
    var cell = classes[loser].parents
    classes[loser].parents = none
    while cell != none {
      let record = cells[cell]
      let moment = nodes[record.node].moment
      if moment != ENodeRecord.dead {
        if moment != ENodeRecord.dirty {
          nodes[record.node].moment = ENodeRecord.dirty
          dirty.append(record.node)
          if moment < ENodeRecord.firstMark { changes.append(record.node) }
        }
        cells[cell].next = classes[winner].parents
        classes[winner].parents = cell
      }
      cell = record.next
    }
  }

  /// Gives a node the roots of its children; it dies if there is such a node already.
  private mutating func makeCanonical(_ node: UInt32) {
    var record = nodes[node]
    let arity = operators[record.op].arity
    let wasThere = table.remove(node, keyHash(record, arity))
    precondition(wasThere, "a node is not in the table")
    if arity > 2 {
      for i in 0..<arity { spill[record.first + i] = root(spill[record.first + i]) }
    } else {
      record.first = root(record.first)
      if arity > 1 { record.second = root(record.second) }
    }
    record.moment = ENodeRecord.touched
    nodes[node] = record
    let (other, slot, hash) = twin(record, arity)
    if other == none {
      table.insert(node, hash, at: slot)
      return
    }
    nodes[node].moment = ENodeRecord.dead
    nodeCount -= 1
    if join(record.eClass, nodes[other].eClass) {
      congruenceCount += 1
      log.begin(.congruence, 0)
      log.words.append(node)
      log.words.append(other)
    }
  }

  /// The hash under which a node is in the table.
  @inline(__always)
  func keyHash(_ record: ENodeRecord, _ arity: UInt32) -> UInt32 {
    if arity <= 2 { return HashConsTable.hash(record.op, record.first, record.second) }
    var hash = HashConsTable.hash(record.op, spill[record.first], spill[record.first + 1])
    for i in 2..<arity { hash = HashConsTable.hash(hash, spill[record.first + i], i) }
    return hash
  }

  /// The node in the table with the operator and children of a record.
  @inline(__always)
  private mutating func twin(_ record: ENodeRecord, _ arity: UInt32)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    if arity <= 2 { return probeSmall(record.op, record.first, record.second) }
    let children = (0..<arity).map { spill[record.first + $0] }
    return children.withUnsafeBufferPointer { probe(record.op, arity, $0.baseAddress!) }
  }

  /// Gives each changed node its moment, operator by operator.
  private mutating func recordChanges() {
    var order: [UInt32] = []
    for i in 0..<changes.count {
      let record = nodes[changes[UInt32(i)]]
      if record.moment == ENodeRecord.dead { continue }
      if operators[record.op].changed == 0 { order.append(record.op) }
      operators[record.op].changed += 1
    }
    var moment = UInt32(history.count)
    for op in order {
      let count = operators[op].changed
      segments.append(HistorySegment(op: op, start: moment, end: moment + count))
      operators[op].changed = moment
      moment += count
    }
    precondition(moment < ENodeRecord.firstMark, "the history is full")
    history.extend(to: Int(moment), with: 0)
    for i in 0..<changes.count {
      let node = changes[UInt32(i)]
      let record = nodes[node]
      if record.moment == ENodeRecord.dead { continue }
      let now = operators[record.op].changed
      operators[record.op].changed = now + 1
      history[now] = node
      nodes[node].moment = now
    }
    for op in order { operators[op].changed = 0 }
    changes.truncate(0)
  }
}
