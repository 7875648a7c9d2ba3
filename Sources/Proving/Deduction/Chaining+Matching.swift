// Matching for the search by instances: a pattern and a term without variables, up to associativity and
// commutativity of sums and products, common factors of sums, and the equations among what is known. Start at
// `matches`. Nothing is believed of what is found here: an instance is put into normal form like any clause.

import ProofKernel
import Terms

extension Deduction {
  /// The ways to match one pattern that are looked at (count).
  private static let matchLimit = 8

  /// The ways in which an atom is an instance of another; equations in either direction.
  mutating func atomMatches(
    _ pattern: Term, _ atom: Term, _ start: Substitution, narrows: Bool
  ) -> [Substitution] {
    guard vocabulary.bank.symbol(pattern) == vocabulary.bank.symbol(atom) else { return [] }
    let parts = vocabulary.bank.arguments(pattern)
    let terms = vocabulary.bank.arguments(atom)
    var found = matches(parts, terms, start, narrows: narrows)
    if vocabulary.sides(pattern) != nil {
      for other in matches(parts, terms.reversed(), start, narrows: narrows)
      where !found.contains(other) {
        found.append(other)
      }
    }
    return Array(found.prefix(Self.matchLimit))
  }

  private mutating func matches(
    _ patterns: [Term], _ terms: [Term], _ start: Substitution, narrows: Bool
  ) -> [Substitution] {
    var found = [start]
    for (pattern, term) in zip(patterns, terms) {
      var longer: [Substitution] = []
      for partial in found where longer.count < Self.matchLimit {
        longer += matches(pattern, term, partial, narrows: narrows)
      }
      found = longer
      if found.isEmpty { break }
    }
    return found
  }

  /// The ways in which a term is an instance of a pattern, under what variables stand for already.
  /// `narrows` says that the left side of a rule is found in its right side.
  mutating func matches(
    _ pattern: Term, _ term: Term, _ start: Substitution, narrows: Bool
  ) -> [Substitution] {
    vocabulary.bank.matchCount += 1
    if let number = vocabulary.bank.variableNumber(pattern) {
      if let known = start[number] { return reduced(known) == reduced(term) ? [start] : [] }
      guard vocabulary.bank.sort(pattern) == vocabulary.bank.sort(term) else { return [] }
      var extended = start
      extended[number] = term
      return [extended]
    }
    if vocabulary.bank.isGround(pattern) {
      return reduced(pattern) == reduced(term) ? [start] : []
    }
    guard let symbol = vocabulary.bank.symbol(pattern),
      vocabulary.bank.sort(pattern) == vocabulary.bank.sort(term)
    else { return [] }
    var found: [Substitution] = []
    for candidate in [term] + members(of: term) {
      if commutative.contains(symbol) {
        add(summands(pattern, symbol, candidate, start), to: &found)
      } else if vocabulary.bank.symbol(candidate) == symbol {
        add(
          matches(
            vocabulary.bank.arguments(pattern), vocabulary.bank.arguments(candidate), start,
            narrows: narrows), to: &found)
      }
      if narrows, !commutative.contains(symbol), !vocabulary.bank.isConstructor(pattern) {
        add(narrowed(pattern, symbol, candidate, start), to: &found)
      }
    }
    return Array(found.prefix(Self.matchLimit))
  }

  private mutating func add(_ new: [Substitution], to found: inout [Substitution]) {
    for substitution in new where !found.contains(substitution) { found.append(substitution) }
  }

  /// A rule's right side is the term: its left side is matched in place of it.
  private mutating func narrowed(
    _ pattern: Term, _ symbol: Symbol, _ term: Term, _ start: Substitution
  ) -> [Substitution] {
    var found: [Substitution] = []
    for rule in rules.rules(for: symbol) {
      let free = Substitution(count: rule.variableCount)
      for values in matches(rule.right, term, free, narrows: false) {
        let left = vocabulary.bank.instance(rule.left, values)
        guard vocabulary.bank.isGround(left) else { continue }
        add(
          matches(
            vocabulary.bank.arguments(pattern), vocabulary.bank.arguments(left), start,
            narrows: false), to: &found)
      }
    }
    return found
  }

  // MARK: sums and products

  /// The parts of a sum or product.
  private mutating func flattened(_ root: Term, _ symbol: Symbol) -> [Term] {
    var found: [Term] = []
    var stack = [root]
    while let term = stack.popLast() {
      if vocabulary.bank.symbol(term) == symbol {
        stack += vocabulary.bank.arguments(term).reversed()
      } else {
        found.append(term)
      }
    }
    return found
  }

  private mutating func combined(_ parts: [Term], _ symbol: Symbol) -> Term? {
    guard let last = parts.last else { return nil }
    let whole = parts.dropLast().reversed().reduce(last) {
      vocabulary.bank.make(symbol, [$1, $0])
    }
    return reduced(whole)
  }

  /// The ways in which a term is an instance of a sum or product.
  private mutating func summands(
    _ pattern: Term, _ symbol: Symbol, _ term: Term, _ start: Substitution
  ) -> [Substitution] {
    guard vocabulary.bank.symbol(term) == symbol else {
      return factored(pattern, symbol, term, start)
    }
    var terms = flattened(term, symbol)
    var inner: [Term] = []
    var free: [Int] = []
    for part in flattened(pattern, symbol) {
      let number = vocabulary.bank.variableNumber(part)
      if let number, start[number] == nil {
        free.append(number)
        continue
      }
      guard number != nil || vocabulary.bank.isGround(part) else {
        inner.append(part)
        continue
      }
      // What is known already is taken out.
      let value = number.flatMap { start[$0] } ?? part
      for own in flattened(reduced(value), symbol) {
        guard let place = terms.firstIndex(where: { $0 == own || reduced($0) == own }) else {
          return []
        }
        terms.remove(at: place)
      }
    }
    var partials = [(substitution: start, rest: terms)]
    for part in inner {
      var longer: [(substitution: Substitution, rest: [Term])] = []
      for partial in partials {
        for (place, other) in partial.rest.enumerated() {
          for found in matches(part, other, partial.substitution, narrows: false) {
            var rest = partial.rest
            rest.remove(at: place)
            longer.append((found, rest))
          }
        }
      }
      partials = Array(longer.prefix(Self.matchLimit))
    }
    var found: [Substitution] = []
    for partial in partials {
      add(distributed(partial.rest, free, symbol, partial.substitution), to: &found)
    }
    return found
  }

  /// The ways to give parts to variables, each at least one: of several variables all but one have one
  /// part, or all but one part.
  private mutating func distributed(
    _ parts: [Term], _ free: [Int], _ symbol: Symbol, _ start: Substitution
  ) -> [Substitution] {
    guard let first = free.first else { return parts.isEmpty ? [start] : [] }
    guard parts.count >= free.count else { return [] }
    if let bound = start[first] {
      guard let whole = combined(parts, symbol), free.count == 1 else { return [] }
      return reduced(bound) == whole ? [start] : []
    }
    if free.count == 1 {
      guard let whole = combined(parts, symbol) else { return [] }
      var extended = start
      extended[first] = whole
      return [extended]
    }
    var found: [Substitution] = []
    for place in parts.indices {
      var extended = start
      extended[first] = parts[place]
      var rest = parts
      rest.remove(at: place)
      add(distributed(rest, Array(free.dropFirst()), symbol, extended), to: &found)
      guard free.count == 2, parts.count > 2, free[1] != first, let whole = combined(rest, symbol)
      else { continue }
      extended = start
      extended[first] = whole
      if extended[free[1]] == nil {
        extended[free[1]] = parts[place]
        add([extended], to: &found)
      }
    }
    return Array(found.prefix(2 * Self.matchLimit))
  }

  /// A sum each part of which has the factors of a pattern: what is left of them is its variable.
  private mutating func factored(
    _ pattern: Term, _ symbol: Symbol, _ term: Term, _ start: Substitution
  ) -> [Substitution] {
    guard let sum = vocabulary.bank.symbol(term), commutative.contains(sum), sum != symbol else {
      return []
    }
    var known: [Term] = []
    var free: [Int] = []
    for part in flattened(pattern, symbol) {
      let number = vocabulary.bank.variableNumber(part)
      if let number, start[number] == nil {
        free.append(number)
      } else if number != nil || vocabulary.bank.isGround(part) {
        let value = number.flatMap { start[$0] } ?? part
        known += flattened(reduced(value), symbol)
      } else {
        return []
      }
    }
    guard free.count == 1, !known.isEmpty else { return [] }
    var quotients: [Term] = []
    for part in flattened(term, sum) {
      var factors = flattened(part, symbol)
      for own in known {
        guard let place = factors.firstIndex(of: own) else { return [] }
        factors.remove(at: place)
      }
      guard let rest = combined(factors, symbol) else { return [] }
      quotients.append(rest)
    }
    guard let whole = combined(quotients, sum) else { return [] }
    var extended = start
    extended[free[0]] = whole
    return [extended]
  }
}
