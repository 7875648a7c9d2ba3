// The equations of a theory as rewriting rules: axioms, definitions, and theorems that were proved
// before. Start at `TheoryRules.init`. Each equation is used in both directions where its variables
// allow; each rule knows what it comes from, so that an explanation can be written down for the kernel.

import AxiomLanguage
import ProofKernel
import Terms

/// Where a rule comes from.
struct RuleOrigin: Sendable {
  /// The fact or theorem.
  let citation: Citation
  /// The sorts at which it is used.
  let sorts: [SortID]
  /// Whether the left side of the rule is the right side of the equation.
  let isReversed: Bool
  /// By parameter of the equation, by level: the rule's variable.
  let variables: [Int]
  /// The name of the fact or theorem.
  let name: String
  /// Whether it computes: an equation of a recursive function from left to right, which ends whatever
  /// the size of what comes out.
  let isComputing: Bool
}

/// Rules with where they come from.
public struct TheoryRules: Sendable {
  /// The rules; those of an equation used in both directions stand next to each other.
  public private(set) var rules: [RewriteRule] = []
  /// By rule.
  private(set) var origins: [RuleOrigin] = []
  /// Operators that facts or theorems say to be commutative, and associative: with these.
  private(set) var commutativity: [Symbol: RuleOrigin] = [:]
  private(set) var associativity: [Symbol: RuleOrigin] = [:]

  /// Whether an operator is both.
  func isAssociativeCommutative(_ symbol: Symbol) -> Bool {
    commutativity[symbol] != nil && associativity[symbol] != nil
  }

  /// The rules of all equations among the facts of a theory and the theorems given.
  ///
  /// *Shape*: theorems in the order in which a checker has them. Facts that are no equations are left
  /// out; polymorphic ones are used at the sorts that the language has met.
  init(
    _ theory: inout Theory, theorems: [(name: String, statement: Statement)],
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
    guard case .connective(.equal, let sides) = theory.store.shape(of: statement.formula),
      let left = language.term(sides[0], &theory, sorts: sorts, asPattern: true),
      let right = language.term(sides[1], &theory, sorts: sorts, asPattern: true)
    else { return }
    let count = statement.parameters.count
    for isReversed in [false, true] {
      let (from, to) = isReversed ? (right, left) : (left, right)
      let bank = language.language.bank
      let bound = Set(bank.subterms(from).compactMap(bank.variableNumber))
      let used = Set(bank.subterms(to).compactMap(bank.variableNumber))
      // A parameter that no side has would be left open in the proof.
      guard used.isSubset(of: bound), bound.count == count else { continue }
      let names = (0..<count).map { "x\($0)" }
      rules.append(RewriteRule(name: name, names, from, to, bank))
      let origin = RuleOrigin(
        citation: citation, sorts: sorts, isReversed: isReversed, variables: Array(0..<count),
        name: name, isComputing: isDefinition && !isReversed)
      origins.append(origin)
      if !isReversed { recognize(from, to, origin, bank) }
    }
  }

  /// Notes what says x·y = y·x, or (x·y)·z = x·(y·z) from either side.
  private mutating func recognize(
    _ left: Term, _ right: Term, _ origin: RuleOrigin, _ bank: TermBank
  ) {
    guard let symbol = bank.symbol(left), symbol == bank.symbol(right), bank.arity(left) == 2 else {
      return
    }
    let (a, b) = (bank.arguments(left), bank.arguments(right))
    if bank.size(left) == 3, a == b.reversed(), a.allSatisfy({ bank.variableNumber($0) != nil }) {
      commutativity[symbol] = commutativity[symbol] ?? origin
    }
    guard bank.size(left) == 5, bank.size(right) == 5 else { return }
    for (outer, other) in [(a, b), (b, a)]
    where bank.symbol(outer[0]) == symbol && bank.symbol(other[1]) == symbol {
      let parts = bank.arguments(outer[0]) + [outer[1]]
      if parts == [other[0]] + bank.arguments(other[1]), Set(parts).count == 3,
        parts.allSatisfy({ bank.variableNumber($0) != nil })
      {
        associativity[symbol] = associativity[symbol] ?? origin
      }
    }
  }
}
