// What universal facts say of the terms at hand: an induction hypothesis ∀y. P ⇒ s(y) = t(y) is used
// at those y for which s(y) or t(y) stands in the goal or in a fact. Start at `instantiated`, which
// `ProofSearch+Goals` asks when rewriting is stuck. Instances are ground facts like others: what is
// equal by them becomes a rule, what has premises fires.
// Source: D. Detlefs, G. Nelson, J. Saxe, Simplify: a theorem prover for program checking (2005), 5.

import ProofKernel
import Terms

extension ProofSearch {
  /// Instances that may be drawn at one place of a proof, and of one fact at a time (counts).
  private static let instanceLimit = 24
  private static let roundLimit = 4

  /// Proves a goal with new instances of universal facts, in searches of the kind that `Effort.isGeneral`
  /// asks for; nil if there are none.
  mutating func instantiated(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int?? {
    guard effort.isGeneral, !sequent.refutes, sequent.instances.count < Self.instanceLimit else {
      return nil
    }
    var sequent = sequent
    var drawn: [(formula: Term, step: Int)] = []
    let targets = targets(goal, &sequent)
    for (formula, step) in sequent.facts {
      guard case .forall = vocabulary.shape(formula) else { continue }
      let (sorts, body) = opened(formula)
      var count = 0
      for terms in instances(body, sorts, targets, &sequent) where count < Self.roundLimit {
        var substitution = Substitution(count: sorts.count)
        for (number, term) in terms.enumerated() { substitution[number] = term }
        let instance = vocabulary.bank.instance(body, substitution)
        guard sequent.instances.insert(instance).inserted,
          !(solves && isRepeated(body, terms, &sequent))
        else { continue }
        count += 1
        var last = step
        for term in terms { last = script.append(.specialize(last, term)) }
        drawn.append((instance, last))
      }
    }
    guard !drawn.isEmpty else { return nil }
    return .some(
      under(drawn, goal, sequent, unfolds: effort.unfolds) { $0.attempt(goal, $1, effort) })
  }

  /// Whether a body was instantiated with terms that are equal to these by what is known now; if not, it is
  /// noted.
  private mutating func isRepeated(_ body: Term, _ terms: [Term], _ sequent: inout Sequent) -> Bool
  {
    let normal = terms.map { normalize($0, &sequent) }
    for earlier in sequent.values[body] ?? [] {
      if earlier.map({ normalize($0, &sequent) }) == normal { return true }
    }
    sequent.values[body, default: []].append(normal)
    return false
  }

  /// The body of nested universal quantifiers, with pattern variables; and their sorts.
  private mutating func opened(_ formula: Term) -> ([TermSort], Term) {
    var sorts: [TermSort] = []
    var rest = formula
    while case .forall(let sort, let body) = vocabulary.shape(rest) {
      rest = vocabulary.instance(body, by: vocabulary.bank.variable(sorts.count, sort))
      sorts.append(sort)
    }
    return (sorts, rest)
  }

  /// The terms and atoms of the goal, then of the facts without quantifiers; large ones first, since
  /// what matches these says most.
  private mutating func targets(_ goal: Term, _ sequent: inout Sequent) -> Targets {
    var seen: Set<Term> = []
    var found: [Term] = []
    var variables: [Term] = []
    let facts = sequent.facts.map(\.formula).filter { !vocabulary.hasQuantifier($0) }
    for root in [normalize(goal, &sequent)] + facts {
      for part in vocabulary.bank.subterms(root).reversed()
      where vocabulary.bank.arity(part) > 0 && seen.insert(part).inserted {
        guard !vocabulary.isBoundLoosely(part) else { continue }
        found.append(part)
        variables += vocabulary.openVariables(part).filter { seen.insert($0).inserted }
      }
    }
    return Targets(terms: found, variables: variables)
  }

  /// What triggers are matched with, and the variables in it.
  private struct Targets {
    let terms: [Term]
    let variables: [Term]
  }

  /// Terms for the variables of a body, by number: those under which a part of it, its conclusion's
  /// first, is one of the targets.
  private mutating func instances(
    _ body: Term, _ sorts: [TermSort], _ targets: Targets, _ sequent: inout Sequent
  ) -> [[Term]] {
    var triggers: [Term] = []
    for trigger in self.triggers(body) {
      for form in [trigger, normalize(trigger, &sequent)]
      where !triggers.contains(form) && vocabulary.bank.variableNumber(form) == nil {
        triggers.append(form)
      }
    }
    // What is said of the calls of a function, for those that its axioms make: other things are not smaller.
    let calls = triggers.flatMap(vocabulary.bank.subterms).filter {
      !vocabulary.bank.isGround($0)
        && vocabulary.bank.symbol($0).map(knowledge.recursions.contains) == true
    }
    if !calls.isEmpty { return instances(sorts, calls, triggers, targets) }
    let found = instances(sorts, triggers, triggers, targets)
    // What matches the whole says most; a side of an equation that leaves variables open says little.
    let whole = triggers.filter { trigger in sorts.indices.allSatisfy { mentions(trigger, $0) } }
    let isEquation = vocabulary.sides(body) != nil
    if isEquation, found.isEmpty || instances(sorts, whole, whole, targets).isEmpty {
      let narrowed = narrowed(sorts, triggers, targets, &sequent)
      if !narrowed.isEmpty { return found + narrowed }
    }
    if !found.isEmpty { return found }
    // A smaller part may be there where the whole is not.
    var parts: [Term] = []
    for trigger in triggers {
      for part in vocabulary.bank.subterms(trigger).reversed() {
        if vocabulary.bank.arity(part) > 0, !parts.contains(part), !triggers.contains(part) {
          parts.append(part)
        }
      }
    }
    let smaller = instances(sorts, parts, triggers + parts, targets)
    if !smaller.isEmpty { return smaller }
    return completed(Substitution(count: sorts.count), sorts, [], targets)
  }

  /// Terms for the variables where the goal has what a trigger becomes once a constructor stands for
  /// one of them: f(y + n) is used at S y for f(S (y + n)). Source: J. Slagle, Automated theorem-proving
  /// for theories with simplifiers, commutativity, and associativity (1974), for narrowing.
  private mutating func narrowed(
    _ sorts: [TermSort], _ triggers: [Term], _ targets: Targets, _ sequent: inout Sequent
  ) -> [[Term]] {
    var found: [[Term]] = []
    for (number, sort) in sorts.enumerated() {
      for constructor in vocabulary.constructors[sort] ?? [] {
        let fields = vocabulary.bank[constructor].arguments
        guard fields.contains(sort) else { continue }
        let variables = fields.indices.map {
          vocabulary.bank.variable(sorts.count + $0, fields[$0])
        }
        var substitution = Substitution(count: sorts.count + fields.count)
        for (other, sort) in sorts.enumerated() {
          substitution[other] = vocabulary.bank.variable(other, sort)
        }
        substitution[number] = vocabulary.bank.make(constructor, variables)
        // Where nothing is to be rewritten the constructor says nothing new.
        var forms: [Term] = []
        for trigger in triggers where mentions(trigger, number) {
          let instance = vocabulary.bank.instance(trigger, substitution)
          let form = normalize(instance, &sequent)
          if form != instance { forms.append(form) }
        }
        for terms in instances(sorts + fields, forms, forms, targets) {
          var full = Array(terms.prefix(sorts.count))
          full[number] = vocabulary.bank.make(constructor, Array(terms.suffix(fields.count)))
          if !found.contains(full) { found.append(full) }
        }
      }
    }
    return found
  }

  private mutating func instances(
    _ sorts: [TermSort], _ first: [Term], _ triggers: [Term], _ targets: Targets
  ) -> [[Term]] {
    var found: [[Term]] = []
    for trigger in first where !vocabulary.bank.isGround(trigger) {
      for target in targets.terms where found.count < 2 * Self.instanceLimit {
        var substitution = Substitution(count: sorts.count)
        vocabulary.bank.matchCount += 1
        guard vocabulary.bank.match(trigger, target, &substitution) else { continue }
        for full in completed(substitution, sorts, triggers, targets) where !found.contains(full) {
          found.append(full)
        }
      }
    }
    return found
  }

  /// The largest terms in a formula that have variables: those of the conclusion, then of premises.
  private func triggers(_ body: Term) -> [Term] {
    let (premises, conclusion) = vocabulary.clause(body)
    var found: [Term] = []
    for root in [conclusion] + premises {
      var stack = [root]
      while let part = stack.popLast() {
        let isFormula = vocabulary.bank.sort(part) == .formula
        if isFormula, case .atom = vocabulary.shape(part) {
          found.append(part)
        } else if isFormula {
          stack += vocabulary.bank.arguments(part).reversed()
        } else if vocabulary.bank.arity(part) > 0 {
          found.append(part)
        }
      }
    }
    return found
  }

  /// The substitution with terms for the variables that it leaves open: by further triggers, else by
  /// variables of the targets.
  private mutating func completed(
    _ substitution: Substitution, _ sorts: [TermSort], _ triggers: [Term], _ targets: Targets
  ) -> [[Term]] {
    var open = [substitution]
    for number in sorts.indices {
      var next: [Substitution] = []
      for partial in open {
        if partial[number] != nil {
          next.append(partial)
          continue
        }
        var longer: [Substitution] = []
        for trigger in triggers where mentions(trigger, number) {
          for target in targets.terms where longer.count < 3 {
            var extended = partial
            vocabulary.bank.matchCount += 1
            if vocabulary.bank.match(trigger, target, &extended) { longer.append(extended) }
          }
        }
        if longer.isEmpty {
          let values = enumerates ? targets.terms.filter(isGroundValue).reversed() : []
          for variable in targets.variables + values
          where vocabulary.bank.sort(variable) == sorts[number] {
            guard longer.count < (enumerates ? 6 : 3) else { break }
            var extended = partial
            extended[number] = variable
            longer.append(extended)
          }
        }
        next += longer
      }
      open = Array(next.prefix(6))
    }
    return open.map { full in sorts.indices.compactMap { full[$0] } }.filter {
      $0.count == sorts.count
    }
  }

  private func mentions(_ pattern: Term, _ number: Int) -> Bool {
    vocabulary.bank.subterms(pattern).contains { vocabulary.bank.variableNumber($0) == number }
  }
}
