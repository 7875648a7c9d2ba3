// A predicate of a theory that says of the elements of its ring what "positive" says: 1 has it, sums and products of
// what has it have it, and zero does not. Found by the shapes of the facts, never by names. Start at
// `PositiveLaws.init`. Where there is one, it is known of every number whether the predicate may be assumed of it, and
// that a whole number above 0 is not zero; `NumeralProof+Positive` proves both. Neighbours: `FieldLaws`, `RingLaws`.

import ProofKernel
import Terms

/// What a hypothesis, or a conclusion, says by a predicate of one argument.
struct Claim {
  let predicate: Symbol
  let argument: Term
  /// Where the predicate has truth values: the one that it must have.
  let truth: Term?

  init?(_ hypothesis: Hypothesis, _ bank: TermBank) {
    switch hypothesis {
    case .atom(let atom):
      guard bank.arity(atom) == 1, let symbol = bank.symbol(atom) else { return nil }
      (predicate, argument, truth) = (symbol, bank.argument(atom, 0), nil)
    case .equation(let left, let right):
      guard bank.arity(left) == 1, let symbol = bank.symbol(left), bank.symbol(right) != nil,
        bank.arity(right) == 0, bank.sort(right) != bank.sort(bank.argument(left, 0))
      else { return nil }
      (predicate, argument, truth) = (symbol, bank.argument(left, 0), right)
    }
  }
}

/// A fact that draws a conclusion from claims about its variables.
struct PositiveLaw: Sendable {
  let origin: RuleOrigin
  /// By parameter of the fact: which of the terms given stands for it.
  let order: [Int]
  /// By hypothesis: of which of the terms given it speaks.
  let hypotheses: [Int]

  /// Nil if the fact has other variables, or other hypotheses than claims by the predicate.
  init?(_ origin: RuleOrigin, _ variables: [Term], _ predicate: Symbol, _ bank: TermBank) {
    let numbers = variables.compactMap(bank.variableNumber)
    guard numbers.count == variables.count, Set(numbers).count == numbers.count,
      numbers.count == origin.parameterCount
    else { return nil }
    var hypotheses: [Int] = []
    for (place, hypothesis) in origin.hypotheses.enumerated() {
      guard let claim = Claim(hypothesis, bank), claim.predicate == predicate,
        let which = variables.firstIndex(of: claim.argument),
        case .hypothesis(place) = origin.antecedents[place]
      else { return nil }
      hypotheses.append(which)
    }
    (self.origin, self.hypotheses) = (origin, hypotheses)
    order = (0..<numbers.count).map { numbers.firstIndex(of: $0)! }
  }
}

/// The predicate, and what its facts say.
struct PositiveLaws: Sendable {
  let predicate: Symbol
  /// Where it has truth values: the one that it must have.
  let truth: Term?
  /// It holds of 1, of sums and products; what has it is not zero.
  let (one, sum, product, notZero): (PositiveLaw, PositiveLaw, PositiveLaw, PositiveLaw)
  /// It holds of inverses.
  let inverse: PositiveLaw?

  /// The first such predicate among the rules; nil if there is none.
  init?(_ rules: TheoryRules, _ ring: RingLaws, _ field: FieldLaws?, _ language: TheoryLanguage) {
    let bank = language.language.bank
    func conclusion(_ number: Int) -> Hypothesis {
      let (left, right) = (rules.rules[number].left, rules.rules[number].right[0].pattern)
      return rules.isConcluding(number) ? .atom(right) : .equation(left[0].pattern, right)
    }
    let plain = rules.rules.indices.filter {
      rules.origins[$0].antecedents.count == rules.origins[$0].hypotheses.count
    }
    /// The fact that concludes a claim about an operator applied to variables.
    func law(_ predicate: Symbol, _ symbol: Symbol) -> PositiveLaw? {
      for number in plain {
        let origin = rules.origins[number]
        guard let claim = Claim(conclusion(number), bank), claim.predicate == predicate,
          bank.symbol(claim.argument) == symbol
        else { continue }
        let variables = bank.arguments(claim.argument)
        if let law = PositiveLaw(origin, variables, predicate, bank) { return law }
      }
      return nil
    }
    for number in plain {
      let origin = rules.origins[number]
      guard origin.hypotheses.count == 1, rules.isConcluding(number),
        let (x, zero) = language.sidesOfInequality(rules.rules[number].right[0].pattern),
        bank.symbol(zero) == ring.zero, let claim = Claim(origin.hypotheses[0], bank),
        claim.argument == x, let notZero = PositiveLaw(origin, [x], claim.predicate, bank),
        let one = law(claim.predicate, ring.one), let sum = law(claim.predicate, ring.plus),
        let product = law(claim.predicate, ring.times)
      else { continue }
      (predicate, truth) = (claim.predicate, claim.truth)
      (self.one, self.sum, self.product, self.notZero) = (one, sum, product, notZero)
      inverse = field.flatMap { law(claim.predicate, $0.inverse) }
      return
    }
    return nil
  }

  /// Whether the predicate is proved of a number; otherwise it cannot hold, or nothing is said of fractions.
  func proves(_ number: Rational) -> Bool {
    number > .zero && (number.denominator == Integer(1) || inverse != nil)
  }
}
