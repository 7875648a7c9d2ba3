// What the e-graph makes of a rule: for each atom of the left side a driver, with the steps that find
// the other atoms' nodes (`SearchPlan.swift`), and for each clause of the right side the nodes to build. Start at
// `init`. The rows are immutable raw memory, so the inner loops of `EGraph+Search` and `EGraph+Apply` touch no array.

import Terms

/// A variable or an earlier node, as an argument of a node to be built.
struct BuildArgument: BitwiseCopyable {
  let index: UInt32
  let isNode: Bool
  /// Where its class is among `MatchRegisters.variables`.
  let register: UInt32

  init(_ index: UInt32, isNode: Bool) {
    (self.index, self.isNode) = (index, isNode)
    register = isNode ? index + MatchRegisters.firstBuilt : index
  }
}

/// A node to be built.
struct BuildStep: BitwiseCopyable {
  let op: UInt32
  let arity: UInt32
  let arguments: UInt32
  /// What the operator adds to the hash of a node.
  let seed: UInt64
  /// Where the classes of the first two children are among `MatchRegisters.variables`, and what they are masked
  /// with: nothing is left of a child that is not there. So all nodes with at most two are built in one way.
  let (first, second): (UInt32, UInt32)
  let (firstMask, secondMask): (UInt32, UInt32)

  init(op: UInt32, arguments: [BuildArgument], from start: Int) {
    self.op = op
    (arity, self.arguments) = (UInt32(arguments.count), UInt32(start))
    seed = HashConsTable.seed(op)
    first = arguments.count > 0 ? arguments[0].register : MatchRegisters.zero
    second = arguments.count > 1 ? arguments[1].register : MatchRegisters.zero
    firstMask = arguments.count > 0 ? .max : 0
    secondMask = arguments.count > 1 ? .max : 0
  }
}

/// A clause of the right side: what is built, last its root; or a variable alone.
struct Conclusion: BitwiseCopyable {
  let target: UInt32
  let firstStep: UInt32
  let stepCount: UInt32
  /// The variable, where nothing is built.
  let variable: UInt32
  /// Its number among the conclusions of the rule.
  let number: UInt32
}

/// Immutable rows of plain values.
final class FrozenRow<Element: BitwiseCopyable>: @unchecked Sendable {
  let base: UnsafePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    for (i, element) in elements.enumerated() { memory[i] = element }
    (base, count) = (UnsafePointer(memory), elements.count)
  }

  deinit { base.deallocate() }
}

/// A rule, ready to be matched.
final class RuleProgram: Sendable {
  let rule: RewriteRule
  let query: Query
  let drivers: FrozenRow<Driver>
  let steps: FrozenRow<PlanStep>
  let uses: FrozenRow<UInt32>
  let joinAtoms: FrozenRow<JoinAtom>
  let joinArguments: FrozenRow<UInt32>
  let conclusions: FrozenRow<Conclusion>
  let builds: FrozenRow<BuildStep>
  let arguments: FrozenRow<BuildArgument>
  /// The terms of the clauses behind the conclusions, for explanations.
  let clauses: [Clause]
  /// By conclusion, by built node: the pattern that it is the instance of.
  let builtPatterns: [[Term]]
  /// Where the left side is a variable: its sort; the rule then applies to each class of it.
  let rootSort: UInt32?
  /// By variable of the rule: where a match in the log has a node for it.
  let sources: [VariableSource]
  /// Read for each match, so they stand apart from the rule.
  let (hasConditions, hasChoice): (Bool, Bool)
  /// Whether its nodes have at most two children, on the right side.
  let buildsSmallNodes: Bool
  /// Whether all that is to be done for a match is to draw one conclusion, of small nodes.
  let isPlain: Bool
  /// The operators of its left side: without nodes of each there is no match.
  let operators: FrozenRow<UInt32>
  let atomCount: Int
  let root: Int
  /// The variable of the alternatives that the left side leaves open, if there is one.
  let openVariable: Int?
  /// Whether a match that was refused may be accepted later though none of its nodes changes.
  let needsFullSearch: Bool

  /// Compiles a rule. Complexity: quadratic in the atoms of its left side.
  init(_ rule: RewriteRule, _ bank: TermBank) {
    self.rule = rule
    query = Query(rule.left, variableCount: rule.variableNames.count, bank)
    precondition(query.variableCount < 250 && query.atoms.count < 250, "a rule is too large")
    var tables = DriverTables()
    for start in query.atoms.indices {
      tables.addDriver(start, query, joins: rule.left.count > 1)
    }
    drivers = FrozenRow(tables.drivers)
    steps = FrozenRow(tables.steps)
    uses = FrozenRow(tables.uses)
    var first = 0
    joinAtoms = FrozenRow(
      query.atoms.map { atom in
        defer { first += atom.arguments.count }
        return JoinAtom(
          op: atom.op, arity: UInt32(atom.arguments.count), classVariable: UInt32(atom.eClass),
          arguments: UInt32(first))
      })
    joinArguments = FrozenRow(query.atoms.flatMap { $0.arguments.map { UInt32($0) } })
    clauses = rule.alternatives.isEmpty ? rule.right : rule.alternatives
    var built = BuildTables()
    for (i, clause) in clauses.enumerated() { built.add(clause, i, bank) }
    conclusions = FrozenRow(built.conclusions)
    builds = FrozenRow(built.steps)
    arguments = FrozenRow(built.arguments)
    builtPatterns = built.patterns
    rootSort = query.atoms.isEmpty ? bank.sort(rule.left[0].pattern).index : nil
    let query = query
    sources = rule.variableNames.indices.map { VariableSource($0, query) }
    (hasConditions, hasChoice) = (!rule.conditions.isEmpty, rule.choice != nil)
    buildsSmallNodes = built.steps.allSatisfy { $0.arity <= 2 }
    isPlain = !hasConditions && !hasChoice && clauses.count == 1 && buildsSmallNodes
    operators = FrozenRow(Set(query.atoms.map(\.op)).sorted())
    (atomCount, root) = (query.atoms.count, rule.root)
    let onLeft = Set(query.atoms.flatMap { $0.arguments + [$0.eClass] })
    openVariable = clauses.flatMap { bank.subterms($0.pattern).compactMap(bank.variableNumber) }
      .first { !onLeft.contains($0) && !rule.alternatives.isEmpty }
    needsFullSearch = rule.conditions.contains { condition in
      switch condition {
      case .areEqual: true
      default: false
      }
    }
  }
}

/// Where a node that stands for a variable is found in a logged match.
enum VariableSource: Sendable {
  /// A child, as it was made, of the node of an atom.
  case child(atom: Int, place: Int)
  /// The node of an atom.
  case node(atom: Int)
  /// It is logged by itself.
  case given

  init(_ variable: Int, _ query: Query) {
    for (i, atom) in query.atoms.enumerated() where atom.eClass == variable {
      self = .node(atom: i)
      return
    }
    for (i, atom) in query.atoms.enumerated() {
      if let place = atom.arguments.firstIndex(of: variable) {
        self = .child(atom: i, place: place)
        return
      }
    }
    self = .given
  }
}
