// Walking through an explanation, and printing it: the chain of terms from one side to the other, with lemmas
// written out where they are used. Start at `walk`; `text` writes it for people. `Explanation` has the lemmas as
// such, which is shorter where one is used often. What a rule with several clauses rests on is another equation,
// with a walk of its own.

import Terms

/// A term on the way, and the step that led to it.
public struct WalkedTerm: Sendable {
  /// The whole term.
  public let term: Term
  /// What was replaced, where and why; nil for the first term. It replaces by no lemma.
  public let step: ExplanationStep?
  /// What the step rests on besides, where a rule has several clauses: numbers in `Explanation.lemmas`, in order
  /// of clauses. Those of one term (what a clause says is there as it stands) are left out.
  public let premises: [Int]
}

extension Explanation {
  /// The terms from the left side to the right side, at most `limit` of them (count). Complexity: linear in
  /// their number times their depth.
  public func walk(_ bank: inout TermBank, limit: Int = 10_000) -> [WalkedTerm] {
    walk(lemma: lemmas.count - 1, &bank, limit: limit)
  }

  /// The same for a lemma: a premise, say. Requires that there is one with that number.
  public func walk(lemma: Int, _ bank: inout TermBank, limit: Int = 10_000) -> [WalkedTerm] {
    var current = lemmas[lemma].left
    var chain = [WalkedTerm(term: current, step: nil, premises: [])]
    var stack = lemmas[lemma].steps.reversed().map { $0 }
    while let step = stack.popLast(), chain.count < limit {
      guard case .lemma(let number) = step.reason else {
        current = bank.replacing(current, at: step.position, by: step.to)
        var premises: [Int] = []
        if case .rule(_, _, _, let all) = step.reason {
          premises = all.filter { !lemmas[$0].steps.isEmpty }
        }
        chain.append(WalkedTerm(term: current, step: step, premises: premises))
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

  /// A line for each term of the walk, with the name of what led to it; `←` marks a use from right to left. Below
  /// a line stands what the step rests on, further to the right: the walk of each premise, written once.
  ///
  /// *Shape*: names of rules by the number under which steps cite them: `Rewriter.ruleNames`, or the names of
  /// `EGraph.learnedRules`; at most `limit` lines (count).
  public func text(ruleNames: [String], in language: inout Language, limit: Int = 10_000) -> String
  {
    var text = ""
    var count = 0
    var isWritten = Array(repeating: false, count: lemmas.count)
    /// Walks that are being written: the innermost last.
    var open = [(walk: walk(&language.bank, limit: limit)[...], premises: [Int]())]
    while let last = open.indices.last, count < limit {
      let margin = String(repeating: "    ", count: last)
      if let premise = open[last].premises.popLast() {
        let (left, right) = (lemmas[premise].left, lemmas[premise].right)
        if !isWritten[premise] {
          isWritten[premise] = true
          let walk = walk(lemma: premise, &language.bank, limit: limit - count)
          open.append((walk[...], []))
        } else {
          text += "\(margin)      \(language.text(of: left))\n"
          text += "\(margin)    = \(language.text(of: right))    as above\n"
          count += 2
        }
      } else if let walked = open[last].walk.popFirst() {
        let term = language.text(of: walked.term)
        count += 1
        if let step = walked.step {
          let mark = step.isReversed ? " ←" : ""
          text += "\(margin)= \(term)    by \(Self.name(of: step.reason, ruleNames))\(mark)\n"
          open[last].premises = walked.premises.reversed()
        } else {
          text += "\(margin)  \(term)\n"
        }
      } else {
        open.removeLast()
      }
    }
    return text
  }

  private static func name(of reason: ExplanationReason, _ ruleNames: [String]) -> String {
    switch reason {
    case .rule(let number, _, _, _): ruleNames[number]
    case .lemma: "lemma"
    case .statement(let number): "statement \(number)"
    case .evaluation: "arithmetic"
    case .rearrangement: "rearrangement"
    }
  }
}
