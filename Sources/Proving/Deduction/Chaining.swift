// A refutation by instances: what is known are literals without variables, lemmas are used only where such
// literals match theirs. Start at `chained`. Each new literal is matched with the lemmas
// (`Chaining+Instances`), up to the laws of sums and products and to the equations among what is known
// (`Chaining+Matching`); an instance all of whose literals but one or two are known to be false is a clause
// like others, simplified and split by `Deduction`. Other than inferences between clauses this makes few new
// terms, so that it may have many lemmas: it finds long chains of small steps.
// Source: D. Detlefs, G. Nelson, J. Saxe, Simplify: a theorem prover for program checking, JACM 52 (2005), 5;
// J. McCharen, R. Overbeek, L. Wos, Problems and experiments for and with automated theorem-proving programs
// (1976), for unit-resulting resolution.

import ProofKernel
import Terms

/// What a search by instances keeps besides its clauses.
struct ChainState: Sendable {
  /// Units without variables that were taken, by symbol and sign.
  var groundOf: [Deduction.LiteralKey: [Int]] = [:]
  /// The same, of atoms that are no equations, by one of the terms of which they speak.
  var groundWith: [Argument: [Int]] = [:]
  /// The literals of clauses with variables, by symbol and sign.
  var placesOf: [Deduction.LiteralKey: [Deduction.LiteralPlace]] = [:]
  /// The terms in what is known: how often a function of a quantifier stands below another in them.
  var terms: [Term: Int] = [:]
  var termList: [Term] = []
  /// By sort, the clause that anything is equal to itself.
  var reflexivity: [TermSort: Int] = [:]
  /// The constants among them, by sort, in the order in which they came.
  var constants: [TermSort: [Term]] = [:]
  /// Greater sides of known equations, with the lesser ones.
  var replacement: [Term: Term] = [:]
  /// Equations among the rules that hold at this place only.
  var localRules: [TermEquation] = []
  /// By normal form, the sides of equations that have it; nil if that has to be found anew.
  var members: [Term: [Term]]?
  /// Normal forms under rules and these equations.
  var normal: [Term: Term] = [:]
  /// Equations that are looked at first, as cases: of open variables with constants such as 0.
  var suppositions: [Term] = []
  /// Known equations between sums, by clause.
  var sums: [Int: Deduction.SumEquation] = [:]
  /// Where instances come from, by clause.
  var provenance: [Int: Provenance] = [:]
  /// Clauses of several literals without variables that wait, by literal.
  var waitingOf: [DeductionLiteral: [Int]] = [:]
  /// Those that wait less since units say that some of their literals are false.
  var hastened: Set<Int> = []
  /// What was looked for to be false: with how many laws one after the other, and how many units were known.
  var sought: [DeductionLiteral: (depth: Int, known: Int)] = [:]
  /// When that is given up, by rules tried (count).
  var seekEnd = 0
  /// Instances that say more than what they were made for, made when their weight is the least.
  var growing: [Growing] = []
  /// Where those stand that were not made; and by the literal that grows.
  var growingAt: [Instance: Int] = [:]
  var growingOf: [DeductionLiteral: [Instance]] = [:]
  /// Clauses that such a literal would make shorter.
  var asking: [Int] = []
  var growingQueue = DeductionQueue()
  /// Instances that were made: the clause with the terms for its variables.
  var made: Set<Instance> = []

  /// What an instance was made of.
  struct Provenance: Sendable {
    /// Something known here, a hypothesis say, and not a law.
    var isOfFact = true
    /// Whether it says more than what it was made for.
    var isGrowing = false
    /// Whether one of its variables could have stood for anything.
    var isChosen = false
  }

  /// An instance that says more than what it was made for, and waits.
  struct Growing: Sendable {
    let instance: Instance
    let isChosen: Bool
    let depth: Int
  }

  struct Argument: Hashable {
    let key: Deduction.LiteralKey
    let place: Int
    let term: Term
  }

  struct Instance: Hashable, Sendable {
    let clause: Int
    let values: [Term]
  }
}

extension Deduction {
  /// What a literal more adds to the weight of a clause, and of one that was assumed (no unit).
  static let caseWeight = 40
  static let factCaseWeight = 20
  /// The same for cases that a law says there are, once.
  static let lawCaseWeight = 40
  /// Laws one after the other that are looked for before there are cases (count).
  private static let seekDepth = 3
  /// Rules tried for that, for one literal (count).
  private static let seekWork = 60_000

  /// The number of the empty clause, if it is found by instances before so many clauses were made.
  mutating func chained(limit: Int, _ isLate: (Deduction) -> Bool) -> Int? {
    for clause in clauses {
      // A law about numerals, such as prime 5, does not make them known.
      if !clause.isSupport, clause.variableCount == 0 { continue }
      for literal in clause.literals { note(literal.atom, valuesOnly: !clause.isSupport) }
    }
    for rule in chaining.localRules { note(vocabulary.equation(rule.left, rule.right)) }
    var (given, turn) = (0, 0)
    for number in clauses.indices where clauses[number].isSupport {
      queue.add(number, weight: chainWeight(number))
      given += 1
    }
    while true {
      while let conflict = conclusion {
        if clauses[conflict].assumptions == 0 { return conflict }
        retract(conflict)
      }
      guard clauses.count < limit, !isLate(self) else { return nil }
      if turn >= given, assumptions.isEmpty, let supposition = chaining.suppositions.popLast() {
        _ = assume(DeductionLiteral(atom: supposition, isPositive: true), depth: 0)
        continue
      }
      turn += 1
      while let asking = chaining.asking.popLast(), conclusion == nil { answer(asking) }
      if conclusion != nil { continue }
      if let least = chaining.growingQueue.least(), least < queue.least() ?? .max {
        grow()
        continue
      }
      guard let next = queue.next() else { return nil }
      guard !clauses[next].isDead, let current = simplifiedAgain(next) else { continue }
      if conclusion != nil {
        queue.add(current, weight: clauses[current].weight)
        continue
      }
      // What was to make it shorter has been given up.
      if chaining.hastened.remove(next) != nil, clauses[current].literals.count > 1 {
        clauses[current].weight = clauses[next].weight
        if current != next { wait(current) }
        queue.add(current, weight: clauses[current].weight)
        continue
      }
      if clauses[current].variableCount == 0, clauses[current].literals.count > 1,
        settles(current)
      {
        queue.add(current, weight: 0)
        continue
      }
      if clauses[current].variableCount == 0, splits(current) { continue }
      enlist(current)
      if conclusion == nil { draw(from: current) }
      while let conflict = conclusion, clauses[conflict].assumptions != 0 {
        retract(conflict)
        if conclusion == nil, !clauses[current].isDead { draw(from: current) }
      }
    }
  }

  /// Makes the lightest instance of those that say more than what they were made for.
  private mutating func grow() {
    guard let number = chaining.growingQueue.next() else { return }
    make(chaining.growing[number].instance)
  }

  /// Makes an instance that waits, if it still does.
  private mutating func make(_ instance: ChainState.Instance) {
    guard let number = chaining.growingAt.removeValue(forKey: instance) else { return }
    let next = chaining.growing[number]
    instantiate(
      instance.clause, instance.values, isChosen: next.isChosen, waits: false, depth: next.depth)
  }

  /// Makes the instances that make a clause shorter.
  private mutating func answer(_ number: Int) {
    for literal in clauses[number].literals where !clauses[number].isDead {
      let opposite = DeductionLiteral(atom: literal.atom, isPositive: !literal.isPositive)
      for instance in chaining.growingOf[opposite] ?? [] {
        make(instance)
        if conclusion != nil { return }
      }
    }
    hasten(number)
  }

  /// Whether laws say that one of the literals is false, before there are cases.
  private mutating func settles(_ number: Int) -> Bool {
    for literal in clauses[number].literals {
      chaining.seekEnd = vocabulary.bank.matchCount + Self.seekWork
      if seek(literal, depth: Self.seekDepth) { return true }
    }
    return conclusion != nil
  }

  /// Notes for which literals a clause waits.
  mutating func wait(_ number: Int) {
    let clause = clauses[number]
    guard clause.variableCount == 0, clause.literals.count > 1 else { return }
    for literal in clause.literals {
      chaining.waitingOf[literal, default: []].append(number)
      let opposite = DeductionLiteral(atom: literal.atom, isPositive: !literal.isPositive)
      let instances = chaining.growingOf[opposite] ?? []
      if instances.contains(where: { chaining.growingAt[$0] != nil }) {
        chaining.asking.append(number)
      }
    }
  }

  /// Clauses that a new unit makes shorter need not wait as long.
  private mutating func hasten(_ literal: DeductionLiteral) {
    var forms = [literal.atom]
    if let sides = vocabulary.sides(literal.atom) {
      forms.append(vocabulary.equation(sides.right, sides.left))
    }
    for form in forms {
      let opposite = DeductionLiteral(atom: form, isPositive: !literal.isPositive)
      for number in chaining.waitingOf[opposite] ?? [] where !clauses[number].isDead {
        hasten(number)
      }
    }
  }

  private mutating func hasten(_ number: Int) {
    let count = clauses[number].literals.count
    let remaining = openCount(clauses[number])
    guard remaining < count else { return }
    let isOfFact = provenance(number).isOfFact
    var weight = clauses[number].weight
    weight -= (isOfFact ? Self.factCaseWeight : Self.caseWeight) * (count - remaining)
    if remaining <= 1, !isOfFact { weight -= Self.lawCaseWeight }
    chaining.hastened.insert(number)
    queue.add(number, weight: weight)
  }

  /// How many literals no unit says to be false.
  private func openCount(_ clause: DeductionClause) -> Int {
    clause.literals.count {
      groundUnits[DeductionLiteral(atom: $0.atom, isPositive: !$0.isPositive)] == nil
    }
  }

  /// Takes on that anything is equal to itself, which is no clause otherwise.
  mutating func addReflexivity(_ input: DeductionInput, of sort: TermSort) {
    inputs.append(input)
    let variable = vocabulary.bank.variable(0, sort)
    chaining.reflexivity[sort] = clauses.count
    clauses.append(
      DeductionClause(
        literals: [
          DeductionLiteral(atom: vocabulary.equation(variable, variable), isPositive: true)
        ], variableCount: 1,
        origin: .input(inputs.count - 1, parameters: [], [.term(variable)]), isSupport: false,
        depth: 0))
  }

  /// Makes a clause known to the search by instances.
  mutating func enlist(_ number: Int) {
    let clause = clauses[number]
    active.append(number)
    if clause.literals.count == 1 { enlistUnit(number) }
    // Equations that hold everywhere are rules: they are in normal forms.
    let isRule =
      clause.literals.count == 1 && clause.literals[0].isPositive
      && vocabulary.sides(clause.literals[0].atom) != nil
    guard clause.variableCount > 0, !isRule else { return }
    for (place, literal) in clause.literals.enumerated() {
      guard let symbol = vocabulary.bank.symbol(literal.atom) else { continue }
      chaining.placesOf[
        LiteralKey(symbol: symbol, isPositive: literal.isPositive), default: []
      ].append(LiteralPlace(clause: number, literal: place))
    }
  }

  private mutating func enlistUnit(_ number: Int) {
    let clause = clauses[number]
    let literal = clause.literals[0]
    guard let symbol = vocabulary.bank.symbol(literal.atom) else { return }
    let key = LiteralKey(symbol: symbol, isPositive: literal.isPositive)
    unitsOf[key, default: []].append(number)
    if clause.isSupport { enlistEquations(number) }
    // What is true of values only, such as prime 2, is looked up, and starts nothing.
    guard clause.variableCount == 0, clause.isSupport else { return }
    chaining.groundOf[key, default: []].append(number)
    if vocabulary.sides(literal.atom) == nil {
      for (place, part) in vocabulary.bank.arguments(literal.atom).enumerated() {
        let argument = ChainState.Argument(key: key, place: place, term: reduced(part))
        chaining.groundWith[argument, default: []].append(number)
      }
    }
    note(literal.atom)
    hasten(literal)
    guard literal.isPositive, let sides = vocabulary.sides(literal.atom) else { return }
    let (from, to) =
      ordering.isGreater(sides.left, sides.right, vocabulary)
      ? (sides.left, sides.right) : (sides.right, sides.left)
    guard ordering.isGreater(from, to, vocabulary) else { return }
    chaining.replacement[from] = to
    (chaining.members, chaining.normal) = (nil, [:])
    replaceKnown(from, otherThan: number)
  }

  /// Terms that are known from here on.
  private mutating func note(_ atom: Term, valuesOnly: Bool = false) {
    for part in vocabulary.bank.subterms(atom)
    where vocabulary.bank.sort(part) != .formula && vocabulary.bank.isGround(part)
      && chaining.terms[part] == nil && (!valuesOnly || isValue(part))
    {
      chaining.terms[part] = generation(part)
      chaining.termList.append(part)
      if isConstant(part) {
        chaining.constants[vocabulary.bank.sort(part), default: []].append(part)
      }
    }
  }

  /// The terms of which an atom says something: an equation with a value is an atom too.
  mutating func parts(of atom: Term) -> [Term] {
    vocabulary.bank.arguments(value(of: atom)?.other ?? atom)
  }

  /// How often a function of a quantifier stands below another.
  mutating func generation(_ term: Term) -> Int {
    if let known = chaining.terms[term] { return known }
    var deepest = 0
    for part in vocabulary.bank.arguments(term) { deepest = max(deepest, generation(part)) }
    guard let symbol = vocabulary.bank.symbol(term) else { return deepest }
    return clausifier.functions[symbol] == nil ? deepest : deepest + 1
  }

  /// Whether a term is made of constructors alone.
  func isValue(_ term: Term) -> Bool {
    vocabulary.bank.isConstructor(term) && vocabulary.bank.arguments(term).allSatisfy(isValue)
  }

  /// Whether a term is an open variable, or what a quantifier says there is for such.
  func isConstant(_ term: Term) -> Bool {
    guard let symbol = vocabulary.bank.symbol(term) else { return false }
    if clausifier.functions[symbol] != nil { return true }
    return vocabulary.bank.arity(term) == 0 && !vocabulary.bank.isConstructor(term)
  }

  /// Puts units, and what is known here with variables, into normal form again where they have a term.
  private mutating func replaceKnown(_ term: Term, otherThan number: Int) {
    let known =
      chaining.groundOf.values.joined().sorted()
      + active.filter { clauses[$0].isSupport && clauses[$0].variableCount > 0 }
    let changed = known.filter { other in
      other != number
        && clauses[other].literals.contains { literal in
          vocabulary.places(literal.atom).contains { $0.term == term }
        }
    }
    if changed.isEmpty { return }
    let gone = Set(changed)
    forget(gone.contains)
    for other in changed {
      let clause = clauses[other]
      conclude(
        clause.literals, variableCount: clause.variableCount,
        .instance(other, identity(clause)), isSupport: true, depth: clause.depth)
    }
  }

  /// Takes units out of what is known.
  mutating func forget(_ isGone: (Int) -> Bool) {
    active.removeAll(where: isGone)
    unitsOf = unitsOf.mapValues { $0.filter { !isGone($0) } }
    demodulators = demodulators.mapValues { $0.filter { !isGone($0.clause) } }
    groundUnits = groundUnits.filter { !isGone($0.value) }
    forgetChained(isGone)
  }

  /// The same for what only the search by instances keeps.
  mutating func forgetChained(_ isGone: (Int) -> Bool) {
    guard isChaining else { return }
    chaining.groundOf = chaining.groundOf.mapValues { $0.filter { !isGone($0) } }
    chaining.groundWith = chaining.groundWith.mapValues { $0.filter { !isGone($0) } }
    chaining.placesOf = chaining.placesOf.mapValues { $0.filter { !isGone($0.clause) } }
    (chaining.members, chaining.normal, chaining.replacement) = (nil, [:], [:])
    for unit in chaining.groundOf.values.joined().sorted() {
      let literal = clauses[unit].literals[0]
      guard literal.isPositive, let sides = vocabulary.sides(literal.atom) else { continue }
      for (from, to) in [(sides.left, sides.right), (sides.right, sides.left)]
      where ordering.isGreater(from, to, vocabulary) {
        chaining.replacement[from] = to
      }
    }
  }

  /// A ground term in normal form under rules and known equations.
  mutating func reduced(_ term: Term) -> Term {
    if let known = chaining.normal[term] { return known }
    var result = rules.normalize(term, &vocabulary.bank)
    if let symbol = vocabulary.bank.symbol(result), !vocabulary.bank[symbol].isBinder,
      vocabulary.bank.arity(result) > 0
    {
      let parts = vocabulary.bank.arguments(result).map { reduced($0) }
      result = rules.normalize(vocabulary.bank.make(symbol, parts), &vocabulary.bank)
    }
    if let lesser = chaining.replacement[result] { result = reduced(lesser) }
    chaining.normal[term] = result
    return result
  }

  /// The sides of known equations that are equal to a term in normal form.
  mutating func members(of term: Term) -> [Term] {
    if let known = chaining.members { return known[term] ?? [] }
    var found: [Term: [Term]] = [:]
    for (from, to) in chaining.replacement.sorted(by: { $0.key < $1.key }) {
      found[reduced(to), default: []].append(from)
    }
    for rule in chaining.localRules { found[reduced(rule.right), default: []].append(rule.left) }
    chaining.members = found
    return found[term] ?? []
  }
}
