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
    let (x, y) = (nodes[Int(a.index)], nodes[Int(b.index)])
    if x.size != y.size { return x.size < y.size ? -1 : 1 }
    guard x.head & Self.variableBit == 0, y.head & Self.variableBit == 0 else {
      return (variableNumber(a) ?? -1) < (variableNumber(b) ?? -1) ? -1 : 1
    }
    if x.head != y.head {
      return symbols[Int(x.head)].precedence < symbols[Int(y.head)].precedence ? -1 : 1
    }
    for i in 0..<Int(x.count) {
      let order = comparison(children[Int(x.first) + i], children[Int(y.first) + i])
      if order != 0 { return order }
    }
    return 0
  }
}
