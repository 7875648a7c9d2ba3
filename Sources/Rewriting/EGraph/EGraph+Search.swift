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
    if history.count == 0 { return true }
    let moments = history.place(of: 0)
    for d in 0..<program.drivers.count {
      let driver = program.drivers.base[d]
      var (segment, at) = (positions[first + d].segment, positions[first + d].next)
      if segment == none {
        segment = operators[driver.op].firstSegment
        if segment >= segmentEnd { continue }
        at = segments[segment].start
      }
      let filter = driver.filter
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
          let record = nodes[node]
          if record.moment == at, passes(record, filter, leafClass) {
            drive(program, driver, node, record, &counts)
            if reachedLimit != nil { return false }
          }
          at += 1
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

  /// Whether a node may serve for the driver's atom. Most of the time there is nothing to be found: that is seen
  /// here, without a call.
  @inline(__always)
  private func passes(_ record: ENodeRecord, _ filter: DriverFilter, _ leafClass: UInt32) -> Bool {
    switch filter.way {
    case .none: true
    case .row: classes.place(of: filter.eClass(record)).pointee.mask & filter.mask != 0
    case .leaf: filter.eClass(record) == leafClass
    }
  }

  /// All matches in which a node serves for the driver's atom.
  @inline(__always)
  private mutating func drive(
    _ program: RuleProgram, _ driver: Driver, _ node: UInt32, _ record: ENodeRecord,
    _ counts: inout SearchCounts
  ) {
    let moment = record.moment
    let variables = matching.variables
    matching.atoms[Int(driver.atom)] = node
    guard bind(record, driver.arity, program.uses.base + Int(driver.uses)) else { return }
    if driver.classUse == .bind {
      variables[Int(driver.classVariable)] = record.eClass
    } else if variables[Int(driver.classVariable)] != record.eClass {
      return
    }
    if driver.stepCount == 0 {
      apply(program, &counts)
    } else if driver.joinStep != none && prefersJoin(program, driver) {
      // Asked first: calling a method here moves the e-graph, at a hundred instructions each time.
      join(program, driver, moment, &counts)
    } else {
      let steps = program.steps.base + Int(driver.firstStep)
      if driver.stepCount == 1
        && (steps.pointee.way == .members || steps.pointee.way == .parents)
      {
        let rows = classes.place(of: variables[Int(steps.pointee.key)]).pointee.rows
        return enumerateRow(program, steps, rows, moment, &counts)
      }
      enumerate(program, steps, Int(driver.stepCount), moment, &counts)
    }
  }

  /// The matching machine for a single step through a row.
  private mutating func enumerateRow(
    _ program: RuleProgram, _ step: UnsafePointer<PlanStep>, _ rows: UInt32, _ moment: UInt32,
    _ counts: inout SearchCounts
  ) {
    let row = index.row(step.pointee.row, rows)
    if row == none { return }
    let found = index.rows[row]
    let uses = program.uses.base + Int(step.pointee.uses)
    let bound = moment + step.pointee.grace
    for at in found.start..<found.start + found.count {
      let entry = index.entries[at]
      let when = UInt32(truncatingIfNeeded: entry >> 32)
      if when >= bound { return }
      let node = UInt32(truncatingIfNeeded: entry)
      let record = nodes[node]
      guard record.moment == when, bind(record, step.pointee.arity, uses), hasClass(record, step)
      else { continue }
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
    start(steps, 0)
    while true {
      let step = steps + depth
      if advance(
        step, program.uses.base + Int(step.pointee.uses), depth, moment + step.pointee.grace)
      {
        if depth + 1 == count {
          apply(program, &counts)
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
    if step.pointee.way == .members || step.pointee.way == .parents {
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
        let record = nodes[node]
        if record.moment == moment, bind(record, step.pointee.arity, uses), hasClass(record, step) {
          matching.atoms[Int(step.pointee.atom)] = node
          matching.cursors[depth] = at
          return true
        }
      }
      return false
    case .leaf, .lookup:
      if matching.cursors[depth] != 0 { return false }
      matching.cursors[depth] = 1
      let node = step.pointee.way == .leaf ? operators[step.pointee.op].leaf : lookup(step, uses)
      guard node != none else { return false }
      let record = nodes[node]
      guard record.moment < end, hasClass(record, step) else { return false }
      matching.atoms[Int(step.pointee.atom)] = node
      return true
    case .all: return advanceAll(step, uses, depth, end)
    }
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
