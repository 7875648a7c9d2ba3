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
      special += foundRules[place].flatMap { rearrangements(of: $0, &vocabulary) }
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
  /// does to another; and six for each premise, so that what holds always comes before what holds sometimes,
  /// four more if it is about several functions, two if it gives a value and the conclusion does not.
  /// What the proofs of others use weighs less, and what takes one operation to another.
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
      // A premise about several functions is seldom one that somebody has.
      let mixed = premises.count { vocabulary.functions($0).count > 1 }
      let isWeak =
        premises.contains(where: vocabulary.givesValue) && !vocabulary.givesValue(conclusion)
      return size + 2 * functions + 6 * premises.count - theorem.parameters.count + special
        + 2 * max(nesting - 2, 0) + 4 * mixed + (isWeak ? 2 : 0)
        - (vocabulary.isHomomorphism(theorem.formula) ? 4 : 0)
        - min(usage, 4)
    }
  }

  /// Whether a theorem is about something so special that it comes after all that is not: it weighs more
  /// than the longest usual laws, cancellation among those with premises and closed forms of sums among others.
  func isSpecial(_ place: Int, weight: Int, _ vocabulary: Vocabulary) -> Bool {
    weight > (vocabulary.clause(found[place].formula).premises.isEmpty ? 22 : 14)
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

// MARK: the same, rearranged

extension TheoremList {
  /// Places at which arguments are turned round (count).
  private static let turnLimit = 3

  /// What a rule says as readers see who know which operators associate and commute: with arguments turned
  /// round on its left side, and beside something more. Source: G. Peterson, M. Stickel, Complete sets of
  /// reductions for some equational theories (1981), for extended rules.
  private func rearrangements(of rule: Rule, _ vocabulary: inout Vocabulary) -> [Rule] {
    guard !rule.isPermutative else { return [] }
    var sides = [(rule.left, rule.right, rule.variableCount)]
    if let symbol = vocabulary.bank.symbol(rule.left), laws.isAssociative(symbol),
      laws.commutative[symbol] != nil
    {
      let more = vocabulary.bank.variable(rule.variableCount, vocabulary.bank.sort(rule.left))
      let parts = vocabulary.bank.arguments(rule.left)
      let inner = vocabulary.bank.make(symbol, [parts[1], more])
      sides.append(
        (
          vocabulary.bank.make(symbol, [parts[0], inner]),
          vocabulary.bank.make(symbol, [rule.right, more]), rule.variableCount + 1
        ))
    }
    return sides.flatMap { left, right, count in
      turned(left, &vocabulary).filter { $0 != rule.left }.map { left in
        Rule(
          left: left, right: right, variableCount: count, isOriented: false,
          isReversed: rule.isReversed, source: rule.source)
      }
    }
  }

  /// A term with the arguments of operators that commute in either order, itself first.
  private func turned(_ root: Term, _ vocabulary: inout Vocabulary) -> [Term] {
    var found = [root]
    let places = vocabulary.bank.positions(root).filter { _, part in
      vocabulary.bank.symbol(part).map { laws.commutative[$0] != nil } ?? false
    }
    // Inner places first, since turning does not move what is outside.
    for (position, _) in places.sorted(by: { $0.0.count > $1.0.count }).prefix(Self.turnLimit) {
      for term in found {
        var part = term
        for i in position { part = vocabulary.bank.argument(part, Int(i)) }
        guard let symbol = vocabulary.bank.symbol(part), laws.commutative[symbol] != nil else {
          continue
        }
        let other = vocabulary.bank.make(symbol, vocabulary.bank.arguments(part).reversed())
        found.append(vocabulary.bank.replacing(at: position[...], in: term, by: other))
      }
    }
    return found
  }
}

extension Vocabulary {
  /// Whether a formula is an equation one side of which is a value.
  fileprivate func givesValue(_ formula: Term) -> Bool {
    guard let sides = sides(formula) else { return true }
    return [sides.left, sides.right].contains { side in
      bank.isConstructor(side) && openVariables(side).isEmpty
    }
  }

  /// Whether an equation says that a function takes an operation to an operation, as
  /// length (xs ++ ys) = length xs + length ys does.
  fileprivate func isHomomorphism(_ formula: Term) -> Bool {
    guard let sides = sides(formula) else { return false }
    return [(sides.left, sides.right), (sides.right, sides.left)].contains { whole, parts in
      guard let function = bank.symbol(whole), let operation = bank.symbol(parts),
        function != operation, !bank[operation].isConstructor, bank.arity(parts) > 1
      else { return false }
      let inner = bank.arguments(whole).filter { bank.arity($0) > 1 && !bank.isConstructor($0) }
      guard inner.count == 1, bank.arguments(inner[0]).allSatisfy({ level($0) != nil }),
        Set(bank.arguments(inner[0])).count == bank.arity(inner[0])
      else { return false }
      return bank.arguments(parts).allSatisfy { part in
        bank.symbol(part).flatMap(operatorID) == operatorID(function)
          && bank.arguments(part).allSatisfy { level($0) != nil }
      }
    }
  }

  /// Whether a term is of a sort of functions.
  private func isFunction(_ term: Term) -> Bool {
    guard case .application(.arrow, _) = store.shape(of: SortID(bank.sort(term).index)) else {
      return false
    }
    return true
  }

  /// What makes a formula special: three for each constructor with arguments, two for each further
  /// occurrence of a variable, that is no function, on a side.
  fileprivate func speciality(_ formula: Term) -> Int {
    let sides = sides(formula).map { [$0.left, $0.right] } ?? [formula]
    return sides.reduce(0) { sum, side in
      var seen: Set<Term> = []
      var stack = [side]
      var sum = sum
      while let term = stack.popLast() {
        if level(term) != nil, !isFunction(term), !seen.insert(term).inserted { sum += 2 }
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
