// Whether values refute a conjecture, before a proof of it is tried. Start at `isRefuted`: small values
// are put for its variables, in a fixed sequence, and both sides are computed by the rules at hand.
// A sort variable has a few members of which nothing is known. "Not refuted" proves nothing.

import ProofKernel
import Terms

extension ProofSearch {
  /// Assignments that are tried (count).
  private static let testCount = 40
  private static let poolSize = 9

  /// Whether some small values of its variables make a formula false.
  mutating func isRefuted(_ formula: Term) -> Bool {
    let variables = vocabulary.openVariables(formula)
    for test in 0..<Self.testCount {
      var values: [Term: Term] = [:]
      for (number, variable) in variables.enumerated() {
        let pool = pool(vocabulary.bank.sort(variable))
        let width = min(pool.count, test < 10 ? 3 : pool.count)
        var mixed = UInt64(test + 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ UInt64(number + 1) &* 0xC2B2_AE3D_27D4_EB4F) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 31
        values[variable] = pool[Int(mixed % UInt64(width))]
      }
      if truth(vocabulary.bank.renaming(formula, values)) == false { return true }
    }
    return false
  }

  /// The truth value of a formula without open variables; nil where nothing decides it.
  private mutating func truth(_ formula: Term) -> Bool? {
    switch vocabulary.shape(formula) {
    case .falsum: return false
    case .not(let part): return truth(part).map { !$0 }
    case .and(let left, let right):
      let (first, second) = (truth(left), truth(right))
      return first == false || second == false ? false : first == nil ? nil : second
    case .or(let left, let right):
      let (first, second) = (truth(left), truth(right))
      return first == true || second == true ? true : first == nil ? nil : second
    case .implies(let left, let right):
      let (first, second) = (truth(left), truth(right))
      return first == false || second == true ? true : first == nil ? nil : second
    case .iff(let left, let right):
      guard let first = truth(left), let second = truth(right) else { return nil }
      return first == second
    case .equal(let left, let right):
      rules.fuel = 2_000
      let first = rules.normalize(left, &vocabulary.bank)
      let second = rules.normalize(right, &vocabulary.bank)
      if first == second { return true }
      return isValue(first) && isValue(second) ? false : nil
    case .forall, .exists: return nil
    case .atom:
      rules.fuel = 2_000
      let normal = rules.normalize(formula, &vocabulary.bank)
      return normal == formula ? nil : truth(normal)
    }
  }

  /// Whether a term is made of constructors and of constants of which nothing is known.
  private func isValue(_ term: Term) -> Bool {
    vocabulary.bank.subterms(term).allSatisfy {
      vocabulary.bank.isConstructor($0) || vocabulary.level($0) != nil
    }
  }

  /// A few values of a sort, small ones first.
  private mutating func pool(_ sort: TermSort, depth: Int = 0) -> [Term] {
    if let known = pools[sort] { return known }
    guard let constructors = vocabulary.constructors[sort], depth < 4 else {
      let atoms = (0..<4).map { vocabulary.eigenvariable(1_000 + $0, sort) }
      if depth == 0 { pools[sort] = atoms }
      return atoms
    }
    var values: [Term] = []
    for round in 0..<6 where values.count < Self.poolSize {
      for constructor in constructors {
        let sorts = vocabulary.bank[constructor].arguments
        guard sorts.contains(sort) == (round > 0) else { continue }
        for pick in 0..<(sorts.isEmpty ? 1 : 3) {
          var arguments: [Term] = []
          for (place, field) in sorts.enumerated() {
            let pool = field == sort ? values : self.pool(field, depth: depth + 1)
            guard !pool.isEmpty else { break }
            // The newest values of the sort itself, so that the values grow.
            let index =
              field == sort
              ? pool.count - 1 - (pick + place) % min(pool.count, 3)
              : (pick + place + round) % pool.count
            arguments.append(pool[index])
          }
          guard arguments.count == sorts.count else { continue }
          let value = vocabulary.bank.make(constructor, arguments)
          if !values.contains(value), values.count < Self.poolSize { values.append(value) }
        }
      }
    }
    if depth == 0 { pools[sort] = values }
    return values
  }
}
