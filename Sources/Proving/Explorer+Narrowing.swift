// Equations of abstract theories whose axioms compute, such as those of combinatory logic, and that have no
// finite models by which terms could be told apart: what a combination of constants does is found by
// letting it compute. Start at `narrowedEquations`. The right side of an axiom is instantiated just so
// far that another axiom applies to it; what it comes to then is what the same instance of the left side
// is equal to. The equational prover proves it.
// Sources: J.-M. Hullot, Canonical forms and unification (1980), for narrowing; H. B. Curry, R. Feys,
// Combinatory logic I (1958), for what is to come out.

import ProofKernel
import Terms

/// Limits of such a search (counts).
private enum NarrowingLimits {
  /// Of symbols in both sides together.
  static let size = 16
  /// Of equations that are tried.
  static let attempts = 40
  /// Of rewrites of one term.
  static let fuel = 200
}

extension Explorer {
  /// Looks for equations by narrowing. Returns whether a limit stopped it; nil if some axiom does not
  /// compute from left to right, so that nothing was done.
  mutating func narrowedEquations() -> Bool? {
    guard let rules = computingRules() else { return nil }
    var computing = Normalizer()
    computing.add(rules, vocabulary.bank)
    let axioms = rules.map { TermEquation(left: $0.left, right: $0.right) }
    var known = Set(axioms.map { canonical(vocabulary.formula(grounded($0))).formula })
    var found: [(size: Int, conjecture: Conjecture)] = []
    // Once only: what is found so is general, and its instances say little more.
    for axiom in axioms {
      for new in narrowings(of: axiom, rules, &computing) where !isOver() {
        let size = vocabulary.bank.size(new.left) + vocabulary.bank.size(new.right)
        let conjecture = canonical(vocabulary.formula(new))
        if size <= NarrowingLimits.size, known.insert(conjecture.formula).inserted {
          found.append((size, conjecture))
        }
      }
    }
    let order = found.indices.sorted { (found[$0].size, $0) < (found[$1].size, $1) }
    let tried = order.prefix(NarrowingLimits.attempts).map { found[$0].conjecture }
    counters.conjectures += tried.count
    for start in stride(from: 0, to: tried.count, by: AbstractLimits.batch) where !isOver() {
      let batch = tried[start..<min(start + AbstractLimits.batch, tried.count)]
      // Where axioms compute, all of this is evident to a machine, and still what people state.
      _ = refuteOrProve(Array(batch), isStated: true)
    }
    return order.count > NarrowingLimits.attempts
  }

  /// The axioms from left to right, as they are stated; nil unless all of them are such equations.
  private func computingRules() -> [Rule]? {
    var rules: [Rule] = []
    for (number, fact) in list.checker.theory.facts.enumerated() {
      let source = Citation.fact(number)
      let made = list.rules.first { rule in
        guard case .cited(source, _) = rule.source else { return false }
        return true
      }
      guard fact.kind == .axiom, let made else { return nil }
      let (left, right) = made.isReversed ? (made.right, made.left) : (made.left, made.right)
      let bound = Set(vocabulary.bank.subterms(left).compactMap(vocabulary.bank.variableNumber))
      guard vocabulary.bank.variableNumber(left) == nil, bound.count == made.variableCount else {
        return nil
      }
      rules.append(
        Rule(
          left: left, right: right, variableCount: made.variableCount, isOriented: true,
          isReversed: false, source: made.source))
    }
    return rules.isEmpty ? nil : rules
  }

  /// The instances of an equation to whose right side one more rule applies, which then computes.
  private mutating func narrowings(
    of equation: TermEquation, _ rules: [Rule], _ computing: inout Normalizer
  ) -> [TermEquation] {
    var found: [TermEquation] = []
    let shift = max(
      vocabulary.bank.variableBound(equation.left), vocabulary.bank.variableBound(equation.right))
    for rule in rules {
      var renaming = Substitution(count: rule.variableCount)
      for variable in vocabulary.bank.subterms(rule.left) {
        guard let number = vocabulary.bank.variableNumber(variable) else { continue }
        renaming[number] = vocabulary.bank.variable(
          number + shift, vocabulary.bank.sort(variable))
      }
      let pattern = vocabulary.bank.instance(rule.left, renaming)
      for (_, part) in vocabulary.bank.positions(equation.right) {
        var bindings = Substitution(count: shift + rule.variableCount)
        guard vocabulary.bank.unify(pattern, part, &bindings) else { continue }
        let sides = [equation.left, equation.right].map {
          vocabulary.bank.resolved($0, bindings)
        }
        let instance = grounded(TermEquation(left: sides[0], right: sides[1]))
        computing.fuel = NarrowingLimits.fuel
        let value = computing.normalize(instance.right, &vocabulary.bank)
        // Where arguments compute already the instance is one of another equation.
        let parts = vocabulary.bank.arguments(instance.left)
        guard computing.fuel > 0, value != instance.left,
          parts.allSatisfy({ computing.normalize($0, &vocabulary.bank) == $0 })
        else { continue }
        found.append(TermEquation(left: instance.left, right: value))
      }
    }
    return found
  }

  /// The equation with constants for its variables.
  private mutating func grounded(_ equation: TermEquation) -> TermEquation {
    let count = max(
      vocabulary.bank.variableBound(equation.left), vocabulary.bank.variableBound(equation.right))
    var constants = Substitution(count: count)
    for variable in vocabulary.bank.subterms(equation.left)
      + vocabulary.bank.subterms(equation.right)
    {
      guard let number = vocabulary.bank.variableNumber(variable) else { continue }
      constants[number] = vocabulary.eigenvariable(number, vocabulary.bank.sort(variable))
    }
    return TermEquation(
      left: vocabulary.bank.instance(equation.left, constants),
      right: vocabulary.bank.instance(equation.right, constants))
  }
}
