// How left sides come into the tree and leave it. A left side that is alone below a node is a rest of cells;
// when another one comes, the node gets a child for the next cell, as often as both agree. Children stay
// in the order in which they came, which is the order in which retrieval tries variables. Entries: `insert`
// and `remove`. Neighbour: `MatchingTree.swift`, which searches.

extension MatchingTree {
  /// Adds a left side, which stays where it is, and whose variables are numbered by first occurrence.
  mutating func insert(_ term: TermPointer, _ view: UInt32) {
    var node = 0
    var variableCount = 0
    changes.append(Change(view: view, isRemoval: false))
    populations.base[0] += 1
    var i = 0
    while i < term.termLength {
      if nodes[node].cell & Node.isAlone != 0 {
        if isRest(of: node, term + i, term.termLength - i) { break }
        branch(node)
      }
      let cell = term[i]
      let key = cell & 0xFFFF
      let isFirst = cell.isVariable && cell.variableNumber == variableCount
      if isFirst { variableCount += 1 }
      i += 1
      if let known = child(of: node, key) {
        node = known
      } else {
        node = addChild(
          of: node, key, isFirst, variables: variableCount,
          rest: UInt32(truncatingIfNeeded: term + i - cells))
        populations.base[node] += 1
        break
      }
      populations.base[node] += 1
    }
    entries.append(Entry(view: view, next: 0))
    let new = UInt32(entries.count)
    // Behind the older ones, which are found first.
    var last = nodes[node].first
    if last == 0 {
      nodes.base[node].first = new
    } else {
      while entries[Int(last) - 1].next != 0 { last = entries[Int(last) - 1].next }
      entries.base[Int(last) - 1].next = new
    }
  }

  /// Whether so many cells are the rest of the left side that is alone at a node.
  private func isRest(of node: Int, _ other: TermPointer, _ count: Int) -> Bool {
    let rest = cells + Int(nodes[node].firstVariable)
    for i in 0..<count where rest[i] & 0xFFFF != other[i] & 0xFFFF { return false }
    return true
  }

  /// Gives a node whose left side was alone a child for its next cell, at which it is alone.
  private mutating func branch(_ node: Int) {
    let old = nodes[node]
    let cell = cells[Int(old.firstVariable)]
    var variables = Int(old.cell >> 24)
    let isFirst = cell.isVariable && cell.variableNumber == variables
    if isFirst { variables += 1 }
    nodes.base[node].cell = old.cell & (0xFFFF | Node.isFirst)
    (nodes.base[node].first, nodes.base[node].firstVariable) = (0, 0)
    let child = addChild(
      of: node, cell & 0xFFFF, isFirst, variables: variables, rest: old.firstVariable + 1)
    nodes.base[child].first = old.first
    // The one that is being added is counted at the node already.
    populations.base[child] = populations[node] - 1
  }

  private func child(of node: Int, _ key: Cell) -> Int? {
    var here = key.isVariable ? nodes[node].firstVariable : nodes[node].first
    while here != 0 {
      if nodes[Int(here)].cell & 0xFFFF == key { return Int(here) }
      here = nodes[Int(here)].sibling
    }
    return nil
  }

  /// Adds a leaf behind the other children of a node.
  private mutating func addChild(
    of node: Int, _ key: Cell, _ isFirst: Bool, variables: Int, rest: UInt32
  ) -> Int {
    let new = UInt32(nodes.count)
    let mark = Node.isAlone | Cell(truncatingIfNeeded: variables) << 24
    nodes.append(
      Node(cell: key | mark | (isFirst ? Node.isFirst : 0), firstVariable: rest))
    populations.append(0)
    var last = key.isVariable ? nodes[node].firstVariable : nodes[node].first
    if last == 0 {
      if key.isVariable {
        nodes.base[node].firstVariable = new
      } else {
        nodes.base[node].first = new
      }
      return Int(new)
    }
    while nodes[Int(last)].sibling != 0 { last = nodes[Int(last)].sibling }
    nodes.base[Int(last)].sibling = new
    return Int(new)
  }

  /// Removes what `insert` added. Branches that become empty are cut off.
  mutating func remove(_ term: TermPointer, _ view: UInt32) {
    var node = 0
    changes.append(Change(view: view, isRemoval: true))
    populations.base[0] -= 1
    for i in 0..<term.termLength where nodes[node].cell & Node.isAlone == 0 {
      let key = term[i] & 0xFFFF
      let isVariable = key.isVariable
      var here = isVariable ? nodes[node].firstVariable : nodes[node].first
      var last: UInt32 = 0
      while here != 0, nodes[Int(here)].cell & 0xFFFF != key {
        last = here
        here = nodes[Int(here)].sibling
      }
      precondition(here != 0, "a left side is not in the tree")
      populations.base[Int(here)] -= 1
      if populations[Int(here)] == 0 {
        let next = nodes[Int(here)].sibling
        if last != 0 {
          nodes.base[Int(last)].sibling = next
        } else if isVariable {
          nodes.base[node].firstVariable = next
        } else {
          nodes.base[node].first = next
        }
        return
      }
      node = Int(here)
    }
    var here = nodes[node].first
    var last: UInt32 = 0
    while here != 0, entries[Int(here) - 1].view != view {
      last = here
      here = entries[Int(here) - 1].next
    }
    precondition(here != 0, "a rule is not in the tree")
    let next = entries[Int(here) - 1].next
    if last == 0 {
      nodes.base[node].first = next
    } else {
      entries.base[Int(last) - 1].next = next
    }
  }
}
