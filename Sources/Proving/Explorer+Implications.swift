// Conjectures of the form s = t ⇒ u = v. Start at `implications`: a premise is an equation between
// small terms that holds on some tests and not on others; a conclusion is an equation between
// variables and constants that holds wherever the premise does, and not everywhere; where there is none, two
// of which one holds. What rewriting settles, injectivity of constructors included, is not worth stating.
// `Explorer` makes the terms.

import Terms

/// An equation between leaves, and the tests on which it holds.
private struct LeafEquation {
  let equation: TermEquation
  let variables: UInt64
  let holds: Set<Int>
}

extension Explorer {
  /// Symbols on both sides of a premise (count); three cancellation laws have six.
  private static let premiseSize = 6
  /// The same for premises about several functions.
  private static let mixedSize = 4
  /// Proof attempts (count) of one call: a guard against theories of many symbols.
  private static let attemptLimit = 300
  /// The same for premises from which one of two things follows: x · y = 0, x · y = x.
  private static let alternativeSize = 4
  /// The attempts for conclusions that are two equations of which one holds.
  private static let alternativeLimit = 40

  /// Looks for implications between small terms of the classes found so far.
  mutating func implications() {
    var attempts = Self.attemptLimit
    var (alternatives, cancellations): ([Term], [Term]) = ([], [])
    let equations = leafEquations()
    for sort in enumerator.sorts where !isFinite(sort) {
      let firsts = enumerator.firsts(sort, upTo: Self.premiseSize - 1)
      for (i, left) in firsts.enumerated() where left.size > 1 && left.numerals == 0 {
        var (formulas, contextual): ([Term], [Term]) = ([], [])
        for right in firsts[..<i] where left.size + right.size <= Self.premiseSize {
          // Injectivity takes constructors away: such a premise is another one in disguise.
          let bank = vocabulary.bank
          guard !bank.isConstructor(left.term) || !bank.isConstructor(right.term),
            right.numerals == 0, !isNaming(left.term, right.term),
            // A premise about several functions is seldom one that somebody has.
            left.size + right.size <= Self.mixedSize
              || (left.functions | right.functions).nonzeroBitCount <= 1,
            isNormal(left.term), isNormal(right.term)
          else { continue }
          let holds = agreement(left, right)
          guard holds.count > 3, holds.count < left.values.count else { continue }
          let premise = vocabulary.equation(left.term, right.term)
          // A value that is made, such as 1, is of interest as that of a function of variables.
          guard
            !hasValue(premise) || isPlain(left.term) && vocabulary.openVariables(right.term).isEmpty
          else { continue }
          let equations = equations.filter {
            $0.variables & ~(left.variables | right.variables) == 0
          }
          let found = equations.filter { $0.holds.isSuperset(of: holds) }.map {
            vocabulary.connective(.implies, [premise, vocabulary.formula($0.equation)])
          }
          if isCancellation(left.term, right.term) {
            contextual += found
          } else {
            formulas += found
          }
          let cancels = isPlain(right.term) && isCancellation(left.term, right.term)
          guard found.isEmpty, cancels || left.size + right.size <= Self.alternativeSize,
            !hasValue(premise), isPlain(left.term)
          else { continue }
          for (first, second) in pairs(equations, covering: holds) {
            let parts = [vocabulary.formula(first), vocabulary.formula(second)]
            let formula = vocabulary.connective(
              .implies, [premise, vocabulary.connective(.or, parts)])
            if cancels { cancellations.append(formula) } else { alternatives.append(formula) }
          }
        }
        consider(formulas, &attempts)
        // From rev xs = rev ys follows rev (rev xs) = rev (rev ys), and from xs ++ zs = ys ++ zs the same of the
        // reversed lists. Other facts go into contexts in vain.
        consider(contextual, &attempts, superpositions: 1)
      }
    }
    attempts = Self.alternativeLimit
    consider(alternatives, &attempts)
    // What may be cancelled unless it is nothing: induction on what is left of one side, cases of the other.
    if !isThorough { consider(cancellations, &attempts, .cancelling) }
  }

  /// Whether two terms are of one function that has an inverse, or differ in some arguments only.
  private func isCancellation(_ left: Term, _ right: Term) -> Bool {
    let bank = vocabulary.bank
    guard let symbol = bank.symbol(left), bank.symbol(right) == symbol else { return false }
    if zip(bank.arguments(left), bank.arguments(right)).contains(where: { $0 == $1 }) {
      return true
    }
    return list.rules.contains { rule in
      bank.variableNumber(rule.right) != nil
        && bank.arguments(rule.left).contains {
          bank.symbol($0) == symbol && bank.arguments($0).contains(rule.right)
        }
    }
  }

  /// Whether an equation only gives a value the name of a variable: under it holds what holds with the value
  /// in the place of the variable, and that is an equation.
  private func isNaming(_ left: Term, _ right: Term) -> Bool {
    [(left, right), (right, left)].contains { name, value in
      vocabulary.level(name) != nil && !vocabulary.bank.subterms(value).contains(name)
    }
  }

  private mutating func isNormal(_ term: Term) -> Bool { normalForm(term) == term }

  /// The tests on which two terms have one value.
  private func agreement(_ a: Candidate, _ b: Candidate) -> Set<Int> {
    Set(
      a.values.indices.filter {
        a.values[$0] == b.values[$0] && a.values[$0] != TermEnumerator.tooLarge
      })
  }

  /// Whether a term is a function over leaves, each another.
  private func isPlain(_ term: Term) -> Bool {
    let parts = vocabulary.bank.arguments(term)
    return !vocabulary.bank.isConstructor(term) && Set(parts).count == parts.count
      && parts.allSatisfy { vocabulary.bank.arity($0) == 0 }
  }

  /// Whether a value that a constructor makes of others occurs in a formula, such as 1.
  private func hasValue(_ formula: Term) -> Bool {
    let bank = vocabulary.bank
    return bank.subterms(formula).contains { bank.isConstructor($0) && bank.arity($0) > 0 }
  }

  /// Equations between variables, or a variable and a constant, that do not hold on all tests.
  private func leafEquations() -> [LeafEquation] {
    var found: [LeafEquation] = []
    for sort in enumerator.sorts where !isFinite(sort) {
      let leaves = enumerator.firsts(sort, upTo: 1)
      for (i, right) in leaves.enumerated() {
        for left in leaves[(i + 1)...] {
          guard left.variables | right.variables != 0, left.values != right.values else { continue }
          // A variable stands on the left.
          let isTurned = left.variables == 0
          let equation = TermEquation(
            left: isTurned ? right.term : left.term, right: isTurned ? left.term : right.term)
          found.append(
            LeafEquation(
              equation: equation, variables: left.variables | right.variables,
              holds: agreement(left, right)))
        }
      }
    }
    return found
  }

  /// Two of these equations one of which holds in each of the tests, where both are needed in several.
  private func pairs(
    _ equations: [LeafEquation], covering tests: Set<Int>
  ) -> [(TermEquation, TermEquation)] {
    var found: [(TermEquation, TermEquation)] = []
    for (i, first) in equations.enumerated() {
      let left = tests.subtracting(first.holds)
      guard tests.count - left.count > 1, left.count > 1 else { continue }
      for second in equations[(i + 1)...]
      where left.isSubset(of: second.holds) && tests.subtracting(second.holds).count > 1 {
        found.append((first.equation, second.equation))
      }
    }
    return found
  }

  /// The values of a sort are listed in its declaration: to look at cases is no discovery.
  private func isFinite(_ sort: TermSort) -> Bool {
    guard let constructors = vocabulary.constructors[sort] else { return false }
    return constructors.allSatisfy { vocabulary.bank[$0].arguments.isEmpty }
  }
}
