// Checks explanations step by step, with terms and the rules as they were stated; it knows nothing of
// e-graphs. A fault is told in words.

import Rewriting
import Terms

/// What steps may refer to.
struct ExplanationChecker {
  var language: Language
  let rules: [RewriteRule]
  /// By reason: what the user stated.
  var statements: [Int: (Term, Term)] = [:]

  /// The first fault of an explanation; nil if each step is right and it proves the equation.
  mutating func fault(in explanation: Explanation, of a: Term, _ b: Term) -> String? {
    for (number, lemma) in explanation.lemmas.enumerated() {
      var current = lemma.left
      for (place, step) in lemma.steps.enumerated() {
        let here = "lemma \(number), step \(place)"
        guard let part = subterm(current, step.position) else { return "\(here): no such position" }
        if part != step.from { return "\(here): another subterm stands there" }
        let (left, right) = step.isReversed ? (step.to, step.from) : (step.from, step.to)
        if let fault = fault(step.reason, left, right, explanation, number) {
          return "\(here): \(fault): \(language.text(of: left)) = \(language.text(of: right))"
        }
        current = replacing(current, step.position[...], step.to)
      }
      if current != lemma.right { return "lemma \(number) ends in \(language.text(of: current))" }
    }
    return explanation.goal.left == a && explanation.goal.right == b ? nil : "another goal"
  }

  private mutating func fault(
    _ reason: ExplanationReason, _ left: Term, _ right: Term, _ explanation: Explanation,
    _ number: Int
  ) -> String? {
    switch reason {
    case .lemma(let lemma):
      guard lemma < number else { return "a later lemma" }
      let cited = explanation.lemmas[lemma]
      return cited.left == left && cited.right == right ? nil : "not that lemma"
    case .statement(let reason):
      guard let (a, b) = statements[reason] else { return "nobody stated \(reason)" }
      return a == left && b == right ? nil : "not what was stated"
    case .rearrangement(let symbol):
      func parts(_ term: Term) -> [Term] {
        guard language.bank.symbol(term) == symbol else { return [term] }
        return language.bank.arguments(term).flatMap(parts)
      }
      return parts(left).sorted() == parts(right).sorted() ? nil : "other parts"
    case .evaluation:
      guard let symbol = language.bank.symbol(left), let arithmetic = language.evaluates[symbol],
        let result = language.bank.symbol(right).flatMap(language.literal)
      else { return "no arithmetic" }
      let arguments = language.bank.arguments(left).map {
        language.bank.symbol($0).flatMap(language.literal)
      }
      guard arguments.allSatisfy({ $0 != nil }) else { return "not on literals" }
      return arithmetic.value(arguments.map { $0! }) == result ? nil : "wrong value"
    case .rule(let index, let clause, let terms, let premises):
      let rule = rules[index]
      var values = Substitution(count: terms.count)
      for (i, term) in terms.enumerated() { values[i] = term }
      let clauses = rule.alternatives.isEmpty ? rule.right : rule.alternatives
      if language.bank.instance(clauses[clause].pattern, values) != right {
        return "not the right side of \(rule.name)"
      }
      if rule.left.count == 1 {
        return language.bank.instance(rule.left[0].pattern, values) == left
          ? nil : "not the left side of \(rule.name)"
      }
      if terms[clauses[clause].variable] != left { return "not the target of \(rule.name)" }
      for (premise, clause) in zip(premises, rule.left) {
        let cited = explanation.lemmas[premise]
        guard premise < number, cited.left == terms[clause.variable],
          cited.right == language.bank.instance(clause.pattern, values)
        else { return "not a premise of \(rule.name)" }
      }
      return premises.count == rule.left.count ? nil : "premises of \(rule.name) are missing"
    }
  }

  private func subterm(_ term: Term, _ position: [Int]) -> Term? {
    var term = term
    for place in position {
      guard place < language.bank.arity(term) else { return nil }
      term = language.bank.argument(term, place)
    }
    return term
  }

  private mutating func replacing(_ term: Term, _ position: ArraySlice<Int>, _ part: Term) -> Term {
    guard let place = position.first else { return part }
    var parts = language.bank.arguments(term)
    parts[place] = replacing(parts[place], position.dropFirst(), part)
    return language.bank.make(language.bank.symbol(term)!, parts)
  }
}
