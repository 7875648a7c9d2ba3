// What a proof attempt starts from, and what comes of it. An attempt works on copies: it leaves no
// trace in the snapshot, so that attempts side by side, in any order and on any thread, have the same
// outcomes. Start at `attempt`. `SearchGrid` makes attempts, `PortableScript` brings a proof home.

import ProofKernel
import Terms

/// All that is known at one moment.
struct SearchSnapshot: Sendable {
  let vocabulary: Vocabulary
  /// Without memory of normal forms: what is remembered would depend on who asked before.
  let rules: Normalizer
  let knowledge: Knowledge

  /// Copies nothing as yet: what changes is copied by the attempt that changes it.
  init(_ vocabulary: Vocabulary, _ rules: Normalizer, _ knowledge: Knowledge) {
    var rules = rules
    rules.forget()
    (self.vocabulary, self.rules, self.knowledge) = (vocabulary, rules, knowledge)
  }

  /// Searches for a proof of a formula over the variables at levels 0 ..< `levels`. Deterministic.
  func attempt(_ formula: Term, levels: Int, _ effort: Effort) -> AttemptOutcome {
    var (vocabulary, rules) = (vocabulary, rules)
    rules.fuel = Self.fuel
    let script = ProofSearch.prove(
      formula, levels: levels, effort: effort, knowledge, &vocabulary, &rules)
    return AttemptOutcome(
      proof: script.map { PortableScript($0, vocabulary, since: self.vocabulary) },
      work: SearchWork(vocabulary.bank, since: self.vocabulary.bank))
  }

  /// Rule applications of one attempt (count).
  static let fuel = 10_000
}

/// What came of an attempt.
struct AttemptOutcome: Sendable {
  let proof: PortableScript?
  let work: SearchWork
}

/// A script with the terms that the attempt made for it; other terms are the snapshot's.
struct PortableScript: Sendable {
  let script: Script
  /// Subterms before their superterms.
  private let terms: [(term: Term, symbol: Symbol, parts: [Term])]
  private let symbols: [(symbol: Symbol, info: SymbolInfo, origin: SymbolOrigin)]

  /// Packs what `later`, which began as a copy of `before`, has in addition and the script needs.
  init(_ script: Script, _ later: Vocabulary, since before: Vocabulary) {
    var needed: Set<Term> = []
    var stack = script.steps.flatMap(\.terms)
    while let term = stack.popLast() {
      guard Int(term.index) >= before.bank.count, needed.insert(term).inserted else { continue }
      stack += later.bank.arguments(term)
    }
    self.script = script
    terms = needed.sorted().compactMap { term in
      later.bank.symbol(term).map { (term, $0, later.bank.arguments(term)) }
    }
    let known = before.bank.symbols.count
    symbols = Set(terms.map(\.symbol)).sorted().filter { Int($0.index) >= known }.map {
      ($0, later.bank[$0], later.origins[Int($0.index)])
    }
  }

  /// The script in a vocabulary that has gone on from the snapshot's. Linear time.
  func unpacked(_ vocabulary: inout Vocabulary) -> Script {
    var ownSymbol: [Symbol: Symbol] = [:]
    for (symbol, info, origin) in symbols {
      ownSymbol[symbol] =
        vocabulary.symbolOf[origin]
        ?? vocabulary.declare(
          origin, arguments: info.arguments.map { SortID($0.index) },
          result: SortID(info.sort.index), isConstructor: info.isConstructor,
          precedence: info.precedence, isBinder: info.isBinder)
    }
    var own: [Term: Term] = [:]
    for (term, symbol, parts) in terms {
      own[term] = vocabulary.bank.make(ownSymbol[symbol] ?? symbol, parts.map { own[$0] ?? $0 })
    }
    return script.mapped { own[$0] ?? $0 }
  }
}

/// What searches have done (counts).
struct SearchWork: Sendable {
  var terms = 0
  var matches = 0
  var rewrites = 0

  init() {}

  init(_ bank: TermBank, since before: TermBank) {
    terms = bank.count - before.count
    matches = bank.matchCount - before.matchCount
    rewrites = bank.rewriteCount - before.rewriteCount
  }

  static func += (a: inout Self, b: Self) {
    a.terms += b.terms
    a.matches += b.matches
    a.rewrites += b.rewrites
  }
}
