// Shorter explanations: a chain that comes back to a term it had skips what lies between; a lemma of one
// rewrite, or used once, is put where it is used; lemmas that nobody uses are dropped. Start at
// `shortened`. Every result is again a chain of the same rewrites, so nothing is taken on trust.

import Terms

extension Explanation {
  /// An explanation of the same equation that is at most as long. Complexity: linear in the steps times their
  /// depth.
  public func shortened(_ bank: TermBank) -> Explanation {
    var bank = bank
    // Written out, a lemma of one step costs a step wherever it is used. Mostly loops that come to light then are
    // worth more; where they are not, such lemmas stay.
    let result = shortened(&bank, writesOutSingleSteps: true)
    return result.stepCount <= stepCount
      ? result : shortened(&bank, writesOutSingleSteps: false)
  }

  private func shortened(_ bank: inout TermBank, writesOutSingleSteps: Bool) -> Explanation {
    var result = self
    result.skipLoops(&bank)
    result.inlineLemmas(ofSteps: writesOutSingleSteps ? 1 : 0)
    result.skipLoops(&bank)
    result.dropUnused()
    return result
  }

  /// In each chain, takes out the steps between two occurrences of the same term.
  private mutating func skipLoops(_ bank: inout TermBank) {
    for i in lemmas.indices {
      // Most lemmas are one step, which is a loop only if it leads nowhere.
      if lemmas[i].steps.count <= 1 {
        if let step = lemmas[i].steps.first, step.from == step.to { lemmas[i].steps = [] }
        continue
      }
      var kept: [ExplanationStep] = []
      var trail = [lemmas[i].left]
      var placeOf = [lemmas[i].left: 0]
      for step in lemmas[i].steps {
        let next = bank.replacing(trail[trail.count - 1], at: step.position, by: step.to)
        if let place = placeOf[next] {
          for term in trail[(place + 1)...] { placeOf[term] = nil }
          trail.removeLast(trail.count - place - 1)
          kept.removeLast(kept.count - place)
        } else {
          kept.append(step)
          trail.append(next)
          placeOf[next] = trail.count - 1
        }
      }
      lemmas[i].steps = kept
    }
  }

  /// Lemmas, by number, that others cite (count of citations).
  private func citations() -> [Int] {
    var counts = Array(repeating: 0, count: lemmas.count)
    counts[lemmas.count - 1] = 1
    for i in lemmas.indices.reversed() where counts[i] > 0 {
      for step in lemmas[i].steps {
        switch step.reason {
        case .lemma(let number): counts[number] += 1
        // A premise is cited as a whole.
        case .rule(_, _, _, let premises): for number in premises { counts[number] += 2 }
        case .statement, .evaluation, .rearrangement: break
        }
      }
    }
    return counts
  }

  /// Puts the steps of a lemma where it is used, if it has few steps or is used once. What is put there
  /// reaches the same terms.
  private mutating func inlineLemmas(ofSteps few: Int) {
    let counts = citations()
    func isInlined(_ step: ExplanationStep) -> Bool {
      // Deep positions stay lemmas: written out at every level they would take quadratic space.
      guard case .lemma(let number) = step.reason,
        lemmas[number].steps.count <= few || counts[number] == 1
      else { return false }
      return lemmas[number].steps.allSatisfy { step.position.count + $0.position.count <= 64 }
    }
    for i in lemmas.indices where counts[i] > 0 && lemmas[i].steps.contains(where: isInlined) {
      var steps: [ExplanationStep] = []
      for step in lemmas[i].steps {
        guard case .lemma(let number) = step.reason, isInlined(step) else {
          steps.append(step)
          continue
        }
        let inner =
          step.isReversed
          ? lemmas[number].steps.reversed().map(\.reversed) : lemmas[number].steps
        for var part in inner {
          part.position = step.position + part.position
          steps.append(part)
        }
      }
      lemmas[i].steps = steps
    }
  }

  private mutating func dropUnused() {
    let counts = citations()
    var newNumber = Array(repeating: 0, count: lemmas.count)
    var kept: [ExplanationLemma] = []
    for (number, lemma) in lemmas.enumerated() where counts[number] > 0 {
      var lemma = lemma
      for i in lemma.steps.indices { lemma.steps[i].reason.renumber { newNumber[$0] } }
      newNumber[number] = kept.count
      kept.append(lemma)
    }
    lemmas = kept
  }
}
