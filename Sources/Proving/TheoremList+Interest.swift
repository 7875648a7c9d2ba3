// How interesting a theorem is: `weights` says how much there is to read and how little it says, `isSpecial`
// what comes after all that is not. `TheoremList+Independence` and `Explorer.ranks` ask. Nothing is known here
// of any theory: shapes that have a name in textbooks are those of `TheoremNaming+Shapes`.

import ProofKernel
import Terms

extension TheoremList {
  /// By theorem, how much there is to read, and how little it says: the symbols, and twice the different
  /// functions, less the variables; more for what is special: constructors with arguments, numerals,
  /// variables that occur twice on a side; two for each function inside two others, since laws say what one
  /// does to another; and six for each premise, so that what holds always comes before what holds sometimes,
  /// four more if it is about several functions, two if it gives a value and the conclusion does not; and
  /// twenty if it only says which values one variable has, or that an operator as an argument does nothing.
  /// What the proofs of others use weighs less, and laws of shapes that have a name.
  func weights(_ vocabulary: Vocabulary) -> [Int] {
    var uses = found.map { _ in 0 }
    for theorem in found {
      for case .theorem(let place) in Set(theorem.citations) { uses[place] += 1 }
    }
    let naming = TheoremNaming(vocabulary, checker.theory)
    return found.indices.map { place in
      let theorem = found[place]
      let (premises, conclusion) = vocabulary.clause(theorem.formula)
      let parts = premises + [conclusion]
      // An equation's own symbol does not count.
      let size = parts.reduce(0) { $0 + vocabulary.bank.size($1) - 1 }
      let functions = Set(parts.flatMap(vocabulary.functions)).count
      let special = vocabulary.speciality(ofFormula: theorem.formula)
      let nesting = parts.map(vocabulary.nesting).max() ?? 0
      let constants = parts.reduce(0) { $0 + vocabulary.constantCount($1) }
      let usage = Int.bitWidth - uses[place].leadingZeroBitCount
      // A premise about several functions is seldom one that somebody has.
      let mixed = premises.count { vocabulary.functions($0).count > 1 }
      let isNamed = naming.usualName(theorem.formula) != nil
      let isWeak =
        premises.contains(where: vocabulary.givesValue) && !vocabulary.givesValue(conclusion)
      return size + 2 * functions + 6 * premises.count - theorem.parameters.count + special
        + 2 * max(nesting - 2, 0) + 4 * mixed + (isWeak ? 2 : 0)
        + (isNamed ? -6 : 3 * constants)
        + (!isNamed && (isSolution(theorem, vocabulary) || isIdle(theorem, vocabulary)) ? 20 : 0)
        - min(usage, 2)
    }
  }

  /// Whether a theorem says which values the only variable has.
  private func isSolution(_ theorem: FoundTheorem, _ vocabulary: Vocabulary) -> Bool {
    let (premises, conclusion) = vocabulary.clause(theorem.formula)
    guard theorem.parameters.count == 1, !premises.isEmpty else { return false }
    return vocabulary.disjuncts(conclusion).allSatisfy { part in
      guard let sides = vocabulary.sides(part) else { return false }
      let bank = vocabulary.bank
      return [(sides.left, sides.right), (sides.right, sides.left)].contains { variable, value in
        vocabulary.level(variable) != nil && bank.isConstructor(value)
          && vocabulary.openVariables(value).isEmpty
      }
    }
  }

  /// Whether a theorem says that an operator as an argument does nothing, as in foldr (*) 0 xs = 0.
  private func isIdle(_ theorem: FoundTheorem, _ vocabulary: Vocabulary) -> Bool {
    vocabulary.hasSection(theorem.formula)
      && vocabulary.sides(theorem.formula).map { sides in
        [sides.left, sides.right].contains { vocabulary.openVariables($0).isEmpty }
      } == true
  }

  /// Whether a theorem is about something so special that it comes after all that is not: it has no name, and
  /// weighs more than the longest usual laws. Of laws without premises closed forms of one variable are the
  /// longest.
  func isSpecial(_ place: Int, weight: Int, _ vocabulary: Vocabulary) -> Bool {
    let theorem = found[place]
    let hasPremises = !vocabulary.clause(theorem.formula).premises.isEmpty
    let limit = hasPremises ? 14 : theorem.parameters.count == 1 ? 22 : 17
    return weight > limit
      && TheoremNaming(vocabulary, checker.theory).usualName(theorem.formula) == nil
  }
}

extension Vocabulary {
  /// Whether a formula is an equation one side of which is a value, or no equation.
  fileprivate func givesValue(_ formula: Term) -> Bool {
    sides(formula) == nil || !values(formula).isEmpty
  }

  /// Whether a term is of a sort of functions.
  private func isFunction(_ term: Term) -> Bool {
    guard case .application(.arrow, _) = store.shape(of: SortID(bank.sort(term).index)) else {
      return false
    }
    return true
  }

  /// What makes a formula special, premises included; see `speciality`. A value counts once.
  func speciality(ofFormula formula: Term) -> Int {
    let (premises, conclusion) = clause(formula)
    let given = Set(premises.flatMap(values))
    let repeated = Set(values(conclusion)).intersection(given)
    return (premises + [conclusion]).reduce(0) { $0 + speciality($1) }
      - repeated.reduce(0) { $0 + speciality($1) }
  }

  /// The sides of an equation that are values.
  private func values(_ formula: Term) -> [Term] {
    guard let sides = sides(formula) else { return [] }
    return [sides.left, sides.right].filter {
      bank.isConstructor($0) && openVariables($0).isEmpty
    }
  }

  /// What makes a formula special: seven for each constructor with arguments, as many more if it is inside
  /// another one; eleven for a value that they make, such as 1 or 6; for each further occurrence of a variable, that
  /// is no function, on a side two, four if it is not as deep as the first, as in min x (x + y).
  func speciality(_ formula: Term) -> Int {
    let sides = sides(formula).map { [$0.left, $0.right] } ?? [formula]
    return sides.reduce(0) { sum, side in
      var depths: [Term: Int] = [:]
      var stack = [(term: side, depth: 0, isInside: false)]
      var sum = sum
      while let (term, depth, isInside) = stack.popLast() {
        if level(term) != nil, !isFunction(term) {
          if let first = depths[term] { sum += first == depth ? 2 : 4 }
          depths[term] = depths[term] ?? depth
        }
        let isMade = bank.arity(term) > 0 && bank.isConstructor(term)
        if isMade, openVariables(term).isEmpty, bank.subterms(term).allSatisfy(bank.isConstructor) {
          sum += 11
          continue
        }
        if isMade { sum += isInside ? 14 : 7 }
        stack += bank.arguments(term).map { ($0, depth + 1, isMade) }
      }
      return sum
    }
  }

  /// How often constants stand in a formula below a function, values that are made left out (count).
  fileprivate func constantCount(_ formula: Term) -> Int {
    let sides = sides(formula).map { [$0.left, $0.right] } ?? [formula]
    var count = 0
    var stack = sides
    while let term = stack.popLast() {
      if bank.isConstructor(term) { continue }
      for part in bank.arguments(term) {
        if bank.arity(part) == 0, level(part) == nil { count += 1 }
        stack.append(part)
      }
    }
    return count
  }

  /// How many functions other than constructors stand inside one another at most (count).
  fileprivate func nesting(_ formula: Term) -> Int {
    var deepest = 0
    let sides = sides(formula).map { [$0.left, $0.right] } ?? [formula]
    var stack = sides.map { (term: $0, depth: 0) }
    while let (term, depth) = stack.popLast() {
      guard bank.arity(term) > 0, let symbol = bank.symbol(term) else { continue }
      let inside = bank[symbol].isConstructor ? depth : depth + 1
      deepest = max(deepest, inside)
      stack += bank.arguments(term).map { ($0, inside) }
    }
    return deepest
  }
}
