// Unification of flat terms whose variables are apart, and building instances. Bindings are
// pointers; `reset` undoes them all. Entry: `unify`, then `emit`. Recursion is over bound variables
// alone, bounded by the length of terms.

/// A substitution under construction.
struct FlatUnifier: ~Copyable {
  private let bindings: UnsafeMutablePointer<TermPointer?>
  private let trail: UnsafeMutablePointer<Int>
  private var trailCount = 0
  /// By variable: the last unifier under which its value was written, and where.
  private let unifiers: UnsafeMutablePointer<Int>
  private let values: UnsafeMutablePointer<TermPointer?>
  private var unifier = 0
  /// While an instance is written: the terms that are not complete, each with where its original ends.
  private let open: UnsafeMutablePointer<(end: TermPointer, top: UnsafeMutablePointer<Cell>)>
  private var openCount = 0
  private(set) var hasOverflown = false
  private static let variableLimit = 512

  init() {
    bindings = .allocate(capacity: Self.variableLimit)
    bindings.initialize(repeating: nil, count: Self.variableLimit)
    trail = .allocate(capacity: Self.variableLimit)
    unifiers = .allocate(capacity: Self.variableLimit)
    unifiers.initialize(repeating: 0, count: Self.variableLimit)
    values = .allocate(capacity: Self.variableLimit)
    values.initialize(repeating: nil, count: Self.variableLimit)
    // Each open term has a cell of what is written.
    open = .allocate(capacity: Cell.largestLength + 1)
  }

  deinit {
    bindings.deallocate()
    trail.deallocate()
    unifiers.deallocate()
    values.deallocate()
    open.deallocate()
  }

  /// Forgets all bindings.
  @inline(__always) mutating func reset() {
    while trailCount > 0 {
      trailCount -= 1
      bindings[trail[trailCount]] = nil
    }
    unifier &+= 1
    hasOverflown = false
  }

  /// What a variable is bound to.
  func binding(_ variable: Int) -> TermPointer? { bindings[variable] }

  @inline(__always) private mutating func bind(_ cell: Cell, _ term: TermPointer) {
    bindings[cell.variableNumber] = term
    trail[trailCount] = cell.variableNumber
    trailCount += 1
  }

  /// Whether the terms have a common instance under the bindings so far, which are extended; if
  /// not, some may have been made.
  mutating func unify(_ s: TermPointer, _ t: TermPointer) -> Bool {
    var (i, j) = (0, 0)
    let end = s.termLength
    while i < end {
      let (a, b) = (s[i], t[j])
      if a.isVariable {
        if a != b, !unify(variable: a, t + j) { return false }
        i += 1
        j += b.length
      } else if b.isVariable {
        if !unify(variable: b, s + i) { return false }
        i += a.length
        j += 1
      } else {
        if a.symbol != b.symbol { return false }
        i += 1
        j += 1
      }
    }
    return true
  }

  private mutating func unify(variable: Cell, _ other: TermPointer) -> Bool {
    if let known = bindings[variable.variableNumber] { return unify(known, other) }
    var term = other
    while term[0].isVariable, let known = bindings[term[0].variableNumber] { term = known }
    if term[0] == variable { return true }
    if occurs(variable, term) { return false }
    bind(variable, term)
    return true
  }

  private func occurs(_ variable: Cell, _ term: TermPointer) -> Bool {
    for i in 0..<term.termLength where term[i].isVariable {
      if term[i] == variable { return true }
      if let known = bindings[term[i].variableNumber], occurs(variable, known) { return true }
    }
    return false
  }

  /// Writes the instance of a term, with `new` in place of the subterm that stands at `place`.
  /// Returns its length. Sets `hasOverflown`, and writes less, if it is too long.
  mutating func emit(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, replacing place: TermPointer? = nil,
    by new: TermPointer? = nil
  ) -> Int {
    emitPlain(term, out, place, new, out + Cell.largestLength)
  }

  /// As `emit`, for a side of an active rule, to look for subterms that can be rewritten: those in which no
  /// variable is bound carry the mark `Cell.normalMark`, since they are in normal form as they are in the
  /// rule, and so do values of variables that stand further left already. What is written must stay where it
  /// is as long as `emitOverNormal` is called: values are copied from there.
  mutating func emitMarked(_ term: TermPointer, _ out: UnsafeMutablePointer<Cell>) -> Int {
    emitMarked(term, out, out + Cell.largestLength)
  }

  /// As `emit`, for a side of an active rule, where the value of each bound variable is known to be in
  /// normal form: it carries the mark, as subterms do in which no variable is bound. The mark is only for
  /// `normalize`; nothing else may read such terms.
  mutating func emitOverNormal(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, replacing place: TermPointer? = nil,
    by new: TermPointer? = nil
  ) -> Int {
    emitOverNormal(term, out, place, new, out + Cell.largestLength)
  }

  private enum Marks { case none, unbound, normal }

  private mutating func emitPlain(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ place: TermPointer?,
    _ new: TermPointer?, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    write(term, out, place, new, end, .none)
  }

  private mutating func emitMarked(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    write(term, out, nil, nil, end, .unbound)
  }

  private mutating func emitOverNormal(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ place: TermPointer?,
    _ new: TermPointer?, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    write(term, out, place, new, end, .normal)
  }

  /// Copies cell by cell; the lengths are filled in where terms are complete.
  @inline(__always) private mutating func write(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ place: TermPointer?,
    _ new: TermPointer?, _ end: UnsafeMutablePointer<Cell>, _ marks: Marks
  ) -> Int {
    let mark = marks == .none ? 0 : Cell.normalMark
    let open = open
    let base = openCount
    defer { openCount = base }
    let last = term + term.termLength
    guard out + (last - term) <= end else {
      hasOverflown = true
      return 0
    }
    // No term to be read stands at the end of what is written.
    let (place, new) = (place ?? TermPointer(end), new ?? term)
    var (read, write) = (term, out)
    // Where the innermost open term ends.
    var closing = TermPointer(end)
    // Behind what came in for a variable or the place: terms that begin at or behind it have nothing of it.
    var changed = out
    while read < last {
      let cell = read[0]
      if !cell.isVariable && cell.length > 1 && read != place {
        closing = read + cell.length
        open[openCount] = (closing, write)
        openCount += 1
        write[0] = cell
        write += 1
        read += 1
        continue
      }
      var known: TermPointer?
      if cell.isVariable { known = bindings[cell.variableNumber] }
      if known == nil && read != place {
        write[0] = cell | mark
        write += 1
        read += 1
      } else {
        if let known {
          switch marks {
          case .none: write += emitPlain(known, write, nil, nil, end)
          case .unbound: write += writeValue(cell, known, write, end, isMarked: true)
          case .normal: write += writeValue(cell, known, write, end, isMarked: false)
          }
        } else {
          write +=
            marks == .none
            ? emitPlain(new, write, nil, nil, end) : emitOverNormal(new, write, nil, nil, end)
        }
        changed = write
        read += cell.length
        guard write + (last - read) <= end else {
          hasOverflown = true
          return 0
        }
      }
      while read == closing {
        openCount -= 1
        let top = open[openCount].top
        top[0] = .symbol(top[0].symbol, length: write - top) | (changed <= top ? mark : 0)
        closing = openCount > base ? open[openCount - 1].end : TermPointer(end)
      }
    }
    return write - out
  }

  /// The length of the instance of a term (count).
  mutating func instanceLength(_ term: TermPointer) -> Int {
    var total = 0
    for i in 0..<term.termLength {
      guard term[i].isVariable, let known = bindings[term[i].variableNumber] else {
        total += 1
        continue
      }
      let number = term[i].variableNumber
      if unifiers[number] == unifier, let value = values[number] {
        total += (value[0] & ~Cell.normalMark).length
      } else {
        total += instanceLength(known)
      }
    }
    return total
  }

  /// The value of a bound variable; it carries the mark, unless it is written for the first time and the
  /// subterms in it are to be marked that have no bound variables. Returns its length.
  @inline(__always) private mutating func writeValue(
    _ cell: Cell, _ known: TermPointer, _ out: UnsafeMutablePointer<Cell>,
    _ end: UnsafeMutablePointer<Cell>, isMarked: Bool
  ) -> Int {
    let number = cell.variableNumber
    var length: Int
    if unifiers[number] == unifier, let value = values[number] {
      length = (value[0] & ~Cell.normalMark).length
      guard out + length <= end else {
        hasOverflown = true
        return 0
      }
      out.copy(value, length)
      out[0] |= Cell.normalMark
      return length
    }
    length = isMarked ? emitMarked(known, out, end) : emitPlain(known, out, nil, nil, end)
    if hasOverflown { return length }
    if !isMarked { out[0] |= Cell.normalMark }
    (unifiers[number], values[number]) = (unifier, TermPointer(out))
    return length
  }
}
