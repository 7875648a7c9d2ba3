// Examples of what no equation covers, or two cover.
//
// Asked only after the kernel has refused a function: it says that a case is missing or covered
// twice, this finds one to show. Entries: `overlap`, `uncovered`.
// Source: L. Maranget, Warnings for pattern matching, JFP 17 (2007).

import ProofKernel

/// The search for examples in one theory.
struct PatternCoverage {
  /// The most constructor choices that are looked at.
  static let stepLimit = 1 << 12

  private var document: TheoryDocument
  private var steps = 0

  init(document: TheoryDocument) { self.document = document }

  private var store: TermStore { document.theory.store }

  /// The patterns of a left side.
  func patterns(of left: TermID) -> [TermID] {
    guard case .apply(_, _, let parts) = store.shape(of: left) else { return [] }
    return parts
  }

  /// An application of the function to example arguments, as text.
  func text(_ symbol: OperatorID, _ arguments: [TermID]) -> String {
    var copy = document.theory
    var sorts: [SortID] = []
    let count = store.operators[Int(symbol.index)].sortParameterCount
    for number in 0..<count {
      if let sort = try? copy.intern(.variable(number)) { sorts.append(sort) }
    }
    guard let term = try? copy.intern(.apply(symbol, sorts: sorts, arguments)) else { return "" }
    return Printer(document).text(of: term, in: copy.store)
  }

  /// The constructor at the head of a pattern; nil for a variable.
  private mutating func view(_ term: TermID) -> (symbol: OperatorID, arguments: [TermID])? {
    switch store.shape(of: term) {
    case .numeral(let number, let sort):
      guard case .application(let symbol, _) = store.shape(of: sort),
        let numeric = store.sortSymbols[Int(symbol.index)].numeric
      else { return nil }
      if number == 0 { return (numeric.zero, []) }
      guard let smaller = try? document.theory.intern(.numeral(number - 1, sort)) else {
        return nil
      }
      return (numeric.successor, [smaller])
    case .apply(let symbol, _, let parts)
    where store.operators[Int(symbol.index)].role == .constructor:
      return (symbol, parts)
    default: return nil
    }
  }

  // MARK: Overlap

  /// Arguments that two rows of patterns both match, or nil.
  mutating func overlap(_ first: [TermID], _ second: [TermID]) -> [TermID]? {
    var merged: [TermID] = []
    for (left, right) in zip(first, second) {
      guard let both = merge(left, right, depth: 0) else { return nil }
      merged.append(both)
    }
    return merged
  }

  private mutating func merge(_ left: TermID, _ right: TermID, depth: Int) -> TermID? {
    guard depth < 200, let (symbol, parts) = view(left) else { return right }
    guard let (other, others) = view(right) else { return left }
    guard symbol == other else { return nil }
    var merged: [TermID] = []
    for (part, partner) in zip(parts, others) {
      guard let both = merge(part, partner, depth: depth + 1) else { return nil }
      merged.append(both)
    }
    return rebuild(symbol, sort: store.sort(of: left), merged)
  }

  private mutating func rebuild(_ symbol: OperatorID, sort: SortID, _ parts: [TermID]) -> TermID? {
    guard case .application(_, let sorts) = store.shape(of: sort) else { return nil }
    return try? document.theory.intern(.apply(symbol, sorts: sorts, parts))
  }

  // MARK: Missing cases

  /// Arguments of a function that no row of patterns matches, or nil if none is found.
  mutating func uncovered(_ rows: [[TermID]], _ symbol: OperatorID) -> [TermID]? {
    let sorts = store.operators[Int(symbol.index)].arguments
    return uncovered(rows.map { $0.map { .some($0) } }, sorts, depth: 0)
  }

  /// As above; nil in a row matches everything. Recursion is bounded by `depth`.
  private mutating func uncovered(_ rows: [[TermID?]], _ sorts: [SortID], depth: Int) -> [TermID]? {
    steps += 1
    if rows.isEmpty { return sorts.compactMap { variable($0) } }
    guard steps < PatternCoverage.stepLimit, depth < 200 else { return nil }
    var split: Int?
    for column in sorts.indices where split == nil {
      for row in rows {
        if let term = row[column], view(term) != nil { split = column }
      }
    }
    guard let split, case .application(let sortSymbol, let own) = store.shape(of: sorts[split])
    else { return nil }
    for constructor in store.sortSymbols[Int(sortSymbol.index)].constructors {
      let declared = store.operators[Int(constructor.index)]
      let fields = declared.arguments.compactMap { substitute($0, own) }
      guard fields.count == declared.arguments.count else { return nil }
      var narrowed: [[TermID?]] = []
      for row in rows {
        var rest = row
        let pattern = rest.remove(at: split)
        if let pattern, let (symbol, parts) = view(pattern) {
          if symbol == constructor { narrowed.append(parts.map { .some($0) } + rest) }
        } else {
          narrowed.append([TermID?](repeating: nil, count: fields.count) + rest)
        }
      }
      var remaining = sorts
      remaining.remove(at: split)
      guard var example = uncovered(narrowed, fields + remaining, depth: depth + 1) else {
        continue
      }
      let parts = Array(example.prefix(fields.count))
      example.removeFirst(fields.count)
      guard let term = rebuild(constructor, sort: sorts[split], parts) else { return nil }
      example.insert(term, at: split)
      return example
    }
    return nil
  }

  private var nextLevel = 0

  private mutating func variable(_ sort: SortID) -> TermID? {
    nextLevel += 1
    return try? document.theory.intern(.variable(level: nextLevel - 1, sort))
  }

  /// A sort with arguments for its variables; sorts are at most 250 deep.
  private mutating func substitute(_ sort: SortID, _ arguments: [SortID]) -> SortID? {
    switch store.shape(of: sort) {
    case .formula: return sort
    case .variable(let number): return number < arguments.count ? arguments[number] : nil
    case .application(let symbol, let parts):
      let changed = parts.compactMap { substitute($0, arguments) }
      return try? document.theory.intern(.application(symbol, changed))
    }
  }
}
