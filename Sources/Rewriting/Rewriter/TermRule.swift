// Rules of the classical rewriter, and sets of them, which are looked up by decision trees (`RuleTree`).
// Start at `TermRule.init`. `Strategy` says in which order rules are tried, and where; `Rewriter` runs it.

import Terms

/// A rule: a pattern, what replaces it, and a condition.
public struct TermRule: Sendable {
  /// The name, for people and derivations.
  public let name: String
  let pattern: TermPattern
  let slotCount: Int
  let slotNames: [String]
  let condition: (@Sendable (PatternBindings, Language) -> Bool)?
  /// Copies of a rule are that rule; another one may have its name.
  let identity: RuleIdentity
  private let right: Right

  private enum Right: Sendable {
    case pattern(TermPattern)
    case computed(@Sendable (PatternBindings, inout Language) -> Term?)
  }

  /// A rule whose right side is a pattern; nil where a text cannot be read, or the right side has a slot
  /// of its own.
  ///
  ///     let rule = TermRule("double", "(+ ?x ?x)", "(* 2 ?x)")
  public init?(
    _ name: String, _ left: String, _ right: String,
    where predicates: [String: SlotPredicate] = [:],
    if condition: (@Sendable (PatternBindings, Language) -> Bool)? = nil
  ) {
    var names: [String] = []
    guard let pattern = TermPattern(left, names: &names, where: predicates) else { return nil }
    let count = names.count
    guard let result = TermPattern(right, names: &names), names.count == count else { return nil }
    (self.name, self.pattern, self.condition) = (name, pattern, condition)
    (slotCount, slotNames, self.right) = (count, names, .pattern(result))
    identity = RuleIdentity()
  }

  /// A rule whose right side is computed; it may refuse a match by returning nil.
  public init?(
    _ name: String, _ left: String, where predicates: [String: SlotPredicate] = [:],
    build: @escaping @Sendable (PatternBindings, inout Language) -> Term?
  ) {
    var names: [String] = []
    guard let pattern = TermPattern(left, names: &names, where: predicates) else { return nil }
    (self.name, self.pattern, condition) = (name, pattern, nil)
    (slotCount, slotNames, right) = (names.count, names, .computed(build))
    identity = RuleIdentity()
  }

  /// A rule with both sides flattened for an algebra.
  init(_ rule: TermRule, flattenedFor algebra: TermAlgebra) {
    (name, condition, slotCount) = (rule.name, rule.condition, rule.slotCount)
    identity = rule.identity
    (slotNames, pattern) = (rule.slotNames, rule.pattern.flattened(algebra))
    right =
      switch rule.right {
      case .pattern(let result): .pattern(result.flattened(algebra))
      case .computed: rule.right
      }
  }

  /// What the rule makes of a match; nil if it refuses it.
  func build(
    _ bindings: PatternBindings, _ language: inout Language, _ algebra: TermAlgebra
  ) -> Term? {
    switch right {
    case .pattern(let result): Self.instance(result, bindings, &language, algebra)?.first
    case .computed(let build): build(bindings, &language)
    }
  }

  /// The terms of a pattern: one, but any number for a segment.
  private static func instance(
    _ pattern: TermPattern, _ bindings: PatternBindings, _ language: inout Language,
    _ algebra: TermAlgebra
  ) -> [Term]? {
    switch pattern {
    case .slot(let number, _), .segment(let number): return bindings.terms[number]
    case .apply(let name, let parts):
      var arguments: [Term] = []
      for part in parts {
        guard let made = instance(part, bindings, &language, algebra) else { return nil }
        arguments += made
      }
      if algebra.matchesParts(name, parts) {
        guard !arguments.isEmpty else { return nil }
        return [algebra.joined(arguments, language.symbol(name, 2), &language.bank)]
      }
      if parts.isEmpty, let literal = Literal(name) {
        return [language.bank.make(language.symbol(literal))]
      }
      return [language.bank.make(language.symbol(name, arguments.count), arguments)]
    }
  }
}

/// Tells rules apart. Never in an order: nothing that is printed depends on where it lies.
final class RuleIdentity: Hashable, Sendable {
  static func == (a: RuleIdentity, b: RuleIdentity) -> Bool { a === b }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Rules, compiled to a decision tree for each head that they can match.
public struct TermRuleSet: Sendable {
  /// The rules, in order of preference.
  public let rules: [TermRule]
  /// The same with flattened patterns.
  let compiled: [TermRule]
  let algebra: TermAlgebra
  private var byHead: [String: RuleTree] = [:]
  /// For other heads: the rules whose left side is a slot.
  private let forAll: [Int]

  /// Compiles rules for a rewriter with that algebra; for another one they are compiled anew at each call of
  /// `Rewriter.rewrite`.
  ///
  ///     let set = TermRuleSet([double, cancel], algebra: algebra)
  ///
  /// *Complexity*: linear in the positions of the patterns, for each node of the trees.
  public init(_ rules: [TermRule], algebra: TermAlgebra = TermAlgebra()) {
    (self.rules, self.algebra) = (rules, algebra)
    let compiled = rules.map { TermRule($0, flattenedFor: algebra) }
    for head in Set(rules.compactMap(\.pattern.head)) {
      let possible = rules.indices.filter { rules[$0].pattern.head ?? head == head }
      byHead[head] = RuleTree(possible.map { ($0, compiled[$0].pattern) }, algebra: algebra)
    }
    self.compiled = compiled
    forAll = rules.indices.filter { rules[$0].pattern.head == nil }
  }

  /// The rules that may match a term, in order.
  func candidates(_ term: Term, _ language: Language) -> [Int] {
    guard let symbol = language.bank.symbol(term) else { return [] }
    return byHead[language.names[Int(symbol.index)]]?.candidates(term, language) ?? forAll
  }
}
