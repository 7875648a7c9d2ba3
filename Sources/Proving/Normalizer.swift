// Rewriting to normal form, with every step on record. Start at `normalize`, which works from the
// inside out and remembers the normal form of each term that it met; `links` tells afterwards how
// a term became its normal form, for the kernel. Rules are tried by head symbol, local ones first;
// below a quantifier nothing is replaced.
// `Rule` says what is applied; the terms are without variables.

import Terms

/// Rules and what is known of normal forms under them. A value: workers have their own.
struct Normalizer: Sendable {
  private var rules: [Rule] = []
  /// Of each rule, what decides whether it applies: rules hold references, which would be counted.
  private var patterns: [Pattern] = []
  private var byHead: [[Int]] = []
  private var normal = TermTable()
  /// By term whose arguments are normal and that a rule replaced: the number of that step.
  private var stepOf = TermTable()
  private var steps: [RootStep] = []
  /// The terms for the variables of the rules of all steps, one step after the other.
  private var stepTerms: [Term] = []
  /// Whether it is recorded how terms became what they are; `links` has nothing to tell otherwise.
  var isRecording = true
  /// Room that one call leaves to the next.
  private var room = Room()
  private(set) var ordering = PathOrdering()
  /// Whether rules that a look at one symbol rules out count as tried: the work for stated goals was measured so,
  /// and with it the share of it that rewriting gets beside instances and clauses.
  var countsPassed = false
  /// Rule applications that may still be made (count); at 0 terms are left as they are.
  var fuel = 100_000

  /// The rules that are in use, by head.
  var all: [Rule] { byHead.joined().map { rules[$0] } }

  /// The rule added last.
  var newest: Rule? { rules.last }

  /// Adds rules; what was known of normal forms is forgotten.
  mutating func add(_ new: [Rule], _ bank: TermBank, first: Bool = false) {
    if new.isEmpty { return }
    for rule in new {
      guard let head = bank.symbol(rule.left) else { continue }
      while byHead.count <= Int(head.index) { byHead.append([]) }
      if first {
        byHead[Int(head.index)].insert(rules.count, at: 0)
      } else {
        byHead[Int(head.index)].append(rules.count)
      }
      rules.append(rule)
      patterns.append(Pattern(rule, bank))
    }
    forget()
  }

  /// The rules whose left side has that head, in the order in which they are tried.
  func rules(for head: Symbol) -> [Rule] {
    Int(head.index) < byHead.count ? byHead[Int(head.index)].map { rules[$0] } : []
  }

  /// The same rules but some, and nothing known of normal forms.
  func without(_ isExcluded: (Rule) -> Bool) -> Normalizer {
    var copy = self
    for head in byHead.indices { copy.byHead[head].removeAll { isExcluded(rules[$0]) } }
    copy.forget()
    return copy
  }

  /// Takes out the local rules of a step.
  mutating func remove(local step: Int) {
    for head in byHead.indices {
      byHead[head].removeAll { rules[$0].source == .local(step) }
    }
    forget()
  }

  /// Forgets normal forms, without touching the memory that a copy may share.
  mutating func forget() {
    (normal, stepOf, steps, stepTerms) = (TermTable(), TermTable(), [], [])
    ordering = PathOrdering()
  }

  /// Whether `a` is greater than `b` in the ordering of rules.
  mutating func isGreater(_ a: Term, _ b: Term, _ bank: TermBank) -> Bool {
    ordering.isGreater(a, b, bank)
  }

  private struct Pattern: Sendable {
    let left: Term
    let right: Term
    let variableCount: Int
    let isOriented: Bool
    let isPermutative: Bool
    let largestTerm: Int
    /// The first argument of the left side that is no variable, if there is one: its place and its symbol.
    let place: Int
    let inner: Symbol?

    init(_ rule: Rule, _ bank: TermBank) {
      let arguments = bank.arguments(rule.left)
      place = arguments.firstIndex { bank.variableNumber($0) == nil } ?? 0
      inner = arguments.isEmpty ? nil : bank.symbol(arguments[place])
      (left, right, variableCount) = (rule.left, rule.right, rule.variableCount)
      (isOriented, isPermutative) = (rule.isOriented, rule.isPermutative)
      largestTerm = rule.largestTerm
    }
  }

  private struct RootStep: Sendable {
    let rule: UInt32
    /// The place of its first term in `stepTerms`.
    let first: UInt32
    let result: Term
  }

  private struct Room: Sendable {
    var tasks: [Task] = []
    var values: [Term] = []
    var substitution = Substitution(count: 0)
  }

  /// What is still to be done, the next last.
  private struct Task: Sendable {
    enum Kind: Sendable { case visit, rebuild, settle }
    let kind: Kind
    let term: Term
    /// Of `settle`: the term with normal arguments that a rule replaced.
    var inner: Term
  }

  /// The normal form. Complexity: as many rule applications as the rules make, which `fuel` bounds.
  mutating func normalize(_ term: Term, _ bank: inout TermBank) -> Term {
    if let known = known(term) { return known }
    var (tasks, values): ([Task], [Term]) = ([], [])
    swap(&tasks, &room.tasks)
    swap(&values, &room.values)
    tasks.append(Task(kind: .visit, term: term, inner: term))
    while let task = tasks.popLast() {
      switch task.kind {
      case .visit:
        if let known = known(task.term) {
          values.append(known)
        } else if let symbol = bank.symbol(task.term), !bank[symbol].isBinder,
          bank.arity(task.term) > 0
        {
          tasks.append(Task(kind: .rebuild, term: task.term, inner: task.term))
          for i in (0..<bank.arity(task.term)).reversed() {
            let argument = bank.argument(task.term, i)
            tasks.append(Task(kind: .visit, term: argument, inner: argument))
          }
        } else {
          rewrite(task.term, from: task.term, &tasks, &values, &bank)
        }
      case .rebuild:
        let inner = rebuilt(task.term, &values, &bank)
        if inner != task.term, let known = known(inner) {
          remember(task.term, known)
          values.append(known)
        } else {
          rewrite(inner, from: task.term, &tasks, &values, &bank)
        }
      case .settle:
        remember(task.inner, values[values.count - 1])
        remember(task.term, values[values.count - 1])
      }
    }
    let result = values[0]
    values.removeAll(keepingCapacity: true)
    swap(&tasks, &room.tasks)
    swap(&values, &room.values)
    return result
  }

  /// Applies a rule at the root of a term with normal arguments, which `term` has become; what comes
  /// out is still to be normalised.
  private mutating func rewrite(
    _ inner: Term, from term: Term, _ tasks: inout [Task], _ values: inout [Term],
    _ bank: inout TermBank
  ) {
    if let next = stepAtRoot(inner, &bank) {
      tasks.append(Task(kind: .settle, term: term, inner: inner))
      tasks.append(Task(kind: .visit, term: next, inner: next))
    } else {
      remember(inner, inner)
      remember(term, inner)
      values.append(inner)
    }
  }

  /// The term over the last values, which are taken.
  private func rebuilt(_ term: Term, _ values: inout [Term], _ bank: inout TermBank) -> Term {
    let count = bank.arity(term)
    let start = values.count - count
    defer { values.removeLast(count) }
    guard let symbol = bank.symbol(term),
      (0..<count).contains(where: { values[start + $0] != bank.argument(term, $0) })
    else { return term }
    return bank.make(symbol, over: values.span.extracting(start..<start + count))
  }

  private func known(_ term: Term) -> Term? { normal[term].map { Term($0) } }

  private mutating func remember(_ term: Term, _ result: Term) {
    normal.set(term, result.index)
    if term != result { normal.set(result, result.index) }
  }

  /// What a rule makes of a term whose arguments are normal; nil if none applies.
  private mutating func stepAtRoot(_ term: Term, _ bank: inout TermBank) -> Term? {
    guard fuel > 0, let head = bank.symbol(term), Int(head.index) < byHead.count else { return nil }
    var substitution = Substitution(count: 0)
    swap(&substitution, &room.substitution)
    defer { swap(&substitution, &room.substitution) }
    for number in byHead[Int(head.index)] {
      let pattern = patterns[number]
      if let inner = pattern.inner, bank.symbol(bank.argument(term, pattern.place)) != inner {
        if countsPassed { bank.matchCount += 1 }
        continue
      }
      substitution.reset(count: pattern.variableCount)
      bank.matchCount += 1
      guard bank.match(pattern.left, term, &substitution), bank.size(term) <= pattern.largestTerm
      else { continue }
      let result = bank.instance(pattern.right, substitution)
      let isDown =
        pattern.isOriented
        || (pattern.isPermutative
          ? bank.isAfter(term, result) : ordering.isGreater(term, result, bank))
      guard isDown else { continue }
      fuel -= 1
      bank.rewriteCount += 1
      guard isRecording else { return result }
      stepOf.set(term, UInt32(steps.count))
      steps.append(
        RootStep(rule: UInt32(number), first: UInt32(stepTerms.count), result: result))
      for bound in substitution.terms { stepTerms.append(bound ?? term) }
      return result
    }
    return nil
  }

  /// What a rule makes of a term at the top, its arguments left as they are; nil if none applies there. Nothing
  /// is remembered.
  mutating func reduct(_ term: Term, _ bank: inout TermBank) -> Term? {
    (fuel, isRecording) = (1, false)
    defer { isRecording = true }
    return stepAtRoot(term, &bank)
  }

  /// Replacements that are told, and what their positions may add up to (counts); far more than any
  /// proof has had. What is shared in a term is told as often as it occurs, so a short search may have
  /// a tale without end.
  private static let linkLimit = 100_000
  private static let depthLimit = 2_000_000

  /// How a term became its normal form: replacements one after the other; nil if there are too many.
  /// The term must have been normalised since the last rule was added.
  func links(_ term: Term, _ bank: inout TermBank) -> [Link]? {
    var links: [Link] = []
    var depths = 0
    // Whether the arguments' links are there: then the rule at the root is next.
    var tasks: [(term: Term, position: [UInt32], isInner: Bool)] = [(term, [], false)]
    while let (term, position, isInner) = tasks.popLast() {
      if !isInner {
        guard let result = known(term), result != term else { continue }
        tasks.append((term, position, true))
        guard let symbol = bank.symbol(term), !bank[symbol].isBinder else { continue }
        for i in (0..<bank.arity(term)).reversed() {
          tasks.append((bank.argument(term, i), position + [UInt32(i)], false))
        }
        continue
      }
      // Where the fuel ran out, what is taken for normal may have a step, and steps lead in circles.
      let inner = withNormalArguments(term, &bank)
      guard inner != known(term), let place = stepOf[inner] else { continue }
      let step = steps[Int(place)]
      depths += position.count
      guard links.count < Self.linkLimit, depths < Self.depthLimit else { return nil }
      let rule = rules[Int(step.rule)]
      let terms = stepTerms[Int(step.first)..<Int(step.first) + rule.variableCount]
      links.append(
        Link(
          position: position, source: rule.source, terms: Array(terms),
          isReversed: rule.isReversed))
      tasks.append((step.result, position, false))
    }
    return links
  }

  /// A term that was normalised, over the normal forms of its arguments.
  private func withNormalArguments(_ term: Term, _ bank: inout TermBank) -> Term {
    guard let symbol = bank.symbol(term), bank.arity(term) > 0, !bank[symbol].isBinder else {
      return term
    }
    return bank.make(symbol, bank.arguments(term).map { known($0) ?? $0 })
  }
}
