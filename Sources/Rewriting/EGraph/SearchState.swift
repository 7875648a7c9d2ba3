// How far the search for a rule's matches has come, and what it counted. Start at `SearchState`. `EGraph+Search` goes
// on from there.

/// How far a rule has looked at the changes, by driver.
struct SearchState: Sendable {
  /// By driver: the segment of its operator's history that was looked at last, `none` before the first,
  /// and the moment in it to look at next.
  var positions: [(segment: UInt32, moment: UInt32)]
  /// For a rule whose left side is a variable: the class to look at next.
  var nextClass: UInt32 = 0

  init(driverCount: Int) { positions = Array(repeating: (none, 0), count: driverCount) }
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
