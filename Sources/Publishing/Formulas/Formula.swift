// A term or formula as it stands at one place of a proof: the term, what its free variables are
// called there, and which of its subterms are marked. `FormulaLayout` spells it; `MathMLWriter` and
// `FormulaText` write the spelling down for a browser and for a terminal.

import ProofKernel

/// Why a subterm is marked.
public enum Mark: Hashable, Sendable {
  /// The next step of the chain replaces it.
  case replacedNext
  /// The last step of the chain put it there.
  case justReplaced
}

/// A marked subterm: child numbers from the top down, as in `Rewrite.position`.
public struct MarkedPosition: Hashable, Sendable {
  /// Where the subterm is.
  public let position: [UInt32]
  /// Why it is marked.
  public let mark: Mark
}

/// A term or formula with names for its free variables.
public struct Formula: Hashable, Sendable {
  /// The term, of the store that it was made in.
  public let term: TermID
  /// The names of the open variables, by level.
  public let names: [String]
  /// Its marked subterms.
  public let marks: [MarkedPosition]
  /// Whether an equation `t = true` is written in full, as definitions are; else it is written `t`.
  public let isSpelledOut: Bool
  /// Collects the parts; never fails.
  public init(
    _ term: TermID, names: [String], marks: [MarkedPosition] = [], isSpelledOut: Bool = false
  ) {
    (self.term, self.names, self.marks) = (term, names, marks)
    self.isSpelledOut = isSpelledOut
  }
}
