// The cheapest term of one class where a subterm that occurs often is paid for once. That is NP-hard, so
// there are two stages: a greedy one, in which each class keeps the set of classes that its best term needs,
// and improves it as those of its children improve; then a search through all choices from the root, which
// stops after a bounded number of steps and says whether it came to its end. Start at
// `SharedExtraction.init`. `Extraction` settles trees; where no subterm is shared both agree.
// Source: M. Stepp, Equality saturation: engineering challenges and applications, thesis (2011), for the
// hardness; the greedy stage is the usual one.

import Terms

/// The cheapest term of a class when shared subterms count once.
public struct SharedExtraction: Sendable {
  /// The cost (count, unit of the model).
  public private(set) var cost: Int
  /// Whether no term of the class is cheaper: the search ended before its bound.
  public private(set) var isExact = false
  /// By class that the term needs: the node.
  private var choices: [UInt32: UInt32]
  private let root: UInt32

  /// Searches the terms of a class of a rebuilt e-graph; nil if it has none.
  ///
  /// *Units*: `bound` counts choices tried by the exact stage; the greedy one merges sets of twenty times as
  /// many classes at most.
  public init?(
    _ graph: borrowing EGraph, _ eClass: EClassID, _ model: CostModel, bound: Int = 100_000
  ) {
    root = graph.find(eClass).index
    let tree = Extraction(graph, model)
    guard tree.cost(of: eClass, in: graph) != nil else { return nil }
    var search = SharedSearch(graph, root, model, tree, room: min(max(bound, 1), .max / 20) * 20)
    search.greedy(bound: bound)
    (choices, cost) = search.best(of: root) ?? search.cheapestTree()
    if let (better, least) = search.exact(below: cost, bound: bound) {
      (choices, cost) = (better, least)
    }
    isExact = search.isComplete
  }

  /// The term. Complexity: linear in its shared size.
  public func term(in graph: inout EGraph) -> Term {
    graph.term(of: root) { choices[$0]! }!
  }
}

/// The part of an e-graph below a class, and what is known of it.
private struct SharedSearch {
  private struct Choice {
    let node: UInt32
    let weight: Int
    /// Each once, in order.
    let children: [UInt32]
  }
  private let root: UInt32
  /// The classes below the root, each after its parents as far as there are no circles.
  private var order: [UInt32] = []
  private var options: [UInt32: [Choice]] = [:]
  private var parents: [UInt32: [UInt32]] = [:]
  /// By class: its choice, and the classes that its term needs with their weights.
  private var picks: [UInt32: UInt32] = [:]
  private var trees: [UInt32: UInt32] = [:]
  private var needs: [UInt32: [UInt32: Int]] = [:]
  /// How many more classes sets may be merged of (count).
  private var room: Int
  private(set) var isComplete = false

  init(
    _ graph: borrowing EGraph, _ root: UInt32, _ model: CostModel, _ tree: Extraction, room: Int
  ) {
    (self.root, self.room) = (root, room)
    var seen: Set<UInt32> = [root]
    order = [root]
    var next = 0
    while next < order.count {
      let eClass = order[next]
      next += 1
      var found: [Choice] = []
      for node in graph.nodes(of: EClassID(eClass)) {
        let children = Set(graph.children(of: node).map(\.index)).sorted()
        // A node above a class without terms has none itself.
        guard children.allSatisfy({ tree.cost(of: EClassID($0), in: graph) != nil }),
          !children.contains(eClass)
        else { continue }
        found.append(
          Choice(
            node: node.index, weight: model.weight(graph.symbol(of: node), graph.language),
            children: children))
        for child in children {
          parents[child, default: []].append(eClass)
          if seen.insert(child).inserted { order.append(child) }
        }
      }
      options[eClass] = found
    }
    // To begin with, the cheapest trees.
    let sorted = order.sorted {
      (tree.cost(of: EClassID($0), in: graph)!, $0) < (tree.cost(of: EClassID($1), in: graph)!, $1)
    }
    for eClass in sorted {
      let node = tree.choices[Int(eClass)]
      guard let choice = options[eClass]?.first(where: { $0.node == node }) else { continue }
      picks[eClass] = node
      needs[eClass] = need(choice, eClass)
    }
    trees = picks
  }

  /// What a choice needs; nil if it needs its own class, if a child has no such set, or if there is no room left.
  private mutating func need(_ choice: Choice, _ eClass: UInt32) -> [UInt32: Int]? {
    var result = [eClass: choice.weight]
    for child in choice.children {
      guard room > 0, let below = needs[child], below[eClass] == nil else { return nil }
      room -= below.count
      // The same class may be there with another choice: the child that stands first decides.
      result.merge(below) { first, _ in first }
    }
    return result
  }

  /// Improves classes until nothing changes, or the bound is reached.
  mutating func greedy(bound: Int) {
    var queue = Array(order.reversed())
    var isQueued = Set(queue)
    var (next, work) = (0, 0)
    while next < queue.count, work < bound {
      let eClass = queue[next]
      next += 1
      isQueued.remove(eClass)
      var cost = needs[eClass].map(total) ?? .max
      var isBetter = false
      for choice in options[eClass] ?? [] {
        work += choice.children.count
        guard let need = need(choice, eClass), total(need) < cost else { continue }
        (cost, isBetter) = (total(need), true)
        (picks[eClass], needs[eClass]) = (choice.node, need)
      }
      guard isBetter else { continue }
      for parent in parents[eClass] ?? [] where isQueued.insert(parent).inserted {
        queue.append(parent)
      }
    }
  }

  private func total(_ need: [UInt32: Int]) -> Int { need.values.reduce(0, CostModel.sum) }

  /// The choices behind the term that the picks form, and its cost; nil if they have gone round in a circle
  /// since, which sets that are out of date allow.
  func best(of eClass: UInt32) -> ([UInt32: UInt32], Int)? {
    var result: [UInt32: UInt32] = [:]
    var closed: Set<UInt32> = []
    var cost = 0
    var stack = [eClass]
    while let next = stack.last {
      if closed.contains(next) {
        stack.removeLast()
        continue
      }
      guard let node = picks[next], let choice = options[next]?.first(where: { $0.node == node })
      else { return nil }
      if result[next] == nil {
        result[next] = node
        cost = CostModel.sum(cost, choice.weight)
        for child in choice.children where !closed.contains(child) {
          if result[child] != nil { return nil }
          stack.append(child)
        }
      } else {
        closed.insert(next)
        stack.removeLast()
      }
    }
    return (result, cost)
  }

  /// What the cheapest tree needs.
  mutating func cheapestTree() -> ([UInt32: UInt32], Int) {
    picks = trees
    guard let tree = best(of: root) else { preconditionFailure("a tree with a circle") }
    return tree
  }

  /// Tries all choices for the classes that a term needs, the cheapest first; gives up at the bound.
  mutating func exact(below limit: Int, bound: Int) -> ([UInt32: UInt32], Int)? {
    struct Frame {
      let eClass: UInt32
      var next = 0
      let open: [UInt32]
      let cost: Int
    }
    var cheapest: [UInt32: Int] = [:]
    for (eClass, choices) in options { cheapest[eClass] = choices.map(\.weight).min() ?? 0 }
    var sorted: [UInt32: [Choice]] = [:]
    for (eClass, choices) in options {
      sorted[eClass] = choices.sorted {
        ($0.weight, $0.children.count, $0.node) < ($1.weight, $1.children.count, $1.node)
      }
    }
    var (least, found): (Int, [UInt32: UInt32]?) = (limit, nil)
    var chosen: [UInt32: Choice] = [:]
    var stack = [Frame(eClass: root, open: [], cost: 0)]
    var steps = 0
    while var frame = stack.popLast() {
      chosen[frame.eClass] = nil
      let choices = sorted[frame.eClass] ?? []
      guard frame.next < choices.count else { continue }
      let choice = choices[frame.next]
      frame.next += 1
      stack.append(frame)
      steps += 1
      if steps > bound { return found.map { ($0, least) } }
      let cost = CostModel.sum(frame.cost, choice.weight)
      chosen[frame.eClass] = choice
      var open = frame.open
      for child in choice.children where chosen[child] == nil && !open.contains(child) {
        open.append(child)
      }
      let rest = open.reduce(0) { CostModel.sum($0, cheapest[$1]!) }
      guard CostModel.sum(cost, rest) < least, !isCircular(frame.eClass, chosen) else { continue }
      if let next = open.popLast() {
        stack.append(Frame(eClass: next, open: open, cost: cost))
      } else {
        (least, found) = (cost, chosen.mapValues(\.node))
      }
    }
    isComplete = true
    return found.map { ($0, least) }

    func isCircular(_ start: UInt32, _ chosen: [UInt32: Choice]) -> Bool {
      var seen: Set<UInt32> = []
      var open = chosen[start]?.children ?? []
      while let next = open.popLast() {
        if next == start { return true }
        if seen.insert(next).inserted { open += chosen[next]?.children ?? [] }
      }
      return false
    }
  }
}
