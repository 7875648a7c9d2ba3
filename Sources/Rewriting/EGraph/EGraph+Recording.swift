// What has changed, written down: a new moment for each changed node, by which searches go, and its place in the rows
// of its class and of its children. Start at `recordChanges`. `EGraph+Rebuild` calls it between waves, where the
// index is needed, and at the end.

extension EGraph {
  /// Gives each changed node its moment, operator by operator.
  mutating func recordChanges() {
    if changes.count == 0 { return }
    // Operators, in order of their first change.
    precondition(scratch.count == 0)
    let changed = changes.place(of: 0)
    for i in 0..<changes.count {
      let record = nodes.place(of: changed[i])
      if record.pointee.moment == ENodeRecord.dead { continue }
      let op = operators.place(of: record.pointee.op)
      if op.pointee.changed == 0 { scratch.append(record.pointee.op) }
      op.pointee.changed += 1
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
    for i in 0..<changes.count {
      let node = changed[i]
      let place = nodes.place(of: node)
      if place.pointee.moment == ENodeRecord.dead { continue }
      let op = operators.place(of: place.pointee.op)
      let now = op.pointee.changed
      op.pointee.changed = now + 1
      history[now] = node
      place.pointee.moment = now
      enter(node, place.pointee, op.pointee.arity, now)
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
    _ node: UInt32, _ record: ENodeRecord, _ arity: UInt32, _ moment: UInt32
  ) {
    let entry = ClassIndex.entry(node, moment)
    enter(entry, ClassIndex.key(record.op, ClassIndex.members), record.eClass)
    for i in 0..<arity {
      enter(entry, ClassIndex.key(record.op, i), child(record, i, arity))
    }
  }

  @inline(__always)
  private mutating func enter(_ entry: UInt64, _ key: UInt32, _ eClass: UInt32) {
    let known = classes.place(of: eClass)
    known.pointee.weight &+= 1
    let bit = Self.maskBit(key)
    let row = known.pointee.mask & bit != 0 ? index.row(key, known.pointee.rows) : none
    if row == none {
      known.pointee.mask |= bit
      known.pointee.rows = index.makeRow(key, entry, before: known.pointee.rows)
      return
    }
    let count = index.rows[row].count
    if count & (count - 1) == 0 { makeRoom(in: row) }
    index.append(entry, to: row)
  }

  /// Drops the stale entries of a full row; enlarges it if it remains full.
  private mutating func makeRoom(in row: UInt32) {
    let found = index.rows[row]
    var kept = found.start
    if found.count >= 4 {
      for at in found.start..<found.start + found.count {
        let entry = index.entries[at]
        let node = UInt32(truncatingIfNeeded: entry)
        if nodes[node].moment == UInt32(truncatingIfNeeded: entry >> 32) {
          index.entries[kept] = entry
          kept += 1
        }
      }
      if kept - found.start < found.count { index.shrink(row, to: kept - found.start) }
    }
    let count = index.rows[row].count
    if count > 0 && count & (count - 1) == 0 { index.enlarge(row) }
  }
}
