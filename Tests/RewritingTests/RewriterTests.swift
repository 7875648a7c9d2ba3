// The classical rewriter: matching with slots, segments and modulo associativity and commutativity;
// each combinator; budgets; deep terms.

import Rewriting
import Terms
import TestSupport
import Testing

@Suite struct RewriterTests {
  let algebra = TermAlgebra(associativeCommutative: ["+", "*"], commutative: ["max"])

  private func rewrite(
    _ text: String, _ strategy: Strategy, budget: Int = 1_000
  ) -> (text: String, result: RewriteResult) {
    var rewriter = Rewriter(Language(), algebra: algebra)
    let term = rewriter.language.term(text)!
    let result = rewriter.rewrite(term, by: strategy, budget: budget)
    return (rewriter.language.text(of: result.term), result)
  }

  private func rule(_ left: String, _ right: String) -> Strategy {
    .rules(TermRuleSet([TermRule("r", left, right)!], algebra: algebra))
  }

  @Test(arguments: [
    ("(f ?x ?x)", "(g ?x)", "(f a a)", "(g a)"),
    ("(f ?x ?x)", "(g ?x)", "(f a b)", "(f a b)"),
    ("(f ??xs c ??ys)", "(f ??ys ??xs)", "(f a b c d)", "(f d a b)"),
    ("(f ??xs)", "(g ??xs)", "(f)", "g"),
    ("(+ ?x ?x)", "(* 2 ?x)", "(+ a (+ b a))", "(+ (* 2 a) b)"),
    ("(+ (* ?n ?x) ?x)", "(* (+ ?n 1) ?x)", "(+ a (+ b (* 3 a)))", "(+ (* (+ 3 1) a) b)"),
    (
      "(+ (* ?x ??a) (* ?x ??b))", "(* ?x (+ (* ??a) (* ??b)))", "(+ (* p (* q r)) (* s q))",
      "(* q (+ (* p r) s))"
    ),
    ("(max ?x (f ?y))", "(h ?x ?y)", "(max (f a) b)", "(h b a)"),
    // Sums inside sums are one sum, on both sides.
    ("(+ ?x (+ ?x ?y))", "(k ?x ?y)", "(+ a (+ b a))", "(k a b)"),
    ("(+ (+ ?x ?y) (+ ?x (f ?y)))", "(k ?x ?y)", "(+ (+ (f b) a) (+ b a))", "(k a b)"),
    ("(f (+ ?x (+ ?x ??r)))", "(f (+ ?x (+ ??r)))", "(f (+ (+ a b) (+ c a)))", "(f (+ a (+ b c)))"),
    ("(+ z (+ (f ?x) ??r))", "(+ ?x (+ ??r))", "(+ (f a) z)", "a"),
    ("(* ?x (+ ?y ??r))", "(+ (* ?x ?y) (* ?x (+ ??r)))", "(* a (+ b c))", "(+ (* a b) (* a c))"),
    // A slot that stands for a sum takes all its parts, equal segments the same ones.
    ("(+ (f ?s) (+ ?s ?t))", "(k ?s ?t)", "(+ (+ a (f (+ b a))) (+ b c))", "(k (+ b a) c)"),
    ("(+ z ??r ??r)", "(k ??r)", "(+ a (+ b (+ z (+ a b))))", "(k a b)"),
    ("(+ z ??r (f ??r))", "(k ??r)", "(+ a (+ (f a b) (+ z b)))", "(k a b)"),
  ])
  func matches(left: String, right: String, start: String, expected: String) {
    let (text, _) = rewrite(start, rule(left, right))
    #expect(text == expected)
  }

  /// Sums of many parts: what has few candidates is tried first.
  @Test func matchesInLargeSums() {
    func sum(_ parts: [String]) -> String {
      parts.dropLast().reversed().reduce(parts[parts.count - 1]) { "(+ \($1) \($0))" }
    }
    let calls = (0..<1_000).map { "(g x\($0))" }
    let cases = [
      ("(+ (g ?a) (g ?b) (g ?c) (h ?a ?b ?c))", calls + ["(h x7 x8 x999)"]),
      ("(+ ?x (g ?x))", calls + ["x999"]),
      ("(+ (g ?y) ?x ?x)", calls + ["x999", "x999"]),
      ("(+ ?x ?y (k ?x ?y))", calls + ["(k x999 (g x998))", "x999"]),
      ("(+ z ??x ??y)", calls + ["z"]),
      ("(+ z ??x (k ??x) ??y)", calls + ["z", "(k x0 (g x1))", "x0"]),
    ]
    for (left, parts) in cases {
      let (_, result) = rewrite(sum(parts), rule(left, "done"))
      #expect(result.stepCount == 1 && !result.isExhausted, "\(left)")
    }
  }

  /// A search that is given up is told.
  @Test func givingUpIsAResult() {
    let calls = (0..<40).map { "(g (i x\($0) y\($0)))" } + ["z"]
    let sum = calls.reduce("w") { "(+ \($1) \($0))" }
    let left = "(+ (g (i ?a ?b)) (g (i ?c ?d)) (g (i ?e ?f)) (g (i ?f ?a)))"
    let (_, result) = rewrite(sum, rule(left, "done"))
    #expect(result.stepCount == 0 && result.isExhausted && !result.isStopped)
    #expect(!rewrite(sum, rule("(+ (g (i ?a ?a)) ?a)", "done")).result.isExhausted)
  }

  @Test func predicates() {
    let isNumber: SlotPredicate = { term, language in
      language.bank.symbol(term).flatMap(language.literal) != nil
    }
    let rule = TermRule("swap", "(f ?x ?n)", "(f ?n ?x)", where: ["n": isNumber])!
    #expect(rewrite("(f a 2)", .rule(rule)).text == "(f 2 a)")
    #expect(rewrite("(f 2 a)", .rule(rule)).text == "(f 2 a)")
  }

  @Test func combinators() {
    let (ab, bc) = (rule("a", "b"), rule("b", "c"))
    #expect(rewrite("a", .empty).text == "a")
    #expect(rewrite("a", .chain([bc, ab])).text == "b")
    #expect(rewrite("a", .restartedChain([bc, ab])).text == "c")
    #expect(rewrite("a", .passThrough(bc)).text == "a")
    #expect(rewrite("a", .fixpoint(.chain([bc, ab]))).text == "c")
    #expect(rewrite("a", .if({ _, _ in false }, ab)).text == "a")
    #expect(rewrite("a", .ifElse({ _, _ in false }, bc, ab)).text == "b")
    #expect(rewrite("(f a (g a))", .postwalk(ab)).text == "(f b (g b))")
    #expect(rewrite("(f (f a))", .postwalk(rule("(f ?x)", "?x"))).text == "a")
    // The whole comes first: the inner one is a part of what is left, and is met as such.
    #expect(rewrite("(f (f (f a)))", .prewalk(rule("(f (f ?x))", "(g ?x)"))).text == "(g (f a))")
    let circle = Strategy.chain([rule("a", "b'"), rule("b'", "a'"), rule("a'", "a")])
    #expect(rewrite("a", .fixpointNoCycle(circle)).text == "a")
  }

  /// A part that stands beside a term and inside it is rewritten at both places, in one step.
  @Test(arguments: [
    ("(f (g a) a)", "(f (g b) b)"), ("(f a (g a))", "(f b (g b))"),
    ("(f (g (g a)) (h a) a)", "(f (g (g b)) (h b) b)"),
    ("(f (g (h a)) (h a) a)", "(f (g (h b)) (h b) b)"),
  ])
  func walksReachEachOccurrence(start: String, expected: String) {
    for strategy in [Strategy.postwalk(rule("a", "b")), .prewalk(rule("a", "b"))] {
      let (text, result) = rewrite(start, strategy)
      #expect(text == expected && result.stepCount == 1)
      #expect(result.derivation.goal.right == result.term)
    }
  }

  @Test func budgetIsAResult() {
    let (text, result) = rewrite("a", .fixpoint(rule("?x", "(f ?x)")), budget: 5)
    #expect(result.isStopped && result.stepCount == 5)
    #expect(text == "(f (f (f (f (f a)))))")
  }

  @Test func budgetThatIsJustEnough() {
    for (budget, isStopped) in [(-1, true), (0, true), (1, true), (2, false), (3, false)] {
      let (_, result) = rewrite("(f (f a))", .fixpoint(rule("(f ?x)", "?x")), budget: budget)
      #expect(result.isStopped == isStopped && result.stepCount == max(0, min(budget, 2)))
    }
    #expect(!rewrite("a", .fixpoint(rule("b", "c")), budget: 0).result.isStopped)
  }

  @Test func rulesOfOneNameAreTold() {
    var rewriter = Rewriter(Language())
    let term = rewriter.language.term("(f a)")!
    let rules = [("(f ?x)", "(g ?x)"), ("(g ?x)", "(h ?x)")].map { TermRule("r", $0.0, $0.1)! }
    let strategy = Strategy.chain(rules.map { .rule($0) })
    for _ in 0..<2 {
      let result = rewriter.rewrite(term, by: strategy)
      let numbers = result.derivation.walk(&rewriter.language.bank).compactMap { walked in
        if case .rule(let number, _, _, _) = walked.step?.reason { number } else { nil }
      }
      #expect(numbers == [0, 1] && rewriter.ruleNames == ["r", "r"])
    }
  }

  /// Sums are walked through in linear time; nobody writes out what takes exponential time.
  @Test func largeSums() {
    var rewriter = Rewriter(Language(), algebra: algebra)
    let plus = rewriter.language.symbol("+", 2)
    let (x, zero) = (rewriter.language.term("x")!, rewriter.language.term("0")!)
    var sum = x
    for i in 0..<20_000 {
      let part = i % 2_000 == 7 ? zero : rewriter.language.term("x\(i)")!
      sum = rewriter.language.bank.make(plus, i % 3 == 0 ? [sum, part] : [part, sum])
    }
    var result = rewriter.rewrite(sum, by: .postwalk(rule("(+ ?x 0)", "?x")))
    #expect(result.stepCount == 10 && !result.isExhausted)
    result = rewriter.rewrite(sum, by: .prewalk(rule("x", "y")))
    #expect(result.stepCount == 1 && result.derivation.goal.right == result.term)
    var shared = x
    for _ in 0..<100 { shared = rewriter.language.bank.make(plus, [shared, shared]) }
    result = rewriter.rewrite(shared, by: .postwalk(rule("(+ ?x 0)", "?x")))
    #expect(result.stepCount == 0 && result.isExhausted)
  }

  @Test func deepAndSharedTerms() {
    var rewriter = Rewriter(Language(), algebra: algebra)
    let (f, g) = (rewriter.language.symbol("f", 1), rewriter.language.symbol("g", 2))
    var deep = rewriter.language.term("a")!
    for _ in 0..<20_000 { deep = rewriter.language.bank.make(f, [deep]) }
    let strategy = Strategy.postwalk(rule("a", "b"))
    var result = rewriter.rewrite(deep, by: strategy, budget: 100)
    #expect(result.stepCount == 1)
    // 2¹⁰⁰ leaves, one of them distinct.
    var shared = rewriter.language.term("a")!
    for _ in 0..<100 { shared = rewriter.language.bank.make(g, [shared, shared]) }
    result = rewriter.rewrite(shared, by: strategy, budget: 100)
    #expect(result.stepCount == 1)
    #expect(result.derivation.goal.right == result.term)
  }
}
