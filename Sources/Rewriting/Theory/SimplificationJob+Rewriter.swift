// What a simplification has the classical rewriter do: normal forms, with abbreviations written out and taken
// back; derivatives; proofs of what need not be assumed. Start at `rewrite`. `OrderedRewriter` does the work;
// the e-graph's part is in `SimplificationJob.swift`.

import Terms

extension SimplificationJob {
  /// The assumption with its proof, where the others and the theory prove it. May stop at the budget; new
  /// terms go into the language.
  func proved(_ hypothesis: Hypothesis, _ language: inout TheoryLanguage) -> Assumption {
    var rewriter = OrderedRewriter(
      rules, .size, language, abbreviations: .writtenOut, budget: 2_000)
    _ = rewriter.assume(assumptions)
    let proof = rewriter.proof(of: hypothesis)
    if proof != nil { language.language = rewriter.language }
    return Assumption(hypothesis: hypothesis, proof: proof)
  }

  /// The number that a term is by the laws of the ring; nil if that is not seen.
  func value(of term: Term, _ language: inout TheoryLanguage) -> Rational? {
    let run = rewrite(term, .expanded, language, budget: Self.polynomialBudget).run
    guard let number = run.language.rational(run.explanation.goal.right) else { return nil }
    language = run.language
    return number
  }

  /// By the rewriter: as the theory states it; with abbreviations written out, then taken back where that is
  /// smaller; and as polynomials, where there is a ring, then put together where that is smaller. The cheapest.
  func rewrite() -> EngineRun {
    let direct = rewrite(start, .takenBack, language)
    var best = direct.run
    var isStopped = direct.isStopped
    var ways: [(OrderedRewriter.Abbreviations, budget: Int)] = []
    if rules.origins.contains(where: \.isAbbreviation) { ways.append((.writtenOut, .max)) }
    if rules.ring != nil { ways.append((.expanded, Self.polynomialBudget)) }
    for (way, budget) in ways where !direct.isStopped {
      let long = rewrite(start, way, best.language, budget: budget)
      let short = rewrite(long.run.explanation.goal.right, .takenBack, long.run.language)
      // A polynomial that is too large is no reason to give up: it was another way to try.
      if way == .writtenOut { isStopped = isStopped || long.isStopped || short.isStopped }
      let language = short.run.language
      var explanation = best.explanation
      if cost.isCheaper(
        short.run.explanation.goal.right, than: best.explanation.goal.right, in: language.language)
      {
        explanation = long.run.explanation.followed(
          by: short.run.explanation, language.language.bank)
      }
      let refuted = Set(best.refuted + long.run.refuted + short.run.refuted).sorted()
      best = EngineRun(
        language: language, explanation: explanation, end: .saturated, refuted: refuted)
    }
    return EngineRun(
      language: best.language, explanation: best.explanation,
      end: isStopped ? .limit(.steps) : .saturated, refuted: best.refuted)
  }

  /// Rewrites that writing out a polynomial may take (count): some hundred products.
  private static let polynomialBudget = 2_000

  /// Works off the derivation; nil if it does not occur.
  func differentiate() -> EngineRun? {
    guard let derivation = rules.derivation, derivation.occurs(in: start, language.language.bank)
    else { return nil }
    return rewrite(start, .differentiated, language).run
  }

  private func rewrite(
    _ term: Term, _ abbreviations: OrderedRewriter.Abbreviations, _ language: TheoryLanguage,
    budget: Int = .max
  ) -> (run: EngineRun, isStopped: Bool) {
    var language = language
    var rewriter = OrderedRewriter(
      rules, cost, language, abbreviations: abbreviations,
      budget: min(limits.graph.steps, 100_000, budget))
    let refuted = rewriter.assume(assumptions)
    let explanation = rewriter.normalize(term)
    language.language = rewriter.language
    return (
      EngineRun(
        language: language, explanation: explanation,
        end: rewriter.isStopped ? .limit(.steps) : .saturated, refuted: refuted),
      rewriter.isStopped
    )
  }
}

extension Explanation {
  /// Both, one after the other. Requires that the second starts where this one ends.
  func followed(by next: Explanation, _ bank: TermBank) -> Explanation {
    var all = lemmas
    for var lemma in next.lemmas {
      for i in lemma.steps.indices { lemma.steps[i].reason.renumber { $0 + lemmas.count } }
      all.append(lemma)
    }
    let (first, second) = (lemmas.count - 1, all.count - 1)
    var chain = ChainWriter(start: goal.left)
    var bank = bank
    chain.step([], .lemma(first), false, goal.right, &bank)
    chain.step([], .lemma(second), false, next.goal.right, &bank)
    all.append(ExplanationLemma(left: goal.left, right: next.goal.right, steps: chain.steps))
    return Explanation(lemmas: all).shortened(bank)
  }
}
