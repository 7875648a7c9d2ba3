// Laws of functions that answer with a listed value, such as x <=? y = true: that comparison is transitive and
// total, that what `=?` calls equal is equal, and equations under such a premise. Start at `testLaws`. The terms
// and their values are those of the enumeration; an atom says that a term has one of the values. Further
// tests and the proof decide, as elsewhere. `Explorer+Predicates` does the same for defined predicates, whose
// truth is that of formulas; equations between tests are found with all others.
// Source: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017), 4, for premises.

import Terms

/// That a term has a value, or that two variables are equal, with the tests on which this holds.
private struct ValueAtom {
  let formula: Term
  let size: Int
  let variables: UInt64
  /// The term, and the place of the value among those of its sort; nil and 0 of an equation of variables.
  var term: Term?
  var value = 0
  /// Values of the sort (count).
  var choices = 0
  /// Whether the term is a function of variables.
  var isPlain = false
  /// By test: where it holds, and where that is known.
  let holds: UInt64
  let known: UInt64

  /// The same number for the same atom, or for its negation if that is an atom.
  func code(negated: Bool) -> Int {
    guard let term else { return -Int(formula.index) - 1 }
    let base = Int(term.index) << 6
    return negated && choices == 2 ? base | (1 - value) : base | value | (negated ? 1 << 5 : 0)
  }
}

extension Explorer {
  /// Symbols of the term in an atom, of the terms of an implication together, and of both sides of an
  /// equation under a premise.
  private static let atomSize = 4
  private static let clauseSize = 8
  private static let sidesSize = 8
  /// Conjectures of one call that may be attempted (counts): implications, and equations under premises.
  private static let testAttempts = 150
  private static let conditionalAttempts = 60
  /// Tests on which the premises must hold (count).
  private static let leastSupport = 4

  /// Looks for implications between values of these functions, and from them to equations. What they
  /// prove wakes what waits for it.
  mutating func testLaws(_ operations: [Symbol]) {
    let atoms = valueAtoms(operations)
    guard !atoms.isEmpty else { return }
    var attempts = Self.testAttempts
    var before = list.found.count
    let (plain, equations) = (atoms.filter(\.isPlain), variableEquations())
    // What relates variables is what proofs about sorting need: it is worth more than most laws. Of operators of
    // which axioms speak it is these that say it, in whatever form.
    let open = list.checker.theory.openOperators
    let isOpen = operations.contains { vocabulary.operatorID($0).map(open.contains) ?? false }
    let effort: Effort = isOpen ? .pointwise : .relational
    consider(implications(plain, equations), &attempts, effort)
    // Most follow from the first that is proved: they are not tried side by side.
    for formula in pairs(plain, equations) { consider([formula], &attempts, effort) }
    retry(since: before)
    before = list.found.count
    consider(implications(atoms, equations), &attempts)
    retry(since: before)
    attempts = Self.conditionalAttempts
    before = list.found.count
    consider(conditionalEquations(plain, equations), &attempts)
    retry(since: before)
  }

  // MARK: implications

  /// Implications from one atom.
  private mutating func implications(_ atoms: [ValueAtom], _ equations: [ValueAtom]) -> [Term] {
    var found: [([ValueAtom], ValueAtom)] = []
    for premise in atoms {
      for conclusion in atoms + equations
      where follows(conclusion, from: [premise])
        && premise.size + conclusion.size <= Self.clauseSize
      {
        found.append(([premise], conclusion))
      }
    }
    return formulas(found)
  }

  /// Implications from two atoms, neither of which is enough.
  private mutating func pairs(_ atoms: [ValueAtom], _ equations: [ValueAtom]) -> [Term] {
    var found: [([ValueAtom], ValueAtom)] = []
    for (i, first) in atoms.enumerated() {
      for second in atoms[(i + 1)...]
      where second.term != first.term && first.variables & second.variables != 0 {
        for conclusion in atoms + equations
        where follows(conclusion, from: [first, second])
          && !follows(conclusion, from: [first]) && !follows(conclusion, from: [second])
        {
          found.append(([first, second], conclusion))
        }
      }
    }
    return formulas(found)
  }

  /// Small clauses first; of the forms of one clause that with the fewest values other than the first of
  /// their sort: x <=? y and y <=? z => x <=? z.
  private mutating func formulas(_ clauses: [(premises: [ValueAtom], conclusion: ValueAtom)])
    -> [Term]
  {
    let keys = clauses.enumerated().map { place, clause in
      let size = clause.premises.reduce(clause.conclusion.size) { $0 + $1.size }
      let later = clause.premises.reduce(clause.conclusion.value) { $0 + $1.value }
      return (size, later, place)
    }
    var forms: Set<[Int]> = []
    return keys.sorted(by: <).compactMap { _, _, place in
      let (premises, conclusion) = clauses[place]
      let literals = premises.map { $0.code(negated: true) } + [conclusion.code(negated: false)]
      guard forms.insert(literals.sorted()).inserted else { return nil }
      var premise = premises[0].formula
      for other in premises.dropFirst() {
        premise = vocabulary.connective(.and, [premise, other.formula])
      }
      return vocabulary.connective(.implies, [premise, conclusion.formula])
    }
  }

  /// Whether an atom holds where others do, and there are enough tests of that; what always holds follows
  /// from nothing.
  private func follows(_ conclusion: ValueAtom, from premises: [ValueAtom]) -> Bool {
    let meeting = premises.reduce(conclusion.known) { $0 & $1.holds }
    return meeting.nonzeroBitCount >= Self.leastSupport && meeting & ~conclusion.holds == 0
      && premises.allSatisfy {
        $0.term != conclusion.term && $0.variables & conclusion.variables != 0
      }
  }

  // MARK: equations

  /// Equations between terms of one class under a premise, and of two without it; small ones first.
  private mutating func conditionalEquations(_ premises: [ValueAtom], _ equations: [ValueAtom])
    -> [Term]
  {
    var found: [(size: Int, formula: Term)] = []
    for sort in enumerator.sorts where !vocabulary.isTest(sort) {
      let terms = enumerator.firsts(sort, upTo: Self.sidesSize - 1).filter {
        $0.size == 1 && $0.numerals == 0 || !hasConstant($0.term)
      }
      // Under an equation of variables all is equal that has the one for the other.
      for premise in premises
      where !equations.contains(where: { follows($0, from: [premise]) }) {
        let tests = (0..<64).filter { premise.holds >> UInt64($0) & 1 == 1 }
        var classes: [[UInt32]: Candidate] = [:]
        for term in terms {
          let values = tests.map { term.values[$0] }
          guard let first = classes[values] else {
            classes[values] = term
            continue
          }
          let size = first.size + term.size
          guard size <= Self.sidesSize, !values.contains(TermEnumerator.tooLarge),
            !vocabulary.bank.isConstructor(first.term) || !vocabulary.bank.isConstructor(term.term),
            premise.variables & ~(first.variables | term.variables) == 0
          else { continue }
          let equation = vocabulary.equation(term.term, first.term)
          let formula = vocabulary.connective(.implies, [premise.formula, equation])
          found.append((size, formula))
        }
      }
    }
    return found.enumerated().sorted {
      ($0.element.size, $0.offset) < ($1.element.size, $1.offset)
    }.map(\.element.formula)
  }

  // MARK: atoms

  /// The atoms of small terms that have different values on different tests; small ones and first values first.
  private mutating func valueAtoms(_ operations: [Symbol]) -> [ValueAtom] {
    let functions = operations.filter(vocabulary.isTestFunction)
    guard !functions.isEmpty else { return [] }
    var atoms: [ValueAtom] = []
    for sort in Set(functions.map { vocabulary.bank[$0].sort }).sorted() {
      // Constants of the sort, in order of declaration.
      let values = enumerator.firsts(sort, upTo: 1).filter {
        vocabulary.bank.isConstructor($0.term)
      }
      for candidate in enumerator.firsts(sort, upTo: Self.atomSize)
      where !hasConstant(candidate.term) && normalForm(candidate.term) == candidate.term {
        guard let symbol = vocabulary.bank.symbol(candidate.term), functions.contains(symbol)
        else { continue }
        let arguments = vocabulary.bank.arguments(candidate.term)
        for (place, value) in values.enumerated() {
          let (holds, known) = agreement(candidate.values, value.values)
          guard holds != 0, holds != known else { continue }
          atoms.append(
            ValueAtom(
              formula: statement(TermEquation(left: candidate.term, right: value.term)),
              size: candidate.size,
              variables: candidate.variables, term: candidate.term, value: place,
              choices: values.count,
              isPlain: arguments.allSatisfy { vocabulary.level($0) != nil },
              holds: holds, known: known))
        }
      }
    }
    return atoms
  }

  /// Whether a term has a constant: with one, a law is mostly an instance, or about that constant only.
  private func hasConstant(_ term: Term) -> Bool {
    let bank = vocabulary.bank
    return bank.subterms(term).contains { bank.arity($0) == 0 && vocabulary.level($0) == nil }
  }

  /// The equations between two variables of one sort.
  private mutating func variableEquations() -> [ValueAtom] {
    var found: [ValueAtom] = []
    for sort in enumerator.sorts where !vocabulary.isTest(sort) {
      let variables = enumerator.firsts(sort, upTo: 1).filter { $0.variables != 0 }
      for (i, left) in variables.enumerated() {
        for right in variables[(i + 1)...] {
          let (holds, known) = agreement(left.values, right.values)
          found.append(
            ValueAtom(
              formula: vocabulary.equation(left.term, right.term), size: 3,
              variables: left.variables | right.variables, holds: holds, known: known))
        }
      }
    }
    return found
  }

  /// By test: where a term has one value with another, and where both are known.
  private func agreement(_ left: [UInt32], _ right: [UInt32]) -> (UInt64, UInt64) {
    var (equal, known): (UInt64, UInt64) = (0, 0)
    for test in 0..<min(left.count, 64)
    where left[test] != TermEnumerator.tooLarge && right[test] != TermEnumerator.tooLarge {
      known |= 1 << UInt64(test)
      if left[test] == right[test] { equal |= 1 << UInt64(test) }
    }
    return (equal, known)
  }
}

extension Vocabulary {
  /// Whether a function tests something: it answers with a listed value, and is not about such values only.
  func isTestFunction(_ symbol: Symbol) -> Bool {
    let info = bank[symbol]
    return !info.isConstructor && isTest(info.sort) && isGeneral(symbol)
      && operatorID(symbol) != .apply && info.arguments.contains { !isTest($0) }
      && (constructors[info.sort]?.count ?? 0) > 1
  }

  /// The formula that a predicate holds, or that a test has the first of the values of its sort.
  mutating func affirmed(_ term: Term) -> Term? {
    if bank.sort(term) == .formula { return term }
    guard let first = constructors[bank.sort(term)]?.first, bank[first].arguments.isEmpty else {
      return nil
    }
    return equation(term, bank.make(first))
  }
}
