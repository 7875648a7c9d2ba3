// Implications where nothing computes: cancellation, inverses that agree. Start at
// `abstractImplications`. There are no values to test on, so the premises are few and small, and each
// is tried: one equation between terms of at most three symbols, or two that give the same constant; the
// conclusion is an equation between variables, or a variable and a constant. A batch is tried side by side
// on the grid.

import ProofKernel
import Terms

extension Explorer {
  /// Symbols on both sides of a premise (count).
  private static let premiseSize = 6
  /// Conjectures that may be attempted in one call (count).
  private static let attemptLimit = 400
  /// Work to see whether a premise makes all things equal; some 50 million units take a second.
  private static let vacuityWork = 2_000_000

  /// Looks for implications over the sorts that have no constructors.
  mutating func abstractImplications() {
    var conjectures = ConjectureBatch(attempts: Self.attemptLimit)
    var sorts: [TermSort] = []
    for symbol in vocabulary.operations {
      let sort = vocabulary.bank[symbol].sort
      if vocabulary.constructors[sort] == nil, !sorts.contains(sort) { sorts.append(sort) }
    }
    for sort in sorts {
      let variables = (0..<3).map { vocabulary.eigenvariable($0, sort) }
      let constants = constants(sort)
      let terms = smallTerms(sort, variables + constants)
      // Cancellation first: x * y = z * y says more plainly what x * y = y * z says where * commutes.
      for cancels in [true, false] {
        for (i, left) in terms.enumerated() where vocabulary.bank.size(left) > 1 {
          for right in terms[..<i]
          where vocabulary.bank.size(left) + vocabulary.bank.size(right) <= Self.premiseSize
            && haveCommonArgument(left, right) == cancels && !isTurned(left, right)
          {
            // Larger first; of the same size the one that comes first, so that variables are named in the
            // order in which the conclusion has them: x * y = x * z => y = z.
            let isLarger = vocabulary.bank.size(left) > vocabulary.bank.size(right)
            let premise =
              isLarger ? vocabulary.equation(left, right) : vocabulary.equation(right, left)
            conclude([premise], variables, constants, &conjectures)
          }
        }
        attempt(&conjectures)
      }
      let given = constants.flatMap { constant in
        terms.filter { vocabulary.bank.arity($0) == 2 }.map { (left: $0, right: constant) }
      }
      for first in given {
        for second in given where second != first && second.right == first.right {
          let premises = [
            vocabulary.equation(first.left, first.right),
            vocabulary.equation(second.left, second.right),
          ]
          conclude(premises, variables, [], &conjectures)
        }
      }
    }
    attempt(&conjectures)
  }

  /// Conjectures that are to be tried side by side.
  private struct ConjectureBatch {
    /// How many more may be tried (count).
    var attempts: Int
    var waiting: [Conjecture] = []
  }

  private mutating func attempt(_ batch: inout ConjectureBatch) {
    let first = list.found.count
    _ = attempt(batch.waiting, waiting: false, superpositions: 1)
    batch.waiting = []
    for place in first..<list.found.count where isVacuous(place) { list.hide(place) }
  }

  /// Whether the premises of a theorem make all things equal: what follows is true, but says nothing.
  private mutating func isVacuous(_ place: Int) -> Bool {
    let theorem = list.found[place]
    let premises = vocabulary.clause(theorem.formula).premises
    guard var premise = premises.first, let sort = theorem.parameters.first else { return false }
    for other in premises.dropFirst() {
      premise = vocabulary.connective(.and, [premise, other])
    }
    let count = theorem.parameters.count
    let sides = (count..<count + 2).map { vocabulary.eigenvariable($0, sort) }
    let conjecture = canonical(
      vocabulary.connective(.implies, [premise, vocabulary.equation(sides[0], sides[1])]))
    guard let statement = list.statement(conjecture, vocabulary) else { return false }
    let theory = list.checker.theory
    let facts = theory.facts.enumerated().map { (Citation.fact($0), $1.statement) }
    guard let goal = TheoryGoal(statement, facts: facts, theory.store) else { return false }
    var limits = EquationalLimits()
    limits.work = Self.vacuityWork
    if case .derivation = EquationalProver.derivation(goal.clauses, limits: limits) { return true }
    return false
  }

  /// Whether the same operator is applied to terms of which one is the same, in the same place.
  private func haveCommonArgument(_ left: Term, _ right: Term) -> Bool {
    let bank = vocabulary.bank
    guard bank.symbol(left) != nil, bank.symbol(left) == bank.symbol(right) else { return false }
    return zip(bank.arguments(left), bank.arguments(right)).contains { $0 == $1 }
  }

  /// Whether two sums of the same kind, where sums commute, have an argument in common, but not in the first
  /// place: turned round they do, and such premises are tried as well.
  private mutating func isTurned(_ left: Term, _ right: Term) -> Bool {
    let (a, b) = (vocabulary.bank.arguments(left), vocabulary.bank.arguments(right))
    guard a.count == 2, b.count == 2, a[0] != b[0], a.contains(where: b.contains),
      let symbol = vocabulary.bank.symbol(left), symbol == vocabulary.bank.symbol(right)
    else { return false }
    return normalForm(vocabulary.bank.make(symbol, [a[1], a[0]])) == normalForm(left)
  }

  private func constants(_ sort: TermSort) -> [Term] {
    var bank = vocabulary.bank
    return vocabulary.operations.filter {
      vocabulary.bank[$0].sort == sort && vocabulary.bank[$0].arguments.isEmpty
    }.map { bank.make($0) }
  }

  /// The leaves, and operators of the sort applied to them, that nothing rewrites.
  private mutating func smallTerms(_ sort: TermSort, _ leaves: [Term]) -> [Term] {
    var terms = leaves
    for symbol in vocabulary.operations {
      let info = vocabulary.bank[symbol]
      guard info.sort == sort, 1...2 ~= info.arguments.count,
        info.arguments.allSatisfy({ $0 == sort })
      else { continue }
      var tuples: [[Term]] = [[]]
      for _ in info.arguments { tuples = tuples.flatMap { tuple in leaves.map { tuple + [$0] } } }
      for tuple in tuples {
        let term = vocabulary.bank.make(symbol, tuple)
        if normalForm(term) == term { terms.append(term) }
      }
    }
    return terms
  }

  /// Tries every small conclusion about the variables of some premises.
  private mutating func conclude(
    _ premises: [Term], _ variables: [Term], _ constants: [Term],
    _ conjectures: inout ConjectureBatch
  ) {
    let known = premises.flatMap(vocabulary.openVariables)
    let own = variables.filter(known.contains)
    for (i, left) in own.enumerated() {
      // That something is a constant says more than that two things are equal.
      for right in constants + own[(i + 1)...] {
        guard conjectures.attempts > 0 else { return }
        var premise = premises[0]
        for other in premises.dropFirst() {
          premise = vocabulary.connective(.and, [premise, other])
        }
        let conclusion = vocabulary.equation(left, right)
        let conjecture = canonical(vocabulary.connective(.implies, [premise, conclusion]))
        guard seen.insert(conjecture.formula).inserted, search(conjecture, .evident) == nil else {
          continue
        }
        conjectures.attempts -= 1
        counters.conjectures += 1
        conjectures.waiting.append(conjecture)
        if conjectures.waiting.count == Self.batchSize { attempt(&conjectures) }
      }
    }
  }
}
