// Conjectures about functions that answer with a formula (`Evaluator+Answers`): of `elem x (ys ++ zs)` and
// `elem x (zs ++ ys)` it is said that they are equivalent, not that they are equal, since what rewrites
// them and what proofs know of them are formulas. Start at `statement`.

import Terms

extension Explorer {
  /// The formula that says that two terms are equal.
  mutating func statement(_ equation: TermEquation) -> Term {
    guard let truth = truth(of: equation.left) ?? truth(of: equation.right) else {
      return vocabulary.formula(equation)
    }
    let parts = [equation.left, equation.right].map { side -> Term? in
      side == truth ? nil : vocabulary.equation(side, truth)
    }
    guard let left = parts[0], let right = parts[1] else {
      return parts[0] ?? parts[1] ?? vocabulary.formula(equation)
    }
    for (part, other) in [(left, equation.right), (right, equation.left)]
    where vocabulary.bank.isConstructor(other) {
      return vocabulary.connective(.not, [part])
    }
    return vocabulary.connective(.iff, [left, right])
  }

  /// The value that stands for truth where a function answers with a formula; nil for other terms.
  func truth(of term: Term) -> Term? {
    vocabulary.bank.symbol(term).flatMap { enumerator.answers[$0] }
  }

  /// Whether rules make both sides of an equation the same, or the formulas that say that they are true.
  mutating func isJoined(_ equation: TermEquation) -> Bool {
    if normalForm(equation.left) == normalForm(equation.right) { return true }
    guard let truth = truth(of: equation.left) ?? truth(of: equation.right) else { return false }
    let (left, right) = (
      vocabulary.equation(equation.left, truth), vocabulary.equation(equation.right, truth)
    )
    return normalForm(left) == normalForm(right)
  }

  /// Whether a rule makes the formula that a term is true another one: what is to be said of it is said of
  /// what stands there.
  mutating func isAnswered(_ term: Term) -> Bool {
    guard let truth = truth(of: term) else { return false }
    let formula = vocabulary.equation(term, truth)
    return list.normalizer.reduct(formula, &vocabulary.bank) != nil
  }
}
