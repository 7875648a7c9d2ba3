// Consequences of equational axioms where nothing computes: unfailing completion. Critical pairs of
// rules are simplified and taken up lightest first; each that is not joinable becomes a theorem at
// once, so its proof is written when it is found, not afterwards. Start at `run`. `TheoremList` keeps
// the theorems; the rules it makes of them are overlapped in turn.
// Source: L. Bachmair, N. Dershowitz, D. Plaisted, Completion without failure (1989).

import Terms

/// Limits of a saturation; all are counts.
public struct SaturationLimits: Hashable, Sendable {
  /// Equations that may become theorems.
  public var theorems = 60
  /// The largest number of symbols on both sides of an equation that is kept.
  public var weight = 16
  /// Critical pairs that may be made.
  public var pairs = 200_000
  /// Different terms that may be made: what is multiplied out has many.
  public var terms = 4_000_000
  /// The defaults.
  public init() {}
}

/// Saturates the rules of a theorem list.
struct Saturation {
  /// An equation that follows, with the replacements that lead from left to right.
  private struct Pair {
    let left: Term
    let right: Term
    let links: [Link]
  }

  private let limits: SaturationLimits
  private var active: [Rule] = []
  private var passive: [Int: [Pair]] = [:]  // by weight, in order of creation
  private(set) var pairCount = 0
  /// Terms that were to be made equal (count).
  private(set) var unificationCount = 0

  init(limits: SaturationLimits) { self.limits = limits }

  /// Takes up critical pairs until the limits. `name` names a goal. Returns
  /// whether a limit stopped it: if not, the rules are confluent on ground terms.
  mutating func run(
    _ list: inout TheoremList, _ vocabulary: inout Vocabulary,
    name: (Term, Vocabulary) -> String
  ) -> Bool {
    var isLimited = false
    for rule in list.rules { activate(rule, &vocabulary, &isLimited) }
    while let weight = passive.keys.min(), let pair = takeFirst(weight) {
      guard list.found.count < limits.theorems, pairCount < limits.pairs,
        vocabulary.bank.count < limits.terms
      else { return true }
      guard let (goal, sorts, links) = simplified(pair, &list, &vocabulary) else { continue }
      let before = list.rules.count
      var script = Script()
      _ = script.append(.chain(goal.left, links))
      let formula = vocabulary.formula(goal)
      guard
        list.add(
          formula, parameters: sorts, script, named: name(formula, vocabulary),
          method: "saturation", &vocabulary)
      else { continue }
      for rule in list.rules[before...] { activate(rule, &vocabulary, &isLimited) }
    }
    return isLimited
  }

  private mutating func takeFirst(_ weight: Int) -> Pair? {
    guard var bucket = passive[weight], !bucket.isEmpty else { return nil }
    let pair = bucket.removeFirst()
    passive[weight] = bucket.isEmpty ? nil : bucket
    return pair
  }

  /// Overlaps a new rule with all rules, itself included, both ways.
  private mutating func activate(
    _ rule: Rule, _ vocabulary: inout Vocabulary, _ isLimited: inout Bool
  ) {
    active.append(rule)
    for other in active {
      overlap(rule, into: other, &vocabulary, &isLimited)
      overlap(other, into: rule, &vocabulary, &isLimited)
    }
  }

  /// The critical pairs of `inner` below or at the top of the left side of `outer`.
  private mutating func overlap(
    _ inner: Rule, into outer: Rule, _ vocabulary: inout Vocabulary, _ isLimited: inout Bool
  ) {
    let count = outer.variableCount + inner.variableCount
    var renaming = Substitution(count: inner.variableCount)
    for variable in vocabulary.bank.subterms(inner.left) {
      guard let number = vocabulary.bank.variableNumber(variable) else { continue }
      renaming[number] = vocabulary.bank.variable(
        number + outer.variableCount, vocabulary.bank.sort(variable))
    }
    let left = vocabulary.bank.instance(inner.left, renaming)
    for (position, part) in vocabulary.bank.positions(outer.left) {
      var bindings = Substitution(count: count)
      unificationCount += 1
      guard vocabulary.bank.unify(left, part, &bindings) else { continue }
      guard pairCount < limits.pairs, vocabulary.bank.count < limits.terms else {
        isLimited = true
        return
      }
      pairCount += 1
      push(inner, outer, position, bindings, renaming, &vocabulary, &isLimited)
    }
  }

  private mutating func push(
    _ inner: Rule, _ outer: Rule, _ position: [UInt32], _ bindings: Substitution,
    _ renaming: Substitution, _ vocabulary: inout Vocabulary, _ isLimited: inout Bool
  ) {
    let peak = vocabulary.bank.resolved(outer.left, bindings)
    let constants = constants(for: peak, &vocabulary)
    func ground(_ term: Term) -> Term {
      let resolved = vocabulary.bank.resolved(term, bindings)
      return vocabulary.bank.instance(resolved, constants)
    }
    var innerTerms: [Term] = []
    for number in 0..<inner.variableCount {
      guard let variable = renaming[number] else { return }
      innerTerms.append(ground(variable))
    }
    var outerTerms: [Term] = []
    for number in 0..<outer.variableCount {
      guard let variable = vocabulary.bank.variable(number, in: outer.left) else { return }
      outerTerms.append(ground(variable))
    }
    let result = ground(vocabulary.bank.instance(inner.right, renaming))
    let left = vocabulary.bank.replacing(at: position[...], in: ground(outer.left), by: result)
    let right = ground(outer.right)
    if left == right { return }
    let weight = vocabulary.bank.size(left) + vocabulary.bank.size(right)
    guard weight <= 2 * limits.weight else {
      isLimited = true
      return
    }
    let links = [
      Link(
        position: position, source: inner.source, terms: innerTerms, isReversed: !inner.isReversed),
      Link(position: [], source: outer.source, terms: outerTerms, isReversed: outer.isReversed),
    ]
    passive[weight, default: []].append(Pair(left: left, right: right, links: links))
  }

  /// A constant for each variable of a term, by number.
  private func constants(for term: Term, _ vocabulary: inout Vocabulary) -> Substitution {
    var constants = Substitution(count: vocabulary.bank.variableBound(term))
    for variable in vocabulary.bank.subterms(term) {
      guard let number = vocabulary.bank.variableNumber(variable) else { continue }
      constants[number] = vocabulary.eigenvariable(number, vocabulary.bank.sort(variable))
    }
    return constants
  }

  /// The pair in normal form, its constants renamed to levels 0, 1, …; nil if it says nothing new,
  /// or is too heavy.
  private func simplified(
    _ pair: Pair, _ list: inout TheoremList, _ vocabulary: inout Vocabulary
  ) -> (TermEquation, [TermSort], [Link])? {
    list.normalizer.fuel = 1_000
    let left = list.normalizer.normalize(pair.left, &vocabulary.bank)
    let right = list.normalizer.normalize(pair.right, &vocabulary.bank)
    guard left != right,
      vocabulary.bank.size(left) + vocabulary.bank.size(right) <= limits.weight,
      let back = list.normalizer.links(pair.left, &vocabulary.bank),
      let there = list.normalizer.links(pair.right, &vocabulary.bank)
    else { return nil }
    let links = Link.shortened(back.reversed().map(\.reversed) + pair.links + there)
    var order: [Term] = []
    for side in [left, right] {
      for term in vocabulary.bank.leaves(side) where vocabulary.level(term) != nil {
        if !order.contains(term) { order.append(term) }
      }
    }
    // Constants of the way between that neither end mentions may be anything of their sort.
    var renamed: [Term: Term] = [:]
    for (level, constant) in order.enumerated() {
      renamed[constant] = vocabulary.eigenvariable(level, vocabulary.bank.sort(constant))
    }
    for term in Set(links.flatMap(\.terms)).sorted() {
      for constant in vocabulary.bank.leaves(term)
      where vocabulary.level(constant) != nil && renamed[constant] == nil {
        let sort = vocabulary.bank.sort(constant)
        guard let same = order.first(where: { vocabulary.bank.sort($0) == sort }) else {
          return nil
        }
        renamed[constant] = renamed[same]
      }
    }
    let goal = TermEquation(
      left: vocabulary.bank.renaming(left, renamed),
      right: vocabulary.bank.renaming(right, renamed))
    let moved = links.map { link in
      Link(
        position: link.position, source: link.source,
        terms: link.terms.map { vocabulary.bank.renaming($0, renamed) },
        isReversed: link.isReversed)
    }
    return (goal, order.map(vocabulary.bank.sort), moved)
  }
}

extension TermBank {
  /// The positions of a term that are not variables, the top first, with the subterms there.
  func positions(_ root: Term) -> [(position: [UInt32], term: Term)] {
    var found: [(position: [UInt32], term: Term)] = []
    if variableNumber(root) != nil { return [] }
    var stack: [(position: [UInt32], term: Term)] = [([], root)]
    while let (position, term) = stack.popLast() {
      found.append((position, term))
      for i in (0..<arity(term)).reversed() where variableNumber(argument(term, i)) == nil {
        stack.append((position + [UInt32(i)], argument(term, i)))
      }
    }
    return found
  }

  /// The variable with that number in a term.
  func variable(_ number: Int, in term: Term) -> Term? {
    subterms(term).first { variableNumber($0) == number }
  }

  /// The constants and variables of a term, from left to right.
  func leaves(_ root: Term) -> [Term] {
    var found: [Term] = []
    var stack = [root]
    while let term = stack.popLast() {
      if arity(term) == 0 { found.append(term) }
      stack += arguments(term).reversed()
    }
    return found
  }

  /// The term with another subterm at a position, which it must have.
  mutating func replacing(at position: ArraySlice<UInt32>, in term: Term, by new: Term) -> Term {
    guard let first = position.first, let symbol = symbol(term) else { return new }
    var parts = arguments(term)
    parts[Int(first)] = replacing(at: position.dropFirst(), in: parts[Int(first)], by: new)
    return make(symbol, parts)
  }

  /// The term with constants replaced, all at once.
  mutating func renaming(_ term: Term, _ renamed: [Term: Term]) -> Term {
    if let new = renamed[term] { return new }
    guard let symbol = symbol(term), arity(term) > 0 else { return term }
    var parts: [Term] = []
    for i in 0..<arity(term) { parts.append(renaming(argument(term, i), renamed)) }
    return make(symbol, parts)
  }
}
