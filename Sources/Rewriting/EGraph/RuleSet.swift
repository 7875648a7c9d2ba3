// Rules, compiled once for any number of e-graphs. Start at `init`. `Saturation` runs them; the same rules
// as users state them are in `RewriteRule.swift`.

import Terms

/// Rules that are ready to be matched.
public struct RuleSet: Sendable {
  /// The rules, as they were stated.
  public let rules: [RewriteRule]
  let programs: [RuleProgram]

  /// Compiles rules over the symbols of a language. E-graphs that use them may have more symbols.
  ///
  ///     let set = RuleSet([commute, associate], language)
  public init(_ rules: [RewriteRule], _ language: Language) {
    self.rules = rules
    programs = rules.map { RuleProgram($0, language.bank) }
  }
}
