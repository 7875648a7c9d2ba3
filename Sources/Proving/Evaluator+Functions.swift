// Functions that are variables, in tests. Where the values of a function have constructors, each of the
// few functions that stand for all has a table: f a is true, f b is false, so that a test such as
// filter f (a :: b :: []) computes. Functions into abstract sorts stay free: f a is a new value.
// Start at `tabulate`; `TermEnumerator` is where it matters.

import ProofKernel
import Terms

extension Evaluator {
  /// Gives each function of the pools its table: the rules f v = w for small values v, and for what free functions
  /// answer. What is applied to other values stays as it is. Complexity: O(functions² × values) rules for each sort
  /// of functions.
  mutating func tabulate() {
    let applications = vocabulary.origins.indices.map { Symbol(UInt32($0)) }.filter {
      vocabulary.operatorID($0) == .apply
    }
    var table: [Rule] = []
    for symbol in applications where isTabulated(vocabulary.bank[symbol].sort, applications) {
      let info = vocabulary.bank[symbol]
      let results = pool(info.sort).prefix(Self.largestRange)
      for (number, function) in pool(info.arguments[0]).enumerated() {
        for (place, value) in arguments(info.arguments[1], applications).enumerated() {
          var mixed = UInt64(number &* 4_096 &+ place &+ 1) &* 0x9E37_79B9_7F4A_7C15
          mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
          let result = results[Int((mixed >> 33) % UInt64(results.count))]
          tables[function, default: []].append((value, result))
          table.append(
            Rule(
              left: vocabulary.bank.make(symbol, [function, value]), right: result,
              variableCount: 0, isOriented: true, isReversed: false, source: .local(0)))
        }
      }
    }
    add(table)
  }

  /// The values of a sort to which functions of the pools are applied: its own, and where no constructors make it, what
  /// such functions answer, so that a test of what a function answers computes.
  private mutating func arguments(_ sort: TermSort, _ applications: [Symbol]) -> [Term] {
    var values = pool(sort)
    guard vocabulary.constructors[sort] == nil else { return values }
    for symbol in applications where vocabulary.bank[symbol].sort == sort {
      let info = vocabulary.bank[symbol]
      for function in pool(info.arguments[0]) {
        for value in pool(info.arguments[1]) {
          values.append(vocabulary.bank.make(symbol, [function, value]))
        }
      }
    }
    return values
  }

  /// Gives tables to the operators of which no definition speaks, where the values have constructors: what is proved
  /// of functions that use them holds for all. Of a few tables, each operator has the first in which the axioms hold
  /// that are about it alone; laws that rest on others are not found so. Complexity: O(values to the number of
  /// arguments) rules for each operator and table.
  mutating func tabulateOperators(of theory: Theory) {
    let operators = theory.openOperators
    var axioms: [Term] = []
    for fact in theory.facts where fact.kind == .axiom {
      let formula = vocabulary.term(
        fact.statement.formula, in: theory.store, asRule: false, substitute: { $0 })
      if let formula { axioms.append(formula) }
    }
    for (number, symbol) in vocabulary.operations.enumerated() {
      let info = vocabulary.bank[symbol]
      guard let id = vocabulary.operatorID(symbol), operators.contains(id),
        vocabulary.constructors[info.sort] != nil, !info.arguments.isEmpty
      else { continue }
      let own = axioms.filter { vocabulary.functions($0).intersection(operators) == [id] }
      let tables = TableKind.allCases.map { table(of: symbol, number, $0) }
      let fitting = tables.first { table in
        var trial = self
        trial.add(table)
        return own.allSatisfy { trial.truth($0)?.isAllTrue == true }
      }
      add(fitting ?? tables[0])
    }
  }

  /// What a table says: anything, or how the places of two values compare.
  private enum TableKind: CaseIterable { case mixed, notAfter, before, same, different }

  private mutating func table(of symbol: Symbol, _ number: Int, _ kind: TableKind) -> [Rule] {
    let info = vocabulary.bank[symbol]
    let results = pool(info.sort).prefix(Self.largestRange)
    var tuples: [[(place: Int, value: Term)]] = [[]]
    for sort in info.arguments {
      let values = pool(sort).enumerated().map { (place: $0.offset, value: $0.element) }
      tuples = Array(
        tuples.flatMap { tuple in values.map { tuple + [$0] } }.prefix(Self.largestTable))
    }
    return tuples.enumerated().map { place, arguments in
      var mixed = UInt64(number &* 4_096 &+ place &+ 1) &* 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
      let (first, last) = (arguments[0].place, arguments[arguments.count - 1].place)
      let choice =
        switch kind {
        case .mixed: Int((mixed >> 33) % UInt64(results.count))
        case .notAfter: first <= last ? 0 : 1
        case .before: first < last ? 0 : 1
        case .same: first == last ? 0 : 1
        case .different: first != last ? 0 : 1
        }
      return Rule(
        left: vocabulary.bank.make(symbol, arguments.map(\.value)),
        right: results[min(choice, results.count - 1)], variableCount: 0, isOriented: true,
        isReversed: false, source: .local(0))
    }
  }

  /// Values in the table of one operator (count).
  private static let largestTable = 1_000

  /// Different values of a function (count): small ones do.
  private static let largestRange = 4

  /// Whether values of a sort have constructors, or are functions whose values do.
  private func isTabulated(_ sort: TermSort, _ applications: [Symbol]) -> Bool {
    var sort = sort
    while let symbol = applications.first(where: { vocabulary.bank[$0].arguments[0] == sort }) {
      sort = vocabulary.bank[symbol].sort
    }
    return vocabulary.constructors[sort] != nil
  }
}
