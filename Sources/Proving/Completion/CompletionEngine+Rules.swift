// Making rules, and keeping the indexes right as they come and go. Entry: `makeRule`, `insert`,
// `simplifyOthers`. Neighbour: `CompletionEngine.swift`, which decides what becomes a rule.

extension CompletionEngine {
  /// Copies both sides to the store, with variables numbered; nil if there are too many.
  mutating func makeRule(_ left: TermPointer, _ right: TermPointer, isOriented: Bool) -> Int? {
    guard var forward = makeView(left, right), var backward = makeView(right, left) else {
      return nil
    }
    forward.isOriented = isOriented
    forward.isPermutative = !isOriented && ordering.isPermutative(forward.left, forward.right)
    backward.isPermutative = forward.isPermutative
    if forward.isPermutative {
      forward.noteDifference()
      backward.noteDifference()
    }
    // The search is complete for equations between terms; one of them may be a variable only where
    // no formulas are about.
    if isFormula != nil && (left[0].isVariable || right[0].isVariable) { hasDiscarded = true }
    let number = rules.count
    views.append(forward)
    views.append(isOriented ? forward : backward)
    var symbols: UInt64 = 0
    for term in [left, right] {
      for i in 0..<term.termLength where !term[i].isVariable {
        symbols |= 1 << UInt64(min(term[i].symbol, 63))
      }
    }
    rules.append(
      RuleRecord(
        state: .active, isOriented: isOriented, isSwapped: false, origin: .equation(0),
        traceStart: trace.count, leftSteps: 0, rightSteps: 0, generation: 0, symbols: symbols))
    counters.rules += 1
    return number
  }

  private mutating func makeView(_ left: TermPointer, _ right: TermPointer) -> RuleView? {
    var numbers = Array(repeating: -1, count: 512)
    var count = 0
    func renumbered(_ term: TermPointer) -> [Cell] {
      (0..<term.termLength).map { i in
        guard term[i].isVariable else { return term[i] }
        let variable = term[i].variableNumber
        if numbers[variable] < 0 {
          numbers[variable] = count
          count += 1
        }
        return .variable(numbers[variable])
      }
    }
    let newLeft = renumbered(left)
    let leftCount = count
    let newRight = renumbered(right)
    guard count <= Cell.largestVariableCount else { return nil }
    let l = newLeft.withUnsafeBufferPointer { store.append(cells: $0) }
    let r = newRight.withUnsafeBufferPointer { store.append(cells: $0) }
    var balance = Array(repeating: 0, count: count)
    for cell in newLeft where cell.isVariable { balance[cell.variableNumber] += 1 }
    for cell in newRight where cell.isVariable { balance[cell.variableNumber] -= 1 }
    return RuleView(
      left: l, right: r, leftVariableCount: Int32(leftCount), variableCount: Int32(count),
      isBalanced: balance[..<leftCount].allSatisfy { $0 >= 0 })
  }

  /// The views of a rule that may rewrite.
  @inline(__always) func viewCount(_ rule: Int) -> Int { rules[rule].isOriented ? 1 : 2 }

  /// Enters a rule into the indexes.
  mutating func insert(_ rule: Int) {
    activeRules.append(UInt32(rule))
    for direction in 0..<viewCount(rule) {
      let number = UInt32(2 * rule + direction)
      let left = views[Int(number)].left
      tree.insert(left, number)
      for i in 0..<left.termLength where !left[i].isVariable {
        let occurrence = Occurrence(term: left + i, view: number, cell: UInt32(i))
        occurrences[left[i].symbol].append(occurrence)
        if i == 0 { leftSides[left[0].symbol].append(occurrence) }
      }
    }
  }

  private mutating func removeFromTree(_ rule: Int) {
    for direction in 0..<viewCount(rule) {
      tree.remove(views[2 * rule + direction].left, UInt32(2 * rule + direction))
    }
  }

  /// Drops the occurrences of rules that are no longer active.
  private mutating func cleanOccurrences() {
    let rules = rules.base
    for symbol in problem.arities.indices {
      for list in [occurrences + symbol, leftSides + symbol] {
        let all = list.pointee.base
        var kept = 0
        for place in 0..<list.pointee.count
        where rules[Int(all[place].view >> 1)].state == .active {
          all[kept] = all[place]
          kept += 1
        }
        list.pointee.truncate(kept)
      }
    }
  }

  /// Rewrites the active rules by a new one: a changed left side makes an equation that is
  /// considered next, a changed right side replaces the rule.
  mutating func simplifyOthers(by new: Int) {
    let newSymbols = (0..<viewCount(new)).map { symbolSet(views[2 * new + $0].left) }
    var kept = 0
    var changed = 0
    let count = activeRules.count
    var replaced: [UInt32] = []
    for place in 0..<count {
      let number = activeRules[place]
      let rule = Int(number)
      var isHit = false
      if rule != new {
        for direction in 0..<viewCount(new)
        where !isHit && newSymbols[direction] & ~rules[rule].symbols == 0 {
          let pattern = views[2 * new + direction].left
          isHit =
            hasInstance(pattern, views[2 * rule].left)
            || hasInstance(pattern, views[2 * rule].right)
        }
      }
      var isKept = true
      if isHit, let successor = simplified(rule) {
        isKept = false
        changed += 1
        if successor >= 0 { replaced.append(UInt32(successor)) }
      }
      if isKept {
        activeRules[kept] = number
        kept += 1
      }
    }
    activeRules.truncate(kept)
    for rule in replaced { insert(Int(rule)) }
    if changed > 0 { cleanOccurrences() }
  }

  mutating func symbolSet(_ term: TermPointer) -> UInt64 {
    var symbols: UInt64 = 0
    for i in 0..<term.termLength where !term[i].isVariable {
      symbols |= 1 << UInt64(min(term[i].symbol, 63))
    }
    return symbols
  }

  /// Whether some subterm is an instance of the pattern, by shape.
  private mutating func hasInstance(_ pattern: TermPointer, _ term: TermPointer) -> Bool {
    for i in 0..<term.termLength where !term[i].isVariable || pattern[0].isVariable {
      if pattern[0].isVariable || pattern[0].symbol == term[i].symbol {
        if isInstance(term + i, of: pattern) { return true }
      }
    }
    return false
  }

  /// Whether a term is an instance of a pattern whose variables are numbered by first occurrence; those
  /// below `known` are bound already.
  mutating func isInstance(_ term: TermPointer, of pattern: TermPointer, bound known: Int = 0)
    -> Bool
  {
    guard term.termLength >= pattern.termLength else { return false }
    let bindings = tree.bindings
    var bound = known
    var (i, j) = (0, 0)
    while i < pattern.termLength {
      let cell = pattern[i]
      if cell.isVariable {
        let number = cell.variableNumber
        if number == bound {
          bindings[number] = term + j
          bound += 1
        } else if !bindings[number].isSame(as: term + j) {
          return false
        }
        i += 1
        j += term[j].length
      } else {
        if cell.symbol != term[j] & 0xFFFF { return false }
        i += 1
        j += 1
      }
    }
    return true
  }

  /// Tries to rewrite a rule by the others. Nil if nothing changes; the number of the rule that
  /// takes its place; or −1 if the rule became an equation that is to be considered.
  private mutating func simplified(_ rule: Int) -> Int? {
    let mark = free
    defer { free = mark }
    steps.truncate(0)
    removeFromTree(rule)
    let view = views[2 * rule]
    guard normalize(view.left) != nil else {
      reinsertInTree(rule)
      return nil
    }
    let leftSteps = steps.count
    if leftSteps > 0 || !rules[rule].isOriented {
      if leftSteps == 0, let right = normalize(view.right), right.isSame(as: view.right) {
        reinsertInTree(rule)
        return nil
      }
      rules.base[rule].state = .dead
      queue.push(
        PassivePair(outer: UInt32(2 * rule), inner: PassivePair.none, weight: 0, cell: 0))
      return -1
    }
    guard let right = normalize(view.right), steps.count > 0 else {
      reinsertInTree(rule)
      return nil
    }
    guard let new = makeRule(view.left, right, isOriented: true) else {
      reinsertInTree(rule)
      return nil
    }
    rules.base[rule].state = .composed
    rules.base[new].origin = .rule(rule)
    rules.base[new].generation = rules[rule].generation
    rules.base[new].traceStart = trace.count
    rules.base[new].rightSteps = Int32(steps.count)
    for i in 0..<steps.count { trace.append(steps[i]) }
    return new
  }

  private mutating func reinsertInTree(_ rule: Int) {
    for direction in 0..<viewCount(rule) {
      tree.insert(views[2 * rule + direction].left, UInt32(2 * rule + direction))
    }
  }
}
