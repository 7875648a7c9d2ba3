// Terms and formulas between the text and the kernel: names resolved, sorts still with holes.
//
// A statement is read into a flat array of `RawNode`s, children before parents; then holes are
// filled or generalised, functions as values are lifted, and `Lowering.swift` makes kernel terms.
// `Inference` is the state of one statement. Neighbour: `Elaborator+Expressions.swift`.

import ProofKernel

/// The index of a node in `Inference.nodes`.
struct RawID: Hashable {
  var index: Int
}

/// An operator: one that the kernel has, or one of the group that is being declared.
enum SymbolReference: Hashable {
  case declared(OperatorID)
  case pending(Int)
}

/// One node of a raw term.
struct RawNode {
  enum Kind {
    /// A variable: its place in `Inference.locals`.
    case variable(Int)
    /// An operator applied to all its arguments, at the sorts `Inference.instances[instance]`.
    case symbol(SymbolReference, instance: Int)
    /// An operator as a member of an arrow sort, applied to nothing.
    case value(SymbolReference, instance: Int)
    /// An operator applied to some of its arguments, a member of an arrow sort.
    case partial(SymbolReference, instance: Int)
    /// A member of an arrow sort and its argument.
    case apply
    case numeral(UInt64)
    /// A Bool term as a formula: the child equals `true`.
    case truth
    case connective(Connective)
    case quantifier(Quantifier, local: Int)
    /// A lambda with these locals; the child is its body.
    case lambda([Int])
    /// What answers with the child, whatever this local is.
    case constant(Int)
    /// The prelude's `if`.
    case conditional
    /// The scrutinee, then pattern and body of each arm.
    case match
  }

  var kind: Kind
  var sort: SortRef
  var range: SourceRange
  var children: [RawID]
}

/// A variable of a statement.
struct LocalVariable {
  enum Role: Hashable { case free, bound, pattern, parameter }
  var name: String
  var sort: SortRef
  var range: SourceRange
  var role: Role
  /// How often it occurs.
  var uses = 0
  /// How often it occurs as the head of an application.
  var headUses = 0
  /// Where it is first a head.
  var firstHead: SourceRange?
}

/// An operator of the group that is being declared.
struct PendingOperator {
  var name: String
  var sortParameterCount: Int
  var arguments: [SortID]
  var result: SortID
}

/// The state of one statement, or of one equation of a function.
struct Inference {
  var sorts = SortArena()
  var nodes: [RawNode] = []
  var locals: [LocalVariable] = []
  var instances: [[SortRef]] = []
  /// What named sort variables of annotations and signatures stand for.
  var sortVariables: [String: SortRef] = [:]
  /// What functions as values became: an operator, its sorts, and the locals that it captures.
  var lifted: [RawID: LiftedTerm] = [:]

  /// The innermost variable of each name.
  var scope: [String: [Int]] = [:]
  /// The locals from here on belong to the pattern being read.
  var patternStart = 0
  /// What an unknown name becomes.
  var unknownNames = UnknownNames.error

  enum UnknownNames: Hashable {
    /// A free variable of the statement.
    case free
    /// A variable of a pattern.
    case pattern
    /// A fault.
    case error
  }

  subscript(id: RawID) -> RawNode {
    get { nodes[id.index] }
    set { nodes[id.index] = newValue }
  }

  mutating func add(
    _ kind: RawNode.Kind, _ sort: SortRef, _ range: SourceRange, _ children: [RawID] = []
  ) -> RawID {
    nodes.append(RawNode(kind: kind, sort: sort, range: range, children: children))
    return RawID(index: nodes.count - 1)
  }

  mutating func addLocal(
    _ name: String, _ sort: SortRef, _ range: SourceRange, _ role: LocalVariable.Role
  ) -> Int {
    locals.append(LocalVariable(name: name, sort: sort, range: range, role: role))
    return locals.count - 1
  }

  /// All nodes under a root, the root first, children from left to right.
  func descendants(of root: RawID) -> [RawID] {
    var found: [RawID] = []
    var pending = [root]
    while let next = pending.popLast() {
      found.append(next)
      pending.append(contentsOf: nodes[next.index].children.reversed())
    }
    return found
  }
}

/// What a function as a value became.
struct LiftedTerm {
  var symbol: OperatorID
  var sorts: [SortRef]
  /// The variables that it is applied to, as arguments of the operator.
  var captured: [Int]
}
