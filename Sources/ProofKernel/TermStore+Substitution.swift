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
      let node = nodes[Int(term.index)]
      let inner = node.kind == .quantifier ? depth + 1 : depth
      var parts: [TermID] = []
      let before = stack.count
      for i in Int(node.first)..<Int(node.first + node.count) {
        let child = children[i]
        let key = UInt64(child.index) << 32 | UInt64(inner)
        if let changed = try leaf(change, child, inner) ?? done[key] {
          parts.append(changed)
        } else {
          stack.append((child, inner))
        }
      }
      if stack.count == before {
        stack.removeLast()
        done[UInt64(term.index) << 32 | UInt64(depth)] = try rebuild(node, change, parts)
      }
    }
    return done[UInt64(root.index) << 32] ?? root
  }

  /// What becomes of a leaf, or of a term that the change does not touch; nil for the others.
  private mutating func leaf(_ change: Change, _ term: TermID, _ depth: UInt32)
    throws(CheckError) -> TermID?
  {
    let node = nodes[Int(term.index)]
    switch change {
    case .substitute(let terms, let sorts):
      if node.levelBound == 0 && (node.sortBound == 0 || sorts.isEmpty) { return term }
      if node.kind == .variable {
        try require(Int(node.head) < terms.count, .wrongNumberOfInstances)
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
        let isMeant = Int(node.head) == level && node.sort == sort
        return isMeant ? try intern(.bound(index: Int(depth), sort)) : term
      }
    }
    return node.count > 0 ? nil : try rebuild(node, change, [])
  }

  /// The node with changed parts, which have the sorts that its parts had (after substitution).
  private mutating func rebuild(_ node: Node, _ change: Change, _ parts: [TermID])
    throws(CheckError) -> TermID
  {
    var (head, sort) = (node.head, node.sort)
    if case .substitute(_, let sorts) = change, node.sortBound > 0, !sorts.isEmpty {
      sort = try substitute(sort, sorts)
      if node.kind == .apply {
        let old = instances[Int(head)]
        head = try instance(of: old.symbol, substitute(old.sorts, sorts))
      }
    }
    return node.kind == .apply ? try apply(head, parts) : try store(node.kind, head, sort, parts)
  }

  /// The children as positions count them: a numeral n > 0 is S (n − 1).
  mutating func parts(_ term: TermID) throws(CheckError) -> [TermID] {
    let node = nodes[Int(term.index)]
    if let n = number(term) { return n > 0 ? [try numeral(n - 1, node.sort)] : [] }
    return Array(children[Int(node.first)..<Int(node.first + node.count)])
  }

  /// The constructor at the head of a term, with its arguments; nil if it is not one.
  mutating func constructor(_ term: TermID) throws(CheckError)
    -> (symbol: OperatorID, arguments: [TermID])?
  {
    let node = nodes[Int(term.index)]
    if let n = number(term), let numeric = application(node.sort)?.0.numeric {
      return (n == 0 ? numeric.zero : numeric.successor, try parts(term))
    }
    guard node.kind == .apply, case let symbol = instances[Int(node.head)].symbol,
      operators[Int(symbol.index)].role == .constructor
    else { return nil }
    return (symbol, try parts(term))
  }

  /// The subterms on the way down to `position`, the term itself first, the subterm last.
  /// Throws `badPosition`, or `underBinder` where the way leads into a quantifier.
  mutating func path(_ term: TermID, _ position: [UInt32]) throws(CheckError) -> [TermID] {
    var way = [term]
    for index in position {
      let here = way[way.count - 1]
      try require(nodes[Int(here.index)].kind != .quantifier, .underBinder)
      let parts = try parts(here)
      try require(Int(index) < parts.count, .badPosition)
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
      let node = nodes[Int(above.index)]
      var changed = try parts(above)
      changed[Int(index)] = result
      if node.kind == .numeral, let successor = try constructor(above)?.symbol {
        result = try apply(instance(of: successor, []), changed)
      } else {
        result = try rebuild(node, .instantiate(result), changed)
      }
    }
    return result
  }

  /// Each distinct subterm once, the term itself first.
  func subterms(_ root: TermID) -> [TermID] {
    var seen: Set<TermID> = [root]
    var found = [root]
    var next = 0
    while next < found.count {
      let node = nodes[Int(found[next].index)]
      for child in children[Int(node.first)..<Int(node.first + node.count)]
      where seen.insert(child).inserted { found.append(child) }
      next += 1
    }
    return found
  }

  /// Refuses what may not stand where these many sort variables, and free variables of these sorts,
  /// are declared. `known` is what was looked at before, under no more declarations than these.
  func requireScope(
    _ root: TermID, sortParameters: Int, levels: [SortID], known: inout Set<TermID>
  ) throws(CheckError) {
    try requireKnown(root)
    let node = nodes[Int(root.index)]
    try require(node.looseBound == 0, .looseBound)
    try require(Int(node.levelBound) <= levels.count, .undeclaredVariable)
    try require(Int(node.sortBound) <= sortParameters, .unknownSort)
    var stack = [root]
    while let term = stack.popLast() {
      let node = nodes[Int(term.index)]
      guard node.levelBound > 0, known.insert(term).inserted else { continue }
      let isMeant = node.kind != .variable || levels[Int(node.head)] == node.sort
      try require(isMeant, .undeclaredVariable, "of another sort")
      stack.append(contentsOf: children[Int(node.first)..<Int(node.first + node.count)])
    }
  }

  /// Refuses what is not a formula over the sort variables and free variables declared.
  func requireStatement(_ statement: Statement) throws(CheckError) {
    let (count, parameters) = (statement.sortParameterCount, statement.parameters)
    try require(count >= 0 && count < 256, .limit, "sort variables")
    for sort in parameters { try requireTermSort(sort, parameters: count) }
    var known: Set<TermID> = []
    try requireScope(
      statement.formula, sortParameters: count, levels: parameters, known: &known)
    try require(sort(of: statement.formula) == .formula, .notAFormula)
  }
}
