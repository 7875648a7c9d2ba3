// One-sided unification, and the instance of a pattern. Start at `TermBank.match`. Patterns are the
// sides of rules: small, so recursion is on their depth only, never on that of the subject. The
// terms are those of `TermBank`; `PathOrdering` compares what comes out.

/// Terms for variables, by number.
public struct Substitution: Hashable, Sendable {
  /// The term for each variable; nil where there is none yet.
  public private(set) var terms: [Term?]

  /// No term for any of `count` variables.
  public init(count: Int) { terms = Array(repeating: nil, count: count) }

  /// The term for a variable. Requires that the number is below `count`.
  public subscript(number: Int) -> Term? {
    get { terms[number] }
    set { terms[number] = newValue }
  }
}

extension TermBank {
  /// Extends the substitution so that it makes the pattern equal to the subject.
  ///
  /// *Ensures*: if it returns false, the substitution is of no use any more.
  /// *Complexity*: linear in the size of the pattern.
  public func match(_ pattern: Term, _ subject: Term, _ substitution: inout Substitution) -> Bool {
    if let number = variableNumber(pattern) {
      if let known = substitution[number] { return known == subject }
      guard sort(pattern) == sort(subject) else { return false }
      substitution[number] = subject
      return true
    }
    if isGround(pattern) { return pattern == subject }
    guard symbol(pattern) == symbol(subject) else { return false }
    for i in 0..<arity(pattern) {
      guard match(argument(pattern, i), argument(subject, i), &substitution) else { return false }
    }
    return true
  }

  /// The pattern with the terms for its variables; a variable without one stays.
  public mutating func instance(_ pattern: Term, _ substitution: Substitution) -> Term {
    if isGround(pattern) { return pattern }
    if let number = variableNumber(pattern) {
      return number < substitution.terms.count ? substitution[number] ?? pattern : pattern
    }
    guard let symbol = symbol(pattern) else { return pattern }
    var parts: [Term] = []
    parts.reserveCapacity(arity(pattern))
    for i in 0..<arity(pattern) { parts.append(instance(argument(pattern, i), substitution)) }
    return make(symbol, parts)
  }
}
