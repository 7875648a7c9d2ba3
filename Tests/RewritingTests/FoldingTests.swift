// Folding of constants: what is computed in 64 bits, and what does not fit, is what exact numbers say. Start at
// `wholeNumbers`. And the subterms of large terms, which are marked where they would be hashed.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct FoldingTests {
  /// Sums, differences, products and negatives of numbers at the edges of 64 bits, and of fractions.
  @Test(arguments: 0..<20)
  func wholeNumbers(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let edges = [0, 1, -1, 2, 7, Int.max, Int.max - 1, Int.min, Int.min + 1, 3_037_000_500]
    var language = Language()
    let operations: [(Symbol, Arithmetic, Int)] = [
      (language.symbol("+", 2), .add, 2), (language.symbol("-", 2), .subtract, 2),
      (language.symbol("*", 2), .multiply, 2), (language.symbol("neg", 1), .negate, 1),
      (language.symbol("/", 2), .divide, 2),
    ]
    for (symbol, arithmetic, _) in operations { language.evaluates[symbol] = arithmetic }
    for _ in 0..<40 {
      let (symbol, arithmetic, arity) = random.pick(operations)
      let values = (0..<arity).map { _ -> Literal in
        let number = Rational(random.pick(edges))
        let part = random.below(4) == 0 ? Rational(1, 2 + random.below(5)) : nil
        return .number(part.flatMap(number.multiplied) ?? number)
      }
      var graph = EGraph(language)
      graph.foldConstants(ConstantFolding(prunes: random.below(2) == 0))
      let leaves = values.map { graph.add(graph.language.symbol($0)) }
      let node = graph.add(symbol, leaves)
      graph.rebuild()
      graph.checkInvariants()
      let found = graph.literal(of: graph.eClass(of: node)).flatMap(graph.language.literal)
      #expect(found == arithmetic.value(values), "seed \(seed): \(arithmetic) \(values)")
    }
  }

  /// A number that is known already is no news; one that contradicts it is reported.
  @Test func knownNumbers() {
    var language = Language()
    let plus = language.symbol("+", 2)
    language.evaluates[plus] = .add
    for (value, contradicts) in [(5, false), (6, true)] {
      var graph = EGraph(language)
      graph.foldConstants(ConstantFolding(prunes: true))
      let (x, number) = (
        graph.add(graph.language.symbol("x")),
        graph.add(graph.language.symbol(.number(Rational(value))))
      )
      graph.union(x, number)
      graph.rebuild()
      let two = graph.add(graph.language.symbol(.number(Rational(2))))
      let three = graph.add(graph.language.symbol(.number(Rational(3))))
      graph.union(graph.add(plus, two, three), x)
      graph.rebuild()
      #expect(graph.contradictions.isEmpty != contradicts)
    }
  }

  /// Small terms are compared, larger ones hashed, large ones marked: all find the same subterms, in order.
  @Test(arguments: [3, 20, 300, 5_000])
  func subterms(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    var language = Language()
    let (f, g) = (language.symbol("f", 2), language.symbol("g", 1))
    var terms = ["a", "b", "c"].map { language.bank.make(language.symbol($0)) }
    while terms.count < count {
      let (x, y) = (terms[terms.count - 1], random.pick(terms))
      let isUnary = random.below(3) == 0
      terms.append(isUnary ? language.bank.make(g, [x]) : language.bank.make(f, [x, y]))
    }
    let whole = terms[terms.count - 1]
    var expected: Set<Term> = [whole]
    var open = [whole]
    while let next = open.popLast() {
      for part in language.bank.arguments(next) where expected.insert(part).inserted {
        open.append(part)
      }
    }
    #expect(language.bank.subterms(whole) == expected.sorted())
  }
}
