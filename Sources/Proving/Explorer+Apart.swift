// Conjectures that say more than those that were not proved: in upto x (interval x) = interval x the two
// x play different parts, and induction needs upto (x + y) (interval x) = interval x. Start at
// `generalizeApart`: one occurrence of a variable becomes x + y, where + is any operation that has a unit,
// so that the unit gives back what was meant. Values decide which of these are tried.
// Source: R. S. Boyer, J S. Moore, A Computational Logic (1979), ch. 12; A. Ireland, A. Bundy, Productive
// use of failure in inductive proof (1996), for apart variables.

import Terms

extension Explorer {
  /// Such conjectures that may be attempted after one pass (count).
  private static let apartLimit = 40
  /// Symbols of both sides of an equation that is generalised (count).
  private static let apartSize = 12

  /// Tries generalisations of the equations that were not proved since it was last asked. Theorems wake
  /// what waits for them.
  mutating func generalizeApart() {
    let failed = Array(unsettled[generalizedCount...])
    generalizedCount = unsettled.count
    guard !failed.isEmpty else { return }
    let units = unitOperations()
    var attempts = Self.apartLimit
    for conjecture in failed where attempts > 0 && !isOver() {
      guard let sides = vocabulary.sides(conjecture.formula),
        vocabulary.bank.size(sides.left) + vocabulary.bank.size(sides.right) <= Self.apartSize,
        normalForm(sides.left) != normalForm(sides.right)
      else { continue }
      let before = list.found.count
      for general in apart(sides.left, sides.right, units) {
        consider([general], &attempts)
        if list.found.count > before { break }
      }
      retry(since: before)
    }
  }

  /// An operation with a unit on one side.
  private struct UnitOperation {
    let symbol: Symbol
    /// Whether what stays is the first argument.
    let isRight: Bool
  }

  /// By sort, operations g with g(x, e) = x for a constant e, or g(e, x) = x.
  private mutating func unitOperations() -> [TermSort: [UnitOperation]] {
    var found: [TermSort: [UnitOperation]] = [:]
    for symbol in vocabulary.operations where !vocabulary.bank[symbol].isConstructor {
      let (sort, arguments) = (vocabulary.bank[symbol].sort, vocabulary.bank[symbol].arguments)
      guard arguments == [sort, sort] else { continue }
      let x = vocabulary.eigenvariable(0, sort)
      for constructor in vocabulary.constructors[sort] ?? []
      where vocabulary.bank[constructor].arguments.isEmpty {
        let unit = vocabulary.bank.make(constructor)
        if normalForm(vocabulary.bank.make(symbol, [x, unit])) == x {
          found[sort, default: []].append(UnitOperation(symbol: symbol, isRight: true))
        }
        // Where arguments may change places once is enough.
        if normalForm(vocabulary.bank.make(symbol, [unit, x])) == x,
          list.laws.commutative[symbol] == nil
        {
          found[sort, default: []].append(UnitOperation(symbol: symbol, isRight: false))
        }
      }
    }
    return found
  }

  /// The equations in which one occurrence of a variable on the left is more than the variable; or one
  /// on either side.
  private mutating func apart(
    _ left: Term, _ right: Term, _ units: [TermSort: [UnitOperation]]
  ) -> [Term] {
    var found: [Term] = []
    let equation = vocabulary.equation(left, right)
    let variables = vocabulary.openVariables(equation)
    for variable in variables {
      let sort = vocabulary.bank.sort(variable)
      let places = [left, right].map { side in
        vocabulary.bank.positions(side).filter { $0.1 == variable }.map(\.0)
      }
      guard places[0].count + places[1].count > 2 else { continue }
      let level = (variables.compactMap(vocabulary.level).max() ?? 0) + 1
      let fresh = vocabulary.eigenvariable(level, sort)
      for unit in units[sort] ?? [] {
        let more = vocabulary.bank.make(
          unit.symbol, unit.isRight ? [variable, fresh] : [fresh, variable])
        let lefts =
          [left] + places[0].map { vocabulary.bank.replacing(at: $0[...], in: left, by: more) }
        let rights =
          [right] + places[1].map { vocabulary.bank.replacing(at: $0[...], in: right, by: more) }
        for (i, newLeft) in lefts.enumerated() {
          for (j, newRight) in rights.enumerated() where i > 0 || j > 0 {
            found.append(vocabulary.equation(newLeft, newRight))
          }
        }
      }
    }
    return found
  }
}
