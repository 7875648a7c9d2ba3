// Congruence closure of ground equations, with explanations: which equations make two terms equal, as
// rewrites in order. Entry: `node`, `merge`, `explain`. Each union keeps its reason in a forest whose
// paths never change, so an explanation rests only on what was merged before the terms became equal.
// Source: R. Nieuwenhuis, A. Oliveras, Proof-producing congruence closure (2005).

/// Classes of equal ground terms. Variables count as constants.
struct GroundClosure<Reason> {
  /// One rewrite of an explanation.
  struct Link {
    var position: [UInt32]
    var reason: Reason
    var isReversed: Bool
  }
  private enum Edge {
    case given(Reason, isReversed: Bool)
    case congruence
  }
  private struct Node {
    var symbol: Cell
    var children: [Int]
    var parent: Int  // in its class; itself at the root
    var size = 1
    var uses: [Int] = []  // of a root: the terms with an argument in its class
    /// Towards the root of its tree of reasons.
    var next: (node: Int, edge: Edge)?
  }

  private var nodes: [Node] = []
  private var known: [[Int]: Int] = [:]  // by symbol and children
  private var signatures: [[Int]: Int] = [:]  // by symbol and the classes of the children

  /// The node of a term. O(length) look-ups.
  mutating func node(_ cells: [Cell], _ arities: [Int]) -> Int {
    var stack: [Int] = []
    for cell in cells.reversed() {
      let arity = cell.isVariable ? 0 : arities[cell.symbol]
      let children = Array(stack.suffix(arity).reversed())
      stack.removeLast(arity)
      stack.append(node(cell & 0xFFFF, children))
    }
    return stack[0]
  }

  private mutating func node(_ symbol: Cell, _ children: [Int]) -> Int {
    let key = [Int(symbol)] + children
    if let node = known[key] { return node }
    let new = nodes.count
    nodes.append(Node(symbol: symbol, children: children, parent: new))
    known[key] = new
    for child in children { nodes[root(child)].uses.append(new) }
    let signature = self.signature(new)
    if let other = signatures[signature] {
      merge(pending: [(new, other, .congruence)])
    } else {
      signatures[signature] = new
    }
    return new
  }

  private func signature(_ node: Int) -> [Int] {
    [Int(nodes[node].symbol)] + nodes[node].children.map(root)
  }

  private func root(_ node: Int) -> Int {
    var here = node
    while nodes[here].parent != here { here = nodes[here].parent }
    return here
  }

  /// Whether two terms are equal by what was merged.
  func areEqual(_ a: Int, _ b: Int) -> Bool { root(a) == root(b) }

  /// Makes two terms equal, for a reason that rewrites the first into the second.
  mutating func merge(_ a: Int, _ b: Int, _ reason: Reason) {
    merge(pending: [(a, b, .given(reason, isReversed: false))])
  }

  private mutating func merge(pending: [(Int, Int, Edge)]) {
    var pending = pending
    while let (a, b, edge) = pending.popLast() {
      var (small, large) = (root(a), root(b))
      if small == large { continue }
      link(a, b, edge)
      if nodes[small].size > nodes[large].size { swap(&small, &large) }
      nodes[small].parent = large
      nodes[large].size += nodes[small].size
      let uses = nodes[small].uses
      nodes[small].uses = []
      nodes[large].uses += uses
      for use in uses {
        let signature = self.signature(use)
        if let other = signatures[signature] {
          if root(other) != root(use) { pending.append((use, other, .congruence)) }
        } else {
          signatures[signature] = use
        }
      }
    }
  }

  /// Joins two trees of reasons: that of a hangs below b.
  private mutating func link(_ a: Int, _ b: Int, _ edge: Edge) {
    var (here, next) = (a, (node: b, edge: edge))
    while true {
      let old = nodes[here].next
      nodes[here].next = next
      guard let old else { return }
      next = (here, reversed(old.edge))
      here = old.node
    }
  }

  private func reversed(_ edge: Edge) -> Edge {
    if case .given(let reason, let isReversed) = edge {
      return .given(reason, isReversed: !isReversed)
    }
    return edge
  }

  /// The rewrites, in order, that turn one term into another that is equal. Bounded recursion: a
  /// congruence is explained by its arguments.
  func explain(_ a: Int, _ b: Int, at position: [UInt32] = []) -> [Link] {
    if a == b { return [] }
    var wayUp: [Int] = [a]
    while let next = nodes[wayUp[wayUp.count - 1]].next { wayUp.append(next.node) }
    let places = Dictionary(uniqueKeysWithValues: wayUp.enumerated().map { ($1, $0) })
    var wayDown = [b]
    while places[wayDown[wayDown.count - 1]] == nil {
      guard let next = nodes[wayDown[wayDown.count - 1]].next else {
        preconditionFailure("terms that are not equal have no explanation")
      }
      wayDown.append(next.node)
    }
    var links: [Link] = []
    for node in wayUp[..<places[wayDown[wayDown.count - 1]]!] {
      if let next = nodes[node].next { links += explain(node, next.node, next.edge, position) }
    }
    for node in wayDown.dropLast().reversed() {
      if let next = nodes[node].next {
        links += explain(next.node, node, reversed(next.edge), position)
      }
    }
    return links
  }

  private func explain(_ a: Int, _ b: Int, _ edge: Edge, _ position: [UInt32]) -> [Link] {
    switch edge {
    case .given(let reason, let isReversed):
      return [Link(position: position, reason: reason, isReversed: isReversed)]
    case .congruence:
      var links: [Link] = []
      for (place, (x, y)) in zip(nodes[a].children, nodes[b].children).enumerated() {
        links += explain(x, y, at: position + [UInt32(place)])
      }
      return links
    }
  }

  /// The last term before `end` on the way from a term to it, where the way ends in a given reason.
  func lastBefore(_ end: Int, from a: Int) -> (node: Int, reason: Reason)? {
    // The way goes up from a, or comes down to the end.
    if let next = nodes[end].next, !isAbove(end, a) {
      guard case .given(let reason, _) = next.edge else { return nil }
      return (next.node, reason)
    }
    var here = a
    while let next = nodes[here].next {
      if next.node == end {
        guard case .given(let reason, _) = next.edge else { return nil }
        return (here, reason)
      }
      here = next.node
    }
    return nil
  }

  /// Whether a term is on the way from another one to the root of its tree.
  private func isAbove(_ node: Int, _ other: Int) -> Bool {
    var here = other
    while let next = nodes[here].next {
      if next.node == node { return true }
      here = next.node
    }
    return here == node
  }

  /// The term of a node.
  func term(_ node: Int) -> [Cell] {
    let children = nodes[node].children.flatMap(term)
    let symbol = nodes[node].symbol
    return symbol.isVariable
      ? [.variable(symbol.variableNumber)]
      : [.symbol(symbol.symbol, length: children.count + 1)] + children
  }
}
