// Rules of the completion engine and where they come from. A rule has two *views*, left to right
// and right to left; an oriented rule uses the first only. View numbers are rule numbers times two,
// plus the direction. Terms of a view are numbered by first occurrence in its left side, then in
// its right.

/// An equation in one direction.
struct RuleView: BitwiseCopyable {
  var left: TermPointer
  var right: TermPointer
  /// Number of variables of the left side (count); those of the right side alone come after.
  var leftVariableCount: Int32
  var variableCount: Int32
  /// Whether the sides weigh the same under the order, whatever the variables stand for: then the
  /// first arguments that differ decide, if they are variables.
  var isPermutative = false
  /// Then the first arguments that differ, where these are variables; -1 if not.
  var first: Int16 = -1
  var second: Int16 = -1
  /// Whether the left side is greater, whatever the variables stand for.
  var isOriented = false
  /// Whether no variable of the left side stands more often on the right.
  var isBalanced = false

  /// Fills in `first` and `second`.
  mutating func noteDifference() {
    var (i, j) = (1, 1)
    while i < left.termLength, (left + i).isSame(as: right + j) {
      i += left[i].length
      j += right[j].length
    }
    guard i < left.termLength, left[i].isVariable, right[j].isVariable else { return }
    (first, second) = (Int16(left[i].variableNumber), Int16(right[j].variableNumber))
  }
}

/// Where an equation comes from, before it was simplified.
enum RuleOrigin: BitwiseCopyable, Hashable, Sendable {
  case equation(Int)
  /// The left side of `outer` with its subterm at a cell rewritten by `inner`, and its right side.
  case overlap(outer: UInt32, inner: UInt32, cell: Int)
  /// Another rule, which others simplified.
  case rule(Int)
}

/// What is known of a rule besides its terms.
struct RuleRecord: BitwiseCopyable {
  enum State: UInt8, BitwiseCopyable {
    case active
    /// Replaced by a rule with the same left side: its critical pairs still count.
    case composed
    case dead
  }
  var state: State
  var isOriented: Bool
  /// Whether the sides of the origin, simplified, are this rule's right and left side.
  var isSwapped: Bool
  var origin: RuleOrigin
  /// The steps that simplified the left and then the right side of the origin, in the trace.
  var traceStart: Int
  var leftSteps: Int32
  var rightSteps: Int32
  var generation: Int32
  /// The symbols of both sides, as bits; symbols from 63 on share the last one.
  var symbols: UInt64
  /// Whether it is a law of rearrangement (`CompletionEngine+AC`).
  var isLaw = false
}

/// A rewrite: a view, used at a cell of the whole term.
struct TraceStep: BitwiseCopyable {
  var view: UInt32
  var cell: UInt32
}
