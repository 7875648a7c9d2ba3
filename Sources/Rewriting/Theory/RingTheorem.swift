// Theorems of rings that simplifications need and no theory states as axioms: x * 0 = 0, −−x = x,
// −x * y = −(x * y) and −1 * x = −x. They are rules wherever a ring is found; each use is proved on the spot, from the laws of
// the ring, by `NumeralProof+Products`. Start at `RingTheorem.rules`. Neighbour: `RingLaws`.

import ProofKernel
import Terms

/// A theorem that every ring has.
enum RingTheorem: String, Sendable, CaseIterable {
  case timesZero = "times_zero"
  case twiceNegative = "neg_neg"
  case negativeTimes = "neg_times"
  case negativeOne = "neg_one_times"

  /// How many terms it is about (count).
  var parameterCount: Int { self == .negativeTimes ? 2 : 1 }

  /// Its sides, as patterns.
  func sides(_ ring: RingLaws, _ language: inout TheoryLanguage) -> (Term, Term) {
    let minus = language.numeral(Integer(-1))
    return sides(ring, minus, &language.language.bank)
  }

  private func sides(_ ring: RingLaws, _ minus: Term, _ bank: inout TermBank) -> (Term, Term) {
    let sort = bank[ring.plus].sort
    let (x, y) = (bank.variable(0, sort), bank.variable(1, sort))
    func negative(_ term: Term) -> Term { bank.make(ring.negative, [term]) }
    switch self {
    case .timesZero:
      let zero = bank.make(ring.zero)
      return (bank.make(ring.times, [x, zero]), zero)
    case .twiceNegative: return (negative(negative(x)), x)
    case .negativeTimes:
      return (bank.make(ring.times, [negative(x), y]), negative(bank.make(ring.times, [x, y])))
    case .negativeOne: return (bank.make(ring.times, [minus, x]), negative(x))
    }
  }

  /// The rule, and the way back where that leaves nothing open and asks for nothing new.
  func rules(_ ring: RingLaws, _ language: inout TheoryLanguage) -> [(RewriteRule, RuleOrigin)] {
    let (left, right) = sides(ring, &language)
    let names = (0..<parameterCount).map { "x\($0)" }
    return (self == .negativeTimes ? [false, true] : [false]).map { isReversed in
      var origin = RuleOrigin(
        citation: ring.addZero.origin.citation, sorts: [], isReversed: isReversed,
        parameterCount: parameterCount, name: rawValue, isComputing: false)
      origin.theorem = self
      let (from, to) = isReversed ? (right, left) : (left, right)
      return (RewriteRule(name: rawValue, names, from, to, language.language.bank), origin)
    }
  }
}

extension NumeralProof {
  /// The step that states an instance of a theorem.
  mutating func state(
    _ theorem: RingTheorem, _ terms: [TermID], _ steps: inout [Step], _ checker: inout Checker
  ) throws(CheckError) -> Int {
    switch theorem {
    case .timesZero: try timesZero(terms[0], &steps, &checker)
    case .twiceNegative: try twiceNegative(terms[0], &steps, &checker)
    case .negativeTimes: try negativeTimes(terms[0], terms[1], &steps, &checker)
    case .negativeOne: try negativeOne(terms[0], &steps, &checker)
    }
  }
}
