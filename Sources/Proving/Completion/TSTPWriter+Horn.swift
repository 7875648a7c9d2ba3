// A derivation from Horn clauses in the TSTP format, a clause a line: instances of clauses with their
// conditions resolved away, and one line for each literal that is shown by rewriting. Neighbour:
// `TSTPWriter`, for equations alone.

import AxiomLanguage

struct HornTSTPWriter {
  private let derivation: HornDerivation
  private let problem: CompletionProblem
  private let clauses: TPTPProblem
  private var lines: [String] = []
  private var clauseNames: [Int: String] = [:]

  init(_ derivation: HornDerivation, _ problem: CompletionProblem, _ clauses: TPTPProblem) {
    (self.derivation, self.problem, self.clauses) = (derivation, problem, clauses)
  }

  mutating func text() -> String {
    writeClauses()
    for (number, lemma) in derivation.lemmas.enumerated() {
      let name = "lemma_\(number + 1)"
      let entries = write(lemma.entries, name)
      _ = write(lemma.conclusion, name, entries, isNamed: true)
    }
    let entries = write(derivation.entries, "goal")
    var parents: [String] = []
    for (number, condition) in derivation.conditions.enumerated() {
      if let parent = write(condition, "goal_condition_\(number + 1)", entries) {
        parents.append(parent)
      }
    }
    parents.append(name(.clause(derivation.clause)))
    lines.append(
      "cnf(refutation, plain, ($false), inference(resolution, [status(thm)], "
        + "[\(parents.joined(separator: ", "))])).")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The clauses that are used, in the order of the problem.
  private mutating func writeClauses() {
    var used: Set<Int> = [derivation.clause]
    func note(_ source: HornDerivation.Source) {
      if case .clause(let number) = source { used.insert(number) }
    }
    func note(_ argument: HornDerivation.Argument) {
      for rewriting in argument.rewritings {
        if case .source(let source, _) = rewriting.reason { note(source) }
      }
    }
    for entry in derivation.lemmas.flatMap(\.entries) + derivation.entries {
      note(entry.source)
      entry.conditions.forEach(note)
    }
    derivation.lemmas.map(\.conclusion).forEach(note)
    derivation.conditions.forEach(note)
    for number in used.sorted() {
      let clause = clauses.clauses[number]
      let name = "clause_\(number + 1)"
      clauseNames[number] = name
      let role = clause.isFromConjecture ? "negated_conjecture" : "axiom"
      lines.append(
        "cnf(\(name), \(role), (\(clauses.written(clause))), "
          + "file(\(TSTPWriter.quoted(clause.path)), \(TSTPWriter.quoted(clause.name)))).")
    }
  }

  private func name(_ source: HornDerivation.Source) -> String {
    switch source {
    case .clause(let number): clauseNames[number] ?? "clause_\(number + 1)"
    case .lemma(let number): "lemma_\(number + 1)"
    }
  }

  /// Writes entries; returns their names.
  private mutating func write(_ entries: [HornDerivation.Entry], _ name: String) -> [String] {
    var names: [String] = []
    for (number, entry) in entries.enumerated() {
      let own = "\(name)_fact_\(number + 1)"
      var parents = [self.name(entry.source)]
      for (place, condition) in entry.conditions.enumerated() {
        if let parent = write(condition, "\(own)_condition_\(place + 1)", names) {
          parents.append(parent)
        }
      }
      lines.append(line(own, text(entry.literal), parents, "resolution"))
      names.append(own)
    }
    return names
  }

  /// Writes why a literal holds; returns the name of the line that says so, nil if it is t = t. What
  /// an entry says already needs no line unless it is to have the name given.
  private mutating func write(
    _ argument: HornDerivation.Argument, _ name: String, _ entries: [String], isNamed: Bool = false
  ) -> String? {
    let literal = text(argument.literal)
    if argument.rewritings.isEmpty {
      guard let base = argument.base else { return nil }
      guard isNamed else { return entries[base] }
      lines.append(line(name, literal, [entries[base]], "rewriting"))
      return name
    }
    // Equations are told rewrite by rewrite, backwards for atoms: their last line is the literal.
    var previous = argument.base.map { entries[$0] }
    let start = text(argument.start)
    var term = argument.start
    for (number, rewriting) in argument.rewritings.enumerated() {
      term = term.replacing(
        at: term.index(ofPosition: rewriting.position), by: rewriting.result)
      let isLast = number == argument.rewritings.count - 1
      let own = isLast ? name : "\(name)_step_\(number + 1)"
      let shown = text(term)
      var parents = previous.map { [$0] } ?? []
      switch rewriting.reason {
      case .entry(let entry): parents.append(entries[entry])
      case .source(let source, _): parents.append(self.name(source))
      }
      lines.append(
        line(own, argument.base == nil ? "\(start) = \(shown)" : shown, parents, "rewriting"))
      previous = own
    }
    return name
  }

  private func line(_ name: String, _ formula: String, _ parents: [String], _ rule: String)
    -> String
  {
    "cnf(\(name), plain, (\(formula)), inference(\(rule), [status(thm)], "
      + "[\(parents.joined(separator: ", "))]))."
  }

  // MARK: terms

  private func text(_ literal: HornDerivation.Literal) -> String {
    guard let right = literal.right else { return text(literal.left) }
    return "\(text(literal.left)) = \(text(right))"
  }

  private func text(_ cells: [Cell]) -> String {
    var stack: [String] = []
    for cell in cells.reversed() {
      if cell.isVariable {
        stack.append("X\(cell.variableNumber + 1)")
      } else {
        let arity = problem.arities[cell.symbol]
        let parts = stack.suffix(arity).reversed()
        stack.removeLast(arity)
        let head = TSTPWriter.quoted(problem.names[cell.symbol])
        stack.append(arity == 0 ? head : "\(head)(\(parts.joined(separator: ",")))")
      }
    }
    return stack[0]
  }
}
