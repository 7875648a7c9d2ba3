// Normal forms: innermost rewriting by rules, and by equations where the instance decreases. Entry:
// `normalize`. What a variable of a rule stands for is in normal form already, so only the cells
// that a right side brings are looked at. Each rewrite is logged in `steps` as a view and the cell
// of the whole term at which it happened.

extension CompletionEngine {
  /// The most rewrites of one term, and the deepest nesting of right sides (count).
  private static var stepLimit: Int { 20_000 }
  private static var depthLimit: Int { 1_000 }

  /// The normal form, at the end of the scratch memory; nil if a limit stopped it.
  mutating func normalize(_ term: TermPointer) -> TermPointer? {
    hasOverflown = false
    depth = 0
    normalizationSteps = 0
    origin = free
    let length = normalForm(term, free)
    if hasOverflown { return nil }
    let result = TermPointer(free)
    free += length
    return result
  }

  private mutating func normalForm(_ term: TermPointer, _ out: UnsafeMutablePointer<Cell>) -> Int {
    let cell = term[0]
    if cell & Cell.normalMark != 0 {
      let length = (cell & ~Cell.normalMark).length
      out.copyUnmarked(term, length)
      return length
    }
    if cell.isVariable {
      out[0] = cell
      return 1
    }
    var (read, write) = (1, 1)
    while read < cell.length {
      let next = term[read]
      if next & Cell.normalMark != 0 {
        let length = (next & ~Cell.normalMark).length
        (out + write).copyUnmarked(term + read, length)
        write += length
        read += length
      } else if next.isVariable {
        out[write] = next
        write += 1
        read += 1
      } else {
        write += normalForm(term + read, out + write)
        read += next.length
      }
      if write > Cell.largestLength || hasOverflown {
        hasOverflown = true
        return 1
      }
    }
    out[0] = .symbol(cell.symbol, length: write)
    return reduced(out, write)
  }

  /// Rewrites a term whose proper subterms are in normal form, in place. Returns its new length.
  private mutating func reduced(_ out: UnsafeMutablePointer<Cell>, _ start: Int) -> Int {
    var length = start
    while let number = rewritingView(TermPointer(out), out + length) {
      counters.rewrites += 1
      normalizationSteps += 1
      depth += 1
      let temporary = out + length
      guard depth < Self.depthLimit, normalizationSteps < Self.stepLimit, temporary < scratchEnd
      else {
        hasOverflown = true
        return 1
      }
      steps.append(
        TraceStep(view: number, cell: UInt32(truncatingIfNeeded: out - origin)))
      let view = views[Int(number)]
      let base = bindingStack.count
      for variable in 0..<Int(view.leftVariableCount) {
        bindingStack.append(tree.bindings[variable])
      }
      for _ in Int(view.leftVariableCount)..<Int(view.variableCount) {
        bindingStack.append(TermPointer(leastConstant))
      }
      origin += temporary - out
      length = instance(view.right, base, temporary, isRoot: true)
      origin -= temporary - out
      bindingStack.truncate(base)
      depth -= 1
      if hasOverflown { return 1 }
      out.copy(temporary, length)
      if view.right[0].isVariable { return length }
    }
    return length
  }

  /// Writes the instance of a right side with all but its root in normal form.
  private mutating func instance(
    _ term: TermPointer, _ base: Int, _ out: UnsafeMutablePointer<Cell>, isRoot: Bool
  ) -> Int {
    let cell = term[0]
    if cell.isVariable {
      let value = bindingStack[base + cell.variableNumber]
      let length = value.termLength
      if length == 1 {
        out[0] = value[0]
        return 1
      }
      out.copy(value, length)
      return length
    }
    var (read, write) = (1, 1)
    while read < cell.length {
      let next = term[read]
      if next.isVariable {
        let value = bindingStack.base[base + next.variableNumber]
        let length = value.termLength
        (out + write).copy(value, length)
        write += length
      } else {
        write += instance(term + read, base, out + write, isRoot: false)
      }
      read += next.length
      if write > Cell.largestLength || hasOverflown {
        hasOverflown = true
        return 1
      }
    }
    out[0] = .symbol(cell.symbol, length: write)
    return isRoot ? write : reduced(out, write)
  }

  /// A view that rewrites the term at its top, its variables bound in the tree; `space` is free.
  private mutating func rewritingView(_ term: TermPointer, _ space: UnsafeMutablePointer<Cell>)
    -> UInt32?
  {
    if term.termLength > RewriteMemory.largestLength || ordering.hasModel {
      return searchedView(term, space)
    }
    let place = memory.place(term)
    if place.holds(term), isUpToDate(place, term) {
      guard let number = place.view else { return nil }
      // Only the variables are to be bound.
      _ = isInstance(term, of: views[Int(number)].left)
      return number
    }
    let number = searchedView(term, space)
    place.note(term, UInt32(truncatingIfNeeded: tree.changes.count), number)
    return number
  }

  /// Changes of the tree up to which what is remembered is worth being looked at (count).
  private static var largestAge: UInt32 { 16 }

  /// Whether what is remembered of a term holds still: what rewrote it is there, or nothing that has come
  /// since could rewrite it.
  private mutating func isUpToDate(_ place: RewriteMemory.Place, _ term: TermPointer) -> Bool {
    let now = UInt32(truncatingIfNeeded: tree.changes.count)
    let state = place.state
    if state == now { return true }
    guard now &- state <= Self.largestAge else { return false }
    let known = place.view
    for number in Int(state)..<Int(now) {
      let change = tree.changes[number]
      if let known {
        if change.isRemoval && change.view == known { return false }
      } else if !change.isRemoval && isInstance(term, of: views.base[Int(change.view)].left) {
        return false
      }
    }
    place.state = now
    return true
  }

  private mutating func searchedView(_ term: TermPointer, _ space: UnsafeMutablePointer<Cell>)
    -> UInt32?
  {
    tree.start(term)
    while let number = tree.next() {
      if isFormula != nil && isIllSorted(number, term) { continue }
      let view = views.base + Int(number)
      if view.pointee.isOriented { return number }
      if view.pointee.first >= 0, !ordering.hasModel {
        // Most equations that are tried are such, and do not decrease.
        let greater = tree.bindings[Int(view.pointee.first)]
        let less = tree.bindings[Int(view.pointee.second)]
        let (a, b) = (greater[0], less[0])
        if a.isVariable && a != b { continue }
        if ordering.isByLength {
          if a.length < b.length { continue }
          if a.length == b.length, a != b, !b.isVariable, ordering.isAbove(b.symbol, a.symbol) {
            continue
          }
        }
      }
      if isDecreasing(number, term, space) { return number }
    }
    return nil
  }

  /// Whether a view with a variable as its left side was matched with a formula.
  private mutating func isIllSorted(_ number: UInt32, _ term: TermPointer) -> Bool {
    guard let isFormula, views[Int(number)].left[0].isVariable else { return false }
    return !term[0].isVariable && isFormula[term[0].symbol]
  }

  /// Whether the instance just matched decreases.
  private mutating func isDecreasing(
    _ number: UInt32, _ term: TermPointer, _ space: UnsafeMutablePointer<Cell>
  ) -> Bool {
    guard space < scratchEnd else { return false }
    if views.base[Int(number)].isPermutative {
      return isDecreasing(permuted: views.base[Int(number)].right, term, space)
    }
    let view = views.base[Int(number)]
    var variable = Int(view.leftVariableCount)
    while variable < Int(view.variableCount) {
      tree.bindings[variable] = TermPointer(leastConstant)
      variable += 1
    }
    let (left, right) = (view.left, view.right)
    if ordering.isByLength {
      let length = instanceLength(right)
      if length > term.termLength { return false }
      if view.isBalanced && !left[0].isVariable && !right[0].isVariable {
        if length < term.termLength { return true }
        if left[0].symbol != right[0].symbol {
          return ordering.isAbove(left[0].symbol, right[0].symbol)
        }
        return isDecreasing(permuted: right, term, space)
      }
    } else if ordering.isPathOrder {
      return instanceLength(right) <= Cell.largestLength
        && ordering.isPathGreater(term, instanceOf: right, tree.bindings)
    }
    let length = plainInstance(view.right, space, space + 2 * Cell.largestLength)
    guard length <= Cell.largestLength else { return false }
    return ordering.isGreater(term, TermPointer(space))
  }

  /// The same where weights and heads are equal: the first arguments that differ decide.
  private mutating func isDecreasing(
    permuted right: TermPointer, _ term: TermPointer, _ space: UnsafeMutablePointer<Cell>
  ) -> Bool {
    var (i, j) = (1, 1)
    while i < term.termLength {
      var other = TermPointer(space)
      if right[j].isVariable {
        other = tree.bindings[right[j].variableNumber]
      } else {
        let length = plainInstance(right + j, space, space + 2 * Cell.largestLength)
        guard length <= Cell.largestLength else { return false }
      }
      if !(term + i).isSame(as: other) { return ordering.isGreater(term + i, other) }
      i += term[i].length
      j += right[j].length
    }
    return false
  }

  /// The length of the instance of a term under the bindings of the tree.
  @inline(__always) private mutating func instanceLength(_ term: TermPointer) -> Int {
    var total = 0
    for i in 0..<term.termLength {
      total += term[i].isVariable ? tree.bindings[term[i].variableNumber].termLength : 1
    }
    return total
  }

  /// Writes the instance of a term under the bindings of the tree.
  mutating func plainInstance(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    let cell = term[0]
    if cell.isVariable {
      let value = tree.bindings[cell.variableNumber]
      let length = value.termLength
      if length == 1 {
        out[0] = value[0]
        return 1
      }
      if out + length >= end { return Cell.largestLength + 1 }
      out.copy(value, length)
      return length
    }
    var (read, write) = (1, 1)
    while read < cell.length {
      let next = term[read]
      if next.isVariable {
        let value = tree.bindings[next.variableNumber]
        let length = value.termLength
        if out + write + length >= end { return Cell.largestLength + 1 }
        (out + write).copy(value, length)
        write += length
      } else {
        write += plainInstance(term + read, out + write, end)
      }
      read += next.length
      if write > Cell.largestLength { return write }
    }
    out[0] = .symbol(cell.symbol, length: write)
    return write
  }

  /// Whether the term can be rewritten at its top.
  mutating func isReducible(_ term: TermPointer, _ space: UnsafeMutablePointer<Cell>) -> Bool {
    rewritingView(term, space) != nil
  }

  /// Whether a known equation that is not oriented makes the terms equal in one step, at any place.
  mutating func isSubsumed(_ left: TermPointer, _ right: TermPointer) -> Bool {
    var (s, t) = (left, right)
    while true {
      tree.start(s)
      while let number = tree.next() {
        let view = views[Int(number)]
        if isFormula != nil && isIllSorted(number, s) { continue }
        if isInstance(t, ofRightSideOf: view) { return true }
      }
      guard !s[0].isVariable, !t[0].isVariable, s[0].symbol == t[0].symbol else { return false }
      // The one argument in which they differ.
      var (i, j) = (1, 1)
      var difference: (Int, Int)?
      while i < s.termLength {
        if !(s + i).isSame(as: t + j) {
          if difference != nil { return false }
          difference = (i, j)
        }
        i += s[i].length
        j += t[j].length
      }
      guard let (i, j) = difference else { return true }
      (s, t) = (s + i, t + j)
    }
  }

  /// Whether the right side of the view just matched has the term as an instance, its own variables
  /// standing for anything.
  private mutating func isInstance(_ term: TermPointer, ofRightSideOf view: RuleView) -> Bool {
    isInstance(term, of: view.right, bound: Int(view.leftVariableCount))
  }
}
