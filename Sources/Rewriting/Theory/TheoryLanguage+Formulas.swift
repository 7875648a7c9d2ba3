// Atomic formulas as terms: predicates, and inequalities, which the kernel knows as negated equations. `⊤`
// stands for what holds. Start at `atom`; `TheoryLanguage` has the terms.

import AxiomLanguage
import ProofKernel
import Terms

extension TheoryLanguage {
  /// What holds.
  mutating func truth() -> Term {
    language.bank.make(symbol(.truth, "⊤", [], .formula))
  }

  /// Two terms of the same sort differ.
  mutating func notEqual(_ left: Term, _ right: Term) -> Term {
    let sort = SortID(language.bank.sort(left).index)
    return language.bank.make(symbol(.notEqual(sort), "≠", [sort, sort], .formula), [left, right])
  }

  /// The sides of an inequality; nil for other terms.
  func sidesOfInequality(_ term: Term) -> (Term, Term)? {
    sidesOfInequality(term, language.bank)
  }

  /// As above, in a bank that continues the language's own.
  func sidesOfInequality(_ term: Term, _ bank: TermBank) -> (Term, Term)? {
    guard let symbol = bank.symbol(term), Int(symbol.index) < origins.count,
      case .notEqual = origins[Int(symbol.index)]
    else { return nil }
    return (bank.argument(term, 0), bank.argument(term, 1))
  }

  /// As `term`, for an atomic formula: a predicate, or a negated equation.
  mutating func atom(
    _ formula: TermID, _ theory: inout Theory, sorts: [SortID] = [], asPattern: Bool,
    names: [String] = []
  ) -> Term? {
    func side(_ side: TermID, _ language: inout TheoryLanguage, _ theory: inout Theory) -> Term? {
      language.term(side, &theory, sorts: sorts, asPattern: asPattern, names: names)
    }
    switch theory.store.shape(of: formula) {
    case .connective(.not, let parts):
      guard case .connective(.equal, let sides) = theory.store.shape(of: parts[0]),
        let left = side(sides[0], &self, &theory), let right = side(sides[1], &self, &theory)
      else { return nil }
      return notEqual(left, right)
    case .apply(let operation, let at, let parts):
      var terms: [Term] = []
      for part in parts {
        guard let term = side(part, &self, &theory) else { return nil }
        terms.append(term)
      }
      var given: [SortID] = []
      for sort in at {
        guard let sort = Self.substitute(sort, sorts, &theory) else { return nil }
        given.append(sort)
      }
      predicates.insert(operation)
      guard let symbol = symbol(operation, given, &theory) else { return nil }
      return language.bank.make(symbol, terms)
    default: return nil
    }
  }

  /// As `atom`, for a formula that may be an equation; its variables become constants.
  mutating func hypothesis(_ formula: TermID, _ theory: inout Theory, names: [String])
    -> Hypothesis?
  {
    if case .connective(.equal, let sides) = theory.store.shape(of: formula) {
      guard let left = term(sides[0], &theory, asPattern: false, names: names),
        let right = term(sides[1], &theory, asPattern: false, names: names)
      else { return nil }
      return .equation(left, right)
    }
    return atom(formula, &theory, asPattern: false, names: names).map(Hypothesis.atom)
  }

  /// The kernel's position of a subterm: an inequality is a negation of an equation there.
  func kernelPosition(_ position: [Int], in term: Term) -> [UInt32] {
    let inner = position.map { UInt32($0) }
    return position.isEmpty || sidesOfInequality(term) == nil ? inner : [0] + inner
  }
}
