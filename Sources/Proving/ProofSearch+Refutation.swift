// A goal by the absurdity of its negation: rounds in which instances of lemmas and of universal facts
// are drawn, those first that contradict what is known or leave one literal open; then cases. Start at
// `refuted`. `ProofSearch+LemmaInstances` finds the instances, `ProofSearch+Truth` values them. It is tried where
// rewriting and facts are stuck, in the stages that have `Effort.rounds`.
// Source: D. Detlefs, G. Nelson, J. Saxe, Simplify: a theorem prover for program checking (2005);
// A. Reynolds, C. Tinelli, L. de Moura, Finding conflicting instances of quantified formulas in SMT (2014).

import ProofKernel
import Terms

extension ProofSearch {
  /// Literals that are drawn in one round, and instances looked at (counts).
  private static let unitLimit = 5
  private static let instanceLimit = 400
  /// Literals whose cases are tried at one place (count).
  private static let splitLimit = 4
  /// The largest literal that is drawn (symbols).
  private static let largestLiteral = 60

  /// The step that states a goal whose negation is absurd.
  mutating func refuted(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    if case .falsum = vocabulary.shape(goal) {
      if sequent.refutes { return saturated(sequent, effort) }
      return underNegations([], sequent, effort)
    }
    let negation = vocabulary.connective(.not, [goal])
    let middle = script.append(.infer(.excludedMiddle, [], [goal]))
    let same = script.append(.discharge(script.append(.assume(goal))))
    let start = script.append(.assume(negation))
    guard let absurd = underNegations([(negation, start)], sequent, effort) else { return nil }
    let last = script.append(.discharge(script.append(.infer(.explosion, [absurd], [goal]))))
    return script.append(.infer(.cases, [middle, same, last], []))
  }

  /// ⊥ from facts and those at hand, negations among which are taken apart from here on.
  private mutating func underNegations(
    _ facts: [(formula: Term, step: Int)], _ sequent: Sequent, _ effort: Effort
  ) -> Int? {
    var sequent = sequent
    sequent.refutes = true
    // Under a refutation there is more to look at than what premises say at once.
    sequent.takenCount = 0
    var all = facts
    for (formula, step) in sequent.facts where vocabulary.isNegation(formula) {
      sequent.remove(formula)
      all.append((formula, step))
    }
    return under(all, vocabulary.connective(.falsum, []), sequent, unfolds: effort.unfolds) {
      $0.saturated($1, effort)
    }
  }

  /// A formula that holds, with the literals of it that have no value.
  private struct Drawn {
    let formula: Term
    /// Where it comes from; nil for a fact, which has a step.
    let instance: LemmaInstance?
    let step: Int?
    let literals: [Term]
  }

  /// ⊥ from the facts, by instances of what is universal.
  private mutating func saturated(_ sequent: Sequent, _ effort: Effort) -> Int? {
    branches += 1
    if branches & 15 == 0, effort.isLate?() == true { workLimit = 0 }
    guard !isSpent else { return nil }
    var sequent = sequent
    var (units, others): ([Drawn], [Drawn]) = ([], [])
    for (formula, step) in sequent.facts where !isLiteralFact(formula) {
      if value(formula, &sequent) == false { return absurdity(formula, step, &sequent) }
      let literals = unknowns(formula, &sequent)
      let drawn = Drawn(formula: formula, instance: nil, step: step, literals: literals)
      if literals.count == 1 { units.append(drawn) } else { others.append(drawn) }
    }
    var looked = 0
    var seen: Set<Term> = []
    let opens = effort.splits > 0 ? 2 : 1
    for instance in instances(sequent, open: opens) {
      guard looked < Self.instanceLimit, !isSpent else { break }
      let formula = instance.formula
      guard seen.insert(formula).inserted, !sequent.instances.contains(formula) else { continue }
      looked += 1
      let value = value(formula, &sequent)
      if value == true { continue }
      if value == false {
        return absurdity(formula, step(of: instance), &sequent)
      }
      let literals = unknowns(formula, &sequent)
      guard literals.allSatisfy({ vocabulary.bank.size($0) < Self.largestLiteral }) else {
        continue
      }
      let drawn = Drawn(formula: formula, instance: instance, step: nil, literals: literals)
      if literals.count == 1 {
        units.append(drawn)
      } else if literals.count == 2 {
        others.append(drawn)
      }
    }
    if effort.rounds > 0, !units.isEmpty {
      return propagated(units, sequent, effort)
    }
    return cases(others, sequent, effort)
  }

  private func isLiteralFact(_ formula: Term) -> Bool {
    switch vocabulary.shape(formula) {
    case .equal, .atom, .forall, .exists, .falsum: true
    case .not(let part):
      switch vocabulary.shape(part) {
      case .equal, .atom, .exists, .forall: true
      default: false
      }
    case .and, .or, .implies, .iff: false
    }
  }

  /// The next round, with the best literals that some instances force.
  private mutating func propagated(_ units: [Drawn], _ sequent: Sequent, _ effort: Effort) -> Int? {
    var rest = effort
    rest.rounds -= 1
    var sequent = sequent
    let ordered = ordered(units, sequent)
    var facts: [(formula: Term, step: Int)] = []
    var literals: Set<Term> = []
    for unit in ordered where facts.count < Self.unitLimit {
      guard literals.insert(unit.literals[0]).inserted else { continue }
      let mark = script.count
      sequent.instances.insert(unit.formula)
      let own = unit.step ?? step(of: unit.instance!)
      guard let fact = forced(unit.formula, own, unit.literals[0], sequent) else {
        script.truncate(mark)
        continue
      }
      facts.append(fact)
    }
    guard !facts.isEmpty else { return nil }
    return under(facts, vocabulary.connective(.falsum, []), sequent, unfolds: effort.unfolds) {
      $0.saturated($1, rest)
    }
  }

  /// What there is, the best first: small literals over terms that stand in the facts are worth more,
  /// what opens a variable or leads to a quantifier less.
  private func ordered(_ all: [Drawn], _ sequent: Sequent) -> [Drawn] {
    let known = Set(sequent.facts.flatMap { vocabulary.bank.subterms($0.formula) })
    func weight(_ drawn: Drawn) -> Int {
      var sum = drawn.instance == nil ? -20 : 0
      for literal in drawn.literals {
        let parts = vocabulary.bank.subterms(literal)
        sum += vocabulary.bank.size(literal) + (vocabulary.hasQuantifier(literal) ? 6 : 0)
        sum +=
          8 * parts.filter { vocabulary.bank.sort($0) != .formula && !known.contains($0) }.count
      }
      return sum
    }
    return all.map { ($0, weight($0)) }.enumerated().sorted { a, b in
      a.element.1 != b.element.1 ? a.element.1 < b.element.1 : a.offset < b.offset
    }.map(\.element.0)
  }

  /// ⊥ by the cases of a literal, or of a variable for whose constructor a definition waits.
  private mutating func cases(_ others: [Drawn], _ sequent: Sequent, _ effort: Effort) -> Int? {
    guard effort.splits > 0 else { return nil }
    var rest = effort
    rest.splits -= 1
    let falsum = vocabulary.connective(.falsum, [])
    let ordered = ordered(others, sequent)
    var tried: Set<Term> = []
    for drawn in ordered {
      guard tried.count < Self.splitLimit, let literal = drawn.literals.first,
        tried.insert(literal).inserted
      else { continue }
      let mark = script.count
      let negation = vocabulary.connective(.not, [literal])
      let middle = script.append(.infer(.excludedMiddle, [], [literal]))
      var steps = [middle]
      for part in [literal, negation] {
        let start = script.append(.assume(part))
        guard
          let absurd = under(
            [(part, start)], falsum, sequent, unfolds: effort.unfolds,
            { $0.saturated($1, rest) })
        else { break }
        steps.append(script.append(.discharge(absurd)))
      }
      if steps.count == 3 { return script.append(.infer(.cases, steps, [])) }
      script.truncate(mark)
    }
    var own = sequent
    return splitStuck(falsum, &own, effort)
  }
}
