// A finite structure: a table for each symbol over the elements 0 ..< size. Whoever finds one
// believes it only after `satisfies` has evaluated every clause. Neighbour: `ModelSearch`, which
// finds them.

import AxiomLanguage

/// A model of clauses, or a claim of one.
public struct FiniteModel: Hashable, Sendable {
  /// Number of elements (count).
  public let size: Int
  /// By symbol: the value for each tuple of arguments, the last argument fastest; 0 or 1 for a
  /// predicate.
  public let tables: [[Int]]

  /// Collects the parts; never fails.
  public init(size: Int, tables: [[Int]]) { (self.size, self.tables) = (size, tables) }

  /// The value of a term or atom under values of the variables. Complexity: linear.
  func value(_ term: TPTPProblem.Term, _ values: [Int], _ symbols: [TPTPProblem.Symbol]) -> Int {
    var stack: [Int] = []
    for code in term.reversed() {
      if code < 0 {
        stack.append(values[Int(-1 - code)])
      } else {
        var place = 0
        for _ in 0..<symbols[Int(code)].arity { place = place * size + stack.removeLast() }
        stack.append(tables[Int(code)][place])
      }
    }
    return stack[0]
  }

  /// Whether every clause holds for all values of its variables. Complexity: size to the number of
  /// variables, for each clause.
  public func satisfies(_ problem: TPTPProblem) -> Bool {
    guard tables.count == problem.symbols.count else { return false }
    for (table, symbol) in zip(tables, problem.symbols) {
      let count = (0..<symbol.arity).reduce(1) { product, _ in product * size }
      let bound = symbol.isPredicate ? 2 : size
      guard table.count == count, table.allSatisfy({ (0..<bound).contains($0) }) else {
        return false
      }
    }
    return problem.clauses.allSatisfy { holds($0, problem.symbols) }
  }

  private func holds(_ clause: TPTPProblem.Clause, _ symbols: [TPTPProblem.Symbol]) -> Bool {
    var values = Array(repeating: 0, count: clause.variableCount)
    while true {
      let isTrue = clause.literals.contains { literal in
        let left = value(literal.left, values, symbols)
        let right = literal.right.map { value($0, values, symbols) } ?? 1
        return (left == right) == literal.isPositive
      }
      if !isTrue { return false }
      // The next tuple, the last variable fastest.
      var place = values.count - 1
      while place >= 0, values[place] == size - 1 {
        values[place] = 0
        place -= 1
      }
      if place < 0 { return true }
      values[place] += 1
    }
  }

  /// The tables as text: a line for each constant, a grid for each binary operation, a list of
  /// cases for the others.
  public func description(_ symbols: [TPTPProblem.Symbol]) -> String {
    var lines = ["% the elements are 0 to \(size - 1)"]
    for (symbol, table) in zip(symbols, tables) {
      switch symbol.arity {
      case 0: lines.append("% \(symbol.name) = \(table[0])")
      case 1:
        lines.append("% \(symbol.name): " + table.map(String.init).joined(separator: " "))
      case 2:
        lines.append("% \(symbol.name) | " + (0..<size).map(String.init).joined(separator: " "))
        for row in 0..<size {
          let values = table[row * size..<(row + 1) * size].map(String.init)
          let margin = String(repeating: " ", count: symbol.name.count)
          lines.append("% \(margin)\(row)| " + values.joined(separator: " "))
        }
      default:
        for (place, value) in table.enumerated() {
          var arguments: [String] = []
          var rest = place
          for _ in 0..<symbol.arity {
            arguments.insert(String(rest % size), at: 0)
            rest /= size
          }
          lines.append("% \(symbol.name)(\(arguments.joined(separator: ","))) = \(value)")
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}
