// What the clauses of a problem say of their operations, as far as the search for models can use it:
// commutative tables are stored once, orders and abelian groups are known up to renaming of the
// elements. Entry: `ModelLaws.init`. Neighbour: `ModelEncoding`, which believes what is said here;
// what comes out is evaluated on the clauses all the same.

import AxiomLanguage

/// Laws that are clauses of a problem.
struct ModelLaws {
  typealias Term = TPTPProblem.Term

  /// By symbol.
  private(set) var isCommutative: [Bool]
  private(set) var isIdempotent: [Bool]
  private(set) var isAssociative: [Bool]
  /// The clauses that say so of an operation that is commutative, too.
  private(set) var associativity: Set<Int> = []
  /// Operations whose value is at most, and at least, its arguments in one and the same order.
  private(set) var lower: [Int] = []
  private(set) var upper: [Int] = []
  /// An abelian group.
  private(set) var group: (sum: Int, zero: Int, inverse: Int)?
  /// By symbol: the term that it stands for, over its arguments; and the clauses that say so.
  private(set) var definitions: [Term?]
  private(set) var defining: Set<Int> = []

  func isAC(_ symbol: Int) -> Bool { isCommutative[symbol] && isAssociative[symbol] }

  init(_ problem: TPTPProblem) {
    let none = Array(repeating: false, count: problem.symbols.count)
    (isCommutative, isIdempotent, isAssociative) = (none, none, none)
    definitions = Array(repeating: nil, count: problem.symbols.count)
    var equations: [(clause: Int, left: Term, right: Term)] = []
    for (number, clause) in problem.clauses.enumerated() where clause.literals.count == 1 {
      let literal = clause.literals[0]
      guard literal.isPositive, let right = literal.right else { continue }
      equations.append((number, literal.left, right))
      equations.append((number, right, literal.left))
    }
    for (_, left, right) in equations {
      guard let f = left.first, f >= 0 else { continue }
      if left == [f, -1, -2] && right == [f, -2, -1] { isCommutative[Int(f)] = true }
      if left == [f, -1, -1] && right == [-1] { isIdempotent[Int(f)] = true }
      if left == [f, f, -1, -2, -3] && right == [f, -1, f, -2, -3] {
        isAssociative[Int(f)] = true
      }
    }
    for (clause, left, right) in equations {
      guard let f = left.first, f >= 0, isAC(Int(f)) else { continue }
      if left == [f, f, -1, -2, -3] && right == [f, -1, f, -2, -3] {
        associativity.insert(clause)
      }
    }
    findOrder(equations.map { ($0.left, $0.right) })
    findGroup(equations.map { ($0.left, $0.right) })
    findDefinitions(equations, problem)
  }

  /// A semilattice, and those that absorb it and are absorbed.
  private mutating func findOrder(_ equations: [(Term, Term)]) {
    // f(x, g(x, y)) = x, however the arguments stand.
    var absorbs: [[Int]] = []
    for (left, right) in equations where left.count == 5 && right.count == 1 && right[0] < 0 {
      let place = left[1] < 0 ? 2 : 1
      let own = place == 2 ? left[1] : left[4]
      guard left[0] >= 0, left[place] >= 0, own == right[0],
        left[(place + 1)...(place + 2)].contains(own)
      else { continue }
      absorbs.append([Int(left[0]), Int(left[place])])
    }
    func areDual(_ f: Int, _ g: Int) -> Bool {
      f != g && absorbs.contains([f, g]) && absorbs.contains([g, f])
    }
    for f in isIdempotent.indices where isIdempotent.indices.contains(where: { areDual(f, $0) }) {
      isIdempotent[f] = true
    }
    let meets = isIdempotent.indices.filter { isAC($0) && isIdempotent[$0] }
    guard let first = meets.first else { return }
    upper = meets.filter { areDual(first, $0) }
    lower = meets.filter { f in f == first || upper.contains { areDual(f, $0) } }
  }

  private mutating func findGroup(_ equations: [(Term, Term)]) {
    for sum in isCommutative.indices where isAC(sum) {
      let f = Int32(sum)
      for (left, right) in equations where right == [-1] {
        guard left.count == 3, left[0] == f, let zero = left.first(where: { $0 >= 0 && $0 != f }),
          left == [f, zero, -1] || left == [f, -1, zero]
        else { continue }
        for (left, right) in equations where right == [zero] && left.count == 4 && left[0] == f {
          guard let inverse = left[1...2].first(where: { $0 >= 0 }),
            left == [f, inverse, -1, -1] || left == [f, -1, inverse, -1]
          else { continue }
          group = (sum, Int(zero), Int(inverse))
          return
        }
      }
    }
  }

  /// f(x₁, …, xₙ) = t, where t has no other variables and no symbol that rests on f.
  private mutating func findDefinitions(
    _ equations: [(clause: Int, left: Term, right: Term)], _ problem: TPTPProblem
  ) {
    func rests(_ term: Term, on symbol: Int) -> Bool {
      term.contains { code in
        code >= 0
          && (Int(code) == symbol || definitions[Int(code)].map { rests($0, on: symbol) } == true)
      }
    }
    for (clause, left, right) in equations where left.count > 1 && left[0] >= 0 {
      let symbol = Int(left[0])
      let arguments = Array(left.dropFirst())
      guard definitions[symbol] == nil, !defining.contains(clause),
        !isCommutative[symbol], !isAssociative[symbol], group?.inverse != symbol,
        arguments.allSatisfy({ $0 < 0 }), Set(arguments).count == arguments.count,
        right.allSatisfy({ $0 >= 0 || arguments.contains($0) }), right.count > 1,
        !rests(right, on: symbol)
      else { continue }
      definitions[symbol] = right.map { code in
        code >= 0 ? code : -1 - Int32(arguments.firstIndex(of: code) ?? 0)
      }
      defining.insert(clause)
    }
  }

  /// The abelian groups of an order, each as the orders of the cyclic groups that it is a product of.
  static func abelianGroups(order: Int) -> [[Int]] {
    func partitions(_ number: Int, _ largest: Int) -> [[Int]] {
      if number == 0 { return [[]] }
      return stride(from: min(number, largest), to: 0, by: -1).flatMap { part in
        partitions(number - part, part).map { [part] + $0 }
      }
    }
    var groups: [[Int]] = [[]]
    var (rest, prime) = (order, 2)
    while rest > 1 {
      var exponent = 0
      while rest % prime == 0 { (rest, exponent) = (rest / prime, exponent + 1) }
      if exponent > 0 {
        let parts = partitions(exponent, exponent).map { partition in
          partition.map { exponent in (0..<exponent).reduce(1) { power, _ in power * prime } }
        }
        groups = groups.flatMap { group in parts.map { group + $0 } }
      }
      prime += 1
    }
    return groups
  }
}
