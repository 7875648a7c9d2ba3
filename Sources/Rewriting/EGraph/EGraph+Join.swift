// A generic join, for rules of several clauses over large relations: after the driver's node, the atom with the
// fewest candidates by any of its known classes comes next, anew for each way so far; atoms of which all
// arguments are known are looked up first. So a triangle costs the smaller of two degrees for each edge, where a
// fixed plan may walk through all facts of a relation. Start at `join`. The matches of a node are put in the
// order in which the matching machine (EGraph+Matching.swift) finds them, so it does not matter which of the
// two ran: `prefersJoin` decides that by counts.
// Source: H. Q. Ngo, C. Ré, A. Rudra, Skew strikes back, SIGMOD Record 42 (2013).

import Terms

/// Which way of matching rules of several clauses take.
public enum JoinChoice: Sendable {
  /// The generic join where the matching machine would start with many candidates.
  case byCounts
  /// Always the one or the other.
  case always, never
}

/// An atom, for the generic join.
struct JoinAtom: BitwiseCopyable {
  let op: UInt32
  let arity: UInt32
  let classVariable: UInt32
  /// Where its arguments start among the program's.
  let arguments: UInt32
}

extension EGraph {
  /// More candidates than these make the generic join pay: at 8, triangles of a graph with small degrees take
  /// as long by either way.
  private static let fewCandidates: UInt32 = 8

  /// Whether the generic join is to find the matches of the driver's node, whose variables are bound.
  ///
  /// *Requires*: a driver with a step to be asked about.
  @inline(never)
  func prefersJoin(_ program: RuleProgram, _ driver: UnsafePointer<Driver>) -> Bool {
    switch joinChoice {
    case .never: return false
    case .always: return true
    case .byCounts: break
    }
    let step = program.steps.base[Int(driver.pointee.firstStep + driver.pointee.joinStep)]
    return candidates(step.row, matching.variables[Int(step.key)]).count > Self.fewCandidates
  }

  fileprivate func candidates(_ key: UInt32, _ eClass: UInt32) -> (start: UInt32, count: UInt32) {
    let known = classes[eClass]
    let row = known.mask & ClassIndex.maskBit(key) == 0 ? none : index.row(key, known.rows)
    if row == none { return (0, 0) }
    let found = index.rows[row]
    return (found.start, found.count)
  }

  /// Applies the rule to all matches in which the driver's node serves for its atom.
  mutating func join(
    _ program: RuleProgram, _ driver: Driver, _ moment: UInt32, _ counts: inout SearchCounts
  ) {
    var search = JoinSearch(program, driver, moment)
    search.extend(&self, program.atomCount - 1)
    let width = program.atomCount
    let steps = program.steps.base + Int(driver.firstStep)
    let order = (0..<Int(driver.stepCount)).map { Int(steps[$0].atom) }
    let sorted = (0..<search.found.count / width).sorted { a, b in
      for atom in order {
        let (x, y) = (
          nodes[search.found[a * width + atom]].moment, nodes[search.found[b * width + atom]].moment
        )
        if x != y { return x < y }
      }
      return false
    }
    for match in sorted {
      for atom in 0..<width {
        let node = search.found[match * width + atom]
        matching.atoms[atom] = node
        let content = program.joinAtoms.base[atom]
        let record = nodes[node]
        for i in 0..<content.arity {
          matching.variables[Int(program.joinArguments.base[Int(content.arguments + i)])] =
            child(record, i, content.arity)
        }
        matching.variables[Int(content.classVariable)] = record.eClass
      }
      apply(program, &counts)
      if reachedLimit != nil { return }
    }
  }
}

/// The way so far of a generic join.
private struct JoinSearch {
  let program: RuleProgram
  let moment: UInt32
  let start: UInt32
  /// By variable: whether it has a value.
  private var isBound: [Bool]
  private var isDone: [Bool]
  private var atoms: [UInt32]
  /// The nodes of each match, atom by atom.
  private(set) var found: [UInt32] = []

  init(_ program: RuleProgram, _ driver: Driver, _ moment: UInt32) {
    (self.program, self.moment, start) = (program, moment, driver.atom)
    isBound = Array(repeating: false, count: program.query.variableCount)
    isDone = Array(repeating: false, count: program.atomCount)
    atoms = Array(repeating: none, count: program.atomCount)
    isDone[Int(start)] = true
    let content = program.joinAtoms.base[Int(start)]
    isBound[Int(content.classVariable)] = true
    for i in 0..<content.arity { isBound[variable(content, i)] = true }
  }

  private func variable(_ atom: JoinAtom, _ place: UInt32) -> Int {
    Int(program.joinArguments.base[Int(atom.arguments + place)])
  }

  /// Finds nodes for the atoms that are left. Recursion as deep as the rule has atoms.
  mutating func extend(_ graph: inout EGraph, _ left: Int) {
    if left == 0 {
      atoms[Int(start)] = graph.matching.atoms[Int(start)]
      found += atoms
      return
    }
    var best: (atom: Int, start: UInt32, count: UInt32)?
    for atom in 0..<isDone.count where !isDone[atom] {
      let content = program.joinAtoms.base[atom]
      if (0..<content.arity).allSatisfy({ isBound[variable(content, $0)] }) {
        return look(up: atom, content, &graph, left)
      }
      for place in 0...content.arity {
        let isClass = place == content.arity
        let known = isClass ? Int(content.classVariable) : variable(content, place)
        guard isBound[known] else { continue }
        let key = ClassIndex.key(content.op, isClass ? ClassIndex.members : place)
        let row = graph.candidates(key, graph.matching.variables[known])
        if best == nil || row.count < best!.count { best = (atom, row.start, row.count) }
      }
    }
    guard let best else { preconditionFailure("a rule in unconnected parts") }
    for at in best.start..<best.start + best.count {
      let entry = graph.index.entries[at]
      let when = UInt32(truncatingIfNeeded: entry >> 32)
      if when >= bound(best.atom) { break }
      let node = UInt32(truncatingIfNeeded: entry)
      if graph.nodes[node].moment == when { take(best.atom, node, &graph, left) }
    }
  }

  /// Nodes for an atom must have changed before this moment; see `EGraph.search`.
  private func bound(_ atom: Int) -> UInt32 { atom > Int(start) ? moment + 1 : moment }

  private mutating func look(up atom: Int, _ content: JoinAtom, _ graph: inout EGraph, _ left: Int)
  {
    var node = graph.operators[content.op].leaf
    if content.arity > 0 {
      for i in 0..<content.arity {
        graph.matching.children[Int(i)] = graph.matching.variables[variable(content, i)]
      }
      node = graph.probe(content.op, content.arity, graph.matching.children).node
    }
    guard node != none, graph.nodes[node].moment < bound(atom) else { return }
    take(atom, node, &graph, left)
  }

  /// Goes on with a node for an atom, if it fits.
  private mutating func take(_ atom: Int, _ node: UInt32, _ graph: inout EGraph, _ left: Int) {
    let content = program.joinAtoms.base[atom]
    let record = graph.nodes[node]
    var fresh: [Int] = []
    var fits = true
    for place in 0...content.arity where fits {
      let isClass = place == content.arity
      let number = isClass ? Int(content.classVariable) : variable(content, place)
      let value = isClass ? record.eClass : graph.child(record, place, content.arity)
      if !isBound[number] {
        isBound[number] = true
        fresh.append(number)
        graph.matching.variables[number] = value
      } else if graph.matching.variables[number] != value {
        fits = false
      }
    }
    if fits {
      isDone[atom] = true
      atoms[atom] = node
      extend(&graph, left - 1)
      isDone[atom] = false
    }
    for number in fresh { isBound[number] = false }
  }
}
