// The surface syntax of one file, as the parser read it and before any name is resolved.
//
// Expressions, patterns and sorts are nodes in one flat array, children before parents, so a tree
// of any depth is freed in one step and compared without recursion. Operators are not yet grouped:
// a `chain` node lists operands and operators as they stand, because their fixities may come from
// another file; `FixityResolver` groups them. Start at `SyntaxTree.statements`.

/// The index of a node in a `SyntaxTree`.
public struct NodeID: Hashable, Sendable {
  /// The position in `SyntaxTree.nodes`.
  public var index: Int
}

/// One node of an expression, a pattern or a sort.
public struct SyntaxNode: Hashable, Sendable {
  /// The kinds of node, with the children that each has.
  public enum Kind: UInt8, Sendable {
    /// A name, or an operator in parentheses. No children.
    case name
    /// A numeral. No children.
    case numeral
    /// Head, then at least one argument.
    case application
    /// Operands and `operatorSymbol`s in the order of the text.
    case chain
    /// An operator inside a chain. No children.
    case operatorSymbol
    /// Two sides.
    case equal, notEqual
    /// One formula.
    case not
    /// Two formulas.
    case and, or, implies, iff
    /// Binders, then the body.
    case forall, exists, lambda
    /// Condition, value if true, value otherwise.
    case conditional
    /// The value looked at, then arms.
    case match
    /// Pattern, body.
    case arm
    /// Expression, sort.
    case annotation
    /// The name is the variable; the child, if any, its sort.
    case binder
    /// Argument sort, result sort.
    case arrowSort
  }

  /// What the node is.
  public var kind: Kind
  /// The spelling, for names, numerals, operators and binders.
  public var name: NameID
  /// Where its children start in `SyntaxTree.children`.
  public var firstChild: Int
  /// How many children it has.
  public var childCount: Int
  /// Its bytes, without surrounding parentheses (with them for an operator name).
  public var range: SourceRange
}

/// A name and where it stands.
public struct NameReference: Hashable, Sendable {
  /// The spelling.
  public var name: NameID
  /// Its bytes.
  public var range: SourceRange
}

extension Fixity {
  /// The numbers that a declaration may give: `=` has 30, application binds tighter than all.
  public static let range = 31...99
}

/// A fixity and where it stands.
public struct FixityClause: Hashable, Sendable {
  /// What it says.
  public var fixity: Fixity
  /// Its bytes, brackets included.
  public var range: SourceRange
}

/// The argument sorts and the result sort of an operator or function.
public struct SignatureSyntax: Hashable, Sendable {
  /// The sorts of the arguments.
  public var arguments: [NodeID]
  /// The sort of the result.
  public var result: NodeID
  /// Its bytes.
  public var range: SourceRange
}

/// The surface syntax of one file.
public struct SyntaxTree: Sendable {
  /// All nodes, children before parents.
  public internal(set) var nodes: [SyntaxNode] = []
  /// The children of all nodes, one node after the other.
  public internal(set) var children: [NodeID] = []
  /// The statements in the order of the text; one that could not be read is left out.
  public internal(set) var statements: [StatementSyntax] = []
  /// The spellings of names.
  public internal(set) var names = NameTable()
  /// Names that occur in statements that could not be read. Asked, never listed.
  var faultyNames: Set<NameID> = []

  /// A node.
  public subscript(id: NodeID) -> SyntaxNode { nodes[id.index] }

  /// The children of a node.
  public func children(of id: NodeID) -> ArraySlice<NodeID> {
    let node = nodes[id.index]
    return children[node.firstChild..<node.firstChild + node.childCount]
  }

  /// A child of a node. *Requires*: that it has one at this place.
  public func child(_ id: NodeID, _ index: Int) -> NodeID {
    precondition(index < nodes[id.index].childCount, "node \(id.index) has no child \(index)")
    return children[nodes[id.index].firstChild + index]
  }

  /// The spelling of a name.
  public func text(_ name: NameID) -> String { names[name] }

  /// Adds a node whose children are already in the tree.
  mutating func add(
    _ kind: SyntaxNode.Kind, name: NameID = .none, children list: [NodeID] = [],
    range: SourceRange
  ) -> NodeID {
    let first = children.count
    children.append(contentsOf: list)
    nodes.append(
      SyntaxNode(
        kind: kind, name: name, firstChild: first, childCount: list.count, range: range))
    return NodeID(index: nodes.count - 1)
  }
}
