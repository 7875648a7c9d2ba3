// Bounded completion of declared sums, on request: what follows from equal sums when parts of them occur in
// others. Comparing multisets finds that x + (y + z) = y + (z + x), but not that x + (u + y) = z + (u + w) where
// x + y = z + w is known. Start at `completeSums`. A class with several sums gives equations between multisets, used
// from the larger to the least: a sum that contains the larger is joined with one that has the least in its place,
// and two that overlap with one another by way of what has both. Every step adds nodes and joins rearrangements
// of one sum, so explanations need nothing new.
// Neighbours: `EGraph+Sums.swift`, `SumTree.swift`.
// Source: L. Bachmair, I. Ramakrishnan, A. Tiwari, L. Vigneron, Congruence closure modulo associativity and
// commutativity, FroCoS (2000): its deduction and simplification, up to a bound.

import Terms

/// A sum with its parts.
private struct FlatSum {
  let node: UInt32
  let parts: [SumPart]
}

extension EGraph {
  /// Derives what follows from the equations between sums, by at most so many steps, each of which adds sums.
  /// Returns whether nothing more follows: then any two sums that are equal by associativity, commutativity and
  /// the equations that the e-graph knows are found equal, once both are in it.
  ///
  /// *Requires*: an operator that was declared to be a sum. *Ensures*: a rebuilt e-graph. *Complexity*: a step is
  /// linear in the sums; how many are needed may grow faster than exponentially. Stops at the limit on nodes.
  @discardableResult
  public mutating func completeSums(_ symbol: Symbol, steps: Int = 1_000) -> Bool {
    precondition(sums.contains(symbol.index), "not declared to be a sum")
    var left = steps
    rebuild()
    while left > 0, nodeCount < limits.nodes {
      let before = unionCount
      let isCut = completeOnce(symbol.index, &left)
      rebuild()
      if unionCount == before { return !isCut }
    }
    return false
  }

  /// One pass over all equations. Returns whether it was cut short.
  private mutating func completeOnce(_ op: UInt32, _ left: inout Int) -> Bool {
    // All sums as they are now; what is made here comes next time.
    let all = leastParts(op)
    guard let parts = sumStates[op]?.parts else { return false }
    var seen: [[SumPart]: UInt32] = [:]
    var equations: [FlatSum] = []
    var pending: [(UInt32, UInt32, [UInt32])] = []
    for flat in all {
      if let other = seen[flat.parts] {
        let twin = SumTree.known(other, words: rearrangement(other, parts))
        note(flat.node, rearrangement(flat.node, parts), twin, &pending, &left)
        continue
      }
      seen[flat.parts] = flat.node
      if let least = parts.multisets[root(nodes[flat.node].eClass)],
        Self.isLarger(flat.parts, than: least)
      {
        equations.append(flat)
      }
    }
    for (place, equation) in equations.enumerated() {
      for flat in all where flat.node != equation.node {
        guard let rest = Self.difference(flat.parts, equation.parts) else { continue }
        if left <= 0 || nodeCount >= limits.nodes { return finish(pending, isCut: true) }
        // The sum itself, with the larger side of the equation put together.
        let tree = extended(equation, by: rest, op, parts)
        note(flat.node, rearrangement(flat.node, parts), tree, &pending, &left)
      }
      for other in equations[(place + 1)...] {
        guard let (first, second) = Self.overlap(equation.parts, other.parts) else { continue }
        if left <= 0 || nodeCount >= limits.nodes { return finish(pending, isCut: true) }
        let tree = extended(equation, by: first, op, parts)
        let twin = extended(other, by: second, op, parts)
        note(tree.node, Array(tree.words.dropFirst()), twin, &pending, &left)
      }
    }
    return finish(pending, isCut: false)
  }

  /// All sums, where each class is taken apart as the least of those that it has. Each change makes a multiset
  /// smaller, in an order without infinite descent that adding parts keeps; so this ends, and no class comes to
  /// contain itself.
  private mutating func leastParts(_ op: UInt32) -> [FlatSum] {
    guard var state = sumStates.removeValue(forKey: op) else { return [] }
    var all: [FlatSum] = []
    var isChanged = true
    while isChanged {
      isChanged = false
      all = []
      for node in 0..<UInt32(nodes.count) where nodes[node].op == op {
        guard let whole = multiset(node, state.parts) else { continue }
        all.append(FlatSum(node: node, parts: whole))
        let eClass = root(nodes[node].eClass)
        guard let known = state.parts.multisets[eClass],
          Self.isLarger(known, than: whole)
        else { continue }
        state.parts.multisets[eClass] = whole
        state.parts.choices[eClass] = node
        isChanged = true
      }
    }
    sumStates[op] = state
    return all
  }

  /// Notes two rearrangements of one sum that are not known to be equal.
  private mutating func note(
    _ node: UInt32, _ words: [UInt32], _ tree: SumTree,
    _ pending: inout [(UInt32, UInt32, [UInt32])],
    _ left: inout Int
  ) {
    if root(nodes[node].eClass) == root(nodes[tree.node].eClass) { return }
    pending.append((node, tree.node, words + tree.words.dropFirst()))
    left -= 1
  }

  private mutating func finish(_ pending: [(UInt32, UInt32, [UInt32])], isCut: Bool) -> Bool {
    for (a, b, ways) in pending where join(nodes[a].eClass, nodes[b].eClass) {
      log.begin(.rearrangement, UInt32(2 + ways.count))
      for word in [a, b] + ways { log.words.append(word) }
    }
    return isCut
  }

  /// The larger side of an equation with more parts beside it.
  private mutating func extended(
    _ equation: FlatSum, by rest: [SumPart], _ op: UInt32, _ parts: SumParts
  ) -> SumTree {
    let known = SumTree.known(equation.node, words: rearrangement(equation.node, parts))
    return joined(trees(rest), op).map { sum(known, $0, op) } ?? known
  }

  /// What is left of a multiset without another one; nil if that is not contained in it.
  private static func difference(_ whole: [SumPart], _ part: [SumPart]) -> [SumPart]? {
    var result: [SumPart] = []
    var next = 0
    for item in whole {
      var count = item.count
      if next < part.count, part[next].eClass == item.eClass {
        if part[next].count > count { return nil }
        count -= part[next].count
        next += 1
      }
      if count > 0 { result.append(SumPart(eClass: item.eClass, count: count)) }
    }
    return next == part.count ? result : nil
  }

  /// What two multisets lack to become the least that contains both; nil where they have nothing in common, or one
  /// contains the other.
  private static func overlap(_ a: [SumPart], _ b: [SumPart]) -> ([SumPart], [SumPart])? {
    var counts: [UInt32: (UInt32, UInt32)] = [:]
    for part in a { counts[part.eClass, default: (0, 0)].0 = part.count }
    for part in b { counts[part.eClass, default: (0, 0)].1 = part.count }
    var (first, second): ([SumPart], [SumPart]) = ([], [])
    var isCommon = false
    for eClass in counts.keys.sorted() {
      let (x, y) = counts[eClass]!
      if x > 0 && y > 0 { isCommon = true }
      if y > x { first.append(SumPart(eClass: eClass, count: y - x)) }
      if x > y { second.append(SumPart(eClass: eClass, count: x - y)) }
    }
    return isCommon && !first.isEmpty && !second.isEmpty ? (first, second) : nil
  }

  /// More parts, or as many but, at the first difference, more of the class with the smaller number.
  static func isLarger(_ a: [SumPart], than b: [SumPart]) -> Bool {
    let (first, second) = (a.reduce(0) { $0 + Int($1.count) }, b.reduce(0) { $0 + Int($1.count) })
    if first != second { return first > second }
    for (x, y) in zip(a, b) where x != y {
      return x.eClass == y.eClass ? x.count > y.count : x.eClass < y.eClass
    }
    return false
  }
}
