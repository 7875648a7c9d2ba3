// Finite models by SAT: for each size, variables say which value an operation has at each place,
// and each ground instance of a clause is spelled out, equal ground terms once. Entry: `advance`,
// which spends a quota of conflicts and goes on to larger sizes. A model is returned only after it
// was evaluated.
// Source: K. Claessen, N. Sörensson, New techniques that improve MACE-style finite model finding
// (2003).

import AxiomLanguage

/// A search for a finite model of clauses, size after size.
struct ModelSearch: ~Copyable {
  /// The most literals that one size may take (count): larger sizes are not tried.
  private static let literalLimit = 20_000_000

  private let problem: TPTPProblem
  /// The sizes that no turn has refuted yet.
  private var open: [Int]

  /// Whether there is nothing more to try.
  var isExhausted: Bool { open.isEmpty }

  init(_ problem: TPTPProblem, largestSize: Int = 16) {
    self.problem = problem
    open = (1...max(largestSize, 1)).filter {
      ModelEncoding.estimate(problem, size: $0) <= Self.literalLimit
    }
  }

  /// One turn: each size that is open gets so many conflicts, the smallest first, as long as it
  /// takes at most so many literals, and until four sizes have used theirs up: a size that is hard
  /// to refute does not hide a larger one that has a model. Returns a model that was evaluated.
  mutating func advance(conflicts: Int32, literals: Int, isOver: () -> Bool = { false })
    -> FiniteModel?
  {
    var left = 4
    for size in open where ModelEncoding.estimate(problem, size: size) <= literals {
      var encoding = ModelEncoding(problem, size: size, isOver: isOver)
      guard encoding.isWhole else { return nil }
      switch encoding.solver.solve(conflicts: conflicts, isOver: isOver) {
      case .satisfiable:
        let model = encoding.model()
        precondition(model.satisfies(problem), "a model of size \(size) is wrong")
        return model
      case .unsatisfiable: open.removeAll { $0 == size }
      case .unknown: left -= 1
      }
      if left == 0 || isOver() { return nil }
    }
    return nil
  }
}

/// The clauses of one problem over one size.
struct ModelEncoding: ~Copyable {
  private let problem: TPTPProblem
  private let size: Int
  var solver = SATSolver()
  /// By symbol: the variable that says that its value at place 0 is 0; a predicate has one a place.
  private var tables: [Int32] = []
  /// Terms over elements: −1 − element, or the first of `size` variables, one for each value.
  private var known: [[Int32]: Int32] = [:]
  /// Whether all clauses are spelled out.
  private(set) var isWhole = true

  /// Spells the clauses out, unless the time is over before.
  init(_ problem: TPTPProblem, size: Int, isOver: () -> Bool = { false }) {
    (self.problem, self.size) = (problem, size)
    for symbol in problem.symbols {
      let places = power(size, symbol.arity)
      tables.append(solver.newVariables(symbol.isPredicate ? places : places * size))
      if symbol.isPredicate { continue }
      let first = tables[tables.count - 1]
      for place in 0..<places { addExactlyOne(first + Int32(place * size)) }
    }
    breakSymmetry()
    for clause in problem.clauses {
      add(clause, isOver)
      if !isWhole { return }
    }
  }

  /// Roughly how many literals the encoding has.
  static func estimate(_ problem: TPTPProblem, size: Int) -> Int {
    var total = 0
    for symbol in problem.symbols {
      total += power(size, symbol.arity + 1) * size
      if total > 1 << 40 { return total }
    }
    for clause in problem.clauses {
      var perInstance = 0
      for literal in clause.literals {
        for code in literal.left + (literal.right ?? []) where code >= 0 {
          let arity = problem.symbols[Int(code)].arity
          if arity > 0 { perInstance += power(size, min(arity, 3)) * (arity + 2) }
        }
      }
      total += power(size, clause.variableCount) * perInstance
      if total > 1 << 40 { return total }
    }
    return total
  }

  private mutating func addExactlyOne(_ first: Int32) {
    solver.add((0..<Int32(size)).map { first + $0 })
    for a in 0..<Int32(size) {
      for b in 0..<a { solver.add([-(first + a), -(first + b)]) }
    }
  }

  /// Elements may be renamed: let them be numbered as they first turn up, in the constants, then in
  /// the places whose largest argument is 0, then 1, and so on. So a place whose largest argument
  /// is m has a value v > m + 1 only if v − 1 was the value of an earlier place.
  /// Source: J. Zhang, H. Zhang, SEM: a system for enumerating models (1995).
  private mutating func breakSymmetry() {
    var places: [(largest: Int, first: Int32)] = []
    for (number, symbol) in problem.symbols.enumerated() where !symbol.isPredicate {
      let count = power(size, symbol.arity)
      guard count <= 4096 else { continue }
      for place in 0..<count {
        var (rest, largest) = (place, -1)
        for _ in 0..<symbol.arity {
          largest = max(largest, rest % size)
          rest /= size
        }
        places.append((largest, tables[number] + Int32(place * size)))
      }
    }
    places.sort { ($0.largest, $0.first) < ($1.largest, $1.first) }
    // By value: a variable that says that an earlier place has it; 0 if none can.
    var earlier = Array(repeating: Int32(0), count: size)
    for (largest, first) in places {
      for value in 0..<size where value > largest + 1 {
        let before = earlier[value - 1]
        solver.add([-(first + Int32(value))] + (before == 0 ? [] : [before]))
      }
      let new = solver.newVariables(size)
      for value in 0..<size {
        let before = earlier[value]
        let cell = first + Int32(value)
        solver.add([-(new + Int32(value)), cell] + (before == 0 ? [] : [before]))
        earlier[value] = new + Int32(value)
      }
    }
  }

  // MARK: clauses

  private mutating func add(_ clause: TPTPProblem.Clause, _ isOver: () -> Bool) {
    var values = Array(repeating: 0, count: clause.variableCount)
    var instances = 0
    while true {
      addInstance(clause, values)
      instances += 1
      if instances % 256 == 0, isOver() {
        isWhole = false
        return
      }
      var place = values.count - 1
      while place >= 0, values[place] == size - 1 {
        values[place] = 0
        place -= 1
      }
      if place < 0 { return }
      values[place] += 1
    }
  }

  private mutating func addInstance(_ clause: TPTPProblem.Clause, _ values: [Int]) {
    var literals: [Int32] = []
    for literal in clause.literals {
      if let right = literal.right {
        let (a, b) = (node(literal.left, values), node(right, values))
        if a < 0 && b < 0 {
          if (a == b) == literal.isPositive { return }
          continue
        }
        if clause.literals.count == 1 {
          addEquality(a, b, literal.isPositive, unless: 0)
          return
        }
        let reason = solver.newVariables(1)
        addEquality(a, b, literal.isPositive, unless: -reason)
        literals.append(reason)
      } else {
        let atom = atom(literal.left, values)
        literals.append(literal.isPositive ? atom : -atom)
      }
    }
    solver.add(literals)
  }

  /// The two nodes are equal, or they are not, unless that literal holds.
  private mutating func addEquality(_ a: Int32, _ b: Int32, _ isEqual: Bool, unless reason: Int32) {
    let base = reason == 0 ? [] : [reason]
    if a < 0 || b < 0 {
      let (element, other) = a < 0 ? (-1 - a, b) : (-1 - b, a)
      solver.add(base + [isEqual ? other + element : -(other + element)])
      return
    }
    for value in 0..<Int32(size) {
      if isEqual {
        solver.add(base + [-(a + value), b + value])
        solver.add(base + [a + value, -(b + value)])
      } else {
        solver.add(base + [-(a + value), -(b + value)])
      }
    }
  }

  /// The node of a term: an element, a place of a table, or new variables tied to it.
  private mutating func node(_ term: TPTPProblem.Term, _ values: [Int]) -> Int32 {
    var stack: [Int32] = []
    for code in term.reversed() {
      if code < 0 {
        stack.append(Int32(-1 - values[Int(-1 - code)]))
        continue
      }
      let arity = problem.symbols[Int(code)].arity
      let parts = Array(stack.suffix(arity).reversed())
      stack.removeLast(arity)
      stack.append(node(Int(code), parts, isPredicate: false))
    }
    return stack[0]
  }

  private mutating func node(_ symbol: Int, _ parts: [Int32], isPredicate: Bool) -> Int32 {
    let width = isPredicate ? 1 : size
    if parts.allSatisfy({ $0 < 0 }) {
      let place = parts.reduce(0) { $0 * size + Int(-1 - $1) }
      return tables[symbol] + Int32(place * width)
    }
    let key = [Int32(symbol)] + parts
    if let node = known[key] { return node }
    let new = solver.newVariables(width)
    if !isPredicate { addExactlyOne(new) }
    known[key] = new
    // For all values of the parts that are not elements: the value is that of the table.
    let open = parts.indices.filter { parts[$0] >= 0 }
    var choice = Array(repeating: 0, count: open.count)
    while true {
      var condition: [Int32] = []
      var place = 0
      var next = 0
      for (i, part) in parts.enumerated() {
        var element = Int(-1 - part)
        if part >= 0 {
          element = choice[next]
          condition.append(-(parts[open[next]] + Int32(element)))
          next += 1
        }
        _ = i
        place = place * size + element
      }
      let cell = tables[symbol] + Int32(place * width)
      for value in 0..<Int32(width) {
        solver.add(condition + [-(cell + value), new + value])
        if isPredicate { solver.add(condition + [cell + value, -(new + value)]) }
      }
      var last = choice.count - 1
      while last >= 0, choice[last] == size - 1 {
        choice[last] = 0
        last -= 1
      }
      if last < 0 { break }
      choice[last] += 1
    }
    return new
  }

  private mutating func atom(_ term: TPTPProblem.Term, _ values: [Int]) -> Int32 {
    var parts: [Int32] = []
    var rest = term[1...]
    for _ in 0..<problem.symbols[Int(term[0])].arity {
      var end = rest.startIndex
      var open = 1
      while open > 0 {
        open += (rest[end] >= 0 ? problem.symbols[Int(rest[end])].arity : 0) - 1
        end += 1
      }
      parts.append(node(Array(rest[..<end]), values))
      rest = rest[end...]
    }
    return node(Int(term[0]), parts, isPredicate: true)
  }

  // MARK: what was found

  /// The tables of the assignment found.
  func model() -> FiniteModel {
    var result: [[Int]] = []
    for (number, symbol) in problem.symbols.enumerated() {
      let places = power(size, symbol.arity)
      result.append(
        (0..<places).map { place in
          if symbol.isPredicate { return solver.isTrue(tables[number] + Int32(place)) ? 1 : 0 }
          return (0..<size).first {
            solver.isTrue(tables[number] + Int32(place * size + $0))
          } ?? 0
        })
    }
    return FiniteModel(size: size, tables: result)
  }
}

/// A power of the size; far above any limit where it would overflow.
private func power(_ base: Int, _ exponent: Int) -> Int {
  var result = 1
  for _ in 0..<exponent {
    let (product, overflow) = result.multipliedReportingOverflow(by: base)
    if overflow || product > 1 << 40 { return 1 << 40 }
    result = product
  }
  return result
}

extension FiniteModel {
  /// Looks for a model of clauses, the smallest sizes first.
  ///
  /// *Complexity*: bounded by `conflicts` for each size, and by the size of what is spelled out.
  /// *Ensures*: what is returned was evaluated on every clause.
  public static func find(
    _ problem: TPTPProblem, largestSize: Int = 16, conflicts: Int32 = 100_000,
    isOver: () -> Bool = { false }
  ) -> FiniteModel? {
    var search = ModelSearch(problem, largestSize: largestSize)
    return search.advance(conflicts: conflicts, literals: .max, isOver: isOver)
  }
}
