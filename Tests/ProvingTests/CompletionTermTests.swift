// The foundations of the completion engine, on random terms: the orders are orders, the tree finds
// what matching one by one finds, and unifiers make terms equal.

import TestSupport
import Testing

@testable import Proving

/// Random terms over a, b (0 arguments), g, h (1) and f (2).
struct RandomCells {
  static let arities = [0, 0, 1, 1, 2]
  var random: SeededGenerator

  mutating func term(depth: Int, variables: Int) -> [Cell] {
    if variables > 0, depth == 0 || random.below(4) == 0 {
      return [.variable(random.below(variables))]
    }
    let symbol = depth == 0 ? random.below(2) : random.below(5)
    var parts: [Cell] = []
    for _ in 0..<Self.arities[symbol] { parts += term(depth: depth - 1, variables: variables) }
    return [.symbol(symbol, length: parts.count + 1)] + parts
  }
}

func withTerm<Result>(_ cells: [Cell], _ body: (TermPointer) -> Result) -> Result {
  cells.withUnsafeBufferPointer { body($0.baseAddress!) }
}

@Suite struct CompletionTermTests {
  private func orders() -> [OrderingParameters] {
    [
      OrderingParameters(
        kind: .knuthBendix, precedence: [1, 2, 3, 5, 4], weights: [1, 1, 1, 0, 1]),
      OrderingParameters(
        kind: .knuthBendix, precedence: [1, 2, 5, 4, 3], weights: [1, 3, 2, 1, 1]),
      OrderingParameters(
        kind: .lexicographicPath, precedence: [1, 2, 3, 5, 4], weights: [1, 1, 1, 1, 1]),
      OrderingParameters(
        kind: .lexicographicPath, precedence: [2, 1, 5, 4, 3], weights: [1, 1, 1, 1, 1]),
    ]
  }

  @Test(arguments: 0..<4) func ordersAreReductionOrdersTotalOnGroundTerms(_ number: Int) {
    var ordering = RewriteOrdering(orders()[number])
    var cells = RandomCells(random: SeededGenerator(seed: 100 + UInt64(number)))
    func isGreater(_ s: [Cell], _ t: [Cell]) -> Bool {
      withTerm(s) { a in withTerm(t) { b in ordering.isGreater(a, b) } }
    }
    for _ in 0..<4000 {
      let (s, t, u) = (
        cells.term(depth: 4, variables: 0), cells.term(depth: 4, variables: 0),
        cells.term(depth: 4, variables: 0)
      )
      #expect((isGreater(s, t) ? 1 : 0) + (isGreater(t, s) ? 1 : 0) + (s == t ? 1 : 0) == 1)
      if isGreater(s, t) && isGreater(t, u) { #expect(isGreater(s, u)) }
      // Subterms are smaller; contexts keep the order.
      let wrapped: [Cell] = [.symbol(2, length: s.count + 1)] + s
      #expect(isGreater(wrapped, s))
      if isGreater(s, t) { #expect(isGreater(wrapped, [.symbol(2, length: t.count + 1)] + t)) }
      // Instances keep the order.
      let (p, q) = (cells.term(depth: 3, variables: 2), cells.term(depth: 3, variables: 2))
      if isGreater(p, q) {
        let values = [s, t]
        #expect(isGreater(p.substituting { values[$0] }, q.substituting { values[$0] }))
      }
    }
  }

  /// f(f(…f(x, a)…, a), a), so deep that an order which asks anything twice at each level never ends.
  @Test(.timeLimit(.minutes(1)), arguments: 0..<4) func deepTermsAreComparedInTime(_ number: Int) {
    var ordering = RewriteOrdering(orders()[number])
    func comb(_ innermost: Int) -> [Cell] {
      let depth = 1_000
      return (0..<depth).map { .symbol(4, length: 2 * (depth - $0) + 1) }
        + [.symbol(innermost, length: 1)] + Array(repeating: .symbol(0, length: 1), count: depth)
    }
    let isAbove = ordering.isAbove(0, 1)
    let weights = orders()[number].weights
    let isGreater = weights[0] == weights[1] || number > 1 ? isAbove : weights[0] > weights[1]
    withTerm(comb(0)) { a in
      withTerm(comb(1)) { b in
        #expect(ordering.isGreater(a, b) == isGreater)
        #expect(ordering.isGreater(b, a) == !isGreater)
        // The same where one side is an instance that nobody writes.
        guard ordering.isPathOrder else { return }
        let pattern: [Cell] = [.symbol(4, length: 3), .variable(0), .symbol(0, length: 1)]
        var value = b + 1
        withUnsafeMutablePointer(to: &value) { binding in
          withTerm(pattern) {
            #expect(ordering.isPathGreater(a, instanceOf: $0, binding) == isGreater)
          }
        }
      }
    }
  }

  @Test(arguments: 0..<4) func modelsSpeakOfInstancesThatRespectThem(_ number: Int) {
    var ordering = RewriteOrdering(orders()[number])
    var cells = RandomCells(random: SeededGenerator(seed: 200 + UInt64(number)))
    var decided = 0
    for _ in 0..<6000 {
      let (p, q) = (cells.term(depth: 3, variables: 3), cells.term(depth: 3, variables: 3))
      var values = (0..<3).map { _ in cells.term(depth: 3, variables: 0) }
      guard Set(values).count == 3 else { continue }
      ordering.assume([])
      values.sort { s, t in withTerm(s) { a in withTerm(t) { b in ordering.isGreater(a, b) } } }
      ordering.assume([0, 1, 2])
      let isGreater = withTerm(p) { a in withTerm(q) { b in ordering.isGreater(a, b) } }
      ordering.assume([])
      guard isGreater else { continue }
      decided += 1
      let (s, t) = (p.substituting { values[$0] }, q.substituting { values[$0] })
      let holds = withTerm(s) { a in withTerm(t) { b in ordering.isGreater(a, b) } }
      #expect(holds, "\(p) > \(q) at \(values)")
    }
    #expect(decided > 500)
  }

  /// The term with its variables numbered by first occurrence.
  private func numbered(_ term: [Cell]) -> [Cell] {
    var order: [Int] = []
    for cell in term where cell.isVariable && !order.contains(cell.variableNumber) {
      order.append(cell.variableNumber)
    }
    return term.substituting { [.variable(order.firstIndex(of: $0)!)] }
  }

  private func isInstance(_ term: [Cell], _ pattern: [Cell]) -> Bool {
    var values: [Int: [Cell]] = [:]
    var j = 0
    for cell in pattern {
      if cell.isVariable {
        let part = Array(term[j..<j + term[j].length])
        if let known = values[cell.variableNumber], known != part { return false }
        values[cell.variableNumber] = part
        j += part.count
      } else {
        guard term[j] & 0xFFFF == cell & 0xFFFF else { return false }
        j += 1
      }
    }
    return true
  }

  @Test(arguments: 0..<5) func theTreeFindsWhatMatchingFinds(_ seed: UInt64) {
    var cells = RandomCells(random: SeededGenerator(seed: 300 + seed))
    var arena = CellArena(capacity: 1 << 16)
    var tree = MatchingTree(over: TermPointer(arena.base))
    var patterns: [UInt32: [Cell]] = [:]
    var places: [UInt32: TermPointer] = [:]
    for view in 0..<UInt32(300) {
      let pattern = numbered(cells.term(depth: 3, variables: 3))
      patterns[view] = pattern
      let place = pattern.withUnsafeBufferPointer { arena.append(cells: $0) }
      places[view] = place
      tree.insert(place, view)
    }
    for round in 0..<600 {
      if round % 3 == 0, let view = patterns.keys.sorted().dropFirst(round % 50).first {
        tree.remove(places[view]!, view)
        patterns[view] = nil
      }
      let term = cells.term(depth: 4, variables: 2)
      let expected = patterns.keys.sorted().filter { isInstance(term, patterns[$0]!) }
      var found: [UInt32] = []
      withTerm(term) { pointer in
        tree.start(pointer)
        while let view = tree.next() {
          found.append(view)
          let instance = patterns[view]!.substituting { tree.bindings[$0].cells }
          #expect(instance == term)
        }
      }
      #expect(found.sorted() == expected)
    }
  }

  @Test func unifiersMakeTermsEqual() {
    var cells = RandomCells(random: SeededGenerator(seed: 400))
    var unifier = FlatUnifier()
    var unified = 0
    let space = UnsafeMutablePointer<Cell>.allocate(capacity: 4 * Cell.largestLength)
    defer { space.deallocate() }
    for _ in 0..<5000 {
      let s = cells.term(depth: 4, variables: 3)
      let t = cells.term(depth: 4, variables: 3).substituting { [.variable($0 + Cell.shift)] }
      unifier.reset()
      let isUnified = withTerm(s) { a in withTerm(t) { b in unifier.unify(a, b) } }
      guard isUnified else { continue }
      unified += 1
      withTerm(s) { a in
        withTerm(t) { b in
          _ = unifier.emit(a, space)
          let left = TermPointer(space).cells
          _ = unifier.emit(b, space)
          #expect(left == TermPointer(space).cells)
          #expect(left[0].length == left.count)
        }
      }
      // Terms with a common ground instance are unifiable: an instance of s is unifiable with s.
      let instance = s.substituting { _ in [.symbol(0, length: 1)] }
      unifier.reset()
      #expect(withTerm(s) { a in withTerm(instance) { b in unifier.unify(a, b) } })
    }
    #expect(unified > 100)
  }
}

@Suite struct CompletionSaturationTests {
  /// Random equations over a, b, g, h and f, and a ground goal; engines with different orders and
  /// weights must not contradict each other: where one says that nothing is left to do, none finds
  /// a proof.
  @Test(arguments: 0..<4) func strategiesAgree(_ seed: UInt64) {
    var cells = RandomCells(random: SeededGenerator(seed: 500 + seed))
    var (proved, saturated, both) = (0, 0, 0)
    for number in 0..<250 {
      var problem = CompletionProblem()
      for (symbol, arity) in RandomCells.arities.enumerated() {
        _ = problem.addSymbol("s\(symbol)", arity: arity)
      }
      for _ in 0..<(2 + number % 3) {
        problem.equations.append(
          .init(
            left: cells.term(depth: 3, variables: 2), right: cells.term(depth: 2, variables: 2)))
      }
      problem.goals = [
        .init(left: cells.term(depth: 2, variables: 0), right: cells.term(depth: 2, variables: 0))
      ]
      var outcomes: [CompletionOutcome] = []
      for kind in [OrderingParameters.Kind.knuthBendix, .lexicographicPath] {
        for tests in [0, 4] {
          var strategy = CompletionStrategy(ordering: OrderingParameters(kind, problem))
          strategy.groundTestVariables = tests
          var engine = CompletionEngine(problem, strategy)
          outcomes.append(engine.run(untilWork: 60_000, isOver: { false }))
        }
      }
      let isProved = outcomes.contains(.proved(goal: 0))
      let isSaturated = outcomes.contains(.saturated(isComplete: true))
      proved += isProved ? 1 : 0
      saturated += isSaturated ? 1 : 0
      both += isProved && isSaturated ? 1 : 0
      #expect(!isProved || !isSaturated, "problem \(number) of seed \(seed): \(problem.equations)")
    }
    #expect(both == 0)
    #expect(proved > 20 && saturated > 5, "\(proved) proved, \(saturated) saturated")
  }
}
