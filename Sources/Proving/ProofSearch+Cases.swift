// Cases of what a definition waits for: f (… t …) cannot be computed as long as nobody knows which
// constructor made t. Start at `splitStuck`. Tests come first (t of a sort that only lists its values,
// such as the condition of an `if`), then variables. `ProofSearch+Goals` asks when all else is stuck.

import ProofKernel
import Terms

extension ProofSearch {
  /// A goal by the cases of a term for which a definition waits, in the goal or in the facts.
  mutating func splitStuck(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort) -> Int? {
    let facts = sequent.facts.map(\.formula).filter { !vocabulary.hasQuantifier($0) }
    // First: what asks must not have begun to read the terms before this one is among them.
    let normal = normalize(goal, &sequent)
    let (tests, variables) = awaited([normal] + facts)
    if tests.isEmpty || effort.splits == 0, sequent.generalizes {
      let mark = script.count
      if let step = generalized(goal, sequent, effort) { return step }
      script.truncate(mark)
    }
    if effort.enumerations > 0, let (variable, isShrinking) = bounded(&sequent) {
      var fewer = effort
      fewer.enumerations -= isShrinking ? 1 : Effort.enumerationCost
      return split(on: [variable], goal, sequent, fewer)
    }
    guard effort.splits > 0 || !knowledge.deepPatterns.isEmpty else { return nil }
    // Without those for which a side as a whole waits nothing happens there.
    let needed = neededVariables(normal)
    let isOutside = effort.splitsTests && !sequent.generalizes
    if tests.isEmpty, !isOutside, sequent.generalizes, effort.patternCases > 0,
      let variable = needed.first(where: { isAwaitedBelow($0, in: normal) })
    {
      var deeper = effort
      deeper.patternCases -= 1
      return split(on: [variable], goal, sequent, deeper)
    }
    guard effort.splits > 0 else { return nil }
    var rest = effort
    rest.splits -= tests.isEmpty ? effort.variableCost : 1
    guard rest.splits >= 0 else { return nil }
    let chosen = variables.filter(needed.contains) + variables.filter { !needed.contains($0) }
    let terms = tests.prefix(1) + chosen.prefix(tests.isEmpty && !isOutside ? 2 : 0)
    return split(on: Array(terms), goal, sequent, rest)
  }

  /// A variable in an equation between a term and a value, which says how many cases there can be, and
  /// whether each case with a part makes the value smaller. If none does, it is one for which a definition
  /// waits; what the outermost function waits for comes first.
  private mutating func bounded(_ sequent: inout Sequent) -> (variable: Term, isShrinking: Bool)? {
    for (formula, _) in sequent.facts {
      guard let sides = vocabulary.sides(formula) else { continue }
      for (value, other) in [(sides.left, sides.right), (sides.right, sides.left)]
      where isGroundValue(value) {
        let isUnlisted = !isTest(vocabulary.bank.sort(value))
        for variable in isUnlisted ? vocabulary.openVariables(other) : []
        where variable != other && showsConstructor(other, without: variable, &sequent) {
          return (variable, true)
        }
        for part in vocabulary.bank.subterms(other).reversed() {
          guard vocabulary.bank.sort(part) != .formula, let term = awaited(by: part),
            vocabulary.level(term) != nil
          else { continue }
          return (term, false)
        }
      }
    }
    return nil
  }

  /// Whether rewriting leaves a constructor outermost in a term, whichever constructor that has parts of its
  /// own sort has made a variable in it: x + x·y of S x is S (…).
  private mutating func showsConstructor(
    _ term: Term, without variable: Term, _ sequent: inout Sequent
  ) -> Bool {
    let sort = vocabulary.bank.sort(variable)
    let growing = (vocabulary.constructors[sort] ?? []).filter {
      vocabulary.bank[$0].arguments.contains(sort)
    }
    return !growing.isEmpty
      && growing.allSatisfy { constructor in
        let fields = vocabulary.bank[constructor].arguments.enumerated().map { place, sort in
          vocabulary.eigenvariable(sequent.levels + place, sort)
        }
        let value = vocabulary.bank.make(constructor, fields)
        let instance = vocabulary.bank.replacing(variable, by: value, in: term)
        let normal = normalize(instance, &sequent)
        return vocabulary.bank.isConstructor(normal)
      }
  }

  /// Whether a term has been made by constructors alone.
  func isGroundValue(_ term: Term) -> Bool {
    vocabulary.bank.subterms(term).allSatisfy(vocabulary.bank.isConstructor)
  }

  /// The terms for which definitions wait: those whose sort lists its values, small ones first; and
  /// variables, those of the goal, which comes first, first.
  func awaited(_ formulas: [Term]) -> (tests: [Term], variables: [Term]) {
    var (tests, variables): ([Term], [Term]) = ([], [])
    for formula in formulas {
      var found: [Term] = []
      for part in vocabulary.bank.subterms(formula) {
        guard let term = awaited(by: part), !vocabulary.isBoundLoosely(term) else { continue }
        if isTest(vocabulary.bank.sort(term)) {
          if !found.contains(term) { found.append(term) }
        } else if vocabulary.level(term) != nil, !variables.contains(term) {
          variables.append(term)
        }
      }
      let inner = found.enumerated().sorted { a, b in
        let (x, y) = (vocabulary.bank.size(a.element), vocabulary.bank.size(b.element))
        return x != y ? x < y : a.offset < b.offset
      }
      tests += inner.map(\.element).filter { !tests.contains($0) }
    }
    return (tests, variables)
  }

  /// The variables for which the functions outermost on the sides of an equation wait, maybe by way of
  /// others inside: max (S x) (min y z) for y.
  private func neededVariables(_ formula: Term) -> [Term] {
    guard let sides = vocabulary.sides(formula) else { return [] }
    return [sides.left, sides.right].compactMap { side in
      var term = side
      while let next = awaited(by: term) { term = next }
      return term != side && vocabulary.level(term) != nil ? term : nil
    }
  }

  /// The argument for which the definition of a term's function waits first.
  private func awaited(by term: Term) -> Term? {
    if case .equal(let left, let right) = vocabulary.shape(term) {
      // A variable that is, or is not, made by some constructor.
      if vocabulary.bank.isConstructor(left), vocabulary.level(right) != nil { return right }
      return vocabulary.bank.isConstructor(right) && vocabulary.level(left) != nil ? left : nil
    }
    guard let symbol = vocabulary.bank.symbol(term) else { return nil }
    if !knowledge.deepPatterns.isEmpty, let patterns = knowledge.deepPatterns[symbol] {
      return awaited(by: term, patterns)
    }
    guard
      let place = knowledge.inspectedArguments[symbol]?.first(where: {
        $0 < vocabulary.bank.arity(term)
          && !vocabulary.bank.isConstructor(vocabulary.bank.argument(term, $0))
      })
    else { return nil }
    return vocabulary.bank.argument(term, place)
  }

  /// Whether a variable for which a definition waits stands below a constructor that the definition has looked at.
  private func isAwaitedBelow(_ variable: Term, in formula: Term) -> Bool {
    !knowledge.deepPatterns.isEmpty
      && vocabulary.bank.subterms(formula).contains { part in
        vocabulary.bank.symbol(part).map { knowledge.deepPatterns[$0] != nil } == true
          && awaited(by: part) == variable && !vocabulary.bank.arguments(part).contains(variable)
      }
  }

  /// What equations with these patterns for arguments wait for: of those that may still apply, what all wait for,
  /// or else the first.
  private func awaited(by term: Term, _ equations: [[Term]]) -> Term? {
    let bank = vocabulary.bank
    var waiting: [[Term]] = []
    for patterns in equations {
      var stuck: [Term] = []
      var pending = Array(zip(patterns, bank.arguments(term)).reversed())
      var mayApply = true
      while mayApply, let (pattern, argument) = pending.popLast() {
        guard bank.isConstructor(pattern) else { continue }
        if bank.symbol(pattern) == bank.symbol(argument) {
          pending += zip(bank.arguments(pattern), bank.arguments(argument)).reversed()
        } else if bank.isConstructor(argument) {
          mayApply = false
        } else {
          stuck.append(argument)
        }
      }
      if mayApply { waiting.append(stuck) }
    }
    guard let first = waiting.first else { return nil }
    return first.first { part in waiting.allSatisfy { $0.contains(part) } } ?? first.first
  }

  /// Whether the values of a sort are listed in its declaration.
  func isTest(_ sort: TermSort) -> Bool {
    guard let constructors = vocabulary.constructors[sort] else { return false }
    return constructors.allSatisfy { vocabulary.bank[$0].arguments.isEmpty }
  }
}
