// Rewriting with equations that need no orientation: a rule is applied to an instance only where that
// makes it smaller, by cost, then size, then a fixed order of terms, so nothing loops. Sums and products
// (operators that facts say to be associative and commutative) are kept sorted, and rules match them
// modulo order. Subterms first; each distinct subterm once, with a lemma for what became of it. Start at
// `normalize`; `OrderedRewriter+Matching` finds where rules apply. `Simplifier` uses it as its second engine; no recursion
// on the depth of terms.
// Source: U. Martin, T. Nipkow, Ordered rewriting and confluence, CADE (1990).

import Terms

/// Normal forms under rules that are used from left to right where the instance gets smaller.
struct OrderedRewriter: TermHolder {
  /// What is done about abbreviations (definitions without recursion).
  enum Abbreviations {
    /// They are written out.
    case writtenOut
    /// They are taken back, where that makes terms smaller.
    case takenBack
    /// They are written out, and so are products of sums; see `OrderedRewriter+Polynomials.swift`.
    case expanded
    /// They are written out, and nothing is done besides but working off the derivation of the theory.
    case differentiated
  }

  var language: Language
  let theoryLanguage: TheoryLanguage
  let rules: TheoryRules
  let algebra: TermAlgebra
  let patterns: [TermPattern]
  let cost: CostModel
  let abbreviations: Abbreviations
  private var byHead: [Symbol: [Int]] = [:]
  /// Rules that conclude formulas, by the head of the formula.
  private(set) var concluding: [Symbol: [Int]] = [:]
  private(set) var normal: [Term: Term] = [:]
  private(set) var lemmaOf: [Term: Int] = [:]
  var lemmas: [ExplanationLemma] = []
  var costs: [Term: Int] = [:]
  /// What is known to hold; see `OrderedRewriter+Conditions.swift`.
  var conditions = ConditionStore()
  /// Rewrites and conditions still allowed (count).
  var budget: Int
  /// Rewrites done (count).
  private(set) var stepCount = 0

  init(
    _ rules: TheoryRules, _ cost: CostModel, _ language: TheoryLanguage,
    abbreviations: Abbreviations, budget: Int
  ) {
    (self.rules, self.cost, self.budget) = (rules, cost, budget)
    (theoryLanguage, self.abbreviations) = (language, abbreviations)
    let bank = language.language.bank
    self.language = language.language
    let sorted = rules.commutativity.keys.filter { rules.isAssociativeCommutative($0) }
    algebra = TermAlgebra(
      associativeCommutative: Set(sorted.map { language.language.names[Int($0.index)] }))
    let algebra = algebra
    patterns = rules.rules.map {
      TermPattern($0.left[0].pattern, language.language).flattened(algebra)
    }
    for (number, rule) in rules.rules.enumerated() {
      let (left, right) = (rule.left[0].pattern, rule.right[0].pattern)
      if left == rules.truth {
        concluding[bank.symbol(right)!, default: []].append(number)
        continue
      }
      guard let head = bank.symbol(left) else { continue }
      let origin = rules.origins[number]
      if abbreviations == .differentiated {
        let isWorkedOff = rules.derivation?.isWorkedOff(by: rule, bank) ?? false
        if isWorkedOff || origin.isAbbreviation && !origin.isReversed {
          byHead[head, default: []].append(number)
        }
        continue
      }
      if origin.isAbbreviation, origin.isReversed == (abbreviations != .takenBack) { continue }
      if abbreviations == .expanded, let ring = rules.ring, undoesPolynomials(number, ring) {
        continue
      }
      // What sorting does already.
      if rules.isAssociativeCommutative(head), bank.symbol(right) == head,
        algebra.parts(left, head, bank).sorted() == algebra.parts(right, head, bank).sorted()
      {
        continue
      }
      byHead[head, default: []].append(number)
    }
  }

  /// Whether the budget was used up.
  var isStopped: Bool { budget <= 0 }

  /// The explanation of a term's equality with its normal form. May stop at the budget; what was done
  /// by then is explained.
  mutating func normalize(_ root: Term) -> Explanation {
    settle(root)
    let result = normal[root]!
    var all = lemmas
    let steps = lemmaOf[root].map { all[$0].steps } ?? []
    all.append(ExplanationLemma(left: root, right: result, steps: steps))
    return Explanation(lemmas: all).shortened(language.bank)
  }

  /// Finds the normal forms of a term and of its subterms.
  mutating func settle(_ root: Term) {
    var chains: [Term: ChainWriter] = [:]
    var stack = [root]
    while let term = stack.last {
      if normal[term] != nil {
        stack.removeLast()
        continue
      }
      var chain = chains[term] ?? ChainWriter(start: term)
      // More parts than can be written out: no budget is large enough for work on them.
      let written = subterms(chain.current)
      if written == nil { budget = 0 }
      let parts = written ?? []
      let open = parts.filter { normal[$0] == nil }
      if !open.isEmpty {
        chains[term] = chain
        stack += open
        continue
      }
      if parts.contains(where: { lemmaOf[$0] != nil }) { takeNormalForms(&chain) }
      if written != nil { sort(at: [], &chain) }
      if budget > 0, fold(&chain) || polynomialStep(&chain) || rewrite(&chain) {
        budget -= 1
        stepCount += 1
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
  }

  /// What is brought into normal form before a term: its arguments, or all parts of a sum, since the sums inside it
  /// are no terms of their own. Nil if there are too many parts.
  private func subterms(_ term: Term) -> [Term]? {
    guard let head = language.bank.symbol(term), rules.isAssociativeCommutative(head) else {
      return language.bank.arguments(term)
    }
    return algebra.parts(term, head, language.bank, atMost: TermAlgebra.mostParts)
  }

  /// Replaces subterms by their normal forms. The sums inside a sum get lemmas, so that no step is far from the top
  /// of its term.
  private mutating func takeNormalForms(_ chain: inout ChainWriter) {
    let whole = chain.current
    let sum = language.bank.symbol(whole).flatMap { rules.isAssociativeCommutative($0) ? $0 : nil }
    var inner: [Term: (result: Term, lemma: Int?)] = [:]
    var stack = [(term: whole, isOpen: false)]
    while let (term, isOpen) = stack.popLast() {
      if inner[term] != nil { continue }
      let parts = language.bank.arguments(term)
      if !isOpen {
        stack.append((term, true))
        if let sum {
          stack += parts.filter { language.bank.symbol($0) == sum }.map { ($0, false) }
        }
        continue
      }
      var way = ChainWriter(start: term)
      for (place, part) in parts.enumerated() {
        let known =
          sum != nil && language.bank.symbol(part) == sum
          ? inner[part] : normal[part].map { ($0, lemmaOf[part]) }
        guard let (result, lemma) = known, let lemma else { continue }
        way.step([place], .lemma(lemma), false, result, &language.bank)
      }
      if term == whole {
        for step in way.steps { chain.take(step, &language.bank) }
        return
      }
      var lemma: Int?
      if way.current != term {
        lemma = lemmas.count
        lemmas.append(ExplanationLemma(left: term, right: way.current, steps: way.steps))
      }
      inner[term] = (way.current, lemma)
    }
  }

  /// Sorts the parts of the sum or product that stands at a position.
  mutating func sort(at position: [Int], _ chain: inout ChainWriter) {
    var term = chain.current
    for place in position { term = language.bank.argument(term, place) }
    guard let head = language.bank.symbol(term), rules.isAssociativeCommutative(head) else {
      return
    }
    var parts = algebra.parts(term, head, language.bank)
    if !zip(parts, parts.dropFirst()).allSatisfy({ !language.bank.isAfter($0, $1) }) {
      parts.sort { language.bank.isAfter($1, $0) }
    }
    let sorted = algebra.joined(parts, head, &language.bank)
    if sorted == term { return }
    chain.step(position, .rearrangement(head), false, sorted, &language.bank)
  }

  /// Computes with numbers: an operator applied to them, or two of the parts of a sum or product.
  private mutating func fold(_ chain: inout ChainWriter) -> Bool {
    let term = chain.current
    guard let head = language.bank.symbol(term), let arithmetic = language.evaluates[head] else {
      return false
    }
    // The derivative of an inverse has a law, that of a fraction has none.
    if abbreviations == .differentiated && arithmetic == .invert { return false }
    let isSum = rules.isAssociativeCommutative(head)
    let parts =
      isSum ? algebra.parts(term, head, language.bank) : language.bank.arguments(term)
    let numbers = parts.indices.filter { literal(parts[$0]) != nil }
    let taken = isSum ? Array(numbers.prefix(2)) : Array(parts.indices)
    guard taken.count == language.bank.arity(term), numbers.count >= taken.count,
      let value = arithmetic.value(taken.map { literal(parts[$0])! })
    else { return false }
    let rest = parts.indices.filter { !taken.contains($0) }.map { parts[$0] }
    let start = language.bank.make(head, taken.map { parts[$0] })
    let result = language.bank.make(language.symbol(value))
    var position: [Int] = []
    var whole = start
    if !rest.isEmpty {
      position = [0]
      whole = language.bank.make(head, [start, algebra.joined(rest, head, &language.bank)])
    }
    if whole != term { chain.step([], .rearrangement(head), false, whole, &language.bank) }
    chain.step(position, .evaluation, false, result, &language.bank)
    return true
  }

  private func literal(_ term: Term) -> Literal? {
    language.bank.symbol(term).flatMap(language.literal)
  }

  /// Applies the first rule that makes the term at the end of a chain smaller, at its root. Its
  /// arguments are in normal form, sums sorted.
  private mutating func rewrite(_ chain: inout ChainWriter) -> Bool {
    let term = chain.current
    guard let head = language.bank.symbol(term) else { return false }
    if let (result, lemma) = conditions.assumed[term] {
      chain.step([], .lemma(lemma), false, result, &language.bank)
      return true
    }
    for number in byHead[head] ?? [] {
      let rule = rules.rules[number]
      guard let (values, rest, premises) = match(number, rule, term) else { continue }
      let instance = language.bank.instance(rule.left[0].pattern, values)
      let result = language.bank.instance(rule.right[0].pattern, values)
      // The whole, with what the pattern left over beside it.
      let place: [Int] = rest.isEmpty ? [] : [0]
      var shown = instance
      if !rest.isEmpty {
        shown = language.bank.make(head, [instance, algebra.joined(rest, head, &language.bank)])
      }
      var back = ChainWriter(start: shown)
      arrange(rule.left[0].pattern, at: place, &back)
      sort(at: [], &back)
      // Names may be shared by operators at other sorts: then it was no match.
      guard back.current == term else { continue }
      for step in back.steps.reversed() { chain.take(step.reversed, &language.bank) }
      chain.step(
        place,
        .rule(
          number, clause: 0,
          terms: values.terms.enumerated().map { $1 ?? ($0 == rule.root ? instance : term) },
          premises: premises), false, result, &language.bank)
      return true
    }
    return false
  }
}
