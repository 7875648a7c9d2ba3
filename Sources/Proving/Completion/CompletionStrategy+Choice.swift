// Orders and weights for a problem, and which strategies share the time. Only features of the class of
// a problem count: how often symbols occur, their arities, the shape of equations and goals. Entry:
// `CompletionStrategy.portfolio`.

extension CompletionStrategy {
  /// The strategies for a problem, the most promising first.
  static func portfolio(_ problem: CompletionProblem) -> [CompletionStrategy] {
    let byWeight = OrderingParameters(.knuthBendix, problem)
    let byPath = OrderingParameters(.lexicographicPath, problem)
    var first = CompletionStrategy(ordering: byWeight)
    first.abbreviatesGoals = true
    let second = CompletionStrategy(ordering: byPath)
    return [first, second]
  }

  /// The same strategy for a problem with more symbols.
  func adapted(to problem: CompletionProblem) -> CompletionStrategy {
    var strategy = self
    strategy.ordering = OrderingParameters(ordering.kind, problem)
    return strategy
  }
}

extension OrderingParameters {
  /// An order for a problem: rare symbols are greater than frequent ones, unary ones are greatest, and
  /// constants are least.
  init(_ kind: Kind, _ problem: CompletionProblem) {
    let count = problem.arities.count
    var occurrences = Array(repeating: 0, count: count)
    for equation in problem.equations {
      for cell in equation.left + equation.right where !cell.isVariable {
        occurrences[cell.symbol] += 1
      }
    }
    func key(_ symbol: Int) -> (Int, Int, Int) {
      if symbol == problem.leastConstant { return (-10, 0, 0) }
      if let encoded = problem.existential {
        if symbol == encoded.equality { return (10, 0, 0) }
        if symbol == encoded.yes { return (-8, 0, 0) }
        if symbol == encoded.no { return (-9, 0, 0) }
      }
      let arity = problem.arities[symbol]
      let isAbbreviation = problem.abbreviations.contains { $0.constant == symbol }
      if isAbbreviation { return (-5, symbol, 0) }
      return (arity == 0 ? 0 : arity == 1 ? 5 : 4, -occurrences[symbol], -symbol)
    }
    let order = (0..<count).sorted { key($0) < key($1) }
    var precedence = Array(repeating: Int32(0), count: count)
    for (place, symbol) in order.enumerated() { precedence[symbol] = Int32(place + 1) }
    self.init(
      kind: kind, precedence: precedence, weights: Array(repeating: 1, count: count))
  }
}
