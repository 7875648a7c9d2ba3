// Two-sided unification of terms whose variables are apart. Start at `TermBank.unify`; `resolved`
// applies what it found. The bindings are triangular: a variable may be bound to a term with bound
// variables. Terms are sides of rules, which are small; recursion is on their depth.
// Source: F. Baader, W. Snyder, Unification theory, Handbook of Automated Reasoning (2001), 2.

extension TermBank {
  /// Extends the bindings so that they make the terms equal; false if nothing does.
  ///
  /// *Ensures*: if it returns false, the bindings are of no use any more. *Complexity*: exponential
  /// in the worst case, linear in practice.
  public func unify(_ a: Term, _ b: Term, _ bindings: inout Substitution) -> Bool {
    let (a, b) = (walked(a, bindings), walked(b, bindings))
    if a == b { return true }
    if let number = variableNumber(a) { return bind(number, a, to: b, &bindings) }
    if let number = variableNumber(b) { return bind(number, b, to: a, &bindings) }
    guard symbol(a) == symbol(b) else { return false }
    for i in 0..<arity(a) {
      guard unify(argument(a, i), argument(b, i), &bindings) else { return false }
    }
    return true
  }

  /// The term with all bindings applied, through and through.
  public mutating func resolved(_ term: Term, _ bindings: Substitution) -> Term {
    if isGround(term) { return term }
    let top = walked(term, bindings)
    guard let symbol = symbol(top) else { return top }
    var parts: [Term] = []
    for i in 0..<arity(top) { parts.append(resolved(argument(top, i), bindings)) }
    return make(symbol, parts)
  }

  private func walked(_ term: Term, _ bindings: Substitution) -> Term {
    var term = term
    while let number = variableNumber(term), let next = bindings[number] { term = next }
    return term
  }

  private func bind(
    _ number: Int, _ variable: Term, to term: Term, _ bindings: inout Substitution
  ) -> Bool {
    guard sort(variable) == sort(term), !occurs(number, in: term, bindings) else { return false }
    bindings[number] = term
    return true
  }

  private func occurs(_ number: Int, in term: Term, _ bindings: Substitution) -> Bool {
    let top = walked(term, bindings)
    if let other = variableNumber(top) { return other == number }
    if isGround(top) { return false }
    for i in 0..<arity(top) where occurs(number, in: argument(top, i), bindings) { return true }
    return false
  }
}
