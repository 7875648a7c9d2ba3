// Whether axioms contradict each other, as far as their simplest instances show it. Start at
// `contradiction`: axioms and what was drawn from them are stated for constants, and if rewriting makes
// two constructors equal, or denies what holds, `false` is a theorem. Finding nothing proves nothing.
// No sort is empty: one without constants is represented by a variable of the theorem.

import ProofKernel
import Terms

extension Explorer {
  /// Instances that are looked at, of all statements together and of each (counts).
  private static let instanceLimit = 150
  private static let instancesOfEach = 12

  /// Proves `false` if it can. Returns whether it could.
  mutating func contradiction() -> Bool {
    let theory = list.checker.theory
    var cited: [(Citation, Statement)] = []
    for (place, fact) in theory.facts.enumerated() where fact.kind == .axiom {
      cited.append((.fact(place), fact.statement))
    }
    guard !cited.isEmpty else { return false }
    for (place, theorem) in list.checker.theorems.enumerated() {
      cited.append((.theorem(place), theorem.statement))
    }
    var instances: [(formula: Term, citation: Citation, sorts: [SortID], terms: [Term])] = []
    var parameters: [TermSort] = []
    for (citation, statement) in cited where instances.count < Self.instanceLimit {
      instances += self.instances(of: statement, citation, &parameters)
    }
    let absurdity = vocabulary.connective(.falsum, [])
    // What is stated must not be made trivial by a rule that says the same: definitions only rewrite.
    var definitions = list.normalizer.without { rule in
      guard case .cited(.fact(let place), _) = rule.source else { return true }
      return theory.facts[place].kind == .axiom
    }
    definitions.fuel = 10_000
    guard
      let script = ProofSearch.refute(
        instances.map { ($0.formula, .instance($0.citation, sorts: $0.sorts, terms: $0.terms)) },
        absurdity, levels: parameters.count, list.knowledge, &vocabulary, &definitions)
    else { return false }
    let accepted = list.add(
      absurdity, parameters: parameters, script, named: "false", method: "contradiction",
      &vocabulary)
    counters.theorems += accepted ? 1 : 0
    counters.refusals += accepted ? 0 : 1
    return accepted
  }

  /// A statement with constants for its variables, in some combinations. `parameters` are the sorts of
  /// the variables that stand for constants.
  private mutating func instances(
    of statement: Statement, _ citation: Citation, _ parameters: inout [TermSort]
  ) -> [(formula: Term, citation: Citation, sorts: [SortID], terms: [Term])] {
    var theory = list.checker.theory
    let store = theory.store
    guard let sorts = groundSorts(statement.sortParameterCount),
      let pattern = vocabulary.term(
        statement.formula, in: store, asRule: true, substitute: { theory.substitute($0, sorts) })
    else { return [] }
    var tuples: [[Term]] = [[]]
    for parameter in statement.parameters {
      let sort = TermSort(theory.substitute(parameter, sorts).index)
      let constants = fewConstants(sort, &parameters)
      tuples = tuples.flatMap { tuple in constants.map { tuple + [$0] } }
      tuples = Array(tuples.prefix(Self.instancesOfEach))
    }
    return tuples.map { terms in
      var substitution = Substitution(count: terms.count)
      for (number, term) in terms.enumerated() { substitution[number] = term }
      return (vocabulary.bank.instance(pattern, substitution), citation, sorts, terms)
    }
  }

  /// As many times the first sort without variables that has a constant; nil if there is none.
  private func groundSorts(_ count: Int) -> [SortID]? {
    if count == 0 { return [] }
    for symbol in vocabulary.operations where vocabulary.bank[symbol].arguments.isEmpty {
      guard case .operation(_, let sorts) = vocabulary.origins[Int(symbol.index)], sorts.isEmpty
      else { continue }
      return Array(repeating: SortID(vocabulary.bank[symbol].sort.index), count: count)
    }
    return nil
  }

  /// A few constants of a sort; if it has none, a variable.
  private mutating func fewConstants(_ sort: TermSort, _ parameters: inout [TermSort]) -> [Term] {
    let symbols = vocabulary.operations.filter {
      vocabulary.bank[$0].sort == sort && vocabulary.bank[$0].arguments.isEmpty
    }
    if !symbols.isEmpty { return symbols.suffix(3).map { vocabulary.bank.make($0) } }
    let level = parameters.firstIndex(of: sort) ?? parameters.count
    if level == parameters.count { parameters.append(sort) }
    return [vocabulary.eigenvariable(level, sort)]
  }
}

extension ProofSearch {
  /// A proof of ⊥ from statements over the variables at levels 0 ..< `levels`, each with the step that
  /// states it; nil if none is found.
  static func refute(
    _ facts: [(formula: Term, step: ScriptStep)], _ absurdity: Term, levels: Int,
    _ knowledge: Knowledge, _ vocabulary: inout Vocabulary, _ rules: inout Normalizer
  ) -> Script? {
    var search = ProofSearch(knowledge: knowledge, vocabulary: vocabulary, rules: rules)
    defer { (vocabulary, rules) = (search.vocabulary, search.rules) }
    let stated = facts.map { (formula: $0.formula, step: search.script.append($0.step)) }
    // All instances come at once, so more is looked at than in a proof.
    var sequent = Sequent(levels: levels)
    sequent.takenCount = -3 * facts.count
    guard
      let last = search.under(
        stated, absurdity, sequent, { $0.attempt(absurdity, $1, .immediate) })
    else { return nil }
    search.script.truncate(last + 1)
    return search.script.pruned()
  }
}
