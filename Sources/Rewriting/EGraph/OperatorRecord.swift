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
  /// What it computes of small whole numbers, if it is foldable.
  var whole: WholeArithmetic
  /// Fills 32 bytes, so that finding a record takes a shift.
  let filling: UInt32 = 0

  enum Kind: UInt8 { case function, foldable, symbol, literal }
}

/// What an operator computes of small whole numbers; `none` where it needs `Arithmetic`.
enum WholeArithmetic: UInt8 {
  case none, add, subtract, multiply, negate

  init(_ arithmetic: Arithmetic?) {
    switch arithmetic {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .negate: self = .negate
    default: self = .none
    }
  }

  /// The value; nil where it needs more bits, or is not computed here.
  func value(_ a: Int, _ b: Int) -> Int? {
    let (result, isLost): (Int, Bool)
    switch self {
    case .none: return nil
    case .add: (result, isLost) = a.addingReportingOverflow(b)
    case .subtract: (result, isLost) = a.subtractingReportingOverflow(b)
    case .multiply: (result, isLost) = a.multipliedReportingOverflow(by: b)
    case .negate: (result, isLost) = Int.zero.subtractingReportingOverflow(a)
    }
    return isLost || result == Language.notWhole ? nil : result
  }
}

/// The part of the history of changes that concerns one operator: nodes at the moments from `start` up
/// to, not including, `end`.
struct HistorySegment: BitwiseCopyable {
  var start: UInt32
  var end: UInt32
  /// The next segment of the same operator; `none` after the last.
  var next: UInt32
}
