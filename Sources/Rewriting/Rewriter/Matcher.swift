// Matching of patterns against terms, by backtracking over a list of what is still to be matched. An
// operator that is associative and commutative is matched by the multiset of its parts, in
// `Matcher+Parts.swift`; its pattern may take some of them, the rest is handed to the caller. Start at `match`.
// Which operators these are, `TermAlgebra` says; patterns are flattened for it before. The number of attempts is
// bounded: `isExhausted` tells that the bound was met.
// Source: D. Benanav, D. Kapur, P. Narendran, Complexity of matching problems, JSC 3 (1987): AC matching
// is NP-complete, hence the bound.

import Terms

/// Who has the terms that are matched. It is handed through a match, not copied: a copy would be made whole
/// as soon as whoever accepts a match makes a term.
protocol TermHolder {
  var language: Language { get set }
}

/// One matching problem.
struct Matcher {
  let algebra: TermAlgebra
  /// Attempts still allowed (count).
  var attempts = 20_000
  /// Whether the last slot of a sum below another operator takes all parts that are left; else each takes one.
  var slotsTakeRests = false
  /// The sums that are being matched. What is taken out of one is put back on the way back.
  var pools: [PartsPool] = []

  init(algebra: TermAlgebra) { self.algebra = algebra }

  /// Whether matching was given up.
  var isExhausted: Bool { attempts <= 0 }

  enum Task {
    case one(TermPattern, Term)
    case list(ArraySlice<TermPattern>, ArraySlice<Term>)
    /// Patterns and the parts of a pool in any order; what is left over goes to the caller if `isTop`.
    case parts([TermPattern], pool: Int, isTop: Bool)
  }

  /// Bindings that make the pattern equal to the term that `accept` likes, or to some of its parts: the
  /// rest comes second. Requires that the pattern is flattened.
  mutating func match<Holder: TermHolder>(
    _ pattern: TermPattern, _ term: Term, count: Int, in holder: inout Holder,
    accept: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> (PatternBindings, rest: [Term])? {
    var result: (PatternBindings, rest: [Term])?
    var tasks = [Task.one(pattern, term)]
    if case .apply(let name, let parts) = pattern, algebra.matchesParts(name, parts),
      let symbol = holder.language.bank.symbol(term),
      holder.language.names[Int(symbol.index)] == name
    {
      guard open(term, symbol, holder.language.bank) else { return nil }
      tasks = [.parts(parts, pool: 0, isTop: true)]
    }
    _ = solve(tasks, PatternBindings(count: count), [], &holder) { bindings, rest, holder in
      guard accept(bindings, rest, &holder) else { return false }
      result = (bindings, rest)
      return true
    }
    return result
  }

  /// Takes a sum apart; false, and gives up, if it has too many parts.
  private mutating func open(_ sum: Term, _ symbol: Symbol, _ bank: TermBank) -> Bool {
    guard let parts = algebra.parts(sum, symbol, bank, atMost: TermAlgebra.mostParts) else {
      attempts = 0
      return false
    }
    pools.append(PartsPool(parts, symbol))
    return true
  }

  mutating func solve<Holder: TermHolder>(
    _ tasks: [Task], _ bindings: PatternBindings, _ rest: [Term], _ holder: inout Holder,
    _ done: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> Bool {
    var (tasks, bindings) = (tasks, bindings)
    while let task = tasks.popLast() {
      attempts -= 1
      if attempts <= 0 { return false }
      switch task {
      case .one(.slot(let number, let predicate), let term):
        if let known = bindings.terms[number] {
          if known != [term] { return false }
        } else {
          if let predicate, !predicate(term, holder.language) { return false }
          bindings.terms[number] = [term]
        }
      case .one(.segment(let number), let term):
        if let known = bindings.terms[number], known != [term] { return false }
        bindings.terms[number] = [term]
      case .one(.apply(let name, let parts), let term):
        guard let symbol = holder.language.bank.symbol(term),
          holder.language.names[Int(symbol.index)] == name
        else { return false }
        if algebra.matchesParts(name, parts) {
          guard open(term, symbol, holder.language.bank) else { return false }
          defer { pools.removeLast() }
          tasks.append(.parts(parts, pool: pools.count - 1, isTop: false))
          return solve(tasks, bindings, rest, &holder, done)
        }
        let arguments = holder.language.bank.arguments(term)
        if algebra.commutative.contains(name), parts.count == 2, arguments.count == 2 {
          for order in [arguments, arguments.reversed()] {
            let next = tasks + [.list(parts[...], order[...])]
            if solve(next, bindings, rest, &holder, done) { return true }
          }
          return false
        }
        if arguments.count != parts.count && !TermPattern.hasSegment(parts) { return false }
        tasks.append(.list(parts[...], arguments[...]))
      case .list(let patterns, let terms):
        guard let first = patterns.first else {
          if terms.isEmpty { continue }
          return false
        }
        if case .segment(let number) = first {
          return solveSegment(
            number, patterns.dropFirst(), terms, tasks, bindings, rest, &holder, done)
        }
        guard let term = terms.first else { return false }
        tasks.append(.list(patterns.dropFirst(), terms.dropFirst()))
        tasks.append(.one(first, term))
      case .parts(let patterns, let pool, let isTop):
        return solveParts(patterns, pool, isTop, tasks, bindings, rest, &holder, done)
      }
    }
    return done(bindings, rest, &holder)
  }

  /// A segment of neighbouring arguments, the shortest first.
  private mutating func solveSegment<Holder: TermHolder>(
    _ number: Int, _ others: ArraySlice<TermPattern>, _ terms: ArraySlice<Term>, _ tasks: [Task],
    _ bindings: PatternBindings, _ rest: [Term], _ holder: inout Holder,
    _ done: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> Bool {
    var lengths = 0...terms.count
    if let known = bindings.terms[number] {
      guard known.count <= terms.count, terms.prefix(known.count).elementsEqual(known) else {
        return false
      }
      lengths = known.count...known.count
    } else if others.isEmpty {
      lengths = terms.count...terms.count
    }
    for length in lengths {
      let left = terms.dropFirst(length)
      // What cannot come next need not be tried.
      if let next = others.first, next.head != nil {
        guard let term = left.first else { return false }
        if !mayMatch(next, term, bindings, holder.language) { continue }
      }
      var next = bindings
      next.terms[number] = Array(terms.prefix(length))
      if solve(tasks + [.list(others, left)], next, rest, &holder, done) { return true }
      if isExhausted { return false }
    }
    return false
  }

  /// False only where heads, or slots that are bound, show that a pattern does not match.
  func mayMatch(
    _ pattern: TermPattern, _ term: Term, _ bindings: PatternBindings, _ language: Language
  ) -> Bool {
    switch pattern {
    case .segment: return true
    case .slot(let number, _): return bindings.terms[number].map { $0 == [term] } ?? true
    case .apply(let name, let parts):
      guard let symbol = language.bank.symbol(term), language.names[Int(symbol.index)] == name
      else { return false }
      if TermPattern.hasSegment(parts) || algebra.matchesParts(name, parts)
        || algebra.commutative.contains(name)
      {
        return true
      }
      guard language.bank.arity(term) == parts.count else { return false }
      for (place, part) in parts.enumerated()
      where !mayMatch(part, language.bank.argument(term, place), bindings, language) {
        return false
      }
      return true
    }
  }
}
