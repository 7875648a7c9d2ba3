// The lexicographic path order between a term and an instance that nobody has written: the variables
// of the smaller side stand for terms. Most instances of equations that are tried do not decrease, and
// are never needed. Start at `isPathGreater(_:instanceOf:_:)`, which says just what
// `isPathGreater(_:_:)` in `RewriteOrdering.swift` would say of the instance.

extension RewriteOrdering {
  /// Whether s is greater than the instance of t under bindings, by number of variable.
  func isPathGreater(
    _ s: TermPointer, instanceOf t: TermPointer, _ bindings: UnsafeMutablePointer<TermPointer>
  ) -> Bool {
    let (first, second) = (s[0], t[0])
    if second.isVariable { return isPathGreater(s, bindings[second.variableNumber]) }
    if first.isVariable { return false }
    let (p, q) = (precedence[first.symbol], precedence[second.symbol])
    if p > q { return dominates(s, instanceOf: t, from: 1, bindings) }
    var i = 1
    if p == q {
      var j = 1
      while i < first.length, isSame(s + i, instanceOf: t + j, bindings) {
        i += s[i].length
        j += t[j].length
      }
      if i >= first.length { return false }
      if isPathGreater(s + i, instanceOf: t + j, bindings) {
        return dominates(s, instanceOf: t, from: j + t[j].length, bindings)
      }
      i += s[i].length
    }
    while i < first.length {
      if isSame(s + i, instanceOf: t, bindings) || isPathGreater(s + i, instanceOf: t, bindings) {
        return true
      }
      i += s[i].length
    }
    return false
  }

  private func dominates(
    _ s: TermPointer, instanceOf t: TermPointer, from start: Int,
    _ bindings: UnsafeMutablePointer<TermPointer>
  ) -> Bool {
    var j = start
    while j < t.termLength {
      if !isPathGreater(s, instanceOf: t + j, bindings) { return false }
      j += t[j].length
    }
    return true
  }

  private func isSame(
    _ s: TermPointer, instanceOf t: TermPointer, _ bindings: UnsafeMutablePointer<TermPointer>
  ) -> Bool {
    var (i, j) = (0, 0)
    let end = t.termLength
    while j < end {
      let cell = t[j]
      if cell.isVariable {
        let value = bindings[cell.variableNumber]
        if !(s + i).isSame(as: value) { return false }
        i += value.termLength
      } else {
        if s[i] & 0xFFFF != cell & 0xFFFF { return false }
        i += 1
      }
      j += 1
    }
    return true
  }
}
