// Unit-equality problems of TPTP for the completion engine. Entry: `CompletionProblem.init(_:)`. A
// goal with variables, ∃x. s = t, is encoded: eq(x, x) = true, eq(s, t) = false, true = false.
// Source: N. Smallbone, Twee: an equational theorem prover (2021), section 2.

import AxiomLanguage

extension CompletionProblem {
  /// The problem of clauses that are single literals; requires `isUnitEquality`. The numbers of the
  /// TPTP symbols are kept; equation i is the i-th positive clause, goal i the i-th negative one,
  /// unless some negative clause has variables: then the one goal is `true = false`.
  init(_ problem: TPTPProblem) {
    for symbol in problem.symbols { _ = addSymbol(symbol.name, arity: symbol.arity) }
    var constant = problem.symbols.firstIndex { $0.arity == 0 && !$0.isPredicate }
    if constant == nil { constant = addSymbol("c", arity: 0) }
    leastConstant = constant ?? 0
    let negative = problem.clauses.filter { !$0.literals[0].isPositive }
    for clause in problem.clauses where clause.literals[0].isPositive {
      equations.append(equation(clause.literals[0]))
    }
    if negative.contains(where: { $0.variableCount > 0 }) {
      let equality = addSymbol("$eq", arity: 2)
      let yes = addSymbol("$true", arity: 0)
      let no = addSymbol("$false", arity: 0)
      existential = (equality, yes, no)
      equations.append(
        Equation(
          left: [.symbol(equality, length: 3), .variable(0), .variable(0)],
          right: [.symbol(yes, length: 1)]))
      for clause in negative {
        let sides = equation(clause.literals[0])
        let length = 1 + sides.left.count + sides.right.count
        equations.append(
          Equation(
            left: [.symbol(equality, length: length)] + sides.left + sides.right,
            right: [.symbol(no, length: 1)]))
      }
      goals = [Equation(left: [.symbol(yes, length: 1)], right: [.symbol(no, length: 1)])]
    } else {
      goals = negative.map { equation($0.literals[0]) }
    }
  }

  private func equation(_ literal: TPTPProblem.Literal) -> Equation {
    Equation(left: cells(literal.left), right: cells(literal.right ?? []))
  }

  /// A term with the lengths of its subterms.
  func cells(_ term: TPTPProblem.Term) -> [Cell] {
    var cells: [Cell] = []
    var lengths: [Int] = []  // of the terms from here on, the nearest last
    for code in term.reversed() {
      if code < 0 {
        cells.append(.variable(Int(-1 - code)))
        lengths.append(1)
      } else {
        let arity = arities[Int(code)]
        let length = 1 + lengths.suffix(arity).reduce(0, +)
        lengths.removeLast(arity)
        lengths.append(length)
        cells.append(.symbol(Int(code), length: length))
      }
    }
    return cells.reversed()
  }

  /// Whether all terms fit the cells of the engine.
  var isSmallEnough: Bool {
    arities.count < 0x7000
      && (equations + goals).allSatisfy {
        $0.left.count + $0.right.count < Cell.largestLength / 4
          && ($0.left + $0.right).allSatisfy {
            !$0.isVariable || $0.variableNumber < Cell.largestVariableCount
          }
      }
  }

  /// The same problem with a constant for each ground subterm of a goal but constants, largest
  /// last. Pairs that have to do with the goal become lighter.
  /// Source: N. Smallbone, Twee: an equational theorem prover (2021), section 3.3.
  func abbreviated() -> CompletionProblem {
    var result = self
    var known: [[Cell]: Int] = [:]
    var places: [([Cell], Int)] = []
    for goal in goals {
      for side in [goal.left, goal.right] {
        for start in side.indices.reversed() where side[start].length > 1 {
          let subterm = Array(side[start..<start + side[start].length])
          guard known[subterm] == nil, !subterm.contains(where: \.isVariable) else { continue }
          let constant = result.addSymbol("$d\(places.count)", arity: 0)
          known[subterm] = constant
          places.append((subterm, constant))
        }
      }
    }
    for (subterm, constant) in places {
      // The arguments of the subterm by their names.
      var short = [subterm[0]]
      var i = 1
      while i < subterm.count {
        let argument = Array(subterm[i..<i + subterm[i].length])
        short += known[argument].map { [.symbol($0, length: 1)] } ?? argument
        i += argument.count
      }
      short[0] = .symbol(subterm[0].symbol, length: short.count)
      result.equations.append(Equation(left: short, right: [.symbol(constant, length: 1)]))
      result.abbreviations.append((constant, subterm))
    }
    return result
  }
}
