// Unification of flat terms whose variables are apart, and building instances. Bindings are
// pointers; `reset` undoes them all. Entry: `unify`, then `emit`. Recursion is over bound variables
// and arguments, bounded by the length of terms.

/// A substitution under construction.
struct FlatUnifier: ~Copyable {
  private let bindings: UnsafeMutablePointer<TermPointer?>
  private let trail: UnsafeMutablePointer<Int>
  private var trailCount = 0
  /// By variable: the last emission in which its value was written.
  private let emissions: UnsafeMutablePointer<Int>
  private var emission = 0
  private(set) var hasOverflown = false
  private static let variableLimit = 512

  init() {
    bindings = .allocate(capacity: Self.variableLimit)
    bindings.initialize(repeating: nil, count: Self.variableLimit)
    trail = .allocate(capacity: Self.variableLimit)
    emissions = .allocate(capacity: Self.variableLimit)
    emissions.initialize(repeating: 0, count: Self.variableLimit)
  }

  deinit {
    bindings.deallocate()
    trail.deallocate()
    emissions.deallocate()
  }

  /// Forgets all bindings.
  @inline(__always) mutating func reset() {
    while trailCount > 0 {
      trailCount -= 1
      bindings[trail[trailCount]] = nil
    }
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
    emit(term, out, place, new, out + Cell.largestLength)
  }

  private mutating func emit(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ place: TermPointer?,
    _ new: TermPointer?, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    if term == place, let new { return emit(new, out, nil, nil, end) }
    let cell = term[0]
    if cell.isVariable, let known = bindings[cell.variableNumber] {
      return emit(known, out, nil, nil, end)
    }
    if out >= end {
      hasOverflown = true
      return 0
    }
    if cell.length == 1 {
      out[0] = cell
      return 1
    }
    var (read, write) = (1, 1)
    while read < cell.length {
      write += emit(term + read, out + write, place, new, end)
      read += term[read].length
    }
    out[0] = .symbol(cell.symbol, length: write)
    return write
  }

  /// As `emit`, for a side of an active rule, to look for subterms that can be rewritten: those in which no
  /// variable is bound carry the mark `Cell.normalMark`, since they are in normal form as they are in the
  /// rule, and so do values of variables that stand further left already.
  mutating func emitMarked(_ term: TermPointer, _ out: UnsafeMutablePointer<Cell>) -> Int {
    emission += 1
    return emitMarked(term, out, out + Cell.largestLength) >> 1
  }

  /// Twice the length, plus 1 if a variable below is bound.
  private mutating func emitMarked(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    let cell = term[0]
    if cell.isVariable, let known = bindings[cell.variableNumber] {
      if emissions[cell.variableNumber] == emission {
        let length = emit(known, out, nil, nil, end)
        out[0] |= Cell.normalMark
        return length << 1 | 1
      }
      emissions[cell.variableNumber] = emission
      return emitMarked(known, out, end) | 1
    }
    if out >= end {
      hasOverflown = true
      return 1
    }
    if cell.length == 1 {
      out[0] = cell | Cell.normalMark
      return 2
    }
    var (read, write, changed) = (1, 1, 0)
    while read < cell.length {
      let part = emitMarked(term + read, out + write, end)
      write += part >> 1
      changed |= part & 1
      read += term[read].length
    }
    out[0] = .symbol(cell.symbol, length: write) | (changed == 0 ? Cell.normalMark : 0)
    return write << 1 | changed
  }

  /// As `emit`, for a side of an active rule, where the value of each bound variable is known to be in
  /// normal form: it carries the mark, as subterms do in which no variable is bound. The mark is only for
  /// `normalize`; nothing else may read such terms.
  mutating func emitOverNormal(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, replacing place: TermPointer? = nil,
    by new: TermPointer? = nil
  ) -> Int {
    emitOverNormal(term, out, place, new, out + Cell.largestLength) >> 1
  }

  /// Twice the length, plus 1 if a variable below is bound or the place is below.
  private mutating func emitOverNormal(
    _ term: TermPointer, _ out: UnsafeMutablePointer<Cell>, _ place: TermPointer?,
    _ new: TermPointer?, _ end: UnsafeMutablePointer<Cell>
  ) -> Int {
    if term == place, let new { return emitOverNormal(new, out, nil, nil, end) | 1 }
    let cell = term[0]
    if cell.isVariable, let known = bindings[cell.variableNumber] {
      let length = emit(known, out, nil, nil, end)
      out[0] |= Cell.normalMark
      return length << 1 | 1
    }
    if out >= end {
      hasOverflown = true
      return 1
    }
    if cell.length == 1 {
      out[0] = cell | Cell.normalMark
      return 2
    }
    var (read, write, changed) = (1, 1, 0)
    while read < cell.length {
      let part = emitOverNormal(term + read, out + write, place, new, end)
      write += part >> 1
      changed |= part & 1
      read += term[read].length
    }
    out[0] = .symbol(cell.symbol, length: write) | (changed == 0 ? Cell.normalMark : 0)
    return write << 1 | changed
  }
}
