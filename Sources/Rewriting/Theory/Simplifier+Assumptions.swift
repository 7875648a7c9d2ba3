// What a simplification assumes by itself: what the operators of the expression need to mean something, unless it
// is proved, or cannot hold. Start at `assumptions`. `DomainConditions` says what is needed; `Simplifier` runs an engine
// with it, and comes back with what the run has refuted.

import Terms

extension Simplifier {
  /// What is given, then what the operators of a term need, each with its proof if it has one; what was
  /// withdrawn, or says of numbers what is not true, is left out. New terms go into the language.
  func assumptions(
    _ given: [Assumption], for start: Term, without withdrawn: Set<[Term]>, _ rules: TheoryRules,
    _ language: inout TheoryLanguage
  ) -> [Assumption] {
    var assumptions = given
    if !assumesDomain { return assumptions }
    var wanted = rules.assumptions(for: start, &language).filter { !withdrawn.contains($0.terms) }
    if let positive = rules.positive {
      var numbers: Set<Rational> = []
      for part in language.language.bank.subterms(start) {
        if let number = language.rational(part) { numbers.insert(number) }
      }
      var kept: [Hypothesis] = []
      for hypothesis in wanted {
        if let value = positive.value(of: hypothesis, in: self, rules, &language) {
          numbers.insert(value)
          if !positive.proves(value) { continue }
        }
        kept.append(hypothesis)
      }
      wanted = kept.filter { hypothesis in
        !(given.map(\.hypothesis) + kept).contains {
          positive.excludes($0, hypothesis, in: self, rules, &language)
        }
      }
      for number in numbers.filter(positive.proves).sorted() {
        let term = language.language.bank.make(language.language.symbol(.number(number)))
        let hypothesis = positive.hypothesis(term, &language.language.bank)
        assumptions.append(Assumption(hypothesis: hypothesis, positive: number))
      }
    }
    let knownCount = assumptions.count
    var found: [Assumption] = []
    for hypothesis in wanted {
      var assumption = job(start, language, rules, Array(assumptions.prefix(knownCount)))
        .proved(hypothesis, &language)
      if assumption.proof == nil { assumption.nonZero = rules.nonZero(hypothesis, language) }
      found.append(assumption)
    }
    return assumptions + found
  }

  /// What an engine is asked.
  func job(
    _ start: Term, _ language: TheoryLanguage, _ rules: TheoryRules, _ assumptions: [Assumption]
  ) -> SimplificationJob {
    SimplificationJob(
      start: start, language: language, rules: rules, assumptions: assumptions, cost: cost,
      limits: limits)
  }
}

extension PositiveLaws {
  /// The claim that the predicate holds of a term.
  func hypothesis(_ term: Term, _ bank: inout TermBank) -> Hypothesis {
    let claim = bank.make(predicate, [term])
    return truth.map { .equation(claim, $0) } ?? .atom(claim)
  }

  private func argument(of hypothesis: Hypothesis, _ bank: TermBank) -> Term? {
    guard let claim = Claim(hypothesis, bank), claim.predicate == predicate, claim.truth == truth
    else { return nil }
    return claim.argument
  }

  /// The number of which a hypothesis claims the predicate; nil if it claims something else.
  func value(
    of hypothesis: Hypothesis, in simplifier: Simplifier, _ rules: TheoryRules,
    _ language: inout TheoryLanguage
  ) -> Rational? {
    argument(of: hypothesis, language.language.bank).flatMap {
      simplifier.job($0, language, rules, []).value(of: $0, &language)
    }
  }

  /// Whether two claims cannot hold together, since the sum of what they are about is a number that is not
  /// above 0: `positive x` and `positive (neg x)`.
  func excludes(
    _ first: Hypothesis, _ second: Hypothesis, in simplifier: Simplifier, _ rules: TheoryRules,
    _ language: inout TheoryLanguage
  ) -> Bool {
    guard let a = argument(of: first, language.language.bank), let ring = rules.ring,
      let b = argument(of: second, language.language.bank), a != b
    else { return false }
    let sum = language.language.bank.make(ring.plus, [a, b])
    return simplifier.job(sum, language, rules, []).value(of: sum, &language).map { $0 <= .zero }
      ?? false
  }
}
