// The cheapest term of each class. Costs grow from parts to wholes, so classes can be settled in order
// of cost, each once, and each node is looked at once for each of its children: Knuth's generalisation
// of Dijkstra's algorithm, exact for tree costs. Start at `Extraction.init`. The index of the e-graph
// says where a class is a child. Ties go to the smaller class, then to the node that was there first.
// Source: D. Knuth, A generalization of Dijkstra's algorithm, Inf. Process. Lett. 6 (1977).

import Terms

/// The cheapest terms of an e-graph under a cost model.
public struct Extraction: Sendable {
  /// By class: its cost; `.max` where it has none. Roots only.
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
      if record.moment == ENodeRecord.dead { continue }
      let arity = graph.operators[record.op].arity
      if let (known, model) = cheapest, !known.isCheapest(node, model, graph) {
        // It waits for a child that never comes.
        run.missing[Int(node)] = arity + 1
        continue
      }
      run.missing[Int(node)] = arity
      run.sums[Int(node)] = weights[Int(record.op)]
      if arity == 0 {
        run.offer(node, record.eClass, weights[Int(record.op)], &costs, &choices)
      }
    }
    while let (cost, eClass) = run.queue.pop() {
      guard costs[Int(eClass)] == cost, !run.isSettled[Int(eClass)] else { continue }
      run.isSettled[Int(eClass)] = true
      var row = graph.classes[eClass].rows
      while row != none {
        let found = graph.index.rows[row]
        row = found.next
        if found.key & 255 == ClassIndex.members { continue }
        let weight = weights[Int(found.key >> 8)]
        for at in found.start..<found.start + found.count {
          let entry = graph.index.entries[at]
          let node = UInt32(truncatingIfNeeded: entry)
          let record = graph.nodes[node]
          guard record.moment == UInt32(truncatingIfNeeded: entry >> 32) else { continue }
          run.settleChild(of: node, record.eClass, cost, weight, &costs, &choices)
        }
      }
    }
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

  /// The cost of the cheapest term of a class; nil if it has none.
  public func cost(of eClass: EClassID, in graph: borrowing EGraph) -> Int? {
    let cost = costs[Int(graph.find(eClass).index)]
    return cost == .max ? nil : cost
  }

  /// The cheapest term of a class; nil if it has none. Complexity: linear in its shared size.
  public func term(of eClass: EClassID, in graph: inout EGraph) -> Term? {
    let top = graph.find(eClass).index
    guard costs[Int(top)] != .max else { return nil }
    return graph.term(of: top) { choices[Int($0)] }
  }
}

/// The rows that a run needs.
private struct ExtractionRun {
  var missing: [UInt32]
  var sums: [Int]
  var isSettled: [Bool]
  var queue = CostQueue()
  let isSum: Bool

  init(_ count: Int, isSum: Bool) {
    missing = Array(repeating: 0, count: count)
    sums = Array(repeating: 0, count: count)
    isSettled = Array(repeating: false, count: count)
    self.isSum = isSum
  }

  @inline(__always)
  mutating func offer(
    _ node: UInt32, _ eClass: UInt32, _ cost: Int, _ costs: inout [Int], _ choices: inout [UInt32]
  ) {
    let place = Int(eClass)
    if cost < costs[place] {
      costs[place] = cost
      choices[place] = node
      queue.push(cost, eClass)
    } else if cost == costs[place] && node < choices[place] && !isSettled[place] {
      choices[place] = node
    }
  }

  @inline(__always)
  mutating func settleChild(
    of node: UInt32, _ eClass: UInt32, _ cost: Int, _ weight: Int, _ costs: inout [Int],
    _ choices: inout [UInt32]
  ) {
    let place = Int(node)
    let known = sums[place]
    // Classes are settled in order of cost: the last child is the dearest.
    sums[place] = CostModel.sum(isSum ? known : weight, cost)
    missing[place] -= 1
    if missing[place] == 0 && sums[place] < .max {
      offer(node, eClass, sums[place], &costs, &choices)
    }
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
