// What is known without most of what a search has found: the theory's own facts, the theorems that
// somebody stated before a goal, and short laws of its functions. Start at `essentials`. In the search by
// clauses (`Deduction`) each lemma more meets each clause: most of what exploration finds crowds out what the
// statements are about. `Explorer+Goals` asks for the stages that have `Effort.isSelective`.

import ProofKernel
import Terms

extension TheoremList {
  /// Symbols of both sides of a law that counts as short, such as S x·y = y + x·y, and of one in which no
  /// constructor occurs: x·(y + z) = x·y + x·z is one (counts).
  private static let shortLaw = 9
  private static let shortLawOfFunctions = 12

  /// The places of the theorems that were stated before the goal at a place, and of
  /// short laws of the functions that its formula leads to; `isRelated` leaves out what speaks of
  /// predicates that the formula does not have; `withUsual` adds what has a name and speaks of its functions only.
  func essentials(
    for formula: Term, at place: Int, isRelated: Bool, withUsual: Bool = false,
    _ vocabulary: Vocabulary
  ) -> [Int] {
    let own = predicates(formula, vocabulary)
    let functions = Reach(checker.theory).closure(of: vocabulary.functions(formula))
    let naming = TheoremNaming(vocabulary, checker.theory)
    return found.indices.filter { number in
      let theorem = found[number]
      if withUsual, vocabulary.functions(theorem.formula).isSubset(of: functions),
        naming.usualName(theorem.formula) != nil
      {
        return true
      }
      if isRelated, !predicates(theorem.formula, vocabulary).isSubset(of: own) { return false }
      if let own = theorem.place { return own < place }
      return theorem.isStated
        || isShortLaw(theorem.formula, vocabulary)
          && vocabulary.functions(theorem.formula).isSubset(of: functions)
    }
  }

  /// Rules and knowledge of facts and of the theorems at these places.
  func known(of places: [Int]) -> (rules: Normalizer, knowledge: Knowledge) {
    let kept = Set(places)
    func keeps(_ citation: Citation) -> Bool {
      if case .theorem(let number) = citation { kept.contains(number) } else { true }
    }
    let rules = normalizer.without { rule in
      if case .cited(let citation, _) = rule.source { !keeps(citation) } else { false }
    }
    var knowledge = self.knowledge
    knowledge.clauses.removeAll { !keeps($0.citation) }
    knowledge.lemmas.removeAll { !keeps($0.citation) }
    return (rules, knowledge)
  }

  /// The predicates in a formula.
  private func predicates(_ formula: Term, _ vocabulary: Vocabulary) -> Set<Symbol> {
    let all = Set(vocabulary.predicates)
    let symbols = vocabulary.bank.subterms(formula).compactMap(vocabulary.bank.symbol)
    return all.intersection(symbols)
  }

  /// Whether a formula is an equation without premises that is short.
  private func isShortLaw(_ formula: Term, _ vocabulary: Vocabulary) -> Bool {
    guard let sides = vocabulary.sides(formula) else { return false }
    let bank = vocabulary.bank
    let size = bank.size(sides.left) + bank.size(sides.right)
    if size <= Self.shortLaw { return true }
    return size <= Self.shortLawOfFunctions
      && !bank.subterms(formula).contains(where: bank.isConstructor)
  }
}
