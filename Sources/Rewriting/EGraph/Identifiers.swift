// The numbers by which nodes, classes and rules of an e-graph are named, and the records that it keeps
// of nodes and classes. Start at `ENodeRecord`. `EGraph` holds the rows of these records; public
// interfaces use the typed numbers, the inner loops the plain ones.

/// A class of an e-graph (count from 0). After unions a class has several numbers; `EGraph.find` gives
/// the one that stands for all.
public struct EClassID: Hashable, Comparable, Sendable {
  /// The position.
  public let index: UInt32
  /// The class with that number. Requires that there is one.
  public init(_ index: UInt32) { self.index = index }
  /// The order of creation.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// A node of an e-graph (count from 0): an operator applied to classes. It keeps its number when it
/// turns out to be congruent to another one, and stands for one term, with which it was made.
public struct ENodeID: Hashable, Comparable, Sendable {
  /// The position.
  public let index: UInt32
  /// The node with that number. Requires that there is one.
  public init(_ index: UInt32) { self.index = index }
  /// The order of creation.
  public static func < (a: Self, b: Self) -> Bool { a.index < b.index }
}

/// The end of a list of nodes or cells, and the absence of a number.
let none = UInt32.max

/// What is kept of a node. 20 bytes.
struct ENodeRecord: BitwiseCopyable {
  /// The operator.
  var op: UInt32
  /// Its class, as of the last rebuild; for a node made since then, the class it was made in.
  var eClass: UInt32
  /// When it changed last (count, unique), or one of the marks below. A search from a node of some
  /// moment sees the nodes with smaller ones only.
  var moment: UInt32
  /// The first child; with more than two children, where they start in the spill.
  var first: UInt32
  /// The second child.
  var second: UInt32

  /// Where the class and the children stand (bytes), for the questions of `DriverFilter`.
  static let classOffset = MemoryLayout<ENodeRecord>.offset(of: \.eClass)!
  static let firstOffset = MemoryLayout<ENodeRecord>.offset(of: \.first)!
  static let secondOffset = MemoryLayout<ENodeRecord>.offset(of: \.second)!

  /// Congruent to another node, or pruned: in no index any more.
  static let dead = UInt32.max
  /// Changed since the last rebuild; no moment has been given yet.
  static let touched = UInt32.max - 1
  /// As `touched`, and waiting to be made canonical.
  static let dirty = UInt32.max - 2
  /// All moments are smaller.
  static let firstMark = UInt32.max - 2
}

/// What is kept of a class. Only that of a root is up to date. 24 bytes.
struct EClassRecord: BitwiseCopyable {
  /// Its first row in the index.
  var rows: UInt32
  /// During a rebuild: the next of the classes that were merged into the same one since it began.
  var absorbed: UInt32
  /// Entries of the index (count): the lighter class is relabelled in a union.
  var weight: UInt32
  /// The operator of the constant that it equals, if the folding of constants found one.
  var constant: UInt32
  /// A bit for each key of its rows (never too few).
  var mask: UInt64
}
