// The reduction orders: Knuth–Bendix and lexicographic path order, both total on ground terms.
// Entry: `isGreater`. With a *model*, a total order on the variables, they say what holds for all
// instances that respect it; `GroundJoinability` uses that.
// Sources: D. Knuth, P. Bendix (1970); S. Kamin, J.-J. Lévy (1980); models: U. Martin, T. Nipkow
// (1990).

/// What the order is made of.
struct OrderingParameters: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case knuthBendix, lexicographicPath }
  var kind: Kind
  /// By symbol: larger is greater. No two are the same.
  var precedence: [Int32]
  /// By symbol: at least 1, but the greatest unary symbol may have 0. Variables weigh 1.
  var weights: [Int32]
}

/// A reduction order over the symbols of one engine.
struct RewriteOrdering: ~Copyable {
  let isPathOrder: Bool
  /// Whether a term weighs as much as it has symbols: then its length tells what it weighs.
  let isByLength: Bool
  let precedence: UnsafeMutablePointer<Int32>
  private let weights: UnsafeMutablePointer<Int32>
  private let balance: UnsafeMutablePointer<Int32>  // by variable; zero between calls
  private let touched: UnsafeMutablePointer<Int>  // variables whose balance may not be zero
  /// The variables of the model, the greatest first; empty without a model.
  private(set) var model: [Int] = []
  private let rank: UnsafeMutablePointer<Int32>  // by variable: 0 outside the model
  private(set) var hasModel = false
  private static let variableLimit = 512

  init(_ parameters: OrderingParameters) {
    isPathOrder = parameters.kind == .lexicographicPath
    isByLength = !isPathOrder && parameters.weights.allSatisfy { $0 == 1 }
    precedence = .allocate(capacity: parameters.precedence.count)
    precedence.initialize(from: parameters.precedence, count: parameters.precedence.count)
    weights = .allocate(capacity: parameters.weights.count)
    weights.initialize(from: parameters.weights, count: parameters.weights.count)
    balance = .allocate(capacity: Self.variableLimit)
    balance.initialize(repeating: 0, count: Self.variableLimit)
    touched = .allocate(capacity: 4 * Cell.largestLength)
    rank = .allocate(capacity: Self.variableLimit)
    rank.initialize(repeating: 0, count: Self.variableLimit)
  }

  deinit {
    precedence.deallocate()
    weights.deallocate()
    balance.deallocate()
    touched.deallocate()
    rank.deallocate()
  }

  /// Assumes an order on variables, the greatest first; empty: none.
  mutating func assume(_ variables: [Int]) {
    for variable in model { rank[variable] = 0 }
    model = variables
    hasModel = !variables.isEmpty
    for (place, variable) in variables.enumerated() {
      rank[variable] = Int32(variables.count - place)
    }
  }

  /// Whether s > t for all instances (that respect the model). O(|s| + |t|) mostly.
  @inline(__always) mutating func isGreater(_ s: TermPointer, _ t: TermPointer) -> Bool {
    isPathOrder ? hasVariables(s, of: t) && isPathGreater(s, t) : isKnuthBendixGreater(s, t)
  }

  /// Whether the precedence puts one symbol above the other.
  func isAbove(_ first: Int, _ second: Int) -> Bool { precedence[first] > precedence[second] }

  /// Whether both terms have the same head, and in all instances it is decided by the first of
  /// their arguments that differ, if these are variables of the terms.
  mutating func isPermutative(_ s: TermPointer, _ t: TermPointer) -> Bool {
    guard !s[0].isVariable, s[0].symbol == t[0].symbol else { return false }
    if isPathOrder {
      // f(x, y) = f(y, x), f(x, f(y, z)) = f(y, f(x, z)): s > t just if x > y.
      func x(_ number: Int) -> Cell { .variable(number) }
      let (f, long) = (Cell.symbol(s[0].symbol, length: 3), Cell.symbol(s[0].symbol, length: 5))
      let (left, right) = (s.cells, t.cells)
      return left == [f, x(0), x(1)] && right == [f, x(1), x(0)]
        || left == [long, x(0), f, x(1), x(2)] && right == [long, x(1), f, x(0), x(2)]
    }
    var weight: Int32 = 0
    var balance: [Cell: Int] = [:]
    for i in 0..<s.termLength {
      if s[i].isVariable { balance[s[i], default: 0] += 1 } else { weight += weights[s[i].symbol] }
    }
    for i in 0..<t.termLength {
      if t[i].isVariable { balance[t[i], default: 0] -= 1 } else { weight -= weights[t[i].symbol] }
    }
    return weight == 0 && balance.values.allSatisfy { $0 == 0 }
  }

  // MARK: Knuth–Bendix

  private mutating func isKnuthBendixGreater(_ s: TermPointer, _ t: TermPointer) -> Bool {
    let (first, second) = (s[0], t[0])
    if first.isVariable {
      return hasModel && second.isVariable && rank[second.variableNumber] > 0
        && rank[first.variableNumber] > rank[second.variableNumber]
    }
    if isByLength {
      // What the weights and the heads forbid, no balance of variables makes good.
      if first.length < second.length { return false }
      if first.length == second.length, !second.isVariable, first.symbol != second.symbol,
        precedence[first.symbol] < precedence[second.symbol]
      {
        return false
      }
    }
    if second.isVariable && !hasModel { return s.contains(variable: second) }
    if isByLength && !hasModel {
      return hasVariables(s, asOftenAs: t)
        && (first.length > second.length || isGreaterAtEqualWeights(s, t))
    }
    var weight: Int32 = 0
    var touchedCount = 0
    for i in 0..<first.length {
      let cell = s[i]
      if cell.isVariable {
        weight += 1
        if balance[cell.variableNumber] == 0 {
          touched[touchedCount] = cell.variableNumber
          touchedCount += 1
        }
        balance[cell.variableNumber] += 1
      } else {
        weight += weights[cell.symbol]
      }
    }
    var isBalanced = true
    for i in 0..<second.length {
      let cell = t[i]
      if cell.isVariable {
        weight -= 1
        balance[cell.variableNumber] -= 1
        if balance[cell.variableNumber] < 0 {
          // Zero is passed once only, unless a variable of s alone was there before.
          touched[touchedCount] = cell.variableNumber
          touchedCount += 1
          isBalanced = false
        }
      } else {
        weight -= weights[cell.symbol]
      }
    }
    if hasModel && (weight >= 0) { isBalanced = isBalancedInModel(touchedCount) }
    while touchedCount > 0 {
      touchedCount -= 1
      balance[touched[touchedCount]] = 0
    }
    if weight < 0 || !isBalanced { return false }
    if weight > 0 { return true }
    if second.isVariable { return s.contains(variable: second) }
    return isGreaterAtEqualWeights(s, t)
  }

  /// Whether no variable stands in t more often than in s.
  private mutating func hasVariables(_ s: TermPointer, asOftenAs t: TermPointer) -> Bool {
    var missing = 0
    let (first, second) = (s.termLength, t.termLength)
    for i in 1..<second where t[i].isVariable {
      balance[t[i].variableNumber] += 1
      missing += 1
    }
    if missing == 0 { return true }
    var i = 1
    while i < first && missing > 0 {
      if s[i].isVariable, balance[s[i].variableNumber] > 0 {
        balance[s[i].variableNumber] -= 1
        missing -= 1
      }
      i += 1
    }
    for i in 1..<second where t[i].isVariable { balance[t[i].variableNumber] = 0 }
    return missing == 0
  }

  /// What the heads say, then the first arguments that differ; neither term is a variable.
  private mutating func isGreaterAtEqualWeights(_ s: TermPointer, _ t: TermPointer) -> Bool {
    let (first, second) = (s[0], t[0])
    if first.symbol != second.symbol {
      return precedence[first.symbol] > precedence[second.symbol]
    }
    var (i, j) = (1, 1)
    while i < first.length {
      if !(s + i).isSame(as: t + j) { return isKnuthBendixGreater(s + i, t + j) }
      i += s[i].length
      j += t[j].length
    }
    return false
  }

  /// Whether the variables allow s ≥ t: no sum over the greatest k of the model may be negative,
  /// nor the balance of a variable outside it.
  private func isBalancedInModel(_ touchedCount: Int) -> Bool {
    var sum: Int32 = 0
    for variable in model {
      sum += balance[variable]
      if sum < 0 { return false }
    }
    for place in 0..<touchedCount where rank[touched[place]] == 0 && balance[touched[place]] < 0 {
      return false
    }
    return true
  }

  /// Whether no variable of t is missing in s, as far as 64 bits tell; true if a model may help.
  private func hasVariables(_ s: TermPointer, of t: TermPointer) -> Bool {
    if hasModel { return true }
    var (inS, inT): (UInt64, UInt64) = (0, 0)
    for i in 0..<s.termLength where s[i].isVariable {
      inS |= 1 << UInt64(s[i].variableNumber & 63)
    }
    for i in 0..<t.termLength where t[i].isVariable {
      inT |= 1 << UInt64(t[i].variableNumber & 63)
    }
    return inT & ~inS == 0
  }

  // MARK: lexicographic path; recursion is bounded by `Cell.largestLength`

  func isPathGreater(_ s: TermPointer, _ t: TermPointer) -> Bool {
    let (first, second) = (s[0], t[0])
    if first.isVariable {
      return hasModel && second.isVariable && rank[second.variableNumber] > 0
        && rank[first.variableNumber] > rank[second.variableNumber]
    }
    if second.isVariable {
      if s.contains(variable: second) { return true }
      guard hasModel, rank[second.variableNumber] > 0 else { return false }
      for i in 0..<first.length where s[i].isVariable {
        if rank[s[i].variableNumber] > rank[second.variableNumber] { return true }
      }
      return false
    }
    let (p, q) = (precedence[first.symbol], precedence[second.symbol])
    if p > q { return dominates(s, t, from: 1) }
    var i = 1
    if p == q {
      var j = 1
      while i < first.length, (s + i).isSame(as: t + j) {
        i += s[i].length
        j += t[j].length
      }
      if i >= first.length { return false }
      // If s > t, a greater argument decides; otherwise only an argument behind it can be above t.
      // That s is above t + j goes without saying; to ask would double the work at each level.
      if isPathGreater(s + i, t + j) { return dominates(s, t, from: j + t[j].length) }
      i += s[i].length
    }
    while i < first.length {
      if (s + i).isSame(as: t) || isPathGreater(s + i, t) { return true }
      i += s[i].length
    }
    return false
  }

  /// Whether s is greater than each argument of t from an index on.
  private func dominates(_ s: TermPointer, _ t: TermPointer, from start: Int) -> Bool {
    var j = start
    while j < t.termLength {
      if !isPathGreater(s, t + j) { return false }
      j += t[j].length
    }
    return true
  }
}
