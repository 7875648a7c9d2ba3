// Horn clauses as equations. An atom p(t) becomes p(t) = true; a clause s₁ = t₁ ∧ … ⇒ u = v becomes
// if(s₁, t₁, … u …, v) = v, with if(x, x, y, z) = y. Each `if` has the sorts of what it compares and
// of what it returns, so that terms and formulas stay apart. A negative clause says that its last
// atom is false under the others; one that is ground and single is a goal as it stands.
// `HornDerivation` undoes all this in proofs.
// Source: K. Claessen, N. Smallbone, Efficient encodings of first-order Horn formulas in equational
// logic (2018), section 3.

import AxiomLanguage

/// What the symbols and equations of an encoded problem stand for.
struct HornEncoding: Sendable {
  /// Where an equation comes from: a clause of the problem, or nil for those that say what the new
  /// symbols mean.
  var sources: [Int?] = []
  /// By goal: the clause that it comes from; nil for `true = false`.
  var goals: [Int?] = []
  /// By symbol: whether its terms are formulas.
  var isFormula: [Bool]
  var equality = 0
  var yes = 0
  var no = 0
  /// if(a, b, c, d): c where a = b, otherwise d.
  var conditionals: [Int] = []

  /// Whether a symbol is not of the problem itself.
  func isNew(_ symbol: Int) -> Bool {
    symbol == equality || symbol == yes || symbol == no || conditionals.contains(symbol)
  }
}

extension CompletionProblem {
  /// The problem of Horn clauses. The numbers of the TPTP symbols and, in each equation, those of the
  /// variables of its clause are kept.
  init(horn problem: TPTPProblem) {
    for symbol in problem.symbols { _ = addSymbol(symbol.name, arity: symbol.arity) }
    var constant = problem.symbols.firstIndex { $0.arity == 0 && !$0.isPredicate }
    if constant == nil { constant = addSymbol("c", arity: 0) }
    leastConstant = constant ?? 0
    var encoding = HornEncoding(isFormula: problem.symbols.map(\.isPredicate))
    encoding.equality = addSymbol("$eq", arity: 2)
    encoding.yes = addSymbol("$true", arity: 0)
    encoding.no = addSymbol("$false", arity: 0)
    let (yes, no) = ([Cell.symbol(encoding.yes, length: 1)], [Cell.symbol(encoding.no, length: 1)])
    for sort in [0, 1, 2, 3] {
      encoding.conditionals.append(addSymbol("$if\(sort)", arity: 4))
    }
    encoding.isFormula = names.indices.map { symbol in
      symbol < problem.symbols.count
        ? problem.symbols[symbol].isPredicate
        : encoding.isNew(symbol) && symbol != encoding.conditionals[0]
          && symbol != encoding.conditionals[1]
    }
    var used: Set<Int> = []
    var needsContradiction = false

    /// A condition as an equation, and whether it is one of formulas.
    func sides(_ literal: TPTPProblem.Literal) -> (left: [Cell], right: [Cell], isFormula: Bool) {
      if let right = literal.right { return (cells(literal.left), cells(right), false) }
      return (cells(literal.left), yes, true)
    }
    func term(_ symbol: Int, _ parts: [[Cell]]) -> [Cell] {
      let inside = parts.joined()
      return [.symbol(symbol, length: inside.count + 1)] + inside
    }
    func conditional(
      _ conditions: [TPTPProblem.Literal], _ value: [Cell], _ other: [Cell], isFormula: Bool
    ) -> [Cell] {
      var result = value
      for literal in conditions.reversed() {
        let (left, right, comparesFormulas) = sides(literal)
        let symbol = encoding.conditionals[(isFormula ? 2 : 0) + (comparesFormulas ? 1 : 0)]
        used.insert(symbol)
        result = term(symbol, [left, right, result, other])
      }
      return result
    }

    for (number, clause) in problem.clauses.enumerated() {
      var conditions = clause.literals.filter { !$0.isPositive }
      if let positive = clause.literals.first(where: \.isPositive) {
        var (left, right, isFormula) = sides(positive)
        if !conditions.isEmpty && right.count > left.count { swap(&left, &right) }
        equations.append(
          Equation(
            left: conditional(conditions, left, right, isFormula: isFormula), right: right))
        encoding.sources.append(number)
      } else if conditions.count == 1 && clause.variableCount == 0 {
        let (left, right, _) = sides(conditions[0])
        goals.append(Equation(left: left, right: right))
        encoding.goals.append(number)
      } else {
        needsContradiction = true
        var atom = yes
        if let last = conditions.popLast() {
          let (left, right, isFormula) = sides(last)
          atom = isFormula ? left : term(encoding.equality, [left, right])
        }
        equations.append(
          Equation(left: conditional(conditions, atom, no, isFormula: true), right: no))
        encoding.sources.append(number)
      }
    }
    func variable(_ number: Int) -> [Cell] { [.variable(number)] }
    if needsContradiction {
      goals.append(Equation(left: yes, right: no))
      encoding.goals.append(nil)
      equations.append(
        Equation(left: term(encoding.equality, [variable(0), variable(0)]), right: yes))
      encoding.sources.append(nil)
    }
    for symbol in used.sorted() {
      equations.append(
        Equation(
          left: term(symbol, [variable(0), variable(0), variable(1), variable(2)]),
          right: variable(1)))
      encoding.sources.append(nil)
    }
    existential = (encoding.equality, encoding.yes, encoding.no)
    horn = encoding
  }
}
