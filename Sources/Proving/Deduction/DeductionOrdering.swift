// The ordering of the search by clauses: lexicographic paths, like `PathOrdering`, but with
// constructors below the constants of a problem, those below the functions that quantifiers
// brought, and these below the functions of the theory: a value stands for what has it. Start at
// `isGreater`. Terms are small here, and recursion is on their depth.
// Source: N. Dershowitz, Termination of rewriting, JSC 3 (1987), 6.

import Terms

/// The ordering, with what it has found so far.
struct DeductionOrdering: Sendable {
  private var known: [UInt64: Bool] = [:]
  private var ranks: [Int] = []
  /// Whether constants that came first are greater: those after them may stand for their parts.
  var prefersOld = false

  /// A symbol's place: constructors, constants without a definition, functions of quantifiers,
  /// others.
  private mutating func rank(_ symbol: Symbol, _ vocabulary: Vocabulary) -> Int {
    while ranks.count <= Int(symbol.index) {
      let number = ranks.count
      let info = vocabulary.bank[Symbol(UInt32(number))]
      if info.isConstructor {
        ranks.append(number)
      } else if case .variable = vocabulary.origins[number] {
        let place = prefersOld && info.arguments.isEmpty ? -number : number
        ranks.append((info.arguments.isEmpty ? 1 : 2) << 40 + place)
      } else {
        ranks.append(3 << 40 + info.precedence)
      }
    }
    return ranks[Int(symbol.index)]
  }

  /// Whether `a` is greater than `b`, for all values of variables. O(|a|·|b|) for what is not known
  /// yet.
  mutating func isGreater(_ a: Term, _ b: Term, _ vocabulary: Vocabulary) -> Bool {
    if a == b { return false }
    guard let f = vocabulary.bank.symbol(a) else { return false }
    let key = UInt64(a.index) << 32 | UInt64(b.index)
    if let answer = known[key] { return answer }
    let answer = compare(a, f, b, vocabulary)
    known[key] = answer
    return answer
  }

  private mutating func compare(
    _ a: Term, _ f: Symbol, _ b: Term, _ vocabulary: Vocabulary
  ) -> Bool {
    for i in 0..<vocabulary.bank.arity(a) {
      let part = vocabulary.bank.argument(a, i)
      if part == b || isGreater(part, b, vocabulary) { return true }
    }
    guard let g = vocabulary.bank.symbol(b) else { return false }
    if f != g {
      guard rank(f, vocabulary) > rank(g, vocabulary) else { return false }
    }
    for i in 0..<vocabulary.bank.arity(b) {
      guard isGreater(a, vocabulary.bank.argument(b, i), vocabulary) else { return false }
    }
    if f != g { return true }
    for i in 0..<vocabulary.bank.arity(a) {
      let (x, y) = (vocabulary.bank.argument(a, i), vocabulary.bank.argument(b, i))
      if x != y { return isGreater(x, y, vocabulary) }
    }
    return false
  }
}
