// Conjectures about predicates. Start at `predicateLaws`: atoms over small terms are evaluated on
// tests; what the truth values suggest is conjectured, in this order: atoms that always or never hold,
// equivalent atoms, implications between two, implications from two to a third, and alternatives. What
// is known to make a conjecture evident is not stated. `Evaluator+Truth` evaluates; quantifiers range
// over small values there, so that a conjecture may be wrong: the proof decides.

import Terms

/// An atom, or an equation between leaves, with its truth values.
private struct TestedAtom {
  let formula: Term
  let size: Int
  let variables: UInt64
  /// Whether its arguments are variables and constants.
  let isSmall: Bool
  let truth: TruthVector
}

extension Explorer {
  /// The largest argument of an atom, and of an implication the atoms together (symbols).
  private static let argumentSize = 3
  private static let implicationSize = 10
  /// Conjectures about predicates that may be attempted in one call (count).
  private static let predicateAttempts = 400

  /// Looks for laws of these predicates over the terms found so far.
  mutating func predicateLaws(_ predicates: [Symbol]) {
    guard !predicates.isEmpty else { return }
    let atoms = testedAtoms(predicates)
    var attempts = Self.predicateAttempts
    let constant = atoms.filter { $0.truth.isAllTrue || $0.truth.isAllFalse }
    consider(
      constant.map {
        $0.truth.isAllTrue ? $0.formula : vocabulary.connective(.not, [$0.formula])
      }, &attempts)
    var varying = distinct(
      atoms.filter { !$0.truth.isAllTrue && !$0.truth.isAllFalse }, &attempts)
    // What the equivalences found have made reducible stands for something else.
    var normal: [TestedAtom] = []
    for atom in varying where normalForm(atom.formula) == atom.formula { normal.append(atom) }
    varying = normal
    // An equation is no discovery as a premise; as a conclusion it is.
    let premises = varying.filter { !isEquation($0) }
    implications(premises, varying, &attempts)
    let small = premises.filter(\.isSmall)
    pairs(small, varying.filter(\.isSmall), &attempts)
    var alternatives: [Term] = []
    for (i, first) in small.enumerated() {
      for second in small[(i + 1)...] where first.truth.union(second.truth).isAllTrue {
        alternatives.append(vocabulary.connective(.or, [first.formula, second.formula]))
      }
    }
    consider(alternatives, &attempts)
  }

  /// The atoms without those that are equivalent to an earlier one.
  private mutating func distinct(_ atoms: [TestedAtom], _ attempts: inout Int) -> [TestedAtom] {
    var firsts: [TestedAtom] = []
    var equivalences: [(place: Int, formula: Term)] = []
    var isDropped = atoms.map { _ in false }
    for (place, atom) in atoms.enumerated() {
      guard let same = firsts.first(where: { $0.truth == atom.truth }) else {
        firsts.append(atom)
        continue
      }
      // With other variables, neither can depend on those that they do not share.
      isDropped[place] = same.variables & ~atom.variables != 0
      if !isDropped[place] {
        equivalences.append(
          (place, vocabulary.connective(.iff, [atom.formula, same.formula])))
      }
    }
    let isSettled = consider(equivalences.map(\.formula), &attempts)
    for (entry, isSettled) in zip(equivalences, isSettled) { isDropped[entry.place] = isSettled }
    return zip(atoms, isDropped).filter { !$0.1 }.map(\.0)
  }

  private mutating func implications(
    _ premises: [TestedAtom], _ conclusions: [TestedAtom], _ attempts: inout Int
  ) {
    var candidates: [(size: Int, premise: TestedAtom, conclusion: TestedAtom)] = []
    for premise in premises {
      for conclusion in conclusions where premise.formula != conclusion.formula {
        let size = premise.size + conclusion.size
        // Only what follows from a plain relation between variables may be large.
        guard size <= (premise.isSmall ? Self.implicationSize : Self.implicationSize - 2),
          premise.truth.isSubset(of: conclusion.truth),
          premise.variables & conclusion.variables != 0
        else { continue }
        candidates.append((size, premise, conclusion))
      }
    }
    let ordered = candidates.enumerated().sorted {
      ($0.element.size, $0.offset) < ($1.element.size, $1.offset)
    }
    let formulas = ordered.map {
      vocabulary.connective(
        .implies, [$0.element.premise.formula, $0.element.conclusion.formula])
    }
    consider(formulas, &attempts)
  }

  /// Tries formulas, first those that speak of all things point by point, which is how most of their laws hold.
  private mutating func considerPointwise(_ formulas: [Term], _ attempts: inout Int) {
    let universal = Set(
      list.definitions.filter { _, definition in
        if case .forall = vocabulary.shape(definition.right) { true } else { false }
      }.keys)
    func isUniversal(_ formula: Term) -> Bool {
      vocabulary.bank.subterms(formula).contains {
        vocabulary.bank.symbol($0).map(universal.contains) ?? false
      }
    }
    consider(formulas.filter(isUniversal), &attempts, .pointwise)
    consider(formulas.filter { !isUniversal($0) }, &attempts)
  }

  private mutating func pairs(
    _ premises: [TestedAtom], _ conclusions: [TestedAtom], _ attempts: inout Int
  ) {
    var formulas: [Term] = []
    for (i, first) in premises.enumerated() {
      for second in premises[(i + 1)...] where first.variables & second.variables != 0 {
        let both = first.truth.intersection(second.truth)
        guard !both.isAllFalse else { continue }
        for conclusion in conclusions
        where both.isSubset(of: conclusion.truth) && !first.truth.isSubset(of: conclusion.truth)
          && !second.truth.isSubset(of: conclusion.truth)
        {
          let both = vocabulary.connective(.and, [first.formula, second.formula])
          formulas.append(vocabulary.connective(.implies, [both, conclusion.formula]))
        }
      }
    }
    considerPointwise(formulas, &attempts)
  }

  // MARK: atoms

  /// Whether an atom says that two terms are equal, not that one is true.
  private func isEquation(_ atom: TestedAtom) -> Bool {
    vocabulary.sides(atom.formula).map { truth(of: $0.left) == nil } ?? false
  }

  /// The atoms over small terms, in normal form, and the equations between leaves; small ones first.
  private mutating func testedAtoms(_ predicates: [Symbol]) -> [TestedAtom] {
    var raw: [(formula: Term, arguments: [Candidate])] = []
    for sort in enumerator.sorts {
      let leaves = enumerator.firsts(sort, upTo: 1)
      for (i, right) in leaves.enumerated() {
        for left in leaves[(i + 1)...] where left.variables | right.variables != 0 {
          // A variable stands on the left, the first of two.
          let isTurned = left.variables == 0 || right.variables != 0
          let (first, second) = isTurned ? (right, left) : (left, right)
          let formula = vocabulary.equation(first.term, second.term)
          raw.append((formula, [first, second]))
        }
      }
    }
    for predicate in predicates {
      for arguments in tuples(vocabulary.bank[predicate].arguments[...]) {
        let atom = vocabulary.bank.make(predicate, arguments.map(\.term))
        guard let formula = vocabulary.affirmed(atom), normalForm(formula) == formula else {
          continue
        }
        raw.append((formula, arguments))
      }
    }
    // The evaluator has a copy of the bank: it must know every formula by now.
    var evaluator = Evaluator(
      vocabulary, list.definitionRules(vocabulary.bank), list.knowledge.definitions)
    let found = raw.compactMap { formula, arguments -> TestedAtom? in
      guard let truth = evaluator.truth(formula) else { return nil }
      return TestedAtom(
        formula: formula, size: vocabulary.bank.size(formula),
        variables: arguments.reduce(0) { $0 | $1.variables },
        isSmall: arguments.allSatisfy { $0.size == 1 }, truth: truth)
    }
    return found.enumerated().sorted {
      ($0.element.size, $0.offset) < ($1.element.size, $1.offset)
    }.map(\.element)
  }

  private func tuples(_ sorts: ArraySlice<TermSort>) -> [[Candidate]] {
    guard let sort = sorts.first else { return [[]] }
    let rest = tuples(sorts.dropFirst())
    return enumerator.firsts(sort, upTo: Self.argumentSize).flatMap { first in
      rest.map { [first] + $0 }
    }
  }
}
