// The left side of a rule as a set of atoms, each saying that a class holds an operator applied to
// classes; and, for each atom, a plan that starts from one node for it and finds the nodes of the others.
// Start at `Query.init` and `plan(from:)`. `RuleProgram` keeps the plans; `EGraph+Search` runs them.
// Source: Y. Zhang et al., Relational e-matching, POPL (2022); L. de Moura, N. Bjørner, Efficient
// e-matching for SMT solvers, CADE (2007).

import Terms

/// An operator applied to classes, in a class. All numbers are those of variables of the query.
struct Atom: Hashable {
  let op: UInt32
  let arguments: [Int]
  let eClass: Int
}

/// The atoms of some clauses.
struct Query {
  private(set) var atoms: [Atom] = []
  /// By atom: its clause. The atoms of a clause stand together, its root first.
  private(set) var clauseOfAtom: [Int] = []
  /// Variables of the rule, and one for each class that none of them names (count).
  private(set) var variableCount: Int

  /// Flattens clauses. The first atom is the root of the first clause, unless that is a variable.
  init(_ clauses: [Clause], variableCount count: Int, _ bank: TermBank) {
    variableCount = count
    for (number, clause) in clauses.enumerated() { add(clause, number, bank) }
    // The same atom twice, as in (f ?a) + (f ?a), still is two nodes to look at: harmless.
  }

  private mutating func add(_ clause: Clause, _ number: Int, _ bank: TermBank) {
    var stack = [(clause.pattern, clause.variable)]
    while let (pattern, eClass) = stack.popLast() {
      guard let symbol = bank.symbol(pattern) else {
        precondition(
          bank.variableNumber(pattern) == eClass, "a clause says that two variables are equal")
        continue
      }
      var arguments: [Int] = []
      for part in bank.arguments(pattern) {
        if let number = bank.variableNumber(part) {
          arguments.append(number)
        } else {
          arguments.append(variableCount)
          stack.append((part, variableCount))
          variableCount += 1
        }
      }
      atoms.append(Atom(op: symbol.index, arguments: arguments, eClass: eClass))
      clauseOfAtom.append(number)
    }
  }

  /// The order in which the other atoms are found after a node for one of them, and how.
  func plan(from start: Int) -> [PlannedStep] {
    var known = Set(atoms[start].arguments + [atoms[start].eClass])
    var rest = Set(atoms.indices)
    rest.remove(start)
    var steps: [PlannedStep] = []
    while !rest.isEmpty {
      let choices = rest.sorted().map { PlannedStep(best: $0, atoms[$0], known) }
      let next = choices.min { ($0.cost, $0.atom) < ($1.cost, $1.atom) }!
      steps.append(next)
      rest.remove(next.atom)
      known.formUnion(atoms[next.atom].arguments + [atoms[next.atom].eClass])
    }
    return steps
  }
}

/// How the node of an atom is found.
struct PlannedStep {
  enum Way: UInt8 {
    /// The operator has no arguments: there is one node at most.
    case leaf
    /// All arguments are known: by the table.
    case lookup
    /// The class is known: among its nodes.
    case members
    /// An argument is known: among the nodes that it is a child of.
    case parents
    /// Nothing is known: among all nodes.
    case all
  }
  let atom: Int
  let way: Way
  /// For `parents`: which argument.
  let place: Int
  let cost: Int

  init(best atom: Int, _ content: Atom, _ known: Set<Int>) {
    self.atom = atom
    let knownPlace = content.arguments.firstIndex { known.contains($0) }
    if content.arguments.isEmpty {
      (way, place, cost) = (.leaf, 0, 0)
    } else if content.arguments.allSatisfy(known.contains) {
      (way, place, cost) = (.lookup, 0, 1)
    } else if known.contains(content.eClass) {
      (way, place, cost) = (.members, 0, 2)
    } else if let knownPlace {
      (way, place, cost) = (.parents, knownPlace, 3)
    } else {
      (way, place, cost) = (.all, 0, 4)
    }
  }
}
