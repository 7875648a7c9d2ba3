// Small conjectures get another chance when all others were tried: that counting is not changed by sorting
// takes more cases than most laws do, and is worth them. Entry: `persist`. Numerals make laws by the
// hundred where definitions need cases, such as min (x·6) 5 = min (x·5) 5; few of these are tried.

import Terms

extension Explorer {
  /// Conjectures that are tried again (count), and how many symbols both sides of one have.
  private static let persistentLimit = 100
  private static let persistentSize = 11
  /// Attempts at laws with numerals that may fail where definitions need cases (count).
  private static let numeralFailureLimit = 60

  /// Tries the smallest of the conjectures that were not proved with more effort; theorems wake what waits
  /// for them.
  mutating func persist() {
    let failed = unsettled
    (unsettled, generalizedCount) = ([], 0)
    var small: [(size: Int, conjecture: Conjecture)] = []
    for conjecture in failed where list.shape.isInvolved(conjecture.formula, vocabulary.bank) {
      guard let sides = vocabulary.sides(conjecture.formula) else { continue }
      let size = vocabulary.bank.size(sides.left) + vocabulary.bank.size(sides.right)
      if size <= Self.persistentSize, !hasNumeral(conjecture.formula) {
        small.append((size, conjecture))
      }
    }
    var attempts = Self.persistentLimit
    for place in small.indices.sorted(by: { (small[$0].size, $0) < (small[$1].size, $1) })
    where attempts > 0 && !isOver() {
      let conjecture = small[place].conjecture
      guard let sides = vocabulary.sides(conjecture.formula),
        normalForm(sides.left) != normalForm(sides.right),
        !list.found.contains(where: { $0.formula == conjecture.formula })
      else { continue }
      attempts -= 1
      let before = list.found.count
      let outcome = grid.attemptNow(conjecture, .persistent, snapshot)
      _ = accept(outcome, of: conjecture, named: nil)
      retry(since: before)
    }
  }

  /// Whether a conjecture is not worth an attempt: it is about numerals, and so were many that failed.
  func isTedious(_ conjecture: Conjecture) -> Bool {
    numeralFailures >= Self.numeralFailureLimit
      && list.shape.isInvolved(conjecture.formula, vocabulary.bank)
      && hasNumeral(conjecture.formula)
  }

  /// Notes attempts that failed.
  mutating func noteFailures(_ conjectures: [Conjecture]) {
    numeralFailures += conjectures.count {
      list.shape.isInvolved($0.formula, vocabulary.bank) && hasNumeral($0.formula)
    }
  }

  /// Whether a formula has a numeral above one.
  private func hasNumeral(_ formula: Term) -> Bool {
    let bank = vocabulary.bank
    return bank.subterms(formula).contains { term in
      guard bank.isConstructor(term), bank.arity(term) == 1 else { return false }
      let part = bank.argument(term, 0)
      return bank.isConstructor(part) && bank.symbol(part) == bank.symbol(term)
        && vocabulary.openVariables(part).isEmpty
    }
  }
}
