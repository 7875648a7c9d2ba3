// Unfailing completion, one equation at a time: the lightest critical pair is simplified, oriented
// if it can be, used to simplify the others, and overlapped with them. Start at `run`; `step` is
// one turn. Simplification, overlaps, ground tests and goals are in extensions beside this file;
// what was done is logged in `rules` and `trace`, from which `CompletionProof` makes a proof.
// Sources: L. Bachmair, N. Dershowitz, D. Plaisted, Completion without failure (1989); B. Löchner,
// T. Hillenbrand, A phytography of Waldmeister (2002); N. Smallbone, Twee: an equational theorem
// prover (2021).

/// The state of a search. It can be run again where it stopped.
///
/// What inner loops call is `mutating` even if it changes nothing: for a method that only reads, the compiler
/// may copy the whole engine first (a thousand bytes; a tenth of long runs).
struct CompletionEngine: ~Copyable {
  let problem: CompletionProblem
  let strategy: CompletionStrategy
  var ordering: RewriteOrdering
  var tree: MatchingTree
  let memory = RewriteMemory()
  var unifier = FlatUnifier()
  var store: CellArena
  /// Where terms are built; `free` is the first cell not in use.
  let scratch: UnsafeMutablePointer<Cell>
  var free: UnsafeMutablePointer<Cell>
  let scratchEnd: UnsafeMutablePointer<Cell>

  var views = Column<RuleView>(capacity: 512)
  var rules = Column<RuleRecord>(capacity: 256)
  var activeRules = Column<UInt32>(capacity: 256)
  /// By symbol: the subterms of left sides that it heads.
  let occurrences: UnsafeMutablePointer<Column<Occurrence>>
  /// Of these, the left sides themselves.
  let leftSides: UnsafeMutablePointer<Column<Occurrence>>
  var queue = PassiveQueue()
  /// Of the pairs that say that something is false: goals with variables.
  var goalQueue = PassiveQueue()
  /// Pairs in order of creation, for choice by age.
  var byAge = AgeQueue()
  var trace = Column<TraceStep>(capacity: 1024)
  /// Steps of the terms under way.
  var steps = Column<TraceStep>(capacity: 1024)
  var bindingStack = Column<TermPointer>(capacity: 1024)
  /// Where the cell 0 of the whole term would stand.
  var origin: UnsafeMutablePointer<Cell>
  var depth = 0
  var normalizationSteps = 0
  var hasOverflown = false
  var leastConstant: UnsafeMutablePointer<Cell>
  /// By symbol: what it weighs when pairs are chosen.
  let symbolWeights: UnsafeMutablePointer<Int>

  /// By symbol: whether its terms are formulas, which a variable does not stand for; nil if none are.
  let isFormula: UnsafeMutablePointer<Bool>?

  /// By symbol: which laws are rules.
  var laws: [OperatorLaws]
  var hasRearrangements = false
  /// Whether an equation was given up because of its size.
  var hasDiscarded = false
  var nextEquation = 0
  var goals: [CompletionGoal] = []
  var turn = 0
  /// When to look at the clock again, in overlaps.
  var nextLook = 0
  var queueCountAfterCleaning = 50_000
  var counters = CompletionCounters()
  var outcome: CompletionOutcome?

  struct Occurrence: BitwiseCopyable {
    var term: TermPointer
    var view: UInt32
    var cell: UInt32
  }

  /// A search that has not begun.
  init(_ problem: CompletionProblem, _ strategy: CompletionStrategy) {
    self.problem = problem
    self.strategy = strategy
    ordering = RewriteOrdering(strategy.ordering)
    let cells = CellArena(capacity: 1 << 27)
    tree = MatchingTree(over: TermPointer(cells.base))
    store = cells
    occurrences = .allocate(capacity: problem.arities.count)
    leftSides = .allocate(capacity: problem.arities.count)
    for symbol in problem.arities.indices {
      (occurrences + symbol).initialize(to: Column(capacity: 16))
      (leftSides + symbol).initialize(to: Column(capacity: 16))
    }
    laws = Array(repeating: [], count: problem.arities.count)
    let scratchCapacity = 1 << 23
    scratch = .allocate(capacity: scratchCapacity)
    free = scratch
    scratchEnd = scratch + scratchCapacity - 4 * Cell.largestLength
    origin = scratch
    leastConstant = .allocate(capacity: 4)  // `copy` reads four cells
    leastConstant[0] = .symbol(problem.leastConstant, length: 1)
    symbolWeights = .allocate(capacity: problem.arities.count)
    for (symbol, distance) in problem.distancesFromGoals().enumerated() {
      symbolWeights[symbol] = strategy.symbolWeight + strategy.distanceWeight * distance
    }
    goals = problem.goals.map { CompletionGoal($0) }
    if let horn = problem.horn {
      let flags = UnsafeMutablePointer<Bool>.allocate(capacity: problem.arities.count)
      for symbol in problem.arities.indices {
        flags[symbol] = symbol < horn.isFormula.count && horn.isFormula[symbol]
      }
      isFormula = flags
    } else {
      isFormula = nil
    }
  }

  deinit {
    occurrences.deinitialize(count: problem.arities.count)
    occurrences.deallocate()
    leftSides.deinitialize(count: problem.arities.count)
    leftSides.deallocate()
    scratch.deallocate()
    leastConstant.deallocate()
    symbolWeights.deallocate()
    isFormula?.deallocate()
  }

  /// Whether the memory is used up, so that no run will do more.
  var isFull: Bool { !store.hasRoom(for: 16 * Cell.largestLength) }

  /// The work done so far, in units that do not depend on the machine (count).
  var work: Int { tree.visits + 40 * counters.overlaps }

  /// Searches until a goal is proved, nothing is left, or that much work is done in all.
  mutating func run(untilWork limit: Int, isOver: () -> Bool) -> CompletionOutcome {
    if let outcome { return outcome }
    if turn == 0, let goal = provedGoal() {
      outcome = .proved(goal: goal)
      return .proved(goal: goal)
    }
    while true {
      if work >= limit || counters.overlaps >= nextLook && isOver() { return .limit }
      if isFull { return .limit }
      if counters.overlaps >= nextLook { nextLook = counters.overlaps + 500 }
      turn += 1
      guard step() else {
        outcome = .saturated(isComplete: !hasDiscarded)
        break
      }
      if let outcome { return outcome }
    }
    return outcome ?? .limit
  }

  /// One turn; false if nothing is left.
  private mutating func step() -> Bool {
    free = scratch
    steps.truncate(0)
    hasOverflown = false
    if nextEquation < problem.equations.count {
      nextEquation += 1
      consider(equation: nextEquation - 1)
      return true
    }
    var chosen: PassivePair?
    if strategy.ageRatio > 0, turn % strategy.ageRatio == 0 {
      chosen = byAge.pop(queue, goalQueue)
    }
    if chosen == nil {
      let goalsFirst = strategy.goalRatio > 0 && turn % strategy.goalRatio == 0
      chosen = goalsFirst ? goalQueue.pop() ?? queue.pop() : queue.pop() ?? goalQueue.pop()
    }
    guard let pair = chosen else { return false }
    counters.chosen += 1
    consider(pair)
    if queue.count > queueCountAfterCleaning { cleanQueue() }
    return true
  }

  private mutating func cleanQueue() {
    let rules = rules.base
    queue.filter { pair in
      rules[Int(pair.outer >> 1)].state != .dead
        && (pair.inner == PassivePair.none || rules[Int(pair.inner >> 1)].state != .dead)
    }
    queueCountAfterCleaning = max(50_000, queue.count * 2)
  }

  private mutating func consider(equation number: Int) {
    let equation = problem.equations[number]
    let left = write(equation.left)
    let right = write(equation.right)
    add(left, right, .equation(number), generation: 0)
  }

  private mutating func consider(_ pair: PassivePair) {
    let outer = Int(pair.outer >> 1)
    if pair.inner == PassivePair.none {
      let view = views[Int(pair.outer)]
      let generation = rules[outer].generation
      add(view.left, view.right, .rule(outer), generation: Int(generation))
      return
    }
    let inner = Int(pair.inner >> 1)
    guard rules[outer].state != .dead, rules[inner].state != .dead,
      let (left, right) = criticalPair(pair.outer, pair.inner, Int(pair.cell))
    else { return }
    let generation = Int(max(rules[outer].generation, rules[inner].generation)) + 1
    add(
      left, right, .overlap(outer: pair.outer, inner: pair.inner, cell: Int(pair.cell)),
      generation: generation)
  }

  /// Simplifies an equation, and makes it a rule unless it says nothing new.
  private mutating func add(
    _ rawLeft: TermPointer, _ rawRight: TermPointer, _ origin: RuleOrigin, generation: Int
  ) {
    steps.truncate(0)
    guard let left = normalize(rawLeft) else { return giveUp() }
    let leftSteps = steps.count
    guard let right = normalize(rawRight) else { return giveUp() }
    if left.isSame(as: right) || isSubsumed(left, right) || isRearrangement(left, right) { return }
    guard left.termLength + right.termLength < Cell.largestLength / 2 else { return giveUp() }
    if isGroundJoinable(left, right) {
      counters.groundJoined += 1
      return
    }
    let isGreater = ordering.isGreater(left, right)
    let isLess = !isGreater && ordering.isGreater(right, left)
    guard
      let new = makeRule(
        isLess ? right : left, isLess ? left : right, isOriented: isGreater || isLess)
    else { return giveUp() }
    rules.base[new].origin = origin
    rules.base[new].isSwapped = isLess
    rules.base[new].generation = Int32(generation)
    rules.base[new].traceStart = trace.count
    rules.base[new].leftSteps = Int32(leftSteps)
    rules.base[new].rightSteps = Int32(steps.count - leftSteps)
    for i in 0..<steps.count { trace.append(steps[i]) }
    insert(new)
    noteLaws(new)
    simplifyOthers(by: new)
    if let goal = provedGoal() {
      outcome = .proved(goal: goal)
      return
    }
    overlapWithAll(new)
  }

  private mutating func giveUp() {
    hasDiscarded = true
    counters.discarded += 1
  }

  /// A term at the end of the scratch memory.
  mutating func write(_ cells: [Cell]) -> TermPointer {
    let place = free
    for (i, cell) in cells.enumerated() { place[i] = cell }
    free += cells.count
    return TermPointer(place)
  }
}

/// What an engine did.
struct CompletionCounters: Sendable {
  /// Critical pairs made (count).
  var overlaps = 0
  /// Of which that were kept (count).
  var kept = 0
  var chosen = 0
  var rules = 0
  var rewrites = 0
  var groundJoined = 0
  var discarded = 0
}
