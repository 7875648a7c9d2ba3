// What can be said of a set of rules before it is run: whether rewriting from left to right ends, and
// whether all ways lead to the same normal form. Start at `SystemReport.init`. Termination is tried by the
// lexicographic path ordering under several precedences, and by a count of symbols; a rule whose right side
// has an instance of its left side is shown to loop, as are several that do so together (`RewriteLoop`). If it
// ends, rules that overlap are compared by the normal forms of their critical pairs (`CriticalPairs`). Where rules say
// that an operator is associative and commutative, no direction of theirs ends: the others are looked at modulo these,
// by polynomials (`PolynomialInterpretation`), and confluence is left open.
// Source: F. Baader, T. Nipkow, Term rewriting and all that (1998), chapters 5 and 6.

import Terms

/// A report on rules that are used from left to right.
public struct SystemReport: Sendable {
  /// Whether each rewriting ends.
  public enum Termination: Hashable, Sendable {
    /// By an ordering that all rules decrease, in words.
    case proved(String)
    /// Not: the left side of this rule leads to a term that has an instance of it. `loop` says how.
    case refuted(rule: String)
    /// No ordering was found; these rules fit none that was tried together.
    case open([String])
  }

  /// Whether the normal form does not depend on the way.
  public enum Confluence: Hashable, Sendable {
    /// It ends, and all critical pairs have one normal form each (M. Newman, 1942).
    case proved
    /// A term with two normal forms.
    case refuted(CriticalPair)
    /// It may not end, or a budget was used up.
    case open
  }

  /// Whether it ends.
  public let termination: Termination
  /// Where it does not end: the names of the rules that lead from a left side to an instance of it, in order.
  public let loop: [String]
  /// The operators that rules say to be associative and commutative: termination is that of the other rules,
  /// whatever the order and nesting of these sums and products.
  public let modulo: [String]
  /// Whether it is confluent.
  public let confluence: Confluence
  /// Overlaps of two rules (count), trivial ones left out, as are those of rules about the order of sums.
  public let pairCount: Int
  /// Rules with conditions or several clauses, which the report leaves out.
  public let others: [String]

  /// Looks at rules.
  ///
  /// *Shape*: `budget` is the number of rewrites for all critical pairs together. *Complexity*: at most 720
  /// precedences are tried, each linear in the rules; critical pairs are quadratic in the sizes of left sides.
  public init(_ rules: [RewriteRule], _ language: Language, budget: Int = 100_000) {
    var bank = language.bank
    let plain = rules.filter {
      $0.left.count == 1 && $0.right.count == 1 && $0.conditions.isEmpty && $0.choice == nil
        && bank.symbol($0.left[0].pattern) != nil
    }
    let names = Set(plain.map(\.name))
    others = rules.map(\.name).filter { !names.contains($0) }
    let system = plain.map {
      PlainRule(name: $0.name, left: $0.left[0].pattern, right: $0.right[0].pattern)
    }
    let sums = AssociativeCommutativeRules(system, &bank)
    modulo = sums.symbols.map { language.names[Int($0.index)] }
    (termination, loop) =
      sums.symbols.isEmpty
      ? Self.termination(of: system, language, &bank)
      : Self.termination(of: sums.others, modulo: sums.symbols, language, &bank)
    let pairs = CriticalPairs(sums.others, &bank).pairs
    pairCount = pairs.count
    guard case .proved = termination, modulo.isEmpty else {
      confluence = .open
      return
    }
    var normalizer = PlainNormalizer(rules: system, budget: budget)
    for pair in pairs {
      guard let a = normalizer.normalForm(pair.left, &bank),
        let b = normalizer.normalForm(pair.right, &bank)
      else {
        confluence = .open
        return
      }
      if a != b {
        var shown = language
        shown.bank = bank
        confluence = .refuted(
          CriticalPair(
            rules: [system[pair.outer].name, system[pair.inner].name],
            term: shown.text(of: pair.peak), left: shown.text(of: a), right: shown.text(of: b)))
        return
      }
    }
    confluence = .proved
  }

  private static func termination(
    of rules: [PlainRule], _ language: Language, _ bank: inout TermBank
  ) -> (Termination, loop: [String]) {
    for rule in rules {
      for part in bank.subterms(rule.right) {
        var values = Substitution(count: bank.variableBound(rule.left))
        if bank.match(rule.left, part, &values) {
          return (.refuted(rule: rule.name), [rule.name])
        }
      }
    }
    let bySize = rules.filter { !isSmaller($0, bank) }
    if bySize.isEmpty { return (.proved("the number of symbols"), []) }
    var symbols: Set<Symbol> = []
    for rule in rules {
      for part in bank.subterms(rule.left) + bank.subterms(rule.right) {
        if let symbol = bank.symbol(part) { symbols.insert(symbol) }
      }
    }
    var best = bySize.map(\.name)
    for order in precedences(symbols.sorted(), rules, bank) {
      let ordering = Precedence(order)
      let failed = rules.filter { !ordering.isGreater($0.left, $0.right, bank) }
      if failed.isEmpty {
        let names = order.reversed().map { language.names[Int($0.index)] }
        return (.proved("lexicographic path ordering, " + names.joined(separator: " > ")), [])
      }
      if failed.count < best.count { best = failed.map(\.name) }
    }
    if let loop = RewriteLoop(rules, &bank)?.steps.map({ rules[$0].name }) {
      return (.refuted(rule: loop[0]), loop)
    }
    return (.open(best), [])
  }

  private static func termination(
    of rules: [PlainRule], modulo sums: [Symbol], _ language: Language, _ bank: inout TermBank
  ) -> (Termination, loop: [String]) {
    if PolynomialInterpretation.exists(for: rules, sums: Set(sums), bank) {
      let names = sums.map { language.names[Int($0.index)] }.joined(separator: " and ")
      return (.proved("polynomials, modulo the order and nesting of \(names)"), [])
    }
    if let loop = RewriteLoop(rules, &bank)?.steps.map({ rules[$0].name }) {
      return (.refuted(rule: loop[0]), loop)
    }
    // Alone each of these fits no polynomial that is tried; if there are none, all together do not.
    let unfit = rules.filter {
      !PolynomialInterpretation.exists(for: [$0], sums: Set(sums), bank)
    }
    return (.open((unfit.isEmpty ? rules : unfit).map(\.name)), [])
  }

  /// Whether the right side has fewer symbols, whatever the variables stand for.
  private static func isSmaller(_ rule: PlainRule, _ bank: TermBank) -> Bool {
    func counts(_ root: Term) -> [Term: Int] {
      var counts: [Term: Int] = [:]
      var stack = [root]
      while let next = stack.popLast() {
        if bank.variableNumber(next) != nil { counts[next, default: 0] += 1 }
        stack += bank.arguments(next)
      }
      return counts
    }
    let (left, right) = (counts(rule.left), counts(rule.right))
    return bank.size(rule.right) < bank.size(rule.left)
      && right.allSatisfy { $0.value <= left[$0.key, default: 0] }
  }

  /// Orders of symbols, the lowest first: that of use (what a left side defines is above what its right
  /// side uses), and with few symbols all others.
  private static func precedences(_ symbols: [Symbol], _ rules: [PlainRule], _ bank: TermBank)
    -> [[Symbol]]
  {
    var uses: [Symbol: Set<Symbol>] = [:]
    for rule in rules {
      guard let head = bank.symbol(rule.left) else { continue }
      uses[head, default: []].formUnion(bank.subterms(rule.right).compactMap(bank.symbol))
    }
    var order: [Symbol] = []
    var rest = symbols
    while !rest.isEmpty {
      // The least entangled one where they go round in a circle.
      let next = rest.min { a, b in
        func open(_ s: Symbol) -> Int {
          (uses[s] ?? []).count { $0 != s && rest.contains($0) }
        }
        return (open(a), a) < (open(b), b)
      }!
      order.append(next)
      rest.removeAll { $0 == next }
    }
    guard symbols.count <= 6 else { return [order] }
    var all: [[Symbol]] = [[]]
    for symbol in symbols {
      all = all.flatMap { known in
        (0...known.count).map { Array(known[..<$0]) + [symbol] + Array(known[$0...]) }
      }
    }
    return [order] + all
  }
}

/// Which operators rules say to be associative and commutative, and the rules that say more than that.
private struct AssociativeCommutativeRules {
  let symbols: [Symbol]
  let others: [PlainRule]

  init(_ rules: [PlainRule], _ bank: inout TermBank) {
    var symbols: [Symbol] = []
    for rule in rules {
      guard let symbol = bank.symbol(rule.left), !symbols.contains(symbol),
        bank.arity(rule.left) == 2
      else { continue }
      let sorts = bank[symbol].arguments
      guard sorts[0] == sorts[1], sorts[0] == bank[symbol].sort else { continue }
      let (x, y, z) = (
        bank.variable(0, sorts[0]), bank.variable(1, sorts[0]), bank.variable(2, sorts[0])
      )
      let (xy, yx, yz) = (
        bank.make(symbol, [x, y]), bank.make(symbol, [y, x]), bank.make(symbol, [y, z])
      )
      let nested = [bank.make(symbol, [xy, z]), bank.make(symbol, [x, yz])]
      let isCommutative = rules.contains { Self.isVariant($0, xy, yx, bank) }
      let isAssociative = rules.contains {
        Self.isVariant($0, nested[0], nested[1], bank)
          || Self.isVariant($0, nested[1], nested[0], bank)
      }
      if isCommutative && isAssociative { symbols.append(symbol) }
    }
    self.symbols = symbols
    let known = bank
    others = rules.filter { rule in
      !symbols.contains {
        known.symbol(rule.left) == $0
          && Self.parts(rule.left, $0, known) == Self.parts(rule.right, $0, known)
      }
    }
  }

  private static func parts(_ term: Term, _ symbol: Symbol, _ bank: TermBank) -> [Term] {
    TermAlgebra().parts(term, symbol, bank).sorted()
  }

  /// Whether a rule is the same but for the names of variables.
  private static func isVariant(
    _ rule: PlainRule, _ left: Term, _ right: Term, _ bank: TermBank
  ) -> Bool {
    func matches(_ a: (Term, Term), _ b: (Term, Term)) -> Bool {
      var values = Substitution(count: max(bank.variableBound(a.0), bank.variableBound(a.1)))
      return bank.match(a.0, b.0, &values) && bank.match(a.1, b.1, &values)
    }
    return matches((rule.left, rule.right), (left, right))
      && matches((left, right), (rule.left, rule.right))
  }
}

/// A term that two rules rewrite to different normal forms.
public struct CriticalPair: Hashable, Sendable {
  /// The names of the rules: the one applied at the root first.
  public let rules: [String]
  /// The term, in prefix notation, and its normal forms.
  public let (term, left, right): (String, String, String)

  init(rules: [String], term: String, left: String, right: String) {
    (self.rules, self.term, self.left, self.right) = (rules, term, left, right)
  }

  /// Whether all parts are the same.
  public static func == (a: Self, b: Self) -> Bool {
    (a.rules, a.term, a.left, a.right) == (b.rules, b.term, b.left, b.right)
  }

  /// Feeds the term and the rules.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rules)
    hasher.combine(term)
  }
}

/// The lexicographic path ordering under a precedence.
private struct Precedence {
  private let rank: [Symbol: Int]

  init(_ order: [Symbol]) {
    rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
  }

  /// Terms are sides of rules: recursion on their depth is harmless.
  func isGreater(_ a: Term, _ b: Term, _ bank: TermBank) -> Bool {
    if a == b { return false }
    guard let f = bank.symbol(a) else { return false }
    guard let g = bank.symbol(b) else { return bank.subterms(a).contains(b) }
    if bank.arguments(a).contains(where: { $0 == b || isGreater($0, b, bank) }) { return true }
    if f != g && rank[f]! < rank[g]! { return false }
    guard bank.arguments(b).allSatisfy({ isGreater(a, $0, bank) }) else { return false }
    if f != g { return true }
    for (x, y) in zip(bank.arguments(a), bank.arguments(b)) where x != y {
      return isGreater(x, y, bank)
    }
    return false
  }
}
