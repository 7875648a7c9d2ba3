// From a proof in the equations that encode Horn clauses to a derivation by the clauses themselves.
// The idea: take the instances of clauses that the proof uses, all the way down through the lemmas that
// mention the encoding, and let them fire, forwards, over a congruence closure, until the goal holds. It
// must, for each step of the encoded proof holds in the closure once `if(a, b, c, d)` is read as c
// where a = b does, and as d elsewhere. Lemmas that do not mention the encoding stay lemmas. Entry:
// `derivation`, which returns nil if that fails.

import AxiomLanguage

struct HornDerivationBuilder {
  /// The most instances, and cells in them, for one goal (count).
  private static let instanceLimit = 20_000
  private static let cellLimit = 4_000_000

  private let proof: CompletionProof
  let problem: CompletionProblem
  let encoding: HornEncoding
  private let clauses: TPTPProblem
  private var abbreviations: [Int: [Cell]] = [:]
  private var chains: [Int: CompletionProof.Lemma] = [:]  // by rule
  private var lemmaNumbers: [Int: Int] = [:]  // by rule, of those that stay
  private var trivial: Set<Int> = []
  var result = HornDerivation()
  /// The conclusions of the entries of the firing that is explained.
  var current: [HornDerivation.Literal] = []

  init(_ proof: CompletionProof, _ problem: CompletionProblem, _ clauses: TPTPProblem) {
    guard let encoding = problem.horn else { preconditionFailure("no Horn clauses were encoded") }
    (self.proof, self.problem, self.encoding) = (proof, problem, encoding)
    self.clauses = clauses
  }

  /// The derivation, or nil if what the proof uses does not imply the goal.
  mutating func derivation() -> HornDerivation? {
    for (constant, term) in problem.abbreviations { abbreviations[constant] = expanded(term) }
    for lemma in proof.lemmas {
      chains[lemma.rule] = lemma
      guard let literal = plain(expanded(lemma.chain.start), expanded(lemma.chain.end)) else {
        continue
      }
      if literal.right == literal.left {
        trivial.insert(lemma.rule)
        continue
      }
      guard let (entries, argument) = derive(lemma.chain, literal) else { continue }
      lemmaNumbers[lemma.rule] = result.lemmas.count
      result.lemmas.append(
        HornDerivation.Lemma(
          variableCount: lemma.variableCount, entries: entries, conclusion: argument))
    }
    guard deriveGoal() else { return nil }
    return result.withoutUnusedLemmas
  }

  // MARK: terms

  /// The term without abbreviations.
  private func expanded(_ cells: [Cell]) -> [Cell] {
    if abbreviations.isEmpty { return cells }
    var stack: [[Cell]] = []
    for cell in cells.reversed() {
      if cell.isVariable {
        stack.append([cell])
      } else if let long = abbreviations[cell.symbol] {
        stack.append(long)
      } else {
        let arity = problem.arities[cell.symbol]
        let inside = stack.suffix(arity).reversed().joined()
        let term = [.symbol(cell.symbol, length: inside.count + 1)] + inside
        stack.removeLast(arity)
        stack.append(term)
      }
    }
    return stack[0]
  }

  func isPlain(_ cells: [Cell]) -> Bool {
    !cells.contains { !$0.isVariable && encoding.isNew($0.symbol) }
  }

  /// An equation or atom that does not mention the encoding.
  private func plain(_ left: [Cell], _ right: [Cell]) -> HornDerivation.Literal? {
    if isPlain(left) && isPlain(right) {
      let isFormula = !left[0].isVariable && encoding.isFormula[left[0].symbol]
      return isFormula ? nil : HornDerivation.Literal(left: left, right: right)
    }
    let yes = [Cell.symbol(encoding.yes, length: 1)]
    if right == yes && isPlain(left) { return HornDerivation.Literal(left: left) }
    if left == yes && isPlain(right) { return HornDerivation.Literal(left: right) }
    return nil
  }

  // MARK: instances

  /// A clause or lemma for some terms.
  struct Instance: Hashable {
    var source: HornDerivation.Source
    var terms: [[Cell]]
  }

  /// The instances that chains use, through the lemmas that do not stay. Nil if there are too many.
  private func instances(of chain: CompletionChain) -> [Instance]? {
    var found: [Instance] = []
    var seen: Set<Instance> = []
    var cellCount = 0
    var open: [(rule: Int, terms: [[Cell]])] = []
    var opened: Set<Instance> = []

    func collect(_ steps: [CompletionStep], _ values: [[Cell]]?) -> Bool {
      for step in steps {
        let terms = step.terms.map { term in
          expanded(values.map { values in term.substituting { values[$0] } } ?? term)
        }
        var new: Instance
        switch step.source {
        case .equation(let number):
          guard number < encoding.sources.count, let clause = encoding.sources[number] else {
            continue
          }
          new = Instance(source: .clause(clause), terms: terms)
        case .rule(let rule):
          if trivial.contains(rule) { continue }
          guard let lemma = lemmaNumbers[rule] else {
            if opened.insert(Instance(source: .lemma(rule), terms: terms)).inserted {
              open.append((rule, terms))
            }
            continue
          }
          new = Instance(source: .lemma(lemma), terms: terms)
        }
        guard seen.insert(new).inserted else { continue }
        cellCount += terms.reduce(0) { $0 + $1.count }
        found.append(new)
        if found.count + opened.count > Self.instanceLimit || cellCount > Self.cellLimit {
          return false
        }
      }
      return true
    }

    guard collect(chain.steps, nil) else { return nil }
    while let (rule, terms) = open.popLast() {
      guard let lemma = chains[rule], collect(lemma.chain.steps, terms) else { return nil }
    }
    return found
  }

  /// What an instance says, under which conditions; nothing if its clause is negative.
  func literals(of instance: Instance) -> (
    conditions: [HornDerivation.Literal], conclusion: HornDerivation.Literal?
  ) {
    func value(_ number: Int) -> [Cell]? {
      number < instance.terms.count ? instance.terms[number] : nil
    }
    switch instance.source {
    case .lemma(let number):
      let literal = result.lemmas[number].conclusion.literal
      return (
        [],
        HornDerivation.Literal(
          left: literal.left.substituting(value), right: literal.right?.substituting(value))
      )
    case .clause(let number):
      func literal(_ literal: TPTPProblem.Literal) -> HornDerivation.Literal {
        HornDerivation.Literal(
          left: problem.cells(literal.left).substituting(value),
          right: literal.right.map { problem.cells($0).substituting(value) })
      }
      let all = clauses.clauses[number].literals
      return (
        all.filter { !$0.isPositive }.map(literal), all.first(where: \.isPositive).map(literal)
      )
    }
  }

  // MARK: lemmas and the goal

  private mutating func derive(_ chain: CompletionChain, _ literal: HornDerivation.Literal) -> (
    [HornDerivation.Entry], HornDerivation.Argument
  )? {
    guard let instances = instances(of: chain) else { return nil }
    let reached = fire(instances, { _, _ in false }) { holds(literal, &$0) }
    guard let (firing, _) = reached, let (entries, arguments) = extract(firing, [literal]) else {
      return nil
    }
    return (entries, arguments[0])
  }

  private mutating func deriveGoal() -> Bool {
    guard var instances = instances(of: proof.chain) else { return false }
    if let clause = encoding.goals[proof.goal] {
      instances.append(Instance(source: .clause(clause), terms: []))
    }
    // The negative clauses first, so that nothing fires in vain.
    let isNegative = instances.map { literals(of: $0).conclusion == nil }
    instances =
      instances.indices.filter { isNegative[$0] }.map { instances[$0] }
      + instances.indices.filter { !isNegative[$0] }.map { instances[$0] }
    let reached = fire(
      instances,
      { instance, closure in
        literals(of: instance).conditions.allSatisfy { holds($0, &closure) }
      }, { _ in false })
    guard let (firing, negative) = reached, let negative,
      case .clause(let clause) = negative.source,
      let (entries, arguments) = extract(firing, literals(of: negative).conditions)
    else { return false }
    (result.clause, result.terms) = (clause, negative.terms)
    (result.entries, result.conditions) = (entries, arguments)
    return true
  }
}
