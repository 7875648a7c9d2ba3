// The rows of a rule's program, under construction: drivers with the steps of their plans, and the nodes that its
// conclusions build; and the registers with which such a program runs. Start at `DriverTables.addDriver`.
// `RuleProgram` freezes what comes out.

import Terms

/// The drivers of a query, under construction.
struct DriverTables {
  var drivers: [Driver] = []
  var steps: [PlanStep] = []
  var uses: [UInt32] = []

  mutating func addDriver(_ start: Int, _ query: Query, joins: Bool) {
    let atom = query.atoms[start]
    var known: Set<Int> = []
    let firstStep = steps.count
    let (firstUse, classUse) = addUses(atom, skipping: nil, &known)
    let firstUseEnd = uses.count
    let plan = query.plan(from: start)
    let joinStep = joins ? Self.joinStep(plan, query, known) : nil
    for step in plan {
      let found = query.atoms[step.atom]
      let place = step.way == .parents ? UInt32(step.place) : ClassIndex.members
      let row = ClassIndex.key(found.op, place)
      let mask = ClassIndex.maskBit(row)
      let key = step.way == .parents ? found.arguments[step.place] : found.eClass
      let (use, classUse) = addUses(
        found, skipping: step.way == .parents ? step.place : nil, &known)
      steps.append(
        PlanStep(
          way: step.way, place: UInt8(step.place), atom: UInt8(step.atom),
          classUse: step.way == .members ? .skip : classUse, op: found.op,
          arity: UInt32(found.arguments.count), classVariable: UInt32(found.eClass), uses: use,
          key: UInt32(key), row: row, mask: mask, grace: step.atom > start ? 1 : 0,
          slots: SlotRegisters(found, uses[Int(use)...], step.way == .members ? .skip : classUse),
          isRow: step.way == .members || step.way == .parents))
    }
    drivers.append(
      Driver(
        op: atom.op, atom: UInt32(start), arity: UInt32(atom.arguments.count),
        classVariable: UInt32(atom.eClass), classUse: classUse, uses: firstUse,
        firstStep: UInt32(firstStep), stepCount: UInt32(plan.count),
        joinStep: joinStep.map { UInt32($0) } ?? none,
        filter: DriverFilter(atom, steps[firstStep...]),
        slots: SlotRegisters(atom, uses[Int(firstUse)..<firstUseEnd], classUse)))
  }

  /// The first step that goes through candidates, if the driver's node tells which; nil if one does so
  /// without knowing anything, or if there is no other way.
  private static func joinStep(_ plan: [PlannedStep], _ query: Query, _ known: Set<Int>) -> Int? {
    guard !plan.contains(where: { $0.way == .all }),
      let first = plan.firstIndex(where: { $0.way == .members || $0.way == .parents })
    else { return nil }
    let atom = query.atoms[plan[first].atom]
    let ways = (atom.arguments + [atom.eClass]).count { known.contains($0) }
    let others = plan[(first + 1)...].contains { $0.way != .leaf }
    let key = plan[first].way == .parents ? atom.arguments[plan[first].place] : atom.eClass
    return known.contains(key) && (ways > 1 || others) ? first : nil
  }

  private mutating func addUses(_ atom: Atom, skipping place: Int?, _ known: inout Set<Int>)
    -> (start: UInt32, classUse: SlotUse)
  {
    let start = UInt32(uses.count)
    for (i, argument) in atom.arguments.enumerated() {
      let isNew = known.insert(argument).inserted
      let use: SlotUse = i == place ? .skip : isNew ? .bind : .check
      uses.append(UInt32(argument) << 2 | UInt32(use.rawValue))
    }
    return (start, known.insert(atom.eClass).inserted ? .bind : .check)
  }
}

/// What the conclusions build, under construction.
struct BuildTables {
  var conclusions: [Conclusion] = []
  var steps: [BuildStep] = []
  var arguments: [BuildArgument] = []
  var patterns: [[Term]] = []

  mutating func add(_ clause: Clause, _ number: Int, _ bank: TermBank) {
    let first = steps.count
    var numberOf: [Term: Int] = [:]
    var built: [Term] = []
    let parts = bank.variableNumber(clause.pattern) == nil ? bank.subterms(clause.pattern) : []
    for part in parts {
      guard let symbol = bank.symbol(part) else { continue }
      numberOf[part] = steps.count - first
      built.append(part)
      let children = bank.arguments(part).map { child in
        if let variable = bank.variableNumber(child) {
          return BuildArgument(UInt32(variable), isNode: false)
        }
        return BuildArgument(UInt32(numberOf[child]!), isNode: true)
      }
      steps.append(BuildStep(op: symbol.index, arguments: children, from: arguments.count))
      arguments += children
    }
    patterns.append(built)
    conclusions.append(
      Conclusion(
        target: UInt32(clause.variable), firstStep: UInt32(first),
        stepCount: UInt32(steps.count - first),
        variable: UInt32(bank.variableNumber(clause.pattern) ?? 0), number: UInt32(number)))
  }
}

/// Registers of the matching machine, of fixed size: rules are smaller than that.
struct MatchRegisters: ~Copyable {
  /// The classes of variables, then those of the nodes built so far, and two registers of their own.
  private(set) var variables = UnsafeMutablePointer<UInt32>.allocate(capacity: 512)
  static let firstBuilt: UInt32 = 256
  /// Where nothing is ever written: a class that there is.
  static let zero: UInt32 = 255
  /// Where what nobody wants to know is written.
  static let unused: UInt32 = 254
  let atoms = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  let ends = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  let cursors = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  private(set) var builtNodes = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
  private var builtCapacity = 256
  let children = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)

  init() { variables.initialize(repeating: 0, count: 512) }

  /// Makes room for the nodes that a conclusion builds (count). What it held is of no use any more.
  mutating func reserve(_ count: Int) {
    guard count > builtCapacity else { return }
    builtCapacity = count
    variables.deallocate()
    builtNodes.deallocate()
    let registers = Int(Self.firstBuilt) + count
    variables = .allocate(capacity: registers)
    variables.initialize(repeating: 0, count: registers)
    builtNodes = .allocate(capacity: count)
  }
  deinit {
    for row in [variables, atoms, cursors, ends, builtNodes, children] {
      row.deallocate()
    }
  }
}
