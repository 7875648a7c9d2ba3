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
  private let problem: CompletionProblem
  private let encoding: HornEncoding
  private let clauses: TPTPProblem
  private var abbreviations: [Int: [Cell]] = [:]
  private var chains: [Int: CompletionProof.Lemma] = [:]  // by rule
  private var lemmaNumbers: [Int: Int] = [:]  // by rule, of those that stay
  private var trivial: Set<Int> = []
  private var result = HornDerivation()

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
    dropUnused()
    return result
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

  private func isPlain(_ cells: [Cell]) -> Bool {
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
  private struct Instance: Hashable {
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
  private func literals(of instance: Instance) -> (
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

  // MARK: forward

  /// Why two terms are equal in the closure; `entry` also why an atom is true.
  private typealias Closure = GroundClosure<HornDerivation.Reason>

  /// A closure with what has fired.
  private struct Firing {
    var closure = Closure()
    var entries:
      [(instance: Instance, conditions: [HornDerivation.Literal], HornDerivation.Literal)] = []
  }

  private func nodes(_ literal: HornDerivation.Literal, _ closure: inout Closure) -> (Int, Int) {
    let right = literal.right ?? [.symbol(encoding.yes, length: 1)]
    return (closure.node(literal.left, problem.arities), closure.node(right, problem.arities))
  }

  private func holds(_ literal: HornDerivation.Literal, _ closure: inout Closure) -> Bool {
    let (a, b) = nodes(literal, &closure)
    return closure.areEqual(a, b)
  }

  /// The term with each `if` replaced by what it is as far as is known.
  private func evaluated(_ cells: [Cell], _ closure: inout Closure) -> [Cell] {
    if isPlain(cells) { return cells }
    var stack: [[Cell]] = []
    for cell in cells.reversed() {
      let arity = cell.isVariable ? 0 : problem.arities[cell.symbol]
      let parts = Array(stack.suffix(arity).reversed())
      stack.removeLast(arity)
      let isTest = !cell.isVariable && encoding.conditionals.contains(cell.symbol)
      let isEquality = !cell.isVariable && cell.symbol == encoding.equality
      if isTest || isEquality {
        let a = closure.node(parts[0], problem.arities)
        let b = closure.node(parts[1], problem.arities)
        if isTest {
          stack.append(closure.areEqual(a, b) ? parts[2] : parts[3])
          continue
        }
        if closure.areEqual(a, b) {
          stack.append([.symbol(encoding.yes, length: 1)])
          continue
        }
      }
      let inside = parts.joined()
      stack.append(
        cell.isVariable ? [cell] : [.symbol(cell.symbol, length: inside.count + 1)] + inside)
    }
    return stack[0]
  }

  /// Lets instances fire until `isDone`, which is asked after each, or nothing more happens.
  private func fire(
    _ raw: [Instance], _ isDone: (Instance, inout Closure) -> Bool,
    _ isReached: (inout Closure) -> Bool
  ) -> (Firing, negative: Instance?)? {
    var firing = Firing()
    var fired: Set<Instance> = []
    while true {
      var isChanged = false
      for instance in raw {
        let terms = instance.terms.map { evaluated($0, &firing.closure) }
        guard terms.allSatisfy(isPlain) else { continue }
        let instance = Instance(source: instance.source, terms: terms)
        if fired.contains(instance) { continue }
        let (conditions, conclusion) = literals(of: instance)
        guard let conclusion else {
          if isDone(instance, &firing.closure) { return (firing, instance) }
          continue
        }
        guard conditions.allSatisfy({ holds($0, &firing.closure) }) else { continue }
        fired.insert(instance)
        isChanged = true
        let (a, b) = nodes(conclusion, &firing.closure)
        if firing.closure.areEqual(a, b) { continue }
        if conditions.isEmpty && conclusion.right != nil {
          firing.closure.merge(a, b, .source(instance.source, terms: terms))
        } else {
          firing.entries.append((instance, conditions, conclusion))
          firing.closure.merge(a, b, .entry(firing.entries.count - 1))
        }
        if isReached(&firing.closure) { return (firing, nil) }
      }
      if !isChanged { return nil }
    }
  }

  // MARK: backward

  /// Why a literal holds in a closure.
  private func argument(_ literal: HornDerivation.Literal, _ closure: inout Closure)
    -> HornDerivation.Argument?
  {
    var (from, to) = nodes(literal, &closure)
    var base: Int?
    if literal.right == nil {
      guard let (last, reason) = closure.lastBefore(to, from: from), case .entry(let entry) = reason
      else { return nil }
      (from, to, base) = (last, from, entry)
    }
    let start = closure.term(from)
    var term = start
    var rewritings: [HornDerivation.Rewriting] = []
    for link in closure.explain(from, to) {
      guard let sides = self.sides(link.reason, entries: current) else { return nil }
      let new = link.isReversed ? sides.left : sides.right
      guard let new else { return nil }
      term = term.replacing(at: term.index(ofPosition: link.position), by: new)
      rewritings.append(
        HornDerivation.Rewriting(
          position: link.position, isReversed: link.isReversed, reason: link.reason, result: new))
    }
    return HornDerivation.Argument(
      literal: literal, base: base, start: start, rewritings: rewritings)
  }

  /// The conclusions of the entries of the firing that is explained.
  private var current: [HornDerivation.Literal] = []

  private func sides(_ reason: HornDerivation.Reason, entries: [HornDerivation.Literal])
    -> (left: [Cell], right: [Cell]?)?
  {
    switch reason {
    case .entry(let number): return (entries[number].left, entries[number].right)
    case .source(let source, let terms):
      guard let literal = literals(of: Instance(source: source, terms: terms)).conclusion else {
        return nil
      }
      return (literal.left, literal.right)
    }
  }

  /// The entries that literals need, and why the literals hold.
  private mutating func extract(_ firing: Firing, _ targets: [HornDerivation.Literal]) -> (
    [HornDerivation.Entry], [HornDerivation.Argument]
  )? {
    var closure = firing.closure
    current = firing.entries.map { $0.2 }
    var isNeeded = Array(repeating: false, count: firing.entries.count)
    func note(_ argument: HornDerivation.Argument) {
      if let base = argument.base { isNeeded[base] = true }
      for rewriting in argument.rewritings {
        if case .entry(let number) = rewriting.reason { isNeeded[number] = true }
      }
    }
    var arguments: [HornDerivation.Argument] = []
    for target in targets {
      guard let argument = argument(target, &closure) else { return nil }
      note(argument)
      arguments.append(argument)
    }
    var entries: [HornDerivation.Entry?] = Array(repeating: nil, count: isNeeded.count)
    for number in isNeeded.indices.reversed() where isNeeded[number] {
      let (instance, conditions, literal) = firing.entries[number]
      var shown: [HornDerivation.Argument] = []
      for condition in conditions {
        guard let argument = argument(condition, &closure) else { return nil }
        note(argument)
        shown.append(argument)
      }
      entries[number] = HornDerivation.Entry(
        source: instance.source, terms: instance.terms, conditions: shown, literal: literal)
    }
    // Only what is needed keeps a number.
    var numbers: [Int] = []
    var count = 0
    for isKept in isNeeded {
      numbers.append(count)
      if isKept { count += 1 }
    }
    func renumbered(_ argument: HornDerivation.Argument) -> HornDerivation.Argument {
      var argument = argument
      argument.base = argument.base.map { numbers[$0] }
      for place in argument.rewritings.indices {
        if case .entry(let number) = argument.rewritings[place].reason {
          argument.rewritings[place].reason = .entry(numbers[number])
        }
      }
      return argument
    }
    return (
      entries.compactMap(\.self).map { entry in
        var entry = entry
        entry.conditions = entry.conditions.map(renumbered)
        return entry
      }, arguments.map(renumbered)
    )
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

  /// Keeps the lemmas that the goal rests on.
  private mutating func dropUnused() {
    var isNeeded = Array(repeating: false, count: result.lemmas.count)
    func note(_ source: HornDerivation.Source) {
      if case .lemma(let number) = source { isNeeded[number] = true }
    }
    func note(_ argument: HornDerivation.Argument) {
      for rewriting in argument.rewritings {
        if case .source(let source, _) = rewriting.reason { note(source) }
      }
    }
    func note(_ entries: [HornDerivation.Entry]) {
      for entry in entries {
        note(entry.source)
        entry.conditions.forEach(note)
      }
    }
    note(result.entries)
    result.conditions.forEach(note)
    for number in isNeeded.indices.reversed() where isNeeded[number] {
      note(result.lemmas[number].entries)
      note(result.lemmas[number].conclusion)
    }
    var numbers: [Int] = []
    var kept: [HornDerivation.Lemma] = []
    for (number, lemma) in result.lemmas.enumerated() {
      numbers.append(kept.count)
      if isNeeded[number] { kept.append(lemma) }
    }
    func renumbered(_ source: HornDerivation.Source) -> HornDerivation.Source {
      if case .lemma(let number) = source { return .lemma(numbers[number]) }
      return source
    }
    func renumber(_ argument: inout HornDerivation.Argument) {
      for place in argument.rewritings.indices {
        if case .source(let source, let terms) = argument.rewritings[place].reason {
          argument.rewritings[place].reason = .source(renumbered(source), terms: terms)
        }
      }
    }
    func renumber(_ entries: inout [HornDerivation.Entry]) {
      for place in entries.indices {
        entries[place].source = renumbered(entries[place].source)
        for number in entries[place].conditions.indices {
          renumber(&entries[place].conditions[number])
        }
      }
    }
    for place in kept.indices {
      renumber(&kept[place].entries)
      renumber(&kept[place].conclusion)
    }
    result.lemmas = kept
    renumber(&result.entries)
    for place in result.conditions.indices { renumber(&result.conditions[place]) }
  }
}
