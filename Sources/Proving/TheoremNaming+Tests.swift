// The names of equivalences between tests: that a test of f x y is one of x and one of y, as in
// elem x (ys ++ zs) <=> elem x ys or elem x zs, and that it says whether a function comes to nothing, as in
// elem x ys <=> count x ys /= 0. Entry: `testShape`; `Explorer+Characterizations` looks for such laws. And of
// implications: that a function keeps a property (`kept`), or undoes another where it holds (`inverse`).

import Terms

extension TheoremNaming {
  /// The name of left ⇔ right, read in this direction.
  func testShape(_ left: Term, _ right: Term) -> String? {
    guard let test = tested(left), let p = bank.symbol(test) else { return nil }
    switch vocabulary.shape(right) {
    case .and(let first, let second), .or(let first, let second):
      guard let first = tested(first), let second = tested(second) else { return nil }
      return parts(p, bank.arguments(test), first, second)
    case .not(let part): return nothing(p, bank.arguments(test), part)
    default:
      // What is said of two tests is named as if they were equal: elem x (rev xs) <=> elem x xs.
      if case .equal = vocabulary.shape(left), let other = tested(right) {
        return shape(test, other)
      }
      return nothing(p, bank.arguments(test), right)
    }
  }

  /// What a formula says to be true: a predicate with its arguments, or a term that has a listed value.
  func tested(_ formula: Term) -> Term? {
    if case .atom = vocabulary.shape(formula) { return formula }
    guard let sides = vocabulary.sides(formula), isConstant(sides.right),
      vocabulary.constructors[bank.sort(sides.right)]?.first == bank.symbol(sides.right),
      vocabulary.constructors[bank.sort(sides.right)]?.allSatisfy({
        bank[$0].arguments.isEmpty
      }) == true
    else { return nil }
    return sides.left
  }

  /// p x ⇒ p (f x y), p x ∧ p y ⇒ p (f x y).
  func kept(_ premises: [Term], _ conclusion: Term) -> String? {
    guard let (p, value) = property(conclusion), let f = bank.symbol(value),
      !bank[f].isConstructor, areDifferent(bank.arguments(value))
    else { return nil }
    let owners = premises.compactMap(property).filter { $0.p == p }.map(\.value)
    guard owners.count == premises.count, !owners.isEmpty, Set(owners).count == owners.count,
      owners.allSatisfy(bank.arguments(value).contains)
    else { return nil }
    return "\(word(p))_\(word(f))"
  }

  /// p x ⇒ g (f x) = x.
  func inverse(where premise: Term, _ conclusion: Term) -> String? {
    guard let (p, x) = property(premise), isVariable(x), let sides = vocabulary.sides(conclusion),
      sides.right == x || sides.left == x,
      let (g, outer) = call(sides.right == x ? sides.left : sides.right, 1),
      let (f, inner) = call(outer[0], 1), inner[0] == x
    else { return nil }
    return "\(word(g))_\(word(f))_\(word(p))"
  }

  /// Of a formula that one thing has a property: the property and the thing.
  private func property(_ formula: Term) -> (p: Symbol, value: Term)? {
    guard let test = tested(formula), let (p, arguments) = call(test, 1) else { return nil }
    return (p, arguments[0])
  }

  /// p … (f x y) … in terms of p … x … and p … y …
  private func parts(_ p: Symbol, _ arguments: [Term], _ first: Term, _ second: Term) -> String? {
    let compound = arguments.indices.filter { !isVariable(arguments[$0]) }
    guard compound.count == 1, let (f, inner) = call(arguments[compound[0]], 2) else { return nil }
    let rest = arguments.filter(isVariable)
    let images = inner.map { part in
      arguments.indices.map { $0 == compound[0] ? part : arguments[$0] }
    }
    guard areDifferent(rest + inner), isCall(first, p, images[0]), isCall(second, p, images[1])
    else { return nil }
    return "\(word(p))_\(word(f))"
  }

  /// p x y in terms of f x y = c.
  private func nothing(_ p: Symbol, _ arguments: [Term], _ equation: Term) -> String? {
    guard areDifferent(arguments), let sides = vocabulary.sides(equation), isConstant(sides.right),
      let (f, inner) = call(sides.left, arguments.count), areDifferent(inner),
      Set(inner) == Set(arguments)
    else { return nil }
    return "\(word(p))_iff_\(word(f))"
  }
}
