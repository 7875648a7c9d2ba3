// Shorter proofs: what an engine did on its way is not what a reader needs. Entry: `compressed`. Lemmas
// that say no more than an axiom or an earlier lemma are replaced by it, chains take short cuts that
// single steps allow and never visit a term twice, and lemmas that cost more than they save are written
// out where they are used. Nothing here need be trusted: the kernel checks what comes out.

extension CompletionProof {
  /// Rounds after which nothing much changes any more, and the lengths beyond which looking for short
  /// cuts takes too long (counts).
  private static var roundLimit: Int { 4 }
  private static var chainLimit: Int { 60 }
  private static var termLimit: Int { 400 }
  /// A longer lemma stays one, though it is used once only: a chain is to be read in one go (count).
  private static var inlineLimit: Int { 8 }

  /// The same goal, mostly in fewer steps. O(lemmas · steps² · size) a round.
  func compressed(_ problem: CompletionProblem) -> CompletionProof {
    var proof = self
    for _ in 0..<Self.roundLimit {
      let before = proof.stepCount
      proof.takeShortCuts(problem)
      proof.writeOut(problem)
      if proof.stepCount >= before { break }
    }
    return proof
  }

  /// Rewrites in all (count).
  var stepCount: Int { chain.steps.count + lemmas.reduce(0) { $0 + $1.chain.steps.count } }

  // MARK: short cuts

  private mutating func takeShortCuts(_ problem: CompletionProblem) {
    var known = KnownEquations(problem)
    for place in lemmas.indices {
      lemmas[place].chain = known.shortened(
        lemmas[place].chain, Self.chainLimit, Self.termLimit)
      known.add(lemmas[place].rule, lemmas[place].chain)
    }
    chain = known.shortened(chain, Self.chainLimit, Self.termLimit)
  }

  // MARK: lemmas

  /// Drops lemmas that nothing uses, and writes out those that are short or used once.
  private mutating func writeOut(_ problem: CompletionProblem) {
    var uses: [Int: Int] = [:]
    for step in chain.steps + lemmas.flatMap(\.chain.steps) {
      if case .rule(let rule) = step.source { uses[rule, default: 0] += 1 }
    }
    var written: [Int: CompletionChain] = [:]
    func expanded(_ chain: CompletionChain) -> CompletionChain {
      var steps: [CompletionStep] = []
      for step in chain.steps {
        guard case .rule(let rule) = step.source, let inner = written[rule] else {
          steps.append(step)
          continue
        }
        for part in (step.isReversed ? inner.reversed : inner).steps {
          var part = part
          part.position = step.position + part.position
          part.terms = part.terms.map { term in term.substituting { step.terms[$0] } }
          steps.append(part)
        }
      }
      return CompletionChain(start: chain.start, steps: steps, end: chain.end)
    }
    var known = KnownEquations(problem)
    var kept: [Lemma] = []
    for lemma in lemmas {
      let count = uses[lemma.rule, default: 0]
      if count == 0 { continue }
      let chain = known.withoutLoops(expanded(lemma.chain))
      let length = chain.steps.count
      if length <= 1 || count == 1 && length <= Self.inlineLimit {
        written[lemma.rule] = chain
      } else {
        kept.append(Lemma(rule: lemma.rule, variableCount: lemma.variableCount, chain: chain))
        known.add(lemma.rule, chain)
      }
    }
    lemmas = kept
    chain = known.withoutLoops(expanded(chain))
  }
}

/// The equations that a step may use: those of the problem, and lemmas.
private struct KnownEquations {
  struct Known {
    let source: CompletionStep.Source
    let left: [Cell]
    let right: [Cell]
    let variableCount: Int
  }
  private var all: [Known] = []
  private var places: [CompletionStep.Source: Int] = [:]
  /// Pairs of terms that may still be looked at (count): proofs are found in less time than that.
  private var budget = 20_000

  init(_ problem: CompletionProblem) {
    for (number, equation) in problem.equations.enumerated() {
      append(.equation(number), equation.left, equation.right)
    }
  }

  mutating func add(_ rule: Int, _ chain: CompletionChain) {
    append(.rule(rule), chain.start, chain.end)
  }

  private mutating func append(
    _ source: CompletionStep.Source, _ left: [Cell], _ right: [Cell]
  ) {
    let count =
      (left + right).lazy.filter(\.isVariable).map { $0.variableNumber + 1 }.max() ?? 0
    places[source] = all.count
    all.append(Known(source: source, left: left, right: right, variableCount: count))
  }

  /// A chain without parts that lead back to a term.
  func withoutLoops(_ chain: CompletionChain) -> CompletionChain {
    let terms = terms(chain)
    var steps: [CompletionStep] = []
    var place = 0
    while place < chain.steps.count {
      // The last time that the term is visited.
      place = terms.lastIndex(of: terms[place]) ?? place
      guard place < chain.steps.count else { break }
      steps.append(chain.steps[place])
      place += 1
    }
    return CompletionChain(start: chain.start, steps: steps, end: chain.end)
  }

  /// The terms that a chain visits, its start and its end included.
  private func terms(_ chain: CompletionChain) -> [[Cell]] {
    var terms = [chain.start]
    for step in chain.steps {
      guard let place = places[step.source] else { preconditionFailure("no such equation") }
      let known = all[place]
      let other = (step.isReversed ? known.left : known.right).substituting { step.terms[$0] }
      let term = terms[terms.count - 1]
      terms.append(term.replacing(at: term.index(ofPosition: step.position), by: other))
    }
    return terms
  }

  /// The fewest steps along the terms of a chain, where a single step may lead to any later one.
  mutating func shortened(_ whole: CompletionChain, _ chainLimit: Int, _ termLimit: Int)
    -> CompletionChain
  {
    let chain = withoutLoops(whole)
    let count = chain.steps.count
    guard count > 1, count <= chainLimit else { return chain }
    let terms = terms(chain)
    guard terms.allSatisfy({ $0.count <= termLimit }) else { return chain }
    // By place: the fewest steps to the end, and the first of them.
    var best: [(cost: Int, step: CompletionStep, next: Int)?] = Array(repeating: nil, count: count)
    for place in stride(from: count - 1, through: 0, by: -1) {
      func cost(_ next: Int) -> Int { next == count ? 0 : best[next]?.cost ?? .max / 2 }
      var found = (cost: cost(place + 1) + 1, step: chain.steps[place], next: place + 1)
      for next in stride(from: count, to: place + 1, by: -1)
      where cost(next) + 1 < found.cost && budget > 0 {
        budget -= 1
        if let step = step(from: terms[place], to: terms[next]) {
          found = (cost(next) + 1, step, next)
        }
      }
      best[place] = found
    }
    var steps: [CompletionStep] = []
    var place = 0
    while place < count, let (_, step, next) = best[place] {
      steps.append(step)
      place = next
    }
    return CompletionChain(start: chain.start, steps: steps, end: chain.end)
  }

  /// A step from one term to another; the older an equation, the better.
  private func step(from term: [Cell], to other: [Cell]) -> CompletionStep? {
    var (i, j) = (0, 0)
    var position: [UInt32] = []
    var places = [(i, j, position)]
    // Down to the smallest subterms that differ alone.
    descent: while !term[i].isVariable, !other[j].isVariable, term[i].symbol == other[j].symbol {
      var (a, b) = (i + 1, j + 1)
      var difference: (Int, Int, UInt32)?
      var number: UInt32 = 0
      while a < i + term[i].length {
        let isSame = term[a..<a + term[a].length] == other[b..<b + other[b].length]
        if !isSame {
          if difference != nil { break descent }
          difference = (a, b, number)
        }
        a += term[a].length
        b += other[b].length
        number += 1
      }
      guard let (x, y, child) = difference else { return nil }
      (i, j) = (x, y)
      position.append(child)
      places.append((i, j, position))
    }
    for (i, j, position) in places.reversed() {
      let (s, t) = (term[i..<i + term[i].length], other[j..<j + other[j].length])
      for known in all {
        for isReversed in [false, true] {
          let (left, right) = isReversed ? (known.right, known.left) : (known.left, known.right)
          var values: [[Cell]?] = Array(repeating: nil, count: known.variableCount)
          if Self.match(left, s, &values), Self.match(right, t, &values) {
            return CompletionStep(
              position: position, source: known.source, isReversed: isReversed,
              terms: values.map { $0 ?? [] })
          }
        }
      }
    }
    return nil
  }

  private static func match(
    _ pattern: [Cell], _ term: ArraySlice<Cell>, _ values: inout [[Cell]?]
  ) -> Bool {
    var j = term.startIndex
    for cell in pattern {
      guard j < term.endIndex else { return false }
      if cell.isVariable {
        let value = term[j..<j + term[j].length]
        if let known = values[cell.variableNumber] {
          if value != known[...] { return false }
        } else {
          values[cell.variableNumber] = Array(value)
        }
        j += value.count
      } else {
        guard term[j] & 0xFFFF == cell & 0xFFFF else { return false }
        j += 1
      }
    }
    return j == term.endIndex
  }
}
