// A goal by a refutation with clauses: all that is known at its place, its negation, and every
// lemma, rule and definition go to `Deduction`; what that finds is written down by
// `DeductionReplay`. Start at `deduced`. It is tried in the stages that have `Effort.deduction`, in
// place of witnesses, cases and instances.

import ProofKernel
import Terms

extension ProofSearch {
  /// Rule applications in one search (count).
  private static let deductionFuel = 20_000

  /// The step that states a goal whose negation is absurd.
  mutating func deduced(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    if case .falsum = vocabulary.shape(goal) { return contradiction(nil, sequent, effort) }
    let negation = vocabulary.connective(.not, [goal])
    let middle = script.append(.infer(.excludedMiddle, [], [goal]))
    let same = script.append(.discharge(script.append(.assume(goal))))
    let start = script.append(.assume(negation))
    guard let absurd = contradiction((negation, start), sequent, effort) else { return nil }
    let last = script.append(.discharge(script.append(.infer(.explosion, [absurd], [goal]))))
    return script.append(.infer(.cases, [middle, same, last], []))
  }

  /// The step of ⊥ from what is known and one fact more.
  private mutating func contradiction(
    _ negation: (formula: Term, step: Int)?, _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    var known = sequent.facts
    if let negation { known.append(negation) }
    let cases = isFrugal ? constructorCases(known.map(\.formula), sequent) : []
    if isFrugal { known += unfoldings(known) }
    let inputs = lemmaInputs() + exhaustionInputs(known.map(\.formula), sequent)
    let equalities = effort.isChaining ? reflexivityInputs(known.map(\.formula), sequent) : []
    let suppositions = suppositions(known.map(\.formula))
    var normalizer = sequent.rules ?? rules
    normalizer.fuel = Self.deductionFuel
    var deduction = Deduction(
      vocabulary, normalizer, inhabitants: inhabitants(known.map(\.formula)),
      semirings: knowledge.semirings)
    deduction.isFrugal = isFrugal
    deduction.ordering.prefersOld = isFrugal
    if isFrugal { deduction.queue.ageTurn = 3 }
    if effort.isChaining {
      deduction.isChaining = true
      deduction.chaining.suppositions = suppositions
      deduction.queue.ageTurn = .max
      for rule in normalizer.all {
        guard case .local = rule.source else { continue }
        deduction.chaining.localRules.append(TermEquation(left: rule.left, right: rule.right))
      }
    }
    vocabulary.bank = TermBank()
    for input in inputs { deduction.add(input, isSupport: false) }
    for (sort, input) in equalities { deduction.addReflexivity(input, of: sort) }
    for (formula, _) in known { deduction.noteSymbols(formula) }
    if !effort.isChaining { known += cases }
    for (formula, step) in known {
      deduction.add(
        DeductionInput(formula: formula, parameterCount: 0, source: .step(step)), isSupport: true)
    }
    let limit = workLimit
    let isOver: (Deduction) -> Bool = {
      $0.vocabulary.bank.matchCount > limit || effort.isLate?() == true
    }
    let clauseLimit = deduction.clauses.count + effort.deduction
    let last =
      effort.isChaining
      ? deduction.chained(limit: clauseLimit, isOver)
      : deduction.refutation(limit: clauseLimit, isOver)
    vocabulary = deduction.vocabulary
    deduction.vocabulary.bank = TermBank()
    guard let last else { return nil }
    var replay = DeductionReplay(self, deduction, sequent)
    let step = replay.replay(last)
    self = replay.search
    return step
  }

  /// What holds everywhere: lemmas, rules and definitions.
  private mutating func lemmaInputs() -> [DeductionInput] {
    var inputs: [DeductionInput] = []
    for lemma in knowledge.lemmas {
      inputs.append(
        DeductionInput(
          formula: lemma.formula, parameterCount: lemma.variableCount,
          source: .lemma(lemma.citation, sorts: lemma.sorts)))
    }
    for symbol in knowledge.definitions.keys.sorted() {
      guard let definition = knowledge.definitions[symbol] else { continue }
      inputs.append(
        DeductionInput(
          formula: vocabulary.connective(.iff, [definition.left, definition.right]),
          parameterCount: definition.variableCount,
          source: .lemma(definition.citation, sorts: definition.sorts)))
    }
    for rule in rules.all where !rule.isPermutative {
      guard case .cited(let citation, let sorts) = rule.source else { continue }
      let sides = rule.isReversed ? [rule.right, rule.left] : [rule.left, rule.right]
      let isFormula = vocabulary.bank.sort(rule.left) == .formula
      inputs.append(
        DeductionInput(
          formula: vocabulary.connective(isFormula ? .iff : .equal, sides),
          parameterCount: rule.variableCount, source: .lemma(citation, sorts: sorts)))
    }
    return inputs
  }

  /// Which constructors can have made a term, for the sorts of some formulas.
  private mutating func exhaustionInputs(_ formulas: [Term], _ sequent: Sequent)
    -> [DeductionInput]
  {
    return sorts(in: formulas).compactMap { sort in
      let variable = vocabulary.eigenvariable(sequent.levels, sort)
      guard let (formula, step) = exhaustion(variable, sequent) else { return nil }
      // What was said of the variable was said of all terms before.
      script.truncate(step)
      let law = vocabulary.generalization(of: formula, over: variable)
      return DeductionInput(formula: law, parameterCount: 0, source: .step(step - 1))
    }
  }

  /// That anything is equal to itself, for the sorts of some formulas.
  private mutating func reflexivityInputs(_ formulas: [Term], _ sequent: Sequent)
    -> [(TermSort, DeductionInput)]
  {
    sorts(in: formulas).compactMap { sort in
      guard sort != .formula else { return nil }
      let variable = vocabulary.eigenvariable(sequent.levels, sort)
      _ = script.append(.fix(sort))
      let step = script.append(.generalize(script.append(.chain(variable, []))))
      let law = vocabulary.generalization(
        of: vocabulary.equation(variable, variable), over: variable)
      return (sort, DeductionInput(formula: law, parameterCount: 0, source: .step(step)))
    }
  }

  /// Which constructors can have made each variable for which a definition waits: x = 0 ∨ ∃n. x = S n.
  private mutating func constructorCases(_ formulas: [Term], _ sequent: Sequent)
    -> [(formula: Term, step: Int)]
  {
    let variables = awaited(formulas.filter { !vocabulary.hasQuantifier($0) }).variables
    return variables.compactMap { exhaustion($0, sequent) }
  }

  /// That open variables are what constructors without parts make, where others have parts: x = 0.
  private mutating func suppositions(_ formulas: [Term]) -> [Term] {
    var found: [Term] = []
    for variable in Set(formulas.flatMap(vocabulary.openVariables)).sorted() {
      let constructors = vocabulary.constructors[vocabulary.bank.sort(variable)] ?? []
      let plain = constructors.filter { vocabulary.bank[$0].arguments.isEmpty }
      guard plain.count < constructors.count else { continue }
      for constructor in plain {
        found.append(vocabulary.equation(variable, vocabulary.bank.make(constructor)))
      }
    }
    return found
  }

  /// What predicates stand for, in facts that are literals. That there is something with a property is
  /// said by the definition when something asks for it.
  private mutating func unfoldings(_ facts: [(formula: Term, step: Int)])
    -> [(formula: Term, step: Int)]
  {
    var found: [(formula: Term, step: Int)] = []
    for (formula, step) in facts {
      let isNegation = vocabulary.isNegation(formula)
      let atom = isNegation ? vocabulary.bank.argument(formula, 0) : formula
      guard var (body, link) = unfolded(atom) else { continue }
      if !isNegation, case .exists = vocabulary.shape(body) { continue }
      if isNegation {
        link.position = [0] + link.position
        body = vocabulary.connective(.not, [body])
      }
      found.append((body, script.append(.rewrite(step, [link]))))
    }
    return found
  }

  private func sorts(in formulas: [Term]) -> [TermSort] {
    Set(formulas.flatMap(vocabulary.bank.subterms).map(vocabulary.bank.sort)).sorted()
  }

  /// A term of each sort that has one without variables.
  private mutating func inhabitants(_ formulas: [Term]) -> [TermSort: Term] {
    var found: [TermSort: Term] = [:]
    let sorts = vocabulary.constructors.keys.sorted()
    for _ in sorts {
      for sort in sorts where found[sort] == nil {
        for constructor in vocabulary.constructors[sort] ?? [] {
          let fields = vocabulary.bank[constructor].arguments.map { found[$0] }
          guard found[sort] == nil, !fields.contains(nil) else { continue }
          found[sort] = vocabulary.bank.make(constructor, fields.compactMap { $0 })
        }
      }
    }
    for variable in formulas.flatMap(vocabulary.openVariables) {
      let sort = vocabulary.bank.sort(variable)
      if found[sort] == nil { found[sort] = variable }
    }
    return found
  }
}
