// Terms by size, each with its vector of values: the raw material of conjectures. Start at `round`,
// which makes the terms of the next size from the classes found so far. A class is what has one
// vector; only its first term is built upon. The weight of a term, which bounds the search, is its
// size plus the number of different functions, variables and larger numerals in it: terms of few
// symbols may be larger. `Explorer` turns terms of one class into conjectures.

import ProofKernel
import Terms

/// A term that was enumerated.
struct Candidate: Sendable {
  let term: Term
  let size: Int
  /// Bit sets: variables, functions, numerals above one.
  let variables: UInt64
  let functions: UInt64
  let numerals: UInt64
  /// By test: its value, a term of the evaluator.
  let values: [UInt32]

  var weight: Int {
    size + variables.nonzeroBitCount + functions.nonzeroBitCount + numerals.nonzeroBitCount
  }
}

/// Enumerates terms over some symbols and some variables of each sort.
struct TermEnumerator {
  private var symbols: [Symbol]
  /// By symbol of a function: its bit in the sets of candidates, one for each operator.
  private let functionBits: [Symbol: UInt64]
  private var evaluator: Evaluator
  private let weightLimit: Int
  private let sizeLimit: Int
  private let variablesPerSort: Int
  /// By sort and size: the classes' first terms.
  private var classes: [TermSort: [[Candidate]]] = [:]
  private let tests: Int
  /// Terms that may be made (count).
  var termLimit: Int
  /// Whether no function may occur twice in a term.
  var isLinear = false
  private var numeralSorts: Set<TermSort> = []
  /// The sorts of functions, and the levels of variables that are functions: where these stand is not a
  /// choice, and so they weigh nothing beyond their size.
  private let functionSorts: Set<TermSort>
  private var functionLevels: UInt64 = 0
  /// Terms made so far (count).
  private(set) var count = 0

  init(
    symbols: [Symbol], vocabulary: Vocabulary, evaluator: Evaluator, limits: ExplorationLimits
  ) {
    (self.symbols, self.evaluator) = (symbols, evaluator)
    (weightLimit, tests, termLimit) = (limits.weight, limits.tests, limits.terms)
    (sizeLimit, variablesPerSort) = (limits.size, limits.variablesPerSort)
    var operators: [OperatorID?] = []
    var bits: [Symbol: UInt64] = [:]
    for symbol in symbols where !vocabulary.bank[symbol].isConstructor {
      let id = vocabulary.operatorID(symbol)
      if !operators.contains(id) { operators.append(id) }
      bits[symbol] = 1 << UInt64((operators.firstIndex(of: id) ?? 0) & 63)
    }
    functionBits = bits
    functionSorts = Set(
      vocabulary.operations.filter { vocabulary.operatorID($0) == .apply }.map {
        vocabulary.bank[$0].arguments[0]
      })
  }

  /// Rules tried and applied while terms were evaluated (counts).
  var tested: (matches: Int, rewrites: Int) {
    (evaluator.vocabulary.bank.matchCount, evaluator.vocabulary.bank.rewriteCount)
  }

  /// Forgets the classes; from here on terms are made of these symbols.
  mutating func restart(_ symbols: [Symbol]) {
    (self.symbols, classes, count, functionLevels) = (symbols, [:], 0, 0)
  }

  /// The terms of size one: variables, the first few of those that a sort has (levels in order of
  /// sorts), constants, numerals up to six.
  mutating func leaves(
    sorts: [TermSort], variables count: Int, of variablesPerSort: Int,
    numerals: [(sort: TermSort, terms: [Term])], _ vocabulary: inout Vocabulary
  ) -> [Candidate] {
    var made: [Candidate] = []
    for (place, sort) in sorts.enumerated() {
      for i in 0..<count {
        let level = place * variablesPerSort + i
        guard level < 64 else { continue }
        if functionSorts.contains(sort) { functionLevels |= 1 << UInt64(level) }
        let values = (0..<tests).map { evaluator.assigned(level: level, sort, test: $0).index }
        made.append(
          Candidate(
            term: vocabulary.eigenvariable(level, sort), size: 1, variables: 1 << UInt64(level),
            functions: 0, numerals: 0, values: values))
      }
    }
    for symbol in symbols where vocabulary.bank[symbol].arguments.isEmpty {
      guard let value = evaluator.value(symbol, []) else { continue }
      made.append(
        Candidate(
          term: vocabulary.bank.make(symbol), size: 1, variables: 0,
          functions: functionBits[symbol] ?? 0,
          numerals: 0, values: Array(repeating: value.index, count: tests)))
    }
    for (sort, terms) in numerals {
      numeralSorts.insert(sort)
      var below = terms[0]
      for (number, term) in terms.enumerated().dropFirst() {
        guard let symbol = vocabulary.bank.symbol(term),
          let value = evaluator.value(symbol, [below])
        else { continue }
        below = value
        made.append(
          Candidate(
            term: term, size: 1, variables: 0, functions: 0,
            numerals: number > 1 ? 1 << UInt64(number) : 0,
            values: Array(repeating: value.index, count: tests)))
      }
    }
    return made
  }

  /// Makes a class of a term: terms of larger sizes are built upon it.
  mutating func keep(_ candidate: Candidate, _ sort: TermSort) {
    while classes[sort, default: []].count <= candidate.size {
      classes[sort, default: []].append([])
    }
    classes[sort]?[candidate.size].append(candidate)
  }

  /// The sorts of the classes, in order.
  var sorts: [TermSort] { classes.keys.sorted() }

  /// The classes' first terms of a sort, up to a size, smallest first.
  func firsts(_ sort: TermSort, upTo size: Int) -> [Candidate] {
    (classes[sort] ?? []).prefix(size + 1).flatMap { $0 }
  }

  /// The applications of symbols to classes that have this size and are within the limits, in order
  /// of symbols and classes. Terms without variables are left out: their value says it all.
  mutating func round(_ size: Int, _ vocabulary: inout Vocabulary) -> [Candidate] {
    var made: [Candidate] = []
    for symbol in symbols {
      let info = vocabulary.bank[symbol]
      if info.arguments.isEmpty { continue }
      let own = functionBits[symbol] ?? 0
      for tuple in tuples(info.arguments[...], size - 1) {
        let variables = tuple.reduce(0) { $0 | $1.variables }
        let functions = tuple.reduce(own) { $0 | $1.functions }
        let numerals = tuple.reduce(0) { $0 | $1.numerals }
        let weight =
          size + (variables & ~functionLevels).nonzeroBitCount + functions.nonzeroBitCount
          + numerals.nonzeroBitCount
        guard variables != 0, weight <= weightLimit else { continue }
        if isLinear {
          let sum = tuple.reduce(own.nonzeroBitCount) { $0 + $1.functions.nonzeroBitCount }
          guard sum == functions.nonzeroBitCount else { continue }
          // What becomes no second argument of anything need not begin with a later variable.
          guard size + 1 < sizeLimit || isInOrder(tuple.map(\.term), vocabulary) else { continue }
        }
        // Larger numerals are coefficients: in terms of one variable, of the numeral's own sort.
        guard numerals == 0 || (variables.nonzeroBitCount == 1 && numeralSorts.contains(info.sort))
        else { continue }
        guard count < termLimit else { return made }
        var values: [UInt32] = []
        values.reserveCapacity(tests)
        for test in 0..<tests {
          guard let value = evaluator.value(symbol, tuple.map { Term($0.values[test]) }) else {
            break
          }
          values.append(value.index)
        }
        guard values.count == tests else { continue }
        count += 1
        made.append(
          Candidate(
            term: vocabulary.bank.make(symbol, tuple.map(\.term)), size: size,
            variables: variables, functions: functions, numerals: numerals, values: values))
      }
    }
    return made
  }

  /// Whether further tests tell that a formula does not hold: an equation, or one that equations imply.
  /// A formula of another kind is not refuted.
  mutating func refutes(_ formula: Term, _ vocabulary: Vocabulary) -> Bool {
    let (premises, conclusion) = vocabulary.clause(formula)
    let subterms = vocabulary.bank.subterms(formula)
    return (tests..<tests + Self.furtherTests).contains { test in
      guard let values = values(subterms, test, vocabulary) else { return false }
      func holds(_ formula: Term) -> Bool? {
        guard let (left, right) = vocabulary.sides(formula).map({ ($0.left, $0.right) }),
          let a = values[left], let b = values[right]
        else { return nil }
        return a == b
      }
      return premises.allSatisfy { holds($0) == true } && holds(conclusion) == false
    }
  }

  /// Tests that only conjectures are put to (count).
  private static let furtherTests = 80

  /// The values of terms in one test, subterms first; nil if one cannot be computed.
  private mutating func values(_ terms: [Term], _ test: Int, _ vocabulary: Vocabulary)
    -> [Term: Term]?
  {
    var values: [Term: Term] = [:]
    for term in terms where vocabulary.bank.sort(term) != .formula {
      guard let symbol = vocabulary.bank.symbol(term) else { return nil }
      if let level = vocabulary.level(term) {
        values[term] = evaluator.assigned(level: level, vocabulary.bank.sort(term), test: test)
        continue
      }
      var arguments: [Term] = []
      for argument in vocabulary.bank.arguments(term) {
        guard let value = values[argument] else { return nil }
        arguments.append(value)
      }
      guard let value = evaluator.value(symbol, arguments) else { return nil }
      values[term] = value
    }
    return values
  }

  /// Whether the variables of each sort occur for the first time in order of their levels.
  func isInOrder(_ roots: [Term], _ vocabulary: Vocabulary) -> Bool {
    var latest: [TermSort: Int] = [:]
    var stack = Array(roots.reversed())
    while let term = stack.popLast() {
      if let level = vocabulary.level(term) {
        let sort = vocabulary.bank.sort(term)
        let before = latest[sort] ?? -1
        if level > before + 1, before >= 0 || level % variablesPerSort != 0 { return false }
        latest[sort] = max(before, level)
      }
      stack += vocabulary.bank.arguments(term).reversed()
    }
    return true
  }

  /// All tuples of classes of these sorts whose sizes add up.
  private func tuples(_ sorts: ArraySlice<TermSort>, _ size: Int) -> [[Candidate]] {
    guard let sort = sorts.first else { return size == 0 ? [[]] : [] }
    let rest = sorts.dropFirst()
    guard let own = classes[sort], size > rest.count else { return [] }
    var result: [[Candidate]] = []
    for part in 1...(size - rest.count) where part < own.count && !own[part].isEmpty {
      let tails = tuples(rest, size - part)
      if tails.isEmpty { continue }
      for candidate in own[part] { for tail in tails { result.append([candidate] + tail) } }
    }
    return result
  }
}
