// Small conjectures get another chance when all others were tried: that counting is not changed by sorting
// takes more cases than most laws do, and is worth them. Entry: `persist`; of two functions only a few are, lest others wait for them. Numerals make laws by the
// hundred where definitions need cases, such as min (x·6) 5 = min (x·5) 5; few of these are tried.

import Terms

extension Explorer {
  /// Symbols of both sides of a conjecture that is tried again (count): those of one of two operations that
  /// distributes over the other.
  private static let persistentSize = 12
  /// Attempts at laws with numerals that may fail where definitions need cases (count).
  private static let numeralFailureLimit = 60

  /// Tries the smallest of the conjectures that were not proved, from one on, with more effort, until
  /// attempts in vain have tried so many rules (count); theorems wake what waits for them.
  mutating func persist(_ effort: Effort, from first: Int, work budget: Int) {
    var small: [(size: Int, conjecture: Conjecture)] = []
    for conjecture in unsettled[first...]
    where list.shape.isInvolved(conjecture.formula, vocabulary.bank) {
      guard let sides = vocabulary.sides(conjecture.formula) else { continue }
      let size = vocabulary.bank.size(sides.left) + vocabulary.bank.size(sides.right)
      if size <= Self.persistentSize, !hasNumeral(conjecture.formula) {
        small.append((size, conjecture))
      }
    }
    var spent = 0
    for place in small.indices.sorted(by: { (small[$0].size, $0) < (small[$1].size, $1) })
    where spent < budget && !isOver() {
      let conjecture = small[place].conjecture
      guard let sides = vocabulary.sides(conjecture.formula),
        normalForm(sides.left) != normalForm(sides.right),
        lastPersisted[conjecture.formula] != list.found.count,
        !list.found.contains(where: { $0.formula == conjecture.formula })
      else { continue }
      let before = list.found.count
      lastPersisted[conjecture.formula] = before
      // Tests alone tell the cases apart where a function only compares; induction would hide them.
      for stage in [Effort.casesOnly, effort] where list.found.count == before {
        let outcome = grid.attemptNow(conjecture, stage, snapshot)
        if outcome.proof == nil { spent += outcome.work.matches }
        _ = accept(outcome, of: conjecture, named: nil)
      }
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
