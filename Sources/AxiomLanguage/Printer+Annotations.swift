// Which variables need their sort written.
//
// The text of a statement is read back by inference, which finds the most general sorts. Where the
// statement is more special than that, a variable is annotated: first those with a sort that
// inference leaves open, until it finds the sorts that the statement has.
// Entry: `PrintRun.annotate`.

import ProofKernel

extension PrintRun {
  /// Chooses annotations for the free variables and quantifiers of a statement.
  mutating func annotate(_ statement: Statement) {
    var inference = PrintInference(store: store, statement: statement, printer: printer)
    inference.run(statement.formula)
    let heads = store.levelsAppliedOnly(in: statement.formula, lifted: printer.lifted)
    for (level, sort) in statement.parameters.enumerated()
    where !inference.agrees(inference.levels[level], sort) || heads.contains(level) {
      annotations[level] = sort
      inference.fix(inference.levels[level], sort)
    }
    for (term, variable, sort) in inference.quantifiers where !inference.agrees(variable, sort) {
      annotatedQuantifiers.insert(term)
      inference.fix(variable, sort)
    }
    for (term, inferred) in inference.applications {
      let sort = store.sort(of: term)
      if inference.agrees(inferred, sort) { continue }
      annotatedTerms.insert(term)
      inference.fix(inferred, sort)
    }
  }
}

extension TermStore {
  /// The levels of variables that are applied but never passed on: an annotation says that such a
  /// name is a variable and no slip.
  func levelsAppliedOnly(in root: TermID, lifted: [OperatorID: Printer.Lifted]) -> Set<Int> {
    var applied: Set<Int> = []
    var passed: Set<Int> = []
    var seen: Set<TermID> = [root]
    var pending = [root]
    func visit(_ term: TermID) {
      if case .variable(let level, _) = shape(of: term) { passed.insert(level) }
      if seen.insert(term).inserted { pending.append(term) }
    }
    while let term = pending.popLast() {
      switch shape(of: term) {
      case .variable(let level, _): passed.insert(level)
      case .apply(.apply, _, let parts):
        if case .variable(let level, _) = shape(of: parts[0]) {
          applied.insert(level)
        } else {
          visit(parts[0])
        }
        visit(parts[1])
      case .apply(let symbol, _, let parts):
        for part in parts {
          // What a lambda captures may be a head in its body.
          if lifted[symbol] != nil, case .variable(let level, let sort) = shape(of: part),
            case .application(.arrow, _) = shape(of: sort)
          {
            applied.insert(level)
          } else {
            visit(part)
          }
        }
      case .connective(_, let parts): parts.forEach(visit)
      case .quantifier(_, _, let body): visit(body)
      case .bound, .numeral: break
      }
    }
    return applied.subtracting(passed)
  }
}

/// Inference over a kernel formula, as if it had just been read.
struct PrintInference {
  let store: TermStore
  let printer: Printer
  var sorts = SortArena()
  var levels: [SortRef] = []
  /// Quantified formulas with the inferred and the actual sort of their variable.
  var quantifiers: [(TermID, SortRef, SortID)] = []
  /// Applications of polymorphic operators with their inferred sorts, inner ones first.
  var applications: [(TermID, SortRef)] = []
  /// Above this many nodes equal subterms are taken to have equal sorts, so that a small term with
  /// a huge text is still read in little time.
  private static let sharingThreshold = 20_000
  private var visited = 0
  /// What the statement's sort variables are, once known.
  private var variables: [Int: SortRef] = [:]

  init(store: TermStore, statement: Statement, printer: Printer) {
    self.store = store
    self.printer = printer
    for _ in statement.parameters { levels.append(sorts.meta()) }
  }

  /// Infers the sorts of all variables.
  mutating func run(_ root: TermID) {
    var done: [TermID: SortRef] = [:]
    var pending: [(term: TermID, bound: [SortRef], isDone: Bool)] = [(root, [], false)]
    var results: [SortRef] = []
    while let (term, bound, isDone) = pending.popLast() {
      visited += 1
      if let known = done[term], !isDone {
        results.append(known)
        continue
      }
      switch store.shape(of: term) {
      case .variable(let level, _):
        results.append(level < levels.count ? levels[level] : sorts.meta())
      case .bound(let index, _):
        results.append(index < bound.count ? bound[bound.count - 1 - index] : sorts.meta())
      case .numeral(_, let sort): results.append(sorts.instantiate(sort, [], store))
      case .apply(let symbol, _, let parts):
        if !isDone {
          pending.append((term, bound, true))
          for part in parts.reversed() { pending.append((part, bound, false)) }
          continue
        }
        let declared = store.operators[Int(symbol.index)]
        var fresh: [SortRef] = []
        for _ in 0..<declared.sortParameterCount { fresh.append(sorts.meta()) }
        for (sort, part) in zip(declared.arguments, results.suffix(parts.count)) {
          _ = sorts.unify(sorts.instantiate(sort, fresh, store), part)
        }
        results.removeLast(parts.count)
        let result = sorts.instantiate(declared.result, fresh, store)
        if bound.isEmpty && visited > PrintInference.sharingThreshold { done[term] = result }
        if symbol != .apply && !fresh.isEmpty && result != .formula {
          applications.append((term, result))
        }
        results.append(result)
      case .connective(let connective, let parts):
        if !isDone {
          pending.append((term, bound, true))
          for part in parts.reversed() { pending.append((part, bound, false)) }
          continue
        }
        let own = Array(results.suffix(parts.count))
        results.removeLast(parts.count)
        if connective == .equal { _ = sorts.unify(own[0], own[1]) }
        results.append(.formula)
      case .quantifier(_, let sort, let body):
        if isDone {
          results[results.count - 1] = .formula
          continue
        }
        let variable = sorts.meta()
        quantifiers.append((term, variable, sort))
        pending.append((term, bound, true))
        pending.append((body, bound + [variable], false))
      }
    }
  }

  /// Whether the inferred sort is the actual one, given what sort variables were found to be so far.
  mutating func agrees(_ inferred: SortRef, _ actual: SortID) -> Bool {
    var open: [Int: SortRef] = variables
    var pending = [(inferred, actual)]
    while let (left, right) = pending.popLast() {
      let root = sorts.find(left)
      switch (sorts[root], store.shape(of: right)) {
      case (.application(let symbol, let parts), .application(let other, let others)):
        if symbol != other { return false }
        pending.append(contentsOf: zip(parts, others))
      case (.meta, .variable(let number)):
        if let known = open[number] {
          if sorts.find(known) != root { return false }
        } else if open.values.contains(where: { sorts.find($0) == root }) {
          return false
        } else {
          open[number] = root
        }
      default: return false
      }
    }
    variables = open
    return true
  }

  /// Makes the inferred sort the actual one, as an annotation in the text would.
  mutating func fix(_ inferred: SortRef, _ actual: SortID) {
    var highest = -1
    var pending = [actual]
    while let sort = pending.popLast() {
      if case .variable(let number) = store.shape(of: sort) { highest = max(highest, number) }
      if case .application(_, let parts) = store.shape(of: sort) { pending += parts }
    }
    var arguments: [SortRef] = []
    for number in 0..<(highest + 1) {
      let known = variables[number] ?? sorts.meta()
      variables[number] = known
      arguments.append(known)
    }
    _ = sorts.unify(inferred, sorts.instantiate(actual, arguments, store))
  }
}
