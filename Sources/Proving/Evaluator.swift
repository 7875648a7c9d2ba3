// Values of terms: what the definitions compute for ground constructor terms. Start at `value`. A
// term that is to be tested has a vector of values, one for each of a fixed sequence of assignments
// to its variables; two terms with the same vector are conjectured to be equal. Members of a sort
// variable are atoms, and functions on them are free: f a is a new value, unless `tabulate` has given
// them tables. `Explorer` asks.
// Source: N. Smallbone et al., Quick specifications for the busy programmer, JFP 27 (2017), 3.

import Terms

/// Computes values over the symbols of a vocabulary.
struct Evaluator {
  var vocabulary: Vocabulary
  private var definitions: Normalizer
  /// Predicates that are defined by formulas with quantifiers.
  let predicates: [Symbol: PredicateDefinition]
  /// Functions that are defined by formulas without, and the value that stands for truth.
  let answers: [Symbol: Term]
  /// These and all functions whose definitions use them.
  let asking: Set<Symbol>
  /// By term that waits for an answer: the answer.
  var known: [Term: Term] = [:]
  var truths: [Term: Bool] = [:]
  /// Whether `restsOnStuckTerms` is asked for, which costs; what was known before does not tell.
  var tracksStuckTerms = false
  /// See `holds`, and the formulas of which it was true.
  var restsOnStuckTerms = false
  var uncertain: Set<Term> = []
  /// Of functions that stand for all: what they make of which values; see `tabulate`.
  var tables: [Term: [(argument: Term, value: Term)]] = [:]
  private var pools: [TermSort: [Term]] = [:]
  private var largePools: [TermSort: [Term]] = [:]

  /// Rewrites that computing one value may take (count).
  private static let evaluationFuel = 8_000
  /// The same for arguments that are large.
  static let briefFuel = 500
  /// The largest number of symbols in a value that is used (count).
  static let largestValue = 400

  init(
    _ vocabulary: Vocabulary, _ definitions: Normalizer,
    _ predicates: [Symbol: PredicateDefinition] = [:]
  ) {
    (self.vocabulary, self.definitions) = (vocabulary, definitions)
    self.predicates = predicates
    answers = Self.answers(definitions.all, vocabulary)
    asking = Self.asking(answers, definitions.all, vocabulary.bank)
    // Values are asked for, not how they came about.
    self.definitions.isRecording = false
  }

  /// Whether a definition says what a symbol computes.
  func isDefined(_ symbol: Symbol) -> Bool { !definitions.rules(for: symbol).isEmpty }

  /// Adds rules to the definitions.
  mutating func add(_ rules: [Rule]) { definitions.add(rules, vocabulary.bank) }

  /// The value of a symbol on values; nil where it is too large, or takes too long to compute.
  mutating func value(_ symbol: Symbol, _ arguments: [Term], fuel: Int = evaluationFuel) -> Term? {
    let term = vocabulary.bank.make(symbol, over: arguments.span)
    guard asking.contains(symbol) else { return normalized(term, fuel: fuel) }
    return value(term, fuel: fuel)
  }

  /// The value of a term without variables; nil as above.
  mutating func value(_ term: Term, fuel: Int = evaluationFuel) -> Term? {
    let result = normalized(term, fuel: fuel)
    return asks(term) ? result.flatMap { answered($0, fuel: fuel) } : result
  }

  /// The same without answers of formulas.
  mutating func normalized(_ term: Term, fuel: Int) -> Term? {
    definitions.fuel = fuel
    let result = definitions.normalize(term, &vocabulary.bank)
    guard definitions.fuel > 0, vocabulary.bank.size(result) <= Self.largestValue else {
      return nil
    }
    return result
  }

  /// The value of the variable at that level in assignment number `test` (count from 0): small
  /// values in all combinations first, then a fixed sequence that mixes.
  mutating func assigned(level: Int, _ sort: TermSort, test: Int) -> Term {
    // The first tests are small: zero, one and two elements deep. Then small values meet large ones:
    // where all are alike, a drop of what was dropped is seldom anything but nothing.
    let width = test < 4 ? 2 : test < 16 ? 4 : [3, 8, .max, .max][(test + level) % 4]
    return mixed(level: level, sort, test: test, width: width)
  }

  /// As `assigned`, of the few smallest values only.
  mutating func smallValue(level: Int, _ sort: TermSort, test: Int) -> Term {
    mixed(level: level, sort, test: test, width: test < 8 ? 2 : 5)
  }

  /// The value of that variable in a test that tells large values from small ones: with small numbers
  /// only, what is at most 6 and what is any number would be the same.
  mutating func largeValue(level: Int, _ sort: TermSort, test: Int) -> Term {
    if (test + level) % 3 == 0 { return mixed(level: level, sort, test: test, width: 4) }
    let pool = largePool(sort)
    return pool[(test + 2 * level) % pool.count]
  }

  /// The value of that variable in a test that conjectures are put to: of any shape, so that a list of
  /// numbers may begin with two zeros, or have the same number twice and then another.
  mutating func scattered(level: Int, _ sort: TermSort, test: Int) -> Term {
    var state = UInt64(test) &* 0xD6E8_FEB8_6659_FD93 ^ UInt64(level + 1) &* 0xC2B2_AE3D_27D4_EB4F
    return scattered(sort, depth: 0, &state)
  }

  private mutating func scattered(_ sort: TermSort, depth: Int, _ state: inout UInt64) -> Term {
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    guard let made = vocabulary.constructors[sort] else {
      let pool = pool(sort)
      return pool[next(pool.count)]
    }
    let small = made.filter { !vocabulary.bank[$0].arguments.contains(sort) }
    let choices = depth >= Self.scatteredDepth && !small.isEmpty ? small : made
    // What grows is chosen twice as often, as long as it may be.
    let growing = choices.filter { vocabulary.bank[$0].arguments.contains(sort) }
    let all = choices + growing
    guard depth < 3 * Self.scatteredDepth, !all.isEmpty else { return pool(sort)[0] }
    let symbol = all[next(all.count)]
    var parts: [Term] = []
    for argument in vocabulary.bank[symbol].arguments {
      let inner = argument == sort ? depth + 1 : max(depth, 2)
      parts.append(scattered(argument, depth: inner, &state))
    }
    return vocabulary.bank.make(symbol, parts)
  }

  /// Constructors of one sort inside one another (count).
  private static let scatteredDepth = 5

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
      for arguments in tuples(vocabulary.bank[constructor].arguments, depth) {
        layers.append(vocabulary.bank.make(constructor, arguments))
      }
    }
    // Numbers stay small, since products of large ones take long; what holds other values grows larger.
    let growing = constructors.filter { vocabulary.bank[$0].arguments.contains(sort) }
    let isContainer = constructors.contains { constructor in
      vocabulary.bank[constructor].arguments.contains { $0 != sort }
    }
    var newest = layers
    for round in 0..<(isContainer ? 7 : 4) where !newest.isEmpty {
      var next: [Term] = []
      for constructor in growing {
        for choice in 0..<3 {
          guard let term = larger(constructor, newest, layers, choice, round, depth),
            !layers.contains(term), !next.contains(term), next.count < 4
          else { continue }
          next.append(term)
        }
      }
      newest = next
      layers += next
    }
    pools[sort] = layers
    return layers
  }

  /// A few values of a sort that are larger than those of `pool`, and than the numerals in terms.
  private mutating func largePool(_ sort: TermSort, depth: Int = 0) -> [Term] {
    if let known = largePools[sort] { return known }
    let small = pool(sort, depth: depth)
    let constructors = vocabulary.constructors[sort] ?? []
    func arguments(_ constructor: Symbol) -> [TermSort] { vocabulary.bank[constructor].arguments }
    guard depth < 4, !small.isEmpty,
      let constructor = constructors.first(where: { arguments($0).contains(sort) })
        ?? constructors.last(where: { !arguments($0).isEmpty })
    else { return small }
    let sorts = arguments(constructor)
    let isContainer = sorts.contains { $0 != sort }
    let own = sorts.firstIndex(of: sort)
    var newest = isContainer ? small[0] : small[small.count - 1]
    var values: [Term] = []
    for step in 0..<8 {
      var parts: [Term] = []
      for (place, other) in sorts.enumerated() {
        let others = other == sort ? small : largePool(other, depth: depth + 1)
        parts.append(
          place == own
            ? newest : other == sort ? small[0] : others[(step / 2 + place) % others.count])
      }
      newest = vocabulary.bank.make(constructor, parts)
      if [0, 1, 2, 4, 7].contains(step) { values.append(newest) }
    }
    largePools[sort] = values
    return values
  }

  /// A value one deeper than the newest of its sort: one of these is a part, other parts of the sort are
  /// any that there are.
  private mutating func larger(
    _ constructor: Symbol, _ newest: [Term], _ layers: [Term], _ choice: Int, _ round: Int,
    _ depth: Int
  ) -> Term? {
    let info = vocabulary.bank[constructor]
    let ownPlaces = info.arguments.indices.filter { info.arguments[$0] == info.sort }
    let deepest = ownPlaces[(choice + round) % ownPlaces.count]
    var parts: [Term] = []
    for (place, sort) in info.arguments.enumerated() {
      let values =
        place == deepest ? newest : sort == info.sort ? layers : pool(sort, depth: depth + 1)
      guard !values.isEmpty else { return nil }
      let number = place == deepest ? choice : 2 * choice + round + place
      parts.append(values[number % values.count])
    }
    return vocabulary.bank.make(constructor, parts)
  }

  /// A few tuples of values of these sorts.
  private mutating func tuples(_ sorts: [TermSort], _ depth: Int) -> [[Term]] {
    var result: [[Term]] = [[]]
    for (place, sort) in sorts.enumerated() {
      let pool = pool(sort, depth: depth + 1)
      var longer: [[Term]] = []
      for (i, tuple) in result.enumerated() {
        for j in 0..<min(2, pool.count) {
          longer.append(tuple + [pool[(i + 2 * j + place) % pool.count]])
        }
      }
      result = longer
    }
    return Array(result.prefix(6))
  }
}
