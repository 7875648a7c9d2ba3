// When operators mean something: `inv x` where `x ≠ 0`, `log x` where `x > 0`. No theory says so in these
// words, but its facts do: one with a single hypothesis, about the arguments of the only operator that
// it applies to nothing but variables, below another operator, says what undoes that operator, and when.
// `x ≠ 0 ⇒ x * inv x = 1` is such a fact for `inv`. Start at `DomainCondition.init`. `assumptions` collects
// the instances for the subterms of an expression, its abbreviations written out: a simplification may
// assume them, and says so. Neighbour: `TheoryRules`.

import ProofKernel
import Terms

/// What must hold for an operator to mean something.
struct DomainCondition: Sendable {
  /// The derivation in whose scope it is asked for; nil for everywhere.
  var derivation: Symbol?
  /// The operator applied to variables.
  let pattern: Term
  /// What must hold of them.
  let hypothesis: Hypothesis

  /// What a fact says about an operator; nil if nothing.
  init?(_ left: Term, _ right: Term, _ origin: RuleOrigin, _ language: TheoryLanguage) {
    let bank = language.language.bank
    guard origin.hypotheses.count == 1 else { return nil }
    // A fact that concludes a predicate undoes nothing: `positive x => positive (inv x)` is no need of `inv`.
    let sort = bank.sort(left)
    if let pattern = Self.differentiated(left, right, bank) {
      (self.pattern, hypothesis) = (pattern, origin.hypotheses[0])
      derivation = bank.symbol(left)
      return
    }
    var found: Set<Term> = []
    for side in [left, right] {
      for part in bank.subterms(side) where bank.arity(part) > 0 {
        let arguments = bank.arguments(part)
        guard Set(arguments).count == arguments.count,
          arguments.allSatisfy({ bank.variableNumber($0) != nil })
        else { continue }
        // On top it would be a case of a definition, such as abs x = x.
        if part == side { return nil }
        guard bank.sort(part) == sort else { return nil }
        found.insert(part)
      }
    }
    guard found.count == 1, let pattern = found.first else { return nil }
    let bound = Set(bank.arguments(pattern))
    for term in origin.hypotheses[0].terms {
      for part in bank.subterms(term)
      where bank.variableNumber(part) != nil && !bound.contains(part) {
        return nil
      }
    }
    (self.pattern, hypothesis) = (pattern, origin.hypotheses[0])
  }

  /// What the left side differentiates, if it is an operator of one argument above another one that is
  /// applied to a variable, and occurs on the right side above that variable.
  private static func differentiated(_ left: Term, _ right: Term, _ bank: TermBank) -> Term? {
    guard let derivation = bank.symbol(left), bank.arity(left) == 1,
      bank.arity(bank.argument(left, 0)) == 1,
      bank.variableNumber(bank.argument(bank.argument(left, 0), 0)) != nil,
      bank.subterms(right).contains(where: {
        bank.symbol($0) == derivation
          && bank.argument($0, 0) == bank.argument(bank.argument(left, 0), 0)
      })
    else { return nil }
    return bank.argument(left, 0)
  }
}

extension TheoryRules {
  /// What the operators of a term need to mean something, each once, in order of subterms; what is a
  /// fact about the same term twice, such as `0 ≠ 0`, is left out.
  ///
  /// *Complexity*: linear in the shared size of the term with its abbreviations written out, times the
  /// conditions.
  func assumptions(for term: Term, _ language: inout TheoryLanguage) -> [Hypothesis] {
    if domains.isEmpty { return [] }
    var written = writtenOut(term, &language.language.bank)
    let differentiated =
      derivation.flatMap { $0.occurs(in: term, language.language.bank) ? $0.symbol : nil }
    let all = Set(written.values).flatMap { language.language.bank.subterms($0) }
    // The conditions speak of terms as they were written, where they were.
    var original: [Term: Term] = [:]
    for (short, long) in written {
      if let known = original[long], known < short { continue }
      original[long] = short
    }
    written = [:]
    var found: [Hypothesis] = []
    var seen: Set<[Term]> = []
    for part in Set(all).sorted() {
      for domain in domains {
        if let derivation = domain.derivation, derivation != differentiated { continue }
        var values = Substitution(count: language.language.bank.variableBound(domain.pattern))
        guard language.language.bank.match(domain.pattern, part, &values) else { continue }
        for (number, value) in values.terms.enumerated() {
          values[number] = value.map { original[$0] ?? $0 }
        }
        let terms = domain.hypothesis.terms.map { language.language.bank.instance($0, values) }
        guard seen.insert(terms).inserted else { continue }
        switch domain.hypothesis {
        case .atom:
          if let (left, right) = language.sidesOfInequality(terms[0]), left == right { continue }
          found.append(.atom(terms[0]))
        case .equation:
          if terms[0] != terms[1] { found.append(.equation(terms[0], terms[1])) }
        }
      }
    }
    return found
  }

  /// By subterm: the subterm with abbreviations written out. Stops at ten thousand rewrites.
  private func writtenOut(_ root: Term, _ bank: inout TermBank) -> [Term: Term] {
    let abbreviations = rules.indices.filter {
      origins[$0].isAbbreviation && !origins[$0].isReversed && origins[$0].hypotheses.isEmpty
    }
    var result: [Term: Term] = [:]
    var budget = 10_000
    var stack = [root]
    while let term = stack.last {
      if result[term] != nil {
        stack.removeLast()
        continue
      }
      let open = bank.arguments(term).filter { result[$0] == nil }
      if !open.isEmpty {
        stack += open
        continue
      }
      guard let symbol = bank.symbol(term) else { return result }
      let inner = bank.make(symbol, bank.arguments(term).map { result[$0]! })
      var outer: Term?
      for number in abbreviations where budget > 0 {
        let (left, right) = (rules[number].left[0].pattern, rules[number].right[0].pattern)
        var values = Substitution(count: bank.variableBound(left))
        guard bank.match(left, inner, &values) else { continue }
        budget -= 1
        outer = bank.instance(right, values)
        break
      }
      guard let outer, outer != inner else {
        result[term] = inner
        stack.removeLast()
        continue
      }
      // What it abbreviates may abbreviate something itself.
      if let known = result[outer] {
        result[term] = known
        stack.removeLast()
      } else {
        stack.append(outer)
      }
    }
    return result
  }
}
