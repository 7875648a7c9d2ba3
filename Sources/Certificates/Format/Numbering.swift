// The numbers that sorts and terms have in a file: counted from 0 in the order in which lines need
// them, parts before wholes, whatever their ids in the store. Start at `visit`, which says what has
// to be declared before a line. The writer declares just that; the reader demands just that, so that
// a file has one form only. Never recursive on the depth of terms.

import ProofKernel

/// The numbers given so far. The sort of formulas has number 0 from the start.
struct Numbering {
  /// A sort or term to be declared.
  enum Entry: Hashable {
    case sort(SortID)
    case term(TermID)
  }

  private static let none = UInt32.max
  private var sorts: [UInt32] = [0]  // by id
  private var terms: [UInt32] = []  // by id
  private(set) var sortCount = 1
  private(set) var termCount = 0
  /// What got its number from the last `visit`, in order.
  private(set) var new: [Entry] = []

  /// The number of a sort that has been visited.
  subscript(sort: SortID) -> UInt32 {
    let number = number(of: sort)
    precondition(number != Self.none, "\(sort) was not visited")
    return number
  }

  /// The number of a term that has been visited.
  subscript(term: TermID) -> UInt32 {
    let number = number(of: term)
    precondition(number != Self.none, "\(term) was not visited")
    return number
  }

  private func number(of sort: SortID) -> UInt32 {
    Int(sort.index) < sorts.count ? sorts[Int(sort.index)] : Self.none
  }

  private func number(of term: TermID) -> UInt32 {
    Int(term.index) < terms.count ? terms[Int(term.index)] : Self.none
  }

  /// The line that declares what has been visited.
  func line(of entry: Entry, in store: TermStore) -> Record {
    switch entry {
    case .sort(let sort): Record(sort: Int(self[sort]), store.shape(of: sort))
    case .term(let term): Record(term: Int(self[term]), store.shape(of: term))
    }
  }

  /// Numbers what a line needs; `new` is what had no number yet.
  ///
  /// *Complexity*: linear in what is new.
  mutating func visit(_ record: Record, in store: TermStore) {
    new.removeAll(keepingCapacity: true)
    visitParts(of: record, store)
  }

  private mutating func visitParts(of record: Record, _ store: TermStore) {
    for (_, value) in record.fields {
      switch value {
      case .sort(let sort): visit(sort, store)
      case .sorts(let sorts): for sort in sorts { visit(sort, store) }
      case .term(let term): visit(term, store)
      case .terms(let terms): for term in terms { visit(term, store) }
      case .record(let inner): visitParts(of: inner, store)
      case .records(let records): for inner in records { visitParts(of: inner, store) }
      default: break
      }
    }
  }

  /// Recursion is bounded by the depth of sorts (`TermStore.largestDepth`).
  private mutating func visit(_ sort: SortID, _ store: TermStore) {
    guard number(of: sort) == Self.none else { return }
    if case .application(_, let arguments) = store.shape(of: sort) {
      for argument in arguments { visit(argument, store) }
    }
    while sorts.count <= Int(sort.index) { sorts.append(Self.none) }
    sorts[Int(sort.index)] = UInt32(sortCount)
    sortCount += 1
    new.append(.sort(sort))
  }

  private mutating func visit(_ root: TermID, _ store: TermStore) {
    guard number(of: root) == Self.none else { return }
    var stack: [(term: TermID, shape: TermShape, next: Int)] = [(root, store.shape(of: root), 0)]
    while let (term, shape, next) = stack.last {
      let parts = shape.parts
      if next < parts.count {
        stack[stack.count - 1].next += 1
        if number(of: parts[next]) == Self.none {
          stack.append((parts[next], store.shape(of: parts[next]), 0))
        }
      } else {
        stack.removeLast()
        for sort in shape.sorts { visit(sort, store) }
        while terms.count <= Int(term.index) { terms.append(Self.none) }
        terms[Int(term.index)] = UInt32(termCount)
        termCount += 1
        new.append(.term(term))
      }
    }
  }
}

extension TermShape {
  /// The terms right below, in order.
  var parts: [TermID] {
    switch self {
    case .variable, .bound, .numeral: []
    case .apply(_, _, let parts), .connective(_, let parts): parts
    case .quantifier(_, _, let body): [body]
    }
  }

  /// The sorts that are part of the node, in order.
  var sorts: [SortID] {
    switch self {
    case .variable(_, let sort), .bound(_, let sort), .numeral(_, let sort): [sort]
    case .apply(_, let sorts, _): sorts
    case .connective: []
    case .quantifier(_, let sort, _): [sort]
    }
  }
}
