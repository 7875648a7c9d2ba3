// A chain of rewrites by the laws of a ring, for the kernel. `NumeralProof` writes them.

import ProofKernel
import Terms

/// A chain of rewrites under construction.
struct NumeralChain {
  enum Kind { case sums, products }
  let start: TermID
  private let laws: RingLaws
  private(set) var rewrites: [Rewrite] = []

  init(_ start: TermID, _ laws: RingLaws) { (self.start, self.laws) = (start, laws) }

  mutating func apply(
    _ law: RingLaw, _ position: [UInt32], _ terms: [TermID], isReversed: Bool = false
  ) {
    rewrites.append(law.rewrite(position, terms, isReversed: isReversed))
  }

  mutating func step(_ position: [UInt32], _ step: Int, isReversed: Bool = false) {
    rewrites.append(Rewrite(position: position, reversed: isReversed, .step(step)))
  }

  mutating func rearrange(_ position: [UInt32], _ kind: Kind, _ result: TermID) {
    let origins = kind == .sums ? laws.sums : laws.products
    let instances = origins.map { Instance($0.citation, sorts: $0.sorts) }
    rewrites.append(
      Rewrite(
        position: position,
        .rearrangement(commutativity: instances[0], associativity: instances[1], result)))
  }
}
