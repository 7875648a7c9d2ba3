// What a proof attempt starts from, where it is made, and what comes of it. An attempt leaves no trace:
// attempts side by side, in any order and on any thread, have the same outcomes. Start at
// `SearchBench.attempt`. `SearchGrid` makes attempts, `PortableScript` brings a proof home.

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
}

/// A place to make attempts at, one after the other. It has a copy of the terms, which follows the
/// original: to copy them for each attempt took three quarters of the time of a derivation.
struct SearchBench: Sendable {
  private var vocabulary: Vocabulary

  /// A bench for attempts under this snapshot and later ones of the same search.
  init(_ snapshot: SearchSnapshot) { vocabulary = snapshot.vocabulary }

  /// Searches for a proof of a formula over the variables at levels 0 ..< `levels`. Deterministic.
  mutating func attempt(
    _ formula: Term, levels: Int, _ effort: Effort, _ snapshot: SearchSnapshot
  ) -> AttemptOutcome {
    vocabulary.follow(snapshot.vocabulary)
    let (terms, symbols) = (vocabulary.bank.count, vocabulary.origins.count)
    let before = SearchWork(vocabulary.bank)
    var rules = snapshot.rules
    rules.fuel = effort.work < .max ? Self.statedFuel : Self.fuel
    let script = ProofSearch.prove(
      formula, levels: levels, effort: effort, snapshot.knowledge, &vocabulary, &rules)
    let outcome = AttemptOutcome(
      proof: script.map {
        PortableScript($0, vocabulary, sharedTerms: terms, sharedSymbols: symbols)
      },
      work: SearchWork(vocabulary.bank) - before)
    vocabulary.truncate(terms: terms, symbols: symbols)
    return outcome
  }

  /// Rule applications of one attempt (count).
  private static let fuel = 10_000
  /// The same for goals that somebody stated: what is known then may be rules that make terms ever
  /// larger.
  private static let statedFuel = 2_000
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

  /// Packs what the script needs besides the first terms and symbols of the vocabulary.
  init(_ script: Script, _ vocabulary: Vocabulary, sharedTerms: Int, sharedSymbols: Int) {
    var needed: Set<Term> = []
    var stack = script.steps.flatMap(\.terms)
    while let term = stack.popLast() {
      guard Int(term.index) >= sharedTerms, needed.insert(term).inserted else { continue }
      stack += vocabulary.bank.arguments(term)
    }
    self.script = script
    terms = needed.sorted().compactMap { term in
      vocabulary.bank.symbol(term).map { (term, $0, vocabulary.bank.arguments(term)) }
    }
    symbols = Set(terms.map(\.symbol)).sorted().filter { Int($0.index) >= sharedSymbols }.map {
      ($0, vocabulary.bank[$0], vocabulary.origins[Int($0.index)])
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

  /// What a bank has seen.
  init(_ bank: TermBank) {
    (terms, matches, rewrites) = (bank.count, bank.matchCount, bank.rewriteCount)
  }

  static func - (a: Self, b: Self) -> Self {
    var rest = a
    rest.terms -= b.terms
    rest.matches -= b.matches
    rest.rewrites -= b.rewrites
    return rest
  }

  static func += (a: inout Self, b: Self) {
    a.terms += b.terms
    a.matches += b.matches
    a.rewrites += b.rewrites
  }
}
