// Whether a formula is stated at the most general sorts. The same law can be met at `List a`, at
// `List Nat` and at `List (List a)`: only the first is worth a conjecture. Start at `isMostGeneral`,
// which infers sorts anew and compares.
// Source: R. Milner, A theory of type polymorphism in programming (1978).

import ProofKernel
import Terms

/// A sort with unknowns.
private indirect enum OpenSort {
  case unknown(Int)
  case application(SortSymbolID, [OpenSort])
  case formula
}

/// Sorts for unknowns, by number.
private struct SortInference {
  let vocabulary: Vocabulary
  var solved: [OpenSort?] = []
  var ofVariable: [Term: OpenSort] = [:]
  /// What was inferred, beside what stands there.
  var pairs: [(inferred: OpenSort, actual: SortID)] = []

  mutating func fresh() -> OpenSort {
    solved.append(nil)
    return .unknown(solved.count - 1)
  }

  func resolved(_ sort: OpenSort) -> OpenSort {
    var sort = sort
    while case .unknown(let number) = sort, let next = solved[number] { sort = next }
    return sort
  }

  /// Recursion is bounded by the depth of sorts. The formula is well sorted, so this never fails.
  mutating func unify(_ a: OpenSort, _ b: OpenSort) {
    switch (resolved(a), resolved(b)) {
    case (.unknown(let first), .unknown(let second)) where first == second: break
    case (.unknown(let number), let other), (let other, .unknown(let number)):
      solved[number] = other
    case (.application(_, let first), .application(_, let second)):
      for (x, y) in zip(first, second) { unify(x, y) }
    default: break
    }
  }

  func opened(_ sort: SortID, _ unknowns: [OpenSort]) -> OpenSort {
    switch vocabulary.store.shape(of: sort) {
    case .formula: .formula
    case .variable(let number): number < unknowns.count ? unknowns[number] : .formula
    case .application(let symbol, let parts):
      .application(symbol, parts.map { opened($0, unknowns) })
    }
  }

  /// The sort of a term. Recursion is on its depth: conjectures are small.
  mutating func infer(_ term: Term) -> OpenSort {
    guard let symbol = vocabulary.bank.symbol(term) else { return .formula }
    switch vocabulary.origins[Int(symbol.index)] {
    case .variable(_, let sort):
      let unknown = ofVariable[term] ?? fresh()
      if ofVariable[term] == nil { pairs.append((unknown, sort)) }
      ofVariable[term] = unknown
      return unknown
    case .operation(let id, let sorts):
      let declared = vocabulary.store.operators[Int(id.index)]
      let unknowns = sorts.map { _ in fresh() }
      pairs += zip(unknowns, sorts).map { (inferred: $0, actual: $1) }
      for (argument, sort) in zip(vocabulary.bank.arguments(term), declared.arguments) {
        unify(infer(argument), opened(sort, unknowns))
      }
      return opened(declared.result, unknowns)
    case .connective(.equal, _):
      let sides = vocabulary.bank.arguments(term)
      unify(infer(sides[0]), infer(sides[1]))
      return .formula
    case .connective, .quantifier, .bound:
      for part in vocabulary.bank.arguments(term) { _ = infer(part) }
      return .formula
    }
  }

  /// Whether each unknown that is left stands for a sort variable, different ones for different ones,
  /// and these are the first.
  func isGeneral() -> Bool {
    var variables: [Int: Int] = [:]
    for (inferred, actual) in pairs {
      guard matches(inferred, actual, &variables) else { return false }
    }
    return Set(variables.values) == Set(0..<variables.count)
  }

  private func matches(_ sort: OpenSort, _ actual: SortID, _ variables: inout [Int: Int]) -> Bool {
    switch (resolved(sort), vocabulary.store.shape(of: actual)) {
    case (.unknown(let unknown), .variable(let number)):
      if let known = variables[unknown] { return known == number }
      variables[unknown] = number
      return true
    case (.unknown, _): return false
    case (.application(_, let parts), .application(_, let others)):
      return zip(parts, others).allSatisfy { matches($0, $1, &variables) }
    default: return true
    }
  }
}

extension Vocabulary {
  /// Whether no more general sorts could be given to a formula without quantifiers.
  func isMostGeneral(_ formula: Term) -> Bool {
    var inference = SortInference(vocabulary: self)
    _ = inference.infer(formula)
    return inference.isGeneral()
  }
}
