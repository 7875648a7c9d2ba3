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
  func isRearrangement(_ s: TermPointer, _ t: TermPointer) -> Bool {
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
    guard sum == 0, squares == 0 else { return false }
    return canonical(s) == canonical(t)
  }

  /// The term with sorted arguments of such operators; recursion is bounded by its length.
  private func canonical(_ term: TermPointer) -> [Cell] {
    let cell = term[0]
    if cell.length == 1 { return [cell] }
    var parts: [[Cell]] = []
    collect(term, cell.symbol, laws[cell.symbol] == .all, &parts)
    if laws[cell.symbol] == .all { parts.sort { $0.lexicographicallyPrecedes($1) } }
    return [Cell(cell.symbol), Cell(parts.count)] + parts.joined()
  }

  private func collect(
    _ term: TermPointer, _ symbol: Int, _ isFlat: Bool, _ parts: inout [[Cell]]
  ) {
    var i = 1
    while i < term.termLength {
      let part = term + i
      if isFlat && !part[0].isVariable && part[0].symbol == symbol {
        collect(part, symbol, true, &parts)
      } else {
        parts.append(canonical(part))
      }
      i += part.termLength
    }
  }
}
