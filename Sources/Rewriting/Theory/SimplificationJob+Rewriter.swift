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

  /// By the rewriter: as the theory states it, and with abbreviations written out, then taken back where
  /// that is smaller.
  func rewrite() -> EngineRun {
    let direct = rewrite(start, .takenBack, language)
    guard rules.origins.contains(where: \.isAbbreviation), !direct.isStopped else {
      return direct.run
    }
    let long = rewrite(start, .writtenOut, direct.run.language)
    let short = rewrite(long.run.explanation.goal.right, .takenBack, long.run.language)
    let (a, b) = (direct.run.explanation.goal.right, short.run.explanation.goal.right)
    let language = short.run.language
    let refuted = Set(direct.run.refuted + long.run.refuted + short.run.refuted).sorted()
    var explanation = direct.run.explanation
    if cost.cost(of: b, in: language.language) < cost.cost(of: a, in: language.language) {
      explanation = long.run.explanation.followed(
        by: short.run.explanation, language.language.bank)
    }
    return EngineRun(
      language: language, explanation: explanation,
      end: long.isStopped || short.isStopped ? .limit(.steps) : .saturated, refuted: refuted)
  }

  /// Works off the derivation; nil if it does not occur.
  func differentiate() -> EngineRun? {
    guard let derivation = rules.derivation, derivation.occurs(in: start, language.language.bank)
    else { return nil }
    return rewrite(start, .differentiated, language).run
  }

  private func rewrite(
    _ term: Term, _ abbreviations: OrderedRewriter.Abbreviations, _ language: TheoryLanguage
  ) -> (run: EngineRun, isStopped: Bool) {
    var language = language
    var rewriter = OrderedRewriter(
      rules, cost, language, abbreviations: abbreviations,
      budget: min(limits.graph.steps, 100_000))
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
