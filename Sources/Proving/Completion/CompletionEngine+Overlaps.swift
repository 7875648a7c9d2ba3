// Critical pairs. Entry: `overlapWithAll`, after a rule was added; `criticalPair` makes one again
// when it is chosen. A pair is dropped at once if its sides meet, or if a proper subterm of the
// overlapped one can be rewritten: then smaller pairs make it superfluous.
// Source: D. Kapur, D. Musser, P. Narendran, Only prime superpositions need be considered (1988).

extension CompletionEngine {
  /// Overlaps a rule with all active rules, itself included, both ways.
  mutating func overlapWithAll(_ rule: Int) {
    byAge.begin(rule)
    for direction in 0..<viewCount(rule) {
      let number = UInt32(2 * rule + direction)
      let view = views[Int(number)]
      let left = view.left
      if left[0].isVariable { continue }
      let hasExtraVariables = view.variableCount > view.leftVariableCount
      let mark = free
      let shifted = self.shifted(left)
      let shiftedRight = self.shifted(view.right)
      // The new rule rewrites inside the others.
      let symbol = left[0].symbol
      let known = occurrences[symbol].count
      for place in 0..<known {
        let occurrence = occurrences[symbol][place]
        guard rules[Int(occurrence.view >> 1)].state == .active else { continue }
        // A rule at the top of itself says nothing, unless its right side has variables of its own.
        if occurrence.view == number && occurrence.cell == 0 && !hasExtraVariables { continue }
        unifier.reset()
        guard unifier.unify(occurrence.term, shifted) else { continue }
        let other = views[Int(occurrence.view)]
        addOverlap(
          Parents(
            outer: occurrence.view, inner: number, cell: Int(occurrence.cell),
            outerLeft: other.left, outerRight: other.right, innerLeft: shifted,
            innerRight: shiftedRight))
      }
      // The others rewrite inside the new rule; at its top they did so already.
      for i in 0..<left.termLength where !left[i].isVariable && i > 0 {
        let symbol = left[i].symbol
        let known = leftSides[symbol].count
        for place in 0..<known {
          let occurrence = leftSides[symbol][place]
          guard rules[Int(occurrence.view >> 1)].state == .active,
            occurrence.view >> 1 != number >> 1
          else { continue }
          unifier.reset()
          guard unifier.unify(shifted + i, occurrence.term) else { continue }
          addOverlap(
            Parents(
              outer: number, inner: occurrence.view, cell: i, outerLeft: shifted,
              outerRight: shiftedRight, innerLeft: occurrence.term,
              innerRight: views[Int(occurrence.view)].right))
        }
      }
      free = mark
    }
  }

  /// Two views that overlap at a cell of the outer one, with their sides, variables renamed apart.
  private struct Parents {
    var outer: UInt32
    var inner: UInt32
    var cell: Int
    var outerLeft: TermPointer
    var outerRight: TermPointer
    var innerLeft: TermPointer
    var innerRight: TermPointer
  }

  /// The term with its variables renamed apart, at the end of the scratch memory.
  mutating func shiftedCells(_ term: TermPointer, _ out: UnsafeMutablePointer<Cell>) {
    for i in 0..<term.termLength {
      out[i] = term[i].isVariable ? .variable(term[i].variableNumber + Cell.shift) : term[i]
    }
  }

  mutating func shifted(_ term: TermPointer) -> TermPointer {
    let place = free
    shiftedCells(term, place)
    free += term.termLength
    return TermPointer(place)
  }

  /// Enters the pair of which the unifier was just found.
  private mutating func addOverlap(_ parents: Parents) {
    let (outer, inner) = (parents.outer, parents.inner)
    counters.overlaps += 1
    let mark = free
    defer { free = mark }
    if strategy.rearrangesOnly, !rules[Int(outer >> 1)].isLaw, !rules[Int(inner >> 1)].isLaw {
      hasDiscarded = true
      return
    }
    guard let (left, right) = criticalPair(parents, isMarked: true) else { return }
    guard let s = normalize(left), let t = normalize(right) else {
      hasDiscarded = true
      counters.discarded += 1
      return
    }
    steps.truncate(0)
    // What other equations say is seen when the pair is chosen: most never are.
    if s.isSame(as: t) || isRearrangement(s, t) { return }
    let generation =
      Int(max(rules[Int(outer >> 1)].generation, rules[Int(inner >> 1)].generation)) + 1
    guard s.termLength + t.termLength < Cell.largestLength / 2 else {
      hasDiscarded = true
      counters.discarded += 1
      return
    }
    counters.kept += 1
    let pair = PassivePair(
      outer: outer, inner: inner, weight: weight(s, t, generation), cell: parents.cell)
    if problem.existential != nil && isFalse(s, t) {
      goalQueue.push(pair)
    } else {
      queue.push(pair)
    }
    if strategy.ageRatio > 0 { byAge.append(pair) }
  }

  /// The two ways to rewrite the overlap of two views at a cell of the outer one; nil if they do
  /// not overlap, if an equation would be used upwards, or if the pair is superfluous.
  mutating func criticalPair(_ outer: UInt32, _ inner: UInt32, _ cell: Int) -> (
    TermPointer, TermPointer
  )? {
    let (a, b) = (views[Int(outer)], views[Int(inner)])
    let innerLeft = shifted(b.left)
    let innerRight = shifted(b.right)
    unifier.reset()
    guard unifier.unify(a.left + cell, innerLeft) else { return nil }
    return criticalPair(
      Parents(
        outer: outer, inner: inner, cell: cell, outerLeft: a.left, outerRight: a.right,
        innerLeft: innerLeft, innerRight: innerRight), isMarked: false)
  }

  /// The same for views that have just been unified.
  ///
  /// With marks, both are only fit for `normalize`, and the views must be of active rules.
  private mutating func criticalPair(_ parents: Parents, isMarked: Bool) -> (
    TermPointer, TermPointer
  )? {
    // The subterm that both rewrite.
    let marked = free
    let length =
      isMarked
      ? unifier.emitMarked(parents.innerLeft, marked) : unifier.emit(parents.innerLeft, marked)
    if unifier.hasOverflown { return overflow() }
    free += length
    // The marks stay in the term; what is looked up and compared has none.
    let redex = free
    redex.copyUnmarked(TermPointer(marked), length)
    free += length
    if hasReducibleSubterm(redex, length, marked) { return nil }
    let isByLength = ordering.isByLength && !ordering.hasModel
    if !rules[Int(parents.inner >> 1)].isOriented,
      !isByLength || unifier.instanceLength(parents.innerRight) >= length
    {
      let target = emitted(parents.innerRight)
      if unifier.hasOverflown { return overflow() }
      if ordering.isGreater(target, TermPointer(redex)) { return nil }
    }
    if !rules[Int(parents.outer >> 1)].isOriented,
      !isByLength
        || unifier.instanceLength(parents.outerRight) >= unifier.instanceLength(parents.outerLeft)
    {
      let (peak, target) = (emitted(parents.outerLeft), emitted(parents.outerRight))
      if unifier.hasOverflown { return overflow() }
      if ordering.isGreater(target, peak) { return nil }
    }
    let place = parents.outerLeft + parents.cell
    let left = free
    free +=
      isMarked
      ? unifier.emitOverNormal(parents.outerLeft, left, replacing: place, by: parents.innerRight)
      : unifier.emit(parents.outerLeft, left, replacing: place, by: parents.innerRight)
    let right = free
    free +=
      isMarked
      ? unifier.emitOverNormal(parents.outerRight, right) : unifier.emit(parents.outerRight, right)
    if unifier.hasOverflown { return overflow() }
    return (TermPointer(left), TermPointer(right))
  }

  /// The instance of a term under the unifier, at the end of the scratch memory.
  private mutating func emitted(_ term: TermPointer) -> TermPointer {
    let place = free
    free += unifier.emit(term, place)
    return TermPointer(place)
  }

  /// Whether a proper subterm can be rewritten, those left out that carry a mark in the copy.
  private mutating func hasReducibleSubterm(
    _ term: UnsafeMutablePointer<Cell>, _ length: Int, _ marked: UnsafeMutablePointer<Cell>
  ) -> Bool {
    var i = 1
    while i < length {
      let cell = term[i]
      if marked[i] & Cell.normalMark != 0 {
        i += cell.length
        continue
      }
      if !cell.isVariable, isReducible(TermPointer(term + i), free) { return true }
      i += 1
    }
    return false
  }

  private mutating func overflow() -> (TermPointer, TermPointer)? {
    hasDiscarded = true
    counters.discarded += 1
    return nil
  }

  /// How long a pair must wait: the larger side counts more than the smaller, repeated subterms
  /// less than new ones, and each generation costs something.
  mutating func weight(_ s: TermPointer, _ t: TermPointer, _ generation: Int) -> Int {
    if let encoded = problem.existential, isFalse(s, t) {
      // What is said to be false is an equation of its own.
      let inside = s[0].symbol == encoded.equality ? s : t
      if inside[0].symbol == encoded.equality {
        let (left, right) = (weight(inside + 1), weight(inside + 1 + inside[1].length))
        return weight(left, right, generation)
      }
    }
    return weight(weight(s), weight(t), generation)
  }

  private mutating func weight(_ a: Int, _ b: Int, _ generation: Int) -> Int {
    return (a + b) * strategy.rightWeight
      + max(a, b) * (strategy.leftWeight - strategy.rightWeight)
      + generation * strategy.depthWeight
  }

  /// Whether an equation says that something is false.
  private mutating func isFalse(_ s: TermPointer, _ t: TermPointer) -> Bool {
    let no = problem.existential?.no
    return !s[0].isVariable && s[0].symbol == no || !t[0].isVariable && t[0].symbol == no
  }

  private mutating func weight(_ term: TermPointer) -> Int {
    var total = 0
    var i = 0
    while i < term.termLength {
      let cell = term[i]
      if cell.isVariable {
        total += strategy.variableWeight
      } else if strategy.repeatWeight > 0 && cell.length > 1 && isRepeated(term, i) {
        total += strategy.repeatWeight
        i += cell.length
        continue
      } else {
        total += symbolWeights[cell.symbol]
      }
      i += 1
    }
    return total
  }

  /// Whether the subterm at a cell occurs again further right.
  private mutating func isRepeated(_ term: TermPointer, _ cell: Int) -> Bool {
    let subterm = term + cell
    var i = cell + subterm.termLength
    while i < term.termLength {
      if subterm.isSame(as: term + i) { return true }
      i += 1
    }
    return false
  }
}
