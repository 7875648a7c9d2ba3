// What is drawn from a clause and those taken before it. Start at `infer`: resolution on literals
// of opposite sign, equations as atoms in both directions and sums up to the order of their parts;
// replacement by equations inside literals; and one literal made like another. `DeductionReplay`
// has a case for each.

import ProofKernel
import Terms

extension Deduction {
  /// Unifiers of two atoms up to the order of parts (count).
  private static let unifierLimit = 4

  /// Makes a clause known to inferences.
  mutating func activate(_ number: Int) {
    if isChaining { return enlist(number) }
    let clause = clauses[number]
    active.append(number)
    let selected = clause.isSupport ? selection(clause) : Array(clause.literals.indices)
    clauses[number].selected = selected
    for place in selected {
      let literal = clause.literals[place]
      guard let symbol = vocabulary.bank.symbol(literal.atom) else { continue }
      let key = LiteralKey(symbol: symbol, isPositive: literal.isPositive)
      literalsOf[key, default: []].append(LiteralPlace(clause: number, literal: place))
      for equation in equations(number, place) {
        guard let head = vocabulary.bank.symbol(equation.from) else { continue }
        sidesOf[head, default: []].append(equation)
      }
    }
    guard clause.literals.count == 1, let literal = clause.literals.first,
      let symbol = vocabulary.bank.symbol(literal.atom)
    else { return }
    let key = LiteralKey(symbol: symbol, isPositive: literal.isPositive)
    unitsOf[key, default: []].append(number)
    if clause.isSupport { enlistEquations(number) }
  }

  /// Makes a unit equation replace greater terms by less.
  mutating func enlistEquations(_ number: Int) {
    for equation in equations(number, 0) {
      guard let head = vocabulary.bank.symbol(equation.from),
        ordering.isGreater(equation.from, equation.to, vocabulary)
      else { continue }
      demodulators[head, default: []].append(equation)
    }
  }

  /// The literals of a clause of the support that count: the largest negative one, else the
  /// greatest.
  private mutating func selection(_ clause: DeductionClause) -> [Int] {
    var best: (place: Int, score: Int)?
    for (place, literal) in clause.literals.enumerated() where !literal.isPositive {
      let score =
        2 * vocabulary.bank.size(literal.atom) + (vocabulary.bank.isGround(literal.atom) ? 5 : 0)
      if best.map({ $0.score < score }) ?? true { best = (place, score) }
    }
    if let best { return [best.place] }
    let largest = clause.literals.map { literal -> Term in
      guard let sides = vocabulary.sides(literal.atom) else { return literal.atom }
      return ordering.isGreater(sides.right, sides.left, vocabulary) ? sides.right : sides.left
    }
    return clause.literals.indices.filter { i in
      !clause.literals.indices.contains { ordering.isGreater(largest[$0], largest[i], vocabulary) }
    }
  }

  /// The directions in which a positive equation may replace something.
  private mutating func equations(_ number: Int, _ place: Int) -> [EquationPlace] {
    let literal = clauses[number].literals[place]
    guard literal.isPositive, let sides = vocabulary.sides(literal.atom) else { return [] }
    var found: [EquationPlace] = []
    for (from, to, isReversed) in [
      (sides.left, sides.right, false), (sides.right, sides.left, true),
    ] where vocabulary.bank.symbol(from) != nil {
      if ordering.isGreater(to, from, vocabulary) { continue }
      found.append(
        EquationPlace(
          clause: number, literal: place, isReversed: isReversed, from: from, to: to))
    }
    return found
  }

  /// Draws all conclusions from a clause and the active ones, itself included.
  mutating func infer(_ number: Int) {
    let own = shifted(number)
    let clause = clauses[number]
    for place in clause.selected {
      let literal = own[place]
      guard let symbol = vocabulary.bank.symbol(literal.atom) else { continue }
      let key = LiteralKey(symbol: symbol, isPositive: !literal.isPositive)
      for partner in literalsOf[key] ?? [] {
        if conclusion != nil { return }
        resolve(number, place, own, partner)
      }
      replaceInside(number, place, own)
      if conclusion != nil { return }
      for equation in equations(number, place) { replaceElsewhere(number, own, equation) }
      if conclusion != nil { return }
    }
    factor(number)
  }

  /// The literals of a clause with variables after those of any other.
  mutating func shifted(_ number: Int) -> [DeductionLiteral] {
    let clause = clauses[number]
    let renaming = shift(clause)
    return clause.literals.map {
      DeductionLiteral(
        atom: vocabulary.bank.instance($0.atom, renaming), isPositive: $0.isPositive)
    }
  }

  private mutating func shift(_ clause: DeductionClause) -> Substitution {
    var renaming = Substitution(count: clause.variableCount)
    for literal in clause.literals where !vocabulary.bank.isGround(literal.atom) {
      for part in vocabulary.bank.subterms(literal.atom) {
        guard let variable = vocabulary.bank.variableNumber(part) else { continue }
        renaming[variable] = vocabulary.bank.variable(
          variable + Self.variableLimit, vocabulary.bank.sort(part))
      }
    }
    return renaming
  }

  private mutating func resolve(
    _ number: Int, _ place: Int, _ own: [DeductionLiteral], _ partner: LiteralPlace
  ) {
    let other = clauses[partner.clause]
    let (atom, otherAtom) = (own[place].atom, other.literals[partner.literal].atom)
    for unifier in atomUnifiers(atom, otherAtom) {
      var rest: [DeductionLiteral] = []
      for (i, literal) in own.enumerated() where i != place { rest.append(literal) }
      for (i, literal) in other.literals.enumerated() where i != partner.literal {
        rest.append(literal)
      }
      conclude(rest, unifier, number, partner.clause) { mine, theirs in
        own[place].isPositive
          ? .resolution(
            positive: number, literal: place, mine, negative: partner.clause,
            otherLiteral: partner.literal, theirs)
          : .resolution(
            positive: partner.clause, literal: partner.literal, theirs, negative: number,
            otherLiteral: place, mine)
      }
      if conclusion != nil { return }
    }
  }

  /// Files what two parents give under a unifier: `first` is the shifted one.
  private mutating func conclude(
    _ rest: [DeductionLiteral], _ unifier: Substitution, _ first: Int, _ second: Int,
    _ origin: ([Term], [Term]) -> DeductionOrigin
  ) {
    guard rest.count <= Self.literalLimit + 2 else { return }
    var literals: [DeductionLiteral] = []
    for literal in rest {
      let atom = vocabulary.bank.resolved(literal.atom, unifier)
      guard vocabulary.bank.size(atom) <= Self.sizeLimit else { return }
      literals.append(DeductionLiteral(atom: atom, isPositive: literal.isPositive))
    }
    var renaming = Substitution(count: 2 * Self.variableLimit)
    var count = 0
    literals = renumbered(literals, &renaming, &count)
    guard count <= Self.variableLimit else { return }
    let mine = values(of: first, offset: Self.variableLimit, unifier, &renaming, &count)
    let theirs = values(of: second, offset: 0, unifier, &renaming, &count)
    conclude(
      literals, variableCount: count, origin(mine, theirs),
      isSupport: clauses[first].isSupport || clauses[second].isSupport,
      depth: max(clauses[first].depth, clauses[second].depth) + 1)
  }

  /// The terms for a parent's variables.
  private mutating func values(
    of number: Int, offset: Int, _ unifier: Substitution, _ renaming: inout Substitution,
    _ count: inout Int
  ) -> [Term] {
    let clause = clauses[number]
    var values = Array(repeating: Self.anything, count: clause.variableCount)
    for literal in clause.literals where !vocabulary.bank.isGround(literal.atom) {
      for part in vocabulary.bank.subterms(literal.atom) {
        guard let variable = vocabulary.bank.variableNumber(part),
          values[variable] == Self.anything
        else { continue }
        let moved = vocabulary.bank.variable(variable + offset, vocabulary.bank.sort(part))
        let value = vocabulary.bank.resolved(moved, unifier)
        _ = renumbered([DeductionLiteral(atom: value, isPositive: true)], &renaming, &count)
        values[variable] = vocabulary.bank.instance(value, renaming)
      }
    }
    return values
  }

  // MARK: unifiers

  mutating func atomUnifiers(_ a: Term, _ b: Term) -> [Substitution] {
    let empty = Substitution(count: 2 * Self.variableLimit)
    var found = unifiers(a, b, empty)
    if let left = vocabulary.sides(a), let right = vocabulary.sides(b) {
      for partial in unifiers(left.left, right.right, empty) {
        for full in unifiers(left.right, right.left, partial) where !found.contains(full) {
          found.append(full)
        }
      }
    }
    return Array(found.prefix(Self.unifierLimit))
  }

  /// The unifiers that extend a substitution; parts of commutative functions in either order.
  private mutating func unifiers(_ a: Term, _ b: Term, _ start: Substitution) -> [Substitution] {
    vocabulary.bank.matchCount += 1
    let (a, b) = (walked(a, start), walked(b, start))
    if a == b { return [start] }
    guard let f = vocabulary.bank.symbol(a), let g = vocabulary.bank.symbol(b) else {
      var unifier = start
      return vocabulary.bank.unify(a, b, &unifier) ? [unifier] : []
    }
    guard f == g else { return [] }
    if vocabulary.bank.isGround(a), vocabulary.bank.isGround(b) { return [] }
    let (parts, others) = (vocabulary.bank.arguments(a), vocabulary.bank.arguments(b))
    var found = [start]
    for (part, other) in zip(parts, others) {
      var longer: [Substitution] = []
      for partial in found { longer += unifiers(part, other, partial) }
      found = longer
      if found.isEmpty { break }
    }
    guard parts.count == 2, commutative.contains(f) else { return found }
    for partial in unifiers(parts[0], others[1], start) {
      for full in unifiers(parts[1], others[0], partial) where !found.contains(full) {
        found.append(full)
      }
    }
    return Array(found.prefix(Self.unifierLimit))
  }

  private func walked(_ term: Term, _ bindings: Substitution) -> Term {
    var term = term
    while let number = vocabulary.bank.variableNumber(term), let next = bindings[number] {
      term = next
    }
    return term
  }

  // MARK: equations

  /// Replacements inside a literal of a clause, by the equations of others.
  private mutating func replaceInside(_ number: Int, _ place: Int, _ own: [DeductionLiteral]) {
    let atom = own[place].atom
    for (position, part) in vocabulary.places(atom) {
      guard let head = vocabulary.bank.symbol(part), isGreatestSide(atom, position) else {
        continue
      }
      for equation in sidesOf[head] ?? [] {
        // What is known without conditions was used already.
        if vocabulary.bank.isGround(part), isOriented(equation) { continue }
        if conclusion != nil { return }
        let found = unifiers(part, equation.from, Substitution(count: 2 * Self.variableLimit))
        if found.isEmpty { continue }
        let partner = clauses[equation.clause]
        var rest: [DeductionLiteral] = []
        for (i, literal) in own.enumerated() where i != place { rest.append(literal) }
        for (i, literal) in partner.literals.enumerated() where i != equation.literal {
          rest.append(literal)
        }
        let new = vocabulary.bank.replacing(at: position[...], in: atom, by: equation.to)
        rest.append(DeductionLiteral(atom: new, isPositive: own[place].isPositive))
        for unifier in found {
          conclude(rest, unifier, number, equation.clause) { mine, theirs in
            .paramodulation(
              from: equation.clause, equation: equation.literal, isReversed: equation.isReversed,
              theirs, into: number, literal: place, position: position, mine)
          }
        }
      }
    }
  }

  private mutating func isOriented(_ equation: EquationPlace) -> Bool {
    clauses[equation.clause].literals.count == 1
      && ordering.isGreater(equation.from, equation.to, vocabulary)
  }

  /// Whether a position of an atom is not in the smaller side of an equation.
  private mutating func isGreatestSide(_ atom: Term, _ position: [UInt32]) -> Bool {
    guard let sides = vocabulary.sides(atom) else { return true }
    return position[0] == 0
      ? !ordering.isGreater(sides.right, sides.left, vocabulary)
      : !ordering.isGreater(sides.left, sides.right, vocabulary)
  }

  /// Replacements by an equation of a clause, inside literals of those of the support.
  private mutating func replaceElsewhere(
    _ number: Int, _ own: [DeductionLiteral], _ equation: EquationPlace
  ) {
    guard let sides = vocabulary.sides(own[equation.literal].atom) else { return }
    let (from, to) = equation.isReversed ? (sides.right, sides.left) : (sides.left, sides.right)
    guard let head = vocabulary.bank.symbol(from) else { return }
    // A fact is used inside lemmas as well, where it has no conditions.
    let isFact = own.count == 1
    for partnerNumber in active where isFact || clauses[partnerNumber].isSupport {
      let partner = clauses[partnerNumber]
      for place in partner.selected {
        let atom = partner.literals[place].atom
        for (position, part) in vocabulary.places(atom) {
          guard vocabulary.bank.symbol(part) == head, isGreatestSide(atom, position) else {
            continue
          }
          if conclusion != nil { return }
          let found = unifiers(part, from, Substitution(count: 2 * Self.variableLimit))
          if found.isEmpty { continue }
          var rest: [DeductionLiteral] = []
          for (i, literal) in own.enumerated() where i != equation.literal { rest.append(literal) }
          for (i, literal) in partner.literals.enumerated() where i != place {
            rest.append(literal)
          }
          let new = vocabulary.bank.replacing(at: position[...], in: atom, by: to)
          rest.append(
            DeductionLiteral(atom: new, isPositive: partner.literals[place].isPositive))
          for unifier in found {
            conclude(rest, unifier, number, partnerNumber) { mine, theirs in
              .paramodulation(
                from: number, equation: equation.literal, isReversed: equation.isReversed, mine,
                into: partnerNumber, literal: place, position: position, theirs)
            }
          }
        }
      }
    }
  }

  // MARK: one clause

  /// The clause with two literals made alike, or an equation's sides where it is negated.
  private mutating func factor(_ number: Int) {
    let clause = clauses[number]
    guard !clause.literals.allSatisfy({ vocabulary.bank.isGround($0.atom) }) else { return }
    for i in clause.selected {
      let literal = clause.literals[i]
      if !literal.isPositive, let sides = vocabulary.sides(literal.atom) {
        instantiate(number, sides.left, sides.right)
      }
      for j in clause.literals.indices where j != i {
        guard clause.literals[j].isPositive == literal.isPositive else { continue }
        instantiate(number, literal.atom, clause.literals[j].atom)
      }
      if conclusion != nil { return }
    }
  }

  private mutating func instantiate(_ number: Int, _ a: Term, _ b: Term) {
    vocabulary.bank.matchCount += 1
    var unifier = Substitution(count: 2 * Self.variableLimit)
    guard vocabulary.bank.unify(a, b, &unifier) else { return }
    let clause = clauses[number]
    let literals = clause.literals.map {
      DeductionLiteral(
        atom: vocabulary.bank.resolved($0.atom, unifier), isPositive: $0.isPositive)
    }
    var renaming = Substitution(count: 2 * Self.variableLimit)
    var count = 0
    let renamed = renumbered(literals, &renaming, &count)
    let values = values(of: number, offset: 0, unifier, &renaming, &count)
    conclude(
      renamed, variableCount: count, .instance(number, values), isSupport: clause.isSupport,
      depth: clause.depth + 1)
  }
}
