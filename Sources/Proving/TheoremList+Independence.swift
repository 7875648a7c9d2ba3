// Which theorems people are to see, and in which order. Start at `independent`: what others make evident,
// or a lighter one as an instance, is left out; `weight` says what is light. `Explorer.ranks` asks.

import ProofKernel
import Terms

extension TheoremList {
  /// For each theorem whether it says something that the others that are kept do not make evident.
  /// What is large, and special, is tried first. Complexity: O(theorems²) rules added.
  func independent(_ vocabulary: inout Vocabulary) -> [Bool] {
    var isKept = found.map { $0.origin == nil }
    let weights = weights(vocabulary)
    let order = found.indices.filter { isKept[$0] && !found[$0].isStated }.sorted { a, b in
      weights[a] != weights[b] ? weights[a] > weights[b] : a > b
    }
    // The rules that a theorem's instances are brought to normal form with are those above it.
    var special: [[Rule]] = Array(repeating: [], count: found.count)
    var rulesAbove = definitionRules(vocabulary.bank)
    for place in found.indices.sorted(by: { (weights[$0], $0) < (weights[$1], $1) }) {
      if isKept[place] { special[place] = instances(of: place, rulesAbove, &vocabulary) }
      rulesAbove.add(foundRules[place], vocabulary.bank)
    }
    for place in order {
      isKept[place] = false
      var rules = Normalizer()
      // The other forms of a theorem come and go with it.
      let kept = found.indices.filter { isKept[found[$0].origin ?? $0] }
      let others = kept.flatMap { foundRules[$0] }.filter { !isDetour($0, vocabulary.bank) }
      rules.add(givenRules + others, vocabulary.bank)
      // Instances count only where the general law stands above; then they come first, before other
      // rules lead elsewhere.
      let above = kept.filter {
        weights[$0] != weights[place] ? weights[$0] < weights[place] : $0 < place
      }
      rules.add(above.flatMap { special[$0] }, vocabulary.bank, first: true)
      rules.fuel = 10_000
      let known = Knowledge(
        clauses: givenClauses + kept.flatMap { foundClauses[$0] }, definitions: definitions,
        recursiveArguments: recursiveArguments, inspectedArguments: shape.inspectedArguments,
        semirings: semirings)
      let script = ProofSearch.prove(
        found[place].formula, levels: found[place].parameters.count, effort: .evident, known,
        &vocabulary, &rules)
      isKept[place] = script == nil
    }
    return isKept
  }

  /// Whether a rule of an abstract theory makes terms longer: what needs a detour over a longer term,
  /// -(x·y) = (x·y)·-1 say, is not evident.
  private func isDetour(_ rule: Rule, _ bank: TermBank) -> Bool {
    !rule.isOriented && bank.size(rule.left) < bank.size(rule.right)
      && checker.theory.facts.contains { $0.kind == .axiom }
  }

  /// By theorem, how much there is to read, and how little it says: the symbols, and twice the different
  /// functions, less the variables; more for what is special: constructors with arguments, numerals,
  /// variables that occur twice on a side; and six for each premise, so that what holds always comes
  /// before what holds sometimes. What the proofs of others use weighs less.
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
      let usage = Int.bitWidth - uses[place].leadingZeroBitCount
      return size + 2 * functions + 6 * premises.count - theorem.parameters.count + special
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
