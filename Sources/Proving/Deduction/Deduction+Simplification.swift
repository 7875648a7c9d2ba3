// Clauses made simple before they are filed: terms in normal form, equations of constructors taken
// apart, literals gone that are false, variables gone that an inequation names. Start at
// `simplified`. Each change is a clause of its own, so that `DeductionReplay` can follow.
// Source: S. Schulz, E – a brainiac theorem prover (2002), 3.

import ProofKernel
import Terms

extension Deduction {
  /// Changes of one clause (count).
  private static let changeLimit = 60
  /// The largest atom of a clause that is still looked at on the way (symbols, shared ones counted each time): rewriting
  /// may double a term sixty times, and nothing that walks through it would come to an end.
  private static let changingSize = 10_000

  /// The clause that a clause becomes; nil if it is redundant. `isKnown` says that it was filed
  /// before.
  mutating func simplified(_ start: Int, isKnown: Bool = false) -> Int? {
    var current = start
    // What an assumption made of it is gone with the assumption.
    defer {
      let more = clauses[current].assumptions & ~clauses[start].assumptions
      if more != 0 { putAside(start, under: more) }
    }
    for _ in 0..<Self.changeLimit {
      if isTautology(clauses[current]) { return nil }
      guard let next = changed(current) else { break }
      current = next
      if isHuge(clauses[current].literals) { return nil }
    }
    let clause = clauses[current]
    guard clause.literals.count <= Self.literalLimit,
      clause.literals.allSatisfy({ vocabulary.bank.size($0.atom) <= Self.sizeLimit })
    else { return nil }
    if isSubsumed(clause) || isRepeated(clause, start, current) { return nil }
    if !isKnown, !isNew(current) { return nil }
    return current
  }

  private mutating func changed(_ number: Int) -> Int? {
    let clause = clauses[number]
    // A rule says nothing in normal form.
    let isRule =
      !clause.isSupport && clause.literals.count == 1
      && vocabulary.sides(clause.literals[0].atom) != nil
    if isRule { return nil }
    return normalized(number) ?? takenApart(number) ?? eliminated(number)
      ?? (clause.isSupport ? shortened(number) ?? demodulated(number) : nil)
  }

  private mutating func append(
    _ literals: [DeductionLiteral], from number: Int, _ origin: DeductionOrigin
  ) -> Int {
    let parent = clauses[number]
    var unique: [DeductionLiteral] = []
    for literal in literals where !unique.contains(literal) { unique.append(literal) }
    clauses.append(
      DeductionClause(
        literals: unique, variableCount: parent.variableCount, origin: origin,
        isSupport: parent.isSupport, depth: parent.depth, assumptions: basis(origin)))
    return clauses.count - 1
  }

  private func isTautology(_ clause: DeductionClause) -> Bool {
    for literal in clause.literals {
      if let sides = vocabulary.sides(literal.atom) {
        if literal.isPositive, sides.left == sides.right { return true }
        if !literal.isPositive, vocabulary.isClash(sides) { return true }
      }
      let opposite = DeductionLiteral(atom: literal.atom, isPositive: !literal.isPositive)
      if clause.literals.contains(opposite) { return true }
    }
    return false
  }

  private func isFalse(_ literal: DeductionLiteral) -> Bool {
    guard let sides = vocabulary.sides(literal.atom) else { return false }
    return literal.isPositive ? vocabulary.isClash(sides) : sides.left == sides.right
  }

  // MARK: normal forms

  /// The atom in normal form; if that is no literal, with its parts in normal form.
  static func normalForm(_ atom: Term, _ rules: inout Normalizer, _ vocabulary: inout Vocabulary)
    -> (atom: Term, isWhole: Bool)
  {
    let whole = rules.normalize(atom, &vocabulary.bank)
    switch vocabulary.shape(whole) {
    case .equal, .atom: return (whole, true)
    default: break
    }
    guard let symbol = vocabulary.bank.symbol(atom) else { return (atom, true) }
    let parts = vocabulary.bank.arguments(atom).map { rules.normalize($0, &vocabulary.bank) }
    return (vocabulary.bank.make(symbol, parts), false)
  }

  private func isHuge(_ literals: [DeductionLiteral]) -> Bool {
    literals.contains { vocabulary.bank.size($0.atom) > Self.changingSize }
  }

  private mutating func normalized(_ number: Int) -> Int? {
    let old = clauses[number].literals
    var new: [DeductionLiteral] = []
    for literal in old {
      let changed = DeductionLiteral(
        atom: Self.normalForm(literal.atom, &rules, &vocabulary).atom,
        isPositive: literal.isPositive)
      if !isFalse(changed) { new.append(changed) }
    }
    if new == old { return nil }
    let next = append(new, from: number, .normalized(number))
    return isHuge(new) ? next : renumbered(next)
  }

  /// A clause with variables in order of occurrence.
  private mutating func renumbered(_ number: Int) -> Int {
    let clause = clauses[number]
    guard clause.variableCount > 0 else { return number }
    var renaming = Substitution(count: clause.variableCount)
    var count = 0
    let literals = renumbered(clause.literals, &renaming, &count)
    if literals == clause.literals { return number }
    return append(
      literals, from: number,
      .instance(number, (0..<clause.variableCount).map { renaming[$0] ?? Self.anything }))
  }

  // MARK: constructors

  /// An equation between equal constructors, by their parts. Of several parts the others wait.
  private mutating func takenApart(_ number: Int) -> Int? {
    let clause = clauses[number]
    for (place, literal) in clause.literals.enumerated() {
      guard let sides = vocabulary.sides(literal.atom),
        vocabulary.bank.isConstructor(sides.left), vocabulary.bank.arity(sides.left) > 0,
        vocabulary.bank.symbol(sides.left) == vocabulary.bank.symbol(sides.right)
      else { continue }
      var rest = clause.literals
      rest.remove(at: place)
      let parts = (0..<vocabulary.bank.arity(sides.left)).map { i in
        DeductionLiteral(
          atom: vocabulary.equation(
            vocabulary.bank.argument(sides.left, i), vocabulary.bank.argument(sides.right, i)),
          isPositive: literal.isPositive)
      }
      guard literal.isPositive else {
        return append(rest + parts, from: number, .fields(number, literal: place))
      }
      for field in parts.indices.dropFirst() {
        waiting.append(
          append(
            rest + [parts[field]], from: number, .field(number, literal: place, field: field)))
      }
      return append(rest + [parts[0]], from: number, .field(number, literal: place, field: 0))
    }
    return nil
  }

  /// The clause without x ≠ t, where x is t.
  private mutating func eliminated(_ number: Int) -> Int? {
    let clause = clauses[number]
    for literal in clause.literals where !literal.isPositive {
      guard let sides = vocabulary.sides(literal.atom) else { continue }
      for (variable, value) in [(sides.left, sides.right), (sides.right, sides.left)] {
        guard let bound = vocabulary.bank.variableNumber(variable),
          !vocabulary.bank.subterms(value).contains(variable)
        else { continue }
        var unifier = Substitution(count: clause.variableCount)
        unifier[bound] = value
        let literals = clause.literals.map {
          DeductionLiteral(
            atom: vocabulary.bank.instance($0.atom, unifier), isPositive: $0.isPositive)
        }
        var values = identity(clause)
        values[bound] = value
        return renumbered(
          append(literals.filter { !isFalse($0) }, from: number, .instance(number, values)))
      }
    }
    return nil
  }

  /// The variables of a clause, by number.
  func identity(_ clause: DeductionClause) -> [Term] {
    var values = Array(repeating: Self.anything, count: clause.variableCount)
    for literal in clause.literals where !vocabulary.bank.isGround(literal.atom) {
      for part in vocabulary.bank.subterms(literal.atom) {
        if let number = vocabulary.bank.variableNumber(part) { values[number] = part }
      }
    }
    return values
  }

  // MARK: units

  /// The ways in which an atom is an instance of a unit's.
  mutating func instance(_ unit: Int, of atom: Term) -> Substitution? {
    let pattern = clauses[unit].literals[0].atom
    vocabulary.bank.matchCount += 1
    var found = Substitution(count: clauses[unit].variableCount)
    if vocabulary.bank.match(pattern, atom, &found) { return found }
    guard let sides = vocabulary.sides(pattern), let others = vocabulary.sides(atom) else {
      return nil
    }
    found = Substitution(count: clauses[unit].variableCount)
    guard vocabulary.bank.match(sides.left, others.right, &found),
      vocabulary.bank.match(sides.right, others.left, &found)
    else { return nil }
    return found
  }

  private mutating func isSubsumed(_ clause: DeductionClause) -> Bool {
    for literal in clause.literals {
      guard let symbol = vocabulary.bank.symbol(literal.atom) else { continue }
      let key = LiteralKey(symbol: symbol, isPositive: literal.isPositive)
      for unit in unitsOf[key] ?? []
      where clauses[unit].assumptions & ~clause.assumptions == 0
        && instance(unit, of: literal.atom) != nil
      {
        return true
      }
    }
    return false
  }

  /// Whether a unit without variables, other than two clauses, is one of the literals.
  private func isRepeated(_ clause: DeductionClause, _ first: Int, _ second: Int) -> Bool {
    clause.literals.contains { literal in
      guard let unit = groundUnits[literal], unit != first, unit != second else { return false }
      return clauses[unit].assumptions & ~clause.assumptions == 0
    }
  }

  /// The clause without a literal that a unit denies.
  private mutating func shortened(_ number: Int) -> Int? {
    let clause = clauses[number]
    for (place, literal) in clause.literals.enumerated() {
      let opposite = DeductionLiteral(atom: literal.atom, isPositive: !literal.isPositive)
      guard let unit = groundUnits[opposite] else { continue }
      var rest = clause.literals
      rest.remove(at: place)
      let own = identity(clause)
      return renumbered(
        append(
          rest, from: number,
          literal.isPositive
            ? .resolution(
              positive: number, literal: place, own, negative: unit, otherLiteral: 0, [])
            : .resolution(
              positive: unit, literal: 0, [], negative: number, otherLiteral: place, own)))
    }
    for (place, literal) in clause.literals.enumerated() {
      guard let symbol = vocabulary.bank.symbol(literal.atom) else { continue }
      let key = LiteralKey(symbol: symbol, isPositive: !literal.isPositive)
      for unit in unitsOf[key] ?? [] {
        guard let found = instance(unit, of: literal.atom) else { continue }
        var rest = clause.literals
        rest.remove(at: place)
        let values = (0..<clauses[unit].variableCount).map { found[$0] ?? Self.anything }
        let own = identity(clause)
        return renumbered(
          append(
            rest, from: number,
            literal.isPositive
              ? .resolution(
                positive: number, literal: place, own, negative: unit, otherLiteral: 0, values)
              : .resolution(
                positive: unit, literal: 0, values, negative: number, otherLiteral: place, own)))
      }
    }
    return nil
  }

  /// The clause with a term replaced by a lesser one that is equal to it.
  private mutating func demodulated(_ number: Int) -> Int? {
    if demodulators.isEmpty { return nil }
    let clause = clauses[number]
    for (place, literal) in clause.literals.enumerated() {
      for (position, part) in vocabulary.places(literal.atom) {
        guard let head = vocabulary.bank.symbol(part) else { continue }
        for equation in demodulators[head] ?? [] where equation.clause != number {
          vocabulary.bank.matchCount += 1
          let count = clauses[equation.clause].variableCount
          var found = Substitution(count: count)
          guard vocabulary.bank.match(equation.from, part, &found) else { continue }
          let to = vocabulary.bank.instance(equation.to, found)
          var literals = clause.literals
          literals[place] = DeductionLiteral(
            atom: vocabulary.bank.replacing(at: position[...], in: literal.atom, by: to),
            isPositive: literal.isPositive)
          let values = (0..<count).map { found[$0] ?? Self.anything }
          return renumbered(
            append(
              literals, from: number,
              .paramodulation(
                from: equation.clause, equation: equation.literal,
                isReversed: equation.isReversed, values, into: number, literal: place,
                position: position, identity(clause))))
        }
      }
    }
    return nil
  }
}

extension Vocabulary {
  /// Whether the sides have different constructors.
  func isClash(_ sides: TermEquation) -> Bool {
    bank.isConstructor(sides.left) && bank.isConstructor(sides.right)
      && bank.symbol(sides.left) != bank.symbol(sides.right)
  }

  /// The parts of an atom with their positions; what stands in functions of quantifiers is left
  /// alone, since nothing says that equal arguments give equal values there.
  func places(_ root: Term) -> [(position: [UInt32], term: Term)] {
    var found: [(position: [UInt32], term: Term)] = []
    var stack: [(position: [UInt32], term: Term)] = [([], root)]
    while let (position, term) = stack.popLast() {
      if !position.isEmpty { found.append((position, term)) }
      guard let symbol = bank.symbol(term), !bank[symbol].isBinder else { continue }
      for i in (0..<bank.arity(term)).reversed() {
        stack.append((position + [UInt32(i)], bank.argument(term, i)))
      }
    }
    return found
  }
}
