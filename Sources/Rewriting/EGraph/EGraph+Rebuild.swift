// Restoring congruence after unions, in waves: the nodes that a merged class is a child of are taken out
// of the table, made canonical and put back, each once a wave; a node that meets another one there is
// congruent to it, dies, and joins their classes for the next wave. Only what changed is touched.
// Start at `rebuild`. At the end each changed node gets a new moment, which is what searches go by
// (`EGraph+Recording.swift`).
// Source: P. Downey, R. Sethi, R. Tarjan, Variations on the common subexpression problem, JACM (1980).

extension EGraph {
  /// Closes the e-graph under congruence, and folds constants. Complexity: O(n log n) for n changed
  /// places over the life of the e-graph.
  public mutating func rebuild() {
    let start = history.count
    var (effort, isOpen) = (0, false)
    closeNewNodes()
    if folding != nil { foldNewNodes() }
    recordChanges()
    repeat {
      while losers.count > 0 { closeWave() }
      if folding != nil {
        foldConstants()
        // What folding made must be in the index before the next wave looks for it.
        if losers.count > 0 { recordChanges() }
      }
      isOpen = false
      if losers.count == 0 && !sums.isEmpty {
        recordChanges()
        let known = history.count
        compareSums(exposing: effort < SumLaws.largestEffort)
        if losers.count == 0 && !sumLaws.isEmpty { applySumLaws() }
        // What the laws made must be in the index before the next wave looks for it. A unit that they made is a
        // part of sums, which are to be looked at again though no classes were joined.
        recordChanges()
        effort += 1
        isOpen = !sumLaws.isEmpty && history.count > known && effort < SumLaws.largestEffort
      }
    } while losers.count > 0 || isOpen
    recordChanges()
    let merged =
      analyses.isEmpty ? [] : (0..<absorbed.count).map { EClassID(absorbed[UInt32($0)]) }
    freeAbsorbed()
    if !analyses.isEmpty {
      updateAnalyses(since: start, merged: merged)
      recordChanges()
    }
  }

  /// The first waves, before new nodes are in the index: many of them die at once, and most of the others would
  /// have to be entered again. They are gone through as a whole instead, which pays as long as waves are few.
  mutating func closeNewNodes() {
    let count = changes.count
    var waves = 0
    while losers.count > 0 && waves < Self.wavesWithoutIndex {
      precondition(count <= changes.count)
      for i in 0..<count {
        let node = changes.start[i]
        if !isSettled(node) { settleNewNode(node) }
      }
      closeWave()
      waves += 1
    }
  }

  /// Waves before new nodes are entered (count): there are two or three for most rules, a million for a chain.
  private static let wavesWithoutIndex = 3

  /// Whether a node with at most two children is dead, or its class and children are roots. May say no of others.
  @inline(__always)
  private func isSettled(_ node: UInt32) -> Bool {
    let record = nodes.place(of: node)
    if record.pointee.moment == ENodeRecord.dead { return true }
    // Where children are kept apart, the fields tell nothing; a child that is not there is class 0.
    if spill.count > 0 { return false }
    let (own, first, second) = (record.pointee.eClass, record.pointee.first, record.pointee.second)
    // One branch, not three.
    return (leaders[own] ^ own) | (leaders[first] ^ first) | (leaders[second] ^ second) == 0
  }

  /// Gives a new node the root of its class; marks it where its children are no roots any more.
  @inline(never)
  private mutating func settleNewNode(_ node: UInt32) {
    let record = nodes.place(of: node)
    if record.pointee.moment == ENodeRecord.dead { return }
    let eClass = record.pointee.eClass
    if leaders[eClass] != eClass {
      let leader = root(eClass)
      record.pointee.eClass = leader
      if folding != nil && classes[leader].constant != none { foldQueue.append(node) }
    }
    let arity = operators.place(of: record.pointee.op).pointee.arity
    if arity > 2 {
      for i in 0..<arity {
        let part = spill[record.pointee.first + i]
        if leaders[part] != part { return markDirty(node) }
      }
      return
    }
    if arity == 0 { return }
    let (first, second) = (record.pointee.first, record.pointee.second)
    if leaders[first] != first || arity == 2 && leaders[second] != second { markDirty(node) }
  }

  private mutating func closeWave() {
    precondition(scratch.count == 0)
    swap(&losers, &scratch)
    for i in 0..<scratch.count {
      let loser = scratch[UInt32(i)]
      let winner = root(loser)
      // A class brings what it absorbed earlier in this rebuild: that is in no row of its own yet.
      var part = loser
      var last = loser
      while part != none {
        moveNodes(part, winner)
        last = part
        part = classes[part].absorbed
      }
      classes[last].absorbed = classes[winner].absorbed
      classes[winner].absorbed = loser
      absorbed.append(loser)
    }
    scratch.truncate(0)
    for i in 0..<dirty.count { makeCanonical(dirty[UInt32(i)]) }
    dirty.truncate(0)
  }

  /// Relabels the nodes in the rows of a class, and marks those that it is a child of.
  private mutating func moveNodes(_ loser: UInt32, _ winner: UInt32) {
    var row = classes[loser].rows
    while row != none {
      let found = index.rows[row]
      let isMembers = found.key & 255 == ClassIndex.members
      let isPruned = isMembers && folding != nil && classes[winner].constant != none
      for at in found.start..<found.start + found.count {
        let node = UInt32(truncatingIfNeeded: index.entries[at])
        if isMembers {
          nodes[node].eClass = winner
          touch(node)
          if isPruned { foldQueue.append(node) }
        } else {
          markDirty(node)
        }
      }
      row = found.next
    }
  }

  /// Notes that a node has changed.
  @inline(__always)
  mutating func touch(_ node: UInt32) {
    if nodes[node].moment < ENodeRecord.firstMark {
      nodes[node].moment = ENodeRecord.touched
      changes.append(node)
    }
  }

  @inline(__always)
  private mutating func markDirty(_ node: UInt32) {
    let moment = nodes[node].moment
    if moment == ENodeRecord.dead || moment == ENodeRecord.dirty { return }
    nodes[node].moment = ENodeRecord.dirty
    dirty.append(node)
    if moment < ENodeRecord.firstMark { changes.append(node) }
    if folding != nil { noteForFolding(node) }
  }

  /// The rows of classes that are no more: their nodes are in others now.
  private mutating func freeAbsorbed() {
    for i in 0..<absorbed.count {
      let loser = absorbed[UInt32(i)]
      index.free(classes[loser].rows)
      classes[loser].rows = none
      classes[loser].absorbed = none
      classes[root(loser)].absorbed = none
    }
    absorbed.truncate(0)
  }

  /// Gives a node the roots of its children; it dies if there is such a node already.
  private mutating func makeCanonical(_ node: UInt32) {
    let place = nodes.place(of: node)
    let (op, oldFirst, oldSecond) = (place.pointee.op, place.pointee.first, place.pointee.second)
    let arity = operators.place(of: op).pointee.arity
    if arity > 2 { return makeLargeCanonical(node) }
    let wasThere = table.remove(node, HashConsTable.hash(op, oldFirst, oldSecond))
    precondition(wasThere, "a node is not in the table")
    let first = root(oldFirst)
    let second = arity > 1 ? root(oldSecond) : oldSecond
    place.pointee.first = first
    place.pointee.second = second
    let (other, slot, hash) = probeSmall(op, first, second)
    if other == none {
      place.pointee.moment = ENodeRecord.touched
      table.insert(node, hash, at: slot)
      return
    }
    place.pointee.moment = ENodeRecord.dead
    bury(node, other)
  }

  /// Counts a node that has turned out to be congruent to another one, and joins their classes.
  @inline(__always)
  private mutating func bury(_ node: UInt32, _ other: UInt32) {
    nodeCount &-= 1
    if join(nodes[node].eClass, nodes[other].eClass) {
      congruenceCount &+= 1
      log.begin(.congruence, 0)
      log.words.append(node)
      log.words.append(other)
    }
  }

  /// As `makeCanonical`, of a node with more than two children.
  @inline(never)
  private mutating func makeLargeCanonical(_ node: UInt32) {
    var record = nodes[node]
    let arity = operators[record.op].arity
    let wasThere = table.remove(node, keyHash(record, arity))
    precondition(wasThere, "a node is not in the table")
    for i in 0..<arity { spill[record.first + i] = root(spill[record.first + i]) }
    record.moment = ENodeRecord.touched
    nodes[node] = record
    let (other, slot, hash) = twin(record, arity)
    if other == none {
      table.insert(node, hash, at: slot)
      return
    }
    nodes[node].moment = ENodeRecord.dead
    bury(node, other)
  }

  /// The hash under which a node is in the table.
  @inline(__always)
  func keyHash(_ record: ENodeRecord, _ arity: UInt32) -> UInt32 {
    if arity <= 2 { return HashConsTable.hash(record.op, record.first, record.second) }
    var hash = HashConsTable.hash(record.op, spill[record.first], spill[record.first + 1])
    for i in 2..<arity { hash = HashConsTable.hash(hash, spill[record.first + i], i) }
    return hash
  }

  /// The node in the table with the operator and the more than two children of a record.
  private mutating func twin(_ record: ENodeRecord, _ arity: UInt32)
    -> (node: UInt32, slot: Int, hash: UInt32)
  {
    let children = (0..<arity).map { spill[record.first + $0] }
    return children.withUnsafeBufferPointer { probe(record.op, arity, $0.baseAddress!) }
  }
}
