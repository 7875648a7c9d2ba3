// Changes of kernel terms, made outside the kernel: replacing a subterm, opening and closing a
// quantifier, taking a constructor apart. Everything goes through the kernel's public door `intern`,
// so what comes out is well sorted; that it is the right term is *not* trusted. Only the reader of
// proofs `ProofReplay.swift` needs this, to know the formulas between the steps of a proof.

import ProofKernel

/// A checker with the term surgery that a replay needs. A value: copies are independent.
struct TermWorkshop {
  /// Holds the terms, the facts and the theorems.
  private(set) var checker: Checker

  /// The terms and operators.
  var store: TermStore { checker.theory.store }

  init(_ checker: Checker) { self.checker = checker }

  mutating func make(_ shape: TermShape) throws(CheckError) -> TermID { try checker.intern(shape) }

  mutating func equation(_ left: TermID, _ right: TermID) throws(CheckError) -> TermID {
    let isFormula = store.sort(of: left) == .formula
    return try make(.connective(isFormula ? .iff : .equal, [left, right]))
  }

  /// What a citation says at an instance.
  mutating func statement(of instance: Instance) throws(CheckError) -> TermID {
    let formula = statement(of: instance.citation).formula
    return try map(formula, sorts: instance.sorts) { shape, _, _ throws(CheckError) in
      if case .variable(let level, _) = shape { return instance.terms[level] }
      return nil
    }
  }

  /// What is cited, with its variables.
  func statement(of citation: Citation) -> Statement {
    switch citation {
    case .fact(let place): checker.theory.facts[place].statement
    case .theorem(let place): checker.theorems[place].statement
    }
  }

  // MARK: parts

  /// The children as positions count them: a numeral n > 0 is S (n − 1).
  mutating func parts(_ term: TermID) throws(CheckError) -> [TermID] {
    let shape = store.shape(of: term)
    guard case .numeral(let n, let sort) = shape, n > 0 else { return shape.parts }
    return [try make(.numeral(n - 1, sort))]
  }

  /// The same head over other children, with sorts for its sort variables.
  mutating func rebuild(_ term: TermID, _ parts: [TermID], _ sorts: [SortID] = [])
    throws(CheckError) -> TermID
  {
    let shape = store.shape(of: term)
    if case .numeral(_, let sort) = shape, !parts.isEmpty, let successor = successor(of: sort) {
      return try make(.apply(successor, sorts: [], parts))
    }
    return try make(shape.with(substitute(shape.sorts, sorts), parts))
  }

  /// The sorts with others for their variables. Recursion is bounded by the size of sorts.
  private mutating func substitute(_ old: [SortID], _ arguments: [SortID])
    throws(CheckError) -> [SortID]
  {
    if arguments.isEmpty { return old }
    return try old.map { (sort) throws(CheckError) in
      switch store.shape(of: sort) {
      case .formula: sort
      case .variable(let number): arguments[number]
      case .application(let symbol, let parts):
        try checker.intern(.application(symbol, substitute(parts, arguments)))
      }
    }
  }

  /// The constructor S of a sort of numerals.
  func successor(of sort: SortID) -> OperatorID? {
    guard case .application(let symbol, _) = store.shape(of: sort) else { return nil }
    return store.sortSymbols[Int(symbol.index)].numeric?.successor
  }

  /// The subterms on the way down to `position`, the term itself first.
  mutating func path(_ term: TermID, _ position: [UInt32]) throws(CheckError) -> [TermID] {
    var way = [term]
    for index in position {
      let parts = try parts(way[way.count - 1])
      guard Int(index) < parts.count else { throw CheckError(.badPosition) }
      way.append(parts[Int(index)])
    }
    return way
  }

  /// The term with `new` at `position`.
  mutating func replace(_ term: TermID, _ position: [UInt32], by new: TermID)
    throws(CheckError) -> TermID
  {
    let way = try path(term, position)
    var result = new
    for (above, index) in zip(way.dropLast(), position).reversed() {
      var parts = try parts(above)
      parts[Int(index)] = result
      result = try rebuild(above, parts)
    }
    return result
  }

  // MARK: binding

  /// The body of a quantifier, with a term for its variable.
  mutating func instantiate(_ body: TermID, by value: TermID) throws(CheckError) -> TermID {
    try map(body) { shape, depth, _ throws(CheckError) in
      if case .bound(depth, _) = shape { return value }
      return nil
    }
  }

  /// The term with the variable of a level bound by a quantifier yet to be put around it.
  mutating func abstract(_ term: TermID, level: Int) throws(CheckError) -> TermID {
    try map(term) { shape, depth, workshop throws(CheckError) in
      guard case .variable(level, let sort) = shape else { return nil }
      return try workshop.make(.bound(index: depth, sort))
    }
  }

  /// The term with its leaves changed; `leaf` gets the number of quantifiers around the leaf.
  /// Each distinct subterm is visited once per depth, with a stack of our own: terms may be deep.
  private mutating func map(
    _ root: TermID, sorts: [SortID] = [],
    _ leaf: (TermShape, Int, inout TermWorkshop) throws(CheckError) -> TermID?
  ) throws(CheckError) -> TermID {
    struct Key: Hashable {
      let term: TermID
      let depth: Int
    }
    var done: [Key: TermID] = [:]
    var stack = [Key(term: root, depth: 0)]
    while let key = stack.last {
      let shape = store.shape(of: key.term)
      let children = shape.parts
      var inner = key.depth
      if case .quantifier = shape { inner += 1 }
      if children.isEmpty {
        let changed = try leaf(shape, key.depth, &self)
        if let changed { done[key] = changed } else { done[key] = try rebuild(key.term, [], sorts) }
        stack.removeLast()
        continue
      }
      let before = stack.count
      var changed: [TermID] = []
      for child in children {
        let next = Key(term: child, depth: inner)
        if let known = done[next] { changed.append(known) } else { stack.append(next) }
      }
      if stack.count == before {
        stack.removeLast()
        done[key] = try rebuild(key.term, changed, sorts)
      }
    }
    return done[Key(term: root, depth: 0)] ?? root
  }

  /// The constructor at the head of a term with its arguments; nil if there is none.
  mutating func constructor(_ term: TermID) throws(CheckError) -> (OperatorID, [TermID])? {
    switch store.shape(of: term) {
    case .numeral(let n, let sort):
      guard case .application(let symbol, _) = store.shape(of: sort),
        let numeric = store.sortSymbols[Int(symbol.index)].numeric
      else { return nil }
      return (n == 0 ? numeric.zero : numeric.successor, try parts(term))
    case .apply(let symbol, _, let arguments):
      let isConstructor = store.operators[Int(symbol.index)].role == .constructor
      return isConstructor ? (symbol, arguments) : nil
    default: return nil
    }
  }
}
