// Proofs by rewriting and induction. Start at `prove`: both sides are brought to normal form under
// the rules, the premises and the induction hypotheses; if they differ, induction on a variable is
// tried, the most promising first. Nothing is searched besides: a lemma that is missing must have
// been found before (see `Explorer`). `Goal` is the result's type.
// Source: R. S. Boyer, J S. Moore, A Computational Logic (1979), ch. 15, for the choice of variable.

import Terms

/// Proves goals over a vocabulary, under a fixed set of rules.
struct InductionProver {
  /// The arguments on which each function recurses, by symbol.
  let recursiveArguments: [Symbol: [Int]]
  /// Inductions inside one another (count).
  var depthLimit = 2
  /// Branches that may be tried for one goal (count).
  var branchLimit = 60
  private var branches = 0

  init(recursiveArguments: [Symbol: [Int]]) { self.recursiveArguments = recursiveArguments }

  /// A proof of the goal, whose variables are those at levels 0 ..< `levels`; nil if none is found
  /// within the limits. Deterministic. The vocabulary and the memory of the rules grow.
  mutating func prove(
    _ goal: Goal, levels: Int, _ vocabulary: inout Vocabulary, _ rules: inout Normalizer
  ) -> GoalProof? {
    branches = 0
    return prove(goal, [], levels: levels, depth: 0, &vocabulary, &rules)
  }

  private mutating func prove(
    _ goal: Goal, _ hypotheses: [Goal], levels: Int, depth: Int, _ vocabulary: inout Vocabulary,
    _ rules: inout Normalizer
  ) -> GoalProof? {
    branches += 1
    guard branches <= branchLimit else { return nil }
    if let links = rules.join(goal.conclusion, &vocabulary.bank) {
      return .direct(locals: [], .joined(links))
    }
    if !goal.premises.isEmpty || !hypotheses.isEmpty {
      var branch = Branch(goal, hypotheses, rules)
      if let proof = branch.close(&vocabulary.bank) { return proof }
    }
    guard depth < depthLimit else { return nil }
    for variable in candidates(goal, vocabulary) {
      if let proof = induction(
        goal, hypotheses, on: variable, levels: levels, depth: depth, &vocabulary, &rules)
      {
        return proof
      }
    }
    return nil
  }

  private mutating func induction(
    _ goal: Goal, _ hypotheses: [Goal], on variable: Term, levels: Int, depth: Int,
    _ vocabulary: inout Vocabulary, _ rules: inout Normalizer
  ) -> GoalProof? {
    let sort = vocabulary.bank.sort(variable)
    guard let level = vocabulary.level(variable), let constructors = vocabulary.constructors[sort]
    else { return nil }
    var cases: [InductionCase] = []
    for constructor in constructors {
      var fields: [Term] = []
      for field in vocabulary.bank[constructor].arguments {
        fields.append(vocabulary.eigenvariable(levels + fields.count, field))
      }
      let whole = vocabulary.bank.make(constructor, fields)
      let instance = goal.replacing(variable, by: whole, &vocabulary.bank)
      let recursive = fields.filter { vocabulary.bank.sort($0) == sort }
      let new = recursive.map { goal.replacing(variable, by: $0, &vocabulary.bank) }
      guard
        let proof = prove(
          instance, hypotheses + new, levels: levels + fields.count, depth: depth + 1,
          &vocabulary, &rules)
      else { return nil }
      cases.append(
        InductionCase(goal: instance, fields: fields, recursive: recursive, proof: proof))
    }
    return .induction(level: level, cases)
  }

  /// The variables of inductive sorts in a goal: those on which functions recurse first, by how
  /// often they do; then by level.
  private func candidates(_ goal: Goal, _ vocabulary: Vocabulary) -> [Term] {
    var scores: [Term: Int] = [:]
    let bank = vocabulary.bank
    for equation in goal.premises + [goal.conclusion] {
      for side in [equation.left, equation.right] {
        for term in bank.subterms(side) {
          if vocabulary.level(term) != nil, vocabulary.constructors[bank.sort(term)] != nil {
            scores[term, default: 0] += 0
          }
          guard let symbol = bank.symbol(term) else { continue }
          let arguments = Array(bank.arguments(term))
          for place in recursiveArguments[symbol] ?? []
          where place < arguments.count && vocabulary.level(arguments[place]) != nil {
            scores[arguments[place], default: 0] += 1
          }
        }
      }
    }
    return scores.keys.filter { vocabulary.constructors[bank.sort($0)] != nil }.sorted { a, b in
      let (x, y) = (scores[a] ?? 0, scores[b] ?? 0)
      return x != y ? x > y : (vocabulary.level(a) ?? 0) > (vocabulary.level(b) ?? 0)
    }
  }
}

extension Goal {
  /// The goal with each occurrence of a constant replaced.
  func replacing(_ constant: Term, by value: Term, _ bank: inout TermBank) -> Goal {
    map { bank.replacing(constant, by: value, in: $0) }
  }
}

extension TermBank {
  /// The term with each occurrence of a constant replaced. Recursion is on its depth.
  mutating func replacing(_ constant: Term, by value: Term, in term: Term) -> Term {
    if term == constant { return value }
    guard let symbol = symbol(term), !arguments(term).isEmpty else { return term }
    var changed: [Term] = []
    for argument in arguments(term) {
      changed.append(replacing(constant, by: value, in: argument))
    }
    return make(symbol, changed)
  }
}
