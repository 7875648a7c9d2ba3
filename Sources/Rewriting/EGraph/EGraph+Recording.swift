// What has changed, written down: a new moment for each changed node, by which searches go, and its place in the rows
// of its class and of its children. Start at `recordChanges`. `EGraph+Rebuild` calls it between waves, where the
// index is needed, and at the end.

extension EGraph {
  /// Gives each changed node its moment, operator by operator.
  mutating func recordChanges() {
    if changes.count == 0 { return }
    // Operators, in order of their first change. The dead are left out from here on.
    precondition(scratch.count == 0)
    let changed = changes.start
    var kept = 0
    for i in 0..<changes.count {
      let node = changed[i]
      let record = nodes.place(of: node)
      let op = operators.place(of: record.pointee.op)
      // Which nodes are dead cannot be foreseen, so nothing branches on it.
      let alive: UInt32 = record.pointee.moment == ENodeRecord.dead ? 0 : 1
      if op.pointee.changed < alive { scratch.append(record.pointee.op) }
      op.pointee.changed &+= alive
      changed[kept] = node
      kept &+= Int(alive)
    }
    var moment = UInt32(history.count)
    for i in 0..<scratch.count {
      let op = scratch[UInt32(i)]
      let count = operators[op].changed
      appendSegment(op, moment, moment + count)
      operators[op].changed = moment
      moment += count
    }
    precondition(moment < ENodeRecord.firstMark, "the history is full")
    // Each moment is given to a node below.
    _ = history.extend(by: Int(moment) - history.count)
    for i in 0..<kept {
      let node = changed[i]
      let record = nodes.place(of: node)
      let op = operators.place(of: record.pointee.op)
      let now = op.pointee.changed
      op.pointee.changed = now &+ 1
      history[now] = node
      record.pointee.moment = now
      enter(node, record, op.pointee.arity, now)
    }
    for i in 0..<scratch.count { operators[scratch[UInt32(i)]].changed = 0 }
    scratch.truncate(0)
    changes.truncate(0)
  }

  private mutating func appendSegment(_ op: UInt32, _ start: UInt32, _ end: UInt32) {
    let segment = UInt32(segments.count)
    segments.append(HistorySegment(start: start, end: end, next: none))
    let last = operators[op].lastSegment
    if last == none {
      operators[op].firstSegment = segment
    } else {
      segments[last].next = segment
    }
    operators[op].lastSegment = segment
  }

  /// Puts a node into the rows of its class and of its children.
  @inline(__always)
  private mutating func enter(
    _ node: UInt32, _ record: UnsafeMutablePointer<ENodeRecord>, _ arity: UInt32, _ moment: UInt32
  ) {
    let entry = ClassIndex.entry(node, moment)
    let op = record.pointee.op
    let nodes = self.nodes.start
    index.enter(
      entry, ClassIndex.key(op, ClassIndex.members), classes.place(of: record.pointee.eClass), nodes
    )
    if arity == 0 { return }
    if arity > 2 { return enterLarge(entry, record, arity) }
    index.enter(entry, ClassIndex.key(op, 0), classes.place(of: record.pointee.first), nodes)
    if arity == 1 { return }
    index.enter(entry, ClassIndex.key(op, 1), classes.place(of: record.pointee.second), nodes)
  }

  /// Puts a node with more than two children into their rows.
  @inline(never)
  private mutating func enterLarge(
    _ entry: UInt64, _ record: UnsafeMutablePointer<ENodeRecord>, _ arity: UInt32
  ) {
    for i in 0..<arity {
      let child = spill[record.pointee.first + i]
      index.enter(
        entry, ClassIndex.key(record.pointee.op, i), classes.place(of: child), nodes.start)
    }
  }
}
