// From formulas to clauses: each way through the connectives makes a disjunction of literals, and
// what a quantifier says there is becomes a function of the variables in its formula. Start at
// `clauses`. The ways are kept (`ClauseTrace`), for `DeductionReplay` to go again with a proof. One
// formula has one function wherever it stands, since the function is good for its formula alone.
// Source: A. Nonnengart, C. Weidenbach, Computing small clause normal forms, Handbook of Automated
// Reasoning (2001), 3 and 6.

import ProofKernel
import Terms

/// Makes clauses, and remembers what it made functions of.
struct Clausifier: Sendable {
  private(set) var functions: [Symbol: SkolemFunction] = [:]
  private var symbolOf: [Key: Term] = [:]
  /// A term of each sort without variables, for sorts that have one.
  let inhabitants: [TermSort: Term]

  private struct Key: Hashable {
    let formula: Term
    let isExistential: Bool
  }

  /// Clauses of one formula, and literals of one clause (counts).
  private static let clauseLimit = 24
  private static let literalLimit = 10

  init(inhabitants: [TermSort: Term]) { self.inhabitants = inhabitants }

  /// A clause under way.
  struct Draft {
    var literals: [DeductionLiteral] = []
    var trace: [ClauseTrace] = []
  }

  /// The clauses of a formula with pattern variables 0 ..< `parameterCount`; nil if there are too
  /// many, or a sort may be empty.
  mutating func clauses(
    of formula: Term, parameterCount: Int, _ vocabulary: inout Vocabulary
  ) -> [Draft]? {
    var next = parameterCount
    return expanded(formula, isPositive: true, &next, &vocabulary)
  }

  private mutating func expanded(
    _ formula: Term, isPositive: Bool, _ next: inout Int, _ vocabulary: inout Vocabulary
  ) -> [Draft]? {
    switch vocabulary.shape(formula) {
    case .falsum: return isPositive ? [Draft()] : []
    case .equal, .atom:
      return [Draft(literals: [DeductionLiteral(atom: formula, isPositive: isPositive)])]
    case .not(let part):
      return expanded(part, isPositive: !isPositive, &next, &vocabulary)
    case .and(let left, let right):
      return isPositive
        ? either([(left, true)], [(right, true)], &next, &vocabulary)
        : both([(left, false), (right, false)], &next, &vocabulary)
    case .or(let left, let right):
      return isPositive
        ? both([(left, true), (right, true)], &next, &vocabulary)
        : either([(left, false)], [(right, false)], &next, &vocabulary)
    case .implies(let left, let right):
      return isPositive
        ? both([(left, false), (right, true)], &next, &vocabulary)
        : either([(left, true)], [(right, false)], &next, &vocabulary)
    case .iff(let left, let right):
      return isPositive
        ? either(
          [(left, false), (right, true)], [(right, false), (left, true)], &next, &vocabulary)
        : either(
          [(left, true), (right, true)], [(left, false), (right, false)], &next, &vocabulary)
    case .forall(let sort, let body):
      return isPositive
        ? opened(body, sort, isPositive, &next, &vocabulary)
        : named(formula, body, sort, isPositive, &next, &vocabulary)
    case .exists(let sort, let body):
      return isPositive
        ? named(formula, body, sort, isPositive, &next, &vocabulary)
        : opened(body, sort, isPositive, &next, &vocabulary)
    }
  }

  /// The clauses of one list of parts and those of another, each with the number of its list.
  private mutating func either(
    _ first: [(Term, Bool)], _ second: [(Term, Bool)], _ next: inout Int,
    _ vocabulary: inout Vocabulary
  ) -> [Draft]? {
    var all: [Draft] = []
    for (number, parts) in [first, second].enumerated() {
      guard let drafts = both(parts, &next, &vocabulary) else { return nil }
      all += drafts.map { Draft(literals: $0.literals, trace: [.part(number)] + $0.trace) }
    }
    return all.count > Self.clauseLimit ? nil : all
  }

  /// Each clause of each part, with one of each other part.
  private mutating func both(
    _ parts: [(Term, Bool)], _ next: inout Int, _ vocabulary: inout Vocabulary
  ) -> [Draft]? {
    var all = [Draft()]
    for (part, isPositive) in parts {
      guard let drafts = expanded(part, isPositive: isPositive, &next, &vocabulary) else {
        return nil
      }
      all = all.flatMap { left in
        drafts.map {
          Draft(literals: left.literals + $0.literals, trace: left.trace + $0.trace)
        }
      }
      if all.count > Self.clauseLimit { return nil }
      if all.contains(where: { $0.literals.count > Self.literalLimit }) { return nil }
    }
    return all
  }

  private mutating func opened(
    _ body: Term, _ sort: TermSort, _ isPositive: Bool, _ next: inout Int,
    _ vocabulary: inout Vocabulary
  ) -> [Draft]? {
    let variable = vocabulary.bank.variable(next, sort)
    next += 1
    let inner = vocabulary.instance(body, by: variable)
    return expanded(inner, isPositive: isPositive, &next, &vocabulary)?.map {
      Draft(literals: $0.literals, trace: [.term(variable)] + $0.trace)
    }
  }

  private mutating func named(
    _ formula: Term, _ body: Term, _ sort: TermSort, _ isPositive: Bool, _ next: inout Int,
    _ vocabulary: inout Vocabulary
  ) -> [Draft]? {
    guard inhabitants[sort] != nil else { return nil }
    let arguments = vocabulary.bank.variables(formula)
    let bound = vocabulary.bank.variableBound(formula)
    var renaming = Substitution(count: bound)
    for (place, variable) in arguments.enumerated() {
      let number = vocabulary.bank.variableNumber(variable) ?? 0
      renaming[number] = vocabulary.bank.variable(place, vocabulary.bank.sort(variable))
    }
    let canonical = vocabulary.bank.instance(formula, renaming)
    let key = Key(formula: canonical, isExistential: isPositive)
    let pattern =
      symbolOf[key] ?? declare(key, sort, arguments, renaming, &vocabulary)
    symbolOf[key] = pattern
    guard let symbol = vocabulary.bank.symbol(pattern) else { return nil }
    let value = vocabulary.bank.make(symbol, arguments)
    let inner = vocabulary.instance(body, by: value)
    return expanded(inner, isPositive: isPositive, &next, &vocabulary)?.map {
      Draft(literals: $0.literals, trace: [.term(value)] + $0.trace)
    }
  }

  private mutating func declare(
    _ key: Key, _ sort: TermSort, _ arguments: [Term], _ renaming: Substitution,
    _ vocabulary: inout Vocabulary
  ) -> Term {
    let number = vocabulary.origins.count
    let symbol = vocabulary.declare(
      .variable(level: Self.firstLevel + number, SortID(sort.index)),
      arguments: arguments.map { SortID(vocabulary.bank.sort($0).index) },
      result: SortID(sort.index), precedence: -(1 << 40) + number,
      isBinder: !arguments.isEmpty)
    functions[symbol] = SkolemFunction(formula: key.formula, isExistential: key.isExistential)
    let places = arguments.map { vocabulary.bank.instance($0, renaming) }
    return vocabulary.bank.make(symbol, places)
  }

  /// A level above those of any proof.
  private static let firstLevel = 1_000_000
}

extension TermBank {
  /// The variables of a term, by number.
  func variables(_ root: Term) -> [Term] {
    if isGround(root) { return [] }
    return subterms(root).filter { variableNumber($0) != nil }.sorted {
      (variableNumber($0) ?? 0) < (variableNumber($1) ?? 0)
    }
  }
}
