// How far symbols are from the goals: 0 for those that stand in one, otherwise one more than the nearest
// symbol with which they share an equation. A strategy may let what is far from the goals wait
// (`CompletionStrategy.distanceWeight`).
// Source, for the same idea with whole axioms: K. Hoder, A. Voronkov, Sine qua non for large theory
// reasoning (2011).

extension CompletionProblem {
  /// The largest distance that is told apart (count); symbols that nothing links to a goal are so far.
  static let largestDistance = 3

  /// By symbol: its distance from the goals.
  ///
  /// *Complexity*: the size of the equations, for each distance.
  func distancesFromGoals() -> [Int] {
    var distances = Array(repeating: Self.largestDistance, count: arities.count)
    func symbols(_ equation: Equation) -> [Int] {
      (equation.left + equation.right).filter { !$0.isVariable }.map(\.symbol)
    }
    for goal in goals { for symbol in symbols(goal) { distances[symbol] = 0 } }
    if let existential {
      // The goal is among the equations: it says that something is `no`.
      for equation in equations where symbols(equation).contains(existential.no) {
        for symbol in symbols(equation) { distances[symbol] = 0 }
      }
    }
    for abbreviation in abbreviations {
      for cell in abbreviation.term { distances[cell.symbol] = 0 }
    }
    for distance in 1..<Self.largestDistance {
      for equation in equations {
        let symbols = symbols(equation)
        guard symbols.contains(where: { distances[$0] < distance }) else { continue }
        for symbol in symbols { distances[symbol] = min(distances[symbol], distance) }
      }
    }
    return distances
  }
}
