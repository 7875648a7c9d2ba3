// The names of equivalences between tests: that a test of f x y is one of x and one of y, as in
// elem x (ys ++ zs) <=> elem x ys or elem x zs, and that it says whether a function comes to nothing, as in
// elem x ys <=> count x ys /= 0. Entry: `testShape`; `Explorer+Characterizations` looks for such laws.

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
