// Lemmas made of goals that are stuck inside an induction: a term that stands on both sides, or in the
// goal and in the facts, becomes a variable; what the facts say of it becomes a premise, or has been
// used from right to left before. Start at `generalized`. A conjecture is tested on values first, and
// proved apart from the facts, by an induction of its own.
// Source: R. S. Boyer, J S. Moore, A Computational Logic (1979), ch. 10 and 12.

import ProofKernel
import Terms

/// A conjecture that would settle a goal.
private struct Generalization {
  /// What is to be proved, over the variables at hand and the new one.
  let formula: Term
  /// The facts that are its premises, the outermost first.
  let premises: [Int]
  /// The new variable, and the term that it stands for; nil if there is none.
  let variable: Term?
  let term: Term?
  /// The goal that follows, and how it becomes the goal that was asked for.
  let back: [Link]
}

extension ProofSearch {
  /// Conjectures that are tried in one search, and at one place (counts).
  private static let conjectureLimit = 80
  private static let placeLimit = 6
  /// The part of the work that one conjecture may take.
  private static let share = 6

  /// Proves a goal by a more general one.
  mutating func generalized(_ goal: Term, _ sequent: Sequent, _ effort: Effort) -> Int? {
    guard effort.generalizations > 0 else { return nil }
    switch vocabulary.shape(goal) {
    case .equal, .atom: break
    default: return nil
    }
    var tried = 0
    let conjectures = generalizations(goal, sequent).enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.premises.count != y.premises.count { return x.premises.count < y.premises.count }
      let sizes = (vocabulary.bank.size(x.formula), vocabulary.bank.size(y.formula))
      return sizes.0 != sizes.1 ? sizes.0 < sizes.1 : a.offset < b.offset
    }
    for conjecture in conjectures.map(\.element) {
      let name = canonicalForm(conjecture.formula)
      guard tried < Self.placeLimit, self.conjectures.count < Self.conjectureLimit, !isSpent else {
        return nil
      }
      guard !self.conjectures.contains(name) else { continue }
      guard !isRefuted(conjecture.formula) else {
        self.conjectures.insert(name)
        continue
      }
      self.conjectures.insert(name)
      tried += 1
      let mark = script.count
      var inner = Sequent(levels: sequent.levels)
      var lemma = effort
      lemma.generalizations -= 1
      lemma.inductions = 1
      if let variable = conjecture.variable {
        _ = script.append(.fix(vocabulary.bank.sort(variable)))
        inner.levels += 1
      }
      // One that is out of reach leaves something to spend for others.
      let outer = workLimit
      workLimit = min(outer, vocabulary.bank.matchCount + effort.work / Self.share)
      lemma.work = effort.work / Self.share
      let proved = prove(conjecture.formula, inner, lemma)
      workLimit = outer
      guard var last = proved else {
        script.truncate(mark)
        continue
      }
      if let term = conjecture.term {
        last = script.append(.specialize(script.append(.generalize(last)), term))
      }
      for premise in conjecture.premises {
        last = script.append(.infer(.modusPonens, [last, premise], []))
      }
      return conjecture.back.isEmpty ? last : script.append(.rewrite(last, conjecture.back))
    }
    return nil
  }

  /// The formula with its variables renamed in order of occurrence.
  private mutating func canonicalForm(_ formula: Term) -> Term {
    var renamed: [Term: Term] = [:]
    for (place, variable) in vocabulary.openVariables(formula).enumerated() {
      renamed[variable] = vocabulary.eigenvariable(place, vocabulary.bank.sort(variable))
    }
    return vocabulary.bank.renaming(formula, renamed)
  }

  /// The conjectures that would settle a goal, the most promising first.
  private mutating func generalizations(_ goal: Term, _ sequent: Sequent) -> [Generalization] {
    let facts = sequent.facts.filter {
      !vocabulary.hasQuantifier($0.formula) && vocabulary.bank.size($0.formula) < 40
    }
    var goals: [(formula: Term, back: [Link])] = []
    for (equation, step) in sequent.equations {
      for (from, to, isReversed) in [
        (equation.right, equation.left, false), (equation.left, equation.right, true),
      ] where vocabulary.bank.arity(from) > 0 && vocabulary.bank.arity(to) > 0 {
        let places = positions(of: from, in: goal)
        guard !places.isEmpty, !vocabulary.bank.subterms(from).contains(to) else { continue }
        let changed = vocabulary.bank.replacing(from, by: to, in: goal)
        let back = places.map {
          Link(position: $0, source: .local(step), terms: [], isReversed: isReversed)
        }
        goals.append((changed, back))
      }
    }
    goals.append((goal, []))
    var found: [Generalization] = []
    for (formula, back) in goals where vocabulary.bank.size(formula) < 40 {
      for term in generalizable(formula) {
        let variable = vocabulary.eigenvariable(sequent.levels, vocabulary.bank.sort(term))
        let premises = facts.filter { vocabulary.bank.subterms($0.formula).contains(term) }
        let general = vocabulary.bank.replacing(term, by: variable, in: formula)
        let isTwice = positions(of: term, in: formula).count > 1
        if isTwice || premises.isEmpty && !back.isEmpty {
          found.append(
            Generalization(
              formula: general, premises: [], variable: variable, term: term, back: back))
        }
        if !premises.isEmpty, premises.count < 4 {
          let stated = premises.map {
            vocabulary.bank.replacing(term, by: variable, in: $0.formula)
          }
          found.append(
            Generalization(
              formula: vocabulary.implication(stated, general), premises: premises.map(\.step),
              variable: variable, term: term, back: back))
        }
      }
      if !sequent.facts.isEmpty {
        found.append(
          Generalization(formula: formula, premises: [], variable: nil, term: nil, back: back))
      }
    }
    return found
  }

  /// The terms that may become a variable: applications of functions, large ones first.
  private func generalizable(_ formula: Term) -> [Term] {
    let found = vocabulary.bank.subterms(formula).filter { term in
      guard vocabulary.bank.arity(term) > 0, !vocabulary.bank.isConstructor(term),
        vocabulary.constructors[vocabulary.bank.sort(term)] != nil,
        !isTest(vocabulary.bank.sort(term)), !vocabulary.isBoundLoosely(term)
      else { return false }
      return !vocabulary.openVariables(term).isEmpty
    }
    return found.enumerated().sorted { a, b in
      let (x, y) = (vocabulary.bank.size(a.element), vocabulary.bank.size(b.element))
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  /// Where a term stands in a formula without quantifiers.
  private func positions(of term: Term, in root: Term) -> [[UInt32]] {
    var found: [[UInt32]] = []
    var stack: [(position: [UInt32], term: Term)] = [([], root)]
    while let (position, part) = stack.popLast() {
      if part == term {
        found.append(position)
        continue
      }
      for i in 0..<vocabulary.bank.arity(part) {
        stack.append((position + [UInt32(i)], vocabulary.bank.argument(part, i)))
      }
    }
    return found
  }
}
