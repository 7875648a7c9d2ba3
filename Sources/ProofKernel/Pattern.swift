// The figures of the simple rules, written as data and obeyed to the letter. A pattern is a formula
// in prefix notation: ⊥ ¬ ∧ ∨ ⇒ ⇔ = are themselves; A B C stand for any formula; x y z for distinct
// variables; f g before two patterns for an operator applied; 0 and S for a constant constructor and
// for a unary one before a pattern. `match` reads a formula by a pattern, `build` writes one. `Proof.swift` and
// `TermStore+Arithmetic.swift` hold the figures.

/// What the letters of a pattern stand for so far.
struct Bindings {
  var formulas: [Character: TermID] = [:]
  var operations: [Character: TermShape] = [:]

  static let connectives: [Character: Connective] = [
    "⊥": .falsum, "¬": .not, "∧": .and, "∨": .or, "⇒": .implies, "⇔": .iff, "=": .equal,
  ]

  static let arities: [Character: Int] = ["f": 2, "g": 2, "0": 0, "S": 1]

  /// Whether the formula has the form of the pattern, under what its letters stand for already.
  mutating func match(_ pattern: String, _ formula: TermID, _ store: inout TermStore)
    throws(CheckError) -> Bool
  {
    var stack = [formula]
    for letter in pattern {
      guard let term = stack.popLast() else { return false }
      if let connective = Self.connectives[letter] {
        guard case .connective(connective, let parts) = store[term].shape else { return false }
        stack += parts.reversed()
      } else if let arity = Self.arities[letter] {
        let shape = try store.opened(term)
        guard case .apply(let symbol, _, let parts) = shape, parts.count == arity,
          arity == 2 || store[symbol].role == .constructor,
          operations[letter] ?? shape.head == shape.head
        else { return false }
        operations[letter] = shape.head
        stack += parts.reversed()
      } else if let known = formulas[letter] {
        guard known == term else { return false }
      } else {
        let isNew = store[term].shape.isVariable && !formulas.values.contains(term)
        guard letter.isUppercase || isNew else { return false }
        formulas[letter] = term
      }
    }
    return stack.isEmpty
  }

  /// The formula that the pattern describes. Throws `wrongForm` if a letter stands for nothing.
  func build(_ pattern: String, _ store: inout TermStore) throws(CheckError) -> TermID {
    var stack: [TermID] = []
    for letter in pattern.reversed() {
      if let connective = Self.connectives[letter] {
        try require(stack.count >= connective.arity, .wrongForm, pattern)
        let parts = Array(stack.suffix(connective.arity).reversed())
        stack.removeLast(connective.arity)
        stack.append(try store.intern(.connective(connective, parts)))
      } else {
        guard let known = formulas[letter] else { throw CheckError(.wrongForm, pattern) }
        stack.append(known)
      }
    }
    return stack[0]
  }
}
