// Explaining why two terms are equal. The way between their nodes in the forest of unions is a list of
// edges; an edge that congruence or a rule made needs ways between earlier nodes, and so on. Each edge
// that is needed becomes one lemma, in order of time, however often it is used. Start at `explain`.
// `ProofForest` has the ways; `ExplanationBuilder+Links` knows where an edge needs them;
// `Explanation+Shortening` makes the result shorter.

import Terms

extension EGraph {
  /// Why two terms are equal; nil if the e-graph does not know that they are.
  ///
  /// *Shape*: terms of `language` without variables; with `shortens`, detours are cut out and lemmas put where they
  /// are used once (`Explanation.shortened`). *Complexity*: the first call reads the log; then
  /// linear in the edges needed times the lengths of the ways between them.
  public mutating func explain(_ a: Term, _ b: Term, shortens: Bool = true) -> Explanation? {
    guard let left = subtermNodes(of: a), let right = subtermNodes(of: b),
      areEqual(ENodeID(left[a]), ENodeID(right[b]))
    else { return nil }
    var forest = ProofForest()
    swap(&forest, &self.forest)
    forest.read(self)
    var builder = ExplanationBuilder(forest: forest)
    let explanation = builder.explain(a, b, [left, right], &self)
    self.forest = builder.forest
    return shortens ? explanation.shortened(language.bank) : explanation
  }
}

/// Collects the edges that are needed, then writes a lemma for each.
struct ExplanationBuilder {
  var forest: ProofForest
  /// Edges that are needed, each once; the forest marks them.
  private var needed: [Int] = []
  /// In place of the number of a lemma that is still to be written.
  private static let pending = none - 1
  private var lemmas: [ExplanationLemma] = []

  init(forest: ProofForest) { self.forest = forest }

  mutating func explain(
    _ a: Term, _ b: Term, _ nodes: [SubtermNodes], _ graph: inout EGraph
  ) -> Explanation {
    // The terms as such need not be those of any node: their subterms are led to nodes first.
    for nodes in nodes {
      for (part, node) in zip(nodes.parts, nodes.nodes) where term(node, &graph) != part {
        for (child, target) in approaches(part, node, graph) {
          for hop in way(nodes[child], target) { need(hop) }
        }
      }
    }
    let middle = way(nodes[0][a], nodes[1][b])
    for hop in middle { need(hop) }
    collect(graph)
    needed.sort()
    for edge in needed {
      // The lemmas of its premises come before it.
      let lemma = lemma(edge, &graph)
      forest.note(lemma: UInt32(lemmas.count), of: edge)
      lemmas.append(lemma)
    }
    let (start, end) = (approach(nodes[0], &graph), approach(nodes[1], &graph))
    var writer = ChainWriter(start: a)
    if let lemma = start {
      writer.step([], .lemma(lemma), false, term(nodes[0][a], &graph), &graph.language.bank)
    }
    write(middle, at: [], &writer, &graph)
    if let lemma = end { writer.step([], .lemma(lemma), true, b, &graph.language.bank) }
    precondition(writer.current == b, "an explanation ends elsewhere")
    lemmas.append(ExplanationLemma(left: a, right: b, steps: writer.steps))
    for edge in needed { forest.note(lemma: none, of: edge) }
    return Explanation(lemmas: lemmas)
  }

  // MARK: what is needed

  private mutating func way(_ a: UInt32, _ b: UInt32) -> [Hop] {
    if a == b { return [] }
    guard let hops = forest.way(a, b) else {
      preconditionFailure("nodes \(a) and \(b) of one class are in different trees")
    }
    return hops
  }

  private mutating func need(_ hop: Hop) {
    if forest.lemmas[hop.edge] != none { return }
    forest.note(lemma: Self.pending, of: hop.edge)
    needed.append(hop.edge)
  }

  /// Adds the edges that the needed ones rest on: those are older.
  private mutating func collect(_ graph: borrowing EGraph) {
    var next = 0
    while next < needed.count {
      let edge = needed[next]
      next += 1
      for (a, b) in pairs(edge, graph) where a != b {
        for hop in way(a, b) { need(hop) }
      }
    }
  }

  // MARK: writing

  /// The term with which a node was made.
  mutating func term(_ node: UInt32, _ graph: inout EGraph) -> Term {
    let known = forest.terms[Int(node)]
    if known != none { return Term(known) }
    var stack = [node]
    while let next = stack.last {
      if forest.terms[Int(next)] != none {
        stack.removeLast()
        continue
      }
      let before = stack.count
      let parts = children(next, graph)
      for part in parts where forest.terms[Int(part)] == none { stack.append(part) }
      if stack.count > before { continue }
      forest.note(
        graph.language.bank.make(
          Symbol(graph.nodes[next].op), parts.map { Term(forest.terms[Int($0)]) }),
        of: next)
      stack.removeLast()
    }
    return Term(forest.terms[Int(node)])
  }

  private mutating func lemma(_ edge: Int, _ graph: inout EGraph) -> ExplanationLemma {
    let (from, to, position) = forest.edges[edge]
    let record = LogRecord(position, graph)
    var writer = ChainWriter(start: term(from, &graph))
    let end = term(to, &graph)
    switch record.kind {
    case .statement, .input:
      writer.step([], .statement(Int(record.number)), false, end, &graph.language.bank)
    case .congruence:
      let (left, right) = (children(from, graph), children(to, graph))
      for place in left.indices where left[place] != right[place] {
        write(way(left[place], right[place]), at: [place], &writer, &graph)
      }
    case .folding:
      for (place, child) in children(from, graph).enumerated() {
        write(way(child, record.word(2 + place, graph)), at: [place], &writer, &graph)
      }
      writer.step([], .evaluation, false, end, &graph.language.bank)
    case .rearrangement:
      let (first, second) = sumLinks(record, from, to, graph)
      for link in first { write(way(link.from, link.to), at: link.position, &writer, &graph) }
      var back = ChainWriter(start: end)
      for link in second { write(way(link.from, link.to), at: link.position, &back, &graph) }
      writer.step(
        [], .rearrangement(Symbol(graph.nodes[from].op)), false, back.current, &graph.language.bank)
      for step in back.steps.reversed() { writer.take(step.reversed, &graph.language.bank) }
    case .application:
      write(LoggedMatch(record, graph), &writer, &graph)
    }
    precondition(writer.current == end, "the lemma of an edge ends elsewhere")
    return ExplanationLemma(left: term(from, &graph), right: end, steps: writer.steps)
  }

  private mutating func write(
    _ match: LoggedMatch, _ writer: inout ChainWriter, _ graph: inout EGraph
  ) {
    let rule = match.program.rule
    var values = rule.variableNames.indices.map { variable -> Term in
      let node = match.node(ofVariable: variable, graph, forest)
      // A fresh symbol that this alternative does not have.
      return node == none ? writer.current : term(node, &graph)
    }
    var premises: [Int] = []
    let links = leftLinks(match, graph)
    if rule.left.count == 1 {
      for link in links { write(way(link.from, link.to), at: link.position, &writer, &graph) }
      // The root is what the left side has become.
      values[rule.root] = writer.current
    } else {
      for (number, clause) in rule.left.enumerated() {
        var chain = ChainWriter(start: values[clause.variable])
        for link in links where link.clause == number {
          write(way(link.from, link.to), at: link.position, &chain, &graph)
        }
        premises.append(lemmas.count)
        lemmas.append(
          ExplanationLemma(
            left: values[clause.variable], right: chain.current, steps: chain.steps))
      }
    }
    let clause = match.program.clauses[match.clause]
    var substitution = Substitution(count: values.count)
    for (i, value) in values.enumerated() { substitution[i] = value }
    let result = graph.language.bank.instance(clause.pattern, substitution)
    let owner = graph.conclusionOwners[Int(match.record.number)]
    writer.step(
      [], .rule(owner.program, clause: match.clause, terms: values, premises: premises), false,
      result, &graph.language.bank)
    for link in rightLinks(match, graph) {
      write(way(link.from, link.to), at: link.position, &writer, &graph)
    }
  }

  private mutating func write(
    _ hops: [Hop], at position: [Int], _ writer: inout ChainWriter, _ graph: inout EGraph
  ) {
    for hop in hops { write(PlacedHop(position: position, hop: hop), &writer, &graph) }
  }

  private mutating func write(
    _ placed: PlacedHop, _ writer: inout ChainWriter, _ graph: inout EGraph
  ) {
    let edge = forest.edges[placed.hop.edge]
    let result = term(placed.hop.isReversed ? edge.from : edge.to, &graph)
    let lemma = forest.lemmas[placed.hop.edge]
    precondition(lemma < Self.pending, "an edge without lemma")
    writer.step(
      placed.position, .lemma(Int(lemma)), placed.hop.isReversed, result, &graph.language.bank)
  }

  /// The arguments of a term, with the nodes that stand in their places in the term of its node.
  private func approaches(_ part: Term, _ node: UInt32, _ graph: borrowing EGraph)
    -> [(Term, UInt32)]
  {
    Array(zip(graph.language.bank.arguments(part), children(node, graph)))
  }

  /// Lemmas that turn subterms into the terms of their nodes, each by way of those of its own; none where they are
  /// the same. Returns that of the whole.
  private mutating func approach(_ nodes: SubtermNodes, _ graph: inout EGraph) -> Int? {
    var found: [Int?] = []
    found.reserveCapacity(nodes.parts.count)
    for (part, node) in zip(nodes.parts, nodes.nodes) {
      if term(node, &graph) == part {
        found.append(nil)
        continue
      }
      var writer = ChainWriter(start: part)
      for (place, (child, target)) in approaches(part, node, graph).enumerated() {
        let number = nodes.parts.place(of: child)
        if let lemma = found[number] {
          let result = term(nodes.nodes[number], &graph)
          writer.step([place], .lemma(lemma), false, result, &graph.language.bank)
        }
        write(way(nodes.nodes[number], target), at: [place], &writer, &graph)
      }
      found.append(lemmas.count)
      lemmas.append(ExplanationLemma(left: part, right: writer.current, steps: writer.steps))
    }
    return found.last ?? nil
  }
}

/// An edge walked at a position of a term.
struct PlacedHop {
  let position: [Int]
  let hop: Hop
}

extension Hop {
  var reversed: Hop { Hop(edge: edge, isReversed: !isReversed) }
}
