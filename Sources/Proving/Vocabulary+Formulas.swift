// Formulas as terms of the bank: connectives, quantifiers and bound variables are symbols like any
// others, so that rewriting, matching and hashing know nothing of logic. A bound variable is the
// number of quantifiers between it and its own. Start at `shape`, which takes a formula apart, and at
// `connective` and `quantified`, which make them; `ProofSearch` is what proves them.

import ProofKernel
import Terms

/// A formula taken apart at the top.
enum FormulaShape {
  case equal(Term, Term)
  case falsum
  case not(Term)
  case and(Term, Term)
  case or(Term, Term)
  case implies(Term, Term)
  case iff(Term, Term)
  case forall(TermSort, body: Term)
  case exists(TermSort, body: Term)
  /// A predicate applied to terms.
  case atom
}

extension TermSort {
  /// The sort of formulas, as the kernel numbers it.
  static let formula = TermSort(SortID.formula.index)
}

extension Vocabulary {
  // MARK: making

  /// The formula that two terms of one sort are equal.
  mutating func equation(_ left: Term, _ right: Term) -> Term {
    connective(.equal, [left, right])
  }

  /// The formula that the equation states.
  mutating func formula(_ equation: TermEquation) -> Term {
    self.equation(equation.left, equation.right)
  }

  /// A connective over its parts, which must be as many as it takes.
  mutating func connective(_ connective: Connective, _ parts: [Term]) -> Term {
    let sort = connective == .equal ? bank.sort(parts[0]) : .formula
    let origin = SymbolOrigin.connective(connective, SortID(sort.index))
    let symbol =
      symbolOf[origin]
      ?? declare(
        origin, arguments: parts.map { _ in SortID(sort.index) }, result: .formula,
        precedence: logical(Int(connective.rawValue) << 16 + Int(sort.index)))
    return bank.make(symbol, parts)
  }

  /// A quantifier over a body in which the bound variable 0 is its own.
  mutating func quantified(_ quantifier: Quantifier, _ sort: TermSort, _ body: Term) -> Term {
    let origin = SymbolOrigin.quantifier(quantifier, SortID(sort.index))
    let symbol =
      symbolOf[origin]
      ?? declare(
        origin, arguments: [.formula], result: .formula,
        precedence: logical((16 + Int(quantifier.rawValue)) << 16 + Int(sort.index)),
        isBinder: true)
    return bank.make(symbol, [body])
  }

  /// The bound variable with that number.
  mutating func bound(_ index: Int, _ sort: TermSort) -> Term {
    let origin = SymbolOrigin.bound(index: index, SortID(sort.index))
    let symbol =
      symbolOf[origin]
      ?? declare(
        origin, arguments: [], result: SortID(sort.index),
        precedence: logical(32 << 16 + index << 10 + Int(sort.index)))
    return bank.make(symbol)
  }

  /// A place in the precedence below every operator, above the constants that stand for variables.
  private func logical(_ place: Int) -> Int { place - 1 << 26 }

  /// The formula that an equation or another formula holds for all values of a constant.
  mutating func generalization(of formula: Term, over constant: Term) -> Term {
    let body = abstracted(formula, constant, depth: 0)
    return quantified(.forall, bank.sort(constant), body)
  }

  private mutating func abstracted(_ term: Term, _ constant: Term, depth: Int) -> Term {
    if term == constant { return bound(depth, bank.sort(constant)) }
    return changed(term, depth) { vocabulary, part, depth in
      vocabulary.abstracted(part, constant, depth: depth)
    }
  }

  /// The body of a quantifier with a term for its variable. The term has no loose bound variable.
  mutating func instance(_ body: Term, by value: Term, depth: Int = 0) -> Term {
    if isBound(body, depth) { return value }
    return changed(body, depth) { vocabulary, part, depth in
      vocabulary.instance(part, by: value, depth: depth)
    }
  }

  /// The term with each of its parts changed. Recursion is on the depth of formulas and terms.
  private mutating func changed(
    _ term: Term, _ depth: Int, _ change: (inout Vocabulary, Term, Int) -> Term
  ) -> Term {
    guard let symbol = bank.symbol(term), bank.arity(term) > 0 else { return term }
    let inner = bank[symbol].isBinder ? depth + 1 : depth
    var parts = bank.arguments(term)
    for i in parts.indices { parts[i] = change(&self, parts[i], inner) }
    return bank.make(symbol, parts)
  }

  private func isBound(_ term: Term, _ depth: Int) -> Bool {
    guard let symbol = bank.symbol(term),
      case .bound(depth, _) = origins[Int(symbol.index)]
    else { return false }
    return true
  }

  // MARK: looking

  /// The formula taken apart at the top.
  func shape(_ formula: Term) -> FormulaShape {
    guard let symbol = bank.symbol(formula) else { return .atom }
    func part(_ i: Int) -> Term { bank.argument(formula, i) }
    switch origins[Int(symbol.index)] {
    case .connective(.equal, _): return .equal(part(0), part(1))
    case .connective(.falsum, _): return .falsum
    case .connective(.not, _): return .not(part(0))
    case .connective(.and, _): return .and(part(0), part(1))
    case .connective(.or, _): return .or(part(0), part(1))
    case .connective(.implies, _): return .implies(part(0), part(1))
    case .connective(.iff, _): return .iff(part(0), part(1))
    case .quantifier(.forall, let sort): return .forall(TermSort(sort.index), body: part(0))
    case .quantifier(.exists, let sort): return .exists(TermSort(sort.index), body: part(0))
    case .operation, .variable, .bound: return .atom
    }
  }

  /// The sides of a formula that is an equation.
  func sides(_ formula: Term) -> TermEquation? {
    guard case .equal(let left, let right) = shape(formula) else { return nil }
    return TermEquation(left: left, right: right)
  }

  /// The premises of nested implications, the outermost first, and the conclusion.
  func clause(_ formula: Term) -> (premises: [Term], conclusion: Term) {
    var premises: [Term] = []
    var rest = formula
    while case .implies(let premise, let conclusion) = shape(rest) {
      premises.append(premise)
      rest = conclusion
    }
    return (premises, rest)
  }

  /// The parts of nested conjunctions, from left to right.
  func conjuncts(_ formula: Term) -> [Term] {
    guard case .and(let left, let right) = shape(formula) else { return [formula] }
    return conjuncts(left) + conjuncts(right)
  }

  /// The parts of nested disjunctions, from left to right.
  func disjuncts(_ formula: Term) -> [Term] {
    guard case .or(let left, let right) = shape(formula) else { return [formula] }
    return disjuncts(left) + disjuncts(right)
  }

  /// The implications from premises, the outermost first, to a conclusion.
  mutating func implication(_ premises: [Term], _ conclusion: Term) -> Term {
    var result = conclusion
    for premise in premises.reversed() { result = connective(.implies, [premise, result]) }
    return result
  }

  /// Whether a quantifier occurs in a formula.
  func hasQuantifier(_ formula: Term) -> Bool {
    bank.subterms(formula).contains { bank.symbol($0).map { bank[$0].isBinder } ?? false }
  }

  /// Whether a formula is an equation, or one under premises that are equations or several joined.
  func isEquational(_ formula: Term) -> Bool {
    let (premises, conclusion) = clause(formula)
    return (premises.flatMap(conjuncts) + [conclusion]).allSatisfy { sides($0) != nil }
  }

  /// The constants that stand for open variables in a term or formula, in order of occurrence.
  func openVariables(_ root: Term) -> [Term] {
    var seen: Set<Term> = []
    var found: [Term] = []
    var stack = [root]
    while let term = stack.popLast() {
      guard seen.insert(term).inserted else { continue }
      if level(term) != nil { found.append(term) }
      stack += bank.arguments(term).reversed()
    }
    return found
  }
}
