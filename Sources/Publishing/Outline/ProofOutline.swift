// A proof as a person reads it: a tree of blocks instead of a list of steps. An induction has its
// cases apart, a chain its lines, a subproof its hypotheses on top. Nothing here is trusted, and no
// word of HTML is in it: `OutlineHTML` and `OutlineText` write the same tree for a browser and for a
// terminal. Start at `ProofOutline.blocks`; `OutlineBuilder` makes the tree from the kernel's steps.

import ProofKernel

/// A piece of a sentence about a proof.
public enum Phrase: Hashable, Sendable {
  /// Words.
  case text(String)
  /// A term or formula inside the sentence.
  case formula(Formula)
  /// An axiom, definition or theorem, to be linked.
  case citation(Citation)
  /// A hypothesis or an earlier block, by its label.
  case label(String)
}

/// A hypothesis of a subproof.
public struct Hypothesis: Hashable, Sendable {
  /// How the subproof refers to it: `IH`, `H2`.
  public let label: String
  /// Whether an induction provides it.
  public let isInductive: Bool
  /// What is assumed.
  public let formula: Formula
}

/// One line of a chain of equal terms or equivalent formulas.
public struct ChainLine: Hashable, Sendable {
  /// `=` or `⇔` before it; nil for the first line.
  public let relation: String?
  /// The term or formula of the line, with what is replaced in it marked.
  public let formula: Formula
  /// Why it equals the line before.
  public let reason: [Phrase]
  /// Whether the equation cited was used from right to left.
  public let isReversed: Bool
}

/// A part of a proof, with the parts that it is made of.
public struct OutlineBlock: Hashable, Sendable {
  /// What kind of part it is.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// A formula and a reason.
    case claim
    /// Lines, each equal to the one before.
    case chain
    /// A proof under hypotheses or for a new variable.
    case section
    /// A proof by induction; its children are `baseCase` and `stepCase`.
    case induction
    /// A split into cases; its children are `plainCase`.
    case split
    /// A case of an induction without hypothesis.
    case baseCase
    /// A case of an induction with hypotheses.
    case stepCase
    /// A case of a split.
    case plainCase
  }
  /// What kind of part it is.
  public let role: Role
  /// How later parts refer to it; nil if none does.
  public var label: String?
  /// The sentence on top.
  public var heading: [Phrase] = []
  /// What is assumed inside of it.
  public var hypotheses: [Hypothesis] = []
  /// What is to be shown inside of it, where that is not seen from around it.
  public var goal: Formula?
  /// The lines of a chain.
  public var lines: [ChainLine] = []
  /// Its parts, in reading order.
  public var children: [OutlineBlock] = []
  /// What it establishes; of a chain it is to be seen in the lines as well. Nil for a case.
  public var conclusion: Formula?
  /// Why; may be empty where the parts say it.
  public var reason: [Phrase] = []

  init(_ role: Role) { self.role = role }

  /// Whether a line of a chain has one before and one after it: it may leave out what these show.
  func isBetween(_ line: Int) -> Bool { line > 0 && line < lines.count - 1 }

  /// Whether its conclusion is news after its last part.
  var concludesMore: Bool {
    guard let conclusion else { return false }
    return label != nil || role == .split || role == .induction
      || children.last?.conclusion?.term != conclusion.term
  }
}

/// A proof for reading.
public struct ProofOutline: Sendable {
  /// The statement, with the names of its variables.
  public let statement: Formula
  /// The parts of the proof, in reading order.
  public let blocks: [OutlineBlock]
  /// The terms of all formulas: those of the certificate, and those that only the reading needed.
  let store: TermStore
}
