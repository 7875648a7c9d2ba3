// How far the search for a rule's matches has come, and what it counted. Start at `SearchPosition`. `EGraph+Search` goes
// on from there; `RuleSet` has the positions at which the rules of a set begin, one row for all of them.

/// How far a driver of a rule has looked at the changes.
struct SearchPosition: BitwiseCopyable {
  /// The segment of the operator's history that was looked at last, `none` before the first.
  var segment: UInt32
  /// The moment in it to look at next. For a rule whose left side is a variable: the class to look at next.
  var next: UInt32

  /// Nothing has been looked at.
  static let start = SearchPosition(segment: none, next: 0)
}

extension RuleProgram {
  /// Positions of its search (count): one for each driver, or one for the classes.
  var positionCount: Int { max(1, drivers.count) }
}

/// What a search did.
struct SearchCounts {
  /// Matches found (count).
  var matches = 0
  /// Matches refused by conditions (count).
  var refused = 0
  /// Matches that joined classes or made nodes (count).
  var effective = 0
}
