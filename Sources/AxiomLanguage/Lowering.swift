// Raw terms to kernel terms.
//
// Sorts are final here: holes are numbered as sort variables. Bound variables become the number of
// quantifiers between them and their own. The walk keeps its own stack. Entry: `lower`; what
// functions as values became is in `Inference.lifted` (see `Lifting.swift`).

import ProofKernel

/// Where the variables of a term are: free ones by level, bound ones by the depth of their binder.
struct VariablePlaces {
  var levels: [Int: Int] = [:]
  var depths: [Int: Int] = [:]
}

extension Elaborator {
  /// The kernel term of a raw term.
  ///
  /// *Shape*: `parameters` are the locals that are free, by level; `variables` the sort variables.
  mutating func lower(_ root: RawID, parameters: [Int], _ variables: [SortRef])
    throws(ElaborationAbort) -> TermID
  {
    var places = VariablePlaces()
    for (level, local) in parameters.enumerated() { places.levels[local] = level }
    var results: [TermID] = []
    var tasks: [(node: RawID, depth: Int, isDone: Bool)] = [(root, 0, false)]
    while let (id, depth, isDone) = tasks.popLast() {
      let node = work[id]
      if isDone {
        let count = loweredChildren(id).count
        let parts = Array(results.suffix(count))
        results.removeLast(count)
        results.append(try lower(id, parts, places, depth, variables))
        continue
      }
      if case .variable(let local) = node.kind {
        results.append(try variable(local, places, depth, variables, node.range))
        continue
      }
      var inner = depth
      if case .quantifier(_, let local) = node.kind {
        places.depths[local] = depth
        inner += 1
      }
      tasks.append((id, depth, true))
      for child in loweredChildren(id).reversed() { tasks.append((child, inner, false)) }
    }
    return results[0]
  }

  /// A variable as it is called `depth` quantifiers deep.
  private mutating func variable(
    _ local: Int, _ places: VariablePlaces, _ depth: Int, _ variables: [SortRef],
    _ range: SourceRange
  ) throws(ElaborationAbort) -> TermID {
    let sort = try kernelSort(work.locals[local].sort, variables, range)
    if let binder = places.depths[local] {
      return try intern(.bound(index: depth - binder - 1, sort), range)
    }
    guard let level = places.levels[local] else {
      throw fail(.extraVariable(work.locals[local].name), range)
    }
    return try intern(.variable(level: level, sort), range)
  }

  /// The children that are lowered with a node: bodies of lambdas and arms are lifted instead.
  private func loweredChildren(_ id: RawID) -> [RawID] {
    switch work[id].kind {
    case .lambda: return []
    case .match: return [work[id].children[0]]
    default: return work[id].children
    }
  }

  private mutating func lower(
    _ id: RawID, _ parts: [TermID], _ places: VariablePlaces, _ depth: Int,
    _ variables: [SortRef]
  ) throws(ElaborationAbort) -> TermID {
    let node = work[id]
    let range = node.range
    switch node.kind {
    case .variable: return parts[0]
    case .symbol(let symbol, let instance):
      let sorts = try kernelSorts(work.instances[instance], variables, range)
      return try intern(.apply(try operatorID(symbol, range), sorts: sorts, parts), range)
    case .apply:
      let from = try kernelSort(work[node.children[1]].sort, variables, range)
      let to = try kernelSort(node.sort, variables, range)
      return try intern(.apply(.apply, sorts: [from, to], parts), range)
    case .numeral(let number): return try lowerNumeral(number, node, variables)
    case .truth: return try intern(.connective(.equal, [parts[0], try truth(range)]), range)
    case .connective(let connective): return try intern(.connective(connective, parts), range)
    case .quantifier(let quantifier, let local):
      let sort = try kernelSort(work.locals[local].sort, variables, range)
      return try intern(.quantifier(quantifier, sort, parts[0]), range)
    case .conditional:
      let sort = try kernelSort(node.sort, variables, range)
      return try intern(.apply(try requireIf(range), sorts: [sort], parts), range)
    case .value, .partial, .lambda, .constant, .match:
      guard let lifted = work.lifted[id] else { throw fail(.formulaAsTerm, range) }
      let sorts = try kernelSorts(lifted.sorts, variables, range)
      var arguments: [TermID] = []
      for local in lifted.captured {
        arguments.append(try variable(local, places, depth, variables, range))
      }
      return try intern(.apply(lifted.symbol, sorts: sorts, arguments + parts), range)
    }
  }

  private mutating func kernelSorts(
    _ sorts: [SortRef], _ variables: [SortRef], _ range: SourceRange
  ) throws(ElaborationAbort) -> [SortID] {
    var result: [SortID] = []
    for sort in sorts { result.append(try kernelSort(sort, variables, range)) }
    return result
  }

  private mutating func operatorID(_ symbol: SymbolReference, _ range: SourceRange)
    throws(ElaborationAbort) -> OperatorID
  {
    switch symbol {
    case .declared(let id): return id
    case .pending(let index):
      guard let id = scope.operators[pending[index].name] else {
        throw fail(.functionInLambda(pending[index].name), range)
      }
      return id
    }
  }

  private mutating func lowerNumeral(_ number: UInt64, _ node: RawNode, _ variables: [SortRef])
    throws(ElaborationAbort) -> TermID
  {
    let sort = try kernelSort(node.sort, variables, node.range)
    if isCompact(sort) { return try intern(.numeral(number, sort), node.range) }
    guard let zero = scope.operators["0"], let successor = scope.operators["S"] else {
      throw fail(.noNumerals(String(number)), node.range)
    }
    var term = try intern(.apply(zero, sorts: [], []), node.range)
    for _ in 0..<number {
      term = try intern(.apply(successor, sorts: [], [term]), node.range)
    }
    return term
  }
}
