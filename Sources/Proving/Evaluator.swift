// Values of terms: what the definitions compute for ground constructor terms. Start at `value`. A
// term that is to be tested has a vector of values, one for each of a fixed sequence of assignments
// to its variables; two terms with the same vector are conjectured to be equal. Members of a sort
// variable are atoms, and functions on them are free: f a is a new value. `Explorer` asks.
// Source: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017), 3.

import Terms

/// Computes values over the symbols of a vocabulary.
struct Evaluator {
  var vocabulary: Vocabulary
  private var definitions: Normalizer
  /// Predicates that are defined by formulas with quantifiers.
  let predicates: [Symbol: PredicateDefinition]
  var truths: [Term: Bool] = [:]
  private var pools: [TermSort: [Term]] = [:]

  /// Rewrites that computing one value may take (count). Each may be inside the last, and 20 000 of
  /// them have overflown a stack of 8 MB.
  private static let evaluationFuel = 8_000
  /// The largest number of symbols in a value that is used (count).
  static let largestValue = 400

  init(
    _ vocabulary: Vocabulary, _ definitions: Normalizer,
    _ predicates: [Symbol: PredicateDefinition] = [:]
  ) {
    (self.vocabulary, self.definitions) = (vocabulary, definitions)
    self.predicates = predicates
  }

  /// The value of a symbol on values; nil where it is too large, or takes too long to compute.
  mutating func value(_ symbol: Symbol, _ arguments: [Term]) -> Term? {
    value(vocabulary.bank.make(symbol, arguments))
  }

  /// The value of a term without variables; nil as above.
  mutating func value(_ term: Term) -> Term? {
    definitions.fuel = Self.evaluationFuel
    let result = definitions.normalize(term, &vocabulary.bank)
    guard definitions.fuel > 0, vocabulary.bank.size(result) <= Self.largestValue else {
      return nil
    }
    return result
  }

  /// The value of the variable at that level in assignment number `test` (count from 0): small
  /// values in all combinations first, then a fixed sequence that mixes.
  mutating func assigned(level: Int, _ sort: TermSort, test: Int) -> Term {
    // The first tests are small: zero, one and two elements deep.
    let width = test < 4 ? 2 : test < 16 ? 4 : Int.max
    return mixed(level: level, sort, test: test, width: width)
  }

  /// As `assigned`, of the few smallest values only.
  mutating func smallValue(level: Int, _ sort: TermSort, test: Int) -> Term {
    mixed(level: level, sort, test: test, width: test < 8 ? 2 : 5)
  }

  private mutating func mixed(level: Int, _ sort: TermSort, test: Int, width: Int) -> Term {
    let pool = pool(sort)
    var mixed = UInt64(test) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(level + 1) &* 0xC2B2_AE3D_27D4_EB4F
    mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
    mixed ^= mixed >> 32
    return pool[Int(mixed % UInt64(max(min(width, pool.count), 1)))]
  }

  /// Some values of a sort, small ones first.
  mutating func pool(_ sort: TermSort, depth: Int = 0) -> [Term] {
    if let known = pools[sort] { return known }
    guard let constructors = vocabulary.constructors[sort], depth < 4 else {
      let atoms = (0..<5).map { vocabulary.eigenvariable(1000 + $0, sort) }
      pools[sort] = atoms
      return atoms
    }
    var layers: [Term] = []
    for constructor in constructors where !vocabulary.bank[constructor].arguments.contains(sort) {
      for arguments in tuples(vocabulary.bank[constructor].arguments, own: sort, [], depth, 0) {
        layers.append(vocabulary.bank.make(constructor, arguments))
      }
    }
    var round = 0
    while round < 4, layers.count < 8 {
      var next: [Term] = []
      for constructor in constructors where vocabulary.bank[constructor].arguments.contains(sort) {
        let arguments = vocabulary.bank[constructor].arguments
        for tuple in tuples(arguments, own: sort, layers, depth, round) {
          next.append(vocabulary.bank.make(constructor, tuple))
        }
      }
      for term in next where !layers.contains(term) && layers.count < 10 { layers.append(term) }
      round += 1
    }
    pools[sort] = layers
    return layers
  }

  /// A few tuples of values of these sorts, the sort itself taken from `own values` so far.
  private mutating func tuples(
    _ sorts: [TermSort], own: TermSort, _ values: [Term], _ depth: Int, _ round: Int
  ) -> [[Term]] {
    var result: [[Term]] = [[]]
    for (place, sort) in sorts.enumerated() {
      let pool = sort == own ? Array(values.suffix(4)) : self.pool(sort, depth: depth + 1)
      guard !pool.isEmpty else { return [] }
      var longer: [[Term]] = []
      for (i, tuple) in result.enumerated() {
        for j in 0..<min(2, pool.count) {
          longer.append(tuple + [pool[(i + 2 * j + place + round) % pool.count]])
        }
      }
      result = longer
    }
    return Array(result.prefix(6))
  }
}
