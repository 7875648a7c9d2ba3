// Instances of clauses that fire over a congruence closure, and why what they reach holds. Entries: `fire`,
// forwards; `extract`, backwards, which keeps what is needed.

extension HornDerivationBuilder {
  // MARK: forward

  /// Why two terms are equal in the closure; `entry` also why an atom is true.
  typealias Closure = GroundClosure<HornDerivation.Reason>

  /// A closure with what has fired.
  struct Firing {
    var closure = Closure()
    var entries:
      [(instance: Instance, conditions: [HornDerivation.Literal], HornDerivation.Literal)] = []
  }

  private func nodes(_ literal: HornDerivation.Literal, _ closure: inout Closure) -> (Int, Int) {
    let right = literal.right ?? [.symbol(encoding.yes, length: 1)]
    return (closure.node(literal.left, problem.arities), closure.node(right, problem.arities))
  }

  func holds(_ literal: HornDerivation.Literal, _ closure: inout Closure) -> Bool {
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
  func fire(
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
  mutating func extract(_ firing: Firing, _ targets: [HornDerivation.Literal]) -> (
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
}
