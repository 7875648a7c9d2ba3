// Cancellation laws in the forms in which they are read where the operator commutes: from x + y = x + z ⇒ y = z
// a reader has x + y = z + y ⇒ x = z as well, and the rewriting of premises leaves either. Entry:
// `turnCancellations`; `Coverage` asks, since the list leaves such mirror images out.

import Terms

extension Explorer {
  /// Adds to the implications known so far those whose premise, an equation between two uses of an operator
  /// that commutes, has one side turned round, or both.
  mutating func turnCancellations() {
    for clause in list.knowledge.clauses where clause.statedPremises.count == 1 {
      guard let sides = vocabulary.sides(clause.premises[0]), clause.premises.count == 1,
        let symbol = vocabulary.bank.symbol(sides.left),
        vocabulary.bank.symbol(sides.right) == symbol,
        let commutativity = list.laws.commutative[symbol]
      else { continue }
      for turns in [[0], [1], [0, 1]] { turn(clause, commutativity, at: turns) }
    }
  }

  private mutating func turn(_ clause: Clause, _ commutativity: Rule, at turns: [Int]) {
    let bank = vocabulary.bank
    var constants = Substitution(count: clause.variableCount)
    for part in (clause.premises + [clause.conclusion]).flatMap(bank.subterms) {
      guard let number = bank.variableNumber(part) else { continue }
      constants[number] = vocabulary.eigenvariable(number, bank.sort(part))
    }
    let premise = vocabulary.bank.instance(clause.premises[0], constants)
    let conclusion = vocabulary.bank.instance(clause.conclusion, constants)
    guard let symbol = bank.symbol(vocabulary.bank.argument(premise, 0)) else { return }
    var sides = vocabulary.bank.arguments(premise)
    var links: [Link] = []
    for side in turns {
      let arguments = vocabulary.bank.arguments(sides[side])
      sides[side] = vocabulary.bank.make(symbol, arguments.reversed())
      links.append(
        Link(
          position: [UInt32(side)], source: commutativity.source,
          terms: commutativity.isReversed ? arguments : arguments.reversed(),
          isReversed: commutativity.isReversed))
    }
    let turned = vocabulary.equation(sides[0], sides[1])
    let formula = vocabulary.connective(.implies, [turned, conclusion])
    let law = canonical(formula)
    guard seen.insert(law.formula).inserted else { return }
    var script = Script()
    let assumed = script.append(.assume(turned))
    let back = script.append(.rewrite(assumed, links))
    let terms = (0..<clause.variableCount).compactMap { constants[$0] }
    let instance = script.append(.instance(clause.citation, sorts: clause.sorts, terms: terms))
    let drawn = script.append(.infer(.modusPonens, [instance, back], []))
    _ = script.append(.discharge(drawn))
    let renamed = Dictionary(
      uniqueKeysWithValues: zip(
        vocabulary.openVariables(formula), vocabulary.openVariables(law.formula)))
    script = script.mapped { vocabulary.bank.renaming($0, renamed) }
    var name = TheoremNaming(vocabulary, list.checker.theory).name(law.formula)
    while !names.insert(name).inserted { name += "'" }
    _ = list.add(
      law.formula, parameters: law.parameters, script, named: name, method: "rewriting", &vocabulary
    )
  }
}
