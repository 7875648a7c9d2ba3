// Rewriting to normal form, with every step on record. Start at `normalize`, which works from the
// inside out and remembers the normal form of each term that it met; `links` tells afterwards how
// a term became its normal form, for the kernel. Rules are tried by head symbol, local ones first;
// below a quantifier nothing is replaced.
// `Rule` says what is applied; the terms are without variables.

import Terms

/// Rules and what is known of normal forms under them. A value: workers have their own.
struct Normalizer: Sendable {
  private var rules: [Rule] = []
  private var byHead: [[Int]] = []
  private var normal: [Term: Term] = [:]
  private var steps: [Term: (rule: Int, terms: [Term], result: Term)] = [:]  // at the root
  private(set) var ordering = PathOrdering()
  /// Rule applications that may still be made (count); at 0 terms are left as they are.
  var fuel = 100_000

  /// The rules that are in use, by head.
  var all: [Rule] { byHead.joined().map { rules[$0] } }

  /// The rule added last.
  var newest: Rule? { rules.last }

  /// Adds rules; what was known of normal forms is forgotten.
  mutating func add(_ new: [Rule], _ bank: TermBank, first: Bool = false) {
    if new.isEmpty { return }
    for rule in new {
      guard let head = bank.symbol(rule.left) else { continue }
      while byHead.count <= Int(head.index) { byHead.append([]) }
      if first {
        byHead[Int(head.index)].insert(rules.count, at: 0)
      } else {
        byHead[Int(head.index)].append(rules.count)
      }
      rules.append(rule)
    }
    forget()
  }

  /// The rules whose left side has that head, in the order in which they are tried.
  func rules(for head: Symbol) -> [Rule] {
    Int(head.index) < byHead.count ? byHead[Int(head.index)].map { rules[$0] } : []
  }

  /// The same rules but some, and nothing known of normal forms.
  func without(_ isExcluded: (Rule) -> Bool) -> Normalizer {
    var copy = self
    for head in byHead.indices { copy.byHead[head].removeAll { isExcluded(rules[$0]) } }
    copy.forget()
    return copy
  }

  /// Takes out the local rules of a step.
  mutating func remove(local step: Int) {
    for head in byHead.indices {
      byHead[head].removeAll { rules[$0].source == .local(step) }
    }
    forget()
  }

  /// Forgets normal forms, without touching the memory that a copy may share.
  mutating func forget() {
    normal = [:]
    steps = [:]
    ordering = PathOrdering()
  }

  /// Whether `a` is greater than `b` in the ordering of rules.
  mutating func isGreater(_ a: Term, _ b: Term, _ bank: TermBank) -> Bool {
    ordering.isGreater(a, b, bank)
  }

  /// The normal form. Recursion is on the depth of terms, and on the chain of rewrites, which
  /// `fuel` bounds. Complexity: as many rule applications as the rules make.
  mutating func normalize(_ term: Term, _ bank: inout TermBank) -> Term {
    if let known = known(term) { return known }
    let inner = withNormalArguments(term, &bank)
    if inner != term, let known = known(inner) {
      remember(term, known)
      return known
    }
    var result = inner
    if let next = stepAtRoot(inner, &bank) { result = normalize(next, &bank) }
    remember(inner, result)
    remember(term, result)
    return result
  }

  private func known(_ term: Term) -> Term? {
    normal[term]
  }

  private mutating func remember(_ term: Term, _ result: Term) {
    normal[term] = result
    normal[result] = result
  }

  private mutating func withNormalArguments(_ term: Term, _ bank: inout TermBank) -> Term {
    let arguments = bank.arguments(term)
    guard let symbol = bank.symbol(term), !arguments.isEmpty, !bank[symbol].isBinder else {
      return term
    }
    var changed = arguments
    var isChanged = false
    for i in changed.indices {
      let argument = normalize(changed[i], &bank)
      if argument != changed[i] {
        changed[i] = argument
        isChanged = true
      }
    }
    return isChanged ? bank.make(symbol, changed) : term
  }

  /// What a rule makes of a term whose arguments are normal; nil if none applies.
  private mutating func stepAtRoot(_ term: Term, _ bank: inout TermBank) -> Term? {
    guard fuel > 0, let head = bank.symbol(term), Int(head.index) < byHead.count else { return nil }
    for number in byHead[Int(head.index)] {
      let rule = rules[number]
      var substitution = Substitution(count: rule.variableCount)
      bank.matchCount += 1
      guard bank.match(rule.left, term, &substitution) else { continue }
      let result = bank.instance(rule.right, substitution)
      let isDown =
        rule.isOriented
        || (rule.isPermutative
          ? bank.isAfter(term, result) : ordering.isGreater(term, result, bank))
      guard isDown else { continue }
      fuel -= 1
      bank.rewriteCount += 1
      steps[term] = (number, substitution.terms.map { $0 ?? term }, result)
      return result
    }
    return nil
  }

  /// How a term became its normal form: replacements one after the other. The term must have been
  /// normalised since the last rule was added.
  func links(_ term: Term, at position: [UInt32] = [], _ bank: inout TermBank) -> [Link] {
    guard let result = known(term), result != term else { return [] }
    var links: [Link] = []
    var inner = term
    let arguments = Array(bank.arguments(term))
    if let symbol = bank.symbol(term), !arguments.isEmpty, !bank[symbol].isBinder {
      var changed = arguments
      for (i, argument) in arguments.enumerated() {
        links += self.links(argument, at: position + [UInt32(i)], &bank)
        changed[i] = known(argument) ?? argument
      }
      inner = bank.make(symbol, changed)
    }
    // Where the fuel ran out, what is taken for normal may have a step.
    if inner != result, let (number, terms, next) = steps[inner] {
      let rule = rules[number]
      links.append(
        Link(position: position, source: rule.source, terms: terms, isReversed: rule.isReversed))
      links += self.links(next, at: position, &bank)
    }
    return links
  }
}
