// The bridge between the kernel's terms and those that are rewritten: operators at given sorts become
// symbols, variables of a statement constants, and parameters of a fact pattern variables. Start at
// `term(_:)` and `kernelTerm(_:)`, which go there and back; `TheoryLanguage+Formulas` and `+Numbers` have
// what is no plain term. Nothing in this file need be trusted: the
// kernel checks what comes out. `TheoryRules` makes rules of facts with it.

import AxiomLanguage
import ProofKernel
import Terms

/// Symbols for what occurs in a theory and an expression.
public struct TheoryLanguage: Sendable {
  /// What a symbol stands for.
  enum Origin: Hashable, Sendable {
    case operation(OperatorID, sorts: [SortID])
    /// A parameter of the statement, by level.
    case parameter(Int, SortID)
    /// What holds: each formula that is known equals it.
    case truth
    /// A formula that two terms of a sort differ.
    case notEqual(SortID)
    /// Holds what rules want to know; see `TheoryRules`.
    case question(arity: Int)
    /// A number of a ring, or a fraction of a field.
    case number(Rational)
  }

  /// The names and terms.
  public var language = Language()
  var origins: [Origin] = []
  var symbolOf: [Origin: Symbol] = [:]
  var ring: RingLaws?
  /// Predicates that atomic formulas have.
  var predicates: Set<OperatorID> = []
  /// The largest numeral that is written out in constructors.
  static let largestNumeral: UInt64 = 4096

  /// No symbols.
  public init() {}

  mutating func symbol(_ origin: Origin, _ name: String, _ arguments: [SortID], _ sort: SortID)
    -> Symbol
  {
    if let known = symbolOf[origin] { return known }
    let symbol = language.declare(
      name, arguments.map { TermSort($0.index) }, TermSort(sort.index))
    precondition(Int(symbol.index) == origins.count, "symbols come from here alone")
    origins.append(origin)
    symbolOf[origin] = symbol
    return symbol
  }

  /// The sorts at which operators with sort parameters have symbols, in order of first use.
  var sortArguments: [[SortID]] {
    var seen: Set<[SortID]> = []
    return origins.compactMap {
      guard case .operation(_, let sorts) = $0, !sorts.isEmpty, seen.insert(sorts).inserted else {
        return nil
      }
      return sorts
    }
  }

  /// The term of a kernel term without quantifiers and connectives; nil for others, and for numerals
  /// that are too large. Free variables become pattern variables with the sorts given, or constants
  /// named by level.
  ///
  /// *Complexity*: linear in the shared size.
  mutating func term(
    _ root: TermID, _ theory: inout Theory, sorts: [SortID] = [], asPattern: Bool,
    names: [String] = []
  ) -> Term? {
    var made: [TermID: Term] = [:]
    var stack = [root]
    while let next = stack.last {
      if made[next] != nil {
        stack.removeLast()
        continue
      }
      switch theory.store.shape(of: next) {
      case .variable(let level, let sort):
        guard let sort = Self.substitute(sort, sorts, &theory) else { return nil }
        made[next] =
          asPattern
          ? language.bank.variable(level, TermSort(sort.index))
          : language.bank.make(
            symbol(
              .parameter(level, sort), level < names.count ? names[level] : "x\(level)", [], sort))
      case .numeral(let number, let sort):
        guard let term = numeral(number, sort, &theory) else { return nil }
        made[next] = term
      case .apply(let operation, let at, let parts):
        let open = parts.filter { made[$0] == nil }
        if !open.isEmpty {
          stack += open
          continue
        }
        var arguments: [SortID] = []
        for sort in at {
          guard let sort = Self.substitute(sort, sorts, &theory) else { return nil }
          arguments.append(sort)
        }
        guard let symbol = symbol(operation, arguments, &theory) else { return nil }
        made[next] = make(symbol, parts.map { made[$0]! })
      case .bound, .connective, .quantifier: return nil
      }
    }
    return made[root]
  }

  /// The symbol of an operator at sorts; nil for predicates outside of formulas.
  mutating func symbol(_ operation: OperatorID, _ sorts: [SortID], _ theory: inout Theory)
    -> Symbol?
  {
    let declared = theory.store.operators[Int(operation.index)]
    guard declared.result != .formula || predicates.contains(operation) else { return nil }
    var arguments: [SortID] = []
    for sort in declared.arguments + [declared.result] {
      guard let sort = Self.substitute(sort, sorts, &theory) else { return nil }
      arguments.append(sort)
    }
    let result = arguments.removeLast()
    return symbol(.operation(operation, sorts: sorts), declared.name, arguments, result)
  }

  private mutating func numeral(_ number: UInt64, _ sort: SortID, _ theory: inout Theory) -> Term? {
    guard number <= Self.largestNumeral,
      case .application(let name, _) = theory.store.shape(of: sort),
      let (zero, successor) = theory.store.sortSymbols[Int(name.index)].numeric,
      let first = symbol(zero, [], &theory), let next = symbol(successor, [], &theory)
    else { return nil }
    var term = language.bank.make(first)
    for _ in 0..<number { term = language.bank.make(next, [term]) }
    return term
  }

  /// The sort with sorts for its variables; nil if the kernel refuses it.
  static func substitute(_ sort: SortID, _ arguments: [SortID], _ theory: inout Theory) -> SortID? {
    if arguments.isEmpty { return sort }
    switch theory.store.shape(of: sort) {
    case .formula: return sort
    case .variable(let number): return number < arguments.count ? arguments[number] : sort
    case .application(let symbol, let parts):
      var changed: [SortID] = []
      for part in parts {
        guard let part = substitute(part, arguments, &theory) else { return nil }
        changed.append(part)
      }
      return try? theory.intern(.application(symbol, changed))
    }
  }

  /// The kernel's term; what was made before is kept in `made`.
  ///
  /// *Shape*: a term without pattern variables. *Throws*: what the kernel refuses: our mistake.
  /// *Complexity*: linear in the shared size.
  func kernelTerm(
    _ root: Term, _ made: inout [Term: TermID], _ numbers: inout NumeralProof?,
    _ checker: inout Checker
  ) throws(CheckError) -> TermID {
    for part in language.bank.subterms(root) where made[part] == nil {
      guard let symbol = language.bank.symbol(part) else {
        throw CheckError(.undeclaredVariable, "pattern variable")
      }
      let parts = language.bank.arguments(part).map { made[$0]! }
      switch origin(of: symbol) {
      case .operation(let operation, let sorts):
        made[part] = try checker.intern(.apply(operation, sorts: sorts, parts))
      case .parameter(let level, let sort):
        made[part] = try checker.intern(.variable(level: level, sort))
      case .notEqual:
        let equation = try checker.intern(.connective(.equal, parts))
        made[part] = try checker.intern(.connective(.not, [equation]))
      case .number(let number): made[part] = try numbers?.numeral(number, &checker)
      // Neither is a term of the theory; proofs do without.
      case .truth, .question: throw CheckError(.wrongForm, "⊤")
      }
    }
    return made[root]!
  }
}
