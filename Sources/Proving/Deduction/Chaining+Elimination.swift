// Equations between sums that refute what is denied once unknowns are eliminated: where no x and y have
// a·x = p·y + 1, what is known of p = q·a + r, r + s = a and s·x = p·y + 1 is absurd, since a·(q·x + x) is
// p·(x + y) + 1. Start at `eliminate`. From an equation in which no unknown stands alone parts that the denied
// one cannot have are taken away, one unknown after the other; an unknown is an open variable, or what a
// quantifier says there is, and stands alone in the equation that says what it is. Terms are never subtracted:
// both sides get more. Where what is left has the parts of the denied equation on the wrong sides
// `Chaining+Signs` moves them. What is found comes from reflexivity by replacements, as other clauses do.

import ProofKernel
import Terms

extension Deduction {
  /// Unknowns eliminated one after the other, and monomials of an equation on the way (counts).
  private static let eliminationLimit = 4
  private static let monomialLimit = 12
  /// Equations that are looked at for a new one (count).
  private static let equationLimit = 300

  /// An equation between sums, read as polynomials.
  struct SumEquation: Sendable {
    let clause: Int
    /// Whether the first side stands on the right.
    var isReversed = false
    let sides: TermEquation
    let first: [[Term]]
    let second: [[Term]]

    var reversed: SumEquation {
      SumEquation(
        clause: clause, isReversed: !isReversed,
        sides: TermEquation(left: sides.right, right: sides.left), first: second, second: first)
    }
  }

  /// What an equation that holds for no values of its variables leaves open.
  struct DeniedEquation {
    let clause: Int
    let atom: Term
    let variableCount: Int
    /// Factors beside variables, and monomials without any.
    var coefficients: [[Term]] = []
    var constants: [[Term]] = []

    func admits(_ monomial: [Term], _ vocabulary: Vocabulary) -> Bool {
      constants.contains(monomial)
        || coefficients.contains { vocabulary.difference(monomial, $0) != nil }
    }
  }

  /// How eliminations refute what is denied.
  private enum Ending {
    /// The last equation is an instance of what is denied.
    case isInstance
    /// It is one with the same on both sides.
    case isBalanced(Balance)
  }

  /// An unknown, and the equation on whose first side it stands alone.
  private struct Elimination {
    let unknown: Term
    let known: SumEquation
  }

  /// Where a new equation and those known refute what is denied, files the equation that does so.
  mutating func eliminate(with number: Int) {
    guard let own = sumEquation(number), let sort = sort(own), let semiring = semirings[sort],
      let symbol = vocabulary.bank.symbol(clauses[number].literals[0].atom)
    else { return }
    let denied = (unitsOf[LiteralKey(symbol: symbol, isPositive: false)] ?? []).compactMap {
      clauses[$0].isSupport && clauses[$0].variableCount > 0 ? deniedEquation($0, semiring) : nil
    }
    guard !denied.isEmpty else { return }
    var known: [SumEquation] = []
    for other in chaining.groundOf[LiteralKey(symbol: symbol, isPositive: true)] ?? []
    where !clauses[other].isDead {
      if let equation = sumEquation(other) { known.append(equation) }
    }
    var meanings: [Term: [SumEquation]] = [:]
    var targets: [SumEquation] = []
    for equation in known {
      var isMeaning = false
      for oriented in [equation, equation.reversed] {
        for unknown in lone(oriented) {
          meanings[unknown, default: []].append(oriented)
          isMeaning = true
        }
      }
      if !isMeaning { targets.append(equation) }
    }
    // A new equation is the one to be changed, or says what an unknown is.
    let factors = Set(lone(own) + lone(own.reversed))
    if factors.isEmpty {
      targets = [own]
    } else {
      targets.removeAll { target in
        !(target.first + target.second).joined().contains(where: factors.contains)
      }
    }
    var rest = Self.equationLimit
    for target in targets {
      for goal in denied {
        var path: [Elimination] = []
        guard let end = reaches(goal, target, meanings, semiring, &path, &rest) else { continue }
        write(path, end, target, goal, semiring)
        if conclusion != nil { return }
      }
    }
  }

  private func sort(_ equation: SumEquation) -> TermSort? {
    vocabulary.bank.sort(equation.sides.left)
  }

  mutating func sumEquation(_ number: Int) -> SumEquation? {
    if let known = chaining.sums[number] { return known }
    let clause = clauses[number]
    guard clause.variableCount == 0, clause.literals.count == 1, clause.literals[0].isPositive,
      let sides = vocabulary.sides(clause.literals[0].atom),
      let semiring = semirings[vocabulary.bank.sort(sides.left)]
    else { return nil }
    let read = SumEquation(
      clause: number, sides: sides, first: vocabulary.monomials(sides.left, semiring),
      second: vocabulary.monomials(sides.right, semiring))
    chaining.sums[number] = read
    return read
  }

  private mutating func deniedEquation(_ number: Int, _ semiring: Semiring) -> DeniedEquation? {
    let clause = clauses[number]
    guard clause.literals.count == 1, let sides = vocabulary.sides(clause.literals[0].atom) else {
      return nil
    }
    var denied = DeniedEquation(
      clause: number, atom: clause.literals[0].atom, variableCount: clause.variableCount)
    let monomials =
      vocabulary.monomials(sides.left, semiring) + vocabulary.monomials(sides.right, semiring)
    for monomial in monomials {
      let ground = monomial.filter(vocabulary.bank.isGround)
      if ground.count == monomial.count {
        denied.constants.append(ground)
      } else {
        denied.coefficients.append(ground)
      }
    }
    return denied
  }

  // MARK: polynomials

  /// The unknowns that stand alone on the first side, perhaps beside other parts, and nowhere else.
  private func lone(_ equation: SumEquation) -> [Term] {
    equation.first.compactMap { monomial -> Term? in
      guard monomial.count == 1, let unknown = monomial.first, isConstant(unknown),
        occurrences(of: unknown, equation.first) == 1,
        occurrences(of: unknown, equation.second) == 0
      else { return nil }
      return unknown
    }
  }

  private func occurrences(of unknown: Term, _ monomials: [[Term]]) -> Int {
    monomials.joined().count { $0 == unknown }
  }

  /// Monomials with a factor, without it, and the others.
  private func split(_ monomials: [[Term]], by factor: Term) -> (
    cofactors: [[Term]], others: [[Term]]
  ) {
    var (cofactors, others): ([[Term]], [[Term]]) = ([], [])
    for monomial in monomials {
      if let cofactor = vocabulary.difference(monomial, [factor]) {
        cofactors.append(cofactor)
      } else {
        others.append(monomial)
      }
    }
    return (cofactors, others)
  }

  private func products(_ a: [[Term]], _ b: [[Term]]) -> [[Term]] {
    a.flatMap { x in b.map { (x + $0).sorted() } }
  }

  // MARK: search

  /// The eliminations, which go into the path, that make of an equation one that is denied.
  private mutating func reaches(
    _ goal: DeniedEquation, _ target: SumEquation, _ meanings: [Term: [SumEquation]],
    _ semiring: Semiring, _ path: inout [Elimination], _ rest: inout Int
  ) -> Ending? {
    guard rest > 0 else { return nil }
    rest -= 1
    vocabulary.bank.matchCount += 5
    let wrong = (target.first + target.second).first { !goal.admits($0, vocabulary) }
    guard let wrong else {
      // Without eliminations that is seen by matching.
      if !path.isEmpty, isDenied(target, goal, semiring) { return .isInstance }
      return balance(target, goal, meanings, semiring).map(Ending.isBalanced)
    }
    guard path.count < Self.eliminationLimit else { return nil }
    for unknown in wrong
    where isConstant(unknown) && !path.contains(where: { $0.unknown == unknown }) {
      for known in meanings[unknown] ?? [] {
        for oriented in [target, target.reversed] {
          let step = Elimination(unknown: unknown, known: known)
          guard let next = without(step, oriented) else { continue }
          path.append(step)
          if let end = reaches(goal, next, meanings, semiring, &path, &rest) { return end }
          path.removeLast()
        }
      }
    }
    return nil
  }

  /// With c + A = B, of c·M + N = O the equation B·M + N = O + A·M; its sides are not made.
  private func without(_ step: Elimination, _ target: SumEquation) -> SumEquation? {
    let (cofactors, others) = split(target.first, by: step.unknown)
    let rest = step.known.first.filter { $0 != [step.unknown] }
    let first = products(step.known.second, cofactors) + others
    let second = target.second + products(rest, cofactors)
    guard !cofactors.isEmpty, occurrences(of: step.unknown, cofactors + target.second) == 0,
      first.count + second.count <= Self.monomialLimit
    else { return nil }
    return SumEquation(clause: target.clause, sides: target.sides, first: first, second: second)
  }

  private mutating func isDenied(
    _ equation: SumEquation, _ goal: DeniedEquation, _ semiring: Semiring
  ) -> Bool {
    guard let sort = sort(equation),
      let left = vocabulary.polynomial(equation.first, sort, semiring),
      let right = vocabulary.polynomial(equation.second, sort, semiring)
    else { return false }
    let atom = vocabulary.equation(
      rules.normalize(left, &vocabulary.bank), rules.normalize(right, &vocabulary.bank))
    let start = Substitution(count: goal.variableCount)
    return !atomMatches(goal.atom, atom, start, narrows: false).isEmpty
  }

  // MARK: clauses

  /// Files what eliminations make of an equation; it is next.
  private mutating func write(
    _ path: [Elimination], _ end: Ending, _ target: SumEquation, _ goal: DeniedEquation,
    _ semiring: Semiring
  ) {
    let mark = clauses.count
    var current = target
    for step in path {
      let isFirst = !split(current.first, by: step.unknown).cofactors.isEmpty
      guard let next = raise(step, isFirst ? current : current.reversed, semiring) else {
        clauses.removeLast(clauses.count - mark)
        return
      }
      current = next
    }
    let made = clauses.count
    switch end {
    case .isInstance:
      let last = clauses[current.clause]
      conclude(
        last.literals, variableCount: 0, .instance(current.clause, []), isSupport: true,
        depth: last.depth)
      if clauses.count > made, conclusion == nil { queue.add(clauses.count - 1, weight: 0) }
    case .isBalanced(let balance):
      refute(goal, current, balance, semiring)
    }
    if clauses.count == made { clauses.removeLast(clauses.count - mark) }
  }

  /// The equation without an unknown as a clause, by way of two others.
  private mutating func raise(
    _ step: Elimination, _ target: SumEquation, _ semiring: Semiring
  ) -> SumEquation? {
    let sort = vocabulary.bank.sort(step.unknown)
    let known = step.known
    let (cofactors, others) = split(target.first, by: step.unknown)
    let rest = known.first.filter { $0 != [step.unknown] }
    guard let read = without(step, target), let a = vocabulary.polynomial(rest, sort, semiring),
      let m = vocabulary.polynomial(cofactors, sort, semiring),
      let reflexivity = chaining.reflexivity[sort]
    else { return nil }
    let isOne = cofactors == [[]]
    let more = isOne ? a : vocabulary.bank.make(semiring.multiply, [a, m])
    let depth = max(clauses[known.clause].depth, clauses[target.clause].depth) + 1
    // c·M + N + A·M = O + A·M
    let sum = vocabulary.bank.make(semiring.add, [target.sides.left, more])
    let right = vocabulary.bank.make(semiring.add, [target.sides.right, more])
    append(
      vocabulary.equation(sum, right),
      .paramodulation(
        from: target.clause, equation: 0, isReversed: target.isReversed, [], into: reflexivity,
        literal: 0, position: [1, 0], [sum]), depth)
    // (c + A)·M + N = O + A·M
    func left(_ factor: Term, _ vocabulary: inout Vocabulary) -> (Term, position: [UInt32]) {
      var (term, position): (Term, [UInt32]) = (factor, [0])
      if !isOne {
        term = vocabulary.bank.make(semiring.multiply, [term, m])
        position.append(0)
      }
      if !others.isEmpty, let n = vocabulary.polynomial(others, sort, semiring) {
        term = vocabulary.bank.make(semiring.add, [term, n])
        position.insert(0, at: 1)
      }
      return (term, position)
    }
    let (whole, position) = left(known.sides.left, &vocabulary)
    append(vocabulary.equation(whole, right), .normalized(clauses.count - 1), depth)
    // B·M + N = O + A·M
    let (new, _) = left(known.sides.right, &vocabulary)
    append(
      vocabulary.equation(new, right),
      .paramodulation(
        from: known.clause, equation: 0, isReversed: known.isReversed, [],
        into: clauses.count - 1, literal: 0, position: position, []), depth)
    return SumEquation(
      clause: clauses.count - 1, sides: TermEquation(left: new, right: right), first: read.first,
      second: read.second)
  }

  /// An equation on the way to another.
  mutating func append(_ atom: Term, _ origin: DeductionOrigin, _ depth: Int) {
    clauses.append(
      DeductionClause(
        literals: [DeductionLiteral(atom: atom, isPositive: true)], variableCount: 0,
        origin: origin, isSupport: true, depth: depth, assumptions: basis(origin)))
  }
}
