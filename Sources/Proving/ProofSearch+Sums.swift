// Equations between sums, by equations between smaller sums: with a + a = b, x·a + c + x·a is x·b + c.
// Plain rewriting does not see this, since the parts stand apart and have factors. Start at
// `joinSums`: both sides are multiplied out, and whatever contains a multiple of the left side of a
// rule is put together, replaced and multiplied out again. Which operators add and multiply is known
// from the laws that were proved of them (`Semiring`), not from their names.
// Source: L. Bachmair, H. Ganzinger, J. Stuber, Combining algebra and universal algebra in
// first-order theorem proving: the case of commutative rings (1995), for the rule on monomials.

import Terms

extension ProofSearch {
  /// Replacements by rules whose left side is a sum that one side of an equation may need (count).
  private static let reductionLimit = 24
  /// Replacements for one equation in all, if nobody stated it and if somebody did: products of choices
  /// (`min`, `max`) and sums have no end of parts (counts).
  private static let expansionFuel = (conjectured: 300, stated: 2_000)

  /// Replacements from the left side to the right, found by reading both as sums of products.
  mutating func joinSums(_ equation: TermEquation, _ sequent: inout Sequent) -> [Link]? {
    guard let semiring = knowledge.semirings[vocabulary.bank.sort(equation.left)] else {
      return nil
    }
    let all = sequent.rules ?? rules
    let sums = all.rules(for: semiring.add).filter {
      $0.isOriented && isSum($0.left, semiring)
    }
    guard !sums.isEmpty else { return nil }
    if solves { vocabulary.bank.matchCount += 100 }
    // What is put together must not fall apart again while it is being looked at.
    var expansion = all.without { $0.isOriented && self.isSum($0.left, semiring) }
    let limits = Self.expansionFuel
    expansion.fuel = min(expansion.fuel, solves ? limits.stated : limits.conjectured)
    guard let (left, there) = reduced(equation.left, sums, semiring, &expansion),
      let (right, back) = reduced(equation.right, sums, semiring, &expansion), left == right,
      expansion.fuel > 0
    else { return nil }
    return Link.shortened(there + back.reversed().map(\.reversed))
  }

  /// Whether a term is a sum some part of which is no variable.
  private func isSum(_ term: Term, _ semiring: Semiring) -> Bool {
    guard vocabulary.bank.symbol(term) == semiring.add else { return false }
    return vocabulary.parts(term, semiring.add).contains {
      vocabulary.bank.variableNumber($0) == nil && !vocabulary.bank.isConstructor($0)
    }
  }

  /// A multiplied-out term in which no rule for sums applies any more, and how it came about.
  private mutating func reduced(
    _ start: Term, _ sums: [Rule], _ semiring: Semiring, _ expansion: inout Normalizer
  ) -> (Term, [Link])? {
    var term = expansion.normalize(start, &vocabulary.bank)
    guard var links = expansion.links(start, &vocabulary.bank) else { return nil }
    for _ in 0..<Self.reductionLimit {
      guard let (together, link, next) = reduction(term, sums, semiring, &expansion),
        let way = expansion.join(
          TermEquation(left: term, right: together), &vocabulary.bank)
      else { break }
      links += way
      let normal = expansion.normalize(next, &vocabulary.bank)
      guard let rest = expansion.links(next, &vocabulary.bank) else { break }
      links.append(link)
      links += rest
      term = normal
    }
    return (term, links)
  }

  /// The first use of a rule for sums: the term put together, the replacement, and its result.
  private mutating func reduction(
    _ term: Term, _ sums: [Rule], _ semiring: Semiring, _ expansion: inout Normalizer
  ) -> (together: Term, link: Link, next: Term)? {
    let monomials = vocabulary.monomials(term, semiring)
    let factors = Set(monomials.flatMap { $0 }).sorted()
    for rule in sums {
      for substitution in substitutions(rule, factors, semiring) {
        let left = vocabulary.bank.instance(rule.left, substitution)
        var wanted: [[Term]] = []
        for part in vocabulary.parts(left, semiring.add) {
          let normal = expansion.normalize(part, &vocabulary.bank)
          wanted += vocabulary.monomials(normal, semiring)
        }
        guard let (factor, rest) = vocabulary.quotient(monomials, wanted) else { continue }
        let right = vocabulary.bank.instance(rule.right, substitution)
        let (together, position) = sum(left, times: factor, plus: rest, semiring)
        let (next, _) = sum(right, times: factor, plus: rest, semiring)
        let link = Link(
          position: position, source: rule.source,
          terms: (0..<rule.variableCount).compactMap { substitution[$0] },
          isReversed: rule.isReversed)
        return (together, link, next)
      }
    }
    return nil
  }

  // MARK: replacements

  /// S (… (factor * inner + rest)), and the position of the inner term.
  private mutating func sum(
    _ inner: Term, times factor: [Term], plus rest: [[Term]], _ semiring: Semiring
  ) -> (Term, position: [UInt32]) {
    var (term, position): (Term, [UInt32]) = (inner, [])
    if let product = vocabulary.folded(factor, semiring.multiply) {
      term = vocabulary.bank.make(semiring.multiply, [product, term])
      position = [1]
    }
    let products = rest.compactMap { vocabulary.folded($0, semiring.multiply) }
    if let sum = vocabulary.folded(products, semiring.add) {
      term = vocabulary.bank.make(semiring.add, [term, sum])
      position.insert(0, at: 0)
    }
    if let successor = vocabulary.numerals(vocabulary.bank.sort(inner)).successor {
      for _ in 0..<(rest.count - products.count) {
        term = vocabulary.bank.make(successor, [term])
        position.insert(0, at: 0)
      }
    }
    return (term, position)
  }

  /// Terms for the variables of a rule under which some part of its left side, that is no variable,
  /// is one of the factors.
  private func substitutions(_ rule: Rule, _ factors: [Term], _ semiring: Semiring)
    -> [Substitution]
  {
    if rule.variableCount == 0 { return [Substitution(count: 0)] }
    let pattern = vocabulary.parts(rule.left, semiring.add).flatMap {
      vocabulary.parts($0, semiring.multiply)
    }.first {
      vocabulary.bank.variableNumber($0) == nil
        && vocabulary.bank.variableCount($0) == rule.variableCount
    }
    guard let pattern else { return [] }
    return factors.compactMap { factor in
      var substitution = Substitution(count: rule.variableCount)
      return vocabulary.bank.match(pattern, factor, &substitution) ? substitution : nil
    }
  }
}

extension TermBank {
  /// Number of different variables (count).
  func variableCount(_ term: Term) -> Int {
    Set(subterms(term).compactMap(variableNumber)).count
  }
}
