// A refutation by clauses: what is known at one place of a proof and the negation of its goal are
// the support; lemmas, definitions and rules are what it is confronted with. Start at `refutation`.
// The lightest clause of the support is taken, every few times the oldest, and all is drawn from it
// and those taken before: resolution (`Deduction+Inferences`), and equations used inside literals.
// Conclusions are simplified first (`Deduction+Simplification`). Nothing is drawn from two lemmas.
// Of a clause of the support only some literals are looked at: a negative one, or the greatest; of
// a lemma all.
// Source: L. Bachmair, H. Ganzinger, Resolution theorem proving, Handbook of Automated Reasoning
// (2001), 4 and 5; L. Wos, G. A. Robinson, D. F. Carson, Efficiency and completeness of the set of
// support strategy in theorem proving (1965).

import ProofKernel
import Terms

/// The search for one refutation. What `DeductionReplay` needs of it stays in it.
struct Deduction {
  var vocabulary: Vocabulary
  var rules: Normalizer
  var clausifier: Clausifier
  var ordering = DeductionOrdering()
  var inputs: [DeductionInput] = []
  var clauses: [DeductionClause] = []
  /// Clauses that were taken, in order.
  var active: [Int] = []
  /// Literals of active clauses that inferences look at, by their symbol: those of lemmas and of
  /// others.
  var literalsOf: [LiteralKey: [LiteralPlace]] = [:]
  /// The sides of equations from which replacements are made, by their symbol.
  var sidesOf: [Symbol: [EquationPlace]] = [:]
  /// Unit clauses, by symbol and sign.
  var unitsOf: [LiteralKey: [Int]] = [:]
  /// Units without variables, whether they were taken or wait.
  var groundUnits: [DeductionLiteral: Int] = [:]
  /// Unit equations that replace greater terms by less, by symbol.
  var demodulators: [Symbol: [EquationPlace]] = [:]
  /// What clauses say that were filed, with the assumptions that they rest on.
  var seen: [[DeductionLiteral]: UInt64] = [:]
  /// The empty clause, or one that is empty under assumptions.
  var conclusion: Int?
  /// Assumptions that are being looked at (`Deduction+Splitting`).
  var assumptions: [Assumption] = []
  /// Assumptions made so far (count).
  var splitCount = 0
  /// Clauses that came with one that is being simplified.
  var waiting: [Int] = []
  /// Whether what there is for what there is for known terms is as good as known.
  var isFrugal = false
  /// Whether instances are drawn, and no inferences between clauses (`Chaining`).
  var isChaining = false
  var chaining = ChainState()
  /// Clauses that were put aside so far (count).
  var asideCount = 0
  let semirings: [TermSort: Semiring]
  let commutative: Set<Symbol>
  /// The symbols of the goal and of what is known.
  var goalSymbols: Set<Symbol> = []
  /// Terms without variables of the goal and of what is known, those of constructors alone left
  /// out.
  private var knownTerms: Set<Term> = []
  var queue = DeductionQueue()

  struct LiteralKey: Hashable, Sendable {
    let symbol: Symbol
    let isPositive: Bool
  }
  struct LiteralPlace {
    let clause: Int
    let literal: Int
  }
  struct EquationPlace {
    let clause: Int
    let literal: Int
    /// Whether the replaced side is the right one.
    let isReversed: Bool
    let from: Term
    let to: Term
  }

  /// Variables of one clause (count); those of the partner of an inference come after them.
  static let variableLimit = 24
  /// Symbols of one literal, and literals of one clause (counts).
  static let sizeLimit = 60
  static let literalLimit = 7

  init(
    _ vocabulary: Vocabulary, _ rules: Normalizer, inhabitants: [TermSort: Term],
    semirings: [TermSort: Semiring]
  ) {
    (self.vocabulary, self.rules, self.semirings) = (vocabulary, rules, semirings)
    commutative = Set(semirings.values.flatMap { [$0.add, $0.multiply] })
    clausifier = Clausifier(inhabitants: inhabitants)
  }

  /// Makes the symbols of a formula those of the goal.
  mutating func noteSymbols(_ formula: Term) {
    for part in vocabulary.bank.subterms(formula) {
      if let symbol = vocabulary.bank.symbol(part) { goalSymbols.insert(symbol) }
      guard vocabulary.bank.sort(part) != .formula, !vocabulary.isBoundLoosely(part),
        vocabulary.bank.arity(part) > 0 || vocabulary.level(part) != nil
      else { continue }
      knownTerms.insert(part)
    }
  }

  /// Adds the clauses of a formula.
  mutating func add(_ input: DeductionInput, isSupport: Bool) {
    let place = inputs.count
    inputs.append(input)
    guard
      let drafts = clausifier.clauses(
        of: input.formula, parameterCount: input.parameterCount, &vocabulary)
    else { return }
    for draft in drafts {
      let bound = draft.literals.map { vocabulary.bank.variableBound($0.atom) }.max() ?? 0
      let highest = max(
        bound, input.parameterCount,
        draft.trace.map { item in
          if case .term(let term) = item { vocabulary.bank.variableBound(term) } else { 0 }
        }.max() ?? 0)
      var renaming = Substitution(count: highest)
      var count = 0
      let literals = renumbered(draft.literals, &renaming, &count)
      // What no literal mentions may be anything.
      var others = [input.formula]
      for case .term(let term) in draft.trace { others.append(term) }
      for part in others.flatMap(vocabulary.bank.subterms) {
        guard let number = vocabulary.bank.variableNumber(part), renaming[number] == nil else {
          continue
        }
        renaming[number] = clausifier.inhabitants[vocabulary.bank.sort(part)]
      }
      let parameters = (0..<input.parameterCount).compactMap { renaming[$0] }
      guard count <= Self.variableLimit, parameters.count == input.parameterCount else { continue }
      let trace = draft.trace.map { item -> ClauseTrace in
        guard case .term(let term) = item else { return item }
        return .term(vocabulary.bank.instance(term, renaming))
      }
      conclude(
        literals, variableCount: count,
        .input(place, parameters: parameters, trace),
        isSupport: isSupport, depth: 0)
    }
  }

  /// Stands for a term that does not matter.
  static let anything = Term(.max)

  /// The number of the empty clause, if it is found before so many clauses were made.
  mutating func refutation(limit: Int, _ isLate: (Deduction) -> Bool) -> Int? {
    while true {
      while let conflict = conclusion {
        if clauses[conflict].assumptions == 0 { return conflict }
        retract(conflict)
      }
      guard clauses.count < limit, !isLate(self) else { return nil }
      guard let next = queue.next() else { return nil }
      guard !clauses[next].isDead, let current = simplifiedAgain(next) else { continue }
      if conclusion != nil {
        queue.add(current, weight: clauses[current].weight)
        continue
      }
      if splits(current) { continue }
      activate(current)
      infer(current)
      while let conflict = conclusion, clauses[conflict].assumptions != 0 {
        retract(conflict)
        // What the conflict interrupted is done again.
        if conclusion == nil, !clauses[current].isDead { infer(current) }
      }
    }
  }

  /// Files a conclusion, simplified, unless it is redundant.
  mutating func conclude(
    _ literals: [DeductionLiteral], variableCount: Int, _ origin: DeductionOrigin, isSupport: Bool,
    depth: Int
  ) {
    let mark = clauses.count
    var isKept = false
    clauses.append(
      DeductionClause(
        literals: literals, variableCount: variableCount, origin: origin, isSupport: isSupport,
        depth: depth, assumptions: basis(origin)))
    let aside = asideCount
    var next: Int? = mark
    while let start = next {
      if let last = simplified(start) {
        if clauses[last].literals.isEmpty {
          conclusion = conclusion ?? last
        } else {
          file(last)
        }
        isKept = true
      }
      next = waiting.popLast()
      isKept = isKept || next != nil || asideCount > aside
    }
    if !isKept { clauses.removeLast(clauses.count - mark) }
  }

  /// Makes a clause wait for its turn.
  private mutating func file(_ number: Int) {
    let clause = clauses[number]
    clauses[number].weight = isChaining ? chainWeight(number) : weight(clause)
    if isFrugal, clause.literals.count == 1, clause.variableCount == 0 {
      let literal = clause.literals[0]
      if groundUnits[literal].map({
        clauses[$0].assumptions & clause.assumptions != clauses[$0].assumptions
      }) ?? true {
        groundUnits[literal] = number
      }
    }
    if !clause.isSupport {
      activate(number)
    } else {
      queue.add(number, weight: clauses[number].weight)
      if isChaining { wait(number) }
    }
  }

  /// A clause that waited, under what was found meanwhile; nil if it has become redundant.
  mutating func simplifiedAgain(_ number: Int) -> Int? {
    guard let last = simplified(number, isKnown: true) else { return nil }
    while let other = waiting.popLast() {
      if let last = simplified(other) {
        if clauses[last].literals.isEmpty { conclusion = conclusion ?? last } else { file(last) }
      }
    }
    if last != number {
      if clauses[last].literals.isEmpty {
        conclusion = conclusion ?? last
        return nil
      }
      guard isNew(last) else { return nil }
    }
    return last
  }

  /// Whether no clause that rests on the same assumptions at most says the same; if so it is noted.
  mutating func isNew(_ number: Int) -> Bool {
    let (key, own) = (key(clauses[number]), clauses[number].assumptions)
    if let known = seen[key], known & ~own == 0 { return false }
    seen[key] = own
    return true
  }

  /// Light clauses come first: symbols count, more where the goal does not have them, and so do
  /// literals and inferences. A term that the goal or the facts have is light as a whole. What
  /// speaks of none of the constants of the problem is a lemma of lemmas: there is no end of them.
  private func weight(_ clause: DeductionClause) -> Int {
    var sum = 4 * max(0, clause.literals.count - 1) + clause.depth
    var isGeneral = !knownTerms.isEmpty
    for literal in clause.literals {
      var stack = [literal.atom]
      while let term = stack.popLast() {
        if knownTerms.contains(term) {
          sum += 2
          isGeneral = false
          continue
        }
        if let symbol = vocabulary.bank.symbol(term) {
          // What there is for known terms is as good as known.
          if clausifier.functions[symbol] != nil,
            vocabulary.bank.arguments(term).allSatisfy(isFrugal ? isFamiliar : knownTerms.contains)
          {
            sum += 3
            continue
          }
          sum += goalSymbols.contains(symbol) ? 2 : 4
        } else {
          sum += 3
        }
        stack += vocabulary.bank.arguments(term)
      }
    }
    return isGeneral ? sum + 12 : sum
  }

  /// Whether a term is known, or what quantifiers say there is for such.
  private func isFamiliar(_ root: Term) -> Bool {
    var stack = [root]
    while let term = stack.popLast() {
      if knownTerms.contains(term) { continue }
      guard let symbol = vocabulary.bank.symbol(term), clausifier.functions[symbol] != nil else {
        return false
      }
      stack += vocabulary.bank.arguments(term)
    }
    return true
  }

  /// A clause in a form that does not depend on the order of its literals.
  mutating func key(_ clause: DeductionClause) -> [DeductionLiteral] {
    clause.literals.map { literal -> DeductionLiteral in
      guard let sides = vocabulary.sides(literal.atom), sides.right < sides.left else {
        return literal
      }
      let turned = vocabulary.equation(sides.right, sides.left)
      return DeductionLiteral(atom: turned, isPositive: literal.isPositive)
    }.sorted {
      $0.atom != $1.atom ? $0.atom < $1.atom : $0.isPositive && !$1.isPositive
    }
  }

  /// The literals with variables from 0 on in order of occurrence; extends the renaming.
  mutating func renumbered(
    _ literals: [DeductionLiteral], _ renaming: inout Substitution, _ count: inout Int
  ) -> [DeductionLiteral] {
    for literal in literals where !vocabulary.bank.isGround(literal.atom) {
      var stack = [literal.atom]
      while let term = stack.popLast() {
        if let number = vocabulary.bank.variableNumber(term) {
          if renaming[number] == nil {
            renaming[number] = vocabulary.bank.variable(count, vocabulary.bank.sort(term))
            count += 1
          }
        } else if !vocabulary.bank.isGround(term) {
          stack += vocabulary.bank.arguments(term).reversed()
        }
      }
    }
    var found: [DeductionLiteral] = []
    for literal in literals {
      let new = DeductionLiteral(
        atom: vocabulary.bank.instance(literal.atom, renaming), isPositive: literal.isPositive)
      if !found.contains(new) { found.append(new) }
    }
    return found
  }
}

/// Clauses that wait: the lightest is next, every fifth time the oldest.
struct DeductionQueue: Sendable {
  private var heap: [(weight: Int, number: Int)] = []
  private var line: [Int] = []
  private var first = 0
  private var taken: Set<Int> = []
  private var turn = 0
  /// How often it is the turn of the oldest.
  var ageTurn = 5

  /// Makes a clause wait, again if it has been taken.
  mutating func add(_ number: Int, weight: Int) {
    taken.remove(number)
    line.append(number)
    heap.append((weight, number))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// The weight of the lightest; nil if there is none.
  mutating func least() -> Int? {
    while let top = heap.first, taken.contains(top.number) { _ = pop() }
    return heap.first?.weight
  }

  mutating func next() -> Int? {
    turn += 1
    if turn % ageTurn == 0 {
      while first < line.count {
        first += 1
        if taken.insert(line[first - 1]).inserted { return line[first - 1] }
      }
    }
    while let top = pop() {
      if taken.insert(top).inserted { return top }
    }
    return nil
  }

  private mutating func pop() -> Int? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return top.number }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child] < heap[least] { least = child }
      }
      if least == parent { return top.number }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
