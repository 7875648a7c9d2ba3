// Reports on rules: known systems end or loop, and are confluent or not. Groups by the ten rules of Knuth and
// Bendix; where a report says that a system is confluent, random terms reach one normal form by random ways.

import Rewriting
import Terms
import Testing

@Suite struct SystemReportTests {
  private func report(_ texts: [(String, String)]) -> (SystemReport, [RewriteRule], Language) {
    var language = Language()
    let rules = texts.enumerated().map { number, text in
      RewriteRule(name: "r\(number)", text.0, text.1, in: &language)!
    }
    return (SystemReport(rules, language), rules, language)
  }

  static let groups = [
    ("(* e ?x)", "?x"), ("(* (i ?x) ?x)", "e"), ("(* (* ?x ?y) ?z)", "(* ?x (* ?y ?z))"),
    ("(* (i ?x) (* ?x ?y))", "?y"), ("(i e)", "e"), ("(* ?x e)", "?x"), ("(i (i ?x))", "?x"),
    ("(* ?x (i ?x))", "e"), ("(* ?x (* (i ?x) ?y))", "?y"),
    ("(i (* ?x ?y))", "(* (i ?y) (i ?x))"),
  ]

  @Test func groupsAreConvergent() {
    let (report, _, _) = report(Self.groups)
    guard case .proved(let words) = report.termination else {
      Issue.record("\(report.termination)")
      return
    }
    #expect(words.contains("i > *"))
    #expect(report.confluence == .proved && report.pairCount > 40)
  }

  @Test func groupAxiomsAreNot() throws {
    let (report, _, _) = report(Array(Self.groups.prefix(3)))
    guard case .refuted(let pair) = report.confluence else {
      Issue.record("\(report.confluence)")
      return
    }
    #expect(pair.left != pair.right && pair.rules.count == 2)
  }

  @Test func additionEnds() {
    let (report, _, _) = report([("(+ 0 ?x)", "?x"), ("(+ (s ?x) ?y)", "(s (+ ?x ?y))")])
    guard case .proved = report.termination else {
      Issue.record("\(report.termination)")
      return
    }
    #expect(report.confluence == .proved)
  }

  @Test func commutativityLoops() {
    let (report, _, _) = report([("(+ ?x ?y)", "(+ ?y ?x)")])
    #expect(report.termination == .refuted(rule: "r0") && report.confluence == .open)
    #expect(report.loop == ["r0"])
  }

  /// Rules that loop together, at the root, below it, and with growing terms.
  @Test(arguments: [
    ([("a", "b"), ("b", "a")], ["r0", "r1"]),
    ([("(f ?x)", "(g ?x)"), ("(g ?x)", "(h ?x)"), ("(h ?x)", "(f ?x)")], ["r0", "r1", "r2"]),
    ([("(f (s ?x))", "(s (g ?x))"), ("(g ?x)", "(k (f (s ?x)))")], ["r0", "r1"]),
    ([("c", "d"), ("(p ?x ?y)", "(q ?y ?x)"), ("(q ?x ?y)", "(p ?x ?y)")], ["r1", "r2"]),
  ])
  func rulesThatLoopTogether(_ rules: [(String, String)], _ loop: [String]) {
    let (report, _, _) = report(rules)
    #expect(report.termination == .refuted(rule: loop[0]) && report.loop == loop)
    #expect(report.confluence == .open)
  }

  static let ring = [
    ("(+ ?x ?y)", "(+ ?y ?x)"), ("(+ (+ ?x ?y) ?z)", "(+ ?x (+ ?y ?z))"), ("(+ ?x 0)", "?x"),
    ("(+ ?x (neg ?x))", "0"), ("(* ?x ?y)", "(* ?y ?x)"), ("(* ?x (* ?y ?z))", "(* (* ?x ?y) ?z)"),
    ("(* ?x 1)", "?x"), ("(* ?x (+ ?y ?z))", "(+ (* ?x ?y) (* ?x ?z))"),
  ]

  @Test func ringsEndModuloOrder() {
    let (ends, _, _) = report(Self.ring)
    guard case .proved(let words) = ends.termination else {
      Issue.record("\(ends.termination)")
      return
    }
    #expect(words.contains("polynomials") && ends.modulo == ["+", "*"])
    // Confluence modulo an equational theory is not looked at.
    #expect(ends.confluence == .open && ends.loop.isEmpty)
    // Distributing and collecting at once goes on for ever.
    let (loops, _, _) = report(Self.ring + [("(+ (* ?x ?y) (* ?x ?z))", "(* ?x (+ ?y ?z))")])
    #expect(loops.termination == .refuted(rule: "r7") && loops.loop == ["r7", "r8"])
    let sums = [("(+ ?x ?y)", "(+ ?y ?x)"), ("(+ (+ ?x ?y) ?z)", "(+ ?x (+ ?y ?z))")]
    let (open, _, _) = report(sums + [("(f (+ ?x ?y))", "(+ (f ?y) (+ (f ?x) (f (+ a b))))")])
    if case .proved = open.termination { Issue.record("\(open.termination)") }
    // Commutative alone is not enough.
    let (alone, _, _) = report(Array(Self.ring[2...7]))
    #expect(alone.modulo == ["*"])
  }

  @Test func whatNoOrderFitsStaysOpen() {
    // f f → f g f ends, and no simplification ordering shows it.
    let (report, _, _) = report([("(f (f ?x))", "(f (g (f ?x)))")])
    #expect(report.termination == .open(["r0"]) && report.confluence == .open)
  }

  @Test func conditionsAreLeftOut() {
    var language = Language()
    var rule = RewriteRule(name: "c", "(f ?x)", "?x", in: &language)!
    rule.conditions = [.isLiteral(0)]
    #expect(SystemReport([rule], language).others == ["c"])
  }
}
