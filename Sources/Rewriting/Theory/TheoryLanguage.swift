// The bridge between the kernel's terms and those that are rewritten: operators at given sorts become
// symbols, variables of a statement constants, and parameters of a fact pattern variables. Start at
// `term(_:)` and `kernelTerm(_:)`, which go there and back. Nothing in this file need be trusted: the
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
    /// A number of a ring.
    case number(Integer)
  }

  /// The names and terms.
  public var language = Language()
  private(set) var origins: [Origin] = []
  private var symbolOf: [Origin: Symbol] = [:]
  private var ring: RingLaws?
  /// Predicates that atomic formulas have.
  private var predicates: Set<OperatorID> = []
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

  /// What a symbol stands for; numbers are declared as they are computed.
  func origin(of symbol: Symbol) -> Origin {
    if Int(symbol.index) < origins.count { return origins[Int(symbol.index)] }
    guard case .number(let number)? = language.literal(symbol) else {
      preconditionFailure("a symbol that nothing stands behind")
    }
    return .number(number.numerator)
  }

  /// The number that a term is.
  func number(_ term: Term) -> Integer? {
    guard let symbol = language.bank.symbol(term),
      case .number(let number)? = language.literal(symbol)
    else { return nil }
    return number.numerator
  }

  /// The term of a whole number in the sort of numbers.
  mutating func numeral(_ number: Integer) -> Term {
    let symbol = language.symbol(.number(Rational(number)))
    if Int(symbol.index) == origins.count {
      origins.append(.number(number))
      symbolOf[.number(number)] = symbol
    }
    return language.bank.make(symbol)
  }

  /// From now on sums, products and negatives of numbers are computed.
  mutating func compute(in ring: RingLaws) {
    self.ring = ring
    language.numberSort = language.bank[ring.plus].sort
    language.identify(ring.zero, with: .number(.zero))
    language.identify(ring.one, with: .number(.one))
    language.evaluates[ring.plus] = .add
    language.evaluates[ring.times] = .multiply
    language.evaluates[ring.negative] = .negate
  }

  /// The application of a symbol; the number, where that is the term of one (see `NumeralProof`).
  private mutating func make(_ symbol: Symbol, _ parts: [Term]) -> Term {
    guard let ring, let first = parts.first.flatMap(number) else {
      return language.bank.make(symbol, parts)
    }
    let (one, two) = (Integer(1), Integer(2))
    if symbol == ring.negative {
      if first.sign > 0 { return numeral(-first) }
    } else if parts.count == 2, let second = number(parts[1]) {
      if symbol == ring.plus, second == one, first == one || first > one && first.isEven {
        return numeral(first + one)
      }
      if symbol == ring.times, first == two, second > one { return numeral(second + second) }
    }
    return language.bank.make(symbol, parts)
  }

  /// What holds.
  mutating func truth() -> Term {
    language.bank.make(symbol(.truth, "⊤", [], .formula))
  }

  /// Two terms of the same sort differ.
  mutating func notEqual(_ left: Term, _ right: Term) -> Term {
    let sort = SortID(language.bank.sort(left).index)
    return language.bank.make(symbol(.notEqual(sort), "≠", [sort, sort], .formula), [left, right])
  }

  /// The sides of an inequality; nil for other terms.
  func sidesOfInequality(_ term: Term) -> (Term, Term)? {
    sidesOfInequality(term, language.bank)
  }

  /// As above, in a bank that continues the language's own.
  func sidesOfInequality(_ term: Term, _ bank: TermBank) -> (Term, Term)? {
    guard let symbol = bank.symbol(term), Int(symbol.index) < origins.count,
      case .notEqual = origins[Int(symbol.index)]
    else { return nil }
    return (bank.argument(term, 0), bank.argument(term, 1))
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

  /// As `term`, for an atomic formula: a predicate, or a negated equation.
  mutating func atom(
    _ formula: TermID, _ theory: inout Theory, sorts: [SortID] = [], asPattern: Bool,
    names: [String] = []
  ) -> Term? {
    func side(_ side: TermID, _ language: inout TheoryLanguage, _ theory: inout Theory) -> Term? {
      language.term(side, &theory, sorts: sorts, asPattern: asPattern, names: names)
    }
    switch theory.store.shape(of: formula) {
    case .connective(.not, let parts):
      guard case .connective(.equal, let sides) = theory.store.shape(of: parts[0]),
        let left = side(sides[0], &self, &theory), let right = side(sides[1], &self, &theory)
      else { return nil }
      return notEqual(left, right)
    case .apply(let operation, let at, let parts):
      var terms: [Term] = []
      for part in parts {
        guard let term = side(part, &self, &theory) else { return nil }
        terms.append(term)
      }
      var given: [SortID] = []
      for sort in at {
        guard let sort = Self.substitute(sort, sorts, &theory) else { return nil }
        given.append(sort)
      }
      predicates.insert(operation)
      guard let symbol = symbol(operation, given, &theory) else { return nil }
      return language.bank.make(symbol, terms)
    default: return nil
    }
  }

  /// As `atom`, for a formula that may be an equation; its variables become constants.
  mutating func hypothesis(_ formula: TermID, _ theory: inout Theory, names: [String])
    -> Hypothesis?
  {
    if case .connective(.equal, let sides) = theory.store.shape(of: formula) {
      guard let left = term(sides[0], &theory, asPattern: false, names: names),
        let right = term(sides[1], &theory, asPattern: false, names: names)
      else { return nil }
      return .equation(left, right)
    }
    return atom(formula, &theory, asPattern: false, names: names).map(Hypothesis.atom)
  }

  /// The symbol of an operator at sorts; nil for predicates outside of formulas.
  private mutating func symbol(_ operation: OperatorID, _ sorts: [SortID], _ theory: inout Theory)
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

  /// The kernel's position of a subterm: an inequality is a negation of an equation there.
  func kernelPosition(_ position: [Int], in term: Term) -> [UInt32] {
    let inner = position.map { UInt32($0) }
    return position.isEmpty || sidesOfInequality(term) == nil ? inner : [0] + inner
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
