// Rules, compiled once for any number of e-graphs. Start at `init`. `Saturation` runs them; the same rules
// as users state them are in `RewriteRule.swift`. What each run begins with is made here as well, so that a
// run on a small e-graph costs no more than its work.

import Terms

/// Rules that are ready to be matched.
///
///     let distribute = RewriteRule.bothWays(
///       "distribute", "(* ?a (+ ?b ?c))", "(+ (* ?a ?b) (* ?a ?c))", in: &language)!
///     let commute = RewriteRule(name: "commute", "(* ?a ?b)", "(* ?b ?a)", in: &language)!
///     let rules = RuleSet(distribute + [commute], language)
public struct RuleSet: Sendable {
  /// The rules, as they were stated.
  public let rules: [RewriteRule]
  let programs: [RuleProgram]
  /// By rule: the number of its first conclusion.
  let firstConclusions: [UInt32]
  /// By number of a conclusion: its rule, and its place among the rule's clauses.
  let conclusionOwners: [(program: Int, clause: Int)]
  /// The positions at which searches begin, those of a rule side by side.
  let positions: [SearchPosition]
  /// By rule: its first position.
  let firstPositions: [Int]
  /// Nodes that a conclusion builds, at most (count).
  let largestConclusion: Int
  /// Reports of nothing.
  let reports: [RuleReport]

  /// Compiles rules over the symbols of a language. E-graphs that use them may have more symbols.
  ///
  /// *Requires*: the patterns on the left side of a rule have fewer than 250 variables and operators together, and an
  /// operator has fewer than 255 arguments.
  public init(_ rules: [RewriteRule], _ language: Language) {
    self.rules = rules
    programs = rules.map { RuleProgram($0, language.bank) }
    var conclusions: [UInt32] = []
    var owners: [(program: Int, clause: Int)] = []
    var first: [Int] = []
    var count = 0
    for (number, program) in programs.enumerated() {
      conclusions.append(UInt32(owners.count))
      for i in program.clauses.indices { owners.append((number, i)) }
      first.append(count)
      count += program.positionCount
    }
    (firstConclusions, conclusionOwners, firstPositions) = (conclusions, owners, first)
    largestConclusion =
      programs.flatMap { program in
        (0..<program.conclusions.count).map { Int(program.conclusions.base[$0].stepCount) }
      }.max() ?? 0
    positions = Array(repeating: .start, count: count)
    reports = rules.map { RuleReport(name: $0.name) }
  }
}
