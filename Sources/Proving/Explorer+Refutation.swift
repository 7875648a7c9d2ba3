// Conjectures from outside: each is proved, refuted by values, or left open. Start at
// `Derivation.judge`. A refutation is itself a theorem where that is possible: the negation of the
// instance, proved like any other; where the values are of an abstract sort it rests on evaluation.

import AxiomLanguage
import ProofKernel
import Terms

/// What became of a conjecture.
public enum Judgement: Hashable, Sendable {
  /// It is a theorem.
  case proved
  /// It does not hold for these values of its variables, by level, in the language of axiom files.
  /// If `isProved`, the kernel has accepted a proof of the negation.
  case refuted(values: [String], isProved: Bool)
  /// It fails in a finite model of the axioms: its tables, which were evaluated.
  case failsInModel(tables: String)
  /// Neither was found.
  case open
  /// It uses functions at sorts that the search does not know.
  case inappropriate
}

extension Derivation {
  /// Rules that may be tried for a conjecture in one stage of the last round: lists of conjectures are long (count).
  private static let conjectureWork = 300_000

  /// Judges statements in order; each that is proved helps with those after it.
  ///
  /// *Shape*: names and statements of the document's theory; a judgement for each, and the theorems,
  /// those that refute under the name `not_NAME`. What is neither proved nor refuted at once is tried
  /// again with what a search finds. *Complexity*: bounded by the limits.
  ///
  ///     let (judgements, _) = Derivation.judge([("c", goal.statement)], in: document, limits: limits)
  public static func judge(
    _ conjectures: [(name: String, statement: Statement)], in document: TheoryDocument,
    limits: ExplorationLimits, threads: Int = 1
  ) -> (judgements: [Judgement], derivation: Derivation) {
    var limits = limits
    limits.goalWork = min(limits.goalWork, Self.conjectureWork)
    let (proved, derivation) = prove(
      conjectures, in: document, limits: limits, refutesFirst: true, threads: threads)
    let judgements = proved.enumerated().map { place, isProved -> Judgement in
      if let refutation = derivation.refutations[place] { return refutation }
      if let tables = derivation.countermodels[place] { return .failsInModel(tables: tables) }
      return isProved.map { $0 ? .proved : .open } ?? .inappropriate
    }
    return (judgements, derivation)
  }
}

extension Explorer {
  /// Refutes what it can of the open goals, which are open no more. Returns the refutations by place.
  mutating func refuteOpenGoals(_ document: TheoryDocument) -> [Int: Judgement] {
    var refutations: [Int: Judgement] = [:]
    for goal in openGoals where !isOver() {
      refutations[goal.place] = refute(goal.conjecture, named: "not_" + goal.name, document)
    }
    openGoals.removeAll { refutations[$0.place] != nil }
    return refutations
  }

  /// Tests of a conjecture (count): small values first, then larger ones.
  private static let refutationTests = 300
  /// Failing tests whose negation is tried to be proved (count).
  private static let refutationAttempts = 4

  /// By level: the members of abstract sorts have names, as values.
  private static let atomNames = Array(repeating: "_", count: 1000) + ["a", "b", "c", "d", "e"]

  /// Values for which a statement is false; nil if no test found any.
  private mutating func refute(
    _ conjecture: Conjecture, named name: String, _ document: TheoryDocument
  ) -> Judgement? {
    let variables = vocabulary.openVariables(conjecture.formula)
    var (failures, tables) = failures(of: conjecture.formula, variables)
    failures.sort { a, b in
      let (x, y) = (size(a.values), size(b.values))
      return x != y ? x < y : a.values.lexicographicallyPrecedes(b.values)
    }
    // What fails only because a term does not compute, is false of nothing in particular.
    let certain = failures.first(where: \.isCertain)?.values
    // Axioms may say otherwise of abstract values, such as that all are equal.
    let isExact =
      vocabulary.isComputable(conjecture.formula, besides: list.definitions)
      && !document.theory.facts.contains { $0.kind == .axiom }
    for (number, (values, _)) in failures.prefix(Self.refutationAttempts).enumerated() {
      var assigned: [Term: Term] = [:]
      for (variable, value) in zip(variables, values) { assigned[variable] = value }
      let instance = vocabulary.bank.renaming(conjecture.formula, assigned)
      let isGround = vocabulary.openVariables(instance).isEmpty
      let negation = Conjecture(formula: vocabulary.failure(of: instance), parameters: [])
      let isProved = isGround && attempt(negation, named: name)
      let isLast = number + 1 == min(failures.count, Self.refutationAttempts)
      guard let shown = isProved ? values : isExact && isLast ? certain : nil else { continue }
      // By level; a variable that does not occur may be anything.
      let texts = conjecture.parameters.indices.map { level in
        variables.firstIndex { vocabulary.level($0) == level }.map {
          text(of: shown[$0], tables, document)
        } ?? "_"
      }
      return .refuted(values: texts, isProved: isProved)
    }
    return nil
  }

  /// A value in the language of axiom files; of a function the table, as `(a -> true, b -> false)`.
  private mutating func text(
    of value: Term, _ tables: [Term: [(argument: Term, value: Term)]], _ document: TheoryDocument
  ) -> String {
    guard let table = tables[value] else {
      return list.text(value, vocabulary, Self.atomNames, document)
    }
    let entries = table.map { argument, value in
      text(of: argument, tables, document) + " -> " + text(of: value, tables, document)
    }
    return "(" + entries.joined(separator: ", ") + ")"
  }

  /// The tests that a formula fails, as values of its variables in this vocabulary; whether only values were
  /// compared; and the tables of functions among the values.
  private mutating func failures(of formula: Term, _ variables: [Term])
    -> ([(values: [Term], isCertain: Bool)], tables: [Term: [(argument: Term, value: Term)]])
  {
    var evaluator = Evaluator(vocabulary, list.definitionRules(vocabulary.bank), list.definitions)
    evaluator.tabulate()
    evaluator.tracksStuckTerms = true
    var found: [(values: [Term], isCertain: Bool)] = []
    for test in 0..<(variables.isEmpty ? 1 : Self.refutationTests) {
      let isSmall = test < Self.refutationTests / 3
      var values: [Term] = []
      for variable in variables {
        let (level, sort) = (vocabulary.level(variable) ?? 0, vocabulary.bank.sort(variable))
        values.append(
          isSmall
            ? evaluator.smallValue(level: level, sort, test: test)
            : evaluator.assigned(level: level, sort, test: test))
      }
      let assigned = Dictionary(uniqueKeysWithValues: zip(variables, values))
      let instance = evaluator.vocabulary.bank.renaming(formula, assigned)
      evaluator.restsOnStuckTerms = false
      guard evaluator.holds(instance) == false else { continue }
      let own = values.map { vocabulary.imported($0, from: evaluator.vocabulary) }
      if !found.contains(where: { $0.values == own }) {
        found.append((own, !evaluator.restsOnStuckTerms))
      }
    }
    guard !found.isEmpty else { return ([], [:]) }
    var tables: [Term: [(argument: Term, value: Term)]] = [:]
    for (function, entries) in evaluator.tables {
      tables[vocabulary.imported(function, from: evaluator.vocabulary)] = entries.map {
        (
          vocabulary.imported($0.argument, from: evaluator.vocabulary),
          vocabulary.imported($0.value, from: evaluator.vocabulary)
        )
      }
    }
    return (found, tables)
  }

  private func size(_ values: [Term]) -> Int {
    values.reduce(0) { $0 + vocabulary.bank.size($1) }
  }
}

extension Vocabulary {
  /// That a formula fails: its premises hold, its conclusion does not.
  fileprivate mutating func failure(of formula: Term) -> Term {
    let (premises, conclusion) = clause(formula)
    var failure = connective(.not, [conclusion])
    if case .not(let part) = shape(conclusion) { failure = part }
    for premise in premises.reversed() { failure = connective(.and, [premise, failure]) }
    return failure
  }

  /// Whether the truth of a formula without variables is computed: no quantifier is in it, nor in what
  /// its predicates stand for.
  fileprivate func isComputable(
    _ formula: Term, besides definitions: [Symbol: PredicateDefinition]
  ) -> Bool {
    !hasQuantifier(formula)
      && !bank.subterms(formula).contains { term in
        bank.symbol(term).map { definitions[$0] != nil } ?? false
      }
  }

  /// A value of another vocabulary of the same theory, in this one.
  fileprivate mutating func imported(_ value: Term, from other: Vocabulary) -> Term {
    var own: [Term: Term] = [:]
    for term in other.bank.subterms(value) {
      guard let symbol = other.bank.symbol(term) else { continue }
      if let level = other.level(term) {
        own[term] = eigenvariable(level, other.bank.sort(term))
      } else {
        own[term] = bank.make(symbol, other.bank.arguments(term).map { own[$0] ?? $0 })
      }
    }
    return own[value] ?? value
  }
}
