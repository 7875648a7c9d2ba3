// Rules of the classical rewriter, and sets of them, which are looked up by the head of a term and the
// heads of its arguments. Start at `TermRule.init`. `Strategy` says in which order rules are tried, and
// where; `Rewriter` runs it.

import Terms

/// A rule: a pattern, what replaces it, and a condition.
public struct TermRule: Sendable {
  /// The name, for people and derivations.
  public let name: String
  let pattern: TermPattern
  let slotCount: Int
  let slotNames: [String]
  let condition: (@Sendable (PatternBindings, Language) -> Bool)?
  let build: @Sendable (PatternBindings, inout Language, TermAlgebra) -> Term?

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
    (slotCount, slotNames) = (count, names)
    build = { bindings, language, algebra in
      Self.instance(result, bindings, &language, algebra)?.first
    }
  }

  /// A rule whose right side is computed; it may refuse a match by returning nil.
  public init?(
    _ name: String, _ left: String, where predicates: [String: SlotPredicate] = [:],
    build: @escaping @Sendable (PatternBindings, inout Language) -> Term?
  ) {
    var names: [String] = []
    guard let pattern = TermPattern(left, names: &names, where: predicates) else { return nil }
    (self.name, self.pattern, condition) = (name, pattern, nil)
    (slotCount, slotNames) = (names.count, names)
    self.build = { bindings, language, _ in build(bindings, &language) }
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

/// Rules, by the heads that they can match.
public struct TermRuleSet: Sendable {
  /// The rules, in order of preference.
  public let rules: [TermRule]
  private var byHead: [String: [Int]] = [:]
  private var forAll: [Int] = []
  /// By rule: the heads that its arguments must have, where they are in fixed places.
  private let argumentHeads: [[String?]]

  /// Sorts the rules.
  public init(_ rules: [TermRule], algebra: TermAlgebra = TermAlgebra()) {
    self.rules = rules
    argumentHeads = rules.map { rule in
      guard case .apply(let name, let parts) = rule.pattern, !TermPattern.hasSegment(parts),
        !algebra.associativeCommutative.contains(name), !algebra.commutative.contains(name)
      else { return [] }
      return parts.map(\.head)
    }
    let heads = Set(rules.compactMap(\.pattern.head))
    for head in heads {
      byHead[head] = rules.indices.filter { rules[$0].pattern.head ?? head == head }
    }
    forAll = rules.indices.filter { rules[$0].pattern.head == nil }
  }

  /// The rules that may match a term, in order.
  func candidates(_ term: Term, _ language: Language) -> [Int] {
    guard let symbol = language.bank.symbol(term) else { return [] }
    let named = byHead[language.names[Int(symbol.index)]] ?? forAll
    let heads = language.bank.arguments(term).map { part in
      language.bank.symbol(part).map { language.names[Int($0.index)] }
    }
    return named.filter { rule in
      let wanted = argumentHeads[rule]
      return wanted.isEmpty
        || wanted.count == heads.count && zip(wanted, heads).allSatisfy { $0 == nil || $0 == $1 }
    }
  }
}
