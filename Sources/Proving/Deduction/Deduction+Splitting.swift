// Cases inside the search by clauses: of a clause with a literal L that has no variables, L is assumed.
// Start at `splits`. Every clause says which assumptions it rests on; where they are absurd, the last
// of them is given up, with all that came of it, and its negation is a clause that rests on the others.
// What an assumption made simpler, or needless, comes back then (`putAside`).
// Source: A. Voronkov, AVATAR: the architecture for first-order theorem provers (2014), without a solver
// for propositions: assumptions are a stack, as in C. Weidenbach, Combining superposition, sorts and
// splitting, Handbook of Automated Reasoning (2001), 3.

import ProofKernel
import Terms

extension Deduction {
  /// Assumptions at one time, and in all (counts).
  private static let stackLimit = 60
  private static let splitLimit = 1_000

  /// What is being assumed, and the clauses that are needless as long as it is.
  struct Assumption {
    let clause: Int
    var aside: [Int] = []
  }

  /// The assumptions that a clause of that origin rests on.
  func basis(_ origin: DeductionOrigin) -> UInt64 {
    switch origin {
    case .input: 0
    case .resolution(let a, _, _, let b, _, _): clauses[a].assumptions | clauses[b].assumptions
    case .paramodulation(let a, _, _, _, let b, _, _, _):
      clauses[a].assumptions | clauses[b].assumptions
    case .instance(let a, _), .normalized(let a), .field(let a, _, _), .fields(let a, _):
      clauses[a].assumptions
    case .assumption(let number): 1 << UInt64(number)
    case .refutation(let assumption, let empty):
      clauses[empty].assumptions & ~clauses[assumption].assumptions
    }
  }

  /// Looks at a clause by cases, or leaves it for later where what is assumed makes it needless.
  /// Returns whether it is done with for now.
  mutating func splits(_ number: Int) -> Bool {
    let clause = clauses[number]
    guard clause.literals.count > 1 else { return false }
    if !assumptions.isEmpty, let more = satisfying(clause) {
      if more != 0 { putAside(number, under: more) }
      return true
    }
    guard assumptions.count < Self.stackLimit, splitCount < Self.splitLimit else { return false }
    var best: (literal: DeductionLiteral, score: Int)?
    for literal in clause.literals where vocabulary.bank.isGround(literal.atom) {
      let score = 2 * vocabulary.bank.size(literal.atom) + (literal.isPositive ? 0 : 1)
      if best.map({ $0.score > score }) ?? true { best = (literal, score) }
    }
    guard let literal = best?.literal else { return false }
    let place = assumptions.count
    guard assume(literal, depth: clause.depth) else { return false }
    putAside(number, under: 1 << UInt64(place))
    return true
  }

  /// Takes a literal on as an assumption, unless what waits says so or there are too many. Returns whether it did.
  mutating func assume(_ literal: DeductionLiteral, depth: Int) -> Bool {
    guard assumptions.count < Self.stackLimit, splitCount < Self.splitLimit else { return false }
    splitCount += 1
    let (place, mark) = (assumptions.count, clauses.count)
    // The clause is next; what it is simplified to comes after it.
    assumptions.append(Assumption(clause: mark))
    conclude([literal], variableCount: 0, .assumption(place), isSupport: true, depth: depth)
    if clauses.count == mark { assumptions.removeLast() }
    return clauses.count > mark
  }

  /// The further assumptions of a unit that makes a clause needless.
  private mutating func satisfying(_ clause: DeductionClause) -> UInt64? {
    for literal in clause.literals {
      if let unit = groundUnits[literal] {
        return clauses[unit].assumptions & ~clause.assumptions
      }
      guard let symbol = vocabulary.bank.symbol(literal.atom) else { continue }
      let key = LiteralKey(symbol: symbol, isPositive: literal.isPositive)
      for unit in unitsOf[key] ?? [] where instance(unit, of: literal.atom) != nil {
        return clauses[unit].assumptions & ~clause.assumptions
      }
    }
    return nil
  }

  /// Leaves a clause until one of these assumptions is given up.
  mutating func putAside(_ number: Int, under assumptions: UInt64) {
    let last = 63 - assumptions.leadingZeroBitCount
    self.assumptions[last].aside.append(number)
    asideCount += 1
    seen[key(clauses[number])] = nil
  }

  /// Gives up the last assumption that an empty clause rests on.
  mutating func retract(_ empty: Int) {
    conclusion = nil
    let place = 63 - clauses[empty].assumptions.leadingZeroBitCount
    let given = assumptions[place...]
    assumptions.removeSubrange(place...)
    let gone = ~UInt64(0) << UInt64(place)
    for number in clauses.indices where clauses[number].assumptions & gone != 0 {
      clauses[number].isDead = true
    }
    forgetDead()
    seen = seen.filter { $0.value & gone == 0 }
    let assumed = given[place].clause
    let literal = clauses[assumed].literals[0]
    conclude(
      [DeductionLiteral(atom: literal.atom, isPositive: !literal.isPositive)], variableCount: 0,
      .refutation(of: assumed, by: empty), isSupport: true, depth: clauses[assumed].depth)
    for number in given.flatMap(\.aside) where !clauses[number].isDead {
      let clause = clauses[number]
      conclude(
        clause.literals, variableCount: clause.variableCount,
        .instance(number, identity(clause)), isSupport: clause.isSupport, depth: clause.depth)
    }
  }

  private mutating func forgetDead() {
    func isAlive(_ number: Int) -> Bool { !clauses[number].isDead }
    active = active.filter(isAlive)
    literalsOf = literalsOf.mapValues { $0.filter { isAlive($0.clause) } }
    sidesOf = sidesOf.mapValues { $0.filter { isAlive($0.clause) } }
    demodulators = demodulators.mapValues { $0.filter { isAlive($0.clause) } }
    unitsOf = unitsOf.mapValues { $0.filter(isAlive) }
    groundUnits = groundUnits.filter { isAlive($0.value) }
    let dead = Set(clauses.indices.filter { clauses[$0].isDead })
    forgetChained(dead.contains)
  }
}
