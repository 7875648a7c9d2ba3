// The ways in which the kernel changes a term: free variables and sort variables replaced by an
// instance, the variable of a quantifier by a term, a free variable by a bound one, a child by
// another. All walk the shared term once, with a stack of their own: never by recursion. What is
// put in is always locally closed, so nothing can be captured. Terms are made in `TermStore`.

extension TermStore {
  /// What is done to the leaves of a term.
  enum Change {
    /// Free variable at level i becomes the i-th term; sort variable i becomes the i-th sort.
    case substitute([TermID], sorts: [SortID])
    /// The variable of the outermost, removed quantifier becomes this term.
    case instantiate(TermID)
    /// The free variable becomes the variable of a quantifier yet to be put around the term.
    case abstract(level: Int, SortID)
  }

  /// The changed term. Complexity: linear in the shared size (times depth of binders).
  mutating func apply(_ change: Change, to root: TermID) throws(CheckError) -> TermID {
    if let changed = try leaf(change, root, 0) { return changed }
    var done: [UInt64: TermID] = [:]  // by (term, depth)
    var stack: [(term: TermID, depth: UInt32)] = [(root, 0)]
    while let (term, depth) = stack.last {
      let node = self[term]
      let inner = node.kind == .quantifier ? depth + 1 : depth
      var parts: [TermID] = []
      let before = stack.count
      for child in children(term) {
        let key = UInt64(child.index) << 32 | UInt64(inner)
        if let changed = try leaf(change, child, inner) ?? done[key] {
          parts.append(changed)
        } else {
          stack.append((child, inner))
        }
      }
      if stack.count == before {
        stack.removeLast()
        done[UInt64(term.index) << 32 | UInt64(depth)] = try rebuild(node, parts, change)
      }
    }
    return done[UInt64(root.index) << 32] ?? root
  }

  /// What becomes of a leaf, or of a term that the change does not touch; nil for the others.
  private mutating func leaf(_ change: Change, _ term: TermID, _ depth: UInt32)
    throws(CheckError) -> TermID?
  {
    let node = self[term]
    switch change {
    case .substitute(let terms, let sorts):
      if node.levelBound == 0 && (node.sortBound == 0 || sorts.isEmpty) { return term }
      if node.kind == .variable {
        try require(node.head < terms.count, .wrongNumberOfInstances)
        return terms[Int(node.head)]
      }
    case .instantiate(let value):
      if node.looseBound <= depth { return term }
      if node.kind == .bound {
        try require(node.sort == sort(of: value), .sortMismatch)
        return value
      }
    case .abstract(let level, let sort):
      if node.levelBound <= level { return term }
      if node.kind == .variable {
        let isMeant = node.head == level && node.sort == sort
        return isMeant ? try intern(.bound(index: Int(depth), sort)) : term
      }
    }
    return node.count > 0 ? nil : try rebuild(node, [], change)
  }

  /// The node with changed parts, which have the sorts that its parts had (after substitution).
  private mutating func rebuild(_ node: Node, _ parts: [TermID], _ change: Change? = nil)
    throws(CheckError) -> TermID
  {
    var (head, sort) = (node.head, node.sort)
    if case .substitute(_, let sorts) = change, node.sortBound > 0, !sorts.isEmpty {
      sort = try substitute([sort], sorts)[0]
      if node.kind == .apply {
        let old = instances[Int(head)]
        head = UInt64(try instance(of: old.symbol, substitute(old.sorts, sorts)))
      }
    }
    if node.kind == .apply { return try apply(Int(head), parts) }
    if let part = parts.first, let successor = application(sort)?.0.numeric?.successor,
      node.kind == .numeral
    {
      return try apply(instance(of: successor, []), [part])
    }
    return try store(node.kind, head, sort, parts)
  }

  /// The children as positions count them: a numeral n > 0 is S (n − 1).
  mutating func parts(_ term: TermID) throws(CheckError) -> [TermID] {
    guard let n = number(term) else { return Array(children(term)) }
    return n > 0 ? [try store(.numeral, n - 1, self[term].sort)] : []
  }

  typealias Construction = (symbol: OperatorID, arguments: [TermID])

  /// The constructor at the head of a term, with its arguments; nil if it is not one.
  mutating func constructor(_ term: TermID) throws(CheckError) -> Construction? {
    let node = self[term]
    if let n = number(term), let numeric = application(node.sort)?.0.numeric {
      return (n == 0 ? numeric.zero : numeric.successor, try parts(term))
    }
    guard node.kind == .apply, case let symbol = instances[Int(node.head)].symbol,
      self[symbol].role == .constructor
    else { return nil }
    return (symbol, try parts(term))
  }

  /// The subterms on the way down to `position`, the term itself first, the subterm last.
  /// Throws `badPosition`, or `underBinder` where the way leads into a quantifier.
  mutating func path(_ term: TermID, _ position: [UInt32]) throws(CheckError) -> [TermID] {
    var way = [term]
    for index in position {
      try require(self[way[way.count - 1]].kind != .quantifier, .underBinder)
      let parts = try parts(way[way.count - 1])
      try require(index < parts.count, .badPosition)
      way.append(parts[Int(index)])
    }
    return way
  }

  /// The term whose way down to `position` was `way`, with a subterm of the same sort there.
  mutating func replace(_ way: [TermID], _ position: [UInt32], by new: TermID)
    throws(CheckError) -> TermID
  {
    var result = new
    for (above, index) in zip(way.dropLast(), position).reversed() {
      var changed = try parts(above)
      changed[Int(index)] = result
      result = try rebuild(self[above], changed)
    }
    return result
  }

  /// Each distinct subterm once, the term itself first.
  func subterms(_ root: TermID) -> [TermID] {
    var (found, seen, next): ([TermID], Set<TermID>, Int) = ([root], [root], 0)
    while next < found.count {
      found += children(found[next]).filter { seen.insert($0).inserted }
      next += 1
    }
    return found
  }

  /// Refuses what may not stand where these many sort variables, and free variables of these sorts,
  /// are declared. `known` is what was looked at before, under no more declarations than these.
  func requireScope(
    _ root: TermID, sortParameters: Int, levels: [SortID], known: inout Set<TermID>
  ) throws(CheckError) {
    _ = try knownSort(of: root)
    try require(self[root].looseBound == 0, .looseBound)
    try require(self[root].levelBound <= levels.count, .undeclaredVariable)
    try require(self[root].sortBound <= sortParameters, .unknownSort)
    var stack = [root]
    while let term = stack.popLast() {
      let node = self[term]
      guard node.levelBound > 0, known.insert(term).inserted else { continue }
      let isMeant = node.kind != .variable || levels[Int(node.head)] == node.sort
      try require(isMeant, .undeclaredVariable, "of another sort")
      stack += children(term)
    }
  }

  /// Refuses what is not a formula over the sort variables and free variables declared.
  func requireStatement(_ statement: Statement) throws(CheckError) {
    let (count, parameters) = (statement.sortParameterCount, statement.parameters)
    try require(0..<256 ~= count, .limit, "sort variables")
    for sort in parameters { try requireTermSort(sort, parameters: count) }
    var known: Set<TermID> = []
    try requireScope(statement.formula, sortParameters: count, levels: parameters, known: &known)
    try require(sort(of: statement.formula) == .formula, .notAFormula)
  }
}
