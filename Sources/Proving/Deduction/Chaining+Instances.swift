// Instances of clauses with variables that say something about what is known. Start at `draw`: a new literal
// is matched with the literals of opposite sign; those left of the clause are matched with known literals in
// turn, and all but one or two must be false. What is made is a clause like others (`Deduction.conclude`).

import ProofKernel
import Terms

extension Deduction {
  /// Literals of an instance that may be open: of a law, and of what is known here (counts).
  private static let openLimit = 2
  private static let openLimitHere = 4
  /// Instances of one clause for one literal, and terms that are tried for a variable that nothing
  /// determines (counts).
  private static let instanceLimit = 60
  private static let choiceLimit = 6

  /// An instance under way.
  private struct Partial {
    var substitution: Substitution
    /// The literals that were not looked at.
    var rest: [Int]
    /// Literals that are not known to be false (count).
    var open = 0
    /// Units of lemmas by which literals are false, with the terms for their variables.
    var units: [ChainState.Instance] = []
    /// The longest chain that led to a unit used (count).
    var depth = 0
  }

  /// Makes the instances that a new clause takes part in, and those for which an equation was missing.
  mutating func draw(from number: Int) {
    drawOwn(number)
    eliminate(with: number)
    let clause = clauses[number]
    guard conclusion == nil, clause.variableCount == 0, clause.literals.count == 1,
      clause.literals[0].isPositive,
      let sides = vocabulary.sides(clause.literals[0].atom)
    else { return }
    let isReversed = chaining.replacement[sides.left] == nil
    let (greater, lesser) = isReversed ? (sides.right, sides.left) : (sides.left, sides.right)
    guard chaining.replacement[greater] != nil, isConstant(lesser) else { return }
    unfold(number, isReversed: isReversed, greater, lesser)
    settleWaiting(with: lesser)
    guard let function = vocabulary.bank.symbol(greater) else { return }
    let isArithmetic = commutative.contains(function)
    for unit in chaining.groundOf.values.joined().sorted() where unit != number {
      if conclusion != nil { return }
      let atom = clauses[unit].literals[0].atom
      guard vocabulary.bank.subterms(atom).contains(lesser) else { continue }
      // Of sums and products there are many.
      if isArithmetic, vocabulary.sides(atom) != nil { continue }
      // Only what speaks of the function can see the difference.
      drawOwn(unit, with: function)
    }
  }

  /// Says what laws say of literals that clauses wait for, now that something else is known of a term.
  private mutating func settleWaiting(with term: Term) {
    let literals = chaining.waitingOf.keys.filter {
      vocabulary.bank.subterms($0.atom).contains(term)
    }
    let ordered = literals.sorted {
      $0.atom != $1.atom ? $0.atom < $1.atom : $0.isPositive && !$1.isPositive
    }
    for literal in ordered {
      guard case .fails(let units) = status(literal) else { continue }
      for unit in units {
        instantiate(unit.clause, unit.values, depth: 0)
        if conclusion != nil { return }
      }
    }
  }

  /// What functions of a constant are, by what the constant is equal to.
  private mutating func unfold(_ number: Int, isReversed: Bool, _ greater: Term, _ lesser: Term) {
    for term in chaining.termList + chaining.localRules.map(\.left) {
      // Sums and products are not written out (`eliminate`).
      if let symbol = vocabulary.bank.symbol(term), commutative.contains(symbol) { continue }
      guard let reflexivity = chaining.reflexivity[vocabulary.bank.sort(term)] else { continue }
      for i in 0..<vocabulary.bank.arity(term) where vocabulary.bank.argument(term, i) == lesser {
        let place = [UInt32(i)]
        let other = vocabulary.bank.replacing(at: place[...], in: term, by: greater)
        let normal = rules.normalize(other, &vocabulary.bank)
        // Where no rule sees the difference the equation alone says it.
        guard normal != other, !vocabulary.bank.subterms(normal).contains(greater) else { continue }
        conclude(
          [DeductionLiteral(atom: vocabulary.equation(term, other), isPositive: true)],
          variableCount: 0,
          .paramodulation(
            from: number, equation: 0, isReversed: !isReversed, [], into: reflexivity, literal: 0,
            position: [1] + place, [term]), isSupport: true, depth: clauses[number].depth + 1)
        if conclusion != nil { return }
      }
    }
  }

  /// Draws from a clause; with `function`, a unit, only by literals in which it occurs.
  private mutating func drawOwn(_ number: Int, with function: Symbol? = nil) {
    let clause = clauses[number]
    if clause.variableCount > 0 {
      for place in clause.literals.indices {
        for unit in opponents(of: clause.literals[place], as: clause.literals[place].atom) {
          draw(LiteralPlace(clause: number, literal: place), unit)
          if conclusion != nil { return }
        }
        if clause.isSupport { drawFromLaws(LiteralPlace(clause: number, literal: place)) }
        if conclusion != nil { return }
      }
      return
    }
    guard clause.literals.count == 1, let literal = clause.literals.first,
      let symbol = vocabulary.bank.symbol(literal.atom)
    else { return }
    let key = LiteralKey(symbol: symbol, isPositive: !literal.isPositive)
    var places = chaining.placesOf[key] ?? []
    // That something has one value says that it has no other.
    if literal.isPositive, value(of: literal.atom) != nil {
      places += chaining.placesOf[LiteralKey(symbol: symbol, isPositive: true)] ?? []
    }
    for place in places {
      if let function {
        let pattern = clauses[place.clause].literals[place.literal].atom
        let parts = vocabulary.bank.subterms(pattern)
        guard parts.contains(where: { vocabulary.bank.symbol($0) == function }) else { continue }
      }
      draw(place, number)
      if conclusion != nil { return }
    }
  }

  /// Known units that may show a literal of a clause to be false; `atom` is what it has become under what
  /// variables stand for.
  private mutating func opponents(of literal: DeductionLiteral, as atom: Term) -> [Int] {
    guard let symbol = vocabulary.bank.symbol(literal.atom) else { return [] }
    let key = LiteralKey(symbol: symbol, isPositive: !literal.isPositive)
    var found = chaining.groundOf[key] ?? []
    if vocabulary.sides(atom) == nil {
      for (place, part) in vocabulary.bank.arguments(atom).enumerated()
      where vocabulary.bank.isGround(part) {
        let argument = ChainState.Argument(key: key, place: place, term: reduced(part))
        let fewer = chaining.groundWith[argument] ?? []
        if fewer.count < found.count { found = fewer }
      }
    }
    guard literal.isPositive, value(of: literal.atom) != nil else { return found }
    var all = found
    for unit in chaining.groundOf[LiteralKey(symbol: symbol, isPositive: true)] ?? []
    where value(of: clauses[unit].literals[0].atom) != nil { all.append(unit) }
    return all
  }

  /// The side of an equation that is a constructor, of a sort that has only some without parts.
  mutating func value(of atom: Term) -> (value: Term, other: Term)? {
    guard let sides = vocabulary.sides(atom) else { return nil }
    for (value, other) in [(sides.right, sides.left), (sides.left, sides.right)]
    where vocabulary.bank.isConstructor(value) && vocabulary.bank.arity(value) == 0 {
      let all = vocabulary.constructors[vocabulary.bank.sort(value)] ?? []
      if all.allSatisfy({ vocabulary.bank[$0].arguments.isEmpty }) { return (value, other) }
    }
    return nil
  }

  /// The ways in which a known unit shows a literal to be false.
  private mutating func conflicts(
    _ literal: DeductionLiteral, _ unit: Int, _ start: Substitution, narrows: Bool
  ) -> [Substitution] {
    let known = clauses[unit].literals[0]
    guard known.isPositive == literal.isPositive else {
      return atomMatches(literal.atom, known.atom, start, narrows: narrows)
    }
    guard let own = value(of: literal.atom), let other = value(of: known.atom),
      own.value != other.value
    else { return [] }
    return matches(own.other, other.other, start, narrows: narrows)
  }

  private mutating func draw(_ place: LiteralPlace, _ unit: Int) {
    let clause = clauses[place.clause]
    var rest = Array(clause.literals.indices)
    rest.remove(at: place.literal)
    var stack: [Partial] = []
    let narrows = clause.isSupport
    for found in conflicts(
      clause.literals[place.literal], unit, Substitution(count: clause.variableCount),
      narrows: narrows)
    {
      stack.append(Partial(substitution: found, rest: rest, depth: clauses[unit].depth))
    }
    stack.reverse()
    complete(place.clause, &stack)
  }

  /// The same for a fact with variables and what is true of anything.
  private mutating func drawFromLaws(_ place: LiteralPlace) {
    let clause = clauses[place.clause]
    let literal = clause.literals[place.literal]
    guard let symbol = vocabulary.bank.symbol(literal.atom) else { return }
    var rest = Array(clause.literals.indices)
    rest.remove(at: place.literal)
    let own = shifted(place.clause)[place.literal].atom
    var stack: [Partial] = []
    for unit in unitsOf[LiteralKey(symbol: symbol, isPositive: !literal.isPositive)] ?? []
    where clauses[unit].variableCount > 0 {
      for unifier in atomUnifiers(own, clauses[unit].literals[0].atom) {
        var substitution = Substitution(count: clause.variableCount)
        for part in vocabulary.bank.subterms(literal.atom) {
          guard let number = vocabulary.bank.variableNumber(part) else { continue }
          let moved = vocabulary.bank.variable(
            number + Self.variableLimit, vocabulary.bank.sort(part))
          let value = vocabulary.bank.resolved(moved, unifier)
          if vocabulary.bank.isGround(value) { substitution[number] = value }
        }
        stack.append(Partial(substitution: substitution, rest: rest))
      }
    }
    complete(place.clause, &stack)
  }

  /// Makes the instances that some beginnings lead to. With `depth`, only those that say something certain:
  /// all literals but the one begun with are false, or are found to be with so many laws.
  private mutating func complete(_ number: Int, _ stack: inout [Partial], depth: Int? = nil) {
    let clause = clauses[number]
    // What is known here may be matched with what rules make of it.
    let narrows = clause.isSupport
    let openLimit = depth != nil ? 0 : clause.isSupport ? Self.openLimitHere : Self.openLimit
    let effort = depth ?? 0
    var count = 0
    while let partial = stack.popLast(), count < Self.instanceLimit, conclusion == nil {
      if depth != nil, vocabulary.bank.matchCount > chaining.seekEnd { return }
      guard let next = nextLiteral(clause, partial, isSure: depth != nil) else {
        if partial.rest.isEmpty { count += finish(number, partial, isSought: depth != nil) }
        continue
      }
      var further = partial
      further.rest.removeAll { $0 == next }
      let literal = clause.literals[next]
      let atom = vocabulary.bank.instance(literal.atom, partial.substitution)
      if vocabulary.bank.isGround(atom) {
        let instance = DeductionLiteral(atom: atom, isPositive: literal.isPositive)
        var known = status(instance)
        if case .unknown = known, effort > 0, seek(instance, depth: effort) {
          known = status(instance)
        }
        switch known {
        case .holds: continue
        case .fails(let units):
          further.units += units
          stack.append(further)
        case .unknown:
          further.open += 1
          if further.open <= openLimit { stack.append(further) }
        }
        continue
      }
      var longer: [Partial] = []
      for unit in opponents(of: literal, as: atom) {
        for found in conflicts(literal, unit, partial.substitution, narrows: narrows) {
          var matched = further
          matched.substitution = found
          matched.depth = max(matched.depth, clauses[unit].depth)
          longer.append(matched)
        }
        if longer.count >= Self.instanceLimit { break }
      }
      further.open += 1
      if further.open <= openLimit { longer.append(further) }
      stack += longer.reversed()
    }
  }

  /// Looks for laws that say that a literal without variables is false, each with what is known or found in
  /// the same way; what they say is filed. Returns whether there are some.
  mutating func seek(_ literal: DeductionLiteral, depth: Int) -> Bool {
    let known = groundUnits.count
    if let last = chaining.sought[literal], last.depth >= depth, known < 2 * last.known {
      return false
    }
    chaining.sought[literal] = (depth, known)
    guard let symbol = vocabulary.bank.symbol(literal.atom),
      vocabulary.bank.matchCount < chaining.seekEnd
    else { return false }
    let atom = reducedAtom(literal.atom)
    let key = LiteralKey(symbol: symbol, isPositive: !literal.isPositive)
    for place in chaining.placesOf[key] ?? [] where !clauses[place.clause].isSupport {
      let law = clauses[place.clause]
      var rest = Array(law.literals.indices)
      rest.remove(at: place.literal)
      let start = Substitution(count: law.variableCount)
      for found in atomMatches(law.literals[place.literal].atom, atom, start, narrows: false) {
        var stack = [Partial(substitution: found, rest: rest)]
        complete(place.clause, &stack, depth: depth - 1)
        if conclusion != nil { return false }
        if case .fails = status(literal) { return true }
      }
    }
    return false
  }

  /// The literal of a clause to look at next: one without variables, else the one with fewest. `isSure`
  /// says that one is wanted that is known to be false, if there are variables in all.
  private mutating func nextLiteral(_ clause: DeductionClause, _ partial: Partial, isSure: Bool)
    -> Int?
  {
    var best: (literal: Int, count: Int)?
    for place in partial.rest {
      let literal = clause.literals[place]
      var count = 0
      for number in variables(literal.atom) where partial.substitution[number] == nil { count += 1 }
      if isSure, count > 0 {
        let atom = vocabulary.bank.instance(literal.atom, partial.substitution)
        count = opponents(of: literal, as: atom).count
        if count == 0 { continue }
      }
      if best.map({ $0.count > count }) ?? true { best = (place, count) }
    }
    return best?.literal
  }

  private mutating func variables(_ atom: Term) -> Set<Int> {
    Set(vocabulary.bank.subterms(atom).compactMap(vocabulary.bank.variableNumber))
  }

  private enum Status {
    case holds
    case fails([ChainState.Instance])
    case unknown
  }

  /// What is known of a literal without variables.
  private mutating func status(_ literal: DeductionLiteral) -> Status {
    let atom = reducedAtom(literal.atom)
    var forms = [atom]
    if let sides = vocabulary.sides(atom) {
      if sides.left == sides.right { return literal.isPositive ? .holds : .fails([]) }
      if vocabulary.isClash(sides) { return literal.isPositive ? .fails([]) : .holds }
      forms.append(vocabulary.equation(sides.right, sides.left))
    }
    for form in forms {
      if groundUnits[DeductionLiteral(atom: form, isPositive: literal.isPositive)] != nil {
        return .holds
      }
      if groundUnits[DeductionLiteral(atom: form, isPositive: !literal.isPositive)] != nil {
        return .fails([])
      }
    }
    guard let symbol = vocabulary.bank.symbol(atom) else { return .unknown }
    for isPositive in [literal.isPositive, !literal.isPositive] {
      for unit in unitsOf[LiteralKey(symbol: symbol, isPositive: isPositive)] ?? []
      where clauses[unit].variableCount > 0 {
        let start = Substitution(count: clauses[unit].variableCount)
        guard
          let found = atomMatches(clauses[unit].literals[0].atom, atom, start, narrows: false).first
        else { continue }
        if isPositive == literal.isPositive { return .holds }
        let values = (0..<clauses[unit].variableCount).map { found[$0] ?? Self.anything }
        return .fails([ChainState.Instance(clause: unit, values: values)])
      }
    }
    return .unknown
  }

  private mutating func reducedAtom(_ atom: Term) -> Term {
    guard let symbol = vocabulary.bank.symbol(atom) else { return atom }
    let parts = vocabulary.bank.arguments(atom).map { reduced($0) }
    return vocabulary.bank.make(symbol, parts)
  }

  /// Files an instance, for each way to choose what nothing determines. Returns how many there are.
  private mutating func finish(_ number: Int, _ partial: Partial, isSought: Bool) -> Int {
    let clause = clauses[number]
    var own: Set<Int> = []
    for literal in clause.literals { own.formUnion(variables(literal.atom)) }
    let free = own.filter { partial.substitution[$0] == nil }.sorted()
    guard let last = free.first else {
      return file(number, partial.substitution, partial, isSought: isSought) ? 1 : 0
    }
    // Only what says that there is something is looked at for whatever there is.
    guard free.count == 1, clause.literals.contains(where: hasQuantifierFunction) else { return 0 }
    let parts = clause.literals.flatMap { vocabulary.bank.subterms($0.atom) }
    let variable = parts.first { vocabulary.bank.variableNumber($0) == last }
    guard let sort = variable.map(vocabulary.bank.sort) else { return 0 }
    var count = 0
    for constant in (chaining.constants[sort] ?? []).prefix(Self.choiceLimit) {
      guard vocabulary.bank.arity(constant) == 0, reduced(constant) == constant else { continue }
      var substitution = partial.substitution
      substitution[last] = constant
      if file(number, substitution, partial, isChosen: true) { count += 1 }
      if conclusion != nil { break }
    }
    return count
  }

  private func hasQuantifierFunction(_ literal: DeductionLiteral) -> Bool {
    vocabulary.bank.subterms(literal.atom).contains { part in
      guard let symbol = vocabulary.bank.symbol(part) else { return false }
      return clausifier.functions[symbol] != nil && vocabulary.bank.arity(part) > 0
    }
  }

  /// Files an instance that is new; one that was looked for need not wait.
  private mutating func file(
    _ number: Int, _ substitution: Substitution, _ partial: Partial, isChosen: Bool = false,
    isSought: Bool = false
  ) -> Bool {
    let clause = clauses[number]
    let values = (0..<clause.variableCount).map { substitution[$0] ?? Self.anything }
    let instance = ChainState.Instance(clause: number, values: values)
    let isNew = chaining.made.insert(instance).inserted
    guard isNew || isSought && chaining.growingAt.removeValue(forKey: instance) != nil else {
      return false
    }
    // What rules do not see is said once for all.
    for unit in partial.units where !unit.values.isEmpty {
      instantiate(unit.clause, unit.values, depth: 0)
      if conclusion != nil { return true }
    }
    instantiate(
      number, values, isChosen: isChosen, waits: !isSought,
      depth: max(partial.depth, clause.depth) + 1)
    return true
  }

  /// Makes an instance; one that says more than what it was made for has to wait.
  mutating func instantiate(
    _ number: Int, _ values: [Term], isChosen: Bool = false, waits: Bool = true, depth: Int
  ) {
    let clause = clauses[number]
    var substitution = Substitution(count: clause.variableCount)
    for (variable, value) in values.enumerated() where value != Self.anything {
      substitution[variable] = value
    }
    var literals: [DeductionLiteral] = []
    for literal in clause.literals {
      let atom = vocabulary.bank.instance(literal.atom, substitution)
      guard vocabulary.bank.size(atom) <= Self.sizeLimit else { return }
      let new = DeductionLiteral(atom: atom, isPositive: literal.isPositive)
      if !literals.contains(new) { literals.append(new) }
    }
    let isLaw = !clause.isSupport && !clause.literals.contains(where: hasQuantifierFunction)
    var provenance = ChainState.Provenance(isOfFact: clause.isSupport, isChosen: isChosen)
    if isLaw, let literal = growth(literals) {
      provenance.isGrowing = true
      if waits {
        let weight = chainWeight([literal], depth: depth, provenance)
        chaining.growingQueue.add(chaining.growing.count, weight: weight)
        let instance = ChainState.Instance(clause: number, values: values)
        chaining.growingAt[instance] = chaining.growing.count
        chaining.growingOf[literal, default: []].append(instance)
        let opposite = DeductionLiteral(atom: literal.atom, isPositive: !literal.isPositive)
        chaining.asking += (chaining.waitingOf[opposite] ?? []).filter { !clauses[$0].isDead }
        chaining.growing.append(
          ChainState.Growing(instance: instance, isChosen: isChosen, depth: depth))
        return
      }
    }
    let place = clauses.count
    chaining.provenance[place] = provenance
    conclude(
      literals, variableCount: 0, .instance(number, values), isSupport: true,
      depth: depth)
    if clauses.count == place { chaining.provenance[place] = nil }
  }

  /// A literal with terms that nothing is known of, if it is as large as all others.
  private mutating func growth(_ literals: [DeductionLiteral]) -> DeductionLiteral? {
    let sizes = literals.map { vocabulary.bank.size($0.atom) }
    guard let largest = sizes.max() else { return nil }
    for i in literals.indices where sizes[i] == largest {
      let atom = reducedAtom(literals[i].atom)
      if parts(of: atom).flatMap(vocabulary.bank.subterms).contains(where: isUnknown) {
        return DeductionLiteral(atom: atom, isPositive: literals[i].isPositive)
      }
    }
    return nil
  }

  private func isUnknown(_ term: Term) -> Bool {
    vocabulary.bank.sort(term) != .formula && chaining.terms[term] == nil
  }
}
