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
