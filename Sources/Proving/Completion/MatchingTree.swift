// A perfect discrimination tree: all left sides of rules, cell by cell, with their common
// beginnings shared; it finds the left sides of which a term is an instance, one after the other.
// Entry: `start`, then `next` until it returns nothing. Variables are numbered by first occurrence
// on each path, so bindings need no undoing.
// Source: W. McCune, Experiments with discrimination-tree indexing and path indexing (1992).

/// Finds generalisations of a term.
struct MatchingTree: ~Copyable {
  /// 16 bytes, so that four share a line of the cache: the search does little but wait for them.
  private struct Node: BitwiseCopyable {
    /// The symbol's number, or a variable's; `isFirst` is added where a variable is met first.
    var cell: Cell
    /// The first child that is a symbol; a leaf, which has no children, has its first entry here, plus 1.
    var first: UInt32 = 0
    var firstVariable: UInt32 = 0
    var sibling: UInt32 = 0

    static var isFirst: Cell { 0x1_0000 }
  }
  private struct Entry: BitwiseCopyable {
    var view: UInt32
    var next: UInt32
  }

  private var nodes = Column<Node>(capacity: 1024)
  private var populations = Column<UInt32>(capacity: 1024)  // by node: entries below
  private var entries = Column<Entry>(capacity: 256)
  private let stack: UnsafeMutablePointer<(node: UInt32, place: Int)>
  private var depth = 0
  private var pendingEntry: UInt32 = 0
  private var query: TermPointer
  private var end = 0
  /// What the variables of the left side found stand for: parts of the query.
  let bindings: UnsafeMutablePointer<TermPointer>
  /// Number of nodes visited so far (count): the unit of work of the engine.
  private(set) var visits = 0

  init() {
    stack = .allocate(capacity: 2 * Cell.largestLength + 16)
    bindings = .allocate(capacity: 512)
    let nothing = UnsafeMutablePointer<Cell>.allocate(capacity: 1)
    nothing[0] = .variable(0)
    query = TermPointer(nothing)
    emptyTerm = query
    nodes.append(Node(cell: 0))
    populations.append(0)
  }

  private let emptyTerm: TermPointer

  deinit {
    stack.deallocate()
    bindings.deallocate()
    emptyTerm.deallocate()
  }

  // MARK: changes

  /// Adds a left side, whose variables are numbered by first occurrence.
  mutating func insert(_ term: TermPointer, _ view: UInt32) {
    var node = 0
    var variableCount = 0
    populations.base[0] += 1
    for i in 0..<term.termLength {
      let cell = term[i]
      let key = cell & 0xFFFF
      let isFirst = cell.isVariable && cell.variableNumber == variableCount
      if isFirst { variableCount += 1 }
      node = child(of: node, key, isFirst)
      populations.base[node] += 1
    }
    entries.append(Entry(view: view, next: 0))
    let new = UInt32(entries.count)
    // Behind the older ones, which are found first.
    var last = nodes[node].first
    if last == 0 {
      nodes.base[node].first = new
    } else {
      while entries[Int(last) - 1].next != 0 { last = entries[Int(last) - 1].next }
      entries.base[Int(last) - 1].next = new
    }
  }

  private mutating func child(of node: Int, _ key: Cell, _ isFirst: Bool) -> Int {
    let isVariable = key.isVariable
    var here = isVariable ? nodes[node].firstVariable : nodes[node].first
    var last: UInt32 = 0
    while here != 0 {
      if nodes[Int(here)].cell & 0xFFFF == key { return Int(here) }
      last = here
      here = nodes[Int(here)].sibling
    }
    let new = UInt32(nodes.count)
    nodes.append(Node(cell: isFirst ? key | Node.isFirst : key))
    populations.append(0)
    if last != 0 {
      nodes.base[Int(last)].sibling = new
    } else if isVariable {
      nodes.base[node].firstVariable = new
    } else {
      nodes.base[node].first = new
    }
    return Int(new)
  }

  /// Removes what `insert` added. Branches that become empty are cut off.
  mutating func remove(_ term: TermPointer, _ view: UInt32) {
    var node = 0
    populations.base[0] -= 1
    for i in 0..<term.termLength {
      let key = term[i] & 0xFFFF
      let isVariable = key.isVariable
      var here = isVariable ? nodes[node].firstVariable : nodes[node].first
      var last: UInt32 = 0
      while here != 0, nodes[Int(here)].cell & 0xFFFF != key {
        last = here
        here = nodes[Int(here)].sibling
      }
      precondition(here != 0, "a left side is not in the tree")
      populations.base[Int(here)] -= 1
      if populations[Int(here)] == 0 {
        let next = nodes[Int(here)].sibling
        if last != 0 {
          nodes.base[Int(last)].sibling = next
        } else if isVariable {
          nodes.base[node].firstVariable = next
        } else {
          nodes.base[node].first = next
        }
        return
      }
      node = Int(here)
    }
    var here = nodes[node].first
    var last: UInt32 = 0
    while here != 0, entries[Int(here) - 1].view != view {
      last = here
      here = entries[Int(here) - 1].next
    }
    precondition(here != 0, "a rule is not in the tree")
    let next = entries[Int(here) - 1].next
    if last == 0 {
      nodes.base[node].first = next
    } else {
      entries.base[Int(last) - 1].next = next
    }
  }

  // MARK: retrieval

  /// Begins a search for left sides of which the term is an instance.
  @inline(__always) mutating func start(_ term: TermPointer) {
    query = term
    end = term.termLength
    depth = 1
    stack[0] = (0, 0)
    pendingEntry = 0
  }

  /// The next view found, with its variables in `bindings`.
  mutating func next() -> UInt32? {
    if pendingEntry != 0 { return takeEntry() }
    let nodes = nodes.base
    var visited = 0
    defer { visits &+= visited }
    while depth > 0 {
      depth -= 1
      var (here, place) = stack[depth]
      // A node on the stack is a variable node to try at `place`, but the root is just entered.
      var mustEnter = here != 0
      while true {
        visited &+= 1
        let node = nodes[Int(here)]
        if mustEnter {
          if node.sibling != 0 {
            stack[depth] = (node.sibling, place)
            depth += 1
          }
          let number = Int(node.cell & 0x7FFF)
          if node.cell & Node.isFirst != 0 {
            bindings[number] = query + place
          } else if !bindings[number].isSame(as: query + place) {
            break
          }
          place += query[place].length
        }
        if place == end {
          pendingEntry = node.first
          if pendingEntry != 0 { return takeEntry() }
          break
        }
        let key = query[place] & 0xFFFF
        if !key.isVariable {
          var child = node.first
          while child != 0, nodes[Int(child)].cell != key { child = nodes[Int(child)].sibling }
          if child != 0 {
            if node.firstVariable != 0 {
              stack[depth] = (node.firstVariable, place)
              depth += 1
            }
            here = child
            place += 1
            mustEnter = false
            continue
          }
        }
        if node.firstVariable == 0 { break }
        here = node.firstVariable
        mustEnter = true
      }
    }
    return nil
  }

  @inline(__always) private mutating func takeEntry() -> UInt32 {
    let entry = entries[Int(pendingEntry) - 1]
    pendingEntry = entry.next
    return entry.view
  }
}
