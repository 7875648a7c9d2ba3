// A total order on terms that is cheap to decide: by size, then by head, then by arguments from left to
// right. It sorts the parts of sums and products, where a rule only changes places; `PathOrdering`
// orients everything else. It depends on structure alone, never on the order in which terms were made.

extension TermBank {
  /// Whether `a` comes after `b`. Complexity: O(1) where the sizes differ; at worst linear in the
  /// smaller term, equal parts counting once.
  public func isAfter(_ a: Term, _ b: Term) -> Bool { comparison(a, b) > 0 }

  /// −1, 0 or 1. Recursion stops at the first argument that differs.
  private func comparison(_ a: Term, _ b: Term) -> Int {
    if a == b { return 0 }
    let (first, second) = (size(a), size(b))
    if first != second { return first < second ? -1 : 1 }
    guard let f = symbol(a), let g = symbol(b) else {
      let (x, y) = (variableNumber(a) ?? -1, variableNumber(b) ?? -1)
      return x < y ? -1 : 1
    }
    if f != g { return self[f].precedence < self[g].precedence ? -1 : 1 }
    for i in 0..<arity(a) {
      let order = comparison(argument(a, i), argument(b, i))
      if order != 0 { return order }
    }
    return 0
  }
}
