// The math and lambda workloads with what their text says in words: which operators are computed, and
// the conditions of rules, which are recognised by their wording, never by the name of a rule.

import Rewriting
import Terms

/// Rules of symbolic mathematics.
enum MathWorkload {
  static func language() -> Language {
    var language = Language()
    for (name, arithmetic) in [
      ("+", Arithmetic.add), ("-", .subtract), ("*", .multiply), ("/", .divide),
    ] {
      language.evaluates[language.symbol(name, 2)] = arithmetic
    }
    return language
  }

  static func rules(_ language: inout Language) -> [RewriteRule] {
    let workload = Workloads.shared!["math"]
    var rules = workload.rules(&language)
    for (i, content) in workload.objects("rules").enumerated() {
      guard let text = content["condition"] as? String else { continue }
      rules[i].conditions = conditions(text, rules[i], &language)
    }
    return rules
  }

  private static func conditions(
    _ text: String, _ rule: RewriteRule, _ language: inout Language
  ) -> [RuleCondition] {
    func variable(_ part: Substring, after prefix: String) -> Int? {
      guard part.hasPrefix(prefix) else { return nil }
      let name = part.dropFirst(prefix.count).prefix { $0 != ")" }
      return rule.variableNames.firstIndex(of: String(name))
    }
    let zero = language.symbol(.number(.zero))
    var found: [RuleCondition] = []
    if text.contains("class(?c) != class(?x)") {
      let (x, c) = (
        rule.variableNames.firstIndex(of: "x")!, rule.variableNames.firstIndex(of: "c")!
      )
      return [.isSymbol(x), .areDifferent(c, x), .either([.isLiteral(c), .isSymbol(c)])]
    }
    for start in text.indices {
      let part = text[start...]
      if let x = variable(part, after: "not-known-zero(?") {
        found.append(.isNotKnownToBe(x, zero))
      }
      if let x = variable(part, after: "is-symbol(?") { found.append(.isSymbol(x)) }
      if let x = variable(part, after: "constant-known(?") { found.append(.isLiteral(x)) }
    }
    precondition(!found.isEmpty, "a condition that nobody understands: \(text)")
    return found
  }
}

/// Rules of a lambda calculus with names.
enum LambdaWorkload {
  static func language() -> Language {
    var language = Language()
    language.evaluates[language.symbol("+", 2)] = .add
    language.evaluates[language.symbol("=", 2)] = .equal
    return language
  }

  /// The names that are free in a class: in each of its terms.
  static func freeVariables() -> ClassAnalysis<Set<EClassID>> {
    ClassAnalysis(
      make: { graph, symbol, children, fact in
        let name = graph.language.names[Int(symbol.index)]
        var free: Set<EClassID> = []
        switch (name, children.count) {
        case ("var", 1): free = [children[0]]
        case ("lam", 2), ("fix", 2): free = (fact(children[1]) ?? []).subtracting([children[0]])
        case ("let", 3):
          free = (fact(children[2]) ?? []).subtracting([children[0]])
            .union(fact(children[1]) ?? [])
        default: for child in children { free.formUnion(fact(child) ?? []) }
        }
        return free
      }, join: { $0.intersection($1) })
  }

  static func rules(_ language: inout Language, _ free: ClassAnalysis<Set<EClassID>>)
    -> [RewriteRule]
  {
    var rules: [RewriteRule] = []
    for content in Workloads.shared!["lambda"].objects("rules") {
      let (name, left) = (content["name"] as! String, content["lhs"] as! String)
      let right = content["rhs"] as! String
      if right.hasPrefix("dynamic") {
        rules.append(renaming(name, left, &language, free))
        continue
      }
      var rule = RewriteRule(name: name, left, right, in: &language)!
      let variable = { (name: String) in rule.variableNames.firstIndex(of: name)! }
      switch content["condition"] as? String {
      case nil: break
      case "constant-known(?c)": rule.conditions = [.isLiteral(variable("c"))]
      case "class(?v1) != class(?v2)":
        rule.conditions = [.areDifferent(variable("v1"), variable("v2"))]
      case let text?:
        precondition(text.hasPrefix("(let ?x ?e ?then) and (let ?x ?e ?else)"), text)
        var names = rule.variableNames.dropLast().map { $0 }
        let a = language.term("(let ?x ?e ?then)", variables: &names)!
        let b = language.term("(let ?x ?e ?else)", variables: &names)!
        rule.conditions = [.areEqual(a, b)]
      }
      rules.append(rule)
    }
    return rules
  }

  /// Substitution under a binder: where the name is free in what is substituted, the bound one is
  /// changed.
  private static func renaming(
    _ name: String, _ left: String, _ language: inout Language,
    _ free: ClassAnalysis<Set<EClassID>>
  ) -> RewriteRule {
    var names: [String] = []
    let pattern = language.term(left, variables: &names)!
    let root = names.count
    names.append("")
    let kept = language.term("(lam ?v2 (let ?v1 ?e ?body))", variables: &names)!
    let renamed = language.term(
      "(lam ?fresh (let ?v1 ?e (let ?v2 (var ?fresh) ?body)))", variables: &names)!
    let (v1, v2, e) = (
      names.firstIndex(of: "v1")!, names.firstIndex(of: "v2")!, names.firstIndex(of: "e")!
    )
    var rule = RewriteRule(
      name: name, variableNames: names, left: [Clause(variable: root, pattern: pattern)],
      right: [], conditions: [.areDifferent(v1, v2)])
    rule.alternatives = [kept, renamed].map { Clause(variable: root, pattern: $0) }
    nonisolated(unsafe) let free = free
    rule.choice = { graph, match in
      let isFree = free.fact(of: match.classes[e], in: graph)?.contains(match.classes[v2]) ?? false
      return isFree ? (1, "_\(match.root.index)") : (0, nil)
    }
    return rule
  }
}
