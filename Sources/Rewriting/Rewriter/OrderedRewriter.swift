// Rewriting with equations that need no orientation: a rule is applied to an instance only where that
// makes it smaller, by cost, then size, then a fixed order of terms; so commutativity sorts, and nothing
// loops. Subterms first; each distinct subterm once, with a lemma for what became of it. Start at
// `normalize`. `Simplifier` uses it as its second engine; no recursion on the depth of terms.
// Source: U. Martin, T. Nipkow, Ordered rewriting and confluence, CADE (1990).

import Terms

/// Normal forms under rules that are used from left to right where the instance gets smaller.
struct OrderedRewriter {
  private(set) var language: Language
  private let rules: [RewriteRule]
  private let computes: [Bool]
  private let cost: CostModel
  private var byHead: [Symbol: [Int]] = [:]
  private var normal: [Term: Term] = [:]
  private var lemmaOf: [Term: Int] = [:]
  private var lemmas: [ExplanationLemma] = []
  private var costs: [Term: Int] = [:]
  /// Rewrites still allowed (count).
  private var budget: Int
  /// Rewrites done (count).
  private(set) var stepCount = 0

  /// *Shape*: by rule, whether it computes: such a rule is used whatever the size of the result.
  init(
    _ rules: [RewriteRule], computes: [Bool], _ cost: CostModel, _ language: Language, budget: Int
  ) {
    (self.rules, self.computes, self.cost) = (rules, computes, cost)
    (self.language, self.budget) = (language, budget)
    for (number, rule) in rules.enumerated() {
      guard let head = language.bank.symbol(rule.left[0].pattern) else { continue }
      byHead[head, default: []].append(number)
    }
  }

  /// Whether the budget was used up.
  var isStopped: Bool { budget <= 0 }

  /// The explanation of a term's equality with its normal form. May stop at the budget; what was done
  /// by then is explained.
  mutating func normalize(_ root: Term) -> Explanation {
    var chains: [Term: ChainWriter] = [:]
    var stack = [root]
    while let term = stack.last {
      if normal[term] != nil {
        stack.removeLast()
        continue
      }
      var chain = chains[term] ?? ChainWriter(start: term)
      let parts = language.bank.arguments(chain.current)
      let open = parts.filter { normal[$0] == nil }
      if !open.isEmpty {
        chains[term] = chain
        stack += open
        continue
      }
      for (place, part) in parts.enumerated() {
        guard let lemma = lemmaOf[part], let result = normal[part] else { continue }
        chain.step([place], .lemma(lemma), false, result, &language.bank)
      }
      if budget > 0, let (reason, result) = rewritten(chain.current) {
        budget -= 1
        stepCount += 1
        chain.step([], reason, false, result, &language.bank)
        chains[term] = chain
        continue
      }
      chains[term] = nil
      normal[term] = chain.current
      if chain.current != term {
        lemmaOf[term] = lemmas.count
        lemmas.append(ExplanationLemma(left: term, right: chain.current, steps: chain.steps))
      }
      stack.removeLast()
    }
    let result = normal[root]!
    var all = lemmas
    let steps = lemmaOf[root].map { all[$0].steps } ?? []
    all.append(ExplanationLemma(left: root, right: result, steps: steps))
    return Explanation(lemmas: all).shortened(language.bank)
  }

  /// What the first rule that makes a term smaller at its root makes of it.
  private mutating func rewritten(_ term: Term) -> (ExplanationReason, Term)? {
    guard let head = language.bank.symbol(term) else { return nil }
    for number in byHead[head] ?? [] {
      let rule = rules[number]
      var values = Substitution(count: rule.variableNames.count)
      guard language.bank.match(rule.left[0].pattern, term, &values) else { continue }
      let result = language.bank.instance(rule.right[0].pattern, values)
      guard computes[number] || isSmaller(result, than: term) else { continue }
      values[rule.root] = values[rule.root] ?? term
      return (
        .rule(number, clause: 0, terms: values.terms.map { $0 ?? term }, premises: []), result
      )
    }
    return nil
  }

  private mutating func isSmaller(_ a: Term, than b: Term) -> Bool {
    if a == b { return false }
    let (first, second) = (costOf(a), costOf(b))
    if first != second { return first < second }
    return language.bank.isAfter(b, a)
  }

  private mutating func costOf(_ term: Term) -> Int {
    if let known = costs[term] { return known }
    let value = cost.cost(of: term, in: language)
    costs[term] = value
    return value
  }
}

extension EngineRun {
  /// By the rewriter.
  static func rewrite(
    _ start: Term, _ language: TheoryLanguage, _ rules: TheoryRules, _ cost: CostModel,
    _ limits: SimplificationLimits
  ) -> EngineRun {
    var language = language
    var rewriter = OrderedRewriter(
      rules.rules, computes: rules.origins.map(\.isComputing), cost, language.language,
      budget: min(limits.graph.steps, 100_000))
    let explanation = rewriter.normalize(start)
    language.language = rewriter.language
    return EngineRun(
      language: language, explanation: explanation,
      end: rewriter.isStopped ? .limit(.steps) : .saturated)
  }
}
