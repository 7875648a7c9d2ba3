// How a goal was proved, for tables: by which scheme, and with which lemmas that were found on the way.
// Start at `account`. The certificate has the whole proof.

import ProofKernel

extension Derivation {
  /// The last inference of a theorem's proof in a few words, and the names of the theorems on which it
  /// rests, in the order in which they were found; nil if there is no theorem of that name.
  public func account(of name: String) -> (scheme: String, lemmas: [String])? {
    guard let place = theorems.firstIndex(where: { $0.proof.name == name }) else { return nil }
    var isUsed: Set<Int> = []
    var stack = [place]
    while let next = stack.popLast() {
      for case .theorem(let cited) in theorems[next].proof.citations {
        if isUsed.insert(cited).inserted { stack.append(cited) }
      }
    }
    return (theorems[place].method, isUsed.sorted().map { theorems[$0].proof.name })
  }
}
