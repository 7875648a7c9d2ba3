// Declared sums with a unit, inverses, or parts of which one is as good as many. The laws are rules like
// others: x + 0 = x, x + −x = 0, x + x = x. What they need are nodes in which the parts concerned stand side by
// side, however deep they are: `exposeRedundancy` adds these, and the comparison of multisets joins them with
// the sum. So explanations need nothing new. Start at `declareSum(_:unit:inverse:isIdempotent:)`.
// Neighbour: `EGraph+Sums.swift`.

import Terms

/// What holds of a sum besides associativity and commutativity.
struct SumLaws: Sendable {
  let unit: UInt32?
  let inverse: UInt32?
  let isIdempotent: Bool
  /// How often a rebuild may add nodes for these laws (count).
  static let largestEffort = 16
  /// The rules, by number among the programs, with how far they have looked.
  var searches: [(program: Int, positions: [SearchPosition])]
}

extension EGraph {
  /// From now on an operator of two arguments is associative and commutative, and more: `unit` added to
  /// anything leaves it, anything and its `inverse` give the unit, and of equal parts one is enough if it is
  /// idempotent. The laws are rules that the e-graph learns now, in this order; see `learnedRules`.
  ///
  /// *Requires*: a symbol without arguments as unit, one with one argument as inverse, and a unit where there
  /// is an inverse.
  public mutating func declareSum(
    _ symbol: Symbol, unit: Symbol?, inverse: Symbol? = nil, isIdempotent: Bool = false
  ) {
    precondition(inverse == nil || unit != nil, "inverses need a unit")
    declareSum(symbol)
    let sort = language.bank[symbol].sort
    let x = language.bank.variable(0, sort)
    let name = language.names[Int(symbol.index)]
    var rules: [RewriteRule] = []
    func sum(_ other: Term) -> Term { language.bank.make(symbol, [x, other]) }
    if let unit {
      let zero = language.bank.make(unit)
      rules.append(RewriteRule(name: name + "-unit", ["x"], sum(zero), x, language.bank))
      if let inverse {
        let minus = language.bank.make(inverse, [x])
        rules.append(RewriteRule(name: name + "-inverse", ["x"], sum(minus), zero, language.bank))
      }
    }
    if isIdempotent {
      rules.append(RewriteRule(name: name + "-idempotence", ["x"], sum(x), x, language.bank))
    }
    let first = programs.count
    let set = RuleSet(rules, language)
    learn(set)
    sumLaws[symbol.index] = SumLaws(
      unit: unit?.index, inverse: inverse?.index, isIdempotent: isIdempotent,
      searches: set.programs.enumerated().map {
        (first + $0, Array(repeating: .start, count: $1.positionCount))
      })
  }

  /// The rules that explanations cite by number.
  public var learnedRules: [RewriteRule] { programs.map(\.rule) }

  /// Applies the laws where they match. Unions that it makes await the next wave of congruence.
  mutating func applySumLaws() {
    recordChanges()
    for op in sums {
      guard var laws = sumLaws[op] else { continue }
      for i in laws.searches.indices {
        var counts = SearchCounts()
        let (number, conclusion) = (laws.searches[i].program, firstConclusion)
        firstConclusion = firstConclusions[number]
        _ = search(
          programs[number], &laws.searches[i].positions, from: 0, budget: .max,
          segmentEnd: UInt32(segments.count), classEnd: UInt32(classes.count), &counts)
        firstConclusion = conclusion
      }
      sumLaws[op] = laws
    }
  }

  /// For each sum that has a part too many, adds the same sum with the parts concerned side by side, and
  /// joins both: they are rearrangements of one another. What is made here is no sum to look at again, and each
  /// rebuild does this a bounded number of times. Complexity: linear in the parts of these sums.
  mutating func exposeRedundancy(
    _ op: UInt32, _ laws: SumLaws, _ parts: SumParts, _ changed: [UInt32]
  ) {
    let before = nodes.count
    let unit = laws.unit.flatMap { leaf($0) }
    let inverses = laws.inverse.map { inverseClasses($0) } ?? [:]
    // All are found before any is joined: the parts are classes as they are now.
    var found: [(UInt32, UInt32, [UInt32])] = []
    for node in changed {
      let record = nodes[node]
      guard nodeCount < limits.nodes, !exposed.contains(node), let whole = multiset(node, parts)
      else { continue }
      var rest: [SumTree] = []
      let sides = redundantParts(whole, unit, inverses, laws, op, &rest)
      guard let dropped = joined(sides, op) else { continue }
      let tree = joined(rest, op).map { sum($0, dropped, op) } ?? dropped
      guard case .sum(let top, _, _) = tree, top != node,
        root(nodes[top].eClass) != root(record.eClass)
      else { continue }
      found.append((node, top, rearrangement(node, parts) + tree.words.dropFirst()))
    }
    for node in before..<nodes.count { exposed.insert(UInt32(node)) }
    for (a, b, ways) in found where join(nodes[a].eClass, nodes[b].eClass) {
      log.begin(.rearrangement, UInt32(2 + ways.count))
      for word in [a, b] + ways { log.words.append(word) }
    }
    recordChanges()
  }

  /// Parts that vanish, or of which one remains, each group joined; the others go into `rest`.
  private mutating func redundantParts(
    _ whole: [SumPart], _ unit: UInt32?, _ inverses: [UInt32: (eClass: UInt32, node: UInt32)],
    _ laws: SumLaws, _ op: UInt32, _ rest: inout [SumTree]
  ) -> [SumTree] {
    var left: [UInt32: UInt32] = [:]
    for part in whole { left[part.eClass] = part.count }
    var sides: [SumTree] = []
    for part in whole {
      let member = someMember(part.eClass)
      let tree = SumTree.part(node: member, member: member)
      if part.eClass == unit, let zero = laws.unit {
        let zero = SumTree.part(node: operators[zero].leaf, member: member)
        sides += Array(repeating: zero, count: Int(part.count))
        left[part.eClass] = 0
      } else if let (eClass, node) = inverses[part.eClass], eClass != part.eClass {
        let count = min(left[part.eClass]!, left[eClass] ?? 0)
        if count == 0 { continue }
        left[part.eClass]! -= count
        left[eClass]! -= count
        let pair = sum(tree, .part(node: node, member: someMember(eClass)), op)
        sides += Array(repeating: pair, count: Int(count))
      } else if laws.isIdempotent, part.count > 1 {
        var group = sum(tree, tree, op)
        for _ in 2..<part.count { group = sum(group, tree, op) }
        sides.append(group)
        left[part.eClass] = 0
      }
    }
    for part in whole {
      let member = someMember(part.eClass)
      rest += Array(
        repeating: SumTree.part(node: member, member: member), count: Int(left[part.eClass]!))
    }
    return sides
  }

  /// The class of a symbol without arguments.
  private mutating func leaf(_ op: UInt32) -> UInt32? {
    let node = operators[op].leaf
    return node == none ? nil : root(nodes[node].eClass)
  }

  /// By class: the nodes that are inverses of it, the first of each class.
  private mutating func inverseClasses(_ op: UInt32) -> [UInt32: (eClass: UInt32, node: UInt32)] {
    var found: [UInt32: (eClass: UInt32, node: UInt32)] = [:]
    for node in 0..<UInt32(nodes.count)
    where nodes[node].op == op && nodes[node].moment != ENodeRecord.dead {
      let below = root(nodes[node].first)
      if found[below] == nil { found[below] = (root(nodes[node].eClass), node) }
    }
    return found
  }
}
