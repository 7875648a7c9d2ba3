// What an e-graph keeps of its operators, and of the history of changes by operator. Start at `OperatorRecord`.
// `EGraph` has the rows, `EGraph+Rebuild` writes the history, `EGraph+Search` reads it.

/// What an e-graph needs to know of an operator.
struct OperatorRecord: BitwiseCopyable {
  /// Number of arguments (count).
  var arity: UInt32
  /// The sort of its value; a rule whose left side is a variable applies to its sort only.
  var sort: UInt32
  /// The node, if it has no arguments and there is one.
  var leaf: UInt32
  /// Changed nodes of this operator (count), during a rebuild; then where the next one goes.
  var changed: UInt32
  /// Its segments of the history, the first and the last; `none` if there are none.
  var (firstSegment, lastSegment): (UInt32, UInt32)
  /// What it is for the folding of constants and for conditions.
  var kind: Kind

  enum Kind: UInt8 { case function, foldable, symbol, literal }
}

/// The part of the history of changes that concerns one operator: nodes at the moments from `start` up
/// to, not including, `end`.
struct HistorySegment: BitwiseCopyable {
  var start: UInt32
  var end: UInt32
  /// The next segment of the same operator; `none` after the last.
  var next: UInt32
}
