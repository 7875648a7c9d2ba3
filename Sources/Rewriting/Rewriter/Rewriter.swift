// The classical rewriter: runs a strategy on a term, within a budget, and tells each step. Start at
// `rewrite`. Equal subterms are rewritten once a walk; what became of them is a lemma of the derivation.
// Walks (`Rewriter+Walk`) keep their own stacks, so depth of terms is no limit. `Strategy` has the combinators,
// `Matcher` matches; `OrderedRewriter` is what `Simplifier` runs over theories.

import Terms

/// What came of a rewriting.
public struct RewriteResult: Sendable {
  /// The last term.
  public let term: Term
  /// Each step, from the first term to the last: rules by number in `Rewriter.ruleNames`; steps that
  /// only rearrange the parts of a sum or product are marked as such.
  public let derivation: Explanation
  /// Whether the budget was used up before the strategy had ended: a rule would have applied once more.
  public let isStopped: Bool
  /// Whether the search for some match was given up: a rule may have a match that it was not used for.
  public let isExhausted: Bool
  /// Uses of rules (count).
  public let stepCount: Int
}

/// Runs strategies.
///
///     var rewriter = Rewriter(Language(), algebra: algebra)
///     let term = rewriter.language.term("(list (+ (* 2 x) (+ y (* 3 x))) nothing z)")!
///     let result = rewriter.rewrite(term, by: .fixpoint(.postwalk(.rules(rules))))
///     print(result.derivation.text(ruleNames: rewriter.ruleNames, in: &rewriter.language))
public struct Rewriter: Sendable, TermHolder {
  /// The terms.
  public var language: Language
  /// Which operators are matched modulo associativity and commutativity.
  public let algebra: TermAlgebra
  /// The names of the rules that were used, by their number in derivations; two rules may have one name.
  public private(set) var ruleNames: [String] = []
  private var numberOfRule: [RuleIdentity: Int] = [:]
  var lemmas: [ExplanationLemma] = []
  private var budget = 0
  private var stepCount = 0
  private var (isStopped, isExhausted) = (false, false)

  /// A rewriter over a language.
  public init(_ language: Language, algebra: TermAlgebra = TermAlgebra()) {
    (self.language, self.algebra) = (language, algebra)
  }

  /// What a strategy makes of a term, with at most `budget` uses of rules.
  ///
  /// *Ensures*: the same input gives the same result. Never fails: where the budget is used up, the
  /// result is the term that was reached, and `isStopped` says so.
  public mutating func rewrite(_ term: Term, by strategy: Strategy, budget: Int = 10_000)
    -> RewriteResult
  {
    (self.budget, stepCount, lemmas) = (budget, 0, [])
    (isStopped, isExhausted) = (false, false)
    var chain = ChainWriter(start: term)
    _ = apply(strategy.compiled(for: algebra), &chain)
    lemmas.append(ExplanationLemma(left: term, right: chain.current, steps: chain.steps))
    return RewriteResult(
      term: chain.current, derivation: Explanation(lemmas: lemmas).shortened(language.bank),
      isStopped: isStopped, isExhausted: isExhausted, stepCount: stepCount)
  }

  /// Applies a strategy to the end of a chain. Returns whether it applied. Recursion is on the nesting
  /// of strategies only.
  mutating func apply(_ strategy: Strategy, _ chain: inout ChainWriter) -> Bool {
    if isStopped { return false }
    switch strategy {
    case .empty: return false
    case .rules(let set): return applyRule(set, &chain)
    case .passThrough(let inner):
      _ = apply(inner, &chain)
      return true
    case .chain(let list):
      for inner in list { _ = apply(inner, &chain) }
      return true
    case .restartedChain(let list):
      var next = 0
      while next < list.count, !isStopped {
        let before = chain.current
        next = apply(list[next], &chain) && chain.current != before ? 0 : next + 1
      }
      return true
    case .if(let condition, let inner):
      return condition(chain.current, language) && apply(inner, &chain)
    case .ifElse(let condition, let first, let second):
      return apply(condition(chain.current, language) ? first : second, &chain)
    case .prewalk(let inner):
      walk(inner, isPre: true, &chain)
      return true
    case .postwalk(let inner):
      walk(inner, isPre: false, &chain)
      return true
    case .fixpoint(let inner):
      while !isStopped {
        let before = chain.current
        guard apply(inner, &chain), chain.current != before else { break }
      }
      return true
    case .fixpointNoCycle(let inner):
      var seen: Set<Term> = [chain.current]
      while !isStopped {
        guard apply(inner, &chain), seen.insert(chain.current).inserted else { break }
      }
      return true
    }
  }

  private mutating func applyRule(_ set: TermRuleSet, _ chain: inout ChainWriter) -> Bool {
    let term = chain.current
    for number in set.candidates(term, language) {
      let rule = set.compiled[number]
      var matcher = Matcher(algebra: algebra)
      var made: Term?
      let match = matcher.match(rule.pattern, term, count: rule.slotCount, in: &self) {
        bindings, _, rewriter in
        if let condition = rule.condition, !condition(bindings, rewriter.language) { return false }
        made = rule.build(bindings, &rewriter.language, rewriter.algebra)
        return made != nil
      }
      guard let (_, rest) = match, let result = made else {
        isExhausted = isExhausted || matcher.isExhausted
        continue
      }
      if budget <= 0 {
        isStopped = true
        return false
      }
      budget -= 1
      stepCount += 1
      finish(rule, result, rest, &chain)
      return true
    }
    return false
  }

  /// Puts what the pattern left over beside the result.
  private mutating func finish(
    _ rule: TermRule, _ result: Term, _ rest: [Term], _ chain: inout ChainWriter
  ) {
    let number = numberOfRule[rule.identity] ?? ruleNames.count
    if number == ruleNames.count {
      ruleNames.append(rule.name)
      numberOfRule[rule.identity] = number
    }
    var end = result
    if !rest.isEmpty, let symbol = language.bank.symbol(chain.current) {
      end = algebra.joined([result] + rest, symbol, &language.bank)
    }
    chain.step(
      [], .rule(number, clause: 0, terms: [], premises: []), false, end, &language.bank)
  }
}
