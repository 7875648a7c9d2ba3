// The rules of symbolic mathematics with the conditions under which they are true, so that no number of
// rounds makes two numbers equal. Start at `GuardedMathRules.init`. They hold for germs of analytic functions
// at a point where no variable is zero: a divisor, and the base of a power, must be known not to be zero; d
// and i are taken by symbols; i is the integral from zero, so integration by parts has no constants to
// lose, for factors that are analytic everywhere ("entire"). What is known is in the class of `yes`. This
// file is compiled into the benchmark and into the tests. `MathRules.swift` has the rules without these guards.

import Rewriting
import Terms

/// Rules, starts and assumptions.
struct GuardedMathRules {
  let rules: [RewriteRule]
  let starts: [String]
  /// What is assumed not to be zero: divisors, bases and arguments of logarithms in the starts.
  let nonzero: [String]

  /// Name, left side, right side, and guards, if there are any.
  private static let equations = """
    comm-add | (+ ?a ?b) | (+ ?b ?a)
    comm-mul | (* ?a ?b) | (* ?b ?a)
    assoc-add | (+ ?a (+ ?b ?c)) | (+ (+ ?a ?b) ?c)
    assoc-mul | (* ?a (* ?b ?c)) | (* (* ?a ?b) ?c)
    sub-canon | (- ?a ?b) | (+ ?a (* -1 ?b))
    div-canon | (/ ?a ?b) | (* ?a (pow ?b -1)) | nonzero b
    zero-add | (+ ?a 0) | ?a
    zero-mul | (* ?a 0) | 0
    one-mul | (* ?a 1) | ?a
    cancel-sub | (- ?a ?a) | 0
    cancel-div | (/ ?a ?a) | 1 | nonzero a
    distribute | (* ?a (+ ?b ?c)) | (+ (* ?a ?b) (* ?a ?c))
    factor | (+ (* ?a ?b) (* ?a ?c)) | (* ?a (+ ?b ?c))
    pow-mul | (* (pow ?a ?b) (pow ?a ?c)) | (pow ?a (+ ?b ?c)) | nonzero a
    pow0 | (pow ?x 0) | 1 | nonzero x
    pow1 | (pow ?x 1) | ?x
    pow2 | (pow ?x 2) | (* ?x ?x)
    pow-recip | (pow ?x -1) | (/ 1 ?x) | nonzero x
    recip-mul-div | (* ?x (/ 1 ?x)) | 1 | nonzero x
    d-variable | (d ?x ?x) | 1 | symbol x
    d-constant | (d ?x ?c) | 0 | symbol x, differ c x, simple c
    d-add | (d ?x (+ ?a ?b)) | (+ (d ?x ?a) (d ?x ?b)) | symbol x
    d-mul | (d ?x (* ?a ?b)) | (+ (* ?a (d ?x ?b)) (* ?b (d ?x ?a))) | symbol x
    d-sin | (d ?x (sin ?x)) | (cos ?x) | symbol x
    d-cos | (d ?x (cos ?x)) | (* -1 (sin ?x)) | symbol x
    d-ln | (d ?x (ln ?x)) | (/ 1 ?x) | symbol x, nonzero x
    d-power | (d ?x (pow ?f ?g)) | (* (pow ?f ?g) (+ (* (d ?x ?f) (/ ?g ?f)) (* (d ?x ?g) (ln ?f)))) | symbol x, nonzero f
    i-one | (i 1 ?x) | ?x | symbol x
    i-power-const | (i (pow ?x ?c) ?x) | (/ (pow ?x (+ ?c 1)) (+ ?c 1)) | symbol x, natural c
    i-cos | (i (cos ?x) ?x) | (sin ?x) | symbol x
    i-sin | (i (sin ?x) ?x) | (- 1 (cos ?x)) | symbol x
    i-sum | (i (+ ?f ?g) ?x) | (+ (i ?f ?x) (i ?g ?x)) | symbol x
    i-dif | (i (- ?f ?g) ?x) | (- (i ?f ?x) (i ?g ?x)) | symbol x
    i-parts | (i (* ?a ?b) ?x) | (- (* ?a (i ?b ?x)) (i (* (d ?x ?a) (i ?b ?x)) ?x)) | symbol x, entire a, entire b
    """

  /// Pattern, what is then known of which part of it, and guards.
  private static let facts = """
    nonzero p | ?p (* ?a ?b) | nonzero a, nonzero b
    nonzero p | ?p (/ ?a ?b) | nonzero a, nonzero b
    nonzero p | ?p (pow ?a ?b) | nonzero a
    nonzero b | ?p (* ?a ?b) | number b
    nonzero b | ?p (/ ?a ?b) | number b
    nonzero a | ?p (pow ?a ?b) | number a
    entire p | ?p (+ ?a ?b) | entire a, entire b
    entire p | ?p (- ?a ?b) | entire a, entire b
    entire p | ?p (* ?a ?b) | entire a, entire b
    entire p | ?p (sin ?a) | entire a
    entire p | ?p (cos ?a) | entire a
    entire p | ?p (pow ?a ?b) | entire a, natural b
    entire p | ?p (d ?x ?a) | symbol x, entire a
    entire p | ?p (i ?a ?x) | symbol x, entire a
    entire a | ?p (+ ?a ?b) | simple a
    entire a | ?p (- ?a ?b) | simple a
    entire b | ?p (- ?a ?b) | simple b
    entire a | ?p (* ?a ?b) | simple a
    entire b | ?p (* ?a ?b) | simple b
    entire a | ?p (sin ?a) | simple a
    entire a | ?p (cos ?a) | simple a
    entire a | ?p (pow ?a ?b) | simple a
    """

  /// The rules over the symbols of a language, for terms to start from; `nonzero` is assumed instead of what
  /// the starts suggest.
  init(_ language: inout Language, starts: [String], nonzero: [String]? = nil) {
    self.starts = starts
    var found: [String] = []
    for start in starts {
      let term = language.term(start)!
      for part in language.bank.subterms(term) {
        guard let symbol = language.bank.symbol(part) else { continue }
        let place = ["/": 1, "pow": 0, "ln": 0][language.names[Int(symbol.index)]]
        guard let place, language.bank.arity(part) > place else { continue }
        let text = language.text(of: language.bank.argument(part, place))
        if !found.contains(text) { found.append(text) }
      }
    }
    self.nonzero = nonzero ?? found
    rules = Self.read(Self.equations, &language) + Self.readFacts(&language)
  }

  /// Adds the starts, and what is assumed.
  func add(to graph: inout EGraph) {
    for start in starts { graph.add(graph.language.term(start)!) }
    let yes = graph.add(graph.language.term("yes")!)
    for (number, text) in nonzero.enumerated() {
      graph.union(
        yes, graph.add(graph.language.term("(nonzero \(text))")!), reason: number)
    }
  }

  private static func parts(_ line: Substring) -> [String] {
    line.split(separator: " | ").map { String($0.drop { $0 == " " }) }
  }

  private static func read(_ table: String, _ language: inout Language) -> [RewriteRule] {
    table.split(separator: "\n").map { line in
      let parts = parts(line)
      var names: [String] = []
      let (left, right) = (
        language.term(parts[1], variables: &names)!, language.term(parts[2], variables: &names)!
      )
      let guards = parts.count > 3 ? parts[3] : ""
      return rule(parts[0], names, left, guards, &language) { root, _, _ in
        Clause(variable: root, pattern: right)
      }
    }
  }

  private static func readFacts(_ language: inout Language) -> [RewriteRule] {
    facts.split(separator: "\n").map { line in
      let parts = parts(line)
      let claim = parts[0].split(separator: " ").map { String($0) }
      var names: [String] = []
      let pattern = language.term(String(parts[1].dropFirst(3)), variables: &names)!
      return rule(parts[0], names, pattern, parts[2] + ", yes", &language) {
        root, names, language in
        let of = names.firstIndex(of: claim[1]) ?? root
        let sort = Language.anySort
        let fact = language.bank.make(
          language.symbol(claim[0], 1), [language.bank.variable(of, sort)])
        return Clause(variable: names.firstIndex(of: "yes")!, pattern: fact)
      }
    }
  }

  /// A rule with a clause, or a condition, for each guard.
  private static func rule(
    _ name: String, _ variables: [String], _ pattern: Term, _ guards: String,
    _ language: inout Language, _ conclusion: (Int, [String], inout Language) -> Clause
  ) -> RewriteRule {
    var names = variables
    let root = names.count
    names.append("root")
    var left = [Clause(variable: root, pattern: pattern)]
    var conditions: [RuleCondition] = []
    func yes() -> Int {
      if let known = names.firstIndex(of: "yes") { return known }
      names.append("yes")
      left.append(Clause(variable: names.count - 1, pattern: language.term("yes")!))
      return names.count - 1
    }
    for text in guards.split(separator: ",") {
      let words = text.split(separator: " ").map { String($0) }
      let places = words.dropFirst().map { names.firstIndex(of: $0)! }
      switch words[0] {
      case "yes": _ = yes()
      case "symbol": conditions.append(.isSymbol(places[0]))
      case "simple":
        conditions.append(.either([.isLiteral(places[0]), .isSymbol(places[0])]))
      case "differ": conditions.append(.areDifferent(places[0], places[1]))
      case "natural":
        conditions.append(
          .satisfies(places[0]) {
            guard case .number(let number) = $0 else { return false }
            return number.denominator == Integer(1) && number.numerator.sign >= 0
          })
      case "number":
        conditions.append(.satisfies(places[0]) { $0 != .number(.zero) })
      default:
        let fact = language.bank.make(
          language.symbol(words[0], 1), [language.bank.variable(places[0], Language.anySort)])
        left.append(Clause(variable: yes(), pattern: fact))
      }
    }
    let right = conclusion(root, names, &language)
    return RewriteRule(
      name: name, variableNames: names, left: left, right: [right], conditions: conditions)
  }
}
