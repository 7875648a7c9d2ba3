// Conjectures that two things are never the same, such as x ≠ S x: no function of a variable ever gives the variable
// back on the tests. Start at `negations`. Only a constructor or a function of different variables is looked at, and a
// constructor of such a function: that x ≠ S (S x), or x ≠ S (x · x + x), is said by nobody.

import ProofKernel
import Terms

extension Explorer {
  /// The largest such term (symbols), such conjectures that may be attempted in one call, and tests on which the values
  /// must be known (counts).
  private static let differentSize = 4
  private static let negationAttempts = 40
  private static let leastTests = 8

  /// Looks for terms that differ from one of their variables, whatever that is.
  mutating func negations() {
    var formulas: [Term] = []
    for sort in enumerator.sorts where !vocabulary.isTest(sort) {
      let variables = enumerator.firsts(sort, upTo: 1).filter { $0.variables != 0 }
      for candidate in enumerator.firsts(sort, upTo: Self.differentSize)
      where isShallow(candidate) && normalForm(candidate.term) == candidate.term {
        for variable in variables where variable.variables & candidate.variables != 0 {
          let known = candidate.values.indices.filter {
            candidate.values[$0] != TermEnumerator.tooLarge
              && variable.values[$0] != TermEnumerator.tooLarge
          }
          guard known.count >= Self.leastTests,
            known.allSatisfy({ candidate.values[$0] != variable.values[$0] })
          else { continue }
          let equation = vocabulary.equation(variable.term, candidate.term)
          formulas.append(vocabulary.connective(.not, [equation]))
        }
      }
    }
    var attempts = Self.negationAttempts
    consider(formulas, &attempts)
  }

  /// Whether a term is a constructor or a function of different variables, or a constructor of such a function of
  /// several.
  private func isShallow(_ candidate: Candidate) -> Bool {
    let bank = vocabulary.bank
    guard candidate.size > 1, candidate.numerals == 0, candidate.constructors <= 1 else {
      return false
    }
    let leaves = bank.leaves(candidate.term)
    guard leaves.allSatisfy({ vocabulary.level($0) != nil }), Set(leaves).count == leaves.count
    else { return false }
    let inner = bank.arguments(candidate.term).filter { bank.arity($0) > 0 }
    return inner.isEmpty
      || bank.isConstructor(candidate.term) && inner.allSatisfy { bank.arity($0) > 1 }
  }
}
