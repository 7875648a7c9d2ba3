// The theorems that an axiom file states, proved so that they can be used: where rewriting and proving meet.
// Start at `ElaboratedTheory.proveStatedTheorems`. `Derivation` proves; `Simplifier` uses what is proved as
// lemmas, and a certificate of a simplification has their proofs before its own.

import AxiomLanguage
import ProofKernel
import Proving
import Rewriting

/// What became of the theorems that a file states.
public struct StatedTheorems: Sendable {
  /// The document, its store continued by the terms of the proofs.
  public let document: TheoryDocument
  /// What was proved, auxiliary lemmas included, each citing earlier ones only.
  public let theorems: [DerivedTheorem]
  /// The names of those that were not.
  public let open: [String]
}

extension ElaboratedTheory {
  /// Proves the theorems that the file states, in order, each with the help of those before it, without
  /// exploring the theory: a fixed amount of work for each.
  ///
  ///     let stated = theory.proveStatedTheorems()
  ///     let simplifier = Simplifier(stated.document, lemmas: stated.theorems.map(\.proof))
  ///
  /// *Complexity*: linear in the goals, some seconds for one that resists. *Ensures*: the same theorems for the
  /// same file; the kernel has accepted every proof.
  public func proveStatedTheorems() -> StatedTheorems {
    guard !goals.isEmpty else { return StatedTheorems(document: document, theorems: [], open: []) }
    let (proved, derivation) = Derivation.prove(
      goals.map { ($0.name, $0.statement) }, in: document, limits: ExplorationLimits(),
      explores: false)
    return StatedTheorems(
      document: derivation.document, theorems: derivation.theorems,
      open: zip(goals, proved).filter { $0.1 != true }.map(\.0.name))
  }
}
