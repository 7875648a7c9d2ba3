// An equation that has the parts of a denied one on the wrong sides: p·v = a·u + 1 where no x and y have
// a·x = p·y + 1. Over the integers -u and -v will do. Adding p·t to x and a·t to y changes nothing, and where a and
// p are at least 1, as a' + 1 and p' + 1, a sum t of what stood on the wrong sides leaves nothing negative. Start
// at `balance`, which finds t, and `refute`, which writes the proof: the equation with the same added on both
// sides, put together as an instance of what is denied, with a for a' + 1 again.

import ProofKernel
import Terms

extension Deduction {
  /// Monomials of a side with what was added (count).
  private static let balanceLimit = 60

  /// How an equation becomes an instance of what is denied.
  struct Balance {
    /// What is added to both sides.
    let addition: [[Term]]
    /// Whether the equation is used from right to left.
    let isReversed: Bool
    /// What the variables of the denied equation stand for.
    let values: [[[Term]]]
    /// The coefficients with what they are equal to.
    let coefficients: [SumEquation]
  }

  /// A variable of a denied equation.
  private struct DeniedVariable {
    let number: Int
    let coefficient: [Term]
    let isLeft: Bool
    var value = IntegerPolynomial()
  }

  /// A way to make of an equation one that is denied, if there is one by a pair of its variables.
  mutating func balance(
    _ equation: SumEquation, _ goal: DeniedEquation, _ meanings: [Term: [SumEquation]],
    _ semiring: Semiring
  ) -> Balance? {
    guard let variables = deniedVariables(goal, semiring), variables.filter(\.isLeft).count == 1,
      variables.count == 2, let sides = vocabulary.sides(goal.atom)
    else { return nil }
    var coefficients: [SumEquation] = []
    let factors = Set(variables.flatMap(\.coefficient))
    for factor in factors.sorted() {
      let positive = (meanings[factor] ?? []).filter { isPositive($0, factor, factors) }
      let shortest = positive.min { $0.second.count < $1.second.count }
      guard let meaning = shortest else { return nil }
      coefficients.append(meaning)
    }
    guard variables.allSatisfy({ $0.coefficient.count <= 1 }) else { return nil }
    func written(_ polynomial: IntegerPolynomial) -> IntegerPolynomial {
      coefficients.reduce(polynomial) { $0.replacing($1.first[0][0], by: $1.second) }
    }
    func constants(_ side: Term) -> IntegerPolynomial {
      IntegerPolynomial(
        vocabulary.monomials(side, semiring).filter { $0.allSatisfy(vocabulary.bank.isGround) })
    }
    let (own, other) = (constants(sides.left), constants(sides.right))
    vocabulary.bank.matchCount += 20
    for isReversed in [false, true] {
      let first = IntegerPolynomial(isReversed ? equation.second : equation.first)
      let second = IntegerPolynomial(isReversed ? equation.first : equation.second)
      guard let parts = divided(first - second + other - own, variables) else { continue }
      let values = parts.map { written($0.value) }
      let scales = parts.map { written(IntegerPolynomial([$0.coefficient])) }
      let left = parts[0].isLeft ? 0 : 1
      // What both sides have besides those of the equation.
      let rest = written(own - first) + scales[left] * values[left]
      let missing = values[0].negative + values[1].negative + rest.negative
      let new = [values[0] + scales[1] * missing, values[1] + scales[0] * missing]
      let addition = rest + scales[0] * scales[1] * missing
      guard (new + [addition]).allSatisfy({ $0.negative.isZero && $0.count <= Self.balanceLimit })
      else { continue }
      var result: [[[Term]]] = [[], []]
      for (part, value) in zip(parts, new) { result[part.number] = value.monomials }
      return Balance(
        addition: addition.monomials, isReversed: isReversed, values: result,
        coefficients: coefficients)
    }
    return nil
  }

  /// Whether an equation says that a constant is something and one, which has none of some constants.
  private func isPositive(_ meaning: SumEquation, _ constant: Term, _ others: Set<Term>) -> Bool {
    meaning.first == [[constant]] && meaning.second.contains([])
      && !vocabulary.places(meaning.sides.right).contains { others.contains($0.term) }
  }

  /// The variables of a denied equation, if each stands once, and beside nothing but constants.
  private func deniedVariables(_ goal: DeniedEquation, _ semiring: Semiring) -> [DeniedVariable]? {
    guard let sides = vocabulary.sides(goal.atom) else { return nil }
    var found: [DeniedVariable] = []
    for (side, isLeft) in [(sides.left, true), (sides.right, false)] {
      for monomial in vocabulary.monomials(side, semiring) {
        let ground = monomial.filter(vocabulary.bank.isGround)
        if ground.count == monomial.count { continue }
        guard ground.count == monomial.count - 1,
          let variable = monomial.first(where: { !vocabulary.bank.isGround($0) }),
          let number = vocabulary.bank.variableNumber(variable),
          !found.contains(where: { $0.number == number })
        else { return nil }
        found.append(DeniedVariable(number: number, coefficient: ground, isLeft: isLeft))
      }
    }
    return found.count == goal.variableCount ? found : nil
  }

  /// The variables with values whose sum, those on the right with their signs changed, is a polynomial.
  private func divided(_ polynomial: IntegerPolynomial, _ variables: [DeniedVariable])
    -> [DeniedVariable]?
  {
    var found = variables
    for (monomial, count) in polynomial.sorted {
      let place = found.indices.first {
        vocabulary.difference(monomial, found[$0].coefficient) != nil
      }
      guard let place, let rest = vocabulary.difference(monomial, found[place].coefficient) else {
        return nil
      }
      found[place].value.add(rest, found[place].isLeft ? count : -count)
    }
    return found
  }

  /// Files the contradiction between a denied equation and one that can be balanced.
  mutating func refute(
    _ goal: DeniedEquation, _ equation: SumEquation, _ balance: Balance, _ semiring: Semiring
  ) {
    let sort = vocabulary.bank.sort(equation.sides.left)
    let mark = clauses.count
    guard let reflexivity = chaining.reflexivity[sort],
      let addition = vocabulary.polynomial(balance.addition, sort, semiring)
    else { return }
    // The equation, in terms of what its coefficients are equal to.
    var current = balance.isReversed ? equation.reversed : equation
    for coefficient in balance.coefficients { current = written(current, coefficient) }
    // The same on both sides.
    let sides = current.sides
    let sums = [sides.left, sides.right].map {
      vocabulary.bank.make(semiring.add, [$0, addition])
    }
    let depth = clauses[current.clause].depth + 1
    append(
      vocabulary.equation(sums[0], sums[1]),
      .paramodulation(
        from: current.clause, equation: 0, isReversed: current.isReversed, [], into: reflexivity,
        literal: 0, position: [1, 0], [sums[0]]), depth)
    // An instance of what is denied, the coefficients written out.
    var values = Substitution(count: goal.variableCount)
    for (number, value) in balance.values.enumerated() {
      values[number] = vocabulary.polynomial(value, sort, semiring)
    }
    var atom = vocabulary.bank.instance(goal.atom, values)
    var steps: [(atom: Term, position: [UInt32], coefficient: SumEquation)] = []
    for coefficient in balance.coefficients {
      while let place = place(of: coefficient.sides.left, in: atom) {
        steps.append((atom, place, coefficient))
        atom = vocabulary.bank.replacing(at: place[...], in: atom, by: coefficient.sides.right)
      }
    }
    guard isSame(atom, clauses[clauses.count - 1].literals[0].atom) else {
      clauses.removeLast(clauses.count - mark)
      return
    }
    append(atom, .normalized(clauses.count - 1), depth)
    for step in steps.reversed() {
      append(
        step.atom,
        .paramodulation(
          from: step.coefficient.clause, equation: 0, isReversed: !step.coefficient.isReversed, [],
          into: clauses.count - 1, literal: 0, position: step.position, []), depth)
    }
    conclude(
      [], variableCount: 0,
      .resolution(
        positive: clauses.count - 1, literal: 0, [], negative: goal.clause, otherLiteral: 0,
        (0..<goal.variableCount).map { values[$0] ?? Self.anything }), isSupport: true,
      depth: depth)
  }

  /// An equation with a constant replaced by what it is equal to.
  private mutating func written(_ equation: SumEquation, _ constant: SumEquation) -> SumEquation {
    var current = equation.clause
    while let place = place(of: constant.sides.left, in: clauses[current].literals[0].atom) {
      let atom = vocabulary.bank.replacing(
        at: place[...], in: clauses[current].literals[0].atom, by: constant.sides.right)
      append(
        atom,
        .paramodulation(
          from: constant.clause, equation: 0, isReversed: constant.isReversed, [], into: current,
          literal: 0, position: place, []), clauses[current].depth)
      current = clauses.count - 1
    }
    guard let sides = vocabulary.sides(clauses[current].literals[0].atom) else { return equation }
    let new = SumEquation(clause: current, sides: sides, first: [], second: [])
    return equation.isReversed ? new.reversed : new
  }

  private func place(of term: Term, in atom: Term) -> [UInt32]? {
    vocabulary.places(atom).first { $0.term == term }?.position
  }

  /// Whether two atoms have one normal form.
  private mutating func isSame(_ a: Term, _ b: Term) -> Bool {
    Self.normalForm(a, &rules, &vocabulary).atom == Self.normalForm(b, &rules, &vocabulary).atom
  }
}
