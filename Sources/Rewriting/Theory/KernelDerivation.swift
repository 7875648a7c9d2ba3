// An explanation as a proof for the kernel: each lemma becomes a chain step, each use of a rule cites the
// fact or theorem behind it with its terms. A lemma that says that a formula holds, as a way from `⊤` to
// it, becomes a step that states the formula; a rule with hypotheses becomes an instance of its fact and
// applications of modus ponens to such steps. Start at `write`. Nothing in this file need be trusted: the
// kernel checks what comes out. Neighbour: `KernelDerivation+Rewrites.swift`.

import ProofKernel
import Terms

/// Writes an explanation for one checker; remembers the kernel's terms.
struct KernelDerivation {
  var language: TheoryLanguage
  let rules: TheoryRules
  /// What the explanation may assume, by reason of its statements.
  let assumptions: [Assumption]
  var steps: [Step] = []
  private var made: [Term: TermID] = [:]
  /// By lemma: the step that states it; none where both sides are the same.
  private(set) var stepOfLemma: [Int?] = []
  var stepOfAssumption: [Int: Int] = [:]
  private var concluded: [Conclusion: Int] = [:]
  private var lemmas: [ExplanationLemma] = []

  private struct Conclusion: Hashable {
    let rule: Int
    let terms: [Term]
  }

  var numbers: NumeralProof?

  init(_ language: TheoryLanguage, _ rules: TheoryRules, assumptions: [Assumption] = []) {
    (self.language, self.rules, self.assumptions) = (language, rules, assumptions)
    numbers = rules.ring.map { NumeralProof($0, rules.field, rules.positive, language) }
  }

  /// The steps that prove what is explained under the assumptions that it uses; the last one states it,
  /// behind the assumptions, which are returned.
  ///
  /// *Throws*: what the kernel refuses, which would be our mistake. *Requires*: an explanation by rules
  /// with one clause on the right, whose statements are assumptions.
  mutating func write(_ explanation: Explanation, _ checker: inout Checker) throws(CheckError)
    -> (formula: TermID, conditions: [TermID])
  {
    var used = Set(explanation.statements)
    for number in explanation.statements {
      used.formUnion(assumptions[number].proof?.statements ?? [])
    }
    var conditions: [TermID] = []
    for number in used.sorted()
    where assumptions[number].proof == nil && assumptions[number].nonZero == nil {
      if let value = assumptions[number].positive, numbers != nil {
        stepOfAssumption[number] = try numbers!.positive(value, &steps, &checker)
        continue
      }
      conditions.append(try formula(assumptions[number].hypothesis, &checker))
      stepOfAssumption[number] = append(.assume(conditions[conditions.count - 1]))
    }
    try assumeDivisors(explanation, used, &conditions, &checker)
    for number in explanation.statements {
      guard let proof = assumptions[number].proof else { continue }
      stepOfAssumption[number] = try writeLemmas(of: proof, &checker)
    }
    let last = try writeLemmas(of: explanation, &checker)
    precondition(last == steps.count - 1, "the last step is another one")
    let goal = explanation.goal
    var formula = try checker.intern(
      .connective(.equal, [try term(goal.left, &checker), try term(goal.right, &checker)]))
    for condition in conditions.reversed() {
      steps.append(.discharge(steps.count - 1))
      formula = try checker.intern(.connective(.implies, [condition, formula]))
    }
    return (formula, conditions)
  }

  /// Returns the step of the last lemma.
  private mutating func writeLemmas(of explanation: Explanation, _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    (lemmas, stepOfLemma, concluded) = (explanation.lemmas, [], [:])
    for number in lemmas.indices {
      let isLast = number == lemmas.count - 1
      stepOfLemma.append(try write(lemma: number, isLast: isLast, &checker))
    }
    return stepOfLemma[lemmas.count - 1]!
  }

  /// The kernel's term.
  mutating func term(_ term: Term, _ checker: inout Checker) throws(CheckError) -> TermID {
    try language.kernelTerm(term, &made, &numbers, &checker)
  }

  private mutating func formula(_ hypothesis: Hypothesis, _ checker: inout Checker)
    throws(CheckError) -> TermID
  {
    switch hypothesis {
    case .atom(let atom): return try term(atom, &checker)
    case .equation(let left, let right):
      return try checker.intern(
        .connective(.equal, [try term(left, &checker), try term(right, &checker)]))
    }
  }

  mutating func append(_ step: Step) -> Int {
    steps.append(step)
    return steps.count - 1
  }

  // MARK: lemmas

  private mutating func write(lemma number: Int, isLast: Bool, _ checker: inout Checker)
    throws(CheckError) -> Int?
  {
    let lemma = lemmas[number]
    if lemma.left == lemma.right && !isLast { return nil }
    guard lemma.left == rules.truth || lemma.right == rules.truth else {
      var rewrites: [Rewrite] = []
      var current = lemma.left
      for step in lemma.steps {
        rewrites += try self.rewrites(step, in: current, &checker)
        current = language.language.bank.replacing(current, at: step.position, by: step.to)
      }
      return append(.chain(try term(lemma.left, &checker), rewrites))
    }
    let way =
      lemma.left == rules.truth ? lemma.steps : lemma.steps.reversed().map(\.reversed)
    var (current, proved): (Term, Int?) = (rules.truth, nil)
    var rewrites: [Rewrite] = []
    for step in way {
      if current == rules.truth {
        proved = try proof(step, &checker)
        rewrites = []
      } else {
        rewrites += try self.rewrites(step, in: current, &checker)
      }
      current = language.language.bank.replacing(current, at: step.position, by: step.to)
    }
    guard let proved else { throw CheckError(.wrongForm, "⊤") }
    return rewrites.isEmpty ? proved : append(.rewrite(proved, rewrites))
  }

  /// The step that proves the formula to which one leads from `⊤`.
  private mutating func proof(_ step: ExplanationStep, _ checker: inout Checker)
    throws(CheckError) -> Int
  {
    switch step.reason {
    case .statement(let number):
      if let known = stepOfAssumption[number] { return known }
    case .lemma(let number):
      if let known = stepOfLemma[number] { return known }
    case .rule(let number, _, let values, let premises):
      return try conclusion(number, values, premises, &checker)
    case .evaluation, .rearrangement: break
    }
    throw CheckError(.unknownFact, "a formula without a fact behind it")
  }

  // MARK: rules with hypotheses

  /// The step that states what a rule concludes.
  mutating func conclusion(
    _ number: Int, _ values: [Term], _ premises: [Int], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    let key = Conclusion(rule: number, terms: values)
    if let known = concluded[key] { return known }
    let origin = rules.origins[number]
    var result = append(.instance(try instance(origin, values, &checker)))
    for antecedent in origin.antecedents {
      let proved = try proof(antecedent, origin, premises, &checker)
      result = append(.infer(.modusPonens, [result, proved], []))
    }
    concluded[key] = result
    return result
  }

  private mutating func proof(
    _ antecedent: Antecedent, _ origin: RuleOrigin, _ premises: [Int], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    switch antecedent {
    case .both(let first, let second):
      let sides = [
        try proof(first, origin, premises, &checker), try proof(second, origin, premises, &checker),
      ]
      return append(.infer(.both, sides, []))
    case .hypothesis(let number):
      let clauses = origin.clauses[number].map { premises[$0] }
      if clauses.count == 2 {
        // Both lead from the same term to the sides.
        var rewrites: [Rewrite] = []
        if let step = stepOfLemma[clauses[0]] {
          rewrites.append(Rewrite(reversed: true, .step(step)))
        }
        if let step = stepOfLemma[clauses[1]] { rewrites.append(Rewrite(.step(step))) }
        return append(.chain(try term(lemmas[clauses[0]].right, &checker), rewrites))
      }
      guard let step = stepOfLemma[clauses[0]] else { throw CheckError(.unknownStep, "premise") }
      return step
    }
  }

  mutating func instance(
    _ origin: RuleOrigin, _ values: [Term], _ checker: inout Checker
  ) throws(CheckError) -> Instance {
    var terms: [TermID] = []
    for value in values.prefix(origin.parameterCount) { terms.append(try term(value, &checker)) }
    return Instance(origin.citation, sorts: origin.sorts, terms: terms)
  }
}

extension Explanation {
  /// The reasons of its statements, each once, in order.
  var statements: [Int] {
    var found: Set<Int> = []
    for lemma in lemmas {
      for step in lemma.steps {
        if case .statement(let number) = step.reason { found.insert(number) }
      }
    }
    return found.sorted()
  }
}
