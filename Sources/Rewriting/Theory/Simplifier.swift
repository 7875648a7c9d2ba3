// The door of this room: an expression over a theory goes in, the simplest equal one that was found comes
// out, with a proof that the kernel has accepted. Start at `Simplifier.simplify`. Two engines stand
// behind it, the e-graph and the classical rewriter; both use the equations of the theory and nothing
// else. `TheoryRules` has the rules, `KernelDerivation` writes the proof.

import AxiomLanguage
import ProofKernel
import Terms

/// What simplifies.
public enum SimplificationEngine: String, Sendable, CaseIterable {
  /// Rules from left to right, where that makes the term cheaper, until none applies.
  case rewriter
  /// All rules in all directions at once; then the cheapest term.
  case egraph
}

/// How long a simplification may take.
public struct SimplificationLimits: Sendable {
  /// Rounds of the e-graph (count).
  public var rounds = 30
  /// Limits of the e-graph; of the rewriter, `steps` are rewrites.
  public var graph = EGraphLimits(nodes: 20_000, steps: 4_000_000)
  /// The usual limits.
  public init() {}
}

/// A simplification.
public struct Simplification: Sendable {
  /// The theory, its store continued by the terms of the proof.
  public let document: TheoryDocument
  /// The expression, and what it was simplified to.
  public let (before, after): (TermID, TermID)
  /// The names of the expression's variables, by level.
  public let variableNames: [String]
  /// Their costs, written as trees (count, unit of the cost model).
  public let (costBefore, costAfter): (Int, Int)
  /// The proof that they are equal. The kernel has accepted it.
  public let proof: Proof
  /// The facts that it rests on, by place in the theory.
  public let facts: [Int]
  /// Steps that the kernel checked (count).
  public let stepCount: Int
  /// The chain of terms from the expression to the result, with the name of what was used for each step.
  public let chain: [(term: TermID, reason: String)]
  /// Why the engine stopped.
  public let end: SaturationEnd
  /// What each rule did; of the e-graph only.
  public let rules: [RuleReport]
  /// A drawing of the e-graph as SVG, if it was asked for; nil for the rewriter.
  public let drawing: String?
}

/// An expression that cannot be simplified.
public enum SimplificationError: Error, Sendable {
  /// It is a formula, or has a numeral that is too large to be written out.
  case inappropriate
  /// The kernel refused the proof: our mistake.
  case refused(CheckError)
}

/// Simplifies expressions over a theory.
public struct Simplifier: Sendable {
  /// The theory.
  public let document: TheoryDocument
  private let lemmas: [Proof]
  /// The engine.
  public var engine: SimplificationEngine = .egraph
  /// What is to become small.
  public var cost: CostModel = .size
  /// How long it may take.
  public var limits = SimplificationLimits()
  /// Whether the result has a drawing of the e-graph.
  public var draws = false

  /// A simplifier that uses the equations of a theory, and those of theorems with their proofs: as in a
  /// certificate, each proof cites earlier ones only, by place.
  public init(_ document: TheoryDocument, lemmas: [Proof] = []) {
    (self.document, self.lemmas) = (document, lemmas)
  }

  /// The simplest equal term that is found, with its proof.
  ///
  /// *Shape*: an expression that was read by a document which continues the simplifier's own. *Throws*: `inappropriate` for formulas. *Complexity*: bounded by the limits. *Ensures*: the same
  /// input gives the same result; the kernel has accepted the proof.
  public func simplify(
    _ expression: Expression, of document: TheoryDocument, name: String = "simplified"
  ) throws(SimplificationError) -> Simplification {
    var theory = document.theory
    var language = TheoryLanguage()
    // In this order, which sorted sums follow.
    for (level, sort) in expression.parameters.enumerated() {
      _ = language.symbol(.parameter(level, sort), expression.variableNames[level], [], sort)
    }
    guard theory.store.sort(of: expression.term) != .formula,
      let start = language.term(
        expression.term, &theory, asPattern: false, names: expression.variableNames)
    else { throw .inappropriate }
    let rules = TheoryRules(
      &theory, theorems: lemmas.map { ($0.name, $0.statement) }, &language)
    let run =
      engine == .egraph
      ? EngineRun.saturate(start, language, rules, cost, limits, draws: draws)
      : EngineRun.rewrite(start, language, rules, cost, limits)
    var document = document
    document.theory = theory
    do throws(CheckError) {
      return try certify(run, start, document, expression, name, rules)
    } catch { throw .refused(error) }
  }

  private func certify(
    _ run: EngineRun, _ start: Term, _ document: TheoryDocument, _ expression: Expression,
    _ name: String, _ rules: TheoryRules
  ) throws(CheckError) -> Simplification {
    var checker = Checker(document.theory)
    for lemma in lemmas { try checker.check(lemma) }
    var language = run.language
    let flat = run.explanation.flattened(rules, &language.language.bank)
    var writer = KernelDerivation(language, rules)
    let steps = try writer.write(run.explanation, &checker)
    let (before, after) = (
      try writer.term(start, &checker), try writer.term(run.explanation.goal.right, &checker)
    )
    let formula = try checker.intern(.connective(.equal, [before, after]))
    let proof = Proof(
      name: name,
      Statement(
        sortParameterCount: expression.sortParameterCount, parameters: expression.parameters,
        formula), steps)
    let theorem = try checker.check(proof)
    var chain: [(TermID, String)] = []
    for (term, reason) in flat {
      chain.append((try writer.term(term, &checker), reason))
    }
    var document = document
    document.theory = checker.theory
    return Simplification(
      document: document, before: before, after: after, variableNames: expression.variableNames,
      costBefore: cost.cost(of: start, in: run.language.language),
      costAfter: cost.cost(of: run.explanation.goal.right, in: run.language.language),
      proof: proof, facts: theorem.facts, stepCount: theorem.stepCount, chain: chain,
      end: run.end, rules: run.reports, drawing: run.drawing)
  }
}

/// What an engine found.
struct EngineRun {
  let language: TheoryLanguage
  let explanation: Explanation
  let end: SaturationEnd
  var reports: [RuleReport] = []
  var drawing: String?

  /// By the e-graph.
  static func saturate(
    _ start: Term, _ language: TheoryLanguage, _ rules: TheoryRules, _ cost: CostModel,
    _ limits: SimplificationLimits, draws: Bool
  ) -> EngineRun {
    var language = language
    var graph = EGraph(language.language)
    graph.limits = limits.graph
    let node = graph.add(start)
    let set = RuleSet(rules.rules, graph.language)
    var saturation = Saturation(
      set, scheduler: .backOff(matchLimit: 1_000, banLength: 5), on: &graph)
    let end = saturation.run(rounds: limits.rounds, on: &graph)
    let extraction = Extraction(graph, cost)
    let best = extraction.term(of: graph.eClass(of: node), in: &graph) ?? start
    // At equal cost the expression stays as it is.
    let result =
      cost.cost(of: best, in: graph.language) < cost.cost(of: start, in: graph.language)
      ? best : start
    guard let explanation = graph.explain(start, result) else {
      preconditionFailure("a term of a class is not equal to another one")
    }
    let drawing = draws ? graph.drawing(of: graph.eClass(of: node)) : nil
    language.language = graph.language
    let short = shorter(explanation, set, &language.language)
    return EngineRun(
      language: language, explanation: short, end: end, reports: saturation.rules,
      drawing: drawing)
  }

  /// The same equation, explained from e-graphs that are just large enough: they start from both sides,
  /// and know fewer detours. What is there already stays if it is no longer.
  private static func shorter(
    _ known: Explanation, _ rules: RuleSet, _ language: inout Language
  ) -> Explanation {
    var best = known
    for nodes in [30, 100, 300, 1_000, 3_000] where best.stepCount > 2 {
      var graph = EGraph(language)
      graph.limits.nodes = nodes
      let (a, b) = (graph.add(known.goal.left), graph.add(known.goal.right))
      var saturation = Saturation(rules, on: &graph)
      saturation.run(rounds: 20, on: &graph) { $0.areEqual(a, b) }
      guard let found = graph.explain(known.goal.left, known.goal.right) else { continue }
      language = graph.language
      if found.stepCount < best.stepCount { best = found }
    }
    return best
  }
}

extension Explanation {
  /// The goal's chain with lemmas written out, each term with the name of the rule that leads to it; at
  /// most 10 000 terms.
  func flattened(_ rules: TheoryRules, _ bank: inout TermBank) -> [(Term, String)] {
    var current = goal.left
    var chain = [(current, "")]
    var stack = goal.steps.reversed().map { $0 }
    while let step = stack.popLast(), chain.count < 10_000 {
      if case .lemma(let number) = step.reason {
        var inner = lemmas[number].steps
        if step.isReversed { inner = inner.reversed().map(\.reversed) }
        for var part in inner.reversed() {
          part.position = step.position + part.position
          stack.append(part)
        }
        continue
      }
      current = bank.replacing(current, at: step.position, by: step.to)
      if case .rearrangement = step.reason { chain.append((current, "rearrangement")) }
      guard case .rule(let number, _, _, _) = step.reason else { continue }
      let origin = rules.origins[number]
      chain.append((current, origin.name + (step.isReversed != origin.isReversed ? " ←" : "")))
    }
    return chain
  }
}
