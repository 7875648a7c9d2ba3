// Which theorems people are to see, and in which order. Start at `independent`: what stands above
// makes evident, also as an instance, is left out; `weight` says what is light. `Explorer.ranks` asks.

import ProofKernel
import Terms

extension TheoremList {
  /// For each theorem whether it says something that what stands above it does not make evident. What
  /// somebody stated, and what is hidden, counts as above all; so does what a file is built on, though
  /// people see it last. Complexity: O(theorems²) rules added.
  func independent(_ weights: [Int], _ vocabulary: inout Vocabulary) -> [Bool] {
    var isKept = found.map { $0.origin == nil && ($0.isStated || $0.isHidden) }
    let order = found.indices.filter { found[$0].origin == nil }.sorted { a, b in
      if isKept[a] != isKept[b] { return isKept[a] }
      let (x, y) = (isOwn(a, vocabulary), isOwn(b, vocabulary))
      return x != y ? y : (weights[a], a) < (weights[b], b)
    }
    // Instances of general laws come first among rules, before others lead elsewhere.
    var special: [Rule] = []
    var rulesAbove = definitionRules(vocabulary.bank)
    var above = Consequence(vocabulary, hasAxioms ? nil : Reach(checker.theory))
    above.add(givenRules, lemmas { if case .fact = $0 { true } else { false } }, vocabulary)
    // What textbooks state though it follows takes the place of nothing else; it comes when that has been decided.
    let naming = TheoremNaming(vocabulary, checker.theory)
    let isClassic = found.map { !$0.isStated && naming.classicName($0.formula) != nil }
    for place in order where !isClassic[place] {
      if !isKept[place] {
        let isSpecial = isSpecial(place, weight: weights[place], vocabulary)
        isKept[place] =
          !saysNothing(place, isSpecial: isSpecial, &above, vocabulary)
          && !isEvident(place, isKept, special, &vocabulary) && !isRearranged(place, isKept)
      }
      guard isKept[place] else { continue }
      above.add(foundRules[place], lemmas { $0 == .theorem(place) }, theorem: place, vocabulary)
      let instances = instances(of: place, rulesAbove, &vocabulary)
      above.addInstances(instances, theorem: place, vocabulary)
      special += instances
      special += foundRules[place].flatMap { rearrangements(of: $0, &vocabulary) }
      // The other forms of a theorem come and go with it.
      for form in found.indices where form == place || found[form].origin == place {
        rulesAbove.add(foundRules[form], vocabulary.bank)
      }
    }
    yield(&isKept, order, weights, &above, vocabulary)
    for place in order where isClassic[place] {
      isKept[place] =
        !isEvident(place, isKept, special, &vocabulary) && !isRearranged(place, isKept)
    }
    return isKept
  }

  /// Whether what stands above a theorem says it at a glance. Of axioms laws that have a name are
  /// stated though others may show them; but implications not if others of them do, and the axioms do not.
  private func saysNothing(
    _ place: Int, isSpecial: Bool, _ above: inout Consequence, _ vocabulary: Vocabulary
  ) -> Bool {
    let formula = found[place].formula
    guard restsOnAxioms(place) else {
      return above.follows(formula, isMinor: isSpecial, vocabulary) { _ in true }
    }
    if found[place].isDual { return false }
    guard TheoremNaming(vocabulary, checker.theory).usualName(formula) != nil else {
      return above.follows(formula, isMinor: isSpecial, vocabulary) { _ in true }
    }
    return isConditional(place, vocabulary)
      && above.follows(formula, vocabulary) { isConditional($0, vocabulary) }
      && !above.follows(formula, vocabulary) { _ in false }
  }

  private func restsOnAxioms(_ place: Int) -> Bool {
    hasAxioms
      && checker.theorems[place].facts.contains { checker.theory.facts[$0].kind == .axiom }
  }

  private var hasAxioms: Bool { checker.theory.facts.contains { $0.kind == .axiom } }

  private func isConditional(_ place: Int, _ vocabulary: Vocabulary) -> Bool {
    !vocabulary.clause(found[place].formula).premises.isEmpty
  }

  /// How much more a line may weigh that stands for one above it (count).
  private static let generality = 12

  /// Takes out what lines below say in general, if these are hardly longer and no more special: what they
  /// say need not be said before. Laws without premises that have a name stay, of axioms all that have one.
  private func yield(
    _ isKept: inout [Bool], _ order: [Int], _ weights: [Int], _ laws: inout Consequence,
    _ vocabulary: Vocabulary
  ) {
    let naming = TheoremNaming(vocabulary, checker.theory)
    // What is concluded may say more.
    let specialities = found.map { theorem in
      let premises = vocabulary.clause(theorem.formula).premises
      return (premises.isEmpty ? [theorem.formula] : premises).reduce(0) {
        $0 + vocabulary.speciality($1)
      }
    }
    for (rank, place) in order.enumerated() where isKept[place] {
      let theorem = found[place]
      guard !theorem.isStated, !theorem.isHidden,
        naming.usualName(theorem.formula) == nil
          || !restsOnAxioms(place) && isConditional(place, vocabulary)
            && naming.orderName(theorem.formula) == nil
      else { continue }
      let general = Set(
        order[(rank + 1)...].filter {
          isKept[$0] && weights[$0] <= weights[place] + Self.generality
            && specialities[$0] <= specialities[place]
        })
      if general.isEmpty { continue }
      let usable = Set(order[..<rank].filter { isKept[$0] }).union(general)
      let isSpecial = isSpecial(place, weight: weights[place], vocabulary)
      isKept[place] = !laws.follows(
        theorem.formula, isMinor: isSpecial, reachesOut: true, vocabulary
      ) {
        usable.contains($0)
      }
    }
  }

  private func lemmas(_ isMeant: (Citation) -> Bool) -> [Lemma] {
    lemmas.filter { isMeant($0.citation) }
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
    rules.add(openRules(vocabulary.bank) + kept.flatMap { foundRules[$0] }, vocabulary.bank)
    rules.add(special, vocabulary.bank, first: true)
    rules.fuel = 10_000
    let known = Knowledge(
      clauses: givenClauses + kept.flatMap { foundClauses[$0] }, definitions: definitions,
      recursiveArguments: recursiveArguments, inspectedArguments: shape.inspectedArguments,
      deepPatterns: shape.deepPatterns, strides: shape.strides,
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
