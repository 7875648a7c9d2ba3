// What an equation says up to the names of its variables, the order of its sides, and the order and
// nesting of arguments where operators commute and associate. Entry: `rearrangement`.

import Terms

extension Explorer {
  /// The same text for two equations over one sort that differ in the names of variables, the order of
  /// sides, and the order and nesting of arguments where operators commute and associate.
  func rearrangement(of formula: Term) -> String {
    guard let sides = vocabulary.sides(formula) else { return "" }
    let variables = vocabulary.openVariables(formula)
    // Up to three variables: six ways to name them.
    return permutations(variables.count).map { order in
      var names: [Term: String] = [:]
      for (variable, number) in zip(variables, order) { names[variable] = "x\(number)" }
      let texts = [text(sides.left, names), text(sides.right, names)].sorted()
      return texts.joined(separator: "=")
    }.min() ?? ""
  }

  func permutations(_ count: Int) -> [[Int]] {
    guard count > 0, count <= 4 else { return [Array(0..<count)] }
    return permutations(count - 1).flatMap { order in
      (0..<count).map { place in
        var longer = order
        longer.insert(count - 1, at: place)
        return longer
      }
    }
  }

  private func text(_ term: Term, _ names: [Term: String]) -> String {
    if let name = names[term] { return name }
    guard let symbol = vocabulary.bank.symbol(term) else { return "?" }
    var parts = vocabulary.bank.arguments(term).map { text($0, names) }
    let head = "f\(symbol.index)"
    if list.laws.commutative[symbol] != nil {
      if list.laws.isAssociative(symbol) {
        parts = vocabulary.bank.arguments(term).flatMap { flattened($0, symbol) }.map {
          text($0, names)
        }
      }
      parts.sort()
    }
    return parts.isEmpty ? head : head + "(" + parts.joined(separator: ",") + ")"
  }

  private func flattened(_ term: Term, _ symbol: Symbol) -> [Term] {
    guard vocabulary.bank.symbol(term) == symbol else { return [term] }
    return vocabulary.bank.arguments(term).flatMap { flattened($0, symbol) }
  }
}
