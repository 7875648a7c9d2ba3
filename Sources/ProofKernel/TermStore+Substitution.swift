// The ways in which the kernel changes a term: free variables and sort variables replaced by an
// instance, the variable of a quantifier by a term, a free variable by a bound one, a child by
// another. All walk the shared term once, with a stack of their own: never by recursion. What is
// put in is always locally closed, so nothing can be captured. Terms are made in `TermStore`.

extension TermStore {
  /// What is done to the leaves of a term.
  enum Change {
    /// Free variable at level i becomes the i-th term, if there is one; sort variable i becomes the
    /// i-th sort.
    case substitute([TermID], sorts: [SortID])
    /// The variable of the outermost, removed quantifier becomes this term.
    case instantiate(TermID)
    /// Nothing; but the variable of the outermost, removed quantifier must be of that sort.
    case requireSort(SortID)
    /// The free variable becomes the variable of a quantifier yet to be put around the term.
    case abstract(level: Int, SortID)
  }

  /// The changed term. Complexity: linear in the shared size (times depth of binders).
  mutating func apply(_ change: Change, to root: TermID) throws(CheckError) -> TermID {
    if let changed = try leaf(change, root, 0) { return changed }
    func key(_ term: TermID, _ depth: Int) -> UInt64 { UInt64(term.index) << 32 | UInt64(depth) }
    var (done, stack): ([UInt64: TermID], [(TermID, Int)]) = ([:], [(root, 0)])
    while let (term, depth) = stack.last {
      let shape = self[term].shape
      let inner = depth + shape.binds
      var parts: [TermID] = []
      for part in shape.parts {
        if let changed = try leaf(change, part, inner) ?? done[key(part, inner)] {
          parts.append(changed)
        } else {
          stack.append((part, inner))
        }
      }
      guard parts.count == shape.parts.count else { continue }
      done[key(term, depth)] = try intern(shape.with(sorts(shape, change), parts))
      stack.removeLast()
    }
    return done[key(root, 0)] ?? root
  }

  /// What becomes of a leaf, or of a term that the change does not touch; nil for the others.
  mutating func leaf(_ change: Change, _ term: TermID, _ depth: Int) throws(CheckError) -> TermID? {
    let entry = self[term]
    switch change {
    case .substitute(let terms, let sorts):
      if entry.levelBound == 0 && (entry.sortBound == 0 || sorts.isEmpty) { return term }
      if case .variable(let level, _) = entry.shape, level < terms.count { return terms[level] }
    case .instantiate(let value):
      if entry.looseBound <= depth { return term }
      if case .bound(_, let sort) = entry.shape {
        try require(sort == self[value].sort, .sortMismatch)
        return value
      }
    case .requireSort(let sort):
      if case .bound(depth, let own) = entry.shape { try require(own == sort, .sortMismatch) }
      if entry.looseBound <= depth || entry.shape.parts.isEmpty { return term }
    case .abstract(let level, let sort):
      if entry.levelBound <= level { return term }
      if case .variable(level, sort) = entry.shape { return try intern(.bound(index: depth, sort)) }
    }
    let isInner = !entry.shape.parts.isEmpty
    return isInner ? nil : try intern(entry.shape.with(sorts(entry.shape, change), []))
  }

  /// The sorts written in a shape, changed.
  mutating func sorts(_ shape: TermShape, _ change: Change) throws(CheckError) -> [SortID] {
    guard case .substitute(_, let sorts) = change, !sorts.isEmpty else { return shape.sorts }
    return try substitute(shape.sorts, sorts)
  }

  /// What a term looks like to positions and rules about constructors: a numeral n is 0 or S (n − 1).
  mutating func opened(_ term: TermID) throws(CheckError) -> TermShape {
    guard let n = number(term), let (zero, successor) = application(self[term].sort)?.0.numeric
    else { return self[term].shape }
    let parts = n == 0 ? [] : [try intern(.numeral(n - 1, self[term].sort))]
    return .apply(n == 0 ? zero : successor, sorts: [], parts)
  }

  typealias Construction = (symbol: OperatorID, arguments: [TermID])

  /// The constructor at the head of a term, with its arguments; nil if it is not one.
  mutating func constructor(_ term: TermID) throws(CheckError) -> Construction? {
    guard case .apply(let symbol, _, let parts) = try opened(term) else { return nil }
    return self[symbol].role == .constructor ? (symbol, parts) : nil
  }

  /// What the terms on the way down to a position look like, the top first, and the subterm there.
  /// Throws `badPosition`, or `underBinder` where the way leads into a quantifier.
  mutating func path(_ top: TermID, _ at: [UInt32]) throws(CheckError) -> ([TermShape], TermID) {
    var (way, here): ([TermShape], TermID) = ([], top)
    for index in at {
      let shape = try opened(here)
      try require(shape.binds == 0, .underBinder)
      try require(index < shape.parts.count, .badPosition)
      way.append(shape)
      here = shape.parts[Int(index)]
    }
    return (way, here)
  }

  /// The term whose way down to `position` was `way`, with a subterm of the same sort there.
  mutating func replace(_ way: [TermShape], _ position: [UInt32], by new: TermID)
    throws(CheckError) -> TermID
  {
    var result = new
    for (shape, index) in zip(way, position).reversed() {
      var parts = shape.parts
      parts[Int(index)] = result
      result = try intern(shape.with(shape.sorts, parts))
    }
    return result
  }

  /// Each distinct subterm once, the term itself first.
  func subterms(_ root: TermID) -> [TermID] {
    var (found, seen, next): ([TermID], Set<TermID>, Int) = ([root], [root], 0)
    while next < found.count {
      found += self[found[next]].shape.parts.filter { seen.insert($0).inserted }
      next += 1
    }
    return found
  }

  /// Refuses a term with a loose bound variable, or with others than these many free variables and
  /// sort variables. Variables of one level and two sorts are two variables: no walk is needed.
  func requireClosed(_ term: TermID, sortParameters: Int, levels: Int) throws(CheckError) {
    try requireKnown(term)
    try require(self[term].looseBound == 0, .looseBound)
    try require(self[term].levelBound <= levels, .undeclaredVariable)
    try require(self[term].sortBound <= sortParameters, .unknownSort)
  }

  /// Refuses what is not a formula over the sort variables and free variables declared.
  func requireStatement(_ statement: Statement) throws(CheckError) {
    let (formula, sorts) = (statement.formula, statement.parameters)
    let count = statement.sortParameterCount
    try require(0..<256 ~= count, .limit, "sort variables")
    for sort in sorts { try requireTermSort(sort, parameters: count) }
    try requireClosed(formula, sortParameters: count, levels: sorts.count)
    try require(self[formula].sort == .formula, .notAFormula)
    for case .variable(let level, let sort) in subterms(formula).map(shape(of:)) {
      try require(sorts[level] == sort, .undeclaredVariable, "of another sort")
    }
  }
}
