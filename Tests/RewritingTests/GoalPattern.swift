// A goal with variables, looked up in an e-graph by plain backtracking: independent of the matching
// machine, which it helps to test.

import Rewriting
import Terms

/// A pattern to be found in a class.
struct GoalPattern {
  let pattern: Term
  let names: [String]

  init(_ text: String, _ graph: inout EGraph) {
    var names: [String] = []
    pattern = graph.language.term(text, variables: &names)!
    self.names = names
  }

  /// Classes for the variables, such that the class has an instance of the pattern.
  func match(_ eClass: EClassID, _ graph: borrowing EGraph) -> [Int: EClassID]? {
    var best: [Int: EClassID]?
    search([(pattern, graph.find(eClass))], [:], graph) { best = best ?? $0 }
    return best
  }

  private func search(
    _ open: [(Term, EClassID)], _ values: [Int: EClassID], _ graph: borrowing EGraph,
    _ found: ([Int: EClassID]) -> Void
  ) {
    var open = open
    guard let (term, eClass) = open.popLast() else { return found(values) }
    let bank = graph.language.bank
    if let variable = bank.variableNumber(term) {
      if let known = values[variable] {
        if known == eClass { search(open, values, graph, found) }
      } else {
        search(open, values.merging([variable: eClass]) { $1 }, graph, found)
      }
      return
    }
    for node in graph.nodes(of: eClass) where graph.symbol(of: node) == bank.symbol(term) {
      let parts = Array(zip(bank.arguments(term), graph.children(of: node)))
      search(open + parts, values, graph, found)
    }
  }

  /// The instance with the smallest terms of the classes.
  func instance(_ values: [Int: EClassID], _ graph: inout EGraph) -> Term {
    let extraction = Extraction(graph)
    var substitution = Substitution(count: names.count)
    for (variable, eClass) in values {
      substitution[variable] = extraction.term(of: eClass, in: &graph)
    }
    return graph.language.bank.instance(pattern, substitution)
  }
}

/// Rules of several clauses, as the workloads write them: `?v = pattern`.
enum ClauseRule {
  static func rule(_ content: [String: Any], _ language: inout Language) -> RewriteRule {
    var names: [String] = []
    func clauses(_ key: String) -> [Clause] {
      (content[key] as! [String]).map { text in
        let parts = text.split(separator: " ", maxSplits: 2)
        let variable = language.term(String(parts[0]), variables: &names)!
        return Clause(
          variable: language.bank.variableNumber(variable)!,
          pattern: language.term(String(parts[2]), variables: &names)!)
      }
    }
    let (left, right) = (clauses("lhs"), clauses("rhs"))
    return RewriteRule(
      name: content["name"] as! String, variableNames: names, left: left, right: right)
  }
}
