// Closures under chain rules, against the plainest evaluation there is, with every derivation
// followed to given facts. Start at `closuresAreRight`.
// Neighbours: `ChainRules.swift`, `ChainProgram.swift` are what is tested.
// Source: F. Bancilhon, R. Ramakrishnan, An amateur's introduction to recursive query processing
// strategies, SIGMOD (1986): naive evaluation, same generation.

import Testing

@testable import LogicGrid

/// Rules with names.
enum ChainFixture: String, CaseIterable, Sendable {
  case rightLinear, leftLinear, nonLinear, sameGeneration, unrelated

  var rules: [ChainRule] {
    switch self {
    case .rightLinear: [ChainRule(1, from: 1, 0)]
    case .leftLinear: [ChainRule(1, from: 0, 1)]
    case .nonLinear: [ChainRule(1, from: 1, 1)]
    case .sameGeneration:
      [ChainRule(2, from: 0, 1), ChainRule(3, from: 0, 2), ChainRule(2, from: 3, 1)]
    case .unrelated: [ChainRule(7, from: 5, 6)]
    }
  }

  /// Random edges; what else the rules need.
  func facts(nodes: Int, edges: Int, seed: UInt64) -> [ChainFact] {
    var random = SplitMix(state: seed)
    var facts: [ChainFact] = []
    for _ in 0..<edges {
      let x = UInt32(random.next() % UInt64(nodes))
      let y = UInt32(random.next() % UInt64(nodes))
      facts.append(ChainFact(0, x, y))
      facts.append(self == .sameGeneration ? ChainFact(1, y, x) : ChainFact(1, x, y))
    }
    return facts
  }
}

@Suite struct ChainTests {
  /// Every rule on every pair of facts, until nothing is new.
  func naive(_ facts: [ChainFact], _ rules: [ChainRule]) -> Set<ChainFact> {
    var known = Set(facts)
    while true {
      let before = known
      for rule in rules {
        for left in before where left.predicate == rule.left {
          for right in before where right.predicate == rule.right && right.first == left.second {
            known.insert(ChainFact(rule.head, left.first, right.second))
          }
        }
      }
      if known.count == before.count { return known }
    }
  }

  /// Pairs of premises in a closure.
  func pairs(_ known: Set<ChainFact>, _ rules: [ChainRule]) -> Int {
    rules.reduce(0) { sum, rule in
      sum
        + known.reduce(0) { sum, left in
          guard left.predicate == rule.left else { return sum }
          return sum
            + known.count { $0.predicate == rule.right && $0.first == left.second }
        }
    }
  }

  @Test(arguments: ChainFixture.allCases, 1...6 as ClosedRange<UInt64>)
  func closuresAreRight(fixture: ChainFixture, seed: UInt64) throws {
    let nodes = 2 + Int(seed) * 3
    let facts = fixture.facts(nodes: nodes, edges: nodes * Int(seed % 3 + 1), seed: seed)
    let expected = naive(facts, fixture.rules)
    let result = try chainClosure(of: facts, under: fixture.rules, blocks: 32)
    #expect(result.outcome == .quiescent)
    #expect(result.facts.map(\.fact).sorted() == expected.sorted())
    #expect(result.factCount == expected.count)
    #expect(result.firings == pairs(expected, fixture.rules), "each pair fires once")
    try checkDerivations(result, given: Set(facts), fixture.rules)
    for workers in [2, 3, 8] {
      let parallel = try chainClosure(
        of: facts, under: fixture.rules, workers: workers, blocks: 32)
      #expect(parallel.digest == result.digest)
      #expect(parallel.counts == result.counts)
      #expect(parallel.firings == result.firings)
      #expect(parallel.facts.map(\.id) == result.facts.map(\.id))
      #expect(parallel.facts.map(\.why) == result.facts.map(\.why))
    }
  }

  /// Each derivation is an instance of its rule, and leads to given facts without a circle.
  func checkDerivations(
    _ result: ChainClosure, given: Set<ChainFact>, _ rules: [ChainRule]
  ) throws {
    var facts: [ChainFactID: (fact: ChainFact, why: ChainDerivation?)] = [:]
    for entry in result.facts { facts[entry.id] = (entry.fact, entry.why) }
    #expect(facts.count == result.facts.count)
    var grounded: Set<ChainFactID> = []
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for entry in result.facts where !grounded.contains(entry.id) {
        guard let why = entry.why else {
          #expect(given.contains(entry.fact))
          grounded.insert(entry.id)
          isGrowing = true
          continue
        }
        guard grounded.contains(why.left), grounded.contains(why.right) else { continue }
        let left = try #require(facts[why.left]).fact
        let right = try #require(facts[why.right]).fact
        let rule = rules[why.rule]
        #expect(left.predicate == rule.left && right.predicate == rule.right)
        #expect(left.second == right.first)
        #expect(entry.fact == ChainFact(rule.head, left.first, right.second))
        grounded.insert(entry.id)
        isGrowing = true
      }
    }
    #expect(grounded.count == result.facts.count)
  }

  /// Large enough for parallel delivery and many blocks.
  @Test func largeClosureIsTheSameForAnyWorkers() throws {
    let fixture = ChainFixture.rightLinear
    let facts = fixture.facts(nodes: 120, edges: 260, seed: 3)
    let serial = try chainClosure(of: facts, under: fixture.rules, keepsFacts: false)
    #expect(serial.factCount > 10_000)
    #expect(serial.facts.isEmpty)
    for workers in [2, 3, 8] {
      let parallel = try chainClosure(
        of: facts, under: fixture.rules, workers: workers, keepsFacts: false)
      #expect(parallel.digest == serial.digest)
      #expect(parallel.counts == serial.counts)
    }
  }

  @Test func limitsLeaveAPart() throws {
    let fixture = ChainFixture.rightLinear
    let facts = fixture.facts(nodes: 20, edges: 40, seed: 3)
    let whole = Set(try chainClosure(of: facts, under: fixture.rules).facts.map(\.fact))
    let part = try chainClosure(
      of: facts, under: fixture.rules, limits: GridLimits(supersteps: 2))
    #expect(part.outcome == .limit(.supersteps))
    #expect(part.factCount < whole.count)
    #expect(part.facts.allSatisfy { whole.contains($0.fact) })
  }
}
