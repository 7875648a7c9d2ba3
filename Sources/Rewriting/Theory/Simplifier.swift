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
  /// What evaluating them takes on a processor.
  public let (cyclesBefore, cyclesAfter): (CycleCosts, CycleCosts)
  /// What was assumed: formulas over the same variables, in the order of the proof's hypotheses.
  public let conditions: [TermID]
  /// The proof that they are equal if the conditions hold. The kernel has accepted it.
  public let proof: Proof
  /// The facts that it rests on, by place in the theory.
  public let facts: [Int]
  /// Steps that the kernel checked (count).
  public let stepCount: Int
  /// The chain of terms from the expression to the result, with the name of what was used for each step.
  public let chain: [(term: TermID, reason: String)]
  /// Why the engine stopped.
  public let end: SaturationEnd
  /// Where it ended with a contradiction: the names of the facts from which two numbers would be equal.
  public let contradiction: [String]
  /// Why what was found has no proof, if so: then the expression is left as it is. It is too long, such as one about numbers of
  /// hundreds of digits, or the kernel refused it, which would be our mistake.
  public let refusal: CheckError?
  /// The theorems among the lemmas that the proof cites, by name.
  public let theorems: [String]
  /// What each rule did; of the e-graph only.
  public let rules: [RuleReport]
  /// What each round did, rule by rule; of the e-graph only.
  public let rounds: [RoundReport]
  /// A drawing of the e-graph as SVG, if it was asked for; nil for the rewriter.
  public let drawing: String?
}

/// An expression that cannot be simplified.
public enum SimplificationError: Error, Sendable {
  /// It is a formula, or has a numeral that is too large to be written out.
  case inappropriate
  /// What is assumed is no equation, inequality or predicate, or has such a numeral: by place.
  case inappropriateAssumption(Int)
  /// The kernel refused the proof even that the expression equals itself: our mistake.
  case refused(CheckError)
}

/// Simplifies expressions over a theory.
///
///     var simplifier = Simplifier(document)
///     var answers: [String] = []
///     for engine in SimplificationEngine.allCases {
///       simplifier.engine = engine
///       let result = try simplifier.simplify(expression, of: document)
///       let printer = Printer(result.document)
///       for term in [result.after] + result.conditions {
///         answers.append(
///           printer.text(
///             of: term, in: result.document.theory.store, variableNames: result.variableNames))
///       }
///       var checker = Checker(result.document.theory)
///       let theorem = try checker.check(result.proof)
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
  /// Whether it may assume what the operators of the expression need to mean something.
  public var assumesDomain = true
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
      language.term(
        expression.term, &theory, asPattern: false, names: expression.variableNames) != nil
    else { throw .inappropriate }
    let rules = TheoryRules(
      &theory, theorems: lemmas.map { ($0.name, $0.statement) }, &language)
    // Once more, now that numbers are known as such.
    guard
      let start = language.term(
        expression.term, &theory, asPattern: false, names: expression.variableNames)
    else { throw .inappropriate }
    var assumptions: [Assumption] = []
    for (place, formula) in expression.assumptions.enumerated() {
      guard
        let assumption = language.hypothesis(formula, &theory, names: expression.variableNames)
      else { throw .inappropriateAssumption(place) }
      assumptions.append(Assumption(hypothesis: assumption))
    }
    let given = assumptions
    var withdrawn: Set<[Term]> = []
    var run: EngineRun
    repeat {
      assumptions = self.assumptions(given, for: start, without: withdrawn, rules, &language)
      run = self.run(job(start, language, rules, assumptions))
      // What the run refutes is no assumption to make. Everybody else's are kept.
    } while withdraw(run.refuted, assumptions, given.count, &withdrawn)
    var document = document
    document.theory = theory
    do throws(CheckError) {
      return try certify(run, start, document, expression, name, rules, assumptions)
    } catch {
      run.refusal = error
      run.explanation = Explanation(
        lemmas: [ExplanationLemma(left: start, right: start, steps: [])])
    }
    do throws(CheckError) {
      return try certify(run, start, document, expression, name, rules, assumptions)
    } catch { throw .refused(error) }
  }

  /// Derivatives first, what comes out swept by the rewriter, then the engine.
  private func run(_ job: SimplificationJob) -> EngineRun {
    func engineRun(_ job: SimplificationJob) -> EngineRun {
      engine == .egraph ? job.saturate(draws: draws) : job.rewrite()
    }
    guard var run = job.differentiate() else { return engineRun(job) }
    run = run.followed(by: job.continued(after: run).rewrite())
    if engine == .egraph { run = run.followed(by: engineRun(job.continued(after: run))) }
    return run
  }

  /// Notes what must not be assumed again; returns whether there is anything new. Of what was proved, what the proof
  /// assumes is to blame.
  private func withdraw(
    _ refuted: [Int], _ assumptions: [Assumption], _ givenCount: Int, _ withdrawn: inout Set<[Term]>
  ) -> Bool {
    let count = withdrawn.count
    for number in refuted {
      for blamed in [number] + (assumptions[number].proof?.statements ?? [])
      where blamed >= givenCount && !assumptions[blamed].isProved {
        withdrawn.insert(assumptions[blamed].hypothesis.terms)
      }
    }
    return withdrawn.count > count
  }

  private func certify(
    _ run: EngineRun, _ start: Term, _ document: TheoryDocument, _ expression: Expression,
    _ name: String, _ rules: TheoryRules, _ assumptions: [Assumption]
  ) throws(CheckError) -> Simplification {
    var checker = Checker(document.theory)
    for lemma in lemmas { try checker.check(lemma) }
    var language = run.language
    let flat = run.explanation.flattened(rules, &language.language.bank)
    var writer = KernelDerivation(language, rules, assumptions: assumptions)
    let (formula, conditions) = try writer.write(run.explanation, &checker)
    let (before, after) = (
      try writer.term(start, &checker), try writer.term(run.explanation.goal.right, &checker)
    )
    let proof = Proof(
      name: name,
      Statement(
        sortParameterCount: expression.sortParameterCount, parameters: expression.parameters,
        formula), writer.steps)
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
      cyclesBefore: CycleCosts(of: start, in: run.language.language),
      cyclesAfter: CycleCosts(of: run.explanation.goal.right, in: run.language.language),
      conditions: conditions, proof: proof, facts: theorem.facts, stepCount: theorem.stepCount,
      chain: chain,
      end: run.end, contradiction: run.contradiction, refusal: run.refusal,
      theorems: citedTheorems(proof),
      rules: run.reports, rounds: run.rounds, drawing: run.drawing)
  }

  private func citedTheorems(_ proof: Proof) -> [String] {
    var cited: Set<Int> = []
    func note(_ instance: Instance) {
      if case .theorem(let place) = instance.citation { cited.insert(place) }
    }
    for step in proof.steps {
      switch step {
      case .instance(let instance): note(instance)
      case .chain(_, let rewrites), .rewrite(_, let rewrites):
        for rewrite in rewrites {
          switch rewrite.reason {
          case .instance(let instance): note(instance)
          case .rearrangement(let commutativity, let associativity, _):
            note(commutativity)
            note(associativity)
          case .step, .evaluation: break
          }
        }
      default: break
      }
    }
    return cited.sorted().map { lemmas[$0].name }
  }
}
