// Cases of what a definition waits for: f (… t …) cannot be computed as long as nobody knows which
// constructor made t. Start at `splitStuck`. Tests come first (t of a sort that only lists its values,
// such as the condition of an `if`), then variables. `ProofSearch+Goals` asks when all else is stuck.

import ProofKernel
import Terms

extension ProofSearch {
  /// A goal by the cases of a term for which a definition waits, in the goal or in the facts.
  mutating func splitStuck(_ goal: Term, _ sequent: inout Sequent, _ effort: Effort) -> Int? {
    let facts = sequent.facts.map(\.formula).filter { !vocabulary.hasQuantifier($0) }
    let (tests, variables) = awaited([normalize(goal, &sequent)] + facts)
    if tests.isEmpty || effort.splits == 0, sequent.generalizes {
      let mark = script.count
      if let step = generalized(goal, sequent, effort) { return step }
      script.truncate(mark)
    }
    if effort.enumerations > 0, let variable = bounded(&sequent) {
      var fewer = effort
      fewer.enumerations -= 1
      return split(on: [variable], goal, sequent, fewer)
    }
    guard effort.splits > 0 else { return nil }
    let isOutside = effort.splitsTests && !sequent.generalizes
    var rest = effort
    rest.splits -= tests.isEmpty ? effort.variableCost : 1
    guard rest.splits >= 0 else { return nil }
    let terms = tests.prefix(1) + variables.prefix(tests.isEmpty && !isOutside ? 2 : 0)
    return split(on: Array(terms), goal, sequent, rest)
  }

  /// A variable for which a definition waits in an equation between a term and a value: the value says
  /// how many cases there can be. What the outermost function waits for comes first, since to know it
  /// makes the value smaller.
  private func bounded(_ sequent: inout Sequent) -> Term? {
    for (formula, _) in sequent.facts {
      guard let sides = vocabulary.sides(formula) else { continue }
      for (value, other) in [(sides.left, sides.right), (sides.right, sides.left)]
      where isGroundValue(value) {
        for part in vocabulary.bank.subterms(other).reversed() {
          guard vocabulary.bank.sort(part) != .formula, let term = awaited(by: part),
            vocabulary.level(term) != nil
          else { continue }
          return term
        }
      }
    }
    return nil
  }

  /// Whether a term has been made by constructors alone.
  func isGroundValue(_ term: Term) -> Bool {
    vocabulary.bank.subterms(term).allSatisfy(vocabulary.bank.isConstructor)
  }

  /// The terms for which definitions wait: those whose sort lists its values, small ones first; and
  /// variables, those of the goal, which comes first, first.
  func awaited(_ formulas: [Term]) -> (tests: [Term], variables: [Term]) {
    var (tests, variables): ([Term], [Term]) = ([], [])
    for formula in formulas {
      var found: [Term] = []
      for part in vocabulary.bank.subterms(formula) {
        guard let term = awaited(by: part), !vocabulary.isBoundLoosely(term) else { continue }
        if isTest(vocabulary.bank.sort(term)) {
          if !found.contains(term) { found.append(term) }
        } else if vocabulary.level(term) != nil, !variables.contains(term) {
          variables.append(term)
        }
      }
      let inner = found.enumerated().sorted { a, b in
        let (x, y) = (vocabulary.bank.size(a.element), vocabulary.bank.size(b.element))
        return x != y ? x < y : a.offset < b.offset
      }
      tests += inner.map(\.element).filter { !tests.contains($0) }
    }
    return (tests, variables)
  }

  /// The argument for which the definition of a term's function waits first.
  private func awaited(by term: Term) -> Term? {
    if case .equal(let left, let right) = vocabulary.shape(term) {
      // A variable that is, or is not, made by some constructor.
      if vocabulary.bank.isConstructor(left), vocabulary.level(right) != nil { return right }
      return vocabulary.bank.isConstructor(right) && vocabulary.level(left) != nil ? left : nil
    }
    guard let symbol = vocabulary.bank.symbol(term),
      let place = knowledge.inspectedArguments[symbol]?.first(where: {
        $0 < vocabulary.bank.arity(term)
          && !vocabulary.bank.isConstructor(vocabulary.bank.argument(term, $0))
      })
    else { return nil }
    return vocabulary.bank.argument(term, place)
  }

  /// Whether the values of a sort are listed in its declaration.
  func isTest(_ sort: TermSort) -> Bool {
    guard let constructors = vocabulary.constructors[sort] else { return false }
    return constructors.allSatisfy { vocabulary.bank[$0].arguments.isEmpty }
  }
}
