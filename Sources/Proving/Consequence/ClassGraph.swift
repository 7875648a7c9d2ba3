// The terms of one statement in classes of equals, formulas among them: two that are equal stay so below
// every symbol, constructors are injective and distinct, and connectives mean what they mean. Start at `add`
// and `merge`; nothing is believed before `rebuild`. `Law` is matched against it, `Consequence` asks.
// Terms are never taken back: a graph lives as long as one question.
// Source: M. Willsey et al., egg: fast and extensible equality saturation, POPL (2021), for rebuilding late.

import Terms

/// What the graph knows of a symbol.
enum SymbolRole: UInt8, Sendable {
  case plain, constructor, equal, not, and, or, falsum
  /// The second part or the third, as the first says.
  case choice
}

/// Classes of equal terms. A class goes by its first node.
struct ClassGraph {
  struct Node {
    let symbol: UInt32
    let first: UInt32
    let count: UInt32
    let sort: UInt32
    /// The next node of the same class, and of the same symbol; the latter ends with `none`.
    var nextMember: UInt32
    fileprivate(set) var nextOfSymbol: UInt32
    /// Another node says the same.
    var isDead = false
  }
  static let none = UInt32.max
  /// The classes of the formulas that hold, and of those that do not.
  static let (truth, falsity): (UInt32, UInt32) = (0, 1)

  private(set) var nodes: [Node] = []
  private(set) var children: [UInt32] = []
  private var parents: [UInt32] = []
  /// By class: the symbols of its smallest term (count).
  private var sizes: [UInt32] = []
  /// By symbol: the first node, and the last.
  private var first: [UInt32]
  private var last: [UInt32]
  private var table: [UInt32] = []
  private var pending: [(UInt32, UInt32)] = []
  private let roles: [SymbolRole]
  /// Nodes that it may have (count).
  var nodeLimit: Int
  /// Symbols of a term that may be made, formulas left out (count).
  var sizeLimit = Int.max
  /// Whether what was merged cannot be.
  private(set) var isContradictory = false

  /// `growth` is by how much the limit may become greater.
  init(_ roles: [SymbolRole], nodeLimit: Int, growth: Int) {
    (self.roles, self.nodeLimit) = (roles, nodeLimit)
    first = Array(repeating: Self.none, count: roles.count)
    last = first
    // A power of two, at most half full.
    let room = nodeLimit + growth
    table = Array(
      repeating: Self.none, count: 1 << (Int.bitWidth - room.leadingZeroBitCount + 1))
    for value in [Self.truth, Self.falsity] {
      nodes.append(
        Node(
          symbol: Self.none, first: 0, count: 0, sort: TermSort.formula.index, nextMember: value,
          nextOfSymbol: Self.none))
      parents.append(value)
      sizes.append(1)
    }
  }

  /// The class of a node.
  func find(_ node: UInt32) -> UInt32 {
    var node = node
    while parents[Int(node)] != node { node = parents[Int(node)] }
    return node
  }

  /// The oldest node with a symbol, and the newest: what the statement itself has is looked at first. `none`
  /// if there is none.
  func range(_ symbol: UInt32) -> (first: UInt32, last: UInt32) {
    (first[Int(symbol)], last[Int(symbol)])
  }

  /// The class of a term, whose variables stand for these classes; nil if it would take more room than there is.
  mutating func add(_ term: Term, _ values: [UInt32], _ bank: TermBank) -> UInt32? {
    if let number = bank.variableNumber(term) { return values[number] }
    guard let symbol = bank.symbol(term) else { return nil }
    var parts: [UInt32] = []
    for i in 0..<bank.arity(term) {
      guard let part = add(bank.argument(term, i), values, bank) else { return nil }
      parts.append(part)
    }
    return node(symbol.index, parts, bank.sort(term).index)
  }

  /// Adds an operator over terms without variables, if there is room.
  mutating func add(_ symbol: Symbol, _ arguments: [Term], _ bank: TermBank) {
    let parts = arguments.compactMap { add($0, [], bank) }
    guard parts.count == arguments.count else { return }
    _ = node(symbol.index, parts, bank[symbol].sort.index)
  }

  private mutating func node(_ symbol: UInt32, _ parts: [UInt32], _ sort: UInt32) -> UInt32? {
    if roles[Int(symbol)] == .falsum { return find(Self.falsity) }
    var slot = Self.hash(symbol, parts.span) & (table.count - 1)
    while table[slot] != Self.none {
      let other = nodes[Int(table[slot])]
      if other.symbol == symbol,
        parts.indices.allSatisfy({ children[Int(other.first) + $0] == parts[$0] })
      {
        return find(table[slot])
      }
      slot = (slot + 1) & (table.count - 1)
    }
    let size = parts.reduce(1) { $0 + Int(sizes[Int($1)]) }
    guard nodes.count < nodeLimit, size <= sizeLimit || sort == TermSort.formula.index else {
      return nil
    }
    let new = UInt32(nodes.count)
    nodes.append(
      Node(
        symbol: symbol, first: UInt32(children.count), count: UInt32(parts.count), sort: sort,
        nextMember: new, nextOfSymbol: Self.none))
    children += parts
    parents.append(new)
    sizes.append(UInt32(size))
    if first[Int(symbol)] == Self.none {
      first[Int(symbol)] = new
    } else {
      nodes[Int(last[Int(symbol)])].nextOfSymbol = new
    }
    last[Int(symbol)] = new
    table[slot] = new
    return new
  }

  /// Says that two classes are one; it becomes true by `rebuild`.
  mutating func merge(_ a: UInt32, _ b: UInt32) {
    if a != b { pending.append((a, b)) }
  }

  /// Whether something is still to be made true.
  var isPending: Bool { !pending.isEmpty }

  /// Makes true what was said, and all that comes of it.
  mutating func rebuild() {
    while !pending.isEmpty, !isContradictory {
      let merges = pending
      pending = []
      for (a, b) in merges { unite(find(a), find(b)) }
      isContradictory = find(Self.truth) == find(Self.falsity)
      rehash()
      for number in nodes.indices where !nodes[number].isDead { infer(UInt32(number)) }
      distinguish()
    }
  }

  private mutating func unite(_ a: UInt32, _ b: UInt32) {
    if a == b { return }
    let (root, other) = (min(a, b), max(a, b))
    parents[Int(other)] = root
    sizes[Int(root)] = min(sizes[Int(root)], sizes[Int(other)])
    let next = nodes[Int(root)].nextMember
    nodes[Int(root)].nextMember = nodes[Int(other)].nextMember
    nodes[Int(other)].nextMember = next
  }

  /// Enters every node under the classes of its parts; those that say the same are one.
  private mutating func rehash() {
    for slot in table.indices { table[slot] = Self.none }
    for number in nodes.indices.dropFirst(2) where !nodes[number].isDead {
      let node = nodes[number]
      let range = Int(node.first)..<Int(node.first + node.count)
      for place in range { children[place] = find(children[place]) }
      var slot = Self.hash(node.symbol, children.span.extracting(range)) & (table.count - 1)
      while table[slot] != Self.none {
        let other = nodes[Int(table[slot])]
        if other.symbol == node.symbol,
          range.allSatisfy({
            children[$0] == children[Int(other.first) + $0 - Int(node.first)]
          })
        {
          break
        }
        slot = (slot + 1) & (table.count - 1)
      }
      if table[slot] == Self.none {
        table[slot] = UInt32(number)
      } else {
        nodes[number].isDead = true
        merge(find(table[slot]), find(UInt32(number)))
      }
    }
  }

  private static func hash(_ symbol: UInt32, _ parts: Span<UInt32>) -> Int {
    var hash = UInt64(symbol) &+ 1
    for i in parts.indices { hash = (hash ^ UInt64(parts[i])) &* 0x9E37_79B9_7F4A_7C15 }
    return Int((hash &* 0x9E37_79B9_7F4A_7C15) >> 34)
  }

  /// What a connective says of its parts, and they of it.
  private mutating func infer(_ number: UInt32) {
    let node = nodes[Int(number)]
    guard node.symbol != Self.none else { return }
    let role = roles[Int(node.symbol)]
    if role == .plain || role == .constructor { return }
    let own = find(number)
    let first = find(children[Int(node.first)])
    let second = node.count > 1 ? find(children[Int(node.first) + 1]) : first
    let (truth, falsity) = (find(Self.truth), find(Self.falsity))
    switch role {
    case .plain, .constructor, .falsum: break
    case .choice:
      let third = find(children[Int(node.first) + 2])
      if second == third { merge(own, second) }
    case .equal:
      if first == second { merge(own, truth) } else if own == truth { merge(first, second) }
    case .not:
      if first == truth { merge(own, falsity) } else if first == falsity { merge(own, truth) }
      if own == truth { merge(first, falsity) } else if own == falsity { merge(first, truth) }
    case .and, .or:
      // The value that settles the whole, and the one that leaves it to the other part.
      let (strong, weak) = role == .or ? (truth, falsity) : (falsity, truth)
      if first == strong || second == strong { merge(own, strong) }
      if first == weak || first == second { merge(own, second) }
      if second == weak { merge(own, first) }
      if own == weak {
        merge(first, weak)
        merge(second, weak)
      }
    }
  }

  /// The parts of a disjunction that holds though neither part is known to.
  func openAlternative() -> (UInt32, UInt32)? {
    let truth = find(Self.truth)
    for (number, node) in nodes.enumerated() where !node.isDead && node.symbol != Self.none {
      guard roles[Int(node.symbol)] == .or, find(UInt32(number)) == truth else { continue }
      let parts = (find(children[Int(node.first)]), find(children[Int(node.first) + 1]))
      if parts.0 != truth, parts.1 != truth { return parts }
    }
    return nil
  }

  /// Values made by constructors are equal only if these are the same, and their parts equal.
  private mutating func distinguish() {
    var made: [UInt32: UInt32] = [:]
    for (number, node) in nodes.enumerated() where !node.isDead && node.symbol != Self.none {
      guard roles[Int(node.symbol)] == .constructor else { continue }
      let own = find(UInt32(number))
      guard let known = made[own] else {
        made[own] = UInt32(number)
        continue
      }
      let other = nodes[Int(known)]
      if other.symbol != node.symbol { isContradictory = true }
      for i in 0..<Int(node.count) where other.symbol == node.symbol {
        merge(find(children[Int(other.first) + i]), find(children[Int(node.first) + i]))
      }
    }
  }
}
