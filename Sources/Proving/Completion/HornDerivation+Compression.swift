// Shorter derivations from Horn clauses. Entry: `HornDerivation.shortest`, which makes one of the proof as
// it was found and one of the compressed proof (`CompletionProof+Compression.swift`): fewer steps of the
// encoded proof use fewer instances of clauses, but which of them fire first may lead another way, so the
// shorter derivation counts. Nothing here need be trusted: the kernel checks what comes out.

import AxiomLanguage

extension HornDerivation {
  /// Rewrites and instances in all (count).
  var stepCount: Int {
    func count(_ argument: Argument) -> Int { 1 + argument.rewritings.count }
    func count(_ entries: [Entry]) -> Int {
      entries.reduce(0) { $0 + 1 + $1.conditions.reduce(0) { $0 + count($1) } }
    }
    return count(entries) + conditions.reduce(0) { $0 + count($1) }
      + lemmas.reduce(0) { $0 + count($1.entries) + count($1.conclusion) }
  }

  /// Which clauses it uses, by number.
  var clauses: Set<Int> {
    var used: Set<Int> = [clause]
    func note(_ source: Source) { if case .clause(let number) = source { used.insert(number) } }
    func note(_ argument: Argument) {
      for rewriting in argument.rewritings {
        if case .source(let source, _) = rewriting.reason { note(source) }
      }
    }
    for entry in entries + lemmas.flatMap(\.entries) {
      note(entry.source)
      entry.conditions.forEach(note)
    }
    lemmas.forEach { note($0.conclusion) }
    conditions.forEach(note)
    return used
  }

  /// The derivation for an encoded proof with the fewest steps of those that are tried; nil if it cannot
  /// be told in the clauses.
  static func shortest(
    _ proof: CompletionProof, _ problem: CompletionProblem, _ clauses: TPTPProblem
  ) -> HornDerivation? {
    var plain = HornDerivationBuilder(proof, problem, clauses)
    let whole = plain.derivation()
    var compressed = HornDerivationBuilder(proof.compressed(problem), problem, clauses)
    guard let short = compressed.derivation() else { return whole }
    guard let whole else { return short }
    return short.stepCount < whole.stepCount ? short : whole
  }
}
