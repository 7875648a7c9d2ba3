// What the attack tests start from: a small theory with a few of everything, built by the kernel's own
// API, and the cause for which a proof or a declaration in it is refused. The attacks are in
// `AttackTests` and `DeclarationAttackTests`.

@testable import ProofKernel

/// The numbers with + and ·, a predicate, and an abstract sort with two constants.
struct Arena {
  var theory = Theory()
  let nat: SortID
  let thing: SortID
  let successor: OperatorID
  let plus: OperatorID
  let holds: OperatorID
  let a: OperatorID
  let b: OperatorID

  init() throws {
    let symbol = try theory.declareSort("Nat")
    nat = try theory.intern(.application(symbol, []))
    successor = try theory.makeInductive([(symbol, [("0", []), ("S", [nat])])])[0][1]
    plus = try theory.declareOperator("+", arguments: [nat, nat], result: nat)
    let (x, y) = (
      try theory.intern(.variable(level: 0, nat)), try theory.intern(.variable(level: 1, nat))
    )
    let zero = try theory.intern(.numeral(0, nat))
    let next = try theory.intern(.apply(successor, sorts: [], [y]))
    let sum = try theory.intern(.apply(plus, sorts: [], [x, y]))
    let equations: [Equation] = [
      ([nat], try theory.intern(.apply(plus, sorts: [], [x, zero])), x),
      (
        [nat, nat], try theory.intern(.apply(plus, sorts: [], [x, next])),
        try theory.intern(.apply(successor, sorts: [], [sum]))
      ),
    ]
    try theory.defineFunctions([(symbol: plus, equations: equations, decreasing: [1])])
    thing = try theory.intern(.application(theory.declareSort("Thing"), []))
    a = try theory.declareOperator("a", arguments: [], result: thing)
    b = try theory.declareOperator("b", arguments: [], result: thing)
    holds = try theory.declareOperator("holds", arguments: [nat], result: .formula)
  }

  mutating func number(_ value: UInt64) throws -> TermID {
    try theory.intern(.numeral(value, nat))
  }
  mutating func x(_ level: Int) throws -> TermID {
    try theory.intern(.variable(level: level, nat))
  }
  mutating func bound() throws -> TermID { try theory.intern(.bound(index: 0, nat)) }
  mutating func make(_ symbol: OperatorID, _ parts: TermID...) throws -> TermID {
    try theory.intern(.apply(symbol, sorts: [], parts))
  }
  mutating func join(_ connective: Connective, _ parts: TermID...) throws -> TermID {
    try theory.intern(.connective(connective, parts))
  }
  mutating func quantify(_ quantifier: Quantifier, _ body: TermID) throws -> TermID {
    try theory.intern(.quantifier(quantifier, nat, body))
  }

  /// The cause for which a proof of the formula, over that many numbers, is refused.
  func refusal(_ formula: TermID, variables: Int = 0, _ steps: [Step]) -> CheckError.Cause? {
    var checker = Checker(theory)
    let statement = Statement(parameters: Array(repeating: nat, count: variables), formula)
    do throws(CheckError) {
      try checker.check(Proof(name: "attack", statement, steps))
      return nil
    } catch { return error.cause }
  }
}

/// The cause of a refusal of a declaration.
func refusal(_ body: () throws -> Void) -> CheckError.Cause? {
  do {
    try body()
    return nil
  } catch { return (error as? CheckError)?.cause }
}
