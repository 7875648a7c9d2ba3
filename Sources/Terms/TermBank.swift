// The prover's terms: many-sorted, first-order, each distinct one stored once in flat arrays, so
// that equality is equality of numbers. Start at `TermBank.make`. Symbols have one sort each (an
// operator at given sorts is a symbol of its own); variables occur in rules only. `Matching.swift`
// and `PathOrdering.swift` read terms. Nothing here is trusted: the kernel has its own terms.
// Source: J.-C. Filliâtre, S. Conchon, Type-safe modular hash-consing (2006).

/// A term of a `TermBank` (count from 0).
public struct Term: Hashable, Comparable, Sendable {
  /// The position in the bank.
  public let index: UInt32
  /// Names the term at `index`. Requires that the bank has it.
  @inlinable public init(_ index: UInt32) { self.index = index }
  /// The order of creation; a subterm is smaller than its superterms.
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A function symbol of a `TermBank` (count from 0), at given sorts.
public struct Symbol: Hashable, Comparable, Sendable {
  /// The position in the bank.
  public let index: UInt32
  /// Names the symbol at `index`. Requires that the bank has it.
  @inlinable public init(_ index: UInt32) { self.index = index }
  /// The order of declaration.
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A sort of terms, by number; what it is, the owner of the bank knows.
public struct TermSort: Hashable, Comparable, Sendable {
  /// The number.
  public let index: UInt32
  /// The sort with that number.
  @inlinable public init(_ index: UInt32) { self.index = index }
  /// The order of numbers.
  @inlinable public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// What is known of a symbol.
public struct SymbolInfo: Sendable {
  /// The sorts of its arguments.
  public let arguments: [TermSort]
  /// The sort of its value.
  public let sort: TermSort
  /// Whether it builds values: distinct constructors give distinct values, and are injective.
  public let isConstructor: Bool
  /// Its rank in the precedence of the term ordering; a total order on symbols.
  public let precedence: Int
  /// Whether it binds a variable in its arguments: nothing is replaced below it.
  public let isBinder: Bool
  /// The place of the argument that the term ordering compares first; the others come from left to right.
  public fileprivate(set) var comparedFirst = 0
  /// Collects the parts; never fails.
  public init(
    arguments: [TermSort], sort: TermSort, isConstructor: Bool, precedence: Int,
    isBinder: Bool = false
  ) {
    (self.arguments, self.sort) = (arguments, sort)
    (self.isConstructor, self.precedence, self.isBinder) = (isConstructor, precedence, isBinder)
  }
}

/// The arena of terms. A value: copies are independent.
public struct TermBank: Sendable {
  @usableFromInline struct Node: Sendable {
    @usableFromInline var head: UInt32  // a symbol, or a variable's number with the high bit set
    @usableFromInline var first: UInt32
    @usableFromInline var count: UInt32
    @usableFromInline var sort: UInt32
    @usableFromInline var size: UInt32  // symbols and variables (count), at most UInt32.max
    @usableFromInline var variables: UInt32  // 1 + the largest variable
  }
  static let variableBit: UInt32 = 1 << 31

  /// All symbols.
  public private(set) var symbols: [SymbolInfo] = []
  private(set) var nodes: [Node] = []
  private(set) var children: [Term] = []
  private var hashes: [UInt32] = []
  /// Open addressing: half of a term's hash, which saves a look at most terms that are not meant, and
  /// the term; `free` where there is none.
  private var table: [UInt64] = Array(repeating: Self.free, count: 256)
  private static let free = UInt64.max

  /// Rules tried on terms of this bank (count); whoever rewrites counts.
  public var matchCount = 0
  /// Rules applied to terms of this bank (count).
  public var rewriteCount = 0

  /// The bank without symbols and terms.
  public init() {}

  /// The number of terms (count).
  public var count: Int { nodes.count }

  /// Adds a symbol. Requires that no other has its precedence.
  public mutating func declare(_ info: SymbolInfo) -> Symbol {
    symbols.append(info)
    return Symbol(UInt32(symbols.count - 1))
  }

  /// What is known of the symbol.
  public subscript(symbol: Symbol) -> SymbolInfo { symbols[Int(symbol.index)] }

  /// Lets the term ordering compare this argument of a symbol first. Requires that no two terms were compared yet.
  public mutating func compareFirst(_ place: Int, of symbol: Symbol) {
    symbols[Int(symbol.index)].comparedFirst = place
  }

  /// The application of a symbol. Requires arguments of the declared sorts. O(arguments).
  public mutating func make(_ symbol: Symbol, _ arguments: [Term] = []) -> Term {
    store(symbol.index, symbols[Int(symbol.index)].sort.index, arguments.span)
  }

  /// The same for arguments that need no array of their own.
  public mutating func make(_ symbol: Symbol, over arguments: Span<Term>) -> Term {
    store(symbol.index, symbols[Int(symbol.index)].sort.index, arguments)
  }

  /// The variable with that number (count from 0) and sort.
  public mutating func variable(_ number: Int, _ sort: TermSort) -> Term {
    let none: [Term] = []
    return store(UInt32(number) | Self.variableBit, sort.index, none.span)
  }

  /// The symbol at the head of a term; nil for a variable.
  public func symbol(_ term: Term) -> Symbol? {
    let head = nodes[Int(term.index)].head
    return head & Self.variableBit == 0 ? Symbol(head) : nil
  }

  /// The number of a variable; nil for other terms.
  public func variableNumber(_ term: Term) -> Int? {
    let head = nodes[Int(term.index)].head
    return head & Self.variableBit != 0 ? Int(head & ~Self.variableBit) : nil
  }

  /// The arguments, in order; a copy, since a slice would make the bank copy itself when it grows.
  public func arguments(_ term: Term) -> [Term] {
    let node = nodes[Int(term.index)]
    return Array(children[Int(node.first)..<Int(node.first + node.count)])
  }

  /// The number of arguments (count).
  public func arity(_ term: Term) -> Int { Int(nodes[Int(term.index)].count) }

  /// Argument `i` (count from 0). Requires `i < arity(term)`.
  public func argument(_ term: Term, _ i: Int) -> Term {
    let node = nodes[Int(term.index)]
    precondition(i < Int(node.count))
    return children[Int(node.first) + i]
  }

  /// The sort of a term.
  public func sort(_ term: Term) -> TermSort { TermSort(nodes[Int(term.index)].sort) }

  /// Symbols and variables in it, written as a tree (count; saturates).
  public func size(_ term: Term) -> Int { Int(nodes[Int(term.index)].size) }

  /// Whether it has no variables.
  public func isGround(_ term: Term) -> Bool { nodes[Int(term.index)].variables == 0 }

  /// 1 + the largest variable in it; 0 if it has none.
  public func variableBound(_ term: Term) -> Int { Int(nodes[Int(term.index)].variables) }

  /// Whether the head is a constructor.
  public func isConstructor(_ term: Term) -> Bool {
    symbol(term).map { self[$0].isConstructor } ?? false
  }

  /// The distinct subterms, each after its own.
  public func subterms(_ root: Term) -> [Term] {
    var seen: Set<Term> = []
    // By term, in place of the set: where that takes few bytes for each subterm.
    var marks: [Bool] = []
    var found = [root]
    var next = 0
    while next < found.count {
      let node = nodes[Int(found[next].index)]
      for i in 0..<Int(node.count) {
        let child = children[Int(node.first) + i]
        if found.count < 16 {
          // A small term is compared with all that was found.
          if !found.contains(child) { found.append(child) }
          continue
        }
        if !marks.isEmpty {
          if marks[Int(child.index)] { continue }
          marks[Int(child.index)] = true
          found.append(child)
          continue
        }
        if seen.isEmpty { seen = Set(found) }
        guard seen.insert(child).inserted else { continue }
        found.append(child)
        let count = found.count
        if count >= 256 && count & (count - 1) == 0 && Int(root.index) < 64 * count {
          // A subterm has a smaller number than the whole.
          marks = Array(repeating: false, count: Int(root.index) + 1)
          for term in found { marks[Int(term.index)] = true }
        }
      }
      next += 1
    }
    found.sort()
    return found
  }

  private mutating func store(_ head: UInt32, _ sort: UInt32, _ parts: Span<Term>) -> Term {
    var mixed = (UInt64(head) << 8 ^ UInt64(sort)) &* 0x9E37_79B9_7F4A_7C15
    for i in parts.indices {
      mixed = (mixed ^ UInt64(parts[i].index)) &* 0xFF51_AFD7_ED55_8CCD ^ (mixed >> 29)
    }
    mixed = (mixed ^ (mixed >> 32)) &* 0xC4CE_B9FE_1A85_EC53
    let hash = UInt32(truncatingIfNeeded: mixed >> 32)
    let mask = table.count - 1
    var slot = Int(hash) & mask
    while table[slot] != Self.free {
      if UInt32(truncatingIfNeeded: table[slot] >> 32) == hash {
        let id = UInt32(truncatingIfNeeded: table[slot])
        let node = nodes[Int(id)]
        if node.head == head, node.sort == sort, hasArguments(node, parts) { return Term(id) }
      }
      slot = (slot + 1) & mask
    }
    let id = UInt32(nodes.count)
    table[slot] = UInt64(hash) << 32 | UInt64(id)
    hashes.append(hash)
    var node = Node(
      head: head, first: UInt32(children.count), count: UInt32(parts.count), sort: sort, size: 1,
      variables: head & Self.variableBit != 0 ? (head & ~Self.variableBit) + 1 : 0)
    for i in parts.indices {
      let child = nodes[Int(parts[i].index)]
      let (size, overflow) = node.size.addingReportingOverflow(child.size)
      node.size = overflow ? .max : size
      node.variables = max(node.variables, child.variables)
      children.append(parts[i])
    }
    nodes.append(node)
    if nodes.count * 3 > table.count * 2 { growTable() }
    return Term(id)
  }

  /// Takes back the terms and symbols made last, so that as many are left; those left keep their
  /// numbers. Linear in what is taken back. Requires that there are as many.
  public mutating func truncate(terms: Int, symbols count: Int) {
    // The last comer of a run of occupied slots can go without closing the gap: nobody probed past it.
    for id in (terms..<nodes.count).reversed() {
      let own = UInt64(hashes[id]) << 32 | UInt64(id)
      var slot = Int(hashes[id]) & (table.count - 1)
      while table[slot] != own { slot = (slot + 1) & (table.count - 1) }
      table[slot] = Self.free
    }
    if terms < nodes.count { children.removeLast(children.count - Int(nodes[terms].first)) }
    nodes.removeLast(nodes.count - terms)
    hashes.removeLast(hashes.count - terms)
    symbols.removeLast(symbols.count - count)
  }

  private func hasArguments(_ node: Node, _ parts: Span<Term>) -> Bool {
    guard Int(node.count) == parts.count else { return false }
    for i in parts.indices where children[Int(node.first) + i] != parts[i] { return false }
    return true
  }

  private mutating func growTable() {
    let mask = table.count * 2 - 1
    table = Array(repeating: Self.free, count: mask + 1)
    // In the order in which they came, which `truncate` relies on.
    for (id, hash) in hashes.enumerated() {
      var slot = Int(hash) & mask
      while table[slot] != Self.free { slot = (slot + 1) & mask }
      table[slot] = UInt64(hash) << 32 | UInt64(id)
    }
  }
}
