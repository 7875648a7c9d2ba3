// Matching of patterns against terms, by backtracking over a list of what is still to be matched. An
// operator that is associative and commutative is matched by the multiset of its parts; its pattern may
// take some of them, the rest is handed to the caller. Start at `match`. Which operators these are,
// `TermAlgebra` says. The number of attempts is bounded: `isExhausted` tells that the bound was met.
// Source: D. Benanav, D. Kapur, P. Narendran, Complexity of matching problems, JSC 3 (1987): AC matching
// is NP-complete, hence the bound.

import Terms

/// What the classical rewriter knows of operators.
public struct TermAlgebra: Hashable, Sendable {
  /// Operators of two arguments that are associative and commutative, by name.
  public var associativeCommutative: Set<String>
  /// Operators of two arguments that are commutative only, by name.
  public var commutative: Set<String>
  /// Collects the names.
  public init(associativeCommutative: Set<String> = [], commutative: Set<String> = []) {
    (self.associativeCommutative, self.commutative) = (associativeCommutative, commutative)
  }

  /// Whether the arguments of a pattern stand for the parts of a sum or product.
  func matchesParts(_ name: String, _ patterns: [TermPattern]) -> Bool {
    associativeCommutative.contains(name)
      && (patterns.count >= 2 || TermPattern.hasSegment(patterns))
  }

  /// The parts of a term under an associative and commutative operator, from left to right.
  func parts(_ term: Term, _ symbol: Symbol, _ bank: TermBank) -> [Term] {
    var found: [Term] = []
    var stack = [term]
    while let next = stack.popLast() {
      if bank.symbol(next) == symbol {
        stack += bank.arguments(next).reversed()
      } else {
        found.append(next)
      }
    }
    return found
  }

  /// The parts joined again, nested to the right. Requires at least one.
  func joined(_ parts: [Term], _ symbol: Symbol, _ bank: inout TermBank) -> Term {
    var term = parts[parts.count - 1]
    for part in parts.dropLast().reversed() { term = bank.make(symbol, [part, term]) }
    return term
  }
}

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

  /// Whether matching was given up.
  var isExhausted: Bool { attempts <= 0 }

  private enum Task {
    case one(TermPattern, Term)
    case list(ArraySlice<TermPattern>, ArraySlice<Term>)
    /// Patterns and terms in any order; what is left over goes to the caller if `isTop`.
    case parts([TermPattern], [Term], isTop: Bool)
  }

  /// Bindings that make the pattern equal to the term that `accept` likes, or to some of its parts: the
  /// rest comes second.
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
      tasks = [.parts(parts, algebra.parts(term, symbol, holder.language.bank), isTop: true)]
    }
    _ = solve(tasks, PatternBindings(count: count), [], &holder) { bindings, rest, holder in
      guard accept(bindings, rest, &holder) else { return false }
      result = (bindings, rest)
      return true
    }
    return result
  }

  private mutating func solve<Holder: TermHolder>(
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
        let arguments = holder.language.bank.arguments(term)
        if algebra.matchesParts(name, parts) {
          let sum = algebra.parts(term, symbol, holder.language.bank)
          tasks.append(.parts(parts, sum, isTop: false))
        } else if algebra.commutative.contains(name), parts.count == 2, arguments.count == 2 {
          for order in [arguments, arguments.reversed()] {
            let next = tasks + [.list(parts[...], order[...])]
            if solve(next, bindings, rest, &holder, done) { return true }
          }
          return false
        } else {
          if arguments.count != parts.count && !TermPattern.hasSegment(parts) { return false }
          tasks.append(.list(parts[...], arguments[...]))
        }
      case .list(let patterns, let terms):
        guard let first = patterns.first else {
          if terms.isEmpty { continue }
          return false
        }
        if case .segment(let number) = first {
          for length in 0...terms.count {
            let taken = Array(terms.prefix(length))
            if let known = bindings.terms[number], known != taken { continue }
            var next = bindings
            next.terms[number] = taken
            let open = tasks + [.list(patterns.dropFirst(), terms.dropFirst(length))]
            if solve(open, next, rest, &holder, done) { return true }
          }
          return false
        }
        guard let term = terms.first else { return false }
        tasks.append(.list(patterns.dropFirst(), terms.dropFirst()))
        tasks.append(.one(first, term))
      case .parts(let patterns, let terms, let isTop):
        return solveParts(patterns, terms, isTop, tasks, bindings, rest, &holder, done)
      }
    }
    return done(bindings, rest, &holder)
  }

  /// The most specific pattern first: applications, then slots, then segments.
  private mutating func solveParts<Holder: TermHolder>(
    _ patterns: [TermPattern], _ terms: [Term], _ isTop: Bool, _ tasks: [Task],
    _ bindings: PatternBindings, _ rest: [Term], _ holder: inout Holder,
    _ done: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> Bool {
    guard
      let place = patterns.firstIndex(where: { $0.head != nil })
        ?? patterns.firstIndex(where: { if case .slot = $0 { true } else { false } })
    else { return solveSegments(patterns, terms, isTop, tasks, bindings, rest, &holder, done) }
    var others = patterns
    let pattern = others.remove(at: place)
    var tried: Set<Term> = []
    for (i, term) in terms.enumerated() where tried.insert(term).inserted {
      var left = terms
      left.remove(at: i)
      let next = tasks + [.parts(others, left, isTop: isTop), .one(pattern, term)]
      if solve(next, bindings, rest, &holder, done) { return true }
    }
    return false
  }

  private mutating func solveSegments<Holder: TermHolder>(
    _ patterns: [TermPattern], _ terms: [Term], _ isTop: Bool, _ tasks: [Task],
    _ bindings: PatternBindings, _ rest: [Term], _ holder: inout Holder,
    _ done: (PatternBindings, [Term], inout Holder) -> Bool
  ) -> Bool {
    guard let last = patterns.last, case .segment(let number) = last else {
      if terms.isEmpty { return solve(tasks, bindings, rest, &holder, done) }
      return isTop && rest.isEmpty ? solve(tasks, bindings, terms, &holder, done) : false
    }
    var next = bindings
    if patterns.count == 1 {
      // The only segment takes all that is left.
      if let known = bindings.terms[number], known.sorted() != terms.sorted() { return false }
      next.terms[number] = next.terms[number] ?? terms
      return solve(tasks, next, rest, &holder, done)
    }
    guard terms.count < 20 else { return false }
    for choice in 0..<(1 << terms.count) {
      let taken = terms.indices.filter { choice >> $0 & 1 == 1 }.map { terms[$0] }
      if let known = bindings.terms[number], known.sorted() != taken.sorted() { continue }
      next.terms[number] = taken
      let left = terms.indices.filter { choice >> $0 & 1 == 0 }.map { terms[$0] }
      if solveSegments(patterns.dropLast(), left, isTop, tasks, next, rest, &holder, done) {
        return true
      }
    }
    return false
  }
}
