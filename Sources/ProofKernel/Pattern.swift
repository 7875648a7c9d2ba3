// The figures of the simple rules, written as data and obeyed to the letter. A pattern is a formula
// in prefix notation: ⊥ ¬ ∧ ∨ ⇒ ⇔ = are themselves; A B C stand for any formula; x y z for distinct
// variables; f g before two patterns for an operator applied; 0 and S for the constructors of a
// numeric sort. `match` reads a formula by a pattern, `build` writes one. `Proof.swift` and
// `TermStore+Arithmetic.swift` hold the figures.

/// What the letters of a pattern stand for so far.
struct Bindings {
  var formulas: [Character: TermID] = [:]
  var operations: [Character: UInt64] = [:]

  static let connectives: [Character: Connective] = [
    "⊥": .falsum, "¬": .not, "∧": .and, "∨": .or, "⇒": .implies, "⇔": .iff, "=": .equal,
  ]

  /// Whether the formula has the form of the pattern, under what its letters stand for already.
  mutating func match(_ pattern: String, _ formula: TermID, _ store: inout TermStore)
    throws(CheckError) -> Bool
  {
    var stack = [formula]
    for letter in pattern {
      guard let term = stack.popLast() else { return false }
      let node = store[term]
      if let connective = Self.connectives[letter] {
        guard node.kind == .connective, node.head == connective.rawValue else { return false }
        stack += store.children(term).reversed()
      } else if letter == "f" || letter == "g" {
        guard node.kind == .apply, node.count == 2, operations[letter] ?? node.head == node.head
        else { return false }
        operations[letter] = node.head
        stack += store.children(term).reversed()
      } else if letter == "0" || letter == "S" {
        guard store.application(node.sort)?.0.numeric != nil,
          let parts = try store.constructor(term)?.arguments, parts.isEmpty == (letter == "0")
        else { return false }
        stack += parts
      } else if formulas[letter] == nil {
        let isVariable = node.kind == .variable && !formulas.values.contains(term)
        guard letter.isUppercase || isVariable else { return false }
        formulas[letter] = term
      } else if formulas[letter] != term {
        return false
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
