// The names of what textbooks state of relations and operations though it follows from other laws at a glance: that a
// thing is not what is made of it, that of two things one comes first, that one relation is the other or equality or
// its denial, and what may be cancelled unless it is nothing. Entry: `classicName`; `Explorer+RelationLaws`,
// `Explorer+Negations` and `Explorer+Implications` look for such laws, and `TheoremList.independent` keeps them.

import Terms

extension TheoremNaming {
  /// The name of such a law; nil for others.
  func classicName(_ formula: Term) -> String? {
    switch vocabulary.shape(formula) {
    case .not(let part): return differentFromItself(part)
    case .or(let first, let rest): return alternatives(first, rest)
    case .iff(let left, let right): return comparison(left, right) ?? comparison(right, left)
    case .implies(let premise, let conclusion):
      if let name = orderName(formula), name.hasSuffix("_trans") { return name }
      return cancelled(premise, conclusion)
    default: return nil
    }
  }

  /// x ≠ c x, x ≠ f y x.
  private func differentFromItself(_ equation: Term) -> String? {
    guard let sides = vocabulary.sides(equation), isVariable(sides.left),
      let symbol = bank.symbol(sides.right), !isVariable(sides.right),
      areDifferent(bank.arguments(sides.right)), bank.arguments(sides.right).contains(sides.left)
    else { return nil }
    return "\(word(symbol))_ne_self"
  }

  /// r x y ∨ x = y ∨ r y x, r x y ∨ q y x.
  private func alternatives(_ first: Term, _ rest: Term) -> String? {
    guard let (name, x, y) = relation(first), areDifferent([x, y]) else { return nil }
    if let (other, a, b) = relation(rest), (a, b) == (y, x), other != name {
      return "\(name)_or_\(other)"
    }
    guard case .or(let middle, let last) = vocabulary.shape(rest),
      isEquation(middle, x, y), let back = relation(last), back == (name, y, x)
    else { return nil }
    return "\(name)_trichotomy"
  }

  /// ¬ r x y ⇔ q y x and ¬ r x y ⇔ q (c y) x; q x y ⇔ r x y ∨ x = y; r x (c y) ⇔ r x y ∨ x = c y.
  private func comparison(_ left: Term, _ right: Term) -> String? {
    if case .not(let part) = vocabulary.shape(left), let (name, x, y) = relation(part),
      areDifferent([x, y]), let (_, a, b) = relation(right), b == x,
      a == y || bank.isConstructor(a) && bank.arguments(a) == [y]
    {
      return "not_\(name)"
    }
    guard let (name, x, y) = relation(left), isVariable(x),
      case .or(let first, let second) = vocabulary.shape(right), isEquation(second, x, y),
      let (other, a, b) = relation(first), a == x
    else { return nil }
    if isVariable(y), b == y, other != name { return "\(name)_iff_\(other)_or_eq" }
    guard other == name, bank.isConstructor(y), bank.arguments(y) == [b], isVariable(b),
      let symbol = bank.symbol(y)
    else { return nil }
    return "\(name)_\(word(symbol))_or_eq"
  }

  private func isEquation(_ formula: Term, _ x: Term, _ y: Term) -> Bool {
    vocabulary.sides(formula).map { ($0.left, $0.right) == (x, y) || ($0.left, $0.right) == (y, x) }
      ?? false
  }

  /// x·y = x·z ⇒ x = 0 ∨ y = z.
  private func cancelled(_ premise: Term, _ conclusion: Term) -> String? {
    guard let given = vocabulary.sides(premise), let (f, a) = call(given.left, 2),
      isCall(given.right, f, [a[0]] + bank.arguments(given.right).suffix(1)),
      case .or(let first, let second) = vocabulary.shape(conclusion),
      let nothing = vocabulary.sides(first), nothing.left == a[0], isConstant(nothing.right),
      let z = bank.arguments(given.right).last, areDifferent(a + [z]), isEquation(second, a[1], z)
    else { return nil }
    return "\(word(f))_cancel_left"
  }
}
