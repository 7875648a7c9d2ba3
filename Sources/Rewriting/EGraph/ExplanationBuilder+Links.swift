// What an edge of the forest rests on: the places where the nodes that a rule matched, or made, are not the
// ones that its patterns name, so that a way between earlier nodes is needed. Start at `pairs`, which lists
// them; `leftLinks`, `rightLinks` and `sumLinks` say where they stand. `EGraph+Explain` writes the ways.

import Terms

extension ExplanationBuilder {
  /// The pairs of nodes that must be equal for an edge to hold.
  func pairs(_ edge: Int, _ graph: borrowing EGraph) -> [(UInt32, UInt32)] {
    let (from, to, position) = forest.edges[edge]
    let record = LogRecord(position, graph)
    switch record.kind {
    case .statement, .input: return []
    case .congruence: return zip(children(from, graph), children(to, graph)).map { ($0, $1) }
    case .folding:
      return children(from, graph).enumerated().map { ($1, record.word(2 + $0, graph)) }
    case .rearrangement:
      let (first, second) = sumLinks(record, from, to, graph)
      return (first + second).map { ($0.from, $0.to) }
    case .application:
      let match = LoggedMatch(record, graph)
      return leftLinks(match, graph).map { ($0.from, $0.to) }
        + rightLinks(match, graph).map { ($0.from, $0.to) }
    }
  }

  func children(_ node: UInt32, _ graph: borrowing EGraph) -> [UInt32] {
    Array(forest.children(node, graph.operators[graph.nodes[node].op].arity))
  }

  /// A place where a way is needed.
  struct Link {
    let position: [Int]
    let from: UInt32
    let to: UInt32
    /// The clause of the left side.
    var clause = 0
  }

  /// From the terms of two sums to their parts, from the top down.
  func sumLinks(
    _ record: LogRecord, _ first: UInt32, _ second: UInt32, _ graph: borrowing EGraph
  ) -> ([Link], [Link]) {
    var next = 2
    func links(_ top: UInt32) -> [Link] {
      var links: [Link] = []
      var stack = children(top, graph).enumerated().reversed().map { ([$0], $1) }
      while let (position, child) = stack.popLast() {
        let word = record.word(next, graph)
        next += 1
        if child != word >> 1 { links.append(Link(position: position, from: child, to: word >> 1)) }
        if word & 1 == 1 {
          stack += children(word >> 1, graph).enumerated().reversed().map { (position + [$0], $1) }
        }
      }
      return links
    }
    let before = links(first)
    return (before, links(second))
  }

  /// From the nodes matched to the instances of the left side's patterns, from the top down.
  func leftLinks(_ match: LoggedMatch, _ graph: borrowing EGraph) -> [Link] {
    let query = match.program.query
    var links: [Link] = []
    var next = 0
    for (number, clause) in match.program.rule.left.enumerated() {
      guard graph.language.bank.variableNumber(clause.pattern) == nil else { continue }
      let root = match.atom(next, graph)
      // In the order in which `Query` made the atoms: a stack, the last argument first.
      var stack = [(next, [Int]())]
      if match.program.rule.left.count > 1 {
        let named = match.node(ofVariable: clause.variable, graph, forest)
        if named != root { links.append(Link(position: [], from: named, to: root, clause: number)) }
      }
      var atomOfClass: [Int: Int] = [:]
      var last = next
      while last < query.atoms.count, query.clauseOfAtom[last] == number {
        atomOfClass[query.atoms[last].eClass] = last
        last += 1
      }
      while let (atom, position) = stack.popLast() {
        let parts = children(match.atom(atom, graph), graph)
        for (place, variable) in query.atoms[atom].arguments.enumerated() {
          let here = position + [place]
          if variable < match.program.rule.variableNames.count {
            let node = match.node(ofVariable: variable, graph, forest)
            if parts[place] != node {
              links.append(Link(position: here, from: parts[place], to: node, clause: number))
            }
          } else if let below = atomOfClass[variable] {
            let node = match.atom(below, graph)
            if parts[place] != node {
              links.append(Link(position: here, from: parts[place], to: node, clause: number))
            }
            stack.append((below, here))
          }
        }
      }
      next = last
    }
    return links
  }

  /// From the instance of the right side to the nodes that were found or made for it, from the bottom
  /// up.
  func rightLinks(_ match: LoggedMatch, _ graph: borrowing EGraph) -> [Link] {
    var positions: [Int: [[Int]]] = [match.builtCount - 1: [[]]]
    var links: [Link] = []
    for i in stride(from: match.builtCount - 1, through: 0, by: -1) {
      let parts = children(match.built(i, graph), graph)
      for (place, argument) in match.buildArguments(i, graph).enumerated() {
        let node = match.node(of: argument, graph, forest)
        for position in positions[i] ?? [] {
          let here = position + [place]
          if argument.isNode { positions[Int(argument.index), default: []].append(here) }
          if node != parts[place] {
            links.append(Link(position: here, from: node, to: parts[place]))
          }
        }
      }
    }
    return links.reversed()
  }
}
