// What a theorem rests on, and how a whole theory hangs together, as a graph to be drawn. Start at
// `init(of:in:)` or `init(theory:)`. Boxes are theorems, axioms, and definitions (all equations of an
// operator are one box); an edge leads from what is cited down to what cites it. The graph of a theory
// passes over lemmas: with them it was a thicket. `GraphDrawing` draws it.

import ProofKernel

/// A box of a graph.
struct GraphBox {
  /// What it is, for its colour.
  enum Kind: String { case axiom, definition, theorem, lemma }
  let kind: Kind
  let title: String
  /// What it says; shown where the pointer rests.
  let text: String
  /// What stands below the title; nil for definitions, which are several equations.
  var statement: String?
  let href: String
  /// Whether the page is about it.
  var isHere = false
}

/// The boxes and edges of a drawing.
struct AncestryGraph {
  /// More boxes than this are no picture any more (count).
  static let largestAncestry = 60
  static let largestTheory = 40

  private(set) var boxes: [GraphBox] = []
  private(set) var edges: [(from: Int, to: Int)] = []
  /// Whether it is that of a whole theory, not of one theorem.
  let isWhole: Bool
  /// How many boxes are left out.
  private(set) var omitted = 0

  /// A box before it is drawn: facts come first, so edges always go to larger ones.
  private enum Source: Hashable {
    case axiom(Int)
    case definition(first: Int)
    case theorem(Int)

    var key: (Int, Int) {
      switch self {
      case .axiom(let place), .definition(let place): (0, place)
      case .theorem(let place): (1, place)
      }
    }
  }

  /// The ancestors of a theorem, the nearest ones first to be chosen.
  init(of theorem: Int, in theory: SiteTheory) {
    isWhole = false
    let firsts = Self.firstEquations(theory)
    var found: [Source] = [.theorem(theorem)]
    var seen: Set<Source> = [.theorem(theorem)]
    var next = 0
    while next < found.count {
      if case .theorem(let number) = found[next] {
        for source in Self.cited(by: number, theory, firsts) where seen.insert(source).inserted {
          found.append(source)
        }
      }
      next += 1
    }
    omitted = max(found.count - Self.largestAncestry, 0)
    draw(Array(found.prefix(Self.largestAncestry)), theory, here: theorem) {
      Self.cited(by: $0, theory, firsts)
    }
  }

  /// All of a theory: the theorems that have a rank, with what they rest on through lemmas or
  /// without; the first ones if there are too many. An edge that a longer way implies is left out.
  init(theory: SiteTheory) {
    isWhole = true
    let firsts = Self.firstEquations(theory)
    // A theory of which nothing has a rank would have no picture.
    let isPlain = theory.rankedCount == 0
    var above: [[Source]] = []
    for number in theory.theorems.indices {
      var own: Set<Source> = []
      for source in Self.cited(by: number, theory, firsts) {
        if case .theorem(let cited) = source, !isPlain, theory.theorems[cited].note.rank == nil {
          own.formUnion(above[cited])
        } else {
          own.insert(source)
        }
      }
      above.append(own.sorted { $0.key < $1.key })
    }
    let shown = theory.order.prefix(isPlain ? theory.order.count : theory.rankedCount)
    var chosen: [Source] = []
    var seen: Set<Source> = []
    for number in shown where chosen.count < Self.largestTheory {
      let own = above[number].filter { source in
        if case .theorem = source { return false }
        return !seen.contains(source)
      }
      for source in own + [.theorem(number)] where seen.insert(source).inserted {
        chosen.append(source)
      }
    }
    let drawn = chosen.filter { if case .theorem = $0 { true } else { false } }.count
    omitted = shown.count - drawn
    draw(chosen, theory, here: nil) { above[$0] }
    reduce()
  }

  /// For each fact the first equation of the same operator, or itself if it is an axiom.
  private static func firstEquations(_ theory: SiteTheory) -> [Int] {
    var first: [String: Int] = [:]
    return theory.checked.checker.theory.facts.enumerated().map { place, fact in
      guard fact.kind == .definition else { return place }
      if first[fact.name] == nil { first[fact.name] = place }
      return first[fact.name] ?? place
    }
  }

  private static func cited(by number: Int, _ theory: SiteTheory, _ firsts: [Int]) -> [Source] {
    let theorem = theory.theorems[number]
    let facts = theorem.citedFacts.map { place in
      theory.facts[place].kind == .axiom
        ? Source.axiom(place) : Source.definition(first: firsts[place])
    }
    return theorem.citedTheorems.map { Source.theorem($0) } + facts
  }

  private mutating func draw(
    _ sources: [Source], _ theory: SiteTheory, here: Int?, above cited: (Int) -> [Source]
  ) {
    let order = sources.sorted { $0.key < $1.key }
    var number: [Source: Int] = [:]
    for (place, source) in order.enumerated() { number[source] = place }
    for (place, source) in order.enumerated() {
      boxes.append(box(source, theory, here))
      guard case .theorem(let theorem) = source else { continue }
      let above = Set(cited(theorem)).compactMap { number[$0] }
      for from in above.sorted() { edges.append((from, place)) }
    }
  }

  private func box(_ source: Source, _ theory: SiteTheory, _ here: Int?) -> GraphBox {
    switch source {
    case .axiom(let place):
      let fact = theory.facts[place]
      return GraphBox(
        kind: .axiom, title: fact.title, text: fact.text, statement: fact.text,
        href: "index.html#\(fact.anchor)")
    case .definition(let place):
      let fact = theory.facts[place]
      let name = LiftedTerm.title(of: theory.checked.checker.theory.facts[place].name)
      return GraphBox(
        kind: .definition, title: name, text: "definition: \(fact.text)",
        href: "index.html#\(fact.anchor)")
    case .theorem(let place):
      let theorem = theory.theorems[place]
      return GraphBox(
        kind: theorem.note.rank == nil ? .lemma : .theorem, title: theorem.name,
        text: theorem.text, statement: theorem.text, href: theorem.page, isHere: place == here)
    }
  }

  /// Leaves out each edge that a longer way implies. O(boxes · edges) with sets of bits.
  private mutating func reduce() {
    let words = (boxes.count + 63) / 64
    var above = Array(repeating: Array(repeating: UInt64(0), count: words), count: boxes.count)
    var kept: [(from: Int, to: Int)] = []
    var incoming: [[Int]] = boxes.map { _ in [] }
    for edge in edges { incoming[edge.to].append(edge.from) }
    for node in boxes.indices {
      // The nearest first: what is above one of them needs no edge of its own.
      for from in incoming[node].sorted(by: >) where above[node][from / 64] >> (from % 64) & 1 == 0
      {
        kept.append((from, node))
        for word in 0..<words { above[node][word] |= above[from][word] }
        above[node][from / 64] |= 1 << (from % 64)
      }
    }
    edges = kept.sorted { ($0.to, $0.from) < ($1.to, $1.from) }
  }
}
