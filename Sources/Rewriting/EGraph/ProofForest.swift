// The equalities of the log as a forest: each node has at most one edge towards its parent, each edge is
// one effective union, and two nodes are equal exactly if they are in one tree. It is built when an
// explanation is asked for, and continued when the next one is. The way between two nodes in the tree
// consists of edges that were there when they became equal, so explanations cannot be circular. Start
// at `read`; `EGraph+Explain` asks for ways.
// Source: R. Nieuwenhuis, A. Oliveras, Proof-producing congruence closure, RTA (2005).

import Terms

/// An edge of the forest, walked in one direction.
struct Hop: Hashable {
  let edge: Int
  let isReversed: Bool
}

/// Edges between nodes, and the nodes of which each was made.
struct ProofForest {
  /// The node at the other end of a node's edge; `none` at a root.
  private var parents: [UInt32] = []
  private var parentEdges: [UInt32] = []
  /// By edge: the nodes it joins, and where the log says why.
  private(set) var edges: [(from: UInt32, to: UInt32, record: UInt32)] = []
  /// Trees, as a forest of their own with weights.
  private var leaders: [UInt32] = []
  private var weights: [UInt32] = []
  /// By node: where its children, as it was made, start.
  private var childStarts: [UInt32] = []
  private var children: [UInt32] = []
  /// By node: the term with which it was made, once somebody has asked; `none` before.
  private(set) var terms: [UInt32] = []
  /// By edge: the lemma of an explanation under construction; `none` where it needs none.
  private(set) var lemmas: [UInt32] = []
  private var position: UInt32 = 0
  private var marks: [UInt32] = []
  private var mark: UInt32 = 0

  /// The nodes of which a node was made.
  func children(_ node: UInt32, _ arity: UInt32) -> ArraySlice<UInt32> {
    let start = Int(childStarts[Int(node)])
    return children[start..<start + Int(arity)]
  }

  /// Reads what the log has got since.
  mutating func read(_ graph: borrowing EGraph) {
    let count = graph.nodes.count
    while parents.count < count {
      leaders.append(UInt32(parents.count))
      parents.append(none)
      parentEdges.append(none)
      weights.append(1)
      childStarts.append(none)
      terms.append(none)
      marks.append(0)
    }
    let words = graph.log.words.count
    while position < words {
      let record = LogRecord(position, graph)
      switch record.kind {
      case .input:
        make(record.word(0, graph), (1..<record.count).map { record.word($0, graph) })
      case .congruence, .statement, .folding, .rearrangement:
        link(record.word(0, graph), record.word(1, graph), position)
      case .application: readApplication(record, graph)
      }
      position += UInt32(record.count) + 1
    }
  }

  private mutating func make(_ node: UInt32, _ parts: [UInt32]) {
    guard childStarts[Int(node)] == none else { return }
    childStarts[Int(node)] = UInt32(children.count)
    children += parts
  }

  private mutating func readApplication(_ record: LogRecord, _ graph: borrowing EGraph) {
    let match = LoggedMatch(record, graph)
    for i in 0..<match.builtCount {
      let node = match.built(i, graph)
      // Nodes that were there already have been made before.
      guard graph.births[node] == record.position, childStarts[Int(node)] == none else { continue }
      let start = UInt32(children.count)
      let step = match.buildStep(i)
      for place in 0..<step.arity {
        let part = self.node(of: match.argument(place, of: step), match, graph)
        children.append(part)
      }
      childStarts[Int(node)] = start
    }
    let from = node(ofVariable: match.target, match, graph)
    let to = match.root ?? node(ofVariable: match.resultVariable, match, graph)
    link(from, to, record.position)
  }

  /// The node that stands for an argument of a node of a right side.
  func node(of argument: BuildArgument, _ match: LoggedMatch, _ graph: borrowing EGraph) -> UInt32 {
    argument.isNode
      ? match.built(Int(argument.index), graph)
      : node(ofVariable: Int(argument.index), match, graph)
  }

  /// The node that stands for a variable of a match.
  func node(ofVariable variable: Int, _ match: LoggedMatch, _ graph: borrowing EGraph) -> UInt32 {
    switch match.program.sources[variable] {
    case .node(let i): return match.atom(i, graph)
    case .child(let i, let place):
      return children[Int(childStarts[Int(match.atom(i, graph))]) + place]
    case .given: return match.record.word(match.record.count - 1, graph)
    }
  }

  private mutating func tree(_ node: UInt32) -> UInt32 {
    var node = node
    while leaders[Int(node)] != node {
      leaders[Int(node)] = leaders[Int(leaders[Int(node)])]
      node = leaders[Int(node)]
    }
    return node
  }

  /// Adds an edge between two trees: the smaller one is turned so that the edge leads out of it.
  private mutating func link(_ a: UInt32, _ b: UInt32, _ record: UInt32) {
    var (inner, outer) = (a, b)
    var (small, large) = (tree(a), tree(b))
    precondition(small != large, "a union in the log joins what was equal")
    if weights[Int(small)] > weights[Int(large)] {
      swap(&inner, &outer)
      swap(&small, &large)
    }
    leaders[Int(small)] = large
    weights[Int(large)] += weights[Int(small)]
    let edge = UInt32(edges.count)
    edges.append((a, b, record))
    lemmas.append(none)
    var (node, above, via) = (inner, outer, edge)
    while node != none {
      let (nextAbove, nextVia) = (parents[Int(node)], parentEdges[Int(node)])
      (parents[Int(node)], parentEdges[Int(node)]) = (above, via)
      (above, via, node) = (node, nextVia, nextAbove)
    }
  }

  /// Keeps the term of a node.
  mutating func note(_ term: Term, of node: UInt32) { terms[Int(node)] = term.index }

  /// Gives an edge its lemma; `none` takes it back.
  mutating func note(lemma: UInt32, of edge: Int) { lemmas[edge] = lemma }

  /// The way from one node to another of the same tree; nil if they are in different ones.
  mutating func way(_ a: UInt32, _ b: UInt32) -> [Hop]? {
    // Most of the time it is one edge.
    if parents[Int(a)] == b {
      let edge = Int(parentEdges[Int(a)])
      return [Hop(edge: edge, isReversed: edges[edge].to == a)]
    }
    if parents[Int(b)] == a {
      let edge = Int(parentEdges[Int(b)])
      return [Hop(edge: edge, isReversed: edges[edge].from == b)]
    }
    mark += 1
    var node = a
    while node != none {
      marks[Int(node)] = mark
      node = parents[Int(node)]
    }
    var down: [Hop] = []
    node = b
    while marks[Int(node)] != mark {
      let edge = Int(parentEdges[Int(node)])
      guard parents[Int(node)] != none else { return nil }
      // Walked from the parent to this node.
      down.append(Hop(edge: edge, isReversed: edges[edge].from == node))
      node = parents[Int(node)]
    }
    let top = node
    var hops: [Hop] = []
    node = a
    while node != top {
      let edge = Int(parentEdges[Int(node)])
      hops.append(Hop(edge: edge, isReversed: edges[edge].to == node))
      node = parents[Int(node)]
    }
    return hops + down.reversed()
  }
}
