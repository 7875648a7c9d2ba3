// The bridge between the kernel's terms and the prover's: which operators at which sorts are symbols
// of the bank, and which constants stand for variables that are open in a proof. Start at
// `init(theory:)` and `term(_:)`; `ProofWriter` goes back. A polymorphic operator is a symbol at
// each tuple of sorts at which it can meet the others: sort variables first, as themselves.

import ProofKernel
import Terms

/// What a symbol of the bank stands for in the kernel.
enum SymbolOrigin: Hashable, Sendable {
  case operation(OperatorID, sorts: [SortID])
  /// An open variable of a proof: a parameter of the statement, or a variable fixed later.
  case variable(level: Int, SortID)
  /// A connective; of an equation the sort of its sides, of others that of formulas.
  case connective(Connective, SortID)
  /// A quantifier over a sort. Its only part is the body.
  case quantifier(Quantifier, SortID)
  /// The variable of a quantifier, by the number of quantifiers between.
  case bound(index: Int, SortID)
}

/// Symbols for the operators of a theory, and terms over them. A value: workers have their own.
struct Vocabulary: Sendable {
  var bank = TermBank()
  private(set) var origins: [SymbolOrigin] = []
  private(set) var symbolOf: [SymbolOrigin: Symbol] = [:]
  /// The symbols that stand for operators, in order of declaration.
  private(set) var operations: [Symbol] = []
  /// The symbols that only operators as arguments need.
  private(set) var forArguments: Set<Symbol> = []
  /// Those that only conjectures of a shape have.
  private(set) var forLaws: Set<Symbol> = []
  /// The symbols that stand for predicates, in order of declaration.
  private(set) var predicates: [Symbol] = []
  /// The constructors of each sort that is inductive, in order of declaration.
  private(set) var constructors: [TermSort: [Symbol]] = [:]
  /// The theory's sorts and operators; all sorts of symbols are in it.
  private(set) var store: TermStore

  /// The symbols of a theory: each operator at its own sort variables, those that their definitions
  /// use at other sorts, then all at the sorts that these bring with them, until nothing new meets or `limit` symbols are there. The sorts are interned.
  ///
  /// With goals, operators are symbols also at the sorts at which these use them, and at those at
  /// which the definitions of such operators use others. Operators as arguments come last, and take no
  /// part in what meets.
  init(
    theory: inout Theory, goals: [Statement] = [], _ arguments: OperatorArguments? = nil,
    limit: Int = 256
  ) {
    var wanted: [SymbolOrigin] = []
    var seen: Set<SymbolOrigin> = []
    let operators = theory.store.operators.prefix(arguments?.first ?? .max)
    for (number, operation) in operators.enumerated() {
      var variables: [SortID] = []
      for i in 0..<operation.sortParameterCount {
        if let sort = try? theory.intern(.variable(i)) { variables.append(sort) }
      }
      let origin = SymbolOrigin.operation(OperatorID(UInt32(number)), sorts: variables)
      if seen.insert(origin).inserted { wanted.append(origin) }
    }
    // What their definitions use, at the sorts at which they do: `filter` applies a test.
    theory.complete(&wanted, &seen, [], limit: limit)
    // The sorts at hand, and the operators at these: one round, since further ones only nest sorts.
    for _ in 0..<1 {
      var sorts: Set<SortID> = []
      for case .operation(let id, let at) in wanted {
        let declared = theory.store.operators[Int(id.index)]
        for sort in declared.arguments + [declared.result] {
          sorts.insert(theory.substitute(sort, at))
        }
      }
      for (number, operation) in operators.enumerated()
      where operation.sortParameterCount == 1 && number > 0 {
        for sort in sorts.sorted() {
          // Only where the operator's own main sort becomes a sort that is there already.
          guard let main = operation.arguments.first ?? Optional(operation.result),
            let instance = theory.unifier(of: main, with: sort)
              ?? theory.unifier(of: operation.result, with: sort)
          else { continue }
          let origin = SymbolOrigin.operation(OperatorID(UInt32(number)), sorts: [instance])
          if wanted.count < limit, seen.insert(origin).inserted { wanted.append(origin) }
        }
      }
    }
    if !goals.isEmpty { theory.complete(&wanted, &seen, goals, limit: limit) }
    let count = wanted.count
    if let arguments {
      theory.complete(&wanted, &seen, arguments.uses + arguments.laws, limit: 2 * limit)
    }
    store = theory.store
    for (place, origin) in wanted.enumerated() {
      guard case .operation(let id, let sorts) = origin else { continue }
      let declared = theory.store.operators[Int(id.index)]
      let symbol = declare(
        origin, arguments: declared.arguments.map { theory.substitute($0, sorts) },
        result: theory.substitute(declared.result, sorts),
        isConstructor: declared.role == .constructor,
        // Constants are small, as values are.
        precedence: (declared.role == .constructor || declared.arguments.isEmpty ? 1 : 1 + 1 << 20)
          + Int(id.index) << 10
          + operations.count + predicates.count)
      if declared.result == .formula {
        predicates.append(symbol)
      } else {
        operations.append(symbol)
      }
      if place >= count { forArguments.insert(symbol) }
      if let arguments, id.index >= arguments.firstOfLaws { forLaws.insert(symbol) }
      if declared.role == .constructor {
        constructors[bank[symbol].sort, default: []].append(symbol)
      }
    }
    // Cases are told in the order of declaration, in which the symbols of a sort need not have been met.
    constructors = constructors.mapValues { symbols in
      symbols.sorted { operatorID($0)!.index < operatorID($1)!.index }
    }
    store = theory.store
  }

  /// Adds a symbol for what had none.
  mutating func declare(
    _ origin: SymbolOrigin, arguments: [SortID], result: SortID, isConstructor: Bool = false,
    precedence: Int, isBinder: Bool = false
  ) -> Symbol {
    let symbol = bank.declare(
      SymbolInfo(
        arguments: arguments.map { TermSort($0.index) }, sort: TermSort(result.index),
        isConstructor: isConstructor, precedence: precedence, isBinder: isBinder))
    origins.append(origin)
    symbolOf[origin] = symbol
    return symbol
  }

  /// Takes back the terms and symbols made last; see `TermBank.truncate`. Operators stay.
  mutating func truncate(terms: Int, symbols: Int) {
    for origin in origins[symbols...] { symbolOf[origin] = nil }
    origins.removeLast(origins.count - symbols)
    bank.truncate(terms: terms, symbols: symbols)
  }

  /// Makes the symbols and terms that `other` has in addition, at the same places. Requires that this
  /// is a copy of what `other` was before.
  mutating func follow(_ other: Vocabulary) {
    for number in origins.count..<other.origins.count {
      let info = other.bank[Symbol(UInt32(number))]
      _ = declare(
        other.origins[number], arguments: info.arguments.map { SortID($0.index) },
        result: SortID(info.sort.index), isConstructor: info.isConstructor,
        precedence: info.precedence, isBinder: info.isBinder)
    }
    for number in bank.count..<other.bank.count {
      let term = Term(UInt32(number))
      let made =
        other.bank.symbol(term).map { bank.make($0, other.bank.arguments(term)) }
        ?? bank.variable(other.bank.variableNumber(term) ?? 0, other.bank.sort(term))
      precondition(made == term, "a copy that follows another must be its beginning")
    }
  }

  /// The constant that stands for the open variable at that level.
  mutating func eigenvariable(_ level: Int, _ sort: TermSort) -> Term {
    let origin = SymbolOrigin.variable(level: level, SortID(sort.index))
    let symbol =
      symbolOf[origin]
      ?? declare(
        origin, arguments: [], result: SortID(sort.index), isConstructor: false,
        precedence: level << 10 + Int(sort.index) - 1 << 30)
    return bank.make(symbol)
  }

  /// The level of a constant that stands for an open variable; nil for other terms.
  func level(_ term: Term) -> Int? {
    guard let symbol = bank.symbol(term), case .variable(let level, _) = origins[Int(symbol.index)]
    else { return nil }
    return level
  }

  /// The prover's term for a kernel term of `store`, its free variables as variables (`asRule`) or as
  /// constants. Returns nil where an operator is at sorts that have no symbol.
  mutating func term(
    _ term: TermID, in store: TermStore, sorts: [SortID] = [], asRule: Bool,
    substitute: (SortID) -> SortID
  ) -> Term? {
    switch store.shape(of: term) {
    case .variable(let level, let sort):
      let sort = TermSort(substitute(sort).index)
      return asRule ? bank.variable(level, sort) : eigenvariable(level, sort)
    case .numeral(let number, let sort):
      guard number < 1 << 12, let made = constructors[TermSort(sort.index)],
        let zero = made.first(where: { bank[$0].arguments.isEmpty }),
        let successor = made.first(where: { !bank[$0].arguments.isEmpty })
      else { return nil }
      return (0..<number).reduce(bank.make(zero)) { below, _ in bank.make(successor, [below]) }
    case .apply(let operation, let at, let parts):
      let origin = SymbolOrigin.operation(operation, sorts: at.map(substitute))
      guard let symbol = symbolOf[origin] else { return nil }
      var arguments: [Term] = []
      for part in parts {
        guard
          let made = self.term(part, in: store, asRule: asRule, substitute: substitute)
        else { return nil }
        arguments.append(made)
      }
      return bank.make(symbol, arguments)
    case .bound(let index, let sort):
      return bound(index, TermSort(substitute(sort).index))
    case .connective(let connective, let parts):
      var made: [Term] = []
      for part in parts {
        guard let term = self.term(part, in: store, asRule: asRule, substitute: substitute) else {
          return nil
        }
        made.append(term)
      }
      return self.connective(connective, made)
    case .quantifier(let quantifier, let sort, let body):
      guard let body = self.term(body, in: store, asRule: asRule, substitute: substitute) else {
        return nil
      }
      return quantified(quantifier, TermSort(substitute(sort).index), body)
    }
  }
}

extension Theory {
  /// Adds the operators of some goals, at the sorts at which they stand there, and those of the
  /// facts about each operator, at its sorts, until nothing is new or `limit` are there.
  fileprivate mutating func complete(
    _ wanted: inout [SymbolOrigin], _ seen: inout Set<SymbolOrigin>, _ goals: [Statement],
    limit: Int
  ) {
    var factsOf: [OperatorID: [Statement]] = [:]
    for fact in facts {
      guard case .connective(_, let sides) = store.shape(of: fact.statement.formula),
        let head = sides.first.flatMap({ instances(in: $0).first })
      else { continue }
      factsOf[head.0, default: []].append(fact.statement)
    }
    var queue = wanted
    for goal in goals {
      queue += instances(in: goal.formula).map { .operation($0.0, sorts: $0.1) }
    }
    var next = 0
    while next < queue.count, wanted.count < limit {
      let origin = queue[next]
      next += 1
      if seen.insert(origin).inserted { wanted.append(origin) }
      guard case .operation(let id, let sorts) = origin else { continue }
      for statement in factsOf[id] ?? [] where statement.sortParameterCount == sorts.count {
        for (other, at) in instances(in: statement.formula) {
          let new = SymbolOrigin.operation(other, sorts: at.map { substitute($0, sorts) })
          if !seen.contains(new), !queue[next...].contains(new) { queue.append(new) }
        }
      }
    }
  }

  /// The operators in a term or formula with their sorts; the one at the top first, `@` looked through.
  private func instances(in root: TermID) -> [(OperatorID, [SortID])] {
    var found: [(OperatorID, [SortID])] = []
    var stack = [root]
    var seen: Set<TermID> = []
    while let term = stack.popLast() {
      guard seen.insert(term).inserted else { continue }
      switch store.shape(of: term) {
      case .variable, .bound: break
      case .numeral(_, let sort):
        guard case .application(let symbol, _) = store.shape(of: sort) else { break }
        for made in store.sortSymbols[Int(symbol.index)].constructors {
          found.append((made, []))
        }
      case .apply(let symbol, let sorts, let parts):
        found.append((symbol, sorts))
        stack += parts.reversed()
      case .connective(_, let parts): stack += parts.reversed()
      case .quantifier(_, _, let body): stack.append(body)
      }
    }
    if found.first?.0 == .apply, let inner = found.firstIndex(where: { $0.0 != .apply }) {
      found.swapAt(0, inner)
    }
    return found
  }

  /// The sort with sorts for its variables; itself where that is refused.
  mutating func substitute(_ sort: SortID, _ arguments: [SortID]) -> SortID {
    switch store.shape(of: sort) {
    case .formula: return sort
    case .variable(let number): return number < arguments.count ? arguments[number] : sort
    case .application(let symbol, let parts):
      var changed: [SortID] = []
      for part in parts { changed.append(substitute(part, arguments)) }
      return (try? intern(.application(symbol, changed))) ?? sort
    }
  }

  /// The sort for variable 0 that makes `pattern` the sort given; nil if there is none.
  func unifier(of pattern: SortID, with sort: SortID) -> SortID? {
    guard case .application(let symbol, let parts) = store.shape(of: pattern),
      case .application(symbol, let others) = store.shape(of: sort), parts.count == 1,
      store.shape(of: parts[0]) == .variable(0)
    else { return nil }
    return others[0]
  }
}
