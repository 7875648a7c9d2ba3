// How late a clause is looked at by the search by instances. Start at `chainWeight`.

import Terms

extension Deduction {
  /// What an instance weighs more one of whose variables could have stood for anything, and a new term of an
  /// instance that says more than what it was made for (no unit).
  private static let choiceWeight = 24
  private static let growthWeight = 100
  /// What an equation between known terms weighs: less is known of fewer (no unit).
  private static let mergingWeight = 8

  /// Where a clause without variables comes from, however much it was simplified since.
  func provenance(_ number: Int) -> ChainState.Provenance {
    var number = number
    while true {
      if let known = chaining.provenance[number], case .instance = clauses[number].origin {
        return known
      }
      switch clauses[number].origin {
      case .input: return ChainState.Provenance(isOfFact: clauses[number].isSupport)
      case .assumption, .refutation: return ChainState.Provenance()
      case .instance(let parent, _), .normalized(let parent), .field(let parent, _, _),
        .fields(let parent, _), .paramodulation(_, _, _, _, let parent, _, _, _):
        if clauses[parent].variableCount > 0 { return ChainState.Provenance() }
        number = parent
      case .resolution(let a, _, _, let b, _, _):
        number = clauses[a].literals.count > clauses[b].literals.count ? a : b
        if clauses[number].variableCount > 0 { return ChainState.Provenance() }
      }
    }
  }

  /// How late a clause is looked at by the search by instances: cases come after what is certain, and
  /// terms that nothing has said anything of are dear.
  mutating func chainWeight(_ number: Int) -> Int {
    let clause = clauses[number]
    if clause.variableCount > 0 { return 4 }
    return chainWeight(clause.literals, depth: clause.depth, provenance(number))
  }

  /// The same for literals without variables.
  mutating func chainWeight(
    _ literals: [DeductionLiteral], depth: Int, _ provenance: ChainState.Provenance
  ) -> Int {
    if literals.count == 1, isMerging(literals[0]) { return Self.mergingWeight }
    let caseWeight = provenance.isOfFact ? Self.factCaseWeight : Self.caseWeight
    var sum = caseWeight * max(0, literals.count - 1) + depth
    if literals.count > 1, !provenance.isOfFact { sum += Self.lawCaseWeight }
    var deepest = 0
    for literal in literals {
      sum += 1
      // An equation may say what a new term is.
      let isDefinition =
        vocabulary.sides(literal.atom).map {
          literal.isPositive && (chaining.terms[$0.left] != nil || chaining.terms[$0.right] != nil)
        } ?? false
      var stack = parts(of: literal.atom)
      while let term = stack.popLast() {
        deepest = max(deepest, generation(term))
        if chaining.terms[term] != nil {
          sum += vocabulary.bank.isConstructor(term) || isConstant(term) ? 1 : 2
          continue
        }
        guard let symbol = vocabulary.bank.symbol(term) else { continue }
        if clausifier.functions[symbol] != nil {
          sum += 4
          continue
        }
        sum += isDefinition ? 3 : provenance.isGrowing ? Self.growthWeight : 4
        stack += vocabulary.bank.arguments(term)
      }
    }
    // What there is for what there is for something comes late, less so what a hypothesis says.
    sum += provenance.isOfFact ? 6 * deepest : 9 * deepest * (deepest + 1)
    return provenance.isChosen ? sum + Self.choiceWeight : sum
  }

  /// Whether a literal says that two known terms are equal.
  private func isMerging(_ literal: DeductionLiteral) -> Bool {
    guard literal.isPositive, let sides = vocabulary.sides(literal.atom) else { return false }
    return chaining.terms[sides.left] != nil && chaining.terms[sides.right] != nil
  }
}
