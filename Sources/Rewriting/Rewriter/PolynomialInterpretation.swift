// Termination modulo associativity and commutativity: each operator is read as a polynomial over the numbers from 2
// on, those that are associative and commutative as one that is so too; if each rule makes the number smaller
// whatever its variables are, rewriting ends, in whatever order and nesting sums are written. Start at `find`, which
// tries a few polynomials for each operator. `SystemReport` asks for it where a system has such operators.
// Source: A. Ben Cherifa, P. Lescanne, Termination of rewriting systems by polynomial interpretations, SCP 9 (1987):
// a x y + b (x + y) + c is associative where a c = b² − b.

import Terms

/// A polynomial for each operator.
struct PolynomialInterpretation {
  /// A sum of monomials: by the variables of each, sorted and as often as they occur, the factor before it.
  struct Polynomial {
    var terms: [[Int]: Int]
    /// Beyond this, factors are not computed (they would not fit): then nothing is shown.
    static let largest = 1 << 40

    static func constant(_ value: Int) -> Polynomial { Polynomial(terms: [[]: value]) }
    static func variable(_ number: Int) -> Polynomial { Polynomial(terms: [[number]: 1]) }

    func adding(_ other: Polynomial, times factor: Int = 1) -> Polynomial {
      Polynomial(terms: terms.merging(other.terms.mapValues { $0 * factor }, uniquingKeysWith: +))
    }

    func multiplied(by other: Polynomial) -> Polynomial {
      var result: [[Int]: Int] = [:]
      for (a, x) in terms {
        for (b, y) in other.terms { result[(a + b).sorted(), default: 0] += x * y }
      }
      return Polynomial(terms: result)
    }

    /// Whether its factors, and those of products of two such, are numbers that can be computed with.
    var isModest: Bool {
      terms.count < 100
        && terms.allSatisfy { $0.key.count < 12 && abs($0.value) < 1 << 24 }
    }

    /// The same where the variables are 2 more: then they may be 0.
    var shifted: Polynomial? {
      var result = Polynomial.constant(0)
      for (monomial, factor) in terms {
        var product = Polynomial.constant(factor)
        for variable in monomial {
          product = product.multiplied(by: Polynomial(terms: [[variable]: 1, []: 2]))
        }
        result = result.adding(product)
        if result.terms.values.contains(where: { abs($0) > Self.largest }) { return nil }
      }
      return result
    }

    /// Whether it is above zero for all values from 2 on; false if that does not show.
    var isPositive: Bool {
      guard let shifted else { return false }
      return shifted.terms.allSatisfy { $0.value >= 0 } && shifted.terms[[], default: 0] > 0
    }
  }

  /// What an operator is read as, of its arguments x and y: product x y + first x + second y + constant.
  struct Reading {
    let (product, first, second, constant): (Int, Int, Int, Int)
    init(_ product: Int, _ first: Int, _ second: Int, _ constant: Int) {
      (self.product, self.first, self.second, self.constant) = (product, first, second, constant)
    }

    func value(_ arguments: [Polynomial]) -> Polynomial {
      var result = Polynomial.constant(constant)
      if arguments.count > 0 { result = result.adding(arguments[0], times: first) }
      if arguments.count > 1 {
        result = result.adding(arguments[1], times: second)
        if product != 0 { result = result.adding(arguments[0].multiplied(by: arguments[1])) }
      }
      return result
    }
  }

  /// Interpretations that are tried (count).
  static let mostTried = 10_000

  /// Readings that grow with each argument, and stay at 2 or above.
  private static func readings(arity: Int, isSum: Bool) -> [Reading]? {
    switch arity {
    case 0: [Reading(0, 0, 0, 2), Reading(0, 0, 0, 3)]
    case 1:
      [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0)].map { Reading(0, $0.0, 0, $0.1) }
    case 2 where isSum:
      [Reading(0, 1, 1, 0), Reading(0, 1, 1, 1), Reading(1, 0, 0, 0), Reading(1, 1, 1, 0)]
    case 2:
      [
        Reading(0, 1, 1, 0), Reading(0, 1, 1, 1), Reading(1, 0, 0, 0), Reading(1, 1, 1, 0),
        Reading(0, 2, 1, 0), Reading(0, 1, 2, 0), Reading(1, 1, 0, 0), Reading(1, 0, 1, 0),
      ]
    default: nil
    }
  }

  /// Whether some interpretation makes all rules smaller.
  ///
  /// *Complexity*: at most `mostTried` interpretations of a prefix of the operators, each linear in the rules.
  static func exists(for rules: [PlainRule], sums: Set<Symbol>, _ bank: TermBank) -> Bool {
    func symbols(_ rule: PlainRule) -> [Symbol] {
      var found: [Symbol] = []
      for part in bank.subterms(rule.left) + bank.subterms(rule.right) {
        if let symbol = bank.symbol(part), !found.contains(symbol) { found.append(symbol) }
      }
      return found
    }
    // Rules of few operators first, so that a bad choice is noticed early.
    let asked = rules.map { ($0, symbols($0)) }.sorted { $0.1.count < $1.1.count }
    var order: [Symbol] = []
    for (_, all) in asked { order += all.filter { !order.contains($0) } }
    var choices: [[Reading]] = []
    for symbol in order {
      guard
        let some = readings(
          arity: bank[symbol].arguments.count, isSum: sums.contains(symbol))
      else { return false }
      choices.append(some)
    }
    // By the number of operators that are read: the rules that can be asked then.
    let ready = order.indices.map { place in
      asked.filter { $0.1.allSatisfy(order[...place].contains) && $0.1.contains(order[place]) }
        .map(\.0)
    }
    guard !order.isEmpty else { return rules.isEmpty }
    var tried = 0
    var chosen = [0]
    while let last = chosen.indices.last {
      if chosen[last] == choices[last].count {
        chosen.removeLast()
        if let above = chosen.indices.last { chosen[above] += 1 }
        continue
      }
      tried += 1
      if tried > mostTried { return false }
      let reading = Dictionary(
        uniqueKeysWithValues: chosen.indices.map { (order[$0], choices[$0][chosen[$0]]) })
      if ready[last].allSatisfy({ isSmaller($0, reading, bank) }) {
        if chosen.count == order.count { return true }
        chosen.append(0)
      } else {
        chosen[last] += 1
      }
    }
    return false
  }

  private static func isSmaller(
    _ rule: PlainRule, _ readings: [Symbol: Reading], _ bank: TermBank
  ) -> Bool {
    guard let left = value(rule.left, readings, bank), let right = value(rule.right, readings, bank)
    else { return false }
    return left.adding(right, times: -1).isPositive
  }

  private static func value(
    _ root: Term, _ readings: [Symbol: Reading], _ bank: TermBank
  ) -> Polynomial? {
    var values: [Term: Polynomial] = [:]
    for term in bank.subterms(root) {
      let value =
        bank.variableNumber(term).map { .variable($0) }
        ?? readings[bank.symbol(term)!]!.value(bank.arguments(term).map { values[$0]! })
      guard value.isModest else { return nil }
      values[term] = value
    }
    return values[root]
  }
}
