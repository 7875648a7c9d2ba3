// Functions that are variables, in tests. Where the values of a function have constructors, each of the
// few functions that stand for all has a table: f a is true, f b is false, so that a test such as
// filter f (a :: b :: []) computes. Functions into abstract sorts stay free: f a is a new value.
// Start at `tabulate`; `TermEnumerator` is where it matters.

import ProofKernel
import Terms

extension Evaluator {
  /// Gives each function of the pools its table: the rules f v = w for small values v. What is applied
  /// to other values stays as it is. Complexity: O(functions × values) rules for each sort of functions.
  mutating func tabulate() {
    let applications = vocabulary.origins.indices.map { Symbol(UInt32($0)) }.filter {
      vocabulary.operatorID($0) == .apply
    }
    var table: [Rule] = []
    for symbol in applications where isTabulated(vocabulary.bank[symbol].sort, applications) {
      let info = vocabulary.bank[symbol]
      let results = pool(info.sort).prefix(Self.largestRange)
      for (number, function) in pool(info.arguments[0]).enumerated() {
        for (place, value) in pool(info.arguments[1]).enumerated() {
          var mixed = UInt64(number &* 64 &+ place &+ 1) &* 0x9E37_79B9_7F4A_7C15
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
