// Sorts under inference: kernel sorts with holes, and unification that fills them.
//
// One arena serves one statement. A hole (`meta`) stands for a sort that is not known yet; a
// `parameter` is a sort variable that a signature fixes and that nothing may specialise. All walks
// use stacks of their own, because a long chain of operators can make a deep sort.
// Entry: `unify`. Source: J. A. Robinson, A machine-oriented logic, J. ACM 12 (1965).

import ProofKernel

/// A sort of a `SortArena`.
struct SortRef: Hashable {
  var index: Int
  /// The sort of formulas, which every arena holds first.
  static let formula = SortRef(index: 0)
}

/// Sorts with holes.
struct SortArena {
  enum Node {
    case formula
    case meta(SortRef?)
    case parameter(Int)
    case application(SortSymbolID, [SortRef])
  }

  private(set) var nodes: [Node] = [.formula]

  /// A new hole.
  mutating func meta() -> SortRef { add(.meta(nil)) }

  mutating func add(_ node: Node) -> SortRef {
    nodes.append(node)
    return SortRef(index: nodes.count - 1)
  }

  mutating func arrow(_ from: SortRef, _ to: SortRef) -> SortRef {
    add(.application(.arrow, [from, to]))
  }

  /// The sort that a filled hole stands for; any other sort itself.
  func find(_ sort: SortRef) -> SortRef {
    var current = sort
    while case .meta(let link?) = nodes[current.index] { current = link }
    return current
  }

  subscript(sort: SortRef) -> Node { nodes[find(sort).index] }

  /// The two sorts of an arrow, or nil.
  func arrowParts(_ sort: SortRef) -> (from: SortRef, to: SortRef)? {
    guard case .application(.arrow, let parts) = self[sort] else { return nil }
    return (parts[0], parts[1])
  }

  /// Makes two sorts equal by filling holes; false if that cannot be.
  ///
  /// A hole never becomes the sort of formulas. Holes filled before a failure stay filled.
  mutating func unify(_ left: SortRef, _ right: SortRef) -> Bool {
    var pending = [(left, right)]
    while let (first, second) = pending.popLast() {
      let a = find(first)
      let b = find(second)
      if a == b { continue }
      switch (nodes[a.index], nodes[b.index]) {
      case (.formula, .formula): continue
      case (.meta, .formula), (.formula, .meta): return false
      case (.meta, _):
        if occurs(a, in: b) { return false }
        nodes[a.index] = .meta(b)
      case (_, .meta):
        if occurs(b, in: a) { return false }
        nodes[b.index] = .meta(a)
      case (.parameter(let x), .parameter(let y)): if x != y { return false }
      case (.application(let x, let parts), .application(let y, let others)):
        guard x == y, parts.count == others.count else { return false }
        pending.append(contentsOf: zip(parts, others).reversed())
      default: return false
      }
    }
    return true
  }

  private func occurs(_ hole: SortRef, in sort: SortRef) -> Bool {
    var seen: Set<SortRef> = []
    var pending = [sort]
    while let next = pending.popLast().map(find) {
      if next == hole { return true }
      guard case .application(_, let parts) = nodes[next.index], seen.insert(next).inserted else {
        continue
      }
      pending.append(contentsOf: parts)
    }
    return false
  }

  /// The holes and parameters of a sort, from left to right, each once, after those of `found`.
  func collectVariables(of sort: SortRef, into found: inout [SortRef]) {
    var seen: Set<SortRef> = []
    var pending = [sort]
    while let next = pending.popLast().map(find) {
      guard seen.insert(next).inserted else { continue }
      switch nodes[next.index] {
      case .meta: if !found.contains(next) { found.append(next) }
      case .parameter(let number):
        let isKnown = found.contains {
          if case .parameter(number) = nodes[$0.index] { return true } else { return false }
        }
        if !isKnown { found.append(next) }
      case .application(_, let parts): pending.append(contentsOf: parts.reversed())
      case .formula: break
      }
    }
  }

  /// A kernel sort with `arguments` for its variables. Kernel sorts are at most 250 deep.
  mutating func instantiate(_ sort: SortID, _ arguments: [SortRef], _ store: TermStore) -> SortRef {
    switch store.shape(of: sort) {
    case .formula: return .formula
    case .variable(let number): return arguments[number]
    case .application(let symbol, let parts):
      let copies = parts.map { instantiate($0, arguments, store) }
      return add(.application(symbol, copies))
    }
  }
}
