// Terms that agree on all tests form a class; that they are equal is conjectured. Start at
// `classify`: conjectures are collected and attempted side by side, a few at a time, so that a theorem
// comes in time to settle what it implies. The number of them is fixed: what is found does not depend
// on the number of workers.

import Terms

extension Explorer {
  /// Terms of one class that are kept while they are not known to be equal (count). With one only,
  /// commutativity of multiplication was not found; larger numbers were not tried.
  private static let largestClass = 4
  /// A term that is being compared with the members of its class, from a place on.
  struct Comparison {
    let candidate: Candidate
    var member = 0
    /// Whether it is known to differ from all members so far.
    var isDifferent = true
    /// That it equals that member.
    var conjecture: Conjecture?
  }

  private enum Verdict { case equal, different, conjectured, conjecturedBefore }

  /// Makes a new class of each term, or conjectures if there is one already: that it equals the first
  /// of the class, else another that is not known to equal the first. Only what differs from
  /// all of its class is built upon.
  mutating func classify(
    _ tier: [Candidate], _ classOf: inout [TermSort: [[UInt32]: [Candidate]]]
  ) {
    var waiting = tier.reversed().map { Comparison(candidate: $0) }  // the next one last
    var batch: [Comparison] = []
    while true {
      if batch.count == Self.batchSize || waiting.isEmpty && !batch.isEmpty {
        settle(&batch, &waiting)
      }
      guard var next = waiting.popLast() else { return }
      switch compare(&next, classOf) {
      case .equal: break
      case .different: place(next, &classOf)
      case .conjectured: batch.append(next)
      case .conjecturedBefore:
        // If that is under way, what becomes of it decides here too.
        let isUnderWay = batch.contains { $0.conjecture?.formula == next.conjecture?.formula }
        if !isUnderWay { next.member += 1 }
        waiting.append(next)
        if isUnderWay { settle(&batch, &waiting) }
      }
    }
  }

  /// Attempts the conjectures of a batch; where one is not settled, its term is compared further.
  private mutating func settle(_ batch: inout [Comparison], _ waiting: inout [Comparison]) {
    let isSettled = attempt(batch.compactMap(\.conjecture), waiting: true)
    for (comparison, isSettled) in zip(batch, isSettled).reversed() where !isSettled {
      waiting.append(
        Comparison(
          candidate: comparison.candidate, member: comparison.member + 1, isDifferent: false))
    }
    batch = []
  }

  /// Compares a term with the members of its class, until one is known to be equal or may be.
  private mutating func compare(
    _ comparison: inout Comparison, _ classOf: [TermSort: [[UInt32]: [Candidate]]]
  ) -> Verdict {
    let candidate = comparison.candidate
    let sort = vocabulary.bank.sort(candidate.term)
    let members = classOf[sort]?[candidate.values] ?? []
    if isRedundant(candidate.term) { return .equal }
    while comparison.member < members.count {
      let equation = asUsuallyStated(
        TermEquation(left: candidate.term, right: members[comparison.member].term))
      if isJoined(equation) { return .equal }
      let conjecture = canonical(statement(equation))
      if refuted.contains(conjecture.formula) {
        comparison.member += 1
        continue
      }
      comparison.isDifferent = false
      if vocabulary.isMostGeneral(conjecture.formula) {
        if search(conjecture, .immediate) != nil { return .equal }
        comparison.conjecture = conjecture
        guard seen.insert(conjecture.formula).inserted else { return .conjecturedBefore }
        if enumerator.refutes(vocabulary.formula(equation), vocabulary) {
          refuted.insert(conjecture.formula)
          comparison.isDifferent = true
        } else if !isInstanceOfOpen(equation) {
          counters.conjectures += 1
          return .conjectured
        }
      }
      comparison.member += 1
    }
    return .different
  }

  private mutating func place(
    _ comparison: Comparison, _ classOf: inout [TermSort: [[UInt32]: [Candidate]]]
  ) {
    let candidate = comparison.candidate
    let sort = vocabulary.bank.sort(candidate.term)
    let count = classOf[sort]?[candidate.values]?.count ?? 0
    if count < Self.largestClass {
      classOf[sort, default: [:]][candidate.values, default: []].append(candidate)
    }
    if comparison.isDifferent { enumerator.keep(candidate, sort) }
  }
}

// MARK: instances of what is open

extension Explorer {
  /// Notes an equation that was not proved.
  mutating func noteOpen(_ formula: Term) {
    guard let sides = vocabulary.sides(formula) else { return }
    var patterns: [Term: Term] = [:]
    for (number, variable) in vocabulary.openVariables(formula).enumerated() {
      patterns[variable] = vocabulary.bank.variable(number, vocabulary.bank.sort(variable))
    }
    let pattern = TermEquation(
      left: vocabulary.bank.renaming(sides.left, patterns),
      right: vocabulary.bank.renaming(sides.right, patterns))
    for side in Set([sides.left, sides.right].compactMap(vocabulary.bank.symbol)) {
      openPatterns[side, default: []].append(pattern)
    }
  }

  /// Whether an equation is an instance of one that waits to be proved: if that ever is, this one is
  /// evident, and as long as it is not, the cases in which this one is easier are not worth an attempt each.
  /// Complexity: linear in the equations that wait for a theorem about the function at the top.
  func isInstanceOfOpen(_ equation: TermEquation) -> Bool {
    guard let symbol = vocabulary.bank.symbol(equation.left) else { return false }
    var substitution = Substitution(count: 0)
    return (openPatterns[symbol] ?? []).contains { pattern in
      [(pattern.left, pattern.right), (pattern.right, pattern.left)].contains { left, right in
        substitution.reset(
          count: max(vocabulary.bank.variableBound(left), vocabulary.bank.variableBound(right)))
        return vocabulary.bank.match(left, equation.left, &substitution)
          && vocabulary.bank.match(right, equation.right, &substitution)
      }
    }
  }
}

extension Explorer {
  /// The equation in the direction in which people write it: what distributes over something stands on
  /// the left, as in x·(y + z) = x·y + x·z and length (xs ++ ys) = length xs + length ys; so does what is done
  /// one after the other, as in foldr f x (xs ++ ys) = foldr f (foldr f x ys) xs, and an operator as an
  /// argument, as in foldr (+) 0 xs = total xs.
  func asUsuallyStated(_ equation: TermEquation) -> TermEquation {
    let turned = TermEquation(left: equation.right, right: equation.left)
    switch (vocabulary.hasSection(equation.left), vocabulary.hasSection(equation.right)) {
    case (true, false): return equation
    case (false, true): return turned
    default: break
    }
    let bank = vocabulary.bank
    guard let outer = bank.symbol(equation.right), bank.arity(equation.right) > 0,
      bank.count(outer, in: equation.right) == 1, bank.count(outer, in: equation.left) > 1
    else { return equation }
    guard bank.symbol(equation.left) == outer else { return turned }
    let others = vocabulary.functions(equation.right).subtracting(
      vocabulary.functions(equation.left))
    return !others.isEmpty && accumulates(outer, equation.left) ? turned : equation
  }

  /// Whether an application of a function has another one at a place that the function does not look at.
  private func accumulates(_ function: Symbol, _ term: Term) -> Bool {
    guard let inspected = list.shape.inspectedArguments[function], !inspected.isEmpty
    else { return false }
    return vocabulary.bank.arguments(term).enumerated().contains { place, part in
      !inspected.contains(place) && vocabulary.bank.symbol(part) == function
    }
  }
}

extension TermBank {
  /// How often a symbol stands in a term (count).
  fileprivate func count(_ symbol: Symbol, in root: Term) -> Int {
    var count = 0
    var stack = [root]
    while let term = stack.popLast() {
      if self.symbol(term) == symbol { count += 1 }
      stack += arguments(term)
    }
    return count
  }
}
