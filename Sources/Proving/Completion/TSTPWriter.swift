// A proof in the TSTP format, a clause a line, each with the rule and the parents from which it
// follows. Entry: `CompletionTheorem.tstp`. It says no more than what the kernel has checked; the
// lines are made from the kernel's own terms.
// Source: G. Sutcliffe, S. Schulz, K. Claessen, A. Van Gelder, Using the TPTP language for writing
// derivations and finite interpretations (2006).

import AxiomLanguage
import ProofKernel

extension CompletionTheorem {
  /// The proof as text. Complexity: the written size of its terms.
  public func tstp(_ problem: TPTPProblem) -> String {
    var writer = TSTPWriter(theorem: self, problem: problem)
    return writer.text()
  }
}

private struct TSTPWriter {
  let theorem: CompletionTheorem
  let problem: TPTPProblem
  private var eigenconstants: [String] = []

  init(theorem: CompletionTheorem, problem: TPTPProblem) {
    (self.theorem, self.problem) = (theorem, problem)
    eigenconstants = theorem.eigenconstants
  }

  mutating func text() -> String {
    var lines: [String] = []
    let positive = problem.clauses.filter { $0.literals[0].isPositive }
    let used = Set(theorem.checker.theorems.flatMap(\.facts))
    for place in used.sorted() {
      let clause = positive[place]
      let statement = theorem.checker.theory.facts[place].statement
      lines.append(
        "cnf(\(Self.quoted("axiom_\(place + 1)")), axiom, (\(formula(statement.formula, 0))), "
          + "file(\(Self.quoted(clause.path)), \(Self.quoted(clause.name)))).")
    }
    let goal = problem.clauses[theorem.clause]
    lines.append(
      "cnf(goal, negated_conjecture, (\(self.clause(goal))), "
        + "file(\(Self.quoted(goal.path)), \(Self.quoted(goal.name)))).")
    for (number, proof) in theorem.proofs.enumerated() {
      let parents = self.parents(proof)
      let isLast = number == theorem.proofs.count - 1
      if isLast {
        let all = (parents + ["goal"]).joined(separator: ", ")
        lines.append(
          "cnf(refutation, plain, ($false), inference(rewriting, [status(thm)], [\(all)])).")
      } else {
        let general = theorem.generality[number] ? eigenconstants.count : 0
        lines.append(
          "cnf(lemma_\(number + 1), plain, (\(formula(proof.statement.formula, general))), "
            + "inference(rewriting, [status(thm)], [\(parents.joined(separator: ", "))])).")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func parents(_ proof: Proof) -> [String] {
    var names: [String] = []
    for case .chain(_, let rewrites) in proof.steps {
      for rewrite in rewrites {
        guard case .instance(let instance) = rewrite.reason else { continue }
        let name =
          switch instance.citation {
          case .fact(let place): "axiom_\(place + 1)"
          case .theorem(let number): "lemma_\(number + 1)"
          }
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }

  /// A formula of the kernel; its first levels may be constants of the goal.
  private func formula(_ root: TermID, _ constantCount: Int) -> String {
    guard case .connective(.equal, let sides) = theorem.checker.theory.store.shape(of: root) else {
      return "$true"
    }
    return "\(term(sides[0], constantCount)) = \(term(sides[1], constantCount))"
  }

  private func term(_ root: TermID, _ constantCount: Int) -> String {
    // A stack of what is still to be written, the next one last.
    enum Piece {
      case term(TermID)
      case text(String)
    }
    let store = theorem.checker.theory.store
    var result = ""
    var stack = [Piece.term(root)]
    while let piece = stack.popLast() {
      switch piece {
      case .text(let text): result += text
      case .term(let id):
        switch store.shape(of: id) {
        case .variable(let level, _):
          result +=
            level < constantCount
            ? Self.quoted(eigenconstants[level]) : "X\(level - constantCount + 1)"
        case .apply(let symbol, _, let parts):
          result += Self.quoted(store.operators[Int(symbol.index)].name)
          guard !parts.isEmpty else { continue }
          stack.append(.text(")"))
          for (i, part) in parts.enumerated().reversed() {
            stack.append(.term(part))
            stack.append(.text(i == 0 ? "(" : ","))
          }
        default: result += "$error"
        }
      }
    }
    return result
  }

  /// The clause as it was read.
  private func clause(_ clause: TPTPProblem.Clause) -> String {
    clause.literals.map { literal in
      guard let right = literal.right else { return written(literal.left) }
      return "\(written(literal.left)) \(literal.isPositive ? "=" : "!=") \(written(right))"
    }.joined(separator: " | ")
  }

  private func written(_ term: TPTPProblem.Term) -> String {
    var stack: [String] = []
    for code in term.reversed() {
      if code < 0 {
        stack.append("X\(-code)")
      } else {
        let symbol = problem.symbols[Int(code)]
        let parts = stack.suffix(symbol.arity).reversed()
        stack.removeLast(symbol.arity)
        let name = Self.quoted(symbol.name)
        stack.append(parts.isEmpty ? name : "\(name)(\(parts.joined(separator: ",")))")
      }
    }
    return stack[0]
  }

  /// A name, in quotes where TPTP needs them.
  private static func quoted(_ name: String) -> String {
    let bytes = Array(name.utf8)
    let isPlain =
      bytes.first.map { (97...122).contains($0) } == true
      && bytes.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95
      }
    if isPlain { return name }
    var text = "'"
    for character in name {
      if character == "'" || character == "\\" { text.append("\\") }
      text.append(character)
    }
    return text + "'"
  }
}
