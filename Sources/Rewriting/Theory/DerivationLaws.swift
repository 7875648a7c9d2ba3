// The derivation of a theory, found by the shapes of its equations: D (x + y) = D x + D y,
// D (x * y) = D x * y + x * D y and D 1 = 0 over the ring. Start at `DerivationLaws.init`. Its rules are used from
// left to right whatever the size of what comes out, before anything else: each brings D closer to the
// variables, so this ends. `NumeralProof+Derivatives` proves that it makes zero of numbers; `Simplifier` runs it.

import ProofKernel
import Terms

/// The operator, and what its facts say.
struct DerivationLaws: Sendable {
  let symbol: Symbol
  let (sum, product, one): (RingLaw, RingLaw, RingLaw)

  /// The first derivation among the rules; nil if there is none.
  init?(_ rules: TheoryRules, _ ring: RingLaws, _ bank: TermBank) {
    let plain = rules.rules.indices.filter { rules.origins[$0].hypotheses.isEmpty }
    func sides(_ number: Int) -> (Term, Term) {
      (rules.rules[number].left[0].pattern, rules.rules[number].right[0].pattern)
    }
    /// What `operation`, below D, is applied to: two variables.
    func arguments(_ number: Int, _ derivation: Symbol?, _ operation: Symbol) -> (Term, Term)? {
      let left = sides(number).0
      guard let head = bank.symbol(left), derivation ?? head == head, bank.arity(left) == 1,
        bank.symbol(bank.argument(left, 0)) == operation
      else { return nil }
      let parts = bank.arguments(bank.argument(left, 0))
      guard parts.allSatisfy({ bank.variableNumber($0) != nil }), parts[0] != parts[1] else {
        return nil
      }
      return (parts[0], parts[1])
    }
    func derivative(_ term: Term, _ derivation: Symbol) -> Term? {
      bank.symbol(term) == derivation ? bank.argument(term, 0) : nil
    }
    for number in plain {
      guard let (x, y) = arguments(number, nil, ring.times),
        let derivation = bank.symbol(sides(number).0), derivation != ring.negative,
        bank.symbol(sides(number).1) == ring.plus
      else { continue }
      let products = bank.arguments(sides(number).1)
      guard products.allSatisfy({ bank.symbol($0) == ring.times }),
        derivative(bank.argument(products[0], 0), derivation) == x,
        bank.argument(products[0], 1) == y, bank.argument(products[1], 0) == x,
        derivative(bank.argument(products[1], 1), derivation) == y,
        let product = RingLaw(rules.origins[number], [x, y], bank)
      else { continue }
      var (sum, one): (RingLaw?, RingLaw?)
      for other in plain {
        let (left, right) = sides(other)
        if let (x, y) = arguments(other, derivation, ring.plus),
          bank.symbol(right) == ring.plus,
          bank.arguments(right).map({ derivative($0, derivation) }) == [x, y]
        {
          sum = sum ?? RingLaw(rules.origins[other], [x, y], bank)
        } else if let part = derivative(left, derivation), bank.symbol(part) == ring.one,
          bank.symbol(right) == ring.zero
        {
          one = one ?? RingLaw(rules.origins[other], [], bank)
        }
      }
      guard let sum, let one else { continue }
      (self.symbol, self.product, self.sum, self.one) = (derivation, product, sum, one)
      return
    }
    return nil
  }

  /// Whether a rule brings the derivation closer to the variables.
  func isWorkedOff(by rule: RewriteRule, _ bank: TermBank) -> Bool {
    isWorkedOff(from: rule.left[0].pattern, to: rule.right[0].pattern, bank)
  }

  /// Whether a rule does the opposite: it would undo what was worked off, where that is shorter.
  func isBroughtBack(by rule: RewriteRule, _ bank: TermBank) -> Bool {
    isWorkedOff(from: rule.right[0].pattern, to: rule.left[0].pattern, bank)
  }

  private func isWorkedOff(from left: Term, to right: Term, _ bank: TermBank) -> Bool {
    guard bank.symbol(left) == symbol, bank.variableNumber(bank.argument(left, 0)) == nil else {
      return false
    }
    return bank.subterms(right).allSatisfy {
      bank.symbol($0) != symbol || bank.variableNumber(bank.argument($0, 0)) != nil
    }
  }

  /// Whether it occurs in a term.
  func occurs(in term: Term, _ bank: TermBank) -> Bool {
    bank.subterms(term).contains { bank.symbol($0) == symbol }
  }
}
