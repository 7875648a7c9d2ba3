// What the ordered rewriter does about hypotheses of rules: formulas are looked for among what is assumed,
// modulo normal forms, then among what rules conclude, backwards; equations are tried by normal forms of
// both sides. Start at `premises`. What is found becomes a lemma, as the e-graph has them: a way from `⊤` to
// the formula. The depth is bounded, and each attempt costs budget.

import Terms

/// What is known to hold.
struct ConditionStore {
  /// By formula in normal form: the lemma that leads from `⊤` to it.
  var proved: [Term: Int] = [:]
  /// By the left side of an equation that is assumed: its right side, and the lemma.
  var assumed: [Term: (Term, lemma: Int)] = [:]
  /// Hypotheses above the one that is tried (count).
  var depth = 0
  /// How deep they may nest (count): the products and sums of positive numbers, say.
  static let deepest = 12
}

extension OrderedRewriter {
  /// Takes what may be assumed. Returns the numbers of what is false: both sides have one normal form.
  mutating func assume(_ assumptions: [Assumption]) -> [Int] {
    var refuted: [Int] = []
    for (number, assumption) in assumptions.enumerated() {
      switch assumption.hypothesis {
      case .atom(let atom):
        var chain = ChainWriter(start: rules.truth)
        chain.step([], .statement(number), false, atom, &language.bank)
        normalizeArguments(&chain)
        let sides = theoryLanguage.sidesOfInequality(chain.current, language.bank)
        if let (left, right) = sides, left == right {
          refuted.append(number)
        } else if conditions.proved[chain.current] == nil {
          conditions.proved[chain.current] = addLemma(chain, from: rules.truth)
        }
      case .equation(let a, let b):
        var chain = ChainWriter(start: a)
        normalizeArguments(&chain)
        let key = chain.current
        var way = ChainWriter(start: key)
        for step in chain.steps.reversed() { way.take(step.reversed, &language.bank) }
        way.step([], .statement(number), false, b, &language.bank)
        if isSmaller(b, than: key), conditions.assumed[key] == nil {
          conditions.assumed[key] = (b, addLemma(way, from: key))
        }
      }
    }
    return refuted
  }

  /// Why something holds; nil if it is not known to.
  mutating func proof(of hypothesis: Hypothesis) -> Explanation? {
    var all: [ExplanationLemma]
    switch hypothesis {
    case .atom(let atom):
      guard let lemma = prove(atom) else { return nil }
      all = lemmas
      all.append(
        ExplanationLemma(
          left: rules.truth, right: atom,
          steps: [
            ExplanationStep(
              position: [], isReversed: false, reason: .lemma(lemma), from: rules.truth, to: atom)
          ]))
    case .equation(let a, let b):
      guard let way = equate(a, b) else { return nil }
      all = lemmas
      all.append(ExplanationLemma(left: a, right: b, steps: way.steps))
    }
    return Explanation(lemmas: all).shortened(language.bank)
  }

  private mutating func addLemma(_ chain: ChainWriter, from start: Term) -> Int {
    lemmas.append(ExplanationLemma(left: start, right: chain.current, steps: chain.steps))
    return lemmas.count - 1
  }

  /// Brings the arguments of the term at the end of a chain into normal form.
  private mutating func normalizeArguments(_ chain: inout ChainWriter) {
    for (place, part) in language.bank.arguments(chain.current).enumerated() {
      settle(part)
      guard let lemma = lemmaOf[part], let result = normal[part] else { continue }
      chain.step([place], .lemma(lemma), false, result, &language.bank)
    }
  }

  /// Lemmas for the clauses of a rule's left side, where its hypotheses hold; values that only they need
  /// are added. Nil if one is not known to hold.
  mutating func premises(of number: Int, _ values: inout Substitution) -> [Int]? {
    guard conditions.depth < ConditionStore.deepest, budget > 0 else { return nil }
    let (rule, origin) = (rules.rules[number], rules.origins[number])
    // Variables of hypotheses alone are not guessed.
    for variable in 0..<origin.parameterCount where values[variable] == nil { return nil }
    conditions.depth += 1
    defer { conditions.depth -= 1 }
    for clause in rule.left where values[clause.variable] == nil {
      values[clause.variable] = language.bank.instance(clause.pattern, values)
    }
    var result: [Int?] = Array(repeating: nil, count: rule.left.count)
    for (hypothesis, clauses) in zip(origin.hypotheses, origin.clauses) {
      budget -= 1
      switch hypothesis {
      case .atom(let atom):
        guard let lemma = prove(language.bank.instance(atom, values)) else { return nil }
        result[clauses[0]] = lemma
      case .equation(let a, let b):
        let sides = [language.bank.instance(a, values), language.bank.instance(b, values)]
        guard let way = equate(sides[0], sides[1]) else { return nil }
        let named = values[rule.left[clauses[0]].variable]
        if named == sides[0] {
          result[clauses[1]] = addLemma(way, from: sides[0])
        } else {
          var back = ChainWriter(start: sides[1])
          for step in way.steps.reversed() { back.take(step.reversed, &language.bank) }
          result[clauses[0]] = addLemma(back, from: sides[1])
        }
      }
    }
    // What the other clauses say holds by itself.
    return rule.left.indices.map { place in
      if let lemma = result[place] { return lemma }
      let term = language.bank.instance(rule.left[place].pattern, values)
      return addLemma(ChainWriter(start: term), from: term)
    }
  }

  private mutating func equate(_ a: Term, _ b: Term) -> ChainWriter? {
    settle(a)
    settle(b)
    guard let result = normal[a], result == normal[b] else { return nil }
    var chain = ChainWriter(start: a)
    if let lemma = lemmaOf[a] {
      chain.step([], .lemma(lemma), false, result, &language.bank)
    }
    if let lemma = lemmaOf[b] { chain.step([], .lemma(lemma), true, b, &language.bank) }
    return chain
  }

  /// The lemma that leads from `⊤` to a formula; nil if it is not known to hold.
  private mutating func prove(_ formula: Term) -> Int? {
    var down = ChainWriter(start: formula)
    normalizeArguments(&down)
    guard let lemma = conditions.proved[down.current] ?? conclude(down.current) else { return nil }
    conditions.proved[down.current] = lemma
    if down.current == formula { return lemma }
    var chain = ChainWriter(start: rules.truth)
    chain.step([], .lemma(lemma), false, down.current, &language.bank)
    for step in down.steps.reversed() { chain.take(step.reversed, &language.bank) }
    return addLemma(chain, from: rules.truth)
  }

  /// Looks for a rule that concludes a formula in normal form.
  private mutating func conclude(_ formula: Term) -> Int? {
    guard let head = language.bank.symbol(formula) else { return nil }
    for number in concluding[head] ?? [] {
      let rule = rules.rules[number]
      let pattern = rule.right[0].pattern
      var matcher = Matcher(algebra: algebra)
      var found: (Substitution, premises: [Int])?
      let shape = TermPattern(pattern, language).flattened(algebra)
      _ = matcher.match(shape, formula, count: rule.variableNames.count, in: &self) {
        bindings, rest, rewriter in
        var values = Substitution(count: rule.variableNames.count)
        for (i, bound) in bindings.terms.enumerated() { values[i] = bound?.first }
        guard rest.isEmpty, let premises = rewriter.premises(of: number, &values) else {
          return false
        }
        found = (values, premises)
        return true
      }
      guard let (values, premises) = found else { continue }
      var chain = ChainWriter(start: rules.truth)
      chain.step(
        [],
        .rule(
          number, clause: 0, terms: values.terms.map { $0 ?? rules.truth }, premises: premises),
        false, language.bank.instance(pattern, values), &language.bank)
      arrange(pattern, at: [], &chain)
      // Names may be shared by operators at other sorts: then it was no match.
      if chain.current == formula { return addLemma(chain, from: rules.truth) }
    }
    return nil
  }
}
