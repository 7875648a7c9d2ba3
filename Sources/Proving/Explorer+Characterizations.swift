// Conjectures of a shape about what tests something, be it a function or a predicate: that a test of f x y is
// one of x and one of y, as elem x (ys ++ zs) <=> elem x ys or elem x zs; that what stands on both sides may go,
// as x :: xs ~ x :: ys <=> xs ~ ys; and that it says whether a function comes to nothing, as
// elem x ys <=> count x ys /= 0. Start at `characterizations`. What is known of the parts is all that there is to
// know then, so these come before other laws of the same functions.

import ProofKernel
import Terms

extension Explorer {
  /// Such conjectures that may be attempted in one call (count).
  private static let characterizationAttempts = 100

  /// Tries the shapes for these operations and predicates. Values decide which of them are attempted.
  mutating func characterizations(_ operations: [Symbol], _ predicates: [Symbol]) {
    let functions = operations.filter { symbol in
      !vocabulary.bank[symbol].isConstructor && !vocabulary.bank[symbol].arguments.isEmpty
        && vocabulary.operatorID(symbol) != .apply
    }
    var (bounds, parts, nothing): ([Term], [Term], [Term]) = ([], [], [])
    for test in operations.filter(vocabulary.isTestFunction) + predicates {
      for function in functions {
        if list.shape.choosing.contains(function) { bounds += testsOfChoices(test, function) }
        parts += testsOfParts(test, function)
        nothing += testsOfNothing(test, function)
      }
    }
    // Of functions that compute their answer `usualLaws` says this by equations.
    for test in predicates + operations.filter({ enumerator.answers[$0] != nil }) {
      for operation in operations { nothing += testsOfBothSides(test, operation) }
    }
    guard !parts.isEmpty || !nothing.isEmpty || !bounds.isEmpty else { return }
    // The evaluator has a copy of the bank: it must know every formula by now.
    var evaluator = Evaluator(
      vocabulary, list.definitionRules(vocabulary.bank), list.knowledge.definitions)
    bounds = bounds.filter { evaluator.truth($0)?.isAllTrue ?? false }
    parts = parts.filter { evaluator.truth($0)?.isAllTrue ?? false }
    nothing = nothing.filter { evaluator.truth($0)?.isAllTrue ?? false }
    var attempts = Self.characterizationAttempts
    let before = list.found.count
    // They follow from what is said of all parts, but are what people know.
    consider(bounds, &attempts)
    consider(parts, &attempts, waiting: true)
    // What counts or measures does so by cases.
    consider(nothing, &attempts, waiting: true, .relational)
    retry(since: before)
    // Of predicates with quantifiers, hypotheses and laws of what they are about are to be used at many places.
    for formula in parts {
      let conjecture = canonical(formula)
      guard search(conjecture, .evident) == nil else { continue }
      _ = attempt([conjecture], waiting: false, .relational)
    }
    retry(since: before)
  }

  /// p (f x y) <=> p x and p y, and the same with `or`, the other arguments of p being the same.
  private mutating func testsOfParts(_ test: Symbol, _ function: Symbol) -> [Term] {
    let (sort, arguments) = (vocabulary.bank[function].sort, vocabulary.bank[test].arguments)
    guard vocabulary.bank[function].arguments == [sort, sort] else { return [] }
    var found: [Term] = []
    for place in arguments.indices where arguments[place] == sort {
      var parts = distinctVariables(test)
      let (x, y) = (parts[place], vocabulary.eigenvariable(arguments.count, sort))
      let atoms = [vocabulary.bank.make(function, [x, y]), x, y].compactMap { part in
        parts[place] = part
        return vocabulary.affirmed(vocabulary.bank.make(test, parts))
      }
      guard atoms.count == 3 else { continue }
      for connective in [Connective.and, .or] {
        let both = vocabulary.connective(connective, [atoms[1], atoms[2]])
        found.append(vocabulary.connective(.iff, [atoms[0], both]))
      }
    }
    return found
  }

  /// p x (f x y), p y (f x y), p (f x y) x and p (f x y) y.
  private mutating func testsOfChoices(_ test: Symbol, _ function: Symbol) -> [Term] {
    let (sort, arguments) = (vocabulary.bank[function].sort, vocabulary.bank[test].arguments)
    guard arguments == [sort, sort], vocabulary.bank[function].arguments == [sort, sort] else {
      return []
    }
    let variables = distinctVariables(function)
    let choice = vocabulary.bank.make(function, variables)
    return variables.flatMap { [[$0, choice], [choice, $0]] }.compactMap {
      vocabulary.affirmed(vocabulary.bank.make(test, $0))
    }
  }

  /// p (f … x …) (f … y …) <=> p x y, the other arguments being the same.
  private mutating func testsOfBothSides(_ test: Symbol, _ operation: Symbol) -> [Term] {
    let (arguments, info) = (vocabulary.bank[test].arguments, vocabulary.bank[operation])
    var found: [Term] = []
    for (i, sort) in arguments.enumerated() where sort == info.sort {
      for j in arguments.indices.dropFirst(i + 1) where arguments[j] == sort {
        for place in info.arguments.indices where info.arguments[place] == sort {
          var parts = distinctVariables(test)
          guard let short = vocabulary.affirmed(vocabulary.bank.make(test, parts)) else { continue }
          for side in [i, j] {
            var inner = info.arguments.enumerated().map {
              vocabulary.eigenvariable(arguments.count + $0.offset, $0.element)
            }
            inner[place] = parts[side]
            parts[side] = vocabulary.bank.make(operation, inner)
          }
          guard let long = vocabulary.affirmed(vocabulary.bank.make(test, parts)) else { continue }
          found.append(vocabulary.connective(.iff, [long, short]))
        }
      }
    }
    return found
  }

  /// p x y <=> f x y = 0 and p x y <=> f x y /= 0, the arguments of f in any order, for the constants that
  /// begin the sort of f.
  private mutating func testsOfNothing(_ test: Symbol, _ function: Symbol) -> [Term] {
    let info = vocabulary.bank[function]
    guard !vocabulary.isTest(info.sort),
      info.arguments.sorted() == vocabulary.bank[test].arguments.sorted(),
      info.arguments.count <= Self.largestArity
    else { return [] }
    let variables = distinctVariables(test)
    guard let atom = vocabulary.affirmed(vocabulary.bank.make(test, variables)) else { return [] }
    var found: [Term] = []
    for constant in vocabulary.constructors[info.sort] ?? []
    where vocabulary.bank[constant].arguments.isEmpty {
      for arguments in arrangements(variables, info.arguments[...]) {
        let equation = vocabulary.equation(
          vocabulary.bank.make(function, arguments), vocabulary.bank.make(constant))
        found.append(vocabulary.connective(.iff, [atom, equation]))
        let negation = vocabulary.connective(.not, [equation])
        found.append(vocabulary.connective(.iff, [atom, negation]))
      }
    }
    return found
  }

  /// Arguments of a function that are put into any order (count).
  private static let largestArity = 3

  private mutating func distinctVariables(_ symbol: Symbol) -> [Term] {
    vocabulary.bank[symbol].arguments.enumerated().map {
      vocabulary.eigenvariable($0.offset, $0.element)
    }
  }

  /// The ways to put variables into places of these sorts, each once.
  private func arrangements(_ variables: [Term], _ sorts: ArraySlice<TermSort>) -> [[Term]] {
    guard let sort = sorts.first else { return [[]] }
    return variables.filter { vocabulary.bank.sort($0) == sort }.flatMap { first in
      arrangements(variables.filter { $0 != first }, sorts.dropFirst()).map { [first] + $0 }
    }
  }
}
