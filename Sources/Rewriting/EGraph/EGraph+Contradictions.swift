// What is behind a contradiction: two different numbers in one class. Start at `contradictionCauses`. An
// explanation of their equality names the rules; one of these is wrong, or a condition is missing.
// `EGraph+Folding.swift` notices contradictions, `Saturation.run` ends with them.

import Terms

extension EGraph {
  /// The names of the rules from which it follows that the first two different literals are equal, each once,
  /// in the order in which the e-graph learned them; empty if there is no contradiction, or if what was stated
  /// is to blame alone.
  ///
  ///     if run.run(rounds: 10, on: &graph) == .contradiction { print(graph.contradictionCauses()) }
  ///
  /// *Complexity*: that of `explain`.
  public mutating func contradictionCauses() -> [String] {
    guard let (_, first, second) = contradictions.first else { return [] }
    let (a, b) = (language.bank.make(first), language.bank.make(second))
    guard let explanation = explain(a, b) else { return [] }
    var numbers: Set<Int> = []
    for lemma in explanation.lemmas {
      for case .rule(let number, _, _, _) in lemma.steps.map(\.reason) { numbers.insert(number) }
    }
    var names: [String] = []
    for number in numbers.sorted() where !names.contains(programs[number].rule.name) {
      names.append(programs[number].rule.name)
    }
    return names
  }
}
