// Where a rule of the ordered rewriter applies: matching modulo the order of sums and products, and what counts as
// smaller. Start at `match`. Neighbour: `OrderedRewriter.swift`.

import Terms

extension OrderedRewriter {
  /// Sorts the sums and products of a pattern's instance, inner ones first.
  mutating func arrange(_ pattern: Term, at position: [Int], _ chain: inout ChainWriter) {
    for (place, part) in language.bank.arguments(pattern).enumerated() {
      arrange(part, at: position + [place], &chain)
    }
    if language.bank.variableNumber(pattern) == nil { sort(at: position, &chain) }
  }

  /// Terms for a rule's variables that make its left side the term, or some parts of it, and the result
  /// smaller; with the parts that are left over.
  mutating func match(_ number: Int, _ rule: RewriteRule, _ term: Term)
    -> (Substitution, rest: [Term], premises: [Int])?
  {
    guard let head = language.bank.symbol(term) else { return nil }
    let origin = rules.origins[number]
    let ends =
      origin.isComputing || origin.isAbbreviation && abbreviations != .takenBack
      || abbreviations == .differentiated
    var matcher = Matcher(algebra: algebra)
    // Only where the cost is a sum does a cheaper part make the whole cheaper: by the depth, what is put together
    // in a sum and what is written out in a product around it would take turns.
    matcher.slotsTakeRests = cost.combination == .sum
    var found: (Substitution, premises: [Int])?
    let right = rule.right[0].pattern
    func accepts(_ values: Substitution, _ rest: [Term], _ rewriter: inout Self) -> Bool {
      let result = rewriter.language.bank.instance(right, values)
      let whole =
        rest.isEmpty
        ? result : rewriter.algebra.joined([result] + rest, head, &rewriter.language.bank)
      guard ends || rewriter.isSmaller(whole, than: term) else { return false }
      if origin.hypotheses.isEmpty {
        found = (values, [])
        return true
      }
      var values = values
      guard let premises = rewriter.premises(of: number, &values) else { return false }
      found = (values, premises)
      return true
    }
    let match = matcher.match(
      patterns[number], term, count: rule.variableNames.count, in: &self
    ) { bindings, rest, rewriter in
      var values = Substitution(count: rule.variableNames.count)
      for (i, bound) in bindings.terms.enumerated() { values[i] = bound?.first }
      return accepts(values, rest, &rewriter)
    }
    if let (_, rest) = match, let found { return (found.0, rest, found.premises) }
    // The search is bounded, and a sum that is matched by its parts has a slot for each; as it stands, the last one
    // takes all that are left.
    var values = Substitution(count: rule.variableNames.count)
    guard language.bank.match(rule.left[0].pattern, term, &values), accepts(values, [], &self),
      let found
    else { return nil }
    return (found.0, [], found.premises)
  }

  mutating func isSmaller(_ a: Term, than b: Term) -> Bool {
    if a == b { return false }
    let (first, second) = (costOf(a), costOf(b))
    if first != second { return first < second }
    // In an order of its parts a sum is neither smaller nor larger.
    if let head = language.bank.symbol(a), rules.isAssociativeCommutative(head),
      algebra.parts(a, head, language.bank).sorted()
        == algebra.parts(b, head, language.bank).sorted()
    {
      return false
    }
    return language.bank.isAfter(b, a)
  }

  /// The cost of a term; what is known of its subterms is not computed again, since a rewrite leaves most of a sum.
  private mutating func costOf(_ term: Term) -> Int {
    if let known = costs[term] { return known }
    if cost.combination == .shared {
      let value = cost.cost(of: term, in: language)
      costs[term] = value
      return value
    }
    var stack = [term]
    while let next = stack.last {
      var below = 0
      var isKnown = true
      for i in 0..<language.bank.arity(next) {
        let part = language.bank.argument(next, i)
        guard let known = costs[part] else {
          isKnown = false
          stack.append(part)
          continue
        }
        below = cost.combination == .sum ? CostModel.sum(below, known) : max(below, known)
      }
      if !isKnown { continue }
      let weight = language.bank.symbol(next).map { cost.weight($0, language) }
      costs[next] = CostModel.sum(weight ?? cost.defaultWeight, below)
      stack.removeLast()
    }
    return costs[term]!
  }
}
