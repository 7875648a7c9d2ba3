// The equations of a theory as rewriting rules: axioms, definitions, and theorems that were proved
// before. Start at `TheoryRules.init`; `TheoryRules+Adding.swift` makes the rules. Each equation is used in
// both directions where its variables allow; each rule knows what it comes from, so that an explanation can be
// written down for the kernel.

import AxiomLanguage
import ProofKernel
import Terms

/// Rules with where they come from.
public struct TheoryRules: Sendable {
  /// The rules: first those of equations, then those that conclude formulas.
  public internal(set) var rules: [RewriteRule] = []
  /// By rule.
  var origins: [RuleOrigin] = []
  /// Rules that prove nothing: they make e-graphs have the formulas that others want to know.
  var questions: [RewriteRule] = []
  /// Operators that facts or theorems say to be commutative, and associative: with these.
  var commutativity: [Symbol: RuleOrigin] = [:]
  var associativity: [Symbol: RuleOrigin] = [:]
  /// When operators mean something; see `DomainConditions.swift`.
  private(set) var domains: [DomainCondition] = []
  /// The operators of a ring, if there is one.
  private(set) var ring: RingLaws?
  /// What makes a field of it, if it is one.
  private(set) var field: FieldLaws?
  /// The predicate of its positive elements, if there is one.
  private(set) var positive: PositiveLaws?
  /// The derivation over it, if there is one.
  private(set) var derivation: DerivationLaws?
  /// Rules before those in which it occurs (count).
  private var plainCount: Int?
  /// The terms `⊤` and that of the class of questions.
  let (truth, asked): (Term, Term)

  /// Whether an operator is both.
  func isAssociativeCommutative(_ symbol: Symbol) -> Bool {
    commutativity[symbol] != nil && associativity[symbol] != nil
  }

  /// Whether a rule concludes a formula.
  func isConcluding(_ number: Int) -> Bool { rules[number].left[0].pattern == truth }

  /// All that an e-graph needs.
  var all: [RewriteRule] { rules + questions }

  /// The same without the derivation of the theory: what is left once that is worked off.
  var withoutDerivation: [RewriteRule] { rules.prefix(plainCount ?? rules.count) + questions }

  /// The rules of all equations among the facts of a theory and the theorems given.
  ///
  /// *Shape*: theorems in the order in which a checker has them. Facts that are no equations, whose
  /// hypotheses are not atomic, or whose variables are left open, are left out; polymorphic ones are used
  /// at the sorts that the language has met.
  init(
    _ theory: inout Theory, theorems: [(name: String, statement: Statement)],
    _ language: inout TheoryLanguage
  ) {
    truth = language.truth()
    asked = language.language.bank.make(
      language.symbol(.question(arity: 0), "?", [], .formula))
    addAll(&theory, theorems, &language)
    ring = RingLaws(self, language.language.bank)
    guard let ring else { return }
    // Once more, now that numbers are known as such.
    language.compute(in: ring)
    derivation = DerivationLaws(self, ring, language.language.bank)
    if let derivation { language.compute(by: derivation) }
    (rules, origins, questions, domains) = ([], [], [], [])
    addAll(&theory, theorems, &language)
    field = FieldLaws(self, ring, language)
    if let field { language.compute(in: field) }
    positive = PositiveLaws(self, ring, field, language)
    for theorem in RingTheorem.allCases {
      for (rule, origin) in theorem.rules(ring, &language) {
        rules.append(rule)
        origins.append(origin)
      }
    }
    if let derivation {
      setApart(derivation, language.language.bank)
    }
  }

  /// Puts the rules in which a derivation occurs behind the others; those that would bring it back are dropped.
  private mutating func setApart(_ derivation: DerivationLaws, _ bank: TermBank) {
    let kept = rules.indices.filter { !derivation.isBroughtBack(by: rules[$0], bank) }
    func mentions(_ number: Int) -> Bool {
      (rules[number].left + rules[number].right).contains {
        derivation.occurs(in: $0.pattern, bank)
      }
    }
    let (plain, others) = (kept.filter { !mentions($0) }, kept.filter(mentions))
    (rules, origins) = ((plain + others).map { rules[$0] }, (plain + others).map { origins[$0] })
    plainCount = plain.count
  }

  private mutating func addAll(
    _ theory: inout Theory, _ theorems: [(name: String, statement: Statement)],
    _ language: inout TheoryLanguage
  ) {
    let tuples = language.sortArguments
    func sorts(_ statement: Statement) -> [[SortID]] {
      let count = statement.sortParameterCount
      return count == 0 ? [[]] : tuples.filter { $0.count == count }
    }
    for (place, fact) in theory.facts.enumerated() {
      for sorts in sorts(fact.statement) {
        add(
          .fact(place), fact.name, fact.statement, sorts, isDefinition: fact.kind == .definition,
          &theory, &language)
      }
    }
    for (place, theorem) in theorems.enumerated() {
      for sorts in sorts(theorem.statement) {
        add(
          .theorem(place), theorem.name, theorem.statement, sorts, isDefinition: false, &theory,
          &language)
      }
    }
  }

  private mutating func add(
    _ citation: Citation, _ name: String, _ statement: Statement, _ sorts: [SortID],
    isDefinition: Bool, _ theory: inout Theory, _ language: inout TheoryLanguage
  ) {
    var formula = statement.formula
    var base = RuleOrigin(
      citation: citation, sorts: sorts, isReversed: false,
      parameterCount: statement.parameters.count, name: name, isComputing: false)
    while case .connective(.implies, let sides) = theory.store.shape(of: formula) {
      guard let antecedent = antecedent(sides[0], &base, sorts, &theory, &language) else { return }
      base.antecedents.append(antecedent)
      formula = sides[1]
    }
    guard case .connective(.equal, let sides) = theory.store.shape(of: formula) else {
      if let atom = language.atom(formula, &theory, sorts: sorts, asPattern: true) {
        addRule(concluding: atom, base, &language)
      }
      return
    }
    guard let left = language.term(sides[0], &theory, sorts: sorts, asPattern: true),
      let right = language.term(sides[1], &theory, sorts: sorts, asPattern: true)
    else { return }
    let isAbbreviation = isDefinition && isAbbreviating(left, right, language.language.bank)
    let isSymmetric =
      base.hypotheses.isEmpty && isSymmetric(left, right, &language.language.bank)
    for isReversed in isSymmetric ? [false] : [false, true] {
      var origin = RuleOrigin(
        citation: citation, sorts: sorts, isReversed: isReversed,
        parameterCount: base.parameterCount, name: name,
        isComputing: isDefinition && !isReversed && !isAbbreviation)
      (origin.hypotheses, origin.antecedents) = (base.hypotheses, base.antecedents)
      origin.isAbbreviation = isAbbreviation
      let (from, to) = isReversed ? (right, left) : (left, right)
      addRule(from, to, origin, &language)
    }
    if base.hypotheses.isEmpty {
      recognize(left, right, base, language.language.bank)
    } else if let domain = DomainCondition(left, right, base, language) {
      domains.append(domain)
    }
  }

  /// Reads what stands before an arrow: atomic formulas and equations, joined by `and`.
  private func antecedent(
    _ formula: TermID, _ origin: inout RuleOrigin, _ sorts: [SortID], _ theory: inout Theory,
    _ language: inout TheoryLanguage
  ) -> Antecedent? {
    switch theory.store.shape(of: formula) {
    case .connective(.and, let parts):
      guard let first = antecedent(parts[0], &origin, sorts, &theory, &language),
        let second = antecedent(parts[1], &origin, sorts, &theory, &language)
      else { return nil }
      return .both(first, second)
    case .connective(.equal, let sides):
      guard let left = language.term(sides[0], &theory, sorts: sorts, asPattern: true),
        let right = language.term(sides[1], &theory, sorts: sorts, asPattern: true)
      else { return nil }
      origin.hypotheses.append(.equation(left, right))
    default:
      guard let atom = language.atom(formula, &theory, sorts: sorts, asPattern: true) else {
        return nil
      }
      origin.hypotheses.append(.atom(atom))
    }
    return .hypothesis(origin.hypotheses.count - 1)
  }

  /// Whether an equation from right to left is itself with other names, such as x + y = y + x: then one rule is enough.
  private func isSymmetric(_ left: Term, _ right: Term, _ bank: inout TermBank) -> Bool {
    var values = Substitution(count: max(bank.variableBound(left), bank.variableBound(right)))
    return bank.match(left, right, &values) && bank.instance(right, values) == left
  }

  /// Whether an equation says what an operator, applied to variables, abbreviates.
  private func isAbbreviating(_ left: Term, _ right: Term, _ bank: TermBank) -> Bool {
    guard let symbol = bank.symbol(left) else { return false }
    let arguments = bank.arguments(left)
    return Set(arguments).count == arguments.count
      && arguments.allSatisfy { bank.variableNumber($0) != nil }
      && !bank.subterms(right).contains { bank.symbol($0) == symbol }
  }
}
