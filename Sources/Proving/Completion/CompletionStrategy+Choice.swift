// Which strategies share the time, and their orders. Only features of the class of a problem count:
// how often symbols occur, their arities, distributive laws, inverses, definitions, the shape of
// goals. Entry: `CompletionStrategy.portfolio`. The members were chosen on two hundred problems by
// what each adds to the others; none dominates.

extension CompletionStrategy {
  /// The strategies for a problem, the most promising first.
  static func portfolio(_ problem: CompletionProblem) -> [CompletionStrategy] {
    let byWeight = OrderingParameters(.knuthBendix, problem)
    let byPath = OrderingParameters(.lexicographicPath, problem)
    let heavyLeft = CompletionStrategy(ordering: byWeight)
    let heavyLeftByPath = CompletionStrategy(ordering: byPath)
    var named = heavyLeft
    named.abbreviatesGoals = true
    // The sum of both sides, where variables are dear: few of them, and old equations in turn.
    let fewVariables = CompletionStrategy(
      ordering: byWeight, leftWeight: 1, symbolWeight: 2, variableWeight: 3, repeatWeight: 0,
      depthWeight: 0, ageRatio: 6)
    // Where they are cheap: general equations first, and what is near the goals.
    let general = CompletionStrategy(
      ordering: byWeight, leftWeight: 2, symbolWeight: 2, variableWeight: 1, repeatWeight: 0,
      distanceWeight: 1, depthWeight: 0, ageRatio: 6)
    var sumByPath = heavyLeftByPath
    sumByPath.leftWeight = 1
    let sumNamed = CompletionStrategy(
      ordering: byWeight, leftWeight: 1, symbolWeight: 2, variableWeight: 1, repeatWeight: 0,
      depthWeight: 0, abbreviatesGoals: true)
    return [heavyLeft, heavyLeftByPath, fewVariables, named, general, sumByPath, sumNamed]
  }

  /// The same strategy for a problem with more symbols.
  func adapted(to problem: CompletionProblem) -> CompletionStrategy {
    var strategy = self
    strategy.ordering = OrderingParameters(ordering.kind, problem)
    return strategy
  }
}

extension OrderingParameters {
  /// An order for a problem: rare symbols are greater than frequent ones, unary ones are greatest,
  /// and constants are least.
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
        if problem.horn?.conditionals.contains(symbol) == true { return (9, symbol, 0) }
      }
      let arity = problem.arities[symbol]
      let isAbbreviation = problem.abbreviations.contains { $0.constant == symbol }
      if isAbbreviation { return (-5, symbol, 0) }
      return (arity == 0 ? 0 : arity == 1 ? 5 : 4, -occurrences[symbol], -symbol)
    }
    var order = (0..<count).sorted { key($0) < key($1) }
    // What should be greater moves up, in order, unless two wish the opposite.
    let wishes = problem.precedenceWishes
    for _ in 0..<count {
      for (high, low) in wishes where !wishes.contains(where: { $0 == (low, high) }) {
        guard let i = order.firstIndex(of: high), let j = order.firstIndex(of: low), i < j else {
          continue
        }
        order.remove(at: i)
        order.insert(high, at: j)
      }
    }
    var precedence = Array(repeating: Int32(0), count: count)
    for (place, symbol) in order.enumerated() { precedence[symbol] = Int32(place + 1) }
    self.init(
      kind: kind, precedence: precedence, weights: Array(repeating: 1, count: count))
  }
}

extension CompletionProblem {
  /// Pairs of symbols of which the first should be greater: an operation than one over which it
  /// distributes, and than the inverse of that one; an inverse than its operation; what is defined
  /// than what defines it.
  fileprivate var precedenceWishes: [(high: Int, low: Int)] {
    var wishes: [(high: Int, low: Int)] = []
    let inverses = equations.compactMap(\.inverse)
    for equation in equations {
      if let (high, low) = equation.distribution {
        wishes.append((high, low))
        for (inverse, operation) in inverses where operation == low && inverse != high {
          wishes.append((high, inverse))
        }
      }
      for symbol in equation.definition.low { wishes.append((equation.definition.high, symbol)) }
    }
    return wishes + inverses.map { ($0.inverse, $0.operation) }
  }
}

extension CompletionProblem.Equation {
  private var sides: [([Cell], [Cell])] { [(left, right), (right, left)] }

  /// f and g of a distributive law, f(x, g(y, z)) = g(f(x, y), f(x, z)) or its mirror image.
  fileprivate var distribution: (high: Int, low: Int)? {
    for (one, other) in sides {
      guard !one[0].isVariable, !other[0].isVariable, one[0].symbol != other[0].symbol else {
        continue
      }
      let (f, g) = (one[0].symbol, other[0].symbol)
      let inner = one.dropFirst().filter { !$0.isVariable }.map(\.symbol)
      let outer = other.dropFirst().filter { !$0.isVariable }.map(\.symbol)
      let variables = one.filter(\.isVariable)
      if inner == [g], outer == [f, f], one.count == 5, Set(variables).count == 3,
        Set(variables) == Set(other.filter(\.isVariable))
      {
        return (f, g)
      }
    }
    return nil
  }

  /// h and f of f(h(x), x) = c or f(x, h(x)) = c.
  fileprivate var inverse: (inverse: Int, operation: Int)? {
    for (one, other) in sides where one.count == 4 && other.count == 1 && !other[0].isVariable {
      let place = one[1].isVariable ? 2 : 1
      guard !one[0].isVariable, one[0].length == 4, one[place].length == 2,
        one.filter(\.isVariable).count == 2, Set(one.filter(\.isVariable)).count == 1
      else { continue }
      return (one[place].symbol, one[0].symbol)
    }
    return nil
  }

  /// f and the symbols of t in f(x₁, …, xₙ) = t, where n > 0 and f is not in t.
  fileprivate var definition: (high: Int, low: [Int]) {
    for (one, other) in sides {
      guard one.count > 1, !one[0].isVariable, one.dropFirst().allSatisfy(\.isVariable),
        Set(one).count == one.count, other.count > 1
      else { continue }
      let symbols = other.filter { !$0.isVariable }.map(\.symbol)
      guard !symbols.contains(one[0].symbol),
        Set(other.filter(\.isVariable)).isSubset(of: Set(one.filter(\.isVariable)))
      else { continue }
      return (one[0].symbol, symbols)
    }
    return (0, [])
  }
}
