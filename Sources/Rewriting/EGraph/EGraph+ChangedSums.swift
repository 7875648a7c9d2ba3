// Which sums are to be compared again: those whose nodes changed, and all above them; the parts of all others
// are remembered. Start at `changedSums`, which reads the history of changes, and `settle`, which takes the
// classes of these sums apart. Neighbour: `EGraph+Sums.swift`.

import Terms

/// What is remembered of the sums of an operator.
struct SumState {
  var parts = SumParts()
  /// By parts: a sum that had them when it was looked at.
  var seen: [[SumPart]: UInt32] = [:]
  /// The moment up to which the history has been read.
  var moment = 0
  /// Sums that were to be compared when something else came between.
  var waiting: [UInt32] = []
  /// Sums to which the laws were not applied any more in this rebuild.
  var unexposed: [UInt32] = []
}

extension EGraph {
  /// The sums that changed, or have a changed one in them, in order of number; what was remembered of their
  /// classes is forgotten. Complexity: linear in the changes and the sums found.
  mutating func changedSums(_ op: UInt32, _ state: inout SumState) -> [UInt32] {
    var found: Set<UInt32> = []
    var classes: Set<UInt32> = []
    var open: [UInt32] = []
    func note(_ node: UInt32, _ graph: inout EGraph) {
      guard graph.nodes[node].moment != ENodeRecord.dead else { return }
      found.insert(node)
      let eClass = graph.root(graph.nodes[node].eClass)
      if classes.insert(eClass).inserted { open.append(eClass) }
    }
    for at in state.moment..<history.count {
      let node = history[UInt32(at)]
      let record = nodes[node]
      guard record.moment == UInt32(at) else { continue }
      if record.op == op {
        note(node, &self)
      } else if sumLaws[op] != nil {
        // A part that has become a unit, or an inverse.
        for sum in sums(above: root(record.eClass), op) { note(sum, &self) }
      }
    }
    for node in state.waiting + state.unexposed { note(node, &self) }
    (state.moment, state.waiting, state.unexposed) = (history.count, [], [])
    while let eClass = open.popLast() {
      for node in liveEntries(of: eClass, ClassIndex.key(op, ClassIndex.members)) {
        found.insert(node)
      }
      for node in sums(above: eClass, op) { note(node, &self) }
    }
    for eClass in classes {
      state.parts.multisets[eClass] = nil
      state.parts.choices[eClass] = nil
    }
    for i in 0..<absorbed.count {
      state.parts.multisets[absorbed[UInt32(i)]] = nil
      state.parts.choices[absorbed[UInt32(i)]] = nil
    }
    return found.sorted()
  }

  /// The sums that a class is a child of.
  private func sums(above eClass: UInt32, _ op: UInt32) -> [UInt32] {
    liveEntries(of: eClass, ClassIndex.key(op, 0))
      + liveEntries(of: eClass, ClassIndex.key(op, 1))
  }

  /// The nodes in a row of a class that have not changed since they were entered.
  private func liveEntries(of eClass: UInt32, _ key: UInt32) -> [UInt32] {
    guard classes[eClass].mask & ClassIndex.maskBit(key) != 0 else { return [] }
    let row = index.row(key, classes[eClass].rows)
    guard row != none else { return [] }
    let part = index.rows[row]
    var found: [UInt32] = []
    for at in part.start..<part.start + part.count {
      let entry = index.entries[at]
      let node = UInt32(truncatingIfNeeded: entry)
      if nodes[node].moment == UInt32(truncatingIfNeeded: entry >> 32) { found.append(node) }
    }
    return found
  }

  /// Takes the classes of sums apart from the ends: a class without sums is a part; one with a sum of classes
  /// that are taken apart already is that sum. Where only circles are left, one class becomes a part.
  mutating func settle(_ op: UInt32, _ changed: [UInt32], _ parts: inout SumParts) {
    for node in changed {
      for child in [root(nodes[node].first), root(nodes[node].second)]
      where parts.multisets[child] == nil
        && liveEntries(of: child, ClassIndex.key(op, ClassIndex.members)).isEmpty
      {
        parts.multisets[child] = [SumPart(eClass: child, count: 1)]
      }
    }
    var open = changed
    while !open.isEmpty {
      var later: [UInt32] = []
      for node in open {
        let eClass = root(nodes[node].eClass)
        if parts.multisets[eClass] != nil { continue }
        guard let first = parts.multisets[root(nodes[node].first)],
          let second = parts.multisets[root(nodes[node].second)]
        else {
          later.append(node)
          continue
        }
        if let whole = Self.merged(first, second) {
          parts.multisets[eClass] = whole
          parts.choices[eClass] = node
        } else {
          parts.multisets[eClass] = [SumPart(eClass: eClass, count: 1)]
        }
      }
      if later.count == open.count, let node = later.first {
        let eClass = root(nodes[node].eClass)
        parts.multisets[eClass] = [SumPart(eClass: eClass, count: 1)]
      }
      open = later
    }
  }
}
