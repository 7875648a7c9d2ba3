// A proof from Horn clauses: which instances of the clauses are used, in order, how their conditions
// are shown, and which lemmas say the same for all values of variables. It knows nothing of the
// encoding that found it. `HornDerivationBuilder` makes it, `HornTheorem` has the kernel check it, and
// `TSTPWriter+Horn` writes it down.

/// A derivation that ends in an instance of a negative clause whose conditions all hold.
struct HornDerivation: Sendable {
  /// An equation, or an atom if there is no right side.
  struct Literal: Hashable, Sendable {
    var left: [Cell]
    var right: [Cell]?
  }
  /// What may be cited: a clause by its number, or a lemma before.
  enum Source: Hashable, Sendable {
    case clause(Int)
    case lemma(Int)
  }
  /// Why two terms are equal: an equation that holds as it stands, for terms; or an entry before.
  enum Reason: Hashable, Sendable {
    case source(Source, terms: [[Cell]])
    case entry(Int)
  }
  /// The replacement of a subterm.
  struct Rewriting: Hashable, Sendable {
    var position: [UInt32]
    var isReversed: Bool
    var reason: Reason
    /// What stands there afterwards.
    var result: [Cell]
  }
  /// A literal that is shown: an equation by rewriting its left side into its right one, an atom by
  /// rewriting that of an entry.
  struct Argument: Sendable {
    var literal: Literal
    var base: Int?
    /// What is rewritten: the left side, or the atom of the entry.
    var start: [Cell]
    var rewritings: [Rewriting]
  }
  /// An instance of a clause with conditions, or of an atom.
  struct Entry: Sendable {
    var source: Source
    var terms: [[Cell]]
    var conditions: [Argument]
    var literal: Literal
  }
  /// What holds for all values of its variables. Its entries cite earlier lemmas only.
  struct Lemma: Sendable {
    var variableCount: Int
    var entries: [Entry]
    var conclusion: Argument
  }
  var lemmas: [Lemma] = []
  var entries: [Entry] = []
  /// The negative clause, the terms for its variables, and why its atoms hold.
  var clause = 0
  var terms: [[Cell]] = []
  var conditions: [Argument] = []
}
