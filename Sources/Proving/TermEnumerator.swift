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
  /// Constructors with arguments in it, numerals left out (count).
  var constructors = 0
  /// By test: its value, a term of the evaluator. None as long as nobody asked `TermEnumerator.evaluate`.
  var values: [UInt32]

  var weight: Int {
    size + variables.nonzeroBitCount + functions.nonzeroBitCount + numerals.nonzeroBitCount
  }
}

/// Enumerates terms over some symbols and some variables of each sort.
struct TermEnumerator {
  private var symbols: [Symbol]
  /// By symbol of a function: its bit in the sets of candidates, one for each operator.
  private var functionBits: [Symbol: UInt64]
  private var evaluator: Evaluator
  /// By function that answers with a formula: the value that stands for truth.
  var answers: [Symbol: Term] { evaluator.answers }
  private let weightLimit: Int
  private let sizeLimit: Int
  private let variablesPerSort: Int
  /// By sort and size: the classes' first terms.
  private var classes: [TermSort: [[Candidate]]] = [:]
  /// By first term of a class: its place in `kept`, which has the values.
  private var placeOfKept = TermTable()
  private var kept: [[UInt32]] = []
  private let tests: Int
  /// Terms that may be made (count).
  var termLimit: Int
  /// Whether no function may occur twice in a term.
  var isLinear = false
  /// Up to this size functions may occur twice then, unless they take functions: that `map f` after `map g`
  /// maps both is no law of f and g.
  var repeatingSize = 0
  /// The bits of functions that take functions.
  private var takerBits: UInt64 = 0
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
    functionBits = Self.bits(symbols, vocabulary)
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
  mutating func restart(_ symbols: [Symbol], _ vocabulary: Vocabulary) {
    (self.symbols, classes, count, functionLevels) = (symbols, [:], 0, 0)
    (placeOfKept, kept) = (TermTable(), [])
    functionBits = Self.bits(symbols, vocabulary)
    takerBits = symbols.reduce(0) { bits, symbol in
      let takes = vocabulary.bank[symbol].arguments.contains { functionSorts.contains($0) }
      return takes ? bits | (functionBits[symbol] ?? 0) : bits
    }
  }

  private static func bits(_ symbols: [Symbol], _ vocabulary: Vocabulary) -> [Symbol: UInt64] {
    var operators: [OperatorID?] = []
    var bits: [Symbol: UInt64] = [:]
    for symbol in symbols where !vocabulary.bank[symbol].isConstructor {
      let id = vocabulary.operatorID(symbol)
      if !operators.contains(id) { operators.append(id) }
      bits[symbol] = 1 << UInt64((operators.firstIndex(of: id) ?? 0) & 63)
    }
    return bits
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
        let values = (0..<tests + Self.largeTests).map { test in
          test < tests
            ? evaluator.assigned(level: level, sort, test: test).index
            : evaluator.largeValue(level: level, sort, test: test).index
        }
        made.append(
          Candidate(
            term: vocabulary.eigenvariable(level, sort), size: 1, variables: 1 << UInt64(level),
            functions: 0, numerals: 0, values: values))
      }
    }
    var constants: [Candidate] = []
    for symbol in symbols
    where vocabulary.bank[symbol].arguments.isEmpty && !vocabulary.isSection(symbol) {
      guard let value = evaluator.value(symbol, []) else { continue }
      constants.append(
        Candidate(
          term: vocabulary.bank.make(symbol), size: 1, variables: 0,
          functions: functionBits[symbol] ?? 0,
          numerals: 0,
          values: Array(repeating: value.index, count: tests + Self.largeTests)))
    }
    made += sections(made + constants, &vocabulary) + constants
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
            values: Array(repeating: value.index, count: tests + Self.largeTests)))
      }
    }
    return made
  }

  /// Operators as arguments: they weigh nothing beyond what is given to them, which is a variable, or a value of a
  /// sort whose values are listed.
  private mutating func sections(_ leaves: [Candidate], _ vocabulary: inout Vocabulary)
    -> [Candidate]
  {
    var made: [Candidate] = []
    for symbol in symbols where vocabulary.isSection(symbol) {
      guard let sort = vocabulary.bank[symbol].arguments.first else {
        if let section = section(symbol, [], &vocabulary) { made.append(section) }
        continue
      }
      guard vocabulary.bank[symbol].arguments.count == 1 else { continue }
      let all = leaves.filter { vocabulary.bank.sort($0.term) == sort }
      let isListed = vocabulary.constructors[sort]?.allSatisfy {
        vocabulary.bank[$0].arguments.isEmpty
      }
      // Of a listed sort the values say more than a variable.
      let given =
        isListed == true
        ? all.filter { $0.variables == 0 } : Array(all.filter { $0.variables != 0 }.prefix(1))
      made += given.compactMap { section(symbol, [$0], &vocabulary) }
    }
    return made
  }

  private mutating func section(
    _ symbol: Symbol, _ given: [Candidate], _ vocabulary: inout Vocabulary
  ) -> Candidate? {
    let values = (0..<tests + Self.largeTests).map { test in
      evaluator.value(symbol, given.map { Term($0.values[test]) })?.index ?? Self.tooLarge
    }
    guard !values.contains(Self.tooLarge) else { return nil }
    return Candidate(
      term: vocabulary.bank.make(symbol, given.map(\.term)),
      size: given.filter { $0.variables != 0 }.count,
      variables: given.reduce(0) { $0 | $1.variables }, functions: functionBits[symbol] ?? 0,
      numerals: 0, values: values)
  }

  /// Makes a class of a term: terms of larger sizes are built upon it.
  mutating func keep(_ candidate: Candidate, _ sort: TermSort) {
    while classes[sort, default: []].count <= candidate.size {
      classes[sort, default: []].append([])
    }
    classes[sort]?[candidate.size].append(candidate)
    placeOfKept.set(candidate.term, UInt32(kept.count))
    kept.append(candidate.values)
  }

  /// The sorts of the classes, in order.
  var sorts: [TermSort] { classes.keys.sorted() }

  /// The classes' first terms of a sort, up to a size, smallest first.
  func firsts(_ sort: TermSort, upTo size: Int) -> [Candidate] {
    (classes[sort] ?? []).prefix(size + 1).flatMap { $0 }
  }

  /// The applications of symbols to classes that have this size and are within the limits, in order
  /// of symbols and classes, without their values. Terms without variables are left out: their value says
  /// it all.
  mutating func round(_ size: Int, _ vocabulary: inout Vocabulary) -> [Candidate] {
    var made: [Candidate] = []
    for symbol in symbols {
      let info = vocabulary.bank[symbol]
      if info.arguments.isEmpty { continue }
      let own = functionBits[symbol] ?? 0
      let pools = info.arguments.map { classes[$0] ?? [] }
      let arity = pools.count
      let picks = picks(pools, size - 1)
      var tuple: [Candidate] = []
      for start in stride(from: 0, to: picks.count, by: arity) {
        tuple.removeAll(keepingCapacity: true)
        for i in 0..<arity {
          let pick = picks[start + i]
          tuple.append(pools[i][pick.size][pick.place])
        }
        let variables = tuple.reduce(0) { $0 | $1.variables }
        let functions = tuple.reduce(own) { $0 | $1.functions }
        let numerals = tuple.reduce(0) { $0 | $1.numerals }
        let weight =
          size + (variables & ~functionLevels).nonzeroBitCount + functions.nonzeroBitCount
          + numerals.nonzeroBitCount
        guard variables != 0, weight <= weightLimit else { continue }
        if isLinear {
          let once = size > repeatingSize ? ~0 : takerBits
          let sum = tuple.reduce((own & once).nonzeroBitCount) {
            $0 + ($1.functions & once).nonzeroBitCount
          }
          guard sum == (functions & once).nonzeroBitCount else { continue }
          // What becomes no second argument of anything need not begin with a later variable.
          guard size + 1 < sizeLimit || isInOrder(tuple.map(\.term), vocabulary) else { continue }
        }
        // Larger numerals are coefficients: in terms of one variable, of the numeral's own sort.
        guard numerals == 0 || (variables.nonzeroBitCount == 1 && numeralSorts.contains(info.sort))
        else { continue }
        guard count < termLimit else { return made }
        count += 1
        made.append(
          Candidate(
            term: vocabulary.bank.make(symbol, tuple.map(\.term)), size: size,
            variables: variables, functions: functions, numerals: numerals,
            constructors: tuple.reduce(info.isConstructor ? 1 : 0) { $0 + $1.constructors },
            values: []))
      }
    }
    return made
  }

  /// Computes the values of a candidate. Returns whether it has one in each test that must have one.
  mutating func evaluate(_ candidate: inout Candidate, _ vocabulary: Vocabulary) -> Bool {
    guard candidate.values.isEmpty, let symbol = vocabulary.bank.symbol(candidate.term) else {
      return true
    }
    var vectors: [[UInt32]] = []
    var arguments = vocabulary.bank.arguments(candidate.term)
    for part in arguments {
      guard let place = placeOfKept[part] else { return false }
      vectors.append(kept[Int(place)])
    }
    var values: [UInt32] = []
    values.reserveCapacity(tests + Self.largeTests)
    for test in 0..<tests {
      for i in vectors.indices { arguments[i] = Term(vectors[i][test]) }
      guard let value = evaluator.value(symbol, arguments) else { return false }
      values.append(value.index)
    }
    for test in tests..<tests + Self.largeTests {
      var isKnown = true
      for i in vectors.indices {
        isKnown = isKnown && vectors[i][test] != Self.tooLarge
        arguments[i] = Term(vectors[i][test])
      }
      let value = isKnown ? evaluator.value(symbol, arguments, fuel: Evaluator.briefFuel) : nil
      values.append(value?.index ?? Self.tooLarge)
    }
    candidate.values = values
    return true
  }

  /// Whether further tests tell that a formula does not hold: an equation, or one that equations imply.
  /// A formula of another kind is not refuted.
  mutating func refutes(_ formula: Term, _ vocabulary: Vocabulary) -> Bool {
    let (stated, conclusion) = vocabulary.clause(formula)
    let premises = stated.flatMap(vocabulary.conjuncts)
    let subterms = vocabulary.bank.subterms(formula)
    return (tests..<tests + Self.furtherTests).contains { test in
      guard let values = values(subterms, test, vocabulary) else { return false }
      func holds(_ formula: Term) -> Bool? {
        switch vocabulary.shape(formula) {
        case .not(let part): return holds(part).map { !$0 }
        case .or(let first, let second):
          guard let a = holds(first), let b = holds(second) else { return nil }
          return a || b
        case .and(let first, let second):
          guard let a = holds(first), let b = holds(second) else { return nil }
          return a && b
        case .iff(let first, let second):
          guard let a = holds(first), let b = holds(second) else { return nil }
          return a == b
        default: break
        }
        guard let (left, right) = vocabulary.sides(formula).map({ ($0.left, $0.right) }),
          let a = values[left], let b = values[right]
        else { return nil }
        return a == b
      }
      return premises.allSatisfy { holds($0) == true } && holds(conclusion) == false
    }
  }

  /// Tests with large values, after the others: a term need not have a value there (count).
  private static let largeTests = 8
  /// Stands for a value that is too large, or takes too long to compute.
  static let tooLarge = UInt32.max

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
        values[term] =
          test & 1 == 0
          ? evaluator.assigned(level: level, vocabulary.bank.sort(term), test: test)
          : evaluator.scattered(level: level, vocabulary.bank.sort(term), test: test)
        continue
      }
      var arguments: [Term] = []
      for argument in vocabulary.bank.arguments(term) {
        guard let value = values[argument] else { return nil }
        arguments.append(value)
      }
      // Values of any shape may be large: what takes long to compute tells nothing.
      guard
        let value = test & 1 == 0
          ? evaluator.value(symbol, arguments)
          : evaluator.value(symbol, arguments, fuel: Evaluator.briefFuel)
      else { return nil }
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

  /// A class's first term: its size, and its place among those of that size.
  private struct Pick {
    let size: Int
    let place: Int
  }

  /// All choices of one class of each pool whose sizes add up, one choice after the other.
  private func picks(_ pools: [[[Candidate]]], _ size: Int) -> [Pick] {
    var picks: [Pick] = []
    var chosen: [Pick] = []
    func choose(_ pool: Int, _ size: Int) {
      let rest = pools.count - pool - 1
      guard rest >= 0 else { return picks += size == 0 ? chosen : [] }
      // Of the last, all that is left; operators as arguments have no size.
      for part in (rest == 0 ? size : 0)...size where part < pools[pool].count {
        for place in pools[pool][part].indices {
          chosen.append(Pick(size: part, place: place))
          choose(pool + 1, size - part)
          chosen.removeLast()
        }
      }
    }
    choose(0, size)
    return picks
  }
}
