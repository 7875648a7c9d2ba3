// Applying a rule to a match: conditions, then the nodes of the right side, then the union. A new root
// goes straight into the class of the left side, so no class is made for it. During a round the classes
// are those of its beginning: keys are looked up as they were then, and `rebuild` does the rest. What
// had an effect is logged with the nodes of the match. `EGraph+Search` calls `apply`.

import Terms

extension EGraph {
  /// Applies a rule to the match in the registers.
  @inline(__always)
  mutating func apply(_ program: RuleProgram, _ counts: inout SearchCounts) {
    counts.matches &+= 1
    matchCount &+= 1
    if program.isPlain {
      if concludeSmall(program, program.conclusions.base) { counts.effective &+= 1 }
    } else {
      applyRule(program, &counts)
    }
    if matchCount >= limits.steps { reachedLimit = .steps }
  }

  /// As `apply`, of a rule with conditions, with several conclusions, or with large nodes.
  @inline(never)
  private mutating func applyRule(_ program: RuleProgram, _ counts: inout SearchCounts) {
    if program.hasConditions && !conditionsHold(program) {
      counts.refused += 1
      return
    }
    if program.hasChoice {
      counts.effective += applyChoice(program)
      return
    }
    for i in 0..<program.conclusions.count {
      let conclusion = program.conclusions.base + i
      let isEffective =
        program.buildsSmallNodes
        ? concludeSmall(program, conclusion) : conclude(program, conclusion)
      if isEffective { counts.effective += 1 }
    }
  }

  /// As `conclude`, where no node has more than two children. This is where saturation spends most of its time, so there
  /// are no loops over children, and the rows grow beforehand if they must.
  @inline(never)
  private mutating func concludeSmall(
    _ program: RuleProgram, _ conclusion: UnsafePointer<Conclusion>
  ) -> Bool {
    let variables = matching.variables
    let target = variables[Int(conclusion.pointee.target)]
    let count = Int(conclusion.pointee.stepCount)
    if count == 0 {
      guard join(target, variables[Int(conclusion.pointee.variable)]) else { return false }
      logApplication(program, conclusion, none)
      return true
    }
    reserveNodes(count)
    let birth = log.end
    var step = program.builds.base + Int(conclusion.pointee.firstStep)
    let last = step + (count - 1)
    var built = 0
    while step != last {
      let (first, second) = children(step, variables)
      var (node, slot, hash) = probeSmall(
        step.pointee.op, seed: step.pointee.seed, first, second)
      if node == none {
        node = putNode(step, first, second, in: none, slot: slot, hash: hash, birth: birth)
      }
      matching.builtNodes[built] = node
      variables[Int(MatchRegisters.firstBuilt) + built] = nodes[node].eClass
      built &+= 1
      step += 1
    }
    let (first, second) = children(step, variables)
    let (found, slot, hash) = probeSmall(
      step.pointee.op, seed: step.pointee.seed, first, second)
    if found == none {
      let node = putNode(step, first, second, in: target, slot: slot, hash: hash, birth: birth)
      unionCount &+= 1
      logApplication(program, conclusion, node)
      checkLimits()
      return true
    }
    guard join(target, nodes[found].eClass) else { return false }
    logApplication(program, conclusion, found)
    return true
  }

  /// The classes of the two children of a small node; 0 where there is none.
  @inline(__always)
  private mutating func children(
    _ step: UnsafePointer<BuildStep>, _ variables: UnsafeMutablePointer<UInt32>
  ) -> (UInt32, UInt32) {
    let first = root(variables[Int(step.pointee.first)])
    let second = root(variables[Int(step.pointee.second)])
    return (first & step.pointee.firstMask, second & step.pointee.secondMask)
  }

  @inline(never)
  private mutating func conclude(
    _ program: RuleProgram, _ conclusion: UnsafePointer<Conclusion>
  ) -> Bool {
    let target = matching.variables[Int(conclusion.pointee.target)]
    if conclusion.pointee.stepCount == 0 {
      guard join(target, matching.variables[Int(conclusion.pointee.variable)]) else { return false }
      logApplication(program, conclusion, none)
      return true
    }
    let steps = program.builds.base + Int(conclusion.pointee.firstStep)
    let last = Int(conclusion.pointee.stepCount) - 1
    let birth = log.end
    for i in 0..<last {
      let step = steps[i]
      gather(program, step)
      var (node, slot, hash) = probe(step.op, step.arity, matching.children)
      if node == none {
        node = makeNode(
          step.op, step.arity, matching.children, in: none, slot: slot, hash: hash, birth: birth)
      }
      matching.builtNodes[i] = node
      matching.variables[Int(MatchRegisters.firstBuilt) + i] = nodes[node].eClass
    }
    let step = steps[last]
    gather(program, step)
    let (found, slot, hash) = probe(step.op, step.arity, matching.children)
    if found == none {
      let node = makeNode(
        step.op, step.arity, matching.children, in: target, slot: slot, hash: hash, birth: birth)
      unionCount += 1
      logApplication(program, conclusion, node)
      checkLimits()
      return true
    }
    guard join(target, nodes[found].eClass) else { return false }
    logApplication(program, conclusion, found)
    return true
  }

  /// The classes of the children of a node to be built.
  @inline(__always)
  private mutating func gather(_ program: RuleProgram, _ step: BuildStep) {
    let arguments = program.arguments.base + Int(step.arguments)
    for i in 0..<Int(step.arity) {
      matching.children[i] = root(matching.variables[Int(arguments[i].register)])
    }
  }

  @inline(__always)
  private mutating func logApplication(
    _ program: RuleProgram, _ conclusion: UnsafePointer<Conclusion>, _ root: UInt32
  ) {
    let atomCount = program.atomCount
    let builtCount = max(Int(conclusion.pointee.stepCount), 1) &- 1
    let words = log.words.extend(by: 2 &+ atomCount &+ builtCount)
    words[0] = UnionLog.head(.application, firstConclusion &+ conclusion.pointee.number)
    words[1] = root
    for i in 0..<atomCount { words[2 &+ i] = matching.atoms[i] }
    let built = words + (2 &+ atomCount)
    for i in 0..<builtCount { built[i] = matching.builtNodes[i] }
    // A left side that is a variable has no node: any node of the class, the first for instance.
    if program.rootSort != nil {
      log.words.append(someMember(matching.variables[program.root]))
    }
    if program.openVariable != nil { log.words.append(freshNode) }
  }

  /// A node of a class that was there when the round began.
  @inline(__always)
  func someMember(_ eClass: UInt32) -> UInt32 {
    var row = classes[eClass].rows
    while index.rows[row].key & 255 != ClassIndex.members { row = index.rows[row].next }
    return UInt32(truncatingIfNeeded: index.entries[index.rows[row].start])
  }

  /// Lets the rule choose among its alternatives, with a fresh symbol for the variable that the left
  /// side leaves open.
  @inline(never)
  private mutating func applyChoice(_ program: RuleProgram) -> Int {
    guard let choice = program.rule.choice else { return 0 }
    let match = RuleMatch(
      classes: program.rule.variableNames.indices.map { EClassID(matching.variables[$0]) },
      root: EClassID(matching.variables[program.root]))
    let (alternative, fresh) = choice(self, match)
    freshNode = none
    guard program.clauses.indices.contains(alternative) else { return 0 }
    if let fresh, let open = program.openVariable {
      let node = add(language.symbol(fresh))
      freshNode = node.index
      matching.variables[open] = nodes[node.index].eClass
    }
    return conclude(program, program.conclusions.base + alternative) ? 1 : 0
  }
}
