// Rules as users state them: equations between patterns, several at once if need be, with conditions.
// Start at `RewriteRule`; `RewriteRule(name:_:_:in:)` reads the usual notation. Both engines take these
// rules. `RuleProgram` is what the e-graph makes of one.

import Terms

/// A pattern, whose class a variable names.
public struct Clause: Sendable {
  /// The number of the variable that stands for the class of the pattern.
  public let variable: Int
  /// The pattern.
  public let pattern: Term
  /// Collects the parts; never fails.
  public init(variable: Int, pattern: Term) { (self.variable, self.pattern) = (variable, pattern) }
}

/// What must hold of a match besides its shape. Numbers are those of variables.
public enum RuleCondition: Sendable {
  /// Nothing says that the class equals this literal.
  case isNotKnownToBe(Int, Symbol)
  /// The class equals some literal.
  case isLiteral(Int)
  /// The class equals a literal that passes the test, which must answer the same whenever it is asked.
  case satisfies(Int, @Sendable (Literal) -> Bool)
  /// The class holds a symbol without arguments that is no literal.
  case isSymbol(Int)
  /// One of the conditions.
  case either([RuleCondition])
  /// The classes differ, as far as is known.
  case areDifferent(Int, Int)
  /// The instances of two patterns, which are added to the e-graph, are known to be equal.
  case areEqual(Term, Term)
}

/// Chooses one of the conclusions of a rule for a match; see `RewriteRule.alternatives`. A number that none of them
/// has, such as −1, refuses the match.
public typealias RuleChoice =
  @Sendable (borrowing EGraph, RuleMatch) -> (
    alternative: Int, fresh: String?
  )

/// A match of a rule.
public struct RuleMatch: Sendable {
  /// By variable: the class.
  public let classes: [EClassID]
  /// The class of the root of the left side.
  public let root: EClassID
}

/// Clauses on the left from which those on the right follow.
public struct RewriteRule: Sendable {
  /// The name, for people and proofs.
  public let name: String
  /// The names of the variables, by number.
  public let variableNames: [String]
  /// What must match.
  public let left: [Clause]
  /// What then holds: each pattern equals its variable.
  public let right: [Clause]
  /// What must hold besides.
  public var conditions: [RuleCondition] = []
  /// For a dynamic rule: right sides of which `choice` takes one for each match, in place of `right`.
  /// A variable that the left side does not bind becomes a fresh symbol, named by `choice`.
  public var alternatives: [Clause] = []
  /// Chooses among the alternatives.
  public var choice: RuleChoice?

  /// A rule of clauses.
  ///
  /// *Requires*: each variable of the right side occurs on the left.
  public init(
    name: String, variableNames: [String], left: [Clause], right: [Clause],
    conditions: [RuleCondition] = []
  ) {
    (self.name, self.variableNames) = (name, variableNames)
    (self.left, self.right, self.conditions) = (left, right, conditions)
  }

  /// The rule that rewrites one pattern to another, both in prefix notation; nil if one cannot be
  /// read, or if the right side has a variable of its own.
  ///
  ///     let rule = RewriteRule(name: "commute", "(+ ?a ?b)", "(+ ?b ?a)", in: &language)
  public init?(name: String, _ left: String, _ right: String, in language: inout Language) {
    var names: [String] = []
    guard let from = language.term(left, variables: &names) else { return nil }
    let bound = names.count
    guard let to = language.term(right, variables: &names), names.count == bound else { return nil }
    self.init(name: name, names, from, to, language.bank)
  }

  /// The rules that rewrite one pattern to another and back, the second named with an arrow; nil if one cannot be
  /// read, or if the patterns do not have the same variables.
  ///
  ///     let rules = RewriteRule.bothWays("associate", "(+ (+ ?a ?b) ?c)", "(+ ?a (+ ?b ?c))", in: &language)
  public static func bothWays(
    _ name: String, _ left: String, _ right: String, in language: inout Language
  ) -> [RewriteRule]? {
    guard let forth = RewriteRule(name: name, left, right, in: &language),
      let back = RewriteRule(name: name + " ←", right, left, in: &language)
    else { return nil }
    return [forth, back]
  }

  /// The rule that rewrites one pattern to another.
  public init(
    name: String, _ variableNames: [String], _ left: Term, _ right: Term, _ bank: TermBank
  ) {
    var names = variableNames
    // A left side that is a variable is its own root.
    let root = bank.variableNumber(left) ?? names.count
    if root == names.count { names.append("") }
    self.init(
      name: name, variableNames: names, left: [Clause(variable: root, pattern: left)],
      right: [Clause(variable: root, pattern: right)])
  }

  /// The variable that stands for the root of the left side.
  var root: Int { left[0].variable }
}
