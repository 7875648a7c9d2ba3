// What must hold of a rebuilt e-graph, checked in full. Tests call it; it costs time linear in the
// e-graph. Each check says what is wrong.

import Terms

extension EGraph {
  /// Traps, with the numbers concerned, unless the stores agree with one another.
  public mutating func checkInvariants() {
    precondition(losers.count == 0 && changes.count == 0, "it has not been rebuilt")
    var live = 0
    var roots: Set<UInt32> = []
    for node in 0..<UInt32(nodes.count) where nodes[node].moment != ENodeRecord.dead {
      live += 1
      let record = nodes[node]
      let arity = operators[record.op].arity
      roots.insert(record.eClass)
      precondition(leaders[record.eClass] == record.eClass, "node \(node): not in a root")
      precondition(history[record.moment] == node, "node \(node): not at its moment")
      var keys: [UInt32] = []
      let entry = ClassIndex.entry(node, record.moment)
      for i in 0..<arity {
        let key = child(record, i, arity)
        keys.append(key)
        precondition(leaders[key] == key, "node \(node): child \(i) is no root")
        precondition(holds(key, ClassIndex.key(record.op, i), entry), "node \(node): not indexed")
      }
      precondition(
        holds(record.eClass, ClassIndex.key(record.op, ClassIndex.members), entry),
        "node \(node): not among its class's nodes")
      if keys.isEmpty { keys = [0] }
      let found = keys.withUnsafeBufferPointer { probe(record.op, arity, $0.baseAddress!).node }
      precondition(found == node, "node \(node): the table has \(found)")
    }
    for eClass in roots { checkRows(eClass) }
    precondition(live == nodeCount && live == table.count, "nodes: \(live), \(nodeCount)")
    precondition(roots.count == classCount, "classes: \(roots.count), \(classCount)")
  }

  /// Whether a row of a class has an entry: by bisection, since rows are sorted.
  private func holds(_ eClass: UInt32, _ key: UInt32, _ entry: UInt64) -> Bool {
    let row = index.row(key, classes[eClass].rows)
    if row == none { return false }
    var (low, high) = (index.rows[row].start, index.rows[row].start + index.rows[row].count)
    while low < high {
      let middle = low + (high - low) / 2
      let found = index.entries[middle]
      if found == entry { return true }
      if found < entry { low = middle + 1 } else { high = middle }
    }
    return false
  }

  private func checkRows(_ eClass: UInt32) {
    var row = classes[eClass].rows
    while row != none {
      let found = index.rows[row]
      for at in found.start..<found.start + found.count where at > found.start {
        precondition(index.entries[at - 1] <= index.entries[at], "row \(row): not sorted")
      }
      row = found.next
    }
  }

  /// By reason: the terms of the nodes that the user said are equal, where that was news.
  public mutating func statedTerms() -> [Int: (Term, Term)] {
    var stated: [Int: (Term, Term)] = [:]
    forestRead()
    var builder = ExplanationBuilder(forest: forest)
    for edge in forest.edges.indices {
      let record = LogRecord(forest.edges[edge].record, self)
      guard record.kind == .statement else { continue }
      stated[Int(record.number)] = (
        builder.term(forest.edges[edge].from, &self), builder.term(forest.edges[edge].to, &self)
      )
    }
    return stated
  }

  private mutating func forestRead() {
    var forest = ProofForest()
    swap(&forest, &self.forest)
    forest.read(self)
    self.forest = forest
  }
}
