// The rules of one equation or formula of a theory: with its hypotheses as clauses, and with rules that ask whether these
// hold. Start at `addRule`. Neighbour: `TheoryRules.swift`.

import ProofKernel
import Terms

extension TheoryRules {
  /// Takes the equation from left to right, if that leaves no variable open.
  mutating func addRule(
    _ from: Term, _ to: Term, _ origin: RuleOrigin, _ language: inout TheoryLanguage
  ) {
    let bank = language.language.bank
    let bound = variables(of: [from], bank)
    let known = bound.union(variables(of: origin.hypotheses.flatMap(\.terms), bank))
    // A parameter that occurs nowhere would be left open in the proof.
    guard variables(of: [to], bank).isSubset(of: bound), known.count == origin.parameterCount else {
      return
    }
    let names = (0..<origin.parameterCount).map { "x\($0)" }
    guard !origin.hypotheses.isEmpty else {
      rules.append(RewriteRule(name: origin.name, names, from, to, bank))
      origins.append(origin)
      return
    }
    var draft = RuleDraft(names: names, origin: origin)
    let root = bank.variableNumber(from) ?? draft.variable("")
    draft.left.append(Clause(variable: root, pattern: from))
    draft.addHypotheses(truth, bank)
    rules.append(draft.rule(concluding: Clause(variable: root, pattern: to)))
    origins.append(draft.origin)
    // A variable alone would ask of everything.
    if bank.variableNumber(from) == nil {
      ask(origin, Clause(variable: root, pattern: from), &language)
    }
  }

  /// A rule for a formula that something asks for.
  mutating func addRule(
    concluding atom: Term, _ origin: RuleOrigin, _ language: inout TheoryLanguage
  ) {
    let bank = language.language.bank
    let all = variables(of: [atom] + origin.hypotheses.flatMap(\.terms), bank)
    guard all.count == origin.parameterCount else { return }
    var draft = RuleDraft(
      names: (0..<origin.parameterCount).map { "x\($0)" }, origin: origin)
    draft.addTruth(truth)
    let asked = draft.variable("")
    draft.left.append(Clause(variable: asked, pattern: atom))
    draft.addHypotheses(truth, bank)
    rules.append(draft.rule(concluding: Clause(variable: draft.truth, pattern: atom)))
    origins.append(draft.origin)
    ask(origin, Clause(variable: asked, pattern: atom), &language)
  }

  /// Where the clause matches, the hypotheses are asked for, as far as it binds their variables.
  private mutating func ask(
    _ origin: RuleOrigin, _ clause: Clause, _ language: inout TheoryLanguage
  ) {
    let bound = variables(of: [clause.pattern], language.language.bank)
    for term in origin.hypotheses.flatMap(\.terms)
    where language.language.bank.symbol(term) != nil
      && variables(of: [term], language.language.bank).isSubset(of: bound)
    {
      let ask = language.symbol(.question(arity: 1), "?", [.formula], .formula)
      let names = (0...max(clause.variable, origin.parameterCount)).map { "x\($0)" } + ["?"]
      questions.append(
        RewriteRule(
          name: "? " + origin.name, variableNames: names,
          left: [clause, Clause(variable: names.count - 1, pattern: asked)],
          right: [
            Clause(
              variable: names.count - 1, pattern: language.language.bank.make(ask, [term]))
          ]))
    }
  }

  private func variables(of terms: [Term], _ bank: TermBank) -> Set<Int> {
    Set(terms.flatMap { bank.subterms($0).compactMap(bank.variableNumber) })
  }

  /// Notes what says x·y = y·x, or (x·y)·z = x·(y·z) from either side.
  mutating func recognize(
    _ left: Term, _ right: Term, _ origin: RuleOrigin, _ bank: TermBank
  ) {
    guard let symbol = bank.symbol(left), symbol == bank.symbol(right), bank.arity(left) == 2 else {
      return
    }
    let (a, b) = (bank.arguments(left), bank.arguments(right))
    if bank.size(left) == 3, a == b.reversed(), a.allSatisfy({ bank.variableNumber($0) != nil }) {
      commutativity[symbol] = commutativity[symbol] ?? origin
    }
    guard bank.size(left) == 5, bank.size(right) == 5 else { return }
    for (outer, other) in [(a, b), (b, a)]
    where bank.symbol(outer[0]) == symbol && bank.symbol(other[1]) == symbol {
      let parts = bank.arguments(outer[0]) + [outer[1]]
      if parts == [other[0]] + bank.arguments(other[1]), Set(parts).count == 3,
        parts.allSatisfy({ bank.variableNumber($0) != nil })
      {
        associativity[symbol] = associativity[symbol] ?? origin
      }
    }
  }
}
