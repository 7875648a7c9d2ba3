// Side conditions of rules, asked of the classes of a match. Start at `conditionsHold`. A condition that
// speaks of constants may come to hold later: when a class gets a constant, the nodes above it count as
// changed (`EGraph+Folding.swift`), so their matches are looked at again.

import Terms

extension EGraph {
  /// Whether the conditions of a rule hold for the match in the registers.
  @inline(never)
  mutating func conditionsHold(_ program: RuleProgram) -> Bool {
    for condition in program.rule.conditions where !holds(condition) { return false }
    return true
  }

  private mutating func holds(_ condition: RuleCondition) -> Bool {
    switch condition {
    case .isNotKnownToBe(let variable, let literal):
      return classes[matching.variables[variable]].constant != literal.index
    case .isLiteral(let variable): return classes[matching.variables[variable]].constant != none
    case .satisfies(let variable, let test):
      let constant = classes[matching.variables[variable]].constant
      return constant != none && language.literal(Symbol(constant)).map(test) ?? false
    case .isSymbol(let variable):
      var row = classes[matching.variables[variable]].rows
      while row != none {
        let found = index.rows[row]
        if found.key & 255 == ClassIndex.members, operators[found.key >> 8].kind == .symbol {
          return true
        }
        row = found.next
      }
      return false
    case .either(let conditions):
      for condition in conditions where holds(condition) { return true }
      return false
    case .areDifferent(let a, let b): return matching.variables[a] != matching.variables[b]
    case .areEqual(let a, let b): return areEqual(instance(a), instance(b))
    }
  }

  /// The node of the instance of a pattern under the match; it is made if need be.
  private mutating func instance(_ pattern: Term) -> ENodeID {
    let bank = language.bank
    var found: [Term: ENodeID] = [:]
    for part in bank.subterms(pattern) {
      if let variable = bank.variableNumber(part) {
        found[part] = ENodeID(someMember(matching.variables[variable]))
      } else if let symbol = bank.symbol(part) {
        found[part] = add(symbol, bank.arguments(part).map { found[$0]! })
      }
    }
    return found[pattern]!
  }
}
