// Instances of lemmas and of universal facts that may contradict the facts at hand: all literals but
// one or two are matched with facts of the opposite sign; what variables are left is found by terms that
// stand in the facts. Start at `instances`; `ProofSearch+Refutation` uses them.
// Source: A. Reynolds, C. Tinelli, L. de Moura, Finding conflicting instances of quantified formulas
// in SMT (2014).

import ProofKernel
import Terms

/// A universal statement with terms for its variables.
struct LemmaInstance {
  let formula: Term
  fileprivate let origin: Origin
  fileprivate let terms: [Term]

  /// Where the statement comes from.
  fileprivate enum Origin {
    case lemma(Lemma)
    /// ∀x…, by its step.
    case fact(Int)
    /// ¬∃x…, and its step.
    case denial(Term, Int)
  }
}

/// A statement about all values of pattern variables.
private struct Universal {
  let formula: Term
  let variableCount: Int
  let origin: LemmaInstance.Origin
}

/// A literal of a universal statement: the sign is that of facts with which it is false.
private struct LiteralPattern {
  let atom: Term
  let isMatchedByTrue: Bool
  let isMatchedByFalse: Bool
}

extension ProofSearch {
  private static let perStatement = 48
  private static let perLiteral = 24
  private static let fillerLimit = 4

  /// Instances of what is universal in which at most so many literals are not known to be false by
  /// matching; the theory's lemmas last proved first.
  mutating func instances(_ sequent: Sequent, open: Int) -> [LemmaInstance] {
    var universals: [Universal] = []
    for (formula, step) in sequent.facts {
      switch vocabulary.shape(formula) {
      case .forall:
        let (count, body) = opened(formula, .forall)
        universals.append(Universal(formula: body, variableCount: count, origin: .fact(step)))
      case .not(let part):
        guard case .exists = vocabulary.shape(part) else { continue }
        let (count, body) = opened(part, .exists)
        universals.append(
          Universal(
            formula: vocabulary.connective(.not, [body]), variableCount: count,
            origin: .denial(part, step)))
      default: continue
      }
    }
    for lemma in knowledge.lemmas.reversed() {
      universals.append(
        Universal(
          formula: lemma.formula, variableCount: lemma.variableCount, origin: .lemma(lemma)))
    }
    let terms = pool(sequent)
    var found: [LemmaInstance] = []
    for universal in universals {
      var seen: Set<Term> = []
      for values in values(universal, sequent, terms, open: open) {
        var substitution = Substitution(count: universal.variableCount)
        for (number, term) in values.enumerated() { substitution[number] = term }
        let formula = vocabulary.bank.instance(universal.formula, substitution)
        guard seen.insert(formula).inserted else { continue }
        found.append(LemmaInstance(formula: formula, origin: universal.origin, terms: values))
      }
    }
    return found
  }

  /// The step that states an instance.
  mutating func step(of instance: LemmaInstance) -> Int {
    switch instance.origin {
    case .lemma(let lemma):
      return script.append(
        .instance(lemma.citation, sorts: lemma.sorts, terms: instance.terms))
    case .fact(let step):
      return instance.terms.reduce(step) { script.append(.specialize($0, $1)) }
    case .denial(let existential, let step):
      let body = vocabulary.bank.argument(instance.formula, 0)
      var stages = [existential]
      for term in instance.terms.dropLast() {
        let inner = vocabulary.bank.argument(stages[stages.count - 1], 0)
        stages.append(vocabulary.instance(inner, by: term))
      }
      var last = script.append(.assume(body))
      for (formula, term) in zip(stages, instance.terms).reversed() {
        last = script.append(.witness(formula, term, last))
      }
      let absurd = script.append(.infer(.contradiction, [step, last], []))
      return script.append(.infer(.refute, [script.append(.discharge(absurd))], []))
    }
  }

  /// The body of nested quantifiers of a kind, with pattern variables for what they bind.
  private mutating func opened(_ formula: Term, _ quantifier: Quantifier) -> (Int, Term) {
    var (count, rest) = (0, formula)
    while true {
      switch (quantifier, vocabulary.shape(rest)) {
      case (.forall, .forall(let sort, let body)), (.exists, .exists(let sort, let body)):
        rest = vocabulary.instance(body, by: vocabulary.bank.variable(count, sort))
        count += 1
      default: return (count, rest)
      }
    }
  }

  /// The terms in the facts, in order, large ones first within a fact.
  private func pool(_ sequent: Sequent) -> [Term] {
    var seen: Set<Term> = []
    var found: [Term] = []
    for (formula, _) in sequent.facts {
      for part in vocabulary.bank.subterms(formula).reversed()
      where vocabulary.bank.sort(part) != .formula && seen.insert(part).inserted {
        if !vocabulary.isBoundLoosely(part) { found.append(part) }
      }
    }
    return found
  }

  // MARK: matching

  private func literals(_ formula: Term, isPositive: Bool, isBoth: Bool = false) -> [LiteralPattern]
  {
    switch vocabulary.shape(formula) {
    case .falsum: []
    case .not(let part): literals(part, isPositive: !isPositive, isBoth: isBoth)
    case .and(let left, let right), .or(let left, let right):
      literals(left, isPositive: isPositive, isBoth: isBoth)
        + literals(right, isPositive: isPositive, isBoth: isBoth)
    case .implies(let left, let right):
      literals(left, isPositive: !isPositive, isBoth: isBoth)
        + literals(right, isPositive: isPositive, isBoth: isBoth)
    case .iff(let left, let right):
      literals(left, isPositive: true, isBoth: true)
        + literals(right, isPositive: true, isBoth: true)
    case .equal, .atom, .forall, .exists:
      [
        LiteralPattern(
          atom: formula, isMatchedByTrue: isBoth || !isPositive,
          isMatchedByFalse: isBoth || isPositive)
      ]
    }
  }

  private struct Partial {
    var substitution: Substitution
    var skipped: [Term]
  }

  /// Terms for the variables of a statement, by number.
  private mutating func values(
    _ universal: Universal, _ sequent: Sequent, _ pool: [Term], open: Int
  ) -> [[Term]] {
    let count = universal.variableCount
    var partials = [Partial(substitution: Substitution(count: count), skipped: [])]
    let literals = literals(universal.formula, isPositive: true).sorted {
      vocabulary.bank.size($0.atom) > vocabulary.bank.size($1.atom)
    }
    for literal in literals {
      var next: [Partial] = []
      for partial in partials {
        let pattern = vocabulary.bank.instance(literal.atom, partial.substitution)
        if vocabulary.bank.isGround(pattern) {
          next.append(partial)
          continue
        }
        for extended in matches(literal, pattern, partial.substitution, sequent) {
          next.append(Partial(substitution: extended, skipped: partial.skipped))
        }
        if partial.skipped.count < open {
          next.append(
            Partial(substitution: partial.substitution, skipped: partial.skipped + [literal.atom]))
        }
      }
      // Those with more literals matched come first.
      let ordered = next.enumerated().sorted { a, b in
        let (x, y) = (a.element.skipped.count, b.element.skipped.count)
        return x != y ? x < y : a.offset < b.offset
      }
      partials = ordered.prefix(Self.perStatement).map(\.element)
    }
    var found: [[Term]] = []
    for partial in partials where found.count < Self.perStatement {
      // Where nothing at all was matched, any terms would do.
      if partial.skipped.count == literals.count, literals.count > 1, open < 2 { continue }
      for full in completed(partial, count, universal.formula, pool) {
        let terms = (0..<count).compactMap { full[$0] }
        if terms.count == count { found.append(terms) }
      }
    }
    return Array(found.prefix(Self.perStatement))
  }

  /// The facts of the opposite sign that a literal matches; equations in both directions.
  private mutating func matches(
    _ literal: LiteralPattern, _ pattern: Term, _ substitution: Substitution, _ sequent: Sequent
  ) -> [Substitution] {
    var found: [Substitution] = []
    let sides = vocabulary.sides(pattern)
    for (formula, _) in sequent.facts where found.count < Self.perLiteral {
      var (atom, isTrue) = (formula, true)
      if case .not(let part) = vocabulary.shape(formula) { (atom, isTrue) = (part, false) }
      guard isTrue ? literal.isMatchedByTrue : literal.isMatchedByFalse else { continue }
      guard vocabulary.bank.symbol(atom) == vocabulary.bank.symbol(pattern) else { continue }
      found += matchings(literal.atom, atom, substitution)
      guard let sides, let facts = vocabulary.sides(atom) else { continue }
      for extended in matchings(sides.left, facts.right, substitution) {
        found += matchings(sides.right, facts.left, extended)
      }
    }
    return found
  }

  /// The ways in which a pattern is a term, up to the order of arguments of operators that add or
  /// multiply: terms are sorted, patterns are not.
  private mutating func matchings(_ pattern: Term, _ term: Term, _ substitution: Substitution)
    -> [Substitution]
  {
    if pattern == term { return [substitution] }
    if let number = vocabulary.bank.variableNumber(pattern) {
      if let known = substitution[number] { return matchings(known, term, substitution) }
      guard vocabulary.bank.sort(pattern) == vocabulary.bank.sort(term) else { return [] }
      var extended = substitution
      extended[number] = term
      return [extended]
    }
    vocabulary.bank.matchCount += 1
    guard let symbol = vocabulary.bank.symbol(pattern), symbol == vocabulary.bank.symbol(term)
    else { return [] }
    let (parts, others) = (vocabulary.bank.arguments(pattern), vocabulary.bank.arguments(term))
    var found = [substitution]
    for (part, other) in zip(parts, others) {
      found = found.flatMap { matchings(part, other, $0) }
    }
    guard parts.count == 2, isCommutative(symbol) else { return found }
    for partial in matchings(parts[0], others[1], substitution) {
      found += matchings(parts[1], others[0], partial)
    }
    return Array(found.prefix(Self.fillerLimit))
  }

  private func isCommutative(_ symbol: Symbol) -> Bool {
    guard let semiring = knowledge.semirings[vocabulary.bank[symbol].sort] else { return false }
    return symbol == semiring.add || symbol == semiring.multiply
  }

  /// A substitution with terms for what it leaves open: those for which a part of an open literal
  /// stands in the facts, else variables.
  private mutating func completed(
    _ partial: Partial, _ count: Int, _ formula: Term, _ pool: [Term]
  ) -> [Substitution] {
    var open = [partial.substitution]
    for number in 0..<count {
      var next: [Substitution] = []
      for substitution in open {
        if substitution[number] != nil {
          next.append(substitution)
          continue
        }
        var longer: [Substitution] = []
        var sort: TermSort?
        for literal in partial.skipped {
          for part in vocabulary.bank.subterms(literal).reversed() {
            if vocabulary.bank.variableNumber(part) == number { sort = vocabulary.bank.sort(part) }
            guard vocabulary.bank.symbol(part) != nil, vocabulary.bank.sort(part) != .formula,
              vocabulary.bank.subterms(part).contains(where: {
                vocabulary.bank.variableNumber($0) == number
              })
            else { continue }
            for term in pool where longer.count < Self.fillerLimit {
              longer += matchings(part, term, substitution)
            }
          }
        }
        if longer.isEmpty, let sort {
          for term in pool.reversed() where longer.count < Self.fillerLimit {
            guard vocabulary.level(term) != nil, vocabulary.bank.sort(term) == sort else {
              continue
            }
            var extended = substitution
            extended[number] = term
            longer.append(extended)
          }
        }
        next += longer
      }
      open = Array(next.prefix(16))
    }
    return open
  }
}
