// The proof of a goal: the chain of rewrites that joins its sides, and as lemmas the rules that it
// rests on, each with its own chain. Entry: `CompletionEngine.proof(ofGoal:)`, which replays what
// the engine logged, for the rules that are needed only. Nothing here need be trusted: the kernel
// checks what `CompletionTheorem` makes of it.

/// One replacement of a subterm.
struct CompletionStep: Hashable, Sendable {
  /// An equation of the problem, or a lemma of the proof by its rule number.
  enum Source: Hashable, Sendable {
    case equation(Int)
    case rule(Int)
  }
  /// Child numbers from the top down.
  var position: [UInt32]
  var source: Source
  /// Whether the source is used from right to left.
  var isReversed: Bool
  /// What the variables of the source stand for, by number.
  var terms: [[Cell]]

  var reversed: CompletionStep {
    var step = self
    step.isReversed.toggle()
    return step
  }
}

/// A term, and what rewrites make of it.
struct CompletionChain: Hashable, Sendable {
  var start: [Cell]
  var steps: [CompletionStep]
  var end: [Cell]

  var reversed: CompletionChain {
    CompletionChain(start: end, steps: steps.reversed().map(\.reversed), end: start)
  }
}

/// A proof of one goal.
struct CompletionProof: Sendable {
  /// A rule with a chain from its left to its right side, over its variables.
  struct Lemma: Sendable {
    var rule: Int
    var variableCount: Int
    var chain: CompletionChain
  }
  var goal: Int
  /// Each uses earlier ones only.
  var lemmas: [Lemma]
  /// From the left to the right side of the goal.
  var chain: CompletionChain
  /// Of a goal with variables: the equation `eq(s, t) = false` that it is, and their values.
  var witness: (equation: Int, terms: [[Cell]])?
}

extension Array where Element == Cell {
  /// The term with terms for its variables, where there are some.
  func substituting(_ value: (Int) -> [Cell]?) -> [Cell] {
    var result: [Cell] = []
    var open: [(start: Int, end: Int)] = []
    for (i, cell) in enumerated() {
      if cell.isVariable {
        result += value(cell.variableNumber) ?? [cell]
      } else {
        result.append(cell)
        open.append((result.count - 1, i + cell.length))
      }
      while let last = open.last, last.end == i + 1 {
        result[last.start] = .symbol(result[last.start].symbol, length: result.count - last.start)
        open.removeLast()
      }
    }
    return result
  }

  /// The term with another one in place of the subterm at a cell.
  func replacing(at place: Int, by new: [Cell]) -> [Cell] {
    let change = new.count - self[place].length
    var result = Array(self[..<place]) + new + self[(place + self[place].length)...]
    for i in 0..<place where !self[i].isVariable && i + self[i].length > place {
      result[i] = .symbol(self[i].symbol, length: self[i].length + change)
    }
    return result
  }

  /// The cell at the end of a way of child numbers.
  func index(ofPosition position: [UInt32]) -> Int {
    var here = 0
    for number in position {
      here += 1
      for _ in 0..<number { here += self[here].length }
    }
    return here
  }
}

extension CompletionEngine {
  /// The proof of a goal that was found.
  mutating func proof(ofGoal number: Int) -> CompletionProof {
    let goal = goals[number]
    var proof: CompletionProof
    if problem.existential != nil && problem.horn == nil {
      proof = existentialProof(goal)
    } else {
      let left = chain(from: goal.equation.left, goal.leftSteps)
      let right = chain(from: goal.equation.right, goal.rightSteps).reversed
      proof = CompletionProof(
        goal: number, lemmas: [],
        chain: CompletionChain(
          start: left.start, steps: left.steps + right.steps, end: right.end))
    }
    var chains: [Int: CompletionProof.Lemma] = [:]
    var stack = rulesUsed(in: proof.chain)
    while let rule = stack.popLast() {
      guard chains[rule] == nil else { continue }
      let lemma = CompletionProof.Lemma(
        rule: rule, variableCount: Int(views[2 * rule].variableCount), chain: chain(ofRule: rule))
      chains[rule] = lemma
      stack += rulesUsed(in: lemma.chain)
    }
    // A rule rests on older ones only.
    proof.lemmas = chains.keys.sorted().compactMap { chains[$0] }
    return proof
  }

  private func rulesUsed(in chain: CompletionChain) -> [Int] {
    chain.steps.compactMap { if case .rule(let rule) = $0.source { rule } else { nil } }
  }

  // MARK: replaying

  /// What logged steps make of a term. Requires that they fit.
  private func chain(from start: [Cell], _ trace: [TraceStep]) -> CompletionChain {
    var term = start
    var steps: [CompletionStep] = []
    for logged in trace {
      let view = views[Int(logged.view)]
      let place = Int(logged.cell)
      guard let bindings = matched(view.left.cells, term, place) else {
        preconditionFailure("step \(steps.count) of a trace does not fit: view \(logged.view)")
      }
      let least = [Cell.symbol(problem.leastConstant, length: 1)]
      let terms = (0..<Int(view.variableCount)).map { bindings[$0] ?? least }
      let position = term.withUnsafeBufferPointer { $0.baseAddress!.position(ofIndex: place) }
      steps.append(step(position, logged.view, terms))
      term = term.replacing(at: place, by: view.right.cells.substituting { terms[$0] })
    }
    return CompletionChain(start: start, steps: steps, end: term)
  }

  /// A use of a view, with terms for its variables, as a use of its rule.
  private func step(_ position: [UInt32], _ number: UInt32, _ terms: [[Cell]]) -> CompletionStep {
    let rule = Int(number >> 1)
    guard number & 1 == 1, !rules[rule].isOriented else {
      return CompletionStep(
        position: position, source: .rule(rule), isReversed: false, terms: terms)
    }
    let (forward, backward) = (views[2 * rule], views[2 * rule + 1])
    var values = terms
    let ours = forward.right.cells + forward.left.cells
    let theirs = backward.left.cells + backward.right.cells
    for (cell, other) in zip(ours, theirs) where cell.isVariable {
      values[cell.variableNumber] = terms[other.variableNumber]
    }
    return CompletionStep(position: position, source: .rule(rule), isReversed: true, terms: values)
  }

  private func matched(_ pattern: [Cell], _ term: [Cell], _ start: Int) -> [Int: [Cell]]? {
    var bindings: [Int: [Cell]] = [:]
    var j = start
    for cell in pattern {
      guard j < term.count else { return nil }
      if cell.isVariable {
        let value = Array(term[j..<j + term[j].length])
        if let known = bindings[cell.variableNumber], known != value { return nil }
        bindings[cell.variableNumber] = value
        j += value.count
      } else {
        guard term[j] & 0xFFFF == cell & 0xFFFF else { return nil }
        j += 1
      }
    }
    return bindings
  }

  /// The origin of a rule, before it was simplified: a chain from one side to the other.
  private mutating func rawChain(_ origin: RuleOrigin) -> CompletionChain {
    switch origin {
    case .equation(let number):
      let equation = problem.equations[number]
      let count =
        (equation.left + equation.right).lazy.filter(\.isVariable)
        .map { $0.variableNumber + 1 }.max() ?? 0
      let terms = (0..<count).map { [Cell.variable($0)] }
      let step = CompletionStep(
        position: [], source: .equation(number), isReversed: false, terms: terms)
      return CompletionChain(start: equation.left, steps: [step], end: equation.right)
    case .rule(let rule):
      let view = views[2 * rule]
      let terms = (0..<Int(view.variableCount)).map { [Cell.variable($0)] }
      return CompletionChain(
        start: view.left.cells, steps: [step([], UInt32(2 * rule), terms)], end: view.right.cells)
    case .overlap(let outer, let inner, let cell):
      let overlap = overlap(outer, inner, cell)
      let position = views[Int(outer)].left.position(ofIndex: cell)
      let steps = [
        step(position, inner, overlap.innerTerms).reversed, step([], outer, overlap.outerTerms),
      ]
      return CompletionChain(start: overlap.left, steps: steps, end: overlap.right)
    }
  }

  /// A critical pair, with what it makes of the variables of its parents.
  private mutating func overlap(_ outer: UInt32, _ inner: UInt32, _ cell: Int) -> (
    left: [Cell], right: [Cell], outerTerms: [[Cell]], innerTerms: [[Cell]]
  ) {
    let mark = free
    defer { free = mark }
    let (a, b) = (views[Int(outer)], views[Int(inner)])
    let innerLeft = shifted(b.left)
    let innerRight = shifted(b.right)
    unifier.reset()
    let isUnified = unifier.unify(a.left + cell, innerLeft)
    precondition(isUnified, "parents \(outer), \(inner) do not overlap at \(cell)")
    let space = free
    func made(_ length: Int) -> [Cell] { TermPointer(space).cells }
    let left = made(unifier.emit(a.left, space, replacing: a.left + cell, by: innerRight))
    let right = made(unifier.emit(a.right, space))
    let variable = UnsafeMutablePointer<Cell>.allocate(capacity: 1)
    defer { variable.deallocate() }
    var terms: [[[Cell]]] = []
    for (view, shift) in [(a, 0), (b, Cell.shift)] {
      var values: [[Cell]] = []
      for number in 0..<Int(view.variableCount) {
        variable[0] = .variable(number + shift)
        values.append(made(unifier.emit(TermPointer(variable), space)))
      }
      terms.append(values)
    }
    return (left, right, terms[0], terms[1])
  }

  private func loggedSteps(_ rule: Int) -> (left: [TraceStep], right: [TraceStep]) {
    let record = rules[rule]
    let middle = record.traceStart + Int(record.leftSteps)
    return (
      (record.traceStart..<middle).map { trace[$0] },
      (middle..<middle + Int(record.rightSteps)).map { trace[$0] }
    )
  }

  /// From the left to the right side of a rule, over its variables.
  private mutating func chain(ofRule rule: Int) -> CompletionChain {
    let raw = rawChain(rules[rule].origin)
    let logged = loggedSteps(rule)
    let left = chain(from: raw.start, logged.left)
    let right = chain(from: raw.end, logged.right)
    var whole = CompletionChain(
      start: left.end, steps: left.reversed.steps + raw.steps + right.steps, end: right.end)
    if rules[rule].isSwapped { whole = whole.reversed }
    return renamed(whole, rule) { .variable($0) }
  }

  /// A chain between the sides of a rule, whatever its variables are called, over other terms for
  /// the variables of the rule; those that neither side has become the least constant.
  private func renamed(
    _ chain: CompletionChain, _ rule: Int, _ value: (Int) -> [Cell]
  ) -> CompletionChain {
    let view = views[2 * rule]
    var values: [Int: [Cell]] = [:]
    for (old, new) in zip(chain.start + chain.end, view.left.cells + view.right.cells)
    where old.isVariable {
      values[old.variableNumber] = value(new.variableNumber)
    }
    return instance(chain, values)
  }

  private func renamed(
    _ chain: CompletionChain, _ rule: Int, _ cell: (Int) -> Cell
  ) -> CompletionChain {
    renamed(chain, rule) { [cell($0)] }
  }

  private func instance(_ chain: CompletionChain, _ values: [Int: [Cell]]) -> CompletionChain {
    let least = [Cell.symbol(problem.leastConstant, length: 1)]
    func changed(_ term: [Cell]) -> [Cell] { term.substituting { values[$0] ?? least } }
    return CompletionChain(
      start: changed(chain.start),
      steps: chain.steps.map { step in
        var step = step
        step.terms = step.terms.map(changed)
        return step
      }, end: changed(chain.end))
  }

  // MARK: goals with variables

  /// From eq(s, t) = false, for some values of its variables, to true: the values make s and t
  /// equal.
  private mutating func existentialProof(_ goal: CompletionGoal) -> CompletionProof {
    let ends = goal.leftSteps + goal.rightSteps
    guard let last = ends.last, let encoded = problem.existential else {
      preconditionFailure("the encoded goal was proved without a step")
    }
    var rule = Int(last.view >> 1)
    if !isNegative(rule) { return collapsedProof(by: last.view, encoded.equality) }
    var values: [Int: [Cell]] = [:]  // of the variables of the rule
    var pieces: [CompletionChain] = []
    while true {
      // The side of the rule that is not false, as it came about.
      let logged = loggedSteps(rule)
      let origin = rules[rule].origin
      var piece: CompletionChain
      var parent: (rule: Int, terms: [[Cell]])?
      let raw = rawChain(origin)
      switch origin {
      case .equation: piece = chain(from: raw.start, logged.left)
      case .rule(let other):
        piece = chain(from: raw.start, logged.left)
        parent = (other, raw.steps[0].terms)
      case .overlap(let outer, let inner, _):
        let isOuter = isNegative(Int(outer >> 1))
        let (negative, positive) =
          isOuter ? (raw.steps[1], raw.steps[0]) : (raw.steps[0], raw.steps[1])
        let simplified =
          isOuter ? chain(from: raw.start, logged.left) : chain(from: raw.end, logged.right)
        let parentRule = Int((isOuter ? outer : inner) >> 1)
        let start = views[2 * parentRule].left.cells.substituting { negative.terms[$0] }
        let forward = isOuter ? positive.reversed : positive
        piece = CompletionChain(
          start: start, steps: [forward] + simplified.steps, end: simplified.end)
        parent = (parentRule, negative.terms)
      }
      var assignment: [Int: [Cell]] = [:]
      for (old, new) in zip(piece.end, views[2 * rule].left.cells) where old.isVariable {
        assignment[old.variableNumber] = values[new.variableNumber]
      }
      let ground = instance(piece, assignment)
      pieces.append(ground)
      guard let parent else {
        guard case .equation(let number) = origin else { preconditionFailure("no axiom") }
        return existentialProof(pieces, number, assignment, encoded.equality)
      }
      rule = parent.rule
      values = [:]
      let least = [Cell.symbol(problem.leastConstant, length: 1)]
      for (variable, term) in parent.terms.enumerated() {
        values[variable] = term.substituting { assignment[$0] ?? least }
      }
    }
  }

  private func isNegative(_ rule: Int) -> Bool {
    views[2 * rule].right[0].symbol == problem.existential?.no
  }

  /// A goal with variables, where an equation with a variable as one side makes all terms equal.
  private func collapsedProof(by view: UInt32, _ equality: Int) -> CompletionProof {
    let number = problem.equations.lastIndex { $0.left[0].symbol == equality } ?? 0
    let least = [Cell.symbol(problem.leastConstant, length: 1)]
    let ground = problem.equations[number].left.substituting { _ in least }
    let step = [TraceStep(view: view, cell: 0)]
    let left = chain(from: Array(ground[1..<1 + ground[1].length]), step)
    let right = chain(from: Array(ground[(1 + ground[1].length)...]), step).reversed
    let count =
      problem.equations[number].left.lazy.filter(\.isVariable)
      .map { $0.variableNumber + 1 }.max() ?? 0
    return CompletionProof(
      goal: 0, lemmas: [],
      chain: CompletionChain(start: left.start, steps: left.steps + right.steps, end: right.end),
      witness: (number, Array(repeating: least, count: count)))
  }

  /// Joins the pieces, the last of which starts at the axiom, and splits the chain between the two
  /// arguments of the encoding.
  private func existentialProof(
    _ pieces: [CompletionChain], _ equation: Int, _ assignment: [Int: [Cell]], _ equality: Int
  ) -> CompletionProof {
    let start = pieces[pieces.count - 1].start
    var sides: [[CompletionStep]] = [[], []]
    for step in pieces.reversed().flatMap(\.steps) {
      guard let first = step.position.first else { break }  // eq(w, w) = true
      var inside = step
      inside.position.removeFirst()
      sides[Int(first)].append(inside)
    }
    let right = Array(start[(1 + start[1].length)...])
    let axiom = problem.equations[equation]
    let count = axiom.left.filter(\.isVariable).map { $0.variableNumber + 1 }.max() ?? 0
    let least = [Cell.symbol(problem.leastConstant, length: 1)]
    return CompletionProof(
      goal: 0, lemmas: [],
      chain: CompletionChain(
        start: Array(start[1..<1 + start[1].length]),
        steps: sides[0] + sides[1].reversed().map(\.reversed), end: right),
      witness: (equation, (0..<count).map { assignment[$0] ?? least }))
  }
}
