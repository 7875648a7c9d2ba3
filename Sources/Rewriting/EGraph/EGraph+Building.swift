// Making an e-graph by hand: operators, terms, unions. Start at `add(_:to:)`. Searches make nodes
// through `EGraph+Apply.swift` instead. After `union`, `rebuild` restores congruence; a search needs it.

import Terms

extension EGraph {
  /// Operators have fewer arguments (count).
  static let arityLimit = 255

  /// Makes operators of the symbols that the language has got since.
  mutating func declareOperators() {
    while operators.count < language.bank.symbols.count {
      let index = operators.count
      let kind = language.kind(of: Symbol(UInt32(index)))
      let arity = language.bank.symbols[index].arguments.count
      precondition(index < 1 << 24 && arity < Self.arityLimit, "too many operators or arguments")
      operators.append(
        OperatorRecord(
          arity: UInt32(arity), sort: language.bank.symbols[index].sort.index, leaf: none,
          changed: 0, firstSegment: none, lastSegment: none, kind: kind,
          whole: WholeArithmetic(
            kind == .foldable ? language.evaluates[Symbol(UInt32(index))] : nil)))
    }
  }

  /// The node of an operator applied to what nodes stand for; made if it is not there. O(arity).
  ///
  /// *Requires*: an operator declared here, and as many nodes as it takes.
  @discardableResult
  public mutating func add(_ symbol: Symbol, _ children: [ENodeID] = []) -> ENodeID {
    let op = symbol.index
    if op >= operators.count { declareOperators() }
    precondition(Int(operators[op].arity) == children.count, "wrong number of arguments")
    if children.count <= 2 {
      // Without a row of keys of their own: terms are mostly these.
      let first = children.count > 0 ? children[0] : ENodeID(0)
      let second = children.count > 1 ? children[1] : ENodeID(0)
      return addSmall(op, children.count, first, second)
    }
    let keys = children.map { root(nodes[$0.index].eClass) }
    return keys.withUnsafeBufferPointer { keys in
      let (found, slot, hash) = probe(op, UInt32(children.count), keys.baseAddress!)
      if found != none { return ENodeID(found) }
      let node = makeNode(
        op, UInt32(children.count), keys.baseAddress!, in: none, slot: slot, hash: hash,
        birth: log.end)
      log.begin(.input, op)
      log.words.append(node)
      for child in children { log.words.append(child.index) }
      return ENodeID(node)
    }
  }

  /// As above, of an operator with one argument or two.
  @discardableResult
  public mutating func add(_ symbol: Symbol, _ first: ENodeID, _ second: ENodeID? = nil) -> ENodeID
  {
    if symbol.index >= operators.count { declareOperators() }
    let arity = second == nil ? 1 : 2
    precondition(Int(operators[symbol.index].arity) == arity, "wrong number of arguments")
    return addSmall(symbol.index, arity, first, second ?? ENodeID(0))
  }

  /// As `add`, of an operator with at most two children.
  @inline(__always)
  private mutating func addSmall(_ op: UInt32, _ arity: Int, _ first: ENodeID, _ second: ENodeID)
    -> ENodeID
  {
    var keys = (UInt32(0), UInt32(0))
    if arity > 0 { keys.0 = root(nodes[first.index].eClass) }
    if arity > 1 { keys.1 = root(nodes[second.index].eClass) }
    let (found, slot, hash) = probeSmall(op, keys.0, keys.1)
    if found != none { return ENodeID(found) }
    matching.children[0] = keys.0
    matching.children[1] = keys.1
    let node = makeNode(
      op, UInt32(arity), matching.children, in: none, slot: slot, hash: hash, birth: log.end)
    log.begin(.input, op)
    log.words.append(node)
    if arity > 0 { log.words.append(first.index) }
    if arity > 1 { log.words.append(second.index) }
    return ENodeID(node)
  }

  /// The node of a term without variables; made, with those of its subterms, where it is not there.
  ///
  /// *Requires*: a term of `language`. *Complexity*: linear in the shared size of the term.
  @discardableResult
  public mutating func add(_ term: Term) -> ENodeID {
    // Subterms come in the order of their numbers, so their nodes are found by bisection.
    let parts = language.bank.subterms(term)
    var made: [ENodeID] = []
    made.reserveCapacity(parts.count)
    for part in parts {
      guard let symbol = language.bank.symbol(part) else {
        preconditionFailure("a variable in a term")
      }
      let arity = language.bank.arity(part)
      let node: ENodeID
      if arity > 2 {
        node = add(
          symbol, (0..<arity).map { made[parts.place(of: language.bank.argument(part, $0))] })
      } else {
        var children = (ENodeID(0), ENodeID(0))
        if arity > 0 { children.0 = made[parts.place(of: language.bank.argument(part, 0))] }
        if arity > 1 { children.1 = made[parts.place(of: language.bank.argument(part, 1))] }
        if symbol.index >= operators.count { declareOperators() }
        precondition(Int(operators[symbol.index].arity) == arity, "wrong number of arguments")
        node = addSmall(symbol.index, arity, children.0, children.1)
      }
      made.append(node)
      if inputs[part] == nil { inputs[part] = node }
    }
    return made[made.count - 1]
  }

  /// The node of a symbol without arguments; nil if there is none. O(1).
  public func leaf(of symbol: Symbol) -> ENodeID? {
    guard symbol.index < operators.count, operators[symbol.index].leaf != none else { return nil }
    return ENodeID(operators[symbol.index].leaf)
  }

  /// The node of a term if the e-graph has one, by congruence, or had one when the term was added. Such
  /// a node may have been pruned since; its class is known all the same. O(shared size).
  public mutating func lookup(_ term: Term) -> ENodeID? {
    subtermNodes(of: term)?.nodes.last.map { ENodeID($0) }
  }

  /// The nodes of the subterms of a term, as `lookup` finds them; nil if one has none. O(shared size), times the
  /// logarithm of that.
  mutating func subtermNodes(of term: Term) -> SubtermNodes? {
    let parts = language.bank.subterms(term)
    var found: [UInt32] = []
    found.reserveCapacity(parts.count)
    for part in parts {
      guard let symbol = language.bank.symbol(part), symbol.index < operators.count else {
        return nil
      }
      let arity = language.bank.arity(part)
      var node = none
      if arity > 2 {
        let keys = (0..<arity).map { key(language.bank.argument(part, $0), parts, found) }
        node = keys.withUnsafeBufferPointer {
          probe(symbol.index, UInt32(arity), $0.baseAddress!).node
        }
      } else {
        let first = arity > 0 ? key(language.bank.argument(part, 0), parts, found) : 0
        let second = arity > 1 ? key(language.bank.argument(part, 1), parts, found) : 0
        node = probeSmall(symbol.index, first, second).node
      }
      guard let known = node == none ? inputs[part]?.index : node else { return nil }
      found.append(known)
    }
    return SubtermNodes(parts: parts, nodes: found)
  }

  private func key(_ term: Term, _ parts: [Term], _ found: [UInt32]) -> UInt32 {
    currentRoot(nodes[found[parts.place(of: term)]].eClass)
  }

  /// States that two nodes are equal, for a reason that the user numbers. Returns whether that is new.
  /// Call `rebuild` before the next search.
  @discardableResult
  public mutating func union(_ a: ENodeID, _ b: ENodeID, reason: Int = 0) -> Bool {
    guard join(nodes[a.index].eClass, nodes[b.index].eClass) else { return false }
    log.begin(.statement, UInt32(reason))
    log.words.append(a.index)
    log.words.append(b.index)
    return true
  }
}

/// The subterms of a term, in the order of their numbers, with a node for each.
struct SubtermNodes {
  let parts: [Term]
  let nodes: [UInt32]

  /// The node of a subterm. Logarithmic in their number.
  subscript(part: Term) -> UInt32 { nodes[parts.place(of: part)] }
}

extension [Term] {
  /// The place of one of these terms, which are in order.
  func place(of term: Term) -> Int {
    var (low, high) = (0, count - 1)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < term { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
