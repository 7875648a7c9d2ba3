// Conjectures of the form s = t ⇒ u = v. Start at `implications`: a premise is an equation between
// small terms that holds on some tests and not on others; a conclusion is an equation between
// variables and constants that holds wherever the premise does, and not everywhere. What rewriting
// settles, injectivity of constructors included, is not worth stating. `Explorer` makes the terms.

import Terms

extension Explorer {
  /// Symbols on both sides of a premise (count); three cancellation laws have six.
  private static let premiseSize = 6
  /// Proof attempts (count) of one call: a guard against theories of many symbols.
  private static let attemptLimit = 300

  /// Looks for implications between small terms of the classes found so far.
  mutating func implications() {
    var attempts = Self.attemptLimit
    for sort in enumerator.sorts where !isFinite(sort) {
      let firsts = enumerator.firsts(sort, upTo: Self.premiseSize - 1)
      for (i, left) in firsts.enumerated() where left.size > 1 && left.numerals == 0 {
        var (formulas, contextual): ([Term], [Term]) = ([], [])
        for right in firsts[..<i] where left.size + right.size <= Self.premiseSize {
          // Injectivity takes constructors away: such a premise is another one in disguise.
          let bank = vocabulary.bank
          guard !bank.isConstructor(left.term) || !bank.isConstructor(right.term),
            right.numerals == 0, !isNaming(left.term, right.term),
            isNormal(left.term), isNormal(right.term)
          else { continue }
          let holds = agreement(left, right)
          guard holds.count > 3, holds.count < left.values.count else { continue }
          let premise = vocabulary.equation(left.term, right.term)
          let found = conclusions(left.variables | right.variables, holds).map {
            vocabulary.connective(.implies, [premise, vocabulary.formula($0)])
          }
          if isCancellation(left.term, right.term) {
            contextual += found
          } else {
            formulas += found
          }
        }
        consider(formulas, &attempts)
        // From rev xs = rev ys follows rev (rev xs) = rev (rev ys), and from xs ++ zs = ys ++ zs the same of the
        // reversed lists. Other facts go into contexts in vain.
        consider(contextual, &attempts, superpositions: 1)
      }
    }
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
  private func agreement(_ a: Candidate, _ b: Candidate) -> [Int] {
    a.values.indices.filter {
      a.values[$0] == b.values[$0] && a.values[$0] != TermEnumerator.tooLarge
    }
  }

  /// Equations between variables among these, or a variable and a constant, that hold on these tests
  /// but not on all.
  private func conclusions(_ variables: UInt64, _ tests: [Int]) -> [TermEquation] {
    var found: [TermEquation] = []
    for sort in enumerator.sorts where !isFinite(sort) {
      let leaves = enumerator.firsts(sort, upTo: 1)
      for (i, right) in leaves.enumerated() {
        for left in leaves[(i + 1)...] {
          guard (left.variables | right.variables) & ~variables == 0,
            left.variables | right.variables != 0,
            tests.allSatisfy({ left.values[$0] == right.values[$0] }),
            left.values != right.values
          else { continue }
          // A variable stands on the left.
          let isTurned = left.variables == 0
          found.append(
            TermEquation(
              left: isTurned ? right.term : left.term, right: isTurned ? left.term : right.term))
        }
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
