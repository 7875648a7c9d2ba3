// What a reader has from cancellation laws: where the operator commutes, x + y = z + y ⇒ x = z from
// x + y = x + z ⇒ y = z, whose premise rewriting leaves as it is; and where one of the things is empty, rev x = [] ⇒ x = []
// from rev x = rev y ⇒ x = y. Entry: `turnCancellations`; `Coverage` asks, since the list leaves such lines out.

import Terms

extension Explorer {
  /// Adds to the implications known so far those whose premise, an equation between two uses of an operator
  /// that commutes, has one side turned round, or both; and those at constants.
  mutating func turnCancellations() {
    for clause in list.knowledge.clauses where clause.statedPremises.count == 1 {
      guard let sides = vocabulary.sides(clause.premises[0]), clause.premises.count == 1,
        let symbol = vocabulary.bank.symbol(sides.left),
        vocabulary.bank.symbol(sides.right) == symbol
      else { continue }
      if let commutativity = list.laws.commutative[symbol] {
        for turns in [[0], [1], [0, 1]] { turn(clause, commutativity, at: turns) }
      }
      if let drawn = vocabulary.sides(clause.conclusion) {
        for variable in [drawn.left, drawn.right] { specialise(clause, variable) }
      }
    }
  }

  /// The variables of a clause as constants.
  private mutating func constants(of clause: Clause) -> Substitution {
    let bank = vocabulary.bank
    var constants = Substitution(count: clause.variableCount)
    for part in (clause.premises + [clause.conclusion]).flatMap(bank.subterms) {
      guard let number = bank.variableNumber(part) else { continue }
      constants[number] = vocabulary.eigenvariable(number, bank.sort(part))
    }
    return constants
  }

  private mutating func turn(_ clause: Clause, _ commutativity: Rule, at turns: [Int]) {
    let constants = constants(of: clause)
    let premise = vocabulary.bank.instance(clause.premises[0], constants)
    guard let symbol = vocabulary.bank.symbol(vocabulary.bank.argument(premise, 0)) else { return }
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
    adopt(clause, constants, vocabulary.equation(sides[0], sides[1]), back: links)
  }

  /// The clause where a variable is one of the constants of its sort, if that makes the premise simpler.
  private mutating func specialise(_ clause: Clause, _ variable: Term) {
    guard let number = vocabulary.bank.variableNumber(variable) else { return }
    for symbol in vocabulary.constructors[vocabulary.bank.sort(variable)] ?? []
    where vocabulary.bank[symbol].arguments.isEmpty {
      var constants = constants(of: clause)
      constants[number] = vocabulary.bank.make(symbol)
      let premise = vocabulary.bank.instance(clause.premises[0], constants)
      var sides = vocabulary.bank.arguments(premise)
      var back: [Link] = []
      for side in sides.indices {
        let normal = normalForm(sides[side])
        guard let links = list.normalizer.links(sides[side], &vocabulary.bank) else { return }
        back += links.reversed().map { link in
          var link = link
          link.position.insert(UInt32(side), at: 0)
          link.isReversed.toggle()
          return link
        }
        sides[side] = normal
      }
      guard !back.isEmpty, sides[0] != sides[1] else { continue }
      adopt(clause, constants, vocabulary.equation(sides[0], sides[1]), back: back)
    }
  }

  /// Adds that a premise implies the clause's conclusion, if links make the clause's premise of it.
  private mutating func adopt(
    _ clause: Clause, _ constants: Substitution, _ premise: Term, back links: [Link]
  ) {
    let conclusion = vocabulary.bank.instance(clause.conclusion, constants)
    let formula = vocabulary.connective(.implies, [premise, conclusion])
    let law = canonical(formula)
    guard seen.insert(law.formula).inserted else { return }
    var script = Script()
    let assumed = script.append(.assume(premise))
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
