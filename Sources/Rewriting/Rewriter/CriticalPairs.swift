// Overlaps of rules: a term that one rule rewrites at its root and another one below, as general as can be.
// Start at `CriticalPairs.init`. `SystemReport` compares the normal forms of what comes out.
// Source: D. Knuth, P. Bendix, Simple word problems in universal algebras (1970).

import Terms

/// A rule between patterns.
struct PlainRule {
  let name: String
  let left: Term
  let right: Term
}

/// The critical pairs of some rules.
struct CriticalPairs {
  /// A term, and what the outer and the inner rule make of it.
  struct Pair {
    let (outer, inner): (Int, Int)
    let (peak, left, right): (Term, Term, Term)
  }
  private(set) var pairs: [Pair] = []

  /// Overlaps each rule with each. Complexity: quadratic in the subterms of left sides, times that of
  /// unification.
  init(_ rules: [PlainRule], _ bank: inout TermBank) {
    for (outer, rule) in rules.enumerated() {
      let offset = max(bank.variableBound(rule.left), bank.variableBound(rule.right))
      for (inner, other) in rules.enumerated() {
        let left = Self.renamed(other.left, by: offset, &bank)
        let right = Self.renamed(other.right, by: offset, &bank)
        for position in Self.positions(rule.left, bank) {
          if position.isEmpty && inner >= outer { continue }
          var part = rule.left
          for place in position { part = bank.argument(part, place) }
          var values = Substitution(
            count: offset + max(bank.variableBound(other.left), bank.variableBound(other.right)))
          guard bank.unify(part, left, &values) else { continue }
          let peak = bank.resolved(rule.left, values)
          let first = bank.resolved(rule.right, values)
          let second = bank.replacing(peak, at: position, by: bank.resolved(right, values))
          if first != second {
            pairs.append(
              Pair(outer: outer, inner: inner, peak: peak, left: first, right: second))
          }
        }
      }
    }
  }

  private static func renamed(_ term: Term, by offset: Int, _ bank: inout TermBank) -> Term {
    var values = Substitution(count: bank.variableBound(term))
    for part in bank.subterms(term) {
      guard let number = bank.variableNumber(part) else { continue }
      values[number] = bank.variable(number + offset, bank.sort(part))
    }
    return bank.instance(term, values)
  }

  /// Where a term has no variables.
  private static func positions(_ term: Term, _ bank: TermBank) -> [[Int]] {
    var found: [[Int]] = []
    var stack = [(term, [Int]())]
    while let (next, position) = stack.popLast() {
      if bank.symbol(next) == nil { continue }
      found.append(position)
      for (place, part) in bank.arguments(next).enumerated() {
        stack.append((part, position + [place]))
      }
    }
    return found
  }
}

/// Normal forms under rules, innermost first.
struct PlainNormalizer {
  let rules: [PlainRule]
  /// Rewrites still allowed (count).
  var budget: Int
  private var known: [Term: Term] = [:]

  init(rules: [PlainRule], budget: Int) { (self.rules, self.budget) = (rules, budget) }

  /// The normal form; nil if the budget is used up first.
  mutating func normalForm(_ root: Term, _ bank: inout TermBank) -> Term? {
    var stack = [root]
    while let term = stack.last {
      if known[term] != nil {
        stack.removeLast()
        continue
      }
      let open = bank.arguments(term).filter { known[$0] == nil }
      if !open.isEmpty {
        stack += open
        continue
      }
      var inner = term
      if let symbol = bank.symbol(term) {
        inner = bank.make(symbol, bank.arguments(term).map { known[$0]! })
      }
      if let result = rewritten(inner, &bank) {
        budget -= 1
        if budget <= 0 { return nil }
        guard let done = known[result] else {
          stack.append(result)
          continue
        }
        known[term] = done
      } else {
        known[term] = inner
      }
      stack.removeLast()
    }
    return known[root]
  }

  private func rewritten(_ term: Term, _ bank: inout TermBank) -> Term? {
    for rule in rules {
      var values = Substitution(count: bank.variableBound(rule.left))
      // Variables of the term are constants here: they match only themselves.
      if bank.match(rule.left, term, &values) { return bank.instance(rule.right, values) }
    }
    return nil
  }
}
