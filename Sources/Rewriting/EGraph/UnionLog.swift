// The log from which equalities are explained: who made each node, and why classes were joined, in order
// of time. Start at `Kind`, which says what each record holds. Only what had an effect is logged, in a
// few words each; `ProofForest` reads the log, and only when an explanation is asked for.
// Source: R. Nieuwenhuis, A. Oliveras, Proof-producing congruence closure, RTA (2005).

/// Records of words. The first word of each is its kind in the low three bits, and a number above.
struct UnionLog: ~Copyable {
  /// What a record says, and its words after the first.
  enum Kind: UInt32 {
    /// A rule was applied; the number is that of its conclusion (`Conclusion`). Words: the node of the
    /// right side (`none` where that is a variable), then the nodes that the left side matched, those
    /// of the right side below its root, and what stands for variables that no node holds.
    case application
    /// Two nodes have become equal because their children are. Words: the nodes.
    case congruence
    /// The user joined two nodes; the number says why, to the user. Words: the nodes.
    case statement
    /// The user made a node, whose operator is the number. Words: the node, and a node for each child.
    case input
    /// A node with constant children equals a literal; the number is of no use. Words: the node, the
    /// literal's node, and the literals' nodes for its children.
    case folding
    /// Two sums have the same parts; the number is that of the words. Words: the nodes, then for each of
    /// them how it is taken apart (`EGraph+Sums.swift`).
    case rearrangement
  }

  var words = RawStore<UInt32>()

  /// The place at which the next record goes.
  var end: UInt32 { UInt32(words.count) }

  @inline(__always)
  static func head(_ kind: Kind, _ number: UInt32) -> UInt32 { number << 3 | kind.rawValue }

  @inline(__always)
  mutating func begin(_ kind: Kind, _ number: UInt32) { words.append(Self.head(kind, number)) }
}
