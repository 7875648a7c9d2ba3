// The lexicographic path ordering: a simplification ordering, total on ground terms, that orients
// the defining equations of functions by recursion when later symbols have higher precedence. Start
// at `isGreater`. Variables are compared as the theory asks: s > x only if x occurs in s.
// Source: S. Kamin, J.-J. Lévy (1980); N. Dershowitz, Termination of rewriting, JSC 3 (1987), 6.

/// The ordering, with what it has found of a bank's terms so far.
public struct PathOrdering: Sendable {
  private var known: [UInt64: Bool] = [:]

  /// Nothing is known yet.
  public init() {}

  /// Whether `a` is greater than `b`. Complexity: O(|a|·|b|) for what is not known yet.
  public mutating func isGreater(_ a: Term, _ b: Term, _ bank: TermBank) -> Bool {
    if a == b { return false }
    guard let f = bank.symbol(a) else { return false }
    if bank.variableNumber(b) != nil { return occurs(b, in: a, bank) }
    guard let g = bank.symbol(b) else { return false }
    let key = UInt64(a.index) << 32 | UInt64(b.index)
    if let answer = known[key] { return answer }
    let answer = compare(a, f, b, g, bank)
    known[key] = answer
    return answer
  }

  private mutating func compare(_ a: Term, _ f: Symbol, _ b: Term, _ g: Symbol, _ bank: TermBank)
    -> Bool
  {
    for i in 0..<bank.arity(a) {
      let part = bank.argument(a, i)
      if part == b || isGreater(part, b, bank) { return true }
    }
    let (high, low) = (bank[f].precedence, bank[g].precedence)
    if f != g && high < low { return false }
    for i in 0..<bank.arity(b) where !isGreater(a, bank.argument(b, i), bank) { return false }
    if f != g { return true }
    for i in 0..<bank.arity(a) where bank.argument(a, i) != bank.argument(b, i) {
      return isGreater(bank.argument(a, i), bank.argument(b, i), bank)
    }
    return false
  }

  private func occurs(_ variable: Term, in term: Term, _ bank: TermBank) -> Bool {
    if bank.isGround(term) { return false }
    return bank.arguments(term).contains { $0 == variable || occurs(variable, in: $0, bank) }
  }
}
