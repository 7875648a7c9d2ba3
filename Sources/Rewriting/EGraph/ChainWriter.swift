// A chain of rewrites under construction, which knows the term that it has reached. Start at `step`. The
// explanations of the e-graph and both rewriters write such chains.

import Terms

/// A chain of rewrites under construction.
struct ChainWriter {
  private(set) var current: Term
  private(set) var steps: [ExplanationStep] = []

  init(start: Term) { current = start }

  mutating func step(
    _ position: [Int], _ reason: ExplanationReason, _ isReversed: Bool, _ result: Term,
    _ bank: inout TermBank
  ) {
    var part = current
    for place in position { part = bank.argument(part, place) }
    steps.append(
      ExplanationStep(
        position: position, isReversed: isReversed, reason: reason, from: part, to: result))
    current = bank.replacing(current, at: position, by: result)
  }
}

extension ChainWriter {
  /// Appends a step that was made elsewhere, at the same place of the same term.
  mutating func take(_ step: ExplanationStep, _ bank: inout TermBank) {
    self.step(step.position, step.reason, step.isReversed, step.to, &bank)
  }
}

extension TermBank {
  /// The term with another subterm at a position.
  mutating func replacing(_ term: Term, at position: [Int], by part: Term) -> Term {
    var above: [Term] = []
    var here = term
    for place in position {
      above.append(here)
      here = argument(here, place)
    }
    var result = part
    for (outer, place) in zip(above, position).reversed() {
      var parts = arguments(outer)
      parts[place] = result
      guard let symbol = symbol(outer) else { preconditionFailure("a variable has no arguments") }
      result = make(symbol, parts)
    }
    return result
  }
}
