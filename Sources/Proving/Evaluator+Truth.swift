// Truth values of formulas on tests. Start at `truth`. A quantifier ranges over small values
// only, so "false" may mean that no small witness was found. `Explorer+Predicates` asks.

import ProofKernel
import Terms

/// On which tests a formula holds.
struct TruthVector: Hashable, Sendable {
  /// Tests of a formula (count): of three small numbers nearly all combinations.
  static let testCount = 128
  private var words: [UInt64] = Array(repeating: 0, count: testCount / 64)

  subscript(test: Int) -> Bool {
    get { words[test / 64] >> UInt64(test % 64) & 1 == 1 }
    set { if newValue { words[test / 64] |= 1 << UInt64(test % 64) } }
  }
  var isAllTrue: Bool { words.allSatisfy { $0 == .max } }
  var isAllFalse: Bool { words.allSatisfy { $0 == 0 } }

  func isSubset(of other: Self) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }
  func union(_ other: Self) -> Self { joined(other, |) }
  func intersection(_ other: Self) -> Self { joined(other, &) }

  private func joined(_ other: Self, _ operation: (UInt64, UInt64) -> UInt64) -> Self {
    var result = self
    for i in words.indices { result.words[i] = operation(words[i], other.words[i]) }
    return result
  }
}

extension Evaluator {
  /// Values that a quantifier over a sort with zero and successor tries (count): above any sum or
  /// product of two small test values.
  private static let numberCount = 40

  /// The truth values of a formula over open variables; nil where a value is too large.
  mutating func truth(_ formula: Term) -> TruthVector? {
    let variables = vocabulary.openVariables(formula)
    var vector = TruthVector()
    for test in 0..<TruthVector.testCount {
      var values: [Term: Term] = [:]
      for variable in variables {
        guard let level = vocabulary.level(variable) else { return nil }
        values[variable] = smallValue(level: level, vocabulary.bank.sort(variable), test: test)
      }
      guard let isTrue = holds(vocabulary.bank.renaming(formula, values)) else { return nil }
      vector[test] = isTrue
    }
    return vector
  }

  /// Whether a formula without open variables holds. `restsOnStuckTerms` becomes true where that is so only if terms
  /// that do not compute, such as a function without a table applied to something, differ from others.
  mutating func holds(_ formula: Term) -> Bool? {
    if let known = truths[formula] {
      if uncertain.contains(formula) { restsOnStuckTerms = true }
      return known
    }
    let before = restsOnStuckTerms
    restsOnStuckTerms = false
    defer {
      if restsOnStuckTerms { uncertain.insert(formula) }
      restsOnStuckTerms = restsOnStuckTerms || before
    }
    let result: Bool?
    switch vocabulary.shape(formula) {
    case .equal(let left, let right):
      guard let left = value(left), let right = value(right) else { return nil }
      result = left == right
      if tracksStuckTerms, left != right, !differ(left, right) { restsOnStuckTerms = true }
    case .falsum: result = false
    case .not(let part): result = holds(part).map { !$0 }
    case .and(let left, let right): result = both(left, right) { $0 && $1 }
    case .or(let left, let right): result = both(left, right) { $0 || $1 }
    case .implies(let left, let right): result = both(left, right) { !$0 || $1 }
    case .iff(let left, let right): result = both(left, right) { $0 == $1 }
    case .exists(let sort, let body): result = search(sort, body, for: true)
    case .forall(let sort, let body): result = search(sort, body, for: false)
    case .atom: result = atomHolds(formula)
    }
    truths[formula] = result
    return result
  }

  /// Whether two terms differ whatever those inside them that do not compute stand for. Members of abstract sorts are
  /// new values, and so is what a function without definition makes of values, if its sort is abstract: what is a truth
  /// value, or a list, is one of few.
  private func differ(_ left: Term, _ right: Term) -> Bool {
    guard left != right, isMade(left), isMade(right) else { return false }
    let bank = vocabulary.bank
    if bank.symbol(left) != bank.symbol(right) { return true }
    return zip(bank.arguments(left), bank.arguments(right)).contains { differ($0, $1) }
  }

  private func isMade(_ term: Term) -> Bool {
    guard let symbol = vocabulary.bank.symbol(term) else { return false }
    return vocabulary.bank[symbol].isConstructor
      || vocabulary.constructors[vocabulary.bank[symbol].sort] == nil && !isDefined(symbol)
  }

  private mutating func both(_ left: Term, _ right: Term, _ join: (Bool, Bool) -> Bool) -> Bool? {
    guard let first = holds(left), let second = holds(right) else { return nil }
    return join(first, second)
  }

  /// Whether some small value makes the body what is looked for; else the contrary is taken to hold.
  private mutating func search(_ sort: TermSort, _ body: Term, for wanted: Bool) -> Bool? {
    for value in numbers(sort) ?? pool(sort) {
      guard let isTrue = holds(vocabulary.instance(body, by: value)) else { return nil }
      if isTrue == wanted { return wanted }
    }
    return !wanted
  }

  private mutating func atomHolds(_ atom: Term) -> Bool? {
    guard let normal = value(atom) else { return nil }
    if normal != atom { return holds(normal) }
    guard let symbol = vocabulary.bank.symbol(atom), let definition = predicates[symbol] else {
      return nil
    }
    var substitution = Substitution(count: definition.variableCount)
    guard vocabulary.bank.match(definition.left, atom, &substitution) else { return nil }
    return holds(vocabulary.bank.instance(definition.right, substitution))
  }

  /// 0, 1, 2, … where the sort has zero and successor; nil for other sorts.
  private mutating func numbers(_ sort: TermSort) -> [Term]? {
    guard let made = vocabulary.constructors[sort], made.count == 2,
      let zero = made.first(where: { vocabulary.bank[$0].arguments.isEmpty }),
      let next = made.first(where: { vocabulary.bank[$0].arguments == [sort] })
    else { return nil }
    var numbers = [vocabulary.bank.make(zero)]
    while numbers.count < Self.numberCount {
      numbers.append(vocabulary.bank.make(next, [numbers[numbers.count - 1]]))
    }
    return numbers
  }
}
