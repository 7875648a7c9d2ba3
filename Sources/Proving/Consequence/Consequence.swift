// Whether a statement says nothing that others do not say: its variables become constants, its premises
// hold, and a fixed number of rounds in which laws are applied in either direction to the few terms at hand
// must settle it. No proof comes of it, and no search: what a reader sees at a glance, up to order, brackets,
// an instance, or a condition that the premises meet. Start at `follows`; `TheoremList+Independence` asks.

import ProofKernel
import Terms

/// Laws, and what follows from them at once.
struct Consequence {
  /// Rounds of a question, the nodes of its graph and those that may be looked at (counts).
  private static let rounds = 6
  private static let nodeLimit = 400
  /// Nodes that each case may make beyond these (count).
  private static let nodesOfCase = 100
  private static let work = 40_000
  private static let lessWork = 20_000
  private static let workOfLaw = 2_000
  /// Symbols that a term may have more than the largest of the statement (count).
  private static let slack = 2
  /// Alternatives that are looked at case by case, one inside the other (count).
  private static let splits = 2

  private var laws: [Law] = []
  private var roles: [SymbolRole]
  private let reach: Reach?
  /// Questions asked, and nodes looked at (counts).
  private(set) var questions = 0
  private(set) var looks = 0

  /// Without `reach`, all laws are looked at for each statement.
  init(_ vocabulary: Vocabulary, _ reach: Reach?) {
    self.reach = reach
    roles = vocabulary.origins.indices.map { number in
      switch vocabulary.origins[number] {
      case .connective(.equal, _): .equal
      case .connective(.not, _): .not
      case .connective(.and, _): .and
      case .connective(.or, _): .or
      case .connective(.falsum, _): .falsum
      case .operation: vocabulary.bank.symbols[number].isConstructor ? .constructor : .plain
      case .connective, .quantifier, .variable, .bound: .plain
      }
    }
  }

  /// Makes instances of a statement known, simplified by all that was made known, to be read where nothing grows.
  mutating func addInstances(_ rules: [Rule], theorem: Int, _ vocabulary: Vocabulary) {
    let first = laws.count
    for rule in rules { laws += Law.laws(rule, theorem: theorem, grows: false, vocabulary) }
    for place in first..<laws.count { laws[place].isSimplified = true }
  }

  /// Makes a statement known, in the forms in which the prover has it.
  mutating func add(
    _ rules: [Rule], _ lemmas: [Lemma], theorem: Int? = nil, _ vocabulary: Vocabulary
  ) {
    for symbol in Self.choices(rules, vocabulary.bank) { roles[Int(symbol.index)] = .choice }
    for rule in rules where !vocabulary.hasQuantifier(rule.right) {
      // Of an equivalence with an equation, each direction has premises.
      guard vocabulary.sides(rule.left) == nil, vocabulary.sides(rule.right) == nil else {
        continue
      }
      laws += Law.laws(rule, theorem: theorem, vocabulary)
    }
    for lemma in lemmas { laws += Law.laws(lemma, theorem: theorem, vocabulary) }
  }

  /// The functions that give their second argument, or else their third.
  private static func choices(_ rules: [Rule], _ bank: TermBank) -> [Symbol] {
    func chooses(_ place: Int, _ rule: Rule) -> Symbol? {
      guard let symbol = bank.symbol(rule.left), bank.arity(rule.left) == 3,
        bank.arity(bank.argument(rule.left, 0)) == 0,
        bank.isConstructor(bank.argument(rule.left, 0)),
        bank.variableNumber(rule.right) != nil, bank.argument(rule.left, place) == rule.right
      else { return nil }
      return symbol
    }
    let seconds = rules.compactMap { chooses(1, $0) }
    return rules.compactMap { chooses(2, $0) }.filter(seconds.contains)
  }

  /// Whether a statement follows from the laws that no theorem states, and from those of the theorems that
  /// are allowed; with less work if it matters less. Unless it `reachesOut`, laws are about what the statement's
  /// functions are defined by, and instances count as the theorem's though others have simplified them.
  /// Complexity: bounded by fixed counts, whatever the laws.
  mutating func follows(
    _ formula: Term, isMinor: Bool = false, reachesOut: Bool = false, _ vocabulary: Vocabulary,
    isAllowed: (Int) -> Bool
  ) -> Bool {
    guard !vocabulary.hasQuantifier(formula) else { return false }
    questions += 1
    let functions = reachesOut ? nil : reach?.closure(of: vocabulary.functions(formula))
    let usable = laws.filter { law in
      (functions.map(law.functions.isSubset) ?? true) && !(reachesOut && law.isSimplified)
        && law.theorem.map(isAllowed) ?? true
    }
    let work = isMinor ? Self.lessWork : Self.work
    let (stated, conclusion) = vocabulary.clause(formula)
    let premises = stated.flatMap(vocabulary.conjuncts)
    guard case .iff(let left, let right) = vocabulary.shape(conclusion) else {
      return settles(premises, conclusion, usable, work, vocabulary)
    }
    return settles(premises + [left], right, usable, work, vocabulary)
      && settles(premises + [right], left, usable, work, vocabulary)
  }

  /// Whether premises and a conclusion are settled: without putting anything to leaves, since that makes many
  /// terms, and then with it.
  private mutating func settles(
    _ premises: [Term], _ conclusion: Term, _ laws: [Law], _ limit: Int, _ vocabulary: Vocabulary
  ) -> Bool {
    let plain = laws.filter { !$0.extendsLeaves }
    if reaches(premises, conclusion, plain, limit, vocabulary) { return true }
    return plain.count < laws.count && reaches(premises, conclusion, laws, limit, vocabulary)
  }

  private mutating func reaches(
    _ premises: [Term], _ conclusion: Term, _ laws: [Law], _ limit: Int, _ vocabulary: Vocabulary
  ) -> Bool {
    let bank = vocabulary.bank
    var graph = ClassGraph(
      roles, nodeLimit: Self.nodeLimit, growth: Self.splits * Self.nodesOfCase)
    for premise in premises { assume(premise, &graph, vocabulary) }
    guard let goal = goal(conclusion, &graph, vocabulary) else { return false }
    let startCount = graph.nodes.count
    multiply(premises, laws, &graph, vocabulary)
    graph.rebuild()
    let largest =
      (premises + [conclusion]).flatMap { part in
        vocabulary.sides(part).map { [$0.left, $0.right] } ?? [part]
      }.map(bank.size).max() ?? 0
    graph.sizeLimit = largest + Self.slack
    return closes(&graph, goal, laws, startCount, limit, splits: Self.splits, bank)
  }

  /// Whether the goal is reached, in each case where the graph knows that one of two things holds.
  private mutating func closes(
    _ graph: inout ClassGraph, _ goal: (UInt32, UInt32), _ laws: [Law], _ startCount: Int,
    _ limit: Int, splits: Int, _ bank: TermBank
  ) -> Bool {
    func isReached() -> Bool { graph.isContradictory || graph.find(goal.0) == graph.find(goal.1) }
    var work = limit
    defer { looks += limit - work }
    func say(_ laws: [Law]) {
      for law in laws where work > 0 {
        // None may use up what the others need.
        let share = min(work, Self.workOfLaw)
        var left = share
        law.run(&graph, startCount: startCount, work: &left, bank)
        work -= share - left
      }
    }
    // What holds by premises, before instances of equations fill the graph.
    let conditional = laws.filter(\.hasPremises)
    for _ in 0..<Self.rounds {
      if isReached() { return true }
      let before = graph.nodes.count
      say(conditional)
      if graph.isPending { graph.rebuild() }
      if isReached() { return true }
      say(laws)
      guard graph.isPending || graph.nodes.count > before else { break }
      graph.rebuild()
    }
    if isReached() { return true }
    guard splits > 0, let cases = graph.openAlternative() else { return false }
    for part in [cases.0, cases.1] {
      var copy = graph
      copy.nodeLimit += Self.nodesOfCase
      copy.merge(part, ClassGraph.truth)
      copy.rebuild()
      guard closes(&copy, goal, laws, startCount, limit / 2, splits: splits - 1, bank) else {
        return false
      }
    }
    return true
  }

  /// Puts both sides of each premise into the operations at hand, beside each variable: what a reader tries
  /// first.
  private func multiply(
    _ premises: [Term], _ laws: [Law], _ graph: inout ClassGraph, _ vocabulary: Vocabulary
  ) {
    let bank = vocabulary.bank
    for premise in premises {
      guard let sides = vocabulary.sides(premise) else { continue }
      let variables = vocabulary.openVariables(premise)
      let sort = bank.sort(sides.left)
      for number in bank.symbols.indices
      where laws.contains(where: { $0.scanned == UInt32(number) }) {
        let info = bank.symbols[number]
        guard roles[number] == .plain, info.sort == sort, info.arguments == [sort, sort] else {
          continue
        }
        for variable in variables where bank.sort(variable) == sort {
          for side in [sides.left, sides.right] {
            graph.add(Symbol(UInt32(number)), [variable, side], bank)
          }
        }
      }
    }
  }

  private func assume(_ formula: Term, _ graph: inout ClassGraph, _ vocabulary: Vocabulary) {
    if let sides = vocabulary.sides(formula),
      let left = graph.add(sides.left, [], vocabulary.bank),
      let right = graph.add(sides.right, [], vocabulary.bank)
    {
      graph.merge(left, right)
    } else if let made = graph.add(formula, [], vocabulary.bank) {
      graph.merge(made, ClassGraph.truth)
    }
  }

  /// The classes that must become one.
  private func goal(_ formula: Term, _ graph: inout ClassGraph, _ vocabulary: Vocabulary)
    -> (UInt32, UInt32)?
  {
    func made(_ term: Term) -> UInt32? { graph.add(term, [], vocabulary.bank) }
    switch vocabulary.shape(formula) {
    case .equal(let left, let right):
      guard let a = made(left), let b = made(right) else { return nil }
      return (a, b)
    case .or(let left, let right):
      // What is to be shown is that both cannot fail.
      for part in [left, right] {
        guard let failing = made(part) else { return nil }
        graph.merge(failing, ClassGraph.falsity)
      }
      return (ClassGraph.truth, ClassGraph.falsity)
    case .not(let part):
      assume(part, &graph, vocabulary)
      return (ClassGraph.truth, ClassGraph.falsity)
    case .falsum: return (ClassGraph.truth, ClassGraph.falsity)
    default: return made(formula).map { ($0, ClassGraph.truth) }
    }
  }
}
