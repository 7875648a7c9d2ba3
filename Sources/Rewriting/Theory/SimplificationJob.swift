// One run of an engine on an expression: the e-graph's is here, the classical rewriter's in
// `OrderedRewriter`. Both return an explanation of the equality of the expression and what they made of
// it; its statements are assumptions, by number. Start at `saturate`. `Simplifier` calls it, and drops
// assumptions that turn out to be false.

import ProofKernel
import Terms

/// What an engine found.
struct EngineRun {
  let language: TheoryLanguage
  var explanation: Explanation
  let end: SaturationEnd
  /// Assumptions that cannot hold, by number, in order.
  var refuted: [Int] = []
  var reports: [RuleReport] = []
  var rounds: [RoundReport] = []
  var drawing: String?
  /// Names of the facts by which two numbers became equal, if they did.
  var contradiction: [String] = []
  /// Why the kernel did not take the proof of what was found.
  var refusal: CheckError?
}

extension EngineRun {
  /// What both found together; the second went on from where this one ended.
  func followed(by next: EngineRun) -> EngineRun {
    var both = next
    both.explanation = explanation.followed(by: next.explanation, next.language.language.bank)
    both.refuted = Set(refuted + next.refuted).sorted()
    return both
  }
}

/// What an engine is given.
struct SimplificationJob {
  let start: Term
  let language: TheoryLanguage
  let rules: TheoryRules
  let assumptions: [Assumption]
  let cost: CostModel
  let limits: SimplificationLimits
  /// Whether the derivation of the theory has been worked off.
  var isDifferentiated = false

  private func ruleSet(_ language: Language) -> RuleSet {
    RuleSet(isDifferentiated ? rules.withoutDerivation : rules.all, language)
  }

  /// The same with what a run has made of the expression.
  func continued(after run: EngineRun) -> SimplificationJob {
    SimplificationJob(
      start: run.explanation.goal.right, language: run.language, rules: rules,
      assumptions: assumptions, cost: cost, limits: limits, isDifferentiated: true)
  }

  /// All rules at once, then the cheapest term.
  func saturate(draws: Bool) -> EngineRun {
    var graph = EGraph(language.language)
    graph.limits = limits.graph
    if rules.ring != nil { graph.foldConstants(ConstantFolding(prunes: false)) }
    let node = graph.add(start)
    let set = ruleSet(graph.language)
    let sides = state(assumptions, in: &graph)
    var saturation = Saturation(
      set, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
    let end = saturation.run(rounds: limits.rounds, on: &graph)
    let best = cheapest(graph.eClass(of: node), in: &graph) ?? start
    // At equal cost the expression stays as it is.
    let result = cost.isCheaper(best, than: start, in: graph.language) ? best : start
    guard let explanation = graph.explain(start, result) else {
      preconditionFailure("a term of a class is not equal to another one")
    }
    let contradiction = graph.contradictionCauses()
    let blamed = contradictionStatements(in: &graph)
    let drawing = draws ? graph.drawing(of: graph.eClass(of: node)) : nil
    var language = language
    language.language = graph.language
    let refuted = sides.indices.filter { number in
      blamed.contains(number) || sides[number].map { graph.areEqual($0, $1) } ?? false
    }
    let short = refuted.isEmpty ? shorter(explanation, &language.language) : explanation
    return EngineRun(
      language: language, explanation: short, end: end, refuted: refuted,
      reports: saturation.rules, rounds: saturation.rounds, drawing: drawing,
      contradiction: contradiction)
  }

  /// The assumptions from which it follows that two numbers are equal, if they are.
  private func contradictionStatements(in graph: inout EGraph) -> Set<Int> {
    guard let (_, first, second) = graph.contradictions.first else { return [] }
    let (a, b) = (graph.language.bank.make(first), graph.language.bank.make(second))
    return Set(graph.explain(a, b)?.statements ?? [])
  }

  private func cheapest(_ eClass: EClassID, in graph: inout EGraph) -> Term? {
    if cost.combination == .shared {
      return SharedExtraction(graph, eClass, cost)?.term(in: &graph)
    }
    return Extraction(graph, cost).term(of: eClass, in: &graph)
  }

  /// Adds what is assumed. Returns, by assumption, the nodes that must not become equal.
  private func state(_ assumptions: [Assumption], in graph: inout EGraph) -> [(ENodeID, ENodeID)?] {
    let truth = graph.add(rules.truth)
    graph.add(rules.asked)
    var sides: [(ENodeID, ENodeID)?] = []
    for (number, assumption) in assumptions.enumerated() {
      switch assumption.hypothesis {
      case .atom(let atom):
        graph.union(truth, graph.add(atom), reason: number)
        sides.append(
          language.sidesOfInequality(atom).map { (graph.add($0), graph.add($1)) })
      case .equation(let left, let right):
        graph.union(graph.add(left), graph.add(right), reason: number)
        sides.append(nil)
      }
    }
    return sides
  }

  /// The same equation, explained from e-graphs that are just large enough: they start from both sides,
  /// and know fewer detours. What is there already stays if it is no longer. An explanation that
  /// assumes less is better than a shorter one.
  private func shorter(_ known: Explanation, _ language: inout Language) -> Explanation {
    let set = ruleSet(language)
    var best = known
    for nodes in [30, 100, 300, 1_000, 3_000] where best.stepCount > 2 {
      if let found = explain(known.goal, assumptions, set, nodes, &language),
        found.stepCount < best.stepCount
      {
        best = found
      }
    }
    if best.statements.allSatisfy({ assumptions[$0].isProved }) { return best }
    for nodes in [100, 1_000, 3_000] {
      if let found = explain(known.goal, [], set, nodes, &language) { return found }
    }
    return best
  }

  private func explain(
    _ goal: ExplanationLemma, _ assumptions: [Assumption], _ set: RuleSet, _ nodes: Int,
    _ language: inout Language
  ) -> Explanation? {
    var graph = EGraph(language)
    graph.limits.nodes = nodes
    if rules.ring != nil { graph.foldConstants(ConstantFolding(prunes: false)) }
    let (a, b) = (graph.add(goal.left), graph.add(goal.right))
    _ = state(assumptions, in: &graph)
    var saturation = Saturation(set, on: &graph)
    saturation.run(rounds: 20, on: &graph) { $0.areEqual(a, b) }
    guard let found = graph.explain(goal.left, goal.right) else { return nil }
    language = graph.language
    return found
  }
}

extension Explanation {
  /// The terms of the walk, each with the name of the fact that leads to it: uses of facts, and rearrangements.
  func flattened(_ rules: TheoryRules, _ bank: inout TermBank) -> [(Term, String)] {
    walk(&bank).compactMap { walked in
      guard let step = walked.step else { return (walked.term, "") }
      switch step.reason {
      case .rearrangement: return (walked.term, "rearrangement")
      case .rule(let number, _, _, _):
        let origin = rules.origins[number]
        return (walked.term, origin.name + (step.isReversed != origin.isReversed ? " ←" : ""))
      case .evaluation: return (walked.term, "arithmetic")
      case .statement: return (walked.term, "assumption")
      case .lemma: return nil
      }
    }
  }
}
