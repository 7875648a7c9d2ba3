// A perfect discrimination tree: all left sides of rules, cell by cell, with their common
// beginnings shared; it finds the left sides of which a term is an instance, one after the other.
// Entry: `start`, then `next` until it returns nothing. Variables are numbered by first occurrence
// on each path, so bindings need no undoing. Where a left side is alone, its rest is not made of nodes,
// but compared where it is stored: most of a tree would be such rests. Neighbour: `MatchingTree+Changes`.
// Source: W. McCune, Experiments with discrimination-tree indexing and path indexing (1992).

/// Finds generalisations of a term.
struct MatchingTree: ~Copyable {
  /// 16 bytes, so that four share a line of the cache: the search does little but wait for them.
  struct Node: BitwiseCopyable {
    /// The symbol's number, or a variable's; `isFirst` is added where a variable is met first. Where one
    /// left side is alone (`isAlone`), the upper 8 bits are the number of its variables so far.
    var cell: Cell
    /// The first child that is a symbol; a leaf, which has no children, has its first entry here, plus 1.
    var first: UInt32 = 0
    /// The first child that is a variable; of a leaf, where the rest of its left side stands.
    var firstVariable: UInt32 = 0
    var sibling: UInt32 = 0

    static var isFirst: Cell { 0x1_0000 }
    static var isAlone: Cell { 0x2_0000 }
  }
  struct Change: BitwiseCopyable {
    var view: UInt32
    var isRemoval: Bool
  }
  struct Entry: BitwiseCopyable {
    var view: UInt32
    var next: UInt32
  }

  var nodes = Column<Node>(capacity: 1024)
  var populations = Column<UInt32>(capacity: 1024)  // by node: entries below
  var entries = Column<Entry>(capacity: 256)
  private let stack: UnsafeMutablePointer<(node: UInt32, place: Int)>
  private var depth = 0
  private var pendingEntry: UInt32 = 0
  private var query: TermPointer
  private var end = 0
  /// What the variables of the left side found stand for: parts of the query.
  let bindings: UnsafeMutablePointer<TermPointer>
  /// Number of nodes visited so far (count): the unit of work of the engine.
  private(set) var visits = 0
  /// The left sides added and removed so far, in order; how many there are is the state of the tree.
  var changes = Column<Change>(capacity: 256)

  /// The memory that left sides stand in.
  let cells: TermPointer

  /// A tree for left sides that stand in a `CellArena`, behind its first cell.
  init(over base: TermPointer) {
    cells = base
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
        if node.cell & Node.isAlone != 0 {
          if matchesRest(node, place, &visited) {
            pendingEntry = node.first
            return takeEntry()
          }
          break
        }
        let key = query[place] & 0xFFFF
        if !key.isVariable {
          var child = node.first
          while child != 0, nodes[Int(child)].cell & 0xFFFF != key {
            child = nodes[Int(child)].sibling
          }
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

  /// Whether the rest of the query is an instance of the rest of the left side that is alone at a node.
  @inline(__always) private func matchesRest(_ node: Node, _ start: Int, _ visited: inout Int)
    -> Bool
  {
    var pattern = cells + Int(node.firstVariable)
    var bound = Int(node.cell >> 24)
    var place = start
    while place < end {
      let cell = pattern[0]
      if cell.isVariable {
        visited &+= 1
        let number = cell.variableNumber
        if number == bound {
          bindings[number] = query + place
          bound += 1
        } else if !bindings[number].isSame(as: query + place) {
          return false
        }
        place += query[place].length
      } else {
        if (query[place] ^ cell) & 0xFFFF != 0 { return false }
        visited &+= 1
        place += 1
      }
      pattern += 1
    }
    return true
  }

  @inline(__always) private mutating func takeEntry() -> UInt32 {
    let entry = entries[Int(pendingEntry) - 1]
    pendingEntry = entry.next
    return entry.view
  }
}
