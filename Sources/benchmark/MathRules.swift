// The rules of symbolic mathematics that the e-graph benchmarks run: facts about the test suite of egg 0.11
// (M. Willsey et al., MIT licence), restated. Start at `MathRules.all`. `EGraphScenarios.swift` runs them.

import Porism

/// Rules of symbolic mathematics.
enum MathRules {
  /// Name, left side, right side, and conditions, if there are any.
  private static let table = """
    comm-add | (+ ?a ?b) | (+ ?b ?a)
    comm-mul | (* ?a ?b) | (* ?b ?a)
    assoc-add | (+ ?a (+ ?b ?c)) | (+ (+ ?a ?b) ?c)
    assoc-mul | (* ?a (* ?b ?c)) | (* (* ?a ?b) ?c)
    sub-canon | (- ?a ?b) | (+ ?a (* -1 ?b))
    div-canon | (/ ?a ?b) | (* ?a (pow ?b -1)) | nonzero b
    zero-add | (+ ?a 0) | ?a
    zero-mul | (* ?a 0) | 0
    one-mul | (* ?a 1) | ?a
    add-zero | ?a | (+ ?a 0)
    mul-one | ?a | (* ?a 1)
    cancel-sub | (- ?a ?a) | 0
    cancel-div | (/ ?a ?a) | 1 | nonzero a
    distribute | (* ?a (+ ?b ?c)) | (+ (* ?a ?b) (* ?a ?c))
    factor | (+ (* ?a ?b) (* ?a ?c)) | (* ?a (+ ?b ?c))
    pow-mul | (* (pow ?a ?b) (pow ?a ?c)) | (pow ?a (+ ?b ?c))
    pow0 | (pow ?x 0) | 1 | nonzero x
    pow1 | (pow ?x 1) | ?x
    pow2 | (pow ?x 2) | (* ?x ?x)
    pow-recip | (pow ?x -1) | (/ 1 ?x) | nonzero x
    recip-mul-div | (* ?x (/ 1 ?x)) | 1 | nonzero x
    d-variable | (d ?x ?x) | 1 | symbol x
    d-constant | (d ?x ?c) | 0 | symbol x, differ c x, simple c
    d-add | (d ?x (+ ?a ?b)) | (+ (d ?x ?a) (d ?x ?b))
    d-mul | (d ?x (* ?a ?b)) | (+ (* ?a (d ?x ?b)) (* ?b (d ?x ?a)))
    d-sin | (d ?x (sin ?x)) | (cos ?x)
    d-cos | (d ?x (cos ?x)) | (* -1 (sin ?x))
    d-ln | (d ?x (ln ?x)) | (/ 1 ?x) | nonzero x
    d-power | (d ?x (pow ?f ?g)) | (* (pow ?f ?g) (+ (* (d ?x ?f) (/ ?g ?f)) (* (d ?x ?g) (ln ?f)))) | nonzero f, nonzero g
    i-one | (i 1 ?x) | ?x
    i-power-const | (i (pow ?x ?c) ?x) | (/ (pow ?x (+ ?c 1)) (+ ?c 1)) | constant c
    i-cos | (i (cos ?x) ?x) | (sin ?x)
    i-sin | (i (sin ?x) ?x) | (* -1 (cos ?x))
    i-sum | (i (+ ?f ?g) ?x) | (+ (i ?f ?x) (i ?g ?x))
    i-dif | (i (- ?f ?g) ?x) | (- (i ?f ?x) (i ?g ?x))
    i-parts | (i (* ?a ?b) ?x) | (- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x))
    """

  /// Rules without conditions that leave out the growth from nothing (x = x + 0): 24 of them.
  static func plain(_ language: inout Language) -> [RewriteRule] {
    all(&language).filter { $0.conditions.isEmpty && $0.name != "add-zero" && $0.name != "mul-one" }
  }

  /// All rules.
  static func all(_ language: inout Language) -> [RewriteRule] {
    table.split(separator: "\n").map { line in
      let parts = line.split(separator: " | ").map { part in
        String(part.drop { $0 == " " })
      }
      guard var rule = RewriteRule(name: parts[0], parts[1], parts[2], in: &language) else {
        preconditionFailure("no rule: \(line)")
      }
      if parts.count > 3 {
        rule.conditions = parts[3].split(separator: ",").map { condition($0, rule, &language) }
      }
      return rule
    }
  }

  private static func condition(
    _ text: Substring, _ rule: RewriteRule, _ language: inout Language
  ) -> RuleCondition {
    let words = text.split(separator: " ").map { String($0) }
    let variables = words.dropFirst().map { rule.variableNames.firstIndex(of: $0)! }
    switch words[0] {
    case "nonzero": return .isNotKnownToBe(variables[0], language.symbol(.number(.zero)))
    case "symbol": return .isSymbol(variables[0])
    case "constant": return .isLiteral(variables[0])
    case "simple": return .either([.isLiteral(variables[0]), .isSymbol(variables[0])])
    default: return .areDifferent(variables[0], variables[1])
    }
  }

  /// The terms that the benchmarks start from.
  static let starts = [
    "(i (ln x) x)",
    "(i (+ x (cos x)) x)",
    "(i (* (cos x) x) x)",
    "(d x (+ 1 (* 2 x)))",
    "(d x (- (pow x 3) (* 7 (pow x 2))))",
    "(+ (* y (+ x y)) (- (+ x 2) (+ x x)))",
    "(/ 1 (- (/ (+ 1 (sqrt five)) 2) (/ (- 1 (sqrt five)) 2)))",
  ]

  /// Start, goal, limit of nodes, and whether the goal is there from the beginning. All but the last are to be
  /// reached.
  static let goals: [(start: String, goal: String, nodes: Int, startsWithGoal: Bool)] = [
    (
      "(+ x (+ x (+ x x)))",
      "(* 4 x)", 10000, false
    ),
    (
      "(* (pow 2 x) (pow 2 y))",
      "(pow 2 (+ x y))", 10000, false
    ),
    (
      "(+ 1 (- a (* (- 2 1) a)))",
      "1", 10000, false
    ),
    (
      "(/ 1 (- (/ (+ 1 (sqrt five)) 2) (/ (- 1 (sqrt five)) 2)))",
      "(/ 1 (sqrt five))", 75000, false
    ),
    (
      "(* (+ x 3) (+ x 1))",
      "(+ (+ (* x x) (* 4 x)) 3)", 10000, false
    ),
    (
      "(d x x)",
      "1", 10000, false
    ),
    (
      "(d x y)",
      "0", 10000, false
    ),
    (
      "(d x (+ 1 (* 2 x)))",
      "2", 10000, false
    ),
    (
      "(d x (+ 1 (* y x)))",
      "y", 10000, false
    ),
    (
      "(d x (ln x))",
      "(/ 1 x)", 10000, false
    ),
    (
      "(d x (pow x 3))",
      "(* 3 (pow x 2))", 10000, false
    ),
    (
      "(d x (- (pow x 3) (* 7 (pow x 2))))",
      "(* x (- (* 3 x) 14))", 100000, true
    ),
    (
      "(i 1 x)",
      "x", 10000, false
    ),
    (
      "(i (cos x) x)",
      "(sin x)", 10000, false
    ),
    (
      "(i (pow x 1) x)",
      "(/ (pow x 2) 2)", 10000, false
    ),
    (
      "(i (* x (cos x)) x)",
      "(+ (* x (sin x)) (cos x))", 10000, false
    ),
    (
      "(i (* (cos x) x) x)",
      "(+ (* x (sin x)) (cos x))", 10000, false
    ),
    (
      "(i (ln x) x)",
      "(- (* x (ln x)) x)", 10000, false
    ),
    (
      "(+ x y)",
      "(/ x y)", 10000, false
    ),
  ]
}
