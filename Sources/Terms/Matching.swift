// One-sided unification, and the instance of a pattern. Start at `TermBank.match`. Patterns are the
// sides of rules: small, so recursion is on their depth only, never on that of the subject. The
// terms are those of `TermBank`; `PathOrdering` compares what comes out.

/// Terms for variables, by number.
public struct Substitution: Hashable, Sendable {
  /// The term for each variable; nil where there is none yet.
  public private(set) var terms: [Term?]

  /// No term for any of `count` variables.
  public init(count: Int) { terms = Array(repeating: nil, count: count) }

  /// Forgets all terms; from here on there are `count` variables.
  public mutating func reset(count: Int) {
    terms.removeAll(keepingCapacity: true)
    for _ in 0..<count { terms.append(nil) }
  }

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
    let (rule, node) = (nodes[Int(pattern.index)], nodes[Int(subject.index)])
    if rule.head & Self.variableBit != 0 {
      let number = Int(rule.head & ~Self.variableBit)
      if let known = substitution[number] { return known == subject }
      guard rule.sort == node.sort else { return false }
      substitution[number] = subject
      return true
    }
    if rule.variables == 0 { return pattern == subject }
    guard rule.head == node.head else { return false }
    for i in 0..<Int(rule.count) {
      let (part, other) = (children[Int(rule.first) + i], children[Int(node.first) + i])
      guard match(part, other, &substitution) else { return false }
    }
    return true
  }

  /// The pattern with the terms for its variables; a variable without one stays.
  public mutating func instance(_ pattern: Term, _ substitution: Substitution) -> Term {
    let node = nodes[Int(pattern.index)]
    if node.variables == 0 { return pattern }
    if node.head & Self.variableBit != 0 {
      let number = Int(node.head & ~Self.variableBit)
      return number < substitution.terms.count ? substitution[number] ?? pattern : pattern
    }
    let count = Int(node.count)
    guard count <= 4 else {
      var parts: [Term] = []
      parts.reserveCapacity(count)
      for i in 0..<count { parts.append(instance(argument(pattern, i), substitution)) }
      return make(Symbol(node.head), parts)
    }
    var parts = InlineArray<4, Term>(repeating: pattern)
    for i in 0..<count { parts[i] = instance(children[Int(node.first) + i], substitution) }
    return make(Symbol(node.head), over: parts.span.extracting(0..<count))
  }
}
