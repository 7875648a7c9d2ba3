// The cheapest term of each class. Costs grow from parts to wholes, so classes can be settled in order
// of cost, each once, and each node is looked at once for each of its children: Knuth's generalisation
// of Dijkstra's algorithm, exact for tree costs. Start at `Extraction.init`. The index of the e-graph
// says where a class is a child. Ties go to the node that was there first.
// `ExtractionRun` does the work.
// Source: D. Knuth, A generalization of Dijkstra's algorithm, Inf. Process. Lett. 6 (1977).

import Terms

/// The cheapest terms of an e-graph under a cost model.
public struct Extraction: Sendable {
  /// By class: its cost, `CostModel.largestCost` if it is larger; `.max` where it has none. Roots only.
  private(set) var costs: [Int]
  /// By class: the node at the root of its term.
  var choices: [UInt32]

  /// Settles all classes of a rebuilt e-graph; under a model with shared subterms, as if none were
  /// shared (`SharedExtraction` takes it from there). Complexity: O(n log n) for n children of nodes, for
  /// the model and for each that decides ties.
  public init(_ graph: borrowing EGraph, _ model: CostModel = .size) {
    self.init(graph, model, among: nil)
    for tie in model.ties {
      let next = Extraction(graph, tie, among: (self, model))
      choices = next.choices
    }
  }

  /// `among`: only nodes that are cheapest in their class by that extraction.
  private init(
    _ graph: borrowing EGraph, _ model: CostModel, among cheapest: (Extraction, CostModel)?
  ) {
    costs = Array(repeating: .max, count: graph.classes.count)
    choices = Array(repeating: none, count: graph.classes.count)
    let weights = (0..<graph.operators.count).map {
      $0 < graph.language.names.count
        ? model.weight(Symbol(UInt32($0)), graph.language) : model.defaultWeight
    }
    var run = ExtractionRun(graph.nodes.count, isSum: model.combination != .largest)
    for node in 0..<UInt32(graph.nodes.count) {
      let record = graph.nodes[node]
      let arity = graph.operators[record.op].arity
      run.open.append(OpenNode(weights[Int(record.op)], arity, record.moment))
      if record.moment == ENodeRecord.dead { continue }
      if let (known, model) = cheapest, !known.isCheapest(node, model, graph) {
        // It waits for a child that never comes.
        run.open[node].missing = arity + 1
        continue
      }
      if arity == 0 {
        run.offer(node, record.eClass, weights[Int(record.op)], &costs, &choices)
      }
    }
    while run.settle(graph, weights, &costs, &choices) {}
  }

  /// Whether a node costs what its class does.
  private func isCheapest(_ node: UInt32, _ model: CostModel, _ graph: borrowing EGraph) -> Bool {
    let record = graph.nodes[node]
    let arity = graph.operators[record.op].arity
    var below = 0
    for i in 0..<arity {
      let cost = costs[Int(graph.child(record, i, arity))]
      below = model.combination == .largest ? max(below, cost) : CostModel.sum(below, cost)
    }
    let weight = model.weight(Symbol(record.op), graph.language)
    return CostModel.sum(weight, below) == costs[Int(record.eClass)]
  }

  /// The cost of the cheapest term of a class, as far as whole numbers reach; nil if it has none, or if it came later.
  public func cost(of eClass: EClassID, in graph: borrowing EGraph) -> Int? {
    let top = Int(graph.find(eClass).index)
    return top >= costs.count || costs[top] == .max ? nil : costs[top]
  }

  /// The cheapest term of a class; nil if it has none, or if it came later. Complexity: linear in its shared size.
  public func term(of eClass: EClassID, in graph: inout EGraph) -> Term? {
    let top = graph.find(eClass).index
    guard cost(of: eClass, in: graph) != nil else { return nil }
    return graph.term(of: top) { choices[Int($0)] }
  }
}

extension EGraph {
  /// The term that chosen nodes make of a class, all of whose parts have a choice and none of which is
  /// below itself. Complexity: linear in the shared size of the term.
  mutating func term(of root: UInt32, choosing choice: (UInt32) -> UInt32) -> Term? {
    var terms: [UInt32: Term] = [:]
    var stack = [root]
    while let next = stack.last {
      if terms[next] != nil {
        stack.removeLast()
        continue
      }
      let record = nodes[choice(next)]
      let arity = operators[record.op].arity
      let children = (0..<arity).map { child(record, $0, arity) }
      let open = children.filter { terms[$0] == nil }
      if open.isEmpty {
        terms[next] = language.bank.make(Symbol(record.op), children.map { terms[$0]! })
        stack.removeLast()
      } else {
        stack += open
      }
    }
    return terms[root]
  }
}
