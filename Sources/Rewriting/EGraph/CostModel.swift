// What terms cost. Start at `CostModel`; the named ones are what `porism simplify --cost NAME` offers.
// `Extraction` finds the cheapest term of a class under a model.

import Terms

/// A cost of terms: each operator has a weight; with the costs of the arguments it gives a whole
/// number (count, unit of the model), never negative.
public struct CostModel: Sendable {
  /// How the costs of arguments are combined.
  public enum Combination: Sendable {
    /// Weight plus the sum.
    case sum
    /// Weight plus the largest.
    case largest
    /// Each distinct subterm counts once: what a program costs that keeps what it has computed.
    case shared
  }
  /// The name.
  public let name: String
  /// How the costs of arguments are combined.
  public let combination: Combination
  /// The weight of an operator without an entry of its own.
  public let defaultWeight: Int
  /// Weights by name of the operator.
  public let weights: [String: Int]
  /// Models that decide between terms of equal cost, in this order: the cost is lexicographic. A term
  /// is then the best by them among those whose subterms are all cheapest by this model.
  public var ties: [CostModel] = []

  /// A model of weights. Requires weights of at least 0, and at least 1 for operators with arguments,
  /// so that a term costs more than its parts.
  public init(
    name: String, _ combination: Combination = .sum, defaultWeight: Int = 1,
    weights: [String: Int] = [:]
  ) {
    (self.name, self.combination) = (name, combination)
    precondition(
      defaultWeight >= 0 && weights.values.allSatisfy { $0 >= 0 }, "a weight is negative")
    (self.defaultWeight, self.weights) = (defaultWeight, weights)
  }

  /// The number of operators and symbols in the term, written as a tree.
  public static let size = CostModel(name: "size")
  /// The nesting of operators.
  public static let depth = CostModel(name: "depth", .largest)
  /// Latencies on a current processor, in cycles: the work of a serial evaluation. The critical path is
  /// the same with `.largest`. Source: B. Cheng et al., High-performance symbolic-numerics via multiple
  /// dispatch (2021), whose table it follows.
  public static let cycles = CostModel(name: "cycles", weights: Self.latencies)
  /// Cycles along the longest way through a term.
  public static let criticalPath = CostModel(
    name: "critical-path", .largest, weights: Self.latencies)

  /// Distinct operators and symbols.
  public static let sharedSize = CostModel(name: "shared-size", .shared)
  /// Cycles where each distinct subterm is computed once.
  public static let sharedCycles = CostModel(
    name: "shared-cycles", .shared, weights: Self.latencies)
  /// Half cycles between the starts of two independent operations: what a loop over many values costs.
  /// Functions that are called do not overlap. Source: A. Fog, Instruction tables (2022), Skylake.
  public static let throughput = CostModel(
    name: "throughput",
    weights: latencies.mapValues { $0 * 2 }.merging(
      ["+": 1, "-": 1, "neg": 1, "abs": 1, "*": 1, "/": 8, "inv": 8, "sqrt": 9]
    ) { $1 })
  /// The nesting of operators; of terms that are nested alike, the smaller.
  public static let depthThenSize = Self.lexicographic("depth-then-size", [depth, size])
  /// The critical path; of terms where it is as long, the one with less work.
  public static let criticalPathThenCycles = Self.lexicographic(
    "critical-path-then-cycles", [criticalPath, cycles])

  /// The first model, and where terms cost the same, the next. Requires at least one, none with shared
  /// subterms.
  public static func lexicographic(_ name: String, _ models: [CostModel]) -> CostModel {
    var model = CostModel(
      name: name, models[0].combination, defaultWeight: models[0].defaultWeight,
      weights: models[0].weights)
    model.ties = Array(models.dropFirst())
    return model
  }

  /// Models by name, for command lines.
  public static let named = [
    size, depth, cycles, criticalPath, throughput, sharedSize, sharedCycles, depthThenSize,
    criticalPathThenCycles,
  ]

  static let latencies = [
    "+": 2, "-": 2, "neg": 2, "abs": 2, "*": 3, "/": 7, "exp": 18, "^": 100, "inv": 7, "pow": 100,
    "ln": 124,
    "log": 124, "log1p": 124, "sin": 134, "cos": 134, "atan": 135, "tan": 156, "sqrt": 18,
  ]

  /// The weight of an operator.
  func weight(_ symbol: Symbol, _ language: Language) -> Int {
    weights[language.names[Int(symbol.index)]] ?? defaultWeight
  }

  /// The cost of a term, written as a tree. Saturates. Complexity: linear in the shared size.
  public func cost(of term: Term, in language: Language) -> Int {
    if combination == .shared {
      return language.bank.subterms(term).reduce(0) { sum, part in
        Self.sum(sum, language.bank.symbol(part).map { weight($0, language) } ?? defaultWeight)
      }
    }
    var costs: [Term: Int] = [:]
    for part in language.bank.subterms(term) {
      var cost = language.bank.symbol(part).map { weight($0, language) } ?? defaultWeight
      var below = 0
      for child in language.bank.arguments(part) {
        let next = costs[child]!
        below = combination == .sum ? Self.sum(below, next) : max(below, next)
      }
      cost = Self.sum(cost, below)
      costs[part] = cost
    }
    return costs[term]!
  }

  /// Whether a term costs less than another one, ties included.
  public func isCheaper(_ a: Term, than b: Term, in language: Language) -> Bool {
    for model in [self] + ties {
      let (first, second) = (model.cost(of: a, in: language), model.cost(of: b, in: language))
      if first != second { return first < second }
    }
    return false
  }

  /// What costs more counts as this.
  static let largestCost = Int.max - 1

  static func sum(_ a: Int, _ b: Int) -> Int {
    let (sum, lost) = a.addingReportingOverflow(b)
    return lost ? largestCost : min(sum, largestCost)
  }
}

/// What evaluating a term takes on a processor, by the tables of `CostModel`.
public struct CycleCosts: Hashable, Sendable {
  /// Latencies of all operations, one after the other (cycles).
  public let sum: Int
  /// Latencies along the longest way through the term (cycles): what independent operations at the same time take.
  public let criticalPath: Int
  /// What a loop over many values takes for each (half cycles).
  public let throughput: Int
  /// The costs of a term, written as a tree. Complexity: linear in its shared size.
  public init(of term: Term, in language: Language) {
    sum = CostModel.cycles.cost(of: term, in: language)
    criticalPath = CostModel.criticalPath.cost(of: term, in: language)
    throughput = CostModel.throughput.cost(of: term, in: language)
  }
}
