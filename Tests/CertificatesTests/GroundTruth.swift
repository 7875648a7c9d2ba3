// Whether formulas about numbers are true, by computing: the judge of proofs that nobody meant to find.
// It knows what the operators of `small` and `peano` do to numbers, from nowhere but this file, so that
// it shares no fault with the kernel or the prover. Start at `holds`.

import Porism

/// Computes with natural numbers.
struct GroundTruth {
  let store: TermStore
  /// Whether something was met that cannot be computed.
  private(set) var isUnsure = false

  init(_ store: TermStore) { self.store = store }

  /// Whether a statement holds for all small values of its parameters; nil if that is unclear.
  mutating func holds(_ statement: Statement) -> Bool? {
    let count = statement.parameters.count
    guard count <= 5 else { return nil }
    isUnsure = false
    var holds = true
    for number in 0..<Int(pow(4, count)) where holds {
      var values: [Int] = []
      var rest = number
      for _ in 0..<count {
        values.append(rest % 4)
        rest /= 4
      }
      holds = isTrue(statement.formula, values, [])
    }
    return isUnsure ? nil : holds
  }

  private func pow(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  private mutating func isTrue(_ formula: TermID, _ free: [Int], _ bound: [Int]) -> Bool {
    switch store.shape(of: formula) {
    case .connective(let connective, let parts):
      if connective == .equal {
        return value(parts[0], free, bound) == value(parts[1], free, bound)
      }
      let truths = parts.map { isTrue($0, free, bound) }
      switch connective {
      case .equal, .falsum: return false
      case .not: return !truths[0]
      case .and: return truths[0] && truths[1]
      case .or: return truths[0] || truths[1]
      case .implies: return !truths[0] || truths[1]
      case .iff: return truths[0] == truths[1]
      }
    case .quantifier(let quantifier, _, let body):
      // Sums of our terms stay below: a witness is among the first, a counterexample too.
      let truths = (0..<12).lazy.map { [self] value in
        var inner = self
        return inner.isTrue(body, free, [value] + bound)
      }
      return quantifier == .forall ? truths.allSatisfy { $0 } : truths.contains(true)
    case .apply(let symbol, _, let parts):
      let values = parts.map { value($0, free, bound) }
      if store.operators[Int(symbol.index)].name == "<=" { return values[0] <= values[1] }
      isUnsure = true
      return true
    default:
      isUnsure = true
      return true
    }
  }

  private mutating func value(_ term: TermID, _ free: [Int], _ bound: [Int]) -> Int {
    switch store.shape(of: term) {
    case .variable(let level, _):
      if free.indices.contains(level) { return free[level] }
    case .bound(let index, _):
      if bound.indices.contains(index) { return bound[index] }
    case .numeral(let number, _): return Int(clamping: number)
    case .apply(let symbol, _, let parts):
      let values = parts.map { value($0, free, bound) }
      switch (store.operators[Int(symbol.index)].name, values.count) {
      case ("S", 1): return values[0] + 1
      case ("+", 2): return values[0] + values[1]
      case ("*", 2): return values[0] * values[1]
      case ("c", 0): return 5  // any number that the axiom of `small` allows
      default: break
      }
    default: break
    }
    isUnsure = true
    return 0
  }
}
