// The notation of calculators and of other systems, `-2*x^2 + sin(y)/3`, for theories in which there is a
// ring. Start at `read`; `text(of:)` writes it. Operators and functions are those of the theory, by name; a
// power with a whole exponent is a product, one with another exponent is exp(y·log x) where the theory has
// these; a function that the theory lacks is a value of which nothing is known, so what is found out about the
// expression holds for it as well. Neighbour: `Expression`, which reads the axiom language.

import AxiomLanguage
import ProofKernel
import Terms

/// Reads and writes expressions over one theory.
public struct ArithmeticNotation: Sendable {
  let language: TheoryLanguage
  let ring: RingLaws
  let sort: SortID
  /// By name: operators with values in the ring.
  let operators: [String: [Int: OperatorID]]
  /// What plain sums and products are called here.
  let roles: [OperatorID: Role]

  /// The derivation of the theory, if there is one.
  let derivation: OperatorID?

  enum Role: Sendable { case plus, minus, times, over, negative, inverse, zero, one }

  /// The notation for a theory; nil if it has no ring.
  public init?(_ document: TheoryDocument) {
    var theory = document.theory
    var language = TheoryLanguage()
    let rules = TheoryRules(&theory, theorems: [], &language)
    guard let ring = rules.ring else { return nil }
    (self.language, self.ring) = (language, ring)
    let sort = SortID(language.language.bank[ring.plus].sort.index)
    self.sort = sort
    var operators: [String: [Int: OperatorID]] = [:]
    for (i, declared) in theory.store.operators.enumerated() where declared.result == sort {
      if declared.arguments.allSatisfy({ $0 == sort }) {
        operators[declared.name, default: [:]][declared.arguments.count] = OperatorID(UInt32(i))
      }
    }
    self.operators = operators
    var roles: [OperatorID: Role] = [:]
    for (symbol, role) in [
      (ring.plus, Role.plus), (ring.times, .times), (ring.negative, .negative),
      (ring.zero, .zero), (ring.one, .one),
    ] {
      if case .operation(let operation, _) = language.origin(of: symbol) { roles[operation] = role }
    }
    for (name, count, role) in [("-", 2, Role.minus), ("/", 2, .over), ("inv", 1, .inverse)] {
      if let known = operators[name]?[count] { roles[known] = role }
    }
    self.roles = roles
    var derivation: OperatorID?
    if let symbol = rules.derivation?.symbol,
      case .operation(let operation, _) = language.origin(of: symbol)
    {
      derivation = operation
    }
    self.derivation = derivation
  }

  /// The operator of a role.
  func operation(_ role: Role) -> OperatorID? {
    roles.first { $0.value == role }?.key
  }

  /// Whether a term has a number above 1 in it, which the axiom language cannot say.
  public func isNumeric(_ root: TermID, in store: TermStore) -> Bool {
    var seen: Set<TermID> = [root]
    var stack = [root]
    while let next = stack.popLast() {
      let parts = store.shape(of: next).parts
      if case .apply(let operation, _, _) = store.shape(of: next), roles[operation] == .plus,
        parts[0] == parts[1], case .apply(let one, _, _) = store.shape(of: parts[0]),
        roles[one] == .one
      {
        return true
      }
      for part in parts where seen.insert(part).inserted { stack.append(part) }
    }
    return false
  }

  // MARK: writing

  /// A term of the ring as text. Numbers are written as such, and products of the same factor as powers.
  ///
  /// *Complexity*: linear in the text.
  public func text(of root: TermID, in store: TermStore, variableNames: [String]) -> String {
    var texts: [TermID: (text: String, binding: Int)] = [:]
    var numbers: [TermID: Rational] = [:]
    var stack = [root]
    while let next = stack.last {
      if texts[next] != nil {
        stack.removeLast()
        continue
      }
      let open = store.shape(of: next).parts.filter { texts[$0] == nil }
      if !open.isEmpty {
        stack += open
        continue
      }
      texts[next] = write(next, store, variableNames, texts, &numbers)
      stack.removeLast()
    }
    return texts[root]!.text
  }

  /// A condition as text.
  public func text(ofFormula formula: TermID, in store: TermStore, variableNames: [String])
    -> String
  {
    func side(_ term: TermID) -> String { text(of: term, in: store, variableNames: variableNames) }
    switch store.shape(of: formula) {
    case .connective(.equal, let sides):
      // A Bool term says that it is true.
      if case .apply(let operation, _, let parts) = store.shape(of: sides[1]), parts.isEmpty,
        store.operators[Int(operation.index)].name == "true"
      {
        return side(sides[0])
      }
      return side(sides[0]) + " = " + side(sides[1])
    case .connective(.not, let parts):
      guard case .connective(.equal, let sides) = store.shape(of: parts[0]) else { break }
      return side(sides[0]) + " /= " + side(sides[1])
    default: break
    }
    return side(formula)
  }

  /// How tightly: 1 sums, 2 products, 3 negatives, 4 powers, 5 the rest.
  private func write(
    _ term: TermID, _ store: TermStore, _ names: [String],
    _ texts: [TermID: (text: String, binding: Int)], _ numbers: inout [TermID: Rational]
  ) -> (text: String, binding: Int) {
    func part(_ term: TermID, _ least: Int) -> String {
      let (text, binding) = texts[term]!
      return binding < least ? "(\(text))" : text
    }
    switch store.shape(of: term) {
    case .variable(let level, _): return (level < names.count ? names[level] : "x\(level)", 5)
    case .apply(let operation, _, let parts):
      let role = roles[operation]
      if let number = number(role, parts.map { numbers[$0] }) {
        numbers[term] = number
        let binding = number.denominator == Integer(1) ? 5 : 2
        return (number.description, number.numerator.sign < 0 ? min(3, binding) : binding)
      }
      let name = store.operators[Int(operation.index)].name
      switch role {
      case .plus:
        let right = part(parts[1], 1)
        if right.hasPrefix("-") { return (part(parts[0], 1) + right, 1) }
        return (part(parts[0], 1) + "+" + right, 1)
      case .minus: return (part(parts[0], 1) + "-" + part(parts[1], 2), 1)
      case .times:
        var factors: [TermID] = []
        var stack = [term]
        while let next = stack.popLast() {
          if case .apply(operation, _, let inner) = store.shape(of: next), numbers[next] == nil {
            stack += inner.reversed()
          } else {
            factors.append(next)
          }
        }
        return product(factors, part)
      case .over: return (part(parts[0], 2) + "/" + part(parts[1], 4), 2)
      case .negative: return ("-" + part(parts[0], 2), 3)
      case .inverse: return ("1/" + part(parts[0], 4), 2)
      case .zero, .one: return (name, 5)
      case nil:
        if parts.isEmpty { return (name, 5) }
        return (name + "(" + parts.map { part($0, 0) }.joined(separator: ",") + ")", 5)
      }
    default: return ("?", 5)
    }
  }

  /// Neighbours that are the same become a power.
  private func product(_ factors: [TermID], _ part: (TermID, Int) -> String) -> (String, Int) {
    var texts: [String] = []
    var i = 0
    while i < factors.count {
      var j = i
      while j < factors.count, factors[j] == factors[i] { j += 1 }
      // A negative factor may stand first only.
      let bound = j - i > 1 ? 5 : i == 0 ? 2 : 4
      texts.append(part(factors[i], bound) + (j - i > 1 ? "^\(j - i)" : ""))
      i = j
    }
    return (texts.joined(separator: "*"), texts.count > 1 ? 2 : 4)
  }

  /// The number that an operator of the ring makes of numbers, where it is the term of one.
  private func number(_ role: Role?, _ parts: [Rational?]) -> Rational? {
    let (zero, one) = (Rational.zero, Rational.one)
    switch (role, parts.first ?? nil, parts.count > 1 ? parts[1] : nil) {
    case (.zero, _, _): return zero
    case (.one, _, _): return one
    case (.negative, let a?, _): return a > zero ? a.negated : nil
    case (.inverse, let a?, _): return a > one && a.denominator == Integer(1) ? a.inverse : nil
    case (.plus, let a?, let b?):
      guard b == one, a.denominator == Integer(1), a == b || a > b && a.numerator.isEven else {
        return nil
      }
      return a.adding(b)
    case (.times, let a?, let b?):
      guard a > one, a.denominator == Integer(1) else { return nil }
      if b.denominator == Integer(1) { return a == Rational(2) && b > one ? b.adding(b) : nil }
      // In lowest terms only: another product is one that may be computed.
      guard b.numerator == Integer(1), let value = a.multiplied(by: b),
        value.denominator == b.denominator
      else { return nil }
      return value
    default: return nil
    }
  }
}
