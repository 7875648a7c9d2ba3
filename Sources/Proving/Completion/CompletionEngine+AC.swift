// Associative and commutative operators. Once an operator has both laws, and the one that exchanges
// the first two of three arguments, these three rewrite every ground term to one form; so any other
// equation between terms that are equal up to rearrangement is dropped. Entry: `noteLaws`,
// `isRearrangement`.
// Source: U. Martin, T. Nipkow, Ordered rewriting and confluence (1990), section 4.

extension CompletionEngine {
  /// The laws of an operator, as bits.
  struct OperatorLaws: OptionSet {
    let rawValue: UInt8
    static let commutative = Self(rawValue: 1)
    static let associative = Self(rawValue: 2)
    static let exchange = Self(rawValue: 4)
    static let all = Self(rawValue: 7)
  }

  /// Looks whether a new rule is one of the three laws.
  mutating func noteLaws(_ rule: Int) {
    let view = views[2 * rule]
    let symbol = view.left[0].symbol
    guard !view.left[0].isVariable, view.right[0].symbol == symbol, problem.arities[symbol] == 2
    else { return }
    let left = view.left.cells
    let right = view.right.cells
    func f(_ length: Int) -> Cell { .symbol(symbol, length: length) }
    func x(_ number: Int) -> Cell { .variable(number) }
    if left == [f(3), x(0), x(1)] && right == [f(3), x(1), x(0)] {
      laws[symbol].insert(.commutative)
    } else if left == [f(5), f(3), x(0), x(1), x(2)] && right == [f(5), x(0), f(3), x(1), x(2)] {
      laws[symbol].insert(.associative)
    } else if left == [f(5), x(0), f(3), x(1), x(2)] && right == [f(5), x(1), f(3), x(0), x(2)] {
      laws[symbol].insert(.exchange)
    } else {
      return
    }
    rules.base[rule].isLaw = true
    hasRearrangements = hasRearrangements || laws[symbol] == .all
  }

  /// Whether both sides are equal up to the order of arguments of operators that have all three
  /// laws.
  mutating func isRearrangement(_ s: TermPointer, _ t: TermPointer) -> Bool {
    guard hasRearrangements, s.termLength == t.termLength, s[0].symbol == t[0].symbol else {
      return false
    }
    // Rearranging keeps the symbols.
    var (sum, squares): (UInt64, UInt64) = (0, 0)
    for i in 0..<s.termLength {
      let (a, b) = (UInt64(s[i] & 0xFFFF), UInt64(t[i] & 0xFFFF))
      sum = sum &+ a &- b
      squares = squares &+ a &* a &- b &* b
    }
    guard sum == 0, squares == 0, rearrangementHash(s) == rearrangementHash(t) else {
      return false
    }
    return areRearranged(s, t)
  }

  /// The same for terms that are equal so; recursion is bounded by the length.
  private mutating func rearrangementHash(_ term: TermPointer) -> UInt64 {
    let symbol = UInt64(term[0] & 0xFFFF)
    var hash = (symbol &+ 1) &* 0x9E37_79B9_7F4A_7C15
    if term.termLength == 1 { return hash ^ hash >> 29 }
    if laws[term[0].symbol] == .all {
      // What is joined, in whatever order and nesting.
      var i = 1
      while i < term.termLength {
        if term[i] & 0xFFFF == term[0] & 0xFFFF {
          i += 1
          continue
        }
        let part = rearrangementHash(term + i)
        hash = hash &+ part &* (part | 1)
        i += term[i].length
      }
    } else {
      var i = 1
      while i < term.termLength {
        hash = (hash ^ rearrangementHash(term + i)) &* 0xC2B2_AE3D_27D4_EB4F
        i += term[i].length
      }
    }
    return hash ^ hash >> 29
  }

  /// The same without that test; recursion is bounded by the lengths. Being equal so is transitive: any
  /// argument that fits may be taken for another.
  private mutating func areRearranged(_ s: TermPointer, _ t: TermPointer) -> Bool {
    if s.isSame(as: t) { return true }
    guard s[0] == t[0], s.termLength > 1 else { return false }
    let symbol = s[0].symbol
    if laws[symbol] != .all {
      var (i, j) = (1, 1)
      while i < s.termLength {
        if !areRearranged(s + i, t + j) { return false }
        i += s[i].length
        j += t[j].length
      }
      return true
    }
    let start = bindingStack.count
    defer { bindingStack.truncate(start) }
    pushArguments(s, symbol)
    let middle = bindingStack.count
    pushArguments(t, symbol)
    guard bindingStack.count - middle == middle - start else { return false }
    for place in start..<middle {
      let part = bindingStack[place]
      let hash = rearrangementHash(part)
      var other = middle
      // Without the hashes, parts that differ deep inside would be taken apart again and again.
      while other < bindingStack.count,
        rearrangementHash(bindingStack[other]) != hash || !areRearranged(part, bindingStack[other])
      {
        other += 1
      }
      if other == bindingStack.count { return false }
      let last = bindingStack.removeLast()
      if other < bindingStack.count { bindingStack[other] = last }
    }
    return true
  }

  /// Puts what an operator joins, however nested, on the stack.
  private mutating func pushArguments(_ term: TermPointer, _ symbol: Int) {
    var i = 1
    while i < term.termLength {
      if !term[i].isVariable && term[i].symbol == symbol {
        i += 1
        continue
      }
      bindingStack.append(term + i)
      i += term[i].length
    }
  }
}
