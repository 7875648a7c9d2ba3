// Names for variables that a proof introduces and nobody has named: `n` for a number, `xs` for a
// list, `f` for a function. Start at `fresh`: it never gives a name that is taken, neither by an open
// variable nor by a declared operator. The same question has the same answer in every run.

import ProofKernel

/// Chooses names by sort.
struct VariableNames: Sendable {
  /// The names of the operators of the theory, which no variable may have.
  private let operators: Set<String>

  init(_ store: TermStore) { operators = Set(store.operators.map(\.name)) }

  /// A name for a variable of that sort which is none of those taken.
  func fresh(_ sort: SortID, taken: [String], _ store: TermStore) -> String {
    let stock = stock(of: sort, store)
    for name in stock where !taken.contains(name) && !operators.contains(name) { return name }
    for number in 1... {
      let name = stock[0] + String(number)
      if !taken.contains(name) && !operators.contains(name) { return name }
    }
    return stock[0]
  }

  private func stock(of sort: SortID, _ store: TermStore) -> [String] {
    guard case .application(let symbol, let arguments) = store.shape(of: sort) else {
      return ["x", "y", "z", "u", "v", "w"]
    }
    if symbol == .arrow { return ["f", "g", "h"] }
    let declared = store.sortSymbols[Int(symbol.index)]
    if declared.numeric != nil { return ["n", "m", "k", "i", "j"] }
    if !declared.constructors.isEmpty && !arguments.isEmpty { return ["xs", "ys", "zs"] }
    return ["x", "y", "z", "u", "v", "w"]
  }
}
