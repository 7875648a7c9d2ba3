// Reading the log: a record at a position, and the match behind an application. Start at
// `LogRecord.init`; `UnionLog.Kind` says what the words mean. `ProofForest` and `EGraph+Explain` read.

import Terms

/// A record of the log.
struct LogRecord {
  let position: UInt32
  let kind: UnionLog.Kind
  let number: UInt32
  /// Words after the first (count).
  let count: Int

  init(_ position: UInt32, _ graph: borrowing EGraph) {
    let head = graph.log.words[position]
    guard let kind = UnionLog.Kind(rawValue: head & 7) else { preconditionFailure("log") }
    (self.position, self.kind, number) = (position, kind, head >> 3)
    switch kind {
    case .congruence, .statement: count = 2
    case .rearrangement: count = Int(number)
    case .input: count = 1 + Int(graph.operators[number].arity)
    case .folding:
      let node = graph.log.words[position + 1]
      count = 2 + Int(graph.operators[graph.nodes[node].op].arity)
    case .application:
      let (program, clause) = graph.conclusionOwners[Int(number)]
      count = graph.programs[program].recordLength(clause)
    }
  }

  func word(_ i: Int, _ graph: borrowing EGraph) -> UInt32 {
    graph.log.words[position + 1 + UInt32(i)]
  }
}

extension RuleProgram {
  /// Words after the first of the record of an application.
  func recordLength(_ clause: Int) -> Int {
    let built = max(Int(conclusions.base[clause].stepCount) - 1, 0)
    return 1 + atomCount + built + (rootSort == nil ? 0 : 1) + (openVariable == nil ? 0 : 1)
  }
}

/// The match and the result of a logged application.
struct LoggedMatch {
  let record: LogRecord
  let program: RuleProgram
  let clause: Int
  private let conclusion: Conclusion

  init(_ record: LogRecord, _ graph: borrowing EGraph) {
    self.record = record
    let owner = graph.conclusionOwners[Int(record.number)]
    (program, clause) = (graph.programs[owner.program], owner.clause)
    conclusion = program.conclusions.base[clause]
    let root = record.word(0, graph)
    self.root = root == none ? nil : root
  }

  /// The node of the right side; nil where that is a variable.
  let root: UInt32?
  /// The variable whose class the right side joins.
  var target: Int { Int(conclusion.target) }
  /// The right side, where it is a variable.
  var resultVariable: Int { Int(conclusion.variable) }
  /// Nodes of the right side (count).
  var builtCount: Int { Int(conclusion.stepCount) }

  /// The node of an atom.
  func atom(_ i: Int, _ graph: borrowing EGraph) -> UInt32 { record.word(1 + i, graph) }

  /// Node `i` of the right side; the last one is its root.
  func built(_ i: Int, _ graph: borrowing EGraph) -> UInt32 {
    i == builtCount - 1 ? record.word(0, graph) : record.word(1 + program.atomCount + i, graph)
  }

  /// What node `i` of the right side is made of.
  func buildArguments(_ i: Int, _ graph: borrowing EGraph) -> [BuildArgument] {
    let step = buildStep(i)
    return (0..<step.arity).map { argument($0, of: step) }
  }

  func buildStep(_ i: Int) -> BuildStep { program.builds.base[Int(conclusion.firstStep) + i] }

  func argument(_ place: UInt32, of step: BuildStep) -> BuildArgument {
    program.arguments.base[Int(step.arguments + place)]
  }

  /// The node that stands for an argument of a node of the right side.
  func node(of argument: BuildArgument, _ graph: borrowing EGraph, _ forest: ProofForest) -> UInt32
  {
    forest.node(of: argument, self, graph)
  }

  /// The node that stands for a variable.
  func node(ofVariable variable: Int, _ graph: borrowing EGraph, _ forest: ProofForest) -> UInt32 {
    forest.node(ofVariable: variable, self, graph)
  }
}
