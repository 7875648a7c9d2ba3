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
    var attempts = 0
    for sort in enumerator.sorts where !isFinite(sort) {
      let firsts = enumerator.firsts(sort, upTo: Self.premiseSize - 1)
      for (i, left) in firsts.enumerated() where left.size > 1 && left.numerals == 0 {
        for right in firsts[..<i] where left.size + right.size <= Self.premiseSize {
          // Injectivity takes constructors away: such a premise is another one in disguise.
          let bank = vocabulary.bank
          guard !bank.isConstructor(left.term) || !bank.isConstructor(right.term),
            right.numerals == 0, isNormal(left.term), isNormal(right.term)
          else { continue }
          let holds = agreement(left, right)
          guard holds.count > 3, holds.count < left.values.count else { continue }
          for conclusion in conclusions(left.variables | right.variables, holds) {
            guard attempts < Self.attemptLimit else { return }
            let premise = TermEquation(left: left.term, right: right.term)
            if considerImplication(premise, conclusion) { attempts += 1 }
          }
        }
      }
    }
  }

  private mutating func isNormal(_ term: Term) -> Bool { normalForm(term) == term }

  /// The tests on which two terms have one value.
  private func agreement(_ a: Candidate, _ b: Candidate) -> [Int] {
    a.values.indices.filter { a.values[$0] == b.values[$0] }
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

  /// Tries an implication unless it was tried, or what is known settles it. Returns whether it was
  /// tried.
  private mutating func considerImplication(_ premise: TermEquation, _ conclusion: TermEquation)
    -> Bool
  {
    let (goal, parameters) = canonical(Goal(premises: [premise], conclusion: conclusion))
    guard isGeneral(goal), seen.insert(goal).inserted else { return false }
    let all = Goal(premises: consequences(of: goal.premises[0]), conclusion: goal.conclusion)
    var branch = Branch(all, [], list.normalizer)
    if branch.close(&vocabulary.bank) != nil { return false }
    counters.conjectures += 1
    if attempt(Conjecture(goal: goal, parameters: parameters)) {
      knownImplications.append(
        KnownImplication(
          premise: generalized(goal.premises[0]), conclusion: generalized(goal.conclusion),
          variableCount: parameters.count))
    }
    return true
  }

  /// The values of a sort are listed in its declaration: to look at cases is no discovery.
  private func isFinite(_ sort: TermSort) -> Bool {
    guard let constructors = vocabulary.constructors[sort] else { return false }
    return constructors.allSatisfy { vocabulary.bank[$0].arguments.isEmpty }
  }

  /// Whether polymorphic operators are used at sort variables, as themselves, only.
  private func isGeneral(_ goal: Goal) -> Bool {
    for equation in goal.premises + [goal.conclusion] {
      for side in [equation.left, equation.right] {
        for symbol in vocabulary.bank.subterms(side).compactMap(vocabulary.bank.symbol) {
          guard case .operation(_, let sorts) = vocabulary.origins[Int(symbol.index)] else {
            continue
          }
          for (place, sort) in sorts.enumerated()
          where vocabulary.store.shape(of: sort) != .variable(place) { return false }
        }
      }
    }
    return true
  }

  /// The equation with what known implications make of it, each used on the whole of an equation.
  private mutating func consequences(of premise: TermEquation) -> [TermEquation] {
    var found = [premise]
    var next = 0
    while next < found.count, found.count < 12 {
      let equation = found[next]
      next += 1
      for known in knownImplications {
        for (left, right) in [
          (equation.left, equation.right), (equation.right, equation.left),
        ] {
          var substitution = Substitution(count: known.variableCount)
          guard vocabulary.bank.match(known.premise.left, left, &substitution),
            vocabulary.bank.match(known.premise.right, right, &substitution)
          else { continue }
          let new = TermEquation(
            left: vocabulary.bank.instance(known.conclusion.left, substitution),
            right: vocabulary.bank.instance(known.conclusion.right, substitution))
          if !found.contains(new) { found.append(new) }
        }
      }
    }
    return found
  }

  /// The equation with variables for the constants that stand for them.
  private mutating func generalized(_ equation: TermEquation) -> TermEquation {
    var renamed: [Term: Term] = [:]
    for side in [equation.left, equation.right] {
      for leaf in vocabulary.bank.leaves(side) {
        guard let level = vocabulary.level(leaf) else { continue }
        renamed[leaf] = vocabulary.bank.variable(level, vocabulary.bank.sort(leaf))
      }
    }
    return TermEquation(
      left: vocabulary.bank.renaming(equation.left, renamed),
      right: vocabulary.bank.renaming(equation.right, renamed))
  }
}

/// An implication that was proved, as a pattern.
struct KnownImplication {
  let premise: TermEquation
  let conclusion: TermEquation
  let variableCount: Int
}
