// The order in which the arguments of recursive calls shrink.
//
// One column is chosen after the other: an argument place for each function of the group, such that
// no remaining call grows and some call shrinks there; calls that shrink are then done with. The
// kernel verifies the order. For one function the greedy choice is complete; for groups the choices
// are tried in order, at most `choiceLimit` of them. Entry: `TerminationSearch.run`.
// Source: A. Abel, T. Altenkirch, A predicative analysis of structural recursion, JFP 12 (2002).

import ProofKernel

/// A call of a function of the group inside an equation of the group.
struct RecursiveCall: Error {
  var caller: Int
  var callee: Int
  var patterns: [TermID]
  var arguments: [TermID]
  var range: SourceRange
}

/// The search for one group.
struct TerminationSearch {
  /// The most choices of argument places that are tried for one column of a group.
  static let choiceLimit = 4_096

  private enum Change { case smaller, equal, other }

  let store: TermStore
  let arities: [Int]
  let calls: [RecursiveCall]

  init(store: TermStore, arities: [Int], calls: [RecursiveCall]) {
    self.store = store
    self.arities = arities
    self.calls = calls
  }

  /// The decreasing arguments of each function, or a call that does not shrink.
  mutating func run() -> Result<[[Int]], RecursiveCall> {
    var remaining = calls
    var orders = [[Int]](repeating: [], count: arities.count)
    while let first = remaining.first {
      guard let column = column(for: remaining) else {
        return .failure(
          remaining.first { call in !hasSmallerArgument(call) } ?? first)
      }
      for (function, place) in column.enumerated() { orders[function].append(place) }
      remaining = remaining.filter { change($0, column) != .smaller }
    }
    return .success(orders)
  }

  private func hasSmallerArgument(_ call: RecursiveCall) -> Bool {
    call.arguments.contains { argument in
      call.patterns.contains { isProperPart(argument, of: $0) }
    }
  }

  /// The first choice of places at which no call grows and some call shrinks.
  private func column(for remaining: [RecursiveCall]) -> [Int]? {
    // Functions without arguments can have no place; the kernel wants one for each.
    if arities.contains(0) { return nil }
    var choice = [Int](repeating: 0, count: arities.count)
    for _ in 0..<TerminationSearch.choiceLimit {
      let changes = remaining.map { change($0, choice) }
      if !changes.contains(.other) && changes.contains(.smaller) { return choice }
      var index = 0
      while index < choice.count {
        choice[index] += 1
        if choice[index] < arities[index] { break }
        choice[index] = 0
        index += 1
      }
      if index == choice.count { return nil }
    }
    return nil
  }

  private func change(_ call: RecursiveCall, _ places: [Int]) -> Change {
    let argument = call.arguments[places[call.callee]]
    let pattern = call.patterns[places[call.caller]]
    if argument == pattern { return .equal }
    return isProperPart(argument, of: pattern) ? .smaller : .other
  }

  private func isProperPart(_ part: TermID, of pattern: TermID) -> Bool {
    if case .numeral(let whole, let sort) = store.shape(of: pattern),
      case .numeral(let number, sort) = store.shape(of: part)
    {
      return number < whole
    }
    var pending = store.constructorArguments(pattern)
    while let term = pending.popLast() {
      if term == part { return true }
      pending += store.constructorArguments(term)
    }
    return false
  }
}

extension TermStore {
  /// The arguments of a constructor term that is not a numeral; empty for anything else.
  func constructorArguments(_ term: TermID) -> [TermID] {
    guard case .apply(let symbol, _, let parts) = shape(of: term),
      operators[Int(symbol.index)].role == .constructor
    else { return [] }
    return parts
  }
}
