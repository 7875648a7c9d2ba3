// Why a step holds, in words: `by add_comm, from (1) and IH`. Start at `reason(for:)`. A step that
// was folded into its user is not named; what it came from is. Links and labels stay apart from the
// words as `Phrase`s, so that each renderer can show them in its own way.

import ProofKernel

extension OutlineBuilder {
  /// The step that a row of folded heads starts from, and what was given to it on the way.
  func source(of step: Int) -> (base: Int, arguments: [Int]) {
    var (base, arguments): (Int, [Int]) = (step, [])
    while let head = steps[base].head {
      if case .infer(.modusPonens, let cited, _) = steps[base] { arguments.append(cited[1]) }
      base = head
      if case .instance = steps[base] { break }
      guard graph.isFolded[base] else { break }
    }
    return (base, arguments.reversed())
  }

  /// How a reason names an earlier step.
  mutating func reference(to step: Int) -> [Phrase] {
    switch steps[step] {
    case .instance(let instance): return [.citation(instance.citation)]
    case .assume:
      let scope = replay.steps[step].scope
      return [.label(hypothesisLabels[scope] ?? "H")]
    case .fix: return [.text("reflexivity")]
    case .infer(.excludedMiddle, _, _): return [.text("excluded middle")]
    case .infer(.both, let cited, _) where graph.isFolded[step]: return references(to: cited)
    default: break
    }
    guard graph.isFolded[step] else { return [.label(refer(to: step))] }
    let (base, arguments) = source(of: step)
    guard base != step else { return [.label(refer(to: step))] }
    let own = reference(to: base)
    return arguments.isEmpty ? own : own + [.text(" with ")] + references(to: arguments)
  }

  /// How a reason names several earlier steps: `(1), (2) and IH`.
  mutating func references(to steps: [Int]) -> [Phrase] {
    var phrases: [Phrase] = []
    for (place, step) in steps.enumerated() {
      if place > 0 { phrases.append(.text(place == steps.count - 1 ? " and " : ", ")) }
      phrases += reference(to: step)
    }
    return phrases
  }

  /// Why a step holds that is a plain claim.
  mutating func reason(for number: Int) -> [Phrase] {
    let (base, arguments) = source(of: number)
    if base != number {
      let own: [Phrase] = [.text("by ")] + reference(to: base)
      return arguments.isEmpty ? own : own + [.text(", from ")] + references(to: arguments)
    }
    switch steps[number] {
    case .infer(let schema, let cited, _): return reason(schema, cited)
    case .instance(let instance): return [.text("by "), .citation(instance.citation)]
    case .witness(_, let value, let proved):
      let names = names[replay.steps[number].scope]
      return [.text("witnessed by "), .formula(Formula(value, names: names)), .text(": ")]
        + reference(to: proved)
    case .injectivity(let equation, _):
      return [.text("as constructors are injective, from ")] + reference(to: equation)
    case .disjointness(let equation):
      return [.text("as different constructors never agree, from ")] + reference(to: equation)
    case .chain: return [.text("by reflexivity")]
    case .fix, .assume: return [.text("by ")] + reference(to: number)
    default: return [.text("by ")] + references(to: steps[number].premises)
    }
  }

  private mutating func reason(_ schema: Schema, _ cited: [Int]) -> [Phrase] {
    switch schema {
    case .excludedMiddle: return [.text("by excluded middle")]
    case .contradiction: return [.text("a contradiction between ")] + references(to: cited)
    case .explosion: return [.text("as anything follows from ")] + references(to: cited)
    case .equivalence: return [.text("by both directions, ")] + references(to: cited)
    case .cases: return [.text("by cases, ")] + references(to: cited)
    case .refute: return [.text("as it is absurd, ")] + references(to: cited)
    default: return [.text("from ")] + references(to: cited)
    }
  }

  /// Why one term of a chain equals the next.
  mutating func reason(for rewrite: Rewrite) -> [Phrase] {
    switch rewrite.reason {
    case .instance(let instance): return [.citation(instance.citation)]
    case .step(let step): return reference(to: step)
    case .rearrangement(let commutativity, let associativity, _):
      return [
        .text("rearranged by "), .citation(commutativity.citation), .text(" and "),
        .citation(associativity.citation),
      ]
    case .evaluation(let citations):
      var phrases: [Phrase] = [.text("computed by ")]
      var known: Set<String> = []
      for citation in citations where known.insert(name(of: citation)).inserted {
        if known.count > 1 { phrases.append(.text(" and ")) }
        phrases.append(.citation(citation))
      }
      return phrases
    }
  }

  private func name(of citation: Citation) -> String {
    switch citation {
    case .fact(let place): workshop.checker.theory.facts[place].name
    case .theorem(let place): workshop.checker.theorems[place].name
    }
  }
}
