// E-matching: each rule looks only at nodes that changed since it looked last. A match is found from
// the last changed of its nodes: a search from a node that changed at moment m takes, for the other
// atoms, nodes with smaller moments only (for atoms after the driver's, m itself, since one node may
// serve twice). So each match is found once, a search may stop and resume between any two nodes, and
// nodes made meanwhile are not seen. Matches go straight into `apply` (EGraph+Apply.swift).
// Source: semi-naive evaluation, as in Y. Zhang et al., Better together, PLDI (2023).

extension EGraph {
  /// Finds the matches of a rule that are new since its positions, those from `first` on, and applies it to each.
  /// Stops between two nodes once `budget` matches are found, or at once at a limit. Returns false if it stopped.
  ///
  /// *Requires*: a rebuilt e-graph when the round began; rules applied since then are not seen.
  mutating func search(
    _ program: RuleProgram, _ positions: inout [SearchPosition], from first: Int, budget: Int,
    segmentEnd: UInt32, classEnd: UInt32, _ counts: inout SearchCounts
  ) -> Bool {
    if program.needsFullSearch {
      for i in 0..<program.positionCount { positions[first + i] = .start }
    }
    if program.rootSort != nil {
      return searchClasses(program, &positions[first], budget: budget, classEnd, &counts)
    }
    if history.count == 0 || !canMatch(program) { return true }
    let moments = history.place(of: 0)
    for d in 0..<program.drivers.count {
      let driver = program.drivers.base + d
      let filter = driver.pointee.filter
      var (segment, at) = (positions[first + d].segment, positions[first + d].next)
      if segment == none {
        segment = operators[driver.pointee.op].firstSegment
        if segment >= segmentEnd { continue }
        at = segments[segment].start
      }
      let leaf = filter.leaf == none ? none : operators[filter.leaf].leaf
      let leafClass = leaf == none ? none : nodes[leaf].eClass
      while true {
        let part = segments[segment]
        // Without the symbol there is nothing to be found; who brings it will find the nodes.
        if filter.leaf != none && leaf == none { at = part.end }
        precondition(Int(part.end) <= history.count)
        while at < part.end {
          if counts.matches >= budget {
            positions[first + d] = SearchPosition(segment: segment, next: at)
            return false
          }
          // The history grows in rebuilds only.
          let node = moments[Int(at)]
          let record = nodes.place(of: node)
          if record.pointee.moment == at, passes(record, filter, leafClass) {
            drive(program, driver, node, &counts)
            if reachedLimit != nil { return false }
          }
          at &+= 1
        }
        // What follows the last segment is linked to it later.
        if part.next >= segmentEnd { break }
        segment = part.next
        at = segments[segment].start
      }
      positions[first + d] = SearchPosition(segment: segment, next: at)
    }
    return true
  }

  /// Whether there was ever a node of each operator that the rule looks for. Otherwise the drivers may stay where they are.
  @inline(__always)
  private func canMatch(_ program: RuleProgram) -> Bool {
    for i in 0..<program.operators.count
    where operators.place(of: program.operators.base[i]).pointee.firstSegment == none {
      return false
    }
    return true
  }

  /// Whether a node may serve for the driver's atom. Most of the time there is nothing to be found: that is seen
  /// here, without a call.
  @inline(__always)
  private func passes(
    _ record: UnsafeMutablePointer<ENodeRecord>, _ filter: DriverFilter, _ leafClass: UInt32
  ) -> Bool {
    switch filter.way {
    case .none: return true
    case .leaf: return filter.eClass(filter.place, record) == leafClass
    case .row:
      let (a, b) = (
        classes.place(of: filter.eClass(filter.place, record)),
        classes.place(of: filter.eClass(filter.secondPlace, record))
      )
      return a.pointee.mask & filter.mask != 0 && b.pointee.mask & filter.secondMask != 0
    }
  }

  /// All matches in which a node serves for the driver's atom.
  @inline(never)
  private mutating func drive(
    _ program: RuleProgram, _ driver: UnsafePointer<Driver>, _ node: UInt32,
    _ counts: inout SearchCounts
  ) {
    let variables = matching.variables
    let record = nodes.place(of: node)
    let moment = record.pointee.moment
    matching.atoms[Int(driver.pointee.atom)] = node
    if driver.pointee.slots.isPlain {
      driver.pointee.slots.bind(record, variables)
    } else {
      guard
        bind(record.pointee, driver.pointee.arity, program.uses.base + Int(driver.pointee.uses))
      else { return }
      if driver.pointee.classUse == .bind {
        variables[Int(driver.pointee.classVariable)] = record.pointee.eClass
      } else if variables[Int(driver.pointee.classVariable)] != record.pointee.eClass {
        return
      }
    }
    if driver.pointee.stepCount == 0 { return apply(program, &counts) }
    if driver.pointee.joinStep != none && prefersJoin(program, driver) {
      // Asked first: calling a method here moves the e-graph, at a hundred instructions each time.
      return join(program, driver.pointee, moment, &counts)
    }
    let steps = program.steps.base + Int(driver.pointee.firstStep)
    if driver.pointee.stepCount > 1 || steps.pointee.way == .all {
      enumerate(program, steps, Int(driver.pointee.stepCount), moment, &counts)
    } else if steps.pointee.isRow {
      enumerateRow(program, steps, moment, &counts)
    } else if finds(
      steps, program.uses.base + Int(steps.pointee.uses), moment &+ steps.pointee.grace)
    {
      apply(program, &counts)
    }
  }

  /// The matching machine for a single step through a row, or for the last one.
  @inline(__always)
  private mutating func enumerateRow(
    _ program: RuleProgram, _ step: UnsafePointer<PlanStep>, _ moment: UInt32,
    _ counts: inout SearchCounts
  ) {
    let variables = matching.variables
    let known = classes.place(of: variables[Int(step.pointee.key)])
    if known.pointee.mask & step.pointee.mask == 0 { return }
    let row = index.row(step.pointee.row, known.pointee.rows)
    if row == none { return }
    let found = index.rows[row]
    let uses = program.uses.base + Int(step.pointee.uses)
    let bound = moment &+ step.pointee.grace
    let isPlain = step.pointee.slots.isPlain
    let (begin, end) = (Int(found.start), Int(found.start &+ found.count))
    precondition(end <= index.entries.count)
    // The index grows in rebuilds only.
    let entries = index.entries.start
    for at in begin..<end {
      let entry = entries[at]
      let when = UInt32(truncatingIfNeeded: entry >> 32)
      if when >= bound { return }
      let node = UInt32(truncatingIfNeeded: entry)
      let record = nodes.place(of: node)
      if record.pointee.moment != when { continue }
      if isPlain {
        step.pointee.slots.bind(record, variables)
      } else {
        let content = record.pointee
        guard bind(content, step.pointee.arity, uses), hasClass(content, step) else { continue }
      }
      matching.atoms[Int(step.pointee.atom)] = node
      apply(program, &counts)
      if reachedLimit != nil { return }
    }
  }

  /// Gives variables the children of a node, or compares. Returns whether they agree.
  @inline(__always)
  private func bind(_ record: ENodeRecord, _ arity: UInt32, _ uses: UnsafePointer<UInt32>) -> Bool {
    let variables = matching.variables
    for i in 0..<arity {
      let use = uses[Int(i)]
      let value = child(record, i, arity)
      if use & 3 == SlotUse.bind.rawValue {
        variables[Int(use >> 2)] = value
      } else if use & 3 == SlotUse.check.rawValue, variables[Int(use >> 2)] != value {
        return false
      }
    }
    return true
  }

  /// The matching machine: finds nodes for the steps of a plan, the last step fastest.
  private mutating func enumerate(
    _ program: RuleProgram, _ steps: UnsafePointer<PlanStep>, _ count: Int, _ moment: UInt32,
    _ counts: inout SearchCounts
  ) {
    var depth = 0
    let last = steps + (count - 1)
    let endsWithRow = last.pointee.isRow && count > 1
    start(steps, 0)
    while true {
      let step = steps + depth
      if advance(
        step, program.uses.base + Int(step.pointee.uses), depth, moment &+ step.pointee.grace)
      {
        if step == last {
          apply(program, &counts)
          if reachedLimit != nil { return }
        } else if endsWithRow && step + 1 == last {
          enumerateRow(program, last, moment, &counts)
          if reachedLimit != nil { return }
        } else {
          depth += 1
          start(steps + depth, depth)
        }
      } else {
        if depth == 0 { return }
        depth -= 1
      }
    }
  }

  /// Where the candidates of a step begin and end.
  @inline(__always)
  private func start(_ step: UnsafePointer<PlanStep>, _ depth: Int) {
    var (begin, end): (UInt32, UInt32) = (0, 0)
    if step.pointee.isRow {
      let known = classes[matching.variables[Int(step.pointee.key)]]
      if known.mask & step.pointee.mask != 0 {
        let row = index.row(step.pointee.row, known.rows)
        if row != none {
          let found = index.rows[row]
          (begin, end) = (found.start, found.start + found.count)
        }
      }
    }
    matching.cursors[depth] = begin
    matching.ends[depth] = end
  }

  /// The next candidate of a step that fits; its variables are bound. Returns false after the last.
  @inline(__always)
  private mutating func advance(
    _ step: UnsafePointer<PlanStep>, _ uses: UnsafePointer<UInt32>, _ depth: Int, _ end: UInt32
  ) -> Bool {
    switch step.pointee.way {
    case .members, .parents:
      var at = matching.cursors[depth]
      while at < matching.ends[depth] {
        let entry = index.entries[at]
        let moment = UInt32(truncatingIfNeeded: entry >> 32)
        if moment >= end { return false }
        at += 1
        let node = UInt32(truncatingIfNeeded: entry)
        let record = nodes.place(of: node)
        if record.pointee.moment != moment { continue }
        if step.pointee.slots.isPlain {
          step.pointee.slots.bind(record, matching.variables)
        } else {
          let content = record.pointee
          guard bind(content, step.pointee.arity, uses), hasClass(content, step) else { continue }
        }
        matching.atoms[Int(step.pointee.atom)] = node
        matching.cursors[depth] = at
        return true
      }
      return false
    case .leaf, .lookup:
      if matching.cursors[depth] != 0 { return false }
      matching.cursors[depth] = 1
      return finds(step, uses, end)
    case .all: return advanceAll(step, uses, depth, end)
    }
  }

  /// Whether there is the node of a step of which there is one at most: a symbol, or one whose children are known.
  @inline(__always)
  private mutating func finds(
    _ step: UnsafePointer<PlanStep>, _ uses: UnsafePointer<UInt32>, _ end: UInt32
  ) -> Bool {
    let node =
      step.pointee.way == .leaf
      ? operators.place(of: step.pointee.op).pointee.leaf : lookup(step, uses)
    guard node != none else { return false }
    let record = nodes.place(of: node)
    guard record.pointee.moment < end, hasClass(record.pointee, step) else { return false }
    matching.atoms[Int(step.pointee.atom)] = node
    return true
  }

  @inline(__always)
  private func hasClass(_ record: ENodeRecord, _ step: UnsafePointer<PlanStep>) -> Bool {
    let variable = Int(step.pointee.classVariable)
    if step.pointee.classUse == .bind {
      matching.variables[variable] = record.eClass
      return true
    }
    return step.pointee.classUse == .skip || matching.variables[variable] == record.eClass
  }

  private mutating func lookup(_ step: UnsafePointer<PlanStep>, _ uses: UnsafePointer<UInt32>)
    -> UInt32
  {
    for i in 0..<Int(step.pointee.arity) {
      matching.children[i] = matching.variables[Int(uses[i] >> 2)]
    }
    return probe(step.pointee.op, step.pointee.arity, matching.children).node
  }

  /// All nodes of an operator, in order of number: for left sides in two unconnected parts.
  @inline(never)
  private mutating func advanceAll(
    _ step: UnsafePointer<PlanStep>, _ uses: UnsafePointer<UInt32>, _ depth: Int, _ end: UInt32
  ) -> Bool {
    var node = matching.cursors[depth]
    while node < nodes.count {
      let record = nodes[node]
      if record.op == step.pointee.op, record.moment < end, bind(record, step.pointee.arity, uses),
        hasClass(record, step)
      {
        matching.atoms[Int(step.pointee.atom)] = node
        matching.cursors[depth] = node + 1
        return true
      }
      node += 1
    }
    return false
  }

  /// Classes of the rule's sort that were made since it looked last.
  private mutating func searchClasses(
    _ program: RuleProgram, _ position: inout SearchPosition, budget: Int, _ classEnd: UInt32,
    _ counts: inout SearchCounts
  ) -> Bool {
    let variable = program.root
    while position.next < classEnd {
      if counts.matches >= budget { return false }
      let eClass = position.next
      position.next += 1
      guard leaders[eClass] == eClass else { continue }
      let member = nodes[someMember(eClass)]
      guard operators[member.op].sort == program.rootSort else { continue }
      matching.variables[variable] = eClass
      apply(program, &counts)
      if reachedLimit != nil { return false }
    }
    return true
  }
}
