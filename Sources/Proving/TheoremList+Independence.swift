// Which theorems people are to see, and in which order. Start at `independent`: what stands above
// makes evident, also as an instance, is left out; `weight` says what is light. `Explorer.ranks` asks.

import ProofKernel
import Terms

extension TheoremList {
  /// For each theorem whether it says something that what stands above it does not make evident. What
  /// somebody stated, and what is hidden, counts as above all; so does what a file is built on, though
  /// people see it last. Complexity: O(theorems²) rules added.
  func independent(_ vocabulary: inout Vocabulary) -> [Bool] {
    var isKept = found.map { $0.origin == nil && ($0.isStated || $0.isHidden) }
    let weights = weights(vocabulary)
    let order = found.indices.filter { found[$0].origin == nil }.sorted { a, b in
      if isKept[a] != isKept[b] { return isKept[a] }
      let (x, y) = (isOwn(a, vocabulary), isOwn(b, vocabulary))
      return x != y ? y : (weights[a], a) < (weights[b], b)
    }
    // Instances of general laws come first among rules, before others lead elsewhere.
    var special: [Rule] = []
    var rulesAbove = definitionRules(vocabulary.bank)
    for place in order {
      if !isKept[place] {
        isKept[place] =
          !isEvident(place, isKept, special, &vocabulary) && !isRearranged(place, isKept)
      }
      guard isKept[place] else { continue }
      special += instances(of: place, rulesAbove, &vocabulary)
      // The other forms of a theorem come and go with it.
      for form in found.indices where form == place || found[form].origin == place {
        rulesAbove.add(foundRules[form], vocabulary.bank)
      }
    }
    return isKept
  }

  /// Whether a theorem is about something that the file declares, not only what it is built on.
  func isOwn(_ place: Int, _ vocabulary: Vocabulary) -> Bool {
    vocabulary.functions(found[place].formula).contains(where: ownOperators.contains)
  }

  private func isEvident(
    _ place: Int, _ isKept: [Bool], _ special: [Rule], _ vocabulary: inout Vocabulary
  ) -> Bool {
    let kept = found.indices.filter { isKept[found[$0].origin ?? $0] }
    var rules = Normalizer()
    rules.add(givenRules + kept.flatMap { foundRules[$0] }, vocabulary.bank)
    rules.add(special, vocabulary.bank, first: true)
    rules.fuel = 10_000
    let known = Knowledge(
      clauses: givenClauses + kept.flatMap { foundClauses[$0] }, definitions: definitions,
      recursiveArguments: recursiveArguments, inspectedArguments: shape.inspectedArguments,
      semirings: semirings)
    return ProofSearch.prove(
      found[place].formula, levels: found[place].parameters.count, effort: .evident, known,
      &vocabulary, &rules) != nil
  }

  /// Of a theory of axioms: whether something that is kept says a theorem already, as readers see who know that
  /// operators associate and commute; the rules of the search see it only in part.
  private func isRearranged(_ place: Int, _ isKept: [Bool]) -> Bool {
    let theory = checker.theory
    // What is as good as an axiom is stated, though others may show it.
    guard theory.facts.allSatisfy({ $0.kind == .axiom }), !found[place].isDual else { return false }
    var facts = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    for other in found.indices where isKept[other] && !found[other].isHidden {
      facts.append((.theorem(other), found[other].proof.statement))
    }
    guard let goal = TheoryGoal(found[place].proof.statement, facts: facts, theory.store),
      let (derivation, _) = EquationalProver.rearranged(goal.clauses)
    else { return false }
    // What the axioms alone say so is a theorem like others.
    return derivation.clauses.contains { number in
      if case .cited(.theorem) = goal.target.places[number] { true } else { false }
    }
  }

  /// By theorem, how much there is to read, and how little it says: the symbols, and twice the different
  /// functions, less the variables; more for what is special: constructors with arguments, numerals,
  /// variables that occur twice on a side; two for each function inside two others, since laws say what one
  /// does to another; and six for each premise, so that what holds always comes before what holds sometimes.
  /// What the proofs of others use weighs less.
  func weights(_ vocabulary: Vocabulary) -> [Int] {
    var uses = found.map { _ in 0 }
    for theorem in found {
      for case .theorem(let place) in Set(theorem.citations) { uses[place] += 1 }
    }
    return found.indices.map { place in
      let theorem = found[place]
      let (premises, conclusion) = vocabulary.clause(theorem.formula)
      let parts = premises + [conclusion]
      // An equation's own symbol does not count.
      let size = parts.reduce(0) { $0 + vocabulary.bank.size($1) - 1 }
      let functions = Set(parts.flatMap(vocabulary.functions)).count
      let special = parts.reduce(0) { $0 + vocabulary.speciality($1) }
      let nesting = parts.map(vocabulary.nesting).max() ?? 0
      let usage = Int.bitWidth - uses[place].leadingZeroBitCount
      return size + 2 * functions + 6 * premises.count - theorem.parameters.count + special
        + 2 * max(nesting - 2, 0)
        - min(usage, 4)
    }
  }

  /// The rules of a theorem's instances where a variable is a small value, other rules applied.
  private func instances(
    of place: Int, _ others: Normalizer, _ vocabulary: inout Vocabulary
  ) -> [Rule] {
    guard let sides = vocabulary.sides(found[place].formula) else { return [] }
    var others = others
    var ordering = PathOrdering()
    var rules: [Rule] = []
    for variable in vocabulary.openVariables(found[place].formula) {
      for value in vocabulary.smallPatterns(vocabulary.bank.sort(variable), level: 200) {
        others.fuel = 1_000
        let left = others.normalize(
          vocabulary.bank.renaming(sides.left, [variable: value]), &vocabulary.bank)
        let right = others.normalize(
          vocabulary.bank.renaming(sides.right, [variable: value]), &vocabulary.bank)
        let equation = vocabulary.formula(TermEquation(left: left, right: right))
        var patterns: [Term: Term] = [:]
        for (number, open) in vocabulary.openVariables(equation).enumerated() {
          patterns[open] = vocabulary.bank.variable(number, vocabulary.bank.sort(open))
        }
        rules += Rule.rules(
          vocabulary.bank.renaming(left, patterns), vocabulary.bank.renaming(right, patterns),
          variableCount: patterns.count, source: .cited(.theorem(place), sorts: []),
          isOriented: false, vocabulary, &ordering)
      }
    }
    return rules
  }
}

extension Vocabulary {
  /// What makes a formula special: three for each constructor with arguments, one for each further
  /// occurrence of a variable on a side.
  fileprivate func speciality(_ formula: Term) -> Int {
    let sides = sides(formula).map { [$0.left, $0.right] } ?? [formula]
    return sides.reduce(0) { sum, side in
      var seen: Set<Term> = []
      var stack = [side]
      var sum = sum
      while let term = stack.popLast() {
        if level(term) != nil, !seen.insert(term).inserted { sum += 1 }
        if bank.arity(term) > 0, let symbol = bank.symbol(term), bank[symbol].isConstructor {
          sum += 3
        }
        stack += bank.arguments(term)
      }
      return sum
    }
  }

  /// How many functions other than constructors stand inside one another at most (count).
  fileprivate func nesting(_ formula: Term) -> Int {
    var deepest = 0
    let sides = sides(formula).map { [$0.left, $0.right] } ?? [formula]
    var stack = sides.map { (term: $0, depth: 0) }
    while let (term, depth) = stack.popLast() {
      guard bank.arity(term) > 0, let symbol = bank.symbol(term) else { continue }
      let inside = bank[symbol].isConstructor ? depth : depth + 1
      deepest = max(deepest, inside)
      stack += bank.arguments(term).map { ($0, inside) }
    }
    return deepest
  }

  /// The shapes of the small values of an inductive sort: each constructor over variables, or over
  /// values without parts; constructors of one part up to three deep.
  fileprivate mutating func smallPatterns(_ sort: TermSort, level: Int) -> [Term] {
    guard let made = constructors[sort] else { return [] }
    var patterns: [Term] = []
    let constants = made.filter { bank[$0].arguments.isEmpty }
    for constructor in made {
      let sorts = bank[constructor].arguments
      var parts: [Term] = []
      for (place, part) in sorts.enumerated() { parts.append(eigenvariable(level + place, part)) }
      patterns.append(bank.make(constructor, parts))
      guard sorts.contains(sort) else { continue }
      for constant in constants {
        let value = bank.make(constant)
        let closed = sorts.enumerated().map { $1 == sort ? value : parts[$0] }
        patterns.append(bank.make(constructor, closed))
      }
      guard sorts == [sort] else { continue }
      for start in patterns.suffix(1 + constants.count) {
        let twice = bank.make(constructor, [start])
        patterns += [twice, bank.make(constructor, [twice])]
      }
    }
    return patterns
  }
}
