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
  /// What it is written for.
  public let style: Style

  /// How fully a formula is written.
  public enum Style: Hashable, Sendable {
    /// With the fewest parentheses, as the axiom language needs them.
    case plain
    /// With parentheses on both sides where an operator is nested both ways: `(x + y) + z = x + (y + z)`.
    case statement
    /// As a statement; and `t = true`, elsewhere written `t`, in full.
    case definition
  }

  /// Collects the parts; never fails.
  public init(
    _ term: TermID, names: [String], marks: [MarkedPosition] = [], style: Style = .plain
  ) {
    (self.term, self.names, self.marks) = (term, names, marks)
    self.style = style
  }
}
