// Ground joinability: an equation whose ground instances all have a proof by smaller ones is
// dropped, though it cannot be rewritten as it stands; laws such as those of associative and
// commutative operators are, otherwise, a flood. Entry: `isGroundJoinable`. All ways in which the
// variables may be ordered, equal ones included, are tried.
// Source: U. Martin, T. Nipkow, Ordered rewriting and confluence (1990).

extension CompletionEngine {
  /// Whether both sides meet for every order of the variables. False if there are too many of them.
  mutating func isGroundJoinable(_ left: TermPointer, _ right: TermPointer) -> Bool {
    var variables: [Int] = []
    for term in [left, right] {
      for i in 0..<term.termLength where term[i].isVariable {
        if !variables.contains(term[i].variableNumber) { variables.append(term[i].variableNumber) }
      }
    }
    guard variables.count > 1, variables.count <= strategy.groundTestVariables else { return false }
    let (mark, stepMark) = (free, steps.count)
    defer {
      ordering.assume([])
      free = mark
      steps.truncate(stepMark)
    }
    // Most equations fail for the first order already.
    guard meets(variables.map { [$0] }, left, right) else { return false }
    return tryOrders([], variables[...], left, right)
  }

  /// Places each variable in turn before, among or behind those placed; where the sides meet for an
  /// order of some, the others need not be placed.
  private mutating func tryOrders(
    _ placed: [[Int]], _ rest: ArraySlice<Int>, _ left: TermPointer, _ right: TermPointer
  ) -> Bool {
    if placed.joined().count > 1, meets(placed, left, right) { return true }
    guard let variable = rest.first else { return false }
    for place in stride(from: placed.count, through: 0, by: -1) {
      var next = placed
      next.insert([variable], at: place)
      if !tryOrders(next, rest.dropFirst(), left, right) { return false }
    }
    for place in placed.indices {
      var next = placed
      next[place].append(variable)
      if !tryOrders(next, rest.dropFirst(), left, right) { return false }
    }
    return true
  }

  private mutating func meets(_ classes: [[Int]], _ left: TermPointer, _ right: TermPointer) -> Bool
  {
    let mark = free
    defer { free = mark }
    let s = identified(classes, left)
    let t = identified(classes, right)
    ordering.assume(classes.map { $0[0] })
    guard let a = normalize(s), let b = normalize(t) else { return false }
    return a.isSame(as: b) || classes.contains { $0.count > 1 } && isSubsumed(a, b)
  }

  private mutating func identified(_ classes: [[Int]], _ term: TermPointer) -> TermPointer {
    let place = free
    for i in 0..<term.termLength {
      place[i] = term[i]
      if term[i].isVariable {
        for members in classes where members.contains(term[i].variableNumber) {
          place[i] = .variable(members[0])
        }
      }
    }
    free += term.termLength
    return TermPointer(place)
  }
}
