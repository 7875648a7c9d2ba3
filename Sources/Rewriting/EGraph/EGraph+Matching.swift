// The matching machine: finds nodes for the steps of a plan, one by one, and applies the rule to each match. Start at
// `enumerate`; a single step through a row, which is what most rules take, is `enumerateRow`. `EGraph+Search` calls it
// with the driver's node bound; `EGraph+Join` is the other way, for rules of several clauses.
// Source: L. de Moura, N. Bjørner, Efficient e-matching for SMT solvers, CADE (2007).

extension EGraph {
  /// The matching machine for a single step through a row, or for the last one.
  @inline(__always)
  mutating func enumerateRow(
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
  func bind(_ record: ENodeRecord, _ arity: UInt32, _ uses: UnsafePointer<UInt32>) -> Bool {
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
  mutating func enumerate(
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
  mutating func finds(
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
}
