// A proof in the TSTP format, a clause a line, each with the rule and the parents from which it
// follows: each rewrite is a line of its own, so that any prover can check it. Entry:
// `CompletionTheorem.tstp`. It tells the proof that the kernel has checked.
// Source: G. Sutcliffe, S. Schulz, K. Claessen, A. Van Gelder, Using the TPTP language for writing
// derivations and finite interpretations (2006).

import AxiomLanguage

extension CompletionTheorem {
  /// The proof as text. Complexity: the written size of its terms.
  public func tstp(_ clauses: TPTPProblem) -> String {
    switch story {
    case .equations(let proof):
      var writer = TSTPWriter(proof: proof, problem: problem, clauses: clauses, goal: clause)
      return writer.text()
    case .clauses(let derivation):
      var writer = HornTSTPWriter(derivation, problem, clauses)
      return writer.text()
    }
  }
}

struct TSTPWriter {
  let proof: CompletionProof
  let problem: CompletionProblem
  let clauses: TPTPProblem
  let goal: Int
  private var lines: [String] = []
  private var sides: [CompletionStep.Source: (left: [Cell], right: [Cell])] = [:]
  private var names: [CompletionStep.Source: String] = [:]
  private var abbreviations: [Int: [Cell]] = [:]

  init(proof: CompletionProof, problem: CompletionProblem, clauses: TPTPProblem, goal: Int) {
    (self.proof, self.problem, self.clauses) = (proof, problem, clauses)
    self.goal = goal
  }

  mutating func text() -> String {
    for (constant, term) in problem.abbreviations { abbreviations[constant] = term }
    for (number, equation) in problem.equations.enumerated() {
      sides[.equation(number)] = (equation.left, equation.right)
    }
    writeAxioms()
    let negated = clauses.clauses[goal]
    lines.append(
      "cnf(goal, negated_conjecture, (\(written(negated))), "
        + "file(\(Self.quoted(negated.path)), \(Self.quoted(negated.name)))).")
    for (number, lemma) in proof.lemmas.enumerated() {
      let source = CompletionStep.Source.rule(lemma.rule)
      sides[source] = (lemma.chain.start, lemma.chain.end)
      names[source] = write(lemma.chain, "lemma_\(number + 1)")
    }
    let last = write(proof.chain, "equation")
    let parents = [last, "goal"].compactMap { $0 }.joined(separator: ", ")
    lines.append(
      "cnf(refutation, plain, ($false), inference(resolution, [status(thm)], [\(parents)])).")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The positive clauses that the proof uses.
  private mutating func writeAxioms() {
    let positive = clauses.clauses.filter { $0.literals[0].isPositive }
    var used: Set<Int> = []
    for step in proof.lemmas.flatMap(\.chain.steps) + proof.chain.steps {
      if case .equation(let number) = step.source { used.insert(number) }
    }
    for number in used.sorted() where number < positive.count {
      let clause = positive[number]
      names[.equation(number)] = "axiom_\(number + 1)"
      lines.append(
        "cnf(axiom_\(number + 1), axiom, (\(written(clause))), "
          + "file(\(Self.quoted(clause.path)), \(Self.quoted(clause.name)))).")
    }
  }

  /// Writes the start of a chain as equal to what each rewrite makes of it; returns the name of the
  /// last line, nil if no rewrite changes anything but abbreviations.
  private mutating func write(_ chain: CompletionChain, _ name: String) -> String? {
    let start = text(chain.start)
    var term = chain.start
    var shown = start
    var previous: String?
    var kept: [(text: String, parents: [String])] = []
    for step in chain.steps {
      guard let source = sides[step.source] else { continue }
      let new = (step.isReversed ? source.left : source.right).substituting {
        $0 < step.terms.count ? step.terms[$0] : nil
      }
      term = term.replacing(at: term.index(ofPosition: step.position), by: new)
      let text = text(term)
      guard text != shown, let parent = names[step.source] else { continue }
      shown = text
      kept.append((text, [parent]))
    }
    for (number, line) in kept.enumerated() {
      let isLast = number == kept.count - 1
      let own = isLast ? name : "\(name)_step_\(number + 1)"
      let parents = ([previous].compactMap { $0 } + line.parents).joined(separator: ", ")
      lines.append(
        "cnf(\(own), plain, (\(start) = \(line.text)), "
          + "inference(rewriting, [status(thm)], [\(parents)])).")
      previous = own
    }
    return previous
  }

  // MARK: terms

  private func text(_ cells: [Cell]) -> String {
    var stack: [String] = []
    for cell in cells.reversed() {
      if cell.isVariable {
        stack.append("X\(cell.variableNumber + 1)")
      } else if let long = abbreviations[cell.symbol] {
        stack.append(text(long))
      } else {
        push(problem.names[cell.symbol], problem.arities[cell.symbol], &stack)
      }
    }
    return stack[0]
  }

  private func push(_ name: String, _ arity: Int, _ stack: inout [String]) {
    let parts = stack.suffix(arity).reversed()
    stack.removeLast(arity)
    let head = Self.quoted(name)
    stack.append(arity == 0 ? head : "\(head)(\(parts.joined(separator: ",")))")
  }

  private func written(_ clause: TPTPProblem.Clause) -> String { clauses.written(clause) }

  /// A name, in quotes where TPTP needs them.
  static func quoted(_ name: String) -> String {
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

extension TPTPProblem {
  /// A clause as it was read.
  func written(_ clause: Clause) -> String {
    if clause.literals.isEmpty { return "$false" }
    return clause.literals.map { literal in
      guard let right = literal.right else {
        return (literal.isPositive ? "" : "~ ") + written(literal.left)
      }
      return "\(written(literal.left)) \(literal.isPositive ? "=" : "!=") \(written(right))"
    }.joined(separator: " | ")
  }

  private func written(_ term: Term) -> String {
    var stack: [String] = []
    for code in term.reversed() {
      if code < 0 {
        stack.append("X\(-code)")
      } else {
        let symbol = symbols[Int(code)]
        let parts = stack.suffix(symbol.arity).reversed()
        stack.removeLast(symbol.arity)
        let head = TSTPWriter.quoted(symbol.name)
        stack.append(symbol.arity == 0 ? head : "\(head)(\(parts.joined(separator: ",")))")
      }
    }
    return stack[0]
  }
}
