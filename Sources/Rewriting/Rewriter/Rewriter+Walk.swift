// Walks of the classical rewriter through the subterms of a term: each distinct one is visited once, and what
// became of it is a lemma. A sum or product of an associative and commutative operator is one subterm, however it is
// nested: visiting each sum inside a sum would take quadratic time. Start at `walk`. Neighbour: `Rewriter.swift`.

import Terms

extension Rewriter {
  /// A subterm, and whether it is only some parts of a larger sum: then it is no subterm of its own.
  private struct Subterm: Hashable {
    let term: Term
    var isPartial = false
  }

  /// A subterm on its way through a walk.
  private struct Visit {
    let subterm: Subterm
    var chain: ChainWriter
    var isOpen = false
    init(_ subterm: Subterm) {
      (self.subterm, chain) = (subterm, ChainWriter(start: subterm.term))
    }
  }

  /// Applies a strategy at each subterm; each distinct one once.
  mutating func walk(_ inner: Strategy, isPre: Bool, _ chain: inout ChainWriter) {
    var results: [Subterm: (term: Term, lemma: Int?)] = [:]
    let root = Subterm(term: chain.current)
    var open: Set<Subterm> = []
    var stack = [Visit(root)]
    while var visit = stack.popLast() {
      if results[visit.subterm] != nil { continue }
      if !visit.isOpen {
        // A part that is open already would contain itself: a rule made it anew.
        guard open.insert(visit.subterm).inserted else { continue }
        if isPre && !visit.subterm.isPartial { applyAt(inner, &visit.chain) }
        visit.isOpen = true
        let parts = subterms(visit.chain.current)
        stack.append(visit)
        // One that waits further down is put here too: the term above it closes first.
        for part in parts.reversed() where results[part] == nil { stack.append(Visit(part)) }
        continue
      }
      for (place, part) in subterms(visit.chain.current).enumerated() {
        guard let (result, lemma) = results[part], let lemma else { continue }
        visit.chain.step([place], .lemma(lemma), false, result, &language.bank)
      }
      if !isPre && !visit.subterm.isPartial { applyAt(inner, &visit.chain) }
      var lemma: Int?
      if visit.chain.current != visit.subterm.term {
        lemma = lemmas.count
        lemmas.append(
          ExplanationLemma(
            left: visit.subterm.term, right: visit.chain.current, steps: visit.chain.steps))
      }
      results[visit.subterm] = (visit.chain.current, lemma)
    }
    guard let (result, lemma) = results[root], let lemma else { return }
    chain.step([], .lemma(lemma), false, result, &language.bank)
  }

  private func subterms(_ term: Term) -> [Subterm] {
    let sum = sumSymbol(term)
    return language.bank.arguments(term).map {
      Subterm(term: $0, isPartial: sum != nil && language.bank.symbol($0) == sum)
    }
  }

  /// The head of a sum or product; nil for other terms.
  private func sumSymbol(_ term: Term) -> Symbol? {
    guard let symbol = language.bank.symbol(term), language.bank.arity(term) == 2,
      algebra.associativeCommutative.contains(language.names[Int(symbol.index)])
    else { return nil }
    return symbol
  }

  /// Applies a strategy to a subterm; to a sum again as long as that leaves a smaller sum, since it would apply to
  /// a sum inside as well.
  private mutating func applyAt(_ inner: Strategy, _ chain: inout ChainWriter) {
    guard let symbol = sumSymbol(chain.current) else {
      _ = apply(inner, &chain)
      return
    }
    func partCount(_ rewriter: borrowing Rewriter, _ term: Term) -> Int? {
      rewriter.algebra.parts(term, symbol, rewriter.language.bank, atMost: TermAlgebra.mostParts)?
        .count
    }
    var before = chain.current
    while apply(inner, &chain), chain.current != before,
      language.bank.symbol(chain.current) == symbol,
      let (old, new) = partCount(self, before).flatMap({ old in
        partCount(self, chain.current).map { (old, $0) }
      }), new < old
    {
      before = chain.current
    }
  }
}
