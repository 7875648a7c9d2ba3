// The clauses of a problem over one size, for the SAT solver: variables say which value an operation
// has at each place; each ground instance of a clause is spelled out, equal ground terms once. A
// *node* is an element (−1 − element), or the first of as many variables as there are elements, one
// for each value. Entry: `init`, then `solver`, then `model`. Neighbours: `ModelEncoding+Tables`
// (places, renaming of elements), `ModelEncoding+Terms` (nodes), `ModelLaws` (what may be left out),
// `ModelSearch`.
// Source: K. Claessen, N. Sörensson, New techniques that improve MACE-style finite model finding
// (2003).

import AxiomLanguage

/// The clauses of one problem over one size.
struct ModelEncoding: ~Copyable {
  let problem: TPTPProblem
  let laws: ModelLaws
  let size: Int
  var solver = SATSolver()
  /// By symbol and place: the node of the value; of a predicate, the variable.
  var tables: [[Int32]] = []
  /// Ground terms, as a symbol with the nodes of its arguments.
  var known: [[Int32]: Int32] = [:]
  /// The arguments, sorted, of nodes that an associative and commutative operation makes.
  var summands: [[Int32]: [Int32]] = [:]
  /// By variable: whether it is known to be false.
  var isFalse: [Bool] = [false]
  /// Whether all clauses are spelled out.
  private(set) var isWhole = true

  /// Spells the clauses out, unless the time is over before. `group` says which abelian group the
  /// problem's one is, by the orders of its cyclic factors.
  init(
    _ problem: TPTPProblem, _ laws: ModelLaws, size: Int, group: [Int]?,
    isOver: () -> Bool = { false }
  ) {
    (self.problem, self.laws, self.size) = (problem, laws, size)
    makeTables(group)
    for symbol in problem.symbols.indices where laws.isAC(symbol) { addAssociativity(symbol) }
    if group == nil && laws.lower.isEmpty { numberByAppearance() }
    for (number, clause) in problem.clauses.enumerated()
    where !laws.associativity.contains(number) && !laws.defining.contains(number) {
      add(clause, isOver)
      if !isWhole { return }
    }
  }

  /// New variables for the values of a node; returns the first.
  mutating func newVariables(_ count: Int) -> Int32 {
    isFalse += Array(repeating: false, count: count)
    return solver.newVariables(count)
  }

  /// A node with exactly one value, of those allowed.
  mutating func newNode(_ allowed: (Int) -> Bool = { _ in true }) -> Int32 {
    let values = (0..<size).filter(allowed)
    if values.count == 1 { return -1 - Int32(values[0]) }
    let first = newVariables(size)
    for value in 0..<size where !allowed(value) {
      solver.add([-(first + Int32(value))])
      isFalse[Int(first) + value] = true
    }
    solver.add(values.map { first + Int32($0) })
    for (place, a) in values.enumerated() {
      for b in values[..<place] { solver.add([-(first + Int32(a)), -(first + Int32(b))]) }
    }
    return first
  }

  // MARK: clauses

  private mutating func add(_ clause: TPTPProblem.Clause, _ isOver: () -> Bool) {
    var values = Array(repeating: Int32(-1), count: clause.variableCount)
    var instances = 0
    while true {
      addInstance(clause, values)
      instances += 1
      if instances % 256 == 0, isOver() {
        isWhole = false
        return
      }
      var place = values.count - 1
      while place >= 0, values[place] == -Int32(size) {
        values[place] = -1
        place -= 1
      }
      if place < 0 { return }
      values[place] -= 1
    }
  }

  private mutating func addInstance(_ clause: TPTPProblem.Clause, _ values: [Int32]) {
    if clause.literals.count == 1, clause.literals[0].isPositive,
      let right = clause.literals[0].right
    {
      return addEquation(clause.literals[0].left, right, values)
    }
    var literals: [Int32] = []
    for literal in clause.literals {
      if let right = literal.right {
        let (a, b) = (node(literal.left, values), node(right, values))
        if a < 0 && b < 0 || a == b {
          if (a == b) == literal.isPositive { return }
          continue
        }
        if clause.literals.count == 1 {
          addEquality(a, b, literal.isPositive, unless: 0)
          return
        }
        let reason = newVariables(1)
        addEquality(a, b, literal.isPositive, unless: -reason)
        literals.append(reason)
      } else {
        let atom = atom(literal.left, values)
        literals.append(literal.isPositive ? atom : -atom)
      }
    }
    solver.add(literals)
  }

  /// The larger side is tied to the node of the smaller one: it needs no variables of its own.
  private mutating func addEquation(
    _ left: TPTPProblem.Term, _ right: TPTPProblem.Term, _ values: [Int32]
  ) {
    let (large, small) = left.count >= right.count ? (left, right) : (right, left)
    let target = node(small, values)
    let arguments = arguments(of: large, values)
    guard let symbol = large.first, symbol >= 0, laws.definitions[Int(symbol)] == nil else {
      let other = node(large, values)
      if other != target { addEquality(other, target, true, unless: 0) }
      return
    }
    let (key, parts) = canonical(Int(symbol), arguments)
    if parts.count == 1 && arguments.count == 2 {
      if parts[0] != target { addEquality(parts[0], target, true, unless: 0) }
    } else if let other = found(Int(symbol), key, parts) {
      if other != target { addEquality(other, target, true, unless: 0) }
    } else {
      known[key] = target
      tie(Int(symbol), binary(Int(symbol), parts), to: target, isPredicate: false)
    }
  }

  /// The two nodes are equal, or they are not, unless that literal holds.
  mutating func addEquality(_ a: Int32, _ b: Int32, _ isEqual: Bool, unless reason: Int32) {
    let base = reason == 0 ? [] : [reason]
    if a < 0 || b < 0 {
      if a < 0 && b < 0 {
        if (a == b) != isEqual { solver.add(base) }
        return
      }
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

  // MARK: what was found

  /// The tables of the assignment found.
  func model() -> FiniteModel {
    var result: [[Int]] = []
    for (number, symbol) in problem.symbols.enumerated() {
      result.append(
        tables[number].map { node in
          if symbol.isPredicate { return solver.isTrue(node) ? 1 : 0 }
          if node < 0 { return Int(-1 - node) }
          return (0..<size).first { solver.isTrue(node + Int32($0)) } ?? 0
        })
    }
    var model = FiniteModel(size: size, tables: result)
    // Defined operations are what their definitions say; one may rest on another.
    for _ in problem.symbols {
      var tables = model.tables
      for (symbol, definition) in laws.definitions.enumerated() {
        guard let definition else { continue }
        let arity = problem.symbols[symbol].arity
        tables[symbol] = (0..<power(size, arity)).map { place in
          var (values, rest) = ([Int](), place)
          for _ in 0..<arity {
            values.insert(rest % size, at: 0)
            rest /= size
          }
          return model.value(definition, values, problem.symbols)
        }
      }
      let next = FiniteModel(size: size, tables: tables)
      if next == model { break }
      model = next
    }
    return model
  }
}

/// A power of the size; far above any limit where it would overflow.
func power(_ base: Int, _ exponent: Int) -> Int {
  var result = 1
  for _ in 0..<exponent {
    let (product, overflow) = result.multipliedReportingOverflow(by: base)
    if overflow || product > 1 << 40 { return 1 << 40 }
    result = product
  }
  return result
}
