// Names for variables that a proof introduces and nobody has named: `n` for a number, `xs` for a
// list, `f` for a function. Start at `fixed`: it never gives a name that is taken, neither by an open
// variable nor by a declared operator. The same question has the same answer in every run.

import ProofKernel

/// Chooses names by sort.
struct VariableNames: Sendable {
  /// The names of the operators of the theory, which no variable may have.
  private let operators: Set<String>

  init(_ store: TermStore) { operators = Set(store.operators.map(\.name)) }

  /// A name for the variable of a quantifier: the one that `AxiomLanguage.Printer` would give it, so
  /// that a formula and its text in the language look alike.
  func bound(_ sort: SortID, taken: [String], _ store: TermStore) -> String {
    var letters = ["x", "y", "z", "u", "v", "w"]
    if case .application(let symbol, let parts) = store.shape(of: sort) {
      if symbol == .arrow {
        letters = ["f", "g", "h"]
      } else if !parts.isEmpty {
        letters = ["xs", "ys", "zs", "us", "vs", "ws"]
      }
    }
    return choose(letters, taken)
  }

  /// A name for a variable that a proof fixes: numbers are n, m, k, to be told from the statement's.
  func fixed(_ sort: SortID, taken: [String], _ store: TermStore) -> String {
    if case .application(let symbol, _) = store.shape(of: sort),
      store.sortSymbols[Int(symbol.index)].numeric != nil
    {
      return choose(["n", "m", "k", "i", "j"], taken)
    }
    return bound(sort, taken: taken, store)
  }

  private func choose(_ letters: [String], _ taken: [String]) -> String {
    for round in 0... {
      for letter in letters {
        let name = round == 0 ? letter : letter + String(round)
        if !taken.contains(name) && !operators.contains(name) { return name }
      }
    }
    return letters[0]
  }
}
