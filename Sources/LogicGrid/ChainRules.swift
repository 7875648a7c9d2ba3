// Facts P(x, y) and chain rules H(x, z) ← L(x, y), R(y, z): enough for closures, same generation
// and points-to, and the load by which the grid is measured. Start at `chainClosure`; the program
// is in `ChainProgram.swift`, the state of a block in `ChainBlock.swift`. No side effects.
// Source: T. Reps, Program analysis via graph reachability, Information and Software Technology 40
// (1998), for chain rules; F. Bancilhon, R. Ramakrishnan, An amateur's introduction to recursive
// query processing strategies, SIGMOD (1986), for semi-naive evaluation and same generation.

/// A fact `predicate(first, second)`.
public struct ChainFact: Hashable, Comparable, Sendable {
  /// Below 2³¹; small numbers are best.
  public let predicate: UInt32
  /// The first argument.
  public let first: UInt32
  /// The second argument.
  public let second: UInt32

  /// The fact `predicate(first, second)`.
  public init(_ predicate: UInt32, _ first: UInt32, _ second: UInt32) {
    self.predicate = predicate
    self.first = first
    self.second = second
  }

  /// By predicate, first, second.
  public static func < (a: ChainFact, b: ChainFact) -> Bool {
    (a.predicate, a.first, a.second) < (b.predicate, b.first, b.second)
  }
}

/// The rule `head(x, z) ← left(x, y), right(y, z)`, for predicates as in `ChainFact`.
public struct ChainRule: Hashable, Sendable {
  /// Of the conclusion.
  public let head: UInt32
  /// Of the premise whose second argument is joined.
  public let left: UInt32
  /// Of the premise whose first argument is joined.
  public let right: UInt32

  /// The rule `head(x, z) ← left(x, y), right(y, z)`.
  public init(_ head: UInt32, from left: UInt32, _ right: UInt32) {
    self.head = head
    self.left = left
    self.right = right
  }
}

/// Names a fact by where it is stored. The same for any number of workers.
@frozen
public struct ChainFactID: Hashable, Sendable {
  /// Its home.
  public let block: BlockID
  /// Its place there, in the order of acceptance.
  public let index: UInt32
}

/// How a fact was first derived, in canonical order.
public struct ChainDerivation: Hashable, Sendable {
  /// Index of the rule.
  public let rule: Int
  /// The premise of its left predicate.
  public let left: ChainFactID
  /// The premise of its right predicate.
  public let right: ChainFactID
}

/// What follows from some facts.
public struct ChainClosure: Sendable {
  /// Each fact once, by home and place; no derivation if it was given.
  public internal(set) var facts: [(id: ChainFactID, fact: ChainFact, why: ChainDerivation?)] = []
  /// Number of facts, the given ones included (count).
  public internal(set) var factCount = 0
  /// How often a rule fired: pairs of premises that met, once each (count).
  public internal(set) var firings = 0
  /// A digest of all facts, their ids and derivations, in order.
  public internal(set) var digest: UInt64 = 0
  /// How the run ended: `.quiescent` if the closure is complete.
  public internal(set) var outcome = GridOutcome.quiescent
  /// Supersteps, messages and the like.
  public internal(set) var counts: GridCounts
}

/// All facts that follow from the given ones by the rules, each with its first derivation.
///
/// *Determinism*: the result depends on the order of `facts` and `rules` and on `blocks`, not on
/// `workers`. *Complexity*: time in the firings, memory in the facts (about 50 bytes each), the
/// largest wave of messages besides. *Throws*: never, on threads of one process. `keepsFacts`
/// false leaves `facts` empty, for measurements.
public func chainClosure(
  of facts: [ChainFact], under rules: [ChainRule], workers: Int = 1,
  blocks: Int = BlockID.defaultCount, limits: GridLimits = GridLimits(), keepsFacts: Bool = true
) throws(GridError) -> ChainClosure {
  let program = ChainProgram(facts: facts, rules: rules, blocks: blocks)
  var grid = Grid(program, workers: workers, blocks: blocks)
  for fact in facts { grid.send(.given(fact), to: program.home(of: fact)) }
  let outcome = try grid.run(limits: limits)
  var result = ChainClosure(outcome: outcome, counts: grid.counts)
  grid.forEachBlock { block, state in
    result.firings += state.firings
    result.factCount += state.records.count
    for (index, record) in state.records.enumerated() {
      let why = record.derivation
      for part in [
        record.fact.predicate, record.fact.first, record.fact.second, record.rule,
        why?.left.block.rawValue ?? 0, why?.left.index ?? 0,
        why?.right.block.rawValue ?? 0, why?.right.index ?? 0,
      ] {
        result.digest = (result.digest ^ UInt64(part)) &* 0x9E37_79B9_7F4A_7C15
        result.digest ^= result.digest >> 29
      }
      if keepsFacts {
        let id = ChainFactID(block: block, index: UInt32(index))
        result.facts.append((id, record.fact, why))
      }
    }
  }
  return result
}
