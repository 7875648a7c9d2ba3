// Walking through an explanation, and printing it: the chain of terms from one side to the other, with lemmas
// written out where they are used. Start at `walk`; `text` writes it for people. `Explanation` has the lemmas as
// such, which is shorter where one is used often.

import Terms

/// A term on the way, and the step that led to it.
public struct WalkedTerm: Sendable {
  /// The whole term.
  public let term: Term
  /// What was replaced, where and why; nil for the first term. It cites no lemma.
  public let step: ExplanationStep?
}

extension Explanation {
  /// The terms from the left side to the right side, at most `limit` of them (count). Complexity: linear in
  /// their number times their depth.
  public func walk(_ bank: inout TermBank, limit: Int = 10_000) -> [WalkedTerm] {
    var current = goal.left
    var chain = [WalkedTerm(term: current, step: nil)]
    var stack = goal.steps.reversed().map { $0 }
    while let step = stack.popLast(), chain.count < limit {
      guard case .lemma(let number) = step.reason else {
        current = bank.replacing(current, at: step.position, by: step.to)
        chain.append(WalkedTerm(term: current, step: step))
        continue
      }
      var inner = lemmas[number].steps
      if step.isReversed { inner = inner.reversed().map(\.reversed) }
      for var part in inner.reversed() {
        part.position = step.position + part.position
        stack.append(part)
      }
    }
    return chain
  }

  /// A line for each term of the walk, with the name of what led to it; `←` marks a use from right to left.
  ///
  /// *Shape*: names of rules by the number under which steps cite them: `Rewriter.ruleNames`, or the names of
  /// `EGraph.learnedRules`.
  public func text(ruleNames: [String], in language: inout Language, limit: Int = 10_000) -> String
  {
    walk(&language.bank, limit: limit).reduce(into: "") { text, walked in
      let term = language.text(of: walked.term)
      guard let step = walked.step else {
        text += "  \(term)\n"
        return
      }
      let name =
        switch step.reason {
        case .rule(let number, _, _, _): ruleNames[number]
        case .lemma: "lemma"
        case .statement(let number): "statement \(number)"
        case .evaluation: "arithmetic"
        case .rearrangement: "rearrangement"
        }
      text += "= \(term)    by \(name)\(step.isReversed ? " ←" : "")\n"
    }
  }
}
