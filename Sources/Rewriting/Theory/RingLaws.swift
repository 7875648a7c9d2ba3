// Which operators of a theory are those of a commutative ring: found by the shapes of its equations, never
// by names. Start at `RingLaws.init`. Where there is a ring, whole numbers are terms of it, and sums and
// products of numbers can be computed: `NumeralProof` proves each result from the laws kept here.

import ProofKernel
import Terms

/// A law with its variables in the order in which they are used here.
struct RingLaw: Sendable {
  let origin: RuleOrigin
  /// By parameter of the fact: which of the terms given stands for it.
  let order: [Int]

  /// The fact behind a rule, for terms given in the order of these variables of its; nil if it has others.
  init?(_ origin: RuleOrigin, _ variables: [Term], _ bank: TermBank) {
    let numbers = variables.compactMap(bank.variableNumber)
    guard Set(numbers).count == variables.count, numbers.count == origin.parameterCount else {
      return nil
    }
    (self.origin, order) = (origin, (0..<numbers.count).map { numbers.firstIndex(of: $0)! })
  }

  /// The rewrite by an instance of the law.
  func rewrite(_ position: [UInt32], _ terms: [TermID], isReversed: Bool) -> Rewrite {
    Rewrite(
      position: position, reversed: isReversed != origin.isReversed,
      .instance(
        Instance(origin.citation, sorts: origin.sorts, terms: order.map { terms[$0] })))
  }
}

/// The operators of a ring, and what its facts say.
struct RingLaws: Sendable {
  let (plus, times, zero, one, negative): (Symbol, Symbol, Symbol, Symbol, Symbol)
  /// x + 0 = x, x · 1 = x, x + −x = 0, x · (y + z) = x·y + x·z.
  let (addZero, timesOne, addNegative, distribute): (RingLaw, RingLaw, RingLaw, RingLaw)
  /// Commutativity and associativity of + and ·.
  let (sums, products): ([RuleOrigin], [RuleOrigin])

  /// The first ring among the rules; nil if there is none.
  init?(_ rules: TheoryRules, _ bank: TermBank) {
    let plain = rules.rules.indices.filter { rules.origins[$0].hypotheses.isEmpty }
    func sides(_ number: Int) -> (Term, Term) {
      (rules.rules[number].left[0].pattern, rules.rules[number].right[0].pattern)
    }
    func law(_ number: Int, _ variables: [Term]) -> RingLaw? {
      RingLaw(rules.origins[number], variables, bank)
    }
    /// x ∘ c = x
    func unit(_ operation: Symbol) -> (Symbol, RingLaw)? {
      for number in plain {
        let (left, right) = sides(number)
        guard bank.symbol(left) == operation, bank.argument(left, 0) == right,
          bank.variableNumber(right) != nil, let unit = bank.symbol(bank.argument(left, 1)),
          bank[unit].arguments.isEmpty, let law = law(number, [right])
        else { continue }
        return (unit, law)
      }
      return nil
    }
    for number in plain {
      let (left, right) = sides(number)
      guard let times = bank.symbol(left), let plus = bank.symbol(right), times != plus,
        rules.isAssociativeCommutative(times), rules.isAssociativeCommutative(plus),
        bank.symbol(bank.argument(left, 1)) == plus
      else { continue }
      let (x, inner) = (bank.argument(left, 0), bank.argument(left, 1))
      let (y, z) = (bank.argument(inner, 0), bank.argument(inner, 1))
      let products = bank.arguments(right)
      guard products.allSatisfy({ bank.symbol($0) == times }),
        bank.arguments(products[0]) == [x, y], bank.arguments(products[1]) == [x, z],
        let distribute = law(number, [x, y, z]), let (zero, addZero) = unit(plus),
        let (one, timesOne) = unit(times), zero != one
      else { continue }
      for number in plain {
        let (left, right) = sides(number)
        guard bank.symbol(left) == plus, bank.symbol(right) == zero,
          let negative = bank.symbol(bank.argument(left, 1)),
          bank.arguments(bank.argument(left, 1)) == [bank.argument(left, 0)],
          let addNegative = law(number, [bank.argument(left, 0)])
        else { continue }
        (self.plus, self.times, self.zero, self.one, self.negative) = (
          plus, times, zero, one, negative
        )
        (self.addZero, self.timesOne) = (addZero, timesOne)
        (self.addNegative, self.distribute) = (addNegative, distribute)
        sums = [rules.commutativity[plus]!, rules.associativity[plus]!]
        self.products = [rules.commutativity[times]!, rules.associativity[times]!]
        return
      }
    }
    return nil
  }
}
