// The theorems proved so far, as kernel theorems, as rules for the prover, and with what people want
// to know. Start at `add`: it writes a proof for the kernel, and only if the kernel accepts it does
// the statement become a rule, at every tuple of sorts that has symbols. `Explorer` fills the list.

import ProofKernel
import Terms

/// A theorem with how it came about.
struct FoundTheorem: Sendable {
  let proof: Proof
  let goal: Goal
  let method: String
  /// Parameter sorts by level.
  let parameters: [TermSort]
}

/// The theorems of one derivation.
struct TheoremList {
  private(set) var checker: Checker
  private(set) var found: [FoundTheorem] = []
  /// Proofs that the kernel refused (count): each is a mistake of the prover.
  private(set) var refusals: [CheckError] = []
  var normalizer = Normalizer()
  private var givenRules: [Rule] = []
  private var foundRules: [[Rule]] = []  // by theorem

  /// The rules of all facts and theorems, in order.
  var rules: [Rule] { givenRules + foundRules.flatMap { $0 } }

  /// Starts with the defining equations and the equational axioms of a theory.
  init(_ theory: Theory, _ vocabulary: inout Vocabulary) {
    checker = Checker(theory)
    for (place, fact) in theory.facts.enumerated() {
      addRules(
        of: fact.statement, .fact(place), isDefinition: fact.kind == .definition, &vocabulary)
    }
  }

  /// Proves the goal to the kernel. Returns whether it was accepted.
  mutating func add(
    _ goal: Goal, parameters: [TermSort], _ proof: GoalProof, named name: String, method: String,
    _ vocabulary: inout Vocabulary
  ) -> Bool {
    do throws(CheckError) {
      var writer = ProofWriter(vocabulary)
      let formula = try writer.formula(goal, &checker)
      _ = try writer.write(goal, proof, &checker)
      let sorts = parameters.map { SortID($0.index) }
      let statement = Statement(
        sortParameterCount: sortVariables(in: sorts + operationSorts(goal, vocabulary)),
        parameters: sorts, formula)
      let written = Proof(name: name, statement, writer.steps)
      try checker.check(written)
      found.append(
        FoundTheorem(proof: written, goal: goal, method: method, parameters: parameters))
      addRules(
        of: statement, .theorem(found.count - 1), isDefinition: false, &vocabulary)
      return true
    } catch {
      refusals.append(error)
      return false
    }
  }

  /// The sorts at which the operators of a goal are used: a constant may bring the only variable.
  private func operationSorts(_ goal: Goal, _ vocabulary: Vocabulary) -> [SortID] {
    var found: [SortID] = []
    for equation in goal.premises + [goal.conclusion] {
      for side in [equation.left, equation.right] {
        for symbol in vocabulary.bank.subterms(side).compactMap(vocabulary.bank.symbol) {
          if case .operation(_, let sorts) = vocabulary.origins[Int(symbol.index)] {
            found += sorts
          }
        }
      }
    }
    return found
  }

  /// 1 + the largest sort variable in some sorts.
  private func sortVariables(in sorts: [SortID]) -> Int {
    var bound = 0
    var stack = sorts
    while let sort = stack.popLast() {
      switch checker.theory.store.shape(of: sort) {
      case .formula: break
      case .variable(let number): bound = max(bound, number + 1)
      case .application(_, let parts): stack += parts
      }
    }
    return bound
  }

  /// Makes rules of an equation at each tuple of sorts at which its operators are symbols.
  private mutating func addRules(
    of statement: Statement, _ citation: Citation, isDefinition: Bool,
    _ vocabulary: inout Vocabulary
  ) {
    let new = rules(of: statement, citation, isDefinition: isDefinition, &vocabulary)
    if case .theorem = citation { foundRules.append(new) } else { givenRules += new }
    normalizer.add(new, vocabulary.bank)
  }

  /// For each theorem whether it says something that the others that are kept do not imply by
  /// rewriting. What is large, and special, is tried first. Complexity: O(theorems²) rules added.
  func independent(_ vocabulary: inout Vocabulary) -> [Bool] {
    var isKept = Array(repeating: true, count: found.count)
    let order = found.indices.sorted { a, b in
      let (x, y) = (weight(found[a], vocabulary), weight(found[b], vocabulary))
      return x != y ? x > y : a > b
    }
    for place in order {
      var rules = Normalizer()
      var some = givenRules
      for (other, new) in foundRules.enumerated() where other != place && isKept[other] {
        some += new
      }
      rules.add(some, vocabulary.bank)
      rules.fuel = 10_000
      let goal = found[place].goal
      guard goal.premises.isEmpty else { continue }
      let left = rules.normalize(goal.conclusion.left, &vocabulary.bank)
      isKept[place] = left != rules.normalize(goal.conclusion.right, &vocabulary.bank)
    }
    return isKept
  }

  /// How much there is to read, and how little it says: twice the symbols, less the variables; and
  /// eight for each premise, so that what holds always comes before what holds sometimes.
  func weight(_ theorem: FoundTheorem, _ vocabulary: Vocabulary) -> Int {
    let goal = theorem.goal
    let sizes = (goal.premises + [goal.conclusion]).map {
      vocabulary.bank.size($0.left) + vocabulary.bank.size($0.right)
    }
    return 2 * sizes.reduce(0, +) + 8 * goal.premises.count - theorem.parameters.count
  }

  /// The rules of an equation; none for other statements.
  mutating func rules(
    of statement: Statement, _ citation: Citation, isDefinition: Bool,
    _ vocabulary: inout Vocabulary
  ) -> [Rule] {
    var theory = checker.theory
    guard case .connective(.equal, let sides) = theory.store.shape(of: statement.formula) else {
      return []
    }
    var rules: [Rule] = []
    for sorts in sortTuples(statement, &theory, vocabulary) {
      let store = theory.store
      var changing = theory
      func change(_ sort: SortID) -> SortID { changing.substitute(sort, sorts) }
      guard let left = vocabulary.term(sides[0], in: store, asRule: true, substitute: change),
        let right = vocabulary.term(sides[1], in: store, asRule: true, substitute: change)
      else { continue }
      var ordering = normalizer.ordering
      rules += Rule.rules(
        left, right, variableCount: statement.parameters.count,
        source: .cited(citation, sorts: sorts), isDefinition: isDefinition, vocabulary, &ordering)
    }
    return rules
  }

  /// The sorts at which a statement may be wanted: for each operator in it the tuples at which that
  /// operator is a symbol, where they settle all of the statement's sort variables.
  private func sortTuples(
    _ statement: Statement, _ theory: inout Theory, _ vocabulary: Vocabulary
  ) -> [[SortID]] {
    let count = statement.sortParameterCount
    if count == 0 { return [[]] }
    var tuples: [[SortID]] = []
    for symbol in vocabulary.operations {
      guard case .operation(let id, let sorts) = vocabulary.origins[Int(symbol.index)],
        theory.store.operators[Int(id.index)].sortParameterCount == count
      else { continue }
      if !tuples.contains(sorts) { tuples.append(sorts) }
    }
    return tuples
  }
}
